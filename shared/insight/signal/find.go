package signal

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// About is what sort of subject a signal is about.
type About string

// The subjects.
const (
	Operator About = "operator" // an operator as a whole
	Centre   About = "centre"   // one of its call centres
	Link     About = "link"     // what it has with a partner
	Product  About = "product"  // one of its products
)

// Subject is what a signal is about.
type Subject struct {
	Operator principal.OperatorCode
	About    About
	Name     string // of the call centre, partner or product; empty for the operator
}

// String writes the subject for lists and filters: "operator", "link:DEA".
func (s Subject) String() string {
	if s.Name == "" {
		return string(s.About)
	}
	return string(s.About) + ":" + s.Name
}

// Metrics are the figures that are watched.
var Metrics = []insight.Metric{insight.OnTimeReplies, insight.TimeToReply, insight.TimeToOpen, insight.Requests, insight.Outstanding, insight.DataQuality, insight.FirstLevelResolution}

// KindOf is what sort of figure a metric is.
func KindOf(m insight.Metric) Kind {
	switch {
	case m.Ratio != nil:
		return Share
	case m.Mean != nil:
		return Time
	default:
		return Count
	}
}

// Sure is how sure a signal is.
type Sure string

// How sure: by how many weeks lie outside the usual range, and how far.
const (
	Likely     Sure = "likely"
	VeryLikely Sure = "very-likely"
	Certain    Sure = "certain"
)

// Verdict is whether a change is good.
type Verdict string

// The verdicts.
const (
	Better  Verdict = "better"
	Worse   Verdict = "worse"
	Neither Verdict = "neither"
)

// Signal is a figure that has left its usual range, with what speaks for it.
type Signal struct {
	ID      string
	Subject Subject
	Side    insight.Side
	Metric  string // code
	Above   bool
	Verdict Verdict
	Since   Week // the first week outside
	Found   Week // the one with which it began
	Last    Week // the last one outside so far
	Ended   Week // the first week after it; empty while it is open
	Reason  Reason
	Weeks   int // outside

	Part, Whole int     // of all weeks outside; of a count the sum, and no whole
	Value       float64 // of them: a share from 0 to 1, minutes, or a number a week
	Expected    float64 // the middle of the weeks before
	Low, High   float64 // what was usual in the last week outside
	Sure        Sure

	Weekly []Judged // from the weeks it is compared with to the latest
	Where  []Where  // what contributes most, most first
	Within string   // the operator's own signal that this is part of; empty for none

	Seen  *Seen
	Begun time.Time // when it was found
}

// Where is a part of a subject and its share of the change.
type Where struct {
	By     string // centre, partner, product, step
	Name   string // of a step "opening", "answering"
	Part   float64
	Value  float64 // since then
	Before float64 // and before
}

// Seen says that somebody knows of a signal.
type Seen struct {
	By   string // subject
	At   time.Time
	Note string
}

// Find returns the signals in an operator's history that are open or ended within the last half year, the operator's own first.
func Find(h *History) []Signal {
	weeks := h.weeks()
	if len(weeks) == 0 {
		return nil
	}
	oldest := weeks[len(weeks)-1].Plus(-baseReach)
	var out []Signal
	for _, side := range []insight.Side{insight.Replier, insight.Requester} {
		groups := h.groups(side)
		for _, s := range ordered(groups) {
			sums := sum(groups[s])
			for _, m := range Metrics {
				course := Follow(KindOf(m), h.points(m, sums))
				for _, c := range course.Changes {
					if c.Reason == Open || c.Ended >= oldest {
						out = append(out, describe(s, side, m, c, course.Weeks, groups[s]))
					}
				}
			}
		}
	}
	within(out)
	return out
}

// groups are the cells of one side by the subjects that they are about: the operator, its call centres, links and products.
func (h *History) groups(side insight.Side) map[Subject][]*Cell {
	out := map[Subject][]*Cell{{h.Operator, Operator, ""}: nil}
	for i := range h.Cells {
		c := &h.Cells[i]
		if c.Side != side {
			continue
		}
		for about, name := range map[About]string{Operator: "", Centre: string(c.Centre), Link: string(c.Partner), Product: c.Product} {
			if s := (Subject{h.Operator, about, name}); name != "" || about == Operator {
				out[s] = append(out[s], c)
			}
		}
	}
	return out
}

