//go:build emulator

package inquirydb_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func (n *network) AgentsOf(ctx context.Context, code directory.OperatorCode) ([]directory.Agent, error) {
	out := []directory.Agent{}
	for _, subject := range []string{"ana", "bruno", "doris", "emil"} {
		if a, err := n.Agent(ctx, subject); err == nil && a.Operator == code {
			out = append(out, a)
		}
	}
	return out, nil
}

func (n *network) LatestAgent(ctx context.Context, subject string) (directory.Agent, error) {
	return n.Agent(ctx, subject)
}

// tells passes on what happened to an inquiry since a step, as the notifier does: twice, since a queue may.
func (s system) tells(t *testing.T, id inquiry.ID) {
	t.Helper()
	_, events, err := s.store.History(t.Context(), id, true)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for i, e := range events {
			n := inquiry.NoticeOf(inquiry.Fold(events[:i+1]), e)
			if err := s.RecordDone(t.Context(), n); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTeam_SaysWhoWorksOnWhat_AndWhatWasDoneToday(t *testing.T) {
	s, step := start(t), step(t)
	s.Service.Teams = s.net
	ctx := t.Context()
	answered, open, free := s.asked(t, 1), s.asked(t, 2), s.asked(t, 3)
	step(s.Assign(ctx, bruno, open, "me", monday))
	step(s.Service.Reply(ctx, bruno, answered, 0, dlv, monday.Add(time.Hour)))
	step(s.Reject(ctx, ana, answered, 0, "WRONG", nil, inquiry.Words{Text: "That is another parcel"}, monday.Add(2*time.Hour)))
	for _, id := range []inquiry.ID{answered, open, free} {
		s.tells(t, id)
	}
	b, err := s.Team(ctx, hans, "DEA-FRA", monday.Add(3*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	loads := map[string][2]int{"": {b.Unassigned.Open, b.Unassigned.Today.Answered}}
	for _, p := range b.People {
		loads[p.Agent.Subject] = [2]int{p.Open, p.Today.Answered}
	}
	if d := cmp.Diff(map[string][2]int{"": {2, 0}, "bruno": {1, 1}, "doris": {0, 0}}, loads); d != "" {
		t.Error(d)
	}
	if !b.Complete || !b.TodayAll || b.Examined != 3 || b.Folders[inquiry.ToDo] != 3 || (b.Today != inquiry.DoneCount{Answered: 1}) {
		t.Errorf("%+v", b)
	}
	asking, err := s.Team(ctx, gina, "GBA-DON", monday.Add(3*time.Hour))
	if err != nil || asking.Today.Asked != 4 { // three questions and one answer that was not accepted
		t.Errorf("%+v %v", asking.Today, err)
	}
	for agent, want := range map[string]int{"bruno": 1, "none": 2, "": 3, "doris": 0} {
		rows, complete, err := s.TeamWork(ctx, hans, "DEA-FRA", agent, monday.Add(3*time.Hour))
		if err != nil || len(rows) != want || !complete {
			t.Error(agent, len(rows), err)
		}
	}
	tomorrow, err := s.Team(ctx, hans, "DEA-FRA", monday.Add(20*time.Hour))
	if err != nil || tomorrow.Today != (inquiry.DoneCount{}) {
		t.Errorf("%+v %v", tomorrow.Today, err)
	}
	done, all, err := s.store.DoneSince(ctx, "DEA-FRA", monday, monday.Add(3*time.Hour))
	if err != nil || !all || len(done) != 2 || done[1].By.Subject != "" || done[1].Kind != inquiry.Rejected { // the centre learns that its answer was not accepted, not by whom
		t.Errorf("%+v %v", done, err)
	}
}

// Whose work it is, is for those who lead: an agent is told so, another post that there is no such call centre.
func TestTeam_IsForThoseWhoLead(t *testing.T) {
	s := start(t)
	s.Service.Teams = s.net
	for name, c := range map[string]struct {
		by   principal.Principal
		slug string
	}{"an agent": {bruno, "role-missing"}, "another post's supervisor": {gina, "call-centre-unknown"}, "supervisor": {hans, ""}, "administrator": {olga, ""}} {
		_, err := s.Team(t.Context(), c.by, "DEA-FRA", monday)
		if _, _, work := s.TeamWork(t.Context(), c.by, "DEA-FRA", "", monday); problem.As(err).Slug != problem.As(work).Slug && c.slug != "" {
			t.Error(name, work)
		}
		if c.slug == "" && err != nil || c.slug != "" && !problem.Is(err, c.slug) {
			t.Error(name, err)
		}
	}
}

// A desk looks at a thousand inquiries and two thousand steps at most; its units are those of their bytes.
func TestCapacity_OfTheDesk(t *testing.T) {
	s := start(t)
	s.Service.Teams = s.net
	ctx := t.Context()
	s.fill(t, 3000, monday)
	yes := true
	for from := 0; from < 2100; from += 25 {
		var batch []types.WriteRequest
		for i := from; i < from+25; i++ {
			if i%100 == 0 { // as the notifier stores one; the others are its likes
				if err := s.store.PutDone(ctx, inquiry.Done{Centre: "DEA-FRA", By: inquiry.Assignee{Subject: "0f9a7c1e-8f2d-4a55-9e0c-6b1f0f3c2d11", Name: "Bruno Example"}, Inquiry: inquiry.ID(fmt.Sprintf("01DONE%020d", i)), Seq: 4,
					Kind: inquiry.Replied, At: monday.Add(time.Duration(i) * time.Second), Workflow: "WII", Level: 1, OnTime: &yes}); err != nil {
					t.Fatal(err)
				}
				continue
			}
			at := monday.Add(time.Duration(i) * time.Second).UTC().Format("2006-01-02T15:04:05.000Z")
			batch = append(batch, types.WriteRequest{PutRequest: &types.PutRequest{Item: map[string]types.AttributeValue{"PK": dynamo.S("CENTRE#DEA-FRA"), "SK": dynamo.S(fmt.Sprintf("DONE#%s#01DONE%020d#4", at, i)),
				"sub": dynamo.S("0f9a7c1e-8f2d-4a55-9e0c-6b1f0f3c2d11"), "name": dynamo.S("Bruno Example"), "inq": dynamo.S(fmt.Sprintf("01DONE%020d", i)), "seq": dynamo.N(4), "kind": dynamo.S("replied"),
				"at": dynamo.N(int(monday.UnixMilli())), "wf": dynamo.S("WII"), "lvl": dynamo.N(1)}}})
		}
		if _, err := s.store.Client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{s.store.Table: batch}}); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	b, err := s.Team(ctx, hans, "DEA-FRA", monday.Add(time.Hour))
	if err != nil || b.Complete || b.Examined != inquiry.TeamReach || b.TodayAll || b.Today.Answered != 2000 || b.Folders[inquiry.ToDo] != 3000 {
		t.Fatalf("%d examined, complete %t, %+v, all %t: %v", b.Examined, b.Complete, b.Today, b.TodayAll, err)
	}
	index, limit := "replier-folder", int32(inquiry.TeamReach)
	condition, own, begins := "rpPK = :pk", "PK = :pk AND begins_with(SK, :done)", map[string]types.AttributeValue{":pk": dynamo.S("CENTRE#DEA-FRA"), ":done": dynamo.S("DONE#")}
	rows, err := s.store.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.store.Table, IndexName: &index, KeyConditionExpression: &condition, Limit: &limit,
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": dynamo.S("DEA-FRA#toDo")}})
	if err != nil {
		t.Fatal(err)
	}
	steps, err := s.store.Client.Query(ctx, &dynamodb.QueryInput{TableName: &s.store.Table, KeyConditionExpression: &own, ExpressionAttributeValues: begins})
	if err != nil {
		t.Fatal(err)
	}
	work, day := readUnits(t, rows.Items), readUnits(t, steps.Items)
	t.Logf("%d inquiries read %.1f units, %d steps %.1f, in %s here", len(rows.Items), work, len(steps.Items), day, time.Since(began).Round(time.Millisecond))
	if work > 60 || day > 70 {
		t.Errorf("a full desk costs %.1f and %.1f units", work, day)
	}
	s.meter.Reset()
	d := inquiry.Done{Centre: "DEA-FRA", By: inquiry.Assignee{Subject: "bruno", Name: "Bruno"}, Inquiry: "01DONE", Seq: 4, Kind: inquiry.Replied, At: monday, Workflow: "WII", Level: 1, OnTime: &yes}
	if err := s.store.PutDone(ctx, d); err != nil || s.meter.Reset() > 1 {
		t.Error("a step costs more than a unit to keep", err)
	}
}

// Who works there no more lets go of everything, asked or to be answered, waiting or not; who still does keeps it.
func TestLetGo_TakesTheWorkOfWhoHasLeft(t *testing.T) {
	s, step := start(t), step(t)
	s.Service.Teams = s.net
	ctx := t.Context()
	ids := []inquiry.ID{s.asked(t, 1), s.asked(t, 2), s.asked(t, 3)}
	for _, id := range ids[:2] {
		step(s.Assign(ctx, bruno, id, "me", monday))
	}
	step(s.Service.Reply(ctx, bruno, ids[1], 0, dlv, monday.Add(time.Hour))) // waits for the asking post now
	step(s.Assign(ctx, doris, ids[2], "me", monday))
	if _, _, err := s.LetGo(ctx, hans, "DEA-FRA", "bruno", monday); !problem.Is(err, "agent-still-here") {
		t.Error(err)
	}
	if _, _, err := s.LetGo(ctx, bruno, "DEA-FRA", "bruno", monday); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
	s.Service.Teams = moved{s.net}
	for _, want := range []int{2, 0} {
		released, more, err := s.LetGo(ctx, olga, "DEA-FRA", "bruno", monday.Add(2*time.Hour))
		if err != nil || released != want || more {
			t.Error(released, more, err)
		}
	}
	for i, want := range []string{"", "", "doris"} {
		if got := s.look(t, bruno, ids[i]).Inquiry.ReplierAgent.Subject; got != want {
			t.Error(i, got)
		}
	}
}

// moved is a directory in which everybody works in Hamburg by now.
type moved struct{ *network }

func (m moved) LatestAgent(ctx context.Context, subject string) (directory.Agent, error) {
	a, err := m.Agent(ctx, subject)
	a.CallCentres = []directory.CentreID{"DEA-HAM"}
	return a, err
}
