package command

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"vitrina/server/internal/fault"
	"vitrina/server/internal/l10n"
	"vitrina/server/internal/lesson"
	"vitrina/server/internal/lesson/shelf"
	"vitrina/server/internal/service"
)

// maxHandIns is how many files are graded at a time.
const maxHandIns = 2000

// graded is what became of one hand-in.
type graded struct {
	// Student is the file's name, without .har.
	Student string `json:"student"`
	File    string `json:"file"`
	// Done is how many steps are done; nil where the file could not be graded.
	Done  *int         `json:"done"`
	Steps []gradedStep `json:"steps"`
	// Problem is a sentence for people: why it could not be graded, or what is odd about it.
	Problem string `json:"problem,omitempty"`
	failed  bool
}

type gradedStep struct {
	ID    string       `json:"id"`
	Title string       `json:"title"`
	Done  bool         `json:"done"`
	Lines []gradedLine `json:"lines"`
}

type gradedLine struct {
	Text  string `json:"text"`
	Holds bool   `json:"holds"`
	Seen  string `json:"seen,omitempty"`
}

// gradeLesson prints a table of hand-ins. It exits with 1 where a file cannot be read.
func gradeLesson(args []string, console Console) int {
	var asCSV, asJSON bool
	named, typed, err := flags{"csv": yes(&asCSV), "json": yes(&asJSON)}.parseTyped(args)
	if err == nil {
		err = typed.together("--csv", "--json")
	}
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	if len(named) < 2 {
		return console.usage("lesson.gradeTakes", nil)
	}
	folder, err := lessonNamed(named[0])
	if code, wrong := console.wrongUsage(err); wrong {
		return code
	}
	l := folder.Usable(console.Locale)
	if l == nil {
		return console.failed(&textError{"lesson.broken", map[string]string{"lesson": folder.Path}})
	}
	files, err := handIns(named[1:], console.Locale)
	if err != nil {
		return console.failed(err)
	}
	rows := []graded{}
	for _, each := range files {
		rows = append(rows, grade(l, folder.Name, each, console.Locale))
	}
	var out bytes.Buffer
	switch {
	case asJSON:
		err = writeJSON(&out, struct {
			Lesson   string   `json:"lesson"`
			Title    string   `json:"title"`
			Students []graded `json:"students"`
		}{folder.Name, l.Title, rows})
	case asCSV:
		err = writeCSV(&out, l, rows, console)
	default:
		writeTable(&out, l, rows, console)
	}
	if err == nil {
		_, err = console.Out.Write(out.Bytes())
	}
	if err != nil {
		return console.failed(notWritten(err))
	}
	if slices.ContainsFunc(rows, func(g graded) bool { return g.failed }) {
		return exitError
	}
	return exitOK
}

// lessonNamed is the lesson in a folder, or else the one of that name that the program brings along.
func lessonNamed(name string) (shelf.Folder, error) {
	path, err := absolute(name)
	if err != nil {
		return shelf.Folder{}, err
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		path = filepath.Dir(path)
	}
	if folder := shelf.Read(path); len(folder.Files) > 0 {
		return folder, nil
	}
	if brought, found := shelf.Find(name); found {
		return shelf.ReadBrought(brought), nil
	}
	return shelf.Folder{}, &textError{"lesson.unknown", map[string]string{"lesson": name}}
}

// handIn is a file that was handed in.
type handIn struct{ student, path string }

// handIns are the files that are meant, in folders those that end in .har, in the order of their names
// as a reader of the language expects it.
func handIns(named []string, locale l10n.Locale) ([]handIn, error) {
	found := []handIn{}
	add := func(path, shown string) error {
		if len(found) == maxHandIns {
			return &textError{"lesson.tooManyHandIns", map[string]string{"most": strconv.Itoa(maxHandIns)}}
		}
		found = append(found, handIn{strings.TrimSuffix(shown, filepath.Ext(shown)), path})
		return nil
	}
	for _, name := range named {
		info, err := os.Stat(name)
		if err != nil {
			return nil, &textError{"lesson.notFound", map[string]string{"path": name, "cause": fault.Cause(err)}}
		}
		if !info.IsDir() {
			if err := add(name, filepath.Base(name)); err != nil {
				return nil, err
			}
			continue
		}
		err = filepath.WalkDir(name, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.EqualFold(filepath.Ext(path), ".har") {
				return err
			}
			shown, err := filepath.Rel(name, path)
			if err != nil {
				return err
			}
			return add(path, filepath.ToSlash(shown))
		})
		var text *textError
		if err != nil && !errors.As(err, &text) {
			err = &textError{"lesson.notFound", map[string]string{"path": name, "cause": fault.Cause(err)}}
		}
		if err != nil {
			return nil, err
		}
	}
	if len(found) == 0 {
		return nil, &textError{"lesson.noHandIns", map[string]string{"path": strings.Join(named, " ")}}
	}
	names := collate.New(language.Make(string(locale)), collate.Numeric)
	slices.SortStableFunc(found, func(a, b handIn) int { return names.CompareString(a.student, b.student) })
	return found, nil
}

