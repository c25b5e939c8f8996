package signal

import (
	"cmp"
	"math"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// How much is told of where a change comes from.
const (
	mostParts = 5   // parts that are named
	leastPart = 0.1 // share of the change that a part must have to be named
)

// Steps of the time to reply.
const (
	Opening   = "opening"   // from arrival to opening
	Answering = "answering" // from opening to reply
)

// where says which parts of a subject contribute most to a change: by call centre, partner and product, and of the time to reply by step. The shares
// of the parts of one sort add up to 1.
func where(s Subject, m insight.Metric, cells []*Cell, in map[Week]bool, past []Point) []Where {
	base := map[Week]bool{}
	for _, p := range past[:min(len(past), baseWeeks)] {
		base[p.Week] = true
	}
	now, before := map[string]map[string]*insight.Figures{}, map[string]map[string]*insight.Figures{}
	for _, c := range cells {
		side := now
		if base[c.Week] {
			side = before
		} else if !in[c.Week] {
			continue
		}
		for by, name := range map[string]string{"": "", "centre": string(c.Centre), "partner": string(c.Partner), "product": c.Product} {
			if side[by] == nil {
				side[by] = map[string]*insight.Figures{}
			}
			if side[by][name] == nil {
				side[by][name] = &insight.Figures{}
			}
			side[by][name].Add(insight.Figures{AsReplier: c.Counts})
		}
	}
	whole := parts{m, len(in), len(base)}
	a, b := whole.of(now[""][""], len(in)), whole.of(before[""][""], len(base))
	var out []Where
	for by, fixed := range map[string]bool{"centre": s.About == Centre, "partner": s.About == Link, "product": s.About == Product} {
		if !fixed {
			out = append(out, whole.contributions(by, a, b, now[by], before[by])...)
		}
	}
	if m.Code == insight.TimeToReply.Code {
		out = append(out, steps(now[""][""], before[""][""])...)
	}
	out = slices.DeleteFunc(out, func(w Where) bool { return w.Part < leastPart || w.Name == "" })
	slices.SortFunc(out, func(x, y Where) int {
		return cmp.Or(cmp.Compare(y.Part, x.Part), cmp.Compare(x.By, y.By), cmp.Compare(x.Name, y.Name))
	})
	return out[:min(len(out), mostParts)]
}

// parts compares a metric of some weeks with that of others.
type parts struct {
	insight.Metric
	now, before int // weeks
}

// value is a metric of some weeks: what is divided, by what (of a count by the weeks), and the quotient.
type value struct{ part, whole, mean float64 }

func (p parts) of(f *insight.Figures, weeks int) (v value) {
	if f == nil {
		f = &insight.Figures{}
	}
	part, whole := p.Parts(f.AsReplier)
	v.part, v.whole = float64(part), float64(whole)
	if p.Count != nil {
		v.whole = float64(weeks)
	}
	if v.whole > 0 {
		v.mean = v.part / v.whole
	}
	return v
}

// contributions splits the change from b to a: what each part lies above the whole's former value, by its weight, now and before.
func (p parts) contributions(by string, a, b value, now, before map[string]*insight.Figures) []Where {
	change := a.mean - b.mean
	if change == 0 || a.whole == 0 || b.whole == 0 {
		return nil
	}
	names := map[string]bool{}
	for name := range now {
		names[name] = true
	}
	for name := range before {
		names[name] = true
	}
	var out []Where
	for name := range names {
		x, y := p.of(now[name], p.now), p.of(before[name], p.before)
		gain := (x.part-b.mean*x.whole)/a.whole - (y.part-b.mean*y.whole)/b.whole
		if p.Count != nil {
			gain = x.mean - y.mean
		}
		out = append(out, Where{By: by, Name: name, Part: gain / change, Value: x.mean, Before: y.mean})
	}
	return out
}

// steps splits a change of the time to reply into the time until somebody opened the request and the time from then on.
func steps(now, before *insight.Figures) []Where {
	if now == nil || before == nil {
		return nil
	}
	mean := func(total, n int) float64 {
		if n == 0 {
			return math.NaN()
		}
		return float64(total) / float64(n)
	}
	a, b := now.AsReplier, before.AsReplier
	whole := [2]float64{mean(a.ReplyMinutes, a.RepliesTimed), mean(b.ReplyMinutes, b.RepliesTimed)}
	answering := [2]float64{mean(a.AnswerMinutes, a.AnswersTimed), mean(b.AnswerMinutes, b.AnswersTimed)}
	change := whole[0] - whole[1]
	if math.IsNaN(change+answering[0]+answering[1]) || change == 0 {
		return nil
	}
	opening := [2]float64{max(0, whole[0]-answering[0]), max(0, whole[1]-answering[1])}
	part := min(1, max(0, (opening[0]-opening[1])/change))
	return []Where{{"step", Opening, part, opening[0], opening[1]}, {"step", Answering, 1 - part, answering[0], answering[1]}}
}
