package signal_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// place is a lake, a shelf and a letter box in memory: GBA's past is that of the test of Find.
type place struct {
	weeks     int // queries' weeks
	histories map[principal.OperatorCode]*signal.History
	kept      map[string]signal.Signal
	wrote     int
	progress  signal.Progress
	letters   []signal.Letter
	claimed   map[string]bool
	broken    error // what keeping a history fails with
	refused   error // what sending a letter fails with
}

func (p *place) Weeks(_ context.Context, weeks []signal.Week) (map[principal.OperatorCode][]signal.Cell, error) {
	p.weeks += len(weeks)
	out := map[principal.OperatorCode][]signal.Cell{}
	for _, c := range past(40).Cells {
		for _, w := range weeks {
			if c.Week == w {
				out["GBA"] = append(out["GBA"], c)
			}
		}
	}
	return out, nil
}

func (p *place) History(_ context.Context, operator principal.OperatorCode) (*signal.History, error) {
	if h := p.histories[operator]; h != nil {
		return h, nil
	}
	return &signal.History{Operator: operator}, nil
}

func (p *place) PutHistory(_ context.Context, h *signal.History) error {
	if p.broken != nil {
		return p.broken
	}
	p.histories[h.Operator] = h
	return nil
}

func (*place) Operators(context.Context) ([]insight.Operator, error) {
	return []insight.Operator{{Code: "GBA", Name: "Royal Mail"}}, nil
}

func (p *place) Cards(context.Context, principal.OperatorCode) (out []signal.Signal, _ error) {
	for _, s := range p.kept {
		out = append(out, s)
	}
	return out, nil
}

func (p *place) Keep(_ context.Context, s signal.Signal, before *signal.Signal) error {
	if _, there := p.kept[s.ID]; there != (before != nil) {
		return errors.New("before is what was there")
	}
	p.kept[s.ID] = s
	p.wrote++
	return nil
}

func (p *place) Drop(_ context.Context, s signal.Signal) error {
	delete(p.kept, s.ID)
	return nil
}

func (p *place) Progress(context.Context) (signal.Progress, error) { return p.progress, nil }

func (p *place) Note(_ context.Context, progress signal.Progress) error {
	p.progress = progress
	return nil
}

func (*place) Subscribers(_ context.Context, list principal.OperatorCode) ([]insight.Subscription, error) {
	return []insight.Subscription{{Operator: list, Subject: "olga", Language: "de"}}, nil
}

func (*place) PutSubscription(context.Context, insight.Subscription) error { return nil }

func (*place) DeleteSubscription(context.Context, principal.OperatorCode, string) error { return nil }

func (p *place) ClaimSignals(_ context.Context, list principal.OperatorCode, w signal.Week, subject string, _ time.Time) (bool, error) {
	key := string(list) + string(w) + subject
	defer func() { p.claimed[key] = true }()
	return !p.claimed[key], nil
}

func (p *place) UnclaimSignals(_ context.Context, list principal.OperatorCode, w signal.Week, subject string) error {
	delete(p.claimed, string(list)+string(w)+subject)
	return nil
}

func (*place) Person(context.Context, string) (insight.Person, error) {
	return insight.Person{Operator: "GBA", Address: "olga@gba.example"}, nil
}

func (p *place) Signal(_ context.Context, id string) (signal.Signal, error) {
	s, ok := p.kept[id]
	if !ok {
		return s, signal.Unknown()
	}
	return s, nil
}

func (*place) Page(context.Context, principal.OperatorCode, signal.Page) ([]signal.Signal, map[string]string, error) {
	return nil, nil, nil
}

func (p *place) See(_ context.Context, s signal.Signal, seen signal.Seen) error {
	s.Seen = &seen
	p.kept[s.ID] = s
	return nil
}

func newPlace() (*place, *signal.Finder) {
	p := &place{histories: map[principal.OperatorCode]*signal.History{}, kept: map[string]signal.Signal{}, claimed: map[string]bool{}, progress: signal.Progress{Through: first.Plus(-1), Told: first.Plus(-1)}}
	return p, &signal.Finder{Log: slog.New(slog.DiscardHandler), Lake: p, Histories: p, Directory: p, Store: p, Mailer: &signal.Postman{Store: p, People: p,
		Send: func(_ context.Context, l signal.Letter) error {
			if p.refused == nil {
				p.letters = append(p.letters, l)
			}
			return p.refused
		}}}
}

// after is the night after the n-th week has been over for a day.
func after(n int) time.Time { return first.Plus(n).End().Add(29 * time.Hour) }

func TestFindDue_EachWeekOnceAndOneLetter(t *testing.T) {
	p, f := newPlace()
	for night := range 7 * 20 { // every night; the signals begin with the weeks 16 and 17
		if _, err := f.FindDue(t.Context(), first.End().Add(time.Duration(5+24*night)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if p.weeks != 20 || len(p.kept) == 0 {
		t.Errorf("%d weeks counted, %d signals", p.weeks, len(p.kept))
	}
	var own, network int
	for _, l := range p.letters {
		if l.List == insight.Network {
			network++
		} else {
			own++
		}
		for _, s := range l.Fresh {
			if s.Within != "" || l.List == insight.Network && s.Subject.About != signal.Operator {
				t.Errorf("%s is told %s", l.List, s.Subject)
			}
		}
	}
	if own != 1 || network > 1 {
		t.Errorf("%d letters to the operator, %d to the network", own, network)
	}
}

// Missed nights, and a run that breaks off, come to the same.
func TestFindDue_IsMadeUp(t *testing.T) {
	steady, f := newPlace()
	for n := range 20 {
		if _, err := f.FindDue(t.Context(), after(n)); err != nil {
			t.Fatal(err)
		}
	}
	p, g := newPlace()
	p.broken = errors.New("full")
	if _, err := g.FindDue(t.Context(), after(12)); !errors.Is(err, p.broken) || p.progress.Through != first.Plus(-1) {
		t.Fatal(err, p.progress.Through)
	}
	p.broken, p.refused = nil, errors.New("no post")
	if _, err := g.FindDue(t.Context(), after(19)); !errors.Is(err, p.refused) || p.progress.Through != first.Plus(19) || p.progress.Told != first.Plus(-1) {
		t.Fatal(err, p.progress)
	}
	p.refused = nil
	for _, n := range []int{19, 19} {
		if _, err := g.FindDue(t.Context(), after(n)); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.kept) != len(steady.kept) || p.progress.Through != steady.progress.Through {
		t.Errorf("%d signals through %s, %d through %s", len(p.kept), p.progress.Through, len(steady.kept), steady.progress.Through)
	}
	for id := range steady.kept {
		if _, ok := p.kept[id]; !ok {
			t.Error(steady.kept[id].Subject, "is missing")
		}
	}
	before := p.wrote
	if r, err := g.FindAgain(t.Context(), first.Plus(3), first.Plus(3), after(19)); err != nil || r.Fresh != 0 || p.wrote != before || len(p.letters) != len(steady.letters) {
		t.Errorf("counted again: %+v, %d writes, %d letters, %v", r, p.wrote-before, len(p.letters), err)
	}
}

// What somebody knows of is not mailed, and stays known while it goes on.
func TestSee_IsKnownWhileItGoesOn(t *testing.T) {
	p, f := newPlace()
	for n := range 18 {
		if _, err := f.FindDue(t.Context(), after(n)); err != nil {
			t.Fatal(err)
		}
	}
	olga := principal.Principal{Subject: "olga", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	dan := principal.Principal{Subject: "dan", Operator: "DEA", Roles: []principal.Role{principal.Supervisor}}
	for id := range p.kept {
		if _, err := signal.See(t.Context(), p, dan, id, "", after(18)); !problem.Is(err, "signal-unknown") {
			t.Error("strangers:", err)
		}
		if _, err := signal.See(t.Context(), p, olga, id, " Bonn moves. ", after(18)); err != nil {
			t.Error(err)
		}
	}
	if _, err := f.FindDue(t.Context(), after(18)); err != nil {
		t.Fatal(err)
	}
	for _, s := range p.kept {
		if s.Seen == nil || s.Seen.Note != "Bonn moves." || s.Seen.By != "olga" || s.Weeks < 2 {
			t.Errorf("%+v", s.Seen)
		}
	}
}

func TestDue(t *testing.T) {
	monday := time.Date(2026, 11, 30, 5, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		through signal.Week
		now     time.Time
		first   signal.Week
		n       int
	}{
		{"2026-11-16", monday, "", 0}, // the week before is not over for a day
		{"2026-11-16", monday.AddDate(0, 0, 1), "2026-11-23", 1},
		{"2026-11-02", monday.AddDate(0, 0, 1), "2026-11-09", 3},
		{"", monday.AddDate(0, 0, 1), signal.Week("2026-11-23").Plus(1 - signal.Kept), signal.Kept},
		{"2020-01-06", monday.AddDate(0, 0, 1), signal.Week("2026-11-23").Plus(1 - signal.Kept), signal.Kept},
	} {
		got := signal.Due(c.through, c.now)
		if len(got) != c.n || c.n > 0 && got[0] != c.first {
			t.Errorf("through %s at %s: %d weeks %v", c.through, c.now, len(got), got)
		}
	}
}

// By hand, many weeks are counted some at a time, and what is new in any of them is told once.
func TestFindAgain_TellsWhatNobodyKnew(t *testing.T) {
	p, f := newPlace()
	now := after(30)
	for i, c := range []struct {
		from, to int
		letters  int // so far, to the operator
	}{{0, 16, 0}, {17, 17, 1}, {0, 19, 1}, {19, 19, 1}} {
		r, err := f.FindAgain(t.Context(), first.Plus(c.from), first.Plus(c.to), now)
		if err != nil || len(r.Weeks) != c.to-c.from+1 {
			t.Fatal(r, err)
		}
		own := 0
		for _, l := range p.letters {
			if l.List == "GBA" {
				own++
			}
		}
		if own != c.letters {
			t.Errorf("run %d: %d letters", i, own)
		}
	}
	if p.progress.Through != first.Plus(-1) {
		t.Error("a run by hand changes what is due:", p.progress)
	}
}
