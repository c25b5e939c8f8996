//go:build emulator

package inquirydb_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var (
	ana    = principal.Principal{Subject: "ana", Name: "Ana Example", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	bruno  = principal.Principal{Subject: "bruno", Name: "Bruno Example", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.Agent}}
	doris  = principal.Principal{Subject: "doris", Name: "Doris Example", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.Agent}}
	claire = principal.Principal{Subject: "claire", Name: "Claire Example", Operator: "FRA", CallCentres: []principal.CentreID{"FRA-PAR"}, Roles: []principal.Role{principal.Agent}}

	// heads of their centres
	gina = principal.Principal{Subject: "gina", Name: "Gina Example", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent, principal.Supervisor}}
	hans = principal.Principal{Subject: "hans", Name: "Hans Example", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.Supervisor}}
	olga = principal.Principal{Subject: "olga", Name: "Olga Example", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: []principal.Role{principal.OperatorAdministrator}}
	emil = principal.Principal{Subject: "emil", Name: "Emil Example", Operator: "DEA", CallCentres: []principal.CentreID{"DEA-HAM"}, Roles: []principal.Role{principal.Agent}}

	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	dlv    = inquiry.Reply{Code: "DLV", Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Example"}}
	trn    = inquiry.Reply{Code: "TRN", Fields: map[string]any{}}
	inc    = inquiry.Reply{Code: "INC", Fields: map[string]any{"missing": []any{"contents"}}}
)

// network is a directory of three operators, a catalogue with every kind of rule, and what a test lets tracking know.
type network struct {
	lock      sync.Mutex
	items     map[edi.ItemID][]tracking.Event
	autoReply []string                                  // workflows that DEA lets the system answer
	france    []directory.CallCentre                    // FRA has none else
	products  map[directory.CentreID][]string           // where they are not EMS
	closed    map[directory.CentreID]directory.CentreID // centres that closed on the Monday, and who replaces them
	edited    map[directory.CentreID]calendar.Spec      // calendars that administrators set
}

func (n *network) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	for c, op := range map[directory.OperatorCode]directory.Operator{"GBA": {Code: "GBA", Country: "GB"}, "DEA": {Code: "DEA", Country: "DE"}, "FRA": {Code: "FRA", Country: "FR"}} {
		if c == code {
			if code == "DEA" {
				op.Settings.AutoReply = n.autoReply
			}
			return op, nil
		}
	}
	return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "no")
}

func (n *network) CallCentre(ctx context.Context, id directory.CentreID) (directory.CallCentre, error) {
	centres, _ := n.CentresOf(ctx, id.Operator())
	for _, c := range centres {
		if c.ID == id {
			return c, nil
		}
	}
	return directory.CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "no")
}

func (n *network) CentresOf(_ context.Context, code directory.OperatorCode) ([]directory.CallCentre, error) {
	day := [][2]string{{"09:00", "17:00"}}
	week := map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day}
	var out []directory.CallCentre
	if code == "FRA" {
		for _, c := range n.france {
			c.Operator, c.Calendar = code, calendar.Spec{TimeZone: "Europe/Paris", Week: week}
			out = append(out, c)
		}
	}
	for _, at := range map[directory.OperatorCode][]struct {
		id   directory.CentreID
		zone string
	}{"GBA": {{"GBA-BEL", "Europe/London"}, {"GBA-DON", "Europe/London"}}, "DEA": {{"DEA-FRA", "Europe/Berlin"}, {"DEA-HAM", "Europe/Berlin"}, {"DEA-KOL", "Europe/Berlin"}}}[code] {
		c := directory.CallCentre{ID: at.id, Operator: code, Products: []string{"EMS"}, Calendar: calendar.Spec{TimeZone: at.zone, Week: week}}
		if spec, ok := n.edited[c.ID]; ok {
			c.Calendar = spec
		}
		if c.ID == "DEA-KOL" {
			c.Languages = []string{"fr"}
		}
		if products, ok := n.products[c.ID]; ok {
			c.Products = products
		}
		if by, ok := n.closed[c.ID]; ok {
			c.ClosesOn, c.ReplacedBy = "2026-11-23", by
		}
		out = append(out, c)
	}
	return out, nil
}

