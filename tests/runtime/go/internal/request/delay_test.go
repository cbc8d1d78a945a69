package request

import (
	"net/http"
	"testing"
	"time"
)

func TestDelay(t *testing.T) {
	const usualLeast, usualMost = 375 * time.Millisecond, 500 * time.Millisecond
	in := func(d time.Duration) string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	tests := []struct {
		name, after, milliseconds string
		least, most               time.Duration
	}{
		{"seconds", "7", "", 7 * time.Second, 7 * time.Second},
		{"part of a second", "0.25", "", 250 * time.Millisecond, 250 * time.Millisecond},
		{"none", "0", "", 0, 0},
		{"milliseconds", "", "250", 250 * time.Millisecond, 250 * time.Millisecond},
		{"milliseconds win", "30", "1500", 1500 * time.Millisecond, 1500 * time.Millisecond},
		{"no milliseconds", "7", "soon", 7 * time.Second, 7 * time.Second},
		{"date", in(20 * time.Second), "", 18 * time.Second, 20 * time.Second},
		{"date with a zone", time.Now().Add(20 * time.Second).Format(time.RFC1123Z), "", 18 * time.Second, 20 * time.Second},
		// What cannot be obeyed is replaced by the usual delay.
		{"past", "Wed, 21 Oct 2015 07:28:00 GMT", "", usualLeast, usualMost},
		{"far date", in(time.Hour), "", usualLeast, usualMost},
		{"text", "soon", "", usualLeast, usualMost},
		{"negative", "-1", "", usualLeast, usualMost},
		{"a day", "86400", "", usualLeast, usualMost},
		{"NaN", "nan", "", usualLeast, usualMost},
		{"infinity", "inf", "", usualLeast, usualMost},
		{"broken date", "Fri, 99 Foo 2026 99:99:99 GMT", "", usualLeast, usualMost},
		{"nothing", "", "", usualLeast, usualMost},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			header := http.Header{}
			if test.after != "" {
				header.Set("Retry-After", test.after)
			}
			if test.milliseconds != "" {
				header.Set("Retry-After-Ms", test.milliseconds)
			}
			got := delay(0, &http.Response{StatusCode: 429, Header: header})
			if got < test.least || got > test.most {
				t.Errorf("%v is not between %v and %v", got, test.least, test.most)
			}
		})
	}
}

func TestTheDelaysGrowToALimit(t *testing.T) {
	different := map[time.Duration]bool{}
	for retries := range 100 {
		most := longestDelay
		if retries < 5 {
			most = min(firstDelay<<retries, longestDelay)
		}
		got := delay(retries, nil)
		if got > most || got < most*3/4 {
			t.Errorf("%v after %d retries", got, retries)
		}
		different[got] = true
	}
	if len(different) < 90 {
		t.Error("there is no jitter")
	}
}
