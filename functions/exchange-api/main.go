// Command exchange-api answers /v1/exchange: files for and of posts without an API, and settlement files.
package main

import (
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/whereabouts-post/whereabouts/functions/exchange-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/exchange"
	"github.com/whereabouts-post/whereabouts/shared/exchange/exchangedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/queue"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Clock:   b.Clock,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
			Exchange: &exchange.Service{
				Store:     &exchangedb.Store{Client: b.DB, Table: b.Env.Need("EXCHANGE_TABLE")},
				Files:     exchangedb.Files{Client: s3.NewFromConfig(b.AWS, exchangedb.PathStyle(b.AWS)), Bucket: b.Env.Need("EXCHANGE_BUCKET")},
				Queue:     queue.Sender[exchange.Message]{API: sqs.NewFromConfig(b.AWS), URL: b.Env.Need("EXCHANGE_QUEUE_URL")},
				Directory: directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil),
				NewID:     boot.NewID,
			}}))
	})
}
