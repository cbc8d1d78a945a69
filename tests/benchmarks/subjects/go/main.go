// The subjects in Go: `subjects NAME ARGUMENT…` runs one of them, and prints the
// numbers that it reports, each behind its key.
package main

import (
	"fmt"
	"os"
)

// decoding: `SMALL_FILE FILE REPEAT`, calls: `BASE_URL COUNT`.
var subjects = map[string]func(arguments []string) error{
	"decode-sdk":      decodeSDK,
	"decode-plain":    decodePlain,
	"decode-metadata": decodeMetadata,
	"call-sdk":        callSDK,
	"call-raw":        callRaw,
}

func main() {
	subject := subjects[os.Args[1]]
	if err := subject(os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
