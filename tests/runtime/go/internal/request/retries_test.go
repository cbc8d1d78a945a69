package request_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
	"example.com/sdk/param"
)

func TestStatusesThatAreTriedAgain(t *testing.T) {
	for _, code := range []int{408, 409, 429, 500, 502, 503, 504, 529} {
		s := newServer(t, quick(code), quick(code), answer(`{"id":"y"}`))
		if got := must[*thing](t)(post(t, s.to())); got.ID != "y" {
			t.Error(code, got)
		}
		got := s.got()
		if len(got) != 3 || got[0].body != `"text"` || got[0].body != got[2].body || got[0].target != got[2].target {
			t.Error(code, got)
		}
	}
}

func TestStatusesThatAreNot(t *testing.T) {
	for _, code := range []int{300, 304, 400, 401, 403, 404, 405, 410, 418, 422} {
		s := newServer(t, quick(code))
		_, err := get(t, s.to())
		var failure *request.Error
		if !errors.As(err, &failure) || failure.StatusCode != code || len(s.got()) != 1 {
			t.Error(code, err)
		}
	}
}

func TestTheLastFailureIsReturned(t *testing.T) {
	s := newServer(t, quick(500), quick(502), quick(503))
	_, err := get(t, s.to())
	var failure *request.Error
	if !errors.As(err, &failure) || failure.StatusCode != 503 || len(s.got()) != 3 {
		t.Error(err, len(s.got()))
	}
}

func TestShouldRetry(t *testing.T) {
	s := newServer(t, status(404, "{}", "X-Should-Retry: true", "Retry-After-Ms: 0"), answer("{}"))
	must[*thing](t)(get(t, s.to()))
	s = newServer(t, status(503, "{}", "X-Should-Retry: false"))
	if _, err := get(t, s.to()); err == nil || len(s.got()) != 1 {
		t.Error(err, len(s.got()))
	}
}

func TestMaxRetries(t *testing.T) {
	for _, most := range []int{0, 1, 5} {
		s := newServer(t, quick(500))
		if _, err := get(t, s.to(option.WithMaxRetries(7)), option.WithMaxRetries(most)); err == nil {
			t.Error("no error")
		}
		if got := len(s.got()); got != most+1 {
			t.Errorf("%d requests for %d retries", got, most)
		}
	}
}

func TestBrokenConnections(t *testing.T) {
	for name, fault := range map[string]http.HandlerFunc{"drop": drop, "half": half} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, fault, answer(`{"id":"y"}`))
			if got := must[*thing](t)(post(t, s.to())); got.ID != "y" || len(s.got()) != 2 {
				t.Error(got, len(s.got()))
			}
			s = newServer(t, fault)
			_, err := get(t, s.to(option.WithMaxRetries(0)))
			var failure *url.Error
			if !errors.As(err, &failure) || failure.Timeout() || failure.Op != "Get" || !strings.HasPrefix(failure.URL, s.URL) {
				t.Error(err)
			}
			if len(s.got()) != 1 {
				t.Error(len(s.got()))
			}
		})
	}
}

func TestNobodyListens(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	_, err = get(t, []option.RequestOption{
		option.WithBaseURL("http://" + listener.Addr().String()), request.WithSecret("token", secretToken), option.WithMaxRetries(0),
	})
	var failure *net.OpError
	if !errors.As(err, &failure) {
		t.Error(err)
	}
}

func TestTimeoutOfAnAttempt(t *testing.T) {
	const short = 100 * time.Millisecond
	for name, fault := range map[string]http.HandlerFunc{"slow": slow, "stalled": stalled} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, fault, answer(`{"id":"y"}`))
			if got := must[*thing](t)(get(t, s.to(option.WithRequestTimeout(short)))); got.ID != "y" {
				t.Error(got)
			}
			s = newServer(t, fault)
			started := time.Now()
			_, err := get(t, s.to(option.WithRequestTimeout(time.Minute), option.WithMaxRetries(0)), option.WithRequestTimeout(short))
			if took := time.Since(started); took < short || took > 5*time.Second {
				t.Error(took)
			}
			var failure *url.Error
			if !errors.As(err, &failure) || !failure.Timeout() || !errors.Is(err, context.DeadlineExceeded) || len(s.got()) != 1 {
				t.Error(err, len(s.got()))
			}
		})
	}
}

func TestTimeoutOfAGivenHTTPClient(t *testing.T) {
	s := newServer(t, slow)
	client := option.WithHTTPClient(&http.Client{Timeout: 100 * time.Millisecond})
	_, err := get(t, s.to(client, option.WithMaxRetries(0)))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	wait := func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(200 * time.Millisecond)
		answer("{}")(w, r)
	}
	s = newServer(t, wait)
	for _, timeout := range []time.Duration{0, time.Minute} {
		must[*thing](t)(get(t, s.to(client, option.WithMaxRetries(0), option.WithRequestTimeout(timeout))))
	}
}

