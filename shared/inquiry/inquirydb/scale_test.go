//go:build emulator

package inquirydb_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// fill puts heads of open inquiries into the table, all asked of DEA-FRA by GBA-DON and due on the Monday after sending: every tenth urgent, every
// fourth of an agent. Only the heads: what lists, counts and deadlines read. The counts are set to match.
func (s system) fill(t testing.TB, n int, sent time.Time) {
	t.Helper()
	batches := make(chan []types.WriteRequest)
	errs := make(chan error, 16)
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for batch := range batches {
				for pending := batch; len(pending) > 0; {
					out, err := s.store.Client.BatchWriteItem(t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{s.store.Table: pending}})
					if err != nil {
						errs <- err
						return
					}
					pending = out.UnprocessedItems[s.store.Table]
				}
			}
			errs <- nil
		})
	}
	for from := 0; from < n; from += 25 {
		var batch []types.WriteRequest
		for i := from; i < min(from+25, n); i++ {
			at := sent.Add(time.Duration(i%3600) * time.Second)
			q := inquiry.Inquiry{ID: inquiry.ID(fmt.Sprintf("01FILL%020d", i)), Version: 2, State: inquiry.StateSent, ItemID: item(t, 50_000_000+i).ID, Product: "EMS", Workflow: "WII", Level: 1,
				CatalogueVersion: "test.1", Urgent: i%10 == 0, Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}, Replier: inquiry.Party{Operator: "DEA", Centre: "DEA-FRA"},
				CreatedAt: at, SentAt: at, ChangedAt: at,
				Clock: inquiry.Clock{StartedAt: at, TargetMinutes: 360, DueSoonAt: at.Add(270 * time.Minute), LastCallAt: at.Add(4 * time.Hour), DueAt: at.Add(6 * time.Hour)}}
			if i%4 == 0 {
				q.ReplierAgent = inquiry.Assignee{Subject: "bruno"}
			}
			head, err := inquirydb.HeadItem(q)
			if err != nil {
				t.Fatal(err)
			}
			batch = append(batch, types.WriteRequest{PutRequest: &types.PutRequest{Item: head}})
		}
		batches <- batch
	}
	close(batches)
	writers.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	for centre, f := range map[string]inquiry.Folder{"GBA-DON": inquiry.Waiting, "DEA-FRA": inquiry.ToDo} {
		counts := map[string]types.AttributeValue{":n": dynamo.N(n)}
		expression, names := "ADD #f :n", map[string]string{"#f": string(f)}
		if _, err := s.store.Client.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{TableName: &s.store.Table, Key: dynamo.Key{PK: "CENTRE#" + centre, SK: "COUNTS"}.Map(),
			UpdateExpression: &expression, ExpressionAttributeNames: names, ExpressionAttributeValues: counts}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCapacity_OfALargeCentre asks a centre with ten thousand open inquiries what a folder costs; `go test -tags "emulator scale"` asks one with a
// hundred thousand, and the budgets are the same.
func TestCapacity_OfALargeCentre(t *testing.T) { largeCentre(t, 10_000) }

func largeCentre(t *testing.T, size int) {
	t.Helper()
	s := start(t)
	began := time.Now()
	s.fill(t, size, monday)
	t.Logf("%d open inquiries in one centre, filled in %s", size, time.Since(began).Round(time.Second))
	cost := func(name string, budget float64, do func() error) {
		t.Helper()
		s.meter.Reset()
		began := time.Now()
		err := do()
		got := s.meter.Reset()
		t.Logf("%-50s %5.1f of %5.1f units, %s", name, got, budget, time.Since(began).Round(time.Millisecond))
		if err != nil || got > budget || got == 0 {
			t.Errorf("%s cost %.1f units, the budget is %.1f (%v)", name, got, budget, err)
		}
	}
	page := func(f inquiry.Folder, p inquiry.Page, rows int) func() error {
		return func() error {
			got, part, err := s.List(t.Context(), bruno, "DEA-FRA", f, p, monday)
			if len(got) != rows || rows > 0 && part.Next == nil {
				t.Errorf("%d rows of %d, next %v", len(got), rows, part.Next)
			}
			return err
		}
	}
	deep, err := s.store.Folder(t.Context(), "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 2000})
	if err != nil {
		t.Fatal(err)
	}
	cost("folder page of 25, after two thousand", 1.5, page(inquiry.ToDo, inquiry.Page{Limit: 25, Position: deep.Next}, 25))
	cost("filtered: one's own", 3, page(inquiry.ToDo, inquiry.Page{Limit: 25, Filter: inquiry.Filter{Agent: "me"}}, 25))
	cost("filtered: nothing there", 12, func() error {
		got, part, err := s.List(t.Context(), bruno, "DEA-FRA", inquiry.ToDo, inquiry.Page{Limit: 25, Filter: inquiry.Filter{Workflow: "DMG"}}, monday)
		if len(got) != 0 || part.Examined != inquirydb.FilterReach || part.Next == nil {
			t.Errorf("%d rows, %d examined", len(got), part.Examined)
		}
		return err
	})
	cost("counts of the centre", 1, func() error {
		c, err := s.Count(t.Context(), bruno, "DEA-FRA")
		if c.Folders[inquiry.ToDo] != size {
			t.Errorf("%d counted", c.Folders[inquiry.ToDo])
		}
		return err
	})
	cost("deadline tick, none due", 2.5, func() error {
		moved, err := s.CheckDeadlines(t.Context(), monday.Add(time.Minute))
		if moved != 0 {
			t.Errorf("%d moved", moved)
		}
		return err
	})
	id := inquiry.ID("")
	cost("raise, send and route beside them", 12+12.5+3, func() error {
		q, err := s.Raise(t.Context(), ana, ask(t, 1), monday)
		if id = q.ID; err != nil {
			return err
		}
		return s.Route(t.Context(), id, monday)
	})
	cost("reply beside them", 15, func() error {
		_, err := s.Service.Reply(t.Context(), bruno, id, 0, dlv, monday.Add(time.Hour))
		return err
	})

	// what the local engine does not count: the bytes of a page
	index, condition, limit := "replier-folder", "rpPK = :pk", int32(25)
	out, err := s.store.Client.Query(t.Context(), &dynamodb.QueryInput{TableName: &s.store.Table, IndexName: &index, KeyConditionExpression: &condition,
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("DEA-FRA#toDo")}, Limit: &limit})
	if err != nil || len(out.Items) != 25 {
		t.Fatal(err, len(out.Items))
	}
	got := readUnits(t, out.Items)
	t.Logf("a folder page of 25 reads %.1f units by its bytes", got)
	if got > 1.5 {
		t.Errorf("a folder page of 25 costs %.1f units, the budget is 1.5", got)
	}

	// and what people wait for: the middle of several, since the machine does other things too
	var took []time.Duration
	for range 3 {
		began := time.Now()
		if err := page(inquiry.ToDo, inquiry.Page{Limit: 25}, 25)(); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	t.Logf("a folder page takes %s here", took[1].Round(time.Millisecond))
}
