// Command follow-api answers /v1/lists, /v1/watches and /v1/tracking/feed.
package main

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/whereabouts-post/whereabouts/functions/follow-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/follow"
	"github.com/whereabouts-post/whereabouts/shared/follow/followdb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		store := &followdb.Store{Client: b.DB, Table: b.Env.Need("FOLLOW_TABLE")}
		items := trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil)
		posts := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		inquiries := &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")}, Directory: posts, Catalogue: posts, Tracking: items}
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Lists:         &follow.Lists{Store: store, Items: items, Watches: items, Directory: posts, Catalogue: posts, NewID: boot.NewID},
			Feeds:         &follow.Feeds{Store: store, Watches: items},
			OpenInquiries: openInquiries(inquiries),
			NameOf: func(ctx context.Context, subject string) (string, error) {
				a, err := posts.Agent(ctx, subject)
				if err != nil && problem.As(err).Kind == problem.NotFound {
					return "", nil // somebody who has left
				}
				return a.Name, err
			},
			Clock:   b.Clock,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secretsmanager.NewFromConfig(b.AWS), ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
		}))
	})
}

// openInquiries shows beside an item on a list what inquiries are open on it.
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
