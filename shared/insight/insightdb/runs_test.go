//go:build emulator

package insightdb_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var runAt = time.Date(2026, 12, 15, 3, 0, 0, 0, time.UTC)

func runs(t *testing.T) insightdb.Runs {
	t.Helper()
	client, table := kit.Table(t, "InsightTable")
	return insightdb.Runs{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

func TestRuns_SayHowFarTheyHaveCome(t *testing.T) {
	s := runs(t)
	asked := insight.Run{ID: "2026-11-correction-1f", Kind: insight.Correction, Month: "2026-11", State: insight.Final, Reason: "Late answers", By: "nils", Body: "b", At: runAt}
	if _, fresh, err := s.Ask(t.Context(), asked); err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	if there, fresh, err := s.Ask(t.Context(), insight.Run{ID: asked.ID, Body: "other"}); err != nil || fresh || there.Body != "b" {
		t.Error("asked for twice:", there, fresh, err)
	}
	if _, err := s.Take(t.Context(), asked.ID, runAt, runAt.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(t.Context(), asked.ID, runAt.Add(30*time.Second), runAt.Add(time.Hour)); !problem.Is(err, "report-run-busy") {
		t.Error("taken up by two:", err)
	}
	for _, err := range []error{
		s.Counted(t.Context(), asked.ID, "reports/2026-11/counted/0f.json", 3, 2),
		s.Did(t.Context(), asked.ID, "GBA", true, ""), s.Did(t.Context(), asked.ID, "GBA", false, ""),
		s.Did(t.Context(), asked.ID, "DEA", false, strings.Repeat("no room ", 100)), s.Did(t.Context(), asked.ID, "FRA", false, "throttled"), s.Did(t.Context(), asked.ID, "FRA", false, ""),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	want := asked
	want.Counts, want.Total, want.Done, want.Made, want.Begun, want.Differed = "reports/2026-11/counted/0f.json", 3, []principal.OperatorCode{"FRA", "GBA"}, 1, 1, 2
	want.Held = runAt.Add(time.Minute)
	want.Failed = map[principal.OperatorCode]string{"DEA": strings.Repeat("no room ", 100)[:500]}
	got, err := s.Runs(t.Context(), 5)
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	if d := cmp.Diff(want, got[0]); d != "" {
		t.Error(d)
	}
	if err := s.Leave(t.Context(), asked.ID, time.Time{}, 1); err != nil {
		t.Fatal(err)
	}
	again, err := s.Take(t.Context(), asked.ID, runAt, runAt.Add(time.Minute))
	if err != nil || again.Begun != 2 || !again.Ended.IsZero() {
		t.Error("it is taken up again:", again, err)
	}
	if err := s.Leave(t.Context(), asked.ID, runAt.Add(time.Second), 2); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Runs(t.Context(), 5); err != nil || !got[0].Ended.Equal(runAt.Add(time.Second)) || got[0].Mailed != 2 {
		t.Error(got, err)
	}
}

func TestRuns_LatestMonthFirst(t *testing.T) {
	s := runs(t)
	for _, id := range []string{"2026-11-provisional", "2027-01-final", "2026-11-final"} {
		if _, _, err := s.Ask(t.Context(), insight.Run{ID: insight.RunID(id), Month: insight.Month(id[:7]), At: runAt}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Runs(t.Context(), 2)
	if err != nil || len(got) != 2 || got[0].ID != "2027-01-final" || got[1].ID != "2026-11-provisional" {
		t.Error(got, err)
	}
}

// The budgets of docs/data-model.md.
func TestRuns_Capacity(t *testing.T) {
	s := runs(t)
	id := insight.RunID("2026-11-final")
	if _, _, err := s.Ask(t.Context(), insight.Run{ID: id, Kind: insight.OnSchedule, Month: "2026-11", State: insight.Final, At: runAt}); err != nil {
		t.Fatal(err)
	}
	asked := s.Meter.Reset()
	if _, err := s.Take(t.Context(), id, runAt, runAt.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if err := s.Counted(t.Context(), id, "reports/2026-11/counted/"+strings.Repeat("0", 64)+".json", 200, 0); err != nil {
		t.Fatal(err)
	}
	taken := s.Meter.Reset()
	for i := range 200 {
		if err := s.Did(t.Context(), id, principal.OperatorCode("A"+string(rune('A'+i/20))+string(rune('A'+i%20))), true, ""); err != nil {
			t.Fatal(err)
		}
	}
	each := s.Meter.Reset() / 200
	if _, err := s.Runs(t.Context(), 200); err != nil {
		t.Fatal(err)
	}
	list := s.Meter.Reset()
	t.Logf("ask %.1f, take up and count %.1f, each of 200 operators %.1f WRU, list %.1f RRU", asked, taken, each, list)
	if asked > 1 || taken > 2 || each > 2 || list > 1 {
		t.Errorf("ask %.1f (1), take up and count %.1f (2), each operator %.1f (2), list %.1f (1)", asked, taken, each, list)
	}
}
