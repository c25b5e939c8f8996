package tracking

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// parseEDIFACT reads a file of interchanges. What is wrong with the syntax or the envelope refuses all of it, wherever it stands: a count
// that is not right means that something was lost on the way. What is wrong within one record rejects that record.
func parseEDIFACT(body []byte, maps []*edi.Map, receivedAt time.Time) parsed {
	var p parsed
	records := edi.ReadRecords(bytes.NewReader(body), maps...)
	for index := 0; ; index++ {
		rec, err := records.Next()
		switch {
		case errors.Is(err, io.EOF):
			return p
		case err != nil:
			return broken(err)
		case index == MaxRecords:
			return parsed{refusal: refuse("message-invalid", fmt.Sprintf("The message has more than %d records: send fewer at once.", MaxRecords))}
		}
		from, to := rec.Extent()
		p.take(index, rec.Kind(), sentEDIFACT{rec}, records.Message().Type, body[from:to], receivedAt)
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

func (s sentEDIFACT) text(field string) (string, bool) { t := s.rec.Text(field); return t, t != "" }
func (s sentEDIFACT) where(field string) string        { return s.rec.Where(field).String() }

func (s sentEDIFACT) faults() []Wrong {
	var out []Wrong
	for _, f := range s.rec.Faults() {
		out = append(out, Wrong{Where: f.Place.String(), Field: f.Field, Reason: f.Reason})
	}
	return out
}

// when reads the time. One without zone is what the clock at the place showed.
func (s sentEDIFACT) when(place string) (time.Time, error) {
	t, err := edi.ParseTime(s.rec.Text(eventTime), s.rec.Text("eventTimeFormat"))
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
