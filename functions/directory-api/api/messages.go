package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// registerMessages adds how an operator's own messages are read.
func registerMessages(api huma.API, h *handlers) {
	const path = "/v1/operators/{code}/messages"
	huma.Register(api, huma.Operation{OperationID: "get-message-settings", Method: http.MethodGet, Path: path, Tags: []string{"Administration"},
		Summary: "How the messages of an operator are read", Description: "Its supervisors and administrators."}, h.messageSettings)
	huma.Register(api, huma.Operation{OperationID: "set-message-settings", Method: http.MethodPut, Path: path, Tags: []string{"Administration"},
		Summary: "Set how the messages of an operator are read", MaxBodyBytes: 1 << 20,
		Description: "The operator's administrator. Dialects are maps of EDIFACT messages (docs/formats/emsevt.md) and come before those that are built in; a dialect with a sender is for that UNB sender only. " +
			"They take effect within a minute. POST /v1/tracking/messages/trial tells what would become of a sample."}, h.setMessageSettings)
}

// MessageSettingsBody is how messages are read.
type MessageSettingsBody struct {
	Dialects   []map[string]any             `json:"dialects" doc:"Maps of EDIFACT messages, at most 20 of 16 KiB"`
	Unverified bool                         `json:"unverified,omitempty" doc:"Events of items with a wrong check digit are kept as unverified; otherwise they are refused"`
	Codes      map[string]map[string]string `json:"codes" doc:"By reason, action and retention: the operator's own code and the catalogue's, at most 200 of each"`
}

// MessageSettings are how messages are read, and who said so.
type MessageSettings struct {
	MessageSettingsBody
	Version int        `json:"version"`
	At      *time.Time `json:"at" doc:"null while nobody edited them"`
	By      *Editor    `json:"by" doc:"null while nobody edited them"`
}

func messageSettingsOf(s directory.MessageSettings) (*tagged[MessageSettings], error) {
	out := &tagged[MessageSettings]{ETag: etag(s.Version)}
	out.Body.Unverified = s.Unverified
	out.Body.Version, out.Body.Dialects, out.Body.Codes = s.Version, []map[string]any{}, s.Codes
	if s.Codes == nil {
		out.Body.Codes = map[string]map[string]string{}
	}
	for _, raw := range s.Dialects {
		var one map[string]any
		if err := json.Unmarshal(raw, &one); err != nil {
			return nil, err
		}
		out.Body.Dialects = append(out.Body.Dialects, one)
	}
	if s.Version > 0 {
		out.Body.At, out.Body.By = &s.At, &Editor{s.By.Subject, s.By.Name}
	}
	return out, nil
}

func (h *handlers) messageSettings(ctx context.Context, in *struct {
	Code directory.OperatorCode `path:"code"`
}) (*tagged[MessageSettings], error) {
	s, err := h.Administration.MessageSettings(ctx, httpapi.Caller(ctx), in.Code)
	if err != nil {
		return nil, err
	}
	return messageSettingsOf(s)
}

func (h *handlers) setMessageSettings(ctx context.Context, in *struct {
	httpapi.Edit
	Code directory.OperatorCode `path:"code"`
	Body MessageSettingsBody
}) (*tagged[MessageSettings], error) {
	version, err := in.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	s := directory.MessageSettings{Codes: in.Body.Codes, Unverified: in.Body.Unverified}
	for _, d := range in.Body.Dialects {
		raw, err := json.Marshal(d)
		if err != nil {
			return nil, err
		}
		s.Dialects = append(s.Dialects, raw)
	}
	if s, err = h.Administration.SetMessageSettings(ctx, httpapi.Caller(ctx), in.Code, version, s, now); err != nil {
		return nil, err
	}
	return messageSettingsOf(s)
}
