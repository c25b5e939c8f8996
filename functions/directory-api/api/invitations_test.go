//go:build emulator

package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

const guest = `{"email":"Nora.Newcomer@gba.example","name":"Nora Newcomer","language":"de","callCentres":["GBA-DON"],"roles":["agent"]}`

func TestInvitations_LiveOverHTTP(t *testing.T) {
	o := newOffice(t)
	const path = "/v1/agents/invitations"
	o.does(sam, "POST", path, guest, "", 403, "role-missing", "")
	o.does(sam, "GET", path, "", "", 403, "role-missing", "")
	o.does(nils, "GET", path, "", "", 403, "role-missing", "")
	o.does(olga, "POST", path, strings.Replace(guest, "@gba.example", "", 1), "", 422, "invitation-invalid", "email")
	o.does(olga, "POST", path, strings.Replace(guest, `"agent"`, `"network-administrator"`, 1), "", 422, "invitation-invalid", "roles")
	o.does(olga, "POST", path, strings.Replace(guest, `"GBA-DON"`, `"DEA-BON"`, 1), "", 422, "invitation-invalid", "callCentres")

	made, tag := o.does(olga, "POST", path, guest, "", 201, "", "")
	id := made["id"].(string)
	if tag != `"1"` || made["email"] != "nora.newcomer@gba.example" || made["state"] != "waiting" || made["letter"] != "sent" || made["endsAt"] != "2026-12-08T12:00:00Z" ||
		made["invitedBy"].(map[string]any)["name"] != olga.Name || made["takenUpAt"] != nil {
		t.Fatal(made, tag)
	}
	if len(*o.letters) != 1 || (*o.letters)[0] != "nora.newcomer@gba.example de" {
		t.Error(*o.letters)
	}
	o.does(olga, "POST", path, guest, "", 409, "invitation-there", "email")
	refused, _ := o.does(bruno, "POST", path, strings.Replace(guest, `"GBA-DON"`, `"DEA-BON"`, 1), "", 409, "address-taken", "email")
	if raw, _ := json.Marshal(refused); strings.Contains(string(raw), "GBA") {
		t.Error("says where:", refused)
	}
	o.does(bruno, "GET", path+"/"+id, "", "", 404, "invitation-unknown", "")
	o.does(bruno, "DELETE", path+"/"+id, "", "", 404, "invitation-unknown", "")
	o.does(bruno, "POST", path+"/"+id+"/send", "", "*", 404, "invitation-unknown", "")

	o.does(olga, "PATCH", path+"/"+id, `{"email":"other@gba.example"}`, tag, 422, "request-invalid", "email")
	o.does(olga, "PATCH", path+"/"+id, `{"roles":["agent","agent"]}`, tag, 422, "invitation-invalid", "roles")
	changed, next := o.does(olga, "PATCH", path+"/"+id, `{"roles":["agent","supervisor"],"language":"fr"}`, tag, 200, "", "")
	if next != `"2"` || changed["name"] != "Nora Newcomer" || changed["language"] != "fr" || changed["changedBy"].(map[string]any)["subject"] != olga.Subject {
		t.Error(changed, next)
	}
	o.does(olga, "PATCH", path+"/"+id, `{}`, tag, 412, "invitation-changed", "If-Match")
	o.does(olga, "POST", path+"/"+id+"/send", "", "", 422, "request-invalid", "If-Match") // after a lost answer it would send another
	if sent, _ := o.does(olga, "POST", path+"/"+id+"/send", "", next, 200, "", ""); sent["letters"] != 2.0 || len(*o.letters) != 2 {
		t.Error(sent, *o.letters)
	}

	at := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	if _, err := o.invitations.TakeUp(t.Context(), "n1", "nora.newcomer@gba.example", at); err != nil {
		t.Fatal(err)
	}
	list, _ := o.does(olga, "GET", path, "", "", 200, "", "")
	one := list["items"].([]any)[0].(map[string]any)
	if one["state"] != "takenUp" || one["takenUpBy"] != "n1" || list["terms"].(map[string]any)["days"] != 14.0 {
		t.Error(list)
	}
	o.does(olga, "DELETE", path+"/"+id, "", "", 409, "invitation-taken-up", "")
	agents, _ := o.does(olga, "GET", "/v1/agents", "", "", 200, "", "")
	admin := agents["items"].([]any)[0].(map[string]any)["administration"].(map[string]any)
	if admin["invitedBy"].(map[string]any)["name"] != olga.Name || admin["joinedAt"] != "2026-11-24T12:00:00Z" {
		t.Error(admin)
	}

	other, _ := o.does(olga, "POST", path, strings.Replace(guest, "Nora", "Other", 1), "", 201, "", "")
	o.does(olga, "DELETE", path+"/"+other["id"].(string), "", `"7"`, 412, "invitation-changed", "If-Match")
	o.does(olga, "DELETE", path+"/"+other["id"].(string), "", `"1"`, 204, "", "")
	o.does(olga, "DELETE", path+"/"+other["id"].(string), "", "", 204, "", "")
}

// A key that leaked must not let people in.
func TestInvitations_AreForPeople(t *testing.T) {
	o := newOffice(t)
	k := directory.Key{Prefix: "q2w3e4r5t6", Operator: "GBA", Name: "CRM bridge", Scopes: principal.Scopes}
	for method, body := range map[string]string{"GET": "", "POST": guest} {
		o.does(k.Principal(), method, "/v1/agents/invitations", body, "", 403, "people-only", "")
	}
}
