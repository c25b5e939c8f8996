package directory_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func day(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour)
}

func canada() (directory.Operator, []directory.CallCentre) {
	all := []string{"EMS", "PPR", "REG"}
	return directory.Operator{Code: "CAA", Services: all, DefaultCentre: "CAA-TOR"}, []directory.CallCentre{
		{ID: "CAA-MTL", Languages: []string{"fr", "en"}, Products: all},
		{ID: "CAA-TOR", Languages: []string{"en"}, Products: []string{"EMS", "PPR"}},
		{ID: "CAA-VAN", Languages: []string{"en"}, Products: all},
	}
}

// canadaWith is Canada after a change, Toronto, and a question.
func canadaWith(change func([]directory.CallCentre), q directory.Question) (directory.Operator, []directory.CallCentre, directory.CallCentre, directory.Question) {
	op, centres := canada()
	change(centres)
	return op, centres, centres[1], q
}

func TestChoose(t *testing.T) {
	const on = "2026-11-24"
	asks := func(product, workflow string, level int, languages ...string) directory.Question {
		return directory.Question{Product: product, Workflow: workflow, Level: level, Languages: languages, On: day(on)}
	}
	for _, c := range []struct {
		rule   string
		change func(op *directory.Operator, centres []directory.CallCentre)
		asks   directory.Question
		centre directory.CentreID
		reason string
	}{
		{"the default where it answers for the product", nil, asks("EMS", "WII", 1, "fr"), "CAA-TOR", ""},
		{"else one that shares a language with the asker", nil, asks("REG", "WII", 1, "fr"), "CAA-MTL", ""},
		{"else the first by id", nil, asks("REG", "WII", 1, "ja"), "CAA-MTL", ""},
		{"no centre for the product", nil, asks("EXP", "WII", 1), "", directory.NoCentreForProduct},
		{"a hand-over rule beats the default", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Centre: "CAA-VAN"}}
		}, asks("EMS", "WII", 1), "CAA-VAN", ""},
		{"the first rule that matches wins", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Products: []string{"REG"}, Centre: "CAA-VAN"}, {Workflows: []string{"LIA"}, Levels: []int{3}, Centre: "CAA-MTL"}, {Centre: "CAA-VAN"}}
		}, asks("EMS", "LIA", 3), "CAA-MTL", ""},
		{"a rule for another level does not match", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Levels: []int{2, 3}, Centre: "CAA-VAN"}}
		}, asks("EMS", "WII", 1), "CAA-TOR", ""},
		{"a rule for a language of the asker", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Languages: []string{"fr"}, Centre: "CAA-MTL"}}
		}, asks("EMS", "WII", 1, "en", "fr"), "CAA-MTL", ""},
		{"a rule from tomorrow does not match", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{From: "2026-11-25", Centre: "CAA-VAN"}}
		}, asks("EMS", "WII", 1), "CAA-TOR", ""},
		{"a rule until today does not match any more", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Until: on, Centre: "CAA-VAN"}}
		}, asks("EMS", "WII", 1), "CAA-TOR", ""},
		{"a rule to a centre that is gone is passed over", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Centre: "CAA-HFX"}}
		}, asks("EMS", "WII", 1), "CAA-TOR", ""},
		{"a closed centre is followed to the one that replaces it", func(_ *directory.Operator, centres []directory.CallCentre) {
			centres[1].ClosesOn, centres[1].ReplacedBy = on, "CAA-VAN"
		}, asks("EMS", "WII", 1), "CAA-VAN", ""},
		{"a closed centre is not followed to one that does not answer for the product", func(_ *directory.Operator, centres []directory.CallCentre) {
			centres[0].ClosesOn, centres[0].ReplacedBy = on, "CAA-TOR"
		}, asks("REG", "WII", 1), "CAA-VAN", ""},
		{"a hand-over rule to a centre that does not answer for the product is passed over", func(op *directory.Operator, _ []directory.CallCentre) {
			op.HandOver = []directory.Rule{{Centre: "CAA-TOR"}}
		}, asks("REG", "WII", 1), "CAA-MTL", ""},
		{"and from there on", func(_ *directory.Operator, centres []directory.CallCentre) {
			centres[1].ClosesOn, centres[1].ReplacedBy = on, "CAA-VAN"
			centres[2].ClosesOn, centres[2].ReplacedBy = on, "CAA-MTL"
		}, asks("EMS", "WII", 1), "CAA-MTL", ""},
		{"a closed centre that nobody replaces is passed over", func(_ *directory.Operator, centres []directory.CallCentre) { centres[1].ClosesOn = on },
			asks("EMS", "WII", 1), "CAA-MTL", ""},
		{"a centre still takes part on the day before it closes", func(_ *directory.Operator, centres []directory.CallCentre) { centres[1].ClosesOn = "2026-11-25" },
			asks("EMS", "WII", 1), "CAA-TOR", ""},
		{"a centre does not take part before it opens", func(_ *directory.Operator, centres []directory.CallCentre) { centres[1].OpensOn = "2026-11-25" },
			asks("EMS", "WII", 1), "CAA-MTL", ""},
		{"all closed, in a circle", func(_ *directory.Operator, centres []directory.CallCentre) {
			for i := range centres {
				centres[i].ClosesOn, centres[i].ReplacedBy = on, centres[(i+1)%3].ID
			}
		}, asks("EMS", "WII", 1), "", directory.CentreClosed},
	} {
		t.Run(c.rule, func(t *testing.T) {
			op, centres := canada()
			if c.change != nil {
				c.change(&op, centres)
			}
			got, reason := directory.Choose(op, centres, c.asks)
			if got.ID != c.centre || reason != c.reason {
				t.Errorf("%q %q, want %q %q", got.ID, reason, c.centre, c.reason)
			}
		})
	}
	if got, reason := directory.Successor(canadaWith(func(centres []directory.CallCentre) { centres[1].ClosesOn, centres[1].ReplacedBy = on, "CAA-VAN" }, asks("EMS", "WII", 1))); got.ID != "CAA-VAN" || reason != "" {
		t.Error("the one that replaces it", got.ID, reason)
	}
	if got, reason := directory.Successor(canadaWith(func(centres []directory.CallCentre) { centres[1].ClosesOn = on }, asks("EMS", "WII", 1))); got.ID != "CAA-MTL" || reason != "" {
		t.Error("nobody replaces it", got.ID, reason)
	}
	if _, reason := directory.Choose(directory.Operator{}, nil, directory.Question{}); reason != directory.NoCentre {
		t.Error(reason)
	}
}
