package tracking

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Limits of a file that is read in a stream.
const (
	MaxExpanded  = 1 << 30  // bytes of a packed file once it is unpacked
	maxRatio     = 100      // unpacked to packed, from freeExpanded on: text of tracking packs ten to forty times
	freeExpanded = 10 << 20 // bytes
	maxElement   = 1 << 20  // bytes of one element of a JSON list: a record, or a dispatch with all in it
	keptOriginal = 64 << 10 // bytes of an EDIFACT record that are remembered in case it is rejected
)

// faulty is a fault of the file: it refuses all of it.
type faulty struct{ refusal *Refusal }

func (f faulty) Error() string { return f.refusal.Slug }

// stream reads a file record by record, in whatever format it comes, packed with gzip or not. Each is called with the records of each ChunkRecords
// places; it must not keep what it is given. Memory is bounded by the longest record, whatever the file's size. What is wrong with the file as a
// whole is a *Refusal; each may have been called before, also for a file whose fault stands at its end. An error is the source's, or each's.
func stream(src io.Reader, contentType string, maps []*edi.Map, on terms, each func(*parsed) error) (format string, refusal *Refusal, err error) {
	in, err := unpacked(src)
	if err == nil {
		format, err = streamPlain(in, contentType, maps, on, each)
	}
	if f, ok := errors.AsType[faulty](err); ok {
		return format, f.refusal, nil
	}
	return format, nil, err
}

func streamPlain(in *bufio.Reader, contentType string, maps []*edi.Map, on terms, each func(*parsed) error) (string, error) {
	start, err := in.Peek(64)
	if err != nil && !errors.Is(err, io.EOF) {
		return FormatUnknown, err
	}
	if len(start) == 0 {
		return FormatUnknown, faulty{refuse("message-empty", "The file is empty.")}
	}
	format := sniff(start, contentType)
	b := &batches{each: each, on: on}
	switch format {
	case FormatNDJSON:
		err = b.ndjson(in)
	case FormatJSON:
		err = b.json(in)
	case FormatEDIFACT:
		err = b.edifact(in, maps)
	default:
		return format, faulty{refuse("media-type-unsupported", "The file is neither JSON, NDJSON nor EDIFACT, plain or packed with gzip.")}
	}
	if err == nil {
		err = b.flush()
	}
	if err == nil && b.index == 0 {
		err = faulty{refuse("message-invalid", "The file holds no records.")}
	}
	return format, err
}

// batches hands on records by their places: the same file makes the same batches whenever it is read.
type batches struct {
	each  func(*parsed) error
	on    terms
	index int
	now   parsed
}

func (b *batches) take(list string, s sent, source string, original []byte) error {
	b.now.take(b.index, list, s, source, original, b.on)
	if b.index++; b.index%ChunkRecords == 0 {
		return b.flush()
	}
	return nil
}

func (b *batches) flush() error {
	if b.now.total() == 0 {
		return nil
	}
	err := b.each(&b.now)
	b.now = parsed{}
	return err
}

func (b *batches) ndjson(in io.Reader) error {
	src := newLines(in)
	for {
		l, err := src.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := b.take(listEvents, l.record(), SourceAPI, l.text); err != nil {
			return err
		}
	}
}

