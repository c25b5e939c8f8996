package catalogue_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// claim is a form with everything that depends on something else.
var claim = []catalogue.Field{
	{Code: "statement", Type: catalogue.LongText, MandatoryFromLevel: 2},
	{Code: "amount", Type: catalogue.Amount, Max: new(100_000_00)},
	{Code: "currency", Type: catalogue.Currency},
	{Code: "parent", Type: catalogue.InquiryID},
	{Code: "photos", Type: catalogue.Attachments},
	{Code: "reported", Type: catalogue.Boolean},
	{Code: "reportedTo", Type: catalogue.Text, Mandatory: true, When: &catalogue.Condition{Field: "reported", In: []string{"true"}}},
	{Code: "wishes", Type: catalogue.Codes, Options: []catalogue.Option{{Code: "repair"}, {Code: "refund"}}},
	{Code: "account", Type: catalogue.Text, When: &catalogue.Condition{Field: "wishes", In: []string{"refund"}}},
}

// A declaration that must be made is made with true; while a draft is written it may still say no.
func TestCheckAt_WhatMustBeTrue(t *testing.T) {
	form := []catalogue.Field{{Code: "authority", Type: catalogue.Boolean, Mandatory: true, MustBeTrue: true}, {Code: "fee", Type: catalogue.Boolean}}
	for level, want := range map[int]int{0: 0, 1: 1} {
		if got := catalogue.CheckAt(form, map[string]any{"authority": false, "fee": false}, "", level); len(got) != want || want > 0 && got[0].Reason != "must be true" {
			t.Error(level, got)
		}
	}
	if got := catalogue.CheckAt(form, map[string]any{"authority": true}, "", 1); got != nil {
		t.Error(got)
	}
}

func TestClassOf_OnlyUpToALevel(t *testing.T) {
	att := catalogue.ReplyCode{Class: catalogue.Inconclusive, ConclusiveWith: []string{"place"}, ConclusiveUpTo: 1}
	for level, want := range map[int]string{1: "C", 2: "I", 3: "I"} {
		if got := att.ClassOf(map[string]any{"place": "Depot"}, level); got != want {
			t.Errorf("level %d: %s", level, got)
		}
	}
}

func TestCheckReply_OneOfAGroup(t *testing.T) {
	r, pod := small(), &catalogue.ReplyCode{Fields: []catalogue.Field{{Code: "proof", Type: catalogue.Attachments}, {Code: "signatory", Type: catalogue.Text}}, OneOf: [][]string{{"proof", "signatory"}}}
	for _, c := range []struct {
		values map[string]any
		wrong  int
	}{{nil, 2}, {map[string]any{"signatory": " "}, 2}, {map[string]any{"signatory": "A"}, 0}, {map[string]any{"proof": []any{id("A")}}, 0}} {
		if got := r.CheckReply(pod, "WII", c.values, "fields", 1); len(got) != c.wrong || c.wrong > 0 && got[0].Name != "fields.proof" {
			t.Error(c.values, got)
		}
	}
}

func TestCheckAt_WhileAnotherIsGiven(t *testing.T) {
	form := []catalogue.Field{{Code: "amount", Type: catalogue.Amount}, {Code: "currency", Type: catalogue.Currency, Mandatory: true, When: &catalogue.Condition{Field: "amount", Given: true}}}
	for _, c := range []struct {
		values map[string]any
		ok     bool
	}{{nil, true}, {map[string]any{"amount": 100.0}, false}, {map[string]any{"amount": 100.0, "currency": "EUR"}, true}, {map[string]any{"currency": "EUR"}, false}} {
		if got := catalogue.CheckAt(form, c.values, "", 1); (got == nil) != c.ok {
			t.Error(c.values, got)
		}
	}
}

