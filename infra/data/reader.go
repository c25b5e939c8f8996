package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// reader reads files and collects what is wrong with them, so that one run names it all.
type reader struct {
	fsys    fs.FS
	raw     map[string][]byte
	errs    []error
	blamed  map[string]bool
	schemas map[string]*jsonschema.Schema
}

// wrong records one wrong place.
func (r *reader) wrong(file, pointer, reason string) {
	if r.blamed == nil {
		r.blamed = map[string]bool{}
	}
	r.blamed[file] = true
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s: %s", file, lineOf(r.raw[file], pointer), pointer, reason))
}

func (r *reader) failed(file string) bool { return r.blamed[file] }

// blame records a problem's fields as places below pointer; another error as the whole file's.
func (r *reader) blame(file, pointer string, err error) {
	if err == nil {
		return
	}
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		r.wrong(file, pointer, err.Error())
		return
	}
	for _, f := range p.Fields {
		at := f.Name
		if !strings.HasPrefix(at, "/") { // "week.1[0][1]"
			at = "/" + strings.NewReplacer(".", "/", "[", "/", "]", "").Replace(at)
		}
		r.wrong(file, pointer+at, f.Reason)
	}
}

// list yields the JSON files of a folder by name without extension, in order.
func (r *reader) list(folder string) iter.Seq2[string, string] {
	return func(yield func(name, path string) bool) {
		names, err := fs.Glob(r.fsys, folder+"/*.json")
		if err != nil || len(names) == 0 {
			r.errs = append(r.errs, fmt.Errorf("%s: no file there", folder))
		}
		slices.Sort(names)
		for _, n := range names {
			if !yield(strings.TrimSuffix(path.Base(n), ".json"), n) {
				return
			}
		}
	}
}

// read reads a file, checks it against the schema and decodes it. What is wrong is recorded, and the zero value returned.
func read[T any](r *reader, file, schema string) T {
	var out T
	raw, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s: %w", file, errors.Unwrap(err)))
		return out
	}
	if r.raw == nil {
		r.raw = map[string][]byte{}
	}
	r.raw[file] = raw
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		r.wrong(file, "", "is not JSON: "+err.Error())
		return out
	}
	s, err := r.schema(schema)
	if err != nil {
		r.errs = append(r.errs, err)
		return out
	}
	if err := s.Validate(doc); err != nil {
		v, ok := errors.AsType[*jsonschema.ValidationError](err)
		if !ok {
			r.wrong(file, "", err.Error())
			return out
		}
		for leaf := range leaves(v) {
			r.wrong(file, jsonPointer(leaf.InstanceLocation), leaf.ErrorKind.LocalizedString(message.NewPrinter(language.English)))
		}
		return out
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		r.wrong(file, "", err.Error())
	}
	return out
}

func (r *reader) schema(name string) (*jsonschema.Schema, error) {
	if s, ok := r.schemas[name]; ok {
		return s, nil
	}
	file := "schema/" + name + ".schema.json"
	raw, err := fs.ReadFile(r.fsys, file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, errors.Unwrap(err))
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(file, doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	s, err := c.Compile(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if r.schemas == nil {
		r.schemas = map[string]*jsonschema.Schema{}
	}
	r.schemas[name] = s
	return s, nil
}

// leaves yields the errors that have no causes: the places themselves.
func leaves(v *jsonschema.ValidationError) iter.Seq[*jsonschema.ValidationError] {
	return func(yield func(*jsonschema.ValidationError) bool) { walk(v, yield) }
}

func walk(v *jsonschema.ValidationError, yield func(*jsonschema.ValidationError) bool) bool {
	if len(v.Causes) == 0 {
		return yield(v)
	}
	for _, c := range v.Causes {
		if !walk(c, yield) {
			return false
		}
	}
	return true
}

func jsonPointer(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(p))
	}
	return b.String()
}

// lineOf finds the line on which the value that a JSON pointer names begins. What is not there is on the line of the nearest value
// around it; the line of unreadable JSON is 1.
func lineOf(raw []byte, pointer string) int {
	d := json.NewDecoder(bytes.NewReader(raw))
	offset := int64(0)
	for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if !enter(d, strings.NewReplacer("~1", "/", "~0", "~").Replace(part)) {
			break
		}
		offset = d.InputOffset()
	}
	for offset < int64(len(raw)) && strings.IndexByte(" \t\r\n,:", raw[offset]) >= 0 {
		offset++
	}
	return 1 + bytes.Count(raw[:offset], []byte("\n"))
}

// enter reads into the object or array that is next, up to the value with that name or index.
func enter(d *json.Decoder, part string) bool {
	open, err := d.Token()
	if err != nil {
		return false
	}
	var skip json.RawMessage
	for i := 0; d.More(); i++ {
		name := fmt.Sprint(i)
		if open == json.Delim('{') {
			key, err := d.Token()
			if err != nil {
				return false
			}
			name = fmt.Sprint(key)
		} else if open != json.Delim('[') {
			return false
		}
		if name == part {
			return true
		}
		if err := d.Decode(&skip); err != nil {
			return false
		}
	}
	return false
}
