package crm

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func terms(t testing.TB) Terms {
	t.Helper()
	tt, err := TermsOf()
	if err != nil || tt.Origin == "" {
		t.Fatal(err)
	}
	return tt
}

func TestExpression_WhatCouldHangIsNotTaken(t *testing.T) {
	tt := terms(t)
	for name, text := range map[string]string{
		"doubles 60 times":           "[@,@]" + strings.Repeat("|[@,@]", 60),
		"doubles 60 times and adds":  "[@,@][]" + strings.Repeat("|[@,@][]", 60),
		"pads":                       "pad_left('x', `1000000000`)",
		"pads by the body":           "pad_left('x', n)",
		"everything with everything": "items[?contains($.items, @)]",
		"keeps a name":               "let $a = @ in [$a, $a]",
		"replaces nothing":           "replace(text, '', 'xxxxxxxxxxxxxxxxxxxx')",
		"replaces by the body":       "replace(text, 'a', text)",
		"joins by the body":          "join(text, items)",
		"makes a text of a text":     "to_string(to_string(to_string(to_string(to_string(@)))))",
		"a literal for each":         "items[*].['" + strings.Repeat("x", 500) + "']|[*].[@,@,@,@,@]",
		"groups":                     "group_by(items, &a)",
		"is long":                    strings.Repeat("a", 1001),
		"has many parts":             "a" + strings.Repeat(".a", 200),
		"is nothing":                 "  ",
		"is broken":                  "a[",
		"is a reference":             "&a",
		"nests":                      strings.Repeat("(", 400) + "a" + strings.Repeat(")", 400) + strings.Repeat("|", 400),
	} {
		if e, err := parse(text, tt); err == nil {
			t.Errorf("%s: %v", name, e)
		} else if err.Error() == "" || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q is nothing to tell a person", name, err)
		}
	}
}

func TestExpression_WhatMappingsNeedIsTaken(t *testing.T) {
	tt := terms(t)
	var body any
	if err := json.Unmarshal([]byte(`{"a":{"b":[{"k":"x","v":"one"},{"k":"y","v":"two"}]},"n":35436,"t":"  Mixed Case  ","when":"2026-11-20T09:30:00Z","yes":true}`), &body); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]any{
		"a.b[?k=='y']|[0].v":           "two",
		"a.b[*].v|join(', ', @)":       "one, two",
		"sort_by(a.b, &v)[-1].k":       "y",
		"not_null(nothing, n)":         35436.0,
		"lower(trim(t))":               "mixed case",
		"split(when, 'T')[0]":          "2026-11-20",
		"replace(when, '-', '')":       "20261120T09:30:00Z",
		"yes && 'true' || 'false'":     "true",
		"n > `1000`":                   true,
		"'constant'":                   "constant",
		"length(a.b)":                  2.0,
		"map(&v, a.b)[1]":              "two",
		"a.b[0].v == 'one' && n || t":  35436.0,
		"starts_with(when, '2026')":    true,
		"to_string(n)":                 "35436",
		"when[0:10]":                   "2026-11-20",
		"join(' ', [a.b[0].k, 'and'])": "x and",
	} {
		e, err := parse(text, tt)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := e.on(body); err != nil || !cmp.Equal(want, got) {
			t.Errorf("%s is %v, %v", text, got, err)
		}
	}
}

// Whatever expression is taken, what it makes is no larger than was reckoned.
func FuzzExpression(f *testing.F) {
	for _, text := range []string{"a.b[*].v", "[@,@]|[@,@]|to_string(@)", "items[*].[@,'xx']", "join(',', keys(@))", "sort_by(items,&a)", "replace(t,'a','bb')", "map(&[@,@], items)", "*.*[]"} {
		f.Add(text, `{"a":{"b":[{"v":"x"}]},"items":[1,2,{"a":1}],"t":"aaa"}`)
	}
	f.Fuzz(func(t *testing.T, text, body string) {
		tt := terms(t)
		tree, err := read([]byte(body), tt)
		if err != nil {
			return
		}
		tt.MaxBodyBytes, tt.MaxValues = len(body)+16, len(body)/2+8
		e, err := parse(text, tt)
		if err != nil {
			return
		}
		v, err := e.on(tree)
		if err != nil {
			return
		}
		out, err := json.Marshal(v)
		if err != nil {
			return // a number that is none
		}
		if limit := tt.Expression.MaxGrowth * (len(body) + 16) * 8; len(out) > limit {
			t.Errorf("%q made %d bytes of %d", text, len(out), len(body))
		}
	})
}

