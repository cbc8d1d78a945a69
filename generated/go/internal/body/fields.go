package body

import (
	"io"

	"github.com/cloudflare/cloudflare-go/internal/encode"
	"github.com/cloudflare/cloudflare-go/param"
)

// textOf returns the JSON text of a field that is present.
func textOf[T any](field param.Field[T], enc encode.Func[T]) (string, error) {
	var w encode.Writer
	encode.Value(&w, field, enc)
	return string(w.Bytes()), w.Err()
}

// textWithFiles returns the JSON text of a field that is present, with a token
// in the place of each file, and the files.
func textWithFiles[T any](field param.Field[T], enc encode.Func[T]) (string, []io.Reader, error) {
	var w encode.Writer
	w.KeepFiles()
	encode.Value(&w, field, enc)
	return string(w.Bytes()), w.Files(), w.Err()
}
