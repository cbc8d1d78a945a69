package pages_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"example.com/sdk/internal/decode"
	"example.com/sdk/internal/encode"
	"example.com/sdk/internal/pages"
	"example.com/sdk/internal/request"
	"example.com/sdk/option"
	"example.com/sdk/packages/respjson"
	"example.com/sdk/param"
)

const home = "https://api.example.test/v1"

var api = request.API{
	Name:              "Example",
	Version:           "1.0",
	EnvironmentPrefix: "EXAMPLE",
	Environments:      []request.Environment{{Name: "production", URL: home}},
	Options:           []request.ClientOption{{Name: "token", Option: "WithToken"}},
	Schemes:           map[string]request.Scheme{"token": request.HTTPAuth("Bearer", "token")},
	IdempotencyHeader: "X-Request-Key",
}

// page is a page whose items are JSON texts, as one of generated code.
type page struct {
	Items []string
	JSON  struct{ respjson.RawObject }
	next  pages.Next[page]
}

func (p *page) GetNextPage() (*page, error) { return p.next.Get() }

func (p *page) All() iter.Seq2[string, error] {
	return pages.All(p, (*page).GetNextPage, func(p *page) []string { return p.Items })
}

func raw(v *string, d *decode.Decoder) respjson.Field {
	field := d.Raw()
	*v = field.Raw()
	return field
}

// decodePage returns what reads the items that stand at a member, or the array
// itself.
func decodePage(member string) decode.Func[page] {
	return func(v *page, d *decode.Decoder) respjson.Field {
		if member == "" {
			return decode.Slice(&v.Items, d, raw)
		}
		o, ok := decode.Object(v, &v.JSON.RawObject, d)
		if !ok {
			return o.Field()
		}
		for d.More() {
			if d.Key == member {
				decode.Slice(&v.Items, d, raw)
			} else {
				d.Extra(&v.JSON.RawObject)
			}
		}
		return d.End(o, &v.JSON.RawObject)
	}
}

// server answers one request after the other, and keeps what was asked.
type server struct {
	t       *testing.T
	answers []string
	// header is what the headers of the first answer are.
	header http.Header

	urls   []string
	bodies []string
	sent   []*http.Request
}

func (s *server) Do(r *http.Request) (*http.Response, error) {
	s.urls = append(s.urls, strings.TrimPrefix(r.URL.String(), home))
	content := ""
	if r.Body != nil {
		data, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		content = string(data)
	}
	s.bodies = append(s.bodies, content)
	s.sent = append(s.sent, r)
	if len(s.sent) > len(s.answers) {
		s.t.Errorf("too many requests: %v", s.urls)
		return nil, errors.New("no more answers")
	}
	answer := s.answers[len(s.sent)-1]
	response := &http.Response{
		StatusCode: 200,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(strings.NewReader(answer)),
		Request:    r,
	}
	if len(s.sent) == 1 {
		for name, values := range s.header {
			response.Header[name] = values
		}
	}
	if answer == "500" {
		response.StatusCode = 500
	}
	return response, nil
}

func serve(t *testing.T, answers ...string) *server {
	return &server{t: t, answers: answers}
}

// list is a list method.
type list struct {
	rule   pages.Rule
	member string // where the items of the page are
	unwrap string
	method string
	build  func(*request.Request)
	client []option.RequestOption
	call   []option.RequestOption
}

func (l list) page(s *server) (*page, error) {
	method := l.method
	if method == "" {
		method = http.MethodGet
	}
	client := append([]option.RequestOption{
		option.WithHTTPClient(s), option.WithMaxRetries(0), request.WithSecret("token", "secret"),
	}, l.client...)
	req := request.New(&api, method, "/things", client, l.call)
	req.Security([]string{"token"})
	if l.build != nil {
		l.build(req)
	}
	return pages.Get(context.Background(), req, &pages.Source[page]{
		Rule:   &l.rule,
		Member: l.unwrap,
		Decode: decodePage(l.member),
		Next:   func(p *page) *pages.Next[page] { return &p.next },
	})
}

func (l list) items(s *server) ([]string, error) {
	var found []string
	for item, err := range pages.Items(func() (*page, error) { return l.page(s) }) {
		if err != nil {
			return found, err
		}
		found = append(found, item)
	}
	return found, nil
}

