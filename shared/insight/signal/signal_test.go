package signal_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const first signal.Week = "2024-01-01"

// course is a figure in weeks from the first on, as of says it is.
func course(weeks int, of func(i int) (part, whole int)) []signal.Point {
	out := make([]signal.Point, weeks)
	for i := range out {
		part, whole := of(i)
		out[i] = signal.Point{Week: first.Plus(i), Part: part, Whole: whole}
	}
	return out
}

// world makes noise.
type world struct{ *rand.Rand }

func (w world) poisson(rate float64) int {
	limit, k, p := math.Exp(-rate), 0, w.Float64()
	for p > limit {
		k++
		p *= w.Float64()
	}
	return k
}

// share is how many of n cases are so.
func (w world) share(n int, p float64) (part, whole int) {
	for range n {
		if w.Float64() < p {
			part++
		}
	}
	return part, n
}

// minutes adds up the times of n replies: most are quick, some take very long.
func (w world) minutes(n int, middle float64) (part, whole int) {
	for range n {
		part += int(middle * math.Exp(0.9*w.NormFloat64()))
	}
	return part, n
}

// noise is a figure of each kind in which nothing changes but chance, of about so many cases a week.
var noise = map[signal.Kind]func(w world, cases, factor float64) (part, whole int){
	signal.Share: func(w world, cases, factor float64) (int, int) { return w.share(w.poisson(cases), 0.95/factor) },
	signal.Time:  func(w world, cases, factor float64) (int, int) { return w.minutes(w.poisson(cases), 240*factor) },
	signal.Count: func(w world, cases, factor float64) (int, int) { return w.poisson(cases * factor), 0 },
}

// Noise alone seldom makes a signal: in a hundred and twenty figures of a year, of each kind and size.
func TestFollow_NoiseIsSeldomASignal(t *testing.T) {
	for kind, of := range noise {
		for _, cases := range []float64{3, 8, 25, 120} {
			w, found, years := world{rand.New(rand.NewPCG(7, uint64(cases)))}, 0, 120
			for range years {
				found += len(signal.Follow(kind, course(64, func(int) (int, int) { return of(w, cases, 1) })).Changes)
			}
			if found*100 > 3*years {
				t.Errorf("%s, %.0f cases a week: %d false alarms in %d years", kind, cases, found, years)
			}
		}
	}
}

// A step is found soon: a share of 25 cases a week that falls from 95 to 65 %, a time of 80 that is twice as long, a number of 25 that doubles.
func TestFollow_AStepIsFoundWithinFourWeeks(t *testing.T) {
	const lives, step = 200, 30
	for kind, s := range map[signal.Kind]struct{ cases, factor float64 }{signal.Share: {25, 0.95 / 0.65}, signal.Time: {80, 2}, signal.Count: {25, 2}} {
		w, found := world{rand.New(rand.NewPCG(8, 8))}, 0
		for range lives {
			points := course(step+4, func(i int) (int, int) {
				if i < step {
					return noise[kind](w, s.cases, 1)
				}
				return noise[kind](w, s.cases, s.factor)
			})
			if slices.ContainsFunc(signal.Follow(kind, points).Changes, func(c signal.Change) bool {
				return c.Since >= first.Plus(step) && c.Above == (kind != signal.Share)
			}) {
				found++
			}
		}
		if found*100 < 90*lives {
			t.Errorf("%s: found in %d of %d", kind, found, lives)
		}
	}
}

// Three times as many cases, from one week on or from the beginning, change neither shares nor times.
func TestFollow_MoreCasesAreNoSignalInSharesAndTimes(t *testing.T) {
	for _, kind := range []signal.Kind{signal.Share, signal.Time} {
		w, found := world{rand.New(rand.NewPCG(9, 9))}, 0
		for range 100 {
			points := course(64, func(i int) (int, int) { return noise[kind](w, 30*float64(1+2*(i/32)), 1) })
			found += len(signal.Follow(kind, points).Changes)
			for i := range points {
				points[i].Part, points[i].Whole = 3*points[i].Part, 3*points[i].Whole
			}
			found += len(signal.Follow(kind, points).Changes)
		}
		if found > 8 {
			t.Errorf("%s: %d signals in 200 years", kind, found)
		}
	}
}

