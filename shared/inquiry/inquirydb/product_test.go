//go:build emulator

package inquirydb_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// A draft may change its product to one that the item can be of: by its number, and by who agreed on it.
func TestEditDraft_OnlyAProductThatTheItemCanBeOf(t *testing.T) {
	s := start(t)
	id := s.draftOf(t, 1)
	edit := func(product string) (inquiry.Inquiry, error) {
		return s.EditDraft(t.Context(), ana, id, 0, inquiry.Edit{Product: &product}, monday)
	}
	for product, slug := range map[string]string{"REG": "product-not-of-item", "KPG": "product-not-of-item", "PPR": "product-not-served", "": "product-not-served"} {
		if _, err := edit(product); !problem.Is(err, slug) {
			t.Errorf("%s: %v", product, err)
		}
	}
	if q, err := edit("EMX"); err != nil || q.Product != "EMX" {
		t.Fatal(q.Product, err)
	}
	if q := step(t)(s.Service.Send(t.Context(), ana, id, 0, monday)); q.Product != "EMX" {
		t.Error(q.Product)
	}
	cmd := ask(t, 2)
	cmd.Product = "REG"
	if _, err := s.Raise(t.Context(), ana, cmd, monday); !problem.Is(err, "product-not-of-item") {
		t.Error(err)
	}
}
