package inquiry_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// life is an inquiry on its way through random commands at random times.
type life struct {
	q       Inquiry
	req     Request
	now     time.Time
	cals    map[directory.CentreID]*calendar.Calendar // as administrators have them now
	kept    map[string]*calendar.Calendar             // all that there ever were
	rel     *catalogue.Release
	history []Event
	past    []Inquiry // the head after each event
	told    int       // tracking events so far
}

// edit gives a call centre another calendar.
func (l *life) edit(c directory.CentreID, cal *calendar.Calendar) {
	l.cals[c], l.kept[cal.Digest()] = cal, cal
}

// requester is the calendar of the centre that asks.
func (l *life) requester() *calendar.Calendar { return l.cals["GBA-DON"] }

// ticking is the calendar of the side that is waited for.
func (l *life) ticking() *calendar.Calendar {
	if l.q.State == StateSent || l.q.State == StateOpened {
		return l.cal()
	}
	return l.requester()
}

// cal is the calendar that its clock counts on, or that of the centre that has it.
func (l *life) cal() *calendar.Calendar {
	if c, ok := l.kept[l.q.Clock.Calendar]; ok {
		return c
	}
	if c, ok := l.cals[l.q.Replier.Centre]; ok {
		return c
	}
	return l.cals["DEA-FRA"]
}

func (l *life) arrival(level int, held bool) Arrival {
	target, _ := l.rel.Target(l.q.Product, l.q.Workflow, level)
	return Arrival{Centre: "DEA-FRA", Calendar: l.cals["DEA-FRA"], TargetMinutes: target, Customs: Customs{Held: held || l.q.Customs.Held, At: l.q.Customs.At}}
}

// next is the level above, or the one it has.
func (l *life) next() int {
	wf, _ := l.rel.Workflow(l.q.Workflow)
	if level, ok := wf.NextLevel(l.q.Level); ok {
		return level
	}
	return l.q.Level
}

// tracked tells an event, perhaps late, perhaps early.
func (l *life) tracked(rt *rapid.T, code, retention string, p *Proposal) (Inquiry, Event, bool, error) {
	l.told++
	when := l.now.Add(time.Duration(rapid.IntRange(-3000, 60).Draw(rt, "told")) * time.Minute)
	if p != nil {
		p.EventTime = when
	}
	t := Tracking{Key: fmt.Sprint(l.told), Code: code, Retention: retention, Time: when}
	return l.q.Track(t, p, l.q.Customs.After(t, l.rel), l.rel, l.cal(), l.now)
}

