package inquiry_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// release is the smallest catalogue with every class of reply.
func release() *catalogue.Release {
	return &catalogue.Release{Version: "test.1",
		Products: []catalogue.Product{{Code: "EMS", Indicators: []string{"EA-EW"}, Window: catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}}},
		Workflows: []catalogue.Workflow{{Code: "WII", Products: []string{"EMS"}, ClosingCodes: []string{"CLO_OK"},
			Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "TRN", "INC"}}},
			Sections: []catalogue.Section{{Code: "item", Fields: []catalogue.Field{
				{Code: "postingDate", Type: "date", Mandatory: true},
				{Code: "contents", Type: "text", Mandatory: true},
				{Code: "remark", Type: "longText"}}}}}},
		ReplyCodes: []catalogue.ReplyCode{
			{Code: "DLV", Class: ClassConclusive, Fields: []catalogue.Field{{Code: "date", Type: "date", Mandatory: true}, {Code: "receivedBy", Type: "text", Mandatory: true}}},
			{Code: "TRN", Class: ClassInconclusive, Fields: []catalogue.Field{{Code: "place", Type: "text", Mandatory: true}}},
			{Code: "INC", Class: ClassNeeds, Fields: []catalogue.Field{{Code: "missing", Type: "codes", Mandatory: true}}},
			{Code: "LST", Class: ClassConclusive}},
		ClosingCodes: []catalogue.ClosingCode{{Code: "CLO_OK"}},
		Targets:      []catalogue.Target{{Product: "EMS", Workflow: "WII", Level: 1, Minutes: 360}},
	}
}

// berlin is open Monday to Friday from 9 to 17.
func berlin(t testing.TB) *calendar.Calendar {
	t.Helper()
	day := [][2]string{{"09:00", "17:00"}}
	c, err := calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": day, "2": day, "3": day, "4": day, "5": day}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(s string) time.Time {
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return v
}

var (
	asker    = Actor{Kind: ByAgent, Subject: "a", Operator: "GBA", Centre: "GBA-DON"}
	answerer = Actor{Kind: ByAgent, Subject: "b", Operator: "DEA", Centre: "DEA-FRA"}
	monday   = at("2026-11-23T09:00:00Z") // 10:00 in Berlin
	complete = Request{Fields: map[string]any{"postingDate": "2026-11-10", "contents": "A book"}}
	dlv      = Reply{Code: "DLV", Fields: map[string]any{"date": "2026-11-20", "receivedBy": "A. Example"}}
	inc      = Reply{Code: "INC", Fields: map[string]any{"missing": []any{"contents"}}}
	trn      = Reply{Code: "TRN", Fields: map[string]any{"place": "Hub"}}
)

func drafted() Inquiry {
	q, _ := Draft("01TEST", Start{ItemID: "EE123456799GB", Product: "EMS", Workflow: "WII", CatalogueVersion: "test.1",
		Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, monday, asker)
	return q
}

func sent(t testing.TB) Inquiry {
	t.Helper()
	q, _, err := drafted().Send(complete, release(), monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func routed(t testing.TB) Inquiry {
	t.Helper()
	q, _, changed, err := sent(t).Route("DEA-FRA", berlin(t), 360, monday)
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	return q
}

func replied(t testing.TB, r Reply, when string) Inquiry {
	t.Helper()
	q, _, err := routed(t).Reply(r, release(), berlin(t), at(when), answerer)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func refused(t testing.TB, err error, slug string, fields ...string) {
	t.Helper()
	if !problem.Is(err, slug) {
		t.Fatalf("want the problem %s, got %v", slug, err)
	}
	p := problem.As(err)
	for _, want := range fields {
		found := false
		for _, f := range p.Fields {
			found = found || f.Name == want
		}
		if !found {
			t.Errorf("%s does not name %s: %v", slug, want, p.Fields)
		}
	}
}
