package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

const declaration = `{"items":[{"itemId":"EE123456799GB","eventTime":"2026-11-20T10:00:00Z","localId":"GB-4711","product":"EMS","postingDate":"2026-11-20","postingOffice":"GBDONA","weightG":1250,"category":"gift",
	"sender":{"name":"Ana Example","city":"Doncaster","country":"GB"},"addressee":{"name":"Bo Sample","country":"US","email":"bo@customer.example"},
	"pieces":[{"description":"Cotton shirt","quantity":2,"value":25.5,"currency":"EUR"}],"codAmount":9,"codCurrency":"USD"}]}`

func TestDeclared_AreShownToThoseWhoTakePart(t *testing.T) {
	s := start()
	s.send(t, ana, declaration)
	s.ingest(t)
	for _, c := range []struct {
		who    principal.Principal
		status int
		people bool
	}{{ana, 200, true}, {dan, 200, true}, {claire, 404, false}, {nils, 200, false}} {
		status, answer := s.do(t, request{who: c.who, method: "GET", path: "/v1/items/EE123456799GB"})
		if status != c.status {
			t.Fatal(c.who.Subject, status, answer)
		}
		if text := fmt.Sprint(answer); strings.Contains(text, "Bo Sample") != c.people || strings.Contains(text, "shirt") != c.people {
			t.Error(c.who.Subject, text)
		}
	}
	_, answer := s.do(t, request{who: dan, method: "GET", path: "/v1/items/EE123456799GB"})
	want := map[string]any{"sender": map[string]any{"name": "Ana Example", "address": "Doncaster", "country": "GB"}, "addressee": map[string]any{"name": "Bo Sample", "country": "US", "email": "bo@customer.example"}}
	if d := cmp.Diff(want, answer["parties"]); d != "" {
		t.Error(d)
	}
	said, _ := answer["declared"].(map[string]any)
	for field, want := range map[string]any{"localId": "GB4711", "product": "EMS", "contents": "2 × Cotton shirt", "weightG": 1250.0, "category": "gift", "postingOffice": "GBDONA", "placeName": "Doncaster", "erased": false,
		"value": map[string]any{"amount": 2550.0, "currency": "EUR"}, "cod": map[string]any{"amount": 900.0, "currency": "USD"}, "insured": nil} {
		if d := cmp.Diff(want, said[field]); d != "" {
			t.Error(field, d)
		}
	}
	if d := cmp.Diff(map[string]any{"operator": "USA", "country": "US"}, answer["destination"]); d != "" {
		t.Error("the addressee's country is where it goes, while nothing else says so", d)
	}
}

func TestDeclared_ByAStranger_OpensNothingAndSaysNothing(t *testing.T) {
	s := start()
	s.send(t, claire, declaration)
	s.ingest(t)
	if status, answer := s.do(t, request{who: claire, method: "GET", path: "/v1/items/EE123456799GB"}); status != 404 {
		t.Error(status, answer)
	}
	if status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items/EE123456799GB"}); status != 200 || answer["declared"] != nil {
		t.Error(status, answer)
	}
}

func TestItem_ByThePostsOwnNumber(t *testing.T) {
	s := start()
	s.send(t, ana, declaration)
	s.send(t, ana, `{"items":[{"itemId":"CC309981215DE","eventTime":"2026-11-20T10:00:00Z","localId":"TWICE"},{"itemId":"CC100000140IE","eventTime":"2026-11-20T10:00:00Z","localId":"TWICE"}]}`)
	s.ingest(t)
	if status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items/gb-4711"}); status != 200 || answer["itemId"] != "EE123456799GB" {
		t.Error(status, answer)
	}
	for path, want := range map[string]string{"gb-4712": "item-id-invalid", "EE123456790GB": "item-id-invalid", "twice": "local-id-ambiguous"} {
		if _, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items/" + path}); slug(answer) != want {
			t.Error(path, answer)
		}
	}
	if status, answer := s.do(t, request{who: claire, method: "GET", path: "/v1/items/gb-4711"}); status != 404 {
		t.Error("its number opens an item to nobody", status, answer)
	}
}
