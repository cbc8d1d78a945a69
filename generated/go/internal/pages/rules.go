package pages

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Kind says how the next page of a list is asked for.
type Kind uint8

const (
	// PageNumber: by its number.
	PageNumber Kind = iota
	// Offset: by the number of items to skip.
	Offset
	// Cursor: with a value of the page before.
	Cursor
	// ItemCursor: with a member of the last item of the page before.
	ItemCursor
	// NextURL: at a URL that the page before has.
	NextURL
	// LinkHeader: at the URL that the header Link has with rel="next" (RFC 8288).
	LinkHeader
)

// Rule says where an answer says what, and how the next page is asked for. Steps
// are names of members, one inside of the other, from the answer on; none if it
// does not say the thing.
type Rule struct {
	Kind Kind
	// Parameter is what the next page is asked for with; "" for URLs.
	Parameter string
	// InBody says whether that is a member of the body rather than a query
	// parameter.
	InBody bool
	// Items are the steps to the array of items; none if the answer is that
	// array.
	Items []string
	// Next are the steps to the cursor or the URL, or to the number or offset of
	// the next page; from the last item for ItemCursor.
	Next []string
	// More are the steps to a boolean that says whether there is another page.
	More []string
	// Total are the steps to the number of all items.
	Total []string
	// TotalPages are the steps to the number of all pages.
	TotalPages []string
	// Current are the steps to the number or offset of this page.
	Current []string
	// First is the number or offset of the first page.
	First int
}

// answer is what a server sent as a page. Nothing in it is taken for granted.
type answer rawjson.Value

// items returns the items of a page.
func (r *Rule) items(a answer) []rawjson.Value {
	return slices.Collect(rawjson.Value(a).At(r.Items...).Items())
}

// at returns the value that steps lead to, "" if there are no steps.
func (a answer) at(steps []string) rawjson.Value {
	if len(steps) == 0 {
		return ""
	}
	return rawjson.Value(a).At(steps...)
}

// repeats reports whether an answer has the items of the one before. Plain values
// may well be the same on two pages.
func (r *Rule) repeats(before, a answer) bool {
	items := r.items(a)
	if len(items) > 0 {
		switch items[0].Kind() {
		case rawjson.String, rawjson.Number, rawjson.Boolean:
			return false
		}
	}
	return slices.Equal(items, r.items(before))
}

// step is what the request for the next page differs in. Two are equal for the
// same page only.
type step struct {
	// url is the whole URL, as the API gives it.
	url string
	// value is the JSON text of the parameter, where there is no URL.
	value rawjson.Value
	// isCounted says that nothing but an answer will tell whether there is such a
	// page.
	isCounted bool
}

// next returns what the request for the next page differs in; ok is false if
// there is no next page.
func (r *Rule) next(a answer, c *call) (s step, ok bool, err error) {
	if a.at(r.More) == "false" {
		return step{}, false, nil
	}
	switch r.Kind {
	case Cursor:
		cursor := a.at(r.Next)
		if url, isText := cursor.Text(); isText && isURL(url) {
			return c.followed(url) // Some APIs give the URL that has the cursor in it.
		}
		s, ok = r.sending(cursor, c)
	case ItemCursor:
		if items := r.items(a); len(items) > 0 {
			s, ok = r.sending(items[len(items)-1].At(r.Next...), c)
		}
	case NextURL:
		url, _ := a.at(r.Next).Text()
		return c.followed(url)
	case LinkHeader:
		return c.followed(c.link())
	default:
		s, ok = r.counted(a, c)
	}
	return s, ok, nil
}

// sending returns the page of a cursor. The one that was just asked for is not
// asked for again.
func (r *Rule) sending(cursor rawjson.Value, c *call) (step, bool) {
	text := cursor.Plain()
	switch cursor.Kind() {
	case rawjson.String:
	case rawjson.Number:
		if strings.ContainsAny(text, ".eE") {
			return step{}, false
		}
	default:
		return step{}, false
	}
	if sent, ok := c.sent(r); text == "" || ok && sent == text {
		return step{}, false
	}
	return step{value: cursor}, true
}

// counted returns the page behind this one where pages have numbers or offsets.
func (r *Rule) counted(a answer, c *call) (step, bool) {
	current := r.current(a, c)
	if len(r.Next) > 0 {
		following, ok := whole(a.at(r.Next))
		return step{value: number(following)}, ok && following != current
	}
	items := len(r.items(a))
	following := current + 1
	if r.Kind == Offset {
		following = current + items
	}
	isLast, isSaid := r.isLast(a, items, following, c)
	if !isSaid {
		// Nothing is said of the end: it is where there are no more items.
		isLast = items == 0 && a.at(r.More) != "true"
	}
	return step{value: number(following), isCounted: true}, !isLast && following != current
}

// current returns the number or offset of a page: what was asked for, else what
// the answer says.
func (r *Rule) current(a answer, c *call) int {
	if sent, ok := c.sent(r); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(sent)); err == nil {
			return n
		}
	}
	if n, ok := whole(a.at(r.Current)); ok {
		return n
	}
	return r.First
}

// isLast reports whether an answer says that it is the last one; isSaid is false
// if it says nothing of it.
func (r *Rule) isLast(a answer, items, following int, c *call) (isLast, isSaid bool) {
	if r.Kind == PageNumber {
		if pages, ok := whole(a.at(r.TotalPages)); ok {
			return following-r.First >= pages, true
		}
	}
	total, ok := whole(a.at(r.Total))
	if !ok || r.Kind == PageNumber && c.skipped < 0 {
		return false, false
	}
	reached := following - r.First
	if r.Kind == PageNumber {
		reached = c.skipped + items
	}
	return items == 0 || reached >= total, true
}

// isFirst reports whether a call is one for the first page, where pages are
// counted.
func (r *Rule) isFirst(c *call) bool {
	if r.Kind != PageNumber && r.Kind != Offset {
		return false
	}
	sent, _ := c.sent(r)
	n, err := strconv.Atoi(strings.TrimSpace(sent))
	return err != nil || n == r.First
}

func number(n int) rawjson.Value {
	return rawjson.Value(strconv.Itoa(n))
}

// whole returns a whole number, or the text of one.
func whole(v rawjson.Value) (n int, ok bool) {
	if v.Kind() != rawjson.Number && v.Kind() != rawjson.String {
		return 0, false
	}
	text := strings.TrimSpace(v.Plain())
	if n, err := strconv.Atoi(text); err == nil {
		return n, true
	}
	if v.Kind() == rawjson.Number {
		if f, err := strconv.ParseFloat(text, 64); err == nil && math.Abs(f) < 1<<53 {
			return int(f), true
		}
	}
	return 0, false
}

func isURL(text string) bool {
	return strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://")
}
