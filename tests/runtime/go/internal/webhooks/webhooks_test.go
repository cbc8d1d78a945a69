package webhooks_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/decode"
	"example.com/sdk/internal/webhooks"
)

// The test vector of the Standard Webhooks specification.
const (
	key       = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	id        = "msg_p5jXN8AQM9LWM0D4loKWxJek"
	at        = 1614265330
	payload   = `{"test": 2432232314}`
	signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
)

var now = time.Unix(at, 0)

func headers(signature, timestamp, id string) http.Header {
	return http.Header{
		"Webhook-Id":        {id},
		"Webhook-Timestamp": {timestamp},
		"Webhook-Signature": {signature},
	}
}

func usual() http.Header { return headers(signature, strconv.Itoa(at), id) }

func signed(payload, timestamp, key string) string {
	secret, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(key, "whsec_"))
	if err != nil {
		panic(err)
	}
	mac := hmac.New(sha256.New, secret)
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", id, timestamp, payload)
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func TestVector(t *testing.T) {
	for _, given := range []string{key, strings.TrimPrefix(key, "whsec_"), " " + key + "\n"} {
		if err := webhooks.Verify([]byte(payload), usual(), given, now); err != nil {
			t.Errorf("with the key %q: %v", given, err)
		}
	}
}

func TestUnwrap(t *testing.T) {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	const text = `{"name": "Zoë 🐕"}`
	header := headers(signed(text, timestamp, key), timestamp, id)
	value, err := webhooks.Unwrap([]byte(text), header, key, decode.MapOf(decode.String))
	if err != nil || (*value)["name"] != "Zoë 🐕" {
		t.Errorf("%v, %v", value, err)
	}
	// Nothing is parsed before it is verified.
	var failure *webhooks.VerificationError
	if _, err := webhooks.Unwrap([]byte("no json"), usual(), key, decode.Any); !errors.As(err, &failure) {
		t.Errorf("the error is %v", err)
	}
	header = headers(signed("no json", timestamp, key), timestamp, id)
	if _, err := webhooks.Unwrap([]byte("no json"), header, key, decode.Any); err == nil || errors.As(err, &failure) {
		t.Errorf("the error is %v", err)
	}
}

func TestParse(t *testing.T) {
	if value, err := webhooks.Parse([]byte("5"), decode.Int); err != nil || *value != 5 {
		t.Errorf("%v, %v", value, err)
	}
	if _, err := webhooks.Parse([]byte("no json"), decode.Int); err == nil {
		t.Error("there is no error")
	}
}

func TestLetterCaseOfHeaders(t *testing.T) {
	for _, change := range []func(string) string{strings.ToLower, strings.ToUpper} {
		header := http.Header{}
		for name, values := range usual() {
			header[change(name)] = values
		}
		if err := webhooks.Verify([]byte(payload), header, key, now); err != nil {
			t.Error(err)
		}
	}
}

// As while one key replaces another.
func TestSeveralSignatures(t *testing.T) {
	header := headers("v1a,abc v2,xyz v1,bm90IGl0 "+signature, strconv.Itoa(at), id)
	if err := webhooks.Verify([]byte(payload), header, key, now); err != nil {
		t.Error(err)
	}
}

func TestTolerance(t *testing.T) {
	for _, seconds := range []int{-300, -1, 0, 299, 300} {
		timestamp := strconv.Itoa(at + seconds)
		header := headers(signed(payload, timestamp, key), timestamp, id)
		if err := webhooks.Verify([]byte(payload), header, key, now); err != nil {
			t.Errorf("%d seconds: %v", seconds, err)
		}
	}
}

func TestForgeries(t *testing.T) {
	timestamp := strconv.Itoa(at)
	const unmatched = "no signature matches the payload and the key"
	const unreadable = "the header `webhook-timestamp` is no number of seconds"
	for _, test := range []struct {
		header http.Header
		want   string
	}{
		{headers(signature[:len(signature)-2]+"A=", timestamp, id), unmatched},
		{headers(strings.TrimPrefix(signature, "v1,"), timestamp, id), unmatched},
		{headers(strings.Replace(signature, "v1", "v2", 1), timestamp, id), unmatched},
		{headers("", timestamp, id), unmatched},
		{headers("v1,ü", timestamp, id), unmatched},
		{headers("v1,\xff", timestamp, id), unmatched},
		{headers(signature, timestamp, "msg_other"), unmatched},
		{headers(signature, timestamp, "\xff"), unmatched},
		{headers(signature, strconv.Itoa(at+1), id), unmatched},
		{headers(signature, strconv.Itoa(at-301), id), "the webhook is too old"},
		{headers(signature, strconv.Itoa(at+301), id), "the webhook is from the future"},
		{headers(signature, strings.Repeat("9", 18), id), "the webhook is from the future"},
		{headers(signature, "0", id), "the webhook is too old"},
		{headers(signature, "soon", id), unreadable},
		{headers(signature, "-5", id), unreadable},
		{headers(signature, "", id), unreadable},
		{headers(signature, strings.Repeat("9", 5000), id), unreadable},
		{headers(signature, "٣", id), unreadable},
		{http.Header{}, "the header `webhook-id` is missing"},
		{http.Header{"Webhook-Id": {id}}, "the header `webhook-timestamp` is missing"},
	} {
		err := webhooks.Verify([]byte(payload), test.header, key, now)
		var failure *webhooks.VerificationError
		if !errors.As(err, &failure) || err.Error() != test.want {
			t.Errorf("%v: %v, not %q", test.header, err, test.want)
		}
	}
}

func TestAnotherPayloadOrKey(t *testing.T) {
	another := "whsec_" + base64.StdEncoding.EncodeToString([]byte("another"))
	for given, secret := range map[string]string{
		strings.Replace(payload, "2432232314", "1", 1): key,
		payload + "\xff": key,
		payload:          another,
	} {
		var failure *webhooks.VerificationError
		if err := webhooks.Verify([]byte(given), usual(), secret, now); !errors.As(err, &failure) {
			t.Errorf("%q is accepted: %v", given, err)
		}
	}
}

func TestKeyThatIsNone(t *testing.T) {
	for _, given := range []string{"whsec_***", "whsec_abc", "schlüssel", "whsec_", " ", "", "whsec_YW5v\ndGhlcg=="} {
		header := headers(signed(payload, strconv.Itoa(at), ""), strconv.Itoa(at), id)
		err := webhooks.Verify([]byte(payload), header, given, now)
		if err == nil || !strings.Contains(err.Error(), "the key for webhooks must be base64") {
			t.Errorf("the error of the key %q is %v", given, err)
		}
		if len(given) > 6 && err != nil && strings.Contains(err.Error(), given) {
			t.Errorf("the error shows the key %q", given)
		}
	}
}
