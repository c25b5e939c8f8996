package insight

import (
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Share is what a fact changes: the counts of one side of one centre's inquiries. An event counts when it happened, a step when it was due.
type Share struct {
	Line
	Month Month
	At    time.Time // zero: it counts in the month, and on no day
}

// Ledger is what has to be known of an inquiry so that each of its happenings counts once, in whichever order and however often they are told,
// and so that an answer that came ends what was outstanding. It holds no personal data.
type Ledger struct {
	Inquiry string
	Counted []string            // the happenings that were counted, by what their ids say behind the inquiry's
	Late    []Late              // steps that were found overdue, and the months they were carried into
	Ended   map[Month]time.Time // when the wait for an answer last ended, by the month in which it did
	Latest  time.Time           // the latest happening that was counted
	Version int                 // how often it was kept; 0 for never
}

// Late is a step that was found overdue, or was carried into a month: of whom, when it was due and when it was found.
type Late struct {
	Month     Month     // in which it was due, or into which it was carried
	DueAt     time.Time // zero when it was carried: the day on which it was due has counted it
	FoundAt   time.Time
	Replier   Party
	Requester Party
}

// Party is one end of an inquiry as a fact names it.
type Party struct {
	Operator principal.OperatorCode
	Centre   principal.CentreID
}

func (f Fact) party(s Side) Party {
	if s == Replier {
		return Party{f.ReplierOperator, f.ReplierCentre}
	}
	return Party{f.RequesterOperator, f.RequesterCentre}
}

func (l Late) party(s Side) Party {
	if s == Replier {
		return l.Replier
	}
	return l.Requester
}

// ends lists the kinds that end the wait for an answer at a level.
var ends = []string{KindReplied, KindReturned, KindClosed, KindEscalated, KindReaddressed}

// Count counts a happening of the inquiry and returns what it changes: nothing when it was counted before.
func (l *Ledger) Count(h Happening) []Share {
	id := strings.TrimPrefix(h.EventID, l.Inquiry+"#")
	if slices.Contains(l.Counted, id) {
		return nil
	}
	l.Counted = append(l.Counted, id)
	if h.At.After(l.Latest) {
		l.Latest = h.At
	}
	var out []Share
	for _, f := range FactOf(h) {
		at := h.At
		if f.Fact == FactStep {
			at = h.DueAt
		}
		for _, side := range sides {
			out = appendShare(out, f.party(side), Share{Line{Side: side, Counts: Count(f, side)}, f.Month, at})
		}
		found := h.At.Truncate(time.Millisecond) // as facts hold it
		switch {
		case f.Fact == FactStep && f.Kind == KindOverdue:
			out = append(out, l.late(Late{Month: f.Month, DueAt: h.DueAt, FoundAt: found, Replier: f.party(Replier), Requester: f.party(Requester)})...)
		case f.Fact == FactStep && f.Kind == KindCarried:
			out = append(out, l.late(Late{Month: f.Month, FoundAt: time.Time(f.At).Truncate(time.Millisecond), Replier: f.party(Replier), Requester: f.party(Requester)})...)
		case f.Fact == FactEvent && slices.Contains(ends, f.Kind) && found.After(l.Ended[f.Month]):
			out = append(out, l.end(f.Month, found)...)
		}
	}
	return out
}

// late notes a step that waits past its due time in a month.
func (l *Ledger) late(late Late) []Share {
	l.Late = append(l.Late, late)
	if !l.outstanding(late) {
		return nil
	}
	return appendLate(nil, late, 1)
}

// outstanding reports whether nothing ended the wait for an answer after it was found late, within the month in which it was due or into which it was carried.
func (l *Ledger) outstanding(late Late) bool { return l.Ended[late.Month].Before(late.FoundAt) }

// end notes that the wait ended, and takes away what was outstanding until then.
func (l *Ledger) end(m Month, at time.Time) (out []Share) {
	var waited []Late
	for _, late := range l.Late {
		if late.Month == m && l.outstanding(late) {
			waited = append(waited, late)
		}
	}
	if l.Ended == nil {
		l.Ended = map[Month]time.Time{}
	}
	l.Ended[m] = at
	for _, late := range waited {
		if !l.outstanding(late) {
			out = appendLate(out, late, -1)
		}
	}
	return out
}

var sides = []Side{Replier, Requester}

// appendShare adds a share of a party, unless it is nobody's or changes nothing.
func appendShare(out []Share, p Party, s Share) []Share {
	if p.Operator == "" || s.Counts == (Counts{}) {
		return out
	}
	s.Operator, s.Centre = p.Operator, p.Centre
	return append(out, s)
}

func appendLate(out []Share, l Late, n int) []Share {
	for _, side := range sides {
		out = appendShare(out, l.party(side), Share{Line{Side: side, Counts: Counts{Outstanding: n}}, l.Month, l.DueAt})
	}
	return out
}

// Matters reports whether any figure counts the happening.
func Matters(h Happening) bool {
	return slices.ContainsFunc(FactOf(h), func(f Fact) bool {
		return f.Kind == KindCarried && f.Fact == FactStep || Count(f, Replier) != (Counts{}) || Count(f, Requester) != (Counts{})
	})
}
