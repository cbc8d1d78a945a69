package request_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
	"example.com/sdk/packages/ssestream"
	"example.com/sdk/param"
)

func newRequest(s *server, options ...option.RequestOption) *request.Request {
	return request.New(example(), http.MethodGet, "/", s.to(), options)
}

func TestMemberOfAResponse(t *testing.T) {
	for body, want := range map[string]string{
		`{"result":{"id":"a"},"success":true}`: "a",
		`{"success":true}`:                     "",
		`{"result":null}`:                      "",
		`[]`:                                   "",
	} {
		s := newServer(t, answer(body))
		got := must[*thing](t)(request.JSONMember(context.Background(), newRequest(s), "result", decodeThing))
		if got == nil || got.ID != want {
			t.Error(body, got)
		}
	}
}

func TestPage(t *testing.T) {
	s := newServer(t, redirect(302, "/moved?page=2"), status(200, `{"id":"a"}`, "Link: <next>"))
	got, response, err := request.Page(context.Background(), newRequest(s), "", decodeThing)
	if err != nil || got.ID != "a" || response.Header.Get("Link") != "<next>" || response.Request.URL.RequestURI() != "/moved?page=2" {
		t.Error(got, response, err)
	}
}

func TestText(t *testing.T) {
	s := newServer(t, status(200, "some text", "Content-Type: text/plain"), status(200, "", "Content-Type: text/plain"))
	for _, want := range []string{"some text", ""} {
		if got := must[*string](t)(request.Text(context.Background(), newRequest(s))); *got != want {
			t.Error(*got)
		}
	}
}

func TestBinary(t *testing.T) {
	goOn := make(chan struct{})
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "first ")
		w.(http.Flusher).Flush()
		<-goOn
		_, _ = io.WriteString(w, "second")
	})
	// It is returned before it is complete.
	response := must[*http.Response](t)(request.Binary(context.Background(), newRequest(s)))
	close(goOn)
	body, err := io.ReadAll(response.Body)
	if string(body) != "first second" || err != nil {
		t.Error(string(body), err)
	}
	if err := response.Body.Close(); err != nil {
		t.Error(err)
	}
	s = newServer(t, status(404, `{"message":"no"}`))
	var failure *request.Error
	if _, err := request.Binary(context.Background(), newRequest(s)); !errors.As(err, &failure) || failure.RawJSON() == "" {
		t.Error(err)
	}
}

func TestTimeoutOfEachRead(t *testing.T) {
	const short = 150 * time.Millisecond
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		for range 4 { // longer than the timeout, but no wait is
			_, _ = io.WriteString(w, ".")
			w.(http.Flusher).Flush()
			time.Sleep(short / 2)
		}
		slow(w, r)
	})
	response := must[*http.Response](t)(request.Binary(context.Background(), newRequest(s, option.WithRequestTimeout(short))))
	defer response.Body.Close()
	time.Sleep(2 * short) // The caller may take its time.
	body, err := io.ReadAll(response.Body)
	var failure *url.Error
	if string(body) != "...." || !errors.As(err, &failure) || !failure.Timeout() {
		t.Error(string(body), err)
	}
}

func TestContextOfAnOpenResponse(t *testing.T) {
	s := newServer(t, stalled)
	ctx, cancel := context.WithCancel(context.Background())
	response := must[*http.Response](t)(request.Binary(ctx, newRequest(s)))
	defer response.Body.Close()
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := io.ReadAll(response.Body); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestABodyMayBeClosedWhileItIsRead(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1000)); err != nil {
				return
			}
		}
	})
	for range 10 {
		response := must[*http.Response](t)(request.Binary(context.Background(), newRequest(s)))
		time.AfterFunc(2*time.Millisecond, func() { _ = response.Body.Close() })
		if _, err := io.Copy(io.Discard, response.Body); err == nil {
			t.Error("a body without end has ended")
		}
	}
}

func TestNothing(t *testing.T) {
	for _, handler := range []http.HandlerFunc{status(204, ""), answer("{"), status(200, "<p>", "Content-Type: text/html")} {
		s := newServer(t, handler)
		if err := request.Nothing(context.Background(), newRequest(s)); err != nil {
			t.Error(err)
		}
	}
}

func TestStream(t *testing.T) {
	s := newServer(t, status(200, "data: {\"id\":\"a\"}\n\ndata: {\"id\":\"b\"}\n\ndata: [DONE]\n\n", "Content-Type: text/event-stream"))
	stream := request.Stream(context.Background(), newRequest(s), ssestream.Options{End: "[DONE]"}, decodeThing)
	var ids []string
	for stream.Next() {
		ids = append(ids, stream.Current().ID)
	}
	if err := stream.Err(); err != nil || strings.Join(ids, "") != "ab" {
		t.Error(ids, err)
	}
}

