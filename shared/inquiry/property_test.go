package inquiry_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// TestAnyCommandSequence draws random commands at random times and holds what must always be true.
func TestAnyCommandSequence(t *testing.T) {
	cal, rel := berlin(t), release()
	states := []State{StateDraft, StateSent, StateOpened, StateReplied, StateReturned, StateClosed}
	rapid.Check(t, func(rt *rapid.T) {
		now := monday
		q, first := Draft("01TEST", Start{ItemID: "EE123456799GB", Product: "EMS", Workflow: "WII", CatalogueVersion: "test.1",
			Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, now, asker)
		req, history, decided := complete, []Event{first}, 0
		var due time.Time

		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "minutes")) * time.Minute)
			before, after := q, q
			var e Event
			var err error
			changed := true
			switch rapid.SampledFrom([]string{"edit", "send", "route", "unroutable", "open", "DLV", "TRN", "INC", "supplement", "read", "close", "tick", "tick", "track"}).Draw(rt, "command") {
			case "edit":
				after, req, e, err = q.Edit(Edit{Fields: map[string]any{"remark": "x"}}, req, now, asker)
			case "send":
				after, e, err = q.Send(complete, rel, monday, asker)
			case "route":
				after, e, changed, err = q.Route("DEA-FRA", cal, 360, now)
			case "unroutable":
				after, e, changed = q.MarkUnroutable(NoCentre, now)
			case "open":
				after, e, changed, err = q.Open(cal, now, answerer)
			case "DLV":
				after, e, err = q.Reply(dlv, rel, cal, now, answerer)
			case "TRN":
				after, e, err = q.Reply(trn, rel, cal, now, answerer)
			case "INC":
				after, e, err = q.Reply(inc, rel, cal, now, answerer)
			case "supplement":
				after, req, e, err = q.Supplement(map[string]any{"contents": "More"}, req, rel, cal, now, asker)
			case "read":
				after, e, changed, err = q.Read(cal, now, asker)
			case "close":
				after, e, err = q.Close("CLO_OK", rel, now, asker)
			case "tick":
				after, e, changed = q.Tick(cal, now)
			case "track":
				after, e, changed = q.Track(Tracking{Key: "k", Code: "EMD"}, now)
			}
			if err != nil || !changed {
				if !cmp.Equal(before, after) {
					rt.Fatalf("a refused or empty step changed the inquiry: %s", cmp.Diff(before, after))
				}
				continue
			}
			if before.State == StateClosed {
				rt.Fatalf("a closed inquiry took %s", e.Kind)
			}
			q, history = after, append(history, e)
			if e.OnTime != nil {
				decided++
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
			due = q.Clock.DueAt
			if decided > 1 {
				rt.Fatal("on time was decided twice")
			}
			if q.State == StateReplied && q.OnTime == nil {
				rt.Fatal("an answered inquiry must know whether it was on time")
			}
			if q.OnTime != nil && *q.OnTime && q.Overdue {
				rt.Fatal("on time and overdue")
			}
			if len(q.Actions(Requester))+len(q.Actions(Replier)) == 0 && q.State != StateClosed && !(q.State == StateSent && q.Replier.Centre == "") {
				rt.Fatalf("nobody can do anything in %s", q.State)
			}
		}
		if d := cmp.Diff(q, Fold(history)); d != "" {
			rt.Fatalf("the history does not add up to the head: %s", d)
		}
	})
}
