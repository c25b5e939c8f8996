package inquiry_test

import (
	"encoding/json"
	"strings"
	"testing"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestAssign_TakeGiveRelease_SeenByTheOwnSideOnly(t *testing.T) {
	q := routed(t)
	for _, to := range []Assignee{{Subject: "b", Name: "B. Example"}, {Subject: "c", Name: "C. Example"}, {}} {
		after, e, changed, err := q.Assign(Replier, to, release(), monday, answerer)
		if err != nil || !changed || after.Agent(Replier) != to || e.VisibleTo([]Side{Requester}) || !e.VisibleTo([]Side{Replier}) {
			t.Fatal(after.ReplierAgent, e, err)
		}
		q = after
	}
	if q.RequesterAgent != (Assignee{}) || q.Version != routed(t).Version+3 {
		t.Error(q)
	}
}

func TestAssign_EachSideHasItsOwnAgent(t *testing.T) {
	q, _, _, _ := routed(t).Assign(Replier, Assignee{Subject: "b"}, release(), monday, answerer)
	q, _, _, err := q.Assign(Requester, Assignee{Subject: "a"}, release(), monday, asker)
	if err != nil || q.Agent(Requester).Subject != "a" || q.Agent(Replier).Subject != "b" {
		t.Fatal(q.RequesterAgent, q.ReplierAgent, err)
	}
}

func TestAssign_ToTheOneWhoHasIt_ChangesNothing(t *testing.T) {
	q, _, _, _ := routed(t).Assign(Replier, Assignee{Subject: "b"}, release(), monday, answerer)
	if _, _, changed, err := q.Assign(Replier, Assignee{Subject: "b"}, release(), monday, answerer); changed || err != nil {
		t.Fatal(changed, err)
	}
}

func TestAssign_AClosedInquiry_IsConflict(t *testing.T) {
	q, _, _ := routed(t).Close("CLO_WDR", release(), archive, monday, asker)
	_, _, _, err := q.Assign(Replier, Assignee{Subject: "b"}, release(), monday, answerer)
	refused(t, err, NotAllowed)
}

func TestAssign_DoesNotTouchTheClock(t *testing.T) {
	q, _, _, err := routed(t).Assign(Replier, Assignee{Subject: "b"}, release(), monday, answerer)
	if err != nil || !q.Clock.DueAt.Equal(routed(t).Clock.DueAt) || q.State != StateSent {
		t.Fatal(q, err)
	}
}

func TestNote_OtherSideNeverSees(t *testing.T) {
	for _, side := range []Side{Requester, Replier} {
		other := map[Side]Side{Requester: Replier, Replier: Requester}[side]
		q, e, err := routed(t).Note(side, Words{Text: "Secret remark", Language: "en"}, release(), monday, answerer)
		if err != nil || !e.VisibleTo([]Side{side}) || e.VisibleTo([]Side{other}) || !e.VisibleTo([]Side{Requester, Replier}) {
			t.Fatal(e, err)
		}
		notice, err := json.Marshal(NoticeOf(q, e))
		if err != nil || strings.Contains(string(notice), "Secret") || NoticeOf(q, e).Private != side {
			t.Error("the notice of a note tells it", string(notice))
		}
	}
}

func TestNote_OnAClosedInquiry_IsKept(t *testing.T) {
	q, _, _ := routed(t).Close("CLO_WDR", release(), archive, monday, asker)
	if _, e, err := q.Note(Requester, Words{Text: "Customer called again."}, release(), monday, asker); err != nil || e.Kind != Noted {
		t.Fatal(err)
	}
}

func TestNote_Empty_IsRefused(t *testing.T) {
	_, _, err := routed(t).Note(Requester, Words{Text: " \n"}, release(), monday, asker)
	refused(t, err, "note-empty", "text")
}

func TestNote_AFlood_IsRefused_AndLeavesRoomForTheConversation(t *testing.T) {
	q, err := routed(t), error(nil)
	for err == nil && q.Version < 1000 {
		q, _, err = q.Note(Requester, Words{Text: "x"}, release(), monday, asker)
	}
	refused(t, err, "history-full", "text")
	reply(t, q, dlv, "2026-11-23T10:00:00Z")
}

func TestAttach_TwentyDocuments_AndNoMore(t *testing.T) {
	q := routed(t)
	for range 20 {
		var err error
		if q, _, err = q.Attach(Attachment{ID: "a", Name: "invoice.pdf", Size: 10}, release(), monday, asker); err != nil {
			t.Fatal(err)
		}
	}
	_, _, err := q.Attach(Attachment{ID: "b"}, release(), monday, asker)
	refused(t, err, "attachments-full", "inquiryId")
}

func TestAttach_AClosedInquiry_IsConflict(t *testing.T) {
	q, _, _ := routed(t).Close("CLO_WDR", release(), archive, monday, asker)
	_, _, err := q.Attach(Attachment{ID: "a"}, release(), monday, asker)
	refused(t, err, NotAllowed)
}

// Whatever a person writes, reads or is called stays out of what the rest of the system is told.
func TestNotice_OfEveryStep_HoldsNoPersonalData(t *testing.T) {
	secret := "Erika Mustermann"
	by := Actor{Kind: ByAgent, Subject: "b", Name: secret, Operator: "DEA", Centre: "DEA-FRA"}
	steps := map[Kind]func() (Inquiry, Event){
		Noted: func() (Inquiry, Event) {
			q, e, _ := routed(t).Note(Replier, Words{Text: secret}, release(), monday, by)
			return q, e
		},
		Assigned: func() (Inquiry, Event) {
			q, e, _, _ := routed(t).Assign(Replier, Assignee{"b", secret}, release(), monday, by)
			return q, e
		},
		Joined: func() (Inquiry, Event) {
			q, e, _ := routed(t).Join(Reference{CustomerRef: secret, CRMCase: secret}, secret, release(), monday, by)
			return q, e
		},
		Attached: func() (Inquiry, Event) {
			q, e, _ := routed(t).Attach(Attachment{ID: "a", Name: secret}, release(), monday, by)
			return q, e
		},
		Replied: func() (Inquiry, Event) {
			q, e, _ := routed(t).Reply(Reply{Code: "DLV", Text: secret, Fields: map[string]any{"date": "2026-11-20", "receivedBy": secret}}, release(), berlin(t), berlin(t), monday, by)
			return q, e
		},
		Escalated: func() (Inquiry, Event) {
			q, _, e, _ := replied(t, trn, "2026-11-23T10:00:00Z").Escalate(map[string]any{"statement": secret}, Words{Text: secret}, complete, arrivalAt(t, 2), "", release(), monday, by)
			return q, e
		},
		Rejected: func() (Inquiry, Event) {
			q, _, e, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Reject("WRONG", statement, Words{Text: secret}, complete, arrivalAt(t, 2), release(), monday, by)
			return q, e
		},
		HandedOver: func() (Inquiry, Event) {
			q, e, _ := routed(t).HandOver(hamburg, "LOAD", secret, "", release(), monday, by)
			return q, e
		},
		DueMoved: func() (Inquiry, Event) {
			q, e, _, _ := routed(t).MoveDue(flood("2026-11-23T11:00:00Z", "2026-11-25T11:00:00Z"), "FLOOD", secret, berlin(t), monday, by)
			return q, e
		},
		TrackingUpdated: func() (Inquiry, Event) {
			p := delivered("2026-11-23T10:00:00Z")
			p.Fields = map[string]any{"receivedBy": secret}
			return track(t, routed(t), Tracking{Key: "i", Code: "EMI", Time: monday}, p, "2026-11-23T10:00:00Z")
		},
	}
	for kind, do := range steps {
		q, e := do()
		if e.Kind != kind {
			t.Errorf("%s was not taken", kind)
		}
		text, err := json.Marshal(NoticeOf(q, e))
		if err != nil || strings.Contains(string(text), "Mustermann") {
			t.Errorf("the notice of %s: %s", kind, text)
		}
	}
}
