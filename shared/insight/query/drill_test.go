package query_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// into asks which answers of Doncaster were due, changed as wanted.
func into(change ...func(*query.Drill)) query.Drill {
	d := query.Drill{Definition: november(), Keys: []string{"GBA-DON"}, Measure: "on-time-reply", Of: query.Whole}
	for _, c := range change {
		c(&d)
	}
	return d
}

func TestCompileDrill_NamesWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*query.Drill)
		want   string
	}{
		"no keys":             {func(d *query.Drill) { d.Keys = nil }, "keys"},
		"a key too many":      {func(d *query.Drill) { d.Keys = append(d.Keys, "x") }, "keys"},
		"a long key":          {func(d *query.Drill) { d.Keys[0] = strings.Repeat("x", 65) }, "keys[0]"},
		"another measure":     {func(d *query.Drill) { d.Measure = "requests" }, "measure"},
		"no part of a figure": {func(d *query.Drill) { d.Of = "all" }, "part"},
		"the rest of a count": {func(d *query.Drill) {
			d.Definition.Measures, d.Measure, d.Of = []string{"requests"}, "requests", query.Rest
		}, "part"},
		"the rest of an average": {func(d *query.Drill) {
			d.Definition.Measures, d.Measure, d.Of = []string{"time-to-reply"}, "time-to-reply", query.Rest
		}, "part"},
		"the whole of a count":         {func(d *query.Drill) { d.Definition.Measures, d.Measure = []string{"requests"}, "requests" }, "part"},
		"a wrong query":                {func(d *query.Drill) { d.Definition.To = "2031-01" }, "query.to"},
		"a dimension that is not ours": {func(d *query.Drill) { d.Definition.Dimensions[0] = query.PartnerCentre }, "query.dimensions[0]"},
		"a side that is not counted":   {func(d *query.Drill) { d.Definition.Dimensions[0], d.Keys[0] = query.Side, "requester" }, "keys"},
	} {
		_, err := query.CompileDrill(into(c.change), gba, now)
		if !problem.Is(err, "query-invalid") {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if f := problem.As(err).Fields; len(f) == 0 || f[0].Name != c.want {
			t.Errorf("%s names %v, want %s", name, f, c.want)
		}
	}
	byAgent := into(func(d *query.Drill) {
		d.Definition.Dimensions[0], d.Definition.Measures, d.Measure, d.Of = query.Agent, []string{"workload"}, "workload", query.Part
	})
	manager := query.Viewer{Operator: "GBA", Agents: true}
	if err := byAgent.Definition.Check(manager, now); err != nil {
		t.Fatal("a manager may ask by agent:", err)
	}
	if _, err := query.CompileDrill(byAgent, manager, now); !problem.Is(err, "query-invalid") || problem.As(err).Fields[0].Name != "query.dimensions" {
		t.Error("an inquiry leads to who worked on it:", err)
	}
	everyones := into(func(d *query.Drill) {
		d.Definition.Whose, d.Definition.Dimensions, d.Keys = query.Everyone, []query.Dimension{query.Operator}, []string{"DEA"}
	})
	if _, err := query.CompileDrill(everyones, query.Viewer{Operator: "GBA", Shared: true}, now); !problem.Is(err, "query-invalid") || problem.As(err).Fields[0].Name != "query.whose" {
		t.Error("inquiries of another post:", err)
	}
	if _, err := query.CompileDrill(into(), network, now); !problem.Is(err, "role-missing") {
		t.Error("the network sees no single inquiry:", err)
	}
	if _, err := query.CompileDrill(into(), query.Viewer{}, now); !problem.Is(err, "role-missing") {
		t.Error("nobody's figures:", err)
	}
}

// Every branch is held to the viewer's own side, the row and nothing else; what a caller writes is bound.
func TestCompileDrill_IsHeldToTheRow(t *testing.T) {
	d := into(func(d *query.Drill) {
		d.Definition.Sides, d.Definition.Dimensions = sides, []query.Dimension{query.Side, query.Partner, query.Month}
		d.Definition.Filters = []query.Filter{{query.Product, []string{"EMS"}}}
		d.Keys = []string{"requester", "'; DROP TABLE facts; --", "2026-11"}
	})
	s, err := query.CompileDrill(d, gba, now)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"2026-11", "GBA", "EMS", "'; DROP TABLE facts; --", "2026-11"}; !slices.Equal(s.Params, want) || strings.Count(s.SQL, "?") != len(want) {
		t.Errorf("bound %q\n%s", s.Params, s.SQL)
	}
	if strings.Contains(s.SQL, "DROP") || !strings.Contains(s.SQL, "coalesce(requester_operator, '') = ?") || strings.Contains(s.SQL, "UNION") || !slices.Equal(s.Facts, []string{"step"}) {
		t.Error(s.SQL, s.Facts)
	}
	compared, err := query.CompileDrill(into(func(d *query.Drill) { d.Definition.Compare = query.WithLastYear }), gba, now)
	if plain, _ := query.CompileDrill(into(), gba, now); err != nil || compared.SQL != plain.SQL {
		t.Error("a comparison plays a part:", err)
	}
}