// commands are everything that can happen to an inquiry.
var commands = map[string]func(*rapid.T, *life) (Inquiry, Event, bool, error){
	"edit": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, _, e, err := l.q.Edit(Edit{Fields: map[string]any{"remark": "x"}}, l.req, l.rel, l.now, asker)
		return q, e, true, err
	},
	"send": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, err := l.q.Send(complete, l.rel, Circumstances{Events: map[string]bool{"EMI": true}}, monday, asker)
		return q, e, true, err
	},
	"route": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		a := l.arrival(l.q.Level, rapid.Bool().Draw(rt, "held"))
		if rapid.Bool().Draw(rt, "known") {
			a.Proposal = delivered("2026-11-20T10:00:00Z")
		}
		return l.q.Route(a, l.rel, l.now)
	},
	"unroutable": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, changed := l.q.MarkUnroutable(directory.NoCentre, l.now)
		return q, e, changed, nil
	},
	"readdress": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		to := paris
		to.ID = rapid.SampledFrom([]directory.CentreID{"DEA-HAM", "FRA-PAR"}).Draw(rt, "to")
		q, e, err := l.q.Readdress(to, l.arrival(l.q.Level, false), Words{}, l.rel, l.now, asker)
		return q, e, true, err
	},
	"open": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		return l.q.Open(l.rel, l.cal(), l.now.AddDate(0, 6, 0), l.now, answerer)
	},
	"conclude": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) { return l.reply(dlv) },
	"attempt": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		return l.reply(Reply{Code: "ATT", Fields: map[string]any{"pickupPlace": "x", "lastDay": "2026-12-05"}})
	},
	"inform": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) { return l.reply(trn) },
	"promise": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		return l.reply(Reply{Code: "TRN", Fields: map[string]any{"place": "Hub", "expectedDate": l.now.AddDate(0, 0, 1).Format(time.DateOnly)}})
	},
	"searchOn": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) { return l.reply(nfd) },
	"askBack":  func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) { return l.reply(inc) },
	"supplement": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, req, e, err := l.q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, l.req, l.rel, l.cal(), l.now, asker)
		l.req = req
		return q, e, true, err
	},
	"read": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		return l.q.Read(l.rel, l.requester(), l.now, asker)
	},
	"escalate": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		a, reason := l.arrival(l.next(), false), ""
		if rapid.IntRange(0, 4).Draw(rt, "unroutable") == 0 {
			a, reason = Arrival{}, directory.NoCentreForProduct
		}
		q, req, e, err := l.q.Escalate(statement, Words{}, l.req, a, reason, l.rel, l.now, asker)
		l.req = req
		return q, e, true, err
	},
	"reject": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, req, e, err := l.q.Reject("WRONG", statement, Words{}, l.req, l.arrival(l.next(), false), l.rel, l.now, asker)
		l.req = req
		return q, e, true, err
	},
	"close": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, err := l.q.Close("CLO_OK", l.rel, l.now.AddDate(0, 2, 0), l.now, asker)
		return q, e, true, err
	},
	"withdraw": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, err := l.q.Close("CLO_WDR", l.rel, l.now.AddDate(0, 6, 0), l.now, asker)
		return q, e, true, err
	},
	"archive": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, changed := l.q.Archive(l.now.AddDate(0, 3, 0))
		return q, e, changed, nil
	},
	"tick": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, changed := l.q.Tick(l.rel, l.ticking(), l.now.AddDate(0, 6, 0), l.now)
		return q, e, changed, nil
	},
	"hold":    func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) { return l.tracked(rt, "EME", "DOC", nil) },
	"release": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) { return l.tracked(rt, "EDC", "", nil) },
	"delivered": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		return l.tracked(rt, "EMI", "", delivered("2026-11-20T10:00:00Z"))
	},
	"outForDelivery": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		return l.tracked(rt, "EDG", "", onTheWay("2026-11-20T10:00:00Z"))
	},
	"handOver": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		to := hamburg
		to.ID = rapid.SampledFrom([]directory.CentreID{"DEA-HAM", "DEA-FRA"}).Draw(rt, "to")
		q, e, err := l.q.HandOver(to, "LOAD", "", "", l.rel, l.now, answerer)
		return q, e, true, err
	},
	"leaveClosed": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		side := rapid.SampledFrom([]Side{Requester, Replier}).Draw(rt, "side")
		q, e, changed := l.q.LeaveClosed(side, rapid.SampledFrom([]directory.CentreID{"DEA-HAM", "DEA-FRA"}).Draw(rt, "to"), l.rel, l.now)
		return q, e, changed, nil
	},
	"strand": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, changed := l.q.Strand(directory.CentreClosed, l.now)
		return q, e, changed, nil
	},
	"forceMajeure": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		ref := rapid.SampledFrom([]string{"01MOVE1", "01MOVE2"}).Draw(rt, "declaration")
		return l.q.MoveDue(Pause{Cause: ForForceMajeure, From: l.now, To: l.now.Add(30 * time.Hour), Ref: ref}, "FLOOD", "", l.cal(), l.now, answerer)
	},
	"endForceMajeure": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, changed := l.q.EndMove(rapid.SampledFrom([]string{"01MOVE1", "01MOVE2"}).Draw(rt, "declaration"), l.now, l.now, answerer)
		return q, e, changed, nil
	},
	"assign": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		side := rapid.SampledFrom([]Side{Requester, Replier}).Draw(rt, "side")
		return l.q.Assign(side, Assignee{Subject: rapid.SampledFrom([]string{"", "b"}).Draw(rt, "agent")}, l.rel, l.now, answerer)
	},
	"note": func(rt *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, err := l.q.Note(rapid.SampledFrom([]Side{Requester, Replier}).Draw(rt, "side"), Words{Text: "Call back"}, l.rel, l.now, asker)
		return q, e, true, err
	},
	"join": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, err := l.q.Join(Reference{CustomerRef: "K-1"}, "", l.rel, l.now, asker)
		return q, e, true, err
	},
	"attach": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, e, err := l.q.Attach(Attachment{ID: "a"}, l.rel, l.now, asker)
		return q, e, true, err
	},
	"mergeAway": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		q, _, e, _, err := l.q.Merge(l.sibling(), l.rel, l.now.AddDate(0, 6, 0), l.now, asker)
		return q, e, true, err
	},
	"takeIn": func(_ *rapid.T, l *life) (Inquiry, Event, bool, error) {
		_, q, _, e, err := l.sibling().Merge(l.q, l.rel, l.now.AddDate(0, 6, 0), l.now, asker)
		return q, e, true, err
	},
}

func (l *life) reply(r Reply) (Inquiry, Event, bool, error) {
	q, e, err := l.q.Reply(r, l.rel, l.cal(), l.requester(), l.now, answerer)
	return q, e, true, err
}

// sibling is another inquiry of the same requester on the same item.
func (l *life) sibling() Inquiry {
	other := l.past[0]
	other.ID, other.State = "01OTHER", StateSent
	return other
}

