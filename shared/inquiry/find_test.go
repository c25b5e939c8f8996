package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestTerms_NamesWithoutCaseAndAccents_ReferencesForTheRequesterOnly(t *testing.T) {
	req := Request{Fields: map[string]any{"senderName": "Élise O'Neill-Ré", "addresseeName": "Łukasz Ng", "customerRef": " MH-20817 "}}
	q := routed(t)
	joined := []Event{{Kind: Joined, Private: Requester, Reference: &Reference{CRMCase: "Case-9"}}}
	if d := cmp.Diff([]Term{{ByItem, "ee123456799gb"}, {ByReference, "mh-20817"}, {ByReference, "case-9"}, {ByName, "elise"}, {ByName, "neill"}, {ByName, "łukasz"}}, q.Terms(Requester, req, joined)); d != "" {
		t.Error(d)
	}
	for _, term := range q.Terms(Replier, req, joined) {
		if term.Kind == ByReference {
			t.Errorf("the other side finds it by %s", term.Word)
		}
	}
}
