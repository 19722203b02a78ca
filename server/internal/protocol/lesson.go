package protocol

// Lesson is a lesson as the panel shows it, in one language, with what has come true of it.
type Lesson struct {
	// Name is the name of the lesson's folder.
	Name  string `json:"name"`
	Title string `json:"title"`
	// Language is the one that it is in: that which was asked for, or the only one that there is.
	Language LessonLanguage `json:"language"`
	// Languages are those that it has.
	Languages List[LessonLanguage] `json:"languages"`
	// Minutes is about how long it takes; 0 where it does not say.
	Minutes int `json:"minutes"`
	// Opens is the path within the site at which it begins; empty where it does not say.
	Opens string `json:"opens"`
	// Predict is true where the panel covers what answers a question that is not answered yet.
	Predict bool             `json:"predict"`
	Intro   List[Block]      `json:"intro"`
	Steps   List[LessonStep] `json:"steps"`
}

// LessonLanguage is a language of a lesson.
type LessonLanguage string

// The languages of lessons.
const (
	LessonEnglish LessonLanguage = "en"
	LessonSpanish LessonLanguage = "es"
)

// LessonStep is a step of a lesson.
type LessonStep struct {
	// ID names it among those of its lesson, in every language.
	ID     string      `json:"id"`
	Title  string      `json:"title"`
	Blocks List[Block] `json:"blocks"`
	// Choice is its question; absent where it has none.
	Choice *LessonChoice `json:"choice,omitempty"`
	// Lines are the assertions that make it done.
	Lines List[LessonLine] `json:"lines"`
	// Hints are those whose condition holds. A step that is done has none.
	Hints List[List[Block]] `json:"hints"`
	// Afterwards is what explains the step; it is empty until the step is done.
	Afterwards List[Block] `json:"afterwards"`
	Done       bool        `json:"done"`
	// ToRead is true where it asserts nothing: it is done when lesson/markRead says so.
	ToRead bool `json:"toRead"`
}

// LessonChoice is a question with options, of which one is right.
type LessonChoice struct {
	Question List[Span]       `json:"question"`
	Options  List[List[Span]] `json:"options"`
	// Chosen is the option that was chosen, from 0; absent until one is.
	Chosen *int `json:"chosen,omitempty"`
	// Right is the right option, from 0; absent until one is chosen.
	Right *int `json:"right,omitempty"`
}

// LessonLine is an assertion of a step.
type LessonLine struct {
	// Text is the assertion as its author wrote it.
	Text  string `json:"text"`
	Holds bool   `json:"holds"`
	// Seen is a sentence for people, in the lesson's language: what was seen in place of it; empty
	// where it holds.
	Seen string `json:"seen"`
}

// Block is a part of a lesson's text. Only the fields of its kind are there.
type Block struct {
	Kind BlockKind `json:"kind"`
	// Spans are the text of a paragraph or heading.
	Spans List[Span] `json:"spans,omitempty"`
	// Items are those of a list.
	Items List[List[Block]] `json:"items,omitempty"`
	// Blocks are what is quoted.
	Blocks List[Block] `json:"blocks,omitempty"`
	// Text is that of code.
	Text string `json:"text,omitempty"`
	// Language is the one that code says it is in, such as python; absent where it does not.
	Language string `json:"language,omitempty"`
}

// BlockKind is what a block is.
type BlockKind string

// The kinds of blocks.
const (
	BlockParagraph   BlockKind = "paragraph"
	BlockHeading     BlockKind = "heading"
	BlockList        BlockKind = "list"
	BlockOrderedList BlockKind = "orderedList"
	BlockQuote       BlockKind = "quote"
	BlockCode        BlockKind = "code"
)

// Span is a piece of text of one kind.
type Span struct {
	Kind SpanKind `json:"kind"`
	Text string   `json:"text"`
	// Href is where a link leads: an address with http or https, or a path of the site that begins
	// with a slash. It is absent in other spans.
	Href string `json:"href,omitempty"`
}

// SpanKind is what a span is.
type SpanKind string

// The kinds of spans.
const (
	SpanText   SpanKind = "text"
	SpanCode   SpanKind = "code"
	SpanStrong SpanKind = "strong"
	SpanEm     SpanKind = "em"
	SpanLink   SpanKind = "link"
)

