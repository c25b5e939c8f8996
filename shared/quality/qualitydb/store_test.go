//go:build emulator

package qualitydb_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/quality"
	"github.com/whereabouts-post/whereabouts/shared/quality/qualitydb"
)

var (
	sam = principal.Principal{Subject: "sam", Name: "Sam", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	ana = principal.Principal{Subject: "ana", Name: "Ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
)

// week is what a call centre did in the week before: Ana answered eight, of which the last is still open.
type week struct{ directory.Reader }

func id(n int) inquiry.ID { return inquiry.ID(fmt.Sprintf("01QUALITY%017d", n)) }

func (week) DoneSince(_ context.Context, centre directory.CentreID, since, _ time.Time) ([]inquiry.Done, bool, error) {
	out := []inquiry.Done{}
	if since.Weekday() == time.Tuesday && centre == "GBA-DON" {
		for n := range 8 {
			out = append(out, inquiry.Done{Centre: centre, By: inquiry.Assignee{Subject: "ana", Name: "Ana"}, Inquiry: id(n), Kind: inquiry.Replied})
		}
	}
	return out, true, nil
}

func (week) Load(_ context.Context, of inquiry.ID) (inquiry.Record, error) {
	state := inquiry.StateClosed
	if of == id(7) {
		state = inquiry.StateReplied
	}
	return inquiry.Record{Inquiry: inquiry.Inquiry{ID: of, State: state}}, nil
}

func (week) CallCentre(_ context.Context, centre directory.CentreID) (directory.CallCentre, error) {
	return directory.CallCentre{ID: centre, Operator: "GBA", Calendar: calendar.Spec{TimeZone: "Europe/London", Week: map[string][][2]string{"1": {{"09:00", "17:00"}}}}}, nil
}

func start(t *testing.T) (*quality.Service, *qualitydb.Store, *dynamo.Meter) {
	t.Helper()
	client, table := kit.Table(t, "QualityTable")
	meter := &dynamo.Meter{}
	store := &qualitydb.Store{Client: client, Table: table, Meter: meter}
	return &quality.Service{Store: store, Work: week{}, Directory: week{}}, store, meter
}

// A week is drawn once, scored by a supervisor, seen and answered by whose work it is, and adds up in its month.
func TestReview_FromTheDrawToTheAnswer(t *testing.T) {
	s, _, _ := start(t)
	ctx := t.Context()
	for i, want := range []quality.Drawn{{New: 3, All: 3}, {New: 0, All: 3}} {
		got, err := s.Draw(ctx, sam, "GBA-DON", "2026-W47", now)
		if err != nil || got != want {
			t.Fatal(i, got, err)
		}
	}
	all, err := s.List(ctx, sam, "GBA-DON", "2026-W47")
	if err != nil || len(all) != 3 {
		t.Fatal(all, err)
	}
	for _, r := range all {
		if r.Inquiry == id(7) {
			t.Error("an open inquiry was drawn")
		}
	}
	r := all[0]
	if _, err := s.Look(ctx, ana, r.ID); !problem.Is(err, "review-unknown") {
		t.Error("seen before it was reviewed", err)
	}
	if mine, err := s.Mine(ctx, ana); err != nil || len(mine) != 0 {
		t.Error(mine, err)
	}
	scores := map[string]int{"answersTheQuestion": 2, "rightByTracking": 1, "looked": 0, "clear": 2}
	for _, c := range []struct { // in this order: whose work it is sees a review once it is scored
		name string
		by   principal.Principal
		seen int
		slug string
	}{{"an agent", ana, directory.Any, "review-unknown"}, {"at another version", sam, 7, "review-changed"}, {"the supervisor", sam, r.Version, ""}} {
		if got, err := s.Score(ctx, c.by, r.ID, c.seen, scores, quality.Words{Text: "Write down whom you called.", Language: "en"}, now); c.slug != "" && !problem.Is(err, c.slug) || c.slug == "" && (err != nil || got.Version != 2) {
			t.Error(c.name, got, err)
		}
	}
	for range 2 { // an answer of which the answer was lost is sent again
		if got, err := s.Answer(ctx, ana, r.ID, quality.Words{Text: "I will.", Language: "en"}, now); err != nil || got.Answer != "I will." {
			t.Error(got, err)
		}
	}
	if _, err := s.Answer(ctx, ana, r.ID, quality.Words{Text: "Or not."}, now); !problem.Is(err, "review-answered") {
		t.Error(err)
	}
	mine, err := s.Mine(ctx, ana)
	if err != nil || len(mine) != 1 || mine[0].Comment != "Write down whom you called." || mine[0].Scores["rightByTracking"] != 1 || mine[0].Answer != "I will." {
		t.Errorf("%+v %v", mine, err)
	}
	f, err := s.Month(ctx, sam, "GBA-DON", "2026-11")
	if err != nil || f.Drawn != 3 || f.Reviewed != 1 || f.Percent == nil || len(f.Averages) != 4 {
		t.Errorf("%+v %v", f, err)
	}
	if f, err := s.Month(ctx, sam, "GBA-DON", "2026-10"); err != nil || f.Drawn != 0 {
		t.Errorf("%+v %v", f, err)
	}
}

// A review that is scored again keeps nothing of what it said before.
func TestChange_RemovesWhatIsThereNoMore(t *testing.T) {
	s, store, _ := start(t)
	ctx := t.Context()
	if _, err := s.Draw(ctx, sam, "GBA-DON", "2026-W47", now); err != nil {
		t.Fatal(err)
	}
	all, err := s.List(ctx, sam, "GBA-DON", "2026-W47")
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]int{"answersTheQuestion": 2, "rightByTracking": 1, "looked": 0, "clear": 2}
	r, err := s.Score(ctx, sam, all[0].ID, all[0].Version, scores, quality.Words{Text: "Write down whom you called.", Language: "en"}, now)
	if err != nil {
		t.Fatal(err)
	}
	if r, err = s.Score(ctx, sam, r.ID, r.Version, scores, quality.Words{}, now); err != nil {
		t.Fatal(err)
	}
	got, err := store.Review(ctx, r.ID)
	if err != nil || got.Comment != "" || got.Language != "" || got.By.Name != "Sam" || got.Version != 3 || got.Agent.Subject != all[0].Agent.Subject {
		t.Errorf("%+v %v", got, err)
	}
	r.Scores, r.By, r.Version = nil, inquiry.Assignee{}, r.Version+1
	if err := store.Change(ctx, r); err != nil {
		t.Fatal(err)
	}
	if got, err := store.Review(ctx, r.ID); err != nil || len(got.Scores) != 0 || got.By.Subject != "" || got.Version != 4 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestDraw_OfAWeekThatIsOver_ByThoseWhoLead(t *testing.T) {
	s, _, _ := start(t)
	bruno := sam
	bruno.Operator = "DEA"
	for name, c := range map[string]struct {
		by         principal.Principal
		week, slug string
	}{"this week": {sam, "2026-W48", "week-invalid"}, "long ago": {sam, "2026-W30", "week-invalid"}, "no week": {sam, "47", "week-invalid"}, "an agent": {ana, "2026-W47", "role-missing"},
		"another post": {bruno, "2026-W47", "call-centre-unknown"}} {
		if _, err := s.Draw(t.Context(), c.by, "GBA-DON", c.week, now); !problem.Is(err, c.slug) {
			t.Error(name, err)
		}
	}
}

func TestCapacity(t *testing.T) {
	s, store, meter := start(t)
	ctx := t.Context()
	if _, err := s.Draw(ctx, sam, "GBA-DON", "2026-W47", now); err != nil {
		t.Fatal(err)
	}
	all, err := s.List(ctx, sam, "GBA-DON", "2026-W47")
	if err != nil {
		t.Fatal(err)
	}
	cost := func(name string, budget float64, do func() error) {
		t.Helper()
		meter.Reset()
		err := do()
		if got := meter.Reset(); err != nil || got > budget || got == 0 {
			t.Errorf("%s costs %.1f units, the budget is %.1f (%v)", name, got, budget, err)
		}
	}
	r := all[0]
	r.Version++
	cost("a review", 1, func() error { _, err := store.Review(ctx, r.ID); return err })
	cost("a change", 2, func() error { return store.Change(ctx, r) })
	cost("a week", 0.5, func() error { _, err := store.Of(ctx, "GBA-DON", "2026-W47", "2026-W47"); return err })
	cost("one's own", 0.5, func() error { _, err := store.Mine(ctx, "ana"); return err })
	if err := store.Change(ctx, r); !errors.Is(err, quality.ErrChanged) {
		t.Error("changed twice at one version", err)
	}
}
