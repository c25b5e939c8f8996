package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// registerKeys adds machine access: the API keys of an operator's systems.
func registerKeys(api huma.API, h *handlers) {
	op := func(method, id, path, summary, about string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: "The operator's administrator; the network administrator of every operator. " + about,
			Tags: []string{"Machine access"}, MaxBodyBytes: 16 << 10}
	}
	const once = "The answer shows the key, and nothing shows it again. "
	huma.Register(api, op(http.MethodGet, "list-keys", "/v1/keys", "The API keys of an operator, the newest first", "Those that have ended stay for 90 days."), h.keys)
	huma.Register(api, op(http.MethodGet, "get-key", "/v1/keys/{prefix}", "An API key", ""), h.key)
	issue := op(http.MethodPost, "make-key", "/v1/keys", "Make an API key", once+"The same Idempotency-Key again makes no second one: 409 key-issued names the first.")
	issue.DefaultStatus = http.StatusCreated
	huma.Register(api, issue, h.makeKey)
	huma.Register(api, op(http.MethodPost, "rotate-key", "/v1/keys/{prefix}/rotate", "Give an API key a new secret", once+
		"The one before is accepted for overlapHours more, at most seven days, and one before that no longer."), h.rotateKey)
	huma.Register(api, op(http.MethodPost, "revoke-key", "/v1/keys/{prefix}/revoke", "End an API key at once", "It is refused everywhere within ten seconds."), h.revokeKey)
}

// KeyLimitsBody is how much a key may ask for and send.
type KeyLimitsBody struct {
	RequestsPerMinute int `json:"requestsPerMinute,omitempty" minimum:"0" doc:"By the clock's minutes. 0: the usual" example:"300"`
	RequestsPerDay    int `json:"requestsPerDay,omitempty" minimum:"0" doc:"By days of UTC. 0: the usual" example:"50000"`
	RecordsPerDay     int `json:"recordsPerDay,omitempty" minimum:"0" doc:"Of tracking messages, by days of UTC. 0: the usual" example:"500000"`
}

// KeyView is an API key without its secret.
type KeyView struct {
	Prefix    string                 `json:"prefix" doc:"Visible part of the key, after wpk_" example:"q2w3e4r5t6"`
	Operator  directory.OperatorCode `json:"operator" example:"GBA"`
	Centre    *directory.CentreID    `json:"centre" doc:"The call centre for which it acts in inquiries; null: none"`
	Name      string                 `json:"name" doc:"Of the system, as histories show it" example:"CRM bridge"`
	Contact   string                 `json:"contact" doc:"Whom to ask about it" example:"edi@post.example"`
	Scopes    []principal.Scope      `json:"scopes" enum:"read,raise,reply,track,administer"`
	State     directory.KeyState     `json:"state" enum:"active,expired,revoked"`
	CreatedAt string                 `json:"createdAt" format:"date-time"`
	CreatedBy Editor                 `json:"createdBy"`
	ExpiresAt string                 `json:"expiresAt" format:"date-time"`
	Days      int                    `json:"days" doc:"For how long each of its secrets is good"`
	RotatedAt *string                `json:"rotatedAt" format:"date-time" doc:"null: never"`
	OldEndsAt *string                `json:"oldEndsAt" format:"date-time" doc:"Until when the secret before is accepted too; null when it is not"`
	RevokedAt *string                `json:"revokedAt" format:"date-time" doc:"null: it is not"`
	RevokedBy *Editor                `json:"revokedBy"`
	LastUsed  *string                `json:"lastUsed" format:"date" doc:"Day of UTC on which it was used last; null: never"`
	Limits    directory.KeyLimits    `json:"limits"`
	Today     directory.DayUsage     `json:"today" doc:"How far its limits are used, of UTC"`
	Usage     []directory.DayUsage   `json:"usage" doc:"The last 31 days, ascending, today last; days without use are in it"`
	Version   int                    `json:"version"`
}

// IssuedKey is a key with what nobody is shown again.
type IssuedKey struct {
	KeyView
	Key string `json:"key" doc:"Send it as a bearer token. It is kept nowhere: nobody can be shown it again" example:"wpk_q2w3e4r5t6_…"`
}

func some(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := instant(t)
	return &s
}

// editorAt is who did something at an instant; nil: nobody has.
func editorAt(at time.Time, who directory.Editor) *Editor {
	if at.IsZero() {
		return nil
	}
	return new(Editor(who))
}

func keyView(k directory.Key, u directory.KeyUsage, now time.Time) KeyView {
	v := KeyView{Prefix: k.Prefix, Operator: k.Operator, Name: k.Name, Contact: k.Contact, Scopes: whole(k.Scopes), State: k.State(now),
		CreatedAt: instant(k.CreatedAt), CreatedBy: Editor(k.CreatedBy), ExpiresAt: instant(k.ExpiresAt), Days: k.Days, RotatedAt: some(k.RotatedAt), RevokedAt: some(k.RevokedAt), RevokedBy: editorAt(k.RevokedAt, k.RevokedBy),
		Limits: k.Limits, Today: u.Today(), Usage: whole(u.Days), Version: k.Version}
	if k.Centre != "" {
		v.Centre = &k.Centre
	}
	if k.OldEndsAt.After(now) && v.State == directory.KeyActive {
		v.OldEndsAt = some(k.OldEndsAt)
	}
	if u.LastUsed != "" {
		v.LastUsed = &u.LastUsed
	}
	return v
}

