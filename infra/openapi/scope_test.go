package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	docs "github.com/whereabouts-post/whereabouts/docs/api"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

type operation struct {
	ID       string `json:"operationId"`
	Security *[]map[string][]string
	Scope    []principal.Scope `json:"x-scope"`
}

func operations(t *testing.T) map[string]map[string]operation {
	t.Helper()
	var spec struct {
		Paths map[string]map[string]operation
	}
	if err := json.Unmarshal(docs.OpenAPI, &spec); err != nil {
		t.Fatal(err)
	}
	if len(spec.Paths) == 0 {
		t.Fatal("openapi.json has no paths")
	}
	return spec.Paths
}

// Every operation says in functions/<name>/api/scopes.go what an API key needs for it.
func TestScopes_EveryOperationStatesIts(t *testing.T) {
	for path, methods := range operations(t) {
		for method, op := range methods {
			public := op.Security != nil && len(*op.Security) == 0
			if public != (op.Scope == nil) {
				t.Errorf("%s %s (%s): public %t, and x-scope is %v: add it to scopes.go of its function", method, path, op.ID, public, op.Scope)
			}
			if special := slices.ContainsFunc(op.Scope, func(s principal.Scope) bool { return s == principal.People || s == principal.AnyKey }); special && len(op.Scope) > 1 {
				t.Errorf("%s: %v says more than one thing", op.ID, op.Scope)
			}
			for _, s := range op.Scope {
				if s != principal.People && s != principal.AnyKey && !slices.Contains(principal.Scopes, s) {
					t.Errorf("%s: %q is no scope", op.ID, s)
				}
			}
		}
	}
}

// computes lists what is posted because a question does not fit into an address: it changes nothing that anybody sees.
var computes = []string{"calculate-due", "ask-query", "ask-saved-report", "estimate-query", "find-inquiries-of-figure"}

// What changes something needs more than the scope read.
func TestScopes_ReadChangesNothing(t *testing.T) {
	for path, methods := range operations(t) {
		for method, op := range methods {
			if method != "get" && slices.Contains(op.Scope, principal.Read) && !slices.Contains(computes, op.ID) {
				t.Errorf("%s %s may be done with the scope read", method, path)
			}
		}
	}
}

// The scope track sends tracking messages, reads their receipts, and has a feed told of items: nothing else.
func TestScopes_TrackSendsMessagesAndNothingElse(t *testing.T) {
	var may []string
	for _, methods := range operations(t) {
		for _, op := range methods {
			if slices.Contains(op.Scope, principal.Track) {
				may = append(may, op.ID)
			}
		}
	}
	slices.Sort(may)
	for _, id := range may {
		if !strings.Contains(id, "tracking-message") && !strings.Contains(id, "tracking-upload") && !slices.Contains([]string{"watch-items", "unwatch-item", "list-watches", "read-feed"}, id) {
			t.Errorf("the scope track lets a key %s", id)
		}
	}
	if !slices.Contains(may, "send-tracking-message") {
		t.Error("the scope track lets no key send:", may)
	}
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// Each operation as the gateway serves it: a key without one of its scopes gets no further than that, whatever else it may do; a person and a
// key with the scope do. Behind the routes there is nothing, so what gets through fails in some other way.
func TestScopes_AreEnforced(t *testing.T) {
	mux, _ := registered()
	serve := httpapi.NewGateway(slog.New(slog.DiscardHandler), mux)
	refused := func(method, path string, p principal.Principal) bool {
		ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: parameter.ReplaceAllString(path, "x"), Headers: map[string]string{"content-type": "application/json"}, Body: "{}"}
		ev.RequestContext.HTTP.Method, ev.RequestContext.Stage = strings.ToUpper(method), "$default"
		ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: p.Context()}
		out, err := serve(t.Context(), ev)
		if err != nil {
			t.Fatal(err)
		}
		return out.StatusCode == http.StatusForbidden && (strings.Contains(out.Body, "/scope-missing") || strings.Contains(out.Body, "/people-only"))
	}
	key := func(scopes []principal.Scope) principal.Principal {
		return principal.Principal{Subject: "key-q2w3e4r5t6", Operator: "GBA", Roles: principal.RolesOf(scopes), Key: "q2w3e4r5t6", Scopes: scopes}
	}
	for path, methods := range operations(t) {
		for method, op := range methods {
			if op.Scope == nil {
				continue
			}
			without := slices.DeleteFunc(slices.Clone(principal.Scopes), func(s principal.Scope) bool { return slices.Contains(op.Scope, s) })
			if any := slices.Contains(op.Scope, principal.AnyKey); refused(method, path, key(without)) == any {
				t.Errorf("%s %s: a key with %v is refused: %t", method, path, without, !any)
			}
			for _, s := range op.Scope {
				if people := s == principal.People; refused(method, path, key([]principal.Scope{s})) != people {
					t.Errorf("%s %s: a key with the scope %s is refused: %t", method, path, s, !people)
				}
			}
			if refused(method, path, principal.Principal{Subject: "ana", Operator: "GBA", Roles: []principal.Role{principal.Agent}}) {
				t.Errorf("%s %s: scopes are not for people", method, path)
			}
		}
	}
}
