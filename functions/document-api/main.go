// Command document-api answers /v1/documents: uploads, downloads, and forms of the UPU as PDF.
package main

import (
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/functions/document-api/api"
	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/attachment/attachmentdb"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
	"github.com/whereabouts-post/whereabouts/shared/privacy/privacydb"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		buckets := s3.NewFromConfig(b.AWS, attachmentdb.PathStyle(b.AWS))
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Clock: b.Clock, Directory: directory,
			Documents: &attachment.Service{
				Store:   &attachmentdb.Store{Client: b.DB, Table: b.Env.Need("DOCUMENT_TABLE")},
				Files:   attachmentdb.Files{Client: buckets, Bucket: b.Env.Need("DOCUMENTS_BUCKET")},
				Scanner: attachment.BuiltIn{},
				Inquiries: &inquiry.Service{
					Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"),
						Cold: &inquirydb.Cold{Client: buckets, Bucket: b.Env.Need("ARCHIVE_BUCKET")}},
					Directory: directory, Catalogue: directory, Agents: directory,
					Tracking: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil),
					Looks:    &privacy.Recorder{Store: &privacydb.Store{Client: b.DB, Table: b.Env.Need("PRIVACY_TABLE")}},
				},
				NewID: func() attachment.ID { return attachment.ID(boot.NewID()) },
			}}))
	})
}