func (b *batches) edifact(in io.Reader, maps []*edi.Map) error {
	tail := &tail{src: in}
	records := edi.ReadRecords(tail, maps...)
	var held *heldItem // its pieces follow
	flush := func() error {
		if held == nil {
			return nil
		}
		h, original := held, tail.from(held.from)
		held = nil
		err := b.take(listItems, h, h.source, original[:min(int64(len(original)), h.to-h.from)])
		tail.forget(h.to)
		return err
	}
	for {
		rec, err := records.Next()
		for _, a := range records.Told() {
			if a.Does != "" {
				return faulty{refuse("message-invalid", "A file cannot replace or cancel an earlier message: send that by itself.", Wrong{Where: a.Place.String(), Reason: a.Does + " an earlier message"})}
			}
		}
		if held != nil && err == nil && rec.Kind() == listItems && rec.Begins("item") == held.from {
			held.add(rec)
			continue
		}
		if err := flush(); err != nil {
			return err
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if e, ok := errors.AsType[*edi.Error](err); ok {
			p := broken(e)
			p.refusal.Original = excerpt(tail.from(int64(p.fault)), 0)
			return faulty{p.refusal}
		}
		if err != nil {
			return err
		}
		if rec.Kind() == listItems {
			held = hold(rec, b.index, records.Message().Type)
			continue
		}
		from, to := rec.Extent()
		original := tail.from(from)
		if err := b.take(rec.Kind(), sentEDIFACT{rec}, records.Message().Type, original[:min(int64(len(original)), to-from)]); err != nil {
			return err
		}
		tail.forget(to)
	}
}

// tail remembers what was read since some place, at most keptOriginal bytes of it and what the reader holds ahead.
type tail struct {
	src  io.Reader
	buf  []byte
	base int64 // offset of buf[0]
	at   int64 // read so far
}

func (t *tail) Read(p []byte) (int, error) {
	n, err := t.src.Read(p)
	if room := keptOriginal + edi.MaxSegment - len(t.buf); room > 0 && t.base+int64(len(t.buf)) == t.at {
		t.buf = append(t.buf, p[:min(n, room)]...)
	}
	t.at += int64(n)
	return n, err
}

func (t *tail) from(offset int64) []byte {
	if at := offset - t.base; at >= 0 && at < int64(len(t.buf)) {
		return t.buf[at:]
	}
	return nil
}

func (t *tail) forget(before int64) {
	n := min(max(0, before-t.base), int64(len(t.buf)))
	t.buf = append(t.buf[:0], t.buf[n:]...)
	if t.base += n; len(t.buf) == 0 {
		t.base = max(t.base, t.at) // a record that was longer than what is kept: remembering begins again
	}
}

// json reads an object with one list.
func (b *batches) json(in *bufio.Reader) error {
	if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	guard := &allowance{src: in, left: maxElement}
	dec := json.NewDecoder(guard)
	const invalid = "The message breaks the rules listed in errors."
	wrong := func(where, reason string) error {
		return faulty{refuse("message-invalid", invalid, Wrong{Where: where, Reason: reason})}
	}
	if err := delim(dec, '{'); err != nil {
		return unreadable(dec, err, wrong("body", "must be an object"))
	}
	list := ""
	for dec.More() {
		guard.left = maxElement
		t, err := dec.Token()
		name, _ := t.(string)
		switch {
		case err != nil:
			return unreadable(dec, err, nil)
		case !slices.Contains(lists, name):
			return wrong(cut(name, 70), "is unknown; a message has a list of "+anyList)
		case list == name:
			return wrong(list, "stands more than once")
		case list != "":
			return wrong(name, "stands beside "+list+"; send each list as a message of its own")
		}
		list = name
		if err := delim(dec, '['); err != nil {
			return unreadable(dec, err, wrong(list, "must be a list"))
		}
		for i := 0; dec.More(); i++ {
			guard.left = maxElement
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return unreadable(dec, err, nil)
			}
			root := sentJSON{path: fmt.Sprintf("%s[%d]", list, i)}
			if !utf8.Valid(raw) {
				return faulty{refuse("message-unreadable", "JSON is written in UTF-8.", Wrong{Where: root.path, Reason: "is not UTF-8"})}
			}
			var failed error
			root.expand(raw, shapes[list], func(s sentJSON, raw json.RawMessage) {
				if failed == nil {
					failed = b.take(list, &s, SourceAPI, raw)
				}
			})
			if failed != nil {
				return failed
			}
		}
		if err := delim(dec, ']'); err != nil {
			return unreadable(dec, err, nil)
		}
	}
	if err := delim(dec, '}'); err != nil {
		return unreadable(dec, err, nil)
	}
	guard.left = maxElement
	if t, err := dec.Token(); !errors.Is(err, io.EOF) {
		return unreadable(dec, err, faulty{refuse("message-unreadable", "The message is not JSON.", Wrong{Where: "body", Reason: fmt.Sprintf("something stands after its end: %v", t)})})
	}
	if list == "" {
		return wrong("body", "has no list of "+anyList)
	}
	return nil
}

var errOther = errors.New("another token")

func delim(dec *json.Decoder, want json.Delim) error {
	t, err := dec.Token()
	if err == nil && t != want {
		err = errOther
	}
	return err
}

// unreadable makes a refusal of an error of the decoder, or returns the source's; of another token than the rule wants, what the rule says.
func unreadable(dec *json.Decoder, err, rule error) error {
	_, syntax := errors.AsType[*json.SyntaxError](err)
	switch {
	case err == nil || errors.Is(err, errOther) && rule != nil:
		return rule
	case syntax || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errOther):
		return faulty{refuse("message-unreadable", "The message is not JSON.", Wrong{Where: "body", Reason: fmt.Sprintf("byte %d: %s", dec.InputOffset(), err)})}
	}
	return err
}

// allowance is a source of which only so much may be read until it is renewed: a decoder keeps all of a value.
type allowance struct {
	src  io.Reader
	left int
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.left <= 0 {
		return 0, faulty{refuse("message-invalid", fmt.Sprintf("A record of the file is longer than %d bytes.", maxElement))}
	}
	n, err := a.src.Read(p[:min(len(p), a.left)])
	a.left -= n
	return n, err
}

// unpacked undoes gzip, which it knows by its first bytes.
func unpacked(src io.Reader) (*bufio.Reader, error) {
	packed := &counted{src: src}
	in := bufio.NewReaderSize(packed, MaxLine)
	start, err := in.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if len(start) < 2 || start[0] != 0x1f || start[1] != 0x8b {
		return in, nil
	}
	zip, err := gzip.NewReader(in)
	if err != nil {
		return nil, damaged(err)
	}
	return bufio.NewReaderSize(&expansion{zip: zip, packed: packed}, MaxLine), nil
}

func damaged(err error) error {
	return faulty{refuse("message-unreadable", "The file cannot be unpacked.", Wrong{Where: "body", Reason: err.Error()})}
}

// counted is a source that counts what is read of it, and remembers how its end came: the unpacker does not tell a cut file from a source that failed.
type counted struct {
	src  io.Reader
	read int64
	err  error
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.read += int64(n)
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	return n, err
}

// expansion is an unpacked file that may not grow without measure: a small file that unpacks to a huge one is made to do harm.
type expansion struct {
	zip    io.Reader
	packed *counted
	read   int64
}

func (e *expansion) Read(p []byte) (int, error) {
	n, err := e.zip.Read(p)
	e.read += int64(n)
	switch {
	case e.packed.err != nil:
		return n, e.packed.err
	case e.read > MaxExpanded:
		return 0, faulty{refuse("archive-too-large", fmt.Sprintf("The file unpacks to more than %d MiB: send it in parts.", MaxExpanded>>20))}
	case e.read > freeExpanded && e.read > maxRatio*e.packed.read:
		return 0, faulty{refuse("archive-too-large", fmt.Sprintf("The file unpacks to more than %d times its size: that is no file of records.", maxRatio))}
	case err != nil && !errors.Is(err, io.EOF):
		return n, damaged(err)
	}
	return n, err
}
