//go:build emulator

package webhookdb_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/oklog/ulid/v2"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
	. "github.com/whereabouts-post/whereabouts/shared/webhook/webhookdb"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// watch is a clock that the test moves.
type watch struct {
	mu  sync.Mutex
	now time.Time
}

func (w *watch) Now(context.Context) (time.Time, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now, nil
}

func (w *watch) At(_ context.Context, t time.Time) (time.Time, error) { return t, nil }

func (w *watch) move(d time.Duration) time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
	return w.now
}

// house is the whole of it: the real table and queue, real calls.
type house struct {
	t       *testing.T
	clock   *watch
	store   *Store
	sqs     *sqs.Client
	url     string
	planner *webhook.Planner
	sender  *webhook.Sender
	checker *webhook.Checker
	desk    *webhook.Desk
	mails   []string
}

var olga = principal.Principal{Subject: "olga", Name: "Olga Osborne", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}

func newHouse(t *testing.T) *house {
	t.Helper()
	client, table := kit.Table(t, "WebhookTable")
	h := &house{t: t, clock: &watch{now: noon}}
	h.store = &Store{Client: client, Table: table, Keep: 30 * 24 * time.Hour, Meter: &dynamo.Meter{}}
	h.sqs, h.url = kit.Queue(t)
	q := Queue{Sender: queue.Sender[webhook.Visit]{API: h.sqs, URL: h.url}}
	vault := &seal.Box{Secrets: paging.FixedSecret(strings.Repeat("k", 64))}
	caller := outbound.New(outbound.Options{Loopback: true, Timeout: 500 * time.Millisecond, Bytes: 1024})
	t.Cleanup(caller.Rest)
	token := func() string { return ulid.Make().String() }
	h.planner = &webhook.Planner{Store: h.store, Queue: q, Clock: h.clock}
	h.sender = &webhook.Sender{Store: h.store, Queue: q, Caller: caller, Vault: vault, Clock: h.clock, Real: time.Now, Jitter: func() float64 { return 0 }, Token: token}
	h.checker = &webhook.Checker{Store: h.store, Queue: q, Mail: func(_ context.Context, l webhook.Letter, e webhook.Endpoint, _ webhook.Health) error {
		h.mails = append(h.mails, string(l)+" "+e.Contact)
		return nil
	}}
	h.desk = &webhook.Desk{Store: h.store, Queue: q, Caller: caller, Vault: vault, Random: rand.Reader, Real: time.Now, NewID: token, Local: true}
	return h
}

// drain works on what the queue holds, by several senders at once, until it holds nothing to be read now.
func (h *house) drain(senders int) {
	h.t.Helper()
	var wg sync.WaitGroup
	for range senders {
		wg.Go(func() {
			for empty := 0; empty < 2; {
				out, err := h.sqs.ReceiveMessage(h.t.Context(), &sqs.ReceiveMessageInput{QueueUrl: &h.url, MaxNumberOfMessages: 10, VisibilityTimeout: 120})
				if err != nil {
					h.t.Error(err)
					return
				}
				if len(out.Messages) == 0 {
					empty++
					continue
				}
				empty = 0
				var done []types.DeleteMessageBatchRequestEntry
				for i, m := range out.Messages {
					var v webhook.Visit
					if err := json.Unmarshal([]byte(*m.Body), &v); err != nil {
						h.t.Error(err)
					}
					if err := h.sender.Visit(h.t.Context(), v); err != nil {
						h.t.Error("visit:", err)
					}
					done = append(done, types.DeleteMessageBatchRequestEntry{Id: aws.String(fmt.Sprint(i)), ReceiptHandle: m.ReceiptHandle})
				}
				if _, err := h.sqs.DeleteMessageBatch(h.t.Context(), &sqs.DeleteMessageBatchInput{QueueUrl: &h.url, Entries: done}); err != nil {
					h.t.Error(err)
				}
			}
		})
	}
	wg.Wait()
}

// pass lets time pass, a step at a time: each time the checker looks, and what it finds is sent.
func (h *house) pass(d, step time.Duration, senders int) {
	h.t.Helper()
	for ; d > 0; d -= step {
		h.check(h.clock.move(min(step, d)))
		h.drain(senders)
	}
}

