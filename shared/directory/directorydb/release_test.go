package directorydb

import (
	"slices"
	"testing"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

func TestRelease_NoItemComesNearTheLimit(t *testing.T) {
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range d.Releases {
		parts, head, err := writeRelease(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			if len(p.Doc) > 100<<10 { // a quarter of DynamoDB's 400 KB
				t.Errorf("%s has %d bytes", p.SK, len(p.Doc))
			}
		}
		if len(head.Head) > 2<<10 {
			t.Errorf("the head of %s holds lists: %d bytes", r.Version, len(head.Head))
		}
	}
}

func TestRelease_ListsAreInTheOrderOfTheirKeys(t *testing.T) {
	var names []string
	for _, l := range listsOf(&catalogue.Release{}) {
		names = append(names, l.name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("%v: the digest is over the order of the keys", names)
	}
}
