//go:build emulator

package inquirydb_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestReadAll_MarksAtMostSoManyACall(t *testing.T) {
	s := start(t)
	for n := range 205 {
		notice := inquiry.Notice{InquiryID: "01TEST00000000000000000001", Seq: n + 1, Kind: inquiry.Routed, At: monday, ReplierCentre: "DEA-FRA", RequesterOperator: "GBA"}
		if err := s.Alert(t.Context(), notice); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []struct {
		marked int
		more   bool
	}{{200, true}, {5, false}, {0, false}} {
		if marked, more, err := s.ReadAllAlerts(t.Context(), bruno, "DEA-FRA", monday); err != nil || marked != want.marked || more != want.more {
			t.Fatal(marked, more, err)
		}
	}
}

func TestAlerts_DeliveredTwice_AreOne_AndReadTwiceIsOnce(t *testing.T) {
	s := start(t)
	n := inquiry.Notice{InquiryID: "01TEST00000000000000000001", Seq: 2, Kind: inquiry.Routed, At: monday, ReplierCentre: "DEA-FRA", RequesterOperator: "GBA"}
	for range 2 {
		if err := s.Alert(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	list, err := s.ListAlerts(t.Context(), bruno, "DEA-FRA", inquiry.Page{Limit: 10})
	if err != nil || len(list.Items) != 1 || list.Items[0].Kind != inquiry.AlertNew || list.Items[0].Partner != "GBA" {
		t.Fatal(list, err)
	}
	for range 2 {
		if err := s.ReadAlert(t.Context(), bruno, "DEA-FRA", list.Items[0].ID, monday); err != nil {
			t.Fatal(err)
		}
	}
	if c, _ := s.store.Counts(t.Context(), "DEA-FRA"); c.UnreadAlerts != 0 {
		t.Fatal(c)
	}
	if err := s.ReadAlert(t.Context(), bruno, "DEA-FRA", "nothing", monday); !problem.Is(err, "alert-unknown") {
		t.Fatal(err)
	}
	if err := s.ReadAlert(t.Context(), claire, "DEA-FRA", list.Items[0].ID, monday); !problem.Is(err, "call-centre-unknown") {
		t.Fatal(err)
	}
}
