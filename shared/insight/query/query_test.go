package query_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var (
	gba     = query.Viewer{Operator: "GBA"}
	head    = query.Viewer{Operator: "GBA", Agents: true}
	network = query.Viewer{Network: true}
	now     = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	sides   = []insight.Side{insight.Replier, insight.Requester}
)

// november asks for replies on time of November, changed as wanted.
func november(change ...func(*query.Definition)) query.Definition {
	d := query.Definition{Measures: []string{"on-time-reply"}, Sides: []insight.Side{insight.Replier}, Dimensions: []query.Dimension{query.Centre}, From: "2026-11", To: "2026-11"}
	for _, c := range change {
		c(&d)
	}
	return d
}

// byAgent asks for what people did.
func byAgent(d *query.Definition, more ...query.Dimension) {
	d.Measures, d.Dimensions = []string{"workload"}, append([]query.Dimension{query.Agent}, more...)
}

func codes() (out []string) {
	for _, m := range insight.Metrics {
		out = append(out, m.Code)
	}
	return out
}

func compile(t *testing.T, d query.Definition, v query.Viewer) query.Statement {
	t.Helper()
	s, err := query.Compile(d, v, now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCompile_NamesWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name   string
		viewer query.Viewer
		change func(*query.Definition)
		want   string
	}{
		{"items have no call centre", gba, func(d *query.Definition) {
			d.Measures, d.Dimensions = []string{"requests", "inquiry-rate"}, []query.Dimension{query.Product, query.Centre}
		}, "dimensions[1]"},
		{"no reply", gba, func(d *query.Definition) {
			d.Measures, d.Dimensions = []string{"inquiry-rate"}, []query.Dimension{query.ReplyCode}
		}, "dimensions[0]"},
		{"no hour", gba, func(d *query.Definition) {
			d.Measures, d.Dimensions = []string{"inquiry-rate"}, []query.Dimension{query.Hour}
		}, "dimensions[0]"},
		{"no inquiry", gba, func(d *query.Definition) {
			d.Measures, d.Dimensions = []string{"inquiry-rate"}, []query.Dimension{query.Inquiry}
		}, "dimensions[0]"},
		{"and no workflow to filter by", gba, func(d *query.Definition) {
			d.Measures, d.Dimensions, d.Filters = []string{"inquiry-rate"}, nil, []query.Filter{{query.Product, []string{"EMS"}}, {query.Workflow, []string{"WII"}}}
		}, "filters[1].dimension"},
		{"how many items another post sends is its own", query.Viewer{Operator: "GBA", Shared: true}, func(d *query.Definition) {
			d.Measures, d.Dimensions, d.Whose = []string{"requests", "inquiry-rate"}, []query.Dimension{query.Operator}, query.Everyone
		}, "measures[1]"},
		{"no measure", gba, func(d *query.Definition) { d.Measures = nil }, "measures"},
		{"too many measures", gba, func(d *query.Definition) { d.Measures = codes()[:13] }, "measures"},
		{"unknown measure", gba, func(d *query.Definition) { d.Measures = []string{"requests", "profit"} }, "measures[1]"},
		{"a count that is no metric", gba, func(d *query.Definition) { d.Measures = []string{"reply_minutes"} }, "measures[0]"},
		{"twice", gba, func(d *query.Definition) { d.Measures = []string{"requests", "requests"} }, "measures[1]"},
		{"no side", gba, func(d *query.Definition) { d.Sides = nil }, "sides"},
		{"unknown side", gba, func(d *query.Definition) { d.Sides = []insight.Side{"referee"} }, "sides[0]"},
		{"the same side twice would count all twice", gba, func(d *query.Definition) { d.Sides = []insight.Side{"replier", "replier"} }, "sides[1]"},
		{"unknown dimension", gba, func(d *query.Definition) { d.Dimensions = []query.Dimension{"item"} }, "dimensions[0]"},
		{"a column is no dimension", gba, func(d *query.Definition) { d.Dimensions = []query.Dimension{"requester_centre"} }, "dimensions[0]"},
		{"a partner's call centres are its own business", gba, func(d *query.Definition) { d.Dimensions = []query.Dimension{query.PartnerCentre} }, "dimensions[0]"},
		{"filtering by them as well", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.PartnerCentre, []string{"DEA-BON"}}} }, "filters[0].dimension"},
		{"the network sees no single inquiry", network, func(d *query.Definition) { d.Dimensions = []query.Dimension{query.Inquiry} }, "dimensions[0]"},
		{"nor by filtering", network, func(d *query.Definition) { d.Filters = []query.Filter{{query.Inquiry, []string{"01J"}}} }, "filters[0].dimension"},
		{"too many dimensions", gba, func(d *query.Definition) {
			d.Dimensions = []query.Dimension{query.Centre, query.Partner, query.Product, query.Workflow, query.Level}
		}, "dimensions"},
		{"agents are their supervisors' to see", gba, func(d *query.Definition) { byAgent(d) }, "dimensions[0]"},
		{"and never the network's", network, func(d *query.Definition) { byAgent(d) }, "dimensions[0]"},
		{"an agent's inquiries", head, func(d *query.Definition) { byAgent(d, query.Inquiry) }, "dimensions[1]"},
		{"an agent's days", head, func(d *query.Definition) { byAgent(d, query.Day) }, "dimensions[1]"},
		{"an agent's days on their clock", head, func(d *query.Definition) { byAgent(d, query.LocalDay) }, "dimensions[1]"},
		{"agents of one day on their clock", head, func(d *query.Definition) {
			byAgent(d)
			d.Filters = []query.Filter{{query.LocalDay, []string{"2026-11-26"}}}
		}, "filters[0].dimension"},
		{"agents of one inquiry", head, func(d *query.Definition) {
			byAgent(d)
			d.Filters = []query.Filter{{query.Inquiry, []string{"01J"}}}
		}, "filters[0].dimension"},
		{"agents of one day", head, func(d *query.Definition) {
			byAgent(d)
			d.Filters = []query.Filter{{query.Day, []string{"2026-11-02"}}}
		}, "filters[0].dimension"},
		{"one agent", head, func(d *query.Definition) { d.Filters = []query.Filter{{query.Agent, []string{"k3q7mzv2p5aw4xyt"}}} }, "filters[0].dimension"},
		{"late answers of an agent", head, func(d *query.Definition) {
			byAgent(d)
			d.Measures = []string{"workload", "on-time-reply"}
		}, "measures[1]"},
		{"missing answers of an agent", head, func(d *query.Definition) {
			byAgent(d)
			d.Measures = []string{"outstanding"}
		}, "measures[0]"},
		{"agents over the turn of a year", head, func(d *query.Definition) {
			byAgent(d)
			d.From = "2025-12"
		}, "from"},
		{"agents compared with another year", head, func(d *query.Definition) {
			byAgent(d)
			d.Compare = query.WithLastYear
		}, "from"},
		{"a filter twice", gba, func(d *query.Definition) {
			d.Filters = []query.Filter{{query.Product, []string{"EMS"}}, {query.Product, []string{"PPR"}}}
		}, "filters[1].dimension"},
		{"a filter by month", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Month, []string{"2026-01"}}} }, "filters[0].dimension"},
		{"a filter without values", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Product, nil}} }, "filters[0].values"},
		{"a long value", gba, func(d *query.Definition) {
			d.Filters = []query.Filter{{query.Product, []string{"EMS", strings.Repeat("x", 65)}}}
		}, "filters[0].values[1]"},
		{"a day that there is not", gba, func(d *query.Definition) {
			d.Filters = []query.Filter{{query.Day, []string{"2026-11-30", "31/11"}}}
		}, "filters[0].values[1]"},
		{"a day that November has not", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.LocalDay, []string{"2026-11-31"}}} }, "filters[0].values[0]"},
		{"a week that begins on a Tuesday", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Week, []string{"2026-11-24"}}} }, "filters[0].values[0]"},
		{"an eighth weekday", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Weekday, []string{"1", "9"}}} }, "filters[0].values[1]"},
		{"an hour after midnight", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Hour, []string{"24"}}} }, "filters[0].values[0]"},
		{"an hour that no lake writes so", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Hour, []string{"09"}}} }, "filters[0].values[0]"},
		{"a level in words", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Level, []string{"x"}}} }, "filters[0].values[0]"},
		{"urgent or not, and nothing between", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Urgent, []string{"yes", ""}}} }, "filters[0].values[1]"},
		{"a class of reply that there is not", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.ReplyClass, []string{"C", "c"}}} }, "filters[0].values[1]"},
		{"somebody who acts never", gba, func(d *query.Definition) { d.Filters = []query.Filter{{query.Actor, []string{"customer"}}} }, "filters[0].values[0]"},
		{"no month", gba, func(d *query.Definition) { d.From = "2026-13" }, "from"},
		{"backwards", gba, func(d *query.Definition) { d.From = "2026-12"; d.To = "2026-10" }, "to"},
		{"fifty years", gba, func(d *query.Definition) { d.From = "2000-01"; d.To = "2026-11" }, "from"},
		{"a month that has not begun", gba, func(d *query.Definition) { d.To = "2026-12" }, "to"},
		{"unknown comparison", gba, func(d *query.Definition) { d.Compare = "neighbour" }, "compare"},
		{"a year by day with last year overlaps", gba, func(d *query.Definition) {
			d.From, d.Compare, d.Dimensions = "2025-12", query.WithLastYear, []query.Dimension{query.Day}
		}, "compare"},
		{"two years with last year overlap", gba, func(d *query.Definition) { d.From, d.Compare = "2025-01", query.WithLastYear }, "compare"},
		{"months side by side with other months", gba, func(d *query.Definition) {
			d.Dimensions, d.Compare = []query.Dimension{query.Month}, query.WithBefore
		}, "dimensions[0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := query.Compile(november(c.change), c.viewer, now)
			if !problem.Is(err, "query-invalid") {
				t.Fatal(err)
			}
			var fields []string
			for _, f := range problem.As(err).Fields {
				fields = append(fields, f.Name)
			}
			if !slices.Equal(fields, []string{c.want}) {
				t.Errorf("names %v, want %s", fields, c.want)
			}
		})
	}
}

