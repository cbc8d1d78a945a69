package request

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	// drainedBytes is what is read of a body that nobody wants, so that the
	// connection can be used again.
	drainedBytes = 64 << 10
	// maxErrorBytes is what is kept of the body of an error.
	maxErrorBytes = 1 << 20
)

// exchange is a call under way.
type exchange struct {
	*Request
	out     *outgoing
	timeout time.Duration
	send    MiddlewareNext
	// retries is how often the request was sent again.
	retries int
	// last is the request as it was sent last.
	last *http.Request
}

// do sends the request until it succeeds or may not be sent again.
//
// The body of the response is read, and kept in memory, if read is true; else
// the caller closes it.
func (r *Request) do(ctx context.Context, read bool) (*http.Response, error) {
	if ctx == nil {
		return nil, errors.New("the context must not be nil")
	}
	out, err := r.build()
	if err != nil {
		return nil, err
	}
	x := &exchange{
		Request: r,
		out:     out,
		timeout: r.config.attemptTimeout(),
		send:    through(r.config.middleware, r.config.sender()),
	}
	response, err := x.untilDone(ctx, read)
	if r.config.response != nil && response != nil {
		*r.config.response = response
	}
	return response, err
}

// untilDone returns the response also with an error that is about it.
func (x *exchange) untilDone(ctx context.Context, read bool) (*http.Response, error) {
	for {
		response, err := x.attempt(ctx, read)
		mayRetry := x.retries < x.config.maxRetries && x.canRepeat()
		switch {
		case err == nil && isSuccess(response):
			return response, nil
		case err == nil && !(mayRetry && isRetried(response)):
			return response, x.statusError(response)
		case err == nil:
			drain(response.Body)
		case !mayRetry || !isTransient(ctx, err):
			return nil, err
		}
		pause := delay(x.retries, response)
		x.logRetry(pause)
		if !sleep(ctx, pause) {
			return nil, x.interrupted(ctx, response, err)
		}
		x.retries++
	}
}

// interrupted is the error of a call whose context is done while it waits to
// send again.
func (x *exchange) interrupted(ctx context.Context, response *http.Response, err error) error {
	if err == nil {
		err = fmt.Errorf("the last answer was %s", response.Status)
	}
	return x.api.shownError(x.last, fmt.Errorf("%w while waiting to send again: %w", doneError(ctx), err))
}

func (x *exchange) canRepeat() bool { return x.out.content == nil || x.out.content.CanRepeat() }

// attempt sends the request once; twice if an access token was refused.
func (x *exchange) attempt(ctx context.Context, read bool) (*http.Response, error) {
	login := x.out.login
	if login == nil {
		return x.once(ctx, read, "")
	}
	token, err := login.token(ctx)
	if err != nil {
		return nil, &localError{err} // It was tried again already.
	}
	response, err := x.once(ctx, read, token.value)
	if err != nil || !login.isRefused(response, token) || !x.canRepeat() {
		return response, err
	}
	drain(response.Body)
	if token, err = login.token(ctx); err != nil {
		return nil, &localError{err}
	}
	return x.once(ctx, read, token.value)
}

// once sends the request with an access token, if there is one. The error may be
// shown.
func (x *exchange) once(ctx context.Context, read bool, token string) (*http.Response, error) {
	attempt := x.api.begin(ctx, x.timeout)
	request, err := x.newRequest(attempt.ctx, x.out, token)
	if err != nil {
		attempt.end()
		return nil, err
	}
	attempt.request, attempt.sent, x.last = request, x.out.content, request
	x.logRequest()
	response, err := x.sent(attempt)
	if err != nil {
		err = attempt.failure(err)
		attempt.end()
		return nil, err
	}
	x.logResponse(response)
	attempt.answer()
	attempt.body, response.Body = response.Body, attempt
	switch {
	case !isSuccess(response):
		return response, nil
	case read:
		if err := keep(response, x.config.maxBytes); err != nil {
			return nil, attempt.failure(err)
		}
		return response, nil
	}
	attempt.pause()
	attempt.eachRead = true
	return response, nil
}

// sent sends the request of an attempt with the body, through middleware.
func (x *exchange) sent(attempt *attempt) (*http.Response, error) {
	request := attempt.request
	if content := x.out.content; content != nil {
		if err := attempt.attach(content); err != nil {
			return nil, &localError{err}
		}
	}
	return sentBy(x.send, request)
}

// sentBy sends a request. Whoever sends it, the response is as that of an
// [http.Client]: there is one or an error, and it has a request and a body.
func sentBy(send MiddlewareNext, request *http.Request) (*http.Response, error) {
	response, err := send(request)
	switch {
	case err != nil && response != nil && response.Body != nil:
		_ = response.Body.Close()
		return nil, err
	case err != nil:
		return nil, err
	case response == nil:
		return nil, &localError{errors.New("the HTTP client or a middleware gave neither a response nor an error")}
	}
	if response.Request == nil {
		response.Request = request
	}
	if response.Body == nil {
		response.Body = http.NoBody
	}
	return response, nil
}

// localError is an error that another attempt would not get around.
type localError struct{ err error }

func (e *localError) Error() string { return e.err.Error() }
func (e *localError) Unwrap() error { return e.err }

// isTransient reports whether an error is about a connection, so that another
// may do.
func isTransient(ctx context.Context, err error) bool {
	if ctx.Err() != nil {
		return false
	}
	for _, lasting := range []error{errTooLarge, gzip.ErrHeader, gzip.ErrChecksum} {
		if errors.Is(err, lasting) {
			return false
		}
	}
	var (
		local       *localError
		redirect    *redirectError
		certificate *tls.CertificateVerificationError
	)
	return !errors.As(err, &local) && !errors.As(err, &redirect) && !errors.As(err, &certificate)
}

// sleep waits; false if the context was done before.
func sleep(ctx context.Context, pause time.Duration) bool {
	if ctx.Err() != nil {
		return false
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func isSuccess(response *http.Response) bool {
	return response.StatusCode >= 200 && response.StatusCode < 300
}

// drain reads the rest of a body, if that is not much, and closes it.
func drain(body io.ReadCloser) {
	_, _ = io.CopyN(io.Discard, body, drainedBytes) // what fails here is of no interest any more
	_ = body.Close()
}
