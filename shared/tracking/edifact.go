package tracking

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// parseEDIFACT reads a file of interchanges. What is wrong with the syntax or the envelope refuses all of it, wherever it stands: a count
// that is not right means that something was lost on the way. What is wrong within one record rejects that record.
func parseEDIFACT(body []byte, known []*edi.Map, on terms) parsed {
	var p parsed
	records := edi.ReadRecords(bytes.NewReader(body), known...)
	var held *heldItem // its pieces follow
	flush := func() {
		if held != nil {
			p.take(held.index, listItems, held, held.source, body[held.from:held.to], on)
			held = nil
		}
	}
	for index := 0; ; index++ {
		rec, err := records.Next()
		if held != nil && err == nil && rec.Kind() == listItems && rec.Begins("item") == held.from {
			index-- // one more piece of the same item
			held.add(rec)
			continue
		}
		flush()
		switch {
		case errors.Is(err, io.EOF):
			p.about = records.About()
			return p
		case err != nil:
			return broken(err)
		case index == MaxRecords:
			return parsed{refusal: refuse("message-invalid", fmt.Sprintf("The message has more than %d records: send fewer at once.", MaxRecords))}
		}
		if rec.Kind() == listItems {
			held = hold(rec, index, records.Message().Type)
			continue
		}
		from, to := rec.Extent()
		p.take(index, rec.Kind(), sentEDIFACT{rec}, records.Message().Type, body[from:to], on)
	}
}

// broken refuses a file for its syntax.
func broken(err error) parsed {
	e, ok := errors.AsType[*edi.Error](err)
	if !ok {
		return parsed{refusal: refuse("message-unreadable", "The message cannot be read.")}
	}
	at := int(e.Place.Offset)
	if e.Code == edi.CharsetWrong {
		at -= before // the place is that of the byte, not of its segment
	}
	slug, detail := "message-invalid", "The EDIFACT message breaks a rule, so nothing of it was taken."
	if e.Code == edi.Malformed {
		slug, detail = "message-unreadable", "The message is not a whole EDIFACT interchange."
	}
	return parsed{refusal: refuse(slug, detail, Wrong{Where: e.Place.String(), Reason: e.Reason}), fault: at}
}

// sentEDIFACT is one record of an EDIFACT message.
type sentEDIFACT struct{ rec *edi.Record }

func (s sentEDIFACT) text(field string) (string, bool) {
	t := s.rec.Text(field)
	if end, planned := plannedAt[field]; planned && t != "" {
		if at, err := s.clock(field, s.rec.Text(end)); err == nil {
			t = at.Format(time.RFC3339)
		}
	}
	return t, t != ""
}

// plannedAt are the times of a plan, with the end of the leg whose clock shows them.
var plannedAt = map[string]string{"departs": "from", "arrives": "to"}

func (s sentEDIFACT) where(field string) string { return s.rec.Where(field).String() }

func (s sentEDIFACT) faults() []Wrong {
	var out []Wrong
	for _, f := range s.rec.Faults() {
		out = append(out, Wrong{Where: f.Place.String(), Field: f.Field, Reason: f.Reason})
	}
	for _, field := range slices.Sorted(maps.Keys(plannedAt)) {
		if s.rec.Text(field) == "" {
			continue
		}
		if _, err := s.clock(field, s.rec.Text(plannedAt[field])); err != nil {
			out = append(out, Wrong{Where: s.where(field), Field: field, Reason: err.Error()})
		}
	}
	return out
}

// heldItem is an item of an EDIFACT message with its pieces: each piece is a record of the reader, with the fields of the item around it.
type heldItem struct {
	sentValues
	index    int
	source   string
	from, to int64
	pieces   []sent
}

// sentValues are values that outlive the reader's record.
type sentValues struct {
	texts        map[string]string
	places       map[string]string
	place        string
	wrong        []Wrong
	time, format string
}

func (s sentValues) text(field string) (string, bool) { t, ok := s.texts[field]; return t, ok }
func (s sentValues) faults() []Wrong                  { return slices.Clone(s.wrong) }
func (s sentValues) where(field string) string        { return cmp.Or(s.places[field], s.place) }
func (s sentValues) when(place string) (time.Time, error) {
	return readWall(s.time, s.format, place)
}
func (h *heldItem) parts() []sent { return h.pieces }

// hold begins an item with the first record that names it.
func hold(rec *edi.Record, index int, source string) *heldItem {
	h := &heldItem{sentValues: keep(rec, itemFields, ""), index: index, source: source, from: rec.Begins("item")}
	h.time, h.format = rec.Text(eventTime), rec.Text("eventTimeFormat")
	if h.time != "" {
		h.texts[eventTime] = h.time
	}
	h.add(rec)
	return h
}

// add takes a piece over, if the record is one, and how far the item goes.
func (h *heldItem) add(rec *edi.Record) {
	_, h.to = rec.Extent()
	if rec.Begins("piece") >= 0 && len(h.pieces) <= maxPieces { // one too many is enough to say so
		h.pieces = append(h.pieces, keep(rec, pieceFields, "piece."))
	}
}

// keep takes the fields over whose names in the map begin with a prefix, without it.
func keep[T any](rec *edi.Record, fields []field[T], prefix string) sentValues {
	s := sentValues{texts: map[string]string{}, places: map[string]string{}, place: rec.Place().String()}
	for _, f := range fields {
		name := prefix + f.name
		s.places[f.name] = rec.Where(name).String()
		if t := rec.Text(name); t != "" {
			s.texts[f.name] = t
		}
	}
	s.places[eventTime] = rec.Where(eventTime).String()
	for _, f := range rec.Faults() {
		if name, ofPiece := strings.CutPrefix(f.Field, "piece."); ofPiece == (prefix != "") {
			s.wrong = append(s.wrong, Wrong{Where: f.Place.String(), Field: name, Reason: f.Reason})
		}
	}
	return s
}

// when reads the time. One without zone is what the clock at the place showed.
func (s sentEDIFACT) when(place string) (time.Time, error) {
	return s.clock(eventTime, place)
}

// clock reads a time with its format.
func (s sentEDIFACT) clock(field, place string) (time.Time, error) {
	if len(place) != 3 && !edi.IsIMPC(place) {
		place = ""
	}
	return readWall(s.rec.Text(field), s.rec.Text(field+"Format"), place)
}

// readWall reads a time as EDIFACT writes it.
func readWall(text, format, place string) (time.Time, error) {
	t, err := edi.ParseTime(text, format)
	if err != nil || t.Zoned {
		return t.Wall, err
	}
	if place == "" {
		return time.Time{}, errPlaceNeeded
	}
	zone, err := zoneOf(place)
	if err != nil {
		return time.Time{}, err
	}
	return instant(t.Wall, zone)
}
