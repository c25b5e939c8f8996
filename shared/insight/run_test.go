package insight_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var nils = principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}

func TestDue_MakesUpWhatWasMissed(t *testing.T) {
	ended := func(id string, kind insight.RunKind) insight.Run {
		return insight.Run{ID: insight.RunID(id), Month: insight.Month(id[:7]), Kind: kind, Ended: time.Unix(1, 0)}
	}
	for _, c := range []struct {
		name  string
		known []insight.Run
		now   string
		want  []string
	}{
		{"the first run of all is of the month before", nil, "2026-12-01T03:00:00Z", []string{"2026-11-provisional"}},
		{"from the 15th on it is final", nil, "2026-12-15T03:00:00Z", []string{"2026-11-final"}},
		{"what is done is not done again", []insight.Run{ended("2026-11-provisional", insight.OnSchedule)}, "2026-12-14T03:00:00Z", []string{}},
		{"after the provisional one comes the final one", []insight.Run{ended("2026-11-provisional", insight.OnSchedule)}, "2026-12-15T03:00:00Z", []string{"2026-11-final"}},
		{"three months without a run", []insight.Run{ended("2026-08-final", insight.OnSchedule)}, "2026-12-02T03:00:00Z",
			[]string{"2026-09-final", "2026-10-final", "2026-11-provisional"}},
		{"a run that failed is taken up", []insight.Run{{ID: "2026-11-final", Kind: insight.OnSchedule, Month: "2026-11", State: insight.Final}}, "2026-12-16T03:00:00Z", []string{"2026-11-final"}},
		{"a correction that was not done, too", []insight.Run{ended("2026-11-final", insight.OnSchedule), ended("2026-10-final", insight.OnSchedule),
			{ID: "2026-10-correction-1f", Kind: insight.Correction, Month: "2026-10"}}, "2026-12-16T03:00:00Z", []string{"2026-10-correction-1f"}},
		{"what was made by hand counts for nothing", []insight.Run{ended("2025-01-hand-20260101T000000.000Z", insight.ByHand)}, "2026-12-16T03:00:00Z", []string{"2026-11-final"}},
		{"not farther back than twelve months", []insight.Run{ended("2024-01-final", insight.OnSchedule)}, "2026-12-16T03:00:00Z",
			[]string{"2025-12-final", "2026-01-final", "2026-02-final", "2026-03-final", "2026-04-final", "2026-05-final", "2026-06-final", "2026-07-final", "2026-08-final", "2026-09-final", "2026-10-final", "2026-11-final"}},
	} {
		got := []string{}
		for _, r := range insight.Due(c.known, at(t, c.now)) {
			got = append(got, string(r.ID))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestMakeDue_AMonthGoesByAndSubscribersAreToldOfEachEdition(t *testing.T) {
	w := &world{lines: due(1)}
	for _, day := range []string{"2026-12-01", "2026-12-02", "2026-12-14", "2026-12-15", "2026-12-16"} {
		if day == "2026-12-15" {
			w.lines = due(2) // an answer that came late
		}
		if _, err := w.maker().MakeDue(t.Context(), at(t, day+"T03:00:00Z")); err != nil {
			t.Fatal(err)
		}
	}
	if w.counted != 2 {
		t.Errorf("the lake was asked %d times, not twice", w.counted)
	}
	slices.Sort(w.letters)
	if d := cmp.Diff([]string{"monthly-2026-11-DEA final-v1", "monthly-2026-11-DEA provisional-v1", "monthly-2026-11-GBA final-v1", "monthly-2026-11-GBA provisional-v1",
		"monthly-2026-11-NETWORK final-v1", "monthly-2026-11-NETWORK provisional-v1"}, w.letters); d != "" {
		t.Error(d)
	}
}

func TestMake_GoesOnWhereItStoppedFromTheSameCounts(t *testing.T) {
	w := &world{lines: due(1)}
	m := w.maker()
	w.dies = 2 // one report is stored, then the function ends
	now := at(t, "2026-12-01T03:00:00Z")
	if _, err := m.MakeDue(t.Context(), now); err == nil {
		t.Fatal("a run that was cut off is told as done")
	}
	r := w.runs["2026-11-provisional"]
	if len(r.Done) != 1 || r.Total != 3 || !r.Ended.IsZero() || len(w.letters) != 1 {
		t.Fatalf("%+v, letters %v", r, w.letters)
	}
	w.dies, w.lines = 0, due(5) // what came meanwhile is the next run's
	if _, err := m.MakeDue(t.Context(), now.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	r = w.runs["2026-11-provisional"]
	if len(r.Done) != 3 || r.Made != 3 || r.Ended.IsZero() || len(r.Failed) != 0 || w.counted != 1 || len(w.letters) != 3 {
		t.Errorf("%+v, counted %d times, letters %v", r, w.counted, w.letters)
	}
	network := w.shelf[insight.ReportID{Month: "2026-11", Operator: insight.Network}]
	if w.shelf[gba].Total.AsReplier.Due != 1 || network.Total.AsReplier.Due != 1 {
		t.Errorf("GBA says %d due, the network %d", w.shelf[gba].Total.AsReplier.Due, network.Total.AsReplier.Due)
	}
}

// An operator whose report fails night after night holds up nobody's letters.
func TestMakeDue_WhoseReportIsMadeIsWrittenTo_WhateverFailsBesides(t *testing.T) {
	w := &world{lines: due(1), refuses: "reports/2026-11/DEA/"}
	for _, day := range []string{"2026-12-01", "2026-12-02"} {
		runs, err := w.maker().MakeDue(t.Context(), at(t, day+"T03:00:00Z"))
		if err == nil || len(runs) != 1 || !runs[0].Ended.IsZero() || runs[0].Stage(at(t, day+"T04:00:00Z")) != insight.RunStopped {
			t.Errorf("%s: %+v, %v", day, runs, err)
		}
	}
	slices.Sort(w.letters)
	if d := cmp.Diff([]string{"monthly-2026-11-GBA provisional-v1", "monthly-2026-11-NETWORK provisional-v1"}, w.letters); d != "" {
		t.Error(d)
	}
	w.refuses = ""
	if _, err := w.maker().MakeDue(t.Context(), at(t, "2026-12-15T03:00:00Z")); err != nil {
		t.Fatal(err)
	}
	w.refusesLetters = "GBA"
	w.lines = due(3)
	asked, err := insight.CorrectionRun(nils, "2026-11", "Answers of 30 November arrived late.", "k", at(t, "2026-12-20T03:00:00Z"))
	if err != nil {
		t.Fatal(err)
	}
	w.refuses = "reports/2026-11/NETWORK/"
	if _, err := w.maker().Make(t.Context(), asked, asked.At); err == nil || !strings.Contains(err.Error(), "mail report monthly-2026-11-GBA") || !strings.Contains(err.Error(), "report monthly-2026-11-NETWORK: store") {
		t.Error("both are told:", err)
	}
}

func TestMake_OnlyOneTakesARunUp(t *testing.T) {
	w := &world{lines: due(1)}
	m := w.maker()
	now := at(t, "2026-12-01T03:00:00Z")
	w.held["2026-11-provisional"] = now.Add(time.Minute)
	if runs, err := m.MakeDue(t.Context(), now); err != nil || w.counted != 0 {
		t.Error(runs, err)
	}
	if _, err := m.MakeDue(t.Context(), now.Add(time.Minute)); err != nil || w.counted != 1 {
		t.Error("its hold is over:", err)
	}
}

func TestCorrection_PutsAnotherVersionBesideAndSaysWhatChanged(t *testing.T) {
	w := &world{lines: due(1)}
	m := w.maker()
	if _, err := m.MakeDue(t.Context(), at(t, "2026-12-15T03:00:00Z")); err != nil {
		t.Fatal(err)
	}
	now := at(t, "2026-12-20T10:00:00Z")
	correct := func(key string) insight.Run {
		t.Helper()
		asked, err := insight.CorrectionRun(nils, "2026-11", "Answers of 30 November arrived late.", key, now)
		if err != nil {
			t.Fatal(err)
		}
		r, err := m.Make(t.Context(), asked, now)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := correct("a"); r.Made != 0 || w.shelf[gba].Edition.String() != "final-v1" {
		t.Errorf("a correction that corrects nothing made %d editions", r.Made)
	}
	w.lines = []insight.Line{{Side: insight.Replier, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Due: 3, OnTime: 2}}}
	if r := correct("b"); r.Made != 2 { // GBA's and the network's: nothing changed for DEA
		t.Errorf("%d editions", r.Made)
	}
	first, second := w.editions["monthly-2026-11-GBA final-v1"], w.editions["monthly-2026-11-GBA final-v2"]
	if second.Reason != "Answers of 30 November arrived late." || first.Total.AsReplier.Due != 1 || w.shelf[gba].Edition.String() != "final-v2" {
		t.Errorf("%+v", second)
	}
	var says []string
	for _, c := range insight.Changes(first, second) {
		says = append(says, fmt.Sprintf("%s %s %s %d/%d to %d/%d", c.Centre, c.Side, c.Metric.Code, c.Before.Part, c.Before.Whole, c.After.Part, c.After.Whole))
	}
	if d := cmp.Diff([]string{" replier on-time-reply 0/1 to 2/3", " replier on-time-by-people 0/1 to 2/3",
		"GBA-DON replier on-time-reply 0/1 to 2/3", "GBA-DON replier on-time-by-people 0/1 to 2/3"}, says); d != "" {
		t.Error(d)
	}
	if got := insight.Changes(second, second); len(got) != 0 {
		t.Error(got)
	}
	if !slices.Contains(w.letters, "monthly-2026-11-GBA final-v2") || slices.Contains(w.letters, "monthly-2026-11-DEA final-v2") {
		t.Error(w.letters)
	}
}

// Who was renamed since, and a call centre that is new, are no figures: the frozen edition stays, and a correction of another's figures does not touch them.
func TestCorrection_OfADirectoryThatChangedMakesNoEdition(t *testing.T) {
	frozen := []insight.Operator{{Code: "GBA", Name: "Royal Mail", Centres: []insight.Centre{{ID: "GBA-DON", Name: "Doncaster"}}}, {Code: "DEA", Name: "Deutsche Post", Centres: []insight.Centre{{ID: "DEA-BON", Name: "Bonn"}}}}
	for name, today := range map[string][]insight.Operator{
		"renamed":              {{Code: "GBA", Name: "Royal Mail plc", Centres: []insight.Centre{{ID: "GBA-DON", Name: "Doncaster North"}}}, frozen[1]},
		"a new call centre":    {{Code: "GBA", Name: "Royal Mail", Centres: []insight.Centre{{ID: "GBA-BEL", Name: "Belfast"}, {ID: "GBA-DON", Name: "Doncaster"}}}, frozen[1]},
		"a new operator":       {frozen[0], frozen[1], {Code: "FRA", Name: "La Poste", Centres: []insight.Centre{{ID: "FRA-PAR", Name: "Paris"}}}},
		"a call centre closed": {{Code: "GBA", Name: "Royal Mail"}, frozen[1]},
		"an operator gone":     {frozen[0]},
	} {
		w := &world{lines: due(1), operators: frozen}
		if _, err := w.maker().MakeDue(t.Context(), at(t, "2026-12-15T03:00:00Z")); err != nil {
			t.Fatal(err)
		}
		w.operators = today
		correct := func(key string, lines []insight.Line) insight.Run {
			w.lines = lines
			now := at(t, "2026-12-20T10:00:00Z")
			asked, err := insight.CorrectionRun(nils, "2026-11", "Answers of 30 November arrived late.", key, now)
			if err != nil {
				t.Fatal(err)
			}
			r, err := w.maker().Make(t.Context(), asked, now)
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		if r := correct("a", due(1)); r.Made != 0 || r.Ended.IsZero() || len(w.editions) != 3 {
			t.Errorf("%s: %d editions, %d in all", name, r.Made, len(w.editions))
		}
		if r := correct("b", due(2)); r.Made != 2 || w.shelf[insight.ReportID{Month: "2026-11", Operator: "DEA"}].Edition.String() != "final-v1" {
			t.Errorf("%s, another figure: %d editions", name, r.Made)
		}
		second := w.shelf[gba]
		var rows []string
		for _, row := range second.Rows {
			rows = append(rows, row.Name)
		}
		if d := cmp.Diff([]string{"Doncaster"}, rows); d != "" || second.Name != "Royal Mail" {
			t.Errorf("%s: %s is about %s", name, second.Name, d)
		}
	}
}

// Whoever has figures now and was not known then is named as today.
func TestCorrection_OfACallCentreThatWasNotKnownNamesIt(t *testing.T) {
	w := &world{lines: due(1), operators: []insight.Operator{{Code: "GBA", Name: "Royal Mail", Centres: []insight.Centre{{ID: "GBA-DON", Name: "Doncaster"}}}}}
	if _, err := w.maker().MakeDue(t.Context(), at(t, "2026-12-15T03:00:00Z")); err != nil {
		t.Fatal(err)
	}
	w.operators = directory
	w.lines = append(due(1), insight.Line{Side: insight.Requester, Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Requests: 1}}, insight.Line{Side: insight.Replier, Operator: "DEA", Centre: "DEA-BON", Counts: insight.Counts{Requests: 1}})
	now := at(t, "2026-12-20T10:00:00Z")
	asked, err := insight.CorrectionRun(nils, "2026-11", "Answers of 30 November arrived late.", "k", now)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := w.maker().Make(t.Context(), asked, now); err != nil || r.Made != 3 {
		t.Fatal(r.Made, err)
	}
	names := []string{}
	for _, row := range append(w.shelf[gba].Rows, w.shelf[insight.ReportID{Month: "2026-11", Operator: "DEA"}].Rows...) {
		names = append(names, row.Name)
	}
	if d := cmp.Diff([]string{"Belfast", "Doncaster", "Bonn"}, names); d != "" {
		t.Error(d)
	}
}

func TestStage_SaysWhetherARunGoesOn(t *testing.T) {
	for _, c := range []struct {
		id    string
		kind  insight.RunKind
		state insight.State
		begun int
		now   string
		want  insight.RunStage
	}{
		{"2026-11-provisional", insight.OnSchedule, insight.Provisional, 1, "2026-12-14T10:00:00Z", insight.RunStopped},
		{"2026-11-provisional", insight.OnSchedule, insight.Provisional, 0, "2026-12-14T10:00:00Z", insight.RunWaits},
		{"2026-11-provisional", insight.OnSchedule, insight.Provisional, 1, "2026-12-15T00:00:00Z", insight.RunSuperseded},
		{"2026-11-provisional", insight.OnSchedule, insight.Provisional, 0, "2026-12-15T00:00:00Z", insight.RunSuperseded},
		{"2026-11-final", insight.OnSchedule, insight.Final, 1, "2026-12-15T10:00:00Z", insight.RunStopped},
		{"2026-11-final", insight.OnSchedule, insight.Final, 1, "2027-11-30T10:00:00Z", insight.RunStopped},
		{"2026-11-final", insight.OnSchedule, insight.Final, 1, "2027-12-01T10:00:00Z", insight.RunLeft},
		{"2026-11-hand-20261210T100000.000Z", insight.ByHand, insight.Provisional, 1, "2026-12-10T11:00:00Z", insight.RunLeft},
		{"2026-11-hand-20261210T100000.000Z", insight.ByHand, insight.Provisional, 1, "2026-12-20T11:00:00Z", insight.RunLeft},
		{"2026-01-correction-1f", insight.Correction, insight.Final, 1, "2028-12-20T11:00:00Z", insight.RunStopped},
		{"2026-01-correction-1f", insight.Correction, insight.Final, 0, "2026-12-20T11:00:00Z", insight.RunWaits},
	} {
		r := insight.Run{ID: insight.RunID(c.id), Kind: c.kind, Month: insight.Month(c.id[:7]), State: c.state, Begun: c.begun}
		if got := r.Stage(at(t, c.now)); got != c.want {
			t.Errorf("%s, begun %d times, at %s: %s, want %s", c.id, c.begun, c.now, got, c.want)
		}
		r.Held = at(t, c.now).Add(time.Minute)
		if got := r.Stage(at(t, c.now)); got != insight.RunRuns {
			t.Errorf("%s, held at %s: %s", c.id, c.now, got)
		}
		r.Ended = at(t, c.now)
		if got := r.Stage(at(t, c.now)); got != insight.RunDone {
			t.Errorf("%s, ended: %s", c.id, got)
		}
	}
}

// A report can be made again from what it was made from.
func TestCounted_GivesTheSameReportAgain(t *testing.T) {
	w := &world{lines: due(7)}
	if _, err := w.maker().MakeDue(t.Context(), at(t, "2026-12-15T03:00:00Z")); err != nil {
		t.Fatal(err)
	}
	r := w.shelf[gba]
	c, err := insight.ReadCounted(r.Counted, []byte(w.files[r.Counted]))
	if err != nil {
		t.Fatal(err)
	}
	for _, again := range insight.Build(c.Month, c.Lines, c.Operators) {
		if again.ReportID == gba {
			again.State, again.Until = r.State, r.Until
			a, _ := again.Digest()
			if b, _ := r.Digest(); a != b {
				t.Errorf("%+v is not %+v", again, r)
			}
		}
	}
	if _, err := insight.ReadCounted(r.Counted, []byte(strings.Replace(w.files[r.Counted], "7", "8", 1))); err == nil {
		t.Error("counts that were altered are taken")
	}
}

func TestMake_ComparesWithTheMonthAndTheYearBefore(t *testing.T) {
	w := &world{}
	for _, c := range []struct {
		month insight.Month
		due   int
	}{{"2025-10", 9}, {"2025-11", 3}, {"2026-09", 4}, {"2026-10", 5}, {"2026-11", 6}} {
		w.lines = due(c.due)
		if _, err := w.byHand(t, c.month, c.month.End().AddDate(0, 0, 20)); err != nil {
			t.Fatal(err)
		}
	}
	r := w.shelf[gba]
	if r.LastMonth == nil || r.LastMonth.Month != "2026-10" || r.LastMonth.Total.AsReplier.Due != 5 || r.LastYear == nil || r.LastYear.Total.AsReplier.Due != 3 {
		t.Errorf("%+v, %+v", r.LastMonth, r.LastYear)
	}
	var months []string
	for _, p := range r.TwelvePast {
		months = append(months, string(p.Month))
	}
	if d := cmp.Diff([]string{"2025-11", "2026-09", "2026-10"}, months); d != "" {
		t.Error(d)
	}
}

func TestCorrectionRun_IsRefusedWithTheReason(t *testing.T) {
	const reason = "Answers of 30 November arrived late."
	for _, c := range []struct{ reason, now, slug string }{
		{"", "2026-12-20T10:00:00Z", "correction-reason-invalid"}, {"   short   ", "2026-12-20T10:00:00Z", "correction-reason-invalid"}, {strings.Repeat("ü", 301), "2026-12-20T10:00:00Z", "correction-reason-invalid"},
		{reason, "2026-11-20T10:00:00Z", "month-not-over"}, {reason, "2026-10-20T10:00:00Z", "month-not-over"}, {reason, "2026-12-14T23:59:59Z", "report-not-final"},
	} {
		if _, err := insight.CorrectionRun(nils, "2026-11", c.reason, "k", at(t, c.now)); !problem.Is(err, c.slug) {
			t.Errorf("%q at %s: %v", c.reason, c.now, err)
		}
	}
	one, _ := insight.CorrectionRun(nils, "2026-11", reason, "k", at(t, "2026-12-20T10:00:00Z"))
	again, _ := insight.CorrectionRun(nils, "2026-11", reason, "k", at(t, "2026-12-21T10:00:00Z"))
	other, _ := insight.CorrectionRun(nils, "2026-11", reason, "l", at(t, "2026-12-20T10:00:00Z"))
	if one.ID != again.ID || one.ID == other.ID || one.Body != again.Body {
		t.Errorf("%s, %s, %s", one.ID, again.ID, other.ID)
	}
}

func TestEdition_IsReadAsItIsWritten(t *testing.T) {
	for _, e := range []insight.Edition{{insight.Provisional, 1}, {insight.Final, 12}} {
		if got, ok := insight.ParseEdition(e.String()); got != e || !ok {
			t.Errorf("%s is read as %v", e, got)
		}
	}
	for _, bad := range []string{"", "final", "final-v0", "final-v-1", "final-v01", "draft-v1", "final-v1x", "final-v1-v1"} {
		if e, ok := insight.ParseEdition(bad); ok {
			t.Errorf("%q is read as %v", bad, e)
		}
	}
}
