//go:build emulator

package api_test

import (
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func TestKeys_LiveOverHTTP(t *testing.T) {
	o := newOffice(t)
	const body = `{"name":"CRM bridge","contact":"edi@gba.example","centre":"GBA-DON","scopes":["read","raise"],"days":30,"limits":{"requestsPerMinute":60}}`
	o.does(sam, "POST", "/v1/keys", body, "", 403, "role-missing", "")
	o.does(olga, "POST", "/v1/keys", `{"operator":"DEA","name":"x","contact":"x@dea.example","scopes":["track"]}`, "", 403, "not-your-operator", "")
	o.does(olga, "POST", "/v1/keys", `{"name":"","contact":"edi@gba.example","scopes":["track"]}`, "", 422, "key-refused", "name")
	o.does(nils, "GET", "/v1/keys", "", "", 422, "request-invalid", "operator")

	made, tag := o.does(olga, "POST", "/v1/keys", body, "", 201, "", "")
	key, prefix := made["key"].(string), made["prefix"].(string)
	if got, ok := directory.ParseKey(key); !ok || got != prefix || tag != `"1"` || made["state"] != "active" || made["expiresAt"] != "2026-12-24T12:00:00Z" || made["lastUsed"] != nil ||
		made["limits"].(map[string]any)["requestsPerMinute"] != 60.0 || made["limits"].(map[string]any)["requestsPerDay"] != 50000.0 {
		t.Fatal(made, tag)
	}
	res := o.send(request{method: "POST", path: "/v1/keys", body: strings.Replace(body, "CRM bridge", "Another", 1), as: olga})
	if res.StatusCode != 201 || res.Headers["Cache-Control"] != "no-store" || !strings.HasPrefix(res.Headers["Location"], "/v1/keys/") {
		t.Error(res)
	}
	for _, path := range []string{"/v1/keys", "/v1/keys/" + prefix} {
		if res := o.send(request{method: "GET", path: path, as: olga}); res.StatusCode != 200 || strings.Contains(res.Body, key[15:]) || strings.Contains(strings.ToLower(res.Body), "digest") {
			t.Errorf("%s tells the secret, or what is kept of it: %s", path, res.Body)
		}
	}
	list, _ := o.does(nils, "GET", "/v1/keys?operator=GBA", "", "", 200, "", "")
	if len(list["items"].([]any)) != 2 || list["terms"].(map[string]any)["maxDays"] != 365.0 {
		t.Error(list)
	}
	o.does(bruno, "GET", "/v1/keys/"+prefix, "", "", 404, "key-unknown", "")
	o.does(bruno, "POST", "/v1/keys/"+prefix+"/revoke", "", "", 404, "key-unknown", "")

	o.does(olga, "POST", "/v1/keys/"+prefix+"/rotate", `{"overlapHours":169}`, tag, 422, "key-refused", "overlapHours")
	rotated, next := o.does(olga, "POST", "/v1/keys/"+prefix+"/rotate", `{"overlapHours":1}`, tag, 200, "", "")
	if rotated["key"] == key || rotated["prefix"] != prefix || next != `"2"` || rotated["oldEndsAt"] != "2026-11-24T13:00:00Z" {
		t.Error(rotated, next)
	}
	o.does(olga, "POST", "/v1/keys/"+prefix+"/rotate", "", "", 422, "request-invalid", "If-Match") // sent again after a lost answer, it would end the secret in use
	o.does(olga, "POST", "/v1/keys/"+prefix+"/rotate", "", tag, 412, "key-changed", "If-Match")
	ended, _ := o.does(nils, "POST", "/v1/keys/"+prefix+"/revoke", "", next, 200, "", "")
	if ended["state"] != "revoked" || ended["revokedBy"].(map[string]any)["name"] != nils.Name || ended["oldEndsAt"] != nil {
		t.Error(ended)
	}
	o.does(olga, "POST", "/v1/keys/"+prefix+"/rotate", "", "*", 409, "key-ended", "")
}
