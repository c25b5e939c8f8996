package main

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/access"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// guests are addresses that are invited.
type guests struct {
	asked []string // by subject and address
	at    time.Time
}

func (g *guests) TakeUp(_ context.Context, subject, address string, now time.Time) (directory.Agent, error) {
	g.asked, g.at = append(g.asked, subject+" "+address), now
	switch address {
	case "nora@gba.example":
		return directory.Agent{Subject: subject, Name: "Nora Newcomer", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}, nil
	case "late@gba.example":
		return directory.Agent{}, problem.New(problem.NotFound, "invitation-expired", "The invitation has expired.")
	case "broken@gba.example":
		return directory.Agent{}, errors.New("the table does not answer")
	}
	return directory.Agent{}, problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.")
}

// reception is an authorizer that newcomers come to.
type reception struct {
	t *testing.T
	*issuer
	a  *authorizer
	g  *guests
	at time.Time // the machine's clock
}

func newReception(t *testing.T) *reception {
	t.Helper()
	r := &reception{t: t, issuer: newIssuer(t), g: &guests{}, at: now}
	r.a, r.users = newAuthorizer(t, r.issuer), map[string]map[string]any{}
	r.a.door.Newcomers = &access.Newcomers{Tokens: r.a.door.Tokens, Joining: r.g, Clock: clock.Fixed(now.AddDate(0, 0, 3)), Now: func() time.Time { return r.at }}
	return r
}

// token is that of a subject, of whom the issuer says this.
func (r *reception) token(subject string, says map[string]any) string {
	r.t.Helper()
	raw := token(r.t, r.key, "RS256", "1", accessClaims("sub", subject, "cognito:groups", []string{"network-administrator"}))
	if says != nil {
		r.users[raw] = says
	}
	return raw
}

// comes is what the authorizer says of the holder of a token.
func (r *reception) comes(raw string) (events.APIGatewayV2CustomAuthorizerSimpleResponse, error) {
	r.t.Helper()
	return ask(r.t, r.a, "Bearer "+raw)
}

// Who is invited becomes what the invitation says; the groups of their token give nothing.
func TestNewcomer_IsWhatTheyAreInvitedToBe(t *testing.T) {
	r := newReception(t)
	got, err := r.comes(r.token("n1", map[string]any{"sub": "n1", "email": "nora@gba.example", "email_verified": "true"}))
	if err != nil {
		t.Fatal(err)
	}
	p, ok := principal.FromContext(got.Context)
	if !ok || p.Subject != "n1" || p.Name != "Nora Newcomer" || p.Operator != "GBA" || !p.WorksIn("GBA-DON") || len(p.Roles) != 1 || !p.Has(principal.Agent) {
		t.Error(got.Context)
	}
	if len(r.g.asked) != 1 || !r.g.at.Equal(now.AddDate(0, 0, 3)) {
		t.Error("taken up by the system's clock:", r.g.asked, r.g.at)
	}
}

func TestNewcomer_WhoMayNotComeIn(t *testing.T) {
	for name, c := range map[string]struct {
		says map[string]any
		want access.Refusal
		look bool // whether invitations are looked for
	}{
		"not invited":             {map[string]any{"sub": "n1", "email": "eve@x.example", "email_verified": true}, access.AgentUnknown, true},
		"invited too long ago":    {map[string]any{"sub": "n1", "email": "late@gba.example", "email_verified": true}, access.InvitationExpired, true},
		"address not verified":    {map[string]any{"sub": "n1", "email": "nora@gba.example", "email_verified": "false"}, access.AddressUnverified, false},
		"nothing said of it":      {map[string]any{"sub": "n1", "email": "nora@gba.example"}, access.AddressUnverified, false},
		"verified, says a number": {map[string]any{"sub": "n1", "email": "nora@gba.example", "email_verified": 1}, access.AddressUnverified, false},
		"no address":              {map[string]any{"sub": "n1", "email_verified": true}, access.AddressUnverified, false},
		"somebody else's":         {map[string]any{"sub": "n2", "email": "nora@gba.example", "email_verified": true}, access.AgentUnknown, false},
		"a token without openid":  {nil, access.AgentUnknown, false},
		"says neither who it is":  {map[string]any{"email": "nora@gba.example", "email_verified": true}, access.AgentUnknown, false},
		"an address that is none": {map[string]any{"sub": "n1", "email": "nora@gba.example ", "email_verified": true}, access.AgentUnknown, true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newReception(t)
			got, err := r.comes(r.token("n1", c.says))
			if err != nil || principal.WhyRefused(got.Context) != string(c.want) || len(r.g.asked) > 0 != c.look {
				t.Error(got.Context, err, r.g.asked)
			}
		})
	}
}

// The issuer is asked once a minute and subject, whatever it says; the directory each time, so that who is invited now is let in now.
func TestNewcomer_TheIssuerIsAskedOnceAMinute(t *testing.T) {
	r := newReception(t)
	raw := r.token("n1", map[string]any{"sub": "n1", "email": "eve@x.example", "email_verified": true})
	for range 5 {
		if _, err := r.comes(raw); err != nil {
			t.Fatal(err)
		}
	}
	if r.asked != 1 || len(r.g.asked) != 5 {
		t.Error(r.asked, r.g.asked)
	}
	if _, err := r.comes(r.token("n2", nil)); err != nil || r.asked != 2 {
		t.Error("another subject:", r.asked, err)
	}
	r.at = r.at.Add(time.Minute)
	if _, err := r.comes(raw); err != nil || r.asked != 3 {
		t.Error("a minute later:", r.asked, err)
	}
}

func TestNewcomer_WhoIsInTheDirectoryIsNotAskedFor(t *testing.T) {
	r := newReception(t)
	for _, subject := range []string{"ana", "moved", "left"} {
		if _, err := r.comes(r.token(subject, map[string]any{"sub": subject, "email": "nora@gba.example", "email_verified": true})); err != nil {
			t.Fatal(err)
		}
	}
	if r.asked != 0 || len(r.g.asked) != 0 {
		t.Error(r.asked, r.g.asked)
	}
}

// When nobody can know, nobody is let in, and the issuer that does not answer is left alone for the rest of the minute.
func TestNewcomer_WhenItCannotBeKnown(t *testing.T) {
	r := newReception(t)
	r.broken = http.StatusBadGateway
	raw := r.token("n1", map[string]any{"sub": "n1", "email": "nora@gba.example", "email_verified": true})
	for range 3 {
		if got, err := r.comes(raw); err == nil || got.IsAuthorized {
			t.Error(got, err)
		}
	}
	if r.asked != 1 {
		t.Error("asked", r.asked)
	}
	r.broken, r.at = 0, r.at.Add(time.Minute)
	if got, err := r.comes(raw); err != nil || got.Context["sub"] != "n1" {
		t.Error(got, err)
	}
	broken := r.token("n3", map[string]any{"sub": "n3", "email": "broken@gba.example", "email_verified": true})
	if got, err := r.comes(broken); err == nil || got.IsAuthorized {
		t.Error("the directory does not answer:", got, err)
	}
}
