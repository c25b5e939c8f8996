package signal

import "slices"

// Reason is why a signal ended.
type Reason string

// The reasons; open ones have none.
const (
	Open    Reason = ""
	Back    Reason = "back"    // it is as it was
	Settled Reason = "settled" // it has been so for so long that it is what is usual
	Silent  Reason = "silent"  // too few cases to say
)

// Change is a time in which a figure was unusual.
type Change struct {
	Above  bool
	Since  Week // the first week outside
	Found  Week // the one with which it began to be a signal
	Last   Week // the last one outside so far
	Ended  Week // the first week after it; empty while it goes on
	Reason Reason
	Weeks  int     // outside
	Past   []Point // what it is compared with
}

// Judged is a week with what was usual for it; without a range it could not be judged.
type Judged struct {
	Point
	*Range
}

// Course is what became of a figure.
type Course struct {
	Weeks   []Judged
	Changes []Change
}

// Follow judges a figure week by week: points lie one after the other without a gap. A signal begins with two weeks in a row outside the usual range, on the
// same side, and ends with two in a row inside; weeks with too few cases are passed over. While it goes on, weeks are compared with those before it.
func Follow(k Kind, points []Point) Course {
	f := follower{kind: k, points: points}
	for i := range points {
		f.out.Weeks = append(f.out.Weeks, f.judge(i))
	}
	return f.out
}

type follower struct {
	kind   Kind
	points []Point
	out    Course
	odd    []Week  // in signals that ended: not usual
	open   *Change // the signal that goes on …
	first  *Change // … or the first week outside, which may become one
	inside []Week  // in a row, while a signal goes on
	said   Week    // when a signal last had enough cases
}

func (f *follower) judge(i int) Judged {
	p := f.points[i]
	out := Judged{Point: p}
	past := f.past(i)
	switch {
	case f.open != nil:
		past = f.open.Past
	case f.first != nil && weeksBetween(f.first.Last, p.Week) > farthest:
		f.first = nil
	case f.first != nil:
		past = f.first.Past
	}
	if p.says(f.kind) && len(past) >= baseNeeded {
		r := f.seasonal(i, past)
		if f.kind != Count || max(r.Expected, p.Value(f.kind)) >= fewestCases {
			out.Range = &r
		}
	}
	if f.open != nil {
		f.goOn(out)
	} else if out.Range != nil {
		f.begin(out, past)
	}
	return out
}

// begin notes a week while no signal goes on.
func (f *follower) begin(j Judged, past []Point) {
	side := j.Side(j.Value(f.kind))
	switch {
	case side == 0:
		f.first = nil
	case f.first == nil || f.first.Above != (side > 0):
		f.first = &Change{Above: side > 0, Since: j.Week, Last: j.Week, Weeks: 1, Past: past}
	default:
		f.first.Last = j.Week
		if f.first.Weeks++; f.first.Weeks == inARow {
			f.open, f.first = f.first, nil
			f.open.Found, f.said, f.inside = j.Week, j.Week, nil
			f.out.Changes = append(f.out.Changes, *f.open)
		}
	}
}

// goOn notes a week while a signal goes on.
func (f *follower) goOn(j Judged) {
	c := f.open
	switch {
	case j.Range == nil && weeksBetween(f.said, j.Week) >= silent:
		f.end(f.said.Plus(1), Silent)
		return
	case j.Range == nil:
	case (j.Side(j.Value(f.kind)) > 0) == c.Above && j.Side(j.Value(f.kind)) != 0:
		c.Last, f.said, f.inside = j.Week, j.Week, nil
		c.Weeks++
	default:
		f.said, f.inside = j.Week, append(f.inside, j.Week)
		if len(f.inside) == inARow {
			f.end(f.inside[0], Back)
			return
		}
	}
	if weeksBetween(c.Since, j.Week) >= settles-1 {
		f.end(j.Week.Plus(1), Settled)
		return
	}
	f.out.Changes[len(f.out.Changes)-1] = *c
}

func (f *follower) end(at Week, why Reason) {
	c := f.open
	c.Ended, c.Reason = at, why
	f.out.Changes[len(f.out.Changes)-1] = *c
	if why != Settled {
		for w := c.Since; w < c.Ended; w = w.Plus(1) {
			f.odd = append(f.odd, w)
		}
	}
	f.open, f.inside = nil, nil
}

// past are the usual weeks before one, the latest first.
func (f *follower) past(i int) []Point {
	var out []Point
	for k := i - 1; k >= 0 && k >= i-baseReach; k-- {
		if p := f.points[k]; p.says(f.kind) && !slices.Contains(f.odd, p.Week) {
			out = append(out, p)
		}
	}
	return out
}

// seasonal is the usual range of a week; where the same weeks of the year before stood out from those before them, it reaches to where such a season
// puts it too. A season excuses a week and never accuses one.
func (f *follower) seasonal(i int, past []Point) Range {
	r := usual(f.kind, past, f.points[i].Whole)
	var then, before []float64
	for k := i - seasonBack - seasonWidth; k <= i-seasonBack+seasonWidth; k++ {
		if k >= 0 && f.points[k].says(f.kind) {
			then = append(then, f.points[k].Value(f.kind))
		}
	}
	for _, p := range past {
		k := i - weeksBetween(p.Week, f.points[i].Week) - seasonBack
		if k >= 0 && f.points[k].says(f.kind) {
			before = append(before, f.points[k].Value(f.kind))
		}
	}
	if len(then) < 2 || len(before) < baseNeeded {
		return r
	}
	was, is := median(before), median(then)
	if f.kind == Share {
		return Range{r.Expected, max(0, min(r.Low, r.Low+is-was)), min(1, max(r.High, r.High+is-was))}
	}
	if was <= 0 {
		return r
	}
	return Range{r.Expected, min(r.Low, r.Low*is/was), max(r.High, r.High*is/was)}
}
