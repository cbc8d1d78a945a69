package style

import (
	"strings"

	"github.com/cloudflare/cloudflare-go/internal/rawjson"
)

// Header returns the text of a header: `1,2` of an array, `a,1` of an object, or
// exploded `a=1`. ok is false for null, of which there is no header.
func Header(value string, s Style) (text string, ok bool) {
	v := rawjson.Of(value)
	if s.Kind == JSON {
		return string(v), v != ""
	}
	if v.IsNone() {
		return "", false
	}
	return strings.Join(texts(v, s.Explode, unchanged), ","), true
}
