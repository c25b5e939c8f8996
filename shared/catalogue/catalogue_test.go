package catalogue_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func all(text string) catalogue.Labels {
	l := catalogue.Labels{}
	for _, language := range catalogue.Languages {
		l[language] = text
	}
	return l
}

var (
	terms = catalogue.Terms{ApproachingPercent: 80, LastCallMinutes: 60, ReactionDays: 7, SupplementDays: 3, ReadMinutes: 60, NoReplyDays: 5, NoReplyMonths: 1}
	roles = catalogue.Roles{ClosedWithoutReaction: "CLO_BY", ClosedUnanswered: "CLO_BY", ClosedInformed: "CLO_BY", ClosedMerged: "CLO_BY", ClosedToLiability: "CLO_OK", CentreClosed: "GONE", PostingDate: "posted", PostingEvent: "EMI"}
)

// small is the smallest release that can be worked with; each test spoils one thing.
func small() *catalogue.Release {
	return &catalogue.Release{
		Version: "2027.1.1", InForceFrom: "2027-01-01", AgreedTerms: &terms, NamedRoles: &roles,
		Products: []catalogue.Product{{Code: "EMS", Labels: all("EMS"), Indicators: []string{"EA-EW"}, Window: catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}}},
		Workflows: []catalogue.Workflow{{Code: "WII", Labels: all("Where"), Purpose: all("Not arrived"), Products: []string{"EMS"},
			Levels: []catalogue.Level{{Level: 1, Labels: all("Look"), Replies: []string{"DLV", "INC"}}},
			Sections: []catalogue.Section{{Code: "item", Labels: all("Item"), Fields: []catalogue.Field{
				{Code: "posted", Labels: all("Posted"), Type: catalogue.Date, Mandatory: true, Prefill: "item.postingDate"},
				{Code: "event", Labels: all("Event"), Type: catalogue.Choice, OptionsFrom: catalogue.FromEvents}}}},
			ClosingCodes: []string{"CLO_OK", "CLO_BY"}}},
		ReplyCodes: []catalogue.ReplyCode{{Code: "DLV", Labels: all("Delivered"), Class: catalogue.Conclusive, Fields: []catalogue.Field{
			{Code: "reason", Labels: all("Reason"), Type: catalogue.Choice, OptionsFrom: catalogue.FromReasons}}},
			{Code: "INC", Labels: all("Incomplete"), Class: catalogue.NeedsRequester, Fields: []catalogue.Field{
				{Code: "missing", Labels: all("Missing"), Type: catalogue.Codes, OptionsFrom: catalogue.FromRequestFields}}}},
		ClosingCodes:    []catalogue.ClosingCode{{Code: "CLO_OK", Labels: all("Informed"), When: []string{"replied", "returned", "unroutable"}}, {Code: "CLO_BY", Labels: all("By itself"), When: []string{"system"}}},
		HandOverReasons: []catalogue.Code{{Code: "GONE", Labels: all("Gone")}},
		EventCodes:      []catalogue.EventCode{{Code: "EMI", Labels: all("Delivered"), Phase: "destination", Milestone: "delivered", Terminal: true}},
		ReasonCodes:     []catalogue.Code{{Code: "ABS", Labels: all("Absent")}},
		Targets:         []catalogue.Target{{Product: "EMS", Workflow: "WII", Level: 1, Minutes: 360}},
	}
}

func TestResolve_FillsOptionsFromTheLists(t *testing.T) {
	r := small()
	r.Resolve()
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	event := r.Workflows[0].Sections[0].Fields[1]
	if diff := cmp.Diff([]catalogue.Option{{Code: "EMI", Labels: all("Delivered")}}, event.Options); diff != "" {
		t.Error(diff)
	}
	inc, _ := r.Reply("INC")
	if len(inc.Fields[0].Options) > 0 {
		t.Error("what may be missing differs by workflow")
	}
	dlv, _ := r.Reply("DLV")
	if len(dlv.Fields[0].Options) != 1 || dlv.Fields[0].Options[0].Code != "ABS" {
		t.Error(dlv.Fields)
	}
}

