package roster

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
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

func TestPerson_WhoMaySeeNoFiguresAnyMoreIsBarred(t *testing.T) {
	none, agent, network := []principal.Role{}, []principal.Role{principal.Agent}, []principal.Role{principal.NetworkAdministrator}
	for name, c := range map[string]struct {
		agent directory.Agent
		want  bool
	}{
		"an agent, as the identity provider says":            {directory.Agent{Operator: "GBA", Seen: directory.Seen{On: "2026-11-24", Roles: agent}}, true},
		"an agent, as their administrator set it":            {directory.Agent{Operator: "GBA", Roles: agent}, true},
		"all roles taken":                                    {directory.Agent{Operator: "GBA", Roles: none, Seen: directory.Seen{On: "2026-11-24", Roles: agent}}, false},
		"in no group when last here":                         {directory.Agent{Operator: "GBA", Seen: directory.Seen{On: "2026-11-24"}}, false},
		"never here":                                         {directory.Agent{Operator: "GBA"}, true},
		"the network's":                                      {directory.Agent{Seen: directory.Seen{On: "2026-11-24", Roles: network}}, true},
		"the network's, no administrator any more":           {directory.Agent{Seen: directory.Seen{On: "2026-11-24", Roles: agent}}, false},
		"the network's, as set":                              {directory.Agent{Roles: agent, Seen: directory.Seen{On: "2026-11-24", Roles: network}}, false},
		"of no operator and never here: nobody vouches":      {directory.Agent{}, false},
		"a network administrator who belongs to an operator": {directory.Agent{Operator: "GBA", Roles: network}, true},
	} {
		c.agent.Email = "sue@post.example"
		got, err := (People{Agents: staff{c.agent}, May: ReadsFigures}).Person(t.Context(), "sue")
		if err != nil || got.Barred == c.want || (got.Address != "") != c.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// posts are GBA with Doncaster and DEA, and EMS; or what cannot be read.
type posts struct{ broken error }

func (d posts) Operator(_ context.Context, code directory.OperatorCode) (o directory.Operator, _ error) {
	if code != "GBA" && code != "DEA" {
		return o, problem.New(problem.NotFound, "operator-unknown", "There is no such operator.")
	}
	return o, d.broken
}

func (d posts) CallCentre(_ context.Context, id directory.CentreID) (c directory.CallCentre, _ error) {
	if id != "GBA-DON" {
		return c, problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre.")
	}
	return c, d.broken
}

func (d posts) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{Products: []catalogue.Product{{Code: "EMS"}}}, d.broken
}

func TestKnown_NamesWhatThereIsNot(t *testing.T) {
	for want, subject := range map[string]query.Subject{
		"":                                {Operator: "GBA", Centre: "GBA-DON", Partner: "DEA", Product: "EMS"},
		"operator":                        {Operator: "XXX"},
		"centre":                          {Centre: "GBA-LON"},
		"partner":                         {Operator: "GBA", Partner: "XXX"},
		"product":                         {Product: "LETTER"},
		"operator centre partner product": {Operator: "X", Centre: "X-Y", Partner: "Y", Product: "Z"},
	} {
		err := Subjects{posts{}}.Known(t.Context(), subject, time.Now())
		var fields []string
		if p := problem.As(err); p != nil {
			for _, f := range p.Fields {
				fields = append(fields, f.Name)
			}
		}
		if got := strings.Join(fields, " "); got != want || (err == nil) != (want == "") {
			t.Errorf("%+v: %q, %v", subject, got, err)
		}
	}
	if err := (Subjects{posts{}}).Known(t.Context(), query.Subject{}, time.Now()); err != nil {
		t.Error("about nothing in particular:", err)
	}
	broken := errors.New("no")
	if err := (Subjects{posts{broken}}).Known(t.Context(), query.Subject{Product: "EMS"}, time.Now()); !errors.Is(err, broken) {
		t.Error("what cannot be read is not unknown:", err)
	}
}
