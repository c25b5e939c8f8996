//go:build emulator

package transitdb_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

// book is the exchange's data in memory.
type book struct {
	directory.Reader
	data directory.Data
}

func (b book) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	for _, o := range b.data.Operators {
		if o.Code == code {
			return o, nil
		}
	}
	return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "none")
}

func (b book) CallCentre(_ context.Context, id directory.CentreID) (directory.CallCentre, error) {
	for _, c := range b.data.CallCentres {
		if c.ID == id {
			return c, nil
		}
	}
	return directory.CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "none")
}

func (b book) OperatorOf(_ context.Context, country string) (directory.OperatorCode, error) {
	return b.data.Countries[country], nil
}

func (b book) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &b.data.Releases[len(b.data.Releases)-1], nil
}

func (b book) Version(ctx context.Context, _ string) (*catalogue.Release, error) {
	return b.InForce(ctx, now)
}

// valid is the k-th identifier of GB, with its check digit.
func valid(k int) edi.ItemID {
	serial := fmt.Sprintf("%08d", k)
	for check := range 10 {
		if s10, err := edi.ParseItemID(fmt.Sprintf("EE%s%dGB", serial, check)); err == nil {
			return s10.ID
		}
	}
	return ""
}

// A hundred items from one post to two, of which a tenth does not arrive: from their events to the list, the counts and the samples, on the local engine.
func TestFlow_FromEventsToWhatIsLate(t *testing.T) {
	meter := &dynamo.Meter{}
	client, table := kit.Table(t, "TrackingTable")
	items := trackingdb.New(client, table, meter)
	s := &transitdb.Store{Client: client, Table: table, Meter: meter}
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	checker := &transit.Checker{Store: s, Items: items, Desk: &transit.Desk{Directory: book{data: d}, Catalogue: book{data: d}},
		Tell: func(context.Context, transit.News) error { told++; return nil }}
	monday := time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)
	if _, err := checker.Run(t.Context(), monday); err != nil {
		t.Fatal(err)
	}
	const n = 100
	event := func(k int, code, office, next string, at time.Time, sender principal.OperatorCode) tracking.Event {
		at = at.Add(time.Duration(k) * time.Second)
		return tracking.Event{ItemID: valid(k), Code: code, Office: office, Country: office[:2], NextOffice: next, Time: at, ReceivedAt: at.Add(time.Hour), Sender: sender, Receipt: code, Index: k}
	}
	to := func(k int) string { return []string{"DEFRAA", "FRCDGA"}[k%2] }
	for first := 0; first < n; first += tracking.ChunkRecords {
		for _, code := range []string{"EMC", "EMD"} {
			var stored []tracking.Event
			for k := first; k < first+tracking.ChunkRecords; k++ {
				e := event(k, "EMC", "GBLALA", to(k), monday, "GBA")
				if code == "EMD" {
					if k%10 == 0 {
						continue
					}
					e = event(k, "EMD", to(k), "", monday.Add(24*time.Hour), principal.OperatorCode(to(k)[:2]+"A"))
				}
				if _, err := items.Append(t.Context(), e); err != nil {
					t.Fatal(err)
				}
				stored = append(stored, e)
			}
			spend(t, meter, "plan for a chunk of fifty "+code, 2, func() error {
				return transit.Planner{Checks: s}.Plan(t.Context(), tracking.Chunk{Receipt: code, First: first}, stored, nil, monday.Add(time.Hour))
			})
		}
	}
	meter.Reset()
	var sum transit.Report
	for at := monday; at.Before(monday.AddDate(0, 0, 6)); at = at.Add(6 * time.Hour) {
		r, err := checker.Run(t.Context(), at)
		if err != nil {
			t.Fatal(at, err)
		}
		sum.Checked, sum.Late = sum.Checked+r.Checked, sum.Late+r.Late
	}
	units := meter.Reset()
	t.Logf("six days of %d items: %d checks, %d late, %.0f units, %.2f a check", n, sum.Checked, sum.Late, units, units/float64(sum.Checked))
	if sum.Late < n/10 || told != 2 || units > 8*float64(sum.Checked) {
		t.Error(sum, told, units)
	}
	page, err := s.ListLate(t.Context(), transit.LateQuery{Operator: "GBA", Role: transit.AsOrigin, Filter: transit.Filter{Stage: transit.Arrival}, Limit: 100})
	if err != nil || len(page.Items) != n/10 {
		t.Error(len(page.Items), err)
	}
	traffic(t, s, transit.LinkCount{Link: transit.Link{Month: "2026-11", From: "GBA", To: "DEA", Product: "EMS"}, Items: n / 2, Changed: lastCounted(t, s, "DEA")},
		transit.LinkCount{Link: transit.Link{Month: "2026-11", From: "GBA", To: "FRA", Product: "EMS"}, Items: n / 2, Changed: lastCounted(t, s, "FRA")})
	lines, err := s.Owed(t.Context(), "2026-11", "GBA", false)
	if err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, l := range lines {
		if l.Code == "EMD" {
			missing += l.Missing()
			if l.Due != n/2 {
				t.Errorf("%+v", l)
			}
		}
	}
	if missing != n/10 {
		t.Error(missing, "arrivals are missing", lines)
	}
}
