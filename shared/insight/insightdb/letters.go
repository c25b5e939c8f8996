package insightdb

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Letters keeps who is written to about signals: subscriptions of their own, beside those to reports; it implements signal.Letters.
type Letters struct{ Subscriptions Subscriptions }

var _ signal.Letters = Letters{}

// aboutSignals stands before an operator's code, so that the two sorts of subscriptions lie apart.
const aboutSignals = "SIGNALS#"

// Subscribers implements signal.Letters. One query.
func (l Letters) Subscribers(ctx context.Context, operator principal.OperatorCode) ([]insight.Subscription, error) {
	all, err := l.Subscriptions.Subscribers(ctx, aboutSignals+operator)
	for i := range all {
		all[i].Operator = operator
	}
	return all, err
}

// PutSubscription implements signal.Letters. One write.
func (l Letters) PutSubscription(ctx context.Context, s insight.Subscription) error {
	s.Operator = aboutSignals + s.Operator
	return l.Subscriptions.PutSubscription(ctx, s)
}

// DeleteSubscription implements signal.Letters. One write.
func (l Letters) DeleteSubscription(ctx context.Context, operator principal.OperatorCode, subject string) error {
	return l.Subscriptions.DeleteSubscription(ctx, aboutSignals+operator, subject)
}

func signalLetterKey(list principal.OperatorCode, through signal.Week, subject string) dynamo.Key {
	return dynamo.Key{PK: "LETTERS#" + aboutSignals + string(list) + "#" + string(through), SK: subject}
}

// ClaimSignals implements signal.Letters. One write.
func (l Letters) ClaimSignals(ctx context.Context, list principal.OperatorCode, through signal.Week, subject string, now time.Time) (bool, error) {
	return l.Subscriptions.claim(ctx, signalLetterKey(list, through, subject), now)
}

// UnclaimSignals implements signal.Letters. One write.
func (l Letters) UnclaimSignals(ctx context.Context, list principal.OperatorCode, through signal.Week, subject string) error {
	return l.Subscriptions.delete(ctx, signalLetterKey(list, through, subject))
}
