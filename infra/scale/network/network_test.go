package network_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/infra/scale/network"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func made(t *testing.T, seed uint64) (directory.Data, []directory.Agent) {
	t.Helper()
	d, agents, err := network.Make(seed)
	if err != nil {
		t.Fatal(err)
	}
	return d, agents
}

func TestNetwork_SameSeed_SameNetwork(t *testing.T) {
	d1, a1 := made(t, 7)
	d2, a2 := made(t, 7)
	if cmp.Diff(d1, d2) != "" || cmp.Diff(a1, a2) != "" {
		t.Error("the same seed makes two networks")
	}
	d3, a3 := made(t, 8)
	if cmp.Equal(d1.CallCentres, d3.CallCentres) || cmp.Equal(a1, a3) {
		t.Error("another seed makes the same network")
	}
}

func TestNetwork_HasItsSize_AndFitsTogether(t *testing.T) {
	for seed := range uint64(5) {
		d, agents := made(t, seed)
		if err := d.Validate(); err != nil {
			t.Fatal(err)
		}
		if len(d.CallCentres) != network.Centres || len(agents) != network.Agents {
			t.Errorf("%d call centres, %d agents", len(d.CallCentres), len(agents))
		}
		for _, c := range d.CallCentres {
			cal, err := c.Calendar.Compile()
			if err != nil {
				t.Fatal(c.ID, err)
			}
			if _, err := cal.Due(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), 160*time.Hour, nil); err != nil {
				t.Error(c.ID, err)
			}
			if !slices.ContainsFunc(agents, func(a directory.Agent) bool { return slices.Contains(a.CallCentres, c.ID) }) {
				t.Error("nobody works in", c.ID)
			}
		}
		for _, a := range agents {
			if slices.ContainsFunc(a.CallCentres, func(id directory.CentreID) bool { return id.Operator() != a.Operator }) {
				t.Error(a.Subject, "works for another operator")
			}
		}
	}
}

func TestNetwork_EveryProductOfEveryOperatorIsTaken(t *testing.T) {
	d, _ := made(t, 1)
	own := map[directory.OperatorCode][]directory.CallCentre{}
	for _, c := range d.CallCentres {
		own[c.Operator] = append(own[c.Operator], c)
	}
	chosen := map[directory.CentreID]bool{}
	for _, o := range d.Operators {
		for _, product := range o.Services {
			for level := 1; level <= 3; level++ {
				c, reason := directory.Choose(o, own[o.Code], directory.Question{Product: product, Workflow: "WII", Level: level, Languages: []string{"en"}, On: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)})
				if reason != "" || !slices.Contains(c.Products, product) {
					t.Errorf("%s %s level %d: %q %s", o.Code, product, level, c.ID, reason)
				}
				chosen[c.ID] = true
			}
		}
	}
	if len(chosen) <= len(d.Operators) {
		t.Error("hand-over rules lead nowhere else than to the default call centres")
	}
}
