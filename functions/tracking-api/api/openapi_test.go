package api_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/tracking-api/api"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func TestOpenAPI_DescribesWhatIsAnswered(t *testing.T) {
	_, doc := httpapi.New("")
	api.Register(doc, api.Deps{})
	s := start()
	s.send(t, ana, message(posted, left))
	s.send(t, bruno, advised)
	s.ingest(t)
	for _, c := range []struct{ path, schema string }{{messages, "ListOutputBody"}, {messages + "/R001", "ReportOutputBody"}, {"/v1/items/EE123456799GB", "ItemView"},
		{"/v1/transports/" + bag, "TransportView"}} {
		_, answer := s.do(t, request{who: ana, method: "GET", path: c.path})
		got := slices.Sorted(maps.Keys(answer))
		want := slices.Sorted(maps.Keys(doc.OpenAPI().Components.Schemas.Map()[c.schema].Properties))
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", c.path, d)
		}
	}
}