// What a row shows can be asked for: also where something is not known.
func TestCompile_TakesEveryValueThatAnAnswerShows(t *testing.T) {
	for dim, values := range map[query.Dimension][]string{
		query.Day: {"2026-11-30", ""}, query.LocalDay: {"2024-02-29", ""}, query.Week: {"2026-11-23", ""}, query.Weekday: {"1", "7", ""}, query.Hour: {"0", "9", "23", ""},
		query.Level: {"0", "1", "3", ""}, query.Urgent: {"yes", "no"}, query.ReplyClass: {"C", "I", "N", ""}, query.Actor: {"agent", "automatic", "machine", "system", ""},
		query.Product: {"EMS", "a product of years ago", ""}, query.ReplyCode: {"101", ""}, query.Centre: {""},
	} {
		compile(t, november(func(d *query.Definition) { d.Filters = []query.Filter{{dim, values}} }), gba)
		for _, key := range values {
			d := query.Drill{Definition: november(func(d *query.Definition) { d.Dimensions = []query.Dimension{dim} }), Keys: []string{key}, Measure: "on-time-reply", Of: query.Rest}
			if _, err := query.CompileDrill(d, gba, now); err != nil {
				t.Errorf("%s %q: %v", dim, key, err)
			}
		}
	}
}

func TestCompile_SomebodyWithoutAnOperatorSeesNothing(t *testing.T) {
	for _, operator := range []principal.OperatorCode{"", insight.Network} {
		v := query.ViewerOf(principal.Principal{Subject: "x", Operator: operator, Roles: []principal.Role{principal.Agent}})
		if _, err := query.Compile(november(), v, now); !problem.Is(err, "role-missing") {
			t.Errorf("%q: %v", operator, err)
		}
	}
}

