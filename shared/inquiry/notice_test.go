package inquiry_test

import (
	"slices"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// Whatever a page shows is called out, whether or not it raises an alert.
func TestLooks_EveryPageThatShowsIt_AndNoOther(t *testing.T) {
	q := routed(t)
	opened, e1, _, err := q.Open(release(), berlin(t), archive, monday, answerer)
	if err != nil {
		t.Fatal(err)
	}
	_, e2, err := q.Note(Replier, Words{Text: "Ours"}, release(), monday, answerer)
	if err != nil {
		t.Fatal(err)
	}
	_, e3, err := q.Join(Reference{CustomerRef: "K-1"}, "", release(), monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	given, e4, err := q.HandOver(hamburg, "LOAD", "", "", release(), monday, answerer)
	if err != nil {
		t.Fatal(err)
	}
	draft, e5 := Draft("01TEST", Start{ItemID: "EE123456799GB", Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, 1, monday, asker)
	if got := NoticeOf(q, Event{Kind: Archived}).Looks(); len(got) != 0 {
		t.Error("archived", got)
	}
	for _, c := range []struct {
		name string
		q    Inquiry
		e    Event
		want []directory.CentreID
	}{
		{"opened: both", opened, e1, []directory.CentreID{"GBA-DON", "DEA-FRA"}},
		{"a note: its own side", q, e2, []directory.CentreID{"DEA-FRA"}},
		{"a further customer: its own side", q, e3, []directory.CentreID{"GBA-DON"}},
		{"handed over: the one that gave it away too", given, e4, []directory.CentreID{"GBA-DON", "DEA-HAM", "DEA-FRA"}},
		{"a draft: who writes it", draft, e5, []directory.CentreID{"GBA-DON"}},
	} {
		if got := NoticeOf(c.q, c.e).Looks(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
