package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func unpacked(t *testing.T, out events.APIGatewayV2HTTPResponse) string {
	t.Helper()
	if !out.IsBase64Encoded || out.Headers["Content-Encoding"] != "gzip" {
		t.Fatalf("not packed: %v, base64 %v", out.Headers, out.IsBase64Encoded)
	}
	raw, err := base64.StdEncoding.DecodeString(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestGateway_LargeAnswersArePackedForWhoeverTakesIt(t *testing.T) {
	long := `{"items":[` + strings.Repeat(`{"code":"DEA","name":"Deutsche Post"},`, 200) + `{}]}`
	answer := func(accepts, kind, body string, status int) events.APIGatewayV2HTTPResponse {
		ev := request("GET", "/v1/operators")
		ev.Headers["accept-encoding"] = accepts
		return serve(t, ev, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Header().Set("ETag", `W/"7"`)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		})
	}
	out := answer("gzip, deflate, br", "application/json", long, http.StatusOK)
	if unpacked(t, out) != long || len(out.Body) > len(long)/5 {
		t.Errorf("%d bytes for %d", len(out.Body), len(long))
	}
	if out.Headers["Etag"] != `W/"7"` || out.Headers["Vary"] != "Accept-Encoding" {
		t.Error(out.Headers) // it is the same answer, and caches keep the two apart
	}
	if got := unpacked(t, answer("gzip", "application/problem+json", long, http.StatusConflict)); got != long {
		t.Error("a refusal is not what it was")
	}
	for name, plain := range map[string]events.APIGatewayV2HTTPResponse{
		"who takes none":  answer("", "application/json", long, http.StatusOK),
		"who refuses it":  answer("gzip;q=0", "application/json", long, http.StatusOK),
		"a short answer":  answer("gzip", "application/json", `{"items":[]}`, http.StatusOK),
		"an image":        answer("gzip", "image/png", long, http.StatusOK),
		"nothing changed": answer("gzip", "application/json", "", http.StatusNotModified),
	} {
		if plain.IsBase64Encoded || plain.Headers["Content-Encoding"] != "" {
			t.Errorf("%s: packed", name)
		}
	}
}

func TestGateway_APanicIsAProblemAlsoWhereAnswersArePacked(t *testing.T) {
	ev := request("GET", "/v1/x")
	ev.Headers["accept-encoding"] = "gzip"
	out := serve(t, ev, func(http.ResponseWriter, *http.Request) { panic("secret") })
	if out.StatusCode != http.StatusInternalServerError || strings.Contains(out.Body, "secret") {
		t.Error(out.StatusCode, out.Body)
	}
}
