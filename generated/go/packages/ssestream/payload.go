package ssestream

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/decode"
	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// isEnd reports whether an event says that the stream is over.
func (s *Stream[T]) isEnd(e event) bool {
	return s.options.Format == Events && s.options.End != "" && strings.TrimSpace(e.data) == s.options.End
}

// read returns the value of an event; ok is false if it has none.
func (s *Stream[T]) read(e event) (value T, ok bool, err error) {
	if s.options.Format == JSONLines {
		value, err = s.decoded(e.data)
		return value, true, err
	}
	if e.name == "error" {
		return value, false, s.failure(e.data)
	}
	switch s.options.Payload {
	case Text:
		value, err = s.valueOf(quoted(e.data))
	case Event:
		value, err = s.valueOf(e.object(quoted(e.data)))
	case EventWithJSON:
		if e.data == "" {
			return value, false, nil
		}
		if err := check(e.data); err != nil {
			return value, false, err
		}
		value, err = s.valueOf(e.object(e.data))
	default:
		if e.data == "" {
			return value, false, nil
		}
		value, err = s.decoded(e.data)
	}
	return value, true, err
}

// decoded returns the value of a JSON text. It is an error if the server reports
// a failure in place of an event.
func (s *Stream[T]) decoded(text string) (T, error) {
	value, err := s.valueOf(text)
	if err != nil || !reportsFailure(text) || hasMember(value, "error") {
		return value, err
	}
	var none T
	return none, s.failure(text)
}

func (s *Stream[T]) valueOf(text string) (T, error) {
	var value T
	if _, err := decode.Text(text, &value, s.decode); err != nil {
		return value, invalid(err)
	}
	return value, nil
}

// check returns an error for a text that is not JSON.
func check(text string) error {
	d := decode.New(text)
	d.Skip()
	if err := d.Close(); err != nil {
		return invalid(err)
	}
	return nil
}

func invalid(err error) error {
	return fmt.Errorf("an event is not valid JSON: %w", err)
}

// object returns the whole event as JSON text; data is the JSON text of its
// data. What the event does not have is left out.
func (e event) object(data string) string {
	var w encode.Writer
	w.BeginObject()
	if e.name != "" {
		w.Key("event")
		encode.String(&w, e.name)
	}
	w.Key("data")
	w.RawJSON(data)
	if e.id != "" {
		w.Key("id")
		encode.String(&w, e.id)
	}
	if e.retry != nil {
		w.Key("retry")
		encode.Int(&w, *e.retry)
	}
	w.EndObject()
	return string(w.Bytes())
}

func quoted(text string) string {
	var w encode.Writer
	encode.String(&w, text)
	return string(w.Bytes())
}

// reportsFailure reports whether a text is an object with an error in it.
func reportsFailure(text string) bool {
	if !strings.Contains(text, `"error"`) {
		return false
	}
	found := rawjson.Of(text).At("error")
	switch found.Kind() {
	case rawjson.Absent, rawjson.Null:
		return false
	case rawjson.Boolean:
		return found == "true"
	case rawjson.Number:
		return strings.Trim(string(found), "-0.") != ""
	case rawjson.String:
		return found != `""`
	case rawjson.Array:
		for range found.Items() {
			return true
		}
		return false
	case rawjson.Object:
		for range found.Members() {
			return true
		}
		return false
	default:
		return true
	}
}

// hasMember reports whether the type of an event has a field for a member, in
// which case that is a part of the event. It is asked only where a server may
// have reported a failure.
func hasMember(value any, name string) bool {
	if union, ok := value.(interface{ AsAny() any }); ok {
		return hasMember(union.AsAny(), name)
	}
	t := reflect.TypeOf(value)
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == nil || t.Kind() != reflect.Struct {
		return false
	}
	for i := 0; i < t.NumField(); i++ {
		tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if tag == name {
			return true
		}
	}
	return false
}
