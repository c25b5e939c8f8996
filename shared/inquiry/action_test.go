package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func TestVisibility_ReplierSeesItOnlyOnceItArrived(t *testing.T) {
	if q := sent(t); q.VisibleTo("DEA") || !q.VisibleTo("GBA") || q.VisibleTo("FRA") || q.VisibleTo("") {
		t.Fatal("before routing only the requester sees it")
	}
	if !routed(t).VisibleTo("DEA") {
		t.Fatal("the replier must see what it has to answer")
	}
}

func TestSides_OfAnOperatorThatAsksItself_AreBoth(t *testing.T) {
	q := routed(t)
	for op, want := range map[principal.OperatorCode][]Side{"GBA": {Requester}, "DEA": {Replier}, "FRA": {}, "": {}} {
		if d := cmp.Diff(want, q.Sides(op)); d != "" {
			t.Error(op, d)
		}
	}
	q.Replier.Operator = "GBA"
	if d := cmp.Diff([]Side{Requester, Replier}, q.Sides("GBA")); d != "" {
		t.Error(d)
	}
}

func TestMayAct_AgentsOfTheCentreAndSupervisorsOfTheOperator(t *testing.T) {
	agent := []principal.Role{principal.Agent}
	for _, c := range []struct {
		name string
		p    principal.Principal
		side Side
		want bool
	}{
		{"agent of the centre", principal.Principal{Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: agent}, Replier, true},
		{"agent of another centre", principal.Principal{Operator: "DEA", CallCentres: []principal.CentreID{"DEA-HAM"}, Roles: agent}, Replier, false},
		{"supervisor of another centre", principal.Principal{Operator: "DEA", CallCentres: []principal.CentreID{"DEA-HAM"}, Roles: []principal.Role{principal.Supervisor}}, Replier, true},
		{"the other side", principal.Principal{Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: agent}, Replier, false},
		{"administrator", principal.Principal{Operator: "DEA", Roles: []principal.Role{principal.OperatorAdministrator}}, Replier, false},
		{"network administrator", principal.Principal{Roles: []principal.Role{principal.NetworkAdministrator}}, Replier, false},
		{"own side", principal.Principal{Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: agent}, Requester, true},
	} {
		if got := routed(t).MayAct(c.p, c.side); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestActions_OfEachSideInEachState(t *testing.T) {
	overdue, _ := tick(t, routed(t), "2026-11-23T15:10:00Z")
	read, _, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Read(release(), berlin(t), at("2026-11-23T11:00:00Z"), asker)
	own := []Action{ActAssign, ActNote, ActAttach}
	more := func(actions ...Action) []Action { return append(actions, own...) }
	requester := func(actions ...Action) []Action { return append(more(actions...), ActJoin, ActMerge) }
	for _, c := range []struct {
		name               string
		q                  Inquiry
		requester, replier []Action
	}{
		{"draft", drafted(), requester(ActEdit, ActSend, ActClose), own},
		{"sent", sent(t), requester(ActClose), own},
		{"routed", routed(t), requester(ActClose), more(ActOpen, ActReply, ActHandOver)},
		{"overdue", overdue, requester(ActEscalate, ActClose), more(ActOpen, ActReply, ActHandOver)},
		{"inconclusive", replied(t, trn, "2026-11-23T10:00:00Z"), requester(ActRead, ActEscalate, ActClose), own},
		{"conclusive", replied(t, dlv, "2026-11-23T10:00:00Z"), requester(ActRead, ActReject, ActClose), own},
		{"read", read, requester(ActReject, ActClose), own},
		{"returned", replied(t, inc, "2026-11-23T10:00:00Z"), requester(ActSupplement, ActRead, ActClose), own},
	} {
		if d := cmp.Diff(c.requester, c.q.Actions(Requester, release())); d != "" {
			t.Errorf("%s, requester: %s", c.name, d)
		}
		if d := cmp.Diff(c.replier, c.q.Actions(Replier, release())); d != "" {
			t.Errorf("%s, replier: %s", c.name, d)
		}
	}
}