// A reply asks for entries of the request it answers, never for another workflow's.
func TestReplyForm_OffersTheWorkflowsOwnEntries(t *testing.T) {
	r := small()
	other := r.Workflows[0]
	other.Code, other.Sections = "CHA", []catalogue.Section{{Code: "question", Labels: all("Question"), Fields: []catalogue.Field{{Code: "newAddress", Labels: all("New address"), Type: catalogue.Text}}}}
	r.Workflows = append(r.Workflows, other)
	r.Resolve()
	inc, _ := r.Reply("INC")
	for workflow, missing := range map[string]map[string]bool{"WII": {"posted": true, "newAddress": false}, "CHA": {"posted": false, "newAddress": true}} {
		for code, ok := range missing {
			if wrong := catalogue.CheckAt(r.ReplyForm(inc, workflow), map[string]any{"missing": []any{code}}, "", 1); (len(wrong) == 0) != ok {
				t.Error(workflow, code, wrong)
			}
		}
	}
	if inc.Fields[0].Options != nil {
		t.Error("the release was changed")
	}
	if diff := cmp.Diff([]string{"posted"}, inc.AskedFor(map[string]any{"missing": []any{"posted"}})); diff != "" {
		t.Error(diff)
	}
}

func TestValidate_NamesThePlace(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(r *catalogue.Release)
		place string
	}{
		{"version", func(r *catalogue.Release) { r.Version = "1" }, "/version"},
		{"no roles", func(r *catalogue.Release) { r.NamedRoles = nil }, "/roles"},
		{"no terms", func(r *catalogue.Release) { r.AgreedTerms = nil }, "/terms"},
		{"a term of nothing", func(r *catalogue.Release) { t := terms; t.ReactionDays = 0; r.AgreedTerms = &t }, "/terms/reactionDays"},
		{"a window that counts from nothing", func(r *catalogue.Release) { x := roles; x.PostingDate = "shipped"; r.NamedRoles = &x }, "/workflows/0/sections"},
		{"a window that may not count", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Mandatory = false }, "/workflows/0/sections"},
		{"a posting that nobody reports", func(r *catalogue.Release) { x := roles; x.PostingEvent = "EMA"; r.NamedRoles = &x }, "/roles/postingEvent"},
		{"what no item says", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Prefill = "item.nosuchthing" }, "/workflows/0/sections/0/fields/0/prefill"},
		{"what an event says in a request", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Prefill = "event.date" }, "/workflows/0/sections/0/fields/0/prefill"},
		{"what an item says in a reply", func(r *catalogue.Release) { r.ReplyCodes[0].Fields[0].Prefill = "item.postingDate" }, "/replyCodes/0/fields/0/prefill"},
		{"a date that nothing is compared with", func(r *catalogue.Release) {
			r.Workflows[0].Requires = &catalogue.Requires{Event: "EMI", DateField: "event"}
		}, "/workflows/0/requires/dateField"},
		{"a date of no event", func(r *catalogue.Release) { r.Workflows[0].Requires = &catalogue.Requires{DateField: "posted"} }, "/workflows/0/requires/dateField"},
		{"a hand-over for no reason", func(r *catalogue.Release) { r.HandOverReasons = nil }, "/roles/centreClosed"},
		{"a person's code for the system", func(r *catalogue.Release) { x := roles; x.ClosedMerged = "CLO_OK"; r.NamedRoles = &x }, "/roles/closedMerged"},
		{"a workflow that nothing closes by itself", func(r *catalogue.Release) { r.Workflows[0].ClosingCodes = []string{"CLO_OK"} }, "/workflows/0/closingCodes"},
		{"date", func(r *catalogue.Release) { r.InForceFrom = "soon" }, "/inForceFrom"},
		{"label missing", func(r *catalogue.Release) { delete(r.Products[0].Labels, "es") }, "/products/0/labels/es"},
		{"product twice", func(r *catalogue.Release) { r.Products = append(r.Products, r.Products[0]) }, "/products/1/code"},
		{"code with a space", func(r *catalogue.Release) { r.ClosingCodes[0].Code = "CLO OK" }, "/closingCodes/0/code"},
		{"no indicator", func(r *catalogue.Release) { r.Products[0].Indicators = nil }, "/products/0/indicators"},
		{"indicators backwards", func(r *catalogue.Release) { r.Products[0].Indicators = []string{"EW-EA"} }, "/products/0/indicators/0"},
		{"indicators across letters", func(r *catalogue.Release) { r.Products[0].Indicators = []string{"EA-FA"} }, "/products/0/indicators/0"},
		{"window backwards", func(r *catalogue.Release) { r.Products[0].Window.NotAfterDays = 1 }, "/products/0/window"},
		{"a proposal at a place that is none", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", When: map[string][]string{"place": {"origin", "moon"}}, Reply: "DLV"}}
		}, "/workflows/0/proposals/0/when/place/1"},
		{"a window of everybody", func(r *catalogue.Release) { r.Windows = windows(catalogue.PairWindow{}) }, "/windows/0"},
		{"a window of nothing", func(r *catalogue.Release) {
			r.Windows = windows(catalogue.PairWindow{Origin: "USA"})
			r.Windows[0].Products = nil
		}, "/windows/0/products"},
		{"a window of a product that is not there", func(r *catalogue.Release) {
			r.Windows = windows(catalogue.PairWindow{Origin: "USA"})
			r.Windows[0].Products[0] = "PPR"
		}, "/windows/0/products/0"},
		{"a window from a country", func(r *catalogue.Release) { r.Windows = windows(catalogue.PairWindow{Origin: "US"}) }, "/windows/0/origin"},
		{"a window to a country", func(r *catalogue.Release) { r.Windows = windows(catalogue.PairWindow{Destination: "de"}) }, "/windows/0/destination"},
		{"a pair's window backwards", func(r *catalogue.Release) {
			r.Windows = windows(catalogue.PairWindow{Origin: "USA"})
			r.Windows[0].NotAfterDays = 3
		}, "/windows/0/notAfterDays"},
		{"a pair's window twice", func(r *catalogue.Release) {
			r.Windows = windows(catalogue.PairWindow{Origin: "USA"}, catalogue.PairWindow{Destination: "USA"}, catalogue.PairWindow{Origin: "USA"})
		}, "/windows/2/products/0"},
		{"class", func(r *catalogue.Release) { r.ReplyCodes[0].Class = "X" }, "/replyCodes/0/class"},
		{"phase", func(r *catalogue.Release) { r.EventCodes[0].Phase = "moon" }, "/eventCodes/0/phase"},
		{"milestone", func(r *catalogue.Release) { r.EventCodes[0].Milestone = "lost" }, "/eventCodes/0/milestone"},
		{"reason label", func(r *catalogue.Release) { r.ReasonCodes[0].Labels = nil }, "/reasonCodes/0/labels/en"},
		{"dangling product", func(r *catalogue.Release) { r.Workflows[0].Products = []string{"EMS", "PPR"} }, "/workflows/0/products/1"},
		{"no product", func(r *catalogue.Release) { r.Workflows[0].Products = nil }, "/workflows/0/products"},
		{"dangling closing code", func(r *catalogue.Release) { r.Workflows[0].ClosingCodes = []string{"CLO_NC"} }, "/workflows/0/closingCodes/0"},
		{"no level", func(r *catalogue.Release) { r.Workflows[0].Levels = nil }, "/workflows/0/levels"},
		{"level 4", func(r *catalogue.Release) { r.Workflows[0].Levels[0].Level = 4 }, "/workflows/0/levels/0/level"},
		{"dangling reply", func(r *catalogue.Release) { r.Workflows[0].Levels[0].Replies[1] = "XYZ" }, "/workflows/0/levels/0/replies/1"},
		{"reply twice", func(r *catalogue.Release) { r.Workflows[0].Levels[0].Replies[1] = "DLV" }, "/workflows/0/levels/0/replies/1"},
		{"nothing conclusive", func(r *catalogue.Release) { r.Workflows[0].Levels[0].Replies = []string{"INC"} }, "/workflows/0/levels/0/replies"},
		{"field twice over sections", func(r *catalogue.Release) {
			s := r.Workflows[0].Sections[0]
			s.Code = "again"
			r.Workflows[0].Sections = append(r.Workflows[0].Sections, s)
		}, "/workflows/0/sections/1/fields/0/code"},
		{"field type", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Type = "money" }, "/workflows/0/sections/0/fields/0/type"},
		{"length of a date", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].MaxLength = 3 }, "/workflows/0/sections/0/fields/0/maxLength"},
		{"min of a date", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Min = new(3) }, "/workflows/0/sections/0/fields/0"},
		{"min above max", func(r *catalogue.Release) {
			f := &r.Workflows[0].Sections[0].Fields[0]
			f.Type, f.Min, f.Max = catalogue.Integer, new(3), new(2)
		}, "/workflows/0/sections/0/fields/0/max"},
		{"options of a date", func(r *catalogue.Release) {
			r.Workflows[0].Sections[0].Fields[0].Options = []catalogue.Option{{Code: "a", Labels: all("a")}}
		}, "/workflows/0/sections/0/fields/0/options"},
		{"choice without options", func(r *catalogue.Release) {
			r.ReplyCodes[0].Fields[0].Options, r.ReplyCodes[0].Fields[0].OptionsFrom = nil, ""
		}, "/replyCodes/0/fields/0/options"},
		{"one entry of the request", func(r *catalogue.Release) { r.ReplyCodes[1].Fields[0].Type = catalogue.Choice }, "/replyCodes/1/fields/0/optionsFrom"},
		{"options from nowhere", func(r *catalogue.Release) { r.ReplyCodes[0].Fields[0].OptionsFrom = "colours" }, "/replyCodes/0/fields/0/optionsFrom"},
		{"prefill", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Prefill = "Item" }, "/workflows/0/sections/0/fields/0/prefill"},
		{"help in one language", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].Help = catalogue.Labels{"en": "Help"} }, "/workflows/0/sections/0/fields/0/help/fr"},
		{"target of zero", func(r *catalogue.Release) { r.Targets[0].Minutes = 0 }, "/targets/0/minutes"},
		{"target twice", func(r *catalogue.Release) { r.Targets = append(r.Targets, r.Targets[0]) }, "/targets/1"},
		{"target of nothing", func(r *catalogue.Release) {
			r.Targets = append(r.Targets, catalogue.Target{Product: "EMS", Workflow: "DEL", Level: 1, Minutes: 1})
		}, "/targets/1/workflow"},
		{"target of another product", func(r *catalogue.Release) {
			r.Targets = append(r.Targets, catalogue.Target{Product: "PPR", Workflow: "WII", Level: 1, Minutes: 1})
		}, "/targets/1/product"},
		{"target of another level", func(r *catalogue.Release) {
			r.Targets = append(r.Targets, catalogue.Target{Product: "EMS", Workflow: "WII", Level: 2, Minutes: 1})
		}, "/targets/1/level"},
		{"no target", func(r *catalogue.Release) { r.Targets = nil }, "/workflows/0"},
		{"a target of information", func(r *catalogue.Release) { r.Workflows[0].NoReply = true }, "/targets/0"},
		{"replies to information", func(r *catalogue.Release) { r.Workflows[0].NoReply = true }, "/workflows/0/levels/0/replies"},
		{"information that nothing closes", func(r *catalogue.Release) {
			r.Workflows[0].NoReply, r.Workflows[0].ClosingCodes = true, []string{"CLO_OK"}
		}, "/workflows/0/closingCodes"},
		{"an agreement with oneself", func(r *catalogue.Release) { r.Products[0].Members = []string{"GBA", "GBA"} }, "/products/0/members/1"},
		{"an agreement with nobody", func(r *catalogue.Release) { r.Products[0].Members = []string{"GBA"} }, "/products/0/members"},
		{"a member that is a name", func(r *catalogue.Release) { r.Products[0].Members = []string{"GBA", "La Poste"} }, "/products/0/members/1"},
		{"closing date", func(r *catalogue.Release) { r.Products[0].ClosedFrom = "2022" }, "/products/0/closedFrom"},
		{"asks nobody", func(r *catalogue.Release) { r.Workflows[0].Asks = "transit" }, "/workflows/0/asks"},
		{"requires an unknown event", func(r *catalogue.Release) { r.Workflows[0].Requires = &catalogue.Requires{Event: "EMX"} }, "/workflows/0/requires/event"},
		{"requires a parent in no field", func(r *catalogue.Release) {
			r.Workflows[0].Requires = &catalogue.Requires{ParentField: "parent", ParentReplies: []string{"DLV"}}
		}, "/workflows/0/requires/parentField"},
		{"requires a parent's reply, no parent", func(r *catalogue.Release) {
			r.Workflows[0].Requires = &catalogue.Requires{ParentReplies: []string{"DLV"}}
		},
			"/workflows/0/requires/parentField"},
		{"requires an unknown reply", func(r *catalogue.Release) {
			r.Workflows[0].Requires = &catalogue.Requires{ParentField: "posted", ParentReplies: []string{"LST"}}
		}, "/workflows/0/requires/parentReplies/0"},
		{"a limit of none", func(r *catalogue.Release) {
			r.Workflows[0].Limit = &catalogue.Limit{Counts: []catalogue.LimitOf{{Products: []string{"EMS"}}}}
		}, "/workflows/0/limit/counts/0"},
		{"a limit of another product", func(r *catalogue.Release) {
			r.Workflows[0].Limit = &catalogue.Limit{Counts: []catalogue.LimitOf{{Products: []string{"PPR"}, Max: 1, WorkingDays: 1}}}
		}, "/workflows/0/limit/counts/0/products/0"},
		{"a proposal for an unknown event", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMX", Reply: "DLV"}}
		},
			"/workflows/0/proposals/0/event"},
		{"a proposal of an unknown reply", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", Reply: "LST"}}
		},
			"/workflows/0/proposals/0/reply"},
		{"a proposal when a colour", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", When: map[string][]string{"colour": {"*"}}, Reply: "DLV"}}
		}, "/workflows/0/proposals/0/when"},
		{"a proposal when an unknown reason", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", When: map[string][]string{"reason": {"ABS", "XXX"}}, Reply: "DLV"}}
		}, "/workflows/0/proposals/0/when/reason/1"},
		{"a proposal with a wrong constant", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", Reply: "DLV", Fields: map[string]any{"reason": "XXX"}}}
		}, "/workflows/0/proposals/0/fields/reason"},
		{"a proposal with a field of another reply", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", Reply: "DLV", Fields: map[string]any{"missing": "posted"}}}
		}, "/workflows/0/proposals/0/fields/missing"},
		{"a proposal that is never made", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", Reply: "DLV"}, {Event: "EMI", When: map[string][]string{"reason": {"ABS"}}, Reply: "INC"}}
		}, "/workflows/0/proposals/1"},
		{"conclusive with a field it has not", func(r *catalogue.Release) { r.ReplyCodes[1].ConclusiveWith = []string{"place"} }, "/replyCodes/1/conclusiveWith/0"},
		{"conclusive already", func(r *catalogue.Release) { r.ReplyCodes[0].ConclusiveWith = []string{"reason"} }, "/replyCodes/0/conclusiveWith"},
		{"follow-up on what is no date", func(r *catalogue.Release) { r.ReplyCodes[0].FollowUp = "reason" }, "/replyCodes/0/followUp"},
		{"leads to nothing", func(r *catalogue.Release) { r.ReplyCodes[0].LeadsTo = []string{"LIA"} }, "/replyCodes/0/leadsTo/0"},
		{"leads back only: a loop without exit", func(r *catalogue.Release) { r.ReplyCodes[0].LeadsTo = []string{"WII"} }, "/workflows/0/levels"},
		{"reply prefilled with what no event says", func(r *catalogue.Release) { r.ReplyCodes[0].Fields[0].Prefill = "event.colour" }, "/replyCodes/0/fields/0/prefill"},
		{"a situation that is none", func(r *catalogue.Release) { r.ClosingCodes[0].When = []string{"bored"} }, "/closingCodes/0/when/0"},
		{"an answered inquiry that nobody can close", func(r *catalogue.Release) { r.ClosingCodes[0].When = []string{"awaited"} }, "/workflows/0/closingCodes"},
		{"a clock that does something else", func(r *catalogue.Release) { r.EventCodes[0].Clock = "stop" }, "/eventCodes/0/clock"},
		{"a hand-over reason without label", func(r *catalogue.Release) { r.HandOverReasons = []catalogue.Code{{Code: "LANGUAGE"}} }, "/handOverReasons/0/labels/en"},
		{"mandatory from a level nobody reaches", func(r *catalogue.Release) { r.Workflows[0].Sections[0].Fields[0].MandatoryFromLevel = 2 },
			"/workflows/0/sections/0/fields/0/mandatoryFromLevel"},
		{"a condition on nothing", func(r *catalogue.Release) {
			r.Workflows[0].Sections[0].Fields[0].When = &catalogue.Condition{Field: "colour", In: []string{"red"}}
		}, "/workflows/0/sections/0/fields/0/when/field"},
		{"a condition that cannot hold", func(r *catalogue.Release) {
			r.Workflows[0].Sections[0].Fields[0].When = &catalogue.Condition{Field: "event", In: []string{"EMI", "EMX"}}
		}, "/workflows/0/sections/0/fields/0/when/in/1"},
		{"a condition on a date", func(r *catalogue.Release) {
			r.Workflows[0].Sections[0].Fields[1].When = &catalogue.Condition{Field: "posted", In: []string{"2026-11-01"}}
		}, "/workflows/0/sections/0/fields/1/when/field"},
		{"a condition on itself", func(r *catalogue.Release) {
			r.Workflows[0].Sections[0].Fields[1].When = &catalogue.Condition{Field: "event", In: []string{"EMI"}}
		}, "/workflows/0/sections/0/fields/1/when/field"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := small()
			r.Resolve()
			c.spoil(r)
			err := r.Validate()
			if !problem.Is(err, "catalogue-invalid") {
				t.Fatalf("%v", err)
			}
			if fields := problem.As(err).Fields; !slices.ContainsFunc(fields, func(f problem.Field) bool { return f.Name == c.place && f.Reason != "" }) {
				t.Errorf("does not name %s: %v", c.place, fields)
			}
		})
	}
}

