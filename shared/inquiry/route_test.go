package inquiry_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestRoute_StartsTheClockOnTheCentresCalendar(t *testing.T) {
	q := routed(t)
	// 360 working minutes from Monday 10:00 in Berlin end at 16:00; three quarters of them at 14:30.
	if !q.Clock.DueAt.Equal(at("2026-11-23T15:00:00Z")) || !q.Clock.DueSoonAt.Equal(at("2026-11-23T13:30:00Z")) {
		t.Fatal(q.Clock)
	}
}

func TestRoute_Twice_ChangesNothing(t *testing.T) {
	if _, _, changed, err := routed(t).Route(Arrival{Centre: "DEA-HAM", Calendar: berlin(t), TargetMinutes: 1}, release(), monday.Add(time.Hour)); changed || err != nil {
		t.Fatal(err)
	}
}

func TestRoute_SentOnFriday_IsDueOnMonday(t *testing.T) {
	q, _, _, err := sent(t).Route(arrival(t), release(), at("2026-11-20T14:00:00Z")) // 15:00: two hours left
	if err != nil || !q.Clock.DueAt.Equal(at("2026-11-23T12:00:00Z")) {
		t.Fatal(q.Clock.DueAt, err)
	}
}

func TestRoute_Information_StartsNoClock(t *testing.T) {
	q := route(t, sendAs(t, "ACK", Circumstances{}), Arrival{Centre: "DEA-FRA", Calendar: berlin(t)})
	if q.Clock.Started() || q.CheckAt().IsZero() || q.FolderOf(Replier) != ToDo || q.FolderOf(Requester) != Waiting {
		t.Fatal(q)
	}
}

func TestUnroutable_StaysVisibleWithItsReason_UntilItIsRouted(t *testing.T) {
	q, _, changed := sent(t).MarkUnroutable("no-centre-for-product", monday)
	if !changed || q.FolderOf(Requester) != UnroutableFolder || q.CheckAt().IsZero() {
		t.Fatal(q)
	}
	if _, _, changed := q.MarkUnroutable("no-centre-for-product", monday); changed {
		t.Fatal("the same reason again must change nothing")
	}
	q = route(t, q, arrival(t))
	if q.FolderOf(Requester) != Waiting || q.Unroutable != "" {
		t.Fatal(q)
	}
}

func TestUnroutable_TriedForFortyDays_IsToldOnce(t *testing.T) {
	q, _, _ := sent(t).MarkUnroutable(directory.CentreClosed, monday)
	for now := monday; now.Before(monday.AddDate(0, 0, 40)); now = now.Add(4 * time.Hour) {
		after, _, changed := q.MarkUnroutable(directory.CentreClosed, now)
		if changed || after.Version != q.Version {
			t.Fatal("a retry that changes nothing adds a step")
		}
	}
	if _, e, changed := q.MarkUnroutable(directory.NoCentreForProduct, monday); !changed || e.Reason != directory.NoCentreForProduct {
		t.Fatal("another reason is news")
	}
}

func TestUnroutable_ANote_DoesNotPostponeTheRetry(t *testing.T) {
	q, _, _ := sent(t).MarkUnroutable(directory.CentreClosed, monday)
	due := q.CheckAt()
	q, _, err := q.Note(Requester, Words{Text: "Called them"}, release(), monday.Add(3*time.Hour), asker)
	if err != nil || !q.CheckAt().Equal(due) || due.IsZero() {
		t.Fatal(q.CheckAt(), due, err)
	}
}

var paris = directory.CallCentre{ID: "FRA-PAR", Operator: "FRA", Products: []string{"EMS"}}

