package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/tracking-api/api"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

var (
	now    = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ana    = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	dan    = principal.Principal{Subject: "dan", Operator: "USA", Roles: []principal.Role{principal.Agent}}
	bruno  = principal.Principal{Subject: "bruno", Operator: "DEA", Roles: []principal.Role{principal.Agent}}
	claire = principal.Principal{Subject: "claire", Operator: "FRA", Roles: []principal.Role{principal.Agent}}
	nils   = principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	nobody = principal.Principal{Subject: "nobody", Operator: "GBA"}
)

// store keeps everything in memory; what is queued is stored when a test says so.
type store struct {
	messages []tracking.Message
	raw      map[string]string
	results  map[string][]tracking.Result
	events   []tracking.Event
	moves    []tracking.Movement
	held     []tracking.Holding
	declared []tracking.Particulars
	found    map[edi.ReceptacleID][]tracking.Finding
	queued   []tracking.Chunk
	looks    []tracking.Look
	visits   map[string]int
}

func (s *store) Put(_ context.Context, key string, body []byte, _ string) error {
	s.raw[key] = string(body)
	return nil
}

func (s *store) Create(_ context.Context, m tracking.Message) error {
	s.messages = append(s.messages, m)
	return nil
}

func (s *store) Itemise(_ context.Context, m tracking.Message, accepted [][]tracking.Entry, rejected []tracking.Result) error {
	results := slices.Clone(rejected)
	for _, e := range slices.Concat(accepted...) {
		r := tracking.Result{Index: e.Index, ItemID: e.ID, Code: e.Code, Outcome: tracking.OutcomeQueued}
		if len(e.ID) > 13 {
			r.ItemID, r.TransportID = "", e.ID
		}
		results = append(results, r)
	}
	slices.SortFunc(results, func(a, b tracking.Result) int { return a.Index - b.Index })
	s.results[m.Receipt] = results
	return nil
}

func (s *store) Report(_ context.Context, receipt string) (tracking.Report, error) {
	for _, m := range s.messages {
		if m.Receipt == receipt && m.Refusal != nil && m.Events == 0 {
			return tracking.Report{Message: m, Results: []tracking.Result{m.Refusal.Result()}}, nil
		}
		if m.Receipt == receipt {
			return tracking.Report{Message: m, Results: s.results[receipt], Looks: s.looks}, nil
		}
	}
	return tracking.Report{}, tracking.UnknownReceipt(receipt)
}

func (s *store) Sent(_ context.Context, q tracking.Sent) (page tracking.Page, _ error) {
	for _, m := range slices.Backward(s.messages) {
		switch {
		case m.Operator != q.Operator, q.Refused && !m.Refused(), q.ToDo && !m.ToDo(), q.After != "" && m.Receipt >= q.After:
		case len(page.Messages) == q.Limit:
			page.Next = page.Messages[len(page.Messages)-1].Receipt
			return page, nil
		default:
			page.Messages = append(page.Messages, m)
		}
	}
	return page, nil
}

func (s *store) Send(_ context.Context, chunks ...tracking.Chunk) error {
	s.queued = append(s.queued, chunks...)
	return nil
}

func (s *store) Item(_ context.Context, id edi.ItemID) (tracking.Item, error) {
	var of []tracking.Event
	for _, e := range s.events {
		if e.ItemID == id {
			of = append(of, e)
		}
	}
	var told []tracking.Announcement
	for _, m := range s.moves {
		if m.ItemID == id {
			told = append(told, tracking.Announcement{Receptacle: m.Receptacle, Time: m.Time, LocalTime: m.LocalTime, WeightG: m.WeightG, Sender: m.Sender, Source: m.Source})
		}
	}
	var said []tracking.Particulars
	for _, p := range s.declared {
		if p.ItemID == id {
			said = append(said, p)
		}
	}
	if len(of)+len(told)+len(said) == 0 {
		return tracking.Item{}, tracking.Unknown(id)
	}
	s10, err := edi.ParseUnverified(string(id))
	return tracking.NewItem(s10, of, told, said...), err
}

func (s *store) Visit(_ context.Context, visitor string, window time.Time) (int, error) {
	if s.visits == nil {
		s.visits = map[string]int{}
	}
	s.visits[visitor+window.String()]++
	return s.visits[visitor+window.String()], nil
}

