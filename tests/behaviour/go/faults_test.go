package behaviour

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
)

const (
	// short is a timeout for answers that do not come in time.
	short = 400 * time.Millisecond
	// slack is what a wait may take longer on a machine that has other things to do.
	slack = 2 * time.Second
)

var broken = map[string]fault{"drop": drop, "garbage": garbage, "half a body": halfBody}

// fresh returns the option of a client whose connections are its own, and new: where the server closes one that was
// used before, net/http itself tries again.
func fresh() option.RequestOption {
	return option.WithHTTPClient(&http.Client{Transport: &http.Transport{}})
}

// usual are the bounds of the first delay.
var usual = [2]time.Duration{375 * time.Millisecond, 500 * time.Millisecond}

// checkGap fails the test unless the time between two requests is within the bounds.
func checkGap(t *testing.T, gap time.Duration, bounds [2]time.Duration) {
	t.Helper()
	if gap < bounds[0]-5*time.Millisecond || gap > bounds[1]+slack {
		t.Errorf("waited %v, want %v", gap, bounds)
	}
}

func TestABrokenConnectionIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, fault := range broken {
		for _, c := range []call{getAllLivestreams, createLiveInput} {
			t.Run(name+" "+c.Name, func(t *testing.T) {
				server := newServer(t)
				server.script(fault.times(2)...)
				succeed(t, c, newClient(server, fresh()))
				sent := server.requests()
				if len(sent) != 3 {
					t.Fatalf("%d requests, want 3", len(sent))
				}
				for _, each := range sent {
					if each.Target != sent[0].Target || each.Body != sent[0].Body {
						t.Errorf("sent %v after %v", each, sent[0])
					}
				}
				gaps := server.gaps()
				checkGap(t, gaps[0], usual)
				checkGap(t, gaps[1], [2]time.Duration{750 * time.Millisecond, time.Second})
			})
		}
	}
}

func TestAConnectionThatStaysBroken(t *testing.T) {
	t.Parallel()
	for name, fault := range broken {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(fault.times(3)...)
			err := fail(t, getAllLivestreams, newClient(server, fresh()))
			if isStatus(err) || isTimeout(err) {
				t.Errorf("the error is %v", err)
			}
			if len(server.requests()) != 3 {
				t.Errorf("%d requests, want 3", len(server.requests()))
			}
		})
	}
}

// isStatus reports whether an error is an answer of the API.
func isStatus(err error) bool {
	var answer *cloudflare.Error
	return errors.As(err, &answer)
}

// isTimeout reports whether an error says that something took too long.
func isTimeout(err error) bool {
	var timeout net.Error
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	begun := time.Now()
	client := cloudflare.NewClient(option.WithBaseURL("http://"+address), option.WithAPIToken(apiToken))
	if err := fail(t, getAllLivestreams, client, option.WithMaxRetries(1)); isStatus(err) {
		t.Errorf("the error is %v", err)
	}
	checkGap(t, time.Since(begun), usual)
}

func TestASlowAnswerIsTriedAgain(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fault{"slow": slow(20), "stalled": stall(20)} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(fault)
			succeed(t, getAllLivestreams, newClient(server, option.WithRequestTimeout(2*time.Second)))
			if len(server.requests()) != 2 {
				t.Errorf("%d requests, want 2", len(server.requests()))
			}
		})
	}
}

func TestASlowAnswer(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fault{"slow": slow(20), "stalled": stall(20)} {
		for kind, given := range map[string][]option.RequestOption{
			"own":   nil,
			"given": {option.WithHTTPClient(&http.Client{})},
		} {
			t.Run(name+" "+kind, func(t *testing.T) {
				server := newServer(t)
				server.script(fault)
				client := newClient(server, append(given, option.WithMaxRetries(0), option.WithRequestTimeout(short))...)
				begun := time.Now()
				err := fail(t, getAllLivestreams, client)
				if !isTimeout(err) || isStatus(err) {
					t.Errorf("the error is %v", err)
				}
				if taken := time.Since(begun); taken < short || taken > 5*time.Second {
					t.Errorf("took %v", taken)
				}
				if len(server.requests()) != 1 {
					t.Errorf("%d requests, want 1", len(server.requests()))
				}
			})
		}
	}
}