func TestReaddress_BeginsAnewWithWhomTheRequesterChose(t *testing.T) {
	q, _, _ := sent(t).MarkUnroutable(directory.NoCentre, monday)
	later := at("2026-11-24T09:00:00Z") // 10:00 in Berlin
	q, e, err := q.Readdress(paris, arrival(t), Words{Text: "They took over", Language: "en"}, release(), later, asker)
	if err != nil || q.State != StateSent || q.Unroutable != "" || q.Replier != (Party{"FRA", "FRA-PAR"}) || !q.Clock.StartedAt.Equal(later) || !q.Clock.DueAt.Equal(at("2026-11-24T15:00:00Z")) {
		t.Fatal(q, err)
	}
	if *e.From != (Party{Operator: "DEA"}) || *e.Replier != (Party{"FRA", "FRA-PAR"}) || e.By != asker {
		t.Error("the history does not say who sent it from where to where", e)
	}
	if q.FolderOf(Requester) != Waiting || q.FolderOf(Replier) != ToDo || !q.VisibleTo("FRA") || q.VisibleTo("DEA") {
		t.Error(q.FolderOf(Requester), q.FolderOf(Replier))
	}
	if told := AlertsOf(NoticeOf(q, e)); len(told) != 1 || told[0].Kind != AlertNew || told[0].Centre != "FRA-PAR" {
		t.Error(told)
	}
}

func TestReaddress_NamesWhyNobodyTakesIt(t *testing.T) {
	q, _, _ := sent(t).MarkUnroutable(directory.NoCentre, monday)
	for name, spoil := range map[string]func(*directory.CallCentre){
		"closed": func(c *directory.CallCentre) { c.ClosesOn = "2026-11-01" }, "another product's": func(c *directory.CallCentre) { c.Products = []string{"REG"} }} {
		_, _, err := q.Readdress(changed(paris, spoil), arrival(t), Words{}, release(), monday, asker)
		t.Run(name, func(t *testing.T) { refused(t, err, "readdress-invalid", "centre") })
	}
}

func TestReaddress_OfWhatSomebodyHas_IsConflict(t *testing.T) {
	for _, q := range []Inquiry{drafted(), sent(t), routed(t), replied(t, dlv, "2026-11-23T10:00:00Z")} {
		_, _, err := q.Readdress(paris, arrival(t), Words{}, release(), monday, asker)
		refused(t, err, NotAllowed)
	}
}

func TestUnroutable_AfterRouting_IsNone(t *testing.T) {
	if _, _, changed := routed(t).MarkUnroutable(directory.NoCentre, monday); changed {
		t.Fatal("it has a centre")
	}
}

var hamburg = directory.CallCentre{ID: "DEA-HAM", Operator: "DEA", Products: []string{"EMS"}}

func TestLeaveClosed_TakesOneSide_AndWhatWasToldStays(t *testing.T) {
	had, _, _, err := routed(t).Assign(Requester, Assignee{Subject: "a"}, release(), monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		q    Inquiry
		side Side
		to   directory.CentreID
	}{
		{"awaited, the replier", had, Replier, "DEA-HAM"},
		{"awaited, the requester", had, Requester, "GBA-BEL"},
		{"answered, the requester", reply(t, had, dlv, "2026-11-23T10:00:00Z"), Requester, "GBA-BEL"},
		{"returned, the replier", reply(t, had, inc, "2026-11-23T10:00:00Z"), Replier, "DEA-HAM"},
		{"a draft", drafted(), Requester, "GBA-BEL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e, moved := c.q.LeaveClosed(c.side, c.to, release(), at("2026-11-23T11:00:00Z"))
			other := map[Side]Side{Requester: Replier, Replier: Requester}[c.side]
			if !moved || q.Party(c.side).Centre != c.to || q.Party(other) != c.q.Party(other) || q.Agent(c.side) != (Assignee{}) {
				t.Fatal(q)
			}
			if q.State != c.q.State || !q.Clock.DueAt.Equal(c.q.Clock.DueAt) || !q.RespondBy.Equal(c.q.RespondBy) || e.Reason != "CLOSED" {
				t.Error("what was told moved", q, e)
			}
			if told := AlertsOf(NoticeOf(q, e)); len(told) != 1 || told[0].Centre != c.to || told[0].Side != c.side {
				t.Error(told)
			}
			if _, _, again := q.LeaveClosed(c.side, c.to, release(), monday); again {
				t.Error("it is there already")
			}
		})
	}
}

