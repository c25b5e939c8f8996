package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestEscalate_AfterInconclusiveReply_GoesOneLevelUp(t *testing.T) {
	q := replied(t, trn, "2026-11-23T10:00:00Z")
	q, req, e, err := q.Escalate(statement, Words{Text: "Still nothing.", Language: "en"}, complete, arrivalAt(t, 2), "", release(), at("2026-11-24T08:00:00Z"), asker)
	if err != nil || e.Kind != Escalated || e.Level != 2 || q.Level != 2 || q.State != StateSent || e.Text != "Still nothing." {
		t.Fatal(q, e, err)
	}
	// a clock of its own: 16 working hours from Tuesday 09:00 in Berlin
	if !q.Clock.StartedAt.Equal(at("2026-11-24T08:00:00Z")) || !q.Clock.DueAt.Equal(at("2026-11-25T16:00:00Z")) || q.Warned != 0 || q.OnTime != nil || !q.OpenedAt.IsZero() {
		t.Error(q)
	}
	if req.Fields["statement"] != statement["statement"] || req.Fields["contents"] != "A book" {
		t.Error(req)
	}
	if d := cmp.Diff([]string{"statement"}, e.Fields); d != "" {
		t.Error(d)
	}
	if q.FolderOf(Replier) != ToDo || q.FolderOf(Requester) != Waiting {
		t.Error(q.FolderOf(Replier), q.FolderOf(Requester))
	}
}

func TestEscalate_WhenTheReplyIsOverdue_IsPossibleAtOnce(t *testing.T) {
	q, _ := tick(t, routed(t), "2026-11-23T15:00:01Z")
	q = escalate(t, q, "2026-11-23T15:00:02Z")
	if q.Level != 2 || q.Overdue || q.OnTime != nil {
		t.Fatal(q)
	}
}

func TestEscalate_BeforeTheDueTime_IsConflict(t *testing.T) {
	for _, q := range []Inquiry{drafted(), sent(t), routed(t), replied(t, inc, "2026-11-23T10:00:00Z")} {
		_, _, _, err := q.Escalate(statement, Words{}, complete, arrivalAt(t, 2), "", release(), monday, asker)
		refused(t, err, NotAllowed)
	}
}

func TestEscalate_AConclusiveReply_IsConflict(t *testing.T) {
	_, _, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Escalate(statement, Words{}, complete, arrivalAt(t, 2), "", release(), monday, asker)
	refused(t, err, NotAllowed)
}

