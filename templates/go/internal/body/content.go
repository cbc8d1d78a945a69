// Package body writes the bodies of requests that are not JSON: forms, bodies of
// several parts, and files, which are read while they are sent.
package body

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"sync/atomic"
)

// Content is the body of a request, which is read while it is sent.
type Content struct {
	mediaType string
	pieces    []piece
	data      []byte // the whole body, if there are no pieces
	length    int64
	canRepeat bool

	mu   sync.Mutex
	last *contentReader // what Open has returned
}

// Bytes returns a body that is in memory.
func Bytes(data []byte) *Content {
	return &Content{data: data, length: int64(len(data)), canRepeat: true}
}

// Text returns a body that is a text, in UTF-8.
func Text(text string) *Content {
	return joined("", fixed(text))
}

// Reader returns a body that is a file, from where it stands.
func Reader(r io.Reader) *Content {
	return joined("", newSource(r))
}

// joined returns the pieces, one after the other, as one body.
func joined(mediaType string, pieces ...piece) *Content {
	c := &Content{mediaType: mediaType, pieces: pieces, canRepeat: true}
	for _, p := range pieces {
		length, canRepeat := p.state()
		c.canRepeat = c.canRepeat && canRepeat
		if length < 0 || c.length < 0 {
			c.length = -1
		} else {
			c.length += length
		}
	}
	return c
}

// MediaType returns what the header Content-Type says, with the boundary of a
// body of several parts; "" if the body does not know it.
func (c *Content) MediaType() string { return c.mediaType }

// Length returns the number of bytes, -1 if that is not known.
func (c *Content) Length() int64 { return c.length }

// CanRepeat reports whether the body can be sent again, as all files in it can
// seek.
func (c *Content) CanRepeat() bool { return c.canRepeat }

// Open returns the body from its beginning. It is called each time before the
// body is sent; what an earlier call returned can no longer be read. Closing the
// result closes no file, since these are the caller's.
func (c *Content) Open() (io.ReadCloser, error) {
	if c.pieces == nil {
		return io.NopCloser(bytes.NewReader(c.data)), nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil {
		if !c.canRepeat {
			return nil, errors.New("the body cannot be read a second time")
		}
		c.last.end()
	}
	c.last = &contentReader{pieces: c.pieces}
	return c.last, nil
}

// Close is called behind the last time that the body is sent. From then on
// nothing reads the caller's files, which the transport would else do for as
// long as a server that has answered already takes more.
func (c *Content) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.last == nil:
	case c.canRepeat:
		c.last.end()
	default:
		_ = c.last.Close() // A pipe may block whoever reads it.
	}
}

// contentReader reads pieces one after the other.
type contentReader struct {
	closed  atomic.Bool
	mu      sync.Mutex // is held while a piece is read
	pieces  []piece
	current io.Reader
}

func (r *contentReader) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		if r.closed.Load() {
			return 0, errors.New("the body is read after it was closed")
		}
		if r.current == nil {
			if len(r.pieces) == 0 {
				return 0, io.EOF
			}
			current, err := r.pieces[0].open()
			if err != nil {
				return 0, err
			}
			r.current, r.pieces = current, r.pieces[1:]
		}
		n, err := r.current.Read(p)
		if err == io.EOF {
			r.current, err = nil, nil
			if n == 0 {
				continue
			}
		}
		return n, err
	}
}

// Close ends the reading. It does not wait for a read that goes on, which may
// be one of a pipe. The files stay open, they are the caller's.
func (r *contentReader) Close() error {
	r.closed.Store(true)
	return nil
}

// end closes the reader and waits for a read that goes on, as the transport may
// still read a file for a request that has been answered.
func (r *contentReader) end() {
	r.closed.Store(true)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.current = nil
}
