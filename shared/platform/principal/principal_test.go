package principal_test

import (
	"testing"

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
