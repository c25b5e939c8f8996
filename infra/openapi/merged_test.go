package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	docs "github.com/whereabouts-post/whereabouts/docs/api"
)

func TestOpenAPI_IsWhatTheCodeSays(t *testing.T) {
	spec, err := merged()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(spec, docs.OpenAPI) {
		t.Error("docs/api/openapi.json is stale: run go run ./infra/openapi")
	}
}

func TestOpenAPI_EveryReferenceIsDefined(t *testing.T) {
	var spec struct {
		OpenAPI    string
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(docs.OpenAPI, &spec); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(spec.OpenAPI, "3.1") {
		t.Errorf("OpenAPI %s", spec.OpenAPI)
	}
	const prefix = "#/components/schemas/"
	for part := range strings.SplitSeq(string(docs.OpenAPI), `"$ref": "`) {
		if name, ok := strings.CutPrefix(part[:strings.IndexByte(part, '"')], prefix); ok && spec.Components.Schemas[name] == nil {
			t.Errorf("no schema %s", name)
		}
	}
}

func TestOpenAPI_OnlyHealthDescriptionAndTheViewForAnybodyArePublic(t *testing.T) {
	var spec struct {
		Paths map[string]map[string]struct {
			Security *[]map[string][]string
		}
	}
	if err := json.Unmarshal(docs.OpenAPI, &spec); err != nil {
		t.Fatal(err)
	}
	public := map[string]bool{"/v1/healthz": true, "/v1/openapi.json": true, "/v1/public/items/{itemId}": true, "/v1/crm/{integration}/events": true}
	for path, operations := range spec.Paths {
		for method, op := range operations {
			if open := op.Security != nil && len(*op.Security) == 0; open != public[path] {
				t.Errorf("%s %s public: %v", method, path, open)
			}
		}
	}
}

func TestRun_VerifyNamesTheCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("docs/api", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("{}"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(true); err == nil || !strings.Contains(err.Error(), "go run ./infra/openapi") {
		t.Error(err)
	}
	if err := run(false); err != nil {
		t.Fatal(err)
	}
	if err := run(true); err != nil {
		t.Error(err)
	}
}
