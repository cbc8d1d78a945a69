package request_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/internal/style"
	"example.com/sdk/option"
	"example.com/sdk/param"
)

// sent is the request that the server gets of one built by change.
func sent(t *testing.T, method, path string, change func(*request.Request), options ...option.RequestOption) seen {
	t.Helper()
	s := newServer(t)
	r := request.New(example(), method, path, s.to(), options)
	if change != nil {
		change(r)
	}
	if err := request.Nothing(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	return s.one(t)
}

// refused is the error of a request that must not be sent.
func refused(t *testing.T, change func(*request.Request), options ...option.RequestOption) string {
	t.Helper()
	s := newServer(t)
	r := request.New(example(), http.MethodPost, "/a/{id}", s.to(), options)
	if change != nil {
		change(r)
	}
	err := request.Nothing(context.Background(), r)
	if err == nil {
		t.Fatal("there is no error")
	}
	if got := s.got(); len(got) != 0 {
		t.Fatalf("%d requests were sent", len(got))
	}
	return err.Error()
}

func TestPath(t *testing.T) {
	got := sent(t, http.MethodGet, "/a/{account_id}/b/{id}/c%20d", func(r *request.Request) {
		request.PathField(r, "account_id", param.F("023/é"), encode.String)
		request.Path(r, "id", 7, encode.Int)
	})
	if got.target != "/a/023%2F%C3%A9/b/7/c%20d" {
		t.Error(got.target)
	}
}

func TestPathOfAnotherStyle(t *testing.T) {
	got := sent(t, http.MethodGet, "/a{id}", func(r *request.Request) {
		request.PathStyled(r, "id", []string{"1", "2"}, encode.SliceOf(encode.String), style.Style{Kind: style.Label, Explode: true})
	})
	if got.target != "/a.1.2" {
		t.Error(got.target)
	}
}

func TestPathParameterThatCannotBeSent(t *testing.T) {
	for name, field := range map[string]param.Field[string]{
		"missing":     {},
		"null":        param.Null[string](),
		"empty":       param.F(""),
		"dot":         param.F("."),
		"dots":        param.F(".."),
		"raw":         param.Raw[string](""),
		"not in JSON": param.Raw[string](func() {}),
	} {
		t.Run(name, func(t *testing.T) {
			message := refused(t, func(r *request.Request) { request.PathField(r, "id", field, encode.String) })
			if !strings.Contains(message, `"id"`) {
				t.Error(message)
			}
		})
	}
}

func TestTheFirstErrorIsReturned(t *testing.T) {
	message := refused(t, func(r *request.Request) {
		request.Path(r, "id", "", encode.String)
		request.Path(r, "other", "", encode.String)
	})
	if !strings.Contains(message, `"id"`) {
		t.Error(message)
	}
}

func TestQuery(t *testing.T) {
	got := sent(t, http.MethodGet, "/a", func(r *request.Request) {
		request.Query(r, "absent", param.Field[string]{}, encode.String)
		request.Query(r, "null", param.Null[string](), encode.String)
		request.Query(r, "text", param.F("a b&c=d+e/ü"), encode.String)
		request.Query(r, "empty", param.F(""), encode.String)
		request.Query(r, "yes", param.F(true), encode.Bool)
		request.Query(r, "number", param.F(1.5), encode.Float)
		request.Query(r, "many", param.F([]int64{1, 2}), encode.SliceOf(encode.Int))
		request.QueryStyled(r, "joined", param.F([]int64{1, 2}), encode.SliceOf(encode.Int), style.Style{Kind: style.Form})
		request.Query(r, "raw", param.Raw[string](map[string]any{"a": 1}), encode.String)
		request.Query(r, "time", param.F(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)), encode.Time)
		r.AddQuery("stream", "true")
	})
	want := "/a?text=a%20b%26c%3Dd%2Be%2F%C3%BC&empty=&yes=true&number=1.5&many=1&many=2&joined=1,2&a=1" +
		"&time=2024-01-02T03%3A04%3A05Z&stream=true"
	if got.target != want {
		t.Errorf("got  %s\nwant %s", got.target, want)
	}
}

func TestWholeQuery(t *testing.T) {
	got := sent(t, http.MethodGet, "/a", func(r *request.Request) {
		request.WholeQuery(r, param.F("x=1&y=2"), encode.String, style.Style{})
	}, option.WithQuery("z", "3"))
	if got.target != "/a?x=1&y=2&z=3" {
		t.Error(got.target)
	}
}

