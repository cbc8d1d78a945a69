package decode

import (
	"strings"
	"time"

	"example.com/sdk/packages/respjson"
)

// Time reads a string that is a date and time (RFC 3339). It is lenient where
// servers are: a space may stand in place of the T, and a time without an offset
// is in UTC.
func Time(v *time.Time, d *Decoder) respjson.Field {
	return readTime(v, d, parseTime)
}

// Date reads a string that is a date, such as 2024-01-31; the time is midnight
// in UTC. Written out in full, as encoding/json writes that, it is a date, too.
func Date(v *time.Time, d *Decoder) respjson.Field {
	return readTime(v, d, func(text string) (time.Time, bool) {
		text = strings.TrimSuffix(text, "T00:00:00Z")
		day, ok := parseDay(text)
		return time.Unix(day*secondsOfDay, 0).UTC(), ok && len(text) == len("2024-01-31")
	})
}

func readTime(v *time.Time, d *Decoder, parse func(string) (time.Time, bool)) respjson.Field {
	if d.next() != '"' {
		*v = time.Time{}
		return d.other()
	}
	start := d.pos
	value, ok := parse(d.str())
	if !ok {
		*v = time.Time{}
		return d.invalid(start)
	}
	*v = value
	return d.valid(start)
}

const secondsOfDay = 24 * 60 * 60

// parseTime returns the time that a text names.
func parseTime(text string) (time.Time, bool) {
	const shortest = len("2024-01-31T12:00:00")
	day, ok := parseDay(text)
	if !ok || len(text) < shortest || text[13] != ':' || text[16] != ':' {
		return time.Time{}, false
	}
	if c := text[10]; c != 'T' && c != 't' && c != ' ' {
		return time.Time{}, false
	}
	hour, minute, second := pair(text, 11), pair(text, 14), pair(text, 17)
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	rest := text[shortest:]
	nanoseconds, rest, ok := parseFraction(rest)
	if !ok {
		return time.Time{}, false
	}
	seconds := day*secondsOfDay + int64(hour*3600+minute*60+second)
	offset, ok := parseOffset(rest)
	if !ok {
		return time.Time{}, false
	}
	value := time.Unix(seconds-int64(offset), nanoseconds)
	if offset == 0 {
		return value.UTC(), true
	}
	return value.In(time.FixedZone("", offset)), true
}

// parseDay returns the days since 1970-01-01 of the date that a text begins
// with.
func parseDay(text string) (int64, bool) {
	if len(text) < len("2024-01-31") || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	century, year, month, day := pair(text, 0), pair(text, 2), pair(text, 5), pair(text, 8)
	if century > 99 || year > 99 || month < 1 || month > 12 || day < 1 || day > 31 {
		return 0, false
	}
	year += 100 * century
	if day > daysOf(year, month) {
		return 0, false
	}
	// The year begins with March, so that the day that is sometimes missing is
	// its last.
	if month < 3 {
		year--
		month += 12
	}
	days := 365*year + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) + (153*month-457)/5 + day
	const epoch = 719_469
	return int64(days - epoch), true
}

// floorDiv divides a number that is -1 or greater, rounding down.
func floorDiv(a, b int) int {
	if a < 0 {
		return -1
	}
	return a / b
}

func daysOf(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// pair returns the number that two digits from i on are, one above 99 if they
// are not digits.
func pair(text string, i int) int {
	high, low := text[i]-'0', text[i+1]-'0'
	if high > 9 || low > 9 {
		return 100
	}
	return int(high)*10 + int(low)
}

// parseFraction returns the nanoseconds of the fraction that a text may begin
// with, and the text behind it. Digits beyond the ninth are dropped.
func parseFraction(text string) (nanoseconds int64, rest string, ok bool) {
	if text == "" || text[0] != '.' && text[0] != ',' {
		return 0, text, true
	}
	end := digits(text, 1)
	for i, unit := 1, int64(100_000_000); i < end && unit > 0; i++ {
		nanoseconds += unit * int64(text[i]-'0')
		unit /= 10
	}
	return nanoseconds, text[end:], end > 1
}

// parseOffset returns the seconds of an offset from UTC.
func parseOffset(text string) (int, bool) {
	if text == "" || text == "Z" || text == "z" {
		return 0, true
	}
	if text[0] != '+' && text[0] != '-' {
		return 0, false
	}
	hour, minute := 0, 0
	switch {
	case len(text) == len("+00:00") && text[3] == ':':
		hour, minute = pair(text, 1), pair(text, 4)
	case len(text) == len("+0000"):
		hour, minute = pair(text, 1), pair(text, 3)
	case len(text) == len("+00"):
		hour = pair(text, 1)
	default:
		return 0, false
	}
	seconds := hour*3600 + minute*60
	if text[0] == '-' {
		seconds = -seconds
	}
	return seconds, hour < 24 && minute < 60
}
