package inquiry_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// exchange is the release of the real data that is in force.
func exchange(t testing.TB) *catalogue.Release {
	t.Helper()
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	var newest *catalogue.Release
	for i, r := range d.Releases {
		if r.InForceFrom <= monday.Format(time.DateOnly) && (newest == nil || r.InForceFrom > newest.InForceFrom) {
			newest = &d.Releases[i]
		}
	}
	if newest == nil {
		t.Fatal("no release is in force")
	}
	return newest
}

// fill gives every field that a form asks for at a level a value that it takes, and the optional ones as well if asked to.
func fill(t testing.TB, fields []catalogue.Field, level int, all bool) map[string]any {
	t.Helper()
	out := map[string]any{}
	for _, f := range fields {
		if f.When != nil && !(f.When.Given && f.Applies(out)) || !all && !f.Mandatory && (f.MandatoryFromLevel == 0 || level < f.MandatoryFromLevel) {
			continue
		}
		var v any = "DEA" // the shortest text of the catalogue is an operator's code
		switch f.Type {
		case catalogue.Date:
			v = "2026-11-10"
		case catalogue.DateTime:
			v = "2026-11-10T10:00:00Z"
		case catalogue.Integer, catalogue.Amount:
			v = 100.0
		case catalogue.Boolean:
			v = true
		case catalogue.Choice:
			v = f.Options[0].Code
		case catalogue.Codes:
			v = []any{"other"}
			if len(f.Options) > 0 {
				v = []any{f.Options[0].Code}
			}
		case catalogue.Country:
			v = "DE"
		case catalogue.Email:
			v = "a@example.org"
		case catalogue.Phone:
			v = "+44 20 7946 0000"
		case catalogue.Currency:
			v = "XDR"
		case catalogue.InquiryID:
			v = "01TEST00000000000000000000"
		case catalogue.Attachments:
			v = []any{"01TEST00000000000000000000"}
		}
		out[f.Code] = v
	}
	return out
}

// question is a sent inquiry of the real catalogue, and everything it takes on the way.
type question struct {
	t       *testing.T
	rel     *catalogue.Release
	wf      *catalogue.Workflow
	product string
	q       Inquiry
	req     Request
	now     time.Time
}

// ask drafts, completes, sends and routes an inquiry of a workflow on a product.
func ask(t *testing.T, rel *catalogue.Release, wf *catalogue.Workflow, product string, all bool) *question {
	t.Helper()
	a := &question{t: t, rel: rel, wf: wf, product: product, now: monday}
	a.q, _ = Draft("01TEST", Start{ItemID: "EE123456799GB", Product: product, Workflow: wf.Code, CatalogueVersion: rel.Version,
		Requester: Party{"GBA", "GBA-DON"}, Destination: "DEA"}, wf.FirstLevel(), a.now, asker)
	if wf.FirstLevel() == 0 {
		t.Fatal("no level to begin at")
	}
	empty := a.q.Missing(Request{}, rel, wf.FirstLevel())
	a.req = Request{Fields: fill(t, wf.Fields(), wf.FirstLevel(), all)}
	if len(a.req.Fields) > 0 && len(empty) == 0 && !all {
		t.Error("an empty form counts as complete")
	}
	parent := Inquiry{ItemID: a.q.ItemID, State: StateReplied, LastReply: &ReplyRef{Code: "LST", Class: ClassConclusive}}
	var err error
	if a.q, _, err = a.q.Send(a.req, rel, Circumstances{Events: map[string]bool{"EMI": true}, Parent: &Parent{Inquiry: parent}, Calendar: berlin(t)}, a.now, asker); err != nil {
		t.Fatal(err)
	}
	if a.q, _, _, err = a.q.Route(a.arrival(a.q.Level), rel, a.now); err != nil || a.q.Replier.Centre != "DEA-FRA" {
		t.Fatal(a.q.Replier, err)
	}
	return a
}

func (a *question) arrival(level int) Arrival {
	target, ok := a.rel.Target(a.product, a.wf.Code, level)
	if ok == a.wf.NoReply {
		a.t.Fatalf("target at level %d: %v", level, ok)
	}
	return Arrival{Centre: "DEA-FRA", Calendar: berlin(a.t), TargetMinutes: target}
}

