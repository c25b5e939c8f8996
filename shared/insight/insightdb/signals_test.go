//go:build emulator

package insightdb_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const week signal.Week = "2026-11-16"

// slower is a signal with everything that one can have.
func slower(about signal.About, name string) signal.Signal {
	s := signal.Signal{ID: "s-" + string(about) + name, Subject: signal.Subject{Operator: "GBA", About: about, Name: name}, Side: insight.Requester, Metric: "time-to-reply", Above: true,
		Verdict: signal.Worse, Since: week.Plus(-1), Found: week, Last: week, Weeks: 2, Part: 54000, Whole: 100, Value: 540, Expected: 360, Low: 250, High: 519, Sure: signal.Likely,
		Where: []signal.Where{{By: "step", Name: signal.Opening, Part: 0.9, Value: 300, Before: 120}}, Begun: runAt}
	for i := range 14 {
		s.Weekly = append(s.Weekly, signal.Judged{Point: signal.Point{Week: week.Plus(i - 13), Part: 18000, Whole: 50}, Range: &signal.Range{Expected: 360, Low: 250, High: 519}})
	}
	return s
}

func card(s signal.Signal) signal.Signal {
	s.Weekly, s.Where = nil, nil
	return s
}

func TestSignals_LiveOnTheirLists(t *testing.T) {
	client, table := kit.Table(t, "InsightTable")
	db := insightdb.Signals{Client: client, Table: table, Meter: &dynamo.Meter{}}
	whole, link := slower(signal.Operator, ""), slower(signal.Link, "DEA")
	spent := map[string]float64{}
	did := func(name string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(name, err)
		}
		spent[name] = db.Meter.Reset()
	}
	did("keep an operator's", db.Keep(t.Context(), whole, nil))
	did("keep a link's", db.Keep(t.Context(), link, nil))
	list := func(of string, open bool, subject string) (ids []string) {
		t.Helper()
		for position := map[string]string(nil); ; {
			page, next, err := db.Page(t.Context(), principal.OperatorCode(of), signal.Page{Open: open, Subject: subject, Limit: 1, Position: position})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range page {
				ids = append(ids, s.ID)
			}
			if position = next; next == nil {
				return ids
			}
		}
	}
	if got := fmt.Sprint(list("GBA", true, ""), list("NETWORK", true, ""), list("GBA", true, "link:DEA"), list("GBA", false, ""), list("DEA", true, "")); got != "[s-operator s-linkDEA] [s-operator] [s-linkDEA] [] []" {
		t.Error(got)
	}
	db.Meter.Reset()
	seen := signal.Seen{By: "olga", At: runAt, Note: "Bonn moves"}
	did("see", db.See(t.Context(), link, seen))
	goesOn := link // as a run that began before it was seen
	goesOn.Weeks, goesOn.Last = 3, week.Plus(1)
	did("go on", db.Keep(t.Context(), goesOn, &link))
	got, err := db.Signal(t.Context(), link.ID)
	did("find", err)
	goesOn.Seen = &seen
	if d := cmp.Diff(goesOn, got); d != "" {
		t.Error(d)
	}
	ended := goesOn
	ended.Ended, ended.Reason = week.Plus(2), signal.Back
	did("end", db.Keep(t.Context(), ended, &goesOn))
	if err := db.See(t.Context(), goesOn, seen); !problem.Is(err, "signal-unknown") {
		t.Error("a card that moved:", err)
	}
	cards, err := db.Cards(t.Context(), "GBA")
	did("cards", err)
	if d := cmp.Diff([]signal.Signal{card(ended), card(whole)}, cards); d != "" {
		t.Error(d)
	}
	if err := db.Drop(t.Context(), whole); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(list("GBA", true, ""), list("NETWORK", true, ""), list("GBA", false, "")); got != "[] [] [s-linkDEA]" {
		t.Error(got)
	}
	if _, err := db.Signal(t.Context(), whole.ID); !problem.Is(err, "signal-unknown") {
		t.Error(err)
	}
	for name, budget := range map[string]float64{"keep an operator's": 8, "keep a link's": 6, "see": 6, "go on": 6, "find": 1, "end": 8, "cards": 1} { // docs/data-model.md
		if spent[name] > budget {
			t.Errorf("%s: %.1f units, %.1f budgeted", name, spent[name], budget)
		}
	}
}

