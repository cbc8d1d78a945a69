package request_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"example.com/sdk/internal/request"
	"example.com/sdk/option"
)

// with is the list of options that set secrets: name and value in turn.
func with(pairs ...string) []option.RequestOption {
	var options []option.RequestOption
	for i := 0; i < len(pairs); i += 2 {
		options = append(options, request.WithSecret(pairs[i], pairs[i+1]))
	}
	return options
}

// authenticated is what a server gets of a request with such a security.
func authenticated(t *testing.T, options []option.RequestOption, security ...[]string) (seen, error) {
	t.Helper()
	s := newServer(t)
	r := request.New(example(), http.MethodGet, "/a", append(options, option.WithBaseURL(s.URL)), nil)
	r.Security(security...)
	if err := request.Nothing(context.Background(), r); err != nil {
		if len(s.got()) != 0 {
			t.Error("something was sent")
		}
		return seen{}, err
	}
	return s.one(t), nil
}

func TestSchemes(t *testing.T) {
	tests := []struct {
		scheme  string
		options []option.RequestOption
		header  string
		value   string
	}{
		{"bearer", with("token", "abc"), "Authorization", "Bearer abc"},
		{"key", with("key", "abc"), "X-Auth-Key", "abc"},
		{"cookie", with("session", "a=b%20c"), "Cookie", "session=a=b%20c"},
		{"basic", with("username", "Aladdin", "password", "open sesame"), "Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
		{"basic", with("username", "ü", "password", ""), "Authorization", "Basic w7w6"},
		{"basic", with("username", "", "password", "p"), "Authorization", "Basic OnA="},
		{"name", with("username", "u"), "Authorization", "Basic dTo="},
		{"oauth", with("access_token", "abc"), "Authorization", "Bearer abc"},
		{"mtls", nil, "Authorization", ""},
	}
	for _, test := range tests {
		got := must[seen](t)(authenticated(t, test.options, []string{test.scheme}))
		if got.header.Get(test.header) != test.value {
			t.Errorf("%s: %q", test.scheme, got.header.Get(test.header))
		}
	}
	got := must[seen](t)(authenticated(t, with("query_key", "a b&c"), []string{"query"}))
	if got.target != "/a?api_key=a%20b%26c" {
		t.Error(got.target)
	}
}

func TestAlternatives(t *testing.T) {
	bearer, both := []string{"bearer"}, []string{"key", "email"}
	tests := []struct {
		name     string
		options  []option.RequestOption
		security [][]string
		token    bool
		key      bool
	}{
		{"first", with("token", "abcd", "key", "k", "email", "e"), [][]string{bearer, both}, true, false},
		{"second", with("key", "k", "email", "e"), [][]string{bearer, both}, false, true},
		{"order", with("token", "abcd", "key", "k", "email", "e"), [][]string{both, bearer}, false, true},
		{"half", with("token", "abcd", "key", "k"), [][]string{both, bearer}, true, false},
		{"none needed", with("token", "abcd"), nil, false, false},
		{"optional", nil, [][]string{bearer, nil}, false, false},
		{"optional but set", with("token", "abcd"), [][]string{nil, bearer}, true, false},
		{"certificate", nil, [][]string{bearer, {"mtls"}}, false, false},
		{"together", with("token", "abcd", "key", "k", "email", "e"), [][]string{{"bearer", "key", "email", "mtls"}}, true, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := must[seen](t)(authenticated(t, test.options, test.security...))
			if (got.header.Get("Authorization") != "") != test.token || (got.header.Get("X-Auth-Key") != "") != test.key {
				t.Error(got.header)
			}
		})
	}
}

func TestMissingCredentials(t *testing.T) {
	tests := []struct {
		name     string
		options  []option.RequestOption
		security [][]string
		want     string
	}{
		{"none", nil, [][]string{{"bearer"}}, "option.WithToken (EXAMPLE_TOKEN)"},
		{"empty", with("token", ""), [][]string{{"bearer"}}, "option.WithToken (EXAMPLE_TOKEN)"},
		{"both empty", with("username", "", "password", ""), [][]string{{"basic"}}, "option.WithUsername and option.WithPassword"},
		{"password", with("username", "u"), [][]string{{"basic"}}, "option.WithUsername and option.WithPassword"},
		{
			"several", nil,
			[][]string{{"bearer"}, {"key", "email"}, {"key", "oauth"}, {"bearer"}},
			"option.WithToken (EXAMPLE_TOKEN), or option.WithKey (EXAMPLE_KEY) and option.WithEmail (EXAMPLE_EMAIL)" +
				", or option.WithKey (EXAMPLE_KEY) and option.WithAccessToken" +
				", or option.WithKey (EXAMPLE_KEY) and option.WithClientID (EXAMPLE_CLIENT_ID) and option.WithClientSecret (EXAMPLE_CLIENT_SECRET)",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := authenticated(t, test.options, test.security...)
			if !errors.Is(err, request.ErrMissingCredentials) || !strings.HasSuffix(err.Error(), ": use "+test.want) {
				t.Error(err)
			}
		})
	}
	if _, err := authenticated(t, nil, []string{"unknown"}); err == nil {
		t.Error("no error")
	}
}

