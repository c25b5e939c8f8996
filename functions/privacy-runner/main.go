// Command privacy-runner reads the privacy queue: it makes exports of what is kept of a person, and erases.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/attachment/attachmentdb"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/dossier"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		buckets := s3.NewFromConfig(b.AWS, privacydb.PathStyle(b.AWS))
		store := &privacydb.Store{Client: b.DB, Table: b.Env.Need("PRIVACY_TABLE")}
		service := &privacy.Service{
			Store: store,
			Files: privacydb.Files{Client: buckets, Bucket: b.Env.Need("PRIVACY_BUCKET")},
			Begin: dossier.Begin,
			Documents: &attachment.Service{
				Store: &attachmentdb.Store{Client: b.DB, Table: b.Env.Need("DOCUMENT_TABLE")},
				Files: attachmentdb.Files{Client: buckets, Bucket: b.Env.Need("DOCUMENTS_BUCKET")}},
			Items: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil),
			Inquiries: &inquiry.Service{
				Store:     &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"), Cold: &inquirydb.Cold{Client: buckets, Bucket: b.Env.Need("ARCHIVE_BUCKET")}},
				Directory: directory, Catalogue: directory,
				Looks: &privacy.Recorder{Store: store},
			}}
		return queue.Consume(b.Log, func(ctx context.Context, m privacy.Message) error {
			now, err := b.Clock.Now(ctx)
			if err != nil {
				return err
			}
			return service.Run(ctx, m.Request, now)
		})
	})
}
