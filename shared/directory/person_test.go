package directory

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestAgentEdit_NamesWhatIsWrong(t *testing.T) {
	_, centres := britain()
	agent, admin := principal.Agent, principal.OperatorAdministrator
	olga := principal.Principal{Subject: "4", Operator: "GBA", Roles: []principal.Role{admin}}
	for name, c := range map[string]struct {
		edit   AgentEdit
		fields []string
	}{
		"an agent":                  {AgentEdit{CallCentres: []CentreID{"GBA-DON"}, Roles: []principal.Role{agent}}, nil},
		"a second administrator":    {AgentEdit{Roles: []principal.Role{admin}}, nil},
		"somebody who has left":     {AgentEdit{CallCentres: []CentreID{"GBA-DON"}, Roles: []principal.Role{agent}, Inactive: true}, nil},
		"without a role":            {AgentEdit{CallCentres: []CentreID{"GBA-DON"}}, []string{"roles"}},
		"the network's role":        {AgentEdit{Roles: []principal.Role{principal.NetworkAdministrator}}, []string{"roles"}},
		"a role twice":              {AgentEdit{Roles: []principal.Role{admin, admin}}, []string{"roles"}},
		"another post's centre":     {AgentEdit{CallCentres: []CentreID{"DEA-BON"}, Roles: []principal.Role{agent}}, []string{"callCentres"}},
		"a centre twice":            {AgentEdit{CallCentres: []CentreID{"GBA-DON", "GBA-DON"}, Roles: []principal.Role{agent}}, []string{"callCentres"}},
		"an agent without a centre": {AgentEdit{Roles: []principal.Role{agent}}, []string{"callCentres"}},
	} {
		t.Run(name, func(t *testing.T) { refuses(t, c.edit.check(olga, "9", centres), "agent-invalid", c.fields...) })
	}
}

// An operator keeps an administrator: nobody takes their own rights away.
func TestAgentEdit_NobodyTakesTheirOwnRights(t *testing.T) {
	_, centres := britain()
	olga := principal.Principal{Subject: "4", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	own := []principal.Role{principal.OperatorAdministrator}
	for name, c := range map[string]struct {
		edit AgentEdit
		ok   bool
	}{
		"becomes an agent":      {AgentEdit{CallCentres: []CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}, false},
		"is let in no more":     {AgentEdit{Roles: own, Inactive: true}, false},
		"moves, and stays what": {AgentEdit{CallCentres: []CentreID{"GBA-BEL"}, Roles: own}, true},
	} {
		if err := c.edit.check(olga, "4", centres); problem.Is(err, "agent-yourself") == c.ok {
			t.Error(name, err)
		}
	}
}

func TestMailbox_IsOfThoseWhoAreLetIn(t *testing.T) {
	if got := (Agent{Email: "ana@gba.example"}).Mailbox(); got != "ana@gba.example" {
		t.Error(got)
	}
	if got := (Agent{Email: "ana@gba.example", Inactive: true}).Mailbox(); got != "" {
		t.Error("a letter to who is let in no more:", got)
	}
}

func TestRolesNow_AreTheProvidersUntilAnAdministratorSetsThem(t *testing.T) {
	said := []principal.Role{principal.Supervisor}
	if got := (Agent{}).RolesNow(said); len(got) != 1 || got[0] != principal.Supervisor {
		t.Error(got)
	}
	if got := (Agent{Roles: []principal.Role{principal.Agent}}).RolesNow(said); len(got) != 1 || got[0] != principal.Agent {
		t.Error(got)
	}
}
