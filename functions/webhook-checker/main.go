// Command webhook-checker runs every minute: it has endpoints called again when the time has come, and mails who looks after one that does not answer.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
	"github.com/whereabouts-post/whereabouts/shared/webhook/webhookdb"
)

// schedule is the part of an EventBridge event that matters: the instant it was fired for.
type schedule struct {
	Time time.Time `json:"time"`
}

// report is what a run answers, for the log and for whoever invokes it by hand.
type report struct {
	Now       time.Time `json:"now"`
	Endpoints int       `json:"endpoints"`
	Woken     int       `json:"woken"`  // slots with something to send
	Mailed    int       `json:"mailed"` // letters
}

func main() {
	boot.Start(func(b *boot.Base) any {
		m := keepers{mail.Sender{SES: sesv2.NewFromConfig(b.AWS), From: b.Env.Need("MAIL_FROM")}, b.Env.Need("WEB_ADDRESS")}
		checker := &webhook.Checker{Store: &webhookdb.Store{Client: b.DB, Table: b.Env.Need("WEBHOOK_TABLE")}, Mail: m.send,
			Queue: webhookdb.Queue{Sender: queue.Sender[webhook.Visit]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("WEBHOOK_QUEUE_URL")}}}
		return func(ctx context.Context, ev schedule) (report, error) {
			now, err := b.Clock.Now(ctx)
			if !ev.Time.IsZero() {
				now, err = b.Clock.At(ctx, ev.Time)
			}
			if err != nil {
				return report{}, err
			}
			r, err := checker.Run(ctx, now)
			b.Log.InfoContext(ctx, "endpoints looked at", "now", now, "endpoints", r.Endpoints, "woken", r.Woken, "mailed", r.Mailed)
			return report{now, r.Endpoints, r.Woken, r.Mailed}, err
		}
	})
}
