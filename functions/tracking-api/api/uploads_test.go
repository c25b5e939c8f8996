package api_test

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// announced is what was announced, in memory.
type announced map[string]tracking.Upload

func (a announced) Announce(_ context.Context, u tracking.Upload) error {
	if _, taken := a[u.Receipt]; taken {
		return problem.New(problem.Conflict, "receipt-taken", "Taken.")
	}
	a[u.Receipt] = u
	return nil
}

func (a announced) Upload(_ context.Context, receipt string) (tracking.Upload, error) {
	if u, ok := a[receipt]; ok {
		return u, nil
	}
	return tracking.Upload{}, tracking.UnknownReceipt(receipt)
}

func (a announced) Progress(_ context.Context, u tracking.Upload) error {
	a[u.Receipt] = u
	return nil
}

func (announced) Sign(_ context.Context, u tracking.Upload, _ time.Duration) (tracking.Signed, error) {
	return tracking.Signed{Method: "PUT", URL: "https://bucket.example/" + u.Key()}, nil
}

func (announced) Open(context.Context, string) (io.ReadCloser, int64, error) { return nil, 0, io.EOF }

func TestUploads_AnnouncedSeenByTheirOperatorAlone(t *testing.T) {
	s := start()
	post := func(body string) request {
		return request{who: ana, method: "POST", path: "/v1/tracking/uploads", body: body, media: "application/json", key: "k"}
	}
	const file = `{"name":"events.ndjson.gz","size":1000,"contentType":"application/x-ndjson"}`
	status, answer := s.do(t, post(file))
	send, _ := answer["send"].(map[string]any)
	receipt, _ := answer["receipt"].(string)
	if status != 201 || answer["state"] != "awaited" || send["url"] != "https://bucket.example/uploads/"+receipt || send["headers"] == nil || answer["refusal"] != nil {
		t.Fatal(status, answer)
	}
	if status, again := s.do(t, post(file)); status != 201 || again["receipt"] != receipt {
		t.Error(status, again)
	}
	if status, answer := s.do(t, post(`{"name":"other","size":1000,"contentType":"application/x-ndjson"}`)); status != 422 || slug(answer) != "idempotency-key-reused" {
		t.Error(status, answer)
	}
	u := s.files[receipt]
	u.State, u.Refusal = tracking.UploadRefused, &tracking.Refusal{Slug: "archive-too-large", Detail: "No.", Faults: []tracking.Wrong{{Where: "body", Reason: "x"}}}
	s.files[receipt] = u
	status, answer = s.do(t, request{who: ana, method: "GET", path: "/v1/tracking/uploads/" + receipt})
	refusal, _ := answer["refusal"].(map[string]any)
	if status != 200 || answer["state"] != "refused" || refusal["slug"] != "archive-too-large" {
		t.Error(status, answer)
	}
	for _, path := range []string{"/v1/tracking/uploads/" + receipt, "/v1/tracking/uploads/R999"} {
		if status, answer := s.do(t, request{who: dan, method: "GET", path: path}); status != 404 || slug(answer) != "receipt-unknown" {
			t.Error(status, answer)
		}
	}
	for body, want := range map[string]int{`{"name":"x","size":0,"contentType":"application/json"}`: 422, `{"name":"x","size":1,"contentType":"image/png"}`: 422, `{`: 422} {
		if status, answer := s.do(t, post(body)); status != want {
			t.Error(body, status, answer)
		}
	}
	if status, answer := s.do(t, request{who: nils, method: "POST", path: "/v1/tracking/uploads", body: file, media: "application/json"}); status != 403 {
		t.Error(status, answer)
	}
}
