package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Case is a customer's question in this system.
type Case struct {
	Number   string            `json:"number"`
	Item     string            `json:"item"`
	Operator string            `json:"operator,omitempty"` // whom to ask; where tracking says it, it need not be said
	Fields   map[string]string `json:"fields,omitempty"`
	Inquiry  string            `json:"inquiry,omitempty"` // what was raised for it
	State    string            `json:"state,omitempty"`   // of the inquiry
	Due      string            `json:"due,omitempty"`
	Answer   string            `json:"answer,omitempty"` // reply code
	Text     string            `json:"text,omitempty"`   // what the other post wrote
	Refused  string            `json:"refused,omitempty"`
	Sequence int               `json:"sequence"` // of the newest change that is in it
}

// Question is an inquiry of another post that this one answers.
type Question struct {
	Inquiry  string `json:"inquiry"`
	Item     string `json:"item"`
	State    string `json:"state"`
	Answered string `json:"answered,omitempty"` // the code that this system answered
	Sequence int    `json:"sequence"`
}

// Change is what a webhook says: codes, and where to read the rest.
type Change struct {
	ID, Type string
	Sequence int
	Inquiry  struct {
		ID, ExternalRef, ItemID, State string
		Sides                          []string
	}
}

// Inquiry is what this program reads of one.
type Inquiry struct {
	ID, State string
	DueAt     string
	LastReply *struct{ Code string }
	History   []struct {
		Kind, Text string
	}
	Actions  []string
	Proposal *struct {
		Code     string
		Fields   map[string]any
		Complete bool
	}
}

// CRM keeps everything in memory. It answers a webhook before it works on it, and works on one at a time, in the order in which they came.
type CRM struct {
	exchange Exchange
	verifier *standardwebhooks.Webhook
	work     chan Change
	pause    time.Duration // before the first try again

	mu        sync.Mutex
	seen      map[string]bool // webhook ids: the same change can come again
	cases     map[string]*Case
	questions map[string]*Question
}

// NewCRM takes the secret of the endpoint that calls it, whsec_….
func NewCRM(x Exchange, secret string) (*CRM, error) {
	verifier, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return nil, fmt.Errorf("the webhook secret cannot be used: %w", err)
	}
	return &CRM{exchange: x, verifier: verifier, work: make(chan Change, 1000), pause: time.Second, seen: map[string]bool{}, cases: map[string]*Case{}, questions: map[string]*Question{}}, nil
}

// Run works on what webhooks said, until the context ends.
func (c *CRM) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case change := <-c.work:
			c.patiently(ctx, change)
		}
	}
}

// patiently takes a change, again when the exchange does not answer: it was told that the change is here, and does not send it again.
func (c *CRM) patiently(ctx context.Context, change Change) {
	for attempt := range 6 {
		err := c.take(ctx, change)
		var refused *Refused
		if err == nil || errors.As(err, &refused) && refused.Status != http.StatusNotFound {
			if err != nil {
				slog.WarnContext(ctx, "change refused", "id", change.ID, "type", change.Type, "err", err)
			}
			return
		}
		slog.WarnContext(ctx, "change not taken yet", "id", change.ID, "type", change.Type, "err", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(c.pause << attempt):
		}
	}
	slog.ErrorContext(ctx, "change given up: GET /v1/changes has it", "id", change.ID)
}

// Handler is the whole of this system: webhooks for the exchange, cases and questions for people.
func (c *CRM) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /webhooks", c.webhook)
	mux.HandleFunc("POST /cases", c.open)
	mux.HandleFunc("POST /cases/{number}/close", c.close)
	mux.HandleFunc("GET /cases", func(w http.ResponseWriter, _ *http.Request) { write(w, http.StatusOK, c.Cases()) })
	mux.HandleFunc("GET /cases/{number}", func(w http.ResponseWriter, r *http.Request) {
		for _, one := range c.Cases() {
			if one.Number == r.PathValue("number") {
				write(w, http.StatusOK, one)
				return
			}
		}
		http.NotFound(w, r)
	})
	mux.HandleFunc("GET /questions", func(w http.ResponseWriter, _ *http.Request) { write(w, http.StatusOK, c.Questions()) })
	return mux
}

