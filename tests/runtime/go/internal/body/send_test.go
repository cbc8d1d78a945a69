package body_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.com/sdk/internal/body"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
	"example.com/sdk/param"
)

var api = request.API{Name: "Example", Version: "1", EnvironmentPrefix: "EXAMPLE"}

// uploader is a server that refuses the first requests, before it has read
// them.
type uploader struct {
	refused int
	seen    []string
}

func (u *uploader) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if u.refused > 0 {
		u.refused--
		w.Header().Set("Retry-After-Ms", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if r.URL.Path == "/moved" {
		http.Redirect(w, r, "/things", http.StatusPermanentRedirect)
		return
	}
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for _, header := range r.MultipartForm.File["file"] {
		file, err := header.Open()
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		content, _ := io.ReadAll(file)
		u.seen = append(u.seen, string(content))
	}
}

func upload(u *uploader, path string, retries int, files ...io.Reader) error {
	server := httptest.NewServer(u)
	defer server.Close()
	options := []option.RequestOption{option.WithBaseURL(server.URL), option.WithMaxRetries(retries)}
	req := request.New(&api, http.MethodPost, path, options, nil)
	body.FileParts(req.Multipart(), "file", param.F(files), body.PartOptions{})
	return request.Nothing(context.Background(), req)
}

func TestUpload(t *testing.T) {
	content := make([]byte, 8<<20)
	if _, err := rand.Read(content); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "big.bin")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for name, test := range map[string]struct {
		path    string
		refused int
	}{
		"at once":                    {"/things", 0},
		"after a refusal and a move": {"/moved", 1},
	} {
		u := &uploader{refused: test.refused}
		if err := upload(u, test.path, 2, file, bytes.NewReader([]byte("small"))); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(u.seen) != 2 || u.seen[0] != string(content) || u.seen[1] != "small" {
			t.Errorf("%s: the server has got something else", name)
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			t.Errorf("%s: the file was closed: %v", name, err)
		}
		// Nothing reads the file for a call that is over.
		if err := upload(&uploader{refused: 1}, "/things", 0, file); err == nil {
			t.Errorf("%s: the refused call has succeeded", name)
		}
		before, err := file.Seek(0, io.SeekCurrent)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(5 * time.Millisecond)
		if after, err := file.Seek(0, io.SeekCurrent); err != nil || after != before {
			t.Errorf("%s: the file is still read: %d, %d, %v", name, before, after, err)
		}
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUploadOfWhatIsReadOnce(t *testing.T) {
	u := &uploader{}
	if err := upload(u, "/things", 2, onlyReader{strings.NewReader("meow")}); err != nil || len(u.seen) != 1 {
		t.Errorf("%q, %v", u.seen, err)
	}
	u = &uploader{refused: 1}
	if err := upload(u, "/things", 2, onlyReader{strings.NewReader("meow")}); err == nil || u.refused != 0 {
		t.Errorf("it was sent again: %q, %v", u.seen, err)
	}
}
