package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// All clocks here start on Monday at 10:00 in Berlin with six working hours: due at 16:00 (15:00 UTC) of the same day.

func due(t *testing.T, q Inquiry, want string) {
	t.Helper()
	if !q.Clock.DueAt.Equal(at(want)) {
		t.Errorf("due %s, want %s", q.Clock.DueAt.Format("2006-01-02T15:04:05Z"), want)
	}
}

func TestCustomsHold_PausesInWorkingTime_OverANight(t *testing.T) {
	q := held(t, routed(t), "2026-11-23T10:00:00Z")
	if !q.Clock.HeldFor(ForCustoms) || !q.CheckAt().Equal(at("2026-12-07T16:00:00Z")) || !q.Customs.Held {
		t.Fatal(q.Clock)
	}
	// 11:00 to 10:00 the next day: six hours on Monday and one on Tuesday, not 23.
	q = freed(t, q, "2026-11-24T09:00:00Z")
	due(t, q, "2026-11-24T14:00:00Z")
	if d := cmp.Diff([]Pause{{Cause: ForCustoms, From: at("2026-11-23T10:00:00Z"), To: at("2026-11-24T09:00:00Z")}}, q.Clock.Pauses); d != "" || q.Clock.HeldFor(ForCustoms) {
		t.Error(d)
	}
}

func TestCustomsHold_PausesInWorkingTime_OverAWeekend(t *testing.T) {
	a := arrival(t)
	q, _, _, err := sent(t).Route(a, release(), at("2026-11-20T14:00:00Z")) // Friday 15:00: due on Monday at 13:00
	if err != nil {
		t.Fatal(err)
	}
	due(t, q, "2026-11-23T12:00:00Z")
	q = freed(t, held(t, q, "2026-11-20T15:00:00Z"), "2026-11-23T09:00:00Z") // an hour on Friday, one on Monday
	due(t, q, "2026-11-23T14:00:00Z")
}

func TestCustomsHold_OutsideWorkingTime_CostsNothing(t *testing.T) {
	q := freed(t, held(t, routed(t), "2026-11-22T20:00:00Z"), "2026-11-23T07:00:00Z")
	due(t, q, "2026-11-23T15:00:00Z")
}

func TestCustomsHold_BeforeSending_StartsAClockThatStandsStill(t *testing.T) {
	a := arrival(t)
	a.Customs = Customs{Held: true, At: at("2026-11-20T09:00:00Z")}
	q := route(t, sent(t), a)
	if !q.Clock.HeldFor(ForCustoms) || !q.CheckAt().Equal(at("2026-12-07T16:00:00Z")) || q.FolderOf(Replier) != ToDo {
		t.Fatal(q.Clock)
	}
	q = freed(t, q, "2026-11-23T12:00:00Z") // three working hours later
	due(t, q, "2026-11-24T10:00:00Z")
}

func TestCustomsHold_WithoutARetentionCode_IsNone(t *testing.T) {
	q, e := track(t, routed(t), Tracking{Key: "k", Code: "EME", Time: monday}, nil, "2026-11-23T10:00:00Z")
	if q.Clock.HeldFor(ForCustoms) || e.Clock != nil || e.Customs != nil {
		t.Fatal(q.Clock)
	}
}

func TestCustomsHold_OfAWorkflowThatItDoesNotPause_IsKnownOnly(t *testing.T) {
	q := route(t, sendAs(t, "DMG", Circumstances{}), arrival(t))
	q = held(t, q, "2026-11-23T10:00:00Z")
	if q.Clock.HeldFor(ForCustoms) || !q.Customs.Held {
		t.Fatal(q)
	}
}

func TestCustomsHold_ToldLate_CountsFromWhenItHappened(t *testing.T) {
	q, _ := track(t, routed(t), Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: at("2026-11-23T10:00:00Z")}, nil, "2026-11-23T12:00:00Z")
	due(t, freed(t, q, "2026-11-23T12:00:00Z"), "2026-11-24T09:00:00Z")
}

