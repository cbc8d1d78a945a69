// Package pages asks for lists page by page.
package pages

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"

	"github.com/cloudflare/cloudflare-go/internal/decode"
	"github.com/cloudflare/cloudflare-go/internal/rawjson"
	"github.com/cloudflare/cloudflare-go/internal/request"
	"github.com/cloudflare/cloudflare-go/packages/respjson"
)

// Source says how pages of a type are got.
type Source[P any] struct {
	Rule *Rule
	// Member is the member of the answer that is the page; "" if the answer is
	// it.
	Member string
	Decode decode.Func[P]
	// Next returns the field of a page in which it keeps how the next one is
	// got.
	Next func(*P) *Next[P]
}

// Next is how the page behind another one is got.
type Next[P any] struct {
	source *Source[P]
	call   *call
	answer answer
}

// Get asks for the first page of a list, or for the one that the request says.
func Get[P any](ctx context.Context, req *request.Request, source *Source[P]) (*P, error) {
	c := &call{ctx: ctx, start: req, request: req, skipped: -1}
	if source.Rule.isFirst(c) {
		c.skipped = 0
	}
	return get(source, c)
}

// Get asks for the next page, with the context and the options of the call that
// gave this one. It returns nil without an error if this is the last page.
func (n *Next[P]) Get() (*P, error) {
	if n.call == nil {
		return nil, errors.New("only a page that a client returned leads to the next one")
	}
	following, ok, err := n.source.Rule.next(n.answer, n.call)
	if err != nil || !ok || !n.call.isNew(following) {
		return nil, err
	}
	c, err := n.call.next(following, n.source.Rule, n.answer)
	if err != nil {
		return nil, err
	}
	page, err := get(n.source, c)
	if err != nil {
		return nil, err
	}
	// Some servers give the last page for any later number.
	if following.isCounted && n.source.Rule.repeats(n.answer, n.source.Next(page).answer) {
		return nil, nil
	}
	return page, nil
}

// get asks for a page.
func get[P any](source *Source[P], c *call) (*P, error) {
	var text string
	item := func(page *P, d *decode.Decoder) respjson.Field {
		field := source.Decode(page, d)
		text = field.Raw()
		return field
	}
	page, response, err := request.Page(c.ctx, c.request, source.Member, item)
	if err != nil {
		return nil, err
	}
	c.response = response
	*source.Next(page) = Next[P]{source, c, answer(rawjson.Of(text))}
	return page, nil
}

// All returns the items of a page and of all pages behind it, which are asked for
// when their items are. An error is the last of them.
func All[P, T any](page *P, next func(*P) (*P, error), items func(*P) []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for current := page; current != nil; {
			for _, item := range items(current) {
				if !yield(item, nil) {
					return
				}
			}
			following, err := next(current)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			current = following
		}
	}
}

// Items returns the items of all pages of a list. The first page is asked for
// when they are, once for each time.
func Items[T any, P interface{ All() iter.Seq2[T, error] }](first func() (P, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		page, err := first()
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		page.All()(yield)
	}
}

// call is the call that a page is the answer to, from which the next one is made.
type call struct {
	ctx context.Context // of the method that gave the first page
	// start is the request for the first page. What a link leaves out of one
	// request belongs into the next one again.
	start   *request.Request
	request *request.Request
	// response is the answer, whose request is what was sent, after redirects.
	response *http.Response
	// skipped is the number of items on the pages before, -1 where that is not
	// known.
	skipped int
	// before has what this page and those before it were asked for with, the last
	// one first. The calls behind this one share it.
	before *trail
}

// trail is a step, and those before it.
type trail struct {
	step   step
	before *trail
}

// sent returns the text of the parameter that the page was asked for with.
func (c *call) sent(r *Rule) (text string, ok bool) {
	if r.InBody {
		raw, ok := c.request.SentMember(r.Parameter)
		value := rawjson.Of(raw)
		return value.Plain(), ok && !value.IsNone()
	}
	return c.request.SentQuery(r.Parameter)
}

// isNew reports whether no page before led to the same one, as a server that
// repeats itself never ends.
func (c *call) isNew(s step) bool {
	for t := c.before; t != nil; t = t.before {
		if t.step == s {
			return false
		}
	}
	return true
}

// next returns the call for the page behind this one.
func (c *call) next(s step, r *Rule, a answer) (*call, error) {
	req := c.start.Clone()
	switch {
	case s.url != "":
		link, err := c.joined(s.url)
		if err != nil {
			return nil, err
		}
		if err := req.Follow(link); err != nil {
			return nil, err
		}
	case r.InBody:
		req.SetMember(r.Parameter, string(s.value))
	default:
		req.SetQuery(r.Parameter, s.value.Plain())
	}
	skipped := c.skipped
	if skipped >= 0 {
		skipped += len(r.items(a))
	}
	return &call{
		ctx:     c.ctx,
		start:   c.start,
		request: req,
		skipped: skipped,
		before:  &trail{s, c.before},
	}, nil
}

// followed returns the page at a URL. The one that was just asked for is not
// asked for again.
func (c *call) followed(link string) (step, bool, error) {
	if link == "" {
		return step{}, false, nil
	}
	joined, err := c.joined(link)
	if err != nil {
		return step{}, false, err
	}
	return step{url: link}, joined.String() != c.response.Request.URL.String(), nil
}

// joined returns a URL that the answer names as an absolute one.
func (c *call) joined(link string) (*url.URL, error) {
	joined, err := c.response.Request.URL.Parse(link)
	if err != nil {
		return nil, errors.New("the link to the next page is no URL")
	}
	return joined, nil
}

// link returns the URL that the header Link has for the next page, "" if there is
// none.
func (c *call) link() string {
	return nextLink(c.response.Header.Values("Link"))
}
