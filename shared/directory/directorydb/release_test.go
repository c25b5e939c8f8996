package directorydb

import (
	"slices"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

func TestRelease_ListsAreInTheOrderOfTheirKeys(t *testing.T) {
	var names []string
	for _, l := range listsOf(&catalogue.Release{}) {
		names = append(names, l.name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("%v: the digest is over the order of the keys", names)
	}
}