func query(name, value string) func(*request.Request) {
	return func(r *request.Request) { request.Query(r, name, param.F(value), encode.String) }
}

func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

var cursors = list{
	member: "data",
	rule: pages.Rule{
		Kind: pages.Cursor, Parameter: "after",
		Items: []string{"data"}, Next: []string{"next"}, More: []string{"has_more"},
	},
}

func TestCursor(t *testing.T) {
	l, s := cursors, serve(t, `{"data": [1, 2], "next": "c/1"}`, `{"data": [3], "next": null}`)
	l.build = query("limit", "2")
	found, err := l.items(s)
	same(t, "items", found, []string{"1", "2", "3"})
	same(t, "URLs", s.urls, []string{"/things?limit=2", "/things?limit=2&after=c%2F1"})
	if err != nil {
		t.Error(err)
	}
}

func TestLastPageOfCursors(t *testing.T) {
	for _, members := range []string{
		``, `,"next": null`, `,"next": ""`, `,"next": "x", "has_more": false`, `,"next": {}`, `,"next": true`, `,"next": 1.5`,
	} {
		page, err := cursors.page(serve(t, `{"data": [1]`+members+`}`))
		if err != nil {
			t.Fatal(err)
		}
		if next, err := page.GetNextPage(); next != nil || err != nil {
			t.Errorf("%s leads to %v, %v", members, next, err)
		}
	}
}

