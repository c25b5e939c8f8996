package tracking_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// numbers are the references of a world; the latest one counts.
type numbers struct{ all []tracking.Reference }

func (n *numbers) Refer(_ context.Context, r tracking.Reference) error {
	if !slices.Contains(n.all, r) {
		n.all = append(n.all, r)
	}
	return nil
}

func (n *numbers) Referred(_ context.Context, operator principal.OperatorCode, number string, _ time.Time) (tracking.Reference, error) {
	for _, r := range slices.Backward(n.all) {
		if r.Operator == operator && r.Number == number {
			return r, nil
		}
	}
	return tracking.Reference{}, tracking.ReferenceUnknown(number)
}

// numbered is EDIFACT with one event, about which BGM says this.
func numbered(bgm string) string {
	return "UNB+UNOA:2+GBA+DEA+261122:1015+X'UNH+1+EMSEVT:3:0:UP'" + bgm + "GID+1'PCI++EE123456799GB'STS+EMA'DTM+334:202611201000UTC:303'LOC+175+GBLALA'UNT+" +
		string(rune('7'+strings.Count(bgm, "'"))) + "+1'UNZ+1+X'"
}

func TestReplaces_ByAnyFormat(t *testing.T) {
	event := `{"itemId":"EE123456799GB","code":"EMA","eventTime":"2026-11-20T10:00:00Z","office":"GBLALA"}`
	for name, c := range map[string][2]string{
		"JSON":                        {`{"reference":"A1","events":[` + event + `]}`, `{"reference":"A2","replaces":"A1","events":[` + event + `]}`},
		"EDIFACT":                     {numbered("BGM+EVT+A1+9'"), numbered("BGM+EVT+A2+5'RFF+ACW:A1'")},
		"EDIFACT with its own number": {numbered("BGM+EVT+A1+9'"), numbered("BGM+EVT+A1+5'")},
		"one, then the other":         {`{"reference":"A1","events":[` + event + `]}`, numbered("BGM+EVT+A2+5'RFF+ACW:A1'")},
	} {
		t.Run(name, func(t *testing.T) {
			w, n := newWorld(), &numbers{}
			send := func(body string) tracking.Message {
				t.Helper()
				r := w.receiver()
				r.References = n
				m, err := r.Receive(t.Context(), ana, tracking.Submission{Body: []byte(body)})
				if err != nil {
					t.Fatal(err)
				}
				return m
			}
			first := send(c[0])
			w.queued = nil
			second := send(c[1])
			old, own := tracking.Part{Receipt: first.Receipt, Count: 1}, tracking.Part{Receipt: second.Receipt, Count: 1}
			if d := cmp.Diff([]tracking.Replacement{{Number: "A1", Earlier: &old, Own: own}}, w.messages[second.Receipt].Replaces); d != "" {
				t.Error(d)
			}
			if len(w.queued) != 2 || w.queued[1].Supersede == nil || *w.queued[1].Supersede != (tracking.Supersession{Old: old, By: own}) {
				t.Fatalf("%+v", w.queued)
			}
			var e tracking.Event
			if err := json.Unmarshal(w.queued[0].Events[0], &e); err != nil || e.Replaces == nil || *e.Replaces != old {
				t.Errorf("%+v %v", e.Replaces, err)
			}
			if latest, err := n.Referred(t.Context(), "GBA", "A1", now); err != nil || latest.Part != own {
				t.Error("what replaces a message can be named by its number", latest, err)
			}
		})
	}
}

func TestReplaces_WhatNobodyKnows_IsTakenAsItIs(t *testing.T) {
	w := newWorld()
	r := w.receiver()
	r.References = &numbers{all: []tracking.Reference{{Operator: "USA", Number: "A1", Part: tracking.Part{Receipt: "R9", Count: 1}}}}
	m, err := r.Receive(t.Context(), ana, tracking.Submission{Body: []byte(numbered("BGM+EVT+A2+5'RFF+ACW:A1'"))})
	if err != nil || len(m.Replaces) != 1 || m.Replaces[0].Earlier != nil || len(w.queued) != 1 {
		t.Fatalf("another operator's number names nothing: %+v %v", m.Replaces, err)
	}
}

