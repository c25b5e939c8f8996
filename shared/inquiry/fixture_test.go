package inquiry_test

import (
	"maps"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// release is the smallest catalogue with every kind of rule: WII has three levels and is paused by customs, DMG goes from level 1 to 3, GEN is
// limited, WPD needs an event, LIA a parent, ACK no reply.
func release() *catalogue.Release {
	products := []string{"EMS"}
	closings := []string{"CLO_OK", "CLO_WDR", "CLO_AUTO", "CLO_UNA", "CLO_INF", "CLO_DUP"}
	item := []catalogue.Section{{Code: "item", Fields: []catalogue.Field{
		{Code: "postingDate", Type: "date", Mandatory: true},
		{Code: "contents", Type: "text", Mandatory: true},
		{Code: "statement", Type: "text", MandatoryFromLevel: 2},
		{Code: "remark", Type: "longText"}}}}
	claim := []catalogue.Section{{Code: "claim", Fields: []catalogue.Field{
		{Code: "postingDate", Type: "date", Mandatory: true},
		{Code: "contents", Type: "text", Mandatory: true},
		{Code: "parentInquiry", Type: "inquiry"}}}}
	target := func(workflow string, level, minutes int) catalogue.Target {
		return catalogue.Target{Product: "EMS", Workflow: workflow, Level: level, Minutes: minutes}
	}
	return &catalogue.Release{Version: "test.1",
		Products: []catalogue.Product{{Code: "EMS", Indicators: []string{"EA-EW"}, Window: catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}}},
		Workflows: []catalogue.Workflow{
			{Code: "WII", Products: products, ClosingCodes: closings, PausedByCustoms: true, Sections: item,
				Levels:    []catalogue.Level{{Level: 1, Replies: []string{"DLV", "ATT", "TRN", "NFD", "INC"}}, {Level: 2, Replies: []string{"DLV", "TRN", "NFD", "INC"}}, {Level: 3, Replies: []string{"DLV", "NFD", "LST", "INC"}}},
				Proposals: []catalogue.Proposal{{Event: "EMI", Reply: "DLV"}, {Event: "EDG", Reply: "TRN"}}},
			{Code: "DMG", Products: products, ClosingCodes: closings, Sections: item, Levels: []catalogue.Level{{Level: 1, Replies: []string{"TRN", "DLV", "INC"}}, {Level: 3, Replies: []string{"DLV", "INC"}}}},
			{Code: "GEN", Products: products, ClosingCodes: closings, Sections: item, Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "INC"}}},
				Limit: &catalogue.Limit{Counts: []catalogue.LimitOf{{Products: products, Max: 5, WorkingDays: 5}}}},
			{Code: "WPD", Products: products, ClosingCodes: closings, Sections: item, Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "INC"}}},
				Requires: &catalogue.Requires{Event: "EMI"}},
			{Code: "LIA", Products: products, ClosingCodes: closings, Sections: claim, NoWindow: true, Levels: []catalogue.Level{{Level: 3, Replies: []string{"LAC", "INC"}}},
				Requires: &catalogue.Requires{ParentField: "parentInquiry", ParentReplies: []string{"LST"}}},
			{Code: "ACK", Products: products, ClosingCodes: []string{"CLO_INF", "CLO_WDR"}, Sections: item, NoReply: true, Levels: []catalogue.Level{{Level: 1}}},
		},
		ReplyCodes: []catalogue.ReplyCode{
			{Code: "DLV", Class: ClassConclusive, Fields: []catalogue.Field{{Code: "date", Type: "date", Mandatory: true, Prefill: "event.date"}, {Code: "receivedBy", Type: "text", Mandatory: true, Prefill: "event.signatory"}}},
			{Code: "ATT", Class: ClassInconclusive, ConclusiveWith: []string{"pickupPlace", "lastDay"}, Fields: []catalogue.Field{{Code: "pickupPlace", Type: "text"}, {Code: "lastDay", Type: "date"}}},
			{Code: "TRN", Class: ClassInconclusive, FollowUp: "expectedDate", Fields: []catalogue.Field{{Code: "place", Type: "text", Mandatory: true, Prefill: "event.office"}, {Code: "expectedDate", Type: "date"}}},
			{Code: "NFD", Class: ClassInconclusive, CountsOnce: true, Fields: []catalogue.Field{{Code: "expectedDate", Type: "date"}}},
			{Code: "INC", Class: ClassNeeds, Fields: []catalogue.Field{{Code: "missing", Type: "codes", Mandatory: true, OptionsFrom: "requestFields"}}},
			{Code: "LST", Class: ClassConclusive},
			{Code: "LAC", Class: ClassConclusive, Fields: []catalogue.Field{{Code: "authorizationCode", Type: "text", Mandatory: true}, {Code: "amountSdr", Type: "amount", Mandatory: true}}}},
		ClosingCodes: []catalogue.ClosingCode{{Code: "CLO_OK", When: []string{"replied", "returned", "unroutable"}}, {Code: "CLO_WDR", When: []string{"awaited", "returned", "unroutable"}},
			{Code: "CLO_AUTO", When: []string{"system"}}, {Code: "CLO_UNA", When: []string{"system"}}, {Code: "CLO_INF", When: []string{"system"}}, {Code: "CLO_DUP", When: []string{"system"}}},
		EventCodes:       []catalogue.EventCode{{Code: "EMD"}, {Code: "EME", Clock: "hold"}, {Code: "EDC", Clock: "release"}, {Code: "EDG"}, {Code: "EMI", Terminal: true, Clock: "release"}, {Code: "EMH"}},
		RejectionReasons: []catalogue.Code{{Code: "WRONG"}}, HandOverReasons: []catalogue.Code{{Code: "LOAD"}}, ForceMajeureReasons: []catalogue.Code{{Code: "FLOOD"}},
		Targets: []catalogue.Target{target("WII", 1, 360), target("WII", 2, 960), target("WII", 3, 4800), target("DMG", 1, 960), target("DMG", 3, 4800), target("GEN", 1, 360), target("WPD", 1, 960), target("LIA", 3, 4800)},
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
	nfd      = Reply{Code: "NFD", Fields: map[string]any{"expectedDate": "2026-12-01"}}

	statement = map[string]any{"statement": "I do not have it"} // what level 2 asks for besides
	archive   = monday.AddDate(0, 6, 0)
)