// Whatever is asked, every branch of an operator's statement is held to its own side, and no filter of theirs stands in its place.
func TestCompile_AnOperatorIsHeldToItsOwnSide(t *testing.T) {
	d := november(func(d *query.Definition) {
		d.Sides, d.Measures = sides, []string{"requests", "on-time-reply", "outstanding"}
		d.Dimensions = []query.Dimension{query.Operator, query.Partner, query.Inquiry}
		d.Filters = []query.Filter{{query.Operator, []string{"DEA"}}}
	})
	s := compile(t, d, gba)
	for _, side := range sides {
		held := "coalesce(" + string(side) + "_operator, '') <> '' AND coalesce(" + string(side) + "_operator, '') = ? AND coalesce(" + string(side) + "_operator, '') IN (?)"
		if n := strings.Count(s.SQL, held); n != 2 {
			t.Errorf("%d of the two branches of the %s are held:\n%s", n, side, s.SQL)
		}
	}
	if n := strings.Count(strings.Join(s.Params, " "), "GBA DEA"); n != 4 || strings.Count(s.SQL, "?") != len(s.Params) {
		t.Errorf("parameters %v", s.Params)
	}
	if all := compile(t, november(), network); strings.Contains(all.SQL, "_operator, '') = ?") {
		t.Error("the network sees all")
	}
}