// ByPrefix names an API key.
type ByPrefix struct {
	Prefix string `path:"prefix" pattern:"^[a-z2-7]{10}$" patternDescription:"a key's prefix, ten letters and digits" example:"q2w3e4r5t6"`
}

type keysBody struct {
	Items []KeyView          `json:"items"`
	Terms directory.KeyTerms `json:"terms" doc:"The figures that hold for every key"`
}

func (h *handlers) keys(ctx context.Context, in *struct {
	Operator string `query:"operator" pattern:"^[A-Z0-9]{3}$" patternDescription:"an operator code, three capital letters or digits" doc:"Default: your own"`
}) (*answer[keysBody], error) {
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	all, usage, err := h.Machines.Keys(ctx, httpapi.Caller(ctx), directory.OperatorCode(in.Operator), now)
	if err != nil {
		return nil, err
	}
	terms, err := directory.Terms()
	if err != nil {
		return nil, err
	}
	out := keysBody{Items: make([]KeyView, len(all)), Terms: terms}
	for i, k := range all {
		out.Items[i] = keyView(k, usage[i], now)
	}
	return &answer[keysBody]{Body: out}, nil
}

func (h *handlers) key(ctx context.Context, in *ByPrefix) (*tagged[KeyView], error) {
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	k, err := h.Machines.Key(ctx, httpapi.Caller(ctx), in.Prefix, now)
	if err != nil {
		return nil, err
	}
	v, err := h.shown(ctx, k, now)
	return &tagged[KeyView]{ETag: etag(k.Version), Body: v}, err
}

func (h *handlers) shown(ctx context.Context, k directory.Key, now time.Time) (KeyView, error) {
	u, err := h.Machines.Usage(ctx, k, now)
	return keyView(k, u, now), err
}

type issuedKey struct {
	ETag         string `header:"ETag"`
	Location     string `header:"Location"`
	CacheControl string `header:"Cache-Control"`
	Body         IssuedKey
}

func (h *handlers) issued(ctx context.Context, k directory.Key, token string, now time.Time) (*issuedKey, error) {
	v, err := h.shown(ctx, k, now)
	return &issuedKey{ETag: etag(k.Version), Location: "/v1/keys/" + k.Prefix, CacheControl: "no-store", Body: IssuedKey{v, token}}, err
}

func (h *handlers) makeKey(ctx context.Context, in *struct {
	Once string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body struct {
		Operator directory.OperatorCode `json:"operator,omitempty" maxLength:"10" doc:"Default: your own" example:"GBA"`
		Name     string                 `json:"name" doc:"Of the system, at most 60 characters" example:"CRM bridge"`
		Contact  string                 `json:"contact" doc:"Mail address of who looks after it" example:"edi@post.example"`
		Centre   directory.CentreID     `json:"centre,omitempty" maxLength:"20" doc:"The call centre for which it acts in inquiries; raise and reply need one" example:"GBA-DON"`
		Scopes   []principal.Scope      `json:"scopes" maxItems:"10" doc:"read, raise, reply, track, administer"`
		Days     int                    `json:"days,omitempty" minimum:"0" doc:"For how long the key, and each secret that it is given later, is good: at most 365. 0: 90" example:"90"`
		Limits   KeyLimitsBody          `json:"limits,omitzero"`
	}
}) (*issuedKey, error) {
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	b := in.Body
	n := directory.NewKey{Operator: b.Operator, Name: b.Name, Contact: b.Contact, Centre: b.Centre, Scopes: b.Scopes, Days: b.Days, Limits: directory.KeyLimits(b.Limits)}
	k, token, err := h.Machines.Issue(ctx, httpapi.Caller(ctx), n, in.Once, now)
	if err != nil {
		return nil, err
	}
	return h.issued(ctx, k, token, now)
}

func (h *handlers) rotateKey(ctx context.Context, in *struct {
	ByPrefix
	httpapi.MustEdit
	Body *struct {
		OverlapHours *int `json:"overlapHours,omitempty" minimum:"0" doc:"For how many hours the secret of now is accepted too: at most 168; 0: it ends at once. Default: 24" example:"24"`
	}
}) (*issuedKey, error) {
	version, err := httpapi.Edit(in.MustEdit).Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	overlap := directory.Usual
	if in.Body != nil && in.Body.OverlapHours != nil {
		overlap = *in.Body.OverlapHours
	}
	k, token, err := h.Machines.Rotate(ctx, httpapi.Caller(ctx), in.Prefix, version, overlap, now)
	if err != nil {
		return nil, err
	}
	return h.issued(ctx, k, token, now)
}

func (h *handlers) revokeKey(ctx context.Context, in *struct {
	ByPrefix
	httpapi.Edit
}) (*tagged[KeyView], error) {
	version, err := in.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	k, err := h.Machines.Revoke(ctx, httpapi.Caller(ctx), in.Prefix, version, now)
	if err != nil {
		return nil, err
	}
	v, err := h.shown(ctx, k, now)
	return &tagged[KeyView]{ETag: etag(k.Version), Body: v}, err
}
