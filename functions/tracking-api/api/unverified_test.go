package api_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// A number with a wrong check digit names an item only where its scans were kept as unverified, and then says so.
func TestItem_Unverified(t *testing.T) {
	s := start()
	const path = "/v1/items/EE123456790GB"
	if status, answer := s.do(t, request{who: ana, method: "GET", path: path}); status != 422 || slug(answer) != "item-id-invalid" {
		t.Fatal(status, answer)
	}
	s.events = append(s.events, tracking.Event{ItemID: "EE123456790GB", Unverified: true, Code: "EMA", Time: now.Add(-time.Hour), ReceivedAt: now, Office: "GBLALA", Country: "GB", Sender: "GBA"})
	status, answer := s.do(t, request{who: ana, method: "GET", path: path})
	if status != 200 || answer["unverified"] != true || answer["expected"] != nil {
		t.Error(status, answer)
	}
	if status, answer := s.do(t, request{who: ana, method: "GET", path: "/v1/items/EE123456789GB"}); status != 422 {
		t.Error(status, answer)
	}
}
