package lesson

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"vitrina/server/internal/l10n"
	"vitrina/server/internal/protocol"
)

// front is the least that stands at the top of a file: three lines.
const front = "---\ntitle: T\n---\n"

// slot is what no sentence that is told has in it.
var slot = regexp.MustCompile(`\{[a-z]+\}`)

func TestWhatIsWrongIsToldAtItsPlace(t *testing.T) {
	check := func(lines ...string) string {
		return front + "## One\n```check\n" + strings.Join(lines, "\n") + "\n```\n"
	}
	for name, c := range map[string]struct {
		source string
		want   string // line:column CODE of each
	}{
		"nothing at all":            {"", "1:1 noFrontMatter"},
		"no front matter":           {"## One\n", "1:1 noFrontMatter"},
		"front matter without end":  {"---\ntitle: T\n## One\n", "1:1 frontMatterEnd"},
		"no end, and a hint's line": {"---\ntitle: T\nText.\n## One\n```hint\nthe file a exists\n---\nx\n```\n", "1:1 frontMatterEnd"},
		"no colon":                  {"---\ntitle: T\nminutes 20\ncolour red\n---\n## One\n", "3:1 noColon 4:1 unknownKey"},
		"a step's name without #":   {front + "## One {One}\n", "4:1 noHash"},
		"a method in other words":   {check("the request GET of /x was shown"), "6:13 nearForm"},
		"no title":                  {"---\nminutes: 3\n---\n## One\n", "1:1 noTitle"},
		"wrong values": {
			"---\ntitle: T\nminutes: many\nopens: index.html\npredict: perhaps\ntitle: U\n---\n## One\n",
			"3:1 badMinutes 4:1 badOpens 5:1 badPredict 6:1 keyTwice",
		},
		"an address of another site":   {"---\ntitle: T\nopens: //example.com/\n---\n## One\n", "3:1 badOpens"},
		"no steps":                     {front + "Text.\n", "4:1 noSteps"},
		"a path without a slash":       {front + "A `[a](b)`.\n[x](cgi-bin/x.py)\n## One\n```done\nSo.\n\n- [y](html/y.html)\n- [z](/z.html) [](w)\n```\n", "5:1 noSlash 10:1 noSlash"},
		"a link to no page":            {front + "[x](javascript:y)\n## One\n", "4:1 noLink"},
		"almost a block's name":        {front + "## One\n```echo\nx\n```\n```don\nx\n```\n```Pistas\nx\n```\n```comprobar\nx\n```\n", "5:1 nearFence 8:1 nearFence 11:1 nearFence 14:1 nearFence"},
		"languages of code":            {front + "## One\n```html\nx\n```\n```sh\n```\n```http\n```\n```css\n```\n```js\n```\n```text\n```\n```json\n```\n```python\n```\n```dot\n```\n```node\n```\n```diff\n```\n```php\n```\n```\n```\n", ""},
		"a block without end":          {front + "## One\n```check\nthe file a exists\n\nText.\n", "5:1 unclosedFence"},
		"code without end":             {front + "## One\n```html\n<p>\n", "5:1 unclosedFence"},
		"a block in another's middle":  {front + "## One\n```choice\nA?\n- [x] a\n- [ ] b\n\n```check\nthe student answered\n```\n", "5:1 unclosedFence"},
		"a heading of the first level": {front + "# One\n## Two\n", "4:1 heading"},
		"a step without a name":        {front + "##\n", "4:1 noHeading"},
		"a bad id":                     {front + "## One {#a b}\n", "4:1 badID"},
		"an id twice":                  {front + "## One\n## one!\n", "5:1 idTwice"},
		"a check before the steps":     {front + "```check\na\n```\n## One\n", "4:1 outside"},
		"two checks":                   {check("the file a exists") + "```check\nthe file a exists\n```\n", "8:1 twice"},
		"an empty check":               {check("# nothing"), "5:1 nothing"},
		"a choice without question":    {front + "## One\n```choice\n- [x] a\n- [ ] b\n```\n```check\nthe student answered\n```\n", "5:1 noQuestion"},
		"a choice of one":              {front + "## One\n```choice\nA?\n- [x] a\n```\n```check\nthe student answered\n```\n", "5:1 fewOptions"},
		"none right":                   {front + "## One\n```choice\nA?\n- [ ] a\n- [ ] b\n```\n```check\nthe student answered\n```\n", "5:1 noneRight"},
		"two right":                    {front + "## One\n```choice\nA?\n- [x] a\n  - [X] b\n```\n```check\nthe student answered\n```\n", "8:3 twoRight"},
		"not an option":                {front + "## One\n```choice\nA?\n- [x] a\n- [y] b\n- [ ] c\n```\n```check\nthe student answered\n```\n", "8:1 badOption"},
		"a choice that nobody checks":  {front + "## One\n```choice\nA?\n- [x] a\n- [ ] b\n```\n", "5:1 choiceUnchecked"},
		"an option that is not there":  {front + "## One\n```choice\nA?\n- [x] a\n- [ ] b\n```\n```check\nthe student chose `c`\n```\n", "11:1 noOption"},
		"no choice":                    {check("the student answered"), "6:1 noChoice"},
		"a hint without its line":      {front + "## One\n```hint\nthe file a exists\n```\n", "5:1 noFence"},
		"a hint without condition":     {front + "## One\n```hint\n---\ntext\n```\n", "5:1 noCondition"},
		"a hint without text":          {front + "## One\n```hint\nthe file a exists\n---\n```\n", "5:1 emptyHint"},
		"one, with nothing before":     {check("one was shown"), "6:1 noneBefore"},
		"then, with nothing before":    {check("then a GET of /a was shown"), "6:1 thenFirst"},
		"the line before is not there": {check("a GET of /a had the ETag of the line before"), "6:1 noneBefore"},
		"an open quote":                {check(`a GET of /a contained "b`), "6:23 unclosed"},
		"a word that is almost right":  {check("a GET of /a was anwsered 404"), "6:17 nearForm"},
		"behind letters of two units":  {check("a GET of /𝄞 was anwsered 404"), "6:18 nearForm"},
		"in a list, further in":        {front + "## One\n```check\n   a GET of /a was anwsered 404\n```\n", "6:20 nearForm"},
		"no status":                    {check("a GET of /a was answered 999"), "6:26 noForm"},
		"too short":                    {check("a GET of /a"), "6:12 unfinished"},
		"too long":                     {check("the file a exists today"), "6:19 tooMuch"},
		"a path out of the folder":     {check("the file ../a exists"), "6:10 noForm"},
		"a target that is none":        {check("a GET of a.html was shown"), "6:10 noForm"},
		"an unheard-of note":           {check("a GET of /a had the note noContentTyp"), "6:26 nearForm"},
		"two mistakes":                 {check("a GET of /a was foo", "the file a exists", "the fil b exists"), "6:17 noForm 8:5 nearForm"},
		"not UTF-8":                    {front + "## \xff\n", "1:1 notText"},
		"too large":                    {strings.Repeat("a", MaxFile+1), "1:1 tooLarge"},
		"Windows' and old Macs' lines": {strings.ReplaceAll(check("a GET of /a was anwsered 404"), "\n", "\r\n"), "6:17 nearForm"},
		"a byte-order mark":            {"\uFEFF" + check("a GET of /a was anwsered 404"), "6:17 nearForm"},
		"all is well":                  {check("a GET of /a was answered 404"), ""},
		"code is code":                 {front + "## One\n````markdown\n```check\nnonsense\n```\n````\n", ""},
		"indented code is code":        {front + "## One\n\n    ```check\n    nonsense\n    ```\n", ""},
	} {
		_, problems := Parse([]byte(c.source), l10n.English)
		got := []string{}
		for _, each := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s", each.Line, each.Column, strings.TrimPrefix(each.Code, "lesson.")))
			for _, locale := range l10n.Locales {
				if text := each.In(locale); text == each.Code || slot.MatchString(text) {
					t.Errorf("%s: %q", name, text)
				}
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, " "), c.want)
		}
	}
}