// LessonProgress is how far a student is in a lesson. An editor keeps it, and gives it back with
// lesson/resume.
type LessonProgress struct {
	// Lesson is the lesson's name.
	Lesson string `json:"lesson"`
	// Done are the ids of the steps that came true.
	Done List[string] `json:"done"`
	// Read are the ids of the steps without assertions that were read.
	Read List[string] `json:"read"`
	// Choices are the options that were chosen, from 0, by the step's id.
	Choices map[string]int `json:"choices,omitempty"`
}

// LessonGetParams ask for the lesson of a site.
type LessonGetParams struct {
	SiteID string `json:"siteId"`
	// Language is a BCP 47 tag, such as es-MX; absent for the connection's own.
	Language string `json:"language,omitempty"`
}

// LessonGetResult answers lesson/get.
type LessonGetResult struct {
	// Lesson is absent where the site has none, and where its file in the language has errors.
	Lesson *Lesson `json:"lesson,omitempty"`
	// Problems are the errors of the lesson's files, in the connection's language.
	Problems List[Diagnostic] `json:"problems"`
}

// LessonChooseParams tell that a student chose an option of a step's question. The first choice counts.
type LessonChooseParams struct {
	SiteID string `json:"siteId"`
	// Step is the step's id.
	Step string `json:"step"`
	// Choice is the option, from 0.
	Choice int `json:"choice"`
}

// LessonReadParams tell that a student read a step that asserts nothing.
type LessonReadParams struct {
	SiteID string `json:"siteId"`
	// Step is the step's id.
	Step string `json:"step"`
}

// LessonRestartParams ask to start a lesson again: what came true is forgotten, and what happened until
// now does not count.
type LessonRestartParams struct {
	SiteID string `json:"siteId"`
}

// LessonResumeParams give back progress that was kept. It is added to what there is; that of another
// lesson changes nothing.
type LessonResumeParams struct {
	SiteID   string         `json:"siteId"`
	Progress LessonProgress `json:"progress"`
}

// LessonDidChangeParams tell that a lesson looks different: something came true, was seen or chosen, or
// the lesson's file changed. What it looks like is for lesson/get to say.
type LessonDidChangeParams struct {
	SiteID string `json:"siteId"`
	// Lesson is the lesson's name; empty where the site has none any more.
	Lesson   string         `json:"lesson"`
	Progress LessonProgress `json:"progress"`
}

// LessonCheckParams ask what is wrong with a lesson's file.
type LessonCheckParams struct {
	// Path is the file's, absolute. Its name tells the language; its twin is read from the disk.
	Path string `json:"path"`
	// Text is what is in the editor.
	Text string `json:"text"`
}

// LessonCheckResult answers lesson/check.
type LessonCheckResult struct {
	// Diagnostics are empty where nothing is wrong. Columns count UTF-16 code units.
	Diagnostics List[Diagnostic] `json:"diagnostics"`
}

// LessonPositionParams ask about a position in a lesson's file.
type LessonPositionParams struct {
	// Path is the file's, absolute.
	Path string `json:"path"`
	// Text is what is in the editor.
	Text string `json:"text"`
	// Line and Column count from 1; Column counts UTF-16 code units.
	Line   int `json:"line"`
	Column int `json:"column"`
}

// LessonCompleteResult answers lesson/complete.
type LessonCompleteResult struct {
	Items List[LessonCompletion] `json:"items"`
}

// LessonCompletion is what can stand at a place.
type LessonCompletion struct {
	Label string `json:"label"`
	// Insert is a snippet as the Language Server Protocol has it: ${1:text} is a place to fill in.
	Insert string `json:"insert"`
	// From is the column at which the text begins that Insert replaces, up to the place asked about.
	From int `json:"from"`
	// Documentation is Markdown.
	Documentation string `json:"documentation"`
}

// LessonHoverResult answers lesson/hover.
type LessonHoverResult struct {
	// Documentation is Markdown; empty where nothing is known of the place.
	Documentation string `json:"documentation"`
	// From and To are the columns at which the text begins and ends that it is about.
	From int `json:"from"`
	To   int `json:"to"`
}
