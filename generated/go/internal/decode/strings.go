package decode

import (
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load returns the eight bytes from i on; the first is the lowest.
func load(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// special has the highest bit set of the first byte that is a quotation mark, a
// backslash or a control character. Bytes behind that one may be marked without
// being one.
func special(x uint64) uint64 {
	swapped := x ^ ones*('"'^' ') // A quotation mark is right behind the control characters.
	slashes := x ^ ones*'\\'
	return ((swapped-ones*'!')&^swapped | (slashes-ones)&^slashes) & highs
}

// str reads the string whose opening quotation mark is next.
func (d *Decoder) str() string {
	text, begin := d.text, d.pos+1
	var seen uint64
	i := begin
	for ; i+8 <= len(text); i += 8 {
		x := load(text, i)
		seen |= x
		if marks := special(x); marks != 0 {
			i += bits.TrailingZeros64(marks) / 8
			if text[i] == '"' && seen&highs == 0 {
				d.pos = i + 1
				return text[begin:i]
			}
			break
		}
	}
	return d.strSlowly(begin, i)
}

// strSlowly is str for a string that may have escapes or bytes beyond ASCII.
// Nothing from begin to i ends the string or is escaped.
func (d *Decoder) strSlowly(begin, i int) string {
	end, escaped := d.endOfString(i)
	span := d.text[begin:end]
	if escaped {
		return unescape(span)
	}
	if !utf8.ValidString(span) {
		return unescape(span)
	}
	return span
}

// endOfString finds the closing quotation mark from i on and goes on behind it.
// It returns where that mark stands, and whether there are escapes before it.
func (d *Decoder) endOfString(i int) (end int, escaped bool) {
	text := d.text
	for {
		for i+8 <= len(text) {
			marks := special(load(text, i))
			if marks != 0 {
				i += bits.TrailingZeros64(marks) / 8
				break
			}
			i += 8
		}
		if i >= len(text) {
			d.fail(len(text), "")
			return len(text), false
		}
		switch c := text[i]; {
		case c == '"':
			d.pos = i + 1
			return i, escaped
		case c == '\\':
			size := escapeSize(text[i:])
			if size == 0 {
				d.fail(i, "unknown escape in a string")
				return i, false
			}
			i += size
			escaped = true
		case c < ' ':
			d.fail(i, "control character in a string")
			return i, false
		default:
			i++
		}
	}
}

// escapeSize returns the number of bytes of the escape that s begins with, 0 if
// it is none.
func escapeSize(s string) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if codeUnit(s) >= 0 {
			return 6
		}
	}
	return 0
}

// codeUnit returns the UTF-16 code unit of the escape \uXXXX that s begins with,
// -1 if it begins with none.
func codeUnit(s string) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return -1
	}
	unit := rune(0)
	for _, c := range []byte(s[2:6]) {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return -1
		}
		unit = unit<<4 | rune(c)
	}
	return unit
}

// unescape returns what stands between the quotation marks of a string, whose
// escapes are known to be well-formed. Half a surrogate pair and each byte that
// is not UTF-8 become U+FFFD.
func unescape(s string) string {
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\\' && s[i+1] == 'u':
			unit := codeUnit(s[i:])
			i += 6
			if utf16.IsSurrogate(unit) {
				pair := utf16.DecodeRune(unit, codeUnit(s[i:]))
				if pair != utf8.RuneError {
					i += 6
				}
				unit = pair
			}
			out.WriteRune(unit)
		case c == '\\':
			out.WriteByte(unescaped(s[i+1]))
			i += 2
		case c < utf8.RuneSelf:
			out.WriteByte(c)
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			out.WriteRune(r)
			i += size
		}
	}
	return out.String()
}

func unescaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}
