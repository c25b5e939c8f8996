package httpapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const (
	problemType = "application/problem+json"
	// ProblemBase stands before every slug in "type".
	ProblemBase = "https://whereabouts.post/problems/"
)

var statuses = map[problem.Kind]int{
	problem.Internal: http.StatusInternalServerError, problem.Malformed: http.StatusBadRequest, problem.Invalid: http.StatusUnprocessableEntity,
	problem.Unauthenticated: http.StatusUnauthorized, problem.Forbidden: http.StatusForbidden, problem.NotFound: http.StatusNotFound, problem.Gone: http.StatusGone,
	problem.Conflict: http.StatusConflict, problem.PreconditionFailed: http.StatusPreconditionFailed, problem.TooLarge: http.StatusRequestEntityTooLarge,
	problem.Unsupported: http.StatusUnsupportedMediaType, problem.TooManyRequests: http.StatusTooManyRequests, problem.Unavailable: http.StatusServiceUnavailable, problem.MethodNotAllowed: http.StatusMethodNotAllowed,
}

// Status is the one table from a problem's kind to an HTTP status.
func Status(k problem.Kind) int { return statuses[k] }

// Body is an RFC 9457 problem as it is sent. It is huma's error type, so that OpenAPI describes it.
type Body struct {
	Type      string          `json:"type" doc:"Stable address of the kind of problem; its last segment is the slug" example:"https://whereabouts.post/problems/item-unknown"`
	Title     string          `json:"title" doc:"The slug in words" example:"Item unknown"`
	Status    int             `json:"status" example:"404"`
	Detail    string          `json:"detail" doc:"A sentence for people: what is wrong and what to do"`
	Errors    []problem.Field `json:"errors,omitempty" doc:"The fields to blame"`
	RequestID string          `json:"requestId,omitempty" doc:"Quote it when asking for help"`
	Extra     map[string]any  `json:"-"`
}

// Error implements error.
func (b *Body) Error() string { return b.Detail }

// GetStatus implements huma.StatusError.
func (b *Body) GetStatus() int { return b.Status }

// ContentType implements huma.ContentTypeFilter.
func (b *Body) ContentType(string) string { return problemType }

// MarshalJSON adds the extension members of RFC 9457 section 3.2.
func (b *Body) MarshalJSON() ([]byte, error) {
	type plain Body
	if len(b.Extra) == 0 {
		return json.Marshal((*plain)(b))
	}
	raw, err := json.Marshal((*plain)(b))
	if err != nil {
		return nil, err
	}
	all := map[string]any{}
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, err
	}
	extra := maps.Clone(b.Extra)
	maps.DeleteFunc(extra, func(k string, _ any) bool { _, taken := all[k]; return taken })
	maps.Copy(all, extra)
	return json.Marshal(all)
}

func body(p *problem.Problem, requestID string) *Body {
	title := strings.ReplaceAll(p.Slug, "-", " ")
	return &Body{Type: ProblemBase + p.Slug, Title: strings.ToUpper(title[:1]) + title[1:], Status: Status(p.Kind), Detail: p.Detail,
		Errors: p.Fields, RequestID: requestID, Extra: p.Extra}
}

// WriteProblem answers a request with a problem, outside huma.
func WriteProblem(w http.ResponseWriter, r *http.Request, p *problem.Problem) {
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(Status(p.Kind))
	_ = json.NewEncoder(w).Encode(body(p, requestID(r.Context()))) // the caller is gone: nobody to tell
}

// slugs of the errors that huma itself finds.
var humaSlugs = map[int]problem.Problem{
	http.StatusBadRequest:            {Kind: problem.Malformed, Slug: "body-unreadable"},
	http.StatusUnprocessableEntity:   {Kind: problem.Invalid, Slug: "request-invalid"},
	http.StatusRequestEntityTooLarge: {Kind: problem.TooLarge, Slug: "body-too-large"},
	http.StatusUnsupportedMediaType:  {Kind: problem.Unsupported, Slug: "media-type-unsupported"},
	http.StatusNotAcceptable:         {Kind: problem.Unsupported, Slug: "media-type-unsupported"},
	http.StatusRequestTimeout:        {Kind: problem.Malformed, Slug: "body-unreadable"},
}

// huma's error constructors are package variables; ours describe every error as a problem.
func init() {
	huma.ValidateStrictCasing = true // a name that differs in case is an unknown one
	huma.NewErrorWithContext = fromHuma
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return fromHuma(nil, status, msg, errs...)
	}
}

// fromHuma turns huma's own validation errors, and the errors that handlers return, into a problem. An internal one is logged here, once.
func fromHuma(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
	if status == 0 { // huma asks for the type only
		return &Body{}
	}
	id := ""
	if ctx != nil {
		id = requestID(ctx.Context())
	}
	known, ok := humaSlugs[status]
	if !ok { // an error that a handler returned
		p := problem.As(errors.Join(errs...))
		if p.Kind == problem.Internal {
			slog.Error("internal error", "requestId", id, "message", msg, "err", p.Unwrap())
		}
		return body(p, id)
	}
	p := problem.New(known.Kind, known.Slug, "%s", sentence(msg))
	for _, e := range errs {
		if d, ok := e.(huma.ErrorDetailer); ok {
			name, reason := blame(d.ErrorDetail())
			p.With(name, "%s", reason)
		} else if e != nil {
			p.With("body", "%s", e.Error())
		}
	}
	return body(p, id)
}

func sentence(msg string) string {
	switch msg {
	case "":
		return "The request cannot be handled."
	case "validation failed":
		return "The request breaks the rules listed in errors."
	}
	return strings.ToUpper(msg[:1]) + msg[1:] + "."
}

// blame names the field and says what is wrong with it. A missing property is reported by huma on the object that lacks it.
func blame(d *huma.ErrorDetail) (name, reason string) {
	var missing string
	if _, err := fmt.Sscanf(d.Message, validation.MsgExpectedRequiredProperty, &missing); err == nil {
		return field(d.Location + "." + missing), "is missing"
	}
	if m := notAnInteger.FindStringSubmatch(d.Message); m != nil {
		return m[1], "must be a whole number, written without a fraction"
	}
	if missingParameter.MatchString(d.Message) {
		return field(d.Location), "is missing"
	}
	switch d.Message {
	case "": // huma leaves it out for lists inside maps
		return field(d.Location), "is not of the form that is documented"
	case validation.MsgExpectedRFC3339DateTime:
		return field(d.Location), "must be an RFC 3339 instant with its zone, like 2026-11-23T07:00:00Z"
	}
	return field(d.Location), d.Message
}

// missingParameter is what huma says of a header or a query that has to be there.
var missingParameter = regexp.MustCompile(`^required \w+ parameter is missing$`)

// notAnInteger is what encoding/json says of a number like 60.0 where an integer belongs.
var notAnInteger = regexp.MustCompile(`cannot unmarshal number \S+ into Go struct field \w+\.(\S+) of type u?int`)

// field drops huma's "body." so that the caller sees the name it wrote.
func field(location string) string {
	if rest, ok := strings.CutPrefix(location, "body."); ok {
		return rest
	}
	for _, in := range []string{"query.", "path.", "header."} {
		if rest, ok := strings.CutPrefix(location, in); ok {
			return rest
		}
	}
	return location
}
