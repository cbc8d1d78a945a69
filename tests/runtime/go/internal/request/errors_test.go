package request_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"example.com/sdk/internal/decode"
	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
)

// failed is the error of a response.
func failed(t *testing.T, handler http.HandlerFunc, options ...option.RequestOption) *request.Error {
	t.Helper()
	s := newServer(t, handler)
	_, err := post(t, s.to(option.WithMaxRetries(0)), options...)
	var failure *request.Error
	if !errors.As(err, &failure) {
		t.Fatal(err)
	}
	return failure
}

func TestErrorOfAStatus(t *testing.T) {
	failure := failed(t, status(404, `{"success":false,"errors":[{"code":1003,"message":"what is wrong"}]}`, "Cf-Ray: r1"))
	if failure.StatusCode != 404 || failure.Response.StatusCode != 404 || failure.Response.Header.Get("Cf-Ray") != "r1" {
		t.Error(failure)
	}
	if failure.Request.Method != http.MethodPost || failure.Request.Header.Get("Authorization") != "Bearer "+secretToken {
		t.Error(failure.Request)
	}
	if !strings.HasPrefix(failure.Error(), `POST "http://127.0.0.1:`) || !strings.HasSuffix(failure.Error(), `/things": 404 Not Found: what is wrong`) {
		t.Error(failure.Error())
	}
	if failure.JSON.ExtraFields["success"].Raw() != "false" || failure.RawJSON() != failure.JSON.RawJSON() {
		t.Error(failure.JSON)
	}
	if body, err := io.ReadAll(failure.Response.Body); err != nil || string(body) != failure.RawJSON() {
		t.Error(string(body), err)
	}
}

func TestMessages(t *testing.T) {
	tests := []struct{ body, want string }{
		{`{"message":"a"}`, "a"},
		{`{"error":{"message":"a"}}`, "a"},
		{`{"errors":[{"message":"a"},{"message":"b"}]}`, "a"},
		{`{"message":"","error":{"message":"a"}}`, "a"},
		{`{"message":1}`, `{"message":1}`},
		{`{"error":"a"}`, `{"error":"a"}`},
		{`{"errors":{"message":"a"}}`, `{"errors":{"message":"a"}}`},
		{`[1]`, `[1]`},
		{`"text"`, `"text"`},
		{`<p>down</p>`, `<p>down</p>`},
		{`{broken`, `{broken`},
		{``, `the response has no body`},
	}
	for _, test := range tests {
		failure := failed(t, status(404, test.body))
		if !strings.HasSuffix(failure.Error(), "404 Not Found: "+test.want) {
			t.Errorf("%s: %s", test.body, failure)
		}
		isJSON := test.body != "" && test.body[0] != '<' && test.body != `{broken`
		if (failure.RawJSON() == test.body) != (isJSON || test.body == "") {
			t.Errorf("%s: %s", test.body, failure.RawJSON())
		}
	}
}

func TestErrorOfAStatusWithoutName(t *testing.T) {
	if got := failed(t, status(529, "")).Error(); !strings.HasSuffix(got, ": 529: the response has no body") {
		t.Error(got)
	}
}

func TestErrorWithALongBody(t *testing.T) {
	failure := failed(t, status(500, strings.Repeat("ü", 2<<20)))
	body, err := io.ReadAll(failure.Response.Body)
	if err != nil || len(body) != 1<<20 || len(failure.Error()) > 2000 {
		t.Error(len(body), err, len(failure.Error()))
	}
}

func TestErrorWithABound(t *testing.T) {
	failure := failed(t, status(500, "0123456789"), option.WithMaxResponseBytes(4))
	if !strings.HasSuffix(failure.Error(), ": 0123") {
		t.Error(failure)
	}
}

func TestErrorWithHalfABody(t *testing.T) {
	failure := failed(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		status(404, `{"message":`)(w, r)
	})
	if failure.StatusCode != 404 {
		t.Error(failure)
	}
}

func TestDumps(t *testing.T) {
	failure := failed(t, status(404, `{"message":"no"}`, "Set-Cookie: a=secret-cookie", "X-Plain: 1"), option.WithHeader("X-Api-Key", "secret-key"))
	request, response := string(failure.DumpRequest(true)), string(failure.DumpResponse(true))
	for _, part := range []string{"POST /things HTTP/1.1\r\n", "\r\nAuthorization: redacted\r\n", "\r\nX-Api-Key: redacted\r\n", "\r\nContent-Length: 6\r\n", "\r\n\r\n\"text\""} {
		if !strings.Contains(request, part) {
			t.Errorf("%q is not in %q", part, request)
		}
	}
	for _, part := range []string{"HTTP/1.1 404 Not Found\r\n", "\r\nX-Plain: 1\r\n", "\r\nSet-Cookie: redacted\r\n", "\r\n\r\n{\"message\":\"no\"}"} {
		if !strings.Contains(response, part) {
			t.Errorf("%q is not in %q", part, response)
		}
	}
	assertNoSecret(t, request+response, "secret-")
	if strings.Contains(string(failure.DumpRequest(false)), "text\"") || strings.Contains(string(failure.DumpResponse(false)), "message") {
		t.Error("a body is shown")
	}
	// The error itself is as it was, and can be dumped again.
	if failure.Request.Header.Get("X-Api-Key") != "secret-key" || string(failure.DumpRequest(true)) != request || string(failure.DumpResponse(true)) != response {
		t.Error("a dump changed the error")
	}
}

