package roster

import (
	"context"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// staff is a directory with one in it.
type staff struct{ agent directory.Agent }

func (s staff) Agent(context.Context, string) (directory.Agent, error) { return s.agent, nil }

func TestPerson_WhoIsLetInNoMoreHasNoAddress(t *testing.T) {
	ana := directory.Agent{Subject: "ana", Name: "Ana", Email: "ana@gba.example", Operator: "GBA"}
	for inactive, want := range map[bool]insight.Person{false: {Operator: "GBA", Name: "Ana", Address: "ana@gba.example"}, true: {Operator: "GBA", Name: "Ana"}} {
		ana.Inactive = inactive
		if got, err := (People{Agents: staff{ana}}).Person(t.Context(), "ana"); err != nil || got != want {
			t.Errorf("inactive %t: %+v, %v", inactive, got, err)
		}
	}
}
