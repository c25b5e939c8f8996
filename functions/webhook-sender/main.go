// Command webhook-sender reads the webhook queue: it calls an endpoint with what waits in one of its slots, each inquiry's changes in their order.
package main

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
	"github.com/whereabouts-post/whereabouts/shared/webhook/webhookdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		terms, err := webhook.TermsOf()
		if err != nil {
			return refuse(err)
		}
		store, err := webhookdb.New(b.DB, b.Env.Need("WEBHOOK_TABLE"))
		if err != nil {
			return refuse(err)
		}
		client := outbound.New(outbound.Options{Loopback: b.Env.Need("STAGE") == "local", Timeout: time.Duration(terms.Timeout), Bytes: terms.AnswerBytes})
		w := worker{log: b.Log, rest: client.Rest, visit: (&webhook.Sender{Store: store, Caller: client, Clock: b.Clock, Real: clock.Real, Token: boot.NewID,
			Queue:  webhookdb.Queue{Sender: queue.Sender[webhook.Visit]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("WEBHOOK_QUEUE_URL")}},
			Vault:  &seal.Box{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("SEAL_SECRET_ARN")}},
			Jitter: func() float64 { return 2*rand.Float64() - 1 }}).Visit}
		return queue.ConsumeAll(b.Log, w.all)
	})
}

// refuse is a handler of a function whose data cannot be read: a test reads them before.
func refuse(err error) any { return func(context.Context) error { return err } }

type worker struct {
	log   *slog.Logger
	visit func(context.Context, webhook.Visit) error
	rest  func()
}

// all visits the slots of a batch at the same time: a slow endpoint holds up none of the others. Several visits to one slot are one.
func (w worker) all(ctx context.Context, visits []webhook.Visit) []error {
	defer w.rest()
	failed := make([]error, len(visits))
	first := map[webhook.Slot]int{}
	merged := map[int]webhook.Visit{}
	for i, v := range visits {
		at, there := first[v.Slot]
		if !there {
			at = i
			first[v.Slot] = i
			merged[i] = webhook.Visit{Slot: v.Slot}
		}
		m := merged[at]
		m.Lanes = append(m.Lanes, v.Lanes...)
		merged[at] = m
	}
	var wg sync.WaitGroup
	for i, v := range merged {
		wg.Go(func() { failed[i] = w.visit(ctx, v) })
	}
	wg.Wait()
	for i, v := range visits {
		failed[i] = failed[first[v.Slot]]
	}
	w.log.InfoContext(ctx, "visited", "visits", len(visits), "slots", len(merged))
	return failed
}
