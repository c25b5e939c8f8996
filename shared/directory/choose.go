package directory

import (
	"slices"
	"strings"
	"time"
)

// Question is what the choice of a call centre depends on.
type Question struct {
	Product, Workflow string
	Level             int
	Languages         []string // of who asks, the preferred one first
	On                time.Time
}

// Why no call centre takes a question.
const (
	NoCentre           = "operator-has-no-centre"
	NoCentreForProduct = "no-centre-for-product"
	CentreClosed       = "centre-closed"
)

// Choose picks the operator's call centre that takes a question, always one that answers for its product: the one of the first hand-over rule
// that matches; else the operator's default, then one that shares a language with the asker, then the first by id. A centre that is closed on
// that day is followed to the one that replaces it. The reason says why there is none.
func Choose(op Operator, centres []CallCentre, q Question) (CallCentre, string) {
	if len(centres) == 0 {
		return CallCentre{}, NoCentre
	}
	byID := map[CentreID]CallCentre{}
	for _, c := range centres {
		byID[c.ID] = c
	}
	for _, rule := range op.HandOver {
		if c, ok := byID[rule.Centre]; ok && rule.matches(q) {
			if c, ok := follow(c, byID, q); ok {
				return c, ""
			}
		}
	}
	serving := slices.DeleteFunc(slices.Clone(centres), func(c CallCentre) bool { return !slices.Contains(c.Products, q.Product) })
	if len(serving) == 0 {
		return CallCentre{}, NoCentreForProduct
	}
	rank := func(c CallCentre) int {
		switch {
		case c.ID == op.DefaultCentre:
			return 0
		case slices.ContainsFunc(c.Languages, func(l string) bool { return slices.Contains(q.Languages, l) }):
			return 1
		default:
			return 2
		}
	}
	slices.SortFunc(serving, func(a, b CallCentre) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	for _, c := range serving {
		if c, ok := follow(c, byID, q); ok {
			return c, ""
		}
	}
	return CallCentre{}, CentreClosed
}

// Successor is the call centre that takes what a closed one holds: the one that replaces it, else the one that would take the question now.
// The reason says why there is none.
func Successor(op Operator, centres []CallCentre, closed CallCentre, q Question) (CallCentre, string) {
	byID := map[CentreID]CallCentre{}
	for _, c := range centres {
		byID[c.ID] = c
	}
	if c, ok := follow(closed, byID, q); ok {
		return c, ""
	}
	return Choose(op, centres, q)
}

// AnyOpen is a call centre of the operator that is open on a day, its default first; false when none is.
func AnyOpen(op Operator, centres []CallCentre, on time.Time) (CallCentre, bool) {
	var found CallCentre
	for _, c := range centres {
		if c.OpenOn(on) && (found.ID == "" || c.ID == op.DefaultCentre) {
			found = c
		}
	}
	return found, found.ID != ""
}

// follow goes from a closed centre to the one that replaces it; false when that leads nowhere, or to one that does not answer for the product.
func follow(c CallCentre, byID map[CentreID]CallCentre, q Question) (CallCentre, bool) {
	for range byID {
		if c.OpenOn(q.On) {
			return c, slices.Contains(c.Products, q.Product)
		}
		next, ok := byID[c.ReplacedBy]
		if !ok {
			return CallCentre{}, false
		}
		c = next
	}
	return CallCentre{}, false
}

// OpenOn reports whether the centre takes part on the day of an instant, by the calendar date in UTC.
func (c CallCentre) OpenOn(at time.Time) bool {
	date := at.UTC().Format(time.DateOnly)
	return (c.OpensOn == "" || date >= c.OpensOn) && (c.ClosesOn == "" || date < c.ClosesOn)
}

func (r Rule) matches(q Question) bool {
	date := q.On.UTC().Format(time.DateOnly)
	takes := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	return takes(r.Products, q.Product) && takes(r.Workflows, q.Workflow) && (len(r.Levels) == 0 || slices.Contains(r.Levels, q.Level)) &&
		(len(r.Languages) == 0 || slices.ContainsFunc(q.Languages, func(l string) bool { return slices.Contains(r.Languages, l) })) &&
		(r.From == "" || date >= r.From) && (r.Until == "" || date < r.Until)
}
