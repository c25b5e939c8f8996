package privacydb

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// A key that changes loses what is stored under it.
func TestKeys_AreFrozen(t *testing.T) {
	at := time.Date(2026, 11, 23, 23, 30, 0, 0, time.FixedZone("", 3600))
	for want, got := range map[dynamo.Key]dynamo.Key{
		{PK: "REQUEST#R1", SK: "REQUEST"}:         requestKey("R1"),
		{PK: "REQUEST#R1", SK: "RESULT#Q1"}:       resultKey("R1", "Q1"),
		{PK: "OPEN", SK: "R1"}:                    openKey("R1"),
		{PK: "INQUIRY#Q1", SK: "2026-11-23#ana"}:  lookKey(inquiry.Looked{Inquiry: "Q1", By: principal.Principal{Subject: "ana"}, At: at}),
		{PK: "REQUESTS#GBA", SK: "LOOKS#GBA#ana"}: {PK: requestsOf("GBA"), SK: looksOf("GBA", "ana")},
	} {
		if got != want {
			t.Errorf("%v is %v", want, got)
		}
	}
}
