package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// words.json says what is the same for many operations: servers, tags in the order of the reference, parameters that routes leave undescribed,
// and one problem for each status.
//
//go:embed words.json
var wordsJSON []byte

// Examples of operations: <operation-id>.json holds "request" and "response", each a body as it is sent, absent where there is none.
//
//go:embed examples
var examples embed.FS

type words struct {
	Servers []*huma.Server
	Tags    []struct {
		Was, Name, Description string // Was: how routes call it, where that differs
	}
	Parameters   map[string]string // by name
	ParametersOf map[string]string // by "<operation-id> <name>", before Parameters
	Problems     map[string]struct {
		Description string
		Example     json.RawMessage
	}
}

// shown is an example of an operation.
type shown struct {
	Request, Response json.RawMessage
}

// describe adds to the routes' own descriptions what words.json and the examples say.
func describe(spec *huma.OpenAPI) error {
	var w words
	if err := strictly(wordsJSON, &w); err != nil {
		return fmt.Errorf("words.json: %w", err)
	}
	spec.Servers = w.Servers
	names := map[string]string{}
	for _, t := range w.Tags {
		names[t.Was], names[t.Name] = t.Name, t.Name
	}
	used := map[string]bool{}
	spec.Components.Responses = map[string]*huma.Response{}
	for status, p := range w.Problems {
		spec.Components.Responses[problemName(status)] = problemResponse(spec, status, p.Description, p.Example)
	}
	for op := range operationsOf(spec) {
		for i, tag := range op.Tags {
			if name := names[tag]; name != "" {
				op.Tags[i] = name
			}
			used[op.Tags[i]] = true
		}
		for _, p := range op.Parameters {
			if p.Description == "" {
				p.Description = w.ParametersOf[op.OperationID+" "+p.Name]
			}
			if p.Description == "" {
				p.Description = w.Parameters[p.Name]
			}
		}
		shareProblems(op, w)
		if err := exemplify(op); err != nil {
			return err
		}
	}
	for _, t := range w.Tags {
		if used[t.Name] {
			spec.Tags = append(spec.Tags, &huma.Tag{Name: t.Name, Description: t.Description})
		}
	}
	sayNull(spec)
	spec.Components.Schemas.Map()["Problem"].AdditionalProperties = true // RFC 9457 section 3.2: scope, retryAfterSeconds, changes …
	return nil
}

func operationsOf(spec *huma.OpenAPI) iter.Seq[*huma.Operation] {
	return func(yield func(*huma.Operation) bool) {
		for _, item := range spec.Paths {
			for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
				if op != nil && !yield(op) {
					return
				}
			}
		}
	}
}

func problemName(status string) string {
	return "Problem" + strings.ToUpper(status[:1]) + status[1:]
}

func problemResponse(spec *huma.OpenAPI, status, about string, example json.RawMessage) *huma.Response {
	text := func(about string) *huma.Param {
		return &huma.Param{Description: about, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	r := &huma.Response{Description: about, Content: map[string]*huma.MediaType{"application/problem+json": {
		Schema: spec.Components.Schemas.Schema(reflect.TypeFor[httpapi.Body](), true, ""), Example: example}}}
	switch status {
	case "401":
		r.Headers = map[string]*huma.Param{"WWW-Authenticate": text("Bearer")}
	case "429":
		r.Headers = map[string]*huma.Param{"Retry-After": text("In how many seconds to ask again"), "RateLimit": text("What is left of each limit"),
			"RateLimit-Policy": text("The limits of the key")}
	}
	return r
}

// shareProblems refers from each error of an operation to the one description of its status, and adds those that every operation of its kind can answer.
func shareProblems(op *huma.Operation, w words) {
	can := []string{"default"}
	if op.Security == nil || len(op.Security) > 0 {
		can = append(can, "401", "403", "429")
	}
	if op.RequestBody != nil {
		can = append(can, "400", "413", "422")
	}
	for _, p := range op.Parameters {
		switch {
		case p.In == "path":
			can = append(can, "404", "422")
		case p.Name == "If-Match":
			can = append(can, "412")
		}
	}
	for status, r := range op.Responses {
		if r.Content["application/problem+json"] != nil {
			can = append(can, status)
		}
	}
	for _, status := range can {
		if _, ok := w.Problems[status]; ok {
			op.Responses[status] = &huma.Response{Ref: "#/components/responses/" + problemName(status)}
		}
	}
}

// exemplify adds the example of an operation, if it has a file.
func exemplify(op *huma.Operation) error {
	name := path.Join("examples", op.OperationID+".json")
	raw, err := examples.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var e shown
	if err := strictly(raw, &e); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if m := requestMedia(op); m != nil && e.Request != nil {
		m.Example = e.Request
	}
	if m := responseMedia(op); m != nil && e.Response != nil {
		m.Example = e.Response
	}
	return nil
}

// requestMedia is the body that the example of a request shows: JSON, where several are taken.
func requestMedia(op *huma.Operation) *huma.MediaType {
	if op.RequestBody == nil {
		return nil
	}
	return media(op.RequestBody.Content)
}

// responseMedia is the body of the answer when all goes well, nil where there is none.
func responseMedia(op *huma.Operation) *huma.MediaType {
	for _, status := range []string{"200", "201", "202"} {
		if r := op.Responses[status]; r != nil {
			return media(r.Content)
		}
	}
	return nil
}

func media(content map[string]*huma.MediaType) *huma.MediaType {
	if m := content["application/json"]; m != nil {
		return m
	}
	for _, m := range content {
		return m
	}
	return nil
}

// sayNull says of a part that is answered as null when there is none, that it may be null: huma says it of texts and numbers only.
func sayNull(spec *huma.OpenAPI) {
	for name, schema := range spec.Components.Schemas.Map() {
		t := spec.Components.Schemas.TypeFromRef(httpapi.SchemaPrefix + name)
		if t == nil {
			continue
		}
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			continue
		}
		for _, f := range reflect.VisibleFields(t) {
			member, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			if strings.Contains(options, "omit") || f.Type.Kind() != reflect.Pointer && f.Type.Kind() != reflect.Map {
				continue
			}
			if p := schema.Properties[member]; p != nil && p.Ref != "" {
				schema.Properties[member] = &huma.Schema{Description: p.Description, AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}}
			}
		}
	}
}

func strictly(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
