package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

const warmUp = 20

// cpu returns the time that this process has taken, user and system, of all of
// its threads: the garbage collector counts.
func cpu() (time.Duration, error) {
	var usage syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()), err
}

// report hands a number to the harness.
func report(name string, value float64) {
	fmt.Println(name, value)
}

// reportDecoding reports the CPU seconds and the bytes allocated of one decoding
// of the texts in a file, one by one.
func reportDecoding[T any](arguments []string, decode func(text []byte, v *T) error) error {
	repeat, err := strconv.Atoi(arguments[2])
	if err != nil {
		return err
	}
	for _, file := range arguments[:2] {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var texts []json.RawMessage
		if err := json.Unmarshal(data, &texts); err != nil {
			return err
		}
		if err := repeatDecoding(texts, repeat, decode); err != nil {
			return err
		}
	}
	return nil
}

func repeatDecoding[T any](texts []json.RawMessage, repeat int, decode func(text []byte, v *T) error) error {
	decodeAll := func() error {
		values := make([]T, len(texts))
		for i, text := range texts {
			if err := decode(text, &values[i]); err != nil {
				return err
			}
		}
		return nil
	}
	var before, after runtime.MemStats
	if err := decodeAll(); err != nil {
		return err
	}
	runtime.GC()
	runtime.ReadMemStats(&before)
	start, err := cpu()
	if err != nil {
		return err
	}
	for range repeat {
		if err := decodeAll(); err != nil {
			return err
		}
	}
	end, err := cpu()
	if err != nil {
		return err
	}
	runtime.ReadMemStats(&after)
	report("cpu", (end-start).Seconds()/float64(repeat))
	report("allocated", float64(after.TotalAlloc-before.TotalAlloc)/float64(repeat))
	return nil
}

// reportCalls reports the CPU seconds of one call, from many of them.
func reportCalls(arguments []string, call func() error) error {
	count, err := strconv.Atoi(arguments[1])
	if err != nil {
		return err
	}
	for range warmUp {
		if err := call(); err != nil {
			return err
		}
	}
	start, err := cpu()
	if err != nil {
		return err
	}
	for range count {
		if err := call(); err != nil {
			return err
		}
	}
	end, err := cpu()
	if err != nil {
		return err
	}
	report("cpu", (end-start).Seconds()/float64(count))
	return nil
}
