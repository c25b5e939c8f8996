package template_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// public is the one list of what answers without a token.
var public = []string{"$default", "GET /v1/healthz", "GET /v1/openapi.json", "GET /v1/public/items/{itemId}",
	"POST /v1/crm/{integration}/events"} // $default answers 404; the last is signed

func routes(x Template) map[string]Resource { return routesOf(x, "Api") }

func routesOf(x Template, api string) map[string]Resource {
	out := map[string]Resource{}
	for _, r := range x.of("AWS::ApiGatewayV2::Route") {
		if refers(r.Properties["ApiId"]) == api {
			out[str(r.Properties["RouteKey"])] = r
		}
	}
	return out
}

// The live line has two routes, both to the function that verifies tokens itself: what a page says is not listened to.
func TestLive_IsForWhomLiveApiLetsIn(t *testing.T) {
	x := read(t)
	all := routesOf(x, "Live")
	for _, key := range []string{"$connect", "$disconnect"} {
		target, _ := strings.CutPrefix(str(at(all[key].Properties["Target"], "Fn::Sub")), "integrations/${")
		uri := str(at(x.Resources[strings.TrimSuffix(target, "}")].Properties["IntegrationUri"], "Fn::Sub"))
		if !strings.Contains(uri, "functions/${LiveApi.Arn}/") {
			t.Errorf("%s reaches %s", key, uri)
		}
	}
	permission := x.Resources["LiveApiPermission"].Properties
	if len(all) != 2 || refers(permission["FunctionName"]) != "LiveApi" || !strings.Contains(str(at(permission["SourceArn"], "Fn::Sub")), ":${Live}/") {
		t.Errorf("%d routes; LiveApi lets in %v", len(all), permission)
	}
	if x.Resources["LiveStage"].Properties["AccessLogSettings"] != nil {
		t.Error("the live line logs its addresses, which hold tokens")
	}
}

// serves is the function behind a route.
func serves(x Template, r Resource) string {
	target, _ := strings.CutPrefix(str(at(r.Properties["Target"], "Fn::Sub")), "integrations/${")
	return refers(x.Resources[strings.TrimSuffix(target, "}")].Properties["IntegrationUri"])
}

func TestRoutes_WithoutAToken_AreThePublicOnes(t *testing.T) {
	x := read(t)
	var open []string
	for key, r := range routes(x) {
		switch {
		case r.Properties["AuthorizationType"] == nil:
			open = append(open, key)
		case r.Properties["AuthorizationType"] != "CUSTOM" || refers(r.Properties["AuthorizerId"]) != "ApiAuthorizer":
			t.Errorf("%s is guarded by something else than the authorizer", key)
		}
	}
	slices.Sort(open)
	if !slices.Equal(open, public) {
		t.Errorf("without a token answer %v", open)
	}
}

func TestRoutes_ReachAFunctionThatLetsThemIn(t *testing.T) {
	x := read(t)
	for key, r := range routes(x) {
		f := serves(x, r)
		if x.Resources[f].Type != "AWS::Serverless::Function" {
			t.Errorf("%s reaches nothing", key)
		}
		permission := x.Resources[f+"Permission"].Properties
		if refers(permission["FunctionName"]) != f || permission["Principal"] != "apigateway.amazonaws.com" || !strings.Contains(str(at(permission["SourceArn"], "Fn::Sub")), "${Api}") {
			t.Errorf("%s: %s does not let the API, and only it, in", key, f)
		}
	}
	for key := range routes(x) {
		if base, ok := strings.CutSuffix(key, "/{proxy+}"); ok {
			if _, ok := routes(x)[base]; !ok {
				t.Errorf("%s has no base route %s", key, base)
			}
		}
	}
}

// Every operation of the public description reaches the function whose api package serves it.
func TestRoutes_ServeTheWholeOpenAPI(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "api", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	var api struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal(text, &api); err != nil {
		t.Fatal(err)
	}
	if len(api.Paths) == 0 {
		t.Fatal("openapi.json has no paths")
	}
	x := read(t)
	for path, operations := range api.Paths {
		for method := range operations {
			f := reached(x, strings.ToUpper(method), path)
			if f == "" {
				t.Errorf("%s %s reaches no function", strings.ToUpper(method), path)
				continue
			}
			if !mentions(t, folder(f), path) {
				t.Errorf("%s %s reaches %s, whose api package does not serve it", strings.ToUpper(method), path, f)
			}
		}
	}
}

// reached is the function that the HTTP API picks: the exact route before the greedy one, a method before ANY.
func reached(x Template, method, path string) string {
	all := routes(x)
	for _, m := range []string{method, "ANY"} {
		if r, ok := all[m+" "+path]; ok {
			return serves(x, r)
		}
	}
	for base := path; base != "/"; base = filepath.ToSlash(filepath.Dir(base)) {
		if r, ok := all["ANY "+base+"/{proxy+}"]; ok && base != path {
			return serves(x, r)
		}
	}
	return ""
}

// mentions says whether a source file of the function's api package holds the path, as huma's operations do.
func mentions(t *testing.T, folder, path string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "functions", folder, "api", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"`+path+`"`) {
			return true
		}
	}
	return false
}
