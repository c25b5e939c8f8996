package signal

import (
	"context"
	"log/slog"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Letter tells somebody of new signals. Its address is personal data.
type Letter struct {
	To       string
	Language string
	At       time.Time
	News
}

// LogValue keeps the address out of logs.
func (l Letter) LogValue() slog.Value { return slog.StringValue(string(l.List)) }

// Letters keeps who subscribed to signals, and who was written to.
type Letters interface {
	insight.Subscribed
	// ClaimSignals says that somebody is written to after a run through a week, and reports whether nobody was there before.
	ClaimSignals(ctx context.Context, list principal.OperatorCode, through Week, subject string, now time.Time) (bool, error)
	// UnclaimSignals says that the letter was not sent.
	UnclaimSignals(ctx context.Context, list principal.OperatorCode, through Week, subject string) error
}

// Postman writes to subscribers; it implements Mailer.
type Postman struct {
	Store  Letters
	People insight.People
	Send   func(ctx context.Context, l Letter) error // the problem "address-refused" where there is no use in trying again
}

// Mail implements Mailer.
func (m *Postman) Mail(ctx context.Context, n News, now time.Time) (int, error) {
	return insight.Delivery{Of: n.List, Store: m.Store, People: m.People,
		Claim: func(ctx context.Context, subject string) (bool, error) {
			return m.Store.ClaimSignals(ctx, n.List, n.Through, subject, now)
		},
		Unclaim: func(ctx context.Context, subject string) error {
			return m.Store.UnclaimSignals(ctx, n.List, n.Through, subject)
		},
		Send: func(ctx context.Context, p insight.Person, s insight.Subscription) error {
			return m.Send(ctx, Letter{p.Address, s.Language, now, n})
		},
	}.Run(ctx)
}
