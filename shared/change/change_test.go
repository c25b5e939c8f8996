package change_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func happening(kind string, seq int) change.Happening {
	return change.Happening{InquiryID: "01KBAZ0000000000000000DEMO", Seq: seq, Kind: kind, At: now, ActorKind: "agent", ActorCentre: "GBA-DON", ItemID: "EE123456799GB", Product: "EMS",
		Workflow: "WII", Level: 1, State: "sent", ExternalRef: "CASE-20817", RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-FRA",
		DueAt: now.Add(48 * time.Hour), ReplyCode: "DLV", ReplyClass: "C", ClosingCode: "SOLVED"}
}

func operators(changes []change.Change) string {
	var out []string
	for _, c := range changes {
		out = append(out, string(c.Operator)+":"+strings.Join(c.Inquiry.Sides, "+"))
	}
	return strings.Join(out, " ")
}

func TestOf_TellsWhoMaySeeIt(t *testing.T) {
	with := func(edit func(*change.Happening)) change.Happening {
		h := happening("replied", 4)
		edit(&h)
		return h
	}
	for name, c := range map[string]struct {
		h    change.Happening
		want string
	}{
		"both sides, the asking one first": {with(func(*change.Happening) {}), "GBA:requester DEA:replier"},
		"it has reached nobody":            {with(func(h *change.Happening) { h.ReplierCentre = "" }), "GBA:requester"},
		"nobody is to be asked yet":        {with(func(h *change.Happening) { h.ReplierOperator, h.ReplierCentre = "", "" }), "GBA:requester"},
		"a post asks itself":               {with(func(h *change.Happening) { h.ReplierOperator, h.ReplierCentre = "GBA", "GBA-LON" }), "GBA:requester+replier"},
		"private to the asking side":       {with(func(h *change.Happening) { h.Private = change.Requester }), "GBA:requester"},
		"private to the replying side":     {with(func(h *change.Happening) { h.Private = change.Replier }), "DEA:replier"},
		"private, and a post asks itself": {with(func(h *change.Happening) {
			h.ReplierOperator, h.ReplierCentre, h.Private = "GBA", "GBA-LON", change.Replier
		}), "GBA:requester+replier"},
		"readdressed: who had it is told so": {with(func(h *change.Happening) { h.Kind, h.LeftOperator = "readdressed", "FRA" }), "GBA:requester DEA:replier FRA:"},
		"of no kind that is told":            {with(func(h *change.Happening) { h.Kind = "read" }), ""},
		"of no kind that is known":           {with(func(h *change.Happening) { h.Kind = "sneezed" }), ""},
	} {
		if got := operators(change.Of(c.h)); got != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
}

func TestOf_TheCaseIsForTheAskerOnly_AndThePartnerIsTheOtherSide(t *testing.T) {
	changes := change.Of(happening("replied", 4))
	asks, answers := changes[0].Inquiry, changes[1].Inquiry
	if asks.ExternalRef != "CASE-20817" || asks.Centre != "GBA-DON" || asks.Partner != (change.Partner{Operator: "DEA", Centre: "DEA-FRA"}) {
		t.Errorf("%+v", asks)
	}
	if answers.ExternalRef != "" || answers.Centre != "DEA-FRA" || answers.Partner != (change.Partner{Operator: "GBA", Centre: "GBA-DON"}) {
		t.Errorf("%+v", answers)
	}
	left := happening("readdressed", 5)
	left.LeftOperator = "FRA"
	gone := change.Of(left)[2].Inquiry
	if gone.Partner.Operator != "GBA" || gone.DueAt != nil || gone.ExternalRef != "" {
		t.Errorf("who has it no more learns %+v", gone)
	}
}

func TestChange_IsWrittenAsAMessage(t *testing.T) {
	c := change.Of(happening("replied", 4))[0]
	c.Number = 17
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"id":"01KBAZ0000000000000000DEMO.4","type":"inquiry.replied","timestamp":"2026-11-23T09:00:00Z","number":17,"sequence":4,` +
		`"inquiry":{"id":"01KBAZ0000000000000000DEMO","externalRef":"CASE-20817","itemId":"EE123456799GB","product":"EMS","workflow":"WII","level":1,"state":"sent",` +
		`"sides":["requester"],"centre":"GBA-DON","partner":{"operator":"DEA","centre":"DEA-FRA"},"dueAt":"2026-11-25T09:00:00Z"},` +
		`"data":{"replyCode":"DLV","replyClass":"C","actorKind":"agent"},"links":{"inquiry":"/v1/inquiries/01KBAZ0000000000000000DEMO"}}`
	if d := cmp.Diff(want, string(raw)); d != "" {
		t.Error(d)
	}
	back := change.Change{Operator: "GBA"}
	if err := json.Unmarshal(raw, &back); err != nil || cmp.Diff(c, back) != "" {
		t.Error(err, cmp.Diff(c, back))
	}
}

// Every kind of event is told, or is said not to be, with the reason.
func TestTerms_KnowEveryKindOfEvent(t *testing.T) {
	terms := change.Bounds()
	if terms.Origin == "" || terms.KeepDays < 30 || terms.WaitSeconds <= 0 || terms.WaitSeconds > 25 {
		t.Errorf("%+v", terms)
	}
	kinds := []inquiry.Kind{inquiry.Drafted, inquiry.Edited, inquiry.Sent, inquiry.Routed, inquiry.Unroutable, inquiry.Readdressed, inquiry.Opened, inquiry.Replied, inquiry.Returned,
		inquiry.Supplemented, inquiry.Read, inquiry.Escalated, inquiry.Rejected, inquiry.HandedOver, inquiry.DueSoon, inquiry.Overdue, inquiry.DueMoved, inquiry.MoveEnded, inquiry.FollowUp,
		inquiry.Reminded, inquiry.Carried, inquiry.TrackingUpdated, inquiry.Assigned, inquiry.Noted, inquiry.Joined, inquiry.Merged, inquiry.Attached, inquiry.Closed, inquiry.Archived, inquiry.Erased}
	var got []inquiry.Kind
	for _, k := range terms.Kinds {
		if k.Why == "" {
			t.Errorf("%s has no reason", k.Kind)
		}
		got = append(got, inquiry.Kind(k.Kind))
		if slices.Contains(change.Types(), "inquiry."+k.Kind) != k.Told {
			t.Errorf("%s", k.Kind)
		}
	}
	if d := cmp.Diff(kinds, got); d != "" {
		t.Error(d)
	}
}

// What the notice says arrives: the two are of one JSON.
func TestHappening_ReadsTheNotice(t *testing.T) {
	onTime := true
	n := inquiry.Notice{EventID: "I#4", InquiryID: "I", Seq: 4, Kind: inquiry.Replied, At: now, ActorKind: inquiry.ByMachine, ActorCentre: "DEA-FRA", ItemID: "EE123456799GB", Product: "EMS",
		Workflow: "WII", Level: 2, State: inquiry.StateReplied, ExternalRef: "CASE-1", LeftOperator: "FRA", RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA",
		ReplierCentre: "DEA-FRA", DueAt: now, ReplyCode: "DLV", ReplyClass: "C", ClosingCode: "X", OnTime: &onTime, Private: inquiry.Replier, Reason: "R", Event: "EMH", AttachmentID: "A", Discarded: true}
	raw, err := json.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	var got change.Happening
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	want := change.Happening{InquiryID: "I", Seq: 4, Kind: "replied", At: now, ActorKind: "machine", ActorCentre: "DEA-FRA", ItemID: "EE123456799GB", Product: "EMS", Workflow: "WII", Level: 2,
		State: "replied", ExternalRef: "CASE-1", LeftOperator: "FRA", RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-FRA", DueAt: now,
		ReplyCode: "DLV", ReplyClass: "C", ClosingCode: "X", OnTime: &onTime, Private: "replier", Reason: "R", Event: "EMH", AttachmentID: "A", Discarded: true}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
