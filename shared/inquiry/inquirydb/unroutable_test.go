//go:build emulator

package inquirydb_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// unroutable asks an operator that has no call centre.
func (s system) unroutable(t testing.TB, n int) inquiry.ID {
	t.Helper()
	cmd := ask(t, n)
	cmd.Destination = "FRA"
	q := step(t)(s.Raise(t.Context(), ana, cmd, monday))
	if err := s.Route(t.Context(), q.ID, monday); err != nil {
		t.Fatal(err)
	}
	return q.ID
}

func TestUnroutable_IsTriedAgain_WithoutAFurtherStep(t *testing.T) {
	s, step := start(t), step(t)
	id := s.unroutable(t, 1)
	step(s.Note(t.Context(), ana, id, inquiry.Words{Text: "Nobody there"}, monday.Add(3*time.Hour)))
	retries := 0
	for now := monday; now.Before(monday.AddDate(0, 0, 40)); now = now.Add(time.Hour) {
		s.meter.Reset()
		if _, err := s.CheckDeadlines(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		if s.meter.Reset() > 3.5 {
			retries++
		}
	}
	if retries != 239 { // every four hours, whatever was noted
		t.Errorf("%d retries", retries)
	}
	d := s.look(t, gina, id)
	if got := kinds(d.History); !slices.Equal(got, []inquiry.Kind{inquiry.Sent, inquiry.Unroutable, inquiry.Noted}) {
		t.Fatal(got)
	}
	if want := inquiry.Fold(d.History); d.Inquiry.RetryAt.Before(want.RetryAt) || !cmp.Equal(want, changed(d.Inquiry, func(q *inquiry.Inquiry) { q.RetryAt = want.RetryAt })) {
		t.Error(cmp.Diff(want, d.Inquiry))
	}
	if rows, _, err := s.List(t.Context(), gina, "GBA-DON", inquiry.UnroutableFolder, inquiry.Page{Limit: 25}, monday); err != nil || len(rows) != 1 || rows[0].Inquiry.Unroutable != directory.NoCentre {
		t.Error(rows, err)
	}

	s.net.france = []directory.CallCentre{{ID: "FRA-PAR", Products: []string{"EMS"}}}
	now := monday.AddDate(0, 0, 41)
	if _, err := s.CheckDeadlines(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if q := s.look(t, claire, id).Inquiry; q.Replier.Centre != "FRA-PAR" || q.Unroutable != "" || !q.Clock.StartedAt.Equal(now) {
		t.Error(q.Replier, q.Unroutable, q.Clock.StartedAt)
	}
}

func TestUnroutable_CostsNoStep(t *testing.T) {
	s := start(t)
	s.unroutable(t, 1)
	s.meter.Reset()
	if _, err := s.CheckDeadlines(t.Context(), monday.Add(4*time.Hour)); err != nil {
		t.Fatal(err)
	}
	const rest, load, budget = 2.5, 2, 3 // the checker reads it, and the router does
	if got := s.meter.Reset(); got > rest+load+budget || got == 0 {
		t.Errorf("a try that changes nothing cost %.1f units", got)
	}
}

func TestReaddress_ByHand(t *testing.T) {
	s := start(t)
	id := s.unroutable(t, 1)
	for name, c := range map[string]struct {
		to    inquiry.Party
		field string
	}{
		"nobody":                    {inquiry.Party{Operator: "XXA"}, "operator"},
		"one without a call centre": {inquiry.Party{Operator: "FRA"}, "operator"},
		"somebody else's centre":    {inquiry.Party{Operator: "FRA", Centre: "DEA-FRA"}, "centre"},
		"no centre":                 {inquiry.Party{Operator: "DEA", Centre: "DEA-XXX"}, "centre"},
	} {
		_, err := s.Readdress(t.Context(), ana, id, 0, c.to, inquiry.Words{}, monday)
		if !problem.Is(err, "readdress-invalid") || problem.As(err).Fields[0].Name != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	now := monday.Add(time.Hour)
	q, err := s.Readdress(t.Context(), gina, id, 0, inquiry.Party{Operator: "DEA", Centre: "DEA-HAM"}, inquiry.Words{Text: "They know"}, now)
	if err != nil || q.Replier != (inquiry.Party{Operator: "DEA", Centre: "DEA-HAM"}) || !q.Clock.StartedAt.Equal(now) {
		t.Fatal(q, err)
	}
	d := s.look(t, emil, id)
	last := d.History[len(d.History)-1]
	if last.Kind != inquiry.Readdressed || *last.From != (inquiry.Party{Operator: "FRA"}) || last.By.Subject != "gina" || !cmp.Equal(inquiry.Fold(d.History), d.Inquiry) {
		t.Error(last, cmp.Diff(inquiry.Fold(d.History), d.Inquiry))
	}
	if got := s.counts(t, "GBA-DON"); !cmp.Equal(got, map[inquiry.Folder]int{inquiry.Waiting: 1}) {
		t.Error(got)
	}
	if _, err := s.Readdress(t.Context(), ana, id, 0, inquiry.Party{Operator: "DEA"}, inquiry.Words{}, now); !problem.Is(err, inquiry.NotAllowed) {
		t.Error("somebody has it", err)
	}
}

// What one operator notes stays its own when another one is asked instead.
func TestReaddress_WhoIsAskedInstead_SeesNothingPrivate(t *testing.T) {
	s, step := start(t), step(t)
	id := s.asked(t, 1)
	step(s.Note(t.Context(), bruno, id, inquiry.Words{Text: "Ours alone"}, monday))
	step(s.Service.Reply(t.Context(), bruno, id, 0, trn, monday.Add(time.Hour)))
	for _, c := range []directory.CentreID{"DEA-FRA", "DEA-HAM", "DEA-KOL"} {
		s.net.closed[c] = ""
	}
	r, err := s.store.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	rel, _ := s.net.InForce(t.Context(), monday)
	up, _, e, err := r.Inquiry.Escalate(nil, inquiry.Words{}, r.Request, inquiry.Arrival{}, directory.CentreClosed, rel, monday.Add(2*time.Hour), inquiry.Actor{Kind: inquiry.ByAgent, Operator: "GBA", Centre: "GBA-DON"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.Save(t.Context(), inquiry.Change{Before: r.Inquiry, After: up, Event: e}); err != nil {
		t.Fatal(err)
	}
	s.net.france = []directory.CallCentre{{ID: "FRA-PAR", Products: []string{"EMS"}}}
	step(s.Readdress(t.Context(), ana, id, 0, inquiry.Party{Operator: "FRA"}, inquiry.Words{}, monday.Add(3*time.Hour)))
	if got := kinds(s.look(t, claire, id).History); slices.Contains(got, inquiry.Noted) || !slices.Contains(got, inquiry.Readdressed) {
		t.Error(got)
	}
}

// changed is a value with a change.
func changed[T any](v T, how func(*T)) T {
	how(&v)
	return v
}
