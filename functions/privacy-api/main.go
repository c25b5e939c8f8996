// Command privacy-api answers /v1/data-requests and /v1/looks, for operators' administrators.
package main

import (
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/functions/privacy-api/api"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		buckets := s3.NewFromConfig(b.AWS, privacydb.PathStyle(b.AWS))
		store := &privacydb.Store{Client: b.DB, Table: b.Env.Need("PRIVACY_TABLE")}
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Clock:   b.Clock,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
			Privacy: &privacy.Service{
				Store: store,
				Queue: queue.Sender[privacy.Message]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("PRIVACY_QUEUE_URL")},
				Files: privacydb.Files{Client: buckets, Bucket: b.Env.Need("PRIVACY_BUCKET")},
				Inquiries: &inquiry.Service{
					Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"), Cold: &inquirydb.Cold{Client: buckets, Bucket: b.Env.Need("ARCHIVE_BUCKET")}},
					Looks: &privacy.Recorder{Store: store},
				},
				NewID: func() privacy.ID { return privacy.ID(boot.NewID()) },
			}}))
	})
}
