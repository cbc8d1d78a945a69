package request

import (
	"fmt"
	"net/http"
	"strings"
)

// checkHeader returns an error unless the header can be sent. It does not repeat
// the value, which may be a credential.
func checkHeader(name, value string) error {
	if !isToken(name) {
		return fmt.Errorf("%q cannot be the name of a header", name)
	}
	for i := range len(value) {
		if value[i] < ' ' || value[i] > '~' {
			return headerError(name)
		}
	}
	if value != strings.TrimSpace(value) {
		return headerError(name)
	}
	return nil
}

func headerError(name string) error {
	return fmt.Errorf("the value of the header %q must be printable ASCII without spaces around it", name)
}

// isToken reports whether a text is a token (RFC 9110, 5.6.2).
func isToken(text string) bool {
	for i := range len(text) {
		c := text[i]
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return text != ""
}

// applyHeaders changes headers as options say.
func applyHeaders(header http.Header, changes []change) {
	for _, change := range changes {
		if change.remove {
			header.Del(change.name)
		}
		if change.add {
			header.Add(change.name, change.value)
		}
	}
}

// saysOf reports whether one of the changes is about a header.
func saysOf(changes []change, name string) bool {
	for _, change := range changes {
		if strings.EqualFold(change.name, name) {
			return true
		}
	}
	return false
}

// lastHeader is the value that changes leave a header with.
func lastHeader(changes []change, name, before string) string {
	for _, change := range changes {
		if strings.EqualFold(change.name, name) {
			before = change.value
		}
	}
	return before
}