func (h *house) check(now time.Time) webhook.Report {
	h.t.Helper()
	r, err := h.checker.Run(h.t.Context(), now)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func (h *house) endpoint(name, url string) (webhook.EndpointID, string) {
	h.t.Helper()
	now, _ := h.clock.Now(h.t.Context())
	v, secret, err := h.desk.Create(h.t.Context(), olga, webhook.Settings{Name: name, URL: url, Contact: name + "@gba.example", Language: "en"}, "", now)
	if err != nil {
		h.t.Fatal(err)
	}
	return v.ID, secret
}

func happened(inquiry string, sequence int) change.Change {
	return change.Change{ID: fmt.Sprintf("%s.%d", inquiry, sequence), Type: "inquiry.replied", Operator: "GBA", Sequence: sequence, At: noon,
		Inquiry: change.Inquiry{ID: inquiry, ItemID: "EE123456799GB", Workflow: "WII", Product: "EMS", Centre: "GBA-DON", Sides: []string{change.Requester}}}
}

func (h *house) plan(changes ...change.Change) {
	h.t.Helper()
	if err := h.planner.Plan(h.t.Context(), changes); err != nil {
		h.t.Fatal(err)
	}
}

// receiver takes what it is called with, as it is told.
type receiver struct {
	t      *testing.T
	server *httptest.Server
	answer func(n int, w http.ResponseWriter, r *http.Request) (accepted bool) // nil: 204

	mu     sync.Mutex
	secret []string // any of them verifies
	calls  int
	got    []string // ids, in the order in which it accepted them
	wrong  int      // signatures
	atOnce int
	most   int // calls at the same time
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{t: t}
	r.server = httptest.NewServer(r)
	t.Cleanup(func() { r.server.CloseClientConnections(); r.server.Close() })
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	r.calls++
	n := r.calls
	r.atOnce++
	r.most = max(r.most, r.atOnce)
	good := slices.ContainsFunc(r.secret, func(s string) bool {
		v, err := standardwebhooks.NewWebhook(s)
		return err == nil && v.Verify(body, req.Header) == nil
	})
	if !good {
		r.wrong++
	}
	var m change.Message
	if err := json.Unmarshal(body, &m); err != nil || m.ID != req.Header.Get("webhook-id") {
		r.t.Errorf("body %s of %s: %v", body, req.Header.Get("webhook-id"), err)
	}
	answer := r.answer
	r.mu.Unlock()
	accepted := true
	if answer == nil {
		w.WriteHeader(http.StatusNoContent)
	} else {
		accepted = answer(n, w, req)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.atOnce--
	if accepted && good {
		r.got = append(r.got, m.ID)
	}
}

func (r *receiver) fails(status int) {
	r.does(func(_ int, w http.ResponseWriter, _ *http.Request) bool { w.WriteHeader(status); return false })
}

func (r *receiver) does(answer func(int, http.ResponseWriter, *http.Request) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
}

func (r *receiver) accepted() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

func (r *receiver) called() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.calls
}

// join sets an endpoint up that calls the receiver.
func (h *house) join(name string) (*receiver, webhook.EndpointID) {
	h.t.Helper()
	r := newReceiver(h.t)
	id, secret := h.endpoint(name, r.server.URL+"/hook")
	r.secret = []string{secret}
	return r, id
}

func (h *house) view(id webhook.EndpointID) webhook.View {
	h.t.Helper()
	v, err := h.desk.Endpoint(h.t.Context(), olga, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

func (h *house) delivery(id string) (webhook.Delivery, []webhook.Attempt) {
	h.t.Helper()
	d, attempts, err := h.desk.Delivery(h.t.Context(), olga, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return d, attempts
}

func same(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, not %v", what, got, want)
	}
}

func TestSend_EachOnce_InOrder_SignedAndReadable(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	batch := []change.Change{happened("Q1", 1), happened("Q2", 1), happened("Q1", 2), happened("Q1", 5)}
	h.plan(batch...)
	h.plan(batch...) // the stream tells it again
	h.drain(2)
	h.pass(time.Minute, time.Minute, 1)
	got := r.accepted()
	slices.SortStableFunc(got, func(a, b string) int { return strings.Compare(a[:2], b[:2]) })
	same(t, "received", got, "Q1.1", "Q1.2", "Q1.5", "Q2.1")
	d, attempts := h.delivery(string(id) + ".Q1.5")
	want, _ := json.Marshal(batch[3])
	if d.State != webhook.Delivered || !bytes.Equal(d.Body, want) || d.Message != "Q1.5" || len(attempts) != 1 || attempts[0].Status != 204 || d.Tries != 1 {
		t.Errorf("%+v %+v", d, attempts)
	}
	if v := h.view(id); r.wrong != 0 || v.Waiting != 0 || v.Health.SucceededAt.IsZero() || v.Health.Condition() != webhook.Active {
		t.Errorf("%d wrong signatures, %+v", r.wrong, v.Health)
	}
}

func TestSend_ARefusedOneHoldsUpItsOwnInquiryOnly(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	r.does(func(_ int, w http.ResponseWriter, req *http.Request) bool {
		if strings.HasPrefix(req.Header.Get("webhook-id"), "Q1.") {
			http.Error(w, "not this one", http.StatusUnprocessableEntity)
			return false
		}
		return true
	})
	h.plan(happened("Q1", 1), happened("Q1", 2), happened("Q2", 1), happened("Q3", 1))
	h.drain(1)
	got := r.accepted()
	slices.Sort(got)
	same(t, "received", got, "Q2.1", "Q3.1")
	d, attempts := h.delivery(string(id) + ".Q1.1")
	if d.State != webhook.Waiting || !d.NextAt.Equal(noon.Add(5*time.Second)) || attempts[0].Status != 422 || attempts[0].Answer != "not this one\n" {
		t.Errorf("%+v %+v", d, attempts)
	}
	if d, _ := h.delivery(string(id) + ".Q1.2"); d.Tries != 0 {
		t.Errorf("the second of the lane was sent before the first: %+v", d)
	}
	r.does(nil)
	h.pass(time.Minute, time.Minute, 1)
	got = r.accepted()
	same(t, "then", got[len(got)-2:], "Q1.1", "Q1.2")
	if d, attempts := h.delivery(string(id) + ".Q1.1"); d.State != webhook.Delivered || len(attempts) != 2 || attempts[1].Status != 204 {
		t.Errorf("%+v %+v", d, attempts)
	}
}

func TestSend_APoisonedOneIsGivenUpAfterThreeDays_AndItsLaneGoesOn(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	poison := true
	r.does(func(_ int, w http.ResponseWriter, req *http.Request) bool {
		if poison && req.Header.Get("webhook-id") == "Q1.1" {
			w.WriteHeader(400)
			return false
		}
		return true
	})
	h.plan(happened("Q1", 1), happened("Q1", 2))
	h.drain(1)
	for k := range 82 { // others go through meanwhile: the endpoint is well
		h.plan(happened(fmt.Sprintf("R%d", k), 1))
		h.pass(time.Hour, time.Hour, 1)
	}
	d, attempts := h.delivery(string(id) + ".Q1.1")
	if d.State != webhook.Failed || len(attempts) != 14 || d.Ended.Sub(noon) < 71*time.Hour {
		t.Errorf("%+v after %d attempts", d, len(attempts))
	}
	if d, _ := h.delivery(string(id) + ".Q1.2"); d.State != webhook.Delivered {
		t.Errorf("%+v", d)
	}
	if v := h.view(id); v.Health.Condition() != webhook.Active || len(h.mails) != 0 {
		t.Errorf("%+v %v", v.Health, h.mails)
	}

	poison = false
	now, _ := h.clock.Now(t.Context())
	n, next, err := h.desk.ReplayMany(t.Context(), olga, id, webhook.Query{State: webhook.Failed}, now)
	if err != nil || n != 1 || next != "" {
		t.Fatal(n, next, err)
	}
	h.drain(1)
	if d, attempts := h.delivery(string(id) + ".Q1.1"); d.State != webhook.Delivered || d.Replays != 1 || len(attempts) != 15 || d.Message != "Q1.1" {
		t.Errorf("%+v after %d attempts", d, len(attempts))
	}
}

func TestSend_ADayDown_ThenEverythingInOrder_Once(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	other, _ := h.join("other")
	r.fails(503)
	var want []string
	for hour := range 24 {
		inquiry := fmt.Sprintf("Q%d", hour%5)
		h.plan(happened(inquiry, hour+1))
		want = append(want, fmt.Sprintf("%s.%d", inquiry, hour+1))
		h.pass(time.Hour, 20*time.Minute, 2)
	}
	v := h.view(id)
	if v.Health.Condition() != webhook.Open || v.Waiting != 24 || !slices.Equal(h.mails, []string{"opened crm@gba.example"}) {
		t.Fatalf("%+v, %d wait, %v", v.Health, v.Waiting, h.mails)
	}
	if calls := r.called(); calls > 10+24*4 {
		t.Errorf("a dead endpoint was called %d times in a day", calls)
	}
	if got := other.accepted(); len(got) != 24 {
		t.Errorf("another endpoint was told %d of 24", len(got))
	}
	r.does(nil)
	h.pass(16*time.Minute, time.Minute, 2)
	got := r.accepted()
	if len(got) != 24 || h.view(id).Health.Condition() != webhook.Active {
		t.Fatalf("%d came: %v, %+v", len(got), got, h.view(id))
	}
	inOrder(t, got, want)
}

// inOrder expects of each inquiry the messages that were planned, in their order, each once unless again at once.
func inOrder(t *testing.T, got, planned []string) {
	t.Helper()
	of := func(all []string) map[string][]string {
		out := map[string][]string{}
		for _, id := range all {
			inquiry, _, _ := strings.Cut(id, ".")
			out[inquiry] = append(out[inquiry], id)
		}
		return out
	}
	want := of(planned)
	for inquiry, ids := range of(got) {
		if once := slices.Compact(ids); !slices.Equal(once, want[inquiry]) {
			t.Errorf("%s: %v, not %v", inquiry, once, want[inquiry])
		}
		delete(want, inquiry)
	}
	if len(want) > 0 {
		t.Errorf("%d inquiries are missing", len(want))
	}
}

func TestSend_FiveDaysDown_IsDisabled_AndNothingIsLost(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	r.fails(500)
	h.plan(happened("Q1", 1), happened("Q2", 1))
	h.drain(1)
	h.pass(122*time.Hour, time.Hour, 1)
	v := h.view(id)
	if v.Health.Disabled != webhook.Unanswered {
		t.Fatalf("%+v", v.Health)
	}
	same(t, "mails", h.mails, "opened crm@gba.example", "disabled crm@gba.example")
	calls := r.called()
	h.plan(happened("Q1", 2))
	h.drain(1)
	h.pass(time.Hour, time.Minute*20, 1)
	if r.called() != calls {
		t.Error("it is called though disabled")
	}
	r.does(nil)
	now, _ := h.clock.Now(t.Context())
	if _, err := h.desk.Switch(t.Context(), olga, id, true, now); err != nil {
		t.Fatal(err)
	}
	h.drain(2)
	h.pass(16*time.Minute, time.Minute, 2)
	inOrder(t, r.accepted(), []string{"Q1.1", "Q1.2", "Q2.1"})
}

func TestSend_Gone_IsDisabledAtOnce(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	r.fails(410)
	h.plan(happened("Q1", 1), happened("Q2", 1), happened("Q3", 1))
	h.drain(1)
	h.check(h.clock.move(time.Minute))
	if v := h.view(id); v.Health.Disabled != webhook.Gone || v.Waiting != 3 || r.called() > 3 {
		t.Errorf("%+v after %d calls", v.Health, r.called())
	}
	same(t, "mails", h.mails, "disabled crm@gba.example")
}

// Each is handled as it is said, seen by the operator, and no other endpoint is told later for it.
func TestSend_BadEndpoints(t *testing.T) {
	h := newHouse(t)
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	inner := newReceiver(t)
	for name, x := range map[string]struct {
		answer  func(int, http.ResponseWriter, *http.Request) bool
		state   webhook.State
		failure outbound.Failure
		status  int
		cut     bool
	}{
		"answers too late": {func(_ int, _ http.ResponseWriter, req *http.Request) bool {
			select {
			case <-req.Context().Done():
			case <-over:
			}
			return false
		}, webhook.Waiting, outbound.TimedOut, 0, false},
		"redirects inside": {func(_ int, w http.ResponseWriter, req *http.Request) bool {
			http.Redirect(w, req, inner.server.URL, http.StatusMovedPermanently)
			return false
		}, webhook.Waiting, outbound.Redirected, 301, true},
		"streams for ever": {func(_ int, w http.ResponseWriter, _ *http.Request) bool {
			for {
				if _, err := w.Write(make([]byte, 4096)); err != nil {
					return true
				}
			}
		}, webhook.Delivered, "", 200, true},
		"hangs up": {func(_ int, w http.ResponseWriter, _ *http.Request) bool {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				conn.Close()
			}
			return false
		}, webhook.Waiting, outbound.Unreachable, 0, false},
	} {
		bad, id := h.join(strings.ReplaceAll(name, " ", "-"))
		bad.does(x.answer)
		good, _ := h.join("good-" + strings.ReplaceAll(name, " ", "-"))
		inquiry := strings.ToUpper(strings.ReplaceAll(name, " ", ""))
		h.plan(happened(inquiry, 1))
		h.drain(2)
		if got := good.accepted(); len(got) == 0 || got[len(got)-1] != inquiry+".1" {
			t.Errorf("%s: another endpoint has %v", name, got)
		}
		d, attempts := h.delivery(string(id) + "." + inquiry + ".1")
		if a := attempts[0]; d.State != x.state || a.Failure != x.failure || a.Status != x.status || a.Cut != x.cut && x.failure != outbound.Redirected || a.Millis > 5000 {
			t.Errorf("%s: %s, %+v", name, d.State, a)
		}
		for _, e := range []webhook.EndpointID{id} {
			v := h.view(e)
			if err := h.desk.Delete(t.Context(), olga, e, v.Version); err != nil {
				t.Fatal(err)
			}
		}
	}
	if inner.called() != 0 {
		t.Error("an inner address was called")
	}
}

func TestSend_SecretRotatedMeanwhile(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	r.fails(503)
	h.plan(happened("Q1", 1))
	h.drain(1)
	_, second, err := h.desk.Rotate(t.Context(), olga, id, webhook.AnyVersion, 1, noon)
	if err != nil {
		t.Fatal(err)
	}
	r.does(nil) // it knows the first only
	h.pass(10*time.Second, 10*time.Second, 1)
	same(t, "by the secret before", r.accepted(), "Q1.1")
	h.clock.move(2 * time.Hour)
	h.plan(happened("Q1", 2))
	h.drain(1)
	same(t, "the secret before has ended", r.accepted(), "Q1.1")
	r.secret = []string{second}
	if _, err := h.desk.Replay(t.Context(), olga, string(id)+".Q1.2", noon.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	h.clock.move(2 * time.Hour)
	h.drain(1)
	same(t, "by the new one", r.accepted(), "Q1.1", "Q1.2")
}

func TestSend_NeverMoreCallsAtOnceThanSlots(t *testing.T) {
	h := newHouse(t)
	r, _ := h.join("crm")
	var changes []change.Change
	for k := range 60 {
		changes = append(changes, happened(fmt.Sprintf("Q%d", k), 1))
	}
	h.plan(changes...)
	h.drain(10)
	h.pass(time.Minute, time.Minute, 10)
	terms, _ := webhook.TermsOf()
	if got := r.accepted(); len(got) != 60 || r.most > terms.Slots {
		t.Errorf("%d came, %d at once", len(got), r.most)
	}
}

func TestReplay_ARangeOfTime_UnderTheSameIds(t *testing.T) {
	h := newHouse(t)
	r, id := h.join("crm")
	for k := range 6 {
		h.plan(happened("Q1", k+1), happened(fmt.Sprintf("R%d", k), 1))
		h.drain(1)
		h.clock.move(time.Hour)
	}
	before := r.called()
	now, _ := h.clock.Now(t.Context())
	q := webhook.Query{From: noon.Add(time.Hour), To: noon.Add(4*time.Hour - time.Second)}
	n, next, err := h.desk.ReplayMany(t.Context(), olga, id, q, now)
	if err != nil || n != 6 || next != "" {
		t.Fatal(n, next, err)
	}
	h.drain(1)
	got := r.accepted()[before:]
	var q1 []string
	for _, m := range got {
		if strings.HasPrefix(m, "Q1.") {
			q1 = append(q1, m)
		}
	}
	same(t, "of one inquiry", q1, "Q1.2", "Q1.3", "Q1.4")
	if len(got) != 6 || !slices.Contains(got, "R1.1") || slices.Contains(got, "R0.1") {
		t.Errorf("%v", got)
	}
	if _, _, err := h.desk.ReplayMany(t.Context(), olga, id, webhook.Query{}, now); err == nil {
		t.Error("everything ever is replayed without a word")
	}
	d, err := h.desk.Replay(t.Context(), olga, string(id)+".Q1.1", now)
	if err != nil || d.State != webhook.Waiting {
		t.Fatal(d, err)
	}
	h.drain(1)
	if _, attempts := h.delivery(string(id) + ".Q1.1"); len(attempts) != 2 || !attempts[0].Accepted() || !attempts[1].Accepted() {
		t.Errorf("%+v", attempts)
	}
	list, _, err := h.desk.Deliveries(t.Context(), olga, id, webhook.Query{Limit: 5})
	if err != nil || len(list) != 5 || list[0].PlannedAt.Before(list[4].PlannedAt) {
		t.Errorf("%+v %v", list, err)
	}
	seen, after := 0, ""
	for {
		page, next, err := h.desk.Deliveries(t.Context(), olga, id, webhook.Query{Limit: 5, After: after})
		if err != nil {
			t.Fatal(err)
		}
		seen += len(page)
		if after = next; next == "" {
			break
		}
	}
	if seen != 12 {
		t.Errorf("%d on all pages", seen)
	}
}

func TestPing_SaysWhatCameBack(t *testing.T) {
	h := newHouse(t)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.WriteHeader(401)
		_, _ = io.WriteString(w, "who is "+req.Header.Get("user-agent")+"?")
	}))
	defer s.Close()
	id, _ := h.endpoint("crm", s.URL)
	a, body, err := h.desk.Ping(t.Context(), olga, id, noon)
	if err != nil || a.Status != 401 || a.Answer != "who is Whereabouts-Webhooks/1?" || !strings.Contains(string(body), `"type":"webhook.ping"`) {
		t.Errorf("%+v %s %v", a, body, err)
	}
}

