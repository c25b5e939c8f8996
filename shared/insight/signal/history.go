package signal

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Cell is what was counted in a week in the smallest group: one side of an operator's inquiries at a call centre with a partner on a product.
type Cell struct {
	Week    Week
	Side    insight.Side
	Centre  principal.CentreID     // empty: none has it yet
	Partner principal.OperatorCode // the other side
	Product string
	Counts  insight.Counts
}

// History is an operator's past, week by week.
type History struct {
	Operator principal.OperatorCode
	Counted  map[Week]time.Time // which weeks were counted, and when; a week without cells is one in which nothing happened
	Judged   Week               // through which its signals are found
	Cells    []Cell             // ordered by week
}

// Kept is how many weeks a history holds: a year for the season, and what a week of a year ago is compared with.
const Kept = seasonBack + baseReach + settles

// Put adds a week, or replaces it when it is counted again, and forgets what is older than is kept.
func (h *History) Put(w Week, cells []Cell, now time.Time) {
	if h.Counted == nil {
		h.Counted = map[Week]time.Time{}
	}
	h.Counted[w] = now.UTC()
	var last Week
	for counted := range h.Counted {
		last = max(last, counted)
	}
	oldest := last.Plus(1 - Kept)
	for counted := range h.Counted {
		if counted < oldest {
			delete(h.Counted, counted)
		}
	}
	h.Cells = slices.DeleteFunc(h.Cells, func(c Cell) bool { return c.Week == w || c.Week < oldest })
	if w >= oldest {
		h.Cells = append(h.Cells, cells...)
	}
	slices.SortStableFunc(h.Cells, func(a, b Cell) int { return int(a.Week.Start().Sub(b.Week.Start()) / time.Hour) })
}

// weeks are those from the first to the last that was counted.
func (h *History) weeks() []Week {
	if len(h.Counted) == 0 {
		return nil
	}
	var first, last Week
	for w := range h.Counted {
		if first == "" || w < first {
			first = w
		}
		last = max(last, w)
	}
	var out []Week
	for w := first; w <= last; w = w.Plus(1) {
		out = append(out, w)
	}
	return out
}

// asItWas is within how long after its end a week must have been counted for what is outstanding in it to be compared: later, answers have come.
const asItWas = 7 * 24 * time.Hour

// points are a metric of some cells, a point for each week.
func (h *History) points(m insight.Metric, sums map[Week]*insight.Figures) []Point {
	var out []Point
	for _, w := range h.weeks() {
		counted, ok := h.Counted[w]
		p := Point{Week: w, Missing: !ok || m.Code == insight.Outstanding.Code && counted.Sub(w.End()) > asItWas}
		if sum := sums[w]; sum != nil {
			p.Part, p.Whole = m.Parts(sum.AsReplier)
		}
		out = append(out, p)
	}
	return out
}

// sum adds up cells by week.
func sum(cells []*Cell) map[Week]*insight.Figures {
	out := map[Week]*insight.Figures{}
	for _, c := range cells {
		if out[c.Week] == nil {
			out[c.Week] = &insight.Figures{}
		}
		out[c.Week].Add(insight.Figures{AsReplier: c.Counts})
	}
	return out
}
