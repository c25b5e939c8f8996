package crm

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ID identifies an integration: 26 characters of Crockford's base 32.
type ID string

// Integration is one system of an operator that sends events.
type Integration struct {
	ID       ID
	Operator directory.OperatorCode
	Centre   directory.CentreID // for which it acts
	Name     string             // as histories show it
	System   string             // the ready mapping that it came from, "" for none
	On       bool
	Mapping  int // version of the live mapping; 0: none yet

	Secret    Secret
	OldSecret Secret    // the one before, the zero Secret when there is none
	OldEndsAt time.Time // until when that one is accepted as well

	CreatedAt time.Time
	CreatedBy directory.Editor
	Version   int // 1 when it is new
}

// Secret signs events. Sealed opens for this integration only.
type Secret struct {
	Sealed string
	At     time.Time
}

// LogValue keeps names and secrets out of logs.
func (g Integration) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", string(g.ID)), slog.String("operator", string(g.Operator)))
}

// Principal is the integration as who acts: a system that raises, for its call centre.
func (g Integration) Principal() principal.Principal {
	key := "crm-" + string(g.ID)
	return principal.Principal{Subject: principal.MachineSubject(key), Name: g.Name, Operator: g.Operator, CallCentres: []principal.CentreID{g.Centre},
		Roles: principal.RolesOf([]principal.Scope{principal.Raise}), Key: key, Scopes: []principal.Scope{principal.Raise}}
}

// Versioned is a mapping as it was at one time.
type Versioned struct {
	Version int
	Mapping Mapping
	At      time.Time
	By      directory.Editor
}

const maxName = 60

// checkName blames a name that is none.
func checkName(p *problem.Problem, name string) {
	switch {
	case strings.TrimSpace(name) == "":
		p.With("name", "is missing")
	case len([]rune(name)) > maxName:
		p.With("name", "has more than %d characters", maxName)
	case strings.ContainsFunc(name, unicode.IsControl):
		p.With("name", "has characters that cannot be shown")
	}
}

func refused() *problem.Problem {
	return problem.New(problem.Invalid, "integration-refused", "The integration cannot be like that. The fields listed in errors are wrong.")
}

func (g Integration) check(centres []directory.CallCentre) error {
	p := refused()
	checkName(p, g.Name)
	if !slices.ContainsFunc(centres, func(c directory.CallCentre) bool { return c.ID == g.Centre }) {
		p.With("centre", "must be a call centre of %s", g.Operator)
	}
	if g.System != "" {
		if _, ok := ReadyFor(g.System); !ok {
			p.With("system", "has no ready mapping")
		}
	}
	return p.OrNil()
}

// Unknown says that there is no such integration, or not for who asks.
func Unknown() error {
	return problem.New(problem.NotFound, "integration-unknown", "There is no such integration.")
}

// place is what a secret of the integration is sealed for.
func (g Integration) place() string { return fmt.Sprintf("crm/%s/%s", g.Operator, g.ID) }
