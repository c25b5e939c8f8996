// Command live-api holds the list of who listens: pages connect with their person's access token, and are forgotten when they leave.
// They are told nothing here; notifier calls them.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/access"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/live/livedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/boot"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func main() {
	boot.Start(func(b *boot.Base) any {
		return (&api{log: b.Log, clock: b.Clock, store: &livedb.Store{Client: b.DB, Table: b.Env.Need("LIVE_TABLE")},
			door: &access.Door{
				Agents: directorydb.New(b.DB, b.Env.Need("DIRECTORY_TABLE"), nil),
				Tokens: &access.Verifier{
					Issuer:    b.Env.Need("OIDC_ISSUER"),
					Discovery: b.Env.May("OIDC_DISCOVERY"), // as in authorizer
					Clients:   b.Env.List("OIDC_CLIENT_IDS"),
					Client:    &http.Client{Timeout: 3 * time.Second},
				},
			}}).handle
	})
}

// door says who is asking.
type door interface {
	Who(ctx context.Context, token string) (principal.Principal, error)
}

type api struct {
	log   *slog.Logger
	clock clock.Clock
	store live.Store
	door  door
}

// handle answers API Gateway. A browser cannot give a WebSocket a header, so the token comes in the address; it is never logged.
// Whoever is not let in is refused the handshake.
func (a *api) handle(ctx context.Context, ev events.APIGatewayWebsocketProxyRequest) (events.APIGatewayProxyResponse, error) {
	switch ev.RequestContext.RouteKey {
	case "$connect":
		return a.connect(ctx, ev)
	case "$disconnect":
		return answer(http.StatusOK), a.store.Remove(ctx, ev.RequestContext.ConnectionID)
	}
	return answer(http.StatusNotFound), nil // pages say nothing
}

func (a *api) connect(ctx context.Context, ev events.APIGatewayWebsocketProxyRequest) (events.APIGatewayProxyResponse, error) {
	p, err := a.door.Who(ctx, ev.QueryStringParameters["token"])
	if r, ok := errors.AsType[access.Refusal](err); ok {
		a.log.InfoContext(ctx, "refused", "requestId", ev.RequestContext.RequestID, "reason", string(r))
		return answer(http.StatusUnauthorized), nil
	}
	if err != nil {
		return answer(http.StatusServiceUnavailable), fmt.Errorf("cannot tell who is asking: %w", err)
	}
	now, err := a.clock.Now(ctx)
	if err != nil {
		return answer(http.StatusServiceUnavailable), err
	}
	if err := a.store.Put(ctx, live.Connection{ID: ev.RequestContext.ConnectionID, Centres: p.CallCentres, Until: now.Add(live.Lasts)}); err != nil {
		return answer(http.StatusServiceUnavailable), err
	}
	return answer(http.StatusOK), nil
}

func answer(code int) events.APIGatewayProxyResponse {
	return events.APIGatewayProxyResponse{StatusCode: code}
}
