package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	docs "github.com/whereabouts-post/whereabouts/docs/api"
)

// described is the part of OpenAPI that readers look at.
type described struct {
	Tags       []struct{ Name, Description string }
	Servers    []struct{ URL, Description string }
	Paths      map[string]map[string]describedOperation
	Components struct {
		Responses       map[string]describedResponse
		SecuritySchemes map[string]struct{ Description string }
	}
}

type describedOperation struct {
	OperationID, Summary string
	Tags                 []string
	Parameters           []struct{ Name, Description string }
	RequestBody          *struct{ Content map[string]describedMedia }
	Responses            map[string]describedResponse
}

type describedResponse struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]describedMedia
}

type describedMedia struct {
	Schema  json.RawMessage
	Example json.RawMessage
}

func spec(t *testing.T) described {
	t.Helper()
	var d described
	if err := json.Unmarshal(docs.OpenAPI, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDescription_SaysWhatEveryPartIs(t *testing.T) {
	d := spec(t)
	for path, methods := range d.Paths {
		for method, op := range methods {
			if op.Summary == "" {
				t.Errorf("%s %s has no summary", method, path)
			}
			for _, p := range op.Parameters {
				if p.Description == "" {
					t.Errorf("%s: nothing says what the parameter %s is: give it a doc tag, or words.json a line", op.OperationID, p.Name)
				}
			}
			for _, tag := range op.Tags {
				if !slices.ContainsFunc(d.Tags, func(one struct{ Name, Description string }) bool { return one.Name == tag && one.Description != "" }) {
					t.Errorf("%s: the tag %q has no line in words.json", op.OperationID, tag)
				}
			}
			for status, r := range op.Responses {
				if status >= "4" && !strings.HasPrefix(r.Ref, "#/components/responses/Problem") {
					t.Errorf("%s: its answer %s is none of the shared problems", op.OperationID, status)
				}
			}
			if op.Responses["default"].Ref == "" {
				t.Errorf("%s does not say how it refuses", op.OperationID)
			}
		}
	}
	if len(d.Servers) == 0 || d.Components.SecuritySchemes["bearer"].Description == "" {
		t.Error("nothing says where the API is, or how to be let in")
	}
}

// Every operation with a body shows one, as it is sent.
func TestExamples_EveryOperationHasItsOwn(t *testing.T) {
	for _, methods := range spec(t).Paths {
		for _, op := range methods {
			if op.OperationID == "get-openapi" {
				continue // the description itself
			}
			if op.RequestBody != nil && example(op.RequestBody.Content) == nil {
				t.Errorf("infra/openapi/examples/%s.json lacks the request", op.OperationID)
			}
			for _, status := range []string{"200", "201", "202"} {
				if r := op.Responses[status]; len(r.Content) > 0 && example(r.Content) == nil {
					t.Errorf("infra/openapi/examples/%s.json lacks the response", op.OperationID)
				}
			}
		}
	}
}

func TestExamples_EveryFileIsOfAnOperationAndShown(t *testing.T) {
	of := map[string]describedOperation{}
	for _, methods := range spec(t).Paths {
		for _, op := range methods {
			of[op.OperationID] = op
		}
	}
	files, err := fs.Glob(examples, "examples/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		id := strings.TrimSuffix(path.Base(file), ".json")
		op, ok := of[id]
		if !ok {
			t.Errorf("%s: there is no operation %s", file, id)
			continue
		}
		raw, err := examples.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var e shown
		if err := strictly(raw, &e); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if e.Request != nil && (op.RequestBody == nil || example(op.RequestBody.Content) == nil) {
			t.Errorf("%s: the operation takes no body, so its request is shown nowhere", file)
		}
		answered := slices.ContainsFunc([]string{"200", "201", "202"}, func(status string) bool { return example(op.Responses[status].Content) != nil })
		if e.Response != nil && !answered {
			t.Errorf("%s: the operation answers no body, so its response is shown nowhere", file)
		}
	}
}

// What examples show is what the schemas allow: members, types, lengths, formats.
func TestExamples_AreValid(t *testing.T) {
	d := spec(t)
	c := compiler(t)
	check := func(name, where string, content map[string]describedMedia) {
		for kind, m := range content {
			if m.Example == nil || kind == "text/csv" {
				continue
			}
			schema, err := c.Compile("openapi.json#" + where + "/content/" + pointer(kind) + "/schema")
			if err != nil {
				t.Fatal(name, err)
			}
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(m.Example))
			if err != nil {
				t.Fatal(name, err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			where := "/paths/" + pointer(path) + "/" + method
			if op.RequestBody != nil {
				check(op.OperationID+", request", where+"/requestBody", op.RequestBody.Content)
			}
			for status, r := range op.Responses {
				check(op.OperationID+", response "+status, where+"/responses/"+status, r.Content)
			}
		}
	}
	for name, r := range d.Components.Responses {
		check(name, "/components/responses/"+name, r.Content)
	}
}

// A check that finds nothing would prove nothing.
func TestExamples_WhatIsWrongIsFound(t *testing.T) {
	schema, err := compiler(t).Compile("openapi.json#/components/schemas/RaiseBody")
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{`{"itemId":"EE123456785GB"}`, `{"itemId":7,"workflow":"WII"}`, `{"itemId":"EE123456785GB","workflow":"WII","colour":"red"}`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := errors.AsType[*jsonschema.ValidationError](schema.Validate(v)); !ok {
			t.Errorf("%s passes", wrong)
		}
	}
}

var secret = regexp.MustCompile(`wpk_[a-z2-7]{10}_[a-z2-7]{20}|X-Amz-Credential|127\.0\.0\.1|localhost:[0-9]`)

// Nobody finds a key in an example, whole or of a system that ran once, nor an address of the machine on which it was made.
func TestExamples_HoldNoSecretAndNoMachine(t *testing.T) {
	for _, methods := range spec(t).Paths {
		for _, op := range methods {
			contents := []map[string]describedMedia{}
			if op.RequestBody != nil {
				contents = append(contents, op.RequestBody.Content)
			}
			for _, r := range op.Responses {
				contents = append(contents, r.Content)
			}
			for _, content := range contents {
				if found := secret.Find(example(content)); found != nil {
					t.Errorf("%s: %s", op.OperationID, found)
				}
			}
		}
	}
}

func example(content map[string]describedMedia) json.RawMessage {
	for _, m := range content {
		if m.Example != nil {
			return m.Example
		}
	}
	return nil
}

func compiler(t *testing.T) *jsonschema.Compiler {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(docs.OpenAPI))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return c
}

// pointer escapes a member's name for a JSON pointer in an address.
func pointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(name)
}
