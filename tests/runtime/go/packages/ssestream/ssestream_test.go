package ssestream_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"example.com/sdk/internal/decode"
	"example.com/sdk/packages/respjson"
	"example.com/sdk/packages/ssestream"
)

// body is the body of a response, which tells what was done to it.
type body struct {
	io.Reader
	closed int
}

func (b *body) Close() error {
	b.closed++
	return nil
}

func answer(text io.Reader, contentType string) (*http.Response, *body) {
	b := &body{Reader: text}
	return &http.Response{Body: b, Header: http.Header{"Content-Type": {contentType}}}, b
}

func sse(text string) *http.Response {
	response, _ := answer(strings.NewReader(text), "text/event-stream")
	return response
}

// all returns what a stream gives, and checks that it closes its response.
func all[T any](t *testing.T, response *http.Response, options ssestream.Options, item decode.Func[T]) ([]T, error) {
	t.Helper()
	stream := ssestream.New(response, options, item)
	var found []T
	for stream.Next() {
		found = append(found, stream.Current())
	}
	if b, ok := response.Body.(*body); ok && b.closed != 1 {
		t.Errorf("the response was closed %d times", b.closed)
	}
	if stream.Next() {
		t.Error("there is something behind the end")
	}
	return found, stream.Err()
}

type eventShape struct {
	Event, Data, ID string
	Retry           int64
}

func decodeEvent(v *eventShape, d *decode.Decoder) respjson.Field {
	var raw respjson.RawObject
	o, ok := decode.Object(v, &raw, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		switch d.Key {
		case "event":
			decode.String(&v.Event, d)
		case "data":
			decode.String(&v.Data, d)
		case "id":
			decode.String(&v.ID, d)
		case "retry":
			decode.Int(&v.Retry, d)
		default:
			d.Extra(&raw)
		}
	}
	return d.End(o, &raw)
}

func TestServerSentEvents(t *testing.T) {
	type events = []eventShape
	for _, test := range []struct {
		body string
		want events
	}{
		{"data: a\n\n", events{{Data: "a"}}},
		{"data:a\n\n", events{{Data: "a"}}},
		{"data:  a\n\n", events{{Data: " a"}}},
		{"data: a\ndata: b\n\n", events{{Data: "a\nb"}}},
		{"data\n\n", events{{}}},
		{"data\ndata\n\n", events{{Data: "\n"}}},
		{"data:\n\n", events{{}}},
		{"data: a\r\n\r\ndata: b\r\r", events{{Data: "a"}, {Data: "b"}}},
		{"data: a\r\ndata: b\r\n\r\n", events{{Data: "a\nb"}}},
		{"data: a\n\r\ndata: b\r\n\n", events{{Data: "a"}, {Data: "b"}}},
		{"\ufeffdata: a\n\n", events{{Data: "a"}}},
		{"data: \ufeffa\n\n", events{{Data: "\ufeffa"}}},
		{": a comment\n\ndata: a\n: another\n\n", events{{Data: "a"}}},
		{"event: x\ndata: a\n\ndata: b\n\n", events{{Event: "x", Data: "a"}, {Data: "b"}}},
		{"event: x\n\ndata: b\n\n", events{{Data: "b"}}},
		{"id: 1\ndata: a\n\ndata: b\n\n", events{{Data: "a", ID: "1"}, {Data: "b", ID: "1"}}},
		{"id: 1\ndata: a\n\nid\ndata: b\n\n", events{{Data: "a", ID: "1"}, {Data: "b"}}},
		{"id: a\x00b\ndata: a\n\n", events{{Data: "a"}}},
		{"retry: 20\ndata: a\n\n", events{{Data: "a", Retry: 20}}},
		{"retry: x\nretry: ٣\nretry:\ndata: a\n\n", events{{Data: "a"}}},
		{"retry: " + strings.Repeat("9", 5000) + "\ndata: a\n\n", events{{Data: "a", Retry: 1e18 - 1}}},
		{"other: x\ndata: a\n\n", events{{Data: "a"}}},
		{"data: a: b\n\n", events{{Data: "a: b"}}},
		{"data: é☃😀\n\n", events{{Data: "é☃😀"}}},
		{"data: \xff\n\n", events{{Data: "\ufffd"}}},
		{"data: a\n\ndata: cut", events{{Data: "a"}}},
		{"data: a\n\ndata: cut\n", events{{Data: "a"}}},
		{"", nil},
		{"\n\n\n", nil},
	} {
		for name, reader := range map[string]io.Reader{
			"whole":          strings.NewReader(test.body),
			"byte by byte":   iotest.OneByteReader(strings.NewReader(test.body)),
			"halves":         iotest.HalfReader(strings.NewReader(test.body)),
			"data with EOFs": iotest.DataErrReader(strings.NewReader(test.body)),
		} {
			response, _ := answer(reader, "text/event-stream")
			got, err := all(t, response, ssestream.Options{Payload: ssestream.Event}, decodeEvent)
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("%s of %q gives %+v, %v, not %+v", name, test.body, got, err, test.want)
			}
		}
	}
}

