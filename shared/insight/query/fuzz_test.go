package query_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// viewers are all who ask: people, those who see agents, those who see other posts' sums, and the network.
var viewers = []query.Viewer{gba, {Operator: "GBA", Agents: true}, {Operator: "GBA", Shared: true}, network}

// swap is what stands where something harmless stood.
type swap struct{ harmless, dirty string }

// bound says what is wrong with a statement that strings went into: it is to be the harmless one word for word, and to bind the same parameters, but for
// those strings; of the first it has to bind one.
func bound(t *testing.T, s, harmless query.Statement, v query.Viewer, swaps ...swap) {
	t.Helper()
	if s.SQL != harmless.SQL {
		t.Errorf("%q are part of\n%s", swaps, s.SQL)
	}
	if strings.Count(s.SQL, "?") != len(s.Params) || len(s.Params) != len(harmless.Params) {
		t.Fatalf("%d parameters of %d are bound, %d in the harmless one", len(s.Params), strings.Count(s.SQL, "?"), len(harmless.Params))
	}
	for i, p := range s.Params {
		if was := harmless.Params[i]; p != was && !slices.Contains(swaps, swap{was, p}) {
			t.Errorf("%q is bound for %q", p, was)
		}
	}
	if !slices.Contains(s.Params, swaps[0].dirty) || !v.Network && !slices.Contains(s.Params, string(v.Operator)) {
		t.Errorf("the value, or whose figures they are, is not bound: %q", s.Params)
	}
}

// plain is a value of a dimension that no other can be mistaken for: where values follow a rule, one that keeps it is harmless itself.
func plain(dimension, value, otherwise string) string {
	ruled := []query.Dimension{query.Day, query.LocalDay, query.Week, query.Weekday, query.Hour, query.Level, query.Urgent, query.ReplyClass, query.Actor}
	if slices.Contains(ruled, query.Dimension(dimension)) {
		return value
	}
	return otherwise
}

// Whatever stands in whichever string, whoever asks: it is refused by its place, or it is a bound parameter and the statement is word for word the one of
// a harmless value.
func FuzzCompile(f *testing.F) {
	f.Add("on-time-reply", "replier", "centre", "product", "EMS", "GBA-DON", "2026-10", "2026-11", "before", "whole", "", uint8(0))
	f.Add("requests", "requester", "inquiry", "inquiry", "' OR 1=1 --", "x'; DROP TABLE facts; --", "2026-11", "2026-11", "", "part", "", uint8(0))
	f.Add("requests", "replier", "hour", "day", "2026-11-26", "9", "2026-11", "2026-11", "", "part", "", uint8(0))
	f.Add("outstanding", "replier", "side", "centre", "?", "replier", "2025-12", "2026-11", "lastYear", "part", "", uint8(3))
	f.Add("requests'", "replier\"", "centre--", "product/*", "\x00", "${x}", "2026-1", "0000-00", "neighbour", "all", "everyone'", uint8(1))
	f.Add("workload", "replier", "agent", "product", "') OR ('1'='1", "few", "2026-10", "2026-11", "", "part", "", uint8(1))
	f.Add("requests", "requester", "operator", "product", "x'; --", "DEA", "2026-11", "2026-11", "", "part", "everyone", uint8(2))
	f.Add("replies", "replier", "partnerCentre", "partnerCentre", "\\' UNION SELECT", "", "2026-11", "2026-11", "before", "part", "everyone", uint8(3))
	f.Fuzz(func(t *testing.T, measure, side, dimension, filter, value, key, from, to, compare, of, whose string, who uint8) {
		v := viewers[int(who)%len(viewers)]
		written := func(value, key string) query.Drill {
			return query.Drill{Definition: query.Definition{Measures: []string{measure}, Sides: []insight.Side{insight.Side(side)}, Dimensions: []query.Dimension{query.Dimension(dimension)},
				Filters: []query.Filter{{Dimension: query.Dimension(filter), Values: []string{value}}}, From: insight.Month(from), To: insight.Month(to), Compare: query.Comparison(compare),
				Whose: query.Whose(whose)}, Keys: []string{key}, Measure: measure, Of: query.Share(of)}
		}
		refused := func(err error) {
			t.Helper()
			if p := problem.As(err); p.Slug != "role-missing" && (p.Slug != "query-invalid" || len(p.Fields) == 0) {
				t.Fatal(err)
			}
		}
		plainValue, plainKey := plain(filter, value, "EMS"), plain(dimension, key, "GBA-DON")
		dirty, clean := written(value, key), written(plainValue, plainKey)
		s, err := query.Compile(dirty.Definition, v, now)
		if err != nil {
			refused(err)
		} else {
			harmless, err := query.Compile(clean.Definition, v, now)
			if err != nil {
				t.Fatal(err)
			}
			bound(t, s, harmless, v, swap{plainValue, value})
		}
		s, err = query.CompileDrill(dirty, v, now)
		if err != nil {
			refused(err)
			return
		}
		if dimension == string(query.Side) { // its key chooses a branch
			clean.Keys = dirty.Keys
		}
		harmless, err := query.CompileDrill(clean, v, now)
		if err != nil {
			t.Fatal(err)
		}
		bound(t, s, harmless, v, swap{plainValue, value}, swap{plainKey, key})
	})
}