func TestEscalate_AtTheLastLevel_IsConflict(t *testing.T) {
	q := escalate(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2026-11-24T08:00:00Z")
	q = reply(t, escalate(t, reply(t, q, trn, "2026-11-24T10:00:00Z"), "2026-11-25T08:00:00Z"), nfd, "2026-11-25T10:00:00Z")
	_, _, _, err := q.Escalate(statement, Words{}, complete, arrivalAt(t, 3), "", release(), at("2026-11-25T11:00:00Z"), asker)
	refused(t, err, NotAllowed)
	if q.Level != 3 {
		t.Fatal(q.Level)
	}
}

func TestEscalate_FromOneToThree_WhereTheWorkflowHasNoLevelTwo(t *testing.T) {
	q := reply(t, route(t, sendAs(t, "DMG", Circumstances{}), arrival(t)), trn, "2026-11-23T10:00:00Z")
	q, _, _, err := q.Escalate(statement, Words{}, complete, arrivalAt(t, 3), "", release(), monday, asker)
	if err != nil || q.Level != 3 {
		t.Fatal(q.Level, err)
	}
}

func TestEscalate_WithoutWhatTheHigherLevelNeeds_IsRefused(t *testing.T) {
	q := replied(t, trn, "2026-11-23T10:00:00Z")
	after, req, _, err := q.Escalate(nil, Words{}, complete, arrivalAt(t, 2), "", release(), monday, asker)
	refused(t, err, "inquiry-incomplete", "fields.statement")
	if d := cmp.Diff(q, after); d != "" || len(req.Fields) != len(complete.Fields) {
		t.Error("a refused step changed something", d)
	}
}

func TestEscalate_ToAnotherCentre_ReleasesTheAgentOfTheOldOne_NotTheRequesters(t *testing.T) {
	q := replied(t, trn, "2026-11-23T10:00:00Z")
	q.ReplierAgent, q.RequesterAgent = Assignee{Subject: "b"}, Assignee{Subject: "a"}
	a := arrivalAt(t, 2)
	if same, _, _, err := q.Escalate(statement, Words{}, complete, a, "", release(), monday, asker); err != nil || same.ReplierAgent.Subject != "b" {
		t.Error("the same centre goes on with the same agent", err)
	}
	a.Centre = "DEA-HAM"
	if q, _, _, err := q.Escalate(statement, Words{}, complete, a, "", release(), monday, asker); err != nil || q.ReplierAgent != (Assignee{}) || q.RequesterAgent.Subject != "a" {
		t.Error(q.ReplierAgent, q.RequesterAgent, err)
	}
}

func TestEscalate_WhereNoCentreTakesTheLevel_IsUnroutableNotLost(t *testing.T) {
	q, _, _, err := replied(t, trn, "2026-11-23T10:00:00Z").Escalate(statement, Words{}, complete, Arrival{}, "no-centre-for-product", release(), monday, asker)
	if err != nil || q.FolderOf(Requester) != UnroutableFolder || q.CheckAt().IsZero() || q.Clock.Started() {
		t.Fatal(q, err)
	}
	q = route(t, q, arrivalAt(t, 2))
	if q.FolderOf(Requester) != Waiting || q.FolderOf(Replier) != ToDo || q.Level != 2 {
		t.Fatal(q)
	}
}

func reject(t *testing.T, q Inquiry, reason string) (Inquiry, Event, error) {
	t.Helper()
	q, _, e, err := q.Reject(reason, statement, Words{Text: "That is not my parcel."}, complete, arrivalAt(t, min(q.Level+1, 3)), release(), at("2026-11-24T08:00:00Z"), asker)
	return q, e, err
}

func TestReject_AConclusiveReply_ReopensOneLevelUp(t *testing.T) {
	q, e, err := reject(t, replied(t, dlv, "2026-11-23T10:00:00Z"), "WRONG")
	if err != nil || e.Kind != Rejected || e.Reason != "WRONG" || q.Level != 2 || q.State != StateSent || !q.Rejected || !q.RespondBy.IsZero() {
		t.Fatal(q, e, err)
	}
	if q.Unroutable != "" || q.FolderOf(Requester) != Waiting {
		t.Error("the reason of a rejection is not that of an unroutable inquiry")
	}
}

func TestReject_Twice_IsConflict(t *testing.T) {
	q, _, err := reject(t, replied(t, dlv, "2026-11-23T10:00:00Z"), "WRONG")
	if err != nil {
		t.Fatal(err)
	}
	q = reply(t, q, dlv, "2026-11-24T10:00:00Z")
	_, _, err = reject(t, q, "WRONG")
	refused(t, err, NotAllowed)
	if hint := problem.As(err).Error(); hint == "" {
		t.Error("says nothing")
	}
}

func TestReject_WithoutAReasonOfTheCatalogue_IsRefused(t *testing.T) {
	for _, reason := range []string{"", "LATE"} {
		_, _, err := reject(t, replied(t, dlv, "2026-11-23T10:00:00Z"), reason)
		refused(t, err, "rejection-reason-unknown", "reason")
	}
}

func TestReject_AnInconclusiveReply_IsConflict(t *testing.T) {
	_, _, err := reject(t, replied(t, trn, "2026-11-23T10:00:00Z"), "WRONG")
	refused(t, err, NotAllowed)
}

func TestReject_AtTheLastLevel_IsConflict(t *testing.T) {
	q := escalate(t, replied(t, trn, "2026-11-23T10:00:00Z"), "2026-11-24T08:00:00Z")
	q = reply(t, escalate(t, reply(t, q, trn, "2026-11-24T10:00:00Z"), "2026-11-25T08:00:00Z"), dlv, "2026-11-25T10:00:00Z")
	_, _, err := reject(t, q, "WRONG")
	refused(t, err, NotAllowed)
}

func TestEscalate_WhileCustomsHoldsTheItem_StartsAClockThatStandsStill(t *testing.T) {
	q := replied(t, trn, "2026-11-23T10:00:00Z")
	a := arrivalAt(t, 2)
	a.Customs = Customs{Held: true, At: monday}
	q, _, e, err := q.Escalate(statement, Words{}, complete, a, "", release(), at("2026-11-24T08:00:00Z"), asker)
	if err != nil || !q.Clock.HeldFor(ForCustoms) || !q.CheckAt().Equal(at("2026-12-08T16:00:00Z")) || e.Customs == nil || !q.Customs.Held {
		t.Fatal(q, err)
	}
}