func TestHeadersAndCookies(t *testing.T) {
	got := sent(t, http.MethodGet, "/a", func(r *request.Request) {
		request.Header(r, "X-Many", param.F([]string{"a", "b"}), encode.SliceOf(encode.String))
		request.Header(r, "X-Absent", param.Field[string]{}, encode.String)
		request.Header(r, "X-Null", param.Null[string](), encode.String)
		request.Cookie(r, "a", param.F("1 2"), encode.String)
		request.Cookie(r, "b", param.F(int64(3)), encode.Int)
		request.Cookie(r, "c", param.Field[string]{}, encode.String)
		r.Accept("text/plain")
	})
	if got.header.Get("X-Many") != "a,b" || got.header.Get("Cookie") != "a=1%202; b=3" {
		t.Error(got.header)
	}
	if got.header.Get("Accept") != "text/plain" {
		t.Error(got.header)
	}
	for _, name := range []string{"X-Absent", "X-Null"} {
		if _, ok := got.header[name]; ok {
			t.Error(name)
		}
	}
}

func TestUsualHeaders(t *testing.T) {
	got := sent(t, http.MethodGet, "/a", nil)
	want := http.Header{
		"Accept":          {"application/json"},
		"Accept-Encoding": {"gzip"}, // of net/http
		"User-Agent":      {"Example/Go 1.2.3"},
	}
	for name := range want {
		if got.header.Get(name) != want.Get(name) {
			t.Errorf("%s: %q", name, got.header.Get(name))
		}
	}
	if len(got.header) != len(want) {
		t.Error(got.header)
	}
}

func TestHeadersThatCannotBeSent(t *testing.T) {
	for _, value := range []string{"a\n", "a\r\nX-Other: 1", "\x00", "ü", "\U0001F511", " a", "a ", "\t"} {
		message := refused(t, nil, option.WithHeader("X-Secret", value+"hidden"+value))
		if !strings.Contains(message, "X-Secret") || strings.Contains(message, "hidden") {
			t.Error(message)
		}
		refused(t, func(r *request.Request) { request.Header(r, "X-A", param.F(value), encode.String) })
	}
	for _, name := range []string{"", "a b", "a:b", "ü", "a\n"} {
		refused(t, nil, option.WithHeader(name, "1"))
		refused(t, nil, option.WithHeaderAdd(name, "1"))
	}
}

func TestHost(t *testing.T) {
	s := newServer(t)
	hosts := make(chan string, 1)
	s.handlers = []http.HandlerFunc{func(w http.ResponseWriter, r *http.Request) { hosts <- r.Host }}
	r := request.New(example(), http.MethodGet, "/", s.to(option.WithHeader("host", "other.test")), nil)
	if err := request.Nothing(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	if host := <-hosts; host != "other.test" {
		t.Error(host)
	}
}

func TestIdempotencyKey(t *testing.T) {
	api := example()
	api.IdempotencyHeader = "Idempotency-Key"
	keys := func(method string, change func(*request.Request), options ...option.RequestOption) []string {
		s := newServer(t, quick(503), answer("{}"))
		r := request.New(api, method, "/", s.to(), options)
		if change != nil {
			change(r)
		}
		for _, each := range []*request.Request{r, r.Clone()} {
			if err := request.Nothing(context.Background(), each); err != nil {
				t.Fatal(err)
			}
		}
		var keys []string
		for _, got := range s.got() {
			keys = append(keys, got.header.Get("Idempotency-Key"))
		}
		return keys
	}
	made := keys(http.MethodPost, nil)
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	if len(made) != 3 || made[0] != made[1] || made[1] == made[2] || !uuid.MatchString(made[0]) {
		t.Error(made)
	}
	if got := keys(http.MethodGet, nil); got[0] != "" {
		t.Error(got)
	}
	if got := keys(http.MethodGet, nil, option.WithIdempotencyKey("mine")); got[0] != "mine" || got[1] != "mine" || got[2] != "" {
		t.Error(got)
	}
	if got := keys(http.MethodPost, nil, option.WithIdempotencyKey("mine")); got[0] != "mine" || got[2] == "mine" {
		t.Error(got)
	}
	if got := keys(http.MethodPost, nil, option.WithHeader("idempotency-key", "header")); got[0] != "header" {
		t.Error(got)
	}
	if got := keys(http.MethodPost, func(r *request.Request) {
		request.Header(r, "Idempotency-Key", param.F("param"), encode.String)
	}); got[0] != "param" {
		t.Error(got)
	}
	api.IdempotencyHeader = ""
	if got := keys(http.MethodPost, nil); got[0] != "" {
		t.Error(got)
	}
	if got := keys(http.MethodPost, nil, option.WithIdempotencyKey("mine")); got[0] != "mine" {
		t.Error(got)
	}
}
