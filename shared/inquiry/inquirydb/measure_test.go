//go:build emulator

package inquirydb_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

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
