//go:build emulator

package inquirydb_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// notices are what the stream tells of an inquiry, by kind.
func (s system) notices(t *testing.T, id inquiry.ID) map[inquiry.Kind]inquiry.Notice {
	t.Helper()
	out, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, KeyConditionExpression: new("PK = :pk AND begins_with(SK, :event)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S(inquirydb.InquiryPrefix + string(id)), ":event": dynamo.S("EVENT#")}})
	if err != nil {
		t.Fatal(err)
	}
	notices := map[inquiry.Kind]inquiry.Notice{}
	for _, item := range out.Items {
		var n inquiry.Notice
		if err := json.Unmarshal([]byte(item["notice"].(*types.AttributeValueMemberS).Value), &n); err != nil {
			t.Fatal(err)
		}
		notices[n.Kind] = n
	}
	return notices
}

// Every step keeps the hour and the weekday of the call centre it concerns; closing keeps the requester's working days.
func TestSave_EveryNoticeKeepsItsLocalHour(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Close(t.Context(), ana, id, 0, "CLO_OK", monday.Add(48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	notices := s.notices(t, id)
	for kind, want := range map[inquiry.Kind][2]int{ // it is nine in the United Kingdom and ten in Germany
		inquiry.Sent: {9, 1}, inquiry.Routed: {10, 1}, inquiry.Replied: {11, 1}, inquiry.Closed: {9, 3},
	} {
		n, ok := notices[kind]
		if !ok || n.Hour == nil || n.Weekday == nil || *n.Hour != want[0] || *n.Weekday != want[1] {
			t.Errorf("%s: hour %v, weekday %v, want %v", kind, n.Hour, n.Weekday, want)
		}
	}
	if n := notices[inquiry.Closed]; n.ClosedDays == nil || *n.ClosedDays != 2 {
		t.Errorf("closed after %v working days", n.ClosedDays)
	}
}

// Every step keeps how far the dates of both call centres are from that of UTC: an answer at half past midnight in Germany is of the next day there.
func TestSave_EveryNoticeKeepsTheDaysOfBothClocks(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, time.Date(monday.Year(), monday.Month(), monday.Day(), 23, 30, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	notices := s.notices(t, id)
	for kind, want := range map[inquiry.Kind]inquiry.Ahead{inquiry.Sent: {}, inquiry.Routed: {}, inquiry.Replied: {Replier: 1}} {
		if n, ok := notices[kind]; !ok || n.Ahead != want {
			t.Errorf("%s: %+v, want %+v", kind, n.Ahead, want)
		}
	}
}

// A call centre that moves to another zone between two steps: what happened before stands where it stood, what happens after is on the new clock. It is
// two at night in London when it is nine in the evening of the day before in New York.
func TestSave_ACallCentreMovedZonesBetweenTwoSteps(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	before := s.notices(t, id)
	moved, err := s.net.CallCentre(t.Context(), "GBA-DON")
	if err != nil {
		t.Fatal(err)
	}
	moved.Calendar.TimeZone = "America/New_York"
	s.net.edited = map[directory.CentreID]calendar.Spec{"GBA-DON": moved.Calendar}
	night := monday.Truncate(24*time.Hour).AddDate(0, 0, 1).Add(2 * time.Hour)
	if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, night); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Close(t.Context(), ana, id, 0, "CLO_OK", night.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	after := s.notices(t, id)
	for kind, want := range map[inquiry.Kind]struct{ hour, weekday, requester, replier int }{
		inquiry.Sent: {9, 1, 0, 0}, inquiry.Routed: {10, 1, 0, 0}, // London and Berlin, on Monday
		inquiry.Replied: {3, 2, -1, 0}, // Berlin, on Tuesday; Monday in New York
		inquiry.Closed:  {21, 2, -1, 0},
	} {
		n := after[kind]
		if n.Hour == nil || n.Weekday == nil || *n.Hour != want.hour || *n.Weekday != want.weekday || n.Ahead.Requester != want.requester || n.Ahead.Replier != want.replier {
			t.Errorf("%s: hour %v, weekday %v, days ahead %+v, want %+v", kind, n.Hour, n.Weekday, n.Ahead, want)
		}
		if d := cmp.Diff(before[kind], n); before[kind].Kind != "" && d != "" {
			t.Errorf("%s was kept, and is another now:\n%s", kind, d)
		}
	}
	if n := after[inquiry.Closed]; n.ClosedDays == nil || *n.ClosedDays != 1 {
		t.Errorf("closed after %v working days: from Monday to Tuesday in New York it is one", n.ClosedDays)
	}
}

// Every step keeps the hour of the week on both clocks, and the one that decides an answer those at which it was due; a side without a call centre has none.
func TestSave_EveryNoticeKeepsTheHoursOfBothClocks(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	due := s.look(t, ana, id).Inquiry.Clock.DueAt
	if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	hour := due.UTC().Hour() + 24*(int(due.UTC().Weekday())-1) // in the winter of the United Kingdom, and due on a working day
	notices := s.notices(t, id)
	for kind, want := range map[inquiry.Kind]inquiry.Clocks{ // it is nine on a Monday in the United Kingdom and ten in Germany
		inquiry.Sent: {Requester: new(9)}, inquiry.Routed: {Requester: new(9), Replier: new(10)},
		inquiry.Replied: {Requester: new(24 + 9), Replier: new(24 + 10), RequesterDue: new(hour), ReplierDue: new(hour + 1)},
	} {
		if d := cmp.Diff(want, notices[kind].Clocks); d != "" {
			t.Errorf("%s: %s", kind, d)
		}
	}
}

// How long a request was on its way is kept where it arrives, in the working time of whoever has it then: at once, the next morning, or where somebody sent it instead.
func TestQueue_IsKeptWhereARequestArrives(t *testing.T) {
	s := start(t)
	if n := s.notices(t, s.asked(t, 1))[inquiry.Routed]; n.QueueMinutes == nil || *n.QueueMinutes != 0 {
		t.Errorf("at once: %v minutes", n.QueueMinutes)
	}
	late, err := s.Raise(t.Context(), ana, ask(t, 2), monday) // ten in Germany, where the day ends at five
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Route(t.Context(), late.ID, monday.Add(24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if n := s.notices(t, late.ID)[inquiry.Routed]; n.QueueMinutes == nil || *n.QueueMinutes != 8*60 {
		t.Errorf("a day later: %v minutes, eight working hours", n.QueueMinutes)
	}
	sent := s.unroutable(t, 3)
	if _, err := s.Readdress(t.Context(), gina, sent, 0, inquiry.Party{Operator: "DEA", Centre: "DEA-HAM"}, inquiry.Words{}, monday.Add(90*time.Minute)); err != nil {
		t.Fatal(err)
	}
	notices := s.notices(t, sent)
	if n := notices[inquiry.Readdressed]; n.QueueMinutes == nil || *n.QueueMinutes != 90 {
		t.Errorf("sent elsewhere: %v minutes", n.QueueMinutes)
	}
	if n := notices[inquiry.Unroutable]; n.QueueMinutes != nil {
		t.Errorf("it has not arrived, and was %d minutes on its way", *n.QueueMinutes)
	}
}

// Whether an inquiry repeats another is kept when it is sent and when it arrives: one that is open is known at once, one that is closed is found by its item.
func TestRepeated_IsKeptWhenItIsSentAndWhenItArrives(t *testing.T) {
	s := start(t)
	repeats := func(id inquiry.ID, want bool, why string) {
		t.Helper()
		notices := s.notices(t, id)
		for _, kind := range []inquiry.Kind{inquiry.Sent, inquiry.Routed} {
			if r := notices[kind].Repeated; r == nil || *r != want {
				t.Errorf("%s, %s: %v, want %v", why, kind, r, want)
			}
		}
	}
	ask := func(workflow string, at time.Time) inquiry.ID {
		t.Helper()
		cmd := ask(t, 1)
		cmd.Workflow, cmd.Fields["postingDate"] = workflow, at.AddDate(0, 0, -10).Format(time.DateOnly)
		q, err := s.Raise(t.Context(), ana, cmd, at)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Route(t.Context(), q.ID, at); err != nil {
			t.Fatal(err)
		}
		return q.ID
	}
	end := func(id inquiry.ID, at time.Time) {
		t.Helper()
		if _, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, at); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Close(t.Context(), ana, id, 0, "CLO_OK", at); err != nil {
			t.Fatal(err)
		}
		if err := s.Index(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	first := ask("WII", monday)
	repeats(first, false, "the first")
	second := ask("GEN", monday.Add(time.Minute))
	repeats(second, true, "another question while the first is open")
	end(first, monday.Add(time.Hour))
	third := ask("WII", monday.Add(inquiry.RepeatWindow))
	repeats(third, true, "again, thirty days after the first was sent")
	repeats(s.asked(t, 2), false, "another item")
	if n := s.notices(t, third)[inquiry.Opened]; n.Repeated != nil {
		t.Error("other steps say nothing of it")
	}
	end(third, monday.Add(inquiry.RepeatWindow))
	repeats(ask("WII", monday.Add(3*inquiry.RepeatWindow)), false, "long after the others")
}