// What is told names words as they stand in the file, whoever reads it.
func TestWhatIsWrongIsToldInTheWordsOfTheFile(t *testing.T) {
	for source, want := range map[string]string{
		"---\ntítulo: T\nminutos 20\n---\n## Uno\n":                                "In this line, the colon behind the name is missing. Write “minutos: 20”.",
		"---\ntítulo: T\ncolor: 20\n---\n## Uno\n":                                 "“color” means nothing here. Expected: título, minutos, abre, necesita, predecir.",
		"---\ntítulo: T\n---\n## Uno {uno}\n":                                      "“{uno}” names no step. Did you mean “{#uno}”?",
		"---\ntítulo: T\n---\n## Uno\n```pregunta\nA\n- [ ] b\n- [x] c\n```\n":     "The step has a question, but no “comprueba”. Add one with the line: el estudiante respondió",
		"---\ntítulo: T\n---\n## Uno\n```comprueba\nuna petición GET de /x\n```\n": "“petición GET de /x” cannot stand here. Did you mean “un GET de /x”?",
		"---\ntítulo: T\n---\n## Uno\n```comprueba\npidió /x\n```\n":               "“pidió /x” cannot stand here. Did you mean “una petición de /x”?",
	} {
		_, problems := Parse([]byte(source), l10n.Spanish)
		if len(problems) != 1 || problems[0].In(l10n.English) != want {
			t.Errorf("%s: %+v, want %s", source, problems, want)
			if len(problems) > 0 {
				t.Error(problems[0].In(l10n.English))
			}
		}
	}
}