// The commands by how often they are drawn: most of a life is the conversation.
var drawn = func() []string {
	out := []string{}
	for name := range commands {
		out = append(out, name)
	}
	for _, often := range []string{"send", "route", "open", "inform", "askBack", "supplement", "escalate", "tick", "tick", "conclude", "reject", "hold", "release", "archive"} {
		out = append(out, often, often)
	}
	slices.Sort(out)
	return out
}()

// TestAnyCommandSequence draws random commands at random times and holds what must always be true.
func TestAnyCommandSequence(t *testing.T) {
	rel, day, some := release(), [][2]string{{"00:00", "24:00"}}, [][2]string{{"08:30", "12:00"}, {"13:00", "17:30"}}
	edits := []*calendar.Calendar{berlin(t)}
	for _, spec := range []calendar.Spec{
		{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day, "6": day, "7": day}},
		{TimeZone: "Australia/Adelaide", Week: map[string][][2]string{"1": some, "2": some, "3": some, "7": some}},
		{TimeZone: "Europe/London", Week: map[string][][2]string{"1": some, "4": some}, Holidays: []string{"2026-11-26", "2026-12-25"}},
		{TimeZone: "America/New_York", Week: map[string][][2]string{"2": day, "3": day}, Special: map[string][][2]string{"2026-11-25": {{"10:00", "11:00"}}}},
	} {
		cal, err := spec.Compile()
		if err != nil {
			t.Fatal(err)
		}
		edits = append(edits, cal)
	}
	rapid.Check(t, func(rt *rapid.T) {
		workflow := rapid.SampledFrom([]string{"WII", "WII", "WII", "DMG", "GEN", "WPD", "ACK"}).Draw(rt, "workflow")
		q, first := Draft("01TEST", Start{ItemID: "EE123456799GB", Product: "EMS", Workflow: workflow, CatalogueVersion: "test.1",
			Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, 1, monday, asker)
		l := &life{q: q, req: complete, now: monday, cals: map[directory.CentreID]*calendar.Calendar{}, kept: map[string]*calendar.Calendar{},
			rel: rel, history: []Event{first}, past: []Inquiry{q}}
		for i, c := range []directory.CentreID{"DEA-FRA", "DEA-HAM", "GBA-DON"} {
			l.edit(c, edits[i])
		}
		for range rapid.IntRange(1, 40).Draw(rt, "steps") {
			l.now = l.now.Add(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "minutes")) * time.Minute)
			if rapid.IntRange(0, 3).Draw(rt, "edited") == 0 {
				l.edit(rapid.SampledFrom([]directory.CentreID{"DEA-FRA", "DEA-HAM", "GBA-DON"}).Draw(rt, "centre"), rapid.SampledFrom(edits).Draw(rt, "calendar"))
			}
			name := rapid.SampledFrom(drawn).Draw(rt, "command")
			before := l.q
			after, e, changed, err := commands[name](rt, l)
			if err != nil || !changed {
				if !cmp.Equal(before, after) {
					rt.Fatalf("%s was refused or empty, and changed the inquiry: %s", name, cmp.Diff(before, after))
				}
				continue
			}
			l.q, l.history, l.past = after, append(l.history, e), append(l.past, after)
			l.hold(rt, before, e)
		}
		if d := cmp.Diff(l.q, Fold(l.history)); d != "" {
			rt.Fatalf("the history does not add up to the head: %s", d)
		}
		l.endure(rt)
	})
}

