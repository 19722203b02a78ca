package lesson

import "vitrina/server/internal/l10n"

// A form is a sentence, or a part of one, that an assertion may have. All that is known of the language
// is in the table of forms: what parses it, completes it and explains it reads them from there.
type form struct {
	id   string
	part part
	// words are its templates in each language. The first is the one that is shown. A word may have
	// alternatives, (a|an), of which the first is shown; a slot is {name}.
	words map[l10n.Locale][]string
}

// part is what a form is in an assertion.
type part int

const (
	subject part = iota // whose exchange it is
	claim               // what is said of that
	whole               // a whole assertion, about something else
)

// Forms that code asks for by name.
const (
	formRequest    = "request"
	formMethod     = "method"
	formSame       = "same"
	formAtLeast    = "atLeast"
	formAnswered   = "studentAnswered"
	formChoseRight = "choseRight"
	formChoseWrong = "choseWrong"
	formChose      = "chose"
)

// Slots of templates.
const (
	slotMethod = "method"
	slotTarget = "target"
	slotCount  = "count"
	slotAnswer = "answer"
	slotType   = "type"
	slotField  = "field"
	slotValue  = "value"
	slotText   = "text"
	slotPair   = "pair"
	slotCode   = "code"
	slotFile   = "file"
	slotMs     = "ms"
)

func in(english, spanish []string) map[l10n.Locale][]string {
	return map[l10n.Locale][]string{l10n.English: english, l10n.Spanish: spanish}
}

func both(english, spanish string) map[l10n.Locale][]string {
	return in([]string{english}, []string{spanish})
}

// forms is the table. Where two forms begin alike, the first that fits counts.
var forms = []form{
	{formAtLeast, subject, both("at least {count} {method} of {target}", "al menos {count} {method} de {target}")},
	{formRequest, subject, both("(a|any|the) (request|response) (of|to) {target}", "(una|la) (petición|respuesta) (de|a) {target}")},
	{formMethod, subject, both("(a|an|the) {method} (of|to) {target}", "(un|una|el) {method} (de|a) {target}")},
	{formSame, subject, in([]string{"(one|another)"}, []string{"(una|uno|otra|otro)"})},

	{"answered", claim, both("(was|were) answered {answer}", "(se respondió|se respondieron|fue respondida|fue respondido) con {answer}")},
	{"bodyEmpty", claim, both("had an empty body", "(tenía|tuvo|tenían|tuvieron) el cuerpo vacío")},
	{"note", claim, both("had the note {code}", "(tenía|tuvo|tenían|tuvieron) la nota {code}")},
	{"query", claim, both("had the query {pair}", "(tenía|tuvo|tenían|tuvieron) la consulta {pair}")},
	{"sameField", claim, both("had the {field} of the line before", "(tenía|tuvo|tenían|tuvieron) (el|la) {field} de la línea anterior")},
	{"otherField", claim, both("had another {field} than the line before", "(tenía|tuvo|tenían|tuvieron) (otro|otra) {field} que la línea anterior")},
	{"noField", claim, both("had no {field}", "no (tenía|tuvo|tenían|tuvieron) {field}")},
	{"fieldContains", claim, both("had {field} containing {text}", "(tenía|tuvo|tenían|tuvieron) {field} con {text}")},
	{"fieldIs", claim, both("had {field}: {value}", "(tenía|tuvo|tenían|tuvieron) {field}: {value}")},
	{"type", claim, both("had {type}", "(tenía|tuvo|tenían|tuvieron) {type}")},
	{"field", claim, both("had {field}", "(tenía|tuvo|tenían|tuvieron) {field}")},
	{"sentNo", claim, both("sent no {field}", "no (envió|enviaba|enviaron|enviaban) {field}")},
	{"sentContains", claim, both("sent {field} containing {text}", "(envió|enviaba|enviaron|enviaban) {field} con {text}")},
	{"sentIs", claim, both("sent {field}: {value}", "(envió|enviaba|enviaron|enviaban) {field}: {value}")},
	{"sent", claim, both("sent {field}", "(envió|enviaba|enviaron|enviaban) {field}")},
	{"formField", claim, both("carried the form field {pair}", "(llevaba|llevó|llevaban|llevaron) el campo de formulario {pair}")},
	{"contains", claim, both("contained {text}", "(contenía|contuvo|contenían|contuvieron) {text}")},
	{"containsNot", claim, both("did not contain {text}", "no (contenía|contuvo|contenían|contuvieron) {text}")},
	{"fromScript", claim, both("came from a script", "(venía|vino|venían|vinieron) de un script")},
	{"fromFile", claim, both("came from a file", "(venía|vino|venían|vinieron) de un archivo")},
	{"shownAsText", claim, both("was shown as text", "(se mostró|se mostraron) como texto")},
	{"shownAsPage", claim, both("was shown as a page", "(se mostró|se mostraron) como (una página|página)")},
	{"shownAsImage", claim, both("was shown as an image", "(se mostró|se mostraron) como (una imagen|imagen)")},
	{"shown", claim, both("was shown", "(se mostró|se mostraron)")},
	{"downloaded", claim, both("was downloaded", "(se descargó|se descargaron)")},
	{"applied", claim, both("was applied", "(se aplicó|se aplicaron)")},
	{"refused", claim, both("was refused", "(se rechazó|se rechazaron)")},
	{"guessed", claim, both("was guessed", "(se adivinó|se adivinaron)")},
	{"slow", claim, both("took longer than {ms} ms", "(tardó|tardaron) más de {ms} ms")},

	{"fileContainsNot", whole, both("the file {file} does not contain {text}", "el archivo {file} no contiene {text}")},
	{"fileContains", whole, both("the file {file} contains {text}", "el archivo {file} contiene {text}")},
	{"fileEdited", whole, both("the file {file} was edited", "el archivo {file} se editó")},
	{"fileExists", whole, both("the file {file} exists", "el archivo {file} existe")},
	{formAnswered, whole, both("the student answered", "(el|la) (estudiante|alumno|alumna) respondió")},
	{formChoseRight, whole, both("the student chose the right answer", "(el|la) (estudiante|alumno|alumna) eligió la respuesta correcta")},
	{formChoseWrong, whole, both("the student chose a wrong answer", "(el|la) (estudiante|alumno|alumna) eligió una respuesta (incorrecta|equivocada)")},
	{formChose, whole, both("the student chose {text}", "(el|la) (estudiante|alumno|alumna) eligió {text}")},
}

