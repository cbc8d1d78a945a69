package request

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

const maxRedirects = 10

// redirectError says why a redirect was not followed. Trying again would not
// help.
type redirectError struct{ err error }

func (e *redirectError) Error() string { return e.err.Error() }
func (e *redirectError) Unwrap() error { return e.err }

// origin is scheme, host and port, with the port that the scheme implies.
type origin struct {
	scheme, host, port string
}

func originOf(u *url.URL) origin {
	o := origin{strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()}
	if o.port == "" {
		switch o.scheme {
		case "http":
			o.port = "80"
		case "https":
			o.port = "443"
		}
	}
	return o
}

// sameOrigin reports whether two absolute URLs have one origin.
func sameOrigin(a, b string) bool {
	first, err := url.Parse(a)
	if err != nil {
		return false
	}
	second, err := url.Parse(b)
	return err == nil && originOf(first) == originOf(second)
}

// checkRedirect returns what an [http.Client] asks before it follows a redirect.
// Once a redirect has led to another origin, no credentials go with it or any
// later one: neither the headers that hold them, nor the query parameters, which
// the server may have repeated.
func (a *API) checkRedirect(given func(*http.Request, []*http.Request) error) func(*http.Request, []*http.Request) error {
	return func(next *http.Request, via []*http.Request) error {
		if err := mayFollow(given, next, via); err != nil {
			return err
		}
		// It repeats the whole URL, with what is secret in it.
		next.Header.Del("Referer")
		home := originOf(via[0].URL)
		stayed := originOf(next.URL) == home &&
			!slices.ContainsFunc(via, func(r *http.Request) bool { return originOf(r.URL) != home })
		if stayed {
			return nil
		}
		for name := range next.Header {
			if isAlwaysSecret(name) || a.isSecretHeader(name) {
				next.Header.Del(name)
			}
		}
		next.URL.RawQuery = a.withoutSecrets(next.URL.RawQuery)
		return nil
	}
}

// mayFollow asks the caller's own rule, which takes the place of the limit.
func mayFollow(given func(*http.Request, []*http.Request) error, next *http.Request, via []*http.Request) error {
	if given != nil {
		err := given(next, via)
		if err == nil || errors.Is(err, http.ErrUseLastResponse) {
			return err
		}
		return &redirectError{err}
	}
	if len(via) > maxRedirects {
		return &redirectError{errors.New("too many redirects")}
	}
	if next.URL.Scheme != "http" && next.URL.Scheme != "https" {
		return &redirectError{errors.New("the server redirects to a URL that is not of HTTP")}
	}
	return nil
}
