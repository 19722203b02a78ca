package lesson

import (
	"slices"
	"strings"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// Complete says what can stand at a place of a lesson's file. Line and column count from 1, a column
// UTF-16 code units.
func Complete(source string, file, reader l10n.Locale, line, column int) []protocol.LessonCompletion {
	at, is := placeIn(source, line, column)
	switch {
	case !is:
		return nil
	case at.fence == "" && blank(at.before):
		return frames(file, reader, at)
	case at.fence == fenceCheck, at.fence == fenceHint && !at.behind:
		return completeLine(at, file, reader)
	}
	return nil
}

// Hover explains the assertion at a place of a lesson's file.
func Hover(source string, file, reader l10n.Locale, line, column int) protocol.LessonHoverResult {
	at, is := placeIn(source, line, column)
	if !is || at.fence != fenceCheck && (at.fence != fenceHint || at.behind) {
		return protocol.LessonHoverResult{}
	}
	text := strings.TrimSpace(at.whole)
	start := strings.Index(at.whole, text)
	_, places, problem := parseLine(text, file, &Subject{Target: "/"})
	if problem != nil {
		return protocol.LessonHoverResult{}
	}
	offset := len(at.before) - start
	for _, each := range places {
		if each.start <= offset && offset <= each.end {
			return protocol.LessonHoverResult{
				Documentation: documentation(formOf(each.form), reader),
				From:          1 + units(at.whole[:start+each.start]), To: 1 + units(at.whole[:start+each.end]),
			}
		}
	}
	return protocol.LessonHoverResult{}
}

// spot is a place in a lesson's file.
type spot struct {
	whole, before string // its line, and what stands before it
	// fence is the kind of fenced block that it is in; empty where it is in none.
	fence string
	// behind is true behind the line --- of a hint.
	behind bool
}

// placeIn finds a place. In front matter, and in code, is none.
func placeIn(source string, line, column int) (spot, bool) {
	lines := strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
	if line < 1 || line > len(lines) || column < 1 || len(source) > MaxFile {
		return spot{}, false
	}
	at := spot{}
	marks := "" // of the fence that is open
	front := Begins([]byte(source))
	for i, each := range lines[:line] {
		text := strings.TrimSpace(each)
		last := i == line-1
		switch {
		case front && i > 0 && text == fence:
			front = last
		case front:
		case marks != "" && strings.HasPrefix(text, marks) && strings.Trim(text, marks[:1]) == "":
			if !last {
				marks, at.fence, at.behind = "", "", false
			}
		case marks != "":
			at.behind = at.behind || !last && text == fence
		case !last && (strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~")):
			marks = text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
			word, _, _ := strings.Cut(strings.TrimSpace(text[len(marks):]), " ")
			if at.fence = fenceOf(word); at.fence == "" {
				at.fence = "code"
			}
		}
	}
	at.whole = lines[line-1]
	at.before = at.whole[:bytesOf(at.whole, column-1)]
	return at, !front
}

func blank(before string) bool {
	return strings.Trim(strings.TrimSpace(before), "`#") == ""
}

// frames are the parts of a lesson, for an empty line.
func frames(file, reader l10n.Locale, at spot) []protocol.LessonCompletion {
	words := map[l10n.Locale][5]string{
		l10n.English: {"check", "choice", "hint", "done", "Name"}, l10n.Spanish: {"comprueba", "pregunta", "pista", "hecho", "Nombre"},
	}[file]
	from := 1 + units(at.before[:indent(at.before)])
	item := func(label, insert, key string) protocol.LessonCompletion {
		return protocol.LessonCompletion{Label: label, Insert: insert, From: from, Documentation: l10n.Text(reader, "lessonPart."+key, nil)}
	}
	return []protocol.LessonCompletion{
		item("## "+words[4], "## ${1:"+words[4]+"} {#${2:id}}\n\n$0", "step"),
		item("```"+words[0], "```"+words[0]+"\n$0\n```", "check"),
		item("```"+words[1], "```"+words[1]+"\n${1:?}\n- [ ] ${2}\n- [x] ${3}\n```", "choice"),
		item("```"+words[2], "```"+words[2]+"\n${1}\n---\n${2}\n```", "hint"),
		item("```"+words[3], "```"+words[3]+"\n${1}\n```", "done"),
	}
}

// completeLine says how an assertion can go on.
func completeLine(at spot, file, reader l10n.Locale) []protocol.LessonCompletion {
	text := strings.TrimLeft(at.before, " \t")
	start := len(at.before) - len(text)
	words, unclosed := wordsOf(text)
	if unclosed >= 0 || len(text) > maxLine {
		return nil
	}
	locale := file
	r := read(text, words, file)
	if second := read(text, words, other(file)); second.reached() > r.reached() {
		r, locale = second, other(file)
	}
	from := len(text)
	if r.open < len(words) {
		from = words[r.open].start
	}
	item := func(template, label, documentation string) protocol.LessonCompletion {
		return protocol.LessonCompletion{Label: label, Insert: snippet(template, locale), From: 1 + units(at.before[:start+from]), Documentation: documentation}
	}
	items := []protocol.LessonCompletion{}
	if r.more {
		if strings.HasSuffix(text, " ") || r.open < len(words) {
			items = append(items, item(joints[locale].and[0]+" ", joints[locale].and[0], l10n.Text(reader, "lessonForm.and", nil)))
		}
		label := shownAs(joints[locale].afterShown, func(slot string) string { return slotNames[locale][slot] })
		return append(items, item(joints[locale].afterShown, label, l10n.Text(reader, "lessonForm.after", nil)))
	}
	for _, each := range forms {
		if each.part == r.want || each.part == whole && r.want == subject && !r.assertion.Then {
			items = append(items, item(each.words[locale][0], each.shown(locale), documentation(each, reader)))
		}
	}
	if r.want == subject && !r.assertion.Then {
		items = append(items, item(joints[locale].then[0]+" ", joints[locale].then[0], l10n.Text(reader, "lessonForm.then", nil)))
	}
	return items
}

// snippet is a template to fill in, as the Language Server Protocol writes it.
func snippet(template string, locale l10n.Locale) string {
	slots := 0
	text := shownAs(strings.TrimRight(template, " "), func(slot string) string {
		slots++
		name := strings.NewReplacer(`\`, `\\`, "}", `\}`, "$", `\$`).Replace(strings.Trim(slotNames[locale][slot], `"`))
		filled := "${" + number(slots) + ":" + name + "}"
		if slot == slotText {
			return `"` + filled + `"`
		}
		return filled
	})
	if strings.HasSuffix(template, " ") {
		text += " "
	}
	return text
}

// documentation explains a form, and each of its slots.
func documentation(f form, reader l10n.Locale) string {
	parts := []string{"`" + f.shown(reader) + "`", f.explained(reader)}
	known := []string{}
	for _, each := range elementsOf(f.words[reader][0]) {
		if each.slot != "" && !slices.Contains(known, each.slot) {
			known = append(known, each.slot)
			parts = append(parts, l10n.Text(reader, "lessonSlot."+each.slot, nil))
		}
	}
	return strings.Join(parts, "\n\n")
}
