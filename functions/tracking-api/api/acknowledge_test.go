package api_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

// answered sends a message as a post's system does, and returns status, media type, address of the receipt and body.
func (s system) answered(t *testing.T, body, accept string) (status int, media, location, text string) {
	t.Helper()
	ev := events.APIGatewayV2HTTPRequest{Version: "2.0", RawPath: messages, Body: base64.StdEncoding.EncodeToString([]byte(body)), IsBase64Encoded: true,
		Headers: map[string]string{"content-type": "application/edifact", "accept": accept}}
	ev.RequestContext.HTTP.Method, ev.RequestContext.Stage = "POST", "$default"
	ev.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{Lambda: ana.Context()}
	out, err := s.serve(t.Context(), ev)
	if err != nil {
		t.Fatal(err)
	}
	header := map[string]string{}
	for name, value := range out.Headers {
		header[strings.ToLower(name)] = value
	}
	for name, values := range out.MultiValueHeaders {
		header[strings.ToLower(name)] = values[0]
	}
	return out.StatusCode, header["content-type"], header["location"], strings.ReplaceAll(out.Body, "\r\n", "")
}

func TestSend_AnswersWithCONTRLWhoAsksForIt(t *testing.T) {
	plain := sample(t)
	asking := strings.Replace(plain, "+EV0001'\nUNH", "+EV0001++++1'\nUNH", 1)
	if asking == plain {
		t.Fatal("the sample has another UNB")
	}
	for _, c := range []struct {
		name, body, accept string
		status             int
		says               string
	}{
		{"by UNB", asking, "*/*", 202, "UCI+EV0001+GBA:UP+USA:UP+7'UCM+1+EMSEVT:3:0:UP+7'UNT+4+1'"},
		{"by Accept", plain, "application/json;q=0.1, application/edifact", 202, "UCI+EV0001+GBA+USA+7'"},
		{"a record that was rejected", strings.Replace(asking, "EE123456799GB", "EE123456790GB", 1), "", 422, "UCM+1+EMSEVT:3:0:UP+4+12'UCS+5+12'"},
		{"a wrong count", strings.Replace(asking, "UNT+10", "UNT+9", 1), "", 422, "+4+29'UCM+1+EMSEVT:3:0:UP+4+29'UCS+10+29'"},
		{"an unknown message", strings.Replace(asking, "EMSEVT", "CUSCAR", 1), "", 422, "UCM+1+CUSCAR:3:0:UP+4+14'UCS+1+14'"},
		{"a cut file", asking[:170], "", 400, "UCI+EV0001+GBA+USA+4+18'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start()
			status, media, location, text := s.answered(t, c.body, c.accept)
			if status != c.status || media != "application/edifact" || location != messages+"/R001" || !strings.Contains(text, strings.ReplaceAll(c.says, ":UP+USA:UP", "+USA")) {
				t.Error(status, media, location, text)
			}
			if len(s.messages) != 1 {
				t.Error("the message is kept", len(s.messages))
			}
		})
	}
}

func TestSend_AnswersWithJSONWhoDoesNot(t *testing.T) {
	s := start()
	if status, media, _, text := s.answered(t, sample(t), "*/*"); status != 202 || !strings.HasPrefix(media, "application/json") || !strings.Contains(text, `"receipt":"R001"`) {
		t.Error(status, media, text)
	}
	if status, media, _, _ := s.answered(t, "hello", "application/edifact"); status != 400 || media != "application/problem+json" {
		t.Error("what holds no interchange cannot be acknowledged", status, media)
	}
	if status, media, _, _ := s.answered(t, message(posted), "application/edifact"); status != 202 || !strings.HasPrefix(media, "application/json") {
		t.Error(status, media)
	}
}
