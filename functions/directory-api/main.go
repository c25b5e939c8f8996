// Command directory-api answers who takes part in the exchange and what is agreed: /v1/me, /v1/operators, /v1/call-centres, /v1/agents, /v1/workflows,
// /v1/templates, /v1/keys, /v1/calendars/due, and the public /v1/healthz and /v1/openapi.json.
package main

import (
	"crypto/rand"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"

	docs "github.com/whereabouts-post/whereabouts/docs/api"
	"github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		store := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		letters := invitations{mail.Sender{SES: sesv2.NewFromConfig(b.AWS), From: b.Env.Need("MAIL_FROM")}, b.Env.Need("WEB_ADDRESS"), b.Env.May("SIGN_UP") == "on"}
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Directory:      store,
			Administration: &directory.Administration{Store: store, Catalogue: store, NewID: boot.NewID},
			Machines:       &directory.Machines{Store: store, Tokens: store, Random: rand.Reader},
			Invitations:    &directory.Invitations{Store: store, NewID: boot.NewID, Mail: letters.send},
			Clock:          b.Clock,
			OpenAPI:        docs.OpenAPI,
		}))
	})
}
