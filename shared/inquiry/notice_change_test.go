package inquiry_test

import (
	"testing"

	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestNotice_TellsTheCaseOfTheRequester_AndWhereItStands(t *testing.T) {
	q := routed(t)
	asked := func(ref string) *Request { return &Request{Fields: map[string]any{"crmCaseId": ref}} }
	for name, c := range map[string]struct {
		change Change
		want   string
	}{
		"as it was read":         {Change{After: q, ExternalRef: "CASE-1"}, "CASE-1"},
		"as this step writes it": {Change{After: q, ExternalRef: "CASE-1", Request: asked("CASE-2")}, "CASE-2"},
		"taken away":             {Change{After: q, ExternalRef: "CASE-1", Request: &Request{}}, ""},
	} {
		if n := c.change.Notice(); n.ExternalRef != c.want || n.State != StateSent {
			t.Errorf("%s: %q %s", name, n.ExternalRef, n.State)
		}
	}
}

func TestNotice_OfAReaddressedInquiry_NamesWhoHadIt(t *testing.T) {
	q := routed(t)
	q.Replier = Party{"FRA", "FRA-PAR"}
	for name, c := range map[string]struct {
		from Party
		want string
	}{
		"it had reached another":      {Party{"DEA", "DEA-FRA"}, "DEA"},
		"it had reached nobody":       {Party{"DEA", ""}, ""},
		"another centre of the same":  {Party{"FRA", "FRA-LYS"}, ""},
		"the asker's own, which sees": {Party{"GBA", "GBA-LON"}, ""},
	} {
		if n := NoticeOf(q, Event{Kind: Readdressed, From: &c.from}); string(n.LeftOperator) != c.want {
			t.Errorf("%s: %q", name, n.LeftOperator)
		}
	}
}