func (s *store) Local(_ context.Context, localID string) (ids []edi.ItemID, _ error) {
	for _, p := range s.declared {
		if p.LocalID == localID && !slices.Contains(ids, p.ItemID) {
			ids = append(ids, p.ItemID)
		}
	}
	return ids, nil
}

func (s *store) Route(_ context.Context, id edi.ReceptacleID) (tracking.Route, error) {
	return s.route(func(m tracking.Movement) bool { return m.Dispatch == id.DispatchOf() }).Of(id), nil
}

func (s *store) route(is func(tracking.Movement) bool) tracking.Route {
	var out []tracking.Movement
	for _, m := range s.moves {
		if m.ItemID == "" && is(m) {
			out = append(out, m)
		}
	}
	return tracking.NewRoute(out)
}

func (s *store) Transport(ctx context.Context, id tracking.TransportID) (t tracking.Transport, _ error) {
	switch {
	case id.Receptacle.ID != "":
		t.Route, _ = s.Route(ctx, id.Receptacle.ID)
		t.Findings = s.found[id.Receptacle.ID]
		for _, h := range s.held {
			if h.Receptacle == id.Receptacle.ID {
				t.Holdings = append(t.Holdings, h)
			}
		}
	case id.Dispatch.ID != "":
		t.Route = s.route(func(m tracking.Movement) bool { return m.Dispatch == id.Dispatch.ID })
	default:
		t.Route = s.route(func(m tracking.Movement) bool { return m.Consignment == id.Consignment })
	}
	if len(t.Route)+len(t.Holdings)+len(t.Findings) == 0 {
		return t, tracking.UnknownTransport(id)
	}
	return t, nil
}

// ingested is what the ingester stores into.
type ingested struct {
	*store
	mu *sync.Mutex // what is not of one kind is stored side by side
}

func (s ingested) AppendAll(_ context.Context, events []tracking.Event) []tracking.Kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events = append(s.events, events...)
	return kept(len(events))
}

func (s ingested) MoveAll(_ context.Context, movements []tracking.Movement) []tracking.Kept {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.moves = append(s.moves, movements...)
	return kept(len(movements))
}

func kept(n int) []tracking.Kept {
	return slices.Repeat([]tracking.Kept{{Outcome: tracking.OutcomeStored}}, n)
}

func (s ingested) HoldAll(_ context.Context, holdings []tracking.Holding) []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = append(s.held, holdings...)
	return make([]error, len(holdings))
}

func (s ingested) FindAll(_ context.Context, found []tracking.Found) []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range found {
		s.found[f.Receptacle] = append(s.found[f.Receptacle], tracking.Finding{ItemID: f.Event.ItemID, Sender: f.Event.Sender})
	}
	return make([]error, len(found))
}

func (s ingested) Declare(_ context.Context, p tracking.Particulars) (tracking.Outcome, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.declared = append(s.declared, p)
	return tracking.OutcomeStored, nil
}

func (ingested) WatchesOf(context.Context, []edi.ItemID) ([]tracking.Watch, error) { return nil, nil }

func (s ingested) SettleAll(_ context.Context, settlements []tracking.Settlement) []error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range settlements {
		for i, r := range s.results[c.Receipt] {
			if r.Outcome == tracking.OutcomeQueued && !slices.Contains(c.Failed, r.Index) {
				s.results[c.Receipt][i].Outcome = tracking.OutcomeStored
			}
		}
	}
	return make([]error, len(settlements))
}

// ingest stores what is queued.
func (s *store) ingest(t *testing.T) {
	t.Helper()
	to := ingested{s, &sync.Mutex{}}
	in := tracking.Ingester{Events: to, Transports: to, Declarations: to, Clock: clock.Fixed(now)}
	for _, c := range s.queued {
		if err := in.Ingest(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	s.queued = nil
}

// posts is a directory of four operators.
type posts map[string]principal.OperatorCode

var network = posts{"GB": "GBA", "US": "USA", "FR": "FRA", "DE": "DEA"}

func (posts) Calendar(context.Context, string) (directory.KeptCalendar, error) {
	return directory.KeptCalendar{}, problem.New(problem.NotFound, "calendar-unknown", "No.")
}

func (p posts) OperatorOf(_ context.Context, country string) (directory.OperatorCode, error) {
	if code, ok := p[country]; ok {
		return code, nil
	}
	return "", problem.New(problem.NotFound, "operator-unknown", "No.")
}

func (p posts) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	for country, c := range p {
		if c == code {
			return directory.Operator{Code: code, Country: country, Settings: directory.Settings{PublicItems: code == "GBA"}}, nil
		}
	}
	return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "No.")
}

