package edi_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const (
	dispatch   = "DEFRAAGBCVTAAUN60123"
	receptacle = dispatch + "001100125"
)

func TestParseReceptacleID_TakesItApart(t *testing.T) {
	got, err := edi.ParseReceptacleID("defraa gbcvta a un 6 0123-001.1.0.0125")
	want := edi.Receptacle{ID: receptacle, Serial: "001", Highest: "1", Insured: "0", WeightG: 12_500,
		Dispatch: edi.Dispatch{ID: dispatch, Origin: "DEFRAA", Destination: "GBCVTA", Category: "A", Subclass: "UN", Year: 6, Serial: "0123"}}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
	if got.ID.DispatchOf() != dispatch {
		t.Error(got.ID.DispatchOf())
	}
}

func TestParseDispatchID_TakesItApart(t *testing.T) {
	got, err := edi.ParseDispatchID("USJFKZFRCDGACCC50007")
	want := edi.Dispatch{ID: "USJFKZFRCDGACCC50007", Origin: "USJFKZ", Destination: "FRCDGA", Category: "C", Subclass: "CC", Year: 5, Serial: "0007"}
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Error(d, err)
	}
}

func TestTransportIDs_SayWhatIsWrong(t *testing.T) {
	replaced := func(at int, with string) string { return receptacle[:at-1] + with + receptacle[at-1+len(with):] }
	for _, c := range []struct {
		name, typed string
		reasons     []string
	}{
		{"nothing", "", []string{"length: has 0 characters, not 29"}},
		{"one short", receptacle[1:], []string{"length: has 28 characters"}},
		{"full-width digit", receptacle[:28] + "５", []string{"letters: only A to Z"}},
		{"stroke", replaced(14, "/"), []string{"letters: only A to Z"}},
		{"origin", replaced(1, "XX"), []string{"origin: characters 1 and 2"}},
		{"destination", replaced(7, "UK"), []string{"destination: characters 7 and 8"}},
		{"category", replaced(13, "E"), []string{"category: character 13 must be A, B, C or D"}},
		{"subclass", replaced(14, "7"), []string{"subclass: character 14"}},
		{"year", replaced(16, "X"), []string{"year: character 16"}},
		{"number", replaced(17, "O"), []string{"number: characters 17 to 20"}},
		{"receptacle number", replaced(21, "A"), []string{"receptacle number: characters 21 to 23"}},
		{"highest", replaced(24, "2"), []string{"highest-number flag: character 24 must be 0, 1 or 9"}},
		{"insured", replaced(25, "Y"), []string{"registered or insured flag: character 25"}},
		{"weight", replaced(29, "K"), []string{"weight: characters 26 to 29"}},
		{"several", strings.Repeat("Z", 29), []string{"origin", "destination", "category", "year", "number", "receptacle number", "highest-number flag", "registered", "weight"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := edi.ParseReceptacleID(c.typed)
			p, ok := errors.AsType[*problem.Problem](err)
			if !ok || p.Kind != problem.Invalid || p.Slug != "receptacle-id-invalid" || len(p.Fields) != len(c.reasons) {
				t.Fatalf("%v", err)
			}
			for i, reason := range c.reasons {
				if p.Fields[i].Name != "receptacleId" || !strings.HasPrefix(p.Fields[i].Reason, reason) {
					t.Errorf("%+v, want %s", p.Fields[i], reason)
				}
			}
		})
	}
	if _, err := edi.ParseDispatchID(receptacle); !problem.Is(err, "dispatch-id-invalid") {
		t.Error("a receptacle is no dispatch:", err)
	}
}

// FuzzTransportIDs: whatever is typed, what is accepted says the same when read again, and a receptacle begins with its dispatch.
func FuzzTransportIDs(f *testing.F) {
	for _, s := range []string{receptacle, dispatch, " defraa-gbcvta.aun60123 ", "DEFRAAGBCVTAAUN6012300110012５", "ſ", "\xff\xfe", strings.Repeat("0", 29)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		r, err := edi.ParseReceptacleID(typed)
		if p, ok := errors.AsType[*problem.Problem](err); err != nil && (!ok || len(p.Fields) == 0) {
			t.Fatalf("%#v", err)
		}
		if err == nil {
			if again, err := edi.ParseReceptacleID(string(r.ID)); err != nil || again != r {
				t.Fatalf("%+v became %+v: %v", r, again, err)
			}
			if d, err := edi.ParseDispatchID(string(r.ID.DispatchOf())); err != nil || d != r.Dispatch || !edi.IsIMPC(d.Origin) || !edi.IsIMPC(d.Destination) {
				t.Fatalf("%+v: %v", d, err)
			}
		}
		if d, err := edi.ParseDispatchID(typed); err == nil && len(d.ID) != edi.DispatchLength {
			t.Fatalf("%+v", d)
		}
	})
}