func TestStore_ASlotIsOnesAtATime(t *testing.T) {
	h := newHouse(t)
	ctx, slot := t.Context(), webhook.Slot{Operator: "GBA", Endpoint: "01E", Number: 1}
	until := noon.Add(time.Minute)
	if _, err := h.store.Lease(ctx, slot, "a", noon, until); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.Lease(ctx, slot, "b", noon, until); !errors.Is(err, webhook.ErrChanged) {
		t.Fatal("two have it:", err)
	}
	if err := h.store.Release(ctx, slot, "a", time.Time{}, false); !errors.Is(err, webhook.ErrChanged) {
		t.Fatal("it was given back though somebody came:", err)
	}
	if err := h.store.Release(ctx, slot, "a", noon.Add(5*time.Second), false); err != nil {
		t.Fatal(err)
	}
	wake, err := h.store.Lease(ctx, slot, "b", noon, until)
	if err != nil || !wake.Equal(noon.Add(5*time.Second)) {
		t.Fatal(wake, err)
	}
	if _, err := h.store.Lease(ctx, slot, "c", until.Add(time.Second), until.Add(time.Minute)); err != nil {
		t.Fatal("a lease that has ended:", err)
	}
	if err := h.store.Release(ctx, slot, "b", time.Time{}, false); err != nil {
		t.Fatal("the one that lost it gives nothing back:", err)
	}
	if _, err := h.store.Lease(ctx, slot, "d", until.Add(time.Second), until.Add(time.Minute)); !errors.Is(err, webhook.ErrChanged) {
		t.Fatal("it was given back by one that had lost it:", err)
	}
	if err := h.store.Release(ctx, slot, "c", time.Time{}, true); err != nil {
		t.Fatal("whoever came, one that has it visited again gives it back:", err)
	}
	if _, err := h.store.Lease(ctx, slot, "e", until.Add(time.Second), until.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
}
