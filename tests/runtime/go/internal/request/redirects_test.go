package request_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"

	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
)

func redirect(code int, location string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", location)
		w.WriteHeader(code)
	}
}

// credentialed sends a request with all credentials that there are.
func credentialed(t *testing.T, s *server, more ...option.RequestOption) error {
	t.Helper()
	options := append([]option.RequestOption{
		option.WithBaseURL(s.URL),
		request.WithSecret("token", secretToken),
		request.WithSecret("key", "secret-key"),
		request.WithSecret("email", "secret@example.test"),
		request.WithSecret("query_key", "secret query"),
		request.WithSecret("session", "secret-cookie"),
		option.WithHeader("Proxy-Authorization", "secret-proxy"),
		option.WithHeader("X-Plain", "1"),
		option.WithQuery("plain", "1"),
	}, more...)
	r := request.New(example(), http.MethodPost, "/start", options, nil)
	r.Security([]string{"bearer", "key", "email", "query", "cookie"})
	request.JSONBody(r, "text", encode.String)
	return request.Nothing(context.Background(), r)
}

func TestRedirectToAnotherOrigin(t *testing.T) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	clients := map[string][]option.RequestOption{
		"own":   nil,
		"given": {option.WithHTTPClient(&http.Client{})},
		"jar":   {option.WithHTTPClient(&http.Client{Jar: jar})},
		"check": {option.WithHTTPClient(&http.Client{CheckRedirect: func(r *http.Request, via []*http.Request) error {
			r.Header = via[0].Header.Clone() // as programs do that do not think of other origins
			return nil
		}})},
	}
	for name, options := range clients {
		for _, code := range []int{301, 302, 303, 307, 308} {
			other := newServer(t)
			// The server repeats the query, with the key in it.
			home := newServer(t, redirect(code, other.URL+"/there?plain=1&api_key=secret+query&%61pi_key=secret%20query"))
			if err := credentialed(t, home, options...); err != nil {
				t.Fatal(err)
			}
			first, got := home.one(t), other.one(t)
			for _, secret := range []string{"Authorization", "X-Auth-Key", "X-Auth-Email", "Cookie", "Proxy-Authorization"} {
				if first.header.Get(secret) == "" {
					t.Errorf("%s %d: %s was not sent home", name, code, secret)
				}
				if _, ok := got.header[secret]; ok {
					t.Errorf("%s %d: %s was sent elsewhere", name, code, secret)
				}
			}
			assertNoSecret(t, strings.ToLower(got.target+got.header.Get("Referer")), "secret")
			if got.header.Get("X-Plain") != "1" || got.target != "/there?plain=1" {
				t.Error(name, code, got)
			}
			keeps := code == 307 || code == 308
			if (got.method == http.MethodPost) != keeps || (got.body == `"text"`) != keeps {
				t.Error(name, code, got.method, got.body)
			}
		}
	}
}

func TestRedirectWithinTheOrigin(t *testing.T) {
	s := newServer(t, redirect(307, "/start?plain=1&api_key=secret%20query"), answer("{}"))
	if err := credentialed(t, s); err != nil {
		t.Fatal(err)
	}
	got := s.got()
	if len(got) != 2 || got[1].body != got[0].body {
		t.Fatal(got)
	}
	if len(got[0].header) != len(got[1].header) {
		t.Error(got[0].header, got[1].header)
	}
	for name := range got[0].header {
		if got[0].header.Get(name) != got[1].header.Get(name) {
			t.Error(name)
		}
	}
}

func TestRedirectThereAndBack(t *testing.T) {
	// What was taken away does not come back, as what leads back may be made up.
	other := newServer(t)
	home := newServer(t, redirect(307, other.URL+"/there"), answer("{}"))
	other.handlers = []http.HandlerFunc{redirect(307, other.URL+"/on"), redirect(307, home.URL+"/back?api_key=secret")}
	if err := credentialed(t, home); err != nil {
		t.Fatal(err)
	}
	if got := home.got(); len(got) != 2 || got[1].target != "/back" || got[1].header.Get("Authorization") != "" {
		t.Error(got)
	}
	for _, got := range other.got() {
		assertNoSecret(t, got.target+got.header.Get("Authorization"), "secret")
	}
}

func TestARetryStartsAtHome(t *testing.T) {
	other := newServer(t, quick(503))
	home := newServer(t, redirect(307, other.URL+"/there"), answer("{}"))
	if err := credentialed(t, home); err != nil {
		t.Fatal(err)
	}
	got := home.got()
	if len(got) != 2 || len(other.got()) != 1 || got[1].header.Get("Authorization") != "Bearer "+secretToken {
		t.Error(got)
	}
}

func TestRedirectsWithoutEnd(t *testing.T) {
	s := newServer(t, redirect(307, "/start"))
	err := credentialed(t, s)
	if err == nil || !strings.Contains(err.Error(), "too many redirects") || len(s.got()) != 11 {
		t.Error(err, len(s.got()))
	}
	assertNoSecret(t, everything(err), "secret")
}

func TestRedirectToNowhere(t *testing.T) {
	for _, location := range []string{"ftp://example.com/", "http://[", "http://", "file:///etc/passwd"} {
		s := newServer(t, redirect(307, location))
		if err := credentialed(t, s, option.WithMaxRetries(0)); err == nil || len(s.got()) != 1 {
			t.Error(location, err)
		}
	}
	s := newServer(t, redirect(307, "ftp://example.com/"))
	if err := credentialed(t, s); err == nil || len(s.got()) != 1 {
		t.Error("it was tried again")
	}
}

func TestRedirectThatTheHTTPClientDoesNotFollow(t *testing.T) {
	s := newServer(t, redirect(302, "/there"))
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	err := credentialed(t, s, option.WithHTTPClient(client))
	var failure *request.Error
	if !errors.As(err, &failure) || failure.StatusCode != 302 {
		t.Error(err)
	}
	refusal := errors.New("never")
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return refusal }
	if err := credentialed(t, s, option.WithHTTPClient(client)); !errors.Is(err, refusal) || len(s.got()) != 2 {
		t.Error(err, len(s.got()))
	}
}

func TestRedirectOfABodyThatCannotBeRepeated(t *testing.T) {
	s := newServer(t, redirect(307, "/there"), answer("{}"))
	_, err := post(t, s.to(), option.WithRequestBody("text/plain", pipe("text")))
	var failure *request.Error
	if !errors.As(err, &failure) || failure.StatusCode != 307 || len(s.got()) != 1 {
		t.Error(err)
	}
}
