package tracking

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// MaxLine is the longest line of NDJSON that is read, in bytes: some sixty times an event with every field.
const MaxLine = 64 << 10

// line is one line of NDJSON. Number counts from 1, empty lines included.
type line struct {
	number  int
	text    []byte // good until the next one; the beginning of one that is too long
	tooLong bool
}

// lines reads NDJSON line by line and passes over empty ones; memory is bounded by MaxLine.
type lines struct {
	src    *bufio.Reader
	number int
}

func newLines(src io.Reader) *lines { return &lines{src: bufio.NewReaderSize(src, MaxLine)} }

// next returns the next line that is not empty; io.EOF at the end.
func (l *lines) next() (line, error) {
	for {
		text, err := l.src.ReadSlice('\n')
		if err != nil && len(text) == 0 {
			return line{}, err
		}
		l.number++
		out := line{number: l.number, text: text}
		if errors.Is(err, bufio.ErrBufferFull) {
			out.tooLong, out.text = true, bytes.Clone(text[:MaxOriginal])
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = l.src.ReadSlice('\n')
			}
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return line{}, err
		}
		if l.number == 1 {
			out.text = bytes.TrimPrefix(out.text, []byte("\ufeff"))
		}
		if out.text = bytes.TrimSpace(out.text); len(out.text) > 0 {
			return out, nil
		}
	}
}

// record takes a line apart as one event. Whatever is wrong with it is wrong with it alone.
func (l line) record() *sentJSON {
	s := &sentJSON{path: fmt.Sprintf("line %d", l.number)}
	var raw json.RawMessage
	switch {
	case l.tooLong:
		s.wrong = []Wrong{{Where: s.path, Reason: fmt.Sprintf("is longer than %d bytes", MaxLine)}}
	case invalidUTF8(l.text) >= 0:
		s.wrong = []Wrong{{Where: s.path, Reason: fmt.Sprintf("is not UTF-8, from byte %d of the line on", invalidUTF8(l.text))}}
	default:
		if err := json.Unmarshal(l.text, &raw); err != nil {
			reason := err.Error()
			if e, ok := errors.AsType[*json.SyntaxError](err); ok {
				reason = fmt.Sprintf("column %d: %s", e.Offset, e)
			}
			s.wrong = []Wrong{{Where: s.path, Reason: "is not JSON: " + reason}}
		}
	}
	if len(s.wrong) > 0 {
		return s
	}
	out := s
	s.expand(raw, shapes[listEvents], func(r sentJSON, _ json.RawMessage) { out = &r })
	return out
}

// parseNDJSON reads one event a line.
func parseNDJSON(body []byte, on terms) parsed {
	var p parsed
	src := newLines(bytes.NewReader(body))
	for index := 0; ; index++ {
		l, err := src.next()
		if err != nil {
			return p // io.EOF: nothing else can go wrong in memory
		}
		if index == MaxRecords {
			return parsed{refusal: refuse("message-invalid", fmt.Sprintf("The message has more than %d records: send fewer at once, or upload it as a file.", MaxRecords))}
		}
		p.take(index, listEvents, l.record(), SourceAPI, l.text, on)
	}
}