func TestCustomsHold_BeforeTheClockStarted_CountsFromItsStart(t *testing.T) {
	q, _ := track(t, routed(t), Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: at("2026-11-20T08:00:00Z")}, nil, "2026-11-23T12:00:00Z")
	q = freed(t, q, "2026-11-23T12:00:00Z")
	due(t, q, "2026-11-24T10:00:00Z")
	if p := q.Clock.Pauses; len(p) != 1 || !p[0].From.Equal(q.Clock.StartedAt) {
		t.Error("nothing was counted that could have stood still", p)
	}
}

func TestCustomsHold_BeforeSending_OfAWorkflowThatItDoesNotPause(t *testing.T) {
	a := arrival(t)
	a.Customs = Customs{Held: true, At: at("2026-11-20T09:00:00Z")}
	if q := route(t, sendAs(t, "DMG", Circumstances{}), a); !q.Clock.Running() || !q.Customs.Held {
		t.Fatal(q.Clock)
	}
}

func TestCustomsHold_TwiceTold_IsOneHold(t *testing.T) {
	q := held(t, routed(t), "2026-11-23T10:00:00Z")
	q, _ = track(t, q, Tracking{Key: "h2", Code: "EME", Retention: "DOC", Time: at("2026-11-23T11:00:00Z")}, nil, "2026-11-23T11:00:00Z")
	q = freed(t, q, "2026-11-23T12:00:00Z")
	due(t, q, "2026-11-24T09:00:00Z")
	if len(q.Clock.Pauses) != 1 {
		t.Error(q.Clock.Pauses)
	}
}

func TestCustomsHold_AnEventToldLate_DoesNotUndoALaterOne(t *testing.T) {
	hold := Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: at("2026-11-23T09:30:00Z")}
	release := Tracking{Key: "r", Code: "EDC", Time: at("2026-11-23T10:00:00Z")}

	t.Run("a release, then the older hold", func(t *testing.T) {
		q, _ := track(t, routed(t), release, nil, "2026-11-23T10:05:00Z")
		q, _ = track(t, q, hold, nil, "2026-11-23T10:10:00Z")
		if q.Customs.Held || q.Clock.HeldFor(ForCustoms) || q.CheckAt().IsZero() {
			t.Fatal("it was released after the hold, and the clock stands still for good", q.Customs)
		}
	})
	t.Run("a hold, then an older release", func(t *testing.T) {
		q, _ := track(t, routed(t), Tracking{Key: "h2", Code: "EME", Retention: "DOC", Time: at("2026-11-23T10:30:00Z")}, nil, "2026-11-23T10:30:00Z")
		q, _ = track(t, q, release, nil, "2026-11-23T10:35:00Z")
		if !q.Customs.Held || !q.Clock.HeldFor(ForCustoms) {
			t.Fatal("it is still held", q.Customs)
		}
	})
}

func TestCustomsHold_AnEventOfTheFuture_CountsFromNow(t *testing.T) {
	q, _ := track(t, routed(t), Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: at("2026-11-23T14:00:00Z")}, nil, "2026-11-23T10:00:00Z")
	if h := q.Clock.Held; len(h) != 1 || !h[0].From.Equal(at("2026-11-23T10:00:00Z")) {
		t.Fatal(h)
	}
}

func TestCustomsHold_AfterTheDueTimePassed_ChangesNothing(t *testing.T) {
	q, _ := tick(t, routed(t), "2026-11-23T15:10:00Z")
	q = held(t, q, "2026-11-23T15:20:00Z")
	due(t, q, "2026-11-23T15:00:00Z")
	if q.Clock.HeldFor(ForCustoms) || !q.Overdue || *q.OnTime {
		t.Error(q.Clock)
	}
}

func TestCustomsHold_ReplyDuringIt_IsOnTime(t *testing.T) {
	q := held(t, routed(t), "2026-11-23T10:00:00Z")
	q = reply(t, q, dlv, "2026-12-01T10:00:00Z")
	if q.OnTime == nil || !*q.OnTime {
		t.Fatal("the clock stood still")
	}
}

func TestCustomsHold_CountsTheWorkingMinutesOfTheReplyWithoutIt(t *testing.T) {
	q := freed(t, held(t, routed(t), "2026-11-23T10:00:00Z"), "2026-11-24T09:00:00Z")
	_, e, err := q.Reply(dlv, release(), berlin(t), berlin(t), at("2026-11-24T10:00:00Z"), answerer)
	if err != nil || *e.WorkingMinutes != 120 {
		t.Fatal(e.WorkingMinutes, err)
	}
}

