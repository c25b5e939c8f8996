// Command exchange-checker runs every quarter of an hour: it has nightly files made that are owed, and a month settled that is over.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/exchange/exchangedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

// schedule is the part of an EventBridge event that matters: the instant it was fired for. Whoever invokes it by hand may name a month
// instead, to have it settled again.
type schedule struct {
	Time  time.Time `json:"time"`
	Month string    `json:"month"`
}

// report is what a run answers, for the log and for whoever invokes it by hand.
type report struct {
	Asked int `json:"asked"` // of the runner
}

func main() {
	boot.Start(func(b *boot.Base) any {
		service := &exchange.Service{
			Store: &exchangedb.Store{Client: b.DB, Table: b.Env.Need("EXCHANGE_TABLE")},
			Queue: queue.Sender[exchange.Message]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("EXCHANGE_QUEUE_URL")},
		}
		return func(ctx context.Context, ev schedule) (report, error) {
			if ev.Month != "" {
				return report{1}, service.Queue.Send(ctx, exchange.Message{Month: ev.Month})
			}
			now, err := b.Clock.Now(ctx)
			if !ev.Time.IsZero() {
				now, err = b.Clock.At(ctx, ev.Time)
			}
			if err != nil {
				return report{}, err
			}
			n, err := service.Nightly(ctx, now)
			b.Log.InfoContext(ctx, "files owed", "now", now, "asked", n)
			return report{n}, err
		}
	})
}
