package behaviour

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cloudflare/cloudflare-go/option"
)

// watched is an HTTP client that counts the connections it opens and keeps an eye on the bodies it returns.
type watched struct {
	*http.Client
	opened atomic.Int32
	mutex  sync.Mutex
	bodies []*watchedBody
}

type watchedBody struct {
	io.ReadCloser
	status int
	closed atomic.Bool
}

func (b *watchedBody) Close() error {
	b.closed.Store(true)
	return b.ReadCloser.Close()
}

func newWatched() *watched {
	w := &watched{}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		w.opened.Add(1)
		return new(net.Dialer).DialContext(ctx, network, address)
	}}
	w.Client = &http.Client{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		response, err := transport.RoundTrip(req)
		if err != nil {
			return nil, err
		}
		body := &watchedBody{ReadCloser: response.Body, status: response.StatusCode}
		w.mutex.Lock()
		w.bodies = append(w.bodies, body)
		w.mutex.Unlock()
		response.Body = body
		return response, nil
	})}
	return w
}

func TestBodiesAreClosed(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]fault{
		"success":       {noFault},
		"an error":      {status(404)},
		"a retry":       {status(500, "retry-after-ms", "1"), status(429, "retry-after-ms", "1"), noFault},
		"a redirect":    {redirect(liveInputs, 307), noFault},
		"half a body":   {halfBody},
		"a stall":       {stall(20)},
		"invalid JSON":  {invalidJSON},
		"HTML":          {raw("<p>").and(contentType("text/html"))},
		"half an error": {status(404).and(halfBody)},
		"too much":      {raw(strings.Repeat(" ", 1<<20) + "{}")},
		"a bad gzip":    {withHeaders("Content-Encoding", "gzip")},
		"a loop":        redirect(liveInputs, 307).times(100),
	} {
		t.Run(name, func(t *testing.T) {
			server := newServer(t)
			server.script(faults...)
			client := newWatched()
			// Whether it succeeds is for other tests.
			_, _ = createLiveInput.Do(shortly(t), newClient(server),
				option.WithHTTPClient(client.Client),
				option.WithMaxResponseBytes(1<<16),
				option.WithRequestTimeout(2*time.Second),
				option.WithMaxRetries(2*min(1, strings.Count(name, "retry"))),
			)
			if len(client.bodies) == 0 {
				t.Error("no body was seen")
			}
			for _, body := range client.bodies {
				if !body.closed.Load() {
					t.Errorf("the body of an answer with the status %d is left open", body.status)
				}
			}
			if name == "a loop" {
				server.reset()
			}
		})
	}
}

// TestConnectionsAreKept: also after an error, whose body must have been read to the end.
func TestConnectionsAreKept(t *testing.T) {
	server := newServer(t)
	watching := newWatched()
	client := newClient(server, option.WithHTTPClient(watching.Client), option.WithMaxRetries(0))
	for _, fault := range []fault{noFault, status(404), status(500), raw("{"), raw("<p>").and(contentType("text/html"))} {
		server.script(fault)
		_, _ = getAllLivestreams.Do(shortly(t), client)
	}
	server.script(redirect(livestreams, 307), status(503, "retry-after-ms", "1"))
	succeed(t, getAllLivestreams, client, option.WithMaxRetries(1))
	if opened := watching.opened.Load(); opened != 1 {
		t.Errorf("opened %d connections, want 1", opened)
	}
}

func TestConnectionsOfTheDefaultClientAreShared(t *testing.T) {
	server := newServer(t)
	var opened atomic.Int32
	count := option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		traced := withTrace(req.Context(), func(reused bool) {
			if !reused {
				opened.Add(1)
			}
		})
		return next(req.WithContext(traced))
	})
	for range 3 {
		succeed(t, getAllLivestreams, newClient(server, count))
	}
	if opened := opened.Load(); opened > 1 {
		t.Errorf("three clients opened %d connections, want 1", opened)
	}
}

func TestNoGoroutineIsLeft(t *testing.T) {
	server := newSerialServer(t)
	transport := &http.Transport{}
	client := newClient(server, option.WithHTTPClient(&http.Client{Transport: transport}), option.WithMaxRetries(1), option.WithRequestTimeout(short))
	server.reset() // so that the test's own connection is open
	before := runtime.NumGoroutine()
	for _, fault := range []fault{slow(20), stall(20), halfBody, drop, status(500), status(404), invalidJSON} {
		server.script(fault)
		ctx, cancel := context.WithTimeout(context.Background(), 2*short)
		_, _ = getAllLivestreams.Do(ctx, client)
		cancel()
		server.reset()
	}
	transport.CloseIdleConnections()
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%d goroutines, there were %d", runtime.NumGoroutine(), before)
		}
	}
}

// withTrace returns a context that tells of each connection whether it was open before.
func withTrace(ctx context.Context, got func(reused bool)) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { got(info.Reused) },
	})
}
