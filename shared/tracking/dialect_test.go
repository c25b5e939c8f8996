package tracking_test

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// settings are those of London, with the constructed dialects.
func settings(t *testing.T) tracking.Settings {
	t.Helper()
	s := directory.MessageSettings{Codes: map[string]map[string]string{"reason": {"A1": "ABS"}}}
	for _, name := range []string{"emsevt-of-one-system", "scan-1"} {
		raw, err := os.ReadFile("testdata/dialects/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		s.Dialects = append(s.Dialects, raw)
	}
	return func(_ context.Context, operator principal.OperatorCode) (directory.MessageSettings, error) {
		if operator == "GBA" {
			return s, nil
		}
		return directory.MessageSettings{}, nil
	}
}

const (
	oldSystem = "UNB+UNOA:2+GBA-OLD+DEA+261122:1015+1'UNH+1+EMSEVT:3:0:UP'RFF+ITM:EE123456799GB'STS+EMH+A1'DTM+334:202611201000UTC:303'LOC+9+GBLALA'UNT+6+1'UNZ+1+1'"
	oneSystem = "UNB+UNOA:2+GBA+DEA+261122:1015+1'UNH+1+SCAN:1:0:ZZ'LOC+GBLALA'DTM+202611201000UTC:303'LIN+EE123456799GB'LIN+CC473124829DE'UNT+6+1'UNZ+1+1'"
)

func TestDialect_ReadsWhatItsOperatorSends(t *testing.T) {
	for name, c := range map[string]struct {
		who    principal.Principal
		body   string
		events int
		reason string
		slug   string
	}{
		"another layout":           {ana, oldSystem, 1, "ABS", ""},
		"a message of its own":     {ana, oneSystem, 2, "", ""},
		"another sender's UNB":     {ana, strings.Replace(oldSystem, "GBA-OLD", "GBA", 1), 0, "", "message-invalid"},
		"of another operator":      {dan, oneSystem, 0, "", "message-invalid"},
		"codes of another":         {dan, `{"events":[{"itemId":"EE123456799GB","code":"EMH","eventTime":"2026-11-20T10:00:00Z","office":"GBLALA","reason":"A1"}]}`, 1, "A1", ""},
		"codes in JSON":            {ana, `{"events":[{"itemId":"EE123456799GB","code":"EMH","eventTime":"2026-11-20T10:00:00Z","office":"GBLALA","reason":"a1"}]}`, 1, "ABS", ""},
		"a code that nobody knows": {ana, `{"events":[{"itemId":"EE123456799GB","code":"EMH","eventTime":"2026-11-20T10:00:00Z","office":"GBLALA","reason":"B7"}]}`, 1, "B7", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			r := w.receiver()
			r.Settings = settings(t)
			m, err := r.Receive(t.Context(), c.who, tracking.Submission{Body: []byte(c.body)})
			if c.slug != "" {
				if !problem.Is(err, c.slug) {
					t.Fatal(err)
				}
				return
			}
			if err != nil || m.Events != c.events || m.Rejected != 0 {
				t.Fatalf("%+v %v", m, err)
			}
			var e tracking.Event
			if err := json.Unmarshal(w.queued[0].Events[0], &e); err != nil || e.Reason != c.reason {
				t.Errorf("%+v %v", e, err)
			}
		})
	}
}

func TestDialect_IsTriedAndAcknowledgedLikeOthers(t *testing.T) {
	w := newWorld()
	bench := w.workbench()
	bench.Receiver.Settings = settings(t)
	if trial, err := bench.Try(t.Context(), ana, oneSystem); err != nil || len(trial.Results) != 2 || trial.Rejected != 0 {
		t.Errorf("%+v %v", trial, err)
	}
	m, err := bench.Receiver.Receive(t.Context(), ana, tracking.Submission{Body: []byte(oneSystem)})
	if err != nil {
		t.Fatal(err)
	}
	report, _ := w.Report(t.Context(), m.Receipt)
	if out, err := bench.Receiver.Acknowledge(t.Context(), []byte(oneSystem), report); err != nil || !strings.Contains(string(out), "UCM+1+SCAN:1:0:ZZ+7'") {
		t.Errorf("%s %v", out, err)
	}
}

func TestDialect_IsTriedBeforeItIsSet(t *testing.T) {
	draft, err := os.ReadFile("testdata/dialects/scan-1.json")
	if err != nil {
		t.Fatal(err)
	}
	bench := newWorld().workbench()
	if trial, err := bench.Try(t.Context(), ana, oneSystem); err != nil || trial.Refusal == nil {
		t.Error("nobody reads it yet", err)
	}
	if trial, err := bench.TryWith(t.Context(), ana, oneSystem, []json.RawMessage{draft}); err != nil || trial.Refusal != nil || len(trial.Results) != 2 {
		t.Errorf("%+v %v", trial, err)
	}
	if _, err := bench.TryWith(t.Context(), ana, oneSystem, []json.RawMessage{[]byte("{}")}); !problem.Is(err, "dialect-invalid") {
		t.Error(err)
	}
}