func TestTheTimeoutOfACall(t *testing.T) {
	t.Parallel()
	t.Run("shorter", func(t *testing.T) {
		server := newServer(t)
		server.script(slow(20))
		err := fail(t, getAllLivestreams, newClient(server), option.WithMaxRetries(0), option.WithRequestTimeout(short))
		if !isTimeout(err) {
			t.Errorf("the error is %v", err)
		}
	})
	for name, timeout := range map[string]time.Duration{"longer": 20 * time.Second, "none": 0} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(slow(2 * short.Seconds()))
			client := newClient(server, option.WithMaxRetries(0), option.WithRequestTimeout(short))
			succeed(t, getAllLivestreams, client, option.WithRequestTimeout(timeout))
		})
	}
	t.Run("of each attempt", func(t *testing.T) {
		server := newServer(t)
		server.script(slow(20), slow(20))
		begun := time.Now()
		succeed(t, getAllLivestreams, newClient(server), option.WithRequestTimeout(time.Second))
		if taken := time.Since(begun); taken < 2*time.Second {
			t.Errorf("took %v", taken)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	exactly := func(d time.Duration) [2]time.Duration { return [2]time.Duration{d, d} }
	for _, example := range []struct {
		Headers []string
		Want    [2]time.Duration
	}{
		{[]string{"retry-after", "1"}, exactly(time.Second)},
		{[]string{"retry-after", "0.75"}, exactly(750 * time.Millisecond)},
		{[]string{"retry-after-ms", "750"}, exactly(750 * time.Millisecond)},
		{[]string{"retry-after-ms", "800", "retry-after", "30"}, exactly(800 * time.Millisecond)},
		{[]string{"retry-after-ms", "soon", "retry-after", "1"}, exactly(time.Second)},
		// What cannot be obeyed is replaced by the usual delay.
		{[]string{"retry-after", "soon"}, usual},
		{[]string{"retry-after", "-1"}, usual},
		{[]string{"retry-after", "86400"}, usual},
		{[]string{"retry-after", "nan"}, usual},
		{[]string{"retry-after", "inf"}, usual},
		{[]string{"retry-after", "Fri, 99 Foo 2026 99:99:99 GMT"}, usual},
		{nil, usual},
	} {
		t.Run(strings.Join(example.Headers, " "), func(t *testing.T) {
			server := newServer(t)
			server.script(status(429, example.Headers...))
			succeed(t, getAllLivestreams, newClient(server))
			gaps := server.gaps()
			if len(gaps) != 1 {
				t.Fatalf("%d retries, want 1", len(gaps))
			}
			checkGap(t, gaps[0], example.Want)
		})
	}
}

func TestRetryAfterNothing(t *testing.T) {
	t.Parallel()
	for _, header := range []string{"retry-after", "retry-after-ms"} {
		t.Run(header, func(t *testing.T) {
			server := newServer(t)
			server.script(status(429, header, "0").times(5)...)
			begun := time.Now()
			succeed(t, getAllLivestreams, newClient(server, option.WithMaxRetries(5)))
			// The usual delays would be more than eleven seconds.
			if taken := time.Since(begun); taken > 5*time.Second {
				t.Errorf("took %v", taken)
			}
		})
	}
}

func TestRetryAfterADate(t *testing.T) {
	t.Parallel()
	t.Run("to come", func(t *testing.T) {
		server := newServer(t)
		at := time.Now().Add(3 * time.Second).UTC()
		server.script(status(503, "retry-after", at.Format(http.TimeFormat)))
		succeed(t, getAllLivestreams, newClient(server))
		// The date has no fractions of a second.
		checkGap(t, server.gaps()[0], [2]time.Duration{time.Second, 3 * time.Second})
	})
	t.Run("past", func(t *testing.T) {
		server := newServer(t)
		server.script(status(503, "retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"))
		succeed(t, getAllLivestreams, newClient(server))
		checkGap(t, server.gaps()[0], [2]time.Duration{0, usual[1]})
	})
}

func TestTheDelaysGrow(t *testing.T) {
	server := newServer(t)
	server.script(status(500).times(3)...)
	succeed(t, getAllLivestreams, newClient(server, option.WithMaxRetries(3)))
	for i, gap := range server.gaps() {
		checkGap(t, gap, [2]time.Duration{usual[0] << i, usual[1] << i})
	}
}

func TestStatusesThatAreTriedAgain(t *testing.T) {
	t.Parallel()
	for _, code := range []int{408, 409, 429, 500, 502, 503, 504, 529} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			server := newServer(t)
			server.script(status(code, "retry-after-ms", "1").times(2)...)
			succeed(t, getAllLivestreams, newClient(server))
			if len(server.requests()) != 3 {
				t.Errorf("%d requests, want 3", len(server.requests()))
			}
		})
	}
}

