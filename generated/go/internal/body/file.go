package body

import (
	"io"
	"path/filepath"
	"strings"
)

const (
	// unnamed is the name of a file that has none.
	unnamed = "upload"
	// octets is the media type of a file of which nothing is known.
	octets = "application/octet-stream"
)

// file is a reader with what the caller says of it.
type file struct {
	io.Reader
	name        string
	contentType string
}

// NewFile returns a file to be sent as a part of a body. An empty name or
// content type is found out from the reader, or from the name.
func NewFile(r io.Reader, name, contentType string) io.Reader {
	return file{r, name, contentType}
}

// described returns the name and the content type of a file, as far as they are
// stated: by [NewFile], else by methods Filename or Name, and ContentType.
func described(r io.Reader) (name, contentType string) {
	if f, ok := r.(file); ok {
		name, contentType = described(f.Reader)
		if f.name != "" {
			name = f.name
		}
		if f.contentType != "" {
			contentType = f.contentType
		}
		return name, contentType
	}
	switch r := r.(type) {
	case interface{ Filename() string }:
		name = r.Filename()
	case interface{ Name() string }: // such as an *os.File
		name = filepath.Base(r.Name())
	}
	if r, ok := r.(interface{ ContentType() string }); ok {
		contentType = r.ContentType()
	}
	return name, contentType
}

// guessed returns the media type that the name of a file stands for, the same
// on every system.
func guessed(name string) string {
	if t, ok := mediaTypes[strings.ToLower(filepath.Ext(name))]; ok {
		return t
	}
	return octets
}
