package request_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"example.com/sdk/internal/body"
	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/request"
	"example.com/sdk/internal/style"
	"example.com/sdk/option"
	"example.com/sdk/param"
)

func encodeObject(w *encode.Writer, v map[string]string) { encode.MapOf(encode.String)(w, v) }

func TestBodies(t *testing.T) {
	object := map[string]string{"a": "<1>"}
	tests := []struct {
		name        string
		write       func(*request.Request)
		contentType string
		body        string
	}{
		{"none", nil, "", ""},
		{"JSON", func(r *request.Request) { request.JSONBody(r, object, encodeObject) }, "application/json", `{"a":"<1>"}`},
		{"empty", func(r *request.Request) { request.JSONBody(r, nil, encodeObject) }, "application/json", `{}`},
		{"empty and optional", func(r *request.Request) { request.OptionalJSONBody(r, nil, encodeObject) }, "", ""},
		{"optional", func(r *request.Request) { request.OptionalJSONBody(r, object, encodeObject) }, "application/json", `{"a":"<1>"}`},
		{"no members", request.EmptyJSONBody, "application/json", `{}`},
		{"parameter", func(r *request.Request) { request.JSONBodyField(r, param.F("x"), encode.String) }, "application/json", `"x"`},
		{"null", func(r *request.Request) { request.JSONBodyField(r, param.Null[string](), encode.String) }, "application/json", `null`},
		{"absent", func(r *request.Request) { request.JSONBodyField(r, param.Field[string]{}, encode.String) }, "", ""},
		{"raw", func(r *request.Request) { request.JSONBodyField(r, param.Raw[string]([]int{1}), encode.String) }, "application/json", `[1]`},
		{"patch", func(r *request.Request) {
			request.JSONBody(r, object, encodeObject)
			r.MediaType("application/merge-patch+json")
		}, "application/merge-patch+json", `{"a":"<1>"}`},
		{"text", func(r *request.Request) { request.TextBody(r, param.F("ü")) }, "text/plain; charset=utf-8", "ü"},
		{"no text", func(r *request.Request) { request.TextBody(r, param.Field[string]{}) }, "", ""},
		{"empty text", func(r *request.Request) { request.TextBody(r, param.F("")) }, "text/plain; charset=utf-8", ""},
		{"typed text", func(r *request.Request) {
			request.TextBody(r, param.F("a,b"))
			r.MediaType("text/csv")
		}, "text/csv", "a,b"},
		{"bytes", func(r *request.Request) { request.BinaryBody(r, param.F[reader](bytes.NewReader([]byte{0, 1}))) }, "application/octet-stream", "\x00\x01"},
		{"raw bytes", func(r *request.Request) { request.BinaryBody(r, param.Raw[reader]([]byte("x"))) }, "application/octet-stream", "x"},
		{"no bytes", func(r *request.Request) { request.BinaryBody(r, param.Field[reader]{Present: true}) }, "", ""},
		{"pipe", func(r *request.Request) { request.BinaryBody(r, param.F(pipe("x"))) }, "application/octet-stream", "x"},
		{"form", func(r *request.Request) {
			body.FormField(r.Form(), "a", param.F("1 2"), encode.String, style.Style{})
			body.FormField(r.Form(), "b", param.F("3"), encode.String, style.Style{})
			r.Set("stream", true)
		}, "application/x-www-form-urlencoded", "a=1%202&b=3&stream=true"},
		{"empty form", func(r *request.Request) { r.Form() }, "", ""},
		{"empty required form", func(r *request.Request) {
			r.Form()
			r.RequireBody()
		}, "application/x-www-form-urlencoded", ""},
		{"form of one parameter", func(r *request.Request) { request.FormBody(r, param.F(object), encodeObject) }, "application/x-www-form-urlencoded", "a=%3C1%3E"},
		{"set", func(r *request.Request) {
			request.JSONBody(r, object, encodeObject)
			r.Set("stream", true)
			r.Set("a", nil)
		}, "application/json", `{"a":null,"stream":true}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := sent(t, http.MethodPost, "/", test.write)
			if got.header.Get("Content-Type") != test.contentType || strings.ReplaceAll(got.body, "+", "%20") != test.body {
				t.Errorf("%q %q", got.header.Get("Content-Type"), got.body)
			}
			if test.body == "" && got.header.Get("Content-Length") != "0" {
				t.Error(got.header)
			}
		})
	}
}

func TestMultipart(t *testing.T) {
	got := sent(t, http.MethodPost, "/", func(r *request.Request) {
		body.Part(r.Multipart(), "a", param.F("1"), encode.String, body.PartOptions{})
		body.FilePart(r.Multipart(), "file", param.F(body.NewFile(strings.NewReader("text"), "a.txt", "")), body.PartOptions{})
		r.Set("stream", true)
	}, option.WithJSONSet("b", "2"), option.WithJSONDel("a"))
	if !strings.HasPrefix(got.header.Get("Content-Type"), "multipart/form-data; boundary=") {
		t.Error(got.header)
	}
	for _, part := range []string{`filename="a.txt"`, "text", `name="b"`, `name="stream"`} {
		if !strings.Contains(got.body, part) {
			t.Errorf("%q is not in %q", part, got.body)
		}
	}
	if strings.Contains(got.body, `name="a"`) {
		t.Error(got.body)
	}
	refused(t, func(r *request.Request) {
		request.Path(r, "id", "1", encode.String)
		r.Multipart()
	}, option.WithJSONSet("a.b", 1))
}

func TestBodyOfAnOption(t *testing.T) {
	tests := []struct {
		value any
		body  string
	}{
		{"text", "text"},
		{[]byte("bytes"), "bytes"},
		{pipe("pipe"), "pipe"},
		{map[string]int{"a": 1}, `{"a":1}`},
		{nil, `null`},
	}
	for _, test := range tests {
		got := sent(t, http.MethodPost, "/", request.EmptyJSONBody, option.WithRequestBody("a/b", test.value))
		if got.body != test.body || got.header.Get("Content-Type") != "a/b" {
			t.Error(got)
		}
	}
	got := sent(t, http.MethodPost, "/", nil, option.WithRequestBody("a/b", map[string]int{"a": 1}), option.WithJSONSet("b", 2))
	if got.body != `{"a":1,"b":2}` {
		t.Error(got)
	}
	for _, value := range []any{"text", func() {}} {
		refused(t, func(r *request.Request) { request.Path(r, "id", "1", encode.String) },
			option.WithRequestBody("a/b", value), option.WithJSONSet("b", 2))
	}
}

func TestABodyIsWrittenAsTheHeadersState(t *testing.T) {
	object := func(r *request.Request) { request.JSONBody(r, map[string]string{"a": "1 2"}, encodeObject) }
	form := func(r *request.Request) {
		body.FormField(r.Form(), "a", param.F(int64(5)), encode.Int, style.Style{})
	}
	parts := func(r *request.Request) {
		body.Part(r.Multipart(), "a", param.F(int64(5)), encode.Int, body.PartOptions{})
	}
	tests := []struct {
		name        string
		write       func(*request.Request)
		stated      string
		contentType string
		body        string
	}{
		{"form as JSON", form, "application/json", "application/json", `{"a":5}`},
		{"parts as JSON", parts, "application/json; charset=utf-8", "application/json; charset=utf-8", `{"a":5}`},
		{"form as form", form, "application/x-www-form-urlencoded; charset=utf-8", "application/x-www-form-urlencoded; charset=utf-8", `a=5`},
		{"JSON as form", object, "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", `a=1%202`},
		{"JSON as parts", object, "multipart/form-data", "multipart/form-data; boundary=", `name="a"`},
		{"parts with a boundary", parts, "multipart/form-data; boundary=mine", "multipart/form-data; boundary=mine", "--mine\r\n"},
		{"JSON of another name", object, "application/merge-patch+json", "application/merge-patch+json", `{"a":"1 2"}`},
		{"JSON as text", object, "text/plain", "text/plain", `{"a":"1 2"}`},
		{"no body", nil, "application/json", "application/json", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := sent(t, http.MethodPost, "/", test.write, option.WithHeader("content-type", test.stated))
			if !strings.HasPrefix(got.header.Get("Content-Type"), test.contentType) || !strings.Contains(got.body, test.body) {
				t.Errorf("%q %q", got.header.Get("Content-Type"), got.body)
			}
		})
	}
	got := sent(t, http.MethodPost, "/", parts, option.WithHeaderDel("Content-Type"))
	if got.header.Get("Content-Type") != "" || got.body == "" {
		t.Error(got)
	}
	refused(t, func(r *request.Request) {
		request.Path(r, "id", "1", encode.String)
		body.FilePart(r.Multipart(), "file", param.F[reader](strings.NewReader("text")), body.PartOptions{})
	}, option.WithHeader("Content-Type", "application/json"))
	refused(t, func(r *request.Request) {
		request.Path(r, "id", "1", encode.String)
		request.FormBody(r, param.F("a=1"), encode.String)
	}, option.WithHeader("Content-Type", "application/json"))
}
