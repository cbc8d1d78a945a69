package request

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// redacted stands in place of what must not be shown.
const redacted = "redacted"

// shortestSecret is the length below which a secret would be found in texts that
// have nothing to do with it.
const shortestSecret = 4

// secretWords say in a header's name that its value is secret, wherever they
// stand among the words of that name.
var secretWords = []string{"apikey", "auth", "authorization", "cookie", "key", "password", "secret", "token"}

// isAlwaysSecret reports whether a header holds credentials in every API.
func isAlwaysSecret(name string) bool {
	switch strings.ToLower(name) {
	case "authorization", "cookie", "proxy-authorization", "set-cookie":
		return true
	}
	return false
}

// isSecretHeader reports whether credentials of the API go into a header.
func (a *API) isSecretHeader(name string) bool {
	for _, scheme := range a.Schemes {
		if place, own := scheme.carrier(); place == InHeader && strings.EqualFold(own, name) {
			return true
		}
	}
	return false
}

// isSecretParameter reports whether credentials of the API go into a query
// parameter.
func (a *API) isSecretParameter(name string) bool {
	for _, scheme := range a.Schemes {
		if place, own := scheme.carrier(); place == InQuery && own == name {
			return true
		}
	}
	return false
}

// hides reports whether the value of a header is secret, by the API's word or by
// the name's.
func (a *API) hides(name string) bool {
	if a.isSecretHeader(name) {
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(name), func(c rune) bool {
		return (c < 'a' || 'z' < c) && (c < '0' || '9' < c)
	})
	return slices.ContainsFunc(words, func(word string) bool { return slices.Contains(secretWords, word) })
}

// withoutSecrets is a query without the parameters that hold credentials.
func (a *API) withoutSecrets(query string) string {
	if query == "" {
		return ""
	}
	pairs := slices.DeleteFunc(strings.Split(query, "&"), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return a.isSecretParameter(plain(name))
	})
	return strings.Join(pairs, "&")
}

// shownHeader is a copy of headers, with the values of secret ones replaced.
func (a *API) shownHeader(header http.Header) http.Header {
	shown := header.Clone()
	for name, values := range shown {
		if !a.hides(name) {
			continue
		}
		for i := range values {
			values[i] = redacted
		}
	}
	return shown
}

// repeating are the headers of a response that may repeat the URL of the
// request.
var repeating = []string{"Link", "Location", "Content-Location"}

// shownResponseHeader is a copy of the headers of a response, with secret ones,
// and what they repeat of the request, replaced.
func (a *API) shownResponseHeader(response *http.Response) http.Header {
	shown := a.shownHeader(response.Header)
	for _, name := range repeating {
		for i, value := range shown[name] {
			shown[name][i] = a.redactedText(value, response.Request)
		}
	}
	return shown
}

// shownURL is a URL with user name and password and the values of secret query
// parameters replaced.
func (a *API) shownURL(u *url.URL) *url.URL {
	shown := *u
	if shown.User != nil {
		shown.User = url.User(redacted)
	}
	if shown.RawQuery == "" {
		return &shown
	}
	pairs := strings.Split(shown.RawQuery, "&")
	for i, pair := range pairs {
		if name, _, _ := strings.Cut(pair, "="); a.isSecretParameter(plain(name)) {
			pairs[i] = name + "=" + redacted
		}
	}
	shown.RawQuery = strings.Join(pairs, "&")
	return &shown
}

// redactedText is what a server said, without the credentials of the request
// that it may have repeated.
func (a *API) redactedText(text string, request *http.Request) string {
	for _, value := range a.secretValues(request) {
		text = strings.ReplaceAll(text, value, redacted)
	}
	return text
}

// secretValues are the credentials of a request, longest first, also as they
// are written in its URL.
func (a *API) secretValues(request *http.Request) []string {
	var values []string
	for name, all := range request.Header {
		if !a.hides(name) {
			continue
		}
		for _, value := range all {
			values = append(values, value)
			// Of `Bearer abc` a server may repeat the second word only.
			if _, second, found := strings.Cut(value, " "); found {
				values = append(values, second)
			}
		}
	}
	for _, pair := range strings.Split(request.Header.Get("Cookie"), ";") {
		_, value, _ := strings.Cut(pair, "=")
		values = append(values, strings.TrimSpace(value))
	}
	for _, pair := range strings.Split(request.URL.RawQuery, "&") {
		if name, value, _ := strings.Cut(pair, "="); a.isSecretParameter(plain(name)) {
			values = append(values, value, plain(value))
		}
	}
	if password, ok := request.URL.User.Password(); ok {
		values = append(values, password)
	}
	values = slices.DeleteFunc(values, func(value string) bool { return len(value) < shortestSecret })
	slices.SortFunc(values, func(a, b string) int { return len(b) - len(a) })
	return values
}

// redactedError is an error whose own text would show a secret. It does not
// unwrap to that error, which would be printed.
type redactedError struct {
	text string
	err  error
}

func (e *redactedError) Error() string { return e.text }

// Is reports whether the hidden error is the target.
func (e *redactedError) Is(target error) bool { return errors.Is(e.err, target) }

// Timeout reports whether the hidden error is a timeout.
func (e *redactedError) Timeout() bool { return isTimeout(e.err) }

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

// hideURL is an error of parsing a URL without the URL, which may hold secrets.
func hideURL(err error) error {
	var parsing *url.Error
	if errors.As(err, &parsing) && parsing.Op == "parse" {
		return errors.New("the URL of the request is none")
	}
	return err
}
