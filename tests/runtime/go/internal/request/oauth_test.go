package request_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/sdk/internal/request"
	"example.com/sdk/option"
)

const clientSecret = "s3cret/of the client"

// authority answers requests for tokens, and other requests as one that only
// knows those tokens.
type authority struct {
	*server
	issued atomic.Int64
	// life is the member expires_in of the answers, if there is one.
	life string
	// token answers in place of the authority, if it is there.
	token http.HandlerFunc
	// refused are tokens that are no longer good.
	refused sync.Map
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	a := &authority{}
	a.server = newServer(t, a.answer)
	return a
}

func (a *authority) answer(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/oauth/token" {
		value := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if _, refused := a.refused.Load(value); refused || !strings.HasPrefix(value, "fetched-") {
			status(401, `{"message":"expired"}`)(w, r)
			return
		}
		answer(`{"id":"`+value+`"}`)(w, r)
		return
	}
	if a.token != nil {
		a.token(w, r)
		return
	}
	life := ""
	if a.life != "" {
		life = `,"expires_in":` + a.life
	}
	answer(fmt.Sprintf(`{"access_token":"fetched-%d","token_type":"bearer"%s}`, a.issued.Add(1), life))(w, r)
}

func (a *authority) client(more ...option.RequestOption) []option.RequestOption {
	options := append([]option.RequestOption{request.WithDefaults(example()), option.WithBaseURL(a.URL)},
		with("client_id", "the client", "client_secret", clientSecret)...)
	return append(options, more...)
}

func (a *authority) tokenRequests() []seen {
	var found []seen
	for _, got := range a.got() {
		if got.path == "/oauth/token" {
			found = append(found, got)
		}
	}
	return found
}

func fetchThing(ctx context.Context, options []option.RequestOption, call ...option.RequestOption) (string, error) {
	r := request.New(example(), http.MethodGet, "/things", options, call)
	r.Security([]string{"oauth"})
	got, err := request.JSON(ctx, r, decodeThing)
	if err != nil {
		return "", err
	}
	return got.ID, nil
}

func TestTokenIsFetchedOnce(t *testing.T) {
	a := newAuthority(t)
	a.life = "3600"
	client := a.client()
	for range 3 {
		if got := must[string](t)(fetchThing(context.Background(), client)); got != "fetched-1" {
			t.Error(got)
		}
	}
	asked := a.tokenRequests()
	if len(asked) != 1 {
		t.Fatal(asked)
	}
	form, err := url.ParseQuery(asked[0].body)
	if err != nil || form.Get("grant_type") != "client_credentials" || form.Get("scope") != "read write" || len(form) != 2 {
		t.Error(form, err)
	}
	header := asked[0].header
	if user := "Basic dGhlK2NsaWVudDpzM2NyZXQlMkZvZit0aGUrY2xpZW50"; header.Get("Authorization") != user {
		t.Error(header)
	}
	if header.Get("User-Agent") != "Example/Go 1.2.3" || header.Get("Accept") != "application/json" {
		t.Error(header)
	}
}

func TestTokenThatExpires(t *testing.T) {
	for life, fetches := range map[string]int{"0": 3, "3600": 1, `"3600"`: 1, `"soon"`: 1, `"NaN"`: 1, "null": 1, "1e300": 1} {
		a := newAuthority(t)
		a.life = life
		client := a.client()
		for range 3 {
			must[string](t)(fetchThing(context.Background(), client))
		}
		if got := len(a.tokenRequests()); got != fetches {
			t.Errorf("%d fetches of a token that lives %s", got, life)
		}
	}
}

func TestManyRequestsFetchOneToken(t *testing.T) {
	a := newAuthority(t)
	a.token = func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(50 * time.Millisecond)
		answer(fmt.Sprintf(`{"access_token":"fetched-%d"}`, a.issued.Add(1)))(w, nil)
	}
	client := a.client()
	var group sync.WaitGroup
	for range 50 {
		group.Add(1)
		go func() {
			defer group.Done()
			if got, err := fetchThing(context.Background(), client); got != "fetched-1" || err != nil {
				t.Error(got, err)
			}
		}()
	}
	group.Wait()
	if got := len(a.tokenRequests()); got != 1 {
		t.Error(got)
	}
}

