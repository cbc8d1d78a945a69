package request

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/style"
)

// ErrMissingCredentials is the error of a method that needs credentials which
// are not set. Nothing was sent.
var ErrMissingCredentials = errors.New("no credentials are set")

// Place is where credentials are sent.
type Place int

// The places of credentials.
const (
	InHeader Place = iota + 1
	InQuery
	InCookie
)

// Scheme is a way to authenticate.
type Scheme interface {
	// add adds what is sent; false if the options are not set.
	add(r *Request, to *credentials, base string) (bool, error)
	// carrier is where something is sent, and under which name; 0 if nothing is.
	carrier() (Place, string)
	// options are alternatives, each the options that are needed together.
	options() [][]string
}

// credentials are what one request carries to authenticate.
type credentials struct {
	headers []namedText
	query   []style.Pair
	cookies []style.Pair
	// login fetches an access token right before the request is sent.
	login *login
}

func (c *credentials) isEmpty() bool {
	return len(c.headers) == 0 && len(c.query) == 0 && len(c.cookies) == 0 && c.login == nil
}

// apiKey is a text that stands for itself.
type apiKey struct {
	place        Place
	name, option string
}

// APIKey returns the scheme of a key in a header, query parameter or cookie.
func APIKey(place Place, name, option string) Scheme { return apiKey{place, name, option} }