func raw(v *string, d *decode.Decoder) respjson.Field {
	field := d.Raw()
	*v = field.Raw()
	return field
}

func TestJSONTexts(t *testing.T) {
	for text, want := range map[string][]string{
		"1\n2\n":                         {"1", "2"},
		"1\n2":                           {"1", "2"},
		"1\r\n\r\n \n2\r\n":              {"1", "2"},
		"\ufeff1\n":                      {"1"},
		"\"a\u2028b\"\n\"é\"\n":          {"\"a\u2028b\"", "\"é\""},
		"\x1e1\n\x1e2\n":                 {"1", "2"},
		"\x1e{\n\"a\": 1\n}\n\x1e2\n":    {"{\n\"a\": 1\n}", "2"},
		"\x1e\x1e1\n":                    {"1"},
		"\x1e1\n\x1e2":                   {"1", "2"},
		"":                               nil,
		"\n":                             nil,
		"\x1e[1,\x1e2\n":                 {"[1,"},
		"{\"a\": 1} \n\t\n [2]\n \"b\" ": {"{\"a\": 1}", "[2]", "\"b\""},
	} {
		for _, reader := range []io.Reader{
			strings.NewReader(text), iotest.OneByteReader(strings.NewReader(text)), iotest.HalfReader(strings.NewReader(text)),
		} {
			response, _ := answer(reader, "application/jsonl")
			got, err := all(t, response, ssestream.Options{Format: ssestream.JSONLines}, raw)
			if strings.Contains(text, "[1,") {
				if err == nil || len(got) > 0 {
					t.Errorf("malformed JSON gives %q, %v", got, err)
				}
			} else if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%q gives %q, %v, not %q", text, got, err, want)
			}
		}
	}
}

func TestPayloads(t *testing.T) {
	const text = "event: x\nid: 7\nretry: 5\ndata: {\"a\":1}\n\nevent: ping\ndata:\n\ndata: [DONE]\n\ndata: 2\n\n"
	for _, test := range []struct {
		payload ssestream.Payload
		want    []string
	}{
		{ssestream.JSON, []string{`{"a":1}`}},
		{ssestream.Text, []string{`"{\"a\":1}"`, `""`}},
		{ssestream.Event, []string{
			`{"event":"x","data":"{\"a\":1}","id":"7","retry":5}`, `{"event":"ping","data":"","id":"7"}`,
		}},
		{ssestream.EventWithJSON, []string{`{"event":"x","data":{"a":1},"id":"7","retry":5}`}},
	} {
		got, err := all(t, sse(text), ssestream.Options{Payload: test.payload, End: "[DONE]"}, raw)
		if err != nil || !reflect.DeepEqual(got, test.want) {
			t.Errorf("the payload %d gives %q, %v, not %q", test.payload, got, err, test.want)
		}
	}
}

