package pages

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

// orderOf reads a query. The default is by name, ascending.
func orderOf(query url.Values) order {
	o := order{column: "name", descending: query.Get("order") == "desc"}
	if slices.Contains(columns, query.Get("sort")) {
		o.column = query.Get("sort")
	}
	return o
}

// query is the link that sorts like this.
func (o order) query() string {
	if o.descending {
		return "?sort=" + o.column + "&order=desc"
	}
	return "?sort=" + o.column + "&order=asc"
}

// turned is by a column: by the present one the other way round.
func (o order) turned(column string) order {
	return order{column, column == o.column && !o.descending}
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
		sorted[i] = keyed{row, string(collator.KeyFromString(&buffer, oneMore(row.Name)))}
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

// oneMore adds one to every number in a name. That keeps their order, and avoids a zero with
// text behind it, which the collator sorts after every number.
func oneMore(name string) string {
	more := []byte(name)
	digit := func(i int) bool { return i >= 0 && i < len(name) && name[i] >= '0' && name[i] <= '9' }
	for i, carry := len(name)-1, false; i >= 0; i-- {
		if !digit(i) || digit(i+1) && !carry {
			continue
		}
		carry = name[i] == '9'
		if !carry {
			more[i]++
			continue
		}
		if more[i] = '0'; !digit(i - 1) {
			more, carry = slices.Insert(more, i, '1'), false
		}
	}
	return string(more)
}
