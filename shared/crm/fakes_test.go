package crm

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var (
	now    = time.Date(2026, 11, 26, 10, 0, 0, 0, time.UTC)
	olga   = principal.Principal{Subject: "olga", Name: "Olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	other  = principal.Principal{Subject: "otto", Name: "Otto", Operator: "DEA", Roles: []principal.Role{principal.OperatorAdministrator}}
	loaded = sync.OnceValues(data.Load)
)

// memory keeps everything in memory, as the store promises to.
type memory struct {
	integrations map[ID]Integration
	mappings     map[string]Versioned
	events       map[string]Received
	cases        map[string]Case
	counted      int
	refused      map[string]int
	failSettle   error
}

func newMemory() *memory {
	return &memory{integrations: map[ID]Integration{}, mappings: map[string]Versioned{}, events: map[string]Received{}, cases: map[string]Case{}, refused: map[string]int{}}
}

func (m *memory) Integration(_ context.Context, id ID) (Integration, error) {
	g, ok := m.integrations[id]
	if !ok {
		return g, Unknown()
	}
	return g, nil
}

func (m *memory) IntegrationsOf(_ context.Context, op directory.OperatorCode) ([]Integration, error) {
	var out []Integration
	for _, g := range m.integrations {
		if g.Operator == op {
			out = append(out, g)
		}
	}
	return out, nil
}

func (m *memory) SaveIntegration(_ context.Context, g Integration, v *Versioned) error {
	if m.integrations[g.ID].Version != g.Version-1 {
		return ErrChanged
	}
	m.integrations[g.ID] = g
	if v != nil {
		m.mappings[fmt.Sprint(g.ID, v.Version)] = *v
	}
	return nil
}

func (m *memory) DeleteIntegration(_ context.Context, g Integration, _ time.Time) error {
	if m.integrations[g.ID].Version != g.Version {
		return ErrChanged
	}
	delete(m.integrations, g.ID)
	return nil
}

func (m *memory) Mapping(_ context.Context, id ID, version int) (Versioned, error) {
	v, ok := m.mappings[fmt.Sprint(id, version)]
	if !ok {
		return v, problem.New(problem.NotFound, "mapping-unknown", "There is no such version.")
	}
	return v, nil
}

func (m *memory) Mappings(context.Context, ID) ([]Versioned, error) { return nil, nil }

func (m *memory) Count(context.Context, ID, time.Time) (int, error) {
	m.counted++
	return m.counted, nil
}

func (m *memory) Refuse(_ context.Context, _ ID, reason string, _ time.Time) error {
	m.refused[reason]++
	return nil
}

func (m *memory) Refusals(context.Context, ID, time.Time) ([]Refusals, error) { return nil, nil }

func (m *memory) Keep(_ context.Context, r Received) error {
	if _, there := m.events[r.Key]; there {
		return ErrChanged
	}
	m.events[r.Key] = r
	return nil
}

func (m *memory) Event(_ context.Context, _ ID, key string) (Received, error) {
	r, ok := m.events[key]
	if !ok {
		return r, EventUnknown()
	}
	return r, nil
}

func (m *memory) Settle(_ context.Context, before, after Received) error {
	if m.failSettle != nil {
		return m.failSettle
	}
	if m.events[before.Key].Version != before.Version {
		return ErrChanged
	}
	m.events[after.Key] = after
	return nil
}

func (m *memory) Events(_ context.Context, _ ID, s State, _ Page) ([]Received, map[string]string, error) {
	var out []Received
	for _, r := range m.events {
		if r.State == s {
			out = append(out, r)
		}
	}
	return out, nil, nil
}

func (m *memory) Waiting(ctx context.Context, id ID, most int) (int, error) {
	all, _, err := m.Events(ctx, id, Waiting, Page{})
	return min(len(all), most), err
}

func (m *memory) Case(_ context.Context, _ ID, name string) (Case, error) {
	c := m.cases[name]
	c.Waiting = nil
	var all []Received
	for _, r := range m.events {
		if r.Case == name && r.State == Waiting {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b Received) int { return a.At.Compare(b.At) })
	for _, r := range all {
		c.Waiting = append(c.Waiting, r.Key)
	}
	return c, nil
}

func (m *memory) Link(_ context.Context, _ ID, name string, to inquiry.ID, event string, _ time.Time) error {
	m.cases[name] = Case{Inquiry: to, Event: event}
	return nil
}

// book takes steps without rules: those are the inquiry's and tested there.
type book struct {
	Inquiries
	raised  map[string]inquiry.Inquiry // by key
	steps   map[string]string          // by once
	order   []string
	states  map[inquiry.ID]inquiry.State
	byHand  []inquiry.Inquiry
	refuse  error
	raising func()
}

func newBook() *book {
	return &book{raised: map[string]inquiry.Inquiry{}, steps: map[string]string{}, states: map[inquiry.ID]inquiry.State{}}
}

func (b *book) Raise(_ context.Context, by principal.Principal, cmd inquiry.Raise, _ time.Time) (inquiry.Inquiry, error) {
	if b.raising != nil {
		b.raising()
	}
	if b.refuse != nil {
		return inquiry.Inquiry{}, b.refuse
	}
	if !by.IsMachine() || by.Name == "" || !by.WorksIn(cmd.Centre) {
		return inquiry.Inquiry{}, problem.New(problem.Forbidden, "not-your-centre", "no")
	}
	q, there := b.raised[cmd.Key]
	if !there {
		q = inquiry.Inquiry{ID: inquiry.ID(fmt.Sprintf("Q%d", len(b.raised)+1)), Workflow: cmd.Workflow, State: inquiry.StateDraft, ItemID: cmd.Item.ID}
		if cmd.Send {
			q.State = inquiry.StateSent
		}
		b.raised[cmd.Key], b.states[q.ID] = q, q.State
		b.order = append(b.order, "raise "+string(q.ID))
	}
	return q, nil
}

func (b *book) step(once, what string, id inquiry.ID) (inquiry.Inquiry, error) {
	if b.refuse != nil {
		return inquiry.Inquiry{}, b.refuse
	}
	if _, done := b.steps[once]; !done {
		b.steps[once] = what
		b.order = append(b.order, what+" "+string(id))
	}
	return inquiry.Inquiry{ID: id}, nil
}

func (b *book) Supplement(_ context.Context, _ principal.Principal, id inquiry.ID, once string, _ map[string]any, w inquiry.Words, _ time.Time) (inquiry.Inquiry, error) {
	return b.step(once, "supplement "+w.Text, id)
}

func (b *book) Note(_ context.Context, _ principal.Principal, id inquiry.ID, once string, w inquiry.Words, _ time.Time) (inquiry.Inquiry, error) {
	return b.step(once, "note "+w.Text, id)
}

func (b *book) Close(_ context.Context, _ principal.Principal, id inquiry.ID, once, code string, _ time.Time) (inquiry.Inquiry, error) {
	return b.step(once, "close "+code, id)
}

func (b *book) Head(_ context.Context, _ principal.Principal, id inquiry.ID) (inquiry.Inquiry, error) {
	return inquiry.Inquiry{ID: id, State: b.states[id], Workflow: "WII"}, nil
}

func (b *book) OfCase(context.Context, principal.Principal, string) ([]inquiry.Inquiry, error) {
	return b.byHand, nil
}

// exchange is the data that the system comes with.
type exchange struct{ directory.Data }

func (x exchange) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &x.Releases[len(x.Releases)-1], nil
}

