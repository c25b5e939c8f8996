package template_test

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

const root = "../.."

// Value is a part of the template as JSON would have it: short intrinsics are written out ({"Ref": …}, {"Fn::GetAtt": [name, attribute]}).
type Value = any

// Resource is one resource of the template.
type Resource struct {
	ID                string
	Type              string
	Condition         string
	DeletionPolicy    string
	UpdateReplace     string
	Properties        map[string]Value
	definedAtTopLevel map[string]Value
}

// Template is template.yaml.
type Template struct {
	Conditions map[string]Value
	Globals    map[string]Value
	Resources  map[string]Resource
	Outputs    map[string]Value
}

func read(t *testing.T) Template {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "template.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	all := object(value(document.Content[0]))
	out := Template{Conditions: object(all["Conditions"]), Globals: object(all["Globals"]), Outputs: object(all["Outputs"]), Resources: map[string]Resource{}}
	for id, v := range object(all["Resources"]) {
		r := object(v)
		out.Resources[id] = Resource{ID: id, Type: str(r["Type"]), Condition: str(r["Condition"]), DeletionPolicy: str(r["DeletionPolicy"]),
			UpdateReplace: str(r["UpdateReplacePolicy"]), Properties: object(r["Properties"]), definedAtTopLevel: r}
	}
	return out
}

func value(n *yaml.Node) Value {
	var plain Value
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]Value{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(n.Content[i+1])
		}
		plain = m
	case yaml.SequenceNode:
		l := make([]Value, len(n.Content))
		for i, e := range n.Content {
			l[i] = value(e)
		}
		plain = l
	default:
		plain = n.Value
	}
	switch tag := n.Tag; {
	case !strings.HasPrefix(tag, "!") || strings.HasPrefix(tag, "!!"):
		return plain
	case tag == "!Ref", tag == "!Condition":
		return map[string]Value{tag[1:]: plain}
	case tag == "!GetAtt":
		id, attribute, _ := strings.Cut(n.Value, ".")
		return map[string]Value{"Fn::GetAtt": []Value{id, attribute}}
	default:
		return map[string]Value{"Fn::" + tag[1:]: plain}
	}
}

func object(v Value) map[string]Value { m, _ := v.(map[string]Value); return m }
func list(v Value) []Value            { l, _ := v.([]Value); return l }
func str(v Value) string              { s, _ := v.(string); return s }

// at follows names through objects.
func at(v Value, names ...string) Value {
	for _, n := range names {
		v = object(v)[n]
	}
	return v
}

// refers returns the logical id that a Ref, GetAtt or a Sub of nothing else names, or "".
func refers(v Value) string {
	m := object(v)
	if s := str(m["Ref"]); s != "" {
		return s
	}
	if l := list(m["Fn::GetAtt"]); len(l) > 0 {
		return str(l[0])
	}
	if s := str(m["Fn::Sub"]); strings.HasPrefix(s, "${") {
		id, _, _ := strings.Cut(strings.TrimPrefix(s, "${"), "}")
		id, _, _ = strings.Cut(id, ".")
		return id
	}
	return ""
}

// texts yields every string in the value, with the path to it.
func texts(v Value, path string, yield func(path, s string)) {
	switch v := v.(type) {
	case string:
		yield(path, v)
	case []Value:
		for _, e := range v {
			texts(e, path, yield)
		}
	case map[string]Value:
		for k, e := range v {
			texts(e, path+"."+k, yield)
		}
	}
}

func (x Template) of(kind string) []Resource {
	var out []Resource
	for _, id := range slices.Sorted(maps.Keys(x.Resources)) {
		if r := x.Resources[id]; r.Type == kind {
			out = append(out, r)
		}
	}
	return out
}

func (x Template) functions() []Resource { return x.of("AWS::Serverless::Function") }

var capital = regexp.MustCompile(`[A-Z]`)

// folder is the folder of a function's logical id: InquiryApi is inquiry-api.
func folder(id string) string {
	return strings.TrimPrefix(capital.ReplaceAllStringFunc(id, func(c string) string { return "-" + strings.ToLower(c) }), "-")
}

func folders(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(root, "functions"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

// source is the text of a function's own package, without its tests.
func source(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "functions", folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(text)
	}
	return out.String()
}

func exists(t *testing.T, parts ...string) bool {
	t.Helper()
	_, err := os.Stat(filepath.Join(append([]string{root}, parts...)...))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return err == nil
}