func TestEachStatusIsAnError(t *testing.T) {
	t.Parallel()
	body := `{"success": false, "errors": [{"code": 1003, "message": "what is wrong"}]}`
	for _, code := range []int{300, 302, 304, 400, 401, 402, 403, 404, 405, 408, 409, 410, 418, 422, 429, 500, 501, 503, 599} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			server := newServer(t)
			attempts := 1
			if code == 408 || code == 409 || code == 429 || code >= 500 {
				attempts = 3
			}
			server.script(status(code, "cf-ray", "r1", "retry-after-ms", "1").and(raw(body)).times(attempts)...)
			err := fail(t, createLiveInput, newClient(server))
			var answer *cloudflare.Error
			if !errors.As(err, &answer) {
				t.Fatalf("the error is %T: %v", err, err)
			}
			if answer.StatusCode != code || answer.Response.StatusCode != code || answer.Response.Header.Get("cf-ray") != "r1" {
				t.Errorf("%+v", answer)
			}
			if answer.Request.Method != http.MethodPost || !strings.HasPrefix(answer.Request.URL.String(), server.BaseURL) {
				t.Errorf("the request is %+v", answer.Request)
			}
			text := err.Error()
			if !strings.Contains(text, fmt.Sprint(code)) || !strings.Contains(text, "/stream/live_inputs") {
				t.Errorf("the message is %q", text)
			}
			if code != 304 { // which has no body
				if answer.JSON.RawJSON() != body || !strings.Contains(text, "what is wrong") {
					t.Errorf("the message is %q, the body %q", text, answer.JSON.RawJSON())
				}
				if code := answer.JSON.ExtraFields["errors"].Raw(); !strings.Contains(code, "1003") {
					t.Errorf("errors: %q", code)
				}
				if dump := string(answer.DumpResponse(true)); !strings.Contains(dump, body) || !strings.Contains(dump, "Cf-Ray: r1") {
					t.Errorf("the response is %q", dump)
				}
			}
			if dump := string(answer.DumpResponse(false)); strings.Contains(dump, "what is wrong") {
				t.Errorf("the response is %q", dump)
			}
			if dump := string(answer.DumpRequest(true)); !strings.Contains(dump, "POST "+liveInputs) || !strings.Contains(dump, "test stream 1") {
				t.Errorf("the request is %q", dump)
			}
			if dump := string(answer.DumpRequest(false)); strings.Contains(dump, "test stream 1") {
				t.Errorf("the request is %q", dump)
			}
			if len(server.requests()) != attempts {
				t.Errorf("%d requests, want %d", len(server.requests()), attempts)
			}
		})
	}
}

