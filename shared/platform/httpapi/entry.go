package httpapi

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Entry is an entry of a list that is read by itself: one that is wrong costs the others nothing. In the API's description it is a T. An operation that
// takes entries skips huma's validation of its body (SkipValidateBody), and reads each with an EntryReader.
type Entry[T any] struct{ raw json.RawMessage }

// UnmarshalJSON keeps whatever is there.
func (e *Entry[T]) UnmarshalJSON(b []byte) error {
	e.raw = append(json.RawMessage(nil), b...)
	return nil
}

// Schema implements huma.SchemaProvider.
func (Entry[T]) Schema(r huma.Registry) *huma.Schema { return entrySchema[T](r) }

func entrySchema[T any](r huma.Registry) *huma.Schema {
	t := reflect.TypeFor[T]()
	return r.Schema(t, true, t.Name())
}

// EntryReader reads entries as huma reads a body. Safe for concurrent use.
type EntryReader[T any] struct {
	registry huma.Registry
	schema   *huma.Schema
}

// NewEntryReader makes one for an API.
func NewEntryReader[T any](api huma.API) *EntryReader[T] {
	r := api.OpenAPI().Components.Schemas
	return &EntryReader[T]{r, entrySchema[T](r)}
}

// Read reads an entry; the problem "request-invalid" names the members that are wrong.
func (r *EntryReader[T]) Read(e Entry[T]) (T, error) {
	var out T
	var value any
	if err := json.Unmarshal(e.raw, &value); err != nil {
		return out, err // a part of a body that could be read
	}
	p := problem.New(problem.Invalid, "request-invalid", "The entry breaks the rules listed in errors.")
	found := &huma.ValidateResult{}
	huma.Validate(r.registry, r.schema, huma.NewPathBuffer([]byte{}, 0), huma.ModeWriteToServer, value, found)
	for _, err := range found.Errors {
		if d, ok := err.(huma.ErrorDetailer); ok {
			name, reason := blame(d.ErrorDetail())
			p.With(strings.TrimPrefix(name, "."), "%s", reason)
		}
	}
	if err := p.OrNil(); err != nil {
		return out, err
	}
	if err := json.Unmarshal(e.raw, &out); err != nil {
		return out, problem.New(problem.Invalid, "request-invalid", "The entry cannot be read.").Because(err)
	}
	return out, nil
}