func TestWhoDecidesOnAllCredentialsNeedsNone(t *testing.T) {
	given := func(security []string, options ...option.RequestOption) error {
		_, err := authenticated(t, options, []string{"bearer"}, security)
		return err
	}
	both := []string{"key", "email"}
	if err := given(both, option.WithHeader("x-auth-key", "1"), option.WithHeaderAdd("X-Auth-Email", "2")); err != nil {
		t.Error(err)
	}
	if err := given(both, option.WithHeader("x-auth-key", "1")); err == nil {
		t.Error("no error")
	}
	if err := given(both, option.WithHeaderDel("Authorization")); err != nil {
		t.Error(err)
	}
	if err := given([]string{"query"}, option.WithQuery("api_key", "1")); err != nil {
		t.Error(err)
	}
	if err := given([]string{"cookie"}, option.WithHeader("Cookie", "session=1")); err != nil {
		t.Error(err)
	}
	if err := given([]string{"cookie"}, option.WithHeader("X-Other", "1")); err == nil {
		t.Error("no error")
	}
}

func TestCredentialsThatCannotBeSent(t *testing.T) {
	const hidden = "hidden"
	for _, end := range []string{"\n", "\r\nX-Other: 1", "\x00", "ü", "\U0001F511", " "} {
		for _, name := range []string{"bearer token", "key key", "oauth access_token", "cookie session"} {
			scheme, secret, _ := strings.Cut(name, " ")
			_, err := authenticated(t, with(secret, hidden+end), []string{scheme})
			if err == nil {
				t.Errorf("%s %q was sent", name, end)
				continue
			}
			assertNoSecret(t, everything(err), hidden)
		}
	}
	if _, err := authenticated(t, with("username", "a:b", "password", hidden), []string{"basic"}); err == nil {
		t.Error("a colon was sent")
	}
	if _, err := authenticated(t, with("session", `a"b`), []string{"cookie"}); err == nil {
		t.Error("a quote was sent")
	}
}

func TestTheCallersOwnWin(t *testing.T) {
	s := newServer(t)
	must[*thing](t)(get(t, s.to(option.WithHeader("authorization", "mine"))))
	if got := s.one(t); got.header.Get("Authorization") != "mine" || len(got.header.Values("Authorization")) != 1 {
		t.Error(got.header)
	}
}

func TestCookiesOfCredentialsAndTheCaller(t *testing.T) {
	got := must[seen](t)(authenticated(t, append(with("session", "a"), option.WithHeader("Cookie", "b=1; session=2")), []string{"cookie"}))
	if cookie := got.header.Get("Cookie"); cookie != "b=1; session=2" {
		t.Error(cookie)
	}
	got = must[seen](t)(authenticated(t, append(with("session", "a"), option.WithHeader("Cookie", "b=1")), []string{"cookie"}))
	if cookie := got.header.Get("Cookie"); cookie != "session=a; b=1" {
		t.Error(cookie)
	}
}

func TestWholeURLs(t *testing.T) {
	for url, trusted := range map[string]bool{
		"https://api.example.test/v1/other":      true,
		"https://api.example.test:443/x":         true,
		"https://API.example.test/x":             true,
		"http://api.example.test/x":              false,
		"https://api.example.test:8443/x":        false,
		"https://api.example.test.evil.test/x":   false,
		"https://api.example.test@evil.test/x":   false,
		"https://evil.test/x":                    false,
		"https://evil.test/?https://api.test":    false,
		"https://api.example.test\\@evil.test/x": false,
	} {
		sent := ""
		catch := option.WithMiddleware(func(r *http.Request, _ option.MiddlewareNext) (*http.Response, error) {
			sent = r.Header.Get("Authorization")
			return &http.Response{StatusCode: http.StatusNoContent}, nil
		})
		_ = request.Execute(context.Background(), request.New(example(), http.MethodGet, url, with("token", "abcd"), options{catch}), nil, nil)
		if (sent != "") != trusted {
			t.Error(url, sent)
		}
	}
}

func TestAnotherOrigin(t *testing.T) {
	// As a link in an answer may be one.
	home, other := newServer(t), newServer(t)
	options := home.to(option.WithHeader("X-Private", "1"), option.WithQuery("private", "1"))
	send := func(url string) {
		t.Helper()
		r := request.New(example(), http.MethodGet, url, options, []option.RequestOption{option.WithHeader("X-Call", "1")})
		if err := request.Execute(context.Background(), r, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	send(other.URL + "/elsewhere")
	got := other.one(t)
	if got.target != "/elsewhere" || got.header.Get("X-Private") != "" || got.header.Get("Authorization") != "" || got.header.Get("X-Call") != "1" {
		t.Error(got)
	}
	send(home.URL + "/here")
	got = home.one(t)
	if got.target != "/here?private=1" || got.header.Get("Authorization") == "" {
		t.Error(got)
	}
}