func TestBodiesOfErrors(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fault{
		"nothing":       raw(""),
		"HTML":          raw("<p>down</p>").and(contentType("text/html")),
		"a list":        raw("[1]"),
		"a text":        raw(`"text"`),
		"broken":        raw("{broken"),
		"very deep":     raw(strings.Repeat("[", 100_000)),
		"not even text": raw("\xff\x00"),
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(status(404).and(fault))
			err := fail(t, getAllLivestreams, newClient(server))
			var answer *cloudflare.Error
			if !errors.As(err, &answer) || answer.StatusCode != 404 {
				t.Fatalf("the error is %v", err)
			}
			if !strings.Contains(err.Error(), "404") || len(err.Error()) > 10_000 {
				t.Errorf("the message is %d bytes: %.200q", len(err.Error()), err.Error())
			}
			if dump := string(answer.DumpResponse(true)); !strings.Contains(dump, "404") {
				t.Errorf("the response is %.200q", dump)
			}
		})
	}
}

func TestHalfTheBodyOfAnError(t *testing.T) {
	server := newServer(t)
	server.script(status(404).and(halfBody))
	fail(t, getAllLivestreams, newClient(server, option.WithMaxRetries(0)))
}

func TestShouldRetry(t *testing.T) {
	t.Parallel()
	for _, code := range []int{400, 401, 404} {
		t.Run(fmt.Sprint("true ", code), func(t *testing.T) {
			server := newServer(t)
			server.script(status(code, "x-should-retry", "true", "retry-after-ms", "1"))
			succeed(t, getAllLivestreams, newClient(server))
			if len(server.requests()) != 2 {
				t.Errorf("%d requests, want 2", len(server.requests()))
			}
		})
	}
	for _, code := range []int{408, 409, 429, 500, 503} {
		t.Run(fmt.Sprint("false ", code), func(t *testing.T) {
			server := newServer(t)
			server.script(status(code, "x-should-retry", "false", "retry-after", "1"))
			if err := fail(t, getAllLivestreams, newClient(server)); !isStatus(err) {
				t.Errorf("the error is %v", err)
			}
			if len(server.requests()) != 1 {
				t.Errorf("%d requests, want 1", len(server.requests()))
			}
		})
	}
}

func TestMaxRetries(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fault{
		"drop":        drop,
		"half a body": halfBody,
		"429":         status(429, "retry-after", "1"),
		"500":         status(500),
	} {
		t.Run("none "+name, func(t *testing.T) {
			server := newServer(t)
			server.script(fault)
			fail(t, getAllLivestreams, newClient(server, fresh(), option.WithMaxRetries(0)))
			if len(server.requests()) != 1 {
				t.Errorf("%d requests, want 1", len(server.requests()))
			}
		})
	}
	t.Run("more", func(t *testing.T) {
		server := newServer(t)
		server.script(status(503, "retry-after-ms", "1").times(5)...)
		succeed(t, getAllLivestreams, newClient(server, option.WithMaxRetries(5)))
	})
	t.Run("of a call", func(t *testing.T) {
		server := newServer(t)
		server.script(status(503, "retry-after-ms", "1").times(3)...)
		client := newClient(server, option.WithMaxRetries(0))
		fail(t, getAllLivestreams, client)
		succeed(t, getAllLivestreams, client, option.WithMaxRetries(2))
	})
	t.Run("negative", func(t *testing.T) {
		server := newServer(t)
		fail(t, getAllLivestreams, newClient(server), option.WithMaxRetries(-1))
		if len(server.requests()) != 0 {
			t.Errorf("%d requests, want 0", len(server.requests()))
		}
	})
}

func TestAnAnswerThatIsNotWhatWasAgreed(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fault{
		"invalid JSON":           invalidJSON,
		"no body":                raw(""),
		"only a byte order mark": raw("\ufeff"),
		"HTML":                   raw("<html>").and(contentType("text/html")),
		"JSON called text":       contentType("text/plain"),
		"binary":                 raw("\x00").and(contentType("application/octet-stream")),
		"too deep":               raw(strings.Repeat("[", 100_000)),
		"more behind":            raw("{} {}"),
	} {
		for _, c := range []call{getAllLivestreams, createLiveInput} {
			t.Run(name+" "+c.Name, func(t *testing.T) {
				server := newServer(t)
				server.script(fault)
				err := fail(t, c, newClient(server))
				if !strings.Contains(err.Error(), "JSON") {
					t.Errorf("the message is %q", err)
				}
				if len(err.Error()) > 10_000 {
					t.Errorf("the message is %d bytes", len(err.Error()))
				}
				if len(server.requests()) != 1 {
					t.Errorf("%d requests, want 1", len(server.requests()))
				}
			})
		}
	}
}

