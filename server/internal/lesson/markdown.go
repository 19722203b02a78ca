package lesson

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"vitrina/server/internal/protocol"
)

// maxDepth is how deep blocks may lie in each other. What lies deeper is left out.
const maxDepth = 8

// markdown parses CommonMark without raw HTML, which is then text like any other.
func markdown(source []byte) ast.Node {
	blocks := []util.PrioritizedValue{
		util.Prioritized(parser.NewSetextHeadingParser(), 100), util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300), util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500), util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700), util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
	inlines := []util.PrioritizedValue{
		util.Prioritized(parser.NewCodeSpanParser(), 100), util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300), util.Prioritized(parser.NewEmphasisParser(), 500),
	}
	return parser.NewParser(
		parser.WithBlockParsers(blocks...), parser.WithInlineParsers(inlines...), parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	).Parse(text.NewReader(source))
}

// blocksOf are the blocks of a Markdown text.
func blocksOf(source string) []protocol.Block {
	if tooNested(source) {
		return []protocol.Block{{Kind: protocol.BlockCode, Text: source}}
	}
	bytes := []byte(source)
	return children(markdown(bytes), bytes, 0)
}

// spansOf are the spans of a text in one paragraph.
func spansOf(source string) []protocol.Span {
	source = strings.TrimSpace(source)
	blocks := blocksOf(source)
	if len(blocks) == 1 && blocks[0].Kind == protocol.BlockParagraph {
		return blocks[0].Spans
	}
	return []protocol.Span{{Kind: protocol.SpanText, Text: source}} // 1. and # stand for themselves
}

// mostMarkers is how many marks that open something a line may have. More make parsing slow.
const mostMarkers = 200

// tooNested reports whether a text nests more than one that a person wrote.
func tooNested(source string) bool {
	for line := range strings.Lines(source) {
		if strings.Count(line, ">")+strings.Count(line, "- ")+strings.Count(line, "[")+strings.Count(line, "`")+strings.Count(line, "* ") > mostMarkers ||
			strings.Count(line, "*")+strings.Count(line, "_") > 5*mostMarkers {
			return true
		}
	}
	return false
}

// children are the blocks in a node.
func children(node ast.Node, source []byte, depth int) []protocol.Block {
	blocks := []protocol.Block{}
	if depth > maxDepth {
		return blocks
	}
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if block, is := blockOf(child, source, depth); is {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

func blockOf(node ast.Node, source []byte, depth int) (protocol.Block, bool) {
	switch n := node.(type) {
	case *ast.Heading:
		return protocol.Block{Kind: protocol.BlockHeading, Spans: inlines(n, source)}, true
	case *ast.Paragraph, *ast.TextBlock:
		return protocol.Block{Kind: protocol.BlockParagraph, Spans: inlines(n, source)}, true
	case *ast.List:
		list := protocol.Block{Kind: protocol.BlockList}
		if n.IsOrdered() {
			list.Kind = protocol.BlockOrderedList
		}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			list.Items = append(list.Items, children(item, source, depth+1))
		}
		return list, true
	case *ast.Blockquote:
		return protocol.Block{Kind: protocol.BlockQuote, Blocks: children(n, source, depth+1)}, true
	case *ast.FencedCodeBlock:
		return protocol.Block{Kind: protocol.BlockCode, Text: string(n.Lines().Value(source)), Language: wordOf(string(n.Language(source)))}, true
	case *ast.CodeBlock:
		return protocol.Block{Kind: protocol.BlockCode, Text: string(n.Lines().Value(source))}, true
	}
	return protocol.Block{}, false // a line across, or the definition of a link
}

// wordOf is a name of a language, such as c++ or python; empty if it is none.
func wordOf(name string) string {
	for _, r := range name {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("+-#._", r) {
			return ""
		}
	}
	return name
}

// inlines are the spans in a block. What is within another span has the kind of that.
func inlines(node ast.Node, source []byte) []protocol.Span {
	spans := []protocol.Span{}
	add := func(span protocol.Span) {
		last := len(spans) - 1
		switch {
		case span.Text == "":
		case last >= 0 && spans[last].Kind == span.Kind && spans[last].Href == span.Href && span.Kind != protocol.SpanCode:
			spans[last].Text += span.Text
		default:
			spans = append(spans, span)
		}
	}
	var walk func(node ast.Node, kind protocol.SpanKind, href string, depth int)
	walk = func(node ast.Node, kind protocol.SpanKind, href string, depth int) {
		if depth > 4*maxDepth {
			return
		}
		for child := node.FirstChild(); child != nil; child = child.NextSibling() {
			switch n := child.(type) {
			case *ast.Text:
				value := string(unescaped(n.Segment.Value(source)))
				if n.IsRaw() {
					value = string(n.Segment.Value(source))
				}
				if n.SoftLineBreak() || n.HardLineBreak() {
					value += "\n"
				}
				add(protocol.Span{Kind: kind, Text: value, Href: href})
			case *ast.String:
				add(protocol.Span{Kind: kind, Text: string(n.Value), Href: href})
			case *ast.CodeSpan:
				code := protocol.Span{Kind: protocol.SpanCode, Text: strings.ReplaceAll(raw(n, source), "\n", " ")}
				if kind == protocol.SpanLink {
					code.Kind, code.Href = kind, href
				}
				add(code)
			case *ast.AutoLink:
				address := string(n.URL(source))
				if leads(address) {
					add(protocol.Span{Kind: protocol.SpanLink, Text: string(n.Label(source)), Href: address})
				} else {
					add(protocol.Span{Kind: kind, Text: string(n.Label(source)), Href: href})
				}
			case *ast.Link:
				if address := string(unescaped(n.Destination)); leads(address) && kind != protocol.SpanLink {
					walk(n, protocol.SpanLink, address, depth+1)
				} else {
					walk(n, kind, href, depth+1)
				}
			case *ast.Emphasis:
				within := kind
				if kind == protocol.SpanText {
					within = protocol.SpanEm
				}
				if kind == protocol.SpanText && n.Level == 2 {
					within = protocol.SpanStrong
				}
				walk(n, within, href, depth+1)
			default: // an image: its text stands for it
				walk(n, kind, href, depth+1)
			}
		}
	}
	walk(node, protocol.SpanText, "", 0)
	if last := len(spans) - 1; last >= 0 {
		spans[last].Text = strings.TrimRight(spans[last].Text, "\n")
	}
	return spans
}

// raw is the text within a code span.
func raw(node ast.Node, source []byte) string {
	var out strings.Builder
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if n, is := child.(*ast.Text); is {
			out.Write(n.Segment.Value(source))
		}
	}
	return out.String()
}

// unescaped resolves backslashes and entities (CommonMark, sections 2.4 and 2.5).
func unescaped(value []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
}

// leads reports whether a link leads to a place: an address with http or https, or a path of the site.
func leads(address string) bool {
	parsed, err := url.Parse(address)
	if err != nil || strings.ContainsAny(address, "\\\t\r\n") {
		return false
	}
	switch strings.ToLower(parsed.Scheme) {
	case "http", "https":
		return parsed.Host != ""
	case "":
		return parsed.Host == "" && strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//")
	}
	return false
}