func (a *question) answer(code string, all bool) (Inquiry, Event, error) {
	reply, ok := a.rel.Reply(code)
	if !ok {
		a.t.Fatal("no reply code", code)
	}
	values := fill(a.t, a.rel.ReplyForm(reply, a.wf.Code), a.q.Level, all)
	for _, group := range reply.OneOf {
		if !slices.ContainsFunc(group, func(code string) bool { return catalogue.Given(values[code]) }) {
			values[group[0]] = "A. Example"
		}
	}
	return a.q.Reply(Reply{Code: code, Fields: values}, a.rel, berlin(a.t), berlin(a.t), a.now, answerer)
}

// up takes it one level higher once its reply is overdue.
func (a *question) up() {
	a.t.Helper()
	a.now = a.q.Clock.DueAt.Add(time.Second)
	for range 3 {
		a.q, _, _ = a.q.Tick(a.rel, berlin(a.t), archive, a.now)
	}
	next, ok := a.wf.NextLevel(a.q.Level)
	if !a.q.Overdue || !ok {
		a.t.Fatalf("overdue %v, next level %v", a.q.Overdue, ok)
	}
	var err error
	if a.q, a.req, _, err = a.q.Escalate(fill(a.t, a.wf.Fields(), next, false), Words{}, a.req, a.arrival(next), "", a.rel, a.now, asker); err != nil || a.q.Level != next {
		a.t.Fatal(err)
	}
}

// served calls do for each workflow and product of the exchange.
func served(t *testing.T, do func(t *testing.T, rel *catalogue.Release, wf *catalogue.Workflow, product string)) {
	t.Helper()
	rel := exchange(t)
	if len(rel.Workflows) < 16 {
		t.Fatalf("%d workflows in %s, the domain has sixteen", len(rel.Workflows), rel.Version)
	}
	for i := range rel.Workflows {
		wf := &rel.Workflows[i]
		for _, product := range wf.Products {
			t.Run(wf.Code+"/"+product, func(t *testing.T) { do(t, rel, wf, product) })
		}
	}
}

func TestExchange_EveryWorkflowAndProduct_CanBeAskedAnsweredAndClosed(t *testing.T) {
	served(t, func(t *testing.T, rel *catalogue.Release, wf *catalogue.Workflow, product string) {
		t.Helper()
		for _, all := range []bool{false, true} {
			a := ask(t, rel, wf, product, all)
			if wf.NoReply {
				q, _, changed, err := a.q.Open(rel, berlin(t), archive, a.now, answerer)
				if err != nil || !changed || q.ClosingCode != "CLO_INF" || !slices.Contains(wf.ClosingCodes, q.ClosingCode) {
					t.Fatal(q, err)
				}
				continue
			}
			for {
				for _, code := range a.q.Replies(rel) {
					q, e, err := a.answer(code, all)
					if err != nil {
						t.Errorf("level %d, %s: %v", a.q.Level, code, err)
						continue
					}
					if (e.Reply.Class == ClassNeeds) != (q.State == StateReturned) || q.State != StateReturned && (q.OnTime == nil || !*q.OnTime) {
						t.Errorf("level %d, %s: %s, on time %v", a.q.Level, code, q.State, q.OnTime)
					}
					if (e.Reply.Class == ClassInconclusive) != q.RespondBy.IsZero() {
						t.Errorf("level %d, %s (%s) is to be reacted to by %s", a.q.Level, code, e.Reply.Class, q.RespondBy)
					}
					if !slices.Contains(q.Closings(rel), "CLO_OK") {
						t.Errorf("level %d, %s: the customer was told, and it cannot be closed: %v", a.q.Level, code, q.Closings(rel))
					}
					for _, closing := range q.Closings(rel) {
						if closed, _, err := q.Close(closing, rel, archive, a.now, asker); err != nil || closed.State != StateClosed {
							t.Errorf("level %d, %s, closed with %s: %v", a.q.Level, code, closing, err)
						}
					}
				}
				if a.q.Level == wf.LastLevel() {
					break
				}
				a.up()
			}
		}
	})
}

func TestExchange_AConclusiveReply_IsNeverFreeTextAlone(t *testing.T) {
	rel := exchange(t)
	textOnly := map[string]bool{"NDL": true, "UNV": true, "NOT": true, "ACC": true} // the domain catalogue (10.3) stars nothing for them
	for _, c := range rel.ReplyCodes {
		if c.Class == ClassConclusive && !textOnly[c.Code] && len(rel.CheckReply(&c, "", nil, "", 1)) == 0 {
			t.Errorf("%s closes a question without a single field", c.Code)
		}
	}
}

