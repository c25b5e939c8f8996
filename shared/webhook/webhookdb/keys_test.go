package webhookdb

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// A key that changes loses what is stored under it.
func TestKeys_AreFrozen(t *testing.T) {
	l := webhook.Lane{Endpoint: "01E", Inquiry: "01Q"}
	s := webhook.Slot{Operator: "GBA", Endpoint: "01E", Number: 3}
	d := webhook.Delivery{Lane: l, Sequence: 7, PlannedAt: time.Date(2026, 11, 26, 9, 0, 0, 5e6, time.UTC)}
	for want, got := range map[dynamo.Key]dynamo.Key{
		{PK: "OPERATOR#GBA", SK: "ENDPOINT#01E"}:                       endpointKey("GBA", "01E"),
		{PK: "SLOT#01E#3", SK: "SLOT"}:                                 slotKey(s),
		{PK: "LANE#01E#01Q", SK: "LANE"}:                               laneKey(l),
		{PK: "LANE#01E#01Q", SK: "DELIVERY#000007"}:                    deliveryKey(l, 7),
		{PK: "LANE#01E#01Q", SK: "TRY#000007#000002"}:                  tryKey(l, 7, 2),
		{PK: "01E#waiting", SK: "2026-11-26T09:00:00.005Z#01Q#000007"}: {PK: listPK("01E", webhook.Waiting), SK: listSK(d)},
	} {
		if got != want {
			t.Errorf("%v is %v", want, got)
		}
	}
	if inquiryOf(lanePK(l)) != "01Q" {
		t.Error(inquiryOf(lanePK(l)))
	}
}
