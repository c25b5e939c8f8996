package edi

import (
	"errors"
	"io"
	"iter"
	"strconv"
)

// Interchange is what UNB says.
type Interchange struct {
	Charset     string // syntax identifier, "UNOA" …
	Sender      string
	Recipient   string
	Reference   string
	Acknowledge bool // its sender asks for an acknowledgement (UNB 0031)
	Test        bool // marked as a test (UNB 0035)
}

// Message is what UNH says.
type Message struct {
	Reference string
	Type      string // "EMSEVT"
	Version   string // "3"
	Release   string // "0"
	Agency    string // "UP"
}

// Reader reads EDIFACT files (ISO 9735): any number of interchanges, each with or without UNA, of messages that may stand in groups.
// It checks the envelope on the way: order, references and counts of UNB/UNZ, UNG/UNE and UNH/UNT, and the character set.
//
// The first error ends it. What was read before may belong to a file that turns out to be wrong at its end: who needs all or nothing
// reads to io.EOF first.
type Reader struct {
	scan        *scanner
	interchange Interchange
	message     Message
	group       string // reference of the open group
	grouping    bool   // a group is open

	in                        place
	messages, groups, grouped int // closed in this interchange; messages in this group
	segments                  int // of this message, UNH included
	interchanges              int
	err                       error
}

// place is where in the envelope the reader stands.
type place int

const (
	outside place = iota
	inInterchange
	inGroup
	inMessage
)

// NewReader returns a reader of src, which it reads in large pieces.
func NewReader(src io.Reader) *Reader { return &Reader{scan: newScanner(src)} }

// Interchange returns what the UNB read last says.
func (r *Reader) Interchange() Interchange { return r.interchange }

// Message returns what the UNH read last says.
func (r *Reader) Message() Message { return r.message }

// Next returns the next segment, those of the envelope included; it is good until the next call. At the end of a correct file the error
// is io.EOF; every other error is an *Error or comes from the source.
func (r *Reader) Next() (*Segment, error) {
	if r.err != nil {
		return nil, r.err
	}
	seg, err := r.read()
	if err != nil {
		r.err = err
		return nil, err
	}
	return seg, nil
}

// All yields the segments up to the end of the file or the first error, which it yields last.
func (r *Reader) All() iter.Seq2[*Segment, error] {
	return func(yield func(*Segment, error) bool) {
		for {
			seg, err := r.Next()
			if errors.Is(err, io.EOF) || !yield(seg, err) || err != nil {
				return
			}
		}
	}
}

func (r *Reader) read() (*Segment, error) {
	if r.in == outside {
		if err := r.begin(); err != nil {
			return nil, err
		}
	}
	seg, err := r.scan.next()
	if errors.Is(err, io.EOF) {
		return nil, r.end()
	}
	if e, ok := errors.AsType[*Error](err); ok {
		e.Message = r.open()
	}
	if err != nil {
		return nil, err
	}
	if r.in == inMessage {
		r.segments++
	}
	if seg.Tag()[0] == 'U' && seg.Tag()[1] == 'N' {
		err = r.envelope(seg)
	} else if r.in != inMessage {
		err = r.refuse(seg, Malformed, "%s can stand in a message only, between UNH and UNT", seg.Tag())
	}
	return seg, err
}

// byteOrderMark is what some editors put before UTF-8.
const byteOrderMark = "\ufeff"

// begin gets ready for an interchange: it skips a byte order mark, reads UNA, and sees that UNB follows.
func (r *Reader) begin() error {
	if r.interchanges == 0 && r.scan.base == 0 && r.scan.start == 0 {
		mark, err := r.scan.peek(len(byteOrderMark))
		if err != nil {
			return err
		}
		if string(mark) == byteOrderMark {
			r.scan.start += len(byteOrderMark)
		}
	}
	if err := r.scan.advice(); err != nil {
		return err
	}
	next, err := r.scan.peek(len("UNB"))
	if err == nil && len(next) > 0 && string(next) != "UNB" {
		err = r.scan.fail(Malformed, r.scan.start, "an interchange begins with UNB, or with UNA and UNB; this is something else")
	}
	return err
}

// end is the end of the file: right only between interchanges, after at least one.
func (r *Reader) end() error {
	wrong := func(reason string) error {
		s := r.scan
		return &Error{Code: Malformed, Place: Place{Segment: s.seg.place.Segment, Tag: s.seg.place.Tag, Offset: s.base + int64(s.end)},
			Message: r.open(), Reason: reason}
	}
	switch {
	case r.in == inMessage:
		return wrong("the file ends within a message: UNT and UNZ are missing")
	case r.in != outside:
		return wrong("the file ends within an interchange: UNZ is missing")
	case r.interchanges == 0:
		return wrong("the file holds no interchange")
	}
	return io.EOF
}

// open is the reference of the open message.
func (r *Reader) open() string {
	if r.in == inMessage {
		return clip(r.message.Reference)
	}
	return ""
}

// count reads a control count.
func count(b []byte) (int, bool) {
	n, err := strconv.Atoi(string(b))
	return n, err == nil && n >= 0 && len(b) <= 9
}
