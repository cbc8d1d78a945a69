package style

import "strings"

// The sets of characters that stay as they are, beside the unreserved ones (RFC
// 3986, 2.3).
var (
	plain = charset("")
	// reserved has the reserved characters (RFC 3986, 2.2) but for those that
	// would end or split a query parameter.
	reserved = charset(":/?@!$'()*,;")
	// segments has those that several segments of a path may hold.
	segments = charset("/:@!$&'()*+,;=")
	// wholeQuery has those that all of a query may hold, which is encoded
	// already.
	wholeQuery = charset(":/?@!$'()*,;&=+%[]")
	// cookies has what a cookie may hold (RFC 6265, 4.1.1), but for `%`.
	cookies = charset("!#$'()*+-./:<=>?@[]^_`{|}~")
)

type set [256]bool

func charset(more string) *set {
	const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
	var chars set
	for _, c := range []byte(unreserved + more) {
		chars[c] = true
	}
	return &chars
}

// Escape percent-encodes a text as a name or a value of a query, or as one
// segment of a path.
func Escape(text string) string {
	return escape(text, plain)
}

// escape percent-encodes what is not in a set.
func escape(text string, kept *set) string {
	const digits = "0123456789ABCDEF"
	first := 0
	for first < len(text) && kept[text[first]] {
		first++
	}
	if first == len(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 16)
	b.WriteString(text[:first])
	for _, c := range []byte(text[first:]) {
		if kept[c] {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(digits[c>>4])
		b.WriteByte(digits[c&15])
	}
	return b.String()
}