func (n *network) CallCentres(ctx context.Context) ([]directory.CallCentre, error) {
	asking, _ := n.CentresOf(ctx, "GBA")
	answering, err := n.CentresOf(ctx, "DEA")
	return append(asking, answering...), err
}

func (n *network) Calendar(ctx context.Context, digest string) (directory.KeptCalendar, error) {
	for _, net := range []*network{n, {}} { // as it is, and as it was before anybody edited
		centres, _ := net.CallCentres(ctx)
		french, _ := net.CentresOf(ctx, "FRA")
		for _, c := range append(centres, french...) {
			if c.Calendar.Digest() == digest {
				return directory.KeptCalendar{Spec: c.Calendar}, nil
			}
		}
	}
	return directory.KeptCalendar{}, problem.New(problem.NotFound, "calendar-unknown", "no")
}

func (*network) OperatorOf(context.Context, string) (directory.OperatorCode, error) {
	return "", problem.New(problem.NotFound, "operator-unknown", "no")
}

func (*network) Agent(_ context.Context, subject string) (directory.Agent, error) {
	for _, a := range []directory.Agent{{Subject: "bruno", Name: "Bruno Example", Operator: "DEA", CallCentres: []directory.CentreID{"DEA-FRA"}},
		{Subject: "doris", Name: "Doris Example", Operator: "DEA", CallCentres: []directory.CentreID{"DEA-FRA"}},
		{Subject: "emil", Name: "Emil Example", Operator: "DEA", CallCentres: []directory.CentreID{"DEA-HAM"}},
		{Subject: "ana", Name: "Ana Example", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}}} {
		if a.Subject == subject {
			return a, nil
		}
	}
	return directory.Agent{}, problem.New(problem.NotFound, "agent-unknown", "no")
}

