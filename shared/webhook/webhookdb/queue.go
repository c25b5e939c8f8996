package webhookdb

import (
	"context"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// Queue carries visits over SQS.
type Queue struct {
	Sender queue.Sender[webhook.Visit]
}

// Send implements webhook.Queue.
func (q Queue) Send(ctx context.Context, after time.Duration, visits ...webhook.Visit) error {
	return q.Sender.SendAfter(ctx, after, visits...)
}