func TestABodyThatCannotBeDecompressed(t *testing.T) {
	server := newServer(t)
	server.script(withHeaders("Content-Encoding", "gzip").times(2)...)
	fail(t, getAllLivestreams, newClient(server), option.WithMaxRetries(1))
	server.reset()
}

func TestOtherNamesOfJSON(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"application/json; charset=utf-8", "Application/JSON", "application/problem+json"} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(contentType(name))
			if response := succeed(t, getAllLivestreams, newClient(server)).(fetched); !response.Success {
				t.Errorf("%+v", response)
			}
		})
	}
}

// TestJSONOfAnUnexpectedShape: a server may be newer than the SDK; only what is no JSON at all is an error.
func TestJSONOfAnUnexpectedShape(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"null", "3", `"text"`, "[]", "{}", `{"result": null}`, `{"result": 3, "data": []}`} {
		for _, c := range calls {
			t.Run(body+" "+c.Name, func(t *testing.T) {
				server := newServer(t)
				server.script(raw(body))
				succeed(t, c, newClient(server))
			})
		}
	}
}

func TestAConnectionThatTheServerClosedMeanwhile(t *testing.T) {
	server := newServer(t)
	server.script(withHeaders("Connection", "close"))
	client := newClient(server)
	succeed(t, getAllLivestreams, client)
	succeed(t, getAllLivestreams, client)
	if len(server.requests()) != 2 {
		t.Errorf("%d requests, want 2", len(server.requests()))
	}
}

func TestAResponseIsBounded(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]fault{
		"of success":  raw(`{"data": {"name": "` + strings.Repeat("x", 1<<20) + `"}}`),
		"of an error": status(404).and(raw(strings.Repeat("x", 1<<20))),
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(fault)
			err := fail(t, getAllLivestreams, newClient(server), option.WithMaxResponseBytes(1<<10))
			if len(err.Error()) > 10_000 {
				t.Errorf("the message is %d bytes", len(err.Error()))
			}
			if len(server.requests()) != 1 {
				t.Errorf("%d requests, want 1", len(server.requests()))
			}
		})
	}
}

// endless is a body without an end.
type endless struct{ read atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	e.read.Add(int64(len(p)))
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func TestAnEndlessResponse(t *testing.T) {
	t.Parallel()
	for _, code := range []int{200, 404, 500} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			body := &endless{}
			transport := roundTripper(func(req *http.Request) (*http.Response, error) {
				return &http.Response{
					StatusCode:    code,
					Header:        http.Header{"Content-Type": {"application/json"}, "Retry-After-Ms": {"1"}},
					Body:          io.NopCloser(body),
					ContentLength: -1,
					Request:       req,
				}, nil
			})
			client := cloudflare.NewClient(option.WithAPIToken(apiToken), option.WithHTTPClient(&http.Client{Transport: transport}))
			fail(t, getAllLivestreams, client, option.WithMaxResponseBytes(1<<16))
			if read := body.read.Load(); read > 8<<20 {
				t.Errorf("read %d bytes", read)
			}
		})
	}
}

func TestTheURLOfAFailureIsKnown(t *testing.T) {
	server := newServer(t)
	server.script(drop)
	err := fail(t, getAllLivestreams, newClient(server, fresh(), option.WithMaxRetries(0)))
	var failure *url.Error
	if !errors.As(err, &failure) {
		t.Fatalf("the error is %T: %v", err, err)
	}
	if !strings.Contains(failure.URL, livestreams) {
		t.Errorf("the URL is %q", failure.URL)
	}
}