func TestALessonIsReadWithAllItHas(t *testing.T) {
	l, problems := Parse([]byte("---\ntítulo: \"T\"\nminutos: 20\nabre: /a\nnecesita: python3, php\npredecir: no\n---\nIntro.\n\n## Ünï code!\nText.\n```hecho\nDone.\n```\n"), l10n.Spanish)
	if len(problems) > 0 || l.Title != "T" || l.Minutes != 20 || l.Opens != "/a" || l.Predict || !slices.Equal(l.Needs, []string{"python3", "php"}) || len(l.Intro) != 1 {
		t.Errorf("%+v %+v", l, problems)
	}
	if step := l.Step("ünï-code"); step == nil || len(step.Blocks) != 1 || len(step.Afterwards) != 1 || step.Check != nil {
		t.Errorf("%+v", l.Steps)
	}
}

func TestMarkdownBecomesBlocks(t *testing.T) {
	for source, want := range map[string]string{
		"a `b` **c** _d_ [e](/f)":            `[{"kind":"paragraph","spans":[{"kind":"text","text":"a "},{"kind":"code","text":"b"},{"kind":"text","text":" "},{"kind":"strong","text":"c"},{"kind":"text","text":" "},{"kind":"em","text":"d"},{"kind":"text","text":" "},{"kind":"link","text":"e","href":"/f"}]}]`,
		"one\ntwo":                           `[{"kind":"paragraph","spans":[{"kind":"text","text":"one\ntwo"}]}]`,
		"### h\n\n> q":                       `[{"kind":"heading","spans":[{"kind":"text","text":"h"}]},{"kind":"quote","blocks":[{"kind":"paragraph","spans":[{"kind":"text","text":"q"}]}]}]`,
		"1. a\n2. b":                         `[{"kind":"orderedList","items":[[{"kind":"paragraph","spans":[{"kind":"text","text":"a"}]}],[{"kind":"paragraph","spans":[{"kind":"text","text":"b"}]}]]}]`,
		"- a\n\n      code":                  `[{"kind":"list","items":[[{"kind":"paragraph","spans":[{"kind":"text","text":"a"}]},{"kind":"code","text":"code\n"}]]}]`,
		"```py\nx\n```":                      `[{"kind":"code","text":"x\n","language":"py"}]`,
		"```\"><img\nx\n```":                 `[{"kind":"code","text":"x\n"}]`,
		`\*a\* &lt;b&gt; &copy;`:             `[{"kind":"paragraph","spans":[{"kind":"text","text":"*a* <b> ©"}]}]`,
		"<b>a</b>\n\n<script>\nx\n</script>": `[{"kind":"paragraph","spans":[{"kind":"text","text":"<b>a</b>"}]},{"kind":"paragraph","spans":[{"kind":"text","text":"<script>\nx\n</script>"}]}]`,
		"[a](javascript:alert(1)) [b](data:text/html,x) [c](//x.org) [d](file:///x) [e](x.html) [f](/\\\\x.org) [g](JaVaScRiPt&#58;x)": `[{"kind":"paragraph","spans":[{"kind":"text","text":"a b c d e f g"}]}]`,
		"<https://x.org/> <javascript:x> <a@b.org>": `[{"kind":"paragraph","spans":[{"kind":"link","text":"https://x.org/","href":"https://x.org/"},{"kind":"text","text":" javascript:x a@b.org"}]}]`,
		"![alt](/x.png) [**`a`**](http://x.org)":    `[{"kind":"paragraph","spans":[{"kind":"text","text":"alt "},{"kind":"link","text":"a","href":"http://x.org"}]}]`,
		"[a]\n\n[a]: /b \"t\"":                      `[{"kind":"paragraph","spans":[{"kind":"link","text":"a","href":"/b"}]}]`,
		"---":                                       `[]`,
	} {
		got, err := json.Marshal(protocol.List[protocol.Block](blocksOf(source)))
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(string(got))
		if plain != want {
			t.Errorf("%q:\n%s\nwant\n%s", source, plain, want)
		}
	}
}

