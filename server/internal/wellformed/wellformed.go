// Package wellformed looks whether browsers can read a text as XML. encoding/xml checks less than XML
// 1.0 and Namespaces in XML do, and where a text breaks a rule of theirs, browsers show an error in its
// place.
package wellformed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"vitrina/server/internal/pattern"
)

// Rule is what a text breaks.
type Rule string

// The rules that are told apart. Sections are those of XML 1.0, fifth edition.
const (
	Other       Rule = "other"
	Mismatch    Rule = "mismatch"    // <b> is closed by </a> (section 3)
	Open        Rule = "open"        // it ends within an element (section 2.1)
	Entity      Rule = "entity"      // & begins none that is known (section 4.1)
	Attribute   Rule = "attribute"   // an attribute without a value in quotes (section 3.1)
	Twice       Rule = "twice"       // an element has an attribute twice (section 3.1)
	Declaration Rule = "declaration" // <?xml … ?> is not the very start (section 2.8)
	NoRoot      Rule = "noRoot"      // there is no element (section 2.1)
	Roots       Rule = "roots"       // there is a second element behind the first (section 2.1)
	Outside     Rule = "outside"     // there is text outside the one element (section 2.1)
	Prefix      Rule = "prefix"      // a prefix that is not declared (Namespaces in XML 1.0, section 5)
	NotUTF8     Rule = "notUTF8"     // bytes that are not of the encoding (section 4.3.3)
)

// Fault is the first place where a text is not XML.
type Fault struct {
	Rule Rule
	Line int
	// Name and Other are what the rule is about: the element that is open and the one that closes, or
	// the prefix, attribute, element or text.
	Name, Other string
}

// XML looks at a text. The root is the name of its first element, empty for none; the fault is nil for
// none, and where it is not sure that browsers find one. label is the charset of Content-Type, which
// overrules what the text declares (RFC 7303, section 3); empty for none.
func XML(text []byte, label string) (root xml.Name, fault *Fault) {
	text = laterVersion().ReplaceAll(inUTF8(text, label), []byte("${1}1.0"))
	r := reader{Decoder: xml.NewDecoder(bytes.NewReader(text)), text: text}
	r.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil } // it is decoded
	if fault = r.read(); fault == nil && !utf8.Valid(text) {                                   // encoding/xml does not look at comments
		fault = r.at(NotUTF8, int64(len(text)-len(behindUTF8(text))), "")
	}
	return r.root, fault
}

// behindUTF8 is the rest of a text from the first byte that is not UTF-8.
func behindUTF8(text []byte) []byte {
	for len(text) > 0 {
		letter, size := utf8.DecodeRune(text)
		if letter == utf8.RuneError && size == 1 {
			break
		}
		text = text[size:]
	}
	return text
}

// inUTF8 is a text without a byte order mark, which overrules all else (WHATWG Encoding, section 6).
func inUTF8(text []byte, label string) []byte {
	declares := encodingDeclared().FindSubmatch(text)
	mark := ""
	for _, each := range [][2]string{{"\xef\xbb\xbf", "utf-8"}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"}} {
		if bytes.HasPrefix(text, []byte(each[0])) {
			mark = each[1]
		}
	}
	switch {
	case mark == "utf-8":
		return text[3:]
	case mark != "":
		label = mark
	case label == "" && declares != nil:
		label = string(declares[1])
	}
	encoding, name := charset.Lookup(label)
	if encoding == nil || name == "utf-8" || mark == "" && strings.HasPrefix(name, "utf-16") {
		return text
	}
	decoded, err := encoding.NewDecoder().Bytes(text)
	if err != nil {
		return text
	}
	return bytes.TrimPrefix(decoded, []byte("\ufeff"))
}

// laterVersion is the start of a declaration that names another version than 1.0, which is read as that is
// (section 2.8).
var laterVersion = pattern.Lazy(`^(<\?xml\s+version\s*=\s*["'])1\.[0-9]+`)

// encodingDeclared is what the declaration of a text says (section 4.3.3).
var encodingDeclared = pattern.Lazy(`^<\?xml\s[^>]*\bencoding\s*=\s*["']([\w.-]+)["']`)

// reader goes through a text, which is in UTF-8.
type reader struct {
	*xml.Decoder
	text  []byte
	root  xml.Name
	depth int
	// spaces are the namespaces that are declared, those of each open element on top of each other.
	spaces [][]string
	// vague is true where entities or attributes may be declared that are not read.
	vague bool
}

func (r *reader) read() *Fault {
	for {
		begin := r.InputOffset()
		token, err := r.Token()
		var wrong *xml.SyntaxError
		switch {
		case errors.Is(err, io.EOF) && r.root.Local == "":
			return r.at(NoRoot, begin, "")
		case errors.As(err, &wrong):
			return r.explain(wrong)
		case err != nil:
			return nil
		}
		if fault := r.take(token, begin); fault != nil {
			return fault
		}
	}
}

