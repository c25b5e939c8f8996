// Command inquiry-api answers /v1/inquiries, /v1/folders, /v1/alerts, /v1/search, /v1/team and /v1/due-times.
package main

import (
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/whereabouts-post/whereabouts/functions/inquiry-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
	"github.com/whereabouts-post/whereabouts/shared/quality"
	"github.com/whereabouts-post/whereabouts/shared/quality/qualitydb"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		inquiries := &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"),
			Cold: &inquirydb.Cold{Client: s3.NewFromConfig(b.AWS, inquirydb.PathStyle(b.AWS)), Bucket: b.Env.Need("ARCHIVE_BUCKET")}}
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Clock:   b.Clock,
			Records: directory,
			Reviews: &quality.Service{Store: &qualitydb.Store{Client: b.DB, Table: b.Env.Need("QUALITY_TABLE")}, Work: inquiries, Directory: directory},
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
			Inquiries: &inquiry.Service{
				Store:     inquiries,
				Directory: directory, Catalogue: directory, Agents: directory, Teams: directory,
				Tracking: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil),
				Looks:    &privacy.Recorder{Store: &privacydb.Store{Client: b.DB, Table: b.Env.Need("PRIVACY_TABLE")}},
				NewID:    func() inquiry.ID { return inquiry.ID(boot.NewID()) },
			}}))
	})
}
