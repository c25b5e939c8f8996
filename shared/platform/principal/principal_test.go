package principal_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func TestContext_SurvivesTheGateway(t *testing.T) {
	want := Principal{Subject: "s-1", Name: "Ana Example", Operator: "GBA", CallCentres: []CentreID{"GBA-DON", "GBA-GLA"}, Roles: []Role{Agent, Supervisor}}
	got, ok := FromContext(want.Context())
	if !ok || cmp.Diff(want, got) != "" {
		t.Fatal(cmp.Diff(want, got))
	}
}

func TestFromContext_WithoutSubjectIsNobody(t *testing.T) {
	if _, ok := FromContext(map[string]any{"operator": "GBA", "roles": "agent"}); ok {
		t.Fatal("a context without subject must not become a principal")
	}
}

func TestWorksIn_EmptyCentreIsNobodys(t *testing.T) {
	if (Principal{CallCentres: []CentreID{""}}).WorksIn("") {
		t.Fatal("the empty centre must match nobody")
	}
}

func TestContext_OfAKeySurvivesTheGateway(t *testing.T) {
	at := time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	want := Principal{Subject: MachineSubject("q2w3e4r5t6"), Name: "CRM bridge", Operator: "GBA", CallCentres: []CentreID{"GBA-DON"}, Roles: RolesOf([]Scope{Read, Raise}), Key: "q2w3e4r5t6",
		Scopes: []Scope{Read, Raise}, Quota: Quota{Records: 9, Minute: Window{60, 3, 60, 1764151200}, Day: Window{600, 30, 86400, 1764201600}, At: at, Over: true}}
	got, ok := FromContext(want.Context())
	if !ok || cmp.Diff(want, got) != "" {
		t.Fatal(cmp.Diff(want, got))
	}
}

func TestRolesOf_GiveNoMoreThanTheScopes(t *testing.T) {
	for _, c := range []struct {
		scopes []Scope
		want   []Role
	}{
		{nil, []Role{Machine}}, {[]Scope{Read}, []Role{Machine}}, {[]Scope{Track}, []Role{Machine}}, {[]Scope{Raise}, []Role{Machine, Agent}},
		{[]Scope{Reply, Read}, []Role{Machine, Agent}}, {[]Scope{Administer}, []Role{Machine, OperatorAdministrator}}, {Scopes, []Role{Machine, Agent, OperatorAdministrator}},
	} {
		if diff := cmp.Diff(c.want, RolesOf(c.scopes)); diff != "" {
			t.Error(c.scopes, diff)
		}
	}
}