func TestStreamThatFails(t *testing.T) {
	tests := map[string]struct {
		handler http.HandlerFunc
		want    string
	}{
		"status": {status(404, `{"message":"no"}`), "404 Not Found: no"},
		"event":  {status(200, "event: error\ndata: {\"error\":{\"message\":\"too much\"}}\n\n", "Content-Type: text/event-stream"), "too much"},
		"HTML":   {status(200, "<html>", "Content-Type: text/html"), `the content type is "text/html"`},
	}
	for name, test := range tests {
		s := newServer(t, test.handler)
		stream := request.Stream(context.Background(), newRequest(s), ssestream.Options{}, decodeThing)
		for stream.Next() {
			t.Error(stream.Current())
		}
		var failure *request.Error
		if err := stream.Err(); !errors.As(err, &failure) || !strings.Contains(err.Error(), test.want) {
			t.Error(name, err)
		} else if !strings.Contains(string(failure.DumpResponse(true)), "Content-Type: ") {
			t.Errorf("%s: the dump is %q", name, failure.DumpResponse(true))
		}
	}
}

func TestStreamThatStalls(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		status(200, "data: {}\n\n", "Content-Type: text/event-stream")(w, r)
		w.(http.Flusher).Flush()
		slow(w, r)
	})
	stream := request.Stream(context.Background(), newRequest(s, option.WithRequestTimeout(100*time.Millisecond)), ssestream.Options{}, decodeThing)
	events := 0
	for stream.Next() {
		events++
	}
	if err := stream.Err(); events != 1 || !errors.Is(err, context.DeadlineExceeded) {
		t.Error(events, err)
	}
}

func TestLargestResponse(t *testing.T) {
	body := `{"id":"` + strings.Repeat("a", 1000) + `"}`
	size := int64(len(body))
	chunked := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, body)
	}
	for name, handler := range map[string]http.HandlerFunc{"length": answer(body), "chunked": chunked} {
		s := newServer(t, handler)
		if got := must[*thing](t)(get(t, s.to(), option.WithMaxResponseBytes(size))); len(got.ID) != 1000 {
			t.Error(name, got)
		}
		_, err := get(t, s.to(), option.WithMaxResponseBytes(size-1))
		if err == nil || !strings.Contains(err.Error(), "the response is too large") || len(s.got()) != 2 {
			t.Error(name, err)
		}
	}
}

func TestHead(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "1000000")
	})
	r := request.New(example(), http.MethodHead, "/", s.to(option.WithMaxResponseBytes(10)), nil)
	if got := must[*thing](t)(request.JSON(context.Background(), r, decodeThing)); got == nil {
		t.Error(got)
	}
}

func TestALengthIsNotBelieved(t *testing.T) {
	s := newServer(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "200000000")
		answer(`{"id":"a"}`)(w, r)
	})
	if _, err := get(t, s.to(option.WithMaxRetries(0))); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

func TestConnectionsAreKept(t *testing.T) {
	s := newServer(t, answer("{}"), status(404, `{"a":1}`), status(500, strings.Repeat("x", 10_000)), answer("{"), quick(503),
		status(200, "<p>", "Content-Type: text/html"), answer("{}"))
	var opened atomic.Int64
	ctx := httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) {
			if !info.Reused {
				opened.Add(1)
			}
		},
	})
	client := option.WithHTTPClient(&http.Client{Transport: &http.Transport{}})
	for range 7 {
		_, _ = request.JSON(ctx, newRequest(s, client, option.WithMaxRetries(0)), decodeThing)
	}
	if opened.Load() != 1 || len(s.got()) != 7 {
		t.Error(opened.Load(), len(s.got()))
	}
}

func TestManyCallsAtOnce(t *testing.T) {
	s := newServer(t, quick(503), drop, answer(`{"id":"x"}`))
	options := s.to(option.WithHeader("X-Client", "1"), option.WithQuery("client", "1"),
		option.WithMiddleware(func(r *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			r.Header.Set("X-Middleware", "1")
			return next(r)
		}))
	var group sync.WaitGroup
	for i := range 50 {
		group.Add(1)
		go func() {
			defer group.Done()
			name := "call-" + string(rune('a'+i%26))
			r := request.New(example(), http.MethodPost, "/things", options, []option.RequestOption{
				option.WithHeader("X-Call", name), option.WithJSONSet("call", name),
			})
			r.Security([]string{"bearer"})
			request.EmptyJSONBody(r)
			if got, err := request.JSON(context.Background(), r, decodeThing); err != nil || got.ID != "x" {
				t.Error(got, err)
			}
		}()
	}
	group.Wait()
	for _, got := range s.got() {
		if got.body != `{"call":"`+got.header.Get("X-Call")+`"}` || got.header.Get("X-Client") != "1" {
			t.Error(got)
		}
	}
}

