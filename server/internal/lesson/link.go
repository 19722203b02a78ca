package lesson

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Link is a path of the site that a lesson leads to.
type Link struct {
	// Path is decoded and has no query.
	Path string
	At   int
}

// linksIn keeps the links within a node that lead to the site, and says which are none.
func (p *fileReader) linksIn(node ast.Node, source []byte, lineOf func(offset int) int) {
	_ = ast.Walk(node, func(node ast.Node, entering bool) (ast.WalkStatus, error) { // nothing in it fails
		link, is := node.(*ast.Link)
		if !is || !entering {
			return ast.WalkContinue, nil
		}
		if offset := textIn(link); offset >= 0 {
			p.link(string(unescaped(link.Destination)), lineOf(offset))
		}
		return ast.WalkSkipChildren, nil
	})
}

// textIn is where the text within a node begins; -1 where it has none.
func textIn(node ast.Node) int {
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if text, is := child.(*ast.Text); is {
			return text.Segment.Start
		}
		if at := textIn(child); at >= 0 {
			return at
		}
	}
	return -1
}

func (p *fileReader) link(address string, line int) {
	if !leads(address) {
		parsed, err := url.Parse(address)
		if err == nil && parsed.Scheme == "" && parsed.Path != "" && !strings.HasPrefix(address, "//") {
			inside := strings.TrimPrefix(path.Clean("/"+address), "/html")
			p.remark(line, "lesson.noSlash", "link", short(address), "path", short(inside))
		} else {
			p.remark(line, "lesson.noLink", "link", short(address))
		}
		return
	}
	if strings.HasPrefix(address, "/") {
		to, _ := partsOf(address)
		to, _, _ = strings.Cut(to, "#")
		p.lesson.Links = append(p.lesson.Links, Link{Path: to, At: line})
	}
}

// Speaks reports whether an assertion is about a path of the site.
func (l *Lesson) Speaks(of string) bool {
	about := func(line Line) bool {
		if line.Subject == nil {
			return false
		}
		wanted, _ := partsOf(line.Subject.Target)
		return wanted != "*" && globbed(wanted, of)
	}
	return slices.ContainsFunc(l.Steps, func(step Step) bool {
		return slices.ContainsFunc(step.Check, about) || slices.ContainsFunc(step.Hints, func(h Hint) bool {
			return slices.ContainsFunc(h.Condition, about)
		})
	})
}
