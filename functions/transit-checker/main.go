// Command transit-checker runs on a schedule: it checks items whose time has come, records which are late, and counts items
// by link, and what was due of events and messages.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

// schedule is the part of an EventBridge event that matters: the instant it was fired for. Whoever invokes it by hand may name items instead, to have them
// looked at now.
type schedule struct {
	Time  time.Time    `json:"time"`
	Items []edi.ItemID `json:"items"`
}

// report is what a run answers, for the log and for whoever invokes it by hand.
type report struct {
	Now     time.Time `json:"now"`
	Checked int       `json:"looked"` // items
	Late    int       `json:"late"`   // newly found to be
	Eased   int       `json:"eased"`  // late no longer
	Behind  bool      `json:"behind"` // there is more than one run does
}

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		tracking := b.Env.Need("TRACKING_TABLE")
		news := queue.Sender[inquiry.Notice]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("NOTIFY_QUEUE_URL")}
		checker := &transit.Checker{Store: &transitdb.Store{Client: b.DB, Table: tracking}, Items: trackingdb.New(b.DB, tracking, nil),
			Desk: &transit.Desk{Directory: directory, Catalogue: directory},
			Tell: func(ctx context.Context, n transit.News) error {
				return news.Send(ctx, inquiry.LateNotice(n.Operator, n.Partner, n.Lane.To, n.At))
			}}
		return func(ctx context.Context, ev schedule) (report, error) {
			now, err := b.Clock.Now(ctx)
			if !ev.Time.IsZero() {
				now, err = b.Clock.At(ctx, ev.Time)
			}
			if err != nil {
				return report{}, err
			}
			var r transit.Report
			if len(ev.Items) > 0 {
				r, err = checker.Now(ctx, ev.Items, now)
			} else {
				r, err = checker.Run(ctx, now)
			}
			b.Log.InfoContext(ctx, "items looked at", "now", now, "looked", r.Checked, "late", r.Late, "eased", r.Eased, "behind", r.Behind)
			return report{now, r.Checked, r.Late, r.Eased, r.Behind}, err
		}
	})
}
