package inquiry_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestDueSoon_TwiceAt75PercentAndTwoHoursLeft_AndOverdueOnce(t *testing.T) {
	type told struct {
		Kind  Kind
		Stage int
		At    string
	}
	q, got := routed(t), []told{}
	for m := 0; m <= 8*60; m++ { // every minute of the working day
		after, e, changed := q.Tick(release(), berlin(t), archive, monday.Add(time.Duration(m)*time.Minute))
		if changed {
			got = append(got, told{e.Kind, e.Stage, e.At.Format("15:04")})
		}
		q = after
	}
	// of six hours, two are left before three quarters are over
	if d := cmp.Diff([]told{{DueSoon, 1, "13:00"}, {DueSoon, 2, "13:30"}, {Overdue, 0, "15:01"}}, got); d != "" {
		t.Error(d)
	}
	if q.FolderOf(Replier) != OverdueByUs || q.FolderOf(Requester) != OverdueByPartner {
		t.Error(q.FolderOf(Replier), q.FolderOf(Requester))
	}
	if !q.DueSoon() || !q.LookAt.Equal(at("2026-12-07T16:00:00.001Z")) || !q.CheckAt().Equal(at("2026-12-01T00:00:00Z")) {
		t.Error(q.Warned, q.LookAt, q.CheckAt())
	}
}

