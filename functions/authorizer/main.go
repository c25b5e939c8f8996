// Command authorizer says who is asking: it verifies the access token of an HTTP API request and looks the person up in the directory,
// where who is not there may take up an invitation; or it takes an API key and counts the request.
package main

import (
	"net/http"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/access"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		store := directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil)
		tokens := &access.Verifier{
			Issuer:    b.Env.Need("OIDC_ISSUER"),
			Discovery: b.Env.May("OIDC_DISCOVERY"), // where the local stack's identity provider can be reached; on AWS the issuer itself
			Clients:   b.Env.List("OIDC_CLIENT_IDS"),
			Client:    &http.Client{Timeout: 3 * time.Second},
		}
		return (&authorizer{log: b.Log, door: &access.Door{
			Agents:     store,
			Machines:   &access.Machines{Keys: store, Clock: b.Clock},
			Attendance: &access.Attendance{Store: store, Clock: b.Clock, Log: b.Log},
			Tokens:     tokens,
			Newcomers:  &access.Newcomers{Tokens: tokens, Joining: &directory.Invitations{Store: store}, Clock: b.Clock, Now: clock.Real},
		}}).handle
	})
}
