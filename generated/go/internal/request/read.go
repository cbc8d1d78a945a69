package request

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// errTooLarge is the error of a response that is larger than the caller allows.
var errTooLarge = errors.New("the response is too large")

// kept is the body of a response that was read. It can be read again by whoever
// gets the response.
type kept struct {
	strings.Reader
	text string
}

func (*kept) Close() error { return nil }

func keptBody(text string) *kept {
	body := &kept{text: text}
	body.Reset(text)
	return body
}

// keep reads the body of a response, closes it, and keeps it in memory.
func keep(response *http.Response, limit int64) error {
	length := response.ContentLength
	if response.Request.Method == http.MethodHead {
		length = 0 // It is that of the body which is left out.
	}
	text, err := readAll(response.Body, length, limit)
	_ = response.Body.Close()
	if err == nil {
		response.Body = keptBody(text)
	}
	return err
}

// textOfBody is the body of a response, which was read, or is read now.
func textOfBody(response *http.Response, limit int64) (string, error) {
	if body, ok := response.Body.(*kept); ok {
		return body.text, nil
	}
	if err := keep(response, limit); err != nil {
		return "", err
	}
	return response.Body.(*kept).text, nil
}

// readAll reads a text.
//
// The length is what the response says, -1 if it does not.
func readAll(body io.Reader, length, limit int64) (string, error) {
	const first, most = 512, 1 << 20 // the length is only what the server says
	if length > limit {
		return "", tooLarge(limit)
	}
	capacity := int64(first)
	if length > 0 {
		// One byte more lets the end be seen without growing.
		capacity = min(length, most) + 1
	}
	data := make([]byte, 0, capacity)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := body.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case int64(len(data)) > limit:
			return "", tooLarge(limit)
		case err == io.EOF:
			return string(data), nil
		case err != nil:
			return string(data), err
		}
	}
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: it has more than %d bytes; option.WithMaxResponseBytes allows more", errTooLarge, limit)
}
