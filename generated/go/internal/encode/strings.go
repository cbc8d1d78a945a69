package encode

import (
	"slices"
	"unicode/utf8"
)

// appendString writes a string. Bytes that are not UTF-8 become U+FFFD; nothing
// is escaped that need not be.
func appendString(buf []byte, s string) []byte {
	buf = append(slices.Grow(buf, len(s)+len(`"",`)), '"')
	begin := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == '"' || c == '\\' {
				buf = append(buf, s[begin:i]...)
				buf = appendEscape(buf, c)
				begin = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			buf = append(buf, s[begin:i]...)
			buf = append(buf, "\uFFFD"...)
			begin = i + 1
		}
		i += size
	}
	buf = append(buf, s[begin:]...)
	return append(buf, '"')
}

func appendEscape(buf []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch c {
	case '\b':
		c = 'b'
	case '\f':
		c = 'f'
	case '\n':
		c = 'n'
	case '\r':
		c = 'r'
	case '\t':
		c = 't'
	case '"', '\\':
	default:
		return append(buf, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xF])
	}
	return append(buf, '\\', c)
}
