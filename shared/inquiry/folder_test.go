package inquiry_test

import (
	"testing"
	"time"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestFolder_EverySideFindsEveryInquiry(t *testing.T) {
	unroutable, _, _ := sent(t).MarkUnroutable("operator-has-no-centre", monday)
	opened, _, _, _ := open(t, routed(t), "2026-11-23T10:00:00Z")
	overdue, _ := tick(t, routed(t), "2026-11-23T15:10:00Z")
	closed, _, _ := routed(t).Close("CLO_WDR", release(), archive, monday, asker)
	for _, c := range []struct {
		name               string
		q                  Inquiry
		requester, replier Folder
	}{
		{"draft", drafted(), Drafts, NoFolder},
		{"sent", sent(t), Waiting, NoFolder},
		{"unroutable", unroutable, UnroutableFolder, NoFolder},
		{"routed", routed(t), Waiting, ToDo},
		{"opened", opened, Waiting, ToDo},
		{"overdue", overdue, OverdueByPartner, OverdueByUs},
		{"conclusively replied", replied(t, dlv, "2026-11-23T10:00:00Z"), ToRead, Waiting},
		{"inconclusively replied", replied(t, trn, "2026-11-23T10:00:00Z"), ToRead, Waiting},
		{"returned", replied(t, inc, "2026-11-23T10:00:00Z"), ReturnedToUs, Waiting},
		{"returned when it was overdue", reply(t, overdue, inc, "2026-11-23T15:20:00Z"), ReturnedToUs, Waiting},
		{"held by customs", held(t, routed(t), "2026-11-23T10:00:00Z"), Waiting, ToDo},
		{"escalated", escalate(t, overdue, "2026-11-23T15:20:00Z"), Waiting, ToDo},
		{"closed", closed, ClosedFolder, ClosedFolder},
	} {
		if rq, rp := c.q.FolderOf(Requester), c.q.FolderOf(Replier); rq != c.requester || rp != c.replier {
			t.Errorf("%s: %q, %q; want %q, %q", c.name, rq, rp, c.requester, c.replier)
		}
	}
}

func TestFolder_IsOrderedByWhatIsDueNext(t *testing.T) {
	q := routed(t)
	if !q.SortTime(ToDo).Equal(q.Clock.DueAt) || !q.SortTime(Waiting).Equal(q.Clock.DueAt) {
		t.Error("what waits for an answer: by its due time")
	}
	q = replied(t, dlv, "2026-11-23T10:00:00Z")
	if !q.SortTime(ToRead).Equal(q.RespondBy) || !q.SortTime(Waiting).Equal(q.RepliedAt) {
		t.Error("a conclusive reply: by when it closes; at the replier by when it was given")
	}
	q = replied(t, trn, "2026-11-23T10:00:00Z")
	if !q.SortTime(ToRead).Equal(q.RepliedAt) {
		t.Error("an inconclusive one: by when it came")
	}
	q = replied(t, inc, "2026-11-23T10:00:00Z")
	if !q.SortTime(ReturnedToUs).Equal(q.RespondBy) {
		t.Error("a returned one: by when it closes")
	}
	if q := drafted(); !q.SortTime(Drafts).Equal(q.CreatedAt) {
		t.Error("a draft: by when it was begun")
	}
}

func TestFilter_TakesWhatItNames(t *testing.T) {
	q := routed(t)
	q.ReplierAgent, q.RequesterAgent = Assignee{Subject: "b"}, Assignee{Subject: "a"}
	for _, c := range []struct {
		name string
		f    Filter
		side Side
		want bool
	}{
		{"nothing asked", Filter{}, Replier, true},
		{"product", Filter{Product: "EMS"}, Replier, true},
		{"another product", Filter{Product: "REG"}, Replier, false},
		{"workflow", Filter{Workflow: "WII"}, Replier, true},
		{"another workflow", Filter{Workflow: "DMG"}, Replier, false},
		{"level", Filter{Level: 1}, Replier, true},
		{"another level", Filter{Level: 2}, Replier, false},
		{"the replier's partner is the requester", Filter{Partner: "GBA"}, Replier, true},
		{"the requester's partner is the replier", Filter{Partner: "DEA"}, Requester, true},
		{"oneself is no partner", Filter{Partner: "DEA"}, Replier, false},
		{"item", Filter{Item: q.ItemID}, Replier, true},
		{"another item", Filter{Item: "EE123456808GB"}, Replier, false},
		{"one's own agent", Filter{Agent: "b"}, Replier, true},
		{"the other side's agent", Filter{Agent: "a"}, Replier, false},
		{"nobody's", Filter{Agent: "none"}, Replier, false},
		{"old enough", Filter{Before: monday.Add(time.Second)}, Replier, true},
		{"not old enough", Filter{Before: monday}, Replier, false},
		{"urgent", Filter{Urgent: true}, Replier, false},
		{"all of it", Filter{Product: "EMS", Workflow: "WII", Level: 1, Partner: "GBA", Item: q.ItemID, Agent: "b"}, Replier, true},
	} {
		if got := c.f.Takes(q, c.side); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
		if c.f.Active() == (c.name == "nothing asked") {
			t.Errorf("%s: active %v", c.name, c.f.Active())
		}
	}
	if !(Filter{Agent: "none"}).Takes(routed(t), Replier) {
		t.Error("nobody works on it")
	}
}
