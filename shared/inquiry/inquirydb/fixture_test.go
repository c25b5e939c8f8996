//go:build emulator

package inquirydb_test

import (
	"context"
	"fmt"
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

	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	dlv    = inquiry.Reply{Code: "DLV", Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Example"}}
)

// network is a directory and a catalogue of two operators, and a tracking that knows nothing.
type network struct{}

func (network) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	for c, op := range map[directory.OperatorCode]directory.Operator{"GBA": {Code: "GBA", Country: "GB"}, "DEA": {Code: "DEA", Country: "DE"}, "FRA": {Code: "FRA", Country: "FR"}} {
		if c == code {
			return op, nil
		}
	}
	return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "no")
}

func (n network) CallCentre(ctx context.Context, id directory.CentreID) (directory.CallCentre, error) {
	centres, _ := n.CentresOf(ctx, id.Operator())
	for _, c := range centres {
		if c.ID == id {
			return c, nil
		}
	}
	return directory.CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "no")
}

func (network) CentresOf(_ context.Context, code directory.OperatorCode) ([]directory.CallCentre, error) {
	day := [][2]string{{"09:00", "17:00"}}
	week := map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day}
	at := map[directory.OperatorCode]struct {
		id   directory.CentreID
		zone string
	}{"GBA": {"GBA-DON", "Europe/London"}, "DEA": {"DEA-FRA", "Europe/Berlin"}}
	c, ok := at[code]
	if !ok {
		return nil, nil // FRA has no centre
	}
	return []directory.CallCentre{{ID: c.id, Operator: code, Products: []string{"EMS"}, Calendar: calendar.Spec{TimeZone: c.zone, Week: week}}}, nil
}

func (network) OperatorOf(context.Context, string) (directory.OperatorCode, error) {
	return "", problem.New(problem.NotFound, "operator-unknown", "no")
}

func (network) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{Version: "test.1",
		Products: []catalogue.Product{{Code: "EMS", Indicators: []string{"EA-EW"}, Window: catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}}},
		Workflows: []catalogue.Workflow{{Code: "WII", Products: []string{"EMS"}, ClosingCodes: []string{"CLO_OK"}, Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "INC"}}},
			Sections: []catalogue.Section{{Code: "item", Fields: []catalogue.Field{{Code: "postingDate", Type: "date", Mandatory: true}, {Code: "contents", Type: "text", Mandatory: true}}}}}},
		ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Class: "C", Fields: []catalogue.Field{{Code: "date", Type: "date", Mandatory: true}, {Code: "receivedBy", Type: "text", Mandatory: true}}},
			{Code: "INC", Class: "N", Fields: []catalogue.Field{{Code: "missing", Type: "codes", Mandatory: true}}}},
		ClosingCodes: []catalogue.ClosingCode{{Code: "CLO_OK"}}, Targets: []catalogue.Target{{Product: "EMS", Workflow: "WII", Level: 1, Minutes: 360}}}, nil
}

func (n network) Version(ctx context.Context, _ string) (*catalogue.Release, error) {
	return n.InForce(ctx, monday)
}

func (network) Item(context.Context, edi.ItemID) (tracking.Item, error) {
	return tracking.Item{}, problem.New(problem.NotFound, "item-unknown", "no")
}
func (network) Watch(context.Context, tracking.Watch) error               { return nil }
func (network) Unwatch(context.Context, edi.ItemID, string, string) error { return nil }

type system struct {
	*inquiry.Service
	store *inquirydb.Store
	meter *dynamo.Meter
}

func start(t *testing.T) system {
	t.Helper()
	client, table := kit.Table(t, "InquiryTable")
	meter := &dynamo.Meter{}
	store := &inquirydb.Store{Client: client, Table: table, Meter: meter}
	var n atomic.Int64
	service := &inquiry.Service{Store: store, Directory: network{}, Catalogue: network{}, Tracking: network{},
		NewID: func() inquiry.ID { return inquiry.ID(fmt.Sprintf("01TEST%020d", n.Add(1))) }}
	return system{service, store, meter}
}

// item is the n-th valid EMS identifier.
func item(t testing.TB, n int) edi.S10 {
	t.Helper()
	serial := fmt.Sprintf("%08d", n)
	s10, err := edi.ParseItemID(fmt.Sprintf("EE%s%dGB", serial, edi.CheckDigit(serial)))
	if err != nil {
		t.Fatal(err)
	}
	return s10
}

func ask(t testing.TB, n int) inquiry.Raise {
	t.Helper()
	return inquiry.Raise{Item: item(t, n), Workflow: "WII", Destination: "DEA", Send: true,
		Fields: map[string]any{"postingDate": "2026-11-10", "contents": "A book"}}
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