// draft is a draft of a workflow at its first level.
func draft(workflow string) Inquiry {
	wf, _ := release().Workflow(workflow)
	q, _ := Draft("01TEST", Start{ItemID: "EE123456799GB", Product: "EMS", Workflow: workflow, CatalogueVersion: "test.1",
		Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, wf.FirstLevel(), monday, asker)
	return q
}

func drafted() Inquiry { return draft("WII") }

func sent(t testing.TB) Inquiry {
	t.Helper()
	return sendAs(t, "WII", Circumstances{})
}

func sendAs(t testing.TB, workflow string, c Circumstances) Inquiry {
	t.Helper()
	q, _, err := draft(workflow).Send(complete, release(), c, monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func arrival(t testing.TB) Arrival {
	t.Helper()
	return Arrival{Centre: "DEA-FRA", Calendar: berlin(t), TargetMinutes: 360}
}

// arrivalAt is an arrival at a level of WII.
func arrivalAt(t testing.TB, level int) Arrival {
	t.Helper()
	a := arrival(t)
	a.TargetMinutes, _ = release().Target("EMS", "WII", level)
	return a
}

func routed(t testing.TB) Inquiry {
	t.Helper()
	return route(t, sent(t), arrival(t))
}

func route(t testing.TB, q Inquiry, a Arrival) Inquiry {
	t.Helper()
	q, _, changed, err := q.Route(a, release(), monday)
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	return q
}

func replied(t testing.TB, r Reply, when string) Inquiry {
	t.Helper()
	return reply(t, routed(t), r, when)
}

func reply(t testing.TB, q Inquiry, r Reply, when string) Inquiry {
	t.Helper()
	q, _, err := q.Reply(r, release(), berlin(t), berlin(t), at(when), answerer)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func escalate(t testing.TB, q Inquiry, when string) Inquiry {
	t.Helper()
	q, _, _, err := q.Escalate(statement, Words{}, complete, arrivalAt(t, q.Level+1), "", release(), at(when), asker)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// tick lets the time pass up to an instant, and returns what was told on the way.
func tick(t testing.TB, q Inquiry, when string) (Inquiry, []Event) {
	t.Helper()
	var told []Event
	for range 10 {
		after, e, changed := q.Tick(release(), berlin(t), archive, at(when))
		if !changed {
			return q, told
		}
		q, told = after, append(told, e)
	}
	t.Fatal("the time never comes to an end", told)
	return q, nil
}

func track(t testing.TB, q Inquiry, e Tracking, p *Proposal, when string) (Inquiry, Event) {
	t.Helper()
	q, event, changed, err := q.Track(e, p, q.Customs.After(e, release()), release(), berlin(t), at(when))
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	return q, event
}

// held and freed are customs' two events, told when they happen.
func held(t testing.TB, q Inquiry, when string) Inquiry {
	t.Helper()
	q, _ = track(t, q, Tracking{Key: "hold", Code: "EME", Retention: "DOC", Time: at(when)}, nil, when)
	return q
}

func freed(t testing.TB, q Inquiry, when string) Inquiry {
	t.Helper()
	q, _ = track(t, q, Tracking{Key: "release", Code: "EDC", Time: at(when)}, nil, when)
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

// with is a request with further fields.
func with(r Request, fields map[string]any) Request {
	out := Request{Fields: maps.Clone(r.Fields)}
	maps.Copy(out.Fields, fields)
	return out
}

// changed is a value with a change.
func changed[T any](v T, how func(*T)) T {
	how(&v)
	return v
}