func TestTwinsSayTheSame(t *testing.T) {
	const of = "---\ntitle: T\nminutes: 3\n---\n## One {#a}\n```choice\nQ?\n- [ ] x\n- [x] y\n```\n```check\nthe student chose `x`\na GET of /a was answered 404\n```\n```hint\none GET\n---\nText.\n```\n```done\nSo.\n```\n## Two {#b}\n"
	english := strings.Replace(of, "one GET", "a GET of /b was shown", 1)
	spanish := strings.NewReplacer("title: T", "título: Otro", "- [ ] x", "- [ ] equis", "the student chose `x`", "el estudiante eligió «equis»",
		"a GET of /a was answered 404", "un GET de /a se respondió con 404", "a GET of /b was shown", "un GET de /b se mostró").Replace(english)
	for name, c := range map[string]struct{ old, new, want string }{
		"twins":           {"", "", ""},
		"other minutes":   {"minutes: 3", "minutes: 4", "1 twinFrontMatter"},
		"another step":    {"{#b}", "{#c}", "23 twinStep"},
		"one step less":   {"## Two {#b}\n", "", "1 twinMore"},
		"another answer":  {"- [ ] equis\n- [x] y", "- [x] equis\n- [ ] y", "5 twinChoice"},
		"another check":   {"se respondió con 404", "se respondió con 403", "13 twinCheck"},
		"one line less":   {"un GET de /a se respondió con 404\n", "", "5 twinCheck"},
		"another hint":    {"un GET de /b se mostró", "un GET de /b se adivinó", "16 twinHint"},
		"a hint missing":  {"```hint\nun GET de /b se mostró\n---\nText.\n```\n", "", "5 twinHints"},
		"nothing to tell": {"```done\nSo.\n```\n", "", "5 twinDone"},
		"a step missing":  {"## One {#a}", "## New {#n}\n## One {#a}", "5 twinStep"},
		"an extra step":   {"## Two {#b}", "## Two {#b}\n## Three {#c}", "24 twinStep"},
		"in another turn": {"## Two {#b}", "## Zero {#b}", ""},
	} {
		one, wrong := Parse([]byte(strings.Replace(spanish, c.old, c.new, 1)), l10n.Spanish)
		other, alsoWrong := Parse([]byte(english), l10n.English)
		if len(wrong)+len(alsoWrong) > 0 {
			t.Fatalf("%s: %+v %+v", name, wrong, alsoWrong)
		}
		got := []string{}
		for _, each := range CompareTwins(one, other) {
			got = append(got, fmt.Sprintf("%d %s", each.Line, strings.TrimPrefix(each.Code, "lesson.")))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, " "), c.want)
		}
	}
}

