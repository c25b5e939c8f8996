package query_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Whatever stands in whichever string: it is refused by its place, or it is a bound parameter and the statement is word for word the one of a harmless
// value.
func FuzzCompile(f *testing.F) {
	f.Add("on-time-reply", "replier", "centre", "product", "EMS", "GBA-DON", "2026-10", "2026-11", "before", "whole")
	f.Add("requests", "requester", "inquiry", "inquiry", "' OR 1=1 --", "x'; DROP TABLE facts; --", "2026-11", "2026-11", "", "part")
	f.Add("outstanding", "replier", "side", "centre", "?", "replier", "2025-12", "2026-11", "lastYear", "part")
	f.Add("requests'", "replier\"", "centre--", "product/*", "\x00", "${x}", "2026-1", "0000-00", "neighbour", "all")
	f.Fuzz(func(t *testing.T, measure, side, dimension, filter, value, key, from, to, compare, of string) {
		written := func(value, key string) query.Drill {
			return query.Drill{Definition: query.Definition{Measures: []string{measure}, Sides: []insight.Side{insight.Side(side)}, Dimensions: []query.Dimension{query.Dimension(dimension)},
				Filters: []query.Filter{{Dimension: query.Dimension(filter), Values: []string{value}}}, From: insight.Month(from), To: insight.Month(to), Compare: query.Comparison(compare)},
				Keys: []string{key}, Measure: measure, Of: query.Share(of)}
		}
		dirty, clean := written(value, key), written("EMS", "GBA-DON")
		check := func(s query.Statement, harmless string) {
			if s.SQL != harmless {
				t.Errorf("%q and %q are part of\n%s", value, key, s.SQL)
			}
			if strings.Count(s.SQL, "?") != len(s.Params) {
				t.Errorf("%d parameters of %d are bound", len(s.Params), strings.Count(s.SQL, "?"))
			}
			for _, p := range s.Params {
				if month, err := insight.ParseMonth(p); p != value && p != key && p != "GBA" && (err != nil || string(month) != p) {
					t.Errorf("%q is bound", p)
				}
			}
			if !slices.Contains(s.Params, value) || !slices.Contains(s.Params, "GBA") {
				t.Errorf("the value, or whose figures they are, is not bound: %q", s.Params)
			}
		}
		s, err := query.Compile(dirty.Definition, gba, now)
		if err != nil {
			if !problem.Is(err, "query-invalid") || len(problem.As(err).Fields) == 0 {
				t.Fatal(err)
			}
		} else {
			harmless, err := query.Compile(clean.Definition, gba, now)
			if err != nil {
				t.Fatal(err)
			}
			check(s, harmless.SQL)
		}
		s, err = query.CompileDrill(dirty, gba, now)
		if err != nil {
			if !problem.Is(err, "query-invalid") || len(problem.As(err).Fields) == 0 {
				t.Fatal(err)
			}
			return
		}
		if dimension == string(query.Side) { // its key chooses a branch
			clean.Keys = dirty.Keys
		}
		harmless, err := query.CompileDrill(clean, gba, now)
		if err != nil {
			t.Fatal(err)
		}
		check(s, harmless.SQL)
	})
}
