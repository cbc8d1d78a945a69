package request

import (
	"math/rand/v2"
	"net/http"
	"net/mail"
	"strconv"
	"time"
)

const (
	firstDelay    = 500 * time.Millisecond
	longestDelay  = 8 * time.Second
	longestObeyed = time.Minute
)

// isRetried reports whether to send again after a response. If it has the header
// x-should-retry, that decides.
func isRetried(response *http.Response) bool {
	switch response.Header.Get("X-Should-Retry") {
	case "true":
		return true
	case "false":
		return false
	}
	switch response.StatusCode {
	case http.StatusRequestTimeout, http.StatusConflict, http.StatusTooManyRequests:
		return true
	}
	return response.StatusCode >= http.StatusInternalServerError
}

// delay is how long to wait before the next attempt, when there have been so
// many retries before. What the response asks for, if there was one, is obeyed
// up to a minute.
func delay(retries int, response *http.Response) time.Duration {
	if response != nil {
		if asked, ok := askedDelay(response.Header); ok && 0 <= asked && asked <= longestObeyed.Seconds() {
			return time.Duration(asked * float64(time.Second))
		}
	}
	most := longestDelay
	if retries < 8 { // beyond, the delay would overflow before it is cut
		most = min(firstDelay<<retries, longestDelay)
	}
	// The jitter keeps the clients that one outage stopped from coming back all at
	// once.
	return time.Duration(float64(most) * (1 - 0.25*rand.Float64()))
}

// askedDelay is the number of seconds that a response asks for by
// retry-after-ms, or Retry-After (seconds or a date).
func askedDelay(header http.Header) (float64, bool) {
	if milliseconds, err := strconv.ParseFloat(header.Get("Retry-After-Ms"), 64); err == nil {
		return milliseconds / 1000, true
	}
	text := header.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return seconds, true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		if at, err = mail.ParseDate(text); err != nil {
			return 0, false
		}
	}
	return time.Until(at).Seconds(), true
}
