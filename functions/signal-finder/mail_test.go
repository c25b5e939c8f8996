package main

import (
	"context"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight/roster"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// staff is a directory with one in it.
type staff struct{ agent directory.Agent }

func (s staff) Agent(context.Context, string) (directory.Agent, error) { return s.agent, nil }

func TestPerson_OnlyWhoSeesSignalsHasAnAddress(t *testing.T) {
	supervisor, agent := []principal.Role{principal.Agent, principal.Supervisor}, []principal.Role{principal.Agent}
	for name, c := range map[string]struct {
		change func(*directory.Agent)
		want   string
	}{
		"a supervisor, as the identity provider says": {func(a *directory.Agent) { a.Seen = directory.Seen{On: "2026-11-24", Roles: supervisor} }, "sue@gba.example"},
		"an agent, as the identity provider says":     {func(a *directory.Agent) { a.Seen = directory.Seen{On: "2026-11-24", Roles: agent} }, ""},
		"made an agent": {func(a *directory.Agent) { a.Roles, a.Seen = agent, directory.Seen{On: "2026-11-24", Roles: supervisor} }, ""},
		"made a supervisor": {func(a *directory.Agent) {
			a.Roles, a.Seen = supervisor, directory.Seen{On: "2026-11-24", Roles: agent}
		}, "sue@gba.example"},
		"all roles taken":    {func(a *directory.Agent) { a.Roles = []principal.Role{} }, ""},
		"never here":         {func(*directory.Agent) {}, "sue@gba.example"},
		"the network's":      {func(a *directory.Agent) { a.Operator, a.Roles = "", []principal.Role{principal.NetworkAdministrator} }, "sue@gba.example"},
		"let in no more":     {func(a *directory.Agent) { a.Roles, a.Inactive = supervisor, true }, ""},
		"without an address": {func(a *directory.Agent) { a.Roles, a.Email = supervisor, "" }, ""},
	} {
		sue := directory.Agent{Subject: "sue", Name: "Sue", Email: "sue@gba.example", Operator: "GBA"}
		c.change(&sue)
		got, err := roster.People{Agents: staff{sue}, May: reads}.Person(t.Context(), "sue")
		if err != nil || got.Address != c.want || got.Name != "Sue" || got.Operator != sue.Operator {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
