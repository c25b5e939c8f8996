// Command crm-api answers /v1/crm: events that operators' CRM systems send, and the integrations that take them.
package main

import (
	"crypto/rand"

	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"

	"github.com/whereabouts-post/whereabouts/functions/crm-api/api"
	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/crm/crmdb"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/inquiry/inquirydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/paging"
	"github.com/whereabouts-post/whereabouts/shared/platform/seal"
	"github.com/whereabouts-post/whereabouts/shared/tracking/trackingdb"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		directory := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		secrets := secretsmanager.NewFromConfig(b.AWS)
		inquiries := &inquiry.Service{Store: &inquirydb.Store{Client: b.DB, Table: b.Env.Need("INQUIRY_TABLE")}, Directory: directory, Catalogue: directory, Agents: directory,
			Tracking: trackingdb.New(b.DB, b.Env.Need("TRACKING_TABLE"), nil), NewID: func() inquiry.ID { return inquiry.ID(boot.NewID()) }}
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Service: &crm.Service{
				Store:     &crmdb.Store{Client: b.DB, Table: b.Env.Need("CRM_TABLE")},
				Seal:      &seal.Box{Secrets: paging.ManagedSecret{Client: secrets, ARN: b.Env.Need("SEAL_SECRET_ARN")}},
				Inquiries: crm.Steps{Service: inquiries}, Catalogue: directory, Centres: directory, Random: rand.Reader,
				NewID: func() crm.ID { return crm.ID(boot.NewID()) },
			},
			Clock:   b.Clock,
			Outside: clock.Real,
			Cursors: &paging.Cursors{Secrets: paging.ManagedSecret{Client: secrets, ARN: b.Env.Need("CURSOR_SECRET_ARN")}},
		}))
	})
}
