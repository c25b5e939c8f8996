package quality

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	sam    = principal.Principal{Subject: "sam", Name: "Sam", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	ana    = principal.Principal{Subject: "ana", Name: "Ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	full   = map[string]int{"answersTheQuestion": 2, "rightByTracking": 2, "looked": 2, "clear": 2}
)

func sheet(t testing.TB) Sheet {
	t.Helper()
	s, err := SheetOf(Current)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every criterion and every point is said in each language of the pages, and points go up from 0.
func TestSheets_SayEverythingInEveryLanguage(t *testing.T) {
	all, err := sheets()
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	for version, s := range all {
		if s.Version != version || s.Rule.PerAgentAndWeek < 1 || s.Rule.PreferredPercent > 100 || s.Rule.KeepDays < 1 || s.Origin == "" {
			t.Errorf("%+v", s.Rule)
		}
		for _, side := range []inquiry.Side{inquiry.Requester, inquiry.Replier} {
			if len(s.Sides[side]) == 0 {
				t.Error(version, side, "has no criterion")
			}
			for _, c := range s.Sides[side] {
				for _, language := range []string{"en", "fr", "de", "es"} {
					if c.Labels[language] == "" || c.Weight < 1 || len(c.Points) < 2 {
						t.Error(version, c.Code, language)
					}
					for i, p := range c.Points {
						if p.Points != i || p.Means[language] == "" {
							t.Error(version, c.Code, language, p)
						}
					}
				}
			}
		}
	}
}

func done(who string, n int, kind inquiry.Kind, late bool) inquiry.Done {
	onTime := !late
	return inquiry.Done{By: inquiry.Assignee{Subject: who, Name: who}, Inquiry: inquiry.ID(fmt.Sprintf("01Q%023d", n)), Kind: kind, OnTime: &onTime}
}

// The same seed draws the same, whatever the order in which the steps come; nobody is drawn twice; what is late or was not accepted fills its share.
func TestOrder_IsRepeatable_AndPrefersWhatWentWrong(t *testing.T) {
	rule := Rule{PerAgentAndWeek: 4, PreferredPercent: 50}
	rapid.Check(t, func(t *rapid.T) {
		var steps []inquiry.Done
		late := rapid.IntRange(0, 10).Draw(t, "late")
		for n := range rapid.IntRange(0, 30).Draw(t, "steps") {
			steps = append(steps, done("ana", n, inquiry.Replied, n < late), done("ana", n, inquiry.Replied, n < late))
		}
		seed := rapid.String().Draw(t, "seed")
		one := order(candidates(steps)["ana"], rule, seed)
		slices.Reverse(steps)
		if d := cmp.Diff(one, order(candidates(steps)["ana"], rule, seed)); d != "" {
			t.Fatal(d)
		}
		seen, preferred := map[inquiry.ID]bool{}, 0
		for i, c := range one {
			if seen[c.Inquiry] {
				t.Fatal(c.Inquiry, "is drawn twice")
			}
			if seen[c.Inquiry] = true; i < rule.PerAgentAndWeek && c.Why == BecauseLate {
				preferred++
			}
		}
		if want := min(2, late, len(one)); preferred < want {
			t.Fatalf("%d of %d late ones among the first %d", preferred, late, rule.PerAgentAndWeek)
		}
		if len(one) != len(steps)/2 {
			t.Fatal(len(one), len(steps))
		}
	})
}

func TestCandidates_KnowsSidesAndWhatWasNotAccepted(t *testing.T) {
	rejected := inquiry.Done{Inquiry: done("", 1, "", false).Inquiry, Kind: inquiry.Rejected}
	got := candidates([]inquiry.Done{done("ana", 1, inquiry.Replied, false), rejected, done("ana", 2, inquiry.Closed, true)})["ana"]
	why := map[inquiry.Side]string{}
	for _, c := range got {
		why[c.Side] = c.Why
	}
	if d := cmp.Diff(map[inquiry.Side]string{inquiry.Replier: BecauseRejected, inquiry.Requester: ByChance}, why); d != "" {
		t.Error(d)
	}
}

func TestScore_NamesEachCriterionThatIsWrong(t *testing.T) {
	_, err := Review{Side: inquiry.Replier, Version: 1}.score(sam, sheet(t), map[string]int{"answersTheQuestion": 3, "rightByTracking": 2, "clear": -1, "smile": 1}, Words{}, monday)
	var fields []string
	for _, f := range problem.As(err).Fields {
		fields = append(fields, f.Name)
	}
	slices.Sort(fields)
	if d := cmp.Diff([]string{"scores.answersTheQuestion", "scores.clear", "scores.looked", "scores.smile"}, fields); d != "" || !problem.Is(err, "scores-invalid") {
		t.Error(d, err)
	}
}

func TestReview_IsScoredByAnother_AndAnsweredOnce(t *testing.T) {
	r := Review{Side: inquiry.Replier, Agent: inquiry.Assignee{Subject: "ana"}, Version: 1}
	if _, err := r.answer(ana, Words{Text: "But why?"}, monday); !problem.Is(err, "review-unknown") {
		t.Error("answered before it was reviewed", err)
	}
	own := ana
	own.Roles = []principal.Role{principal.Supervisor}
	if _, err := r.score(own, sheet(t), full, Words{}, monday); !problem.Is(err, "review-own") {
		t.Error(err)
	}
	r, err := r.score(sam, sheet(t), full, Words{Text: " Well done. ", Language: "en"}, monday)
	if err != nil || r.Version != 2 || r.Comment != "Well done." || r.By.Name != "Sam" || sheet(t).Percent(r.Side, r.Scores) != 100 {
		t.Errorf("%+v %v", r, err)
	}
	if _, err := r.answer(sam, Words{Text: "Me too"}, monday); !problem.Is(err, "review-unknown") {
		t.Error("somebody else answers", err)
	}
	if _, err := r.answer(ana, Words{Text: "  "}, monday); !problem.Is(err, "review-answer-empty") {
		t.Error(err)
	}
	if r, err = r.answer(ana, Words{Text: "Thank you", Language: "en"}, monday); err != nil || r.Version != 3 {
		t.Error(err)
	}
	for name, again := range map[string]func() error{"answered": func() error { _, err := r.answer(ana, Words{Text: "And"}, monday); return err },
		"scored": func() error { _, err := r.score(sam, sheet(t), full, Words{}, monday); return err }} {
		if err := again(); !problem.Is(err, "review-answered") {
			t.Error(name, "after the answer", err)
		}
	}
}

func TestWeeks(t *testing.T) {
	for week, want := range map[string]string{"2026-W48": "2026-11-23", "2026-W01": "2025-12-29", "2026-W53": "2026-12-28", "2027-W01": "2027-01-04"} {
		got, err := mondayOf(week, time.UTC)
		if err != nil || got.Format(time.DateOnly) != want {
			t.Error(week, got, err)
		}
	}
	for _, week := range []string{"", "2026-48", "2026-W00", "2025-W53", "2026-W54", "next"} {
		if _, err := mondayOf(week, time.UTC); !problem.Is(err, "week-invalid") {
			t.Error(week, err)
		}
	}
}

func TestFigures_AreAveragesBySideAndCriterion(t *testing.T) {
	half := map[string]int{"answersTheQuestion": 1, "rightByTracking": 1, "looked": 1, "clear": 1}
	f, err := figuresOf([]Review{{Side: inquiry.Replier, Sheet: Current, Scores: full, At: monday}, {Side: inquiry.Replier, Sheet: Current, Scores: half, At: monday}, {Side: inquiry.Requester, Sheet: Current}})
	if err != nil || f.Drawn != 3 || f.Reviewed != 2 || f.Percent == nil || *f.Percent != 75 || len(f.Averages) != 4 || f.Averages[0].Percent != 75 || f.Averages[0].Count != 2 {
		t.Errorf("%+v %v", f, err)
	}
	if f, err := figuresOf(nil); err != nil || f.Percent != nil {
		t.Errorf("%+v %v", f, err)
	}
}

func TestReviewID_LeadsToItsPlace(t *testing.T) {
	id := idOf("GBA-DON", "2026-W48", Candidate{Inquiry: "01M8CMVRZAZKSPYH4KH8DV4Z4S", Side: inquiry.Replier})
	if centre, week, ok := id.Place(); !ok || centre != "GBA-DON" || week != "2026-W48" {
		t.Error(id, centre, week)
	}
	if _, _, ok := ReviewID("GBA-DON_2026-W48").Place(); ok {
		t.Error("half an id leads somewhere")
	}
}
