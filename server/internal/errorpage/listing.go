package errorpage

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

type listing struct {
	Lang         l10n.Locale
	Style        template.CSS
	Title, Empty string
	Parent       string // the text for the link to the folder above, empty for none
	Columns      []column
	Entries      []listingRow
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

// WriteListing answers with the rows of a folder: as a page, or as JSON for a client that
// would rather have that. The request's query says how they are sorted. Path ends in a
// slash.
func WriteListing(w http.ResponseWriter, r *http.Request, path string, rows []Row) {
	locale := l10n.Match(r.Header.Get("Accept-Language"))
	sorted := orderOf(r.URL.RawQuery)
	sorted.sort(rows, locale)
	w.Header().Set("Vary", "Accept, Accept-Language") // names are sorted as the language has it, in JSON as well
	if wantsJSON(r) {
		body, err := json.MarshalIndent(rows, "", "  ")
		if err != nil {
			panic(err) // plain values
		}
		send(w, r, http.StatusOK, "application/json", append(body, '\n'))
		return
	}
	say := func(key string) string { return l10n.Text(locale, key, map[string]string{"path": visible(path)}) }
	page := listing{Lang: locale, Style: style(), Title: say("listing.title"), Empty: say("listing.empty")}
	if path != "/" {
		page.Parent = say("listing.parent")
	}
	for _, name := range columns {
		c := column{Name: name, Text: say("listing." + name), Hint: say("listing.sort.asc"), Href: template.URL(sorted.query(name))} //nolint:gosec // a constant
		if name == sorted.column {
			c.Sorted, c.Hint = "ascending", say("listing.sort.desc")
			if sorted.descending {
				c.Sorted, c.Hint = "descending", say("listing.sort.asc")
			}
		}
		page.Columns = append(page.Columns, c)
	}
	for _, row := range rows {
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
	sendText(w, r, http.StatusOK, "text/html", locale, body.Bytes())
}
