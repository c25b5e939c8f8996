package edi

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// MaxSegment is the longest segment that is read, in bytes: a hundred times what messages between posts hold.
const MaxSegment = 64 << 10

const startBuffer = 16 << 10

// What a byte can be within a segment.
const (
	data       uint8 = iota
	component        // separates components
	element          // separates elements
	release          // takes the next byte literally
	terminator       // ends the segment
	lineBreak        // ignored
	high             // 0x80 or more, in UTF-8
	foreign          // can't stand in the charset
)

// separators are the service characters in the order of UNA.
type separators struct{ component, element, decimal, release, reserved, terminator byte }

// standard is what holds without UNA.
var standard = separators{component: ':', element: '+', decimal: '.', release: '?', reserved: ' ', terminator: '\''}

// scanner cuts a file into segments. It knows separators and charsets, not envelopes.
type scanner struct {
	src        io.Reader
	buf        []byte
	start, end int   // of what is not yet read, in buf
	base       int64 // offset of buf[0] in the file
	drained    bool  // src has no more

	sep   separators
	class [256]uint8
	seg   Segment
}

func newScanner(src io.Reader) *scanner {
	s := &scanner{src: src, buf: make([]byte, startBuffer)}
	s.seg.spans, s.seg.first = make([]span, 0, 64), make([]int, 0, 32)
	s.reset()
	return s
}

// reset goes back to the standard's separators and to no charset: the next UNB names one.
func (s *scanner) reset() { s.use(standard, charset{open: true}) }

func (s *scanner) use(sep separators, set charset) {
	s.sep, s.seg.set = sep, set
	for b := range s.class {
		switch {
		case b == '\r' || b == '\n':
			s.class[b] = lineBreak
		case b < ' ' || b == 0x7f:
			s.class[b] = foreign
		case b < 0x80:
			s.class[b] = data
		case set.decode != nil && set.has(byte(b)):
			s.class[b] = data
		case set.has(byte(b)):
			s.class[b] = high
		default:
			s.class[b] = foreign
		}
	}
	s.class[sep.component], s.class[sep.element], s.class[sep.terminator] = component, element, terminator
	if sep.release != ' ' {
		s.class[sep.release] = release
	}
}

// fill reads until the buffer is full or the source is drained; it makes room first, up to MaxSegment bytes for one segment.
func (s *scanner) fill() error {
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.base += int64(s.start)
		s.start, s.end = 0, s.end-s.start
	} else if s.end == len(s.buf) {
		if len(s.buf) >= MaxSegment {
			return s.broken(SegmentTooLong, s.start, "the segment is longer than %d bytes", MaxSegment)
		}
		s.buf = append(s.buf, make([]byte, min(len(s.buf), MaxSegment-len(s.buf)))...)
	}
	n, err := io.ReadFull(s.src, s.buf[s.end:])
	s.end += n
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		s.drained = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	return nil
}

// peek returns the next n bytes after line breaks and blanks between segments; fewer at the end of the file.
func (s *scanner) peek(n int) ([]byte, error) {
	for {
		for s.start < s.end && blank(s.buf[s.start]) && s.class[s.buf[s.start]] != terminator {
			s.start++
		}
		if s.end-s.start >= n || s.drained {
			return s.buf[s.start:min(s.start+n, s.end)], nil
		}
		if err := s.fill(); err != nil {
			return nil, err
		}
	}
}

func blank(b byte) bool { return b == '\n' || b == '\r' || b == ' ' || b == '\t' }

const unaLength = 9

// advice reads the service string advice UNA if it is next.
func (s *scanner) advice() error {
	next, err := s.peek(unaLength)
	if err != nil || !bytes.HasPrefix(next, []byte("UNA")) {
		return err
	}
	if len(next) < unaLength {
		return s.fail(Malformed, s.start, "the file ends within UNA")
	}
	sep := separators{next[3], next[4], next[5], next[6], next[7], next[8]}
	if !sep.distinct() {
		return s.fail(Malformed, s.start, "UNA names service characters that can't be told apart")
	}
	s.start += unaLength
	s.use(sep, s.seg.set)
	return nil
}

func (sep separators) distinct() bool {
	used := []byte{sep.component, sep.element, sep.terminator}
	if sep.release != ' ' {
		used = append(used, sep.release)
	}
	for i, b := range used {
		letterOrDigit := 'A' <= b && b <= 'Z' || 'a' <= b && b <= 'z' || '0' <= b && b <= '9'
		if letterOrDigit || b >= 0x80 || b == ' ' || bytes.IndexByte(used[i+1:], b) >= 0 {
			return false
		}
	}
	return true
}

