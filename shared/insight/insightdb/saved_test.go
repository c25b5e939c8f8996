//go:build emulator

package insightdb_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func saved(t *testing.T) insightdb.Saved {
	t.Helper()
	client, table := kit.Table(t, "InsightTable")
	return insightdb.Saved{Client: client, Table: table, Meter: &dynamo.Meter{}}
}

// savedReport is a report with everything, as large as they usually are.
func savedReport(id, by string) query.Saved {
	return query.Saved{ID: query.SavedID(id), Owner: "GBA", By: by, Name: "On time by call centre", Description: "For the meeting on the first Monday", Chart: "bars",
		Question: query.Question{Definition: query.Definition{Measures: []string{"on-time-reply", "requests"}, Sides: both, Dimensions: []query.Dimension{query.Side, query.Centre},
			Filters: []query.Filter{{Dimension: query.Product, Values: []string{"EMS", "PPR"}}}, Compare: query.WithBefore}, Period: query.Period{Last: 3, Running: true}},
		Schedule: &query.Schedule{Every: "week", Weekday: 1, Format: insight.XLSX, Language: "de"}, Due: "2026-11-30", LastRun: &query.LastRun{At: askedThen, State: query.RunFailed, Reason: "query-too-large"},
		Version: 1, CreatedAt: askedThen, UpdatedAt: askedThen, Fingerprint: "F", Revision: 1}
}

func keysOf(t *testing.T, s insightdb.Saved) (out []string) {
	t.Helper()
	all, err := s.Client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &s.Table})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range all.Items {
		out = append(out, item["PK"].(*types.AttributeValueMemberS).Value+" | "+item["SK"].(*types.AttributeValueMemberS).Value)
	}
	slices.Sort(out)
	return out
}

func TestSaved_KeysAreFrozen_AndFollowTheReport(t *testing.T) {
	s, r := saved(t), savedReport("A1", "ana")
	step := func(name string, do error, want ...string) {
		t.Helper()
		if do != nil {
			t.Fatal(name, do)
		}
		if d := cmp.Diff(want, keysOf(t, s)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	step("new", s.PutSaved(t.Context(), nil, r), "SAVED#GBA#ana | A1", "SAVERS#22 | GBA#ana", "SCHEDULES | 2026-11-30#GBA#ana#A1")
	if got, err := s.Saved(t.Context(), "GBA", "ana", "A1"); err != nil || cmp.Diff(r, got) != "" {
		t.Error(err, cmp.Diff(r, got))
	}
	public := r
	public.Shared, public.Version = true, 2
	step("shared", s.PutSaved(t.Context(), &r, public), "SAVED#GBA | A1", "SAVERS#22 | GBA#ana", "SCHEDULES | 2026-11-30#GBA#ana#A1")
	public.Revision = 2
	later := public
	later.Due = "2026-12-07"
	step("next week", s.PutSaved(t.Context(), &public, later), "SAVED#GBA | A1", "SAVERS#22 | GBA#ana", "SCHEDULES | 2026-12-07#GBA#ana#A1")
	later.Revision = 3
	never := later
	never.Due, never.Schedule, never.LastRun = "", nil, nil
	step("no schedule", s.PutSaved(t.Context(), &later, never), "SAVED#GBA | A1", "SAVERS#22 | GBA#ana")
	never.Revision = 4
	if got, err := s.Saved(t.Context(), "GBA", "amir", "A1"); err != nil || cmp.Diff(never, got) != "" {
		t.Error("shared with a colleague:", err, cmp.Diff(never, got))
	}
	for name, stale := range map[string]error{"put": s.PutSaved(t.Context(), &later, never), "put anew": s.PutSaved(t.Context(), nil, public), "delete": s.DeleteSaved(t.Context(), later)} {
		if !errors.Is(stale, query.ErrChanged) {
			t.Errorf("%s over another revision: %v", name, stale)
		}
	}
	step("deleted", s.DeleteSaved(t.Context(), never), "SAVERS#22 | GBA#ana")
	step("forgotten", s.ForgetSaver(t.Context(), query.Saver{Owner: "GBA", Subject: "ana"}))
	if _, err := s.Saved(t.Context(), "GBA", "ana", "A1"); !problem.Is(err, "saved-report-unknown") {
		t.Error(err)
	}
}

func TestSaved_NobodyReadsWhatOthersKeep(t *testing.T) {
	s := saved(t)
	for _, r := range []struct {
		id, by string
		owner  principal.OperatorCode
		shared bool
	}{{"A1", "ana", "GBA", false}, {"A2", "ana", "GBA", true}, {"B1", "amir", "GBA", false}, {"D1", "dan", "DEA", true}, {"N1", "nils", insight.Network, true}} {
		one := savedReport(r.id, r.by)
		one.Owner, one.Shared = r.owner, r.shared
		if err := s.PutSaved(t.Context(), nil, one); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		owner   principal.OperatorCode
		subject string
		want    string
	}{{"GBA", "ana", "A1 A2"}, {"GBA", "amir", "A2 B1"}, {"GBA", "", "A2"}, {"DEA", "ana", "D1"}, {insight.Network, "mona", "N1"}, {"FRA", "ana", ""}} {
		all, err := s.Visible(t.Context(), c.owner, c.subject)
		if err != nil {
			t.Fatal(err)
		}
		ids := []string{}
		for _, one := range all {
			ids = append(ids, string(one.ID))
		}
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s of %s sees %q, not %q", c.subject, c.owner, got, c.want)
		}
	}
	if _, err := s.Saved(t.Context(), "GBA", "amir", "A1"); !problem.Is(err, "saved-report-unknown") {
		t.Error(err)
	}
	savers := map[query.Saver]bool{}
	for day := 1; day <= 28; day++ {
		some, err := s.Savers(t.Context(), day)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range some {
			savers[one] = true
		}
	}
	if len(savers) != 4 || !savers[query.Saver{Owner: insight.Network, Subject: "nils"}] {
		t.Error(savers)
	}
}

func TestSaved_DueComesInTheOrderOfDays(t *testing.T) {
	s := saved(t)
	for i, day := range []string{"2026-12-01", "2026-11-29", "2026-11-30", "2026-12-02"} {
		one := savedReport(fmt.Sprint("A", i), "ana")
		one.Due = day
		if err := s.PutSaved(t.Context(), nil, one); err != nil {
			t.Fatal(err)
		}
	}
	due := func(now time.Time, most int) (out []string) {
		all, err := s.Due(t.Context(), now, most)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all {
			out = append(out, r.Day+" "+string(r.Owner)+" "+r.By+" "+string(r.ID))
		}
		return out
	}
	first := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	if d := cmp.Diff([]string{"2026-11-29 GBA ana A1", "2026-11-30 GBA ana A2", "2026-12-01 GBA ana A0"}, due(first, 10)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"2026-11-29 GBA ana A1"}, due(first, 1)); d != "" {
		t.Error(d)
	}
	if got := due(first.Add(-time.Second), 10); len(got) != 2 {
		t.Error("a day begins at midnight, UTC:", got)
	}
}

