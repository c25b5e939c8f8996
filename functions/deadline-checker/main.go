// Command deadline-checker runs on a schedule: it tells every approaching and passed due time, each once, and routes what was not
// routed in time.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

// schedule is the part of an EventBridge event that matters: the instant it was fired for.
type schedule struct {
	Time time.Time `json:"time"`
}

// report is what a run answers, for the log and for whoever invokes it by hand.
type report struct {
	Now   time.Time `json:"now"`
	Moved int       `json:"moved"` // inquiries that were told or routed
}

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		service := &inquiry.Service{
			Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"),
				Cold: &inquirydb.Cold{Client: s3.NewFromConfig(b.AWS, inquirydb.PathStyle(b.AWS)), Bucket: b.Env.Need("ARCHIVE_BUCKET")}},
			Directory: directory, Catalogue: directory, Centres: directory,
			Tracking: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil),
		}
		return func(ctx context.Context, ev schedule) (report, error) {
			now, err := b.Clock.Now(ctx)
			if !ev.Time.IsZero() {
				now, err = b.Clock.At(ctx, ev.Time)
			}
			if err != nil {
				return report{}, err
			}
			moved, err := service.CheckDeadlines(ctx, now)
			b.Log.InfoContext(ctx, "deadlines checked", "now", now, "moved", moved)
			return report{now, moved}, err
		}
	})
}
