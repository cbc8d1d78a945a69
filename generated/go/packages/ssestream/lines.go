package ssestream

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// lineReader splits a body into lines, as soon as these are complete. A byte
// order mark is dropped.
type lineReader struct {
	body *bufio.Reader
	// returns says whether a carriage return ends a line, too.
	returns bool
	// limit is the most bytes that an event may have.
	limit int
	// half says whether a carriage return was read, behind which a line feed
	// belongs to the same end of a line.
	half  bool
	begun bool
	text  []byte // of the line that is read
}

func newLineReader(body io.Reader, limit int, returns bool) *lineReader {
	return &lineReader{body: bufio.NewReader(body), returns: returns, limit: limit}
}

// next returns the next line without its end, valid until the next call. With an
// error comes what stands behind the last end of a line.
//
// The event that the line is a part of has so many bytes already.
func (l *lineReader) next(before int) ([]byte, error) {
	l.text = l.text[:0]
	for {
		if _, err := l.body.Peek(1); err != nil {
			return l.line(), err
		}
		chunk, _ := l.body.Peek(l.body.Buffered())
		if l.half {
			l.half = false
			if chunk[0] == '\n' {
				_, _ = l.body.Discard(1)
				continue
			}
		}
		piece, end := chunk, bytes.IndexByte(chunk, '\n')
		if end >= 0 {
			piece = chunk[:end]
		}
		if l.returns {
			if i := bytes.IndexByte(piece, '\r'); i >= 0 {
				piece, end, l.half = chunk[:i], i, true
			}
		}
		if len(piece) > l.limit-before-len(l.text) {
			return nil, fmt.Errorf("an event of the stream has more than %d bytes", l.limit)
		}
		l.text = append(l.text, piece...)
		_, _ = l.body.Discard(len(piece)) // It is in the buffer.
		if end >= 0 {
			_, _ = l.body.Discard(1)
			return l.line(), nil
		}
	}
}

// line returns the text, the first one without a byte order mark.
func (l *lineReader) line() []byte {
	if l.begun {
		return l.text
	}
	l.begun = true
	return bytes.TrimPrefix(l.text, []byte("\ufeff"))
}
