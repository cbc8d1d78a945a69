package body_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/body"
)

// onlyReader hides all methods of a reader but Read.
type onlyReader struct{ io.Reader }

func read(t *testing.T, c *body.Content) string {
	t.Helper()
	r, err := c.Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func openFile(t *testing.T, name, content string) *os.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func TestContentThatRepeats(t *testing.T) {
	halfRead := strings.NewReader("skipped meow")
	if _, err := halfRead.Seek(8, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*body.Content{
		"bytes":  body.Bytes([]byte("meow")),
		"text":   body.Text("meow"),
		"reader": body.Reader(halfRead),
		"buffer": body.Reader(bytes.NewBufferString("meow")),
		"file":   body.Reader(openFile(t, "cat", "meow")),
		"named":  body.Reader(body.NewFile(strings.NewReader("meow"), "cat", "")),
	} {
		if !c.CanRepeat() || c.Length() != 4 || c.MediaType() != "" {
			t.Errorf("%s: can repeat: %v, length: %d, media type: %q", name, c.CanRepeat(), c.Length(), c.MediaType())
		}
		for range 2 {
			if got := read(t, c); got != "meow" {
				t.Errorf("%s is %q", name, got)
			}
		}
	}
}

func TestContentThatIsReadOnce(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if _, err := w.WriteString("meow"); err != nil {
		t.Fatal(err)
	}
	_ = w.Close()
	for name, reader := range map[string]io.Reader{
		"reader": onlyReader{strings.NewReader("meow")},
		"pipe":   r,
	} {
		c := body.Reader(reader)
		if c.CanRepeat() || c.Length() != -1 {
			t.Errorf("%s: can repeat: %v, length: %d", name, c.CanRepeat(), c.Length())
		}
		if got := read(t, c); got != "meow" {
			t.Errorf("%s is %q", name, got)
		}
		if _, err := c.Open(); err == nil || !strings.Contains(err.Error(), "a second time") {
			t.Errorf("%s is opened again: %v", name, err)
		}
	}
}

func TestFileThatGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, []byte("abc"), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	c := body.Reader(file)
	if _, err := file.WriteAt([]byte("def"), 3); err != nil {
		t.Fatal(err)
	}
	if got := read(t, c); got != "abc" || c.Length() != 3 {
		t.Errorf("%q of %d bytes", got, c.Length())
	}
}

func TestOpenEndsTheReaderBefore(t *testing.T) {
	c := body.Reader(strings.NewReader("meow"))
	first, err := c.Open()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Read(make([]byte, 2)); err != nil {
		t.Fatal(err)
	}
	second, err := c.Open()
	if err != nil {
		t.Fatal(err)
	}
	if n, err := first.Read(make([]byte, 2)); n != 0 || err == nil || err == io.EOF {
		t.Errorf("the first reader still reads: %d, %v", n, err)
	}
	if data, err := io.ReadAll(second); string(data) != "meow" || err != nil {
		t.Errorf("the second one gives %q, %v", data, err)
	}
}

func TestCloseDoesNotWait(t *testing.T) {
	r, w := io.Pipe()
	reader, err := body.Reader(r).Open()
	if err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = reader.Read(make([]byte, 1)) }()
	time.Sleep(10 * time.Millisecond)
	done := make(chan struct{})
	go func() {
		_ = reader.Close()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Error("Close waits for a read that goes on")
	}
	_ = w.Close()
}

func TestCloseLeavesFilesOpen(t *testing.T) {
	file := openFile(t, "cat", "meow")
	read(t, body.Reader(file))
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		t.Errorf("the file was closed: %v", err)
	}
}

func TestNoReader(t *testing.T) {
	r, err := body.Reader(nil).Open()
	if err == nil {
		_, err = io.ReadAll(r)
	}
	if err == nil {
		t.Error("a nil reader is sent")
	}
}

func TestErrorOfAFile(t *testing.T) {
	gone := errors.New("gone")
	r, err := body.Reader(io.MultiReader(strings.NewReader("a"), failing{gone})).Open()
	if err != nil {
		t.Fatal(err)
	}
	if data, err := io.ReadAll(r); string(data) != "a" || !errors.Is(err, gone) {
		t.Errorf("%q, %v", data, err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// A file is read while it is sent, in pieces that fit into the buffer of
// whoever sends it.
func TestNothingIsHeldInMemory(t *testing.T) {
	const size = 1 << 30
	r, err := body.Reader(io.LimitReader(endless{}, size)).Open()
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, r)
	if n != size || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
