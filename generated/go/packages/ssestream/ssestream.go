// Package ssestream reads responses that are one event after the other:
// server-sent events and JSON lines.
package ssestream

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/cloudflare/cloudflare-go/internal/decode"
)

// DefaultLimit is the most bytes that an event may have where nothing else is
// said.
const DefaultLimit = 32 << 20

// Format says how events follow each other.
type Format uint8

const (
	// Events: text/event-stream.
	Events Format = iota
	// JSONLines: one JSON text after the other, each on a line of its own or
	// behind a separator (RFC 7464).
	JSONLines
)

// Payload says what of a server-sent event is decoded. JSON lines are always
// JSON.
type Payload uint8

const (
	// JSON: the JSON value that its data is.
	JSON Payload = iota
	// Text: the text that its data is.
	Text
	// Event: the whole event, as an object with the members event, data, id and
	// retry; the data is a text.
	Event
	// EventWithJSON: the whole event, whose data is a JSON value.
	EventWithJSON
)

// Options says what is in a stream.
type Options struct {
	Format  Format
	Payload Payload
	// End is the data of an event that is no value but says that the stream is
	// over; "" if there is none.
	End string
	// Limit is the most bytes that an event may have, DefaultLimit if it is 0.
	Limit int64
	// Failure returns the error for an event by which the server reports a
	// failure, from its data.
	Failure func(data string) error
	// Unexpected returns the error for a response without events that is of
	// another content type.
	Unexpected func(response *http.Response) error
}

// Stream gives the events of a response as they come, once:
//
//	for stream.Next() {
//		event := stream.Current()
//	}
//	if err := stream.Err(); err != nil {
//	}
//
// Whoever stops before the end closes it. [Stream.All] does so by itself.
type Stream[T any] struct {
	response *http.Response
	options  Options
	decode   decode.Func[T]
	parser   parser
	begun    bool // whether there was anything in it
	current  T
	err      error
	closed   atomic.Bool
}

// New returns a stream of the events of a response.
func New[T any](response *http.Response, options Options, item decode.Func[T]) *Stream[T] {
	limit := options.Limit
	if limit <= 0 {
		limit = DefaultLimit
	}
	lines := newLineReader(response.Body, int(min(limit, 1<<31-1)), options.Format == Events)
	s := &Stream[T]{response: response, options: options, decode: item}
	if options.Format == JSONLines {
		s.parser = &jsonTexts{lines: lines}
	} else {
		s.parser = &serverSentEvents{lines: lines}
	}
	return s
}

// Failed returns a stream that could not be opened.
func Failed[T any](err error) *Stream[T] {
	s := &Stream[T]{err: err}
	s.closed.Store(true)
	return s
}

// Next waits for the next event, which Current returns. It is false behind the
// last event, after Close, and if the stream failed, which Err tells.
func (s *Stream[T]) Next() bool {
	for !s.closed.Load() {
		found, err := s.parser.next()
		if err != nil {
			s.finish(err)
			return false
		}
		s.begun = true
		if s.isEnd(found) {
			s.finish(nil)
			return false
		}
		value, ok, err := s.read(found)
		if err != nil {
			s.finish(err)
			return false
		}
		if ok {
			s.current = value
			return true
		}
	}
	return false
}

// Current returns the event that the last call of Next has found.
func (s *Stream[T]) Current() T { return s.current }

// Err returns why the stream failed, nil if it did not.
func (s *Stream[T]) Err() error { return s.err }

// Close gives the connection back. Events that have not been read are lost. It
// may be called at any time, and more than once.
func (s *Stream[T]) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	return s.response.Body.Close()
}

// All returns the events that have not been read. An error is the last of them.
// The stream is closed in the end, also by a break.
func (s *Stream[T]) All() iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		defer func() { _ = s.Close() }()
		for s.Next() {
			if !yield(s.current, nil) {
				return
			}
		}
		if s.err != nil {
			var none T
			yield(none, s.err)
		}
	}
}

// finish ends the stream, with an error if that is neither nil nor io.EOF.
func (s *Stream[T]) finish(err error) {
	if s.closed.Load() {
		return // That is why reading failed.
	}
	if err == io.EOF && !s.begun {
		err = s.checkContentType()
	}
	if err != nil && err != io.EOF {
		s.err = err
	}
	_ = s.Close()
}

// checkContentType looks at a response without events, which may be something
// else than a stream.
func (s *Stream[T]) checkContentType() error {
	stated := s.response.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(stated)
	isOther := kind == "text/html" || strings.HasSuffix(kind, "json")
	if s.options.Format != Events || !isOther {
		return nil
	}
	if s.options.Unexpected != nil {
		return s.options.Unexpected(s.response)
	}
	return fmt.Errorf("expected text/event-stream, but the content type is %q", stated)
}

func (s *Stream[T]) failure(data string) error {
	if s.options.Failure != nil {
		return s.options.Failure(data)
	}
	return errors.New("the server ended the stream with an error: " + data)
}