func TestRelease_LookUps(t *testing.T) {
	r := small()
	if p, ok := r.Product("EMS"); !ok || p.Code != "EMS" {
		t.Error("no product EMS")
	}
	if w, ok := r.Workflow("WII"); !ok || len(w.Fields()) != 2 {
		t.Error("no workflow WII with two fields")
	}
	if e, ok := r.Event("EMI"); !ok || !e.Terminal {
		t.Error("no event EMI")
	}
	if _, ok := r.Event("EMX"); ok {
		t.Error("an event that is not listed is found")
	}
	if c, ok := r.Closing("CLO_OK"); !ok || c.Code != "CLO_OK" {
		t.Error("no closing code")
	}
	if m, ok := r.Target("EMS", "WII", 1); !ok || m != 360 {
		t.Error("no target", m)
	}
	if m, ok := r.Target("EMS", "WII", 2); ok || m != 0 {
		t.Error("a target at level 2", m)
	}
}

// windows are windows of EMS of 3 to 60 days, by their ends.
func windows(ends ...catalogue.PairWindow) []catalogue.PairWindow {
	for i := range ends {
		ends[i].Products, ends[i].Window = []string{"EMS"}, catalogue.Window{NotBeforeDays: 3, NotAfterDays: 60}
	}
	return ends
}

