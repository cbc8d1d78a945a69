package encode

import (
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// files are the files of a text that is not sent as JSON.
type files struct {
	kept    bool
	readers []io.Reader
}

// KeepFiles makes File write `@0`, `@1` and so on in place of the files, which
// Files returns. That text is no JSON: it is for bodies that have a place of
// their own for files.
func (w *Writer) KeepFiles() { w.files.kept = true }

// Files returns the files in the order of writing.
func (w *Writer) Files() []io.Reader { return w.files.readers }

// File writes a file; nil is null. JSON has no place for one, so that its content
// is written as a string, unless files are kept. It is an error if it is not
// UTF-8.
func File(w *Writer, v io.Reader) {
	switch {
	case v == nil:
		w.Null()
	case w.files.kept:
		w.write("@" + strconv.Itoa(len(w.files.readers)))
		w.files.readers = append(w.files.readers, v)
	default:
		content, err := io.ReadAll(v)
		if err == nil && !utf8.Valid(content) {
			err = errors.New("the file is no text, and JSON has no place for bytes")
		}
		if err != nil {
			w.Fail(err)
			return
		}
		String(w, string(content))
	}
}
