// Command authorizer says who is asking: it verifies the access token of an HTTP API request and looks the person up in the directory.
package main

import (
	"net/http"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		return (&authorizer{
			log:    b.Log,
			agents: directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil),
			tokens: &verifier{
				issuer:    b.Env.Need("OIDC_ISSUER"),
				discovery: b.Env.May("OIDC_DISCOVERY"), // where the local stack's identity provider can be reached; on AWS the issuer itself
				clients:   b.Env.List("OIDC_CLIENT_IDS"),
				client:    &http.Client{Timeout: 3 * time.Second},
			},
		}).handle
	})
}