func TestExecute(t *testing.T) {
	const body = `{"id":"a"}`
	var (
		decoded struct{ ID string }
		data    []byte
		open    *http.Response
	)
	tests := []struct {
		params, result any
		target, body   string
		contentType    string
	}{
		{nil, nil, "/new", "", ""},
		{url.Values{"b": {"1", "2"}, "a": {"x y"}}, &decoded, "/new?a=x%20y&b=1&b=2", "", ""},
		{map[string]any{"a": "<"}, &data, "/new", `{"a":"<"}`, "application/json"},
		{strings.NewReader("text"), &open, "/new", "text", "application/octet-stream"},
		{[]byte("bytes"), nil, "/new", "bytes", "application/octet-stream"},
		{"a string", nil, "/new", "a string", "application/octet-stream"},
	}
	for _, test := range tests {
		s := newServer(t, answer(body))
		r := request.New(example(), http.MethodPost, "new", s.to(), nil)
		if err := request.Execute(context.Background(), r, test.params, test.result); err != nil {
			t.Fatal(err)
		}
		got := s.one(t)
		if got.target != test.target || got.body != test.body || got.header.Get("Content-Type") != test.contentType {
			t.Error(got)
		}
		if got.header.Get("Authorization") != "Bearer "+secretToken {
			t.Error(got.header)
		}
	}
	defer open.Body.Close()
	if rest, _ := io.ReadAll(open.Body); decoded.ID != "a" || string(data) != body || string(rest) != body {
		t.Error(decoded, string(data), string(rest))
	}
	s := newServer(t, answer("{"))
	r := request.New(example(), http.MethodGet, "new", []option.RequestOption{option.WithBaseURL(s.URL)}, nil)
	var failure *request.Error
	if err := request.Execute(context.Background(), r, nil, &decoded); !errors.As(err, &failure) {
		t.Error(err)
	}
	if err := request.Execute(context.Background(), newRequest(s), func() {}, nil); err == nil {
		t.Error("no error")
	}
}

