package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// told is an inquiry with the events that made it.
type told struct {
	t *testing.T
	q Inquiry
	h []Event
}

func (a *told) took(q Inquiry, e Event, err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
	a.q, a.h = q, append(a.h, e)
}

// story goes through two levels with a hold and a supplement at the first, and an inconclusive and a conclusive reply.
func story(t *testing.T) *told {
	t.Helper()
	q, e := Draft("01TEST", Start{ItemID: "EE123456799GB", Product: "EMS", Workflow: "WII", CatalogueVersion: "test.1", Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, 1, monday, asker)
	a := &told{t, q, []Event{e}}
	q, e, err := a.q.Send(complete, release(), Circumstances{}, monday, asker)
	a.took(q, e, err)
	q, e, _, err = a.q.Route(arrival(t), release(), monday)
	a.took(q, e, err)
	hold := Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: at("2026-11-23T15:00:00Z")}
	q, e, _, err = a.q.Track(hold, nil, Customs{Held: true, At: hold.Time}, release(), berlin(t), at("2026-11-23T10:00:00Z"))
	a.took(q, e, err)
	free := Tracking{Key: "f", Code: "EDC", Time: at("2026-11-24T09:00:00Z")} // seven working hours after ten in the morning, eleven there
	q, e, _, err = a.q.Track(free, nil, Customs{At: free.Time}, release(), berlin(t), free.Time)
	a.took(q, e, err)
	q, e, err = a.q.Reply(inc, release(), berlin(t), berlin(t), at("2026-11-24T10:00:00Z"), answerer)
	a.took(q, e, err)
	q, _, e, err = a.q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-24T11:00:00Z"), asker)
	a.took(q, e, err)
	q, e, err = a.q.Reply(trn, release(), berlin(t), berlin(t), at("2026-11-24T12:00:00Z"), answerer)
	a.took(q, e, err)
	q, _, e, err = a.q.Escalate(statement, Words{}, complete, arrivalAt(t, 2), "", release(), at("2026-11-24T13:00:00Z"), asker)
	a.took(q, e, err)
	q, e, err = a.q.Reply(dlv, release(), berlin(t), berlin(t), at("2026-11-24T14:30:00Z"), answerer)
	a.took(q, e, err)
	return a
}

func TestExplanation_OfEveryClockOfAnInquiry(t *testing.T) {
	type line struct {
		Term    DueTerm
		Level   int
		Side    Side
		Due     string
		Present bool
	}
	got := []line{}
	for _, x := range ExplanationsOf(story(t).h, release().Terms()) {
		x, err := x.On(berlin(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, line{x.Term, x.Level, x.Side, x.DueAt.Format("2006-01-02T15:04"), x.Present})
		sum := 0
		for _, c := range x.Counted {
			sum += c.Minutes
		}
		if sum != x.TargetMinutes || len(x.Days) != x.TargetDays {
			t.Errorf("%s at level %d: %d minutes and %d days are counted, the target is %d and %d", x.Term, x.Level, sum, len(x.Days), x.TargetMinutes, x.TargetDays)
		}
	}
	want := []line{
		{TermAnswer, 1, Replier, "2026-11-24T15:00", false}, // seven hours of customs, one of waiting
		{TermRead, 1, Requester, "2026-11-24T13:00", false}, {TermSupplement, 1, Requester, "2026-12-01T16:00", false},
		{TermRead, 1, Requester, "2026-11-24T15:00", false},
		{TermAnswer, 2, Replier, "2026-11-26T13:00", true},
		{TermRead, 2, Requester, "2026-11-25T09:30", true}, {TermReact, 2, Requester, "2026-12-08T16:00", true},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestExplanation_APauseSaysItsWorkingMinutes(t *testing.T) {
	x, err := ExplanationsOf(story(t).h, release().Terms())[0].On(berlin(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[Cause]int{}
	for _, p := range x.Pauses {
		got[p.Cause] += p.Minutes
	}
	if d := cmp.Diff(map[Cause]int{ForCustoms: 420, ForInformation: 60}, got); d != "" {
		t.Error("a night is no working time", d)
	}
}

func TestExplanation_PausesThatOverlap_AreTakenOutOnce(t *testing.T) {
	clock := Clock{StartedAt: monday, TargetMinutes: 60, DueAt: at("2026-11-23T13:00:00Z"), Pauses: []Pause{
		{Cause: ForCustoms, From: at("2026-11-23T09:00:00Z"), To: at("2026-11-23T11:00:00Z")}, {Cause: ForForceMajeure, From: at("2026-11-20T09:00:00Z"), To: at("2026-11-23T12:00:00Z")}}}
	x, err := ExplanationsOf([]Event{{Kind: Routed, Level: 1, Clock: &clock}}, release().Terms())[0].On(berlin(t), nil)
	if err != nil || x.Pauses[0].Minutes != 120 || x.Pauses[1].Minutes != 60 {
		t.Error(x.Pauses, err)
	}
}

func TestExplanation_NamesTheHoliday(t *testing.T) {
	day := [][2]string{{"09:00", "17:00"}}
	cal, err := calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": day, "2": day, "3": day}, Holidays: []string{"2026-11-24"},
		Special: map[string][][2]string{"2026-11-25": {{"09:00", "10:00"}}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	clock := routed(t).Clock
	clock.StartedAt, clock.DueAt = monday, at("2026-11-30T09:00:00Z")
	x, err := ExplanationsOf([]Event{{Kind: Routed, Level: 1, Clock: &clock}}, release().Terms())[0].On(cal, map[string]string{"2026-11-24": "Day of the Post"})
	want := []NamedException{{calendar.Exception{Date: "2026-11-24", Open: [][2]string{}}, "Day of the Post"},
		{calendar.Exception{Date: "2026-11-25", Special: true, Open: [][2]string{{"09:00", "10:00"}}}, ""}}
	if d := cmp.Diff(want, x.Exceptions); d != "" || err != nil {
		t.Error(d, err)
	}
}
