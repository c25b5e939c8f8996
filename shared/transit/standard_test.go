package transit

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/whereabouts-post/whereabouts/infra/data"
)

var noon = time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC) // a Monday

func standards(t *testing.T) *Standards {
	t.Helper()
	s, err := Of(noon)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStandards_KeepTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../infra/data/schema/standards.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir("standards")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		f, err := os.Open("standards/" + name.Name())
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", name.Name(), err)
		}
	}
}

// Every product that can be asked about has a standard anywhere, and every row and code is of the catalogue.
func TestStandards_AreOfTheCatalogue(t *testing.T) {
	s := standards(t)
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	release := d.Releases[len(d.Releases)-1]
	for _, p := range release.Products {
		if _, ok := s.For(p.Code, "", ""); !ok && p.ClosedFrom == "" {
			t.Errorf("nothing is promised for %s", p.Code)
		}
	}
	for _, row := range s.Rows {
		for _, p := range row.Products {
			if _, ok := release.Product(p); !ok {
				t.Errorf("there is no product %s", p)
			}
		}
	}
	for code := range s.Starts {
		if _, ok := release.Event(code); !ok {
			t.Errorf("there is no event %s", code)
		}
	}
	for _, x := range s.Expected {
		for _, code := range x.Events {
			if _, ok := release.Event(code); !ok {
				t.Errorf("there is no event %s", code)
			}
		}
	}
	for region, countries := range s.Regions {
		for _, country := range countries {
			if d.Countries[country] == "" {
				t.Errorf("%s holds %s, which has no operator", region, country)
			}
		}
	}
}

// What is looked at first must not be overdue by then: no standard of its kind may end sooner.
func TestStandards_AreLookedAtBeforeTheyEnd(t *testing.T) {
	s := standards(t)
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	release := d.Releases[len(d.Releases)-1]
	for _, row := range s.Rows {
		for _, code := range row.Products {
			p, _ := release.Product(code)
			for _, indicators := range p.Indicators {
				for _, stage := range Stages {
					if first, end := s.firstCheck(indicators[:2], stage), time.Duration(row.span(stage).Max+1)*24*time.Hour; first > end {
						t.Errorf("%s %s-%s: %s is looked at after %s and may end after %s", code, row.From, row.To, stage, first, end)
					}
				}
			}
		}
	}
}

func TestStandards_TheMostSpecificRowCounts(t *testing.T) {
	s := standards(t)
	for _, c := range []struct{ product, from, to, wantFrom, wantTo string }{
		{"EMS", "GB", "DE", "GB", "DE"}, {"EMS", "FR", "DE", "europe", "europe"}, {"EMS", "FR", "US", "europe", "north-america"},
		{"EMS", "BR", "KE", "*", "*"}, {"EMS", "FR", "BR", "*", "*"}, {"EMS", "GB", "", "*", "*"}, {"REG", "FR", "IT", "europe", "europe"},
	} {
		if got, ok := s.For(c.product, c.from, c.to); !ok || got.From != c.wantFrom || got.To != c.wantTo {
			t.Errorf("%s %s-%s: %s-%s %v", c.product, c.from, c.to, got.From, got.To, ok)
		}
	}
	if _, ok := s.For("XXX", "GB", "DE"); ok {
		t.Error("something is promised for a product nobody knows")
	}
}

func TestStandards_WhatIsWrongIsRefused(t *testing.T) {
	good, err := os.ReadFile("standards/2026.12.1.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"a member nobody knows": {`"version"`, `"edition": 1, "version"`},
		"another version":       {`"2026.12.1"`, `"2026.12.9"`},
		"backwards":             {`"min": 0, "max": 2`, `"min": 3, "max": 2`},
		"no region":             {`"from": "asia-pacific"`, `"from": "asia"`},
		"a row twice":           {`"from": "GB", "to": "DE"`, `"from": "europe", "to": "europe"`},
		"counted otherwise":     {`"count": "working"`, `"count": "office"`},
		"no stage":              {`"EMA": "departure"`, `"EMA": "posting"`},
		"owed by nobody":        {`"by": "origin"`, `"by": "carrier"`},
		"owed of no kind":       {`"kind": "reception"`, `"kind": "receipt"`},
		"a date that is none":   {`"2020-01-01"`, `"2020-13-01"`},
	} {
		text := strings.Replace(string(good), change[0], change[1], 1)
		if text == string(good) {
			t.Fatalf("%s: %q is not there", name, change[0])
		}
		if _, err := Read(fstest.MapFS{"standards/2026.12.1.json": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := Read(fstest.MapFS{}); err == nil {
		t.Error("no standards are accepted")
	}
}

// An item keeps the standards of the day on which it was posted.
func TestStandards_OfTheDayOfPosting(t *testing.T) {
	var s Standards
	text, err := os.ReadFile("standards/2026.12.1.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatal(err)
	}
	s.Version, s.InForceFrom = "2027.1.1", "2027-01-01"
	later, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	all, err := Read(fstest.MapFS{"standards/2026.12.1.json": {Data: text}, "standards/2027.1.1.json": {Data: later}})
	if err != nil || len(all) != 2 || all[0].Version != "2027.1.1" {
		t.Fatal(all, err)
	}
	if early, err := Of(time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil || early.Version != "2026.12.1" {
		t.Error(early, err)
	}
}
