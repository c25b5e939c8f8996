package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/shared/access"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// list is who listens.
type list struct {
	live.Store
	of map[string][]directory.CentreID
}

func (l list) Put(_ context.Context, c live.Connection) error { l.of[c.ID] = c.Centres; return nil }
func (l list) Remove(_ context.Context, id string) error      { delete(l.of, id); return nil }

// ana lets in whoever says so.
type ana struct{}

func (ana) Who(_ context.Context, token string) (principal.Principal, error) {
	switch token {
	case "good":
		return principal.Principal{Subject: "ana", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}}, nil
	case "unknowable":
		return principal.Principal{}, errors.New("the directory does not answer")
	}
	return principal.Principal{}, access.TokenInvalid
}

func TestConnect_LetsInWhoHasAToken_UntilTheyLeave(t *testing.T) {
	l := list{of: map[string][]directory.CentreID{}}
	a := &api{log: slog.New(slog.DiscardHandler), clock: clock.Fixed(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)), store: l, door: ana{}}
	say := func(route, token string) (int, error) {
		answer, err := a.handle(t.Context(), events.APIGatewayWebsocketProxyRequest{QueryStringParameters: map[string]string{"token": token},
			RequestContext: events.APIGatewayWebsocketProxyRequestContext{RouteKey: route, ConnectionID: "c1"}})
		return answer.StatusCode, err
	}
	for _, token := range []string{"", "forged"} {
		if code, err := say("$connect", token); code != 401 || err != nil || len(l.of) != 0 {
			t.Error(token, code, err, l.of)
		}
	}
	if code, err := say("$connect", "unknowable"); code != 503 || err == nil || len(l.of) != 0 {
		t.Error(code, err, l.of)
	}
	if code, err := say("$connect", "good"); code != 200 || err != nil || !slices.Equal(l.of["c1"], []directory.CentreID{"GBA-DON"}) {
		t.Error(code, err, l.of)
	}
	if code, err := say("$disconnect", ""); code != 200 || err != nil || len(l.of) != 0 {
		t.Error(code, err, l.of)
	}
}
