package directory_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func TestAgent_LogsNoPersonalData(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Info("who", "agent",
		directory.Agent{Subject: "0b6f", Name: "Ana Aldous", Email: "ana.agent@gba.example", Operator: "GBA"})
	if s := out.String(); strings.Contains(s, "Ana") || strings.Contains(s, "@") || !strings.Contains(s, "0b6f") {
		t.Error(s)
	}
}

func small() directory.Data {
	return directory.Data{Version: "2026.11.1",
		Operators:   []directory.Operator{{Code: "GBA", Country: "GB", Services: []string{"EMS"}, DefaultCentre: "GBA-DON"}},
		CallCentres: []directory.CallCentre{{ID: "GBA-DON", Operator: "GBA", Products: []string{"EMS"}}},
		Countries:   map[string]directory.OperatorCode{"GB": "GBA"},
		Releases:    []catalogue.Release{{Products: []catalogue.Product{{Code: "EMS"}}}}}
}

func TestData_PartsFitTogether(t *testing.T) {
	if err := small().Validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		spoil func(d *directory.Data)
		place string
	}{
		{"no version", func(d *directory.Data) { d.Version = "" }, "version"},
		{"operator twice", func(d *directory.Data) { d.Operators = append(d.Operators, d.Operators[0]) }, "operators[GBA]"},
		{"unknown service", func(d *directory.Data) { d.Operators[0].Services = []string{"PPR"} }, "operators[GBA].services"},
		{"country of nobody", func(d *directory.Data) { d.Operators[0].Country = "IM" }, "operators[GBA].country"},
		{"no centre", func(d *directory.Data) { d.CallCentres = nil }, "operators[GBA]"},
		{"default centre that is none", func(d *directory.Data) { d.Operators[0].DefaultCentre = "GBA-BEL" }, "operators[GBA].defaultCentre"},
		{"centre twice", func(d *directory.Data) { d.CallCentres = append(d.CallCentres, d.CallCentres[0]) }, "callCentres[GBA-DON]"},
		{"centre under another operator", func(d *directory.Data) { d.CallCentres[0].Operator = "DEA" }, "callCentres[GBA-DON].operator"},
		{"centre of an unknown operator", func(d *directory.Data) {
			d.CallCentres = append(d.CallCentres, directory.CallCentre{ID: "DEA-BON", Operator: "DEA"})
		}, "callCentres[DEA-BON].operator"},
		{"centre with a product its operator does not offer", func(d *directory.Data) { d.CallCentres[0].Products = []string{"PPR"} }, "callCentres[GBA-DON].products"},
		{"hand-over to another operator", func(d *directory.Data) { d.Operators[0].HandOver = []directory.Rule{{Centre: "DEA-BON"}} }, "operators[GBA].handOver[0].centre"},
		{"hand-over of a product it does not offer", func(d *directory.Data) {
			d.Operators[0].HandOver = []directory.Rule{{Products: []string{"PPR"}, Centre: "GBA-DON"}}
		}, "operators[GBA].handOver[0].products"},
		{"hand-over of a workflow nobody knows", func(d *directory.Data) {
			d.Operators[0].HandOver = []directory.Rule{{Workflows: []string{"XYZ"}, Centre: "GBA-DON"}}
		}, "operators[GBA].handOver[0].workflows"},
		{"country of an unknown operator", func(d *directory.Data) { d.Countries["DE"] = "DEA" }, "countries[DE]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := small()
			c.spoil(&d)
			err := d.Validate()
			if !problem.Is(err, "directory-invalid") || !slices.ContainsFunc(problem.As(err).Fields, func(f problem.Field) bool { return f.Name == c.place }) {
				t.Errorf("%v, want %s", err, c.place)
			}
		})
	}
}
