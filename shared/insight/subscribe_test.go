package insight_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"time"
)

// post is subscriptions, a directory and letters, in memory.
type post struct {
	kept    map[string]insight.Subscription
	claimed map[string]bool
	people  map[string]insight.Person
	letters []string
	fails   map[string]error // by address
}

func (p *post) Subscribers(_ context.Context, operator principal.OperatorCode) (out []insight.Subscription, _ error) {
	for _, s := range p.kept {
		if s.Operator == operator {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b insight.Subscription) int { return cmp.Compare(a.Subject, b.Subject) })
	return out, nil
}

func (p *post) PutSubscription(_ context.Context, s insight.Subscription) error {
	p.kept[string(s.Operator)+s.Subject] = s
	return nil
}

func (p *post) DeleteSubscription(_ context.Context, operator principal.OperatorCode, subject string) error {
	delete(p.kept, string(operator)+subject)
	return nil
}

func (p *post) Claim(_ context.Context, id insight.ReportID, e insight.Edition, subject string, _ time.Time) (bool, error) {
	key := fmt.Sprint(id, e, subject)
	before := p.claimed[key]
	p.claimed[key] = true
	return !before, nil
}

func (p *post) Unclaim(_ context.Context, id insight.ReportID, e insight.Edition, subject string) error {
	delete(p.claimed, fmt.Sprint(id, e, subject))
	return nil
}

func (p *post) Person(_ context.Context, subject string) (insight.Person, error) {
	one, ok := p.people[subject]
	if !ok {
		return one, problem.New(problem.NotFound, "agent-unknown", "nobody")
	}
	return one, nil
}

func (p *post) send(_ context.Context, l insight.Letter) error {
	if err := p.fails[l.To]; err != nil {
		return err
	}
	p.letters = append(p.letters, l.To+" "+l.Language+" "+l.Report.Edition.String())
	return nil
}

func newPost() *post {
	return &post{kept: map[string]insight.Subscription{}, claimed: map[string]bool{}, fails: map[string]error{}, people: map[string]insight.Person{
		"ana": {Operator: "GBA", Name: "Ana", Address: "ana@gba.example"}, "olga": {Operator: "GBA", Name: "Olga", Address: "olga@gba.example"},
		"dan": {Operator: "DEA", Name: "Dan", Address: "dan@dea.example"}, "nils": {Name: "Nils", Address: "nils@network.example"},
	}}
}

var (
	ana  = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	olga = principal.Principal{Subject: "olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
)

func TestSubscribe_OneselfAndByAnAdministratorTheirAgents(t *testing.T) {
	p := newPost()
	s := &insight.Subscribers{Store: p, People: p}
	now := at(t, "2026-12-01T10:00:00Z")
	for _, c := range []struct {
		by      principal.Principal
		subject string
		slug    string
	}{
		{ana, "ana", ""}, {olga, "olga", ""}, {olga, "ana", ""}, {nils, "nils", ""},
		{ana, "olga", "agent-unknown"}, {olga, "dan", "agent-unknown"}, {olga, "nobody", "agent-unknown"}, {nils, "dan", "agent-unknown"},
		{principal.Principal{Subject: "x", Roles: []principal.Role{principal.Agent}}, "x", "agent-unknown"},
	} {
		if _, err := s.Subscribe(t.Context(), c.by, c.subject, "de", now); (err == nil) != (c.slug == "") || err != nil && !problem.Is(err, c.slug) {
			t.Errorf("%s subscribes %s: %v", c.by.Subject, c.subject, err)
		}
	}
	if _, err := s.Subscribe(t.Context(), ana, "ana", "pt", now); !problem.Is(err, "language-unknown") {
		t.Error(err)
	}
	names := func(by principal.Principal) string {
		all, err := s.List(t.Context(), by)
		if err != nil {
			t.Fatal(err)
		}
		said := []string{}
		for _, one := range all {
			said = append(said, one.Name)
		}
		return strings.Join(said, " ")
	}
	if got := names(ana) + "|" + names(olga) + "|" + names(nils); got != "Ana|Ana Olga|Nils" {
		t.Error(got)
	}
	if p.kept["GBAana"].By != "ana" {
		t.Error("the administrator took over what Ana wanted herself")
	}
	if err := s.Unsubscribe(t.Context(), ana, "olga"); !problem.Is(err, "agent-unknown") {
		t.Error(err)
	}
	if err := errors.Join(s.Unsubscribe(t.Context(), olga, "ana"), s.Unsubscribe(t.Context(), olga, "ana"), s.Unsubscribe(t.Context(), olga, "olga")); err != nil || names(olga) != "" {
		t.Error(err, names(olga))
	}
}

func TestMail_OnceForAnEditionAndAgainWhereItFailed(t *testing.T) {
	p := newPost()
	m := &insight.Postman{Store: p, People: p, Send: p.send}
	for _, subject := range []string{"ana", "olga", "gone"} {
		_ = p.PutSubscription(t.Context(), insight.Subscription{Operator: "GBA", Subject: subject, Language: "en"})
	}
	_ = p.PutSubscription(t.Context(), insight.Subscription{Operator: "GBA", Subject: "dan", Language: "en"}) // works elsewhere by now
	r := insight.Report{ReportID: gba, Edition: insight.Edition{State: insight.Final, Version: 1}}
	now := at(t, "2026-12-15T03:00:00Z")
	p.fails["olga@gba.example"] = errors.New("throttled")
	if n, err := m.Mail(t.Context(), r, now); n != 1 || err == nil {
		t.Error(n, err)
	}
	delete(p.fails, "olga@gba.example")
	for range 2 {
		if _, err := m.Mail(t.Context(), r, now); err != nil {
			t.Error(err)
		}
	}
	r.Version = 2
	if n, err := m.Mail(t.Context(), r, now); n != 2 || err != nil {
		t.Error(n, err)
	}
	if got := strings.Join(p.letters, ", "); got != "ana@gba.example en final-v1, olga@gba.example en final-v1, ana@gba.example en final-v2, olga@gba.example en final-v2" {
		t.Error(got)
	}
	if len(p.kept) != 2 {
		t.Errorf("whoever is gone is still subscribed: %v", p.kept)
	}
}

func TestMail_AnAddressThatRefusesIsWrittenToThreeTimes(t *testing.T) {
	p := newPost()
	m := &insight.Postman{Store: p, People: p, Send: p.send}
	_ = p.PutSubscription(t.Context(), insight.Subscription{Operator: "GBA", Subject: "ana", Language: "en"})
	p.fails["ana@gba.example"] = problem.New(problem.Invalid, "address-refused", "no such mailbox")
	for i := range 5 {
		if n, err := m.Mail(t.Context(), insight.Report{ReportID: gba, Edition: insight.Edition{State: insight.Final, Version: 1 + i}}, at(t, "2026-12-15T03:00:00Z")); n != 0 || err != nil {
			t.Error(n, err)
		}
	}
	if one := p.kept["GBAana"]; one.Refused != 3 || !one.Paused() || len(p.claimed) != 3 {
		t.Errorf("%+v after %d letters", one, len(p.claimed))
	}
	s := &insight.Subscribers{Store: p, People: p}
	if one, err := s.Subscribe(t.Context(), ana, "ana", "en", at(t, "2026-12-16T10:00:00Z")); err != nil || one.Paused() {
		t.Error(one, err)
	}
}