func (posts) CallCentre(context.Context, directory.CentreID) (directory.CallCentre, error) {
	return directory.CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "No.")
}

func (posts) CentresOf(context.Context, directory.OperatorCode) ([]directory.CallCentre, error) {
	return nil, nil
}

// codes is a catalogue of one product.
type codes struct{}

func (codes) InForce(context.Context, time.Time) (*catalogue.Release, error) {
	return &catalogue.Release{Products: []catalogue.Product{{Code: "EMS", Indicators: []string{"EA-EW"}}}, EventCodes: []catalogue.EventCode{
		{Code: "EMA", Phase: "origin", Milestone: "posted"}, {Code: "EMC", Phase: "origin", Milestone: "left-origin-country"},
		{Code: "EMI", Phase: "destination", Milestone: "delivered", Terminal: true}}}, nil
}

func (c codes) Version(ctx context.Context, _ string) (*catalogue.Release, error) {
	return c.InForce(ctx, now)
}

// system is tracking-api with everything in memory.
type system struct {
	*store
	files   announced
	records tally
	serve   httpapi.Gateway
}

func start() system { return startWith(nil) }

// startWith has items read from elsewhere than the store, nil for the store.
func startWith(items api.Items) system {
	s := &store{raw: map[string]string{}, results: map[string][]tracking.Result{}, found: map[edi.ReceptacleID][]tracking.Finding{}}
	if items == nil {
		items = s
	}
	n, records, files := 0, tally{}, announced{}
	receiver := &tracking.Receiver{Maps: edi.Maps, Raw: s, Messages: s, Chunks: s, Clock: clock.Fixed(now),
		NewReceipt: func(time.Time) (string, error) { n++; return fmt.Sprintf("R%03d", n), nil }}
	h := api.New(api.Deps{
		Receiver: receiver, Workbench: &tracking.Workbench{Receiver: receiver, Messages: s, Repairs: s, Kept: s, Clock: clock.Fixed(now)},
		Uploader: &tracking.Uploader{Uploads: files, Files: files, Clock: clock.Fixed(now), NewReceipt: func(time.Time) (string, error) { return "U001", nil }},
		Records:  records,
		Messages: s, Items: items, Transports: s, Visits: s, ShowPublic: true, Directory: network, Catalogue: codes{}, Clock: clock.Fixed(now),
		Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")},
		Transit: &transit.Desk{Directory: network, Catalogue: codes{}}, Late: lateness{}, Hub: lateness{},
		OpenInquiries: func(_ context.Context, by principal.Principal, _ edi.ItemID) ([]api.OpenInquiry, error) {
			if by.Operator != "GBA" {
				return nil, nil
			}
			return []api.OpenInquiry{{ID: "I1", Workflow: "WII", State: "sent"}}, nil
		},
	})
	return system{s, files, records, httpapi.NewGateway(slog.New(slog.DiscardHandler), h)}
}

// request is one call through API Gateway; the answer's body is read as JSON.
type request struct {
	who                              principal.Principal
	method, path, query, body, media string
	key                              string
}

func (s system) do(t *testing.T, r request) (status int, answer map[string]any) {
	t.Helper()
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: r.path, RawQueryString: r.query, Body: r.body, Headers: map[string]string{}}
	ev.RequestContext.HTTP.Method, ev.RequestContext.Stage = r.method, "$default"
	if r.media != "" {
		ev.Headers["content-type"] = r.media
	}
	if r.key != "" {
		ev.Headers["idempotency-key"] = r.key
	}
	if r.who.Subject != "" {
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: r.who.Context()}
	}
	out, err := s.serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(out.Body), &answer); err != nil {
		t.Fatalf("%s %s answers %d %q", r.method, r.path, out.StatusCode, out.Body)
	}
	return out.StatusCode, answer
}

func (s system) send(t *testing.T, who principal.Principal, body string) map[string]any {
	t.Helper()
	status, answer := s.do(t, request{who: who, method: "POST", path: "/v1/tracking/messages", body: body, media: "application/json"})
	if status != 202 {
		t.Fatal(status, answer)
	}
	return answer
}

func slug(answer map[string]any) string {
	s, _ := answer["type"].(string)
	return strings.TrimPrefix(s, httpapi.ProblemBase)
}
