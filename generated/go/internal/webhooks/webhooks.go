// Package webhooks verifies webhooks as Standard Webhooks
// (https://www.standardwebhooks.com) says.
package webhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cloudflare/cloudflare-go/internal/decode"
)

const (
	prefix     = "whsec_"
	version    = "v1"
	mostDigits = 18
	// tolerance is what the clocks, and the way of a webhook, may make of a
	// difference.
	tolerance = 300 * time.Second
)

// VerificationError says why a webhook must not be trusted: it was not signed
// with the key, or too long ago.
type VerificationError struct {
	reason string
}

func (e *VerificationError) Error() string { return e.reason }

// errKey does not show the key.
var errKey = errors.New("the key for webhooks must be base64, such as `" + prefix + "…`")

// Unwrap returns what a webhook says, if it was signed with the key in the last
// five minutes. If it was not, the error is a *VerificationError.
func Unwrap[T any](payload []byte, header http.Header, key string, item decode.Func[T]) (*T, error) {
	if err := Verify(payload, header, key, time.Now()); err != nil {
		return nil, err
	}
	return Parse(payload, item)
}

// Parse returns what a webhook says, whoever has sent it.
func Parse[T any](payload []byte, item decode.Func[T]) (*T, error) {
	value := new(T)
	if _, err := decode.Text(string(payload), value, item); err != nil {
		return nil, err
	}
	return value, nil
}

// Verify checks the signature of a webhook, and its age at a time.
func Verify(payload []byte, header http.Header, key string, now time.Time) error {
	var given [3]string
	for i, name := range [...]string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
		values := valuesOf(header, name)
		if len(values) == 0 {
			return &VerificationError{"the header `" + name + "` is missing"}
		}
		given[i] = strings.Join(values, " ")
	}
	id, timestamp, signatures := given[0], given[1], given[2]
	if err := checkAge(timestamp, now); err != nil {
		return err
	}
	secret, err := keyBytes(key)
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(payload)
	expected := []byte(base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	for _, each := range strings.Split(signatures, " ") {
		kind, signature, _ := strings.Cut(each, ",")
		if kind == version && hmac.Equal([]byte(signature), expected) {
			return nil
		}
	}
	return &VerificationError{"no signature matches the payload and the key"}
}

// valuesOf returns the values of a header, in whatever letter case it is kept.
func valuesOf(header http.Header, name string) []string {
	if values := header.Values(name); len(values) > 0 {
		return values
	}
	for each, values := range header {
		if strings.EqualFold(each, name) {
			return values
		}
	}
	return nil
}

func checkAge(timestamp string, now time.Time) error {
	isNumber := timestamp != "" && len(timestamp) <= mostDigits && strings.Trim(timestamp, "0123456789") == ""
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if !isNumber || err != nil {
		return &VerificationError{"the header `webhook-timestamp` is no number of seconds"}
	}
	// Not by the difference of two times, which has a largest value.
	at := time.Unix(seconds, 0)
	if now.After(at.Add(tolerance)) {
		return &VerificationError{"the webhook is too old"}
	}
	if at.After(now.Add(tolerance)) {
		return &VerificationError{"the webhook is from the future"}
	}
	return nil
}

func keyBytes(key string) ([]byte, error) {
	text := strings.TrimPrefix(strings.TrimSpace(key), prefix)
	found, err := base64.StdEncoding.Strict().DecodeString(text)
	// Anybody could sign with an empty one. Line ends are no base64 for others.
	if err != nil || len(found) == 0 || strings.ContainsAny(text, "\r\n") {
		return nil, errKey
	}
	return found, nil
}