func TestCancels_NeedsNoRecords(t *testing.T) {
	known := &numbers{all: []tracking.Reference{{Operator: "GBA", Number: "A1", Part: tracking.Part{Receipt: "R9", First: 3, Count: 2}}}}
	for _, body := range []string{`{"cancels":"A1"}`, `{"reference":"A2","cancels":"A1"}`, "UNB+UNOA:2+GBA+DEA+261122:1015+X'UNH+1+EMSEVT:3:0:UP'BGM+EVT+A2+1'RFF+ACW:A1'UNT+4+1'UNZ+1+X'"} {
		w := newWorld()
		r := w.receiver()
		r.References = known
		m, err := r.Receive(t.Context(), ana, tracking.Submission{Body: []byte(body)})
		if err != nil || m.Refused() || m.Events != 0 || len(w.queued) != 1 || w.queued[0].Supersede.Old != known.all[0].Part {
			t.Errorf("%s: %+v %v", body, m, err)
		}
		if report, err := w.Report(t.Context(), m.Receipt); err != nil || report.Status() != tracking.Done {
			t.Error(report.Status(), err)
		}
	}
}

func TestReplaces_ThatIsWrong_IsRefused(t *testing.T) {
	event := `"events":[{"itemId":"EE123456799GB","code":"EMA","eventTime":"2026-11-20T10:00:00Z","office":"GBLALA"}]`
	for body, want := range map[string]string{
		`{"cancels":"A9"}`:                                             "cancels: there is no earlier message with that number",
		`{"cancels":"A1",` + event + `}`:                               "cancels: cancels an earlier message and holds records; a message does one or the other",
		`{"cancels":"A1","replaces":"A1",` + event + `}`:               "replaces: stands beside cancels; a message does one or the other",
		`{"reference":7,` + event + `}`:                                "reference: must be a string, and not an empty one",
		`{"reference":"a","reference":"b",` + event + `}`:              "reference: stands more than once",
		`{"replaces":"` + strings.Repeat("x", 71) + `",` + event + `}`: "replaces: a number of a message has at most 70 characters, and no control characters",
		`{"replaces":"A1"}`:                                            "body: has no list of events, dispatches, receptions, movements or items",
		numbered("BGM+EVT++5'"):                                        "segment 3 (BGM), byte 53: replaces an earlier message, and names none",
		numbered("BGM+EVT+A2+1'RFF+ACW:A1'"):                           "segment 3 (BGM), byte 53: cancels an earlier message and holds records; a message does one or the other",
	} {
		w := newWorld()
		r := w.receiver()
		r.References = &numbers{all: []tracking.Reference{{Operator: "GBA", Number: "A1", Part: tracking.Part{Receipt: "R9", Count: 1}}}}
		_, err := r.Receive(t.Context(), ana, tracking.Submission{Body: []byte(body)})
		p := problem.As(err)
		if p.Slug != "message-invalid" || len(p.Fields) == 0 || p.Fields[0].Name+": "+p.Fields[0].Reason != want || len(w.queued) != 0 {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestItem_WhatWasSupersededHasNoEffect(t *testing.T) {
	at := func(day int, code, office, by string) tracking.Event {
		when := time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC)
		return tracking.Event{ItemID: "EE123456799GB", Code: code, Time: when, Office: office, Country: office[:2], Sender: "GBA", SupersededBy: by}
	}
	it := item(at(3, "EMA", "GBLALA", ""), at(20, "EMI", "USJFKZ", "R2"), at(2, "EMH", "FRCDGA", "R2"))
	if last, _ := it.Last(); len(it.Events) != 1 || last.Code != "EMA" || len(it.Superseded) != 2 || it.Superseded[0].Code != "EMH" {
		t.Fatalf("%+v", it)
	}
	in, err := it.Participants(func(principal.OperatorCode) (string, error) { return "GB", nil })
	if err != nil || in["US"] || in["FR"] {
		t.Error("it makes nobody a participant", in)
	}
}