func (x exchange) Version(context.Context, string) (*catalogue.Release, error) {
	return x.InForce(context.Background(), now)
}

func (x exchange) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	for _, o := range x.Operators {
		if o.Code == code {
			return o, nil
		}
	}
	return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "no")
}

func (x exchange) CallCentre(_ context.Context, id directory.CentreID) (directory.CallCentre, error) {
	for _, c := range x.CallCentres {
		if c.ID == id {
			return c, nil
		}
	}
	return directory.CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "no")
}

func (x exchange) CentresOf(_ context.Context, code directory.OperatorCode) (out []directory.CallCentre, _ error) {
	for _, c := range x.CallCentres {
		if c.Operator == code {
			out = append(out, c)
		}
	}
	return out, nil
}

func (x exchange) Calendar(context.Context, string) (directory.KeptCalendar, error) {
	return directory.KeptCalendar{}, problem.New(problem.NotFound, "calendar-unknown", "no")
}

func (x exchange) OperatorOf(_ context.Context, country string) (directory.OperatorCode, error) {
	if code, ok := x.Countries[country]; ok {
		return code, nil
	}
	return "", problem.New(problem.NotFound, "operator-unknown", "no")
}

func (x exchange) Latest(ctx context.Context, code directory.OperatorCode) (directory.Operator, []directory.CallCentre, error) {
	o, err := x.Operator(ctx, code)
	if err != nil {
		return o, nil, err
	}
	all, err := x.CentresOf(ctx, code)
	return o, all, err
}

// seen is tracking that knows two events of every item.
type seen struct{ inquiry.Tracker }

func (seen) Item(_ context.Context, id edi.ItemID) (tracking.Item, error) {
	event := func(code, office string, days int) tracking.Event {
		at := now.AddDate(0, 0, -days)
		return tracking.Event{ItemID: id, Code: code, Time: at, LocalTime: at.Format(time.RFC3339), Office: office, Country: "GB", Sender: "GBA"}
	}
	return tracking.Item{ID: id, Events: []tracking.Event{event("EMA", "GBDONA", 16), event("EMC", "GBLALA", 15)}}, nil
}

// shelf is the part of the inquiry's store that a rehearsal reads.
type shelf struct{ inquiry.Store }

func (shelf) Uses(context.Context, edi.ItemID, string, directory.OperatorCode) (inquiry.Uses, error) {
	return inquiry.Uses{}, nil
}

func world(t *testing.T) (*Service, *memory, *book) {
	t.Helper()
	d, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	x, m, b := exchange{d}, newMemory(), newBook()
	n := 0
	return &Service{Store: m, Seal: &seal.Box{Secrets: paging.FixedSecret("0123456789012345678901234567890123456789")}, Inquiries: b, Catalogue: x, Centres: x, Random: rand.Reader,
		NewID: func() ID { n++; return ID(fmt.Sprintf("I%025d", n)) }}, m, b
}

// rules is the inquiry's service with the data of the system, as far as raising without storing goes.
func rules(t *testing.T) Steps {
	t.Helper()
	d, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	x := exchange{d}
	return Steps{&inquiry.Service{Store: shelf{}, Directory: x, Catalogue: x, Tracking: seen{}, NewID: func() inquiry.ID { return "Q" }}}
}
