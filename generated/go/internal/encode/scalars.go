package encode

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"
	"time"
)

// String writes a string.
func String(w *Writer, v string) { StringEnum(w, v) }

// StringEnum writes a string.
func StringEnum[T ~string](w *Writer, v T) {
	w.separate()
	w.buf = appendString(w.buf, string(v))
}

// Int writes an integer.
func Int(w *Writer, v int64) { IntEnum(w, v) }

// IntEnum writes an integer.
func IntEnum[T ~int64](w *Writer, v T) {
	w.separate()
	w.buf = strconv.AppendInt(w.buf, int64(v), 10)
}

// Float writes a number, with as many digits as it needs. JSON has no infinity
// and no NaN: they are an error.
func Float(w *Writer, v float64) { FloatEnum(w, v) }

// FloatEnum writes a number as Float does.
func FloatEnum[T ~float64](w *Writer, v T) {
	value := float64(v)
	if math.IsInf(value, 0) || math.IsNaN(value) {
		w.Fail(errors.New("JSON has no " + strconv.FormatFloat(value, 'g', -1, 64)))
		return
	}
	w.separate()
	w.buf = appendFloat(w.buf, value)
}

// appendFloat writes the shortest text that is this number: with an exponent
// where ECMAScript writes one (ECMA-262, Number::toString).
func appendFloat(buf []byte, v float64) []byte {
	format := byte('f')
	if size := math.Abs(v); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	buf = strconv.AppendFloat(buf, v, format, -1, 64)
	if n := len(buf); format == 'e' && buf[n-3] == '-' && buf[n-2] == '0' { // 1e-07
		buf = append(buf[:n-2], buf[n-1])
	}
	return buf
}

// Bool writes true or false.
func Bool(w *Writer, v bool) { BoolEnum(w, v) }

// BoolEnum writes true or false.
func BoolEnum[T ~bool](w *Writer, v T) {
	w.separate()
	w.buf = strconv.AppendBool(w.buf, bool(v))
}

// Time writes a date and time (RFC 3339) with as many digits of a second as it
// needs.
func Time(w *Writer, v time.Time) {
	const minute, day = 60, 24 * 60 * 60
	// RFC 3339 has no words for the odd offsets of long ago.
	if _, offset := v.Zone(); offset%minute != 0 || offset <= -day || offset >= day {
		v = v.UTC()
	}
	writeTime(w, v, time.RFC3339Nano)
}

// Date writes the date of a time, such as 2024-01-31.
func Date(w *Writer, v time.Time) { writeTime(w, v, time.DateOnly) }

func writeTime(w *Writer, v time.Time, layout string) {
	const lastYear = 9999
	if year := v.Year(); year < 0 || year > lastYear {
		w.Fail(errors.New("the year " + strconv.Itoa(year) + " does not have four digits"))
		return
	}
	w.separate()
	w.buf = append(w.buf, '"')
	w.buf = v.AppendFormat(w.buf, layout)
	w.buf = append(w.buf, '"')
}

// Bytes writes bytes as base64 (RFC 4648, 4).
func Bytes(w *Writer, v []byte) {
	w.separate()
	w.buf = append(w.buf, '"')
	w.buf = base64.StdEncoding.AppendEncode(w.buf, v)
	w.buf = append(w.buf, '"')
}

// Any writes any value in the way of encoding/json, but without escaping <, >
// and &. An io.Reader is a file.
func Any(w *Writer, v any) {
	switch v := v.(type) {
	case nil:
		w.Null()
	case string:
		String(w, v)
	case bool:
		Bool(w, v)
	case int:
		Int(w, int64(v))
	case int64:
		Int(w, v)
	case float64:
		Float(w, v)
	case io.Reader:
		File(w, v)
	default:
		reflected(w, v)
	}
}

func reflected(w *Writer, v any) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		w.Fail(err)
		return
	}
	w.RawJSON(string(bytes.TrimSuffix(text.Bytes(), []byte("\n"))))
}