// webhook takes a change: verified over the raw body, once for each id, and worked on later. What is not ours is refused before it is read.
func (c *CRM) webhook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	if err := c.verifier.Verify(body, r.Header); err != nil {
		http.Error(w, "not signed by the exchange", http.StatusUnauthorized)
		return
	}
	var change Change
	if err := json.Unmarshal(body, &change); err != nil {
		http.Error(w, "not JSON", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if id := r.Header.Get("webhook-id"); !c.seen[id] && strings.HasPrefix(change.Type, "inquiry.") { // webhook.ping is a test, and no change
		select {
		case c.work <- change:
			c.seen[id] = true
		default:
			http.Error(w, "busy", http.StatusServiceUnavailable) // it comes again
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

// take brings a change into the case or the question it is about.
func (c *CRM) take(ctx context.Context, change Change) error {
	if change.Type == "inquiry.erased" {
		c.forget(change.Inquiry.ID)
		return nil
	}
	q, err := c.exchange.Inquiry(ctx, change.Inquiry.ID)
	if err != nil {
		return err
	}
	if one := c.caseOf(change); one != nil {
		c.update(one, q, change.Sequence)
	}
	if slices.Contains(change.Inquiry.Sides, "replier") {
		return c.answer(ctx, change, q)
	}
	return nil
}

func (c *CRM) caseOf(change Change) *Case {
	c.mu.Lock()
	defer c.mu.Unlock()
	if one := c.cases[change.Inquiry.ExternalRef]; one != nil && slices.Contains(change.Inquiry.Sides, "requester") {
		return one
	}
	return nil
}

// update brings a case to how its inquiry stands. What is older than what is known already changes nothing.
func (c *CRM) update(one *Case, q Inquiry, sequence int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sequence < one.Sequence {
		return
	}
	one.Inquiry, one.State, one.Due, one.Sequence = q.ID, q.State, q.DueAt, sequence
	if q.LastReply != nil {
		one.Answer = q.LastReply.Code
	}
	for _, e := range q.History {
		if e.Kind == "replied" || e.Kind == "returned" {
			one.Text = e.Text
		}
	}
}

// answer is the rule by which this system answers by itself: with what the exchange proposes out of tracking, when nothing is missing in it.
// Everything else waits for a person.
func (c *CRM) answer(ctx context.Context, change Change, q Inquiry) error {
	c.mu.Lock()
	one := c.questions[q.ID]
	if one == nil {
		one = &Question{Inquiry: q.ID, Item: change.Inquiry.ItemID}
		c.questions[q.ID] = one
	}
	if change.Sequence < one.Sequence {
		c.mu.Unlock()
		return nil
	}
	one.State, one.Sequence = q.State, change.Sequence
	proposed := q.Proposal != nil && q.Proposal.Complete && slices.Contains(q.Actions, "reply") && one.Answered == ""
	c.mu.Unlock()
	if !proposed {
		return nil
	}
	if err := c.exchange.Reply(ctx, q.ID, q.Proposal.Code, q.Proposal.Fields); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	one.Answered = q.Proposal.Code
	return nil
}

// forget drops what is kept of a person whose data the exchange has erased.
func (c *CRM) forget(inquiry string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.cases {
		if one.Inquiry == inquiry {
			one.Fields, one.Text = nil, ""
		}
	}
}

// open begins a case, and asks the other post about it. The case's number makes it safe to ask again.
func (c *CRM) open(w http.ResponseWriter, r *http.Request) {
	var one Case
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 64<<10)).Decode(&one); err != nil || one.Number == "" || one.Item == "" {
		http.Error(w, `send {"number": "CASE-1", "item": "EE…", "fields": {…}}`, http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	known := c.cases[one.Number] // before asking: the first change may come before the answer
	if known == nil {
		known = &Case{Number: one.Number, Item: one.Item, Operator: one.Operator, Fields: one.Fields}
		c.cases[one.Number] = known
	}
	c.mu.Unlock()
	q, err := c.exchange.Raise(r.Context(), known.Number, known.Item, known.Operator, known.Fields)
	var refused *Refused
	switch {
	case errors.As(err, &refused):
		c.mu.Lock()
		known.Refused = refused.Error()
		c.mu.Unlock()
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	default:
		c.update(known, q, 0)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	write(w, http.StatusCreated, *known)
}

// close ends a case whose answer the customer was told.
func (c *CRM) close(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	one := c.cases[r.PathValue("number")]
	inquiry := ""
	if one != nil {
		inquiry = one.Inquiry
	}
	c.mu.Unlock()
	if inquiry == "" {
		http.NotFound(w, r)
		return
	}
	if err := c.exchange.Close(r.Context(), inquiry); err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.WriteHeader(http.StatusAccepted) // the change that says so comes by webhook
}

// Cases are the cases by their numbers, as they stand.
func (c *CRM) Cases() []Case {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]Case, 0, len(c.cases))
	for _, number := range slices.Sorted(maps.Keys(c.cases)) {
		out = append(out, *c.cases[number])
	}
	return out
}

// Questions are other posts' inquiries, by their ids.
func (c *CRM) Questions() []Question {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]Question, 0, len(c.questions))
	for _, id := range slices.Sorted(maps.Keys(c.questions)) {
		out = append(out, *c.questions[id])
	}
	return out
}

func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// Exchange is Whereabouts, asked with an API key.
type Exchange struct {
	Host, Key string
}

// Refused is why the exchange does not do something: it will not do it when asked again.
type Refused struct {
	Type, Detail string
	Status       int
	Errors       []struct{ Field, Reason string }
}

func (r *Refused) Error() string {
	var text strings.Builder
	text.WriteString(r.Type[strings.LastIndex(r.Type, "/")+1:] + ": " + r.Detail)
	for _, one := range r.Errors {
		text.WriteString(" " + one.Field + " " + one.Reason + ".")
	}
	return text.String()
}

// Raise asks where an item is, for a case.
func (x Exchange) Raise(ctx context.Context, number, item, operator string, fields map[string]string) (Inquiry, error) {
	return x.call(ctx, http.MethodPost, "/v1/inquiries", number,
		map[string]any{"itemId": item, "workflow": "WII", "destination": operator, "send": true, "externalRef": number, "fields": fields})
}

// Inquiry reads one.
func (x Exchange) Inquiry(ctx context.Context, id string) (Inquiry, error) {
	return x.call(ctx, http.MethodGet, "/v1/inquiries/"+id, "", nil)
}

// Reply answers one, once.
func (x Exchange) Reply(ctx context.Context, id, code string, fields map[string]any) error {
	_, err := x.call(ctx, http.MethodPost, "/v1/inquiries/"+id+"/reply", id+"-reply-"+code, map[string]any{"code": code, "fields": fields})
	return err
}

// Close ends one whose answer helped.
func (x Exchange) Close(ctx context.Context, id string) error {
	_, err := x.call(ctx, http.MethodPost, "/v1/inquiries/"+id+"/close", id+"-close", map[string]any{"code": "CLO_OK"})
	return err
}

func (x Exchange) call(ctx context.Context, method, path, once string, body any) (q Inquiry, err error) {
	var text io.Reader = http.NoBody
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return q, err
		}
		text = bytes.NewReader(raw)
	}
	request, err := http.NewRequestWithContext(ctx, method, x.Host+path, text)
	if err != nil {
		return q, err
	}
	request.Header.Set("Authorization", "Bearer "+x.Key)
	request.Header.Set("Content-Type", "application/json")
	if once != "" {
		request.Header.Set("Idempotency-Key", once)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return q, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= 400 {
		refused := Refused{Status: answer.StatusCode}
		if err := json.NewDecoder(answer.Body).Decode(&refused); err != nil || answer.StatusCode >= 500 || answer.StatusCode == http.StatusTooManyRequests {
			return q, fmt.Errorf("%s %s: %s", method, path, answer.Status)
		}
		return q, &refused
	}
	return q, json.NewDecoder(answer.Body).Decode(&q)
}
