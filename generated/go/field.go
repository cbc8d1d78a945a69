package cloudflare

import (
	"io"

	"github.com/cloudflare/cloudflare-go/internal/body"
	"github.com/cloudflare/cloudflare-go/param"
)

// F returns a parameter with a value. The zero value of a parameter is absent,
// so nothing is sent for it; F sends a zero value, too.
func F[T any](value T) param.Field[T] { return param.F(value) }

// Null returns a parameter that is an explicit null.
func Null[T any]() param.Field[T] { return param.Null[T]() }

// Raw returns a parameter that is sent as encoding/json writes the value,
// whatever type the parameter has.
func Raw[T any](value any) param.Field[T] { return param.Raw[T](value) }

// String returns a parameter that is a string.
func String(value string) param.Field[string] { return F(value) }

// Int returns a parameter that is a whole number.
func Int(value int64) param.Field[int64] { return F(value) }

// Float returns a parameter that is a number.
func Float(value float64) param.Field[float64] { return F(value) }

// Bool returns a parameter that is true or false.
func Bool(value bool) param.Field[bool] { return F(value) }

// File returns a parameter that is a file, with the name and the content type
// that the server is told. Without a content type, the name decides; a file of
// its own, such as an [os.File], can be passed to F as it is.
func File(reader io.Reader, filename, contentType string) param.Field[io.Reader] {
	return F(body.NewFile(reader, filename, contentType))
}