func TestStrand_IsSeenWithItsReason_WhileItsClockGoesOn(t *testing.T) {
	had := routed(t)
	q, e, stranded := had.Strand(directory.CentreClosed, monday)
	if !stranded || q.FolderOf(Requester) != UnroutableFolder || q.FolderOf(Replier) != ToDo || q.Unroutable != directory.CentreClosed || !q.CheckAt().Equal(had.CheckAt()) {
		t.Fatal(q)
	}
	if told := AlertsOf(NoticeOf(q, e)); len(told) != 1 || told[0].Kind != AlertUnroutable || told[0].Side != Requester {
		t.Error(told)
	}
	if _, _, again := q.Strand(directory.CentreClosed, monday); again {
		t.Error("it was told")
	}
	if q, _, _ := q.LeaveClosed(Replier, "DEA-HAM", release(), monday); q.FolderOf(Requester) != Waiting {
		t.Error("another centre has it", q.FolderOf(Requester))
	}
	late, _ := tick(t, q, "2026-11-23T15:30:00Z")
	anew, _, err := late.Readdress(paris, arrival(t), Words{}, release(), at("2026-11-24T09:00:00Z"), asker)
	if err != nil || anew.Overdue || anew.OnTime != nil || !anew.Clock.DueAt.Equal(at("2026-11-24T15:00:00Z")) {
		t.Error("whom it comes to now is measured by somebody else's clock", anew, err)
	}
	if q := reply(t, q, dlv, "2026-11-23T10:00:00Z"); q.Unroutable != "" || q.FolderOf(Requester) != ToRead {
		t.Error("it was answered after all", q.Unroutable)
	}
}

func TestHandOver_KeepsTheDueTime(t *testing.T) {
	before, _, _, err := routed(t).Assign(Replier, Assignee{Subject: "b"}, release(), monday, answerer)
	if err != nil {
		t.Fatal(err)
	}
	before, _ = tick(t, before, "2026-11-23T13:10:00Z")
	q, e, err := before.HandOver(hamburg, "LOAD", "We are few today.", "en", release(), at("2026-11-23T13:30:00Z"), answerer)
	if err != nil || q.Replier != (Party{"DEA", "DEA-HAM"}) || q.State != before.State || e.Reason != "LOAD" {
		t.Fatal(q, err)
	}
	if !q.Clock.DueAt.Equal(before.Clock.DueAt) || q.Warned != before.Warned || e.Clock != nil {
		t.Error("the requester was told another time", q.Clock)
	}
	if q.ReplierAgent != (Assignee{}) {
		t.Error("the agent of the old centre still has it")
	}
	if !q.VisibleTo("DEA") || q.FolderOf(Replier) != ToDo {
		t.Error(q.FolderOf(Replier))
	}
}

func TestHandOver_KeepsThatItIsOverdue(t *testing.T) {
	q, _ := tick(t, routed(t), "2026-11-23T15:30:00Z")
	q, _, err := q.HandOver(hamburg, "LOAD", "", "", release(), at("2026-11-23T15:40:00Z"), answerer)
	if err != nil || q.FolderOf(Replier) != OverdueByUs {
		t.Fatal(q.FolderOf(Replier), err)
	}
}

func TestHandOver_NamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name   string
		to     directory.CallCentre
		reason string
		field  string
	}{
		{"another operator's centre", directory.CallCentre{ID: "FRA-PAR", Operator: "FRA", Products: []string{"EMS"}}, "LOAD", "centre"},
		{"the centre that has it", directory.CallCentre{ID: "DEA-FRA", Operator: "DEA", Products: []string{"EMS"}}, "LOAD", "centre"},
		{"one that does not answer for the product", directory.CallCentre{ID: "DEA-HAM", Operator: "DEA", Products: []string{"REG"}}, "LOAD", "centre"},
		{"one that has closed", directory.CallCentre{ID: "DEA-HAM", Operator: "DEA", Products: []string{"EMS"}, ClosesOn: "2026-11-01"}, "LOAD", "centre"},
		{"no reason", hamburg, "", "reason"},
		{"a reason that the catalogue does not know", hamburg, "TIRED", "reason"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := routed(t).HandOver(c.to, c.reason, "", "", release(), monday, answerer)
			refused(t, err, "hand-over-invalid", c.field)
		})
	}
}

func TestHandOver_BeforeRoutingOrAfterTheAnswer_IsConflict(t *testing.T) {
	for _, q := range []Inquiry{sent(t), replied(t, dlv, "2026-11-23T10:00:00Z")} {
		_, _, err := q.HandOver(hamburg, "LOAD", "", "", release(), monday, answerer)
		refused(t, err, NotAllowed)
	}
}
