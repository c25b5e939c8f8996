package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	change "github.com/whereabouts-post/whereabouts/functions/change-api/api"
	crm "github.com/whereabouts-post/whereabouts/functions/crm-api/api"
	directory "github.com/whereabouts-post/whereabouts/functions/directory-api/api"
	document "github.com/whereabouts-post/whereabouts/functions/document-api/api"
	exchange "github.com/whereabouts-post/whereabouts/functions/exchange-api/api"
	follow "github.com/whereabouts-post/whereabouts/functions/follow-api/api"
	inquiry "github.com/whereabouts-post/whereabouts/functions/inquiry-api/api"
	insight "github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	privacy "github.com/whereabouts-post/whereabouts/functions/privacy-api/api"
	tracking "github.com/whereabouts-post/whereabouts/functions/tracking-api/api"
	webhook "github.com/whereabouts-post/whereabouts/functions/webhook-api/api"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// registered is every function's routes on one API, with nothing behind them.
func registered() (http.Handler, huma.API) {
	mux, api := httpapi.New("Whereabouts")
	spec := api.OpenAPI()
	spec.Info.Version = "1"
	spec.Info.Description = "Open postal inquiry exchange. Instants are RFC 3339 in UTC, minutes are working minutes of a call centre's calendar, " +
		"errors are RFC 9457 problems whose type ends in a stable slug."
	spec.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	names := namer{taken: map[string]reflect.Type{}}
	spec.Components.Schemas = huma.NewMapRegistry(httpapi.SchemaPrefix, names.name)

	names.subject = "Directory"
	directory.Register(api, directory.Deps{})
	names.subject = "Document"
	document.Register(api, document.Deps{})
	names.subject = "Inquiry"
	inquiry.Register(api, inquiry.Deps{})
	names.subject = "Insight"
	insight.Register(api, insight.Deps{})
	names.subject = "Privacy"
	privacy.Register(api, privacy.Deps{})
	names.subject = "Exchange"
	exchange.Register(api, exchange.Deps{})
	names.subject = "Tracking"
	tracking.Register(api, tracking.Deps{})
	names.subject = "Follow"
	follow.Register(api, follow.Deps{})
	names.subject = "Change"
	change.Register(api, change.Deps{})
	names.subject = "Webhook"
	webhook.Register(api, webhook.Deps{})
	names.subject = "Crm"
	crm.Register(api, crm.Deps{})
	return mux, api
}

// merged returns the description of every function's routes.
func merged() ([]byte, error) {
	_, api := registered()
	if err := describe(api.OpenAPI()); err != nil {
		return nil, err
	}
	raw, err := json.Marshal(api.OpenAPI())
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, raw, "", "  "); err != nil {
		return nil, fmt.Errorf("indent: %w", err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// namer names schemas as one function's API does. Of two types with one name, the later is told apart by the subject whose routes are being registered.
type namer struct {
	subject string
	taken   map[string]reflect.Type
}

func (n *namer) name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := httpapi.SchemaName(t, hint)
	if other, ok := n.taken[name]; ok && other != t {
		name = n.subject + name
	}
	n.taken[name] = t
	return name
}