func TestNoEndIsSaid(t *testing.T) {
	got, err := all(t, sse("data: 1\n\ndata: [DONE]\n\n"), ssestream.Options{Payload: ssestream.Text}, decode.String)
	if err != nil || !reflect.DeepEqual(got, []string{"1", "[DONE]"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// named is an event that has a member of the name error.
type named struct {
	Error string `json:"error"`
}

func decodeNamed(v *named, d *decode.Decoder) respjson.Field {
	var raw respjson.RawObject
	o, ok := decode.Object(v, &raw, d)
	if !ok {
		return o.Field()
	}
	for d.More() {
		if d.Key == "error" {
			decode.String(&v.Error, d)
		} else {
			d.Extra(&raw)
		}
	}
	return d.End(o, &raw)
}

// union may be named.
type union struct{ value any }

func (u union) AsAny() any { return u.value }

func decodeUnion(v *union, d *decode.Decoder) respjson.Field {
	if d.Kind() == decode.KindObject {
		variant, field := decode.Variant(d, decodeNamed)
		v.value = variant
		return field
	}
	return d.Raw()
}

type reported struct{ data string }

func (r reported) Error() string { return "reported: " + r.data }

func TestErrorEvents(t *testing.T) {
	for _, test := range []struct{ text, data string }{
		{"event: error\ndata: {\"error\": {\"message\": \"no more\"}}\n\n", `{"error": {"message": "no more"}}`},
		{"data: {\"error\": {\"message\": \"no\"}}\n\n", `{"error": {"message": "no"}}`},
		{"event: error\ndata: oh\n\n", "oh"},
		{"event: error\ndata\n\n", ""},
	} {
		options := ssestream.Options{End: "[DONE]", Failure: func(data string) error { return reported{data} }}
		got, err := all(t, sse("data: {\"text\":\"a\"}\n\n"+test.text+"data: 2\n\n"), options, raw)
		var failure reported
		if !errors.As(err, &failure) || failure.data != test.data || len(got) != 1 {
			t.Errorf("%q gives %q, %v", test.text, got, err)
		}
	}
	_, err := all(t, sse("event: error\ndata: oh\n\n"), ssestream.Options{Payload: ssestream.Text}, raw)
	if err == nil || err.Error() != "the server ended the stream with an error: oh" {
		t.Errorf("without a function the error is %v", err)
	}
}

func TestWhatIsAFailure(t *testing.T) {
	for text, isOne := range map[string]bool{
		`{"error": null}`:      false,
		`{"error": false}`:     false,
		`{"error": 0}`:         false,
		`{"error": -0.0}`:      false,
		`{"error": ""}`:        false,
		`{"error": {}}`:        false,
		`{"error": []}`:        false,
		`{"a": {"error": 1}}`:  false,
		`["error"]`:            false,
		`{"error": true}`:      true,
		`{"error": 0.5}`:       true,
		`{"error": "x"}`:       true,
		`{"error": {"a": 0}}`:  true,
		`{"error": [0]}`:       true,
		`{"a": 1, "error": 1}`: true,
	} {
		response, _ := answer(strings.NewReader(text), "application/jsonl")
		_, err := all(t, response, ssestream.Options{Format: ssestream.JSONLines}, raw)
		if isOne != (err != nil) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestErrorThatEventsHave(t *testing.T) {
	const text = "{\"error\": \"x\"}\n{\"error\": null}\n"
	lines := ssestream.Options{Format: ssestream.JSONLines}
	response, _ := answer(strings.NewReader(text), "application/jsonl")
	got, err := all(t, response, lines, decodeNamed)
	if err != nil || !reflect.DeepEqual(got, []named{{"x"}, {}}) {
		t.Errorf("%v, %v", got, err)
	}
	response, _ = answer(strings.NewReader(text), "application/jsonl")
	if got, err := all(t, response, lines, decodeUnion); err != nil || len(got) != 2 {
		t.Errorf("a union: %v, %v", got, err)
	}
	response, _ = answer(strings.NewReader(text), "application/jsonl")
	if got, err := all(t, response, lines, decode.PointerTo(decodeNamed)); err != nil || len(got) != 2 {
		t.Errorf("a pointer: %v, %v", got, err)
	}
}

func TestMalformedEvents(t *testing.T) {
	for _, payload := range []ssestream.Payload{ssestream.JSON, ssestream.EventWithJSON} {
		for _, data := range []string{"{", `1,"id":2`, strings.Repeat("[", 100_000)} {
			_, err := all(t, sse("data: "+data+"\n\n"), ssestream.Options{Payload: payload}, raw)
			if err == nil || !strings.Contains(err.Error(), "an event is not valid JSON") {
				t.Errorf("%.10q gives %v", data, err)
			}
		}
	}
}

func TestAnotherContentType(t *testing.T) {
	for contentType, isFine := range map[string]bool{
		"application/json":         false,
		"text/html; charset=utf-8": false,
		"application/problem+json": false,
		"text/event-stream":        true,
		"":                         true,
	} {
		response, _ := answer(strings.NewReader(`{"text": "a"}`), contentType)
		_, err := all(t, response, ssestream.Options{}, raw)
		if isFine != (err == nil) || err != nil && !strings.Contains(err.Error(), "expected text/event-stream") {
			t.Errorf("%q: %v", contentType, err)
		}
	}
	unexpected := errors.New("unexpected")
	response, _ := answer(strings.NewReader(""), "application/json")
	options := ssestream.Options{Unexpected: func(given *http.Response) error {
		if given != response {
			t.Error("another response")
		}
		return unexpected
	}}
	if _, err := all(t, response, options, raw); !errors.Is(err, unexpected) {
		t.Errorf("the error is %v", err)
	}
	response, _ = answer(strings.NewReader(""), "application/stream+json")
	if got, err := all(t, response, ssestream.Options{Format: ssestream.JSONLines}, raw); err != nil || got != nil {
		t.Errorf("no lines: %q, %v", got, err)
	}
}

func TestLimit(t *testing.T) {
	const limit = 10_000
	long := strings.Repeat("x", limit)
	lines := strings.Repeat("data: "+strings.Repeat("x", 100)+"\n", 200)
	for name, test := range map[string]struct {
		text   string
		format ssestream.Format
	}{
		"line":                  {"data: " + long + "\n\n", ssestream.Events},
		"comment":               {": " + long, ssestream.Events},
		"lines":                 {lines, ssestream.Events},
		"JSON line":             {`"` + long + `"`, ssestream.JSONLines},
		"lines of a sequence":   {"\x1e[" + strings.Repeat("1,\n", limit) + "1]", ssestream.JSONLines},
		"line without an end":   {"data: " + strings.Repeat("x", 10*limit), ssestream.Events},
		"many events in a line": {strings.Repeat("\x1e1", limit), ssestream.JSONLines},
	} {
		response, _ := answer(strings.NewReader("data: \"a\"\n\n"+test.text), "")
		if test.format == ssestream.JSONLines {
			response, _ = answer(strings.NewReader(test.text), "")
		}
		_, err := all(t, response, ssestream.Options{Format: test.format, Payload: ssestream.Text, Limit: limit}, raw)
		if err == nil || !strings.Contains(err.Error(), "more than 10000 bytes") {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Comments that keep a connection open are not a part of any event.
	kept := strings.Repeat(": ping\n", limit) + "data: 1\n\n" + strings.Repeat("data: 1\n\n", limit)
	if got, err := all(t, sse(kept), ssestream.Options{Limit: limit}, raw); err != nil || len(got) != limit+1 {
		t.Errorf("%d events, %v", len(got), err)
	}
}

func TestBrokenConnection(t *testing.T) {
	gone := errors.New("gone")
	response, b := answer(io.MultiReader(strings.NewReader("data: 1\n\ndata: 2"), iotest.ErrReader(gone)), "")
	got, err := all(t, response, ssestream.Options{}, raw)
	if !errors.Is(err, gone) || !reflect.DeepEqual(got, []string{"1"}) || b.closed != 1 {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAll(t *testing.T) {
	response, b := answer(strings.NewReader("data: 1\n\ndata: 2\n\ndata: 3\n\ndata: {\n\n"), "")
	stream := ssestream.New(response, ssestream.Options{}, decode.Int)
	var found []int64
	for event, err := range stream.All() {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, event)
		if event == 2 {
			break
		}
	}
	if !reflect.DeepEqual(found, []int64{1, 2}) || b.closed != 1 || stream.Err() != nil || stream.Next() {
		t.Errorf("%d, closed %d times, %v", found, b.closed, stream.Err())
	}

	response, b = answer(strings.NewReader("data: 1\n\ndata: {\n\n"), "")
	var failure error
	for event, err := range ssestream.New(response, ssestream.Options{}, decode.Int).All() {
		if failure = err; err != nil && event != 0 {
			t.Errorf("an event %d with an error", event)
		}
	}
	if failure == nil || b.closed != 1 {
		t.Errorf("%v, closed %d times", failure, b.closed)
	}
}

func TestFailed(t *testing.T) {
	failure := errors.New("not sent")
	stream := ssestream.Failed[int64](failure)
	if stream.Next() || !errors.Is(stream.Err(), failure) || stream.Close() != nil || stream.Current() != 0 {
		t.Error("a stream that was not opened gives something")
	}
	for _, err := range ssestream.Failed[int64](failure).All() {
		if !errors.Is(err, failure) {
			t.Error(err)
		}
	}
}

// Events are given as they come, and whoever waits for one can be stopped.
func TestAServerThatGoesOn(t *testing.T) {
	next := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for number := 1; ; number++ {
			_, _ = fmt.Fprintf(w, "data: %d\r\n\r", number)
			w.(http.Flusher).Flush()
			select {
			case <-next:
			case <-r.Context().Done():
				return
			}
		}
	}))
	defer server.Close()
	open := func(ctx context.Context) *ssestream.Stream[int64] {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		return ssestream.New(response, ssestream.Options{}, decode.Int)
	}

	stream := open(context.Background())
	for want := range int64(3) {
		if !stream.Next() || stream.Current() != want+1 {
			t.Fatalf("%d, %v", stream.Current(), stream.Err())
		}
		next <- struct{}{}
	}
	time.AfterFunc(20*time.Millisecond, func() { _ = stream.Close() })
	for stream.Next() {
	}
	if stream.Err() != nil {
		t.Errorf("Close is an error: %v", stream.Err())
	}

	ctx, cancel := context.WithCancel(context.Background())
	stream = open(ctx)
	stream.Next()
	time.AfterFunc(20*time.Millisecond, cancel)
	for stream.Next() {
	}
	if !errors.Is(stream.Err(), context.Canceled) {
		t.Errorf("the error is %v", stream.Err())
	}
}
