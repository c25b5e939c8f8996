// Command search-indexer reads the index queue: it keeps the words by which the people of an operator find an inquiry.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		service := &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE"), // an archived inquiry is indexed again once it was erased
			Cold: &inquirydb.Cold{Client: s3.NewFromConfig(b.AWS, inquirydb.PathStyle(b.AWS)), Bucket: b.Env.Need("ARCHIVE_BUCKET")}}}
		return queue.Consume(b.Log, func(ctx context.Context, n inquiry.Notice) error { return service.Index(ctx, n.InquiryID) })
	})
}
