package httpapi

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// SchemaPrefix stands before the name of every schema in a reference.
const SchemaPrefix = "#/components/schemas/"

// SchemaName names a type in the API's description as huma does, except for the problem: huma would call it Body, and its field Field,
// which a subject may have as well, and two types with one name stop the start.
func SchemaName(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[Body]():
		return "Problem"
	case reflect.TypeFor[problem.Field]():
		return "ProblemField"
	}
	return huma.DefaultSchemaNamer(t, hint)
}