func (*network) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	products, closings := []string{"EMS"}, []string{"CLO_OK", "CLO_WDR", "CLO_AUTO", "CLO_UNA", "CLO_INF", "CLO_DUP"}
	item := []catalogue.Section{{Code: "item", Fields: []catalogue.Field{{Code: "postingDate", Type: "date", Mandatory: true}, {Code: "contents", Type: "text", Mandatory: true}, {Code: "crmCaseId", Type: "text"},
		{Code: "parentInquiry", Type: "inquiry"}, {Code: "photos", Type: "attachments"}, {Code: "related", Type: "inquiry"}, {Code: "language", Type: "text"}}}}
	target := func(workflow string, level, minutes int) catalogue.Target {
		return catalogue.Target{Product: "EMS", Workflow: workflow, Level: level, Minutes: minutes}
	}
	return &catalogue.Release{Version: "test.1",
		Products: []catalogue.Product{{Code: "EMS", Indicators: []string{"EA-EW"}, Window: catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}},
			{Code: "REG", Indicators: []string{"RA-RZ"}}, {Code: "KPG", Indicators: []string{"EA-EW"}, Members: []string{"JPA", "USA"}}, {Code: "EMX", Indicators: []string{"EA-EW"}}},
		Workflows: []catalogue.Workflow{
			{Code: "WII", Products: products, ClosingCodes: closings, Sections: item, PausedByCustoms: true,
				Levels:    []catalogue.Level{{Level: 1, Replies: []string{"DLV", "TRN", "INC"}}, {Level: 2, Replies: []string{"DLV", "TRN", "INC"}}, {Level: 3, Replies: []string{"DLV", "LST", "INC"}}},
				Proposals: []catalogue.Proposal{{Event: "EMI", Reply: "DLV"}}},
			{Code: "GEN", Products: products, ClosingCodes: closings, Sections: item, Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "INC"}}},
				Limit: &catalogue.Limit{Counts: []catalogue.LimitOf{{Products: products, Max: 2, WorkingDays: 5}}}},
			{Code: "WPD", Products: products, ClosingCodes: closings, Sections: item, Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "INC"}}},
				Requires: &catalogue.Requires{Event: "EMI"}},
			{Code: "LIA", Products: products, ClosingCodes: closings, Sections: item, NoWindow: true, Levels: []catalogue.Level{{Level: 3, Replies: []string{"DLV", "INC"}}},
				Requires: &catalogue.Requires{ParentField: "parentInquiry", ParentReplies: []string{"LST"}}},
			{Code: "ACK", Products: products, ClosingCodes: closings, Sections: item, NoReply: true, Levels: []catalogue.Level{{Level: 1}}}},
		ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Class: "C", Fields: []catalogue.Field{{Code: "date", Type: "date", Mandatory: true, Prefill: "event.date"}, {Code: "receivedBy", Type: "text", Mandatory: true, Prefill: "event.signatory"},
			{Code: "papers", Type: "attachments"}}},
			{Code: "TRN", Class: "I", FollowUp: "expectedDate", Fields: []catalogue.Field{{Code: "expectedDate", Type: "date"}, {Code: "liable", Type: "operator"}}}, {Code: "LST", Class: "C"},
			{Code: "INC", Class: "N", Fields: []catalogue.Field{{Code: "missing", Type: "codes", Mandatory: true, OptionsFrom: "requestFields"}}}},
		ClosingCodes: []catalogue.ClosingCode{{Code: "CLO_OK", When: []string{"replied", "returned", "unroutable"}}, {Code: "CLO_WDR", When: []string{"awaited", "returned", "unroutable"}},
			{Code: "CLO_AUTO", When: []string{"system"}}, {Code: "CLO_UNA", When: []string{"system"}}, {Code: "CLO_INF", When: []string{"system"}}, {Code: "CLO_DUP", When: []string{"system"}}},
		EventCodes:       []catalogue.EventCode{{Code: "EMD"}, {Code: "EME", Clock: "hold"}, {Code: "EDC", Clock: "release"}, {Code: "EMI", Terminal: true, Clock: "release"}},
		RejectionReasons: []catalogue.Code{{Code: "WRONG"}}, HandOverReasons: []catalogue.Code{{Code: "LOAD"}, {Code: "CLOSED"}}, ForceMajeureReasons: []catalogue.Code{{Code: "FLOOD"}},
		UrgencyReasons: []catalogue.Code{{Code: "MEDICAL"}},
		Targets: []catalogue.Target{{Product: "REG", Workflow: "WII", Level: 1, Minutes: 1}, {Product: "KPG", Workflow: "WII", Level: 1, Minutes: 1}, {Product: "EMX", Workflow: "WII", Level: 1, Minutes: 1},
			target("WII", 1, 360), target("WII", 2, 960), target("WII", 3, 4800), target("GEN", 1, 360), target("WPD", 1, 960), target("LIA", 3, 4800)}}, nil
}

func (n *network) Version(ctx context.Context, _ string) (*catalogue.Release, error) {
	return n.InForce(ctx, monday)
}

func (n *network) Item(_ context.Context, id edi.ItemID) (tracking.Item, error) {
	n.lock.Lock()
	defer n.lock.Unlock()
	events, ok := n.items[id]
	if !ok {
		return tracking.Item{}, problem.New(problem.NotFound, "item-unknown", "no")
	}
	s10, err := edi.ParseItemID(string(id))
	return tracking.Item{ID: id, S10: s10, Events: events}, err
}
func (*network) Watch(context.Context, tracking.Watch) error               { return nil }
func (*network) Unwatch(context.Context, edi.ItemID, string, string) error { return nil }

