package insight

import (
	"cmp"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Value is a metric of some counts: of a share, a rate or an average with what it is made of, Part of Whole or a sum over a number; of a count
// it is Part.
type Value struct{ Part, Whole int }

// ValueOf reads a metric off counts.
func ValueOf(m Metric, c Counts) Value {
	part, whole := m.Parts(c)
	return Value{part, whole}
}

// Change is a figure that differs between two editions of a report. Operator and Centre name the row; both are empty for the total.
type Change struct {
	Operator      principal.OperatorCode
	Centre        principal.CentreID
	Name          string // of the row
	Side          Side
	Metric        Metric
	Before, After Value
}

// Changes says figure by figure what the edition after says differently from the one before: first the total, then row by row. A row that
// only one of them has counts as nothing in the other.
func Changes(before, after Report) []Change {
	type key struct {
		operator principal.OperatorCode
		centre   principal.CentreID
	}
	type pair struct {
		key
		name          string
		before, after Figures
	}
	pairs := []*pair{{before: before.Total, after: after.Total}}
	at := map[key]*pair{}
	row := func(r Row) *pair {
		k := key{r.Operator, r.Centre}
		if at[k] == nil {
			at[k] = &pair{key: k}
			pairs = append(pairs, at[k])
		}
		at[k].name = r.Name
		return at[k]
	}
	for _, r := range before.Rows {
		row(r).before = r.Figures
	}
	for _, r := range after.Rows {
		row(r).after = r.Figures
	}
	slices.SortStableFunc(pairs[1:], func(a, b *pair) int {
		return cmp.Or(cmp.Compare(a.operator, b.operator), cmp.Compare(a.centre, b.centre))
	})
	out := []Change{}
	for _, p := range pairs {
		for _, side := range []Side{Replier, Requester} {
			for _, m := range Metrics {
				b, a := ValueOf(m, *p.before.Of(side)), ValueOf(m, *p.after.Of(side))
				if a != b {
					out = append(out, Change{p.operator, p.centre, p.name, side, m, b, a})
				}
			}
		}
	}
	return out
}
