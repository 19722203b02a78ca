package errorpage

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"vitrina/server/internal/l10n"
)

// Row is a line of a listing.
type Row struct {
	Name     string
	Folder   bool
	Size     int64 // bytes; not shown for a folder
	Modified time.Time
}

type listing struct {
	Lang                               l10n.Locale
	Style                              template.CSS
	Title, Name, Size, Modified, Empty string
	Parent                             bool
	Entries                            []listingRow
}

type listingRow struct {
	Name, Size, Modified string
	Href                 template.URL
}

// WriteListing answers with the rows of a folder. Path ends in a slash.
func WriteListing(w http.ResponseWriter, r *http.Request, path string, rows []Row) {
	locale := l10n.Match(r.Header.Get("Accept-Language"))
	say := func(key string) string { return l10n.Text(locale, key, map[string]string{"path": path}) }
	page := listing{
		Lang: locale, Style: style(), Title: say("listing.title"), Parent: path != "/",
		Name: say("listing.name"), Size: say("listing.size"), Modified: say("listing.modified"), Empty: say("listing.empty"),
	}
	for _, row := range rows {
		shown := listingRow{Name: row.Name, Size: strconv.FormatInt(row.Size, 10), Modified: row.Modified.Format(time.DateTime)}
		href := "./" + url.PathEscape(row.Name)
		if row.Folder {
			shown.Name, shown.Size, href = row.Name+"/", "", href+"/"
		}
		shown.Href = template.URL(href) //nolint:gosec // it begins with ./ and is escaped
		page.Entries = append(page.Entries, shown)
	}
	var body bytes.Buffer
	if err := templates().ExecuteTemplate(&body, "listing.html", page); err != nil {
		panic(err) // the template is our own and tested
	}
	send(w, r, http.StatusOK, "text/html; charset=utf-8", locale, body.Bytes())
}
