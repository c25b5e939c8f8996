// Package httpapi is the one way an HTTP function meets API Gateway: the aws-lambda-go-api-proxy adapter with its faults repaired,
// huma for routing, validation and OpenAPI, problem+json for every error, one log line a request.
//
// It must not know any subject.
package httpapi

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/awslabs/aws-lambda-go-api-proxy/core"
	"github.com/awslabs/aws-lambda-go-api-proxy/httpadapter"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Gateway is a Lambda handler for HTTP API events with payload format 2.0.
type Gateway func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

type principalKey struct{}

// Principal returns who is asking; ok is false on a public route.
func Principal(ctx context.Context) (p principal.Principal, ok bool) {
	p, ok = ctx.Value(principalKey{}).(principal.Principal)
	return p, ok
}

// WithPrincipal is for tests of handlers.
func WithPrincipal(ctx context.Context, p principal.Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}

// NewGateway serves h. Repairs to the adapter, each pinned by a test: headers are not split at commas, a handler that writes
// nothing answers 200, escaped path segments stay escaped, a named stage is stripped, X-Golambdaproxy-* from outside is removed.
// A panic answers 500 problem+json and is logged.
func NewGateway(log *slog.Logger, h http.Handler) Gateway {
	adapter := httpadapter.NewV2(repaired(log, packed(h)))
	return func(ctx context.Context, ev events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		began := time.Now()
		ev.RequestContext.HTTP.Path = "" // never the fallback: it holds the stage
		ev.RawPath = escapePath(stripStage(ev.RawPath, ev.RequestContext.Stage))
		if ev.Body == "" {
			ev.IsBase64Encoded = false
		}
		if ev.IsBase64Encoded {
			if _, err := base64.StdEncoding.DecodeString(ev.Body); err != nil {
				return plainProblem(problem.New(problem.Malformed, "body-unreadable", "The body is not valid base64."), ev.RequestContext.RequestID), nil
			}
		}
		var by principal.Principal
		if ev.RequestContext.Authorizer != nil {
			var ok bool
			if by, ok = principal.FromContext(ev.RequestContext.Authorizer.Lambda); ok {
				ctx = WithPrincipal(ctx, by)
			}
		}
		ctx = context.WithValue(ctx, eventKey{}, &ev)
		out, err := events.APIGatewayV2HTTPResponse{}, error(nil)
		if by.Quota.Over {
			out = plainProblem(quotaExceeded(by.Quota), ev.RequestContext.RequestID)
		} else {
			out, err = adapter.ProxyWithContext(ctx, ev)
		}
		if err != nil {
			log.ErrorContext(ctx, "request not converted", "requestId", ev.RequestContext.RequestID, "err", err)
			out, err = plainProblem(problem.New(problem.Malformed, "request-unreadable", "The request cannot be read."), ev.RequestContext.RequestID), nil
		}
		quotaHeaders(&out, by.Quota)
		log.InfoContext(ctx, "request", "requestId", ev.RequestContext.RequestID, "method", ev.RequestContext.HTTP.Method,
			"route", ev.RouteKey, "status", out.StatusCode, "micros", time.Since(began).Microseconds())
		return out, err
	}
}

type eventKey struct{}

// Address is where a request came from, as API Gateway saw it; "" outside of it. It is personal data: it is not logged or kept.
func Address(ctx context.Context) string {
	if ev, ok := ctx.Value(eventKey{}).(*events.APIGatewayV2HTTPRequest); ok {
		return ev.RequestContext.HTTP.SourceIP
	}
	return ""
}

func requestID(ctx context.Context) string {
	if ev, ok := ctx.Value(eventKey{}).(*events.APIGatewayV2HTTPRequest); ok {
		return ev.RequestContext.RequestID
	}
	return ""
}

func repaired(log *slog.Logger, h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if ev, ok := r.Context().Value(eventKey{}).(*events.APIGatewayV2HTTPRequest); ok {
			for name, value := range ev.Headers {
				r.Header.Set(name, value)
			}
			r.Header.Del(core.APIGwContextHeader)
			r.Header.Del(core.APIGwStageVarsHeader)
			r.RemoteAddr = ev.RequestContext.HTTP.SourceIP
		}
		once := &firstStatus{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				log.ErrorContext(r.Context(), "panic", "requestId", requestID(r.Context()), "panic", p)
				if !once.wrote {
					WriteProblem(once, r, problem.As(nil))
				}
			}
			if !once.wrote {
				once.WriteHeader(http.StatusOK)
			}
		}()
		if clean := path.Clean(r.URL.Path); clean != r.URL.Path && clean+"/" != r.URL.Path {
			WriteProblem(once, r, routeUnknown()) // ServeMux would redirect, out of the API's prefix
			return
		}
		h.ServeHTTP(once, r)
	})
}

// firstStatus keeps the first status, as net/http does; the adapter's writer would keep the last.
type firstStatus struct {
	http.ResponseWriter
	wrote bool
}

func (f *firstStatus) WriteHeader(status int) {
	if !f.wrote {
		f.wrote = true
		f.ResponseWriter.WriteHeader(status)
	}
}

func (f *firstStatus) Write(b []byte) (int, error) {
	f.wrote = true
	return f.ResponseWriter.Write(b)
}

// stripStage removes a named stage; "$default" never stands in the path.
func stripStage(p, stage string) string {
	if stage == "" || stage == "$default" {
		return p
	}
	if rest, ok := strings.CutPrefix(p, "/"+stage); ok && (rest == "" || rest[0] == '/') {
		return rest
	}
	return p
}

// escapePath escapes the decoded path that API Gateway sends, segment by segment. What was an escaped slash cannot be told
// from a slash any more: our ids are [A-Za-z0-9_-].
func escapePath(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

func plainProblem(p *problem.Problem, id string) events.APIGatewayV2HTTPResponse {
	body, _ := json.Marshal(body(p, id)) // strings and numbers only: cannot fail
	return events.APIGatewayV2HTTPResponse{StatusCode: Status(p.Kind), Headers: map[string]string{"Content-Type": problemType}, Body: string(body)}
}