// What a caller writes is never part of the SQL.
func TestCompile_AnInjectionIsAParameter(t *testing.T) {
	evil := []string{"' OR 1=1 --", "x'; DROP TABLE facts; --", "?", `"`, "\x00", "') UNION ALL SELECT 1 --", "${x}", "%s"}
	clean := compile(t, november(func(d *query.Definition) {
		d.Filters = []query.Filter{{query.Product, slices.Repeat([]string{"EMS"}, len(evil))}}
	}), gba)
	dirty := compile(t, november(func(d *query.Definition) { d.Filters = []query.Filter{{query.Product, evil}} }), gba)
	if d := cmp.Diff(clean.SQL, dirty.SQL); d != "" {
		t.Error(d)
	}
	if !slices.Equal(dirty.Params[len(dirty.Params)-len(evil):], evil) {
		t.Errorf("bound %q", dirty.Params)
	}
	for _, e := range evil { // in every other string it is refused
		for name, change := range map[string]func(*query.Definition){
			"measure":   func(d *query.Definition) { d.Measures = []string{e} },
			"side":      func(d *query.Definition) { d.Sides = []insight.Side{insight.Side(e)} },
			"dimension": func(d *query.Definition) { d.Dimensions = []query.Dimension{query.Dimension(e)} },
			"filter":    func(d *query.Definition) { d.Filters = []query.Filter{{query.Dimension(e), []string{"x"}}} },
			"from":      func(d *query.Definition) { d.From = insight.Month(e) },
			"to":        func(d *query.Definition) { d.To = insight.Month(e) },
			"compare":   func(d *query.Definition) { d.Compare = query.Comparison(e) },
		} {
			if _, err := query.Compile(november(change), gba, now); !problem.Is(err, "query-invalid") {
				t.Errorf("%s %q: %v", name, e, err)
			}
		}
	}
}

