package api_test

import (
	"net/http"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func TestLists_AreServedOncePerETag(t *testing.T) {
	crm := principal.Principal{Subject: "key-q2w3e4r5t6", Operator: "GBA", Roles: principal.RolesOf(principal.Scopes), Key: "q2w3e4r5t6", Scopes: principal.Scopes}
	for _, path := range []string{"/v1/operators", "/v1/call-centres", "/v1/operators/FRA", "/v1/call-centres/FRA-PAR"} {
		tags := map[string]bool{}
		for _, by := range []principal.Principal{ana, crm} {
			out := send(t, request{path: path, as: by})
			tag := http.Header(out.MultiValueHeaders).Get("ETag") + out.Headers["Etag"]
			if tag == "" {
				t.Fatalf("%s has no ETag: %v", path, out.Headers)
			}
			tags[tag] = true
			for header, status := range map[string]int{tag: 304, `"other", ` + tag: 304, `"other"`: 200, "": 200} {
				again := send(t, request{path: path, as: by, headers: map[string]string{"if-none-match": header}})
				if again.StatusCode != status || (status == 304) != (again.Body == "") {
					t.Errorf("%s with If-None-Match %q: %d with %d bytes", path, header, again.StatusCode, len(again.Body))
				}
			}
		}
		if clocks := path != "/v1/operators"; (len(tags) == 2) != clocks { // a page shows the time there, a system knows it
			t.Errorf("%s: tags %v", path, tags)
		}
	}
	one := send(t, request{path: "/v1/call-centres", query: "operator=BEA", as: ana})
	all := send(t, request{path: "/v1/call-centres", as: ana})
	if one.Headers["Etag"] == all.Headers["Etag"] {
		t.Error("another list has the same tag")
	}
}