func (k apiKey) add(r *Request, to *credentials, _ string) (bool, error) {
	value, ok := r.config.secret(k.option)
	if !ok {
		return false, nil
	}
	switch k.place {
	case InQuery:
		to.query = append(to.query, style.Pair{Name: style.Escape(k.name), Value: style.Escape(value)})
		return true, nil
	case InCookie:
		// Whoever has the cookie took it from another header Cookie: it is sent as it
		// is (RFC 6265, 4.1.1).
		if checkHeader(k.name, value) != nil || strings.ContainsAny(value, ` ",;\`) {
			return false, fmt.Errorf("%s has characters that a cookie cannot have", r.api.setting(k.option))
		}
		to.cookies = append(to.cookies, style.Pair{Name: k.name, Value: value})
		return true, nil
	}
	to.headers = append(to.headers, namedText{k.name, value})
	return true, checkHeader(k.name, value)
}

func (k apiKey) carrier() (Place, string) { return k.place, k.name }
func (k apiKey) options() [][]string      { return [][]string{{k.option}} }

// httpAuth is the header Authorization with one text (RFC 9110, 11.6.2).
type httpAuth struct {
	prefix, option string
}

// HTTPAuth returns the scheme of a text behind a prefix, such as a bearer token.
func HTTPAuth(prefix, option string) Scheme { return httpAuth{prefix, option} }

func (a httpAuth) add(r *Request, to *credentials, _ string) (bool, error) {
	value, ok := r.config.secret(a.option)
	if !ok {
		return false, nil
	}
	to.headers = append(to.headers, namedText{"Authorization", a.prefix + " " + value})
	return true, checkHeader("Authorization", value)
}

func (a httpAuth) carrier() (Place, string) { return InHeader, "Authorization" }
func (a httpAuth) options() [][]string      { return [][]string{{a.option}} }

// basicAuth is a user's name and password (RFC 7617), in UTF-8.
type basicAuth struct {
	username, password string
}

// BasicAuth returns the scheme of a user's name and password, either of which
// may be empty, but not both. Without an option for the password it is always
// empty.
func BasicAuth(username, password string) Scheme { return basicAuth{username, password} }

func (a basicAuth) add(r *Request, to *credentials, _ string) (bool, error) {
	username, hasName := r.config.stated(a.username)
	password, hasPassword := "", true
	if a.password != "" {
		password, hasPassword = r.config.stated(a.password)
	}
	if !hasName || !hasPassword || username == "" && password == "" {
		return false, nil
	}
	if strings.Contains(username, ":") {
		return false, fmt.Errorf("%s must not contain a colon", r.api.setting(a.username))
	}
	to.headers = append(to.headers, namedText{"Authorization", basic(username, password)})
	return true, nil
}

func (a basicAuth) carrier() (Place, string) { return InHeader, "Authorization" }

func (a basicAuth) options() [][]string {
	if a.password == "" {
		return [][]string{{a.username}}
	}
	return [][]string{{a.username, a.password}}
}

func basic(username, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(username+":"+password))
}

// ClientCredentials is the scheme of OAuth 2.0 client credentials (RFC 6749,
// 4.4): a token that is given, else one that is fetched.
type ClientCredentials struct {
	// TokenURL is absolute, or relative to the base URL.
	TokenURL string
	// Scopes are what is asked for there.
	Scopes []string
	// AccessToken is the option that holds a token; empty if there is none.
	AccessToken string
	// ClientID and ClientSecret are the options that a token is fetched with.
	ClientID, ClientSecret string
}

func (s ClientCredentials) add(r *Request, to *credentials, base string) (bool, error) {
	if s.AccessToken != "" {
		if token, ok := r.config.secret(s.AccessToken); ok {
			to.headers = append(to.headers, namedText{"Authorization", "Bearer " + token})
			return true, checkHeader("Authorization", token)
		}
	}
	id, hasID := r.config.secret(s.ClientID)
	secret, hasSecret := r.config.secret(s.ClientSecret)
	if !hasID || !hasSecret {
		return false, nil
	}
	login, err := newLogin(r, s, base, id, secret)
	to.login = login
	return true, err
}

func (s ClientCredentials) carrier() (Place, string) { return InHeader, "Authorization" }

func (s ClientCredentials) options() [][]string {
	fetched := []string{s.ClientID, s.ClientSecret}
	if s.AccessToken == "" {
		return [][]string{fetched}
	}
	return [][]string{{s.AccessToken}, fetched}
}

// ClientCertificate is the scheme of mutual TLS: the HTTP client has the
// certificate, and nothing is sent.
type ClientCertificate struct{}

func (ClientCertificate) add(*Request, *credentials, string) (bool, error) { return true, nil }
func (ClientCertificate) carrier() (Place, string)                         { return 0, "" }
func (ClientCertificate) options() [][]string                              { return [][]string{{}} }

// authenticate returns what the first alternative sends whose options are all
// set; nothing if the request can do without, or if the caller's own headers
// and parameters take care of it.
func (r *Request) authenticate(base string) (credentials, error) {
	optional := len(r.security) == 0
	for _, alternative := range r.security {
		found, ok, err := r.alternative(alternative, base)
		if err != nil {
			return credentials{}, err
		}
		if ok && !found.isEmpty() {
			return found, nil
		}
		optional = optional || ok
	}
	if optional || slices.ContainsFunc(r.security, r.isGiven) {
		return credentials{}, nil
	}
	return credentials{}, fmt.Errorf("%w: use %s", ErrMissingCredentials, r.settings())
}

// alternative returns what schemes that are needed together send; false if an
// option is not set.
func (r *Request) alternative(ids []string, base string) (credentials, bool, error) {
	var found credentials
	for _, id := range ids {
		scheme := r.api.Schemes[id]
		if scheme == nil {
			return found, false, fmt.Errorf("there is no way to authenticate by %q", id)
		}
		if ok, err := scheme.add(r, &found, base); !ok || err != nil {
			return found, false, err
		}
	}
	return found, true, nil
}

// isGiven reports whether the caller decided on everything that an alternative
// sends.
func (r *Request) isGiven(ids []string) bool {
	defaults, extra := r.config.defaults, r.config.extra
	says := func(name string) bool { return saysOf(defaults.headers, name) || saysOf(extra.headers, name) }
	asks := func(name string) bool {
		about := func(c change) bool { return c.name == name }
		return slices.ContainsFunc(defaults.query, about) || slices.ContainsFunc(extra.query, about)
	}
	for _, id := range ids {
		place, name := r.api.Schemes[id].carrier()
		if place == InHeader && !says(name) || place == InQuery && !asks(name) || place == InCookie && !says("Cookie") {
			return false
		}
	}
	return true
}

// settings names what would have to be set, in all ways that there are.
func (r *Request) settings() string {
	var choices []string
	for _, alternative := range r.security {
		for _, options := range r.combined(alternative) {
			named := make([]string, len(options))
			for i, option := range options {
				named[i] = r.api.setting(option)
			}
			if choice := strings.Join(named, " and "); !slices.Contains(choices, choice) {
				choices = append(choices, choice)
			}
		}
	}
	return strings.Join(choices, ", or ")
}

// combined returns the options of schemes that are needed together; several
// where one of them has a choice.
func (r *Request) combined(ids []string) [][]string {
	all := [][]string{nil}
	for _, id := range ids {
		var longer [][]string
		for _, options := range all {
			for _, more := range r.api.Schemes[id].options() {
				longer = append(longer, slices.Concat(options, more))
			}
		}
		all = longer
	}
	return all
}
