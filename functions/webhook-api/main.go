// Command webhook-api answers /v1/webhooks: the endpoints of an operator's systems, what they were told, and replay.
package main

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/functions/webhook-api/api"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
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
		local := b.Env.Need("STAGE") == "local"
		secrets := secretsmanager.NewFromConfig(b.AWS)
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Desk: &webhook.Desk{Store: store, Random: rand.Reader, Real: clock.Real, NewID: boot.NewID, Local: local,
				Queue:  webhookdb.Queue{Sender: queue.Sender[webhook.Visit]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("WEBHOOK_QUEUE_URL")}},
				Caller: outbound.New(outbound.Options{Loopback: local, Timeout: time.Duration(terms.Timeout), Bytes: terms.AnswerBytes}),
				Vault:  &seal.Box{Secrets: paging.ManagedSecret{Client: secrets, ARN: b.Env.Need("SEAL_SECRET_ARN")}}},
			Clock:   b.Clock,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secrets, ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
		}))
	})
}

// refuse is a handler of a function whose data cannot be read: a test reads them before.
func refuse(err error) any { return func(context.Context) error { return err } }