// grade judges one hand-in.
func grade(l *lesson.Lesson, name string, file handIn, locale l10n.Locale) graded {
	row := graded{Student: file.student, File: file.path, Steps: []gradedStep{}}
	s := service.New()
	defer func() { _ = s.Close() }() // it served nothing
	handed, exchanges, err := s.ReadHandIn(file.path)
	if err != nil {
		row.failed, row.Problem = true, err.Error()
		var said *fault.Error
		if errors.As(err, &said) {
			row.Problem = said.In(locale)
		}
		return row
	}
	switch {
	case handed.Name == "":
		row.Problem = l10n.Text(locale, "lesson.noAnswers", nil)
	case handed.Name != name:
		row.Problem = l10n.Text(locale, "lesson.otherLesson", map[string]string{"lesson": handed.Name})
	}
	done := 0
	for i, judged := range handed.Judge(l, exchanges) {
		step := gradedStep{ID: l.Steps[i].ID, Title: l.Steps[i].Title, Done: judged.Done, Lines: []gradedLine{}}
		for at, line := range judged.Lines {
			step.Lines = append(step.Lines, gradedLine{l.Steps[i].Check[at].Text, line.Holds, line.Seen.In(locale)})
		}
		if judged.Done {
			done++
		}
		row.Steps = append(row.Steps, step)
	}
	row.Done = &done
	return row
}

// writeTable writes a line a student, and a column a step.
func writeTable(out *bytes.Buffer, l *lesson.Lesson, rows []graded, console Console) {
	student := console.say("lesson.student", nil)
	wide := utf8.RuneCountInString(student)
	for _, row := range rows {
		wide = max(wide, utf8.RuneCountInString(plain(row.Student)))
	}
	pad := func(text string, to int) string {
		return text + strings.Repeat(" ", max(0, to-utf8.RuneCountInString(text)))
	}
	line := pad(student, wide) + "  " + pad(console.say("lesson.doneColumn", nil), 7)
	for i := range l.Steps {
		line += fmt.Sprintf(" %2d", i+1)
	}
	fmt.Fprintln(out, line)
	for _, row := range rows {
		line := pad(plain(row.Student), wide) + "  "
		if row.Done == nil {
			line += "–"
		} else {
			line += pad(fmt.Sprintf("%d/%d", *row.Done, len(l.Steps)), 7)
			for _, step := range row.Steps {
				mark := "·"
				if step.Done {
					mark = "✓"
				}
				line += "  " + mark
			}
		}
		if row.Problem != "" {
			line += "  " + plain(row.Problem)
		}
		fmt.Fprintln(out, line)
	}
	fmt.Fprintln(out)
	for i, step := range l.Steps {
		fmt.Fprintf(out, "%2d  %s\n", i+1, plain(step.Title))
	}
}

// writeCSV writes a table for a spreadsheet (RFC 4180). It begins with a byte-order mark: without one, Excel
// does not take it for UTF-8.
func writeCSV(out *bytes.Buffer, l *lesson.Lesson, rows []graded, console Console) error {
	out.WriteString("\uFEFF")
	w := csv.NewWriter(out)
	w.UseCRLF = true
	head := []string{console.say("lesson.student", nil), console.say("lesson.doneColumn", nil), console.say("lesson.stepsColumn", nil)}
	for _, step := range l.Steps {
		head = append(head, cell(step.Title))
	}
	if err := w.Write(append(head, console.say("lesson.remark", nil))); err != nil {
		return err
	}
	for _, row := range rows {
		done := ""
		if row.Done != nil {
			done = strconv.Itoa(*row.Done)
		}
		line := []string{cell(row.Student), done, strconv.Itoa(len(l.Steps))}
		for i := range l.Steps {
			mark := ""
			if i < len(row.Steps) {
				mark = "0"
				if row.Steps[i].Done {
					mark = "1"
				}
			}
			line = append(line, mark)
		}
		if err := w.Write(append(line, cell(row.Problem))); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// cell is a text that no spreadsheet takes for a formula: the names of files are students'.
func cell(text string) string {
	text = plain(text)
	if strings.HasPrefix(text, "=") || strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "@") {
		return "'" + text
	}
	return text
}
