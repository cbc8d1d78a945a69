package every

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"
)

// Call is a call of a method.
type Call struct {
	ID int
	// Make calls the method and reads all of what it returns.
	Make func(ctx context.Context) Outcome
}

// Failure is what an SDK says of an answer that is no success.
type Failure struct {
	Status int
	// JSON is the text of the answer.
	JSON string
}

// Failures finds the error of an SDK in an error.
type Failures func(error) (Failure, bool)

// Table has the calls of an SDK.
type Table struct {
	Failures Failures
	Calls    []Call
}

// Report is what became of a call.
type Report struct {
	ID       int      `json:"id"`
	Error    string   `json:"error"`
	Problems []string `json:"problems"`
	// Count is how many events, items or pages were read.
	Count int `json:"count"`
}

const longest = 20 * time.Second

// Run makes the calls and writes a line of JSON about each: a [Report].
func Run(server *Server, tables ...Table) {
	lines := json.NewEncoder(os.Stdout)
	for _, table := range tables {
		for _, call := range table.Calls {
			if err := lines.Encode(run(server, table.Failures, call)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
}

func run(server *Server, failures Failures, call Call) (report Report) {
	report = Report{ID: call.ID, Problems: []string{}}
	defer func() {
		if cause := recover(); cause != nil {
			report.Problems = append(report.Problems, fmt.Sprintf("panic: %v at %s", cause, where()))
		}
	}()
	ctx, cancel := context.WithTimeout(marked(context.Background(), call.ID), longest)
	defer cancel()
	outcome := call.Make(ctx)
	if err := outcome.failed(); err != nil {
		report.Error = err.Error()
	}
	if several, ok := outcome.(interface{ count() int }); ok {
		report.Count = several.count()
	}
	answers, err := server.answers(call.ID)
	if err != nil {
		report.Problems = append(report.Problems, err.Error())
		return report
	}
	report.Problems = append(report.Problems, judge(outcome, answers, failures)...)
	return report
}

// where returns the functions and lines that the panic came through.
func where() string {
	lines := strings.Split(string(debug.Stack()), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "panic(") {
			return strings.Join(lines[i+2:min(i+8, len(lines))], " ")
		}
	}
	return ""
}

// judge says what is wrong with an outcome, by the answers that were given.
func judge(outcome Outcome, answers []Answer, failures Failures) []string {
	if len(answers) == 0 {
		return nil // no request was answered: the request is what is wrong
	}
	err := outcome.failed()
	last := answers[len(answers)-1]
	if last.Status < 400 {
		if err != nil {
			return []string{fmt.Sprintf("%v for the answer %s", err, last)}
		}
		return outcome.judge(answers)
	}
	if err == nil {
		return []string{fmt.Sprintf("there is no error for the answer %s", last)}
	}
	failure, ok := failures(err)
	if !ok {
		return []string{fmt.Sprintf("%T, not the error of the SDK, for the answer %s: %v", err, last, err)}
	}
	var found problems
	if failure.Status != last.Status {
		found.add("error", "the status is %d, not %d", failure.Status, last.Status)
	}
	if last.Kind == "json" {
		found.sameText("error", failure.JSON, last.Value)
	}
	return found
}
