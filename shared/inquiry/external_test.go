package inquiry

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestExternalRef_IsTheCaseOfTheRequester(t *testing.T) {
	given := map[string]any{"contents": "A book"}
	fields, err := WithExternalRef(given, " CASE-1 ")
	if diff := cmp.Diff(map[string]any{"contents": "A book", "crmCaseId": "CASE-1"}, fields); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if len(given) != 1 {
		t.Error("the caller's fields were changed")
	}
	req := Request{Fields: fields}
	if got := req.ExternalRef(); got != "CASE-1" {
		t.Errorf("it is %q", got)
	}
	if got := req.seenBy([]Side{Replier}).ExternalRef(); got != "" {
		t.Errorf("the replier sees %q", got)
	}
	if again, err := WithExternalRef(fields, "CASE-1"); err != nil || cmp.Diff(fields, again) != "" {
		t.Error("said twice:", again, err)
	}
	if _, err := WithExternalRef(fields, "CASE-2"); !problem.Is(err, "request-invalid") || problem.As(err).Fields[0].Name != "externalRef" {
		t.Error("two cases:", err)
	}
	if none, err := WithExternalRef(nil, ""); err != nil || none != nil {
		t.Error(none, err)
	}
	if first, err := WithExternalRef(nil, "CASE-1"); err != nil || first["crmCaseId"] != "CASE-1" {
		t.Error(first, err)
	}
}