func TestDueSoon_OfALongTarget_At75PercentFirst(t *testing.T) {
	q := escalate(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2026-11-24T08:00:00Z") // 16 hours: due on Wednesday at closing time
	for _, c := range []struct {
		when  string
		stage int
	}{{"2026-11-25T12:00:00Z", 1}, {"2026-11-25T14:00:00Z", 2}} {
		if !q.CheckAt().Equal(at(c.when)) {
			t.Fatal(q.CheckAt(), c.when)
		}
		var e Event
		if q, e, _ = q.Tick(release(), berlin(t), archive, at(c.when)); e.Kind != DueSoon || e.Stage != c.stage {
			t.Fatal(e)
		}
	}
}

func TestDueSoon_OfATargetNoLongerThanTwoHours_IsToldOnce(t *testing.T) {
	a := arrival(t)
	a.TargetMinutes = 120
	q, told := tick(t, route(t, sent(t), a), "2026-11-23T11:00:00Z")
	if len(told) != 1 || !q.Clock.LastCallAt.IsZero() || !q.CheckAt().Equal(q.Clock.DueAt) {
		t.Fatal(told, q.Clock)
	}
}

func TestTick_LateRun_TellsOverdueOnly(t *testing.T) {
	q, e, _ := routed(t).Tick(release(), berlin(t), archive, at("2026-11-30T10:00:00Z"))
	if e.Kind != Overdue || q.Warned != 0 {
		t.Fatal(e)
	}
}

func TestTick_ExactlyAtTheDueTime_IsNotOverdue(t *testing.T) {
	q, told := tick(t, routed(t), "2026-11-23T15:00:00Z")
	if q.Overdue || len(told) != 1 || told[0].Stage != 2 {
		t.Fatal(told)
	}
	q, told = tick(t, q, "2026-11-23T15:00:00.001Z")
	if !q.Overdue || len(told) != 1 {
		t.Fatal(told)
	}
}

func TestOverdue_CountsTheWorkingTime(t *testing.T) {
	_, told := tick(t, routed(t), "2026-11-23T15:30:00Z")
	if e := told[0]; e.Kind != Overdue || *e.WorkingMinutes != 390 {
		t.Fatal(told)
	}
}

func TestOverdue_AfterALateReturn_DecidesNothingAgain(t *testing.T) {
	q := replied(t, inc, "2026-11-23T15:30:00Z") // nobody had told yet that it was overdue
	q, _, _, err := q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-23T15:40:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	q, told := tick(t, q, "2026-11-24T15:00:00Z")
	if len(told) != 1 || told[0].Kind != Overdue || told[0].OnTime != nil || q.OnTime == nil || *q.OnTime {
		t.Fatal(told, q.OnTime)
	}
}

func TestAutoClose_After10WorkingDaysWithoutReaction(t *testing.T) {
	q := replied(t, dlv, "2026-11-23T10:00:00Z")
	by := at("2026-12-07T16:00:00Z") // closing time of the tenth working day after Monday
	if !q.RespondBy.Equal(by) || !q.CheckAt().Equal(by) {
		t.Fatal(q.RespondBy)
	}
	if _, told := tick(t, q, "2026-12-07T15:59:59Z"); len(told) != 0 {
		t.Fatal("too early", told)
	}
	q, told := tick(t, q, "2026-12-07T16:00:00Z")
	if len(told) != 1 || q.State != StateClosed || q.ClosingCode != "CLO_AUTO" || told[0].By.Kind != BySystem || !q.ArchiveAt.Equal(archive) {
		t.Fatal(q, told)
	}
}

func TestAutoClose_AReadReplyIsNoReaction(t *testing.T) {
	q, _, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Read(release(), berlin(t), at("2026-11-24T10:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	if q, _ = tick(t, q, "2026-12-07T16:00:00Z"); q.State != StateClosed {
		t.Fatal(q.State)
	}
}

func TestAutoClose_AnInconclusiveReply_StaysOpen(t *testing.T) {
	q, told := tick(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2027-11-23T10:00:00Z")
	if q.State != StateReplied || len(told) != 1 || told[0].Kind != FollowUp || q.FolderOf(Requester) != ToRead {
		t.Fatal(q.State, told)
	}
}

func TestReturned_After5WorkingDays_IsClosedUnanswered(t *testing.T) {
	q := replied(t, inc, "2026-11-23T10:00:00Z")
	if !q.RespondBy.Equal(at("2026-11-30T16:00:00Z")) {
		t.Fatal(q.RespondBy)
	}
	if _, told := tick(t, q, "2026-11-30T15:59:59Z"); len(told) != 0 {
		t.Fatal("too early", told)
	}
	q, _ = tick(t, q, "2026-11-30T16:00:00Z")
	if q.State != StateClosed || q.ClosingCode != "CLO_UNA" {
		t.Fatal(q)
	}
}

func TestFollowUp_RemindsAfterThePromisedDay_AndFiveWorkingDaysLater(t *testing.T) {
	promise := Reply{Code: "TRN", Fields: map[string]any{"place": "Hub", "expectedDate": "2026-11-26"}}
	q := replied(t, promise, "2026-11-23T10:00:00Z")
	if !q.FollowUpAt.Equal(at("2026-11-26T23:00:00Z")) { // the end of that day in Berlin
		t.Fatal(q.FollowUpAt)
	}
	if _, told := tick(t, q, "2026-11-26T22:59:59Z"); len(told) != 0 {
		t.Fatal("too early", told)
	}
	q, told := tick(t, q, "2026-11-26T23:00:00Z")
	if len(told) != 1 || told[0].Kind != FollowUp || q.State != StateReplied || q.FolderOf(Requester) != ToRead || !q.CheckAt().Equal(at("2026-12-04T16:00:00Z")) {
		t.Fatal(q, told)
	}
}

func TestFollowUp_AfterEscalation_IsForgotten(t *testing.T) {
	q := escalate(t, replied(t, Reply{Code: "TRN", Fields: map[string]any{"place": "Hub", "expectedDate": "2026-11-24"}}, "2026-11-23T10:00:00Z"), "2026-11-24T08:00:00Z")
	if !q.FollowUpAt.IsZero() {
		t.Fatal(q.FollowUpAt)
	}
	if _, told := tick(t, q, "2026-11-24T23:30:00Z"); len(told) != 0 {
		t.Fatal(told)
	}
}

func TestTick_AClosedInquiry_WaitsForNothing(t *testing.T) {
	closed, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	if _, told := tick(t, closed, "2027-11-23T10:00:00Z"); len(told) != 0 {
		t.Error(told)
	}
}

// reminded lets the time pass to an instant at which exactly this is told, and to the moment before, at which nothing is.
func reminded(t *testing.T, q Inquiry, reason, when string) Inquiry {
	t.Helper()
	before := at(when).Add(-time.Millisecond)
	if _, e, changed := q.Tick(release(), berlin(t), archive, before); changed {
		t.Fatalf("%s before it is time", e.Kind)
	}
	after, e, changed := q.Tick(release(), berlin(t), archive, at(when))
	if !changed || e.Kind != Reminded || e.Reason != reason || e.By.Kind != BySystem || e.OnTime != nil {
		t.Fatal(changed, e)
	}
	for _, side := range []Side{Requester, Replier} {
		if after.FolderOf(side) != q.FolderOf(side) || after.State != q.State || !after.Clock.DueAt.Equal(q.Clock.DueAt) {
			t.Error("a reminder moves nothing", after)
		}
	}
	return after
}

func TestReminder_WhatCustomsHolds_EveryTenWorkingDays(t *testing.T) {
	q := held(t, routed(t), "2026-11-23T10:00:00Z")
	q = reminded(t, q, RemindHeld, "2026-12-07T16:00:00Z")
	q = reminded(t, q, RemindHeld, "2026-12-21T16:00:00Z")
	if q = freed(t, q, "2026-12-22T09:00:00Z"); q.CheckAt().IsZero() || !q.CheckAt().Equal(q.Clock.DueSoonAt) && !q.CheckAt().Equal(q.Clock.LastCallAt) {
		t.Error("its clock runs again", q.CheckAt())
	}
}

func TestReminder_AnInconclusiveReplyWithoutADate_AfterFiveWorkingDays(t *testing.T) {
	q := replied(t, trn, "2026-11-23T10:00:00Z")
	if !q.FollowUpAt.Equal(at("2026-11-30T16:00:00Z")) {
		t.Fatal(q.FollowUpAt)
	}
	q, told := tick(t, q, "2026-11-30T16:00:00Z")
	if len(told) != 1 || told[0].Kind != FollowUp || !q.FollowUpAt.Equal(at("2026-12-07T16:00:00Z")) {
		t.Fatal(told)
	}
}

func TestReminder_Overdue_EveryTenWorkingDays_AndAfterTwoMonthsThatLiabilityMayBeClaimed(t *testing.T) {
	q, _ := tick(t, routed(t), "2026-11-23T15:10:00Z") // level 1 of three
	q = carried(t, q, "2026-12-01T00:00:00Z")
	q = reminded(t, q, RemindOverdue, "2026-12-07T16:00:00.001Z")
	q = reminded(t, q, RemindOverdue, "2026-12-21T16:00:00.001Z")
	q = carried(t, q, "2027-01-01T00:00:00Z")
	q = reminded(t, q, RemindOverdue, "2027-01-04T16:00:00.001Z")
	q = reminded(t, q, RemindOverdue, "2027-01-18T16:00:00.001Z")
	reminded(t, q, RemindClaim, "2027-01-23T09:00:00.001Z")
}

func TestReminder_AtTheLastLevel_LiabilityMayBeClaimedTenWorkingDaysAfterTheDueTime(t *testing.T) {
	q := escalate(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2026-11-23T11:00:00Z")
	q = escalate(t, reply(t, q, trn, "2026-11-23T12:00:00Z"), "2026-11-23T13:00:00Z")
	q, told := tick(t, q, q.Clock.DueAt.Add(time.Minute).Format(time.RFC3339)) // two weeks later
	if !q.Overdue {
		t.Fatal(told)
	}
	until, err := berlin(t).DueDays(q.Clock.DueAt, 10)
	if err != nil {
		t.Fatal(err)
	}
	if next := time.Date(q.Clock.DueAt.Year(), q.Clock.DueAt.Month()+1, 1, 0, 0, 0, 0, time.UTC); next.Before(until) {
		q = carried(t, q, next.Format(time.RFC3339))
	}
	reminded(t, q, RemindClaim, until.Add(time.Millisecond).Format(time.RFC3339Nano))
	gen := q
	gen.Product = "XXX" // nobody takes a claim about it
	reminded(t, gen, RemindOverdue, until.Add(time.Millisecond).Format(time.RFC3339Nano))
}

func TestReminder_ADraft_EveryFourteenDaysWithoutATouch(t *testing.T) {
	q := reminded(t, drafted(), RemindDraft, "2026-12-08T00:00:00Z") // begun on the 23rd
	q, _, e, err := q.Edit(Edit{Fields: map[string]any{"remark": "x"}}, complete, release(), at("2026-12-10T09:00:00Z"), asker)
	if err != nil {
		t.Fatal(e, err)
	}
	reminded(t, q, RemindDraft, "2026-12-25T00:00:00Z")
}

func TestReminder_InformationThatNobodyOpens(t *testing.T) {
	a := arrival(t)
	a.TargetMinutes = 0
	reminded(t, route(t, sendAs(t, "ACK", Circumstances{}), a), RemindUnopened, "2026-12-08T00:00:00Z")
}

func TestReminder_WhoIsTold_AndWhatToDo(t *testing.T) {
	type told struct {
		Kind AlertKind
		Side Side
		Next Next
	}
	for reason, want := range map[string][]told{
		RemindHeld:     {{AlertHeld, Replier, NextLook}, {AlertHeld, Requester, NextLook}},
		RemindOverdue:  {{AlertOverdue, Replier, NextAnswer}, {AlertOverdue, Requester, NextEscalate}},
		RemindClaim:    {{AlertOverdue, Replier, NextAnswer}, {AlertClaim, Requester, NextClaim}},
		RemindDraft:    {{AlertDraft, Requester, NextSend}},
		RemindUnopened: {{AlertNew, Replier, NextAnswer}},
	} {
		got := []told{}
		for _, a := range AlertsOf(NoticeOf(routed(t), Event{InquiryID: "01TEST", Seq: 4, Kind: Reminded, Reason: reason})) {
			got = append(got, told{a.Kind, a.Side, a.Next()})
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", reason, d)
		}
	}
}