func TestRead_BigNumbersStayThemselves(t *testing.T) {
	v, err := read([]byte(`{"id":900719925474099312345,"n":35436,"f":1.5,"e":1e3,"neg":-7,"max":9007199254740993}`), terms(t))
	want := map[string]any{"id": "900719925474099312345", "n": 35436.0, "f": 1.5, "e": 1000.0, "neg": -7.0, "max": "9007199254740993"}
	if d := cmp.Diff(want, v); err != nil || d != "" {
		t.Error(err, d)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{`{}`, `[[[1]]]`, `{"a":[1,2.5e3,"x",null,true]}`, `"`, "", `{} x`, strings.Repeat("[", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := read([]byte(s), terms(t))
		if err == nil && !json.Valid([]byte(s)) {
			t.Errorf("%q was read as %v", s, v)
		}
	})
}

func TestMapping_Refuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Mapping)
		field  string
	}{
		"no case":              {func(m *Mapping) { m.Case = Rule{} }, "case"},
		"a constant case":      {func(m *Mapping) { m.Case = Rule{Otherwise: "C1"} }, "case"},
		"no action":            {func(m *Mapping) { m.Action = Rule{} }, "action"},
		"an unknown action":    {func(m *Mapping) { m.Action.Otherwise = "delete" }, "action"},
		"an action of a table": {func(m *Mapping) { m.Action.Table = "a"; m.Tables = map[string]map[string]string{"a": {"x": "reply"}} }, "action"},
		"an unknown table":     {func(m *Mapping) { m.Item.Table = "items" }, "item"},
		"a broken expression":  {func(m *Mapping) { m.Fields = map[string]Rule{"remark": {From: "a..b"}} }, "fields.remark"},
	} {
		m := simple
		c.change(&m)
		p := problem.As(m.Check())
		if p.Slug != "mapping-refused" || len(p.Fields) != 1 || p.Fields[0].Name != c.field {
			t.Errorf("%s: %v", name, p)
		}
	}
	many := simple
	many.Fields = map[string]Rule{}
	for i := range 200 {
		many.Fields[fmt.Sprint("f", i)] = Rule{Otherwise: "x"}
	}
	if problem.As(many.Check()).Slug != "mapping-refused" {
		t.Error("too many rules")
	}
}

func TestMapping_TablesAndConstants(t *testing.T) {
	m := Mapping{Case: Rule{From: "id"}, Action: Rule{Otherwise: "raise"}, Item: Rule{From: "item"}, Workflow: Rule{From: "reason", Table: "w"}, Destination: Rule{From: "to", Table: "o", Otherwise: "FRA"},
		Urgent: Rule{From: "priority", Table: "u"}, Product: Rule{From: "kind", Table: "k"}, Fields: map[string]Rule{"remark": {From: "words"}, "weightG": {From: "w"}},
		Tables: map[string]map[string]string{"w": {"Lost Parcel": "WII"}, "o": {"DE": "DEA"}, "u": {"1": "true", "2": "false"}, "k": {"any": ""}}}
	c, trace, err := m.Read([]byte(`{"id":7,"item":"X","reason":" lost parcel ","to":"XX","priority":1,"kind":"any","words":["a","b"],"w":700}`))
	want := Command{Action: Raise, Case: "7", Item: "X", Workflow: "WII", Destination: "FRA", Urgent: true, Fields: map[string]any{"remark": []any{"a", "b"}, "weightG": 700.0}}
	if d := cmp.Diff(want, c); err != nil || d != "" {
		t.Error(err, d)
	}
	i := slices.IndexFunc(trace, func(one Traced) bool { return one.Member == "workflow" })
	if trace[i] != (Traced{Member: "workflow", From: "reason", Found: `" lost parcel "`, Value: "WII"}) {
		t.Errorf("%+v", trace[i])
	}
	if _, _, err := m.Read([]byte(`{"id":7,"item":"X","reason":"eaten","priority":3}`)); len(problem.As(err).Fields) != 2 {
		t.Error(err)
	}
	if _, _, err := m.Read([]byte(`{"id":7,"item":"X","reason":"Lost Parcel","words":{"a":1}}`)); problem.As(err).Fields[0].Name != "fields.remark" {
		t.Error("an object is no field's value:", err)
	}
}

func TestFit_AsTheFormWantsIt(t *testing.T) {
	form := []catalogue.Field{{Code: "d", Type: catalogue.Date}, {Code: "d2", Type: catalogue.Date}, {Code: "d3", Type: catalogue.Date}, {Code: "n", Type: catalogue.Integer}, {Code: "b", Type: catalogue.Boolean},
		{Code: "t", Type: catalogue.Text}, {Code: "l", Type: catalogue.LongText}, {Code: "c", Type: catalogue.Codes}, {Code: "x", Type: catalogue.Integer}}
	got := fit(form, map[string]any{"d": "2026-11-20T23:30:00-05:00", "d2": "2026-11-20 09:30:00", "d3": "soon", "n": "700", "b": "true", "t": "one\ntwo", "l": " one\ntwo ", "c": "A", "x": "many", "elsewhere": 1})
	want := map[string]any{"d": "2026-11-20", "d2": "2026-11-20", "d3": "soon", "n": 700.0, "b": true, "t": "one two", "l": "one\ntwo", "c": []any{"A"}, "x": "many"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestMapping_ManyCostlyRulesTogetherAreTooMuch(t *testing.T) {
	m := simple
	m.Fields = map[string]Rule{}
	for i := range 100 {
		m.Fields[fmt.Sprintf("f%02d", i)] = Rule{From: "[@,@]|[@,@]|to_string(@)"}
	}
	if p := problem.As(m.Check()); p.Slug != "mapping-refused" || len(p.Fields) != 1 {
		t.Error(p)
	}
}
