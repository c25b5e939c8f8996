package api_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var (
	sam  = principal.Principal{Subject: "sam", Name: "Sam", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	olga = principal.Principal{Subject: "olga", Name: "Olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
)

func (s *store) Resolve(_ context.Context, m tracking.Message, done tracking.Settled) error {
	for i := range s.messages {
		if s.messages[i].Receipt == m.Receipt {
			s.messages[i].Settled = &done
		}
	}
	return nil
}

func (s *store) Looked(_ context.Context, _ tracking.Message, by tracking.Actor, at time.Time) error {
	s.looks = append(s.looks, tracking.Look{By: by, First: at, Last: at})
	return nil
}

func (s *store) Read(_ context.Context, key string, _ int) ([]byte, error) {
	return []byte(s.raw[key]), nil
}

func (s *store) Address(_ context.Context, key, _ string, _ time.Duration) (string, error) {
	return "https://bucket.example/" + key, nil
}

func TestCorrections_FromListToDone(t *testing.T) {
	s := start()
	wrong := strings.Replace(posted, "799", "790", 1)
	receipt := s.send(t, ana, message(left, wrong))["receipt"].(string)

	at := func(path, query string) map[string]any {
		t.Helper()
		status, answer := s.do(t, request{who: olga, method: "GET", path: path, query: query})
		if status != 200 {
			t.Fatal(path, status, answer)
		}
		return answer
	}
	if items := at(messages, "toDo=true")["items"].([]any); len(items) != 1 || items[0].(map[string]any)["toDo"] != true || items[0].(map[string]any)["settled"] != nil {
		t.Fatal(items)
	}
	raw := at(messages+"/"+receipt+"/raw", "")
	if raw["text"] != message(left, wrong) || raw["whole"] != true || raw["format"] != "json" || !strings.HasPrefix(raw["url"].(string), "https://") {
		t.Fatal(raw)
	}
	if looks := at(messages+"/"+receipt, "")["looks"].([]any); len(looks) != 1 || looks[0].(map[string]any)["by"].(map[string]any)["name"] != "Olga" {
		t.Error(looks)
	}
	if _, answer := s.do(t, request{who: sam, method: "GET", path: messages + "/" + receipt}); len(answer["looks"].([]any)) != 0 {
		t.Error("who looked is told to administrators only")
	}

	status, trial := s.do(t, request{who: sam, method: "POST", path: messages + "/trial", body: `{"text":` + quoted(message(left, wrong)) + `}`})
	first := trial["outcomes"].([]any)[0].(map[string]any)
	if status != 200 || trial["events"] != 2.0 || trial["rejected"] != 1.0 || first["outcome"] != "rejected" || first["segment"] != "events[1].itemId" || trial["refusal"] != nil {
		t.Error(status, trial)
	}
	status, trial = s.do(t, request{who: sam, method: "POST", path: messages + "/trial", body: `{"text":"{"}`})
	if refusal := trial["refusal"].(map[string]any); status != 200 || refusal["slug"] != "message-unreadable" || len(trial["outcomes"].([]any)) != 0 {
		t.Error(status, trial)
	}

	fix := request{who: sam, method: "POST", path: messages + "/" + receipt + "/corrections", body: `{"text":` + quoted(message(left, posted)) + `}`, key: "k"}
	status, corrected := s.do(t, fix)
	if status != 202 || corrected["rejected"] != 0.0 {
		t.Fatal(status, corrected)
	}
	again := corrected["receipt"].(string)
	if m := at(messages+"/"+receipt, ""); m["toDo"] != false || m["settled"].(map[string]any)["correctedBy"] != again || m["settled"].(map[string]any)["by"].(map[string]any)["name"] != "Sam" {
		t.Error(m)
	}
	if m := at(messages+"/"+again, ""); m["corrects"] != receipt || m["by"].(map[string]any)["name"] != "Sam" {
		t.Error(m)
	}
	if items := at(messages, "toDo=true")["items"].([]any); len(items) != 0 {
		t.Error(items)
	}
	if items := at(messages, "rejected=true")["items"].([]any); len(items) != 1 {
		t.Error(items)
	}
}

func TestCorrections_OfOthersAndByAgents(t *testing.T) {
	s := start()
	receipt := s.send(t, ana, message(left, `7`))["receipt"].(string)
	for _, c := range []struct {
		who                      principal.Principal
		method, path, body, slug string
		status                   int
	}{
		{ana, "GET", "/raw", "", "role-missing", 403},
		{dan, "GET", "/raw", "", "role-missing", 403},
		{ana, "POST", "/corrections", `{"text":"{}"}`, "role-missing", 403},
		{ana, "POST", "/dismissal", `{"reason":"x"}`, "role-missing", 403},
		{sam, "POST", "/dismissal", `{"reason":""}`, "dismissal-invalid", 422},
		{sam, "POST", "/corrections", `{"text":"{}"}`, "message-invalid", 422},
	} {
		status, answer := s.do(t, request{who: c.who, method: c.method, path: messages + "/" + receipt + c.path, body: c.body})
		if status != c.status || slug(answer) != c.slug {
			t.Errorf("%s %s: %d %v", c.who.Subject, c.path, status, answer)
		}
	}
}

func TestItem_LeadsSupervisorsToTheMessageBehindAnEvent(t *testing.T) {
	s := start()
	receipt := s.send(t, ana, message(left, posted))["receipt"]
	s.send(t, dan, message(signed))
	s.ingest(t)
	for _, c := range []struct {
		who  principal.Principal
		want []any
	}{{ana, []any{nil, nil, nil}}, {sam, []any{receipt, receipt, nil}}, {olga, []any{receipt, receipt, nil}}} {
		_, item := s.do(t, request{who: c.who, method: "GET", path: "/v1/items/EE123456799GB"})
		for i, e := range item["events"].([]any) {
			e := e.(map[string]any)
			if e["receipt"] != c.want[i] || (e["index"] != nil) != (c.want[i] != nil) {
				t.Errorf("%s sees %v", c.who.Subject, e)
			}
		}
	}
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }
