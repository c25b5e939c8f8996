package insight

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Subscription is somebody's wish to be written to about each new edition of a report. It names a person by their pseudonym only: the address is
// read from the directory when a letter is sent.
type Subscription struct {
	Operator principal.OperatorCode // whose report, or the Network
	Subject  string
	Language string // ISO 639-1
	By       string // subject of who subscribed them
	Since    time.Time
	Refused  int // letters in a row that their address was refused for
}

// mostRefused is after how many letters that were refused nobody writes to an address any more, until somebody subscribes it anew.
const mostRefused = 3

// Paused reports whether nobody writes to the subscriber any more because letters were refused.
func (s Subscription) Paused() bool { return s.Refused >= mostRefused }

// SubscriptionStore keeps subscriptions to reports, and who was written to.
type SubscriptionStore interface {
	Subscribed
	// Claim says that a subscriber is written to about an edition, and reports whether nobody was there before.
	Claim(ctx context.Context, id ReportID, e Edition, subject string, now time.Time) (bool, error)
	// Unclaim says that the letter was not sent.
	Unclaim(ctx context.Context, id ReportID, e Edition, subject string) error
}

// Person is what the directory knows of a subscriber. Personal data.
type Person struct {
	Operator principal.OperatorCode // empty for the network's
	Name     string
	Address  string // "" for whom no letter reaches, and for who is barred
	Barred   bool   // their roles of now do not let them see what the letters are about
}

// LogValue keeps personal data out of logs.
func (p Person) LogValue() slog.Value { return slog.StringValue(string(p.Operator)) }

// People finds people by their subject; the problem "agent-unknown" for nobody.
type People interface {
	Person(ctx context.Context, subject string) (Person, error)
}

// mostSubscribers is how many people can subscribe to a report.
const mostSubscribers = 200

// Subscribers says who is written to.
type Subscribers struct {
	Store  Subscribed
	People People
}

// reportOf is whose report a caller subscribes to and administers: their operator's, or of the network's people the network's.
func reportOf(p principal.Principal) principal.OperatorCode {
	if p.Operator == "" && p.Has(principal.NetworkAdministrator) {
		return Network
	}
	return p.Operator
}

// administers reports whether the caller says for others who is written to.
func administers(p principal.Principal) bool {
	return p.Has(principal.OperatorAdministrator) || reportOf(p) == Network
}

// Subscriber is a subscription with its person's name; empty for one whom the directory does not know any more.
type Subscriber struct {
	Subscription
	Name string
}

// List returns the subscriptions that the caller may see: an administrator those of their report, anybody else their own.
func (s *Subscribers) List(ctx context.Context, p principal.Principal) ([]Subscriber, error) {
	all, err := s.Store.Subscribers(ctx, reportOf(p))
	if err != nil {
		return nil, err
	}
	out := []Subscriber{}
	for _, one := range all {
		if !administers(p) && one.Subject != p.Subject {
			continue
		}
		person, err := s.People.Person(ctx, one.Subject)
		if err != nil && !problem.Is(err, "agent-unknown") {
			return nil, err
		}
		out = append(out, Subscriber{one, person.Name})
	}
	return out, nil
}

// Subscribe has a person written to about the caller's report: the caller, or by an administrator somebody of their operator. Again it changes the language, and
// ends a pause.
func (s *Subscribers) Subscribe(ctx context.Context, p principal.Principal, subject, language string, now time.Time) (Subscriber, error) {
	if !slices.Contains(Languages, language) {
		return Subscriber{}, problem.New(problem.Invalid, "language-unknown", "Letters are written in %v.", Languages).With("language", "is not offered")
	}
	person, err := s.theirs(ctx, p, subject)
	if err != nil {
		return Subscriber{}, err
	}
	all, err := s.Store.Subscribers(ctx, reportOf(p))
	if err != nil {
		return Subscriber{}, err
	}
	one := Subscription{Operator: reportOf(p), Subject: subject, Language: language, By: p.Subject, Since: now}
	if i := slices.IndexFunc(all, func(o Subscription) bool { return o.Subject == subject }); i >= 0 {
		one.Since, one.By = all[i].Since, all[i].By
	} else if len(all) >= mostSubscribers {
		return Subscriber{}, problem.New(problem.Conflict, "subscribers-full", "A report has at most %d subscribers.", mostSubscribers)
	}
	return Subscriber{one, person.Name}, s.Store.PutSubscription(ctx, one)
}

// Unsubscribe ends a subscription: the caller's own, or by an administrator anybody's to their report. One that is not there is ended already.
func (s *Subscribers) Unsubscribe(ctx context.Context, p principal.Principal, subject string) error {
	if subject != p.Subject && !administers(p) {
		return strangers()
	}
	return s.Store.DeleteSubscription(ctx, reportOf(p), subject)
}

