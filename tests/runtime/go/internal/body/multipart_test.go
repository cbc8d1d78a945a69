package body_test

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"reflect"
	"strings"
	"testing"

	"example.com/sdk/internal/body"
	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/style"
	"example.com/sdk/param"
)

// part is what a server makes of a part.
type part struct {
	name, filename, contentType, content string
}

func parts(t *testing.T, m *body.Multipart) []part {
	t.Helper()
	c, err := m.Content("")
	if err != nil {
		t.Fatal(err)
	}
	mediaType, parameters, err := mime.ParseMediaType(c.MediaType())
	if err != nil || mediaType != "multipart/form-data" {
		t.Fatalf("the content type is %q: %v", c.MediaType(), err)
	}
	text := read(t, c)
	if c.Length() >= 0 && c.Length() != int64(len(text)) {
		t.Errorf("the length is %d, not %d", c.Length(), len(text))
	}
	var found []part
	for r := multipart.NewReader(strings.NewReader(text), parameters["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, part{p.FormName(), p.FileName(), p.Header.Get("Content-Type"), string(content)})
	}
}

func file(content, name, contentType string) io.Reader {
	return body.NewFile(strings.NewReader(content), name, contentType)
}

const (
	octets = "application/octet-stream"
	json   = "application/json"
)

// anything writes what encoding/json and files can.
func anything(w *encode.Writer, v any) {
	switch v := v.(type) {
	case io.Reader:
		encode.File(w, v)
	case []any:
		encode.SliceOf(anything)(w, v)
	case map[string]any:
		encode.MapOf(anything)(w, v)
	default:
		encode.Any(w, v)
	}
}

func TestPart(t *testing.T) {
	csv, of := body.PartOptions{ContentType: "text/csv"}, func(contentType string) body.PartOptions {
		return body.PartOptions{ContentType: contentType}
	}
	none := body.PartOptions{}
	for _, test := range []struct {
		value   any
		options body.PartOptions
		want    []part
	}{
		{"é", none, []part{{"a", "", "", "é"}}},
		{true, none, []part{{"a", "", "", "true"}}},
		{1.5, none, []part{{"a", "", "", "1.5"}}},
		{nil, none, []part{{"a", "", "", ""}}},
		{nil, csv, []part{{"a", "", "", ""}}},
		{map[string]any{"b": 1}, none, []part{{"a", "", json, `{"b":1}`}}},
		{[]any{"x", "y"}, none, []part{{"a", "", "", "x"}, {"a", "", "", "y"}}},
		{[]any{}, none, nil},
		{[]any{map[string]any{"b": 1}, []any{2}}, none, []part{{"a", "", json, `{"b":1}`}, {"a", "", json, "[2]"}}},
		{strings.NewReader("x"), none, []part{{"a", "upload", octets, "x"}}},
		{file("x", "cat.png", ""), none, []part{{"a", "cat.png", "image/png", "x"}}},
		{file("x", "cat.PNG", "a/b"), none, []part{{"a", "cat.PNG", "a/b", "x"}}},
		{file("x", "cat.unknown", ""), none, []part{{"a", "cat.unknown", octets, "x"}}},
		{file("x", "", ""), none, []part{{"a", "upload", octets, "x"}}},
		{[]any{file("x", "", ""), file("y", "b.txt", "")}, none, []part{{"a", "upload", octets, "x"}, {"a", "b.txt", "text/plain", "y"}}},
		{file("x", "", ""), of("a/b"), []part{{"a", "upload", "a/b", "x"}}},
		{file("x", "cat.png", ""), of(octets), []part{{"a", "cat.png", "image/png", "x"}}},
		{file("x", "cat.png", "own/type"), of("a/b"), []part{{"a", "cat.png", "own/type", "x"}}},
		{file("x", "cat.png", ""), of("image/*"), []part{{"a", "cat.png", "image/png", "x"}}},
		{file("x", "cat.png", ""), of("image/gif, image/png"), []part{{"a", "cat.png", "image/png", "x"}}},
		{[]any{file("x", "", ""), file("y", "", "")}, of("a/b"), []part{{"a", "upload", "a/b", "x"}, {"a", "upload", "a/b", "y"}}},
		{"x", csv, []part{{"a", "", "text/csv", "x"}}},
		{"x", of("text/plain"), []part{{"a", "", "", "x"}}},
		{[]any{"x", "y"}, csv, []part{{"a", "", "text/csv", "x"}, {"a", "", "text/csv", "y"}}},
		{"x", of(json), []part{{"a", "", json, `"x"`}}},
		{[]any{1, 2}, of(json), []part{{"a", "", json, "[1,2]"}}},
		{map[string]any{"b": 1}, of("application/merge-patch+json"), []part{{"a", "", "application/merge-patch+json", `{"b":1}`}}},
		{[]any{"a b", "c,"}, body.PartOptions{Style: style.Style{Kind: style.Form}}, []part{{"a", "", "", "a b,c,"}}},
		{[]any{"a b", "c"}, body.PartOptions{Style: style.Style{Kind: style.Pipe}}, []part{{"a", "", "", "a b|c"}}},
		{[]any{"x", "y"}, body.PartOptions{Style: style.Style{Kind: style.Form, Explode: true}}, []part{{"a", "", "", "x"}, {"a", "", "", "y"}}},
		{
			map[string]any{"b": []any{1, map[string]any{"c": strings.NewReader("x")}}},
			body.PartOptions{Style: style.Style{Kind: style.DeepObject}},
			[]part{{"a[b][0]", "", "", "1"}, {"a[b][1][c]", "upload", octets, "x"}},
		},
	} {
		m := body.NewMultipart()
		body.Part(m, "a", param.F(test.value), anything, test.options)
		body.Part(m, "last", param.F[any](1), anything, none)
		want := append(test.want, part{"last", "", "", "1"})
		if got := parts(t, m); !reflect.DeepEqual(got, want) {
			t.Errorf("%v as %v:\n got %q\nwant %q", test.value, test.options, got, want)
		}
	}
}

func TestFilesInObjects(t *testing.T) {
	m := body.NewMultipart()
	photos := []any{
		map[string]any{"at": map[string]any{"x": 1}, "file": strings.NewReader("x"), "tags": []any{"s", "t"}},
		map[string]any{"text": "u"},
	}
	body.Part(m, "photos", param.F[any](photos), anything, body.PartOptions{})
	body.Part(m, "cover", param.F[any](map[string]any{"file": strings.NewReader("y")}), anything, body.PartOptions{})
	want := []part{
		{"photos[0][at]", "", json, `{"x":1}`},
		{"photos[0][file]", "upload", octets, "x"},
		{"photos[0][tags]", "", "", "s"},
		{"photos[0][tags]", "", "", "t"},
		{"photos[1][text]", "", "", "u"},
		{"cover[file]", "upload", octets, "y"},
	}
	if got := parts(t, m); !reflect.DeepEqual(got, want) {
		t.Errorf("the parts are %q", got)
	}
}

func TestFiles(t *testing.T) {
	cat := openFile(t, "cat.png", "meow")
	if _, err := cat.Seek(1, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	m := body.NewMultipart()
	body.FilePart(m, "a", param.F[io.Reader](cat), body.PartOptions{})
	body.FilePart(m, "none", param.Field[io.Reader]{}, body.PartOptions{})
	body.FileParts(m, "b", param.F([]io.Reader{cat, own{}, onlyReader{strings.NewReader("once")}}), body.PartOptions{})
	want := []part{
		{"a", "cat.png", "image/png", "eow"},
		{"b", "cat.png", "image/png", "eow"},
		{"b", "own.bin", "own/type", ""},
		{"b", "upload", octets, "once"},
	}
	if got := parts(t, m); !reflect.DeepEqual(got, want) {
		t.Errorf("the parts are %q", got)
	}
	if c, err := m.Content(""); err != nil || c.Length() != -1 || c.CanRepeat() {
		t.Errorf("a body with a reader that cannot seek: %v", err)
	}
}

// own is a file that says itself what it is.
type own struct{}

func (own) Read([]byte) (int, error) { return 0, io.EOF }
func (own) Filename() string         { return "own.bin" }
func (own) ContentType() string      { return "own/type" }

func TestRawFiles(t *testing.T) {
	m := body.NewMultipart()
	body.FilePart(m, "a", param.Raw[io.Reader](strings.NewReader("x")), body.PartOptions{})
	body.FilePart(m, "b", param.Raw[io.Reader]("text"), body.PartOptions{})
	body.FilePart(m, "c", param.Null[io.Reader](), body.PartOptions{})
	want := []part{{"a", "upload", octets, "x"}, {"b", "", "", "text"}, {"c", "", "", ""}}
	if got := parts(t, m); !reflect.DeepEqual(got, want) {
		t.Errorf("the parts are %q", got)
	}
}

func TestMultipartIsSentAgain(t *testing.T) {
	m := body.NewMultipart()
	body.FilePart(m, "a", param.F[io.Reader](bytes.NewReader([]byte("meow"))), body.PartOptions{})
	c, err := m.Content("")
	if err != nil {
		t.Fatal(err)
	}
	if first, second := read(t, c), read(t, c); !c.CanRepeat() || first != second || !strings.Contains(first, "meow") {
		t.Errorf("first %q, then %q", first, second)
	}
}

func TestMultipartBody(t *testing.T) {
	m := body.NewMultipart()
	value := map[string]any{"a": strings.NewReader("x"), "b": []any{1, 2}}
	body.MultipartBody(m, param.F[any](value), anything)
	want := []part{{"a", "upload", octets, "x"}, {"b", "", "", "1"}, {"b", "", "", "2"}}
	if got := parts(t, m); !reflect.DeepEqual(got, want) {
		t.Errorf("the parts are %q", got)
	}
	m = body.NewMultipart()
	body.MultipartBody(m, param.F("text"), encode.String)
	if _, err := m.Content(""); err == nil {
		t.Error("text is a body of several parts")
	}
}

func TestMembersOfAMultipart(t *testing.T) {
	m := body.NewMultipart()
	if !m.IsEmpty() {
		t.Error("it is not empty")
	}
	body.Part(m, "a", param.F("x"), encode.String, body.PartOptions{})
	body.FilePart(m, "b", param.F[io.Reader](strings.NewReader("y")), body.PartOptions{})
	clone := m.Clone()
	clone.Set("b", `"z"`)
	clone.Set("c", `true`)
	clone.Delete("a")
	if got := parts(t, clone); !reflect.DeepEqual(got, []part{{"b", "", "", "z"}, {"c", "", "", "true"}}) {
		t.Errorf("the clone has %q", got)
	}
	if got := parts(t, m); !reflect.DeepEqual(got, []part{{"a", "", "", "x"}, {"b", "upload", octets, "y"}}) {
		t.Errorf("the original has %q", got)
	}
	if value, ok := m.Member("a"); value != `"x"` || !ok {
		t.Errorf("the member is %q, %v", value, ok)
	}
	if _, ok := m.Member("b"); ok {
		t.Error("a file is a JSON text")
	}
}

func TestBoundaries(t *testing.T) {
	m := body.NewMultipart()
	body.Part(m, "a", param.F("x"), encode.String, body.PartOptions{})
	first, err := m.Content("")
	if err != nil {
		t.Fatal(err)
	}
	second, err := m.Content("multipart/form-data; charset=utf-8")
	if err != nil {
		t.Fatal(err)
	}
	if first.MediaType() == second.MediaType() || !strings.HasPrefix(second.MediaType(), "multipart/form-data; charset=utf-8; boundary=") {
		t.Errorf("the content types are %q and %q", first.MediaType(), second.MediaType())
	}
	stated, err := m.Content(`multipart/form-data; boundary="mine"`)
	if err != nil {
		t.Fatal(err)
	}
	want := "--mine\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--mine--\r\n"
	if got := read(t, stated); got != want || stated.MediaType() != `multipart/form-data; boundary="mine"` {
		t.Errorf("the body of %q is %q", stated.MediaType(), got)
	}
}

func TestNamesCannotEndAHeader(t *testing.T) {
	m := body.NewMultipart()
	body.FilePart(m, "a\"\r\nb", param.F(file("x", "c\"\n", "")), body.PartOptions{})
	c, err := m.Content("multipart/form-data; boundary=b")
	if err != nil {
		t.Fatal(err)
	}
	want := "--b\r\nContent-Disposition: form-data; name=\"a%22%0D%0Ab\"; filename=\"c%22%0A\"\r\n" +
		"Content-Type: application/octet-stream\r\n\r\nx\r\n--b--\r\n"
	if got := read(t, c); got != want {
		t.Errorf("the body is %q", got)
	}
	for _, hostile := range []io.Reader{file("x", "", "a/b\r\nX-Y: z"), file("x", "a\x00b", "")} {
		m := body.NewMultipart()
		body.FilePart(m, "a", param.F(hostile), body.PartOptions{})
		if _, err := m.Content(""); err == nil {
			t.Error("a header has several lines")
		}
	}
}

func TestFileInJSON(t *testing.T) {
	m := body.NewMultipart()
	value := []any{map[string]any{"b": strings.NewReader("x")}}
	body.Part(m, "a", param.F[any](value), anything, body.PartOptions{ContentType: json})
	if _, err := m.Content(""); err == nil || !strings.Contains(err.Error(), "a file cannot be sent as application/json") {
		t.Errorf("the error is %v", err)
	}
}

func TestDirectory(t *testing.T) {
	directory, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = directory.Close() }()
	r, err := body.Reader(directory).Open()
	if err == nil {
		_, err = io.ReadAll(r)
	}
	if err == nil {
		t.Error("a directory is sent as a file")
	}
}
