package main

import (
	"encoding/json"
	"slices"
	"testing"

	docs "github.com/whereabouts-post/whereabouts/docs/api"
)

// withoutKey are the operations by POST that take no Idempotency-Key, and why a retry does no harm. An operation that creates something is not among them.
var withoutKey = map[string]string{
	"get-access-token":          "another token; the one before stays good until it ends",
	"add-to-saved-list":         "an item is on a list once",
	"answer-review":             "answered once is answered: the same words again are the same answer",
	"ask-query":                 "the same question within two minutes is the same query",
	"ask-saved-report":          "the same question within two minutes is the same query",
	"calculate-due":             "only calculates",
	"complete-document":         "a document is looked into once; again it answers with what was found",
	"dismiss-crm-event":         "dismissed once is dismissed",
	"dismiss-tracking-message":  "dismissed once is dismissed",
	"draw-reviews":              "no inquiry is drawn twice: again it adds what is missing",
	"end-force-majeure":         "ended once is ended",
	"estimate-query":            "runs nothing",
	"find-inquiries-of-figure":  "the same question within two minutes is the same query",
	"ping-webhook-endpoint":     "another test message, and no change",
	"preview-calendar":          "only calculates",
	"read-alert":                "read once is read",
	"read-all-alerts":           "up to a number: again it changes nothing",
	"receive-crm-event":         "webhook-id: the same event is taken once",
	"release-agent-work":        "what is released is released",
	"remove-from-saved-list":    "what is not there is passed over",
	"replay-crm-event":          "done once it is done",
	"replay-webhook-deliveries": "the same ids again: receivers take each once",
	"replay-webhook-delivery":   "the same id again: receivers take it once",
	"revoke-key":                "revoked once is revoked",
	"rotate-crm-secret":         "If-Match: after the first, the version is another one",
	"rotate-key":                "If-Match: after the first, the version is another one",
	"rotate-webhook-secret":     "If-Match: after the first, the version is another one",
	"send-invitation-again":     "If-Match: after the first, the version is another one",
	"run-data-request-again":    "runs what is not done; what is done is not done again",
	"run-exchange":              "nothing is made where nothing happened since",
	"see-signal":                "known is known; again the note takes the place of the one before",
	"see-saved-list":            "up to a number: again it changes nothing",
	"switch-webhook-endpoint":   "on is on, off is off",
	"try-crm-mapping":           "has no effect",
	"try-tracking-message":      "keeps nothing",
	"watch-items":               "an item is watched once by a feed",
}

// Every operation by POST can be sent again when its answer was lost: it states an Idempotency-Key, or is listed above with the reason why it needs none.
func TestOpenAPI_WhateverCreatesTakesAnIdempotencyKey(t *testing.T) {
	var spec struct {
		Paths map[string]map[string]struct {
			ID         string `json:"operationId"`
			Parameters []struct{ In, Name string }
			Responses  map[string]any
		}
	}
	if err := json.Unmarshal(docs.OpenAPI, &spec); err != nil {
		t.Fatal(err)
	}
	unused := map[string]bool{}
	for id := range withoutKey {
		unused[id] = true
	}
	posts := 0
	for path, operations := range spec.Paths {
		op, ok := operations["post"]
		if !ok {
			continue
		}
		posts++
		delete(unused, op.ID)
		stated := slices.ContainsFunc(op.Parameters, func(p struct{ In, Name string }) bool { return p.In == "header" && p.Name == "Idempotency-Key" })
		why, listed := withoutKey[op.ID]
		_, creates := op.Responses["201"]
		switch {
		case stated && listed:
			t.Errorf("%s takes an Idempotency-Key and is listed as one that takes none", op.ID)
		case !stated && creates:
			t.Errorf("POST %s (%s) creates something and takes no Idempotency-Key: sent again, it would create another one", path, op.ID)
		case !stated && (!listed || why == ""):
			t.Errorf("POST %s (%s) takes no Idempotency-Key: add the header, or say in withoutKey why a retry does no harm", path, op.ID)
		}
	}
	if posts < 20 {
		t.Errorf("only %d operations by POST", posts)
	}
	for id := range unused {
		t.Errorf("%s is listed and is no operation by POST", id)
	}
}