func TestTwoHoldsAtOnce_CountOnce(t *testing.T) {
	q := held(t, routed(t), "2026-11-23T10:00:00Z") // customs from 11:00 …
	q = reply(t, q, inc, "2026-11-23T11:00:00Z")    // … information from 12:00 …
	q, _, _, err := q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-23T12:00:00Z"), asker)
	if err != nil || !q.Clock.HeldFor(ForCustoms) || q.Clock.HeldFor(ForInformation) || !q.CheckAt().Equal(at("2026-12-07T16:00:00Z")) {
		t.Fatal("customs still holds it", q.Clock, err)
	}
	q = freed(t, q, "2026-11-23T13:00:00Z") // … to 13:00 and 14:00: three hours together
	due(t, q, "2026-11-24T10:00:00Z")
}

func TestSupplement_NeverMovesTheDueTimeBack(t *testing.T) {
	q := replied(t, inc, "2026-11-23T15:30:00Z") // past the due time
	before := q.Clock.DueAt
	q, _, _, err := q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-24T10:00:00Z"), asker)
	if err != nil || q.Clock.DueAt.Before(before) {
		t.Fatal(q.Clock, err)
	}
}

func TestSupplement_AtACentreThatWorksLonger_DoesNotMoveTheDueTimeBack(t *testing.T) {
	q, _, _, err := sent(t).Route(arrival(t), release(), at("2026-11-20T14:00:00Z")) // Friday 15:00: due on Monday at 13:00
	if err == nil {
		q, _, err = q.HandOver(hamburg, "LOAD", "", "", release(), at("2026-11-20T14:10:00Z"), answerer)
	}
	if err != nil {
		t.Fatal(err)
	}
	q = reply(t, q, inc, "2026-11-20T14:20:00Z")
	day := [][2]string{{"00:00", "24:00"}}
	always, err := calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day, "6": day, "7": day}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	q, _, _, err = q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), always, at("2026-11-20T14:30:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	due(t, q, "2026-11-23T12:00:00Z") // not Friday at 21:10
	if q.Clock.LastCallAt.Before(at("2026-11-20T16:00:00Z")) {
		t.Error(q.Clock)
	}
}

func flood(from, to string) Pause {
	return Pause{Cause: ForForceMajeure, From: at(from), To: at(to), Ref: "01MOVE"}
}

func move(t *testing.T, q Inquiry, p Pause, when string) (Inquiry, Event, bool) {
	t.Helper()
	q, e, changed, err := q.MoveDue(p, "FLOOD", "The river.", berlin(t), at(when), answerer)
	if err != nil {
		t.Fatal(err)
	}
	return q, e, changed
}

func TestForceMajeure_MovesADueTimeThatWasTold_AndSaysWhoAndWhy(t *testing.T) {
	q, e, changed := move(t, routed(t), flood("2026-11-23T11:00:00Z", "2026-11-25T11:00:00Z"), "2026-11-23T11:30:00Z")
	if !changed || e.Kind != DueMoved || e.Reason != "FLOOD" || e.Text != "The river." || e.By != answerer || e.Private != "" {
		t.Fatal(e)
	}
	due(t, q, "2026-11-25T15:00:00Z") // two working days later
}

func TestForceMajeure_TheSameDeclarationTwice_MovesOnce(t *testing.T) {
	p := flood("2026-11-23T11:00:00Z", "2026-11-25T11:00:00Z")
	q, _, _ := move(t, routed(t), p, "2026-11-23T11:30:00Z")
	if _, _, changed := move(t, q, p, "2026-11-23T12:30:00Z"); changed {
		t.Fatal("moved twice")
	}
	q, _, _ = move(t, replied(t, inc, "2026-11-23T10:00:00Z"), p, "2026-11-23T11:30:00Z")
	if _, _, changed := move(t, q, p, "2026-11-23T12:30:00Z"); changed {
		t.Fatal("moved twice while it was returned")
	}
}

