package tracking_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// samples are the whole EDIFACT messages of the reader's test data.
func samples(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../edi/testdata/*.edi")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	out := map[string]string{}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(file)] = string(raw)
	}
	return out
}

func TestReceive_AFileThatIsCutAnywhere_IsRefusedAndKeptWhole(t *testing.T) {
	for name, file := range samples(t) {
		end := strings.LastIndex(file, "'")
		for at := 1; at < end; at += 1 + at%3 {
			w := newWorld()
			_, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(file[:at]), ContentType: "application/edifact"})
			p := problem.As(err)
			if p.Slug != "message-unreadable" && p.Slug != "message-invalid" {
				t.Fatalf("%s cut at byte %d: %v", name, at, err)
			}
			receipt, _ := p.Extra["receipt"].(string)
			if m := w.messages[receipt]; string(w.raw[m.RawKey]) != file[:at] || len(p.Fields) == 0 || p.Fields[0].Name == "" || len(w.queued) != 0 {
				t.Fatalf("%s cut at byte %d: %+v", name, at, m)
			}
		}
	}
}

func TestReceive_AnyWrongCount_RefusesTheFile(t *testing.T) {
	for name, file := range samples(t) {
		for _, tag := range []string{"UNT+", "UNZ+"} {
			at := strings.Index(file, tag) + len(tag)
			_, err := newWorld().receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(file[:at] + "9" + file[at:])})
			if p := problem.As(err); p.Slug != "message-invalid" || !strings.Contains(p.Fields[0].Reason, "counts") {
				t.Errorf("%s, %s: %v", name, tag, err)
			}
		}
	}
}

func TestReceive_DatesThatCannotBeMeant_RejectTheRecord(t *testing.T) {
	for text, want := range map[string]string{
		"000101010000": "in the past", "190001010000": "in the past", "202411211000": "in the past", "202611240001": "in the future", "999912312359": "in the future",
		"202602300900": "no time in format 203", "202613010900": "no time in format 203", "202611202460": "no time in format 203", "20261120": "no time in format 203", "2026112O0900": "no time in format 203",
	} {
		file := strings.Replace(samples(t)["emsevt.edi"], "202611220932", text, 1)
		_, err := newWorld().receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(file)})
		if p := problem.As(err); p.Slug != "message-rejected" || !strings.Contains(p.Fields[0].Reason, want) || !strings.HasPrefix(p.Fields[0].Name, "segment 8 (DTM)") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestReceive_SeveralInterchangesInOneFile_AreAllOrNothing(t *testing.T) {
	all := samples(t)
	file := all["predes.edi"] + "\r\n" + all["emsevt.edi"] + all["cardit.edi"]
	w := newWorld()
	if m, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(file)}); err != nil || m.Events < 5 || m.Rejected != 0 {
		t.Fatalf("%+v %v", m, err)
	}
	w = newWorld()
	if _, err := w.receiver().Receive(t.Context(), ana, tracking.Submission{Body: []byte(strings.Replace(file, "UNZ+1+CD0001", "UNZ+1+CD0002", 1))}); !problem.Is(err, "message-invalid") || len(w.queued) != 0 {
		t.Fatal("what is wrong at the end of the last one refuses them all", err)
	}
}