// delivered is what the destination told of an item.
func delivered(signatory string) tracking.Event {
	return tracking.Event{Code: "EMI", Time: monday.Add(-time.Hour), Office: "DEFRAA", Country: "DE", Sender: "DEA", Signatory: signatory}
}

type system struct {
	*inquiry.Service
	store *inquirydb.Store
	meter *dynamo.Meter
	net   *network
}

func start(t *testing.T) system {
	t.Helper()
	client, table := kit.Table(t, "InquiryTable")
	meter := &dynamo.Meter{}
	store := &inquirydb.Store{Client: client, Table: table, Meter: meter}
	var n atomic.Int64
	net := &network{items: map[edi.ItemID][]tracking.Event{}, closed: map[directory.CentreID]directory.CentreID{}, edited: map[directory.CentreID]calendar.Spec{},
		products: map[directory.CentreID][]string{}}
	service := &inquiry.Service{Store: store, Directory: net, Catalogue: net, Tracking: net, Agents: net, Centres: net,
		NewID: func() inquiry.ID { return inquiry.ID(fmt.Sprintf("01TEST%020d", n.Add(1))) }}
	return system{service, store, meter, net}
}

// item is the n-th valid EMS identifier.
func item(t testing.TB, n int) edi.S10 {
	t.Helper()
	return s10(n)
}

func s10(n int) edi.S10 {
	serial := fmt.Sprintf("%08d", n)
	id, err := edi.ParseItemID(fmt.Sprintf("EE%s%dGB", serial, edi.CheckDigit(serial)))
	if err != nil {
		panic(err)
	}
	return id
}

func ask(t testing.TB, n int) inquiry.Raise {
	t.Helper()
	return inquiry.Raise{Item: item(t, n), Workflow: "WII", Destination: "DEA", Send: true,
		Fields: map[string]any{"postingDate": "2026-11-10", "contents": "A book", "crmCaseId": "CASE-20817"}}
}

// asked raises, sends and routes an inquiry.
func (s system) asked(t testing.TB, n int) inquiry.ID {
	t.Helper()
	q, err := s.Raise(t.Context(), ana, ask(t, n), monday)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Route(t.Context(), q.ID, monday); err != nil {
		t.Fatal(err)
	}
	return q.ID
}

// tell lets tracking know of an event on an item, of the destination unless it says otherwise, and tells an inquiry.
func (s system) tell(ctx context.Context, n int, id inquiry.ID, e tracking.Event, now time.Time) error {
	if e.Sender == "" {
		e.Sender, e.Country = "DEA", "DE"
	}
	of := s10(n)
	s.net.lock.Lock()
	e.ItemID = of.ID
	if !slices.ContainsFunc(s.net.items[of.ID], func(o tracking.Event) bool { return o.Key() == e.Key() }) {
		s.net.items[of.ID] = append(s.net.items[of.ID], e)
	}
	s.net.lock.Unlock()
	return s.Track(ctx, id, e, now)
}

func (s system) counts(t testing.TB, c directory.CentreID) map[inquiry.Folder]int {
	t.Helper()
	counts, err := s.store.Counts(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	for f, n := range counts.Folders {
		if n == 0 {
			delete(counts.Folders, f)
		}
	}
	return counts.Folders
}

// step fails the test where a step is refused, and returns the inquiry after it.
func step(t testing.TB) func(inquiry.Inquiry, error) inquiry.Inquiry {
	t.Helper()
	return func(q inquiry.Inquiry, err error) inquiry.Inquiry {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return q
	}
}

// look shows an inquiry to a person, with every step stored so far.
func (s system) look(t testing.TB, by principal.Principal, id inquiry.ID) inquiry.Details {
	t.Helper()
	d, err := s.Look(t.Context(), by, id, inquiry.Unseen, true, monday)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// kinds are the kinds of a history, in order.
func kinds(history []inquiry.Event) []inquiry.Kind {
	out := []inquiry.Kind{}
	for _, e := range history {
		out = append(out, e.Kind)
	}
	return out
}
