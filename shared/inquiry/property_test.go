package inquiry_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// TestAnyCommandSequence draws random commands at random times and holds what must always be true.
func TestAnyCommandSequence(t *testing.T) {
	cal, rel := berlin(t), release()
	states := []State{StateDraft, StateSent, StateOpened, StateReplied, StateReturned, StateClosed}
	arrive := func(level int, held bool) Arrival {
		return Arrival{Centre: "DEA-FRA", Calendar: cal, TargetMinutes: []int{0, 360, 960, 4800}[level], Customs: Customs{Held: held}}
	}
	commands := []string{"edit", "send", "send", "route", "route", "unroutable", "open", "open", "DLV", "TRN", "TRN", "NFD", "INC", "supplement", "read", "escalate", "escalate", "reject",
		"close", "withdraw", "tick", "tick", "tick", "hold", "release", "delivered", "handOver", "move", "assign", "note", "join", "attach", "merge"}
	rapid.Check(t, func(rt *rapid.T) {
		now := monday
		workflow := rapid.SampledFrom([]string{"WII", "WII", "GEN", "ACK"}).Draw(rt, "workflow")
		q, first := Draft("01TEST", Start{ItemID: "EE123456799GB", Product: "EMS", Workflow: workflow, CatalogueVersion: "test.1",
			Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, 1, now, asker)
		other := Fold([]Event{first})
		other.ID, other.State = "01OTHER", StateSent
		req, history := complete, []Event{first}
		decided := map[int]int{}
		level, due := 1, time.Time{}

		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "minutes")) * time.Minute)
			before, after := q, q
			var e Event
			var err error
			changed := true
			switch rapid.SampledFrom(commands).Draw(rt, "command") {
			case "edit":
				after, req, e, err = q.Edit(Edit{Fields: map[string]any{"remark": "x"}}, req, rel, now, asker)
			case "send":
				after, e, err = q.Send(complete, rel, Circumstances{}, monday, asker)
			case "route":
				a := arrive(1, rapid.Bool().Draw(rt, "held"))
				if workflow == "ACK" {
					a.TargetMinutes = 0
				}
				after, e, changed, err = q.Route(a, rel, now)
			case "unroutable":
				after, e, changed = q.MarkUnroutable(directory.NoCentre, now)
			case "open":
				after, e, changed, err = q.Open(rel, cal, now.AddDate(0, 6, 0), now, answerer)
			case "DLV":
				after, e, err = q.Reply(dlv, rel, cal, cal, now, answerer)
			case "TRN":
				after, e, err = q.Reply(trn, rel, cal, cal, now, answerer)
			case "NFD":
				after, e, err = q.Reply(Reply{Code: "NFD", Fields: map[string]any{"expectedDate": "2026-12-01"}}, rel, cal, cal, now, answerer)
			case "INC":
				after, e, err = q.Reply(inc, rel, cal, cal, now, answerer)
			case "supplement":
				after, req, e, err = q.Supplement(map[string]any{"contents": "More"}, req, rel, cal, now, asker)
			case "read":
				after, e, changed, err = q.Read(rel, cal, now, asker)
			case "escalate":
				after, req, e, err = q.Escalate(map[string]any{"statement": "I have it not"}, Words{}, req, arrive(min(q.Level+1, 3), q.Customs.Held), "", rel, now, asker)
			case "reject":
				after, req, e, err = q.Reject("WRONG", map[string]any{"statement": "I have it not"}, Words{}, req, arrive(min(q.Level+1, 3), q.Customs.Held), rel, now, asker)
			case "close":
				after, e, err = q.Close("CLO_OK", rel, now.AddDate(0, 6, 0), now, asker)
			case "withdraw":
				after, e, err = q.Close("CLO_WDR", rel, now.AddDate(0, 6, 0), now, asker)
			case "tick":
				after, e, changed = q.Tick(cal, now.AddDate(0, 6, 0), now)
			case "hold":
				after, e, changed, err = q.Track(Tracking{Key: "h", Code: "EME", Retention: "DOC", Time: now.Add(-time.Hour)}, nil, rel, cal, now)
			case "release":
				after, e, changed, err = q.Track(Tracking{Key: "r", Code: "EDC", Time: now}, nil, rel, cal, now)
			case "delivered":
				after, e, changed, err = q.Track(Tracking{Key: "i", Code: "EMI", Time: now}, &Proposal{Code: "DLV", Class: "C", Final: true, EventTime: now}, rel, cal, now)
			case "handOver":
				after, e, err = q.HandOver(directory.CallCentre{ID: "DEA-HAM", Operator: "DEA", Products: []string{"EMS"}}, "LOAD", "", "", rel, now, answerer)
			case "move":
				after, e, changed, err = q.MoveDue(Pause{Cause: ForForceMajeure, From: now, To: now.Add(30 * time.Hour), Ref: "m"}, "FLOOD", "", cal, now, answerer)
			case "assign":
				after, e, changed, err = q.Assign(Replier, Assignee{Subject: "b"}, rel, now, answerer)
			case "note":
				after, e, err = q.Note(Requester, Words{Text: "Call back"}, rel, now, asker)
			case "join":
				after, e, err = q.Join(Reference{CustomerRef: "K-1"}, "", rel, now, asker)
			case "attach":
				after, e, err = q.Attach(Attachment{ID: "a"}, rel, now, asker)
			case "merge":
				after, _, e, _, err = q.Merge(other, rel, now.AddDate(0, 6, 0), now, asker)
			}
			if err != nil || !changed {
				if !cmp.Equal(before, after) {
					rt.Fatalf("a refused or empty step changed the inquiry: %s", cmp.Diff(before, after))
				}
				continue
			}
			if before.State == StateClosed && e.Kind != Noted {
				rt.Fatalf("a closed inquiry took %s", e.Kind)
			}
			q, history = after, append(history, e)
			if q.Level != level {
				if q.Level < level || e.Kind != Escalated && e.Kind != Rejected {
					rt.Fatalf("level %d became %d by %s", level, q.Level, e.Kind)
				}
				level, due = q.Level, time.Time{}
			}
			if e.OnTime != nil {
				decided[q.Level]++
			}

			if !slices.Contains(states, q.State) {
				rt.Fatalf("unlisted state %q", q.State)
			}
			if e.Seq != len(history) || q.Version != len(history) {
				rt.Fatalf("event %d of %d: nothing may be lost or doubled", e.Seq, len(history))
			}
			if f := q.FolderOf(Requester); f == NoFolder {
				rt.Fatalf("in no folder of the requester: %+v", q)
			}
			if f := q.FolderOf(Replier); (f == NoFolder) != (q.Replier.Centre == "") {
				rt.Fatalf("replier's folder %q with centre %q", f, q.Replier.Centre)
			}
			if q.Clock.DueAt.Before(due) {
				rt.Fatalf("the due time moved back from %s to %s", due, q.Clock.DueAt)
			}
			if q.Clock.DueAt.After(due) && !due.IsZero() && !slices.Contains([]Kind{Supplemented, TrackingUpdated, DueMoved}, e.Kind) {
				rt.Fatalf("%s moved the due time", e.Kind)
			}
			due = q.Clock.DueAt
			if decided[q.Level] > 1 {
				rt.Fatal("on time was decided twice at a level")
			}
			if q.State == StateReplied && q.OnTime == nil {
				rt.Fatal("an answered inquiry must know whether it was on time")
			}
			if q.OnTime != nil && *q.OnTime && q.Overdue {
				rt.Fatal("on time and overdue")
			}
			if people := len(q.Actions(Requester, rel)) + len(q.Actions(Replier, rel)); people == 0 {
				rt.Fatalf("nobody can do anything in %s", q.State)
			}
			if q.State == StateSent && q.Replier.Centre == "" && q.CheckAt().IsZero() {
				rt.Fatal("it waits for a route and nobody will look")
			}
			if (q.State == StateReturned || q.State == StateReplied && q.LastReply.Class == ClassConclusive || q.State == StateClosed) && q.CheckAt().IsZero() {
				rt.Fatalf("%s: nobody will look when nobody reacts", q.State)
			}
		}
		if d := cmp.Diff(q, Fold(history)); d != "" {
			rt.Fatalf("the history does not add up to the head: %s", d)
		}
	})
}
