package inquiry_test

import (
	"testing"
	"time"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func TestTrack_AFloodDoesNotDrownTheConversation(t *testing.T) {
	q := routed(t)
	for range 1000 {
		q, _, _, _ = q.Track(Tracking{Key: "k", Code: "EMD"}, nil, Customs{}, release(), berlin(t), monday)
	}
	if q.Version > 200 {
		t.Fatalf("%d steps", q.Version)
	}
	if _, _, err := q.Reply(dlv, release(), berlin(t), berlin(t), monday, answerer); err != nil {
		t.Fatalf("and people must still be able to act: %v", err)
	}
}

func TestTrack_OnADraftOrAClosedInquiry_ChangesNothing(t *testing.T) {
	closed, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	for _, q := range []Inquiry{drafted(), closed} {
		if _, _, changed, _ := q.Track(Tracking{Key: "k", Code: "EMI"}, nil, Customs{}, release(), berlin(t), monday); changed {
			t.Fatalf("a %s inquiry took an event", q.State)
		}
	}
}

func TestTrack_BeforeRouting_IsKept(t *testing.T) {
	q, _, changed, err := sent(t).Track(Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: monday}, nil, Customs{Held: true, At: monday}, release(), nil, monday)
	if err != nil || !changed || !q.Customs.Held || q.Clock.Started() {
		t.Fatal(q, err)
	}
}

func delivered(when string) *Proposal {
	return &Proposal{Code: "DLV", Class: ClassConclusive, Complete: true, Final: true, EventKey: "i", EventCode: "EMI", EventTime: at(when), Fields: dlv.Fields}
}

func onTheWay(when string) *Proposal {
	return &Proposal{Code: "TRN", Class: ClassInconclusive, EventKey: "g", EventCode: "EDG", EventTime: at(when)}
}

func TestTrack_AnEventThatAnswers_ProposesTheReply(t *testing.T) {
	q, e := track(t, routed(t), Tracking{Key: "i", Code: "EMI", Time: at("2026-11-23T10:00:00Z")}, delivered("2026-11-23T10:00:00Z"), "2026-11-23T10:05:00Z")
	if q.Proposal == nil || q.Proposal.Code != "DLV" || e.Proposal == nil || q.State != StateSent {
		t.Fatal(q.Proposal)
	}
	if q = reply(t, q, dlv, "2026-11-23T11:00:00Z"); q.Proposal != nil {
		t.Error("it is answered, and the answer is still proposed")
	}
}

func TestTrack_ALaterEvent_OvertakesTheProposal(t *testing.T) {
	q, _ := track(t, routed(t), Tracking{Key: "g", Code: "EDG", Time: at("2026-11-23T10:00:00Z")}, onTheWay("2026-11-23T10:00:00Z"), "2026-11-23T10:05:00Z")
	q, e := track(t, q, Tracking{Key: "h", Code: "EMH", Time: at("2026-11-23T11:00:00Z")}, nil, "2026-11-23T11:05:00Z")
	if q.Proposal != nil || !e.Withdrawn {
		t.Fatal("it is no longer out for delivery", q.Proposal)
	}
}

func TestTrack_TheSameAnswerAgain_IsNotOfferedTwice(t *testing.T) {
	q, _ := track(t, routed(t), Tracking{Key: "i", Code: "EMI", Time: at("2026-11-23T10:00:00Z")}, delivered("2026-11-23T10:00:00Z"), "2026-11-23T10:05:00Z")
	q, e := track(t, q, Tracking{Key: "d", Code: "EMD", Time: at("2026-11-22T10:00:00Z")}, delivered("2026-11-23T10:00:00Z"), "2026-11-23T11:05:00Z")
	if q.Proposal == nil || e.Proposal != nil || e.Withdrawn {
		t.Fatal("both sides would be told once more", e)
	}
}

func TestOffered_WhatWasRejected_IsNotOfferedAgainOnWhatWasKnownThen(t *testing.T) {
	q := replied(t, dlv, "2026-11-23T12:00:00Z")
	q, _, _, err := q.Reject("WRONG", statement, Words{}, complete, arrivalAt(t, 2), release(), at("2026-11-23T13:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	before, late := event("EMI", "2026-11-23T10:00:00Z"), event("EMD", "2026-11-20T10:00:00Z")
	if p := q.Offered(release(), tracked(late, before), late.Key()); p != nil {
		t.Error("what was not conclusive is offered once more", p)
	}
	again := event("EMI", "2026-11-23T13:30:00Z")
	if p := q.Offered(release(), tracked(late, before, again), again.Key()); p == nil {
		t.Error("it was delivered after that, and nobody says so")
	}
}

func TestCustoms_AClockThatIsFast_ChangesNothingLasting(t *testing.T) {
	hold := tracking.Event{Code: "EME", Retention: "DOC", Time: at("2026-11-24T08:00:00Z"), ReceivedAt: at("2026-11-23T10:00:00Z")} // 22 hours ahead
	freed := tracking.Event{Code: "EDC", Time: at("2026-11-23T12:00:00Z"), ReceivedAt: at("2026-11-23T12:05:00Z")}
	if c := CustomsFrom(release(), []tracking.Event{hold}); !c.Held || !c.At.Equal(hold.ReceivedAt) {
		t.Fatal(c)
	}
	if c := CustomsFrom(release(), []tracking.Event{hold, freed}); c.Held {
		t.Fatal("it was released after the hold was told, and counts as held for good", c)
	}
}

func TestTrack_AnAnsweredInquiry_TakesTheEventWithoutAProposal(t *testing.T) {
	q, e := track(t, replied(t, trn, "2026-11-23T10:00:00Z"), Tracking{Key: "i", Code: "EMI", Time: at("2026-11-23T11:00:00Z")}, delivered("2026-11-23T11:00:00Z"), "2026-11-23T11:05:00Z")
	if e.Kind != TrackingUpdated || q.Proposal != nil || q.State != StateReplied {
		t.Fatal(q)
	}
}

func TestTrack_ALaterRelease_LetsTheClockOfAReturnedInquiryStandStillForInformationOnly(t *testing.T) {
	q := freed(t, reply(t, held(t, routed(t), "2026-11-23T10:00:00Z"), inc, "2026-11-23T11:00:00Z"), "2026-11-23T12:00:00Z")
	if q.Clock.HeldFor(ForCustoms) || !q.Clock.HeldFor(ForInformation) || !q.CheckAt().Equal(q.RespondBy) || q.RespondBy.Equal(time.Time{}) {
		t.Fatal(q.Clock)
	}
}