// joints are the words between the parts of an assertion.
var joints = map[l10n.Locale]struct {
	then, and, after []string
	// afterShown is how the last is shown.
	afterShown string
}{
	l10n.English: {
		then: []string{"then"}, and: []string{"and"},
		after:      []string{"after an edit of {file}", "after editing {file}"},
		afterShown: ", after an edit of {file}",
	},
	l10n.Spanish: {
		then: []string{"luego", "después", "entonces"}, and: []string{"y", "e"},
		after:      []string{"(tras|después de) una edición de {file}", "(tras|después de) editar {file}"},
		afterShown: ", tras una edición de {file}",
	},
}

// slotNames are how slots are shown.
var slotNames = map[l10n.Locale]map[string]string{
	l10n.English: {
		slotMethod: "METHOD", slotTarget: "TARGET", slotCount: "N", slotAnswer: "ANSWER", slotType: "TYPE", slotField: "HEADER",
		slotValue: "VALUE", slotText: `"TEXT"`, slotPair: "NAME=VALUE", slotCode: "CODE", slotFile: "FILE", slotMs: "N",
	},
	l10n.Spanish: {
		slotMethod: "MÉTODO", slotTarget: "DESTINO", slotCount: "N", slotAnswer: "RESPUESTA", slotType: "TIPO", slotField: "ENCABEZADO",
		slotValue: "VALOR", slotText: `"TEXTO"`, slotPair: "NOMBRE=VALOR", slotCode: "CÓDIGO", slotFile: "ARCHIVO", slotMs: "N",
	},
}

// formOf finds a form by its name.
func formOf(id string) form {
	for _, each := range forms {
		if each.id == id {
			return each
		}
	}
	return form{}
}

// explained is what a form means.
func (f form) explained(locale l10n.Locale) string {
	return l10n.Text(locale, "lessonForm."+f.id, nil)
}

// shown is a form as people write it, with names in the place of slots.
func (f form) shown(locale l10n.Locale) string {
	return shownAs(f.words[locale][0], func(slot string) string { return slotNames[locale][slot] })
}
