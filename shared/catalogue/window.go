package catalogue

import "slices"

// WindowFor returns the window of a product's items between two operators, "" where one is not known: of those that say something of them
// the most specific. One that names both ends goes before one that names the origin, whose post takes most inquiries; that goes before
// one that names the destination; and any before the product's own. Ok is false when there is no such product.
func (r *Release) WindowFor(product, origin, destination string) (_ Window, ok bool) {
	p, ok := r.Product(product)
	if !ok {
		return Window{}, false
	}
	for _, ends := range [][2]string{{origin, destination}, {origin, ""}, {"", destination}} {
		w, ok := find(r.Windows, func(w PairWindow) bool {
			return w.Origin == ends[0] && w.Destination == ends[1] && slices.Contains(w.Products, product)
		})
		if ok {
			return w.Window, true
		}
	}
	return p.Window, true
}

// backwards reports whether nobody could ever inquire within the window.
func (w Window) backwards() bool { return w.NotBeforeDays < 0 || w.NotAfterDays <= w.NotBeforeDays }

// windows checks that each can be counted with, is of somebody, and is the only one of its ends and product.
func (v *validation) windows() {
	type key struct{ product, origin, destination string }
	seen := map[key]bool{}
	for i, w := range v.release.Windows {
		at := pointer("windows", i)
		v.references(at+"/products", w.Products, "product", func(c string) bool { _, ok := v.release.Product(c); return ok })
		if w.Origin == "" && w.Destination == "" {
			v.wrong(at, "names neither origin nor destination: the product's window is that of everybody")
		}
		for _, end := range []struct{ name, operator string }{{"origin", w.Origin}, {"destination", w.Destination}} {
			if end.operator != "" && !memberForm.MatchString(end.operator) {
				v.wrong(pointer(at, end.name), "must be the code of an operator like GBA")
			}
		}
		if w.backwards() {
			v.wrong(at+"/notAfterDays", "must end after it begins")
		}
		for j, p := range w.Products {
			k := key{p, w.Origin, w.Destination}
			if seen[k] {
				v.wrong(pointer(at, "products", j), "%s has a window between these ends already", p)
			}
			seen[k] = true
		}
	}
}
