package wellformed

import (
	"fmt"
	"strings"
	"testing"
)

// Each of these was given to Chromium, whose parser says the same of it.
var texts = []struct{ text, want string }{
	{"<a/>", ""},
	{" \n<a/>\n<!-- b -->\n", ""},
	{"<?xml version='1.0'?>\n<!-- a --><a><b c='1' d='2'/><![CDATA[<]]></a><?p?>", ""},
	{"<a xmlns:b='u'><b:c b:d='1' d='2' xml:lang='es'/></a>", ""},
	{"<b:a xmlns:b='u' xmlns='v'><c/></b:a>", ""},
	{"<!DOCTYPE a [<!ENTITY n 'x'><!ENTITY ns \"http://a/\">]><a xmlns:b='&ns;' b:c='1'>&n;</a>", ""},
	{"<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN' 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'><html>&nbsp;</html>", ""},
	{"<ñ/>", ""},
	{"<\u312aa\ua000/>", ""}, // which the fifth edition allows

	{"\n<?xml version='1.0'?><a/>", "declaration 2"},
	{" <?xml version='1.0'?><a/>", "declaration 1"},
	{"<!-- a -->\n<?xml version='1.0'?><a/>", "declaration 2"},
	{"<?xml version='1.0'?>", "noRoot 1"},
	{"<!-- a -->\n", "noRoot 2"},
	{"<a/>\n<b/>", "roots 2 b"},
	{"<a/>\nmore", "outside 2 more"},
	{"name: value\n<a/>", "outside 1 name: value"},
	{"<a/>&amp;", "outside 1 &"},
	{"<a>\n<b c='1' c='2'/></a>", "twice 2 c"},
	{"<a xmlns:b='u' xmlns:c='u'>\n<d b:e='1' c:e='2'/></a>", "twice 2 e"},
	{"<svg xmlns='http://www.w3.org/2000/svg'>\n<use xlink:href='#a'/></svg>", "prefix 2 xlink"},
	{"<b:a/>", "prefix 1 b"},
	{"<a><b xmlns:c='u'/>\n<c:d/></a>", "prefix 2 c"},
	{"<a>\n<b></a>", "mismatch 2 b a"},
	{"<a>\n<b>", "open 2"},
	{"<a>&nbsp;</a>", "entity 1"},
	{"<!DOCTYPE html><html>\n&nbsp;</html>", "entity 2"},
	{"<a>b & c</a>", "entity 1"},
	{"<a b=c/>", "attribute 1"},
	{"<a b/>", "attribute 1"},
	{"<a b='1'c='2'/>", "attribute 1"},
	{"<a><!-- b -- c --></a>", "other 1"},
	{"<a>]]></a>", "other 1"},
	{"<a b='<'/>", "other 1"},
	{"</a>", "other 1"},
	{"<a>\x01</a>", "other 1"},
}

func TestTextsThatBrowsersReadAsXMLAndThoseThatTheyDoNot(t *testing.T) {
	for _, c := range texts {
		if got := said(c.text, ""); got != c.want {
			t.Errorf("%q: %q, not %q", c.text, got, c.want)
		}
	}
}

// What a text is read as is said by Content-Type, else by itself, and is UTF-8 where nothing is said.
func TestEncodingsOfXML(t *testing.T) {
	for _, c := range []struct{ text, label, want string }{
		{"<a>\n\xf1</a>", "", "notUTF8 2"},
		{"<a>\n<!-- \xf1 --></a>", "", "notUTF8 2"},
		{"<a>\xf1</a>", "iso-8859-1", ""},
		{"<?xml version='1.0' encoding='iso-8859-1'?>\n<a>\xf1</b>", "", "mismatch 2 a b"},
		{"<?xml version='1.0' encoding='iso-8859-1'?>\n<a>\xf1</a>", "utf-8", "notUTF8 2"},
		{"\xff\xfe<\x00a\x00/\x00>\x00", "", ""},
		{"\xff\xfe<\x00a\x00>\x00", "", "open 1"},
		{"\xfe\xff\x00<\x00a\x00/\x00>", "iso-8859-1", ""},
		{"\xff\xfe" + wide("<?xml version='1.0' encoding='utf-16'?>\n<a>\n</b>"), "", "mismatch 3 a b"},
		{"<?xml version='1.1'?>\n<a>", "", "open 2"},
		{"<?xml version='1.10' encoding='utf-8'?><a/>", "", ""},
		{"\xef\xbb\xbf<?xml version='1.0'?><a/>", "", ""},
	} {
		if got := said(c.text, c.label); got != c.want {
			t.Errorf("%q as %q: %q, not %q", c.text, c.label, got, c.want)
		}
	}
}

// wide is a text of ASCII in UTF-16LE.
func wide(text string) string {
	return strings.Join(strings.Split(text, ""), "\x00") + "\x00"
}

func said(text, label string) string {
	_, fault := XML([]byte(text), label)
	if fault == nil {
		return ""
	}
	return strings.TrimSpace(strings.Join(strings.Fields(fmt.Sprintf("%s %d %s %s", fault.Rule, fault.Line, fault.Name, fault.Other)), " "))
}

func FuzzXML(f *testing.F) {
	for _, c := range texts {
		f.Add([]byte(c.text), "")
	}
	f.Fuzz(func(t *testing.T, text []byte, label string) {
		if _, fault := XML(text, label); fault != nil && (fault.Line < 1 || fault.Rule == "") {
			t.Errorf("%+v", fault)
		}
	})
}
