// Command tracking-api answers /v1/tracking, /v1/items, /v1/public, /v1/transports, /v1/late-items and /v1/data-hub.
package main

import (
	"context"
	"crypto/rand"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/oklog/ulid/v2"

	"github.com/whereabouts-post/whereabouts/functions/tracking-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
	"github.com/whereabouts-post/whereabouts/shared/transit"
	"github.com/whereabouts-post/whereabouts/shared/transit/transitdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		store := trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil)
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		late := &transitdb.Store{Client: b.DB, Table: b.Env.Need("TRACKING_TABLE")}
		inquiries := &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")}, Directory: directory, Catalogue: directory, Tracking: store}
		raw := trackingdb.Raw{Client: s3.NewFromConfig(b.AWS, trackingdb.PathStyle(b.AWS)), Bucket: b.Env.Need("RAW_BUCKET")}
		newReceipt := func(at time.Time) (string, error) {
			id, err := ulid.New(ulid.Timestamp(at), rand.Reader)
			return id.String(), err
		}
		receiver := &tracking.Receiver{
			Maps:     edi.Maps,
			Raw:      raw,
			Messages: store, References: store, Settings: directory.MessageSettings,
			Chunks:     queue.Sender[tracking.Chunk]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("TRACKING_QUEUE_URL")},
			Clock:      b.Clock,
			NewReceipt: newReceipt,
		}
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Receiver:  receiver,
			Workbench: &tracking.Workbench{Receiver: receiver, Messages: store, Repairs: store, Kept: raw, Clock: b.Clock},
			Uploader:  &tracking.Uploader{Uploads: store, Files: raw, Clock: b.Clock, NewReceipt: newReceipt},
			Messages:  store, Items: store, Transports: store, OpenInquiries: openInquiries(inquiries),
			Directory: directory, Catalogue: directory, Records: directory,
			Transit: &transit.Desk{Directory: directory, Catalogue: directory}, Late: late, Hub: late,
			Visits: store, ShowPublic: b.Env.Need("PUBLIC_ITEMS") == "on",
			Clock:   b.Clock,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
		}))
	})
}

// openInquiries shows an item's page what inquiries are open on it.
func openInquiries(s *inquiry.Service) api.OpenInquiries {
	return func(ctx context.Context, by principal.Principal, id edi.ItemID) ([]api.OpenInquiry, error) {
		open, err := s.OpenOn(ctx, by, id)
		if err != nil {
			return nil, err
		}
		out := make([]api.OpenInquiry, len(open))
		for i, q := range open {
			out[i] = api.OpenInquiry{ID: string(q.ID), Workflow: q.Workflow, State: string(q.State)}
			if !q.Clock.DueAt.IsZero() {
				out[i].DueAt = &q.Clock.DueAt
			}
		}
		return out, nil
	}
}