func TestExchange_EveryProposal_IsAReplyThatTheServiceTakes(t *testing.T) {
	served(t, func(t *testing.T, rel *catalogue.Release, wf *catalogue.Workflow, product string) {
		t.Helper()
		for _, p := range wf.Proposals {
			e := event(p.Event, "2026-11-20T10:00:00+01:00")
			e.Signatory, e.Reason, e.Action, e.Retention = "A. Example", rel.ReasonCodes[0].Code, "", rel.RetentionCodes[0].Code
			if slices.Contains(p.When["place"], catalogue.PlaceOrigin) {
				e.Office, e.Country = "GBLALA", "GB"
			}
			if actions := p.When["action"]; len(actions) > 0 {
				e.Action = actions[0]
			}
			offered := ProposeFrom(rel, wf.Code, wf.FirstLevel(), tracked(e))
			if offered == nil {
				t.Errorf("%s proposes nothing", p.Event)
				continue
			}
			a := ask(t, rel, wf, product, false)
			a.q.Proposal = offered
			if !offered.Complete {
				continue
			}
			if _, _, err := a.q.Reply(Reply{Code: offered.Code, Fields: offered.Fields}, rel, berlin(t), berlin(t), a.now, answerer); err != nil {
				t.Errorf("%s proposes a complete %s that is refused: %v", p.Event, offered.Code, err)
			}
		}
	})
}

func TestExchange_ADelivery_AnswersWhereIsTheItem(t *testing.T) {
	rel := exchange(t)
	e := event("EMI", "2026-11-20T10:00:00+01:00")
	e.Signatory = "A. Example"
	for _, c := range []struct{ workflow, reply string }{{"WII", "DLV"}, {"WPD", "POD"}, {"CHA", "TLT"}, {"STR", "TLT"}} {
		if p := ProposeFrom(rel, c.workflow, 1, tracked(e)); p == nil || p.Code != c.reply || !p.Sendable() {
			t.Errorf("%s: %+v", c.workflow, p)
		}
	}
}

// Delivered in the country that numbered it, an item has come back.
func TestExchange_ADeliveryInTheCountryOfOrigin_IsAReturn(t *testing.T) {
	rel := exchange(t)
	back := event("EMI", "2026-11-20T10:00:00+01:00")
	back.Office, back.Country, back.Signatory = "GBDONA", "GB", "A. Example"
	arrived := event("EMD", "2026-11-10T10:00:00+01:00")
	for _, level := range []int{1, 2, 3} {
		p := ProposeFrom(rel, "WII", level, tracked(arrived, back))
		if p == nil || p.Code != "RTD" || p.Complete || p.Sendable() || p.Fields["date"] != "2026-11-20" {
			t.Fatalf("level %d: a person says why it returned: %+v", level, p)
		}
	}
	back.Reason = rel.ReasonCodes[0].Code
	if p := ProposeFrom(rel, "WII", 1, tracked(arrived, back)); p == nil || p.Code != "RTD" || !p.Sendable() {
		t.Errorf("the event says why: %+v", p)
	}
	for _, workflow := range []string{"DEL", "WPD", "CHA", "STR"} {
		if p := ProposeFrom(rel, workflow, 1, tracked(arrived, back)); p != nil {
			t.Errorf("%s: it was not delivered to the addressee: %+v", workflow, p)
		}
	}
	elsewhere := event("EMI", "2026-11-20T10:00:00+01:00")
	elsewhere.Office, elsewhere.Country, elsewhere.Signatory = "FRCDGA", "FR", "A. Example"
	if p := ProposeFrom(rel, "WII", 1, tracked(arrived, elsewhere)); p != nil {
		t.Errorf("nobody sent it there: %+v", p)
	}
}

func TestExchange_LiabilityFollowsEveryAnswerThatLeadsToIt(t *testing.T) {
	rel := exchange(t)
	lia, ok := rel.Workflow("LIA")
	if !ok || lia.FirstLevel() != 3 || !lia.NoWindow {
		t.Fatal("LIA begins at level 3, whenever")
	}
	for _, c := range rel.ReplyCodes {
		if leads := slices.Contains(c.LeadsTo, "LIA"); leads != slices.Contains(lia.Requires.ParentReplies, c.Code) {
			t.Errorf("%s leads to liability: %v; liability rests on it: %v", c.Code, leads, !leads)
		}
	}
	for _, code := range []string{"LST", "WDN", "DMC", "MCC"} { // domain catalogue 10.3
		if !slices.Contains(lia.Requires.ParentReplies, code) {
			t.Errorf("liability does not rest on %s", code)
		}
	}
	accepted, _ := rel.Reply("LAC")
	if missing := catalogue.CheckAt(accepted.Fields, nil, "", 3); !strings.Contains(fmt.Sprint(missing), "authorizationCode") {
		t.Error("liability is accepted without an authorization code")
	}
}

