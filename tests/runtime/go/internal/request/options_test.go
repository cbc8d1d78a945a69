package request_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
	"example.com/sdk/param"
)

func TestHeaderOptions(t *testing.T) {
	s := newServer(t)
	client := s.to(
		option.WithHeader("X-A", "client"), option.WithHeader("X-B", "client"), option.WithHeader("X-C", "client"),
		option.WithHeaderAdd("X-D", "1"), option.WithHeaderAdd("x-d", "2"), option.WithHeader("User-Agent", "mine"),
	)
	r := request.New(example(), http.MethodGet, "/", client, []option.RequestOption{
		option.WithHeader("x-c", "call"), option.WithHeaderAdd("X-D", "3"), option.WithHeaderDel("x-a"),
	})
	request.Header(r, "X-B", param.F("method"), encode.String)
	request.Header(r, "X-C", param.F("method"), encode.String)
	if err := request.Nothing(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	got := s.one(t).header
	want := map[string]string{"X-A": "", "X-B": "method", "X-C": "call", "X-D": "1 2 3", "User-Agent": "mine"}
	for name, value := range want {
		if strings.Join(got.Values(name), " ") != value {
			t.Errorf("%s: %q", name, got.Values(name))
		}
	}
}

func TestHeadersThatAreRemoved(t *testing.T) {
	s := newServer(t)
	must[*thing](t)(get(t, s.to(option.WithHeaderDel("user-agent"), option.WithHeaderDel("Authorization"))))
	got := s.one(t).header
	for _, name := range []string{"User-Agent", "Authorization"} {
		if _, ok := got[name]; ok {
			t.Error(name, got[name])
		}
	}
}

func TestQueryOptions(t *testing.T) {
	s := newServer(t)
	client := s.to(
		option.WithQuery("page", "1"), option.WithQuery("size", "1"), option.WithQuery("status", "client"),
		option.WithQueryAdd("many", "1"), option.WithQueryAdd("many", "2"), option.WithQuery("gone", "1"),
	)
	r := request.New(example(), http.MethodGet, "/a?own=1", client, []option.RequestOption{
		option.WithQuery("size", "2 3"), option.WithQueryAdd("many", "3"), option.WithQueryDel("gone"),
	})
	request.Query(r, "status", param.F("method"), encode.String)
	request.Query(r, "size", param.F("method"), encode.String)
	if err := request.Nothing(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	want := "/a?own=1&page=1&many=1&many=2&status=method&size=2%203&many=3"
	if got := s.one(t).target; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestJSONOptions(t *testing.T) {
	tests := []struct {
		name, body string
		options    []option.RequestOption
		want       string
	}{
		{"member", `{"a":1,"b":2}`, []option.RequestOption{option.WithJSONSet("a", "x"), option.WithJSONSet("c", nil)}, `{"a":"x","b":2,"c":null}`},
		{"removed", `{"a":1,"b":2}`, []option.RequestOption{option.WithJSONDel("a"), option.WithJSONDel("z")}, `{"b":2}`},
		{"inside", `{"a":{"b":[1,2]}}`, []option.RequestOption{option.WithJSONSet("a.b.1", 3), option.WithJSONSet("a.b.-1", 4)}, `{"a":{"b":[1,3,4]}}`},
		{"made", `{}`, []option.RequestOption{option.WithJSONSet("a.b.c", true)}, `{"a":{"b":{"c":true}}}`},
		{"made array", `{"b":null}`, []option.RequestOption{option.WithJSONSet("a.-1", 1), option.WithJSONSet("b.-1.c", 2)}, `{"b":[{"c":2}],"a":[1]}`},
		{"in null", `{"a":null}`, []option.RequestOption{option.WithJSONSet("a.b", 1)}, `{"a":{"b":1}}`},
		{"with dot", `{}`, []option.RequestOption{option.WithJSONSet(`a\.b`, 1)}, `{"a.b":1}`},
		{"items", `[1,2,3]`, []option.RequestOption{option.WithJSONDel("0"), option.WithJSONSet("9", 4)}, `[2,3,4]`},
		{"removed inside", `{"a":[{"b":1,"c":2}]}`, []option.RequestOption{option.WithJSONDel("a.0.b")}, `{"a":[{"c":2}]}`},
		{"numbers stay", `{"a":1e400,"b":12345678901234567890}`, []option.RequestOption{option.WithJSONSet("c", 1)}, `{"a":1e400,"b":12345678901234567890,"c":1}`},
		{"no body", ``, []option.RequestOption{option.WithJSONDel("b"), option.WithJSONSet("a", "<")}, `{"a":"<"}`},
		{"order", `{"a":1}`, []option.RequestOption{option.WithJSONSet("a", 2), option.WithJSONDel("a"), option.WithJSONSet("a", 3)}, `{"a":3}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := sent(t, http.MethodPost, "/", func(r *request.Request) {
				if test.body != "" {
					request.JSONBody(r, test.body, func(w *encode.Writer, v string) { w.RawJSON(v) })
				}
			}, test.options...)
			if got.body != test.want || got.header.Get("Content-Type") != "application/json" {
				t.Errorf("%s %s", got.header.Get("Content-Type"), got.body)
			}
		})
	}
	object := func(r *request.Request) {
		request.Path(r, "id", "1", encode.String)
		request.JSONBody(r, "text", encode.String)
	}
	for _, wrong := range []option.RequestOption{
		option.WithJSONSet("a", 1), option.WithJSONSet("a", func() {}), option.WithRequestBody("a/b", func() {}),
	} {
		refused(t, object, wrong)
	}
	array := func(r *request.Request) { request.JSONBody(r, []int64{1}, encode.SliceOf(encode.Int)) }
	refused(t, array, option.WithJSONSet("a", 1))
	refused(t, array, option.WithJSONSet("-2", 1))
}

func TestAnOptionThatCannotBe(t *testing.T) {
	var none *http.Client
	for name, wrong := range map[string]option.RequestOption{
		"retries":      option.WithMaxRetries(-1),
		"timeout":      option.WithRequestTimeout(-time.Second),
		"bytes":        option.WithMaxResponseBytes(0),
		"client":       option.WithHTTPClient(nil),
		"nil client":   option.WithHTTPClient(none),
		"base URL":     option.WithBaseURL("ftp://example.com"),
		"content type": option.WithRequestBody("a\nb", "x"),
		"key":          option.WithIdempotencyKey("a\nb"),
		"nil":          nil,
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, func(r *request.Request) { request.Path(r, "id", "1", encode.String) }, wrong)
		})
	}
}

func TestOptionsOfACallDoNotStay(t *testing.T) {
	s := newServer(t)
	client := s.to(option.WithHeader("X-A", "1"), option.WithQuery("q", "1"))
	must[*thing](t)(get(t, client, option.WithHeader("X-A", "2"), option.WithQuery("q", "2")))
	must[*thing](t)(get(t, client))
	second := s.got()[1]
	if second.header.Get("X-A") != "1" || second.target != "/things?q=1" {
		t.Error(second)
	}
}

func TestMiddleware(t *testing.T) {
	s := newServer(t, quick(503), answer(`{"id":"y"}`))
	var order []string
	note := func(name string) option.Middleware {
		return func(r *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			order = append(order, name+" "+r.Header.Get("X-Seen"))
			r.Header.Set("X-Seen", r.Header.Get("X-Seen")+name)
			response, err := next(r)
			order = append(order, name+" "+response.Status)
			return response, err
		}
	}
	got := must[*thing](t)(get(t, s.to(option.WithMiddleware(note("a"), note("b"))), option.WithMiddleware(note("c"))))
	if got.ID != "y" {
		t.Error(got)
	}
	// Each attempt goes through all of it, with the request as it was built.
	want := "a |b a|c ab|c 503 Service Unavailable|b 503 Service Unavailable|a 503 Service Unavailable|" +
		"a |b a|c ab|c 200 OK|b 200 OK|a 200 OK"
	if joined := strings.Join(order, "|"); joined != want {
		t.Error(joined)
	}
	for _, got := range s.got() {
		if got.header.Get("X-Seen") != "abc" {
			t.Error(got.header)
		}
	}
}

func TestMiddlewareThatAnswersItself(t *testing.T) {
	s := newServer(t)
	with := func(response *http.Response) option.RequestOption {
		return option.WithMiddleware(func(*http.Request, option.MiddlewareNext) (*http.Response, error) { return response, nil })
	}
	must[*thing](t)(get(t, s.to(with(&http.Response{StatusCode: 204}))))
	if _, err := get(t, s.to(with(&http.Response{StatusCode: 404}))); err == nil || !strings.Contains(err.Error(), "404 Not Found") {
		t.Error(err)
	}
	if _, err := get(t, s.to(with(nil))); err == nil {
		t.Error("no error")
	}
	if len(s.got()) != 0 {
		t.Error(s.got())
	}
}

// doer is an HTTP client that is no [http.Client].
type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

func TestHTTPClient(t *testing.T) {
	s := newServer(t)
	calls := 0
	must[*thing](t)(get(t, s.to(option.WithHTTPClient(doer(func(r *http.Request) (*http.Response, error) {
		calls++
		return http.DefaultClient.Do(r)
	})))))
	given := &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		calls++
		return http.DefaultTransport.RoundTrip(r)
	})}
	must[*thing](t)(get(t, s.to(option.WithHTTPClient(given))))
	if calls != 2 || given.CheckRedirect != nil {
		t.Error(calls)
	}
}

// transport is a function that is an [http.RoundTripper].
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestResponseInto(t *testing.T) {
	s := newServer(t, status(200, `{"id":"a"}`, "X-A: 1"), status(404, `{"message":"no"}`, "X-A: 2"))
	for _, want := range []string{"1", "2"} {
		var response *http.Response
		_, err := get(t, s.to(), option.WithResponseInto(&response))
		if response == nil || response.Header.Get("X-A") != want || (err != nil) != (want == "2") {
			t.Fatal(response, err)
		}
		var body map[string]any
		if err := json.NewDecoder(response.Body).Decode(&body); err != nil || len(body) != 1 {
			t.Error(body, err)
		}
	}
}

func TestResponseBodyInto(t *testing.T) {
	const body = `{"id":"a","n":1}`
	s := newServer(t, answer(body))
	var (
		decoded map[string]any
		data    []byte
		text    string
		open    *http.Response
	)
	for _, into := range []any{&decoded, &data, &text, &open} {
		got := must[*thing](t)(get(t, s.to(), option.WithResponseBodyInto(into)))
		if got == nil || got.ID != "" {
			t.Error(got)
		}
	}
	defer open.Body.Close()
	var read map[string]any
	if err := json.NewDecoder(open.Body).Decode(&read); err != nil || read["n"] != 1.0 {
		t.Error(read, err)
	}
	if decoded["id"] != "a" || string(data) != body || text != body {
		t.Error(decoded, string(data), text)
	}
	var number int
	if _, err := get(t, s.to(), option.WithResponseBodyInto(&number)); err == nil {
		t.Error("no error")
	}
}

func TestSecretOption(t *testing.T) {
	api := example()
	_, err := request.Secret(api, "key", nil, nil)
	if err == nil || err.Error() != "no credentials are set: use option.WithKey (EXAMPLE_KEY)" {
		t.Error(err)
	}
	got, err := request.Secret(api, "key", []option.RequestOption{request.WithSecret("key", "a")},
		[]option.RequestOption{request.WithSecret("key", "b")})
	if got != "b" || err != nil {
		t.Error(got, err)
	}
	if _, err := request.Secret(api, "key", []option.RequestOption{option.WithMaxRetries(-1)}, nil); err == nil {
		t.Error("no error")
	}
}