// next cuts out the next segment; io.EOF when there is none.
func (s *scanner) next() (*Segment, error) {
	if _, err := s.peek(1); err != nil {
		return nil, err
	}
	if s.start == s.end {
		return nil, io.EOF
	}
	for {
		done, err := s.cut()
		if err != nil {
			return nil, err
		}
		if done {
			return &s.seg, nil
		}
		if s.drained {
			return nil, s.broken(Malformed, s.start, "the file ends within a segment: its terminator is missing")
		}
		if err := s.fill(); err != nil {
			return nil, err
		}
	}
}

// cut scans one segment; false when the buffer does not hold all of it: then nothing was consumed.
func (s *scanner) cut() (done bool, err error) {
	seg := &s.seg
	seg.spans, seg.first = seg.spans[:0], append(seg.first[:0], 0)
	body := s.buf[s.start:s.end]
	from, wide, marked := 0, false, false
	for i := 0; i < len(body); i++ {
		c := s.class[body[i]]
		if c == data {
			continue
		}
		switch c {
		case component:
			seg.spans = append(seg.spans, span{from, i})
			from = i + 1
		case element:
			seg.spans = append(seg.spans, span{from, i})
			seg.first = append(seg.first, len(seg.spans))
			from = i + 1
		case release:
			marked = true
			if i++; i < len(body) {
				switch s.class[body[i]] {
				case foreign:
					return false, s.foreign(i)
				case high:
					wide = true
				}
			}
		case lineBreak:
			marked = true
		case high:
			wide = true
		case foreign:
			return false, s.foreign(i)
		case terminator:
			seg.spans = append(seg.spans, span{from, i})
			seg.bytes = body[:i]
			return true, s.finish(i+1, wide, marked)
		}
	}
	return false, nil
}

func (s *scanner) finish(length int, wide, marked bool) error {
	seg := &s.seg
	seg.place.Segment++
	seg.place.Offset = s.base + int64(s.start)
	seg.end = seg.place.Offset + int64(length)
	s.start += length
	if wide && !seg.set.open && !utf8.Valid(seg.bytes) {
		seg.place.Tag = ""
		return &Error{Code: CharsetWrong, Place: seg.place, Reason: "the segment holds bytes that are not UTF-8"}
	}
	if marked {
		s.unmark()
	}
	tag := seg.Bytes(0, 1)
	if !isTag(tag) {
		seg.place.Tag = ""
		return &Error{Code: Malformed, Place: seg.place, Reason: "the segment does not begin with a tag of three capitals"}
	}
	if seg.place.Tag != string(tag) { // no allocation for a run of the same tag
		seg.place.Tag = intern(tag)
	}
	return nil
}

func isTag(b []byte) bool {
	return len(b) == 3 && isCapital(b[0]) && (isCapital(b[1]) || isDigit(b[1])) && (isCapital(b[2]) || isDigit(b[2]))
}

// unmark takes release characters and line breaks out of the components.
func (s *scanner) unmark() {
	for k, p := range s.seg.spans {
		w := p.from
		for r := p.from; r < p.to; r++ {
			b := s.seg.bytes[r]
			switch s.class[b] {
			case lineBreak:
				continue
			case release:
				if r++; r == p.to {
					continue
				}
				b = s.seg.bytes[r]
			}
			s.seg.bytes[w] = b
			w++
		}
		s.seg.spans[k].to = w
	}
}

func (s *scanner) foreign(i int) error {
	b := s.buf[s.start+i]
	return s.broken(CharsetWrong, s.start+i, "byte 0x%02X can't stand in %s", b, cmp.Or(s.seg.set.name, "a segment"))
}

// broken is a fault within the segment that is next.
func (s *scanner) broken(code ErrorCode, at int, format string, args ...any) error {
	s.seg.place.Segment++
	s.seg.place.Tag = ""
	if tag := s.buf[s.start:min(s.start+3, s.end)]; isTag(tag) {
		s.seg.place.Tag = intern(tag)
	}
	return s.fail(code, at, format, args...)
}

func (s *scanner) fail(code ErrorCode, at int, format string, args ...any) error {
	return &Error{Code: code, Place: Place{Segment: s.seg.place.Segment, Tag: s.seg.place.Tag, Offset: s.base + int64(at)}, Reason: fmt.Sprintf(format, args...)}
}

// known tags need no memory of their own.
var known = func() map[string]string {
	m := map[string]string{}
	for _, t := range []string{"UNB", "UNZ", "UNG", "UNE", "UNH", "UNT", "BGM", "DTM", "GID", "PCI", "STS", "LOC", "FTX", "RFF", "MEA", "NAD",
		"TDT", "CNT", "GIN", "EQD", "QTY", "MOA", "CUX", "TOD", "PAC", "DOC", "CTA", "COM", "TSR", "TCC", "GEI", "UNS"} {
		m[t] = t
	}
	return m
}()

func intern(tag []byte) string {
	if t, ok := known[string(tag)]; ok {
		return t
	}
	return string(tag)
}