func TestWhatATestSays(t *testing.T) {
	l, problems := Parse([]byte(front+"## One {#one}\n```choice\nQ?\n- [ ] x\n- [x] y\n```\n```check\nthe student answered\n```\n"), l10n.English)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for line, want := range map[string]string{
		`GET /a`:                    `{request  0 false    {GET /a  [] 1 false}}`,
		`POST /a x=1&y="2" 3 times`: `{request  0 false    {POST /a x=1&y="2" [] 3 false}}`,
		`GET /a with If-None-Match: "e", W/"f" with Host: b again`: `{request  0 false    {GET /a  [{If-None-Match "e", W/"f"} {Host b}] 1 true}}`,
		`OPTIONS *`:                     `{request  0 false    {OPTIONS *  [] 1 false}}`,
		`choose one 2`:                  `{choose one 1 false    {   [] 0 false}}`,
		`read one`:                      `{read one 0 false    {   [] 0 false}}`,
		`expect not one`:                `{expect one 0 true    {   [] 0 false}}`,
		`hint one "a b"`:                `{hint one 0 false a b   {   [] 0 false}}`,
		`write a from b/c`:              `{write  0 false  a b/c {   [] 0 false}}`,
		"replace a `x\\n` \"\\\"y\\q\"": "{replace  0 false \"y\\q|x\n a  {   [] 0 false}}",
		`choose one 3`:                  "lesson.test.noOption", `choose two 1`: "lesson.test.noStep", `expect one two`: "lesson.test.unknown",
		`get /a`: "lesson.test.capitals", `GET a`: "lesson.test.noSlash", `GET`: "lesson.test.unknown", `GET /a with x`: "lesson.test.unknown", `GET /a 0 times`: "lesson.test.unknown",
		`serve with --no-cgi`: "", `replace a "" "b"`: "lesson.test.unknown", `hint one "a`: "lesson.unclosed", `run`: "lesson.test.noName", `paint`: "lesson.test.unknown",
	} {
		file, problems := ParseTest([]byte("# c\n\nrun a\n  "+line+"\n"), l)
		got := ""
		switch {
		case len(problems) > 0:
			got = problems[0].Code
		case len(file.Runs[0].Do) > 0:
			c := file.Runs[0].Do[0]
			got = fmt.Sprintf("{%s %s %d %v %s %s %s %v}", c.Verb, c.Step, c.Option, c.Not, strings.TrimPrefix(c.Text+"|"+c.Old, "|"), c.File, c.From, c.Request)
			got = strings.Replace(got, "| ", " ", 1)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", line, got, want)
		}
	}
	if _, problems := ParseTest([]byte("run a\n\nrun b\nGET /a\n"), l); len(problems) != 1 || problems[0].Code != "lesson.test.emptyRun" || problems[0].Line != 1 {
		t.Errorf("a run without lines: %+v", problems)
	}
	if _, problems := ParseTest([]byte("GET /a\n"), l); len(problems) != 1 || problems[0].Code != "lesson.test.noRun" {
		t.Errorf("%+v", problems)
	}
}
