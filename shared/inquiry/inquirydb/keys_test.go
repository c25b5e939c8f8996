package inquirydb

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// TestKeys freezes the keys: stored data cannot be found by others.
func TestKeys(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 7_000_000, time.UTC)
	q := inquiry.Inquiry{ID: "01TEST", Version: 2, State: inquiry.StateSent, ItemID: "EE123456799GB", Workflow: "GEN", Urgent: true,
		Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}, Replier: inquiry.Party{Operator: "DEA", Centre: "DEA-FRA"}, SentAt: at,
		Clock: inquiry.Clock{StartedAt: at, TargetMinutes: 360, DueSoonAt: at.Add(4 * time.Hour), DueAt: at.Add(6 * time.Hour)}}
	head := headOf(q)
	closed := q
	closed.State, closed.ClosedAt, closed.ArchiveAt = inquiry.StateClosed, at, at.AddDate(0, 6, 0)
	ended := headOf(closed)
	got := map[string]dynamo.Key{
		"head":                   headKey("01TEST"),
		"request":                requestKey("01TEST"),
		"event":                  eventKey("01TEST", 7),
		"seen tracking event":    seenKey("01TEST", "2026-11-23T09:00:00Z#EMI#DEFRAA#DEA"),
		"seen document":          seenKey("01TEST", "01DOCUMENT"),
		"lock":                   openKey(matterOf(q)),
		"uses":                   usesKey("EE123456799GB", "GEN", "GBA"),
		"counts":                 countsKey("DEA-FRA"),
		"alert":                  alertKey("DEA-FRA", "20261123T090000_01TEST_2_replier"),
		"force majeure":          moveKey("DEA-FRA", "01MOVE"),
		"done":                   doneKey(inquiry.Done{Centre: "DEA-FRA", At: at, Inquiry: "01TEST", Seq: 2}),
		"requester's folder":     {PK: head.RqPK, SK: head.RqSK},
		"replier's folder":       {PK: head.RpPK, SK: head.RpSK},
		"deadline":               {PK: head.DlPK, SK: head.DlSK},
		"closed folder":          {PK: ended.RqPK, SK: ended.RqSK},
		"deadline of the closed": {PK: ended.DlPK, SK: ended.DlSK},
	}
	want := map[string]dynamo.Key{
		"head":                   {PK: "INQUIRY#01TEST", SK: "HEAD"},
		"request":                {PK: "INQUIRY#01TEST", SK: "REQUEST"},
		"event":                  {PK: "INQUIRY#01TEST", SK: "EVENT#000007"},
		"seen tracking event":    {PK: "INQUIRY#01TEST", SK: "SEEN#2026-11-23T09:00:00Z#EMI#DEFRAA#DEA"},
		"seen document":          {PK: "INQUIRY#01TEST", SK: "SEEN#01DOCUMENT"},
		"lock":                   {PK: "OPEN#EE123456799GB", SK: "GEN#GBA"},
		"uses":                   {PK: "USES#EE123456799GB", SK: "GEN#GBA"},
		"counts":                 {PK: "CENTRE#DEA-FRA", SK: "COUNTS"},
		"alert":                  {PK: "CENTRE#DEA-FRA", SK: "ALERT#20261123T090000_01TEST_2_replier"},
		"force majeure":          {PK: "CENTRE#DEA-FRA", SK: "MOVE#01MOVE"},
		"done":                   {PK: "CENTRE#DEA-FRA", SK: "DONE#2026-11-23T09:00:00.007Z#01TEST#2"},
		"requester's folder":     {PK: "GBA-DON#waiting", SK: "0#2026-11-23T15:00:00.007Z"},
		"replier's folder":       {PK: "DEA-FRA#toDo", SK: "0#2026-11-23T15:00:00.007Z"},
		"deadline":               {PK: "DEADLINE#2", SK: "2026-11-23T13:00:00.007Z"},
		"closed folder":          {PK: "GBA-DON#closed", SK: "1#2026-11-23T09:00:00.007Z"},
		"deadline of the closed": {PK: "DEADLINE#2", SK: "2027-05-23T09:00:00.007Z"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if openMoves != "MOVES" {
		t.Error("the pointers to open declarations are in", openMoves)
	}
}

func TestKeys_TheReplierHasNoFolderBeforeItArrives(t *testing.T) {
	head := headOf(inquiry.Inquiry{ID: "01TEST", State: inquiry.StateSent, Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}, Replier: inquiry.Party{Operator: "DEA"}})
	if head.RpPK != "" || head.RqPK != "GBA-DON#waiting" {
		t.Error(head.RpPK, head.RqPK)
	}
}

func TestHead_ReadsBackAsItWasStored(t *testing.T) {
	at, yes := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), true
	q := inquiry.Inquiry{ID: "01TEST", Version: 9, State: inquiry.StateReplied, ItemID: "EE123456799GB", Product: "EMS", Workflow: "WII", Level: 2, CatalogueVersion: "test.1", Urgent: true,
		Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}, Replier: inquiry.Party{Operator: "DEA", Centre: "DEA-FRA"},
		RequesterAgent: inquiry.Assignee{Subject: "ana", Name: "Ana"}, ReplierAgent: inquiry.Assignee{Subject: "bruno", Name: "Bruno"}, Unroutable: "x",
		CreatedAt: at, SentAt: at, OpenedAt: at, RepliedAt: at, ReadAt: at, ClosedAt: at, ChangedAt: at,
		Clock: inquiry.Clock{Calendar: "x7", StartedAt: at, TargetMinutes: 360, DueSoonAt: at, LastCallAt: at, DueAt: at, Pauses: []inquiry.Pause{{Cause: inquiry.ForForceMajeure, From: at, To: at, Ref: "01MOVE", EndedAt: at}},
			Held: []inquiry.Hold{{Cause: inquiry.ForCustoms, From: at, LookAt: at}}},
		Warned: 2, Overdue: true, OnTime: &yes, LastReply: &inquiry.ReplyRef{Code: "TRN", Class: "I"}, Deferred: true, Rejected: true, RespondBy: at, FollowUpAt: at, LookAt: at,
		Customs:     inquiry.Customs{Held: true, At: at},
		Proposal:    &inquiry.Proposal{Code: "DLV", Class: "C", Fields: map[string]any{"date": "2026-11-20"}, Complete: true, Final: true, EventKey: "k", EventCode: "EMI", EventTime: at, Office: "DEFRAA"},
		ClosingCode: "CLO_OK", MergedInto: "01OTHER", Attachments: 3, ArchiveAt: at, Archived: true, Erased: true, Fingerprint: "f"}
	if d := cmp.Diff(q, headOf(q).inquiry()); d != "" {
		t.Error(d)
	}
}

func matterOf(q inquiry.Inquiry) inquiry.Matter {
	m, _ := q.OpenMatter()
	return m
}