func TestManyRequestsFailTogether(t *testing.T) {
	a := newAuthority(t)
	a.token = func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(100 * time.Millisecond)
		status(400, `{"error":"invalid_scope"}`)(w, r)
	}
	client := a.client()
	var group sync.WaitGroup
	for range 20 {
		group.Add(1)
		go func() {
			defer group.Done()
			if _, err := fetchThing(context.Background(), client); err == nil {
				t.Error("no error")
			}
		}()
	}
	group.Wait()
	if got := len(a.tokenRequests()); got > 3 {
		t.Error(got)
	}
}

func TestWhoWaitsForATokenCanGiveUp(t *testing.T) {
	a := newAuthority(t)
	begun, goOn := make(chan struct{}), make(chan struct{})
	a.token = func(w http.ResponseWriter, r *http.Request) {
		if a.issued.Add(1) == 1 {
			close(begun)
			<-goOn
		}
		answer(`{"access_token":"fetched-2"}`)(w, r)
	}
	client := a.client()
	first, cancelFirst := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		_, err := fetchThing(first, client)
		done <- err
	}()
	<-begun
	impatient, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	if _, err := fetchThing(impatient, client); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	// Who fetches gives up: that is no failure of those who wait.
	waiting := make(chan error, 1)
	go func() {
		_, err := fetchThing(context.Background(), client)
		waiting <- err
	}()
	time.Sleep(30 * time.Millisecond)
	cancelFirst()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	close(goOn)
	if err := <-waiting; err != nil {
		t.Error(err)
	}
}

func TestTokenThatIsRefused(t *testing.T) {
	a := newAuthority(t)
	client := a.client()
	must[string](t)(fetchThing(context.Background(), client))
	a.refused.Store("fetched-1", true)
	if got := must[string](t)(fetchThing(context.Background(), client)); got != "fetched-2" {
		t.Error(got)
	}
	for i := range 5 {
		a.refused.Store(fmt.Sprintf("fetched-%d", i), true)
	}
	before := len(a.tokenRequests())
	var failure *request.Error
	if _, err := fetchThing(context.Background(), client); !errors.As(err, &failure) || failure.StatusCode != 401 {
		t.Error(err)
	}
	if got := len(a.tokenRequests()) - before; got != 1 {
		t.Error(got)
	}
}

func TestTokenThatIsRefusedWithABodyThatCannotBeRepeated(t *testing.T) {
	a := newAuthority(t)
	client := a.client()
	must[string](t)(fetchThing(context.Background(), client))
	a.refused.Store("fetched-1", true)
	var failure *request.Error
	if _, err := fetchThing(context.Background(), client, option.WithRequestBody("text/plain", pipe("text"))); !errors.As(err, &failure) || failure.StatusCode != 401 {
		t.Error(err)
	}
	if got := must[string](t)(fetchThing(context.Background(), client)); got != "fetched-2" || len(a.got()) != 5 {
		t.Error(got, len(a.got()))
	}
}

func TestTokenOfTheCaller(t *testing.T) {
	a := newAuthority(t)
	if _, err := fetchThing(context.Background(), a.client(), option.WithHeader("Authorization", "Bearer fetched-x")); err != nil {
		t.Error(err)
	}
	if _, err := fetchThing(context.Background(), a.client(with("access_token", "fetched-y")...)); err != nil {
		t.Error(err)
	}
	if got := a.tokenRequests(); len(got) != 0 {
		t.Error(got)
	}
}

func TestTokensBelongToTheirCredentials(t *testing.T) {
	a := newAuthority(t)
	client := a.client()
	must[string](t)(fetchThing(context.Background(), client))
	if got := must[string](t)(fetchThing(context.Background(), client, with("client_secret", "another")...)); got != "fetched-2" {
		t.Error(got)
	}
	if got := must[string](t)(fetchThing(context.Background(), client)); got != "fetched-1" {
		t.Error(got)
	}
	// A service of its own keeps its token, too.
	own := append(with("client_id", "a", "client_secret", "b"), option.WithBaseURL(a.URL))
	for range 2 {
		if got := must[string](t)(fetchThing(context.Background(), own)); got != "fetched-3" {
			t.Error(got)
		}
	}
}

