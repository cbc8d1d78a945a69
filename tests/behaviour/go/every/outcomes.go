package every

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"reflect"
	"slices"
)

// Outcome is what a method returned.
type Outcome interface {
	failed() error
	// judge says what is wrong with it, by answers of which none is an error.
	judge(answers []Answer) []string
}

// mostPages is how many pages are read of a list at most; mostItems, of the
// items that an iterator gives.
const (
	mostPages = 3
	mostItems = 40
)

// With makes a call with more environment variables.
func With(variables map[string]string, make func() Outcome) Outcome {
	for name, value := range variables {
		os.Setenv(name, value)
		defer os.Unsetenv(name)
	}
	return make()
}

// ---------------------------------------------------------------- nothing

type nothing struct{ err error }

// Nothing is the outcome of a method that returns only an error.
func Nothing(err error) Outcome { return nothing{err} }

func (o nothing) failed() error           { return o.err }
func (o nothing) judge([]Answer) []string { return nil }

// ---------------------------------------------------------------- values

type value[T any] struct {
	value *T
	err   error
}

// Value is the outcome of a method that returns what it reads of the answer.
func Value[T any](v *T, err error) Outcome { return value[T]{v, err} }

func (o value[T]) failed() error { return o.err }

func (o value[T]) judge(answers []Answer) []string {
	var found problems
	answer := answers[len(answers)-1]
	if o.value == nil {
		found.add("result", "is nil")
		return found
	}
	switch answer.Kind {
	case "json", "text":
		found.walk("result", reflect.ValueOf(o.value), parse(answer.Value))
		if answer.Kind == "json" {
			found.again("result", o.value, answer.Value)
		}
	case "none":
	default:
		found.add("result", "is %T for the %s %s", o.value, answer.Kind, answer)
	}
	return found
}

// ---------------------------------------------------------------- binary

type binary struct {
	content []byte
	err     error
}

// Binary is the outcome of a method that returns the response.
func Binary(resp *http.Response, err error) Outcome {
	if err != nil {
		return binary{nil, err}
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(resp.Body)
	return binary{content, err}
}

func (o binary) failed() error { return o.err }

func (o binary) judge(answers []Answer) []string {
	var found problems
	answer := answers[len(answers)-1]
	if !bytes.Equal(o.content, answer.Body) {
		found.add("result", "reads %.200q, not %.200q", o.content, answer.Body)
	}
	return found
}

// ---------------------------------------------------------------- pages

// Pager is a page of a list.
type Pager[P any] interface {
	comparable
	GetNextPage() (P, error)
}

type pages struct {
	pages []any
	err   error
}

// Page is the outcome of a method that returns a page: it, and those that
// follow.
func Page[P Pager[P]](page P, err error) Outcome {
	var end P
	found := pages{}
	for err == nil && page != end && len(found.pages) < mostPages {
		found.pages = append(found.pages, page)
		if len(found.pages) < mostPages {
			page, err = page.GetNextPage()
		}
	}
	found.err = err
	return found
}

// FirstPage is the outcome of a method that returns a page: only that page.
func FirstPage[P Pager[P]](page P, err error) Outcome {
	if err != nil {
		return pages{nil, err}
	}
	return pages{[]any{page}, nil}
}

func (o pages) failed() error { return o.err }
func (o pages) count() int    { return len(o.pages) }

func (o pages) judge(answers []Answer) []string {
	var found problems
	if len(o.pages) > len(answers) {
		found.add("pages", "there are %d, of %d answers", len(o.pages), len(answers))
	}
	if lists := listed(answers); len(o.pages) < len(lists) {
		found.add("pages", "there is none for the items %s", shown(lists[len(o.pages)]))
	}
	for i, page := range o.pages[:min(len(o.pages), len(answers))] {
		place := fmt.Sprintf("page %d", i+1)
		v, want := reflect.ValueOf(page), parse(answers[i].Value)
		if list, ok := want.([]any); ok {
			items := v.Elem().FieldByName("Items")
			if !items.IsValid() {
				found.add(place, "%T has no Items for an answer that is an array", page)
				continue
			}
			found.walk(place, items, list)
			continue
		}
		found.walk(place, v, want)
	}
	return found
}

// listed returns the items of each answer that is a page. A last one without
// items, or with those of the page before, is how some servers say that there
// are no more.
func listed(answers []Answer) [][]any {
	var found [][]any
	for _, answer := range answers {
		list, _ := parse(answer.Items).([]any)
		found = append(found, list)
	}
	last := len(found) - 1
	if last > 0 && len(found[last]) > 0 && slices.EqualFunc(found[last], found[last-1], equal) {
		found = found[:last]
	}
	for len(found) > 0 && len(found[len(found)-1]) == 0 {
		found = found[:len(found)-1]
	}
	return found
}

type items struct {
	items []any
	err   error
}

// Items is the outcome of a method that returns an iterator over all pages.
func Items[T any](all iter.Seq2[T, error]) Outcome {
	found := items{}
	for item, err := range all {
		if err != nil {
			found.err = err
			break
		}
		found.items = append(found.items, item)
		if len(found.items) == mostItems {
			break
		}
	}
	return found
}

func (o items) failed() error { return o.err }
func (o items) count() int    { return len(o.items) }

func (o items) judge(answers []Answer) []string {
	var found problems
	wanted := slices.Concat(listed(answers)...)
	if len(o.items) != min(len(wanted), mostItems) {
		found.add("items", "there are %d, not %d in %d answers", len(o.items), len(wanted), len(answers))
	}
	for i := range min(len(o.items), len(wanted)) {
		found.walk(fmt.Sprintf("item %d", i), reflect.ValueOf(o.items[i]), wanted[i])
	}
	return found
}

// ---------------------------------------------------------------- streams

// Streamer is a stream of events.
type Streamer[T any] interface {
	All() iter.Seq2[T, error]
	Close() error
}

type events struct {
	events []any
	err    error
}

// Stream is the outcome of a method that returns a stream: all of its events.
func Stream[T any](stream Streamer[T]) Outcome {
	found := events{}
	for event, err := range stream.All() {
		if err != nil {
			found.err = err
			break
		}
		found.events = append(found.events, event)
	}
	if err := stream.Close(); err != nil && found.err == nil {
		found.err = err
	}
	return found
}

func (o events) failed() error { return o.err }
func (o events) count() int    { return len(o.events) }

func (o events) judge(answers []Answer) []string {
	var found problems
	answer := answers[len(answers)-1]
	wanted, ok := parse(answer.Value).([]any)
	if answer.Kind == "events" {
		return nil // whoever gave them knows what they are
	}
	if !ok {
		found.add("stream", "the answer is %s", answer.Kind)
		return found
	}
	if len(o.events) != len(wanted) {
		found.add("stream", "there are %d events, not %d", len(o.events), len(wanted))
	}
	for i := range min(len(o.events), len(wanted)) {
		found.walk(fmt.Sprintf("event %d", i), reflect.ValueOf(o.events[i]), wanted[i])
	}
	return found
}

// ---------------------------------------------------------------- webhooks

type event struct {
	payload json.RawMessage
	value   any
	err     error
}

// Webhook is the outcome of unwrapping a payload.
func Webhook[T any](payload string, v *T, err error) Outcome {
	return event{json.RawMessage(payload), v, err}
}

func (o event) failed() error { return o.err }

func (o event) judge([]Answer) []string {
	var found problems
	if o.err != nil {
		found.add("event", "%v for %.400s", o.err, o.payload)
		return found
	}
	found.walk("event", reflect.ValueOf(o.value), parse(o.payload))
	return found
}