func TestCursors(t *testing.T) {
	for name, test := range map[string]struct {
		list    list
		answers []string
		items   []string
		urls    []string
	}{
		"a number": {
			cursors, []string{`{"data": [1], "next": 7}`, `{"data": [2]}`},
			[]string{"1", "2"}, []string{"", "?after=7"},
		},
		"empty pages are no end": {
			cursors, []string{`{"data": [1], "next": "1"}`, `{"data": [], "next": "2", "has_more": true}`, `{"data": [2]}`},
			[]string{"1", "2"}, []string{"", "?after=1", "?after=2"},
		},
		"a cursor that comes again": {
			cursors, []string{`{"data": [1], "next": "1"}`, `{"data": [2], "next": "2"}`, `{"data": [3], "next": "1"}`},
			[]string{"1", "2", "3"}, []string{"", "?after=1", "?after=2"},
		},
		"the same cursor": {
			list{rule: cursors.rule, member: "data", build: query("after", "1")}, []string{`{"data": [1], "next": "1"}`},
			[]string{"1"}, []string{"?after=1"},
		},
		"a URL": {
			cursors, []string{`{"data": [1], "next": "` + home + `/things?after=1&x=2"}`, `{"data": [2]}`},
			[]string{"1", "2"}, []string{"", "?after=1&x=2"},
		},
		"nested": {
			list{
				rule: pages.Rule{
					Kind: pages.Cursor, Parameter: "cursor",
					Items: []string{"data"}, Next: []string{"meta", "next"},
				},
				member: "data", unwrap: "result",
			},
			[]string{`{"result": {"data": [1, 2], "meta": {"next": "n"}}}`, `{"result": {"data": [3], "meta": null}}`},
			[]string{"1", "2", "3"}, []string{"", "?cursor=n"},
		},
		"of an item": {
			list{rule: pages.Rule{
				Kind: pages.ItemCursor, Parameter: "starting_after", Next: []string{"id"},
			}},
			[]string{`[{"id": "a"}, {"id": "b"}]`, `[{"id": "c"}]`, `[]`},
			[]string{`{"id": "a"}`, `{"id": "b"}`, `{"id": "c"}`}, []string{"", "?starting_after=b", "?starting_after=c"},
		},
	} {
		s := serve(t, test.answers...)
		found, err := test.list.items(s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i := range test.urls {
			test.urls[i] = "/things" + test.urls[i]
		}
		same(t, name, found, test.items)
		same(t, name, s.urls, test.urls)
	}
}

func TestNoItemToGoOnFrom(t *testing.T) {
	l := list{member: "data", rule: pages.Rule{
		Kind: pages.ItemCursor, Parameter: "after", Items: []string{"data"}, Next: []string{"id"}, More: []string{"has_more"},
	}}
	for _, items := range []string{`[]`, `[3]`, `[{"name": "x"}]`, `[{"id": null}]`, `null`, `"x"`} {
		s := serve(t, `{"data": `+items+`, "has_more": true}`)
		if _, err := l.items(s); err != nil || len(s.urls) != 1 {
			t.Errorf("%s: %v, %v", items, s.urls, err)
		}
	}
}

func TestLoopOverPages(t *testing.T) {
	s := serve(t, `{"data": [1], "next": "a"}`, `{"data": [2], "next": "b"}`, `{"data": [1], "next": "a"}`)
	page, err := cursors.page(s)
	count := 0
	for ; page != nil && err == nil; page, err = page.GetNextPage() {
		count++
	}
	if err != nil || count != 3 {
		t.Errorf("%d pages, %v", count, err)
	}
}

func TestNextPageTwice(t *testing.T) {
	s := serve(t, `{"data": [1], "next": "a"}`, `{"data": [2], "next": "b"}`, `{"data": [2], "next": "b"}`, `{"data": [3]}`)
	first, err := cursors.page(s)
	if err != nil {
		t.Fatal(err)
	}
	var second *page
	for range 2 {
		if second, err = first.GetNextPage(); err != nil || second == nil {
			t.Fatal(second, err)
		}
	}
	if third, err := second.GetNextPage(); err != nil || third.Items[0] != "3" {
		t.Error(third, err)
	}
	same(t, "URLs", s.urls, []string{"/things", "/things?after=a", "/things?after=a", "/things?after=b"})
}

func TestItemsAreAskedForWhenRangedOver(t *testing.T) {
	s := serve(t, `{"data": [1, 2], "next": "a"}`, `{"data": [1], "next": "a"}`)
	items := pages.Items(func() (*page, error) { return cursors.page(s) })
	if len(s.urls) != 0 {
		t.Error("a request is sent before")
	}
	for range 2 {
		for item, err := range items {
			if item != "1" || err != nil {
				t.Error(item, err)
			}
			break
		}
	}
	same(t, "URLs", s.urls, []string{"/things", "/things"})
}

func TestCursorInTheBody(t *testing.T) {
	l, s := cursors, serve(t, `{"data": [1], "next": "x\"1"}`, `{"data": [2], "next": 5}`, `{"data": [3]}`)
	l.method = http.MethodPost
	l.rule.InBody = true
	l.build = func(r *request.Request) {
		request.JSONBody(r, map[string]string{"q": "x"}, encode.MapOf(encode.String))
	}
	l.call = []option.RequestOption{option.WithJSONSet("debug", true), option.WithIdempotencyKey("first")}
	found, err := l.items(s)
	if err != nil || len(found) != 3 {
		t.Fatal(found, err)
	}
	same(t, "bodies", s.bodies, []string{`{"q":"x","debug":true}`, `{"q":"x","after":"x\"1","debug":true}`, `{"q":"x","after":5,"debug":true}`})
	first, second := s.sent[0].Header.Get("X-Request-Key"), s.sent[1].Header.Get("X-Request-Key")
	if first != "first" || second == "first" || second == "" {
		t.Errorf("the keys are %q and %q", first, second)
	}
}

func TestCursorInAForm(t *testing.T) {
	l, s := cursors, serve(t, `{"data": [1], "next": "1"}`, `{"data": [2], "next": "1"}`)
	l.method = http.MethodPost
	l.rule.InBody = true
	l.build = func(r *request.Request) {
		request.FormBody(r, param.F(map[string]string{"q": "x"}), encode.MapOf(encode.String))
	}
	if found, err := l.items(s); err != nil || len(found) != 2 {
		t.Fatal(found, err)
	}
	same(t, "bodies", s.bodies, []string{"q=x", "q=x&after=1"})
}

func TestNumbers(t *testing.T) {
	number := func(change func(*pages.Rule)) list {
		rule := pages.Rule{Kind: pages.PageNumber, Parameter: "page", Items: []string{"data"}, First: 1}
		change(&rule)
		return list{rule: rule, member: "data"}
	}
	offset := func(change func(*pages.Rule)) list {
		rule := pages.Rule{Kind: pages.Offset, Parameter: "offset", Items: []string{"data"}}
		change(&rule)
		return list{rule: rule, member: "data"}
	}
	for name, test := range map[string]struct {
		list    list
		answers []string
		urls    []string
	}{
		"an empty page": {
			number(func(*pages.Rule) {}),
			[]string{`{"data": [1, 2]}`, `{"data": [3]}`, `{"data": []}`}, []string{"", "?page=2", "?page=3"},
		},
		"total pages": {
			number(func(r *pages.Rule) { r.TotalPages = []string{"pages"} }),
			[]string{`{"data": [1], "pages": 2}`, `{"data": [2], "pages": 2}`}, []string{"", "?page=2"},
		},
		"total pages from zero": {
			number(func(r *pages.Rule) { r.First, r.TotalPages = 0, []string{"pages"} }),
			[]string{`{"data": [1], "pages": "2"}`, `{"data": [2], "pages": 2.0}`}, []string{"", "?page=1"},
		},
		"total": {
			number(func(r *pages.Rule) { r.Total = []string{"meta", "total"} }),
			[]string{`{"data": [1, 2], "meta": {"total": 3}}`, `{"data": [3], "meta": {"total": 3}}`}, []string{"", "?page=2"},
		},
		"more": {
			number(func(r *pages.Rule) { r.More = []string{"more"} }),
			[]string{`{"data": [1], "more": true}`, `{"data": [2], "more": false}`}, []string{"", "?page=2"},
		},
		"current": {
			number(func(r *pages.Rule) { r.Current = []string{"page"} }),
			[]string{`{"data": [1], "page": "0"}`, `{"data": [2], "page": 1}`, `{"data": []}`}, []string{"", "?page=1", "?page=2"},
		},
		"next": {
			number(func(r *pages.Rule) { r.Next = []string{"next_page"} }),
			[]string{`{"data": [1], "next_page": 4}`, `{"data": [2], "next_page": null}`}, []string{"", "?page=4"},
		},
		"offset and total": {
			offset(func(r *pages.Rule) { r.Total = []string{"total"} }),
			[]string{`{"data": [1, 2], "total": 3}`, `{"data": [3], "total": 3}`}, []string{"", "?offset=2"},
		},
		"offset from one": {
			offset(func(r *pages.Rule) { r.First, r.Total = 1, []string{"total"} }),
			[]string{`{"data": [1, 2], "total": 3}`, `{"data": [3], "total": 3}`}, []string{"", "?offset=3"},
		},
		"offset": {
			offset(func(*pages.Rule) {}),
			[]string{`{"data": [1, 2]}`, `{"data": [3]}`, `{"data": []}`}, []string{"", "?offset=2", "?offset=3"},
		},
		"offset and more": {
			offset(func(r *pages.Rule) { r.More = []string{"more"} }),
			[]string{`{"data": [1], "more": true}`, `{"data": [], "more": true}`}, []string{"", "?offset=1"},
		},
		"a total where the pages before are not known": {
			func() list {
				l := number(func(r *pages.Rule) { r.Total = []string{"total"} })
				l.build = query("page", "9")
				return l
			}(),
			[]string{`{"data": [1], "total": 9}`, `{"data": [], "total": 9}`}, []string{"?page=9", "?page=10"},
		},
	} {
		s := serve(t, test.answers...)
		found, err := test.list.items(s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i, url := range test.urls {
			test.urls[i] = "/things" + url
		}
		same(t, name, s.urls, test.urls)
		for i, item := range found {
			same(t, name, item, fmt.Sprint(i+1))
		}
	}
}

var numbers = list{rule: pages.Rule{Kind: pages.PageNumber, Parameter: "page", First: 1}}

func TestServerThatRepeatsTheLastPage(t *testing.T) {
	s := serve(t, `[{"id":"a"}]`, `[{"id":"b"}]`, `[{"id":"b"}]`)
	found, err := numbers.items(s)
	if err != nil || len(found) != 2 || len(s.urls) != 3 {
		t.Errorf("%q, %v", found, err)
	}
	// Plain values may be the same on two pages.
	s = serve(t, `[1]`, `[1]`, `[]`)
	if found, err := numbers.items(s); err != nil || len(found) != 2 {
		t.Errorf("%q, %v", found, err)
	}
}

func TestWhoSaysThePage(t *testing.T) {
	l, s := numbers, serve(t, `[1]`, `[2]`, `[]`)
	l.client = []option.RequestOption{option.WithQuery("page", "2")}
	if _, err := l.items(s); err != nil {
		t.Error(err)
	}
	same(t, "the client", s.urls, []string{"/things?page=2", "/things?page=3", "/things?page=4"})
	l, s = numbers, serve(t, `[1]`, `[]`)
	l.call = []option.RequestOption{option.WithQuery("page", "5"), option.WithQuery("debug", "1")}
	if _, err := l.items(s); err != nil {
		t.Error(err)
	}
	same(t, "the call", s.urls, []string{"/things?page=5&debug=1", "/things?page=6&debug=1"})
}

var linked = list{member: "data", rule: pages.Rule{
	Kind: pages.NextURL, Items: []string{"data"}, Next: []string{"links", "next"},
}}

func to(link string) string { return `{"data": [1], "links": {"next": "` + link + `"}}` }

func TestURLs(t *testing.T) {
	for _, link := range []string{"/v1/things?page=2", "?page=2", "things?page=2", home + "/things?page=2", "//api.example.test/v1/things?page=2", "http" + strings.TrimPrefix(home, "https") + "/things?page=2"} {
		l, s := linked, serve(t, to(link), `{"data": [2], "links": {}}`)
		l.build = query("filter", "x")
		if found, err := l.items(s); err != nil || len(found) != 2 {
			t.Errorf("%s: %q, %v", link, found, err)
			continue
		}
		same(t, link, s.urls, []string{"/things?filter=x", "/things?page=2"})
		same(t, link, s.sent[1].Header.Get("Authorization"), "Bearer secret")
	}
}

func TestURLsOfOthers(t *testing.T) {
	for _, link := range []string{"https://evil.test/v1/things", "//evil.test/", "https://api.example.test:8443/v1/things", "https://[", "%zz", "ftp://api.example.test/"} {
		s := serve(t, to(link))
		_, err := linked.items(s)
		if err == nil || !strings.Contains(err.Error(), "another origin") && !strings.Contains(err.Error(), "no URL") {
			t.Errorf("%s: %v", link, err)
		}
		same(t, link, len(s.urls), 1)
	}
}

func TestWhatAURLSaysIsNotSaidTwice(t *testing.T) {
	l, s := linked, serve(t, to("?page=2&tenant=1&debug=1"), to("?page=3"), `{"data": [3]}`)
	l.client = []option.RequestOption{option.WithQuery("tenant", "1")}
	l.call = []option.RequestOption{option.WithQuery("debug", "1")}
	if _, err := l.items(s); err != nil {
		t.Error(err)
	}
	same(t, "URLs", s.urls, []string{"/things?tenant=1&debug=1", "/things?page=2&tenant=1&debug=1", "/things?page=3&tenant=1&debug=1"})
}

func TestURLThatComesAgain(t *testing.T) {
	s := serve(t, to("?page=2#top"), to("?page=2#top"))
	found, err := linked.items(s)
	if err != nil || len(found) != 2 {
		t.Errorf("%q, %v", found, err)
	}
	same(t, "URLs", s.urls, []string{"/things", "/things?page=2"})
	s = serve(t, to("/v1/things"))
	if _, err := linked.items(s); err != nil || len(s.urls) != 1 {
		t.Errorf("its own URL: %v, %v", s.urls, err)
	}
}

func TestLinkHeader(t *testing.T) {
	const next = "<" + home + "/things?page=2>"
	for header, isNext := range map[string]bool{
		"":                              false,
		"nonsense":                      false,
		"<?page=2":                      false,
		"<?page=2>":                     false,
		`<?page=2>; rel="nextish"`:      false,
		`<?page=2>; title="rel=next"`:   false,
		`<?page=2>; rel=last; rel=next`: false,
		`<?page=2>; rev=next`:           false,
		next + `; rel="next"`:           true,
		next + `; rel=next, <?page=9>`:  true,
		next + `;rel="Next last"`:       true,
		next + `; rel="last  next"`:     true,
		next + `; REL = next ; x`:       true,
		`<?a=1,2>; rel="first", ` + next + `; title="a, \"b\"; c"; rel="next"`: true,
		`<a>; rel=prev,` + next + `; rel="next"; x="y`:                         true,
		`</x>;x;rel=first ,, ` + next + `;rel="next"`:                          true,
	} {
		s := serve(t, `[1]`, `[2]`)
		s.header = http.Header{"Link": {header}}
		found, err := list{rule: pages.Rule{Kind: pages.LinkHeader}}.items(s)
		if err != nil || isNext != (len(found) == 2) {
			t.Errorf("%s: %q, %v", header, found, err)
		}
		if isNext {
			same(t, header, s.urls, []string{"/things", "/things?page=2"})
		}
	}
	s := serve(t, `[1]`, `[2]`)
	s.header = http.Header{"Link": {`<?page=9>; rel="last"`, `<?page=2>; rel="next"`}}
	if found, err := (list{rule: pages.Rule{Kind: pages.LinkHeader}}).items(s); err != nil || len(found) != 2 {
		t.Errorf("two headers: %q, %v", found, err)
	}
}

func TestServerOfTheMethod(t *testing.T) {
	const server = "https://lists.example.test/v2"
	l, s := linked, serve(t, to("/v2/things?page=2"), `{"data": [2]}`)
	l.build = func(r *request.Request) { r.Server(server) }
	if _, err := l.items(s); err != nil {
		t.Error(err)
	}
	same(t, "URLs", s.urls, []string{server + "/things", server + "/things?page=2"})
	same(t, "authorization", s.sent[1].Header.Get("Authorization"), "Bearer secret")
}

func TestOptionsAreRepeated(t *testing.T) {
	l, s := cursors, serve(t, `{"data": [1], "next": "1"}`, `{"data": [2]}`)
	l.build = func(r *request.Request) { request.Header(r, "X-Version", param.F("2"), encode.String) }
	l.call = []option.RequestOption{option.WithHeader("X-Trace", "t"), option.WithQuery("debug", "1")}
	if _, err := l.items(s); err != nil {
		t.Error(err)
	}
	for _, r := range s.sent {
		same(t, "headers", []string{r.Header.Get("X-Version"), r.Header.Get("X-Trace"), r.Header.Get("Authorization")}, []string{"2", "t", "Bearer secret"})
	}
	same(t, "URLs", s.urls, []string{"/things?debug=1", "/things?after=1&debug=1"})
}

func TestEnvelope(t *testing.T) {
	l, s := numbers, serve(t, `{"result": [1]}`, `{"result": null}`)
	l.unwrap = "result"
	if found, err := l.items(s); err != nil || len(found) != 1 {
		t.Errorf("%q, %v", found, err)
	}
}

func TestAnswersThatAreNoLists(t *testing.T) {
	for _, body := range []string{`{"data": null}`, `{"data": 3}`, `{}`, `"text"`, `3`, `null`, ``} {
		l := list{member: "data", rule: numbers.rule}
		l.rule.Items = []string{"data"}
		s := serve(t, body)
		if found, err := l.items(s); err != nil && body != "" || len(found) != 0 || len(s.urls) != 1 {
			t.Errorf("%s: %q, %v", body, found, err)
		}
	}
}

func TestFailureHalfWay(t *testing.T) {
	found, err := cursors.items(serve(t, `{"data": [1], "next": "1"}`, `500`))
	var failure *request.Error
	if !errors.As(err, &failure) || failure.StatusCode != 500 || len(found) != 1 {
		t.Errorf("%q, %v", found, err)
	}
	if _, err := cursors.items(serve(t, `500`)); !errors.As(err, &failure) {
		t.Error(err)
	}
}

func TestPageOfOnesOwn(t *testing.T) {
	if next, err := (&page{}).GetNextPage(); next != nil || err == nil || !strings.Contains(err.Error(), "a client returned") {
		t.Error(next, err)
	}
}

func TestRedirectedList(t *testing.T) {
	s := serve(t, to("?page=2"), `{"data": [2]}`)
	moved := func(r *http.Request) (*http.Response, error) {
		response, err := s.Do(r)
		if len(s.sent) == 1 {
			final := r.Clone(r.Context())
			final.URL.Path = "/v1/there"
			response.Request = final
		}
		return response, err
	}
	l := linked
	l.client = []option.RequestOption{option.WithHTTPClient(doer(moved))}
	if _, err := l.items(s); err != nil {
		t.Error(err)
	}
	same(t, "URLs", s.urls, []string{"/things", "/there?page=2"})
}

type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }
