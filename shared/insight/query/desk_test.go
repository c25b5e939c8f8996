package query_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// world is an engine that answers after some looks, a lake of a size, and a shelf in memory.
type world struct {
	started  []query.Statement
	startErr error
	looks    int // until it is done
	end      query.Progress
	size     int64
	asked    map[string]query.Asked
	spent    map[string]int64
	rows     []map[string]string
	between  func() // what another does before a query is kept; once
}

func (w *world) Start(_ context.Context, s query.Statement) (string, error) {
	w.started = append(w.started, s)
	return strconv.Itoa(len(w.started)), w.startErr
}

func (w *world) Progress(context.Context, string) (query.Progress, error) {
	if w.looks--; w.looks >= 0 {
		return query.Progress{State: query.Running}, nil
	}
	return w.end, nil
}

func (w *world) Rows(context.Context, string) ([]map[string]string, error) {
	return w.rows, nil
}

func (w *world) Bytes(_ context.Context, _ string, spans []query.Span) (int64, error) {
	return w.size * int64(len(spans)), nil
}

func (w *world) Asked(_ context.Context, id string) (query.Asked, error) {
	if a, ok := w.asked[id]; ok {
		return a, nil
	}
	return query.Asked{}, query.Unknown()
}

func (w *world) Keep(_ context.Context, a query.Asked, _ time.Time) (bool, error) {
	if between := w.between; between != nil {
		w.between = nil
		between()
	}
	if _, there := w.asked[a.ID]; there {
		return false, nil
	}
	w.asked[a.ID] = a
	return true, nil
}

func (w *world) Settle(_ context.Context, a query.Asked) error {
	if w.asked[a.ID].State == query.Running {
		w.asked[a.ID] = a
		w.spent[string(a.Owner)] += a.Scanned - a.Estimate
	}
	return nil
}

func (w *world) Spend(_ context.Context, owner principal.OperatorCode, _ string, bytes, limit int64) error {
	if w.spent[string(owner)]+bytes > limit {
		return query.ErrSpent
	}
	w.spent[string(owner)] += bytes
	return nil
}

func (w *world) Spent(_ context.Context, owner principal.OperatorCode, _ string) (int64, error) {
	return w.spent[string(owner)], nil
}

func desk(size int64) (*query.Desk, *world) {
	w := &world{size: size, asked: map[string]query.Asked{}, spent: map[string]int64{}, end: query.Progress{State: query.Done, Scanned: 30},
		rows: []map[string]string{{"centre": "GBA-DON", "due": "4", "on_time": "3"}}}
	return &query.Desk{Engine: w, Sizes: w, Shelf: w, Terms: query.Terms{QueryBytes: 1000, DayBytes: 1500, BilledBytes: 10, FreshSeconds: 120, KeptHours: 24}}, w
}

// otherSide is not that of november.
var otherSide = []insight.Side{insight.Requester}

func TestAsk_TheSameAgain_IsTheSameQuery(t *testing.T) {
	k, w := desk(400)
	first, err := k.Ask(t.Context(), november(), gba, now)
	if err != nil {
		t.Fatal(err)
	}
	again, err := k.Ask(t.Context(), november(), gba, now.Add(time.Minute))
	if err != nil || again.ID != first.ID || len(w.started) != 1 || w.spent["GBA"] != 400 {
		t.Errorf("%+v, %v: started %d, spent %d", again, err, len(w.started), w.spent["GBA"])
	}
	for name, ask := range map[string]func() (query.Asked, error){
		"another operator": func() (query.Asked, error) { return k.Ask(t.Context(), november(), query.Viewer{Operator: "DEA"}, now) },
		"minutes later":    func() (query.Asked, error) { return k.Ask(t.Context(), november(), gba, now.Add(2*time.Minute)) },
		"something else": func() (query.Asked, error) {
			return k.Ask(t.Context(), november(func(d *query.Definition) { d.Sides = otherSide }), gba, now)
		},
	} {
		if other, err := ask(); err != nil || other.ID == first.ID {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a statement reads at most is each partition as often as the statement names it: Trino runs a part of WITH anew wherever it is named.
func TestEstimate_CountsEachReading(t *testing.T) {
	k, _ := desk(100)
	for name, c := range map[string]struct {
		change func(*query.Definition)
		want   int64
	}{
		"steps of one side":           {func(*query.Definition) {}, 100},
		"steps of both":               {func(d *query.Definition) { d.Sides = sides }, 200},
		"compared":                    {func(d *query.Definition) { d.Sides, d.Compare = sides, query.WithBefore }, 400},
		"steps and events of both":    {func(d *query.Definition) { d.Sides, d.Measures = sides, []string{"on-time-reply", "requests"} }, 400},
		"outstanding of one side":     {func(d *query.Definition) { d.Measures = []string{"outstanding"} }, 200},
		"outstanding of both, events": {func(d *query.Definition) { d.Sides, d.Measures = sides, []string{"outstanding", "requests"} }, 600},
	} {
		if cost, err := k.Estimate(t.Context(), november(c.change), gba, now); err != nil || cost.Estimate != c.want {
			t.Errorf("%s: %d bytes at most, want %d (%v)", name, cost.Estimate, c.want, err)
		}
		s := compile(t, november(c.change), gba)
		answers := strings.Count(s.SQL, "JOIN answers ON")
		events := strings.Count(s.SQL, "\n  FROM happenings") - min(answers, 1) + answers // one of them is that of the answers
		if s.Scans["event"] != events || s.Scans["step"] != strings.Count(s.SQL, "\n  FROM steps") {
			t.Errorf("%s: %v are counted of\n%s", name, s.Scans, s.SQL)
		}
	}
	if s := query.OfMonth("2026-11"); s.Scans["event"] != 4 || s.Scans["step"] != 2 {
		t.Errorf("the monthly report reads %v", s.Scans)
	}
}

// Two who ask the same at the same moment have one query, which is paid for once; the engine knows by its token that it is one run.
func TestAsk_TheSameAtOnce_IsPaidForOnce(t *testing.T) {
	k, w := desk(400)
	var first query.Asked
	w.between = func() {
		var err error
		if first, err = k.Ask(t.Context(), november(), gba, now); err != nil {
			t.Error(err)
		}
	}
	second, err := k.Ask(t.Context(), november(), gba, now)
	if err != nil || second.ID != first.ID || second.Execution != first.Execution || w.spent["GBA"] != 400 {
		t.Errorf("%+v and %+v, %v: spent %d", first, second, err, w.spent["GBA"])
	}
	if len(w.started) != 2 || w.started[0].Token != w.started[1].Token || len(w.started[0].Token) != 32 {
		t.Errorf("%+v", w.started)
	}
	other, err := k.Ask(t.Context(), november(func(d *query.Definition) { d.Sides = sides }), gba, now)
	if err != nil || w.started[2].Token == w.started[0].Token || other.ID == first.ID {
		t.Error("another question is another run:", err)
	}
}

func TestAsk_TooMuch_DoesNotRun(t *testing.T) {
	k, w := desk(800)
	_, err := k.Ask(t.Context(), november(func(d *query.Definition) { d.Compare = query.WithBefore }), gba, now)
	if !problem.Is(err, "query-too-large") || problem.As(err).Extra["estimatedBytes"] != int64(1600) || len(w.started) != 0 || w.spent["GBA"] != 0 {
		t.Error(err, w.spent)
	}
	if _, err := k.Ask(t.Context(), november(), gba, now); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Ask(t.Context(), november(func(d *query.Definition) { d.Sides = otherSide }), gba, now); !problem.Is(err, "query-budget-spent") || len(w.started) != 1 {
		t.Error(err)
	}
	if cost, err := k.Estimate(t.Context(), november(), gba, now); err != nil || cost.Fits() || cost != (query.Cost{Estimate: 800, QueryLimit: 1000, DaySpent: 800, DayLimit: 1500}) {
		t.Errorf("%+v, %v", cost, err)
	}
	if _, err := k.Ask(t.Context(), november(), query.Viewer{Operator: "DEA"}, now); err != nil {
		t.Error("another operator's day is its own", err)
	}
}

func TestAsk_WhatDoesNotStart_IsGivenBack(t *testing.T) {
	k, w := desk(400)
	w.startErr = errors.New("no")
	if _, err := k.Ask(t.Context(), november(), gba, now); err == nil || w.spent["GBA"] != 0 || len(w.asked) != 0 {
		t.Error(err, w.spent)
	}
}

func TestAwait_WaitsAndSettlesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, w := desk(400)
		w.looks = 3
		a, err := k.Ask(t.Context(), november(), gba, now)
		if err != nil {
			t.Fatal(err)
		}
		done, result, err := k.Await(t.Context(), a, gba, time.Minute)
		if err != nil || done.State != query.Done || result.Total.Counts.Due != 4 || w.spent["GBA"] != 30 {
			t.Errorf("%+v %+v %v: spent %v", done, result, err, w.spent)
		}
		found, err := k.Find(t.Context(), a.ID, gba)
		if err != nil || found.Scanned != 30 {
			t.Error(found, err)
		}
		if _, again, err := k.Look(t.Context(), found, gba); err != nil || again.Total.Counts.Due != 4 || w.spent["GBA"] != 30 {
			t.Errorf("%+v, %v: spent %v", again, err, w.spent)
		}
	})
}

func TestAwait_LosesPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, w := desk(400)
		w.looks = 1 << 30
		a, err := k.Ask(t.Context(), november(), gba, now)
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if a, _, err = k.Await(t.Context(), a, gba, 5*time.Second); err != nil || a.State != query.Running || time.Since(began) != 5*time.Second {
			t.Error(a.State, err, time.Since(began))
		}
	})
}

func TestLook_AFailedQuery_IsSaidAndBilled(t *testing.T) {
	k, w := desk(400)
	w.end = query.Progress{State: query.Failed, Scanned: 0, Reason: "bytes scanned limit"}
	a, err := k.Ask(t.Context(), november(), gba, now)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if a, _, err = k.Look(t.Context(), a, gba); !problem.Is(err, "query-failed") || w.spent["GBA"] != 10 {
			t.Error(err, w.spent)
		}
	}
}

func TestFind_SomebodyElses_IsUnknown(t *testing.T) {
	k, _ := desk(400)
	a, err := k.Ask(t.Context(), november(), gba, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []query.Viewer{{Operator: "DEA"}, {}, network, {Operator: insight.Network}} {
		if _, err := k.Find(t.Context(), a.ID, v); !problem.Is(err, query.UnknownSlug) {
			t.Errorf("%+v: %v", v, err)
		}
	}
	n, err := k.Ask(t.Context(), november(), network, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Find(t.Context(), n.ID, gba); !problem.Is(err, query.UnknownSlug) {
		t.Error(err)
	}
}

func TestFind_WhatASupervisorAskedAboutAgents_IsUnknownToTheirColleagues(t *testing.T) {
	k, _ := desk(400)
	a, err := k.Ask(t.Context(), november(func(d *query.Definition) { byAgent(d) }), head, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Find(t.Context(), a.ID, head); err != nil {
		t.Error(err)
	}
	if _, err := k.Find(t.Context(), a.ID, gba); !problem.Is(err, query.UnknownSlug) {
		t.Error("figures by agent are fetched by their id:", err)
	}
}

func TestFind_OtherPostsSums_AreGoneWhenTheNetworkNoLongerAgrees(t *testing.T) {
	k, _ := desk(400)
	agreed := query.Viewer{Operator: "GBA", Shared: true}
	a, err := k.Ask(t.Context(), november(everyone), agreed, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Find(t.Context(), a.ID, agreed); err != nil {
		t.Error(err)
	}
	if _, err := k.Find(t.Context(), a.ID, gba); !problem.Is(err, query.UnknownSlug) {
		t.Error(err)
	}
}