func TestAServerThatWantsTheClientInTheBody(t *testing.T) {
	a := newAuthority(t)
	a.life = "0"
	a.token = func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			status(401, `{"error":"invalid_client"}`)(w, r)
			return
		}
		answer(`{"access_token":"fetched-1","expires_in":0}`)(w, r)
	}
	client := a.client()
	for range 2 {
		must[string](t)(fetchThing(context.Background(), client))
	}
	asked := a.tokenRequests()
	if len(asked) != 3 {
		t.Fatal(asked)
	}
	form, _ := url.ParseQuery(asked[2].body)
	if form.Get("client_id") != "the client" || form.Get("client_secret") != clientSecret {
		t.Error(form)
	}
}

func TestWhyThereIsNoToken(t *testing.T) {
	tests := []struct {
		name    string
		handler http.HandlerFunc
		status  int
		want    string
		asked   int
	}{
		{"refused", status(400, `{"error":"invalid_scope","error_description":"not `+clientSecret+`"}`), 400, "invalid_scope: not redacted", 1},
		{"unknown client", status(401, `{"error":"invalid_client"}`), 401, "invalid_client", 2},
		{"no JSON", status(403, `<p>`+clientSecret), 403, "status 403 Forbidden", 1},
		{"redirect", redirect(302, "/elsewhere"), 302, "status 302 Found", 1},
		{"broken", quick(500), 500, "500 Internal Server Error", 3},
		{"no token", answer(`{"token":"` + clientSecret + `"}`), 200, "no access token", 1},
		{"no text", answer(`{"access_token":"a\nb"}`), 200, "no access token", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := newAuthority(t)
			a.token = test.handler
			_, err := fetchThing(context.Background(), a.client())
			var failure *request.Error
			if !errors.As(err, &failure) || failure.StatusCode != test.status || !strings.Contains(err.Error(), test.want) {
				t.Fatal(err)
			}
			shown := everything(err) + string(failure.DumpRequest(true)) + string(failure.DumpResponse(true)) + failure.RawJSON()
			assertNoSecret(t, shown+fmt.Sprint(failure.Request, failure.Response), clientSecret, url.QueryEscape(clientSecret), "dGhlK2NsaWVudDpz")
			if got := a.tokenRequests(); len(got) != test.asked || len(a.got()) != test.asked {
				t.Error(len(got), len(a.got()))
			}
		})
	}
}

func TestTokenEndpointThatCannotBeReached(t *testing.T) {
	a := newAuthority(t)
	a.token = drop
	_, err := fetchThing(context.Background(), a.client(option.WithMaxRetries(0)))
	var failure *url.Error
	if !errors.As(err, &failure) || len(a.tokenRequests()) != 1 {
		t.Error(err)
	}
	a = newAuthority(t)
	a.token = drop
	if _, err := fetchThing(context.Background(), a.client(option.WithMaxRetries(1))); !errors.As(err, &failure) || len(a.tokenRequests()) != 2 {
		t.Error(err, len(a.tokenRequests()))
	}
	a = newAuthority(t)
	a.token = slow
	_, err = fetchThing(context.Background(), a.client(option.WithMaxRetries(0), option.WithRequestTimeout(50*time.Millisecond)))
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

func TestTokenEndpointThatRecovers(t *testing.T) {
	a := newAuthority(t)
	calls := 0
	a.token = func(w http.ResponseWriter, r *http.Request) {
		if calls++; calls == 1 {
			quick(503)(w, r)
			return
		}
		answer(`{"access_token":"fetched-1"}`)(w, r)
	}
	if got := must[string](t)(fetchThing(context.Background(), a.client())); got != "fetched-1" || calls != 2 {
		t.Error(got, calls)
	}
}

func TestAnHTTPClientThatGivesNoToken(t *testing.T) {
	for _, response := range []*http.Response{nil, {StatusCode: 500}, {StatusCode: 200}} {
		client := option.WithHTTPClient(doer(func(*http.Request) (*http.Response, error) { return response, nil }))
		options := append(with("client_id", "a", "client_secret", clientSecret), client, option.WithMaxRetries(0))
		if _, err := fetchThing(context.Background(), options); err == nil {
			t.Error("no error")
		}
	}
}
