package api

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Somebody who was never here, in no call centre: lists that hold nothing are lists.
func TestViews_HoldNoNull(t *testing.T) {
	by := principal.Principal{Subject: "olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	for name, view := range map[string]any{"agent": agentView(directory.Agent{Subject: "n1"}, by), "invitation": invitationView(directory.Invitation{ID: "01J"}, directory.Invitation{}.EndsAt)} {
		raw, err := json.Marshal(view)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range []string{`"callCentres":[]`, `"roles":[]`} {
			if !strings.Contains(string(raw), list) {
				t.Errorf("%s: no %s in %s", name, list, raw)
			}
		}
	}
}
