// Command directory-api answers who takes part in the exchange and what is agreed: /v1/me, /v1/operators, /v1/call-centres, /v1/agents, /v1/workflows,
// /v1/templates, /v1/keys, /v1/calendars/due, and the public /v1/healthz and /v1/openapi.json.
package main

import (
	"crypto/rand"

	docs "github.com/whereabouts-post/whereabouts/docs/api"
	"github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		store := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		return httpapi.NewGateway(b.Log, api.New(api.Deps{
			Directory:      store,
			Administration: &directory.Administration{Store: store, Catalogue: store, NewID: boot.NewID},
			Machines:       &directory.Machines{Store: store, Tokens: store, Random: rand.Reader},
			Clock:          b.Clock,
			OpenAPI:        docs.OpenAPI,
		}))
	})
}
