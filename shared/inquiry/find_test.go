package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestNumber_AsItIsPrintedAndTyped(t *testing.T) {
	const id = "01KBC3ZX0J9V5N1QW8T2M4R6YE"
	for query, want := range map[string]ID{id: id, "01kbc3zx0j9v5n1qw8t2m4r6ye": id, " OIKBC3ZXOJ9V5NLQW8T2M4R6YE ": id, "01KBC-3ZX0J-9V5N1-QW8T2-M4R6Y-E": id, id[:25]: "", id + "0": "",
		"01KBC3ZX0J9V5N1QW8T2M4R6Y!": "", "EE123456799GB": "", "": ""} {
		if got, ok := NumberOf(query); got != want || ok != (want != "") {
			t.Errorf("%q: %q %v", query, got, ok)
		}
	}
}

func TestRequest_TheRequestersOwnReferences_AreItsOwn(t *testing.T) {
	req := Request{Fields: map[string]any{"customerRef": "MH-20817", "crmCaseId": "C-1", "contents": "A book"}}
	if got := SeenBy(req, Replier).Fields; len(got) != 1 || got["contents"] != "A book" {
		t.Error(got)
	}
	if got := SeenBy(req, Requester, Replier).Fields; len(got) != 3 {
		t.Error(got)
	}
	if len(req.Fields) != 3 {
		t.Error("what is stored was changed")
	}
}

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