func TestClone(t *testing.T) {
	s := newServer(t)
	options := s.to(option.WithQuery("page", "0"), option.WithQuery("size", "9"))
	first := request.New(example(), http.MethodPost, "/list", options, []option.RequestOption{
		option.WithQuery("page", "1"), option.WithJSONSet("cursor", "a"), option.WithJSONSet("kept", 1),
	})
	request.Query(first, "page", param.F(int64(7)), encode.Int)
	request.EmptyJSONBody(first)
	if text, ok := first.SentQuery("page"); text != "1" || !ok {
		t.Error(text, ok)
	}
	if text, ok := first.SentQuery("size"); text != "9" || !ok {
		t.Error(text, ok)
	}
	if _, ok := first.SentQuery("other"); ok {
		t.Error("there is no such parameter")
	}
	if text, ok := first.SentMember("cursor"); text != `"a"` || !ok {
		t.Error(text, ok)
	}
	if _, ok := first.SentMember("other"); ok {
		t.Error("there is no such member")
	}
	next := first.Clone()
	next.SetQuery("page", "2 3")
	next.SetMember("cursor", `"b"`)
	if text, ok := next.SentMember("cursor"); text != `"b"` || !ok {
		t.Error(text, ok)
	}
	for _, r := range []*request.Request{first, next, first} {
		if err := request.Nothing(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	got := s.got()
	if got[0].target != "/list?size=9&page=1" || got[0].body != `{"cursor":"a","kept":1}` {
		t.Error(got[0])
	}
	if got[1].target != "/list?size=9&page=2%203" || got[1].body != `{"cursor":"b","kept":1}` {
		t.Error(got[1])
	}
	if got[2].target != got[0].target || got[2].body != got[0].body {
		t.Error(got[2])
	}
}

func TestFollow(t *testing.T) {
	s := newServer(t)
	options := s.to(option.WithQuery("page", "0"), option.WithQuery("size", "9"), request.WithSecret("query_key", "secret query"))
	follow := func(link string) error {
		r := request.New(example(), http.MethodGet, "/list", options, []option.RequestOption{option.WithQuery("q", "x")}).Clone()
		r.Security([]string{"bearer", "query"})
		request.Query(r, "own", param.F("1"), encode.String)
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Follow(u); err != nil {
			return err
		}
		return request.Nothing(context.Background(), r)
	}
	for link, want := range map[string]string{
		"/next?page=2&cursor=a%2Fb#here":   "/next?page=2&cursor=a%2Fb&api_key=secret%20query&size=9&q=x",
		"/next?q=y&size=1&page=2":          "/next?q=y&size=1&page=2&api_key=secret%20query",
		"/next?page=2&api_key=other":       "/next?page=2&api_key=other&size=9&q=x",
		"/next?page=2&api_key=other&%71=z": "/next?page=2&api_key=other&%71=z&size=9",
	} {
		if err := follow(s.URL + link); err != nil {
			t.Fatal(err)
		}
		got := s.got()
		if last := got[len(got)-1]; last.target != want || last.header.Get("Authorization") == "" {
			t.Errorf("%s: %s", link, last.target)
		}
	}
	for _, link := range []string{"https://other.test/next", strings.Replace(s.URL, "http:", "https:", 1), "ftp://a/b", "mailto:a@b"} {
		if err := follow(link); err == nil || !strings.Contains(err.Error(), "another origin") {
			t.Error(link, err)
		}
	}
}

func TestFollowBehindTLS(t *testing.T) {
	// The server does not know that a proxy speaks TLS.
	for base, want := range map[string]string{
		"https://api.example.test": "https://api.example.test/next?page=0",
		"http://api.example.test":  "http://api.example.test/next?page=0",
	} {
		got := where(example(), options{option.WithBaseURL(base), option.WithQuery("page", "0")}, nil, func(r *request.Request) {
			link, _ := url.Parse("http://api.example.test/next")
			if err := r.Follow(link); err != nil {
				t.Error(err)
			}
		})
		if got != want {
			t.Error(got)
		}
	}
	got := where(example(), nil, nil, func(r *request.Request) {
		r.Server("https://files.test/v2")
		link, _ := url.Parse("https://files.test/next")
		if err := r.Follow(link); err != nil {
			t.Error(err)
		}
	})
	if got != "https://files.test/next" {
		t.Error(got)
	}
}

// slowReader gives its pieces one after the other, with a pause before each.
type slowReader struct {
	pieces int
	pause  time.Duration
}

func (r *slowReader) Read(p []byte) (int, error) {
	if r.pieces == 0 {
		return 0, io.EOF
	}
	r.pieces--
	time.Sleep(r.pause)
	return copy(p, "piece "), nil
}

func TestAnUploadMayTakeItsTime(t *testing.T) {
	const short = 150 * time.Millisecond
	s := newServer(t)
	r := request.New(example(), http.MethodPost, "/", s.to(option.WithRequestTimeout(short)), nil)
	request.BinaryBody(r, param.F[reader](&slowReader{4, short * 2}))
	if err := request.Nothing(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	if got := s.one(t); got.body != strings.Repeat("piece ", 4) {
		t.Error(got)
	}
	// What comes after it has no more time than ever.
	s = newServer(t, slow)
	r = request.New(example(), http.MethodPost, "/", s.to(option.WithRequestTimeout(short)), nil)
	request.BinaryBody(r, param.F[reader](&slowReader{2, 0}))
	if err := request.Nothing(context.Background(), r); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// closedBody tells whether it was closed.
type closedBody struct {
	io.Reader
	closed *atomic.Int64
}

func (b closedBody) Close() error {
	b.closed.Add(1)
	return nil
}

func TestEachBodyIsClosed(t *testing.T) {
	var opened, closed atomic.Int64
	answers := []*http.Response{
		{StatusCode: 503, Header: http.Header{"Retry-After-Ms": {"0"}}},
		{StatusCode: 404},
		{StatusCode: 200},
		{StatusCode: 200, Header: http.Header{"Content-Type": {"text/html"}}},
	}
	calls := 0
	client := func(fails bool) option.RequestOption {
		return option.WithHTTPClient(doer(func(r *http.Request) (*http.Response, error) {
			answer := *answers[calls%len(answers)]
			answer.Body = closedBody{strings.NewReader("{}"), &closed}
			calls++
			opened.Add(1)
			if fails && calls%3 == 0 {
				return &answer, errors.New("an answer and an error")
			}
			return &answer, nil
		}))
	}
	for _, options := range [][]option.RequestOption{{client(false)}, {client(true), option.WithMaxRetries(0)}} {
		s := newServer(t)
		for range 20 {
			_, _ = get(t, s.to(options...))
			_ = request.Nothing(context.Background(), newRequest(s, options...))
			if response, err := request.Binary(context.Background(), newRequest(s, options...)); err == nil {
				response.Body.Close()
			}
			stream := request.Stream(context.Background(), newRequest(s, options...), ssestream.Options{}, decodeThing)
			for stream.Next() {
				t.Error(stream.Current())
			}
			stream.Close()
		}
	}
	if opened.Load() != closed.Load() || opened.Load() < 160 {
		t.Error(opened.Load(), closed.Load())
	}
}
