package directory

import (
	"fmt"
	"maps"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Data is everything the Directory table is loaded with, under one version.
type Data struct {
	Version     string
	Operators   []Operator
	CallCentres []CallCentre
	Countries   map[string]OperatorCode // who answers for items of a country (ISO 3166-1 alpha-2, as in S10)
	Releases    []catalogue.Release
}

// Validate refuses data whose parts do not fit together, as "directory-invalid": codes that are double or stand for nothing, an operator
// without a call centre, a default centre or a hand-over rule of another operator, a product nobody knows, a country without an operator.
func (d Data) Validate() error {
	p := problem.New(problem.Invalid, "directory-invalid", "The directory data cannot be used.")
	if d.Version == "" {
		p.With("version", "is missing")
	}
	products, workflows := map[string]bool{}, map[string]bool{}
	for _, r := range d.Releases {
		for _, w := range r.Workflows {
			workflows[w.Code] = true
		}
		for _, product := range r.Products {
			products[product.Code] = true
		}
	}
	operators := map[OperatorCode]Operator{}
	for _, o := range d.Operators {
		at := fmt.Sprintf("operators[%s]", o.Code)
		if _, double := operators[o.Code]; double {
			p.With(at, "is there twice")
		}
		operators[o.Code] = o
		for _, s := range o.Services {
			if !products[s] {
				p.With(at+".services", "product %s does not exist", s)
			}
		}
		if d.Countries[o.Country] == "" {
			p.With(at+".country", "nobody answers for country %s", o.Country)
		}
	}
	centres := map[CentreID]bool{}
	staffed := map[OperatorCode]bool{}
	for _, c := range d.CallCentres {
		at := fmt.Sprintf("callCentres[%s]", c.ID)
		if centres[c.ID] {
			p.With(at, "is there twice")
		}
		centres[c.ID], staffed[c.Operator] = true, true
		if c.Operator != c.ID.Operator() {
			p.With(at+".operator", "must be the operator the id begins with")
		}
		o, ok := operators[c.Operator]
		if !ok {
			p.With(at+".operator", "operator %s does not exist", c.Operator)
			continue
		}
		for _, product := range c.Products {
			if !slices.Contains(o.Services, product) {
				p.With(at+".products", "operator %s does not offer %s", o.Code, product)
			}
		}
	}
	for _, o := range d.Operators {
		at := fmt.Sprintf("operators[%s]", o.Code)
		switch {
		case !staffed[o.Code]:
			p.With(at, "has no call centre")
		case !centres[o.DefaultCentre] || o.DefaultCentre.Operator() != o.Code:
			p.With(at+".defaultCentre", "must be one of its own call centres")
		}
		for i, r := range o.HandOver {
			at := fmt.Sprintf("%s.handOver[%d].", at, i)
			for _, product := range r.Products {
				if !slices.Contains(o.Services, product) {
					p.With(at+"products", "operator %s does not offer %s", o.Code, product)
				}
			}
			for _, w := range r.Workflows {
				if !workflows[w] {
					p.With(at+"workflows", "workflow %s does not exist", w)
				}
			}
			if !centres[r.Centre] || r.Centre.Operator() != o.Code {
				p.With(at+"centre", "must be one of its own call centres")
			}
		}
	}
	for _, country := range slices.Sorted(maps.Keys(d.Countries)) {
		if _, ok := operators[d.Countries[country]]; !ok {
			p.With(fmt.Sprintf("countries[%s]", country), "operator %s does not exist", d.Countries[country])
		}
	}
	return p.OrNil()
}
