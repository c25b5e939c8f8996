// Command insight-api answers /v1/reports and /v1/insights.
package main

import (
	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/roster"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		shelf := insightdb.Shelf{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")}
		posts := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		runs := insightdb.Runs{Client: b.DB, Table: shelf.Table}
		files := insightdb.Files{Client: s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS)), Bucket: b.Env.Need("REPORTS_BUCKET")}
		people := roster.People{Agents: posts}
		agreed := catalogue.Agreed(posts)
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Reports: shelf,
			Links:   files,
			Correct: &insight.Corrector{Shelf: shelf, Runs: runs, Log: b.Log, Start: start(lambda.NewFromConfig(b.AWS), b.Env.Need("REPORT_GENERATOR"))},
			Runs:    runs,
			Desk:    desk(b),
			Library: &query.Library{Store: insightdb.Saved{Client: b.DB, Table: shelf.Table}, People: people, Agreed: agreed, NewID: func() query.SavedID { return query.SavedID(boot.NewID()) }},
			Exports: document.Exports{Files: files, Releases: posts, Posts: roster.Operators{Network: posts}},

			Subscribers:       &insight.Subscribers{Store: insightdb.Subscriptions{Client: b.DB, Table: shelf.Table}, People: people},
			Signals:           insightdb.Signals{Client: b.DB, Table: shelf.Table},
			SignalSubscribers: &insight.Subscribers{Store: insightdb.Letters{Subscriptions: insightdb.Subscriptions{Client: b.DB, Table: shelf.Table}}, People: people},

			Agreed:  agreed,
			Known:   roster.Subjects{Posts: posts}.Known,
			Tallies: insightdb.Tallies{Client: b.DB, Table: shelf.Table},
			Clock:   b.Clock,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
		}))
	})
}

// desk answers queries: Athena runs them, the lake knows what they cost, the Insight table what they did.
func desk(b *boot.Base) *query.Desk {
	return &query.Desk{
		Engine: insightdb.Athena{Client: athena.NewFromConfig(b.AWS), Database: b.Env.Need("FACTS_DATABASE"), WorkGroup: b.Env.Need("FACTS_WORKGROUP")},
		Sizes:  insightdb.Partitions{Client: s3.NewFromConfig(b.AWS, insightdb.PathStyle(b.AWS)), Bucket: b.Env.Need("LAKE_BUCKET")},
		Shelf:  insightdb.Counter{Client: b.DB, Table: b.Env.Need("INSIGHT_TABLE")},
		Terms:  query.Limits(),
	}
}
