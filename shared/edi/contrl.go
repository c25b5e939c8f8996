package edi

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Envelope is what the service segments of one interchange say, as far as they can be read.
type Envelope struct {
	Interchange
	First, Last int // numbers of its segments in the file, UNB and the last that was read
	Messages    []Enclosed
}

// Enclosed is one message of an interchange.
type Enclosed struct {
	Message
	First, Last int // numbers of its segments in the file, UNH and the last that was read
}

// Envelopes reads the service segments of a file up to its end or its first fault, which is returned with what was read before.
func Envelopes(src io.Reader) (out []Envelope, fault *Error) {
	r := NewReader(src)
	for {
		seg, err := r.Next()
		if e, is := errors.AsType[*Error](err); is {
			fault = e
		}
		if len(out) > 0 && fault != nil && r.in != outside {
			out[len(out)-1].Last = max(out[len(out)-1].Last, fault.Place.Segment)
			if in := out[len(out)-1].Messages; r.in == inMessage && len(in) > 0 {
				in[len(in)-1].Last = max(in[len(in)-1].Last, fault.Place.Segment)
			}
		}
		if err != nil {
			return out, fault
		}
		n := seg.Place().Segment
		switch seg.Tag() {
		case "UNB":
			out = append(out, Envelope{Interchange: r.Interchange(), First: n})
		case "UNH":
			last := &out[len(out)-1]
			last.Messages = append(last.Messages, Enclosed{Message: r.Message(), First: n})
		}
		last := &out[len(out)-1]
		last.Last = n
		if in := last.Messages; len(in) > 0 && (r.in == inMessage || seg.Tag() == "UNT") {
			in[len(in)-1].Last = n
		}
	}
}

// Finding is something wrong at one segment of a file.
type Finding struct {
	Segment int // its number in the file
	Tag     string
	Code    string // of the list of syntax errors, SyntaxError or InvalidValue
}

// InvalidValue is the syntax error of a value that is not allowed there (code 12 of data element 0085).
const InvalidValue = "12"

// SyntaxError is the code of data element 0085 for a fault of a file, as described publicly.
func SyntaxError(code ErrorCode) string {
	switch code {
	case ControlWrong:
		return "29" // the control count does not match
	case ReferenceWrong:
		return "28" // references do not match
	case CharsetUnsupported:
		return "2" // the syntax level is not supported
	case CharsetWrong:
		return "21" // invalid character
	case SegmentTooLong:
		return "39" // too long
	case MessageUnsupported:
		return "14" // the value is not supported here
	}
	return "18" // unspecified
}

// Actions of UCI and UCM (data element 0083, as described publicly).
const (
	actionRejected     = "4" // this level and all below
	actionAcknowledged = "7" // this level, and what is below unless it is said to be rejected
)

// Receipt is what an acknowledgement says beside its findings.
type Receipt struct {
	Reference string    // of our interchange, at most 14 characters
	At        time.Time // when it was received
	Rejected  bool      // nothing of the file was taken
	Findings  []Finding
}

// Acknowledge writes the CONTRL interchange that answers one interchange of a file. Its layout is constructed from public descriptions of ISO 9735's
// CONTRL (docs/formats/contrl.md). It is written in the character set of the interchange that it answers, so that every name it repeats can stand in it.
func Acknowledge(e Envelope, r Receipt) ([]byte, error) {
	var segments []string
	put := func(tag string, elements ...[]string) {
		for len(elements) > 0 && strings.Join(elements[len(elements)-1], "") == "" {
			elements = elements[:len(elements)-1]
		}
		var b strings.Builder
		b.WriteString(tag)
		for _, components := range elements {
			b.WriteByte(standard.element)
			for len(components) > 0 && components[len(components)-1] == "" {
				components = components[:len(components)-1]
			}
			for i, c := range components {
				if i > 0 {
					b.WriteByte(standard.component)
				}
				b.WriteString(escaped(c))
			}
		}
		segments = append(segments, b.String())
	}
	one := func(text string) []string { return []string{text} }
	version := "2"
	if e.Charset > "UNOB" {
		version = "3"
	}
	put("UNB", []string{e.Charset, version}, one(e.Recipient), one(e.Sender), []string{r.At.UTC().Format("060102"), r.At.UTC().Format("1504")}, one(r.Reference))
	put("UNH", one("1"), []string{"CONTRL", "D", "3", "UN"})
	found := func(first, last int) []Finding {
		var in []Finding
		for _, f := range r.Findings {
			if first <= f.Segment && f.Segment <= last {
				in = append(in, f)
			}
		}
		return in
	}
	inMessages := func(f Finding) bool {
		for _, m := range e.Messages {
			if m.First <= f.Segment && f.Segment <= m.Last {
				return true
			}
		}
		return false
	}
	action, code, tag := actionAcknowledged, "", ""
	if r.Rejected {
		action, code = actionRejected, "18"
	}
	for _, f := range found(e.First, e.Last) {
		if r.Rejected {
			code = f.Code
		}
		if !inMessages(f) {
			tag = f.Tag
		}
	}
	put("UCI", one(e.Reference), one(e.Sender), one(e.Recipient), one(action), one(code), one(tag))
	for _, m := range e.Messages {
		in := found(m.First, m.Last)
		act, why := actionAcknowledged, ""
		if r.Rejected {
			act = actionRejected
			if len(in) > 0 {
				why = in[0].Code
			}
		}
		put("UCM", one(m.Reference), []string{m.Type, m.Version, m.Release, m.Agency}, one(act), one(why))
		for _, f := range in {
			put("UCS", one(strconv.Itoa(f.Segment-m.First+1)), one(f.Code))
		}
	}
	segments = append(segments, fmt.Sprintf("UNT+%d+1", len(segments)), "UNZ+1+"+escaped(r.Reference))
	return Encode(strings.Join(segments, "'\r\n") + "'\r\n")
}

// escaped writes a value with release characters before service characters; what no segment can hold is left out.
func escaped(value string) string {
	var b strings.Builder
	for _, c := range value {
		switch {
		case c < ' ' || c == 0x7f:
			continue
		case strings.ContainsRune("+:'?", c):
			b.WriteByte(standard.release)
		}
		b.WriteRune(c)
	}
	return b.String()
}