func TestCompile_ReadsTheFactsMonthsAndColumnsItNeedsOnly(t *testing.T) {
	s := compile(t, november(), gba)
	if !slices.Equal(s.Facts, []string{"step"}) || strings.Contains(s.SQL, "working_minutes") || strings.Contains(s.SQL, "requester") {
		t.Errorf("replies on time by call centre read %v:\n%s", s.Facts, s.SQL)
	}
	if s := compile(t, november(func(d *query.Definition) { d.Measures = []string{"outstanding"} }), gba); !slices.Equal(s.Facts, []string{"event", "step"}) {
		t.Errorf("outstanding reads %v", s.Facts)
	}
	byDay := compile(t, november(func(d *query.Definition) { d.Dimensions, d.Compare = []query.Dimension{query.Day}, query.WithBefore }), gba)
	if strings.Count(byDay.SQL, "?") != len(byDay.Params) || !slices.Contains(byDay.Params, "2026-09-27") || !strings.Contains(byDay.SQL, "month BETWEEN ? AND ?") {
		t.Errorf("compared by day:\n%s\n%v", byDay.SQL, byDay.Params)
	}
	for compare, want := range map[query.Comparison][]query.Span{
		query.Alone:        {{"2026-09", "2026-11"}},
		query.WithBefore:   {{"2026-09", "2026-11"}, {"2026-06", "2026-08"}},
		query.WithLastYear: {{"2026-09", "2026-11"}, {"2025-09", "2025-11"}},
	} {
		s := compile(t, november(func(d *query.Definition) { d.From, d.Compare = "2026-09", compare }), gba)
		if d := cmp.Diff(want, s.Spans); d != "" {
			t.Errorf("%q: %s", compare, d)
		}
		if strings.Count(s.SQL, "FROM facts") != strings.Count(s.SQL, "WHERE fact = '") || strings.Count(s.SQL, "?") != len(s.Params) {
			t.Errorf("%q reads without naming its partition:\n%s", compare, s.SQL)
		}
	}
}

// By day each day is compared with the same weekday, whole weeks before; days of which it cannot be known yet have no counterpart. Computed by calendar, by hand.
func TestComparedDays_AreTheSameWeekdays(t *testing.T) {
	long := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name     string
		from, to insight.Month
		compare  query.Comparison
		now      time.Time
		want     query.Days
		months   query.Span
	}{
		{"thirty days: five weeks", "2026-11", "2026-11", query.WithBefore, long, query.Days{First: "2026-09-27", Last: "2026-10-26", Weeks: 5}, query.Span{From: "2026-09", To: "2026-10"}},
		{"of a running month those that have begun", "2026-11", "2026-11", query.WithBefore, time.Date(2026, 11, 27, 13, 0, 0, 0, time.UTC), query.Days{First: "2026-09-27", Last: "2026-10-23", Weeks: 5}, query.Span{From: "2026-09", To: "2026-10"}},
		{"its first day", "2026-11", "2026-11", query.WithBefore, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), query.Days{First: "2026-09-27", Last: "2026-09-27", Weeks: 5}, query.Span{From: "2026-09", To: "2026-09"}},
		{"four weeks fit exactly", "2026-02", "2026-02", query.WithBefore, long, query.Days{First: "2026-01-04", Last: "2026-01-31", Weeks: 4}, query.Span{From: "2026-01", To: "2026-01"}},
		{"a quarter: thirteen weeks", "2026-09", "2026-11", query.WithBefore, long, query.Days{First: "2026-06-02", Last: "2026-08-31", Weeks: 13}, query.Span{From: "2026-06", To: "2026-08"}},
		{"over the turn of a year", "2027-01", "2027-01", query.WithBefore, long, query.Days{First: "2026-11-27", Last: "2026-12-27", Weeks: 5}, query.Span{From: "2026-11", To: "2026-12"}},
		{"a month in which clocks go forward has as many days as any", "2026-03", "2026-03", query.WithBefore, long, query.Days{First: "2026-01-25", Last: "2026-02-24", Weeks: 5}, query.Span{From: "2026-01", To: "2026-02"}},
		{"a year: 52 weeks", "2026-11", "2026-11", query.WithLastYear, long, query.Days{First: "2025-11-02", Last: "2025-12-01", Weeks: 52}, query.Span{From: "2025-11", To: "2025-12"}},
		{"29 February has a counterpart", "2028-02", "2028-02", query.WithLastYear, long, query.Days{First: "2027-02-02", Last: "2027-03-02", Weeks: 52}, query.Span{From: "2027-02", To: "2027-03"}},
		{"and is one", "2029-02", "2029-03", query.WithLastYear, long, query.Days{First: "2028-02-03", Last: "2028-04-01", Weeks: 52}, query.Span{From: "2028-02", To: "2028-04"}},
		{"29 days before: five weeks", "2028-02", "2028-02", query.WithBefore, long, query.Days{First: "2027-12-28", Last: "2028-01-25", Weeks: 5}, query.Span{From: "2027-12", To: "2028-01"}},
	} {
		for _, by := range []query.Dimension{query.Day, query.LocalDay, query.Week} {
			d := november(func(d *query.Definition) {
				d.From, d.To, d.Compare, d.Dimensions = c.from, c.to, c.compare, []query.Dimension{by}
			})
			got, ok := d.ComparedDays(c.now)
			if diff := cmp.Diff(c.want, got); diff != "" || !ok {
				t.Errorf("%s, by %s: %s", c.name, by, diff)
			}
			if diff := cmp.Diff([]query.Span{{From: c.from, To: c.to}, c.months}, d.Spans(c.now)); diff != "" {
				t.Errorf("%s reads %s", c.name, diff)
			}
			first, err := time.Parse(time.DateOnly, got.First)
			if err != nil || first.Weekday() != c.from.Start().Weekday() || got.Last >= string(c.from)+"-01" {
				t.Errorf("%s: %s, a %s, to %s", c.name, got.First, first.Weekday(), got.Last)
			}
		}
	}
	for name, d := range map[string]query.Definition{
		"by month":      november(func(d *query.Definition) { d.Compare = query.WithBefore }),
		"alone, by day": november(func(d *query.Definition) { d.Dimensions = []query.Dimension{query.Day} }),
	} {
		if days, ok := d.ComparedDays(long); ok {
			t.Error(name, days)
		}
	}
	if _, ok := november(func(d *query.Definition) {
		d.Compare, d.Filters = query.WithBefore, []query.Filter{{query.LocalDay, []string{"2026-11-05"}}}
	}).ComparedDays(long); !ok {
		t.Error("what is behind a day is compared as the day was")
	}
}

