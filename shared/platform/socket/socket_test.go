package socket_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	. "github.com/whereabouts-post/whereabouts/shared/platform/socket"
)

func TestPost_IsSigned_AndTellsWhoIsGone(t *testing.T) {
	status := http.StatusOK
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		signed := strings.Contains(r.Header.Get("Authorization"), "/20261124/eu-west-1/execute-api/aws4_request")
		if r.URL.EscapedPath() != "/live/@connections/a=%2Fb" || string(body) != "look" || !signed {
			t.Error(r.URL.EscapedPath(), string(body), r.Header)
		}
		w.WriteHeader(status)
	}))
	defer server.Close()
	line := &Line{Endpoint: server.URL + "/live", Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", ""), Client: server.Client(),
		Now: func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }}
	for code, want := range map[int]string{200: "", 410: ErrGone.Error(), 500: "post to connection: 500 Internal Server Error"} {
		status = code
		err := line.Post(t.Context(), "a=/b", []byte("look"))
		if got := ""; err != nil && err.Error() != want || err == nil && got != want || code == 410 && !errors.Is(err, ErrGone) {
			t.Errorf("%d: %v", code, err)
		}
	}
}