// hold checks what every step must leave true.
func (l *life) hold(rt *rapid.T, before Inquiry, e Event) {
	q := l.q
	if !slices.Contains([]State{StateDraft, StateSent, StateOpened, StateReplied, StateReturned, StateClosed}, q.State) {
		rt.Fatalf("unlisted state %q", q.State)
	}
	if before.State == StateClosed && !slices.Contains([]Kind{Noted, Archived, Erased}, e.Kind) {
		rt.Fatalf("a closed inquiry took %s", e.Kind)
	}
	if before.Archived && e.Kind != Erased {
		rt.Fatalf("an archived inquiry took %s", e.Kind)
	}
	if e.Seq != len(l.history) || q.Version != len(l.history) {
		rt.Fatalf("event %d of %d: nothing may be lost or doubled", e.Seq, len(l.history))
	}
	if own := slices.Contains([]Kind{Assigned, Noted, Joined}, e.Kind); own != (e.Private != "") {
		rt.Fatalf("%s is seen by %q", e.Kind, e.Private)
	}

	if f := q.FolderOf(Requester); f == NoFolder || !slices.Contains(Folders, f) {
		rt.Fatalf("in folder %q of the requester: %+v", f, q)
	}
	if f := q.FolderOf(Replier); (f == NoFolder) != (q.Replier.Centre == "") {
		rt.Fatalf("replier's folder %q with centre %q", f, q.Replier.Centre)
	}
	for _, side := range []Side{Requester, Replier} {
		if f := q.FolderOf(side); f != NoFolder && q.SortTime(f).IsZero() {
			rt.Fatalf("%s has no place in the order of %s", q.State, f)
		}
	}

	if q.Level != before.Level {
		if q.Level < before.Level || e.Kind != Escalated && e.Kind != Rejected {
			rt.Fatalf("level %d became %d by %s", before.Level, q.Level, e.Kind)
		}
	} else if e.Kind == Readdressed {
		if !q.Clock.StartedAt.Equal(l.now) && q.Clock.Started() {
			rt.Fatal("whom it comes to now is measured by somebody else's clock")
		}
	} else if q.Clock.DueAt.Before(before.Clock.DueAt) {
		rt.Fatalf("%s moved the due time back from %s to %s", e.Kind, before.Clock.DueAt, q.Clock.DueAt)
	} else if !q.Clock.DueAt.Equal(before.Clock.DueAt) && !slices.Contains([]Kind{Routed, Supplemented, TrackingUpdated, DueMoved}, e.Kind) {
		rt.Fatalf("%s moved the due time", e.Kind)
	}

	l.holdDue(rt, before, e)

	decided := 0
	for _, past := range l.history {
		if past.Kind == Readdressed {
			decided = 0
		}
		if past.Level == q.Level && past.OnTime != nil {
			decided++
		}
	}
	if decided > 1 {
		rt.Fatal("on time was decided twice at a level")
	}
	switch {
	case q.State == StateReplied && (q.OnTime == nil || decided == 0):
		rt.Fatal("an answered inquiry must know whether it was on time")
	case q.OnTime != nil && *q.OnTime && q.Overdue:
		rt.Fatal("on time and overdue")
	case q.Rejected && e.Kind == Rejected && before.Rejected:
		rt.Fatal("rejected twice")
	}

	if (q.State != StateClosed || !q.Archived) && q.CheckAt().IsZero() {
		rt.Fatalf("stuck: %s, and nobody will look", q.State)
	}

	for _, sides := range [][]Side{{Requester}, {Replier}} {
		for _, past := range l.history {
			if past.VisibleTo(sides) && past.Private != "" && past.Private != sides[0] {
				rt.Fatalf("%v sees the other side's %s", sides, past.Kind)
			}
		}
	}
	if n := NoticeOf(q, e); n.Private != e.Private || n.Seq != e.Seq || n.Kind != e.Kind {
		rt.Fatalf("the notice of %s says %+v", e.Kind, n)
	}
}

// holdDue checks that a clock stays on the calendar it was told on, and that standing still moves its due time by the working time of that,
// and no more: whatever administrators edited meanwhile.
func (l *life) holdDue(rt *rapid.T, before Inquiry, e Event) {
	q := l.q
	if q.Level != before.Level || !before.Clock.Started() {
		return
	}
	if q.Clock.Calendar != before.Clock.Calendar {
		rt.Fatalf("%s gave the clock another calendar", e.Kind)
	}
	if !q.Clock.DueAt.After(before.Clock.DueAt) {
		return
	}
	cal, stood := l.kept[q.Clock.Calendar], time.Duration(0)
	for _, p := range q.Clock.Pauses[len(before.Clock.Pauses):] {
		stood += cal.Elapsed(p.From, p.To, nil)
	}
	if moved := cal.Elapsed(before.Clock.DueAt, q.Clock.DueAt, nil); moved > stood {
		rt.Fatalf("%s moved the due time by %s of working time, and it stood still for %s", e.Kind, moved, stood)
	}
}

// endure lets the time pass with nobody acting: whatever waits for a person who reacts comes to an end, and every step of the system is one.
func (l *life) endure(rt *rapid.T) {
	for range 20 {
		at := l.q.CheckAt()
		if at.IsZero() || l.q.State == StateClosed || l.q.State == StateSent && l.q.Replier.Centre == "" {
			break
		}
		if l.now = at; l.q.State == StateSent || l.q.State == StateOpened {
			l.now = at.Add(time.Millisecond)
		}
		after, e, changed := l.q.Tick(l.rel, l.ticking(), l.now.AddDate(0, 6, 0), l.now)
		if !changed {
			rt.Fatalf("it is looked at again and again: %s of %s", at, l.q.State)
		}
		before := l.q
		l.q, l.history = after, append(l.history, e)
		l.hold(rt, before, e)
	}
	if conclusive := l.q.State == StateReplied && l.q.LastReply.Class == ClassConclusive; conclusive || l.q.State == StateReturned {
		rt.Fatalf("%s, and it never ends", l.q.State)
	}
	if (l.q.State == StateSent || l.q.State == StateOpened) && l.q.Clock.Running() && !l.q.Overdue {
		rt.Fatal("its due time never passes")
	}
}