func TestDumpsOfUnusualErrors(t *testing.T) {
	failure := failed(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(404)
		_, _ = io.WriteString(w, "a")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, "b")
	}, option.WithRequestBody("text/plain", pipe("text")))
	if got := string(failure.DumpResponse(true)); !strings.HasSuffix(got, "\r\n\r\nab") {
		t.Error(got)
	}
	if got := string(failure.DumpRequest(true)); !strings.Contains(got, "POST /things") {
		t.Error(got)
	}
	var none request.Error
	if none.DumpRequest(true) != nil || none.DumpResponse(true) != nil || none.Error() != "" {
		t.Error("an error that stands for nothing")
	}
}

func TestAnErrorThatAProgramMakes(t *testing.T) {
	sent := httptest.NewRequest(http.MethodGet, "http://api.test/things?page=1", nil)
	sent.Header.Set("Authorization", secretToken)
	made := &request.Error{
		StatusCode: 404,
		Request:    sent,
		Response:   &http.Response{StatusCode: 404, Header: http.Header{"X-Plain": {"1"}}, Body: http.NoBody},
	}
	if got := made.Error(); !strings.Contains(got, "GET \"http://api.test/things?page=1\": 404 Not Found") {
		t.Error(got)
	}
	if got := string(made.DumpRequest(true)); !strings.Contains(got, "GET /things?page=1") || strings.Contains(got, secretToken) {
		t.Error(got)
	}
	if got := string(made.DumpResponse(true)); !strings.Contains(got, "X-Plain: 1") {
		t.Error(got)
	}
}

func TestAnswersThatAreNotWhatWasAgreed(t *testing.T) {
	tests := map[string]http.HandlerFunc{
		"invalid JSON":   answer(`{"id":`),
		"no body":        answer(``),
		"only a mark":    answer("\ufeff"),
		"two values":     answer(`{} {}`),
		"HTML":           status(200, "<html>", "Content-Type: text/html"),
		"JSON as text":   status(200, "{}", "Content-Type: text/plain"),
		"binary":         status(200, "\x00", "Content-Type: application/octet-stream"),
		"too deep":       answer(strings.Repeat("[", 100_000)),
		"no compression": status(200, `{"id":"long enough"}`, "Content-Encoding: gzip"),
	}
	for name, handler := range tests {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, handler)
			_, err := get(t, s.to())
			if name == "no compression" {
				if !errors.Is(err, gzip.ErrHeader) || len(s.got()) != 1 {
					t.Error(err, len(s.got()))
				}
				return
			}
			var failure *request.Error
			if !errors.As(err, &failure) || failure.StatusCode != 200 || failure.Response == nil || len(s.got()) != 1 {
				t.Error(err)
			}
		})
	}
	var syntax *decode.SyntaxError
	if failure := failed(t, answer(`{"id":`)); !errors.As(failure, &syntax) {
		t.Error(failure)
	}
}

func TestAnswersThatAreUnexpectedButFine(t *testing.T) {
	for _, body := range []string{`null`, `3`, `"text"`, `[]`, `{}`, `{"result":null}`, `{"id":7}`, "\ufeff{}"} {
		s := newServer(t, answer(body))
		if got := must[*thing](t)(get(t, s.to())); got == nil || got.ID != "" {
			t.Error(body, got)
		}
	}
	for _, contentType := range []string{"application/json; charset=utf-8", "Application/JSON", "application/problem+json"} {
		s := newServer(t, status(200, `{"id":"a"}`, "Content-Type: "+contentType))
		if got := must[*thing](t)(get(t, s.to())); got.ID != "a" {
			t.Error(contentType, got)
		}
	}
	for name, handler := range map[string]http.HandlerFunc{
		"204":    status(204, ""),
		"205":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(205) },
		"no end": func(http.ResponseWriter, *http.Request) {},
	} {
		s := newServer(t, handler)
		if got := must[*thing](t)(get(t, s.to())); got == nil {
			t.Error(name)
		}
	}
}