func TestWindow_TheMostSpecificIsTheOne(t *testing.T) {
	r := small()
	other := r.Products[0]
	other.Code = "REG"
	r.Products = append(r.Products, other)
	r.Windows = windows(catalogue.PairWindow{Destination: "DEA"}, catalogue.PairWindow{Origin: "USA"}, catalogue.PairWindow{Origin: "USA", Destination: "FRA"})
	for i, days := range []int{51, 52, 53} {
		r.Windows[i].NotAfterDays = days
	}
	for _, c := range []struct {
		product, origin, destination string
		notAfter                     int
	}{
		{"EMS", "GBA", "FRA", 90}, {"EMS", "", "", 90}, {"EMS", "DEA", "GBA", 90}, // the product's
		{"EMS", "GBA", "DEA", 51}, {"EMS", "", "DEA", 51}, // the destination's
		{"EMS", "USA", "GBA", 52}, {"EMS", "USA", "", 52}, // the origin's
		{"EMS", "USA", "DEA", 52}, // the origin's before the destination's
		{"EMS", "USA", "FRA", 53}, // the pair's before either
		{"REG", "USA", "FRA", 90}, // and of no other product
	} {
		if w, ok := r.WindowFor(c.product, c.origin, c.destination); !ok || w.NotAfterDays != c.notAfter {
			t.Errorf("%+v: %+v", c, w)
		}
	}
	if _, ok := r.WindowFor("XYZ", "USA", "FRA"); ok {
		t.Error("a product that does not exist has a window")
	}
}

func TestProductOf_IsTheFirstWithTheIndicator(t *testing.T) {
	r := small()
	r.Products = append(r.Products, catalogue.Product{Code: "KPG", Indicators: []string{"EA-EW"}}, catalogue.Product{Code: "REG", Indicators: []string{"RA-RZ", "CV"}})
	for _, c := range []struct{ indicator, product string }{
		{"EA", "EMS"}, {"EE", "EMS"}, {"EW", "EMS"}, {"RA", "REG"}, {"CV", "REG"}, {"EX", ""}, {"CW", ""}, {"ee", ""}, {"E", ""}, {"EEE", ""}, {"", ""},
	} {
		got, ok := r.ProductOf(c.indicator)
		if got != c.product || ok != (c.product != "") {
			t.Errorf("%q is %q", c.indicator, got)
		}
	}
}

func TestLanguages_AreTheFourOfTheExchange(t *testing.T) {
	if got := strings.Join(catalogue.Languages, " "); got != "en fr de es" {
		t.Error(got)
	}
}
