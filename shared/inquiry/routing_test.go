package inquiry_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestChooseCentre(t *testing.T) {
	centre := func(id directory.CentreID, languages []string, products ...string) directory.CallCentre {
		return directory.CallCentre{ID: id, Operator: "DEA", Languages: languages, Products: products}
	}
	de, fr := []string{"de"}, []string{"fr", "de"}
	for _, c := range []struct {
		name    string
		op      directory.Operator
		centres []directory.CallCentre
		want    directory.CentreID
		reason  string
	}{
		{name: "no centre", reason: NoCentre},
		{name: "none for the product", centres: []directory.CallCentre{centre("DEA-BON", de, "PPR")}, reason: NoCentreForProduct},
		{name: "the default, when it serves the product", op: directory.Operator{DefaultCentre: "DEA-HAM"},
			centres: []directory.CallCentre{centre("DEA-BON", fr, "EMS"), centre("DEA-HAM", de, "EMS")}, want: "DEA-HAM"},
		{name: "not the default, when it does not", op: directory.Operator{DefaultCentre: "DEA-HAM"},
			centres: []directory.CallCentre{centre("DEA-BON", de, "EMS"), centre("DEA-HAM", de, "PPR")}, want: "DEA-BON"},
		{name: "then a shared language", centres: []directory.CallCentre{centre("DEA-BON", de, "EMS"), centre("DEA-KEH", fr, "EMS")}, want: "DEA-KEH"},
		{name: "then the first by id", centres: []directory.CallCentre{centre("DEA-HAM", de, "EMS"), centre("DEA-BON", de, "EMS")}, want: "DEA-BON"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, reason := ChooseCentre(c.op, c.centres, "EMS", []string{"fr"})
			if got.ID != c.want || reason != c.reason {
				t.Fatalf("got %q, %q", got.ID, reason)
			}
		})
	}
}

func TestAlertsOf_TellsWhomItConcerns(t *testing.T) {
	type told struct {
		Kind    AlertKind
		Centre  directory.CentreID
		Partner directory.OperatorCode
	}
	us := func(k AlertKind) told { return told{k, "GBA-DON", "DEA"} }
	them := func(k AlertKind) told { return told{k, "DEA-FRA", "GBA"} }
	for kind, want := range map[Kind][]told{
		Drafted: {}, Edited: {}, Sent: {}, Opened: {}, Read: {}, Closed: {},
		Routed: {them(AlertNew)}, DueSoon: {them(AlertApproaching)}, Overdue: {them(AlertOverdue), us(AlertOverdue)},
		TrackingUpdated: {them(AlertTrackingUpdated), us(AlertTrackingUpdated)}, Replied: {us(AlertReplyReceived)},
		Returned: {us(AlertReturned)}, Supplemented: {them(AlertSupplemented)}, Unroutable: {us(AlertUnroutable)},
	} {
		got, ids := []told{}, map[string]bool{}
		for _, a := range AlertsOf(Notice{InquiryID: "01TEST", Seq: 7, Kind: kind, At: monday, RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-FRA"}) {
			if want := map[directory.CentreID]Side{"GBA-DON": Requester, "DEA-FRA": Replier}[a.Centre]; a.Side != want {
				t.Errorf("%s: %s is told as %s", kind, a.Centre, a.Side)
			}
			got = append(got, told{a.Kind, a.Centre, a.Partner})
			ids[a.ID] = true
		}
		if d := cmp.Diff(want, got); d != "" || len(ids) != len(want) {
			t.Errorf("%s: %s", kind, d)
		}
	}
}

func TestAlertsOf_BeforeRouting_TellsNoCentreThatIsNotThere(t *testing.T) {
	for _, a := range AlertsOf(Notice{Kind: TrackingUpdated, At: monday, RequesterCentre: "GBA-DON"}) {
		if a.Centre == "" {
			t.Fatal(a)
		}
	}
}