// Every parameter stands before the last SELECT: an engine that takes the parts of a statement in another order binds them alike.
func TestCompile_ParametersStandInTheParts(t *testing.T) {
	s := compile(t, november(func(d *query.Definition) { d.Compare = query.WithLastYear }), gba)
	if last := s.SQL[strings.LastIndex(s.SQL, "\nSELECT "):]; strings.Contains(last, "?") {
		t.Error(last)
	}
}

func TestRead_RowsComparisonAndTotal(t *testing.T) {
	d := november(func(d *query.Definition) { d.Compare = query.WithBefore })
	s := compile(t, d, gba)
	got, err := s.Read([]map[string]string{
		{"centre": "GBA-BEL", "period": "compared", "due": "4", "on_time": "1"},
		{"centre": "GBA-DON", "period": "asked", "due": "2", "on_time": "2"},
		{"centre": "GBA-DON", "period": "compared", "due": "3", "on_time": "3"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := query.Result{
		Rows: []query.Row{
			{Keys: []string{"GBA-BEL"}, Compared: &insight.Counts{Due: 4, OnTime: 1}},
			{Keys: []string{"GBA-DON"}, Counts: insight.Counts{Due: 2, OnTime: 2}, Compared: &insight.Counts{Due: 3, OnTime: 3}},
		},
		Total: query.Row{Keys: []string{}, Counts: insight.Counts{Due: 2, OnTime: 2}, Compared: &insight.Counts{Due: 7, OnTime: 4}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for name, row := range map[string]map[string]string{"a count": {"centre": "A", "due": "1"}, "a key": {"due": "1", "on_time": "1"}} {
		if _, err := compile(t, november(), gba).Read([]map[string]string{row}); err == nil {
			t.Errorf("%s that is missing is not 0", name)
		}
	}
}

func TestRead_NothingIsSaid(t *testing.T) {
	total := compile(t, november(func(d *query.Definition) { d.Dimensions = nil }), gba)
	for name, rows := range map[string][]map[string]string{"no rows": nil, "the sum of nothing": {{"due": "", "on_time": ""}}} {
		if got, err := total.Read(rows); err != nil || !got.Empty() {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestRead_MoreGroupsThanAnAnswerHolds_AreSaid(t *testing.T) {
	rows := make([]map[string]string, query.MaxRows+1)
	for i := range rows {
		rows[i] = map[string]string{"centre": strings.Repeat("x", i), "due": "1", "on_time": "0"}
	}
	got, err := compile(t, november(), gba).Read(rows)
	if err != nil || !got.Truncated || len(got.Rows) != query.MaxRows || got.Total.Counts.Due != query.MaxRows {
		t.Errorf("%d rows, truncated %v, %v", len(got.Rows), got.Truncated, err)
	}
}

func TestRunning(t *testing.T) {
	if !november().Running(now) || november().Running(now.AddDate(0, 0, 5)) {
		t.Error("November is over in December, and not before")
	}
}

// Every measure that a metric needs can be counted, and every measure of the lake is one that a metric or a report shows.
func TestCompile_EveryMetricCompiles(t *testing.T) {
	for _, m := range insight.Metrics {
		for _, side := range sides {
			s := compile(t, november(func(d *query.Definition) {
				if d.Measures, d.Sides = []string{m.Code}, []insight.Side{side}; query.CountedOfItems(m) {
					d.Dimensions = []query.Dimension{query.Side, query.Operator, query.Partner, query.Product}
				}
			}), gba)
			for _, n := range m.Needs() {
				if !strings.Contains(s.SQL, " AS "+n.Column) {
					t.Errorf("%s as %s is not counted from %s", m.Code, side, n.Column)
				}
			}
			if strings.Contains(s.SQL, "WHEN  THEN") || len(s.Facts) == 0 {
				t.Errorf("%s as %s:\n%s", m.Code, side, s.SQL)
			}
		}
	}
	if s := query.OfMonth("2026-11"); strings.Contains(s.SQL, "WHEN  THEN") || !slices.Equal(s.Params, []string{"2026-11", "2026-11", "2026-11"}) {
		t.Error(s.SQL, s.Params)
	}
}

func TestViewerOf_OnlySupervisorsAndAdministratorsOfAnOperatorSeeAgents(t *testing.T) {
	for name, c := range map[string]struct {
		who  principal.Principal
		want bool
	}{
		"a supervisor":                            {principal.Principal{Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}, true},
		"an administrator":                        {principal.Principal{Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}, true},
		"a colleague":                             {principal.Principal{Operator: "GBA", Roles: []principal.Role{principal.Agent}}, false},
		"the network":                             {principal.Principal{Roles: []principal.Role{principal.NetworkAdministrator}}, false},
		"the network's, who is a supervisor too":  {principal.Principal{Operator: "GBA", Roles: []principal.Role{principal.Supervisor, principal.NetworkAdministrator}}, false},
		"a supervisor of nobody":                  {principal.Principal{Roles: []principal.Role{principal.Supervisor}}, false},
		"a system with whatever its scopes allow": {principal.Principal{Operator: "GBA", Key: "q2w3e4r5t6", Roles: []principal.Role{principal.Machine, principal.Supervisor}}, false},
	} {
		if v := query.ViewerOf(c.who); v.Agents != c.want {
			t.Errorf("%s: %v", name, v.Agents)
		}
	}
}

// Whatever else is asked, an agent is shown of one's own side alone, and those with few inquiries stand together.
func TestCompile_AgentsAreTheSidesOwnAndNeverFew(t *testing.T) {
	s := compile(t, november(func(d *query.Definition) {
		byAgent(d, query.Hour)
		d.Sides, d.Compare = sides, query.WithBefore
	}), head)
	for _, side := range sides {
		if own := "CASE WHEN actor_kind = 'agent' AND acting_centre <> '' AND acting_centre = " + string(side) + "_centre THEN coalesce(agent, '') ELSE '' END AS agent"; !strings.Contains(s.SQL, own) {
			t.Errorf("the %s's agents:\n%s", side, s.SQL)
		}
	}
	if !strings.Contains(s.SQL, "count(DISTINCT counted_inquiry) AS inquiries") || !strings.Contains(s.SQL, "agent <> ? AND inquiries < 10 THEN 'few'") || strings.Count(s.SQL, "?") != len(s.Params) {
		t.Error(s.SQL, s.Params)
	}
	if _, last, _ := strings.Cut(s.SQL, "grouped AS ("); !strings.Contains(last, "FROM shown") || strings.Contains(last, "FROM counted") {
		t.Error(last)
	}
}

// everyone asks for every post's sums.
func everyone(d *query.Definition) {
	d.Whose, d.Dimensions = query.Everyone, []query.Dimension{query.Operator}
}

// Nobody sees other posts' sums before the network has agreed to it; and then no call centre, no inquiry, no agent, and no link between two others.
func TestCompile_OtherPostsSumsAreSeenWhereTheNetworkAgreed_AndNothingElseOfThem(t *testing.T) {
	shared := query.Viewer{Operator: "GBA", Agents: true, Shared: true}
	for name, c := range map[string]struct {
		viewer query.Viewer
		change func(*query.Definition)
		want   string // what is wrong; empty: nothing
	}{
		"not agreed":           {head, func(*query.Definition) {}, "whose"},
		"agreed":               {shared, func(*query.Definition) {}, ""},
		"by product and month": {shared, func(d *query.Definition) { d.Dimensions = append(d.Dimensions, query.Product, query.Month) }, ""},
		"not by post":          {shared, func(d *query.Definition) { d.Dimensions = []query.Dimension{query.Product} }, "dimensions"},
		"of call centres":      {shared, func(d *query.Definition) { d.Dimensions = append(d.Dimensions, query.Centre) }, "dimensions[1]"},
		"of links between two": {shared, func(d *query.Definition) { d.Dimensions = append(d.Dimensions, query.Partner) }, "dimensions[1]"},
		"of single inquiries":  {shared, func(d *query.Definition) { d.Dimensions = append(d.Dimensions, query.Inquiry) }, "dimensions[1]"},
		"of days":              {shared, func(d *query.Definition) { d.Dimensions = append(d.Dimensions, query.Day) }, "dimensions[1]"},
		"of a call centre":     {shared, func(d *query.Definition) { d.Filters = []query.Filter{{query.Centre, []string{"DEA-BON"}}} }, "filters[0].dimension"},
		"of one post alone":    {shared, func(d *query.Definition) { d.Filters = []query.Filter{{query.Operator, []string{"DEA"}}} }, "filters[0].dimension"},
		"of a link":            {shared, func(d *query.Definition) { d.Filters = []query.Filter{{query.Partner, []string{"FRA"}}} }, "filters[0].dimension"},
		"of an inquiry":        {shared, func(d *query.Definition) { d.Filters = []query.Filter{{query.Inquiry, []string{"01J"}}} }, "filters[0].dimension"},
		"of somebody else":     {shared, func(d *query.Definition) { d.Whose = "theirs" }, "whose"},
		"of agents": {shared, func(d *query.Definition) {
			d.Measures, d.Dimensions = []string{"workload"}, append(d.Dimensions, query.Agent)
		}, "dimensions[1]"},
		"the network needs nobody": {network, func(d *query.Definition) { d.Dimensions = []query.Dimension{query.Centre} }, ""},
	} {
		_, err := query.Compile(november(everyone, c.change), c.viewer, now)
		var fields []string
		if p := problem.As(err); p != nil {
			for _, f := range p.Fields {
				fields = append(fields, f.Name)
			}
		}
		if strings.Join(fields, " ") != c.want {
			t.Errorf("%s: %v, want %q", name, fields, c.want)
		}
	}
	s := compile(t, november(everyone), shared)
	if strings.Contains(s.SQL, "_operator, '') = ?") || !strings.Contains(s.SQL, "operator <> ? AND inquiries < 10 THEN 'few'") || s.Params[len(s.Params)-1] != "GBA" || strings.Count(s.SQL, "?") != len(s.Params) {
		t.Error(s.SQL, s.Params)
	}
}
