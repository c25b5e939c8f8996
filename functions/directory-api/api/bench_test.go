package api_test

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// CPU per request through the whole handler: event in, routing, validation, look-up, encoding, event out. The bare baseline of the same run
// goes through the same gateway to a handler that only writes a small JSON.

func benchmark(b *testing.B, h http.Handler, method, path, body string) {
	gateway := httpapi.NewGateway(slog.New(slog.DiscardHandler), h)
	ev := events.APIGatewayV2HTTPRequest{RawPath: path, Body: body, Headers: map[string]string{"content-type": "application/json"}}
	ev.RequestContext.HTTP.Method = method
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: ana.Context()}
	b.ReportAllocs()
	for b.Loop() {
		out, err := gateway(b.Context(), ev)
		if err != nil || out.StatusCode != http.StatusOK {
			b.Fatal(out.StatusCode, out.Body, err)
		}
	}
}

func handler(b *testing.B) http.Handler {
	d, err := data.Load()
	if err != nil {
		b.Fatal(err)
	}
	return api.New(api.Deps{Directory: book{d, nil}, Administration: &directory.Administration{Store: shelf{}}, Clock: clock.Fixed(time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))})
}

func BenchmarkBaseline_BareHandler(b *testing.B) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/me", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"name": "Ana Aldous"})
	})
	benchmark(b, mux, http.MethodGet, "/v1/me", "")
}

func BenchmarkMe(b *testing.B) { benchmark(b, handler(b), http.MethodGet, "/v1/me", "") }
func BenchmarkCallCentres(b *testing.B) {
	benchmark(b, handler(b), http.MethodGet, "/v1/call-centres", "")
}
func BenchmarkWorkflows(b *testing.B) {
	benchmark(b, handler(b), http.MethodGet, "/v1/workflows", "")
}
func BenchmarkDue(b *testing.B) {
	benchmark(b, handler(b), http.MethodPost, "/v1/calendars/due", `{"calendar":{"timeZone":"Europe/Brussels",`+week+`},"start":"2026-11-23T08:00:00Z","targetMinutes":720}`)
}