func TestExchange_TargetsOfTheFacts(t *testing.T) {
	rel := exchange(t)
	for _, c := range []struct {
		product, workflow string
		level, hours      int
	}{ // domain catalogue 10.2; the PPR row is a fact, UPU News 12/2012
		{"PPR", "WII", 1, 12}, {"PPR", "WII", 2, 24}, {"PPR", "WII", 3, 160}, {"EMS", "WII", 1, 6}, {"EMS", "WII", 2, 16}, {"EMS", "WII", 3, 80},
		{"EXP", "WII", 1, 8}, {"REG", "WRD", 2, 24}, {"PPR", "WPD", 1, 24}, {"EMS", "CHA", 1, 6}, {"PPR", "DMG", 3, 160}, {"PPR", "LIA", 3, 160}, {"PPR", "GEN", 1, 7}, {"EMS", "GEN", 1, 6},
	} {
		if got, ok := rel.Target(c.product, c.workflow, c.level); !ok || got != c.hours*60 {
			t.Errorf("%s %s level %d: %d minutes, want %d hours", c.product, c.workflow, c.level, got, c.hours)
		}
	}
}

func TestExchange_GenericInquiries_FiveInFiveDaysOrTenInTen(t *testing.T) {
	rel := exchange(t)
	gen, _ := rel.Workflow("GEN")
	for product, want := range map[string]int{"PPR": 5, "REG": 5, "INS": 5, "EXP": 5, "ISP": 5, "ISK": 5, "EMS": 10, "KPG": 10, "ICP": 10} {
		if l, ok := gen.LimitOf(product); !ok || l.Max != want || l.WorkingDays != want {
			t.Errorf("%s: %+v", product, l)
		}
	}
}

// TestExchange_ANewWorkflow_NeedsDataOnly adds one that no line of code knows.
func TestExchange_ANewWorkflow_NeedsDataOnly(t *testing.T) {
	rel := *exchange(t)
	wii, _ := rel.Workflow("WII")
	field := catalogue.Field{Code: "colour", Labels: wii.Labels, Type: catalogue.Choice, Mandatory: true, Options: []catalogue.Option{{Code: "red", Labels: wii.Labels}, {Code: "blue", Labels: wii.Labels}}}
	late := catalogue.Field{Code: "proof", Labels: wii.Labels, Type: catalogue.LongText, MandatoryFromLevel: 3}
	rel.Workflows = append(slices.Clone(rel.Workflows), catalogue.Workflow{Code: "NEW", Labels: wii.Labels, Purpose: wii.Purpose, Products: []string{"EMS"}, Asks: catalogue.AsksDestination,
		Levels:       []catalogue.Level{{Level: 1, Labels: wii.Levels[0].Labels, Replies: []string{"SEEN", "INC"}}, {Level: 3, Labels: wii.Levels[0].Labels, Replies: []string{"SEEN"}}},
		Sections:     []catalogue.Section{wii.Sections[0], {Code: "question", Labels: wii.Labels, Fields: []catalogue.Field{field, late}}},
		ClosingCodes: []string{"CLO_OK", "CLO_WDR", "CLO_AUTO", "CLO_UNA", "CLO_DUP"}, Proposals: []catalogue.Proposal{{Event: "EMI", Reply: "SEEN"}}})
	rel.ReplyCodes = append(slices.Clone(rel.ReplyCodes), catalogue.ReplyCode{Code: "SEEN", Labels: wii.Labels, Class: catalogue.Conclusive,
		Fields: []catalogue.Field{{Code: "where", Labels: wii.Labels, Type: catalogue.Text, Mandatory: true, Prefill: "event.office"}}})
	for _, level := range []int{1, 3} {
		rel.Targets = append(slices.Clone(rel.Targets), catalogue.Target{Product: "EMS", Workflow: "NEW", Level: level, Minutes: 90, Source: "assumption: a test"})
	}
	if err := rel.Validate(); err != nil {
		t.Fatal(err)
	}
	wf, _ := rel.Workflow("NEW")
	a := ask(t, &rel, wf, "EMS", false)
	if p := ProposeFrom(&rel, "NEW", 1, tracked(event("EMI", "2026-11-20T10:00:00+01:00"))); p == nil || !p.Sendable() {
		t.Error("nothing is proposed", p)
	}
	a.up()
	q, _, err := a.answer("SEEN", false)
	if err != nil || q.Level != 3 || q.LastReply.Class != ClassConclusive {
		t.Fatal(q, err)
	}
}