func TestReferences_AreWhatOnlyOthersKnow(t *testing.T) {
	form := []catalogue.Field{{Code: "photos", Type: catalogue.Attachments}, {Code: "liable", Type: catalogue.Operator}, {Code: "parent", Type: catalogue.InquiryID}, {Code: "text", Type: catalogue.Text}}
	got := catalogue.References(form, map[string]any{"photos": []any{id("A"), id("B")}, "liable": "DEA", "parent": "", "text": id("C")})
	want := []catalogue.Reference{{Field: "photos", Type: catalogue.Attachments, Value: id("A")}, {Field: "photos", Type: catalogue.Attachments, Value: id("B")}, {Field: "liable", Type: catalogue.Operator, Value: "DEA"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func id(c string) string { return strings.Repeat(c, 26) }

func TestCheckAt_TypesOfClaims(t *testing.T) {
	many := []any{}
	for c := range strings.SplitSeq("ABCDEFGHIJKLMNOPQRSTU", "") {
		many = append(many, id(c))
	}
	for _, c := range []struct {
		field  string
		value  any
		reason string // "" is accepted
	}{
		{"amount", 12550.0, ""},
		{"amount", json.Number("0"), ""},
		{"amount", -1.0, "must not be negative"},
		{"amount", 125.5, "must be a whole number of hundredths"},
		{"amount", "125.50", "must be a whole number of hundredths"},
		{"amount", 100_000_01.0, "must be at most 10000000"},
		{"currency", "EUR", ""},
		{"currency", "XDR", ""}, // the special drawing right
		{"currency", "eur", "must be a currency of ISO 4217 like EUR or XDR"},
		{"currency", "QQQ", "must be a currency of ISO 4217 like EUR or XDR"},
		{"currency", "D EU", "must be a currency of ISO 4217 like EUR or XDR"},
		{"parent", id("0"), ""},
		{"parent", id("a"), "must be the number of an inquiry"},
		{"parent", id("0") + "0", "must be the number of an inquiry"},
		{"photos", []any{id("A"), id("B")}, ""},
		{"photos", []string{id("A")}, ""},
		{"photos", []any{id("A"), id("A")}, "lists an attachment twice"},
		{"photos", []any{"photo.jpg"}, "lists what is not the number of an attachment"},
		{"photos", []any{7.0}, "must be a list of attachments"},
		{"photos", id("A"), "must be a list of attachments"},
		{"photos", many[:20], ""},
		{"photos", many, "lists more than 20 attachments"},
	} {
		got := catalogue.CheckAt(claim, map[string]any{c.field: c.value}, "fields", 0)
		want := []problem.Field(nil)
		if c.reason != "" {
			want = []problem.Field{{Name: "fields." + c.field, Reason: c.reason}}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %#v: %s", c.field, c.value, diff)
		}
	}
}

func TestCheckAt_WhatALaterLevelNeeds(t *testing.T) {
	for level, want := range [][]problem.Field{nil, nil, {{Name: "statement", Reason: "is missing"}}, {{Name: "statement", Reason: "is missing"}}} {
		if diff := cmp.Diff(want, catalogue.CheckAt(claim, nil, "", level)); diff != "" {
			t.Errorf("level %d: %s", level, diff)
		}
	}
}

func TestCheckAt_AFieldBelongsToTheFormWhileItsConditionHolds(t *testing.T) {
	for _, c := range []struct {
		name   string
		values map[string]any
		want   []problem.Field
	}{
		{"nothing said", map[string]any{}, nil},
		{"not reported", map[string]any{"reported": false}, nil},
		{"reported, to nobody", map[string]any{"reported": true}, []problem.Field{{Name: "reportedTo", Reason: "is missing"}}},
		{"reported", map[string]any{"reported": true, "reportedTo": "counter"}, nil},
		{"not reported, to somebody", map[string]any{"reported": false, "reportedTo": "counter"}, []problem.Field{{Name: "reportedTo", Reason: "is asked for only while reported is true"}}},
		{"one of the codes is enough", map[string]any{"wishes": []any{"repair", "refund"}, "account": "1"}, nil},
		{"none of the codes", map[string]any{"wishes": []string{"repair"}, "account": "1"}, []problem.Field{{Name: "account", Reason: "is asked for only while wishes is refund"}}},
		{"a condition of another type", map[string]any{"reported": 1.0}, []problem.Field{{Name: "reported", Reason: "must be true or false"}}},
	} {
		if diff := cmp.Diff(c.want, catalogue.CheckAt(claim, c.values, "", 1)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestCheck_IsCheckAtTheFirstLevel(t *testing.T) {
	values := map[string]any{"reported": true, "amount": -1.0, "stranger": 1.0}
	for complete, level := range map[bool]int{false: 0, true: 1} {
		if diff := cmp.Diff(catalogue.CheckAt(claim, values, "f", level), catalogue.Check(claim, values, "f", complete)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestProductFor_AnAgreementBetweenBothEndsComesFirst(t *testing.T) {
	r := &catalogue.Release{Products: []catalogue.Product{
		{Code: "EMS", Indicators: []string{"EA-EW"}},
		{Code: "KPG", Indicators: []string{"EA-EW"}, Members: []string{"JPA", "USA"}},
		{Code: "EPG", Indicators: []string{"CA-CY"}, ClosedFrom: "2022-01-01"},
		{Code: "PPR", Indicators: []string{"CA-CY"}},
	}}
	for _, c := range []struct{ indicator, origin, destination, product string }{
		{"EE", "JPA", "USA", "KPG"},
		{"EE", "USA", "JPA", "KPG"},
		{"EE", "JPA", "GBA", "EMS"}, // one end only
		{"EE", "JPA", "", "EMS"},
		{"EE", "", "", "EMS"},
		{"CP", "JPA", "USA", "PPR"}, // the closed product is never chosen
		{"RA", "JPA", "USA", ""},
	} {
		if got, ok := r.ProductFor(c.indicator, c.origin, c.destination); got != c.product || ok != (c.product != "") {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

func TestProduct_ClosesAtMidnightUTC(t *testing.T) {
	p := catalogue.Product{ClosedFrom: "2022-01-01"}
	last := time.Date(2021, 12, 31, 23, 59, 59, 0, time.UTC)
	if p.Closed(last) || !p.Closed(last.Add(time.Second)) || p.Closed(last.In(time.FixedZone("", 14*3600))) {
		t.Error("closes at another time")
	}
	if (&catalogue.Product{}).Closed(last) {
		t.Error("a product without a closing date is closed")
	}
}

func TestLevels_NeedNotFollowEachOther(t *testing.T) {
	w := &catalogue.Workflow{Levels: []catalogue.Level{{Level: 1}, {Level: 3}}}
	if w.FirstLevel() != 1 || w.LastLevel() != 3 {
		t.Error(w.FirstLevel(), w.LastLevel())
	}
	if next, ok := w.NextLevel(1); next != 3 || !ok {
		t.Error(next, ok)
	}
	if next, ok := w.NextLevel(3); ok {
		t.Error("escalates from the last level to", next)
	}
	none := &catalogue.Workflow{}
	if _, ok := none.NextLevel(0); ok || none.FirstLevel() != 0 || none.LastLevel() != 0 {
		t.Error("a workflow without levels has some")
	}
}

func TestLimitOf_GoesByProduct(t *testing.T) {
	w := &catalogue.Workflow{Limit: &catalogue.Limit{Counts: []catalogue.LimitOf{{Products: []string{"EMS"}, Max: 10, WorkingDays: 10}, {Products: []string{"PPR", "REG"}, Max: 5, WorkingDays: 5}}}}
	if l, ok := w.LimitOf("REG"); !ok || l.Max != 5 || l.WorkingDays != 5 {
		t.Error(l)
	}
	if l, ok := w.LimitOf("ICP"); ok {
		t.Error(l)
	}
	if l, ok := (&catalogue.Workflow{}).LimitOf("EMS"); ok {
		t.Error(l)
	}
}

func TestClosingCodesFor_ASituation(t *testing.T) {
	r := &catalogue.Release{ClosingCodes: []catalogue.ClosingCode{
		{Code: "CLO_OK"}, // as in the first release
		{Code: "CLO_WDR", When: []string{catalogue.WhenAwaited, catalogue.WhenUnroutable}},
		{Code: "CLO_AUTO", When: []string{catalogue.WhenBySystem}},
		{Code: "CLO_ESC", When: []string{catalogue.WhenReplied}},
	}}
	w := &catalogue.Workflow{ClosingCodes: []string{"CLO_AUTO", "CLO_WDR", "CLO_OK"}}
	for situation, want := range map[string][]string{
		catalogue.WhenReplied: {"CLO_OK"}, catalogue.WhenReturned: {"CLO_OK"}, catalogue.WhenUnroutable: {"CLO_WDR", "CLO_OK"},
		catalogue.WhenAwaited: {"CLO_WDR"}, catalogue.WhenBySystem: {"CLO_AUTO"}, "": {},
	} {
		if diff := cmp.Diff(want, r.ClosingCodesFor(w, situation)); diff != "" {
			t.Errorf("%s: %s", situation, diff)
		}
	}
}

func TestClassOf_AnInconclusiveReplyThatSaysEnough(t *testing.T) {
	att := &catalogue.ReplyCode{Class: catalogue.Inconclusive, ConclusiveWith: []string{"pickupPlace", "lastDay"}}
	for _, c := range []struct {
		fields map[string]any
		class  string
	}{
		{nil, "I"},
		{map[string]any{"pickupPlace": "Station"}, "I"},
		{map[string]any{"pickupPlace": "Station", "lastDay": " "}, "I"},
		{map[string]any{"pickupPlace": "Station", "lastDay": "2026-12-01"}, "C"},
	} {
		if got := att.ClassOf(c.fields, 1); got != c.class {
			t.Errorf("%v is %s", c.fields, got)
		}
	}
	if got := (&catalogue.ReplyCode{Class: catalogue.Inconclusive}).ClassOf(map[string]any{"x": "y"}, 1); got != "I" {
		t.Error(got)
	}
	if got := (&catalogue.ReplyCode{Class: catalogue.NeedsRequester, ConclusiveWith: []string{"x"}}).ClassOf(map[string]any{"x": "y"}, 1); got != "N" {
		t.Error(got)
	}
}

// answered is a release in which tracking answers.
func answered() (*catalogue.Release, *catalogue.Workflow) {
	reasons := []catalogue.Option{{Code: "ABS"}, {Code: "REF"}}
	r := &catalogue.Release{ReplyCodes: []catalogue.ReplyCode{
		{Code: "DLV", Class: "C", Fields: []catalogue.Field{{Code: "date", Type: catalogue.Date, Prefill: "event.date", Mandatory: true},
			{Code: "receivedBy", Type: catalogue.Text, MaxLength: 10, Prefill: "event.signatory", Mandatory: true},
			{Code: "evidence", Type: catalogue.Choice, Options: []catalogue.Option{{Code: "emiEvent"}, {Code: "photo"}}, Mandatory: true},
			{Code: "place", Type: catalogue.Text, Prefill: "event.office", When: &catalogue.Condition{Field: "evidence", In: []string{"photo"}}}}},
		{Code: "RTN", Class: "C", Fields: []catalogue.Field{{Code: "reason", Type: catalogue.Choice, Options: reasons, Prefill: "event.reason", Mandatory: true}}},
		{Code: "ATT", Class: "I", Fields: []catalogue.Field{{Code: "reason", Type: catalogue.Choice, Options: reasons, Prefill: "event.reason", Mandatory: true}}},
		{Code: "CUS", Class: "I", Fields: []catalogue.Field{{Code: "since", Type: catalogue.DateTime, Prefill: "event.dateTime", Mandatory: true},
			{Code: "country", Type: catalogue.Country, Prefill: "event.country"}}},
	}}
	return r, &catalogue.Workflow{
		Levels: []catalogue.Level{{Level: 1, Replies: []string{"DLV", "RTN", "ATT", "CUS"}}, {Level: 2, Replies: []string{"DLV", "ATT"}}},
		Proposals: []catalogue.Proposal{
			{Event: "EMI", Reply: "DLV", Fields: map[string]any{"evidence": "emiEvent"}},
			{Event: "EMH", When: map[string][]string{"action": {"RTS"}}, Reply: "RTN"},
			{Event: "EMH", Reply: "ATT"},
			{Event: "EME", When: map[string][]string{"retention": {catalogue.AnyGiven}}, Reply: "CUS"},
		}}
}

func TestProposal_IsWhatTheEventAnswers(t *testing.T) {
	r, w := answered()
	for _, c := range []struct {
		name     string
		level    int
		event    catalogue.ProposalEvent
		reply    string
		fields   map[string]any
		complete bool
	}{
		{"delivered and signed", 1, catalogue.ProposalEvent{Code: "EMI", Date: "2026-11-20", Signatory: "Muster", Office: "Bonn"}, "DLV",
			map[string]any{"date": "2026-11-20", "receivedBy": "Muster", "evidence": "emiEvent"}, true},
		{"delivered, no signatory", 2, catalogue.ProposalEvent{Code: "EMI", Date: "2026-11-20"}, "DLV", map[string]any{"date": "2026-11-20", "evidence": "emiEvent"}, false},
		{"a signatory that does not fit is left out", 1, catalogue.ProposalEvent{Code: "EMI", Date: "2026-11-20", Signatory: "Muster and sons"}, "DLV",
			map[string]any{"date": "2026-11-20", "evidence": "emiEvent"}, false},
		{"returned", 1, catalogue.ProposalEvent{Code: "EMH", Action: "RTS", Reason: "REF"}, "RTN", map[string]any{"reason": "REF"}, true},
		{"attempted", 1, catalogue.ProposalEvent{Code: "EMH", Action: "NXT", Reason: "ABS"}, "ATT", map[string]any{"reason": "ABS"}, true},
		{"another post's reason is left out", 1, catalogue.ProposalEvent{Code: "EMH", Reason: "17"}, "ATT", map[string]any{}, false},
		{"a level that does not allow the first takes the next", 2, catalogue.ProposalEvent{Code: "EMH", Action: "RTS", Reason: "REF"}, "ATT", map[string]any{"reason": "REF"}, true},
		{"held with a retention code", 1, catalogue.ProposalEvent{Code: "EME", DateTime: "2026-11-20T10:00:00Z", Country: "DE", Retention: "DOC"}, "CUS",
			map[string]any{"since": "2026-11-20T10:00:00Z", "country": "DE"}, true},
		{"held without one", 1, catalogue.ProposalEvent{Code: "EME"}, "", nil, false},
		{"an event that answers nothing", 1, catalogue.ProposalEvent{Code: "EMA"}, "", nil, false},
		{"a level that does not exist", 3, catalogue.ProposalEvent{Code: "EMI"}, "", nil, false},
	} {
		reply, fields, complete, ok := r.Proposal(w, c.level, c.event)
		if reply != c.reply || complete != c.complete || ok != (c.reply != "") || !cmp.Equal(fields, c.fields) {
			t.Errorf("%s: %s %v complete %v, %v", c.name, reply, fields, complete, ok)
		}
	}
}

func TestDiff_NamesAWindowByItsProductsAndEnds(t *testing.T) {
	a, b := small(), small()
	a.Windows = windows(catalogue.PairWindow{Origin: "USA"}, catalogue.PairWindow{Origin: "HKA"})
	b.Windows = windows(catalogue.PairWindow{Origin: "USA"}, catalogue.PairWindow{Origin: "USA", Destination: "DEA"})
	b.Windows[0].NotAfterDays = 90
	want := []catalogue.Change{{Path: "/windows/EMS:USA-*/notAfterDays", Kind: "changed", From: "60", To: "90"},
		{Path: "/windows/EMS:HKA-*", Kind: "removed", From: "3-60"}, {Path: "/windows/EMS:USA-DEA", Kind: "added", To: "3-60"}}
	if diff := cmp.Diff(want, catalogue.Diff(a, b), cmpopts.SortSlices(func(a, b catalogue.Change) bool { return a.Path < b.Path })); diff != "" {
		t.Error(diff)
	}
}

func TestStates_OfReleases(t *testing.T) {
	editions := []catalogue.Edition{{Version: "2027.1.1", InForceFrom: "2027-01-01"}, {Version: "2026.12.2", InForceFrom: "2026-12-01"},
		{Version: "2026.12.1", InForceFrom: "2026-12-01"}, {Version: "2026.11.1", InForceFrom: "2026-11-01"}}
	for at, want := range map[string]string{
		"2026-10-31T23:59:59Z": "coming,coming,coming,coming", "2026-11-30T23:59:59Z": "coming,coming,coming,inForce",
		"2026-12-01T00:00:00Z": "coming,inForce,past,past", "2030-01-01T00:00:00Z": "inForce,past,past,past",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(catalogue.States(editions, instant), ","); got != want {
			t.Errorf("%s: %s", at, got)
		}
	}
}

func TestDiff_SaysWhatChangedByCode(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(r *catalogue.Release)
		want   []catalogue.Change
	}{
		{"nothing but the version", func(r *catalogue.Release) { r.Version = "2026.12.1" }, nil},
		{"a date", func(r *catalogue.Release) { r.InForceFrom = "2026-12-01" }, []catalogue.Change{{Path: "/inForceFrom", Kind: "changed", From: "2027-01-01", To: "2026-12-01"}}},
		{"a target", func(r *catalogue.Release) {
			r.Targets = []catalogue.Target{{Product: "EMS", Workflow: "WII", Level: 1, Minutes: 480}}
		},
			[]catalogue.Change{{Path: "/targets/EMS/WII/1/minutes", Kind: "changed", From: "360", To: "480"}}},
		{"a label", func(r *catalogue.Release) {
			r.Products = slices.Clone(r.Products)
			r.Products[0].Labels = maps.Clone(r.Products[0].Labels)
			r.Products[0].Labels["fr"] = "Envoi EMS"
		}, []catalogue.Change{{Path: "/products/EMS/labels/fr", Kind: "changed", From: "EMS", To: "Envoi EMS"}}},
		{"a field, and where it stands", func(r *catalogue.Release) {
			s := &r.Workflows[0].Sections[0]
			s.Fields = append([]catalogue.Field{{Code: "colour", Labels: all("Colour"), Type: catalogue.Text}}, s.Fields...)
			r.Resolve()
		}, []catalogue.Change{{Path: "/workflows/WII/sections/item/fields/colour", Kind: "added", To: "Colour"}}},
		{"an event code, once and not in every choice", func(r *catalogue.Release) {
			r.EventCodes = append(slices.Clone(r.EventCodes), catalogue.EventCode{Code: "EMA", Labels: all("Posted"), Phase: "origin", Milestone: "posted"})
			r.Resolve()
		}, []catalogue.Change{{Path: "/eventCodes/EMA", Kind: "added", To: "Posted"}}},
		{"replies: one gone, one come", func(r *catalogue.Release) { r.Workflows[0].Levels[0].Replies = []string{"DLV", "XYZ"} },
			[]catalogue.Change{{Path: "/workflows/WII/levels/1/replies/INC", Kind: "removed", From: "INC"}, {Path: "/workflows/WII/levels/1/replies/XYZ", Kind: "added", To: "XYZ"}}},
		{"an order", func(r *catalogue.Release) { r.Workflows[0].Levels[0].Replies = []string{"INC", "DLV"} },
			[]catalogue.Change{{Path: "/workflows/WII/levels/1/replies", Kind: "changed", From: "DLV INC", To: "INC DLV"}}},
		{"a switch", func(r *catalogue.Release) { r.Workflows[0].PausedByCustoms = true }, []catalogue.Change{{Path: "/workflows/WII/pausedByCustoms", Kind: "added", To: "true"}}},
		{"a proposal", func(r *catalogue.Release) {
			r.Workflows[0].Proposals = []catalogue.Proposal{{Event: "EMI", Reply: "DLV"}}
		},
			[]catalogue.Change{{Path: "/workflows/WII/proposals", Kind: "added", To: `[{"event":"EMI","reply":"DLV"}]`}}},
	} {
		a, b := small(), small()
		a.Resolve()
		b.Resolve()
		c.change(b)
		if diff := cmp.Diff(c.want, catalogue.Diff(a, b)); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if c.want != nil && len(catalogue.Diff(b, a)) != len(c.want) {
			t.Errorf("%s: the way back differs otherwise", c.name)
		}
	}
}
