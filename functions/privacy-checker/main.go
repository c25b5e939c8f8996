// Command privacy-checker runs once a day: data requests that wait, for an inquiry to be closed, are carried out again.
package main

import (
	"context"
	"log/slog"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		c := checker{log: b.Log, requests: &privacy.Service{
			Store: &privacydb.Store{Client: b.DB, Table: b.Env.Need("PRIVACY_TABLE")},
			Queue: queue.Sender[privacy.Message]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("PRIVACY_QUEUE_URL")}}}
		return c.run
	})
}

// report is what a run answers, for the log and for whoever invokes it by hand.
type report struct {
	Open int `json:"open"` // data requests that are carried out again
}

type checker struct {
	log      *slog.Logger
	requests *privacy.Service
}

func (c checker) run(ctx context.Context) (report, error) {
	n, err := c.requests.RunOpen(ctx)
	c.log.InfoContext(ctx, "open data requests", "open", n)
	return report{n}, err
}