// theirs finds whom the caller may subscribe: themselves, and an administrator those of their operator.
func (s *Subscribers) theirs(ctx context.Context, p principal.Principal, subject string) (Person, error) {
	if reportOf(p) == "" || subject != p.Subject && !administers(p) {
		return Person{}, strangers()
	}
	person, err := s.People.Person(ctx, subject)
	if err == nil && person.Operator != p.Operator {
		err = strangers()
	}
	return person, err
}

func strangers() *problem.Problem {
	return problem.New(problem.NotFound, "agent-unknown", "There is no such agent in the directory.").With("agent", "is not known")
}

// Letter tells somebody of an edition. Its address is personal data.
type Letter struct {
	To       string
	Language string
	Report   Report
}

// LogValue keeps the address out of logs.
func (l Letter) LogValue() slog.Value { return slog.StringValue(l.Report.ReportID.String()) }

// Postman writes to subscribers; it implements Mailer.
type Postman struct {
	Store  SubscriptionStore
	People People
	Send   func(ctx context.Context, l Letter) error // the problem "address-refused" where there is no use in trying again
}

// Mail implements Mailer. Each subscriber is written to once about an edition.
func (m *Postman) Mail(ctx context.Context, r Report, now time.Time) (int, error) {
	return Delivery{Of: r.Operator, Store: m.Store, People: m.People,
		Claim: func(ctx context.Context, subject string) (bool, error) {
			return m.Store.Claim(ctx, r.ReportID, r.Edition, subject, now)
		},
		Unclaim: func(ctx context.Context, subject string) error {
			return m.Store.Unclaim(ctx, r.ReportID, r.Edition, subject)
		},
		Send: func(ctx context.Context, p Person, s Subscription) error {
			return m.Send(ctx, Letter{p.Address, s.Language, r})
		},
	}.Run(ctx)
}

// Subscribed keeps who is written to.
type Subscribed interface {
	// Subscribers returns those of an operator, in the order of their subjects.
	Subscribers(ctx context.Context, operator principal.OperatorCode) ([]Subscription, error)
	// PutSubscription stores a subscription in place of any before.
	PutSubscription(ctx context.Context, s Subscription) error
	// DeleteSubscription ends one; it need not be there.
	DeleteSubscription(ctx context.Context, operator principal.OperatorCode, subject string) error
}

// Delivery is a letter to everybody who subscribed with an operator: each is claimed before, and let go when the letter could not be sent.
// Whoever has left the directory, or works elsewhere by now, is subscribed no more.
type Delivery struct {
	Of      principal.OperatorCode
	Store   Subscribed
	People  People
	Claim   func(ctx context.Context, subject string) (bool, error) // says that somebody is written to, and whether nobody was there before
	Unclaim func(ctx context.Context, subject string) error
	Send    func(ctx context.Context, p Person, s Subscription) error // the problem "address-refused" where there is no use in trying again
}

// Run writes and returns to how many. One letter that fails does not hold up the others.
func (d Delivery) Run(ctx context.Context) (int, error) {
	all, err := d.Store.Subscribers(ctx, d.Of)
	if err != nil {
		return 0, err
	}
	sent := 0
	var failed []error
	for _, one := range all {
		if one.Paused() {
			continue
		}
		ok, err := d.write(ctx, one)
		if err != nil {
			failed = append(failed, fmt.Errorf("subscriber %s: %w", one.Subject, err))
		}
		if ok {
			sent++
		}
	}
	return sent, errors.Join(failed...)
}

func (d Delivery) write(ctx context.Context, one Subscription) (bool, error) {
	person, err := d.People.Person(ctx, one.Subject)
	home := person.Operator
	if home == "" {
		home = Network
	}
	if problem.Is(err, "agent-unknown") || err == nil && home != d.Of {
		return false, d.Store.DeleteSubscription(ctx, one.Operator, one.Subject)
	}
	if err != nil || person.Address == "" {
		return false, err
	}
	if ok, err := d.Claim(ctx, one.Subject); err != nil || !ok {
		return false, err
	}
	err = d.Send(ctx, person, one)
	switch {
	case problem.Is(err, "address-refused"):
		one.Refused++
		return false, d.Store.PutSubscription(ctx, one)
	case err != nil:
		return false, errors.Join(err, d.Unclaim(context.WithoutCancel(ctx), one.Subject))
	case one.Refused > 0:
		one.Refused = 0
		return true, d.Store.PutSubscription(ctx, one)
	}
	return true, nil
}