func TestCompileDrill_EveryNumberOfEveryMetric(t *testing.T) {
	for _, m := range insight.Metrics {
		for _, of := range []query.Share{query.Part, query.Whole, query.Rest} {
			if of != query.Part && (m.Count != nil || m.Rate != nil) || of == query.Rest && m.Ratio == nil {
				continue
			}
			s, err := query.CompileDrill(into(func(d *query.Drill) {
				if d.Definition.Measures, d.Measure, d.Of = []string{m.Code}, m.Code, of; query.CountedOfItems(m) {
					d.Definition.Dimensions = []query.Dimension{query.Partner}
				}
			}), gba, now)
			if err != nil || !strings.Contains(s.SQL, "sum(1 * ") || strings.Contains(s.SQL, "WHEN  THEN") {
				t.Errorf("%s (%s): %v\n%s", m.Code, of, err, s.SQL)
			}
		}
	}
}

func TestReadInside(t *testing.T) {
	row := map[string]string{"inquiry": "A", "value": "2", "told": "2026-11-13 11:50:00.250", "inquiries": "1", "total": "2"}
	got, err := query.ReadInside([]map[string]string{row})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(query.Inside{Items: []query.Contribution{{"A", 2, time.Date(2026, 11, 13, 11, 50, 0, 250e6, time.UTC)}}, Total: 2, Count: 1}, got); d != "" {
		t.Error(d)
	}
	if got, err := query.ReadInside(nil); err != nil || got.Total != 0 || got.Items == nil {
		t.Error(got, err)
	}
	for column, wrong := range map[string]string{"value": "", "told": "yesterday", "inquiries": "x", "total": "1.5"} {
		bad := map[string]string{"inquiry": "A", "value": "2", "told": "2026-11-13 11:50:00", "inquiries": "1", "total": "2"}
		bad[column] = wrong
		if _, err := query.ReadInside([]map[string]string{bad}); err == nil {
			t.Errorf("%s %q is read", column, wrong)
		}
	}
}

// Looking into a figure is asked, counted in the budget and found again as figures are; it is no query that anybody fetches by its id.
func TestAskInside_CostsAsAQueryDoes(t *testing.T) {
	k, w := desk(400)
	w.rows = []map[string]string{{"inquiry": "A", "value": "2", "told": "2026-11-13 11:50:00", "inquiries": "1", "total": "2"}}
	a, err := k.AskInside(t.Context(), into(), gba, now)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := k.AskInside(t.Context(), into(), gba, now.Add(time.Minute)); err != nil || again.ID != a.ID || len(w.started) != 1 || w.spent["GBA"] != 400 {
		t.Errorf("%+v, %v: started %d, spent %d", again, err, len(w.started), w.spent["GBA"])
	}
	if other, err := k.AskInside(t.Context(), into(func(d *query.Drill) { d.Of = query.Part }), gba, now); err != nil || other.ID == a.ID {
		t.Error("another number of the row is another question:", err)
	}
	if figures, err := k.Ask(t.Context(), november(), gba, now); err != nil || figures.ID == a.ID {
		t.Error("the figure itself is another question:", err)
	}
	if _, err := k.AskInside(t.Context(), into(func(d *query.Drill) { d.Keys[0] = "GBA-BEL" }), gba, now); !problem.Is(err, "query-budget-spent") {
		t.Error("three times 400 of 1500 are spent:", err)
	}
	done, inside, err := k.AwaitInside(t.Context(), a, time.Minute)
	if err != nil || done.State != query.Done || inside.Total != 2 || len(inside.Items) != 1 {
		t.Error(done, inside, err)
	}
	if _, err := k.Find(t.Context(), a.ID, gba); !problem.Is(err, query.UnknownSlug) {
		t.Error(err)
	}
}