// A person with a hundred of their own, in a post that shares two hundred: more are refused.
func TestSaved_CapacityOfTheLongestList(t *testing.T) {
	s := saved(t)
	var items []types.WriteRequest
	for i := range 300 {
		one := savedReport(fmt.Sprintf("A%025d", i), "ana")
		if one.Shared = i >= 100; one.Shared {
			one.By = "amir"
		}
		item, err := insightdb.WriteSaved(one)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, types.WriteRequest{PutRequest: &types.PutRequest{Item: item}})
	}
	for some := range slices.Chunk(items, 25) {
		if _, err := s.Client.BatchWriteItem(t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{s.Table: some}}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := s.Visible(t.Context(), "GBA", "ana")
	if err != nil || len(all) != 300 {
		t.Fatal(len(all), err)
	}
	if used := s.Meter.Reset(); used > 55 {
		t.Errorf("%.1f units, 55 budgeted", used)
	}
}

// The budgets of docs/data-model.md, of a person with ten reports among colleagues who share twenty.
func TestSaved_Capacity(t *testing.T) {
	s := saved(t)
	for i := range 29 {
		one := savedReport(fmt.Sprintf("A%025d", i), "ana")
		one.Shared = i >= 9
		if err := s.PutSaved(t.Context(), nil, one); err != nil {
			t.Fatal(err)
		}
	}
	s.Meter.Reset()
	r := savedReport("B0000000000000000000000000", "ana")
	changed, public, next := r, r, r
	changed.Description = "Another"
	changed.Revision, public.Revision, next.Revision = 1, 2, 3
	public.Shared, next.Shared, next.Due = true, true, "2026-12-07"
	gone := next
	gone.Revision = 4
	for _, c := range []struct {
		name   string
		do     func() error
		budget float64
	}{
		{"save one", func() error { return s.PutSaved(t.Context(), nil, r) }, 6},
		{"change one", func() error { return s.PutSaved(t.Context(), &r, changed) }, 1},
		{"share one", func() error { before := changed; before.Revision = 2; return s.PutSaved(t.Context(), &before, public) }, 4},
		{"claim a letter", func() error { before := public; before.Revision = 3; return s.PutSaved(t.Context(), &before, next) }, 6},
		{"look at one", func() error { _, err := s.Saved(t.Context(), "GBA", "ana", r.ID); return err }, 2},
		{"list thirty", func() error { _, err := s.Visible(t.Context(), "GBA", "ana"); return err }, 8},
		{"what is due", func() error { _, err := s.Due(t.Context(), askedThen.AddDate(0, 0, 5), 100); return err }, 1},
		{"who saved", func() error { _, err := s.Savers(t.Context(), 22); return err }, 1},
		{"delete one", func() error { return s.DeleteSaved(t.Context(), gone) }, 4},
		{"forget who saved", func() error { return s.ForgetSaver(t.Context(), query.Saver{Owner: "GBA", Subject: "ana"}) }, 1},
	} {
		if err := c.do(); err != nil {
			t.Fatal(c.name, err)
		}
		if used := s.Meter.Reset(); used > c.budget {
			t.Errorf("%s: %.1f units, %.1f budgeted", c.name, used, c.budget)
		}
	}
	all, err := s.Client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &s.Table})
	if err != nil {
		t.Fatal(err)
	}
	largest := 0
	for _, item := range all.Items {
		largest = max(largest, kit.ItemSize(t, item))
	}
	if largest > 700 { // the local engine does not count bytes that are read
		t.Errorf("a report has %d bytes: thirty are more than five read units", largest)
	}
}