func TestSignals_Progress(t *testing.T) {
	client, table := kit.Table(t, "InsightTable")
	db := insightdb.Signals{Client: client, Table: table, Meter: &dynamo.Meter{}}
	for _, want := range []signal.Progress{{}, {Through: week}, {Through: week, Told: week}} {
		if want.Through != "" {
			if err := db.Note(t.Context(), want); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := db.Progress(t.Context()); err != nil || got != want {
			t.Error(got, err)
		}
	}
	if used := db.Meter.Reset(); used > 5 {
		t.Errorf("three reads and two writes cost %.1f units (5)", used)
	}
}

func TestLetters_LieApartFromThoseOfReports(t *testing.T) {
	client, table := kit.Table(t, "InsightTable")
	reports := insightdb.Subscriptions{Client: client, Table: table}
	signals := insightdb.Letters{Subscriptions: reports}
	one := insight.Subscription{Operator: "GBA", Subject: "ana", Language: "en", By: "ana", Since: runAt}
	if err := signals.PutSubscription(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	all, err := signals.Subscribers(t.Context(), "GBA")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]insight.Subscription{one}, all); d != "" {
		t.Error(d)
	}
	if others, err := reports.Subscribers(t.Context(), "GBA"); err != nil || len(others) != 0 {
		t.Error(others, err)
	}
	said := ""
	for _, w := range []signal.Week{week, week, week.Plus(1)} {
		ok, err := signals.ClaimSignals(t.Context(), "GBA", w, "ana", runAt)
		said += fmt.Sprint(ok, err, " ")
	}
	if said != "true <nil> false <nil> true <nil> " {
		t.Error(said)
	}
	if err := signals.UnclaimSignals(t.Context(), "GBA", week, "ana"); err != nil {
		t.Fatal(err)
	}
	if ok, err := signals.ClaimSignals(t.Context(), "GBA", week, "ana", runAt); !ok || err != nil {
		t.Error(ok, err)
	}
	if err := signals.DeleteSubscription(t.Context(), "GBA", "ana"); err != nil {
		t.Fatal(err)
	}
	if all, err := signals.Subscribers(t.Context(), "GBA"); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}

func TestHistories_AreReadAsTheyWereWritten(t *testing.T) {
	client, bucket := kit.Bucket(t)
	files := insightdb.Histories{Files: insightdb.Files{Client: client, Bucket: bucket}}
	h, err := files.History(t.Context(), "GBA")
	if err != nil || len(h.Cells) != 0 || h.Judged != "" {
		t.Fatalf("%+v, %v", h, err)
	}
	h.Put(week, []signal.Cell{{Week: week, Side: insight.Replier, Partner: "DEA", Product: "EMS", Counts: insight.Counts{Requests: 3, Due: 2, OnTime: 1}},
		{Week: week, Side: insight.Requester, Centre: "GBA-DON", Partner: "FRA", Product: "PPR", Counts: insight.Counts{Requests: 1, ReplyMinutes: 90, RepliesTimed: 1}}}, runAt)
	h.Put(week.Plus(1), nil, runAt.Add(time.Hour))
	h.Judged = week.Plus(1)
	if err := files.PutHistory(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	got, err := files.History(t.Context(), "GBA")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(h, got); d != "" {
		t.Error(d)
	}
}

// The month of docs/metrics.md by weeks, as far as GBA answers: G was due on 31 October; D was returned and replied in the week of the 9th, and due in the next;
// E was due on the 30th and replied the day after.
func TestWeeks_OfTheWorkedMonth(t *testing.T) {
	athena := put(t, november(t))
	var weeks []signal.Week
	for w := signal.Week("2026-10-26"); w <= "2026-11-30"; w = w.Plus(1) {
		weeks = append(weeks, w)
	}
	cells, err := athena.Weeks(t.Context(), weeks)
	if err != nil {
		t.Fatal(err)
	}
	got := map[signal.Week][2]int{} // replies timed, answers due
	for _, c := range cells["GBA"] {
		if c.Side == insight.Replier && c.Counts.RepliesTimed+c.Counts.Due > 0 {
			n := got[c.Week]
			got[c.Week] = [2]int{n[0] + c.Counts.RepliesTimed, n[1] + c.Counts.Due}
		}
		if c.Partner != "DEA" {
			t.Errorf("%+v", c)
		}
	}
	if d := cmp.Diff(map[signal.Week][2]int{"2026-10-26": {0, 1}, "2026-11-09": {2, 0}, "2026-11-16": {0, 1}, "2026-11-30": {1, 1}}, got); d != "" {
		t.Error(d)
	}
}
