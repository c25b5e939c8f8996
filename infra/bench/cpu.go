package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// parcel is a body of an ordinary size: what goes in comes out.
type parcel struct {
	ItemID   string            `json:"itemId" minLength:"13" maxLength:"13" pattern:"^[A-Z]{2}[0-9]{9}[A-Z]{2}$"`
	Workflow string            `json:"workflow" minLength:"1" maxLength:"20"`
	Product  string            `json:"product,omitempty" enum:"EMS,PPR"`
	Urgent   bool              `json:"urgent,omitempty"`
	Level    int               `json:"level" minimum:"1" maximum:"3"`
	Sent     time.Time         `json:"sent"`
	Fields   map[string]string `json:"fields,omitempty"`
}

const parcelBody = `{"itemId":"EE123456799GB","workflow":"WII","product":"EMS","urgent":true,"level":1,"sent":"2026-11-22T18:00:00Z",` +
	`"fields":{"senderName":"Edith Exley","senderAddress":"1 High Street, Doncaster DN1 1AA","addresseeName":"Luc Laurent","contents":"A pair of boots","customerIs":"sender"}}`

// requestCPU compares our gateway (adapter, routing, validation, problem handling, log line) with a bare mux and encoding/json, fed with the same
// API Gateway event and giving the same answer.
func requestCPU(ctx context.Context) (Table, error) {
	event := events.APIGatewayV2HTTPRequest{Version: "2.0", RouteKey: "ANY /v1/{proxy+}", RawPath: "/v1/parcels", Body: parcelBody,
		Headers: map[string]string{"content-type": "application/json", "accept": "application/json", "user-agent": "bench"}}
	event.RequestContext.HTTP.Method, event.RequestContext.Stage, event.RequestContext.DomainName = http.MethodPost, "$default", "api.example"
	event.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
		Lambda: principal.Principal{Subject: "s", Operator: "GBA", Roles: []principal.Role{principal.Agent}}.Context()}

	handlers := map[string]httpapi.Gateway{"ours": ours(), "bare": bare()}
	var texts []string
	for _, name := range []string{"ours", "bare"} {
		out, err := handlers[name](ctx, event)
		if err != nil || out.StatusCode != http.StatusOK {
			return nil, fmt.Errorf("%s answers %d %s: %w", name, out.StatusCode, out.Body, err)
		}
		texts = append(texts, strings.TrimSpace(out.Body))
	}
	if texts[0] != texts[1] {
		return nil, fmt.Errorf("the two answer differently: %s and %s", texts[0], texts[1])
	}

	const rounds, requests = 9, 3000
	samples := map[string][]float64{}
	for range rounds {
		for _, name := range []string{"bare", "ours"} {
			began, err := cpu()
			if err != nil {
				return nil, err
			}
			for range requests {
				if _, err := handlers[name](ctx, event); err != nil {
					return nil, err
				}
			}
			ended, err := cpu()
			if err != nil {
				return nil, err
			}
			samples[name] = append(samples[name], float64(ended-began)/requests)
		}
	}
	base, full := median(samples["bare"]), median(samples["ours"])
	return Table{
		{What: "bare: ServeMux and encoding/json, unvalidated", Measured: nanos(base)},
		{What: "gateway: adapter, validation, problems, log", Measured: nanos(full), Ratio: times(full, base), Note: "+" + nanos(full-base) + " a request"},
	}, nil
}

func ours() httpapi.Gateway {
	mux, api := httpapi.New("bench")
	type body struct{ Body parcel }
	huma.Register(api, huma.Operation{OperationID: "echo", Method: http.MethodPost, Path: "/v1/parcels"}, func(_ context.Context, in *body) (*body, error) { return in, nil })
	return httpapi.NewGateway(slog.New(slog.NewJSONHandler(discard{}, nil)), mux)
}

// discard is a writer that costs nothing but is not recognised as such, so that the log line is made.
type discard struct{}

func (discard) Write(b []byte) (int, error) { return len(b), nil }

func bare() httpapi.Gateway {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/parcels", func(w http.ResponseWriter, r *http.Request) {
		var p parcel
		if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(p); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	return func(ctx context.Context, ev events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		r, err := http.NewRequestWithContext(ctx, ev.RequestContext.HTTP.Method, ev.RawPath, strings.NewReader(ev.Body))
		if err != nil {
			return events.APIGatewayV2HTTPResponse{}, err
		}
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, r)
		return events.APIGatewayV2HTTPResponse{StatusCode: w.Code, Body: w.Body.String()}, nil
	}
}

// cpu is the processor time this process has used, in nanoseconds: others on the machine don't count.
func cpu() (int64, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return u.Utime.Nano() + u.Stime.Nano(), nil
}