// ordered are subjects as they are listed: the operator first.
func ordered(groups map[Subject][]*Cell) []Subject {
	order := map[About]int{Operator: 0, Centre: 1, Link: 2, Product: 3}
	return slices.SortedFunc(maps.Keys(groups), func(a, b Subject) int {
		return cmp.Or(order[a.About]-order[b.About], strings.Compare(a.Name, b.Name))
	})
}

func describe(s Subject, side insight.Side, m insight.Metric, c Change, weekly []Judged, cells []*Cell) Signal {
	k := KindOf(m)
	out := Signal{ID: idOf(s, side, m.Code, c.Since), Subject: s, Side: side, Metric: m.Code, Above: c.Above, Verdict: verdict(m, c.Above), Since: c.Since, Found: c.Found,
		Last: c.Last, Ended: c.Ended, Reason: c.Reason, Weeks: c.Weeks, Sure: Likely}
	earliest := c.Since
	for _, p := range c.Past[:min(len(c.Past), baseWeeks)] {
		earliest = min(earliest, p.Week)
	}
	far := 0.0
	in := map[Week]bool{}
	for _, j := range weekly {
		if j.Week >= earliest && (c.Ended == "" || j.Week < c.Ended.Plus(inARow)) {
			out.Weekly = append(out.Weekly, j)
		}
		if j.Range == nil || j.Week < c.Since || j.Week > c.Last || j.Side(j.Value(k)) == 0 || (j.Side(j.Value(k)) > 0) != c.Above {
			continue
		}
		in[j.Week] = true
		out.Part, out.Whole = out.Part+j.Part, out.Whole+j.Whole
		out.Expected, out.Low, out.High = j.Expected, j.Low, j.High
		far += distance(j, k) / float64(c.Weeks)
	}
	if out.Value = (Point{Part: out.Part, Whole: out.Whole}).Value(k); k == Count {
		out.Value /= float64(len(in))
	}
	switch {
	case c.Weeks >= 4 || far >= 2:
		out.Sure = Certain
	case c.Weeks == 3 || far >= 1.5:
		out.Sure = VeryLikely
	}
	out.Where = where(s, m, cells, in, c.Past)
	return out
}

// distance is how far a value lies from what is expected, in the width of the usual range to that side; of times by their factor.
func distance(j Judged, k Kind) float64 {
	edge := j.Low
	if j.Value(k) > j.High {
		edge = j.High
	}
	if k == Time {
		return math.Abs(math.Log1p(j.Value(k))-math.Log1p(j.Expected)) / math.Abs(math.Log1p(edge)-math.Log1p(j.Expected))
	}
	return math.Abs(j.Value(k)-j.Expected) / math.Abs(edge-j.Expected)
}

func verdict(m insight.Metric, above bool) Verdict {
	switch {
	case m.Better == insight.Neither:
		return Neither
	case (m.Better == insight.Higher) == above:
		return Better
	default:
		return Worse
	}
}

// within notes which signals are part of one of the operator's own: the same figure of the same side, open, to the same side of what is usual.
func within(all []Signal) {
	for i := range all {
		if all[i].Subject.About == Operator {
			continue
		}
		for _, whole := range all {
			if whole.Subject.About == Operator && whole.Side == all[i].Side && whole.Metric == all[i].Metric && whole.Above == all[i].Above &&
				(whole.Ended == "" || whole.Ended > all[i].Since) && (all[i].Ended == "" || all[i].Ended > whole.Since) {
				all[i].Within = whole.ID
			}
		}
	}
}

// idOf names a signal by what it is about and when it began.
func idOf(s Subject, side insight.Side, metric string, since Week) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(s.Operator), s.String(), string(side), metric, string(since)}, "\x00")))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}
