package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
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
)

var (
	now    = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ana    = principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}
	dan    = principal.Principal{Subject: "dan", Operator: "USA", Roles: []principal.Role{principal.Agent}}
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
	queued   []tracking.Chunk
}

func (s *store) Put(_ context.Context, key string, body []byte, _ string) error {
	s.raw[key] = string(body)
	return nil
}

func (s *store) Create(_ context.Context, m tracking.Message) error {
	s.messages = append(s.messages, m)
	return nil
}

func (s *store) Itemise(_ context.Context, m tracking.Message, accepted [][]tracking.Event, rejected []tracking.Result) error {
	results := slices.Clone(rejected)
	for _, e := range slices.Concat(accepted...) {
		results = append(results, tracking.Result{Index: e.Index, ItemID: string(e.ItemID), Code: e.Code, Outcome: tracking.OutcomeQueued})
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
			return tracking.Report{Message: m, Results: s.results[receipt]}, nil
		}
	}
	return tracking.Report{}, tracking.UnknownReceipt(receipt)
}

func (s *store) Sent(_ context.Context, q tracking.Sent) (page tracking.Page, _ error) {
	for _, m := range slices.Backward(s.messages) {
		switch {
		case m.Operator != q.Operator, q.Refused && !m.Refused(), q.After != "" && m.Receipt >= q.After:
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
	if len(of) == 0 {
		return tracking.Item{}, tracking.Unknown(id)
	}
	s10, err := edi.ParseItemID(string(id))
	return tracking.Item{ID: id, S10: s10, Events: tracking.Timeline(of)}, err
}

// ingest stores what is queued.
func (s *store) ingest(t *testing.T) {
	t.Helper()
	for _, c := range s.queued {
		for _, raw := range c.Events {
			var e tracking.Event
			if err := json.Unmarshal(raw, &e); err != nil {
				t.Fatal(err)
			}
			s.events = append(s.events, e)
			for i, r := range s.results[c.Receipt] {
				if r.Index == e.Index {
					s.results[c.Receipt][i].Outcome = tracking.OutcomeStored
				}
			}
		}
	}
	s.queued = nil
}

// posts is a directory of three operators.
type posts map[string]principal.OperatorCode

var network = posts{"GB": "GBA", "US": "USA", "FR": "FRA"}

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
			return directory.Operator{Code: code, Country: country}, nil
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
	serve httpapi.Gateway
}

func start() system {
	s := &store{raw: map[string]string{}, results: map[string][]tracking.Result{}}
	n := 0
	h := api.New(api.Deps{
		Receiver: &tracking.Receiver{Maps: edi.Maps, Raw: s, Messages: s, Chunks: s, Clock: clock.Fixed(now),
			NewReceipt: func(time.Time) (string, error) { n++; return fmt.Sprintf("R%03d", n), nil }},
		Messages: s, Items: s, Directory: network, Catalogue: codes{}, Clock: clock.Fixed(now),
		Cursors: &paging.Cursors{Secrets: paging.FixedSecret("k")},
		OpenInquiries: func(_ context.Context, by principal.Principal, _ edi.ItemID) ([]api.OpenInquiry, error) {
			if by.Operator != "GBA" {
				return nil, nil
			}
			return []api.OpenInquiry{{ID: "I1", Workflow: "WII", State: "sent"}}, nil
		},
	})
	return system{s, httpapi.NewGateway(slog.New(slog.DiscardHandler), h)}
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
