package tracking_test

import (
	"context"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// An identifier with a wrong check digit is refused, unless its sender has such events kept: then the event is stored as unverified. Whatever else is
// wrong with an identifier is refused in any case.
func TestUnverified_BySettingOfTheSender(t *testing.T) {
	keep := func(context.Context, principal.OperatorCode) (directory.MessageSettings, error) {
		return directory.MessageSettings{Unverified: true}, nil
	}
	const wrong = "EE123456790GB"
	event := `{"events":[{"itemId":"` + wrong + `","code":"EMD","eventTime":"2026-11-20T10:00:00Z","office":"USJFKZ"}]}`
	for name, c := range map[string]struct {
		settings tracking.Settings
		body     string
		kept     bool
	}{
		"refused":         {nil, event, false},
		"kept":            {keep, event, true},
		"kept of a line":  {keep, strings.TrimSuffix(strings.TrimPrefix(event, `{"events":[`), "]}") + "\n", true},
		"no such country": {keep, strings.Replace(event, wrong, "EE123456790XX", 1), false},
		"too short":       {keep, strings.Replace(event, wrong, "EE12345679GB", 1), false},
		"another fault":   {keep, strings.Replace(event, "USJFKZ", "US", 1), false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			r := w.receiver()
			r.Settings = c.settings
			media := "application/json"
			if name == "kept of a line" {
				media = "application/x-ndjson"
			}
			m, err := r.Receive(t.Context(), ana, tracking.Submission{Body: []byte(c.body), ContentType: media})
			if !c.kept {
				if !problem.Is(err, "message-rejected") && !problem.Is(err, "message-invalid") {
					t.Fatal(err)
				}
				return
			}
			if err != nil || m.Rejected != 0 || m.Events != 1 {
				t.Fatalf("%+v %v", m, err)
			}
			for _, chunk := range w.queued {
				if err := w.ingester().Ingest(t.Context(), chunk); err != nil {
					t.Fatal(err)
				}
			}
			if len(w.events) != 1 {
				t.Fatal(w.events)
			}
			for _, e := range w.events {
				if e.ItemID != wrong || !e.Unverified {
					t.Errorf("%+v", e)
				}
			}
		})
	}
}
