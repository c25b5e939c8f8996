package webhook

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Desk is where an operator's administrators set endpoints up, see what they were told, and replay.
type Desk struct {
	Store  DeskStore
	Queue  Queue
	Caller Caller
	Vault  Vault
	Random io.Reader // of cryptographic quality
	Real   func() time.Time
	NewID  func() string
	Local  bool // the local stage, where endpoints on this machine are let in
}

// View is an endpoint as administrators see it.
type View struct {
	Endpoint
	Health  Health
	Waiting int // deliveries that wait, up to WaitingMost
}

// WaitingMost is up to where waiting deliveries are counted.
const WaitingMost = 100

// administers lets the administrator of an operator in, and keys that administer.
func administers(by principal.Principal) error {
	if !by.Has(principal.OperatorAdministrator) || by.Operator == "" {
		return problem.New(problem.Forbidden, "role-missing", "Only your operator's administrator may do this.")
	}
	return nil
}

// List returns the caller's operator's endpoints, the oldest first.
func (d *Desk) List(ctx context.Context, by principal.Principal) ([]View, error) {
	if err := administers(by); err != nil {
		return nil, err
	}
	all, health, err := d.Store.Endpoints(ctx, by.Operator)
	if err != nil {
		return nil, err
	}
	out := make([]View, len(all))
	for i, e := range all {
		if out[i], err = d.view(ctx, e, health[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (d *Desk) view(ctx context.Context, e Endpoint, h Health) (View, error) {
	n, err := d.Store.WaitingOf(ctx, e.ID, WaitingMost)
	return View{e, h, n}, err
}

// Endpoint returns one of the caller's operator's endpoints.
func (d *Desk) Endpoint(ctx context.Context, by principal.Principal, id EndpointID) (View, error) {
	e, h, err := d.of(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	return d.view(ctx, e, h)
}

func (d *Desk) of(ctx context.Context, by principal.Principal, id EndpointID) (Endpoint, Health, error) {
	if err := administers(by); err != nil {
		return Endpoint{}, Health{}, err
	}
	return d.Store.Endpoint(ctx, by.Operator, id)
}

var idLetters = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Create sets an endpoint up and returns it with its secret, which nobody is shown again. The same request again ("" = no Idempotency-Key) makes no
// second one and is the problem "endpoint-made", which names the first.
func (d *Desk) Create(ctx context.Context, by principal.Principal, s Settings, once string, now time.Time) (View, string, error) {
	if err := administers(by); err != nil {
		return View{}, "", err
	}
	terms, err := TermsOf()
	if err != nil {
		return View{}, "", err
	}
	if err := s.check(by.Operator, d.Local); err != nil {
		return View{}, "", err
	}
	e := Endpoint{ID: EndpointID(d.NewID()), Operator: by.Operator, Settings: s, CreatedAt: now, CreatedBy: Editor{by.Subject, by.Name}, Version: 1}
	all, _, err := d.Store.Endpoints(ctx, by.Operator)
	if err != nil {
		return View{}, "", err
	}
	if once != "" {
		raw, err := json.Marshal(s)
		if err != nil {
			return View{}, "", fmt.Errorf("make an endpoint: %w", err)
		}
		sum, content := sha256.Sum256([]byte(string(by.Operator)+"\x00"+by.Subject+"\x00"+once)), sha256.Sum256(raw)
		e.ID, e.Fingerprint = EndpointID(idLetters.EncodeToString(sum[:])[:26]), hex.EncodeToString(content[:])
		if i := slices.IndexFunc(all, func(there Endpoint) bool { return there.ID == e.ID }); i >= 0 {
			return View{}, "", made(all[i], e)
		}
	}
	if len(all) >= terms.Endpoints {
		return View{}, "", problem.New(problem.Conflict, "endpoints-full", "An operator has at most %d endpoints. Delete one that nobody uses.", terms.Endpoints)
	}
	secret, err := d.secret(ctx, &e)
	if err != nil {
		return View{}, "", err
	}
	err = d.Store.SaveEndpoint(ctx, e)
	if errors.Is(err, ErrChanged) { // the same request at the same moment
		there, _, err := d.Store.Endpoint(ctx, by.Operator, e.ID)
		if err != nil {
			return View{}, "", err
		}
		return View{}, "", made(there, e)
	}
	return View{Endpoint: e}, secret, err
}

func made(there, e Endpoint) error {
	if there.Fingerprint != e.Fingerprint {
		return problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another endpoint. Use a new key for a new one.").With("Idempotency-Key", "was used with another body")
	}
	return problem.New(problem.Conflict, "endpoint-made", "This request was made before. Its secret cannot be shown again: rotate it for a new one.").WithExtra("id", string(there.ID))
}

// secret makes a new secret, which signs from now on, and returns it.
func (d *Desk) secret(ctx context.Context, e *Endpoint) (string, error) {
	plain, err := newSecret(d.Random)
	if err != nil {
		return "", err
	}
	sealed, err := d.Vault.Seal(ctx, plain, e.place())
	if err != nil {
		return "", fmt.Errorf("seal a secret: %w", err)
	}
	e.Secrets = []Secret{{Sealed: sealed}}
	return plain, nil
}

// AnyVersion stands for the version of now.
const AnyVersion = 0

func changed() error {
	return problem.New(problem.PreconditionFailed, "endpoint-changed", "Somebody changed the endpoint in between. Look at it again.").With("If-Match", "is another version")
}

// save stores the next version of an endpoint.
func (d *Desk) save(ctx context.Context, e Endpoint, version int) (Endpoint, error) {
	if version != AnyVersion && version != e.Version {
		return e, changed()
	}
	e.Version++
	err := d.Store.SaveEndpoint(ctx, e)
	if errors.Is(err, ErrChanged) {
		return e, changed()
	}
	return e, err
}

// Change gives an endpoint other settings. What is planned already goes where they say.
func (d *Desk) Change(ctx context.Context, by principal.Principal, id EndpointID, s Settings, version int) (View, error) {
	e, h, err := d.of(ctx, by, id)
	if err != nil {
		return View{}, err
	}
	if err := s.check(by.Operator, d.Local); err != nil {
		return View{}, err
	}
	e.Settings = s
	if e, err = d.save(ctx, e, version); err != nil {
		return View{}, err
	}
	return d.view(ctx, e, h)
}

// Usual stands for the figure of the terms where 0 means something else.
const Usual = -1

// Rotate gives an endpoint a new secret and returns it. The one before signs too for overlap hours, so that a receiver knows one of them at any time.
func (d *Desk) Rotate(ctx context.Context, by principal.Principal, id EndpointID, version, overlapHours int, now time.Time) (View, string, error) {
	e, h, err := d.of(ctx, by, id)
	if err != nil {
		return View{}, "", err
	}
	terms, err := TermsOf()
	if err != nil {
		return View{}, "", err
	}
	if overlapHours == Usual {
		overlapHours = terms.OverlapHours
	}
	if overlapHours < 0 || overlapHours > terms.MaxOverlapHours {
		return View{}, "", problem.New(problem.Invalid, "endpoint-refused", "This endpoint cannot be set up like that.").With("overlapHours", "is 0 to %d", terms.MaxOverlapHours)
	}
	next := e
	secret, err := d.secret(ctx, &next)
	if err != nil {
		return View{}, "", err
	}
	e = e.Rotated(next.Secrets[0].Sealed, time.Duration(overlapHours)*time.Hour, now)
	if e, err = d.save(ctx, e, version); err != nil {
		return View{}, "", err
	}
	v, err := d.view(ctx, e, h)
	return v, secret, err
}

// Delete ends an endpoint. What waited for it is not sent; what it was told can no longer be looked at.
func (d *Desk) Delete(ctx context.Context, by principal.Principal, id EndpointID, version int) error {
	e, _, err := d.of(ctx, by, id)
	if err != nil {
		return err
	}
	if version != AnyVersion && version != e.Version {
		return changed()
	}
	err = d.Store.DeleteEndpoint(ctx, e)
	if errors.Is(err, ErrChanged) {
		return changed()
	}
	return err
}

// Switch switches an endpoint on or off. On, everything that waited is sent, in order; off, what it should be told is kept.
func (d *Desk) Switch(ctx context.Context, by principal.Principal, id EndpointID, on bool, now time.Time) (View, error) {
	terms, err := TermsOf()
	if err != nil {
		return View{}, err
	}
	for {
		e, h, err := d.of(ctx, by, id)
		if err != nil {
			return View{}, err
		}
		after := h.Switched(on, Editor{by.Subject, by.Name}, now)
		err = d.Store.SaveHealth(ctx, e.Operator, e.ID, after)
		if errors.Is(err, ErrChanged) {
			continue // the sender recorded an attempt
		}
		if err != nil {
			return View{}, err
		}
		if on {
			visits := make([]Visit, terms.Slots)
			for k := range visits {
				visits[k] = Visit{Slot: Slot{e.Operator, e.ID, k}}
			}
			if err := d.Queue.Send(ctx, 0, visits...); err != nil {
				return View{}, fmt.Errorf("wake the slots of endpoint %s: %w", e.ID, err)
			}
		}
		return d.view(ctx, e, after)
	}
}

// PingType is the type of a test message.
const PingType = "webhook.ping"

// ping is the body of a test message.
type ping struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      struct {
		Endpoint string `json:"endpoint"`
	} `json:"data"`
}

// Ping sends a test message at once and returns what came back. It changes nothing: a circuit stays as it is.
func (d *Desk) Ping(ctx context.Context, by principal.Principal, id EndpointID, now time.Time) (Attempt, []byte, error) {
	e, _, err := d.of(ctx, by, id)
	if err != nil {
		return Attempt{}, nil, err
	}
	terms, err := TermsOf()
	if err != nil {
		return Attempt{}, nil, err
	}
	p := ping{ID: "ping_" + d.NewID(), Type: PingType, Timestamp: now}
	p.Data.Endpoint = string(e.ID)
	body, err := json.Marshal(p)
	if err != nil {
		return Attempt{}, nil, fmt.Errorf("write a ping: %w", err)
	}
	answer, err := sign(ctx, d.Vault, d.Caller, e, p.ID, body, now, d.Real())
	if err != nil {
		return Attempt{}, nil, fmt.Errorf("ping endpoint %s: %w", e.ID, err)
	}
	return terms.attempted(answer, 1, now, false), body, nil
}

// ID names a delivery.
func (d Delivery) ID() string {
	return string(d.Endpoint) + "." + d.Inquiry + "." + strconv.Itoa(d.Sequence)
}

// parseID reads what ID wrote.
func parseID(id string) (l Lane, sequence int, ok bool) {
	part := strings.Split(id, ".")
	if len(part) != 3 {
		return l, 0, false
	}
	n, err := strconv.Atoi(part[2])
	return Lane{EndpointID(part[0]), part[1]}, n, err == nil && n > 0 && strconv.Itoa(n) == part[2]
}

func unknownDelivery() error {
	return problem.New(problem.NotFound, "delivery-unknown", "There is no such delivery, or it is kept no longer.")
}

// Deliveries returns a page of what an endpoint is and was told, the latest first; next is "" at the end.
func (d *Desk) Deliveries(ctx context.Context, by principal.Principal, id EndpointID, q Query) (page []Delivery, next string, _ error) {
	if _, _, err := d.of(ctx, by, id); err != nil {
		return nil, "", err
	}
	return d.Store.Deliveries(ctx, id, q)
}

// Delivery returns a delivery with its body and attempts.
func (d *Desk) Delivery(ctx context.Context, by principal.Principal, id string) (Delivery, []Attempt, error) {
	l, sequence, ok := parseID(id)
	if !ok {
		return Delivery{}, nil, unknownDelivery()
	}
	if _, _, err := d.of(ctx, by, l.Endpoint); problem.Is(err, "endpoint-unknown") {
		return Delivery{}, nil, unknownDelivery()
	} else if err != nil {
		return Delivery{}, nil, err
	}
	return d.Store.Delivery(ctx, l, sequence)
}

// Replay has one delivery sent once more, under the same id. One that waits is sent anyway.
func (d *Desk) Replay(ctx context.Context, by principal.Principal, id string, now time.Time) (Delivery, error) {
	before, _, err := d.Delivery(ctx, by, id)
	if err != nil {
		return Delivery{}, err
	}
	if before.State == Waiting {
		return before, nil
	}
	after, visit, err := d.replay(ctx, by, before, now)
	if errors.Is(err, ErrChanged) { // somebody else replayed it
		after, _, err := d.Delivery(ctx, by, id)
		return after, err
	}
	if err != nil {
		return Delivery{}, err
	}
	if err := d.Queue.Send(ctx, 0, visit); err != nil {
		return Delivery{}, fmt.Errorf("wake a sender: %w", err)
	}
	return after, nil
}

func (d *Desk) replay(ctx context.Context, by principal.Principal, before Delivery, now time.Time) (Delivery, Visit, error) {
	terms, err := TermsOf()
	if err != nil {
		return Delivery{}, Visit{}, err
	}
	after, slot := before.Replayed(), terms.SlotOf(before.Inquiry)
	return after, Visit{Slot: Slot{by.Operator, before.Endpoint, slot}, Lanes: []string{before.Inquiry}}, d.Store.Replay(ctx, before, after, slot, now)
}

// ReplayMany has what a query finds sent once more: a range of time, or everything that failed. It takes so many
// at a time, from the oldest on; next is where the following request goes on, "" when all are done. What waits is passed over.
func (d *Desk) ReplayMany(ctx context.Context, by principal.Principal, id EndpointID, q Query, now time.Time) (replayed int, next string, _ error) {
	if _, _, err := d.of(ctx, by, id); err != nil {
		return 0, "", err
	}
	terms, err := TermsOf()
	if err != nil {
		return 0, "", err
	}
	if q.State == Waiting {
		return 0, "", problem.New(problem.Invalid, "replay-refused", "What waits is sent anyway.").With("state", "is delivered or failed")
	}
	if q.State == "" && q.From.IsZero() {
		return 0, "", problem.New(problem.Invalid, "replay-refused", "Say what is to be sent once more: everything that failed, or a range of time.").With("from", "is missing")
	}
	q.Limit, q.Oldest = terms.ReplayAtOnce, true // a lane in its order
	page, next, err := d.Store.Deliveries(ctx, id, q)
	if err != nil {
		return 0, "", err
	}
	visits := map[Slot]Visit{}
	for _, before := range page {
		if before.State == Waiting {
			continue
		}
		_, v, err := d.replay(ctx, by, before, now)
		if errors.Is(err, ErrChanged) || problem.Is(err, "delivery-unknown") {
			continue
		}
		if err != nil {
			return replayed, "", err
		}
		replayed++
		v.Lanes = nil // the sender looks what is due
		visits[v.Slot] = v
	}
	var all []Visit
	for _, v := range visits {
		all = append(all, v)
	}
	if err := d.Queue.Send(ctx, 0, all...); err != nil {
		return replayed, "", fmt.Errorf("wake senders: %w", err)
	}
	return replayed, next, nil
}