// attacks are what somebody might write where a value, a name or a choice is asked for.
var attacks = []string{"' OR 1=1 --", "x'; DROP TABLE facts; --", "') UNION SELECT agent FROM facts --", "\\'", "?", "${jndi:x}", "\x00", "a\r\nBcc: b@x.example"}

// What a predefined report is about is a value: it is refused by its name, or bound.
func TestFill_AnAttackIsAValue(t *testing.T) {
	harmless := query.Subject{Operator: "GBA", Centre: "GBA-DON", Partner: "DEA", Product: "EMS"}
	for _, r := range query.Reports() {
		for _, v := range viewers {
			charts, err := query.Fill(r.Code, harmless, "2026-10", query.WithBefore, v)
			if err != nil {
				t.Fatal(r.Code, err)
			}
			var clean []query.Statement
			for _, chart := range charts {
				s, err := query.Compile(chart.Definition, v, now)
				if err != nil {
					t.Fatal(r.Code, err)
				}
				clean = append(clean, s)
			}
			for _, attack := range attacks {
				for place, put := range map[swap]func(*query.Subject){
					{"GBA", attack}:     func(s *query.Subject) { s.Operator = principal.OperatorCode(attack) },
					{"GBA-DON", attack}: func(s *query.Subject) { s.Centre = principal.CentreID(attack) },
					{"DEA", attack}:     func(s *query.Subject) { s.Partner = principal.OperatorCode(attack) },
					{"EMS", attack}:     func(s *query.Subject) { s.Product = attack },
				} {
					dirty := harmless
					put(&dirty)
					charts, err := query.Fill(r.Code, dirty, "2026-10", query.WithBefore, v)
					for i, chart := range charts {
						var s query.Statement
						if s, err = query.Compile(chart.Definition, v, now); err != nil {
							break
						}
						bound(t, s, clean[i], v, place)
					}
					if err != nil && len(problem.As(err).Fields) == 0 {
						t.Errorf("%s of %q: %v", r.Code, place, err)
					}
				}
			}
		}
	}
}

// Nothing that is saved becomes part of a statement: choices are refused by their place, names and descriptions are kept as they are and asked for nothing.
func TestSaved_AnAttackIsRefusedByItsPlaceOrKept(t *testing.T) {
	plain, err := query.Compile(onTime().Question.At(now), gba, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, attack := range attacks {
		for place, change := range map[string]func(*query.Saved){
			"name":              func(s *query.Saved) { s.Name = attack },
			"description":       func(s *query.Saved) { s.Description = attack },
			"chart":             func(s *query.Saved) { s.Chart = query.ChartKind(attack) },
			"schedule.every":    func(s *query.Saved) { monthly(s); s.Schedule.Every = attack },
			"schedule.format":   func(s *query.Saved) { monthly(s); s.Schedule.Format = insight.Format(attack) },
			"schedule.language": func(s *query.Saved) { monthly(s); s.Schedule.Language = attack },
			"query.period.from": func(s *query.Saved) { s.Question.Period = query.Period{From: insight.Month(attack), To: "2026-10"} },
			"query.period.to":   func(s *query.Saved) { s.Question.Period = query.Period{From: "2026-10", To: insight.Month(attack)} },
			"query.measures[0]": func(s *query.Saved) { s.Question.Definition.Measures = []string{attack} },
			"query.sides[0]":    func(s *query.Saved) { s.Question.Definition.Sides = []insight.Side{insight.Side(attack)} },
			"query.dimensions[0]": func(s *query.Saved) {
				s.Question.Definition.Dimensions = []query.Dimension{query.Dimension(attack)}
			},
			"query.filters[0].dimension": func(s *query.Saved) {
				s.Question.Definition.Filters = []query.Filter{{Dimension: query.Dimension(attack), Values: []string{"EMS"}}}
			},
			"query.compare": func(s *query.Saved) { s.Question.Definition.Compare = query.Comparison(attack) },
			"query.whose":   func(s *query.Saved) { s.Question.Definition.Whose = query.Whose(attack) },
		} {
			l, store := library()
			made, err := l.Create(t.Context(), ana, onTime(change), "", now)
			if err != nil {
				if p := problem.As(err); p.Slug != "saved-report-invalid" || !slices.ContainsFunc(p.Fields, func(f problem.Field) bool { return f.Name == place }) || len(store.kept) > 0 {
					t.Errorf("%s %q: %v %v", place, attack, err, p.Fields)
				}
				continue
			}
			if place != "name" && place != "description" || strings.ContainsFunc(attack, unicode.IsControl) {
				t.Errorf("%s %q is kept", place, attack)
			}
			if kept := store.kept[made.Saved.ID]; kept.Name != attack && kept.Description != attack {
				t.Errorf("%s %q is kept as %q and %q", place, attack, kept.Name, kept.Description)
			}
			asked, err := query.Compile(store.kept[made.Saved.ID].Question.At(now), gba, now)
			if err != nil || asked.SQL != plain.SQL || !slices.Equal(asked.Params, plain.Params) {
				t.Errorf("%s %q changes what is asked: %v\n%s", place, attack, err, asked.SQL)
			}
		}
	}
}
