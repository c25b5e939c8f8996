//go:build emulator

package insightdb_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	godiff "github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

// Compaction leaves few files, each fact once and in its latest version, and every figure as it was.
func TestCompact_LeavesEveryFigureAsItWas(t *testing.T) {
	stream, athena := lake(t)
	var facts []insight.Fact
	for _, h := range random(400) {
		facts = append(facts, insight.FactOf(h)...)
	}
	corrected := facts[3]
	corrected.Version, corrected.Product = 1800000000, "EMS"
	for from := 0; from < len(facts); from += 60 { // a file for each
		if err := stream.Put(t.Context(), facts[from:min(from+60, len(facts))]...); err != nil {
			t.Fatal(err)
		}
	}
	if err := stream.Put(t.Context(), append(facts[:50:50], corrected)...); err != nil { // some twice
		t.Fatal(err)
	}
	arrived(t, athena, append(slices.Concat(facts, facts[:50]), corrected)...)
	in := map[insight.Month]bool{} // a step may have been carried into months before its own
	for _, f := range facts {
		in[f.Month] = true
	}
	months := slices.Sorted(maps.Keys(in))
	before := figures(t, athena, months)

	client := s3.NewFromConfig(kit.AWS(t), insightdb.PathStyle(kit.AWS(t)))
	c := lakedb.Compactor{Client: client, Bucket: athena.WorkGroup, MaxRows: 100} // the bucket is called as the work group
	kept, superfluous := 0, 0
	for _, m := range months {
		for _, fact := range []string{insight.FactEvent, insight.FactStep} {
			for run, want := range []bool{true, false} { // the second time there is nothing left to do but to put the files together again
				got, err := c.Compact(t.Context(), fact, m, "test"+string(rune('a'+run)))
				if err != nil {
					t.Fatal(err)
				}
				if want {
					kept, superfluous = kept+got.Facts, superfluous+got.Superfluous
				} else if got.Superfluous != 0 {
					t.Errorf("%s of %s: %+v", fact, m, got)
				}
				if got.FilesAfter != (got.Facts+99)/100 && got.FilesBefore > 1 {
					t.Errorf("%s of %s: %+v", fact, m, got)
				}
			}
		}
	}
	if kept != len(facts) || superfluous < 51 {
		t.Errorf("%d facts are kept of %d, %d were superfluous", kept, len(facts), superfluous)
	}
	if d := godiff.Diff(before, figures(t, athena, months)); d != "" {
		t.Error(d)
	}
	if n, _, err := athena.Delivered(t.Context()); err != nil || n != len(facts) {
		t.Errorf("%d rows, %v", n, err)
	}
}

// The agents of a month that is over for long are gone from every file of it, also when there is one file only; nothing else is.
func TestForget_LeavesNoPseudonymAndEveryFigure(t *testing.T) {
	stream, athena := lake(t)
	m := &month{t: t}
	m.inquiry("A", "GBA-DON", "DEA-BON", "").does("sent", "11-02 09:00", by("GBA-DON")).does("opened", "11-02 10:00", by("DEA-BON"))
	var facts []insight.Fact
	for _, h := range m.out {
		f := insight.FactOf(h)
		f[0].Agent = "k3q7mzv2p5aw4xyt"
		facts = append(facts, f...)
	}
	if err := stream.Put(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	arrived(t, athena, facts...)
	named := func() string {
		rows, err := athena.Agents(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	months := []insight.Month{"2026-11"}
	before := figures(t, athena, months)
	if named() != "2" {
		t.Fatal("no fact has an agent")
	}
	c := lakedb.Compactor{Client: s3.NewFromConfig(kit.AWS(t), insightdb.PathStyle(kit.AWS(t))), Bucket: athena.WorkGroup}
	for range 2 { // the second time there is one file
		if _, err := c.Forget(t.Context(), insight.FactEvent, "2026-11", "test"); err != nil {
			t.Fatal(err)
		}
		if n := named(); n != "0" {
			t.Errorf("%s facts have an agent", n)
		}
		if d := godiff.Diff(before, figures(t, athena, months)); d != "" {
			t.Error(d)
		}
	}
}

func figures(t *testing.T, athena insightdb.Athena, months []insight.Month) (out [][]insight.Line) {
	t.Helper()
	for _, m := range months {
		lines, err := athena.Month(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, lines)
	}
	return out
}