func TestForceMajeure_TwoThatOverlap_CountOnce(t *testing.T) {
	q, _, _ := move(t, routed(t), flood("2026-11-23T11:00:00Z", "2026-11-24T11:00:00Z"), "2026-11-23T11:30:00Z")
	longer := flood("2026-11-23T11:00:00Z", "2026-11-25T11:00:00Z")
	longer.Ref = "01MOVE2"
	q, _, _ = move(t, q, longer, "2026-11-23T12:30:00Z")
	due(t, q, "2026-11-25T15:00:00Z")
}

func TestForceMajeure_AnOverdueAnswer_StaysOverdue(t *testing.T) {
	q, _ := tick(t, routed(t), "2026-11-23T15:10:00Z")
	if _, _, changed := move(t, q, flood("2026-11-23T11:00:00Z", "2026-11-25T11:00:00Z"), "2026-11-23T15:20:00Z"); changed {
		t.Fatal("what is decided was moved")
	}
}

func TestForceMajeure_WhatWaitsForNoAnswer_StaysAsItIs(t *testing.T) {
	for _, q := range []Inquiry{drafted(), sent(t), replied(t, dlv, "2026-11-23T10:00:00Z")} {
		if _, _, changed := move(t, q, flood("2026-11-23T11:00:00Z", "2026-11-25T11:00:00Z"), "2026-11-23T11:30:00Z"); changed {
			t.Error(q.State)
		}
	}
}

func TestForceMajeure_OverBeforeTheClockStarted_ChangesNothing(t *testing.T) {
	if _, _, changed := move(t, routed(t), flood("2026-11-20T11:00:00Z", "2026-11-23T09:00:00Z"), "2026-11-23T11:30:00Z"); changed {
		t.Fatal("moved")
	}
}

func TestForceMajeure_AfterTheDueTime_TellsNobodyOfAMoveThatIsNone(t *testing.T) {
	q, _, changed := move(t, routed(t), flood("2026-11-30T11:00:00Z", "2026-12-01T11:00:00Z"), "2026-11-23T11:30:00Z")
	due(t, q, "2026-11-23T15:00:00Z")
	if changed {
		t.Error("both sides are told that the due time moved, and it did not")
	}
}

func TestForceMajeure_DeclaredBefore_StartsInTheClock(t *testing.T) {
	a := arrival(t)
	a.Pauses = []Pause{flood("2026-11-23T11:00:00Z", "2026-11-23T13:00:00Z")}
	q := route(t, sent(t), a)
	due(t, q, "2026-11-24T09:00:00Z")
	if _, _, changed := move(t, q, a.Pauses[0], "2026-11-23T11:30:00Z"); changed {
		t.Error("and then once more")
	}
}

func TestForceMajeure_AReturnedInquiry_GoesOnWithIt(t *testing.T) {
	q, _, changed := move(t, replied(t, inc, "2026-11-23T10:00:00Z"), flood("2026-11-24T08:00:00Z", "2026-11-25T16:00:00Z"), "2026-11-23T11:00:00Z")
	if !changed {
		t.Fatal("its clock will go on too")
	}
	q, _, _, err := q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-23T12:00:00Z"), asker)
	if err != nil { // one hour used, two waited, three until closing time; two are left for Thursday
		t.Fatal(err)
	}
	due(t, q, "2026-11-26T09:00:00Z")
}

func TestRemaining_InWorkingMinutes_NegativeWhenOverdue(t *testing.T) {
	q := routed(t)
	for when, want := range map[string]int{"2026-11-23T09:00:00Z": 360, "2026-11-23T14:00:00Z": 60, "2026-11-23T15:00:00Z": 0, "2026-11-24T08:30:00Z": -90} {
		if got := q.Remaining(berlin(t), at(when)); got == nil || *got != want {
			t.Error(when, got)
		}
	}
	for _, q := range []Inquiry{held(t, q, "2026-11-23T10:00:00Z"), replied(t, dlv, "2026-11-23T10:00:00Z"), drafted()} {
		if got := q.Remaining(berlin(t), monday); got != nil {
			t.Error("no clock runs", q.State, *got)
		}
	}
}
