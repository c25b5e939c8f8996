// Package docs holds the description of the whole API, made by `go run ./infra/openapi` from the routes of every function.
package docs

import _ "embed"

// OpenAPI is docs/api/openapi.json.
//
//go:embed openapi.json
var OpenAPI []byte
