package main

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

func TestDemo_FillsPlaceholders(t *testing.T) {
	p := Progress{Now: time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC), Saved: map[string]string{"books": "PRV1"}}
	for text, want := range map[string]string{
		"/v1/inquiries/{books}/open": "/v1/inquiries/PRV1/open",
		`{"at":"{now-72h}"}`:         `{"at":"2026-11-19T18:00:00Z"}`,
		`{"on":"{today+24h}"}`:       `{"on":"2026-11-23"}`,
		`{"on":"{now}"}`:             `{"on":"2026-11-22T18:00:00Z"}`,
		"{other}":                    "{other}",
	} {
		if got := fill(text, p); got != want {
			t.Errorf("%s became %s, not %s", text, got, want)
		}
	}
}

func TestClock_MovesForwardOrIsPutRight(t *testing.T) {
	now := time.Date(2026, 11, 22, 18, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		given map[string]string
		want  time.Duration
		wrong bool
	}{
		{given: map[string]string{"BY": "3d"}, want: 73 * time.Hour},
		{given: map[string]string{"BY": "90m"}, want: 150 * time.Minute},
		{given: map[string]string{"TO": "2026-11-23T18:00:00Z"}, want: 24 * time.Hour},
		{given: map[string]string{"RESET": "1"}},
		{given: map[string]string{"TO": "2026-11-22T18:30:00Z"}, wrong: true}, // back
		{given: map[string]string{"BY": "-1h"}, wrong: true},
		{given: map[string]string{"BY": "1d", "RESET": "1"}, wrong: true},
		{given: map[string]string{}, wrong: true},
	} {
		got, err := newOffset(c.given, time.Hour, now)
		if (err != nil) != c.wrong || got != c.want {
			t.Errorf("%v: %s, %v", c.given, got, err)
		}
	}
}

func TestClock_KnowsWhenTheReportWouldHaveBeenMade(t *testing.T) {
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, time.UTC)
	}
	for _, c := range []struct {
		from, to time.Time
		want     bool
	}{
		{at(11, 22, 18), at(11, 22, 23), false},
		{at(11, 22, 18), at(11, 23, 2), false},
		{at(11, 22, 18), at(11, 23, 3), true},
		{at(11, 23, 3), at(11, 24, 2), false},
		{at(11, 23, 2), at(11, 23, 3), true},
		{at(11, 30, 23), at(12, 1, 3), true},
		{at(11, 22, 18), at(12, 24, 0), true},
	} {
		if got := reportDue(c.from, c.to); got != c.want {
			t.Errorf("from %s to %s: %t", c.from, c.to, got)
		}
	}
}

// What the demo announces is taken as it stands: identifiers of items and receptacles are right, and none is there twice.
func TestDemoTraffic_AnnouncesItemsThatCanBe(t *testing.T) {
	calls := demoTraffic()
	items := itemsOf(calls)
	if len(calls) != 2+9 || len(items) != 450 {
		t.Fatalf("%d calls announce %d items", len(calls), len(items))
	}
	for _, id := range items {
		if _, err := edi.ParseItemID(id); err != nil {
			t.Error(id, err)
		}
	}
	for _, call := range calls {
		if call.Method != http.MethodPost {
			continue // looks whether a part of it is there
		}
		var message struct {
			Dispatches []struct {
				Receptacles []struct{ ReceptacleID string }
			}
		}
		if err := json.Unmarshal(call.Body, &message); err != nil {
			t.Fatal(err)
		}
		for _, r := range message.Dispatches[0].Receptacles {
			if _, err := edi.ParseReceptacleID(r.ReceptacleID); err != nil {
				t.Error(r.ReceptacleID, err)
			}
		}
	}
}
