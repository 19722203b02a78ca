package errorpage

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"vitrina/server/internal/l10n"
)

// order is how a listing is sorted: by a column, up or down.
type order struct {
	column     string // name, size or modified
	descending bool
}

// columns are those of a listing, in their order.
var columns = []string{"name", "size", "modified"}

// orderOf reads ?sort=name|size|modified&order=asc|desc. What is not said, or not
// understood, is by name, and up.
func orderOf(query string) order {
	values, _ := url.ParseQuery(query) // what was understood counts
	o := order{column: "name", descending: values.Get("order") == "desc"}
	if slices.Contains(columns, values.Get("sort")) {
		o.column = values.Get("sort")
	}
	return o
}

// query is the link that sorts by a column: by the present one the other way round.
func (o order) query(column string) string {
	if column == o.column && !o.descending {
		return "?sort=" + column + "&order=desc"
	}
	return "?sort=" + column + "&order=asc"
}

// sort sorts the rows, folders always first. Names go as a reader of the language expects
// (Unicode Technical Standard 10): letter case and accents count last, and 9 is before 10.
// Where the column does not decide, names do.
func (o order) sort(rows []Row, locale l10n.Locale) {
	collator := collate.New(language.Make(string(locale)), collate.Numeric)
	type keyed struct {
		Row
		key string
	}
	var buffer collate.Buffer
	sorted := make([]keyed, len(rows))
	for i, row := range rows {
		sorted[i] = keyed{row, string(collator.KeyFromString(&buffer, row.Name))}
		buffer.Reset()
	}
	slices.SortFunc(sorted, func(a, b keyed) int {
		if a.Folder != b.Folder {
			if a.Folder {
				return -1
			}
			return 1
		}
		byName := cmp.Or(strings.Compare(a.key, b.key), strings.Compare(a.Name, b.Name))
		byColumn := byName
		switch {
		case o.column == "size" && a.Folder:
			return byName // a folder has none
		case o.column == "size":
			byColumn = cmp.Compare(a.Size, b.Size)
		case o.column == "modified":
			byColumn = a.Modified.Compare(b.Modified)
		}
		if o.descending {
			byColumn = -byColumn
		}
		return cmp.Or(byColumn, byName)
	})
	for i := range sorted {
		rows[i] = sorted[i].Row
	}
}
