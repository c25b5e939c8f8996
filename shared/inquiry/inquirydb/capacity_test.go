//go:build emulator

package inquirydb_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

// TestCapacity holds docs/data-model.md: what each access pattern may cost, in DynamoDB's units.
func TestCapacity(t *testing.T) {
	s := start(t)
	cost := func(name string, budget float64, do func() error) {
		t.Helper()
		s.meter.Reset()
		if err := do(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := s.meter.Reset()
		t.Logf("%-40s %5.1f of %5.1f units", name, got, budget)
		if got > budget || got == 0 {
			t.Errorf("%s cost %.1f units, the budget is %.1f", name, got, budget)
		}
	}
	acted := func(_ inquiry.Inquiry, err error) error { return err }
	var id inquiry.ID
	cost("raise and send", 12+1.5, func() error {
		q, err := s.Raise(t.Context(), ana, ask(t, 1), monday)
		id = q.ID
		return err
	})
	load := 1.0 // each step loads head and request first
	cost("route", load+11.5+1.5, func() error { return s.Route(t.Context(), id, monday) })
	cost("open", load+6, func() error { return acted(s.Open(t.Context(), bruno, id, monday)) })
	cost("record a tracking event", load+6, func() error {
		return s.tell(t.Context(), 1, id, tracking.Event{Code: "EMD", Time: monday}, monday)
	})
	cost("reply", load+14, func() error { return acted(s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(time.Hour))) })
	cost("read", load+4, func() error { return acted(s.Read(t.Context(), ana, id, monday.Add(time.Hour))) })
	cost("close", load+16, func() error { return acted(s.Close(t.Context(), ana, id, 0, "CLO_OK", monday.Add(time.Hour))) })
	cost("inquiry with its history", 2, func() error { _, err := s.Look(t.Context(), ana, id, inquiry.Unseen, false, monday); return err })
	cost("counts of a centre", 1, func() error { _, err := s.store.Counts(t.Context(), "GBA-DON"); return err })

	for n := 2; n <= 61; n++ {
		s.asked(t, n)
	}
	cost("folder page of 25 out of 60", 1.5, func() error {
		rows, part, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 25}, monday)
		if len(rows) != 25 || part.Next == nil {
			t.Errorf("%d rows, next %v", len(rows), part.Next)
		}
		return err
	})
	cost("deadline tick with 60 open, none due", 2.5, func() error { _, err := s.CheckDeadlines(t.Context(), monday); return err })
}

