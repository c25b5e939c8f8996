//go:build emulator

package inquirydb_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// Late items are told once a lane and day, to a call centre of the post that sent them; a post nobody knows is told nothing.
func TestAlerts_LateItems(t *testing.T) {
	s := start(t)
	tell := func(operator directory.OperatorCode, to string, at time.Time) []inquiry.Alert {
		t.Helper()
		told, err := s.Alert(t.Context(), inquiry.LateNotice(operator, "FRA", to, at), at)
		if err != nil {
			t.Fatal(err)
		}
		return told
	}
	const centre = "DEA-FRA" // the first, as the fixture has no default
	for _, at := range []time.Time{monday, monday.Add(time.Hour), monday.Add(24 * time.Hour)} {
		if told := tell("DEA", "FR", at); len(told) != 1 || told[0].Centre != centre {
			t.Fatal(told)
		}
	}
	tell("DEA", "US", monday)
	if told := tell("XXX", "FR", monday); len(told) != 0 {
		t.Error(told)
	}
	list, err := s.ListAlerts(t.Context(), bruno, centre, inquiry.Page{Limit: 10}, monday.Add(24*time.Hour))
	if err != nil || len(list.Items) != 3 {
		t.Fatal(list, err)
	}
	for _, a := range list.Items {
		if a.Kind != inquiry.AlertLateItems || a.Side != inquiry.Requester || a.Partner != "FRA" || a.InquiryID != "" || a.Next() != inquiry.NextLook {
			t.Errorf("%+v", a)
		}
	}
}
