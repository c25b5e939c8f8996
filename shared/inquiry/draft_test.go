package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestSend_Incomplete_NamesEveryMissingField(t *testing.T) {
	_, _, err := drafted().Send(Request{Fields: map[string]any{"contents": "A book"}}, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "fields.postingDate")
}

func TestSend_WithoutDestination_IsIncomplete(t *testing.T) {
	q, _ := Draft("01TEST", Start{Product: "EMS", Workflow: "WII", Requester: Party{"GBA", "GBA-DON"}}, 1, monday, asker)
	_, _, err := q.Send(complete, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "destination")
}

func TestSend_AProductThatTheWorkflowDoesNotServe_IsRefused(t *testing.T) {
	q, _ := Draft("01TEST", Start{Product: "REG", Workflow: "WII", Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, 1, monday, asker)
	_, _, err := q.Send(complete, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "product")
}

func TestSend_AfterTheTimeWindow_IsRefused(t *testing.T) {
	_, _, err := drafted().Send(with(complete, map[string]any{"postingDate": "2026-08-01"}), release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-too-late", "fields.postingDate")
}

func TestSend_PostedInTheFuture_IsRefused(t *testing.T) {
	_, _, err := drafted().Send(with(complete, map[string]any{"postingDate": "2026-11-25"}), release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "fields.postingDate")
}

func TestSend_WithinTheNormalTransitTime_IsAWarningOnly(t *testing.T) {
	req := with(complete, map[string]any{"postingDate": "2026-11-22"})
	if days, early := drafted().TooEarly(req, release(), Ends{}, monday); !early || days != 1 {
		t.Fatal(days, early)
	}
	if _, _, err := drafted().Send(req, release(), Circumstances{}, monday, asker); err != nil {
		t.Fatal(err)
	}
}

// The windows of domain catalogue 2.3: an end of its own goes before the product's window, and is nobody else's.
func TestWindow_OfTheItemsEnds(t *testing.T) {
	rel := release()
	rel.Windows = []catalogue.PairWindow{
		{Products: []string{"EMS"}, Origin: "USA", Window: catalogue.Window{NotBeforeDays: 3, NotAfterDays: 30}},
		{Products: []string{"EMS"}, Origin: "USA", Destination: "DEA", Window: catalogue.Window{NotBeforeDays: 5, NotAfterDays: 40}},
	}
	for _, c := range []struct {
		name   string
		ends   Ends
		posted string // monday is 2026-11-23
		want   WindowCheck
	}{
		{"the product's: early", Ends{"GBA", "DEA"}, "2026-11-22", TooEarly},
		{"the product's: in time", Ends{"GBA", "DEA"}, "2026-11-21", InWindow},
		{"the product's: the last day", Ends{"GBA", "USA"}, "2026-08-25", InWindow},
		{"the product's: late", Ends{"GBA", "USA"}, "2026-08-24", TooLate},
		{"ends nobody knows", Ends{}, "2026-08-25", InWindow},
		{"the origin's: early", Ends{"USA", "FRA"}, "2026-11-21", TooEarly},
		{"the origin's: in time", Ends{"USA", "FRA"}, "2026-11-20", InWindow},
		{"the origin's: the last day", Ends{"USA", ""}, "2026-10-24", InWindow},
		{"the origin's: late", Ends{"USA", ""}, "2026-10-23", TooLate},
		{"the pair's: early", Ends{"USA", "DEA"}, "2026-11-19", TooEarly},
		{"the pair's: in time", Ends{"USA", "DEA"}, "2026-10-14", InWindow},
		{"the pair's: late", Ends{"USA", "DEA"}, "2026-10-13", TooLate},
	} {
		t.Run(c.name, func(t *testing.T) {
			req := with(complete, map[string]any{"postingDate": c.posted})
			if _, early := drafted().TooEarly(req, rel, c.ends, monday); early != (c.want == TooEarly) {
				t.Error("warned:", early)
			}
			_, _, err := drafted().Send(req, rel, Circumstances{Ends: c.ends}, monday, asker)
			if c.want == TooLate {
				refused(t, err, "inquiry-too-late", "fields.postingDate")
			} else if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSend_Twice_IsConflict(t *testing.T) {
	_, _, err := sent(t).Send(complete, release(), Circumstances{}, monday, asker)
	refused(t, err, NotAllowed)
}

func TestSend_WhatAHigherLevelNeeds_MayBeMissing(t *testing.T) {
	if _, given := complete.Fields["statement"]; given || sent(t).Level != 1 {
		t.Fatal("the statement belongs to level 2")
	}
}

func TestEdit_NilRemovesAField_AndTheRestStays(t *testing.T) {
	urgent := true
	q, req, e, err := drafted().Edit(Edit{Urgent: &urgent, Fields: map[string]any{"contents": nil, "remark": "x"}}, complete, release(), monday, asker)
	if err != nil || !q.Urgent || q.Version != 2 {
		t.Fatal(q, err)
	}
	if d := cmp.Diff(map[string]any{"postingDate": "2026-11-10", "remark": "x"}, req.Fields); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"contents", "remark"}, e.Fields); d != "" {
		t.Error(d)
	}
	if complete.Fields["contents"] == nil {
		t.Error("the caller's request was changed")
	}
}

func TestEdit_AfterSending_IsConflict(t *testing.T) {
	_, _, _, err := sent(t).Edit(Edit{Fields: map[string]any{"remark": "x"}}, complete, release(), monday, asker)
	refused(t, err, NotAllowed)
}

// A generic inquiry may be asked five times on an item, within five working days (CSS manual 2011).
func generic(t *testing.T, uses Uses, now string) error {
	t.Helper()
	_, _, err := draft("GEN").Send(complete, release(), Circumstances{Uses: uses, Calendar: berlin(t)}, at(now), asker)
	return err
}

func TestGeneric_FifthUse_IsSent(t *testing.T) {
	for n := range 5 {
		if err := generic(t, Uses{Count: n, First: monday}, "2026-11-30T15:59:00Z"); err != nil {
			t.Fatal(n, err)
		}
	}
}

func TestGeneric_SixthUse_IsRefused(t *testing.T) {
	refused(t, generic(t, Uses{Count: 5, First: monday}, "2026-11-23T10:00:00Z"), "limit-reached", "workflow")
}

func TestGeneric_AfterItsWorkingDays_IsRefused(t *testing.T) {
	// Five working days after Monday end at closing time of the next Monday.
	if err := generic(t, Uses{Count: 1, First: monday}, "2026-11-30T16:00:00Z"); err != nil {
		t.Fatal(err)
	}
	refused(t, generic(t, Uses{Count: 1, First: monday}, "2026-11-30T16:00:01Z"), "limit-reached", "workflow")
}

func TestWrittenProof_WithoutDeliveryEvent_IsRefused(t *testing.T) {
	for _, events := range []map[string]bool{nil, {"EMD": true}} {
		_, _, err := draft("WPD").Send(complete, release(), Circumstances{Events: events}, monday, asker)
		refused(t, err, "event-required", "itemId")
	}
}

func TestWrittenProof_OfADeliveredItem_IsSent(t *testing.T) {
	if q := sendAs(t, "WPD", Circumstances{Events: map[string]bool{"EMI": true}}); q.State != StateSent {
		t.Fatal(q)
	}
}

// claim sends a liability claim that rests on an inquiry.
func claim(p *Parent) error {
	req := with(complete, map[string]any{"parentInquiry": "01TEST00000000000000000000", "postingDate": "2026-02-01"}) // no window for claims
	_, _, err := draft("LIA").Send(req, release(), Circumstances{Parent: p}, monday, asker)
	return err
}

func answered(code, class string) Inquiry {
	return Inquiry{ItemID: "EE123456799GB", State: StateReplied, LastReply: &ReplyRef{Code: code, Class: class}}
}

func TestLiability_BeginsAtLevelThree(t *testing.T) {
	if q := draft("LIA"); q.Level != 3 {
		t.Fatal(q.Level)
	}
}

func TestLiability_WithoutAParent_IsRefused(t *testing.T) {
	refused(t, claim(nil), "parent-required", "fields.parentInquiry")
}

func TestLiability_OnAnotherItem_IsRefused(t *testing.T) {
	parent := answered("LST", "C")
	parent.ItemID = "EE123456808GB"
	refused(t, claim(&Parent{Inquiry: parent}), "parent-required", "fields.parentInquiry")
}

func TestLiability_AfterAnAnswerThatFindsNoLoss_IsRefused(t *testing.T) {
	refused(t, claim(&Parent{Inquiry: answered("DLV", "C")}), "parent-required", "fields.parentInquiry")
	refused(t, claim(&Parent{Inquiry: Inquiry{ItemID: "EE123456799GB", State: StateOpened}}), "parent-required", "fields.parentInquiry")
}

func TestLiability_RestsOnALoss(t *testing.T) {
	if err := claim(&Parent{Inquiry: answered("LST", "C")}); err != nil {
		t.Fatal(err)
	}
}

func TestLiability_RestsOnSilence(t *testing.T) {
	if err := claim(&Parent{Inquiry: answered("TRN", "I"), Unanswered: true}); err != nil {
		t.Fatal(err)
	}
}

func TestLiability_EndsInAnAuthorizationCode(t *testing.T) {
	q := route(t, draftedClaim(t), Arrival{Centre: "DEA-FRA", Calendar: berlin(t), TargetMinutes: 4800})
	_, _, err := q.Reply(Reply{Code: "LAC", Text: "We pay."}, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, "reply-incomplete", "fields.authorizationCode", "fields.amountSdr")
	q = reply(t, q, Reply{Code: "LAC", Fields: map[string]any{"authorizationCode": "GB-4711", "amountSdr": 3000}}, "2026-11-24T10:00:00Z")
	if q.State != StateReplied || q.LastReply.Class != ClassConclusive {
		t.Fatal(q)
	}
}

func draftedClaim(t *testing.T) Inquiry {
	t.Helper()
	parent := answered("LST", "C")
	return sendAs(t, "LIA", Circumstances{Parent: &Parent{Inquiry: parent}})
}

// silent is an inquiry at its last level whose due time (Monday, 7 December, 17:00 in Berlin) passed.
func silent(t *testing.T) Inquiry {
	t.Helper()
	q := escalate(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2026-11-23T16:00:00Z")
	q = escalate(t, reply(t, q, trn, "2026-11-23T16:00:00Z"), "2026-11-23T16:00:00Z")
	q, _ = tick(t, q, "2026-12-07T16:00:01Z")
	if q.Level != 3 || !q.Overdue || !q.Clock.DueAt.Equal(at("2026-12-07T16:00:00Z")) {
		t.Fatal(q.Level, q.Overdue, q.Clock.DueAt)
	}
	return q
}

func TestUnanswered_TenWorkingDaysPastTheLastLevel(t *testing.T) {
	q := silent(t)
	for when, want := range map[string]bool{"2026-12-07T16:00:01Z": false, "2026-12-21T16:00:00Z": false, "2026-12-21T16:00:01Z": true} {
		if got, err := q.Unanswered(release(), berlin(t), at(when)); err != nil || got != want {
			t.Error(when, got, err)
		}
	}
}

func TestUnanswered_TwoMonthsAfterSending_AtAnyLevel(t *testing.T) {
	q := replied(t, trn, "2026-11-23T10:00:00Z")
	for when, want := range map[string]bool{"2027-01-23T09:00:00Z": false, "2027-01-23T09:00:01Z": true} {
		if got, err := q.Unanswered(release(), berlin(t), at(when)); err != nil || got != want {
			t.Error(when, got, err)
		}
	}
}

func TestUnanswered_NotAfterAConclusiveReply(t *testing.T) {
	if got, err := replied(t, dlv, "2026-11-23T10:00:00Z").Unanswered(release(), berlin(t), at("2027-03-01T09:00:00Z")); got || err != nil {
		t.Fatal(got, err)
	}
}

func TestUnanswered_ARejectedReplyIsNoConclusiveOne(t *testing.T) {
	q, _, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Reject("WRONG", statement, Words{}, complete, arrivalAt(t, 2), release(), at("2026-11-23T16:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := q.Unanswered(release(), berlin(t), at("2027-03-01T09:00:00Z")); !got || err != nil {
		t.Fatal("nobody answered after the rejection, and liability cannot be claimed", err)
	}
}

func TestUnanswered_WhatTheRequesterEnded_IsNot(t *testing.T) {
	withdrawn, _, err := routed(t).Close("CLO_WDR", release(), archive, monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	unsupplied, _ := tick(t, replied(t, inc, "2026-11-23T10:00:00Z"), "2026-11-30T16:00:00Z")
	for _, q := range []Inquiry{withdrawn, unsupplied} {
		if got, err := q.Unanswered(release(), berlin(t), at("2027-03-01T09:00:00Z")); got || err != nil {
			t.Error(q.ClosingCode, "is nobody's silence", err)
		}
	}
}

func TestWrittenProof_OfAnotherDayThanTheDelivery_IsRefused(t *testing.T) {
	r := release()
	wpd, _ := r.Workflow("WPD")
	wpd.Requires.DateField = "postingDate" // any date of the form
	for _, c := range []struct {
		dates []string
		ok    bool
	}{{[]string{"2026-11-09"}, false}, {[]string{"2026-11-09", "2026-11-10"}, true}} {
		_, _, err := draft("WPD").Send(complete, r, Circumstances{Events: map[string]bool{"EMI": true}, Dates: c.dates}, monday, asker)
		if c.ok && err != nil {
			t.Fatal(err)
		}
		if !c.ok {
			refused(t, err, "event-date-differs", "fields.postingDate")
		}
	}
}

func TestUrgent_SaysWhy(t *testing.T) {
	r := release()
	r.UrgencyReasons = []catalogue.Code{{Code: "MEDICAL"}}
	yes, why, no := true, "MEDICAL", false
	edit := func(q Inquiry, c Edit) Inquiry {
		t.Helper()
		q, _, _, err := q.Edit(c, complete, r, monday, asker)
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
	urgent := edit(drafted(), Edit{Urgent: &yes})
	_, _, err := urgent.Send(complete, r, Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "urgencyReason")
	other := "WHIM"
	_, _, err = edit(urgent, Edit{Reason: &other}).Send(complete, r, Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "urgencyReason")
	q, _, err := edit(urgent, Edit{Reason: &why}).Send(complete, r, Circumstances{}, monday, asker)
	if err != nil || q.UrgencyReason != "MEDICAL" {
		t.Fatal(q.UrgencyReason, err)
	}
	if q := edit(edit(urgent, Edit{Reason: &why}), Edit{Urgent: &no}); q.Urgent || q.UrgencyReason != "" {
		t.Error("what is not urgent has no reason to be", q.UrgencyReason)
	}
}

func TestEdit_AnotherProduct(t *testing.T) {
	other := "KPG"
	q, _, e, err := drafted().Edit(Edit{Product: &other}, complete, release(), monday, asker)
	if err != nil || q.Product != "KPG" || e.Product != "KPG" {
		t.Fatal(q.Product, err)
	}
}

func TestGeneric_OnAnItemWhoseNumberIsUsedAgain_CountsAnew(t *testing.T) {
	if err := generic(t, Uses{Count: 5, First: monday.AddDate(-1, 0, -1), Over: true}, "2026-11-23T10:00:00Z"); err != nil {
		t.Fatal(err)
	}
}

func TestLiability_OnARejectedLoss_IsRefused(t *testing.T) {
	parent := answered("LST", "C")
	parent.RepliedAt, parent.Rejected = monday.AddDate(0, 0, -2), true
	parent.Clock.StartedAt = monday.AddDate(0, 0, -1) // the rejection reopened it
	for _, state := range []State{StateSent, StateClosed} {
		parent.State = state
		refused(t, claim(&Parent{Inquiry: parent}), "parent-required", "fields.parentInquiry")
	}
	parent.State, parent.RepliedAt = StateReplied, monday
	if err := claim(&Parent{Inquiry: parent}); err != nil {
		t.Fatal("it was lost after all", err)
	}
}