func TestNoErrorShowsASecret(t *testing.T) {
	faults := map[string]http.HandlerFunc{
		"drop": drop,
		"half": half,
		"slow": slow,
		"401": func(w http.ResponseWriter, r *http.Request) {
			status(401, `{"message":"who is `+r.Header.Get("Authorization")+r.Header.Get("Cookie")+r.RequestURI+`?"}`)(w, r)
		},
		"500":  status(500, "{}"),
		"JSON": answer("{"),
		"HTML": func(w http.ResponseWriter, r *http.Request) {
			status(200, "", "Content-Type: text/"+r.Header.Get("X-Auth-Key"))(w, r)
		},
		"there": redirect(307, "ftp://example.com/?api_key=secret%20query"),
		"where": redirect(307, "http://[?api_key=secret%20query"),
		"round": redirect(307, "/start?api_key=secret%20query"),
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, fault)
			options := append(s.to(option.WithMaxRetries(0), option.WithRequestTimeout(1e8)),
				with("key", "secret-key", "email", "secret@example.test", "query_key", "secret query", "session", "secret-cookie")...)
			r := request.New(example(), http.MethodPost, "/start", options, nil)
			r.Security([]string{"bearer", "key", "email", "query", "cookie"})
			request.JSONBody(r, "text", encode.String)
			_, err := request.JSON(context.Background(), r, decodeThing)
			if err == nil {
				t.Fatal("no error")
			}
			for each := err; each != nil; each = errors.Unwrap(each) {
				assertNoSecret(t, everything(each), "secret")
			}
		})
	}
}

func TestLog(t *testing.T) {
	var written bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s := newServer(t, quick(503), func(w http.ResponseWriter, r *http.Request) {
		status(200, "{}", "Set-Cookie: a=secret-cookie", "Link: <"+r.RequestURI+">; rel=next")(w, r)
	})
	if err := credentialed(t, s, option.WithLogger(logger)); err != nil {
		t.Fatal(err)
	}
	got := written.String()
	assertNoSecret(t, got, "secret-", "secret@", "secret%20query", "secret+query")
	for _, part := range []string{"msg=request method=POST", "/start?api_key=redacted", "retries=1", "msg=retrying", "msg=response status=503", "status=200"} {
		if !strings.Contains(got, part) {
			t.Errorf("%q is not in %s", part, got)
		}
	}
	written.Reset()
	must[*thing](t)(get(t, s.to(option.WithLogger(logger)), option.WithLogger(nil)))
	if written.Len() != 0 {
		t.Error(written.String())
	}
}

func TestLogOfTokens(t *testing.T) {
	var written bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&written, &slog.HandlerOptions{Level: slog.LevelDebug}))
	a := newAuthority(t)
	must[string](t)(fetchThing(context.Background(), a.client(option.WithLogger(logger))))
	assertNoSecret(t, written.String(), clientSecret, "fetched-1", "dGhlK2NsaWVudDpz")
	if !strings.Contains(written.String(), "/oauth/token") {
		t.Error(written.String())
	}
}

func TestASecretInTheTextOfAFailure(t *testing.T) {
	reason := errors.New("proxy said " + secretToken)
	s := newServer(t)
	_, err := get(t, s.to(option.WithMaxRetries(0)), option.WithHTTPClient(doer(func(*http.Request) (*http.Response, error) {
		return nil, reason
	})))
	if !errors.Is(err, reason) || !strings.HasSuffix(err.Error(), "proxy said redacted") {
		t.Error(err)
	}
	for each := err; each != nil; each = errors.Unwrap(each) {
		assertNoSecret(t, everything(each))
	}
}

func TestLogOfTheEnvironment(t *testing.T) {
	standard := os.Stderr
	t.Cleanup(func() { os.Stderr = standard })
	for level, lines := range map[string]int{"debug": 5, " INFO ": 1, "warning": 0, "error": 0, "all": 0, "": 0} {
		file, err := os.CreateTemp(t.TempDir(), "log")
		if err != nil {
			t.Fatal(err)
		}
		os.Stderr = file
		t.Setenv("EXAMPLE_LOG", level)
		s := newServer(t, quick(503), answer("{}"))
		must[*thing](t)(get(t, append(options{request.WithDefaults(example())}, s.to()...)))
		os.Stderr = standard
		written, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(written), "\n"); got != lines {
			t.Errorf("%q: %s", level, written)
		}
		assertNoSecret(t, string(written))
		file.Close()
	}
}

func TestNothingThatIsPrintedShowsASecret(t *testing.T) {
	s := newServer(t)
	assertNoSecret(t, fmt.Sprintf("%v %+v %#v", s.to(), s.to(), s.to()))
}
