package decode

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/cloudflare/cloudflare-go/packages/respjson"
)

// String reads a string.
func String(v *string, d *Decoder) respjson.Field { return StringEnum(v, d) }

// StringEnum reads a string; it need not be one of the constants of the type.
func StringEnum[T ~string](v *T, d *Decoder) respjson.Field {
	if d.next() != '"' {
		*v = ""
		return d.other()
	}
	start := d.pos
	*v = T(d.str())
	return d.valid(start)
}

// Bool reads true or false.
func Bool(v *bool, d *Decoder) respjson.Field { return BoolEnum(v, d) }

// BoolEnum reads true or false.
func BoolEnum[T ~bool](v *T, d *Decoder) respjson.Field {
	c := d.next()
	start := d.pos
	switch c {
	case 't':
		*v = T(d.word("true"))
	case 'f':
		d.word("false")
		*v = false
	default:
		*v = false
		return d.other()
	}
	return d.valid(start)
}

// Int reads a number that is an integer and not beyond 64 bits, however it is
// written: 3, 3.0 and 3e0 are the same.
func Int(v *int64, d *Decoder) respjson.Field { return IntEnum(v, d) }

// IntEnum reads an integer as Int does; it need not be one of the constants of
// the type.
func IntEnum[T ~int64](v *T, d *Decoder) respjson.Field {
	c := d.next()
	if c != '-' && (c < '0' || '9' < c) {
		*v = 0
		return d.other()
	}
	start := d.pos
	value, ok := d.shortInt()
	if !ok {
		integer := d.number()
		value, ok = parseInt(d.text[start:d.pos], integer)
	}
	*v = T(value)
	if !ok {
		return d.invalid(start)
	}
	return d.valid(start)
}

// shortInt reads a number of few digits and nothing else, as nearly all are; ok is
// false, and nothing is read, if the next one is another.
func (d *Decoder) shortInt() (value int64, ok bool) {
	const most = 18
	begin := d.pos
	if d.text[begin] == '-' {
		begin++
	}
	end := begin
	for end < len(d.text) && end-begin <= most && '0' <= d.text[end] && d.text[end] <= '9' {
		value = value*10 + int64(d.text[end]-'0')
		end++
	}
	switch {
	case end == begin, end-begin > most, d.text[begin] == '0' && end-begin > 1:
		return 0, false
	case end < len(d.text) && (d.text[end] == '.' || d.text[end]|0x20 == 'e'):
		return 0, false
	case begin > d.pos:
		value = -value
	}
	d.pos = end
	return value, true
}

// parseInt returns the integer that a JSON number is; false if it is none, or
// beyond 64 bits.
func parseInt(text string, plain bool) (int64, bool) {
	if !plain {
		integer, ok := withoutExponent(text)
		if !ok {
			return 0, false
		}
		text = integer
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, false
	}
	return value, true
}

// withoutExponent writes an integer that is written with a fraction or an exponent
// without them; ok is false if it is none, or has too many digits for 64 bits.
func withoutExponent(text string) (integer string, ok bool) {
	const most = 19
	mantissa, exponent := text, ""
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		mantissa, exponent = text[:i], text[i+1:]
	}
	magnitude := strings.TrimPrefix(mantissa, "-")
	sign := mantissa[:len(mantissa)-len(magnitude)]
	whole, fraction, _ := strings.Cut(magnitude, ".")
	significant := strings.TrimLeft(whole+fraction, "0")
	if significant == "" {
		return "0", true
	}
	zeros := 0
	if exponent != "" {
		var err error
		zeros, err = strconv.Atoi(exponent)
		if err != nil || zeros < -len(text) || zeros > len(text)+most {
			return "", false
		}
	}
	kept := strings.TrimRight(significant, "0")
	zeros += len(significant) - len(kept) - len(fraction)
	if zeros < 0 || len(kept)+zeros > most {
		return "", false
	}
	return sign + kept + strings.Repeat("0", zeros), true
}

// Float reads a number. One that no float64 is near to is invalid.
func Float(v *float64, d *Decoder) respjson.Field { return FloatEnum(v, d) }

// FloatEnum reads a number as Float does; it need not be one of the constants
// of the type.
func FloatEnum[T ~float64](v *T, d *Decoder) respjson.Field {
	c := d.next()
	if c != '-' && (c < '0' || '9' < c) {
		*v = 0
		return d.other()
	}
	start := d.pos
	d.number()
	value, err := strconv.ParseFloat(d.text[start:d.pos], 64)
	if err != nil {
		*v = 0
		return d.invalid(start)
	}
	*v = T(value)
	return d.valid(start)
}

// Bytes reads a string that is base64 (RFC 4648), of either alphabet, with or
// without padding.
func Bytes(v *[]byte, d *Decoder) respjson.Field {
	*v = nil
	if d.next() != '"' {
		return d.other()
	}
	start := d.pos
	text := strings.TrimRight(d.str(), "=")
	encoding := base64.RawStdEncoding
	if strings.ContainsAny(text, "-_") {
		encoding = base64.RawURLEncoding
	}
	value, err := encoding.DecodeString(text)
	if err != nil {
		return d.invalid(start)
	}
	*v = value
	return d.valid(start)
}

// Any reads any value: nil, bool, float64, string, []any and map[string]any, as
// encoding/json does.
func Any(v *any, d *Decoder) respjson.Field {
	c := d.next()
	start := d.pos
	ok := true
	*v = d.any(&ok)
	switch {
	case c == 'n':
		return respjson.NewField(d.text[start:d.pos], respjson.Null)
	case !ok:
		return d.invalid(start)
	}
	return d.valid(start)
}

// any reads any value. A number that no float64 is near to is nil, and *ok
// becomes false.
func (d *Decoder) any(ok *bool) any {
	switch c := d.next(); c {
	case '"':
		return d.str()
	case '{':
		object := map[string]any{}
		for d.open(); d.More(); {
			name := d.Key
			object[name] = d.any(ok)
		}
		return object
	case '[':
		array := []any{}
		for d.open(); d.more(']'); {
			array = append(array, d.any(ok))
		}
		return array
	case 't':
		return d.word("true")
	case 'f':
		d.word("false")
		return false
	case 'n':
		d.word("null")
		return nil
	}
	start := d.pos
	d.number()
	value, err := strconv.ParseFloat(d.text[start:d.pos], 64)
	if err != nil {
		*ok = false
		return nil
	}
	return value
}
