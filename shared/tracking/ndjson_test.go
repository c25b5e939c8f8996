package tracking_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

func ndjson(lines ...string) tracking.Submission {
	return tracking.Submission{Body: []byte(strings.Join(lines, "\n")), ContentType: "application/x-ndjson; charset=utf-8"}
}

func TestNDJSON_ABadLineRejectsThatLineAlone(t *testing.T) {
	for name, c := range map[string]struct{ line, where, reason string }{
		"not JSON":    {`{"itemId":`, "line 3", "is not JSON: column 10: unexpected end of JSON input"},
		"two values":  {parcel + parcel, "line 3", "is not JSON: column 93: invalid character '{' after top-level value"},
		"no object":   {`["EE123456799GB"]`, "line 3", "must be an object, not a list"},
		"not UTF-8":   {"{\"itemId\":\"\xff\"}", "line 3", "is not UTF-8, from byte 11 of the line on"},
		"wrong field": {strings.Replace(parcel, "GBLALA", "X", 1), "line 3.office", "office: must be an IMPC of 6 letters A to Z or digits, such as USJFKZ"},
		"unknown":     {strings.Replace(parcel, "office", "offices", 1), "line 3.offices", "offices: is unknown; office: is missing"},
		"a message":   {`{"events":[` + parcel + `]}`, "line 3.events", "events: is unknown; itemId: is missing; code: is missing; office: is missing; eventTime: is missing"},
		"too long":    {`{"itemId":"` + strings.Repeat("x", tracking.MaxLine) + `"}`, "line 3", "is longer than 65536 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			m := receive(t, w, ndjson("\ufeff"+parcel, "", c.line, "   ", parcel2+"\r"))
			w.drain(t)
			r, err := w.Report(t.Context(), m.Receipt)
			if err != nil || m.Events != 3 || m.Rejected != 1 || m.Format != tracking.FormatNDJSON {
				t.Fatal(err, m)
			}
			if d := cmp.Diff([]tracking.Outcome{tracking.OutcomeStored, tracking.OutcomeRejected, tracking.OutcomeStored}, outcomes(t, w, m.Receipt)); d != "" {
				t.Error(d)
			}
			if got := r.Results[1]; got.Segment != c.where || got.Reason != c.reason || got.Original == "" {
				t.Errorf("%q: %q", got.Segment, got.Reason)
			}
		})
	}
}

func TestNDJSON_OfAllLinesWrongNothingIsTaken(t *testing.T) {
	w := newWorld()
	_, err := w.receiver().Receive(t.Context(), ana, ndjson("x", "y"))
	if !problem.Is(err, "message-rejected") || len(problem.As(err).Fields) != 2 || problem.As(err).Fields[1].Name != "line 2" {
		t.Error(err, problem.As(err).Fields)
	}
	for _, body := range []string{"", " \n\n"} {
		if _, err := w.receiver().Receive(t.Context(), ana, ndjson(body)); !problem.Is(err, "message-empty") {
			t.Error(err)
		}
	}
}