func TestContextThatEnds(t *testing.T) {
	tests := map[string]http.HandlerFunc{
		"before the answer": slow,
		"inside the answer": stalled,
		"in a pause":        status(503, "{}", "Retry-After: 30"),
	}
	for name, handler := range tests {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, handler)
			ctx, cancel := context.WithCancel(context.Background())
			time.AfterFunc(100*time.Millisecond, cancel)
			started := time.Now()
			err := request.Nothing(ctx, request.New(example(), http.MethodGet, "/", s.to(), nil))
			if name == "inside the answer" {
				_, err = request.JSON(ctx, request.New(example(), http.MethodGet, "/", s.to(), nil), decodeThing)
			}
			if !errors.Is(err, context.Canceled) || time.Since(started) > 5*time.Second {
				t.Error(err, time.Since(started))
			}
			if got := len(s.got()); got != 1 && name != "inside the answer" {
				t.Error(got)
			}
		})
	}
}

func TestContextWithDeadline(t *testing.T) {
	s := newServer(t, slow)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	err := request.Nothing(ctx, request.New(example(), http.MethodGet, "/", s.to(), nil))
	if !errors.Is(err, context.DeadlineExceeded) || len(s.got()) != 1 {
		t.Error(err, len(s.got()))
	}
}

func TestContextThatIsDoneAlready(t *testing.T) {
	s := newServer(t)
	cause := errors.New("the reason")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	err := request.Nothing(ctx, request.New(example(), http.MethodGet, "/", s.to(), nil))
	if !errors.Is(err, context.Canceled) || !errors.Is(err, cause) || len(s.got()) != 0 {
		t.Error(err)
	}
}

func TestWhatCannotBeSentASecondTime(t *testing.T) {
	for name, fault := range map[string]http.HandlerFunc{"503": quick(503), "drop": drop} {
		s := newServer(t, fault, answer("{}"))
		r := request.New(example(), http.MethodPost, "/", s.to(), nil)
		request.BinaryBody(r, param.F[reader](pipe("text")))
		if err := request.Nothing(context.Background(), r); err == nil {
			t.Error(name, "no error")
		}
		if got := s.one(t); got.body != "text" || got.header.Get("Content-Type") != "application/octet-stream" {
			t.Error(name, got)
		}
	}
}

func TestAFileIsSentAgainFromWhereItStood(t *testing.T) {
	s := newServer(t, quick(503), quick(503), answer("{}"))
	file := strings.NewReader("header and text")
	if _, err := file.Seek(int64(len("header and ")), 0); err != nil {
		t.Fatal(err)
	}
	r := request.New(example(), http.MethodPost, "/", s.to(), nil)
	request.BinaryBody(r, param.F[reader](file))
	if err := request.Nothing(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	got := s.got()
	if len(got) != 3 || got[0].body != "text" || got[2].body != "text" || got[0].header.Get("Content-Length") != "4" {
		t.Error(got)
	}
}

func TestItReallyWaits(t *testing.T) {
	s := newServer(t, status(429, "{}", "Retry-After-Ms: 150"), status(429, "{}", "Retry-After: 0.15"), answer("{}"))
	must[*thing](t)(get(t, s.to()))
	got := s.got()
	for i := range 2 {
		if gap := got[i+1].at.Sub(got[i].at); gap < 150*time.Millisecond || gap > 2*time.Second {
			t.Error(gap)
		}
	}
}

func TestErrorsOfMiddlewareAreTriedAgain(t *testing.T) {
	s := newServer(t)
	failing := errors.New("broken")
	calls := 0
	_, err := get(t, s.to(option.WithMiddleware(func(r *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		if calls++; calls == 1 {
			return nil, failing
		}
		return next(r)
	})))
	if err != nil || calls != 2 {
		t.Error(err, calls)
	}
}

func TestCertificateThatIsWrong(t *testing.T) {
	s, connections := newTLSServer(t)
	_, err := get(t, append(options{option.WithBaseURL(s.URL)}, with("token", secretToken)...))
	if err == nil || !strings.Contains(err.Error(), "certificate") || connections.Load() != 1 {
		t.Error(err, connections.Load())
	}
}

func TestARequestThatIsSentTwice(t *testing.T) {
	// The same request may be sent twice by a caller who keeps it, as pages do.
	s := newServer(t)
	r := request.New(example(), http.MethodPost, "/", s.to(), []option.RequestOption{option.WithJSONSet("a", 1)})
	request.Query(r, "q", param.F("1"), encode.String)
	request.EmptyJSONBody(r)
	for range 2 {
		if err := request.Nothing(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.got(); got[0].target != got[1].target || got[0].body != got[1].body || got[1].body != `{"a":1}` {
		t.Error(got)
	}
}
