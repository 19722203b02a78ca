package pages

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"vitrina/server/internal/l10n"
)

// Row is a line of a listing. Its JSON is what a client that asks for that gets of it.
type Row struct {
	Name     string
	Folder   bool
	Size     int64 // bytes; of no meaning for a folder
	Modified time.Time
}

// MarshalJSON writes {"name", "folder", "size", "modified"}: the size in bytes, null for a
// folder, and the time as RFC 3339 has it, in UTC.
func (r Row) MarshalJSON() ([]byte, error) {
	size := &r.Size
	if r.Folder {
		size = nil
	}
	return json.Marshal(struct {
		Name     string    `json:"name"`
		Folder   bool      `json:"folder"`
		Size     *int64    `json:"size"`
		Modified time.Time `json:"modified"`
	}{r.Name, r.Folder, size, r.Modified.UTC()})
}

// pageLength is how many rows a listing shows at a time: a folder may hold any number of
// files, and anybody may ask for it any number of times.
const pageLength = 1000

// Arrangement is what a request sees of a folder: rows in the order that it asked for.
type Arrangement struct {
	rows        []Row
	from, total int // the first of the rows among all
	// unaddressable is how many names no address can have: with a backslash, or with bytes that
	// are not UTF-8.
	unaddressable int
	order         order
	locale        l10n.Locale
}

// Arrange sorts rows as a request's query says, and takes those that it asks for:
// ?from=N&sort=name|size|modified&order=asc|desc. Beside the rows are names that no address
// can have; they are counted.
func Arrange(r *http.Request, rows []Row, unaddressable int) Arrangement {
	query, _ := url.ParseQuery(r.URL.RawQuery) // what was understood counts
	a := Arrangement{order: orderOf(query), locale: l10n.Match(r.Header.Get("Accept-Language")), total: len(rows), unaddressable: unaddressable}
	a.order.sort(rows, a.locale)
	if from, err := strconv.Atoi(query.Get("from")); err == nil && from > 0 && from < a.total {
		a.from = from
	}
	a.rows = rows[a.from:min(a.from+pageLength, a.total)]
	return a
}

// before and after are the queries of the rows that go before and after these; empty for none.
func (a Arrangement) before() string {
	if a.from == 0 {
		return ""
	}
	return a.order.query() + "&from=" + strconv.Itoa(max(0, a.from-pageLength))
}

func (a Arrangement) after() string {
	if a.from+len(a.rows) == a.total {
		return ""
	}
	return a.order.query() + "&from=" + strconv.Itoa(a.from+len(a.rows))
}

type listing struct {
	Lang         l10n.Locale
	Style        template.CSS
	Title, Empty string
	LeftOut      string // what says that names are left out
	Parent       string // the text for the link to the folder above, empty for none
	Columns      []column
	Entries      []listingRow
	Parts        *parts  // nil where all rows are shown
	Script       *script // nil for none
}

// parts lead from some rows of a folder to the others.
type parts struct {
	Label, Shown  string
	Before, After partLink // without text for none
}

type partLink struct {
	Text string
	Href template.URL
}

type column struct {
	Name, Text, Hint string
	Sorted           string // aria-sort; empty where it is sorted by another
	Href             template.URL
}

type listingRow struct {
	Name, Size, Day, Clock, Time string
	Bytes                        string // exactly, empty for a folder
	Folder                       bool
	Href                         template.URL
}

// WriteListing answers with rows of a folder: as a page, or as JSON for a client that would
// rather have that. Path ends in a slash. The page loads the script at an address; empty for none.
func WriteListing(w http.ResponseWriter, r *http.Request, path string, a Arrangement, source string) {
	locale := a.locale
	w.Header().Set("Vary", "Accept, Accept-Language") // names are sorted as the language has it, in JSON as well
	if query := a.before(); query != "" {
		w.Header().Add("Link", "<"+query+`>; rel="prev"`) // RFC 8288, section 3
	}
	if query := a.after(); query != "" {
		w.Header().Add("Link", "<"+query+`>; rel="next"`)
	}
	if wantsJSON(r) {
		body, err := json.MarshalIndent(a.rows, "", "  ")
		if err != nil {
			panic(err) // plain values
		}
		send(w, r, http.StatusOK, "application/json", append(body, '\n'))
		return
	}
	args := map[string]string{
		"path": visible(path), "from": strconv.Itoa(a.from + 1), "to": strconv.Itoa(a.from + len(a.rows)), "total": strconv.Itoa(a.total),
	}
	say := func(key string) string { return l10n.Text(locale, key, args) }
	page := listing{Lang: locale, Style: style(), Title: say("listing.title"), Empty: say("listing.empty"), Script: scriptFrom(source)}
	if a.unaddressable > 0 {
		args["count"] = strconv.Itoa(a.unaddressable)
		page.LeftOut = say("listing.leftOut")
		if len(a.rows) == 0 {
			page.Empty = ""
		}
	}
	if path != "/" {
		page.Parent = say("listing.parent")
	}
	for _, name := range columns {
		c := column{Name: name, Text: say("listing." + name), Hint: say("listing.sort.asc"), Href: template.URL(a.order.turned(name).query())} //nolint:gosec // a constant
		if name == a.order.column {
			c.Sorted, c.Hint = "ascending", say("listing.sort.desc")
			if a.order.descending {
				c.Sorted, c.Hint = "descending", say("listing.sort.asc")
			}
		}
		page.Columns = append(page.Columns, c)
	}
	if len(a.rows) < a.total {
		page.Parts = &parts{Label: say("listing.parts"), Shown: say("listing.shown")}
		if query := a.before(); query != "" {
			page.Parts.Before = partLink{say("listing.before"), template.URL(query)} //nolint:gosec // a constant and a number
		}
		if query := a.after(); query != "" {
			page.Parts.After = partLink{say("listing.after"), template.URL(query)} //nolint:gosec // as above
		}
	}
	for _, row := range a.rows {
		shown := listingRow{
			Name: visible(row.Name), Folder: row.Folder,
			Day: row.Modified.Format(time.DateOnly), Clock: row.Modified.Format("15:04"), Time: row.Modified.Format(time.RFC3339),
		}
		href := "./" + url.PathEscape(row.Name)
		if row.Folder {
			shown.Name, href = shown.Name+"/", href+"/"
		} else {
			shown.Size, shown.Bytes = size(row.Size, locale), strconv.FormatInt(row.Size, 10)
		}
		shown.Href = template.URL(href) //nolint:gosec // it begins with ./ and is escaped
		page.Entries = append(page.Entries, shown)
	}
	var body bytes.Buffer
	if err := templates().ExecuteTemplate(&body, "listing.html", page); err != nil {
		panic(err) // the template is our own and tested
	}
	sendHTML(w, r, http.StatusOK, locale, page.Script, body.Bytes())
}