// A week of holidays, with a fifth of the cases, is no signal; nor are two, when the year before had the same.
func TestFollow_HolidaysAreNoSignal(t *testing.T) {
	for kind, of := range noise {
		w, found := world{rand.New(rand.NewPCG(10, 10))}, 0
		for range 100 {
			points := course(130, func(i int) (int, int) {
				switch i % 52 {
				case 10, 40, 41:
					return of(w, 8, 1)
				}
				return of(w, 40, 1)
			})
			for _, c := range signal.Follow(kind, points).Changes {
				if c.Since < first.Plus(40) || c.Since >= first.Plus(52) { // in the first year nobody knows that two weeks in a row are so every year
					found++
				}
			}
		}
		if found > 12 {
			t.Errorf("%s: %d signals in 250 years", kind, found)
		}
	}
}

// What everybody sees: it begins with two weeks, goes on through one that is usual and one that says nothing, and ends with two that are usual.
func TestFollow_BeginsGoesOnAndEnds(t *testing.T) {
	steady := []int{90, 92, 91, 90, 93, 92, 91, 90, 92, 91}
	points := course(20, func(i int) (int, int) {
		if i < 10 {
			return steady[i], 100
		}
		return []int{60, 91, 60, 58, 91, 1, 62, 90, 91, 92}[i-10], []int{100, 100, 100, 100, 100, 2, 100, 100, 100, 100}[i-10]
	})
	got := signal.Follow(signal.Share, points)
	if len(got.Changes) != 1 {
		t.Fatalf("%+v", got.Changes)
	}
	c := got.Changes[0]
	if c.Above || c.Since != first.Plus(12) || c.Found != first.Plus(13) || c.Last != first.Plus(16) || c.Ended != first.Plus(17) || c.Reason != signal.Back || c.Weeks != 3 {
		t.Errorf("%+v", c)
	}
	if got.Weeks[15].Range != nil || got.Weeks[7].Range != nil || got.Weeks[8].Range == nil {
		t.Error("a week is judged when it and eight before it have enough cases")
	}
}

func TestFollow_WhatLastsIsUsualInTheEnd(t *testing.T) {
	for name, c := range map[string]struct {
		later  int // cases a week
		reason signal.Reason
	}{"as many cases": {100, signal.Settled}, "no cases any more": {0, signal.Silent}} {
		got := signal.Follow(signal.Share, course(60, func(i int) (int, int) {
			switch {
			case i < 20:
				return 91 + i%2, 100
			case i < 22:
				return 60, 100
			}
			return c.later * 6 / 10, c.later
		}))
		if len(got.Changes) != 1 || got.Changes[0].Reason != c.reason {
			t.Errorf("%s: %+v", name, got.Changes)
		}
	}
}

// The example of docs/signals.md, worked there by hand.
func TestFollow_WorkedExample(t *testing.T) {
	hours := []int{6, 5, 7, 6, 6, 5, 7, 6, 6, 7, 5, 6, 9, 10}
	got := signal.Follow(signal.Time, course(14, func(i int) (int, int) { return 60 * 50 * hours[i], 50 }))
	r := got.Weeks[12].Range
	if r == nil || math.Round(r.Expected) != 360 || math.Round(r.Low) != 250 || math.Round(r.High) != 519 {
		t.Fatalf("%+v", r)
	}
	if len(got.Changes) != 1 || got.Changes[0].Since != first.Plus(12) || got.Changes[0].Found != first.Plus(13) || !got.Changes[0].Above {
		t.Errorf("%+v", got.Changes)
	}
}

func TestParseWeek(t *testing.T) {
	for text, slug := range map[string]string{"2026-11-23": "", "2026-11-24": "week-invalid", "2026-W48": "week-invalid", "": "week-invalid"} {
		if _, err := signal.ParseWeek(text); err != nil && !problem.Is(err, slug) || err == nil && slug != "" {
			t.Errorf("%q: %v", text, err)
		}
	}
	if w := signal.WeekOf(time.Date(2026, 11, 29, 23, 59, 0, 0, time.UTC)); w != "2026-11-23" || w.End() != time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC) {
		t.Error(w, w.End())
	}
}