// at is a fault at the first letter behind an offset.
func (r *reader) at(rule Rule, offset int64, name string) *Fault {
	for offset < int64(len(r.text)) && strings.IndexByte(" \t\r\n", r.text[offset]) >= 0 {
		offset++
	}
	return &Fault{Rule: rule, Line: 1 + bytes.Count(r.text[:min(offset, int64(len(r.text)))], []byte("\n")), Name: name}
}

func (r *reader) take(token xml.Token, begin int64) *Fault {
	switch token := token.(type) {
	case xml.ProcInst:
		if token.Target == "xml" && begin > 0 {
			return r.at(Declaration, begin, "")
		}
	case xml.Directive:
		r.declare(string(token))
	case xml.CharData:
		if text := bytes.TrimSpace(token); r.depth == 0 && len(text) > 0 {
			line, _, _ := strings.Cut(string(text), "\n")
			return r.at(Outside, begin, strings.TrimSpace(line))
		}
	case xml.StartElement:
		return r.start(token, begin)
	case xml.EndElement:
		r.depth--
		r.spaces = r.spaces[:len(r.spaces)-1]
	}
	return nil
}

func (r *reader) start(element xml.StartElement, begin int64) *Fault {
	name := written(element.Name)
	switch {
	case r.root.Local == "":
		r.root = element.Name
	case r.depth == 0:
		return r.at(Roots, begin, name)
	}
	own, seen := []string{}, map[xml.Name]bool{}
	for _, each := range element.Attr {
		if seen[each.Name] {
			return r.at(Twice, begin, each.Name.Local)
		}
		seen[each.Name] = true
		if each.Name.Space == "xmlns" || each.Name.Space == "" && each.Name.Local == "xmlns" {
			own = append(own, each.Value)
		}
	}
	r.depth++
	r.spaces = append(r.spaces, own)
	if !r.isDeclared(element.Name.Space) {
		return r.at(Prefix, begin, element.Name.Space)
	}
	for _, each := range element.Attr {
		if !r.isDeclared(each.Name.Space) {
			return r.at(Prefix, begin, each.Name.Space)
		}
	}
	if raw := r.text[min(begin, int64(len(r.text))):min(r.InputOffset(), int64(len(r.text)))]; glued(raw) {
		return r.at(Attribute, begin, "")
	}
	return nil
}

// isDeclared reports whether a space is a namespace: encoding/xml leaves a prefix there where none is
// declared for it.
func (r *reader) isDeclared(space string) bool {
	if space == "" || space == "xmlns" || space == "http://www.w3.org/XML/1998/namespace" || r.vague {
		return true
	}
	for _, spaces := range r.spaces {
		for _, each := range spaces {
			if each == space {
				return true
			}
		}
	}
	return false
}

// written is a name as its text has it, as far as that is known.
func written(name xml.Name) string {
	if name.Space == "" || strings.ContainsAny(name.Space, "/:") {
		return name.Local
	}
	return name.Space + ":" + name.Local
}

// glued reports whether a tag has an attribute right behind the value of another (section 3.1).
func glued(tag []byte) bool {
	quote := byte(0)
	for at, c := range tag {
		switch {
		case quote != 0 && c == quote:
			quote = 0
			if at+1 < len(tag) && strings.IndexByte(" \t\r\n/>", tag[at+1]) < 0 {
				return true
			}
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return false
}

var (
	declared = pattern.Lazy(`<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>`)
	external = pattern.Lazy(`^DOCTYPE\s+\S+\s+(?:PUBLIC|SYSTEM)\b|%`)
)

// declare takes the entities that a document type declares. What it has from elsewhere is not read, so
// that an entity may be one of those (section 4.1, "Entity Declared").
func (r *reader) declare(directive string) {
	if !strings.HasPrefix(directive, "DOCTYPE") {
		return
	}
	r.Entity = map[string]string{}
	for _, each := range declared().FindAllStringSubmatch(directive, -1) {
		r.Entity[each[1]] = each[2] + each[3]
	}
	r.vague = external().MatchString(directive) || strings.Contains(directive, "<!ATTLIST")
}

var mismatch = pattern.Lazy(`^element <(\S+)> closed by </(\S+)>$`)

// explain is the fault that encoding/xml found; nil where a browser may think otherwise. The words are
// those of encoding/xml.
func (r *reader) explain(wrong *xml.SyntaxError) *Fault {
	fault := &Fault{Rule: Other, Line: wrong.Line}
	says := func(words string) bool { return strings.Contains(wrong.Msg, words) }
	switch names := mismatch().FindStringSubmatch(wrong.Msg); {
	case says("invalid XML name") && strings.ContainsFunc(wrong.Msg, func(c rune) bool { return c >= 0x80 }): // the fifth edition allows more letters (section 2.3)
		return nil
	case says("character entity") && r.vague:
		return nil
	case says("invalid UTF-8"):
		fault.Rule = NotUTF8
	case names != nil:
		fault.Rule, fault.Name, fault.Other = Mismatch, names[1], names[2]
	case says("unexpected EOF"):
		fault.Rule = Open
	case says("character entity"):
		fault.Rule = Entity
	case says("attribute name without ="), says("unquoted or missing attribute value"):
		fault.Rule = Attribute
	}
	return fault
}
