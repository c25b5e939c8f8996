package tracking_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var update = flag.Bool("update", false, "write what becomes of testdata/messages")

// TestReceive_TestData sends each message and compares what becomes of it with want.
func TestReceive_TestData(t *testing.T) {
	files, err := filepath.Glob("testdata/messages/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			archive := txtar.Parse(raw)
			got := describe(t, archive.Files[0].Data)
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(archive.Files[1].Data), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// describe writes what becomes of a message.
func describe(t *testing.T, message []byte) string {
	t.Helper()
	w := newWorld()
	m, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: message, ContentType: "text/plain"})
	var out strings.Builder
	if p, refused := errors.AsType[*problem.Problem](err); refused {
		m = w.messages[p.Extra["receipt"].(string)]
		fmt.Fprintf(&out, "refused: %s: %s\n", p.Slug, p.Detail)
		if m.Refusal.Original != "" {
			fmt.Fprintf(&out, "  at %q\n", m.Refusal.Original)
		}
		for _, f := range p.Fields {
			fmt.Fprintf(&out, "  %s: %s\n", f.Name, f.Reason)
		}
	} else if err != nil {
		t.Fatal(err)
	}
	if string(w.raw[m.RawKey]) != string(message) {
		t.Errorf("the raw message is not kept under %q", m.RawKey)
	}
	fmt.Fprintf(&out, "%s, %d records, %d rejected\n", m.Format, m.Events, m.Rejected)
	for _, c := range w.queued {
		for _, raw := range c.Events {
			var e map[string]any
			if err := json.Unmarshal(raw, &e); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "event %v: %s\n", e["index"], raw)
		}
		for _, raw := range c.Movements {
			var m map[string]any
			if err := json.Unmarshal(raw, &m); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "movement %v: %s\n", m["index"], raw)
		}
		for _, raw := range c.Items {
			var i map[string]any
			if err := json.Unmarshal(raw, &i); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "item %v: %s\n", i["index"], raw)
		}
	}
	for _, r := range w.rejected[m.Receipt] {
		fmt.Fprintf(&out, "rejected %d: %q, code %q, at %s\n  because %s\n  original %q\n", r.Index, r.ItemID+r.TransportID, r.Code, r.Segment, r.Reason, r.Original)
	}
	return out.String()
}

func TestReceive_RefusedMessagesAreKeptAndListed(t *testing.T) {
	for _, c := range []struct {
		name, body, contentType, slug string
		kind                          problem.Kind
	}{
		{"empty", "", "application/json", "message-empty", problem.Malformed},
		{"broken JSON", `{"events":`, "application/json", "message-unreadable", problem.Malformed},
		{"JSON that is not UTF-8", "{\"events\":[\"\xff\"]}", "application/json", "message-unreadable", problem.Malformed},
		{"no interchange", "hello", "application/edifact", "message-unreadable", problem.Malformed},
		{"XML", "<events/>", "application/xml", "media-type-unsupported", problem.Unsupported},
		{"nobody says what it is", "hello", "", "media-type-unsupported", problem.Unsupported},
		{"too large", strings.Repeat(" ", tracking.MaxBody) + "{}", "application/json", "body-too-large", problem.TooLarge},
		{"too many events", `{"events":[` + strings.TrimSuffix(strings.Repeat("7,", tracking.MaxRecords+1), ",") + `]}`, "application/json", "message-invalid", problem.Invalid},
		{"all events bad", `{"events":[7]}`, "application/json; charset=utf-8", "message-rejected", problem.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld()
			_, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(c.body), ContentType: c.contentType})
			p, ok := errors.AsType[*problem.Problem](err)
			if !ok || p.Slug != c.slug || p.Kind != c.kind {
				t.Fatalf("%#v", err)
			}
			m := w.messages[p.Extra["receipt"].(string)]
			if m.Refusal == nil || !m.Refused() || string(w.raw[m.RawKey]) != c.body || m.RawKey != "raw/2026/11/22/"+m.Receipt {
				t.Errorf("%+v", m)
			}
			if r, _ := w.Report(t.Context(), m.Receipt); r.Status() != tracking.Rejected || r.Counts() != (tracking.Counts{Rejected: 1}) || r.Results[0].Reason == "" {
				t.Errorf("%+v", r)
			}
			if len(w.queued) != 0 {
				t.Error("something was queued")
			}
		})
	}
}

func TestReceive_FormatIsSniffed_WhateverTheSenderCallsIt(t *testing.T) {
	for _, contentType := range []string{"application/json", "text/plain", "application/edifact", "application/octet-stream", "", "TEXT/PLAIN; charset=us-ascii"} {
		w := newWorld()
		if m := receive(t, w, tracking.Submission{Body: body(parcel), ContentType: contentType}); m.Format != tracking.FormatJSON {
			t.Errorf("%q: %s", contentType, m.Format)
		}
	}
}

func TestReceive_WithoutOperator_IsForbidden(t *testing.T) {
	_, err := newWorld().receiver().Receive(t.Context(), principal.Principal{Subject: "nils"}, tracking.Submission{Body: body(parcel)})
	if p := problem.As(err); p.Kind != problem.Forbidden || p.Slug != "operator-missing" {
		t.Fatal(err)
	}
}

func TestReceive_ErrorsHoldNoPersonalData(t *testing.T) {
	const name = "Zebedee Quartermaine"
	_, err := newWorld().receiver().Receive(t.Context(), ana, tracking.Submission{Body: body(`{"signatory":"` + strings.Repeat(name, 5) + `"}`)})
	if err == nil || strings.Contains(err.Error(), name) {
		t.Fatal(err)
	}
}

func TestReceive_EveryMapFillsAListThatIsRead(t *testing.T) {
	maps, err := edi.Maps()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range maps {
		if !slices.Contains([]string{"events", "dispatches", "receptions", "movements", "items"}, m.Records) {
			t.Errorf("map %s: nobody reads %s", m.Message, m.Records)
		}
	}
}
