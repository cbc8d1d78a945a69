// Package behaviour runs the generated SDK against servers that hold each request to the OpenAPI document.
//
// The servers are those of ../server.py. test_go_sdk.py starts them, and runs these tests.
package behaviour

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// pairs holds the servers that no test is using, two at a time: two origins of the same API.
var pairs chan [2]string

func TestMain(m *testing.M) {
	urls := strings.Fields(os.Getenv("SDK_SERVERS"))
	if len(urls) < 2 {
		fmt.Fprintln(os.Stderr, "SDK_SERVERS holds no URLs: these tests are run by test_go_sdk.py")
		os.Exit(1)
	}
	pairs = make(chan [2]string, len(urls)/2)
	for i := 0; i+1 < len(urls); i += 2 {
		pairs <- [2]string{urls[i], urls[i+1]}
	}
	os.Exit(m.Run())
}

// server is a server that belongs to one test until the test is over.
type server struct {
	t *testing.T
	// BaseURL is the origin with the path of the API.
	BaseURL string
	// Origin is scheme, host and port.
	Origin string
}

// newServer returns a server. The test runs in parallel with others, and fails if the SDK breaks the contract.
func newServer(t *testing.T) *server {
	t.Helper()
	t.Parallel()
	return newSerialServer(t)
}

// newServers returns a server, and one that has the same API at another origin.
func newServers(t *testing.T) (home, other *server) {
	t.Helper()
	t.Parallel()
	return newSerialServers(t)
}

// newSerialServer returns a server for a test that changes the environment, which no other test may see.
func newSerialServer(t *testing.T) *server {
	t.Helper()
	home, _ := newSerialServers(t)
	return home
}

func newSerialServers(t *testing.T) (home, other *server) {
	t.Helper()
	pair := <-pairs
	home, other = serverAt(t, pair[0]), serverAt(t, pair[1])
	t.Cleanup(func() {
		home.checkContract()
		home.reset()
		other.reset()
		pairs <- pair
	})
	return home, other
}

func serverAt(t *testing.T, baseURL string) *server {
	t.Helper()
	parsed, err := url.Parse(baseURL)
	if err != nil {
		t.Fatal(err)
	}
	return &server{t: t, BaseURL: baseURL, Origin: parsed.Scheme + "://" + parsed.Host}
}

// request is what the SDK sent.
type request struct {
	Method string
	// Target is the path and the query, as they were sent.
	Target  string
	Path    string
	Query   [][2]string
	Headers [][2]string
	Body    string
	// At is when it came, in seconds of some clock.
	At float64
}

// header returns the value of a header, and whether there is one.
func (r request) header(name string) (string, bool) {
	for _, pair := range r.Headers {
		if strings.EqualFold(pair[0], name) {
			return pair[1], true
		}
	}
	return "", false
}

// query returns the value of a query parameter, and whether there is one.
func (r request) query(name string) (string, bool) {
	for _, pair := range r.Query {
		if pair[0] == name {
			return pair[1], true
		}
	}
	return "", false
}

// script says what goes wrong with the next answers, one after the other.
func (s *server) script(faults ...fault) {
	s.t.Helper()
	body, err := json.Marshal(faults)
	if err != nil {
		s.t.Fatal(err)
	}
	s.control(http.MethodPost, "script", bytes.NewReader(body), nil)
}

// requests returns what has been asked so far.
func (s *server) requests() []request {
	s.t.Helper()
	var found []request
	s.control(http.MethodGet, "requests", nil, &found)
	return found
}

// only returns the request, of which there must have been one.
func (s *server) only() request {
	s.t.Helper()
	found := s.requests()
	if len(found) != 1 {
		s.t.Fatalf("%d requests, want 1", len(found))
	}
	return found[0]
}

// gaps returns the times between the requests.
func (s *server) gaps() []time.Duration {
	s.t.Helper()
	var found []time.Duration
	requests := s.requests()
	for i := 1; i < len(requests); i++ {
		found = append(found, time.Duration((requests[i].At-requests[i-1].At)*float64(time.Second)))
	}
	return found
}

// reset forgets all requests and faults, and ends what is still slow.
func (s *server) reset() {
	s.t.Helper()
	s.control(http.MethodPost, "reset", nil, nil)
}

// checkContract fails the test if a request broke the contract, or if there were fewer requests than faults.
func (s *server) checkContract() {
	s.t.Helper()
	var violations, unused []any
	s.control(http.MethodGet, "violations", nil, &violations)
	for _, violation := range violations {
		s.t.Errorf("the SDK broke the contract: %v", violation)
	}
	s.control(http.MethodGet, "unused", nil, &unused)
	for _, fault := range unused {
		s.t.Errorf("no request has come for the fault %v", fault)
	}
}

func (s *server) control(method, command string, body io.Reader, result any) {
	s.t.Helper()
	req, err := http.NewRequest(method, s.Origin+"/__server/"+command, body)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %s", command, text)
	}
	if result != nil {
		if err := json.Unmarshal(text, result); err != nil {
			s.t.Fatal(err)
		}
	}
}

// fault is what goes wrong with an answer, in the words of ../faults.py.
type fault map[string]any

// and returns both faults in one answer; what the other one says wins.
func (f fault) and(other fault) fault {
	both := fault{}
	for name, value := range f {
		both[name] = value
	}
	for name, value := range other {
		both[name] = value
	}
	return both
}

// times returns the fault in a row of n answers.
func (f fault) times(n int) []fault {
	row := make([]fault, n)
	for i := range row {
		row[i] = f
	}
	return row
}

var (
	noFault     = fault{}
	drop        = fault{"drop": true}
	garbage     = fault{"garbage": "no HTTP\r\n\r\n"}
	halfBody    = fault{"half_body": true}
	invalidJSON = fault{"body": `{"success": tru`}
	// unchecked is for requests that the document does not know.
	unchecked = fault{"unchecked": true}
)

// slow sends nothing for so many seconds.
func slow(seconds float64) fault { return fault{"slow": seconds} }

// stall sends half of the body, and after so many seconds the other half.
func stall(seconds float64) fault { return fault{"stall": seconds} }

// status answers with another status, and with these names and values of headers.
func status(code int, headers ...string) fault {
	return fault{"status": code}.and(withHeaders(headers...))
}

// withHeaders adds names and values of headers.
func withHeaders(headers ...string) fault {
	named := map[string]string{}
	for i := 0; i+1 < len(headers); i += 2 {
		named[headers[i]] = headers[i+1]
	}
	return fault{"headers": named}
}

// raw answers with another body.
func raw(body string) fault { return fault{"body": body} }

// contentType answers with another media type.
func contentType(value string) fault { return fault{"content_type": value} }

// redirect leads to another place.
func redirect(location string, code int) fault {
	return status(code, "Location", location).and(raw(""))
}
