package ssestream

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// mostDigits is that of a number of milliseconds that fits into an int64.
const mostDigits = 18

// event is what a parser finds: a server-sent event, or a JSON text as its data.
type event struct {
	name string // empty if it has none
	data string
	id   string // of the last event that had one
	// retry is the milliseconds to wait before connecting again, nil if the event
	// does not say it.
	retry *int64
}

// parser makes events of lines. The error is io.EOF behind the last one.
type parser interface {
	next() (event, error)
}

// serverSentEvents is the parser of `text/event-stream` (WHATWG HTML, 9.2.6).
type serverSentEvents struct {
	lines *lineReader
	id    string
}

func (p *serverSentEvents) next() (event, error) {
	var found event
	var data []byte
	hasData := false
	for {
		line, err := p.lines.next(len(data))
		if err != nil {
			return event{}, err // What no empty line ends was cut off.
		}
		if len(line) == 0 {
			if hasData {
				found.data, found.id = validText(data), p.id
				return found, nil
			}
			found = event{}
			continue
		}
		name, value, _ := bytes.Cut(line, []byte(":")) // A comment has no name.
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(name) {
		case "data":
			if hasData {
				data = append(data, '\n')
			}
			data, hasData = append(data, value...), true
		case "event":
			found.name = validText(value)
		case "id":
			if bytes.IndexByte(value, 0) < 0 {
				p.id = validText(value)
			}
		case "retry":
			if retry, ok := milliseconds(string(value)); ok {
				found.retry = &retry
			}
		}
	}
}

func milliseconds(digits string) (int64, bool) {
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits[:min(len(digits), mostDigits)], 10, 64)
	return n, err == nil
}

// jsonTexts is the parser of JSON lines, and of JSON text sequences (RFC 7464),
// which begin with a separator.
type jsonTexts struct {
	lines      *lineReader
	begun      bool
	isSequence bool
	text       []byte   // of the text of a sequence that is read
	ready      []string // texts that are complete
	ended      error
}

const separator = "\x1e"

func (p *jsonTexts) next() (event, error) {
	for len(p.ready) == 0 {
		if p.ended != nil {
			return event{}, p.ended
		}
		line, err := p.lines.next(len(p.text))
		if err != nil && err != io.EOF {
			return event{}, err
		}
		p.line(line)
		if err == io.EOF {
			p.flush()
			p.ended = err
		}
	}
	text := p.ready[0]
	p.ready = p.ready[1:]
	return event{data: text}, nil
}

func (p *jsonTexts) line(line []byte) {
	isBlank := len(bytes.Trim(line, " \t\r")) == 0
	if !p.begun && !isBlank {
		p.begun = true
		p.isSequence = bytes.HasPrefix(line, []byte(separator))
	}
	if !p.isSequence {
		if !isBlank {
			p.ready = append(p.ready, validText(line))
		}
		return
	}
	// A text of a sequence may have several lines; the next separator ends it.
	for i, record := range bytes.Split(line, []byte(separator)) {
		if i > 0 {
			p.flush()
		}
		p.text = append(p.text, record...)
	}
	p.text = append(p.text, '\n')
}

// flush ends the text of a sequence.
func (p *jsonTexts) flush() {
	if len(bytes.TrimSpace(p.text)) > 0 {
		p.ready = append(p.ready, validText(p.text))
	}
	p.text = p.text[:0]
}

// validText returns a text in which no byte is left that is not UTF-8.
func validText(text []byte) string {
	return strings.ToValidUTF8(string(text), "\uFFFD")
}
