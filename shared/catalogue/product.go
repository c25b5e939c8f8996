package catalogue

import (
	"slices"
	"time"
)

// ProductFor returns the product that an S10 service indicator ("EE") stands for between two operators: the first product, in the release's
// order, with a range that holds it and both of them among its members; failing that, the first that applies everywhere.
// A product that is closed, or closes one day, is never chosen: whoever still needs it names it.
func (r *Release) ProductFor(indicator, origin, destination string) (code string, ok bool) {
	everywhere := ""
	for i := range r.Products {
		p := &r.Products[i]
		switch {
		case p.ClosedFrom != "" || !p.has(indicator):
		case len(p.Members) > 0:
			if slices.Contains(p.Members, origin) && slices.Contains(p.Members, destination) {
				return p.Code, true
			}
		case everywhere == "":
			everywhere = p.Code
		}
	}
	return everywhere, everywhere != ""
}

// ProductOf is ProductFor where nobody's agreements are known.
func (r *Release) ProductOf(indicator string) (code string, ok bool) {
	return r.ProductFor(indicator, "", "")
}

// Fits says why an item with this service indicator between two operators cannot be of the product; "" when it can. Operators that are not
// known, "", stand in nobody's way.
func (p *Product) Fits(indicator, origin, destination string) string {
	if !p.has(indicator) {
		return "is not a product of items numbered " + indicator
	}
	for _, end := range []string{origin, destination} {
		if len(p.Members) > 0 && end != "" && !slices.Contains(p.Members, end) {
			return "is not agreed with " + end
		}
	}
	return ""
}

// Closed reports whether inquiries about the product are over: from 00:00 UTC of its closing date.
func (p *Product) Closed(on time.Time) bool {
	return p.ClosedFrom != "" && on.UTC().Format(time.DateOnly) >= p.ClosedFrom
}

func (p *Product) has(indicator string) bool {
	return len(indicator) == 2 && slices.ContainsFunc(p.Indicators, func(span string) bool {
		from, to, ok := indicatorRange(span)
		return ok && from <= indicator && indicator <= to
	})
}

// indicatorRange reads "EA-EW", or "RA" for a single indicator.
func indicatorRange(s string) (from, to string, ok bool) {
	letters := func(s string) bool {
		return len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z'
	}
	switch {
	case len(s) == 2:
		from, to = s, s
	case len(s) == 5 && s[2] == '-':
		from, to = s[:2], s[3:]
	}
	return from, to, letters(from) && letters(to) && from[0] == to[0] && from <= to
}
