package test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The parts of the server know each other only as the map in ARCHITECTURE.md says. Each rule
// says why, so that whoever breaks it knows what to do instead.
func TestPackagesKnowOnlyWhatTheyShould(t *testing.T) {
	t.Parallel()
	const prefix = "vitrina/server/internal/"
	base := []string{"build", "fault", "l10n", "protocol"} // words that all parts may use
	may := map[string]struct {
		know []string
		why  string
	}{
		"protocol":         {nil, "the wire's types stand at the bottom: TypeScript is generated from them alone"},
		"build":            {nil, "a version is a word, and knows nothing"},
		"l10n":             {[]string{"protocol"}, "sentences know the wire's types, and nothing that happens"},
		"fault":            {base, "an error is a word and its sentence"},
		"config":           {base, "settings are checked before there is anything to apply them to"},
		"oslimit":          {nil, "the system's own limits are the same for whoever reaches one"},
		"http1":            {[]string{"oslimit", "reason"}, "the protocol of the wire is RFC 9112, whatever is served"},
		"reason":           {nil, "a status code has one name, whoever answers with it"},
		"listen":           {append([]string{"http1", "oslimit"}, base...), "the connection knows bytes; what they mean is for site to join"},
		"access":           {nil, "who may ask is read from the request and the settings alone, so that each rule can be tried without a server"},
		"replay":           {append([]string{"route"}, base...), "a request is made without asking who sends it, and checked by what its target means"},
		"override":         {append([]string{"route"}, base...), "how a path is answered is said and checked before anybody asks"},
		"route":            {nil, "what a path means is pure: no file, no request, no setting"},
		"rootfs":           {nil, "names below a folder are the disk's, and nothing else is known of it"},
		"pattern":          {nil, "an expression is made when it is needed, whatever it finds"},
		"distance":         {nil, "two words are compared, whatever they name"},
		"charset":          {[]string{"distance", "pattern"}, "an encoding is found in a text and its label, whatever is done with it"},
		"mediatype":        {nil, "a media type is taken apart in one way, whoever sends it"},
		"static":           {[]string{"oslimit", "rootfs", "distance"}, "files know nothing of scripts, exchanges or pages that reload"},
		"content":          {append([]string{"charset", "mediatype", "reference", "pattern", "wellformed"}, base...), "what bytes are, and what a browser does with them, is read from them and the fields alone"},
		"wellformed":       {[]string{"pattern"}, "whether a text is XML is read from it alone, whoever asks"},
		"blame":            {[]string{"pattern"}, "the line to blame is found in text: what a script printed and its source"},
		"refresh":          {nil, "a refresh is taken apart in one way, by a header or in a page"},
		"reference":        {[]string{"pattern", "refresh"}, "which line names an address is found in text, whoever sent it"},
		"pymodule":         {nil, "what Python's library has lost is a table, whoever asks"},
		"mistake":          {[]string{"distance", "pattern", "pymodule"}, "a cause is recognised in text, whoever ran the script"},
		"cgi":              {append([]string{"cgi/interpreter", "cgi/process", "cgi/prewarm", "cgi/shim", "blame", "pymodule", "oslimit", "rootfs", "charset", "distance", "mediatype", "pattern", "reason"}, base...), "scripts know nothing of files, exchanges or pages that reload"},
		"cgi/interpreter":  {[]string{"oslimit", "rootfs", "pattern"}, "what runs a script is chosen by the script and the settings, before there is a request"},
		"cgi/process":      {nil, "a process group has streams and an end, and knows nothing of CGI"},
		"cgi/prewarm":      {[]string{"cgi/process"}, "an interpreter waits for a command, whatever asks for it"},
		"cgi/shim":         {[]string{"cgi/process"}, "what stands behind a program is asked of it, whoever runs it"},
		"verdict":          {append([]string{"charset", "mediatype", "wellformed", "pattern", "refresh"}, base...), "what a browser does is read from what crossed the wire alone, so that each rule can be asked of a browser"},
		"recovery":         {base, "any handler may panic: what is done then knows none of them"},
		"record":           {base, "what crossed the wire is kept without asking who sent it"},
		"watch":            {[]string{"oslimit"}, "the watcher knows nothing of HTTP"},
		"observe":          {nil, "what was read is told by the system, whatever ran"},
		"reload":           {base, "the pages that wait know nothing of who watches"},
		"inject":           {nil, "a line is put into a page by HTML alone, whoever asks for the page"},
		"csp":              {nil, "a policy is read by its grammar, whoever sets it"},
		"qr":               {nil, "a text becomes a picture, whatever it says"},
		"pages":            {append([]string{"reason"}, base...), "a page is written from what it is given"},
		"secret":           {[]string{"mediatype", "pattern"}, "a value is a secret by its name, wherever it stands"},
		"har":              {append([]string{"mediatype", "pattern", "secret"}, base...), "an archive is written from what is kept, and read, whoever asks for it"},
		"share":            {append([]string{"har"}, base...), "a page that others get is written from what an archive would have"},
		"rpc":              {base, "rpc speaks with clients for an interface; the service is behind it"},
		"panel":            {append([]string{"access", "pages", "listen", "recovery"}, base...), "the panel's listener shows a page and hands its socket on"},
		"lesson":           {append([]string{"distance"}, base...), "a lesson is read and judged without asking where the exchanges come from"},
		"lesson/shelf":     {append([]string{"lesson"}, base...), "lessons lie in folders and in the program, whoever serves them"},
		"site":             {append([]string{"access", "config", "http1", "listen", "oslimit", "rootfs", "route", "static", "cgi", "cgi/prewarm", "cgi/process", "blame", "content", "mediatype", "reference", "mistake", "record", "recovery", "watch", "observe", "override", "reload", "inject", "csp", "pages", "qr", "verdict", "pattern"}, base...), "site alone joins the parts; it does not know its clients"},
		"testprogram":      {nil, "tests alone use it"},
		"service":          {append([]string{"config", "site", "record", "har", "share", "lesson", "lesson/shelf", "replay", "rpc", "panel"}, base...), "the service holds sites for both front doors"},
		"lesson/rehearsal": {append([]string{"lesson", "lesson/shelf", "service", "rpc"}, base...), "a lesson is tried as a student would, by the service that students have"},
		"command":          {append([]string{"rpc", "service", "lesson", "lesson/shelf", "lesson/rehearsal"}, base...), "the command line only calls"},
	}
	var stdout, stderr bytes.Buffer
	list := exec.Command("go", "list", "-json=ImportPath,Imports", "vitrina/server/internal/...")
	list.Stdout, list.Stderr = &stdout, &stderr
	if err := list.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", list, err, &stderr)
	}
	seen := 0
	for decoder := json.NewDecoder(&stdout); decoder.More(); {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&pkg); err != nil {
			t.Fatal(err)
		}
		seen++
		name := strings.TrimPrefix(pkg.ImportPath, prefix)
		rule, ruled := may[name]
		if !ruled {
			t.Errorf("package %s has no rule here: say what it may know, and why", name)
			continue
		}
		for _, imported := range pkg.Imports {
			if of, ours := strings.CutPrefix(imported, prefix); ours && !slices.Contains(rule.know, of) {
				t.Errorf("%s must not import %s: %s", name, of, rule.why)
			}
		}
	}
	if seen != len(may) {
		t.Errorf("%d packages, but %d rules: take out the rule of a package that is gone", seen, len(may))
	}
}