// TestCapacity_OfEveryFurtherStep continues TestCapacity with what happens to some inquiries only.
func TestCapacity_OfEveryFurtherStep(t *testing.T) {
	s, step := start(t), step(t)
	ctx, now := t.Context(), monday
	cost := func(name string, budget float64, do func() error) {
		t.Helper()
		s.meter.Reset()
		if err := do(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := s.meter.Reset()
		t.Logf("%-40s %5.1f of %5.1f units", name, got, budget)
		if got > budget || got == 0 {
			t.Errorf("%s cost %.1f units, the budget is %.1f", name, got, budget)
		}
	}
	acted := func(_ inquiry.Inquiry, err error) error { return err }
	load := 1.0
	id := s.asked(t, 1)
	cost("assign", load+6, func() error { return acted(s.Assign(ctx, bruno, id, "me", now)) })
	cost("note", load+4, func() error { return acted(s.Note(ctx, bruno, id, inquiry.Words{Text: "Ask the depot"}, now)) })
	cost("join", load+4, func() error { return acted(s.Join(ctx, ana, id, inquiry.Reference{CustomerRef: "K-2"}, "", now)) })
	cost("attach", load+6, func() error {
		return acted(s.Attach(ctx, ana, id, inquiry.Attachment{ID: "01DOCUMENT0000000000000001", Name: "invoice.pdf"}, now))
	})
	cost("which documents it holds", 1, func() error {
		_, err := s.store.Attached(ctx, id, []string{"01DOCUMENT0000000000000001"})
		return err
	})
	hold := tracking.Event{Code: "EME", Retention: "DOC", Time: now.Add(time.Minute)}
	cost("customs holds it", load+10, func() error { return s.tell(ctx, 1, id, hold, now.Add(time.Minute)) })
	freed := tracking.Event{Code: "EDC", Time: now.Add(2 * time.Minute)}
	cost("customs releases it", load+12, func() error { return s.tell(ctx, 1, id, freed, now.Add(2*time.Minute)) })
	cost("hand over", load+11.5, func() error { return acted(s.HandOver(ctx, bruno, id, 0, "DEA-HAM", "LOAD", inquiry.Words{}, now)) })
	cost("return", load+14, func() error { return acted(s.Service.Reply(ctx, emil, id, 0, inc, now.Add(3*time.Minute))) })
	cost("supplement", load+18, func() error {
		return acted(s.Supplement(ctx, ana, id, 0, map[string]any{"contents": "More"}, inquiry.Words{}, now.Add(4*time.Minute)))
	})
	step(s.Service.Reply(ctx, emil, id, 0, trn, now.Add(time.Hour)))
	cost("escalate", load+16.5, func() error { return acted(s.Escalate(ctx, ana, id, 0, nil, inquiry.Words{}, now.Add(time.Hour))) })
	step(s.Service.Reply(ctx, bruno, id, 0, dlv, now.Add(2*time.Hour)))
	cost("reject", load+14.5, func() error {
		return acted(s.Reject(ctx, ana, id, 0, "WRONG", nil, inquiry.Words{}, now.Add(2*time.Hour)))
	})
	cmd := ask(t, 1)
	cmd.Send = false
	draft := step(s.Raise(ctx, ana, cmd, now))
	cost("merge a draft", 2*load+14, func() error { return acted(s.Merge(ctx, ana, draft.ID, id, now.Add(2*time.Hour))) })
	cmd.Workflow, cmd.Send = "GEN", true
	cost("raise and send, of a limited workflow, on an item with an open inquiry", 15+2.5, func() error { return acted(s.Raise(ctx, ana, cmd, now)) })

	cost("open inquiries on an item", 1, func() error { _, err := s.store.OpenOn(ctx, item(t, 1).ID); return err })
	cost("uses of a limited workflow", 1, func() error { _, err := s.store.Uses(ctx, item(t, 1).ID, "GEN", "GBA"); return err })
}

// TestCapacity_OfTheDeadlineChecker counts what the time alone does to a single inquiry: a tick costs 2.5 at rest.
func TestCapacity_OfTheDeadlineChecker(t *testing.T) {
	s := start(t)
	ctx, load, rest := t.Context(), 1.0, 2.5
	id := s.asked(t, 1)
	cost := func(name string, budget float64, do func() error) {
		t.Helper()
		s.meter.Reset()
		if err := do(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := s.meter.Reset()
		t.Logf("%-40s %5.1f of %5.1f units", name, got, budget)
		if got > budget || got == 0 {
			t.Errorf("%s cost %.1f units, the budget is %.1f", name, got, budget)
		}
	}
	tick := func(at time.Duration) func() error {
		return func() error { _, err := s.CheckDeadlines(ctx, monday.Add(at)); return err }
	}
	declare := func() error {
		_, err := s.DeclareForceMajeure(ctx, olga, inquiry.Move{Centre: "DEA-FRA", From: monday.Add(5 * time.Hour), To: monday.Add(6 * time.Hour), Reason: "FLOOD"}, monday.Add(time.Minute))
		return err
	}
	cost("tick, due soon", rest+load+8, tick(4*time.Hour+time.Minute))
	if err := declare(); err != nil {
		t.Fatal(err)
	}
	cost("tick, carrying out a force majeure", rest+load+19, tick(4*time.Hour+2*time.Minute))
	cost("declarations of a centre", 0.5, func() error { _, err := s.ForceMajeure(ctx, olga, "DEA-FRA"); return err })
	cost("tick, overdue", rest+load+14, tick(7*time.Hour+time.Minute))
	if _, err := s.Service.Reply(ctx, bruno, id, 0, dlv, monday.Add(8*time.Hour)); err != nil {
		t.Fatal(err)
	}
	cost("tick, closing automatically", rest+load+16, tick(15*24*time.Hour+time.Minute))
}

// readUnits is what a query over items of these sizes costs when it need not be consistent: half a unit for each 4 KB or part of it.
func readUnits(t *testing.T, items []map[string]types.AttributeValue) float64 {
	t.Helper()
	size := 0
	for _, item := range items {
		size += kit.ItemSize(t, item)
	}
	return math.Ceil(float64(size)/4096) / 2
}

// What tracking said to whoever asked is kept with the question, and costs nothing: the step's item stays within a KB.
func TestSend_KeepsWhatTrackingSaid(t *testing.T) {
	s := start(t)
	for i := range 15 {
		s.net.items[item(t, 1).ID] = append(s.net.items[item(t, 1).ID], tracking.Event{Code: "EMD", Office: "DEFRAA", Country: "DE", Sender: "DEA", Time: monday.Add(time.Duration(i-20) * time.Hour)})
	}
	cmd := ask(t, 1)
	cmd.Urgent, cmd.UrgencyReason = true, "MEDICAL"
	s.meter.Reset()
	atOnce := step(t)(s.Raise(t.Context(), ana, cmd, monday))
	if got := s.meter.Reset(); got > 13.5 {
		t.Errorf("raise and send cost %.1f units, the budget is 13.5", got)
	}
	cmd.Workflow, cmd.Send = "WPD", false
	s.net.items[item(t, 1).ID] = append(s.net.items[item(t, 1).ID], delivered("A. Example"))
	later := step(t)(s.Service.Send(t.Context(), ana, step(t)(s.Raise(t.Context(), ana, cmd, monday)).ID, 0, monday))
	for id, last := range map[inquiry.ID]string{atOnce.ID: "EMD", later.ID: "EMI"} {
		history := s.look(t, ana, id).History
		sent := history[len(history)-1]
		if n := len(sent.Snapshot); !sent.LookedUp || n != 12 || sent.Snapshot[n-1].Code != last || sent.Snapshot[n-1].Office != "DEFRAA" || sent.Snapshot[n-1].Time.IsZero() {
			t.Errorf("%+v", sent.Snapshot)
		}
		for _, stored := range s.items(t, id) {
			if n := kit.ItemSize(t, stored); n > 1024 {
				t.Errorf("an item of %d bytes: each write of it costs twice", n)
			} else {
				t.Log(n, "bytes")
			}
		}
	}
	unknown := step(t)(s.Raise(t.Context(), ana, ask(t, 2), monday))
	if sent := s.look(t, ana, unknown.ID).History[0]; !sent.LookedUp || sent.Snapshot != nil {
		t.Error("it was looked up, and nothing was known", sent)
	}
}

// items are everything that is stored of an inquiry.
func (s system) items(t *testing.T, id inquiry.ID) []map[string]types.AttributeValue {
	t.Helper()
	out, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, KeyConditionExpression: aws.String("PK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("INQUIRY#" + string(id))}})
	if err != nil {
		t.Fatal(err)
	}
	return out.Items
}

// TestCapacity_BySize counts what the local engine does not: the bytes that are read.
func TestCapacity_BySize(t *testing.T) {
	s := start(t)
	id := s.asked(t, 1)
	for i := range 18 {
		if err := s.tell(t.Context(), 1, id, tracking.Event{Code: "EMD", Office: "DEFRAA", Country: "DE", Time: monday.Add(time.Duration(i) * time.Second)}, monday); err != nil {
			t.Fatal(err)
		}
	}
	out, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, KeyConditionExpression: aws.String("PK = :pk AND SK BETWEEN :from AND :to"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("INQUIRY#" + string(id)), ":from": dynamo.S("EVENT#"), ":to": dynamo.S("REQUEST")}})
	if err != nil || len(out.Items) != 22 {
		t.Fatal(err, len(out.Items))
	}
	for _, item := range out.Items {
		if n := kit.ItemSize(t, item); n > 1024 {
			t.Errorf("an item of %d bytes: each write of it costs twice", n)
		}
	}
	if got := readUnits(t, out.Items); got > 2 {
		t.Errorf("an inquiry with a history of 20 costs %.1f units, the budget is 2", got)
	}

	for n := 2; n <= 26; n++ {
		s.asked(t, n)
	}
	page, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, IndexName: aws.String("replier-folder"), KeyConditionExpression: aws.String("rpPK = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("DEA-FRA#toDo")}, Limit: aws.Int32(25)})
	if err != nil || len(page.Items) != 25 {
		t.Fatal(err, len(page.Items))
	}
	if got := readUnits(t, page.Items); got > 1.5 {
		t.Errorf("a folder page of 25 costs %.1f units, the budget is 1.5", got)
	}
}
