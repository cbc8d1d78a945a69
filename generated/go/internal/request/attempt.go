package request

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/cloudflare/cloudflare-go/internal/body"
)

// timeoutError is why a request ended that took too long.
type timeoutError struct{ after time.Duration }

func (e *timeoutError) Error() string { return "no answer came within " + e.after.String() }

// Timeout reports true, as [net.Error] asks for.
func (e *timeoutError) Timeout() bool { return true }

// Is says that it is a [context.DeadlineExceeded].
func (e *timeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

// attempt is one sending of a request, which ends when it takes too long. It is
// the body of the response, too.
type attempt struct {
	api *API
	// caller is the context of the call, ctx that of this attempt.
	caller, ctx context.Context
	cancel      context.CancelCauseFunc
	request     *http.Request
	// sent is the body of the request; nil if there is none.
	sent *body.Content
	// body is that of the response.
	body io.ReadCloser

	mu    sync.Mutex // is held while the time is stopped or started
	timer *time.Timer
	// limit is how long it may take; 0 is any time.
	limit time.Duration
	// eachRead says that the limit is for each read of the body, as the caller may
	// take any time between them; else it is for all of it.
	eachRead bool
	// answered says that the response has begun.
	answered bool
}

// begin returns an attempt whose time has begun.
func (a *API) begin(caller context.Context, limit time.Duration) *attempt {
	t := &attempt{api: a, caller: caller, limit: limit}
	t.ctx, t.cancel = context.WithCancelCause(caller)
	if limit > 0 {
		t.timer = time.AfterFunc(limit, t.expire)
	}
	return t
}

func (t *attempt) expire() { t.cancel(&timeoutError{t.limit}) }

// pause stops the time.
func (t *attempt) pause() {
	if t.timer != nil {
		t.timer.Stop()
	}
}

// answer says that the response has begun, from where on the body of the request
// no longer counts.
func (t *attempt) answer() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.answered = true
}

// attach gives the request its body.
func (t *attempt) attach(content *body.Content) error {
	const large = 64 << 10
	length := content.Length()
	open := content.Open
	if length < 0 || length > large {
		open = func() (io.ReadCloser, error) {
			opened, err := content.Open()
			return &upload{opened, t}, err
		}
	}
	opened, err := open()
	if err != nil {
		return err
	}
	t.request.Body, t.request.ContentLength = opened, length
	if length == 0 {
		t.request.Body = http.NoBody
	}
	if content.CanRepeat() {
		t.request.GetBody = open
	}
	return nil
}

// upload is the body of a request that is large. An attempt may take any time as
// long as it gets on, and the caller's reader may take its time, too.
type upload struct {
	io.ReadCloser
	attempt *attempt
}

func (u *upload) Read(p []byte) (int, error) {
	u.attempt.hold(true)
	defer u.attempt.hold(false)
	return u.ReadCloser.Read(p)
}

// hold stops the time while the body of the request is read, and lets it begin
// anew afterwards.
func (t *attempt) hold(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.answered || t.timer == nil:
	case on:
		t.timer.Stop()
	default:
		t.timer.Reset(t.limit)
	}
}

// end gives the resources of the attempt back.
func (t *attempt) end() {
	t.answer()
	t.pause()
	t.cancel(context.Canceled)
	if t.sent != nil {
		t.sent.Close()
	}
}

// Read reads the body of the response.
func (t *attempt) Read(p []byte) (int, error) {
	if t.eachRead && t.timer != nil {
		t.timer.Reset(t.limit)
		defer t.timer.Stop()
	}
	n, err := t.body.Read(p)
	if err != nil && err != io.EOF {
		err = t.failure(err)
	}
	return n, err
}

// Close closes the body of the response.
func (t *attempt) Close() error {
	err := t.body.Close()
	t.end()
	return err
}

// failure makes an error of sending, or of reading the response, one that may
// be shown: without secrets, and as a timeout if it took too long.
func (t *attempt) failure(err error) error {
	var late *timeoutError
	switch {
	case t.caller.Err() != nil:
		err = doneError(t.caller)
	case errors.As(context.Cause(t.ctx), &late):
		err = late
	}
	return t.api.shownError(t.request, err)
}

// doneError is why a context is done, with its cause if it has one.
func doneError(ctx context.Context) error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if errors.Is(cause, err) {
		return cause
	}
	return fmt.Errorf("%w: %w", err, cause)
}

// shownError is an error without secrets, in the form that net/http gives it.
func (a *API) shownError(request *http.Request, err error) error {
	var about *url.Error
	if errors.As(err, &about) {
		err = about.Err
	}
	text := err.Error()
	if safe := a.redactedText(text, request); safe != text {
		err = &redactedError{safe, err}
	}
	operation := request.Method
	if len(operation) > 1 {
		operation = operation[:1] + strings.ToLower(operation[1:])
	}
	return &url.Error{Op: operation, URL: a.shownURL(request.URL).String(), Err: err}
}
