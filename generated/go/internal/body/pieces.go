package body

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
)

// piece is a part of a body.
type piece interface {
	// state returns the number of bytes, -1 if that is not known, and whether
	// they can be read again.
	state() (length int64, repeatable bool)
	// open returns the bytes from their beginning.
	open() (io.Reader, error)
}

// fixed is a piece in memory.
type fixed string

func (f fixed) state() (length int64, repeatable bool) { return int64(len(f)), true }

func (f fixed) open() (io.Reader, error) { return strings.NewReader(string(f)), nil }

// inMemory is the same of bytes.
type inMemory []byte

func (m inMemory) state() (length int64, repeatable bool) { return int64(len(m)), true }

func (m inMemory) open() (io.Reader, error) { return bytes.NewReader(m), nil }

// once is what can be read one time only.
type once struct {
	reader io.Reader
}

func (once) state() (length int64, repeatable bool) { return -1, false }

func (o once) open() (io.Reader, error) { return o.reader, nil }

// seekable is a file, from where it stands to its end.
type seekable struct {
	file          io.ReadSeeker
	start, length int64
}

func (s seekable) state() (length int64, repeatable bool) { return s.length, true }

func (s seekable) open() (io.Reader, error) {
	if _, err := s.file.Seek(s.start, io.SeekStart); err != nil {
		return nil, err
	}
	// A file that grows meanwhile must not become longer than announced.
	return io.LimitReader(s.file, s.length), nil
}

// missing is what a caller has not set.
type missing struct{}

func (missing) state() (length int64, repeatable bool) { return 0, true }

func (missing) open() (io.Reader, error) { return nil, errors.New("the reader of a file is nil") }

// newSource returns the rest of a reader as a piece.
func newSource(r io.Reader) piece {
	switch r := r.(type) {
	case nil:
		return missing{}
	case file:
		return newSource(r.Reader)
	case *bytes.Buffer:
		return inMemory(r.Bytes())
	case *os.File:
		// Devices and pipes can seek on some systems, but have no end.
		if info, err := r.Stat(); err != nil || !info.Mode().IsRegular() {
			return once{r}
		}
	}
	if s, ok := r.(io.ReadSeeker); ok {
		if start, err := s.Seek(0, io.SeekCurrent); err == nil {
			if end, err := s.Seek(0, io.SeekEnd); err == nil {
				if _, err := s.Seek(start, io.SeekStart); err == nil {
					return seekable{s, start, max(end-start, 0)}
				}
			}
		}
	}
	return once{r}
}
