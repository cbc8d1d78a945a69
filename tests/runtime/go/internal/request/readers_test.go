package request_test

import (
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

type reader = io.Reader

// pipe is a reader that cannot be read a second time.
func pipe(text string) io.Reader { return io.MultiReader(strings.NewReader(text)) }

// newTLSServer is a server whose certificate nobody knows, and the number of
// connections that it got.
func newTLSServer(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	connections := new(atomic.Int64)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s, connections
}
