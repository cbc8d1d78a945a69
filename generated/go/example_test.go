package cloudflare_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/cloudflare/cloudflare-go"
	"github.com/cloudflare/cloudflare-go/option"
	"github.com/cloudflare/cloudflare-go/realtime_kit"
)

func Example() {
	client := cloudflare.NewClient(option.WithAPIToken("My API token"))
	response, err := client.RealtimeKit.Livestreams.NewIndependentLivestream(
		context.TODO(),
		"app_id",
		realtime_kit.LivestreamNewIndependentLivestreamParams{
			AccountID: cloudflare.F("023e105f4ecef8ad9ca31a8372d0c353"),
			Name:      cloudflare.F("prdmmp-xhycsl"),
		},
	)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%+v\n", *response)
}

func ExampleNewClient() {
	client := cloudflare.NewClient(
		option.WithMaxRetries(5),
		option.WithRequestTimeout(20*time.Second),
		option.WithHTTPClient(&http.Client{}),
		option.WithMiddleware(func(request *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			fmt.Println(request.Method, request.URL)
			return next(request)
		}),
	)
	fmt.Println(len(client.Options) > 0)
	// Output: true
}

func ExampleClient_Execute() {
	client := cloudflare.NewClient()
	var result map[string]any
	err := client.Execute(context.TODO(), http.MethodGet, "an/endpoint", nil, &result)
	if err != nil {
		panic(err)
	}
	fmt.Println(result)
}

func ExampleError() {
	client := cloudflare.NewClient()
	err := client.Get(context.TODO(), "an/endpoint", nil, nil)
	var failure *cloudflare.Error
	if errors.As(err, &failure) {
		fmt.Println(failure.StatusCode)
		fmt.Println(string(failure.DumpRequest(true)))
		fmt.Println(string(failure.DumpResponse(true)))
	}
}

func ExampleF() {
	name := cloudflare.F("Ada")
	empty := cloudflare.F("")
	fmt.Printf("%q is sent: %t\n", name.Value, !name.IsAbsent())
	fmt.Printf("%q is sent: %t\n", empty.Value, !empty.IsAbsent())
	// Output:
	// "Ada" is sent: true
	// "" is sent: true
}

func ExampleNull() {
	name := cloudflare.Null[string]()
	fmt.Println(name.Null)
	// Output: true
}

func ExampleRaw() {
	size := cloudflare.Raw[int64]("a dozen")
	fmt.Println(size.Raw)
	// Output: a dozen
}
