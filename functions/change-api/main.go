// Command change-api answers /v1/changes.
package main

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/whereabouts-post/whereabouts/functions/change-api/api"
	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/change/changedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Changes: &change.Reader{Store: &changedb.Store{Client: b.DB, Table: b.Env.Need("CHANGE_TABLE")}, Clock: b.Clock, Pause: pause},
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
		}))
	})
}

// pause lets one who waits for news wait, until the request is called off.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
