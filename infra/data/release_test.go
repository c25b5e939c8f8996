package data

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// latest is the release that is in force: the last one is still to come.
func latest(t *testing.T) (*catalogue.Release, directory.Data) {
	t.Helper()
	d := loaded(t)
	return &d.Releases[len(d.Releases)-2], d
}

// The workflows of domain catalogue 10.3: at each level the replies it allows. INC in CUS and COD, and the second level of RTR, are assumptions.
const agreed = `
ACK 1
CHA 1 ACC DON TLT REF INC
COD 1 PAI NPA SUP NRC INC
COD 3 PAI NPA SUP INC
CUS 1 CDQ CDU CRL SZD CRE TRN INC
CUS 2 CDQ CDU CRL SZD CRE TRN INC
DAR 1 ARR PUP NOT INC
DEL 1 DLY DLV TRN CUS FMJ INC
DEL 2 DLY DLV TRN CUS FMJ INC
DMG 1 DMC DMN DMP INC
DMG 3 DMC DMN DMP INC
DOC 1 SUP UNV PRT
GEN 1 ANS INC
LIA 3 LAC LPT LRF INC
MIS 1 MCC MCN SZD INC
MIS 3 MCC MCN SZD INC
RTR 1 RSN NRS INC
RTR 2 RSN INC
STR 1 ACC DON TLT REF INC
WII 1 DLV ATT PUP OFD TRN CUS RTN RTD MSN RED SZD NRC NFD INC
WII 2 DLV ATT PUP OFD TRN CUS RTN RTD MSN RED SZD NRC NFD INC
WII 3 DLV ATT PUP OFD TRN CUS RTN RTD MSN RED SZD NRF LST NFD INC
WPD 1 POD PNA NDL INC
WRD 1 DLV WDL WDN NRC INC
WRD 2 DLV WDL WDN NRC INC
WRD 3 DLV WDL WDN LST INC
`

func TestCatalogue_HasTheSixteenWorkflows(t *testing.T) {
	r, _ := latest(t)
	var lines []string
	for _, w := range r.Workflows {
		for _, l := range w.Levels {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %d %s", w.Code, l.Level, strings.Join(l.Replies, " "))))
		}
	}
	slices.Sort(lines)
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(agreed), "\n"), lines); diff != "" || len(r.Workflows) != 16 {
		t.Errorf("%d workflows: %s", len(r.Workflows), diff)
	}
}

// What is still to come is believable and small: an administrator sees it coming.
func TestCatalogue_TheComingReleaseSaysWhatChanges(t *testing.T) {
	now, d := latest(t)
	coming := &d.Releases[len(d.Releases)-1]
	if now.InForceFrom != "2026-01-03" || coming.InForceFrom != "2027-01-01" {
		t.Fatal(now.InForceFrom, coming.InForceFrom)
	}
	var paths []string
	for _, c := range catalogue.Diff(now, coming) {
		paths = append(paths, c.Path)
	}
	want := []string{"/inForceFrom", "/targets/EXP/WII/1/minutes", "/targets/ISP/WII/1/minutes", "/targets/ISK/WII/1/minutes", "/targets/EXP/WRD/1/minutes",
		"/targets/ISP/WRD/1/minutes", "/targets/ISK/WRD/1/minutes", "/urgencyReasons/TRAVEL",
		"/workflows/DMG/sections/question/fields/itemValue/prefill", "/workflows/DMG/sections/question/fields/currency/prefill",
		"/workflows/COD/sections/question/fields/amount/prefill", "/workflows/COD/sections/question/fields/currency/prefill"}
	for _, w := range coming.Workflows { // what the post that sent the item declared is filled in
		if w.Code != "ACK" && w.Code != "DOC" {
			want = append(want, "/workflows/"+w.Code+"/sections/contents/fields/contents/prefill")
		}
	}
	slices.Sort(paths)
	slices.Sort(want)
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Error(diff)
	}
}

func TestCatalogue_TargetsInWorkingHours(t *testing.T) {
	r, _ := latest(t)
	workflows := map[string]string{"level": "WII WRD DEL", "WPD": "WPD", "service": "CHA STR CUS DOC DAR", "damage": "DMG MIS", "RTR": "RTR", "LIA": "LIA", "GEN": "GEN"}
	for _, row := range []struct {
		products string
		hours    map[string][3]int // by kind of workflow: of levels 1, 2, 3
	}{ // domain catalogue 10.2; only the level row of PPR is a fact (UPU, December 2012)
		{"PPR", map[string][3]int{"level": {12, 24, 160}, "WPD": {24}, "service": {12}, "damage": {24, 0, 160}, "RTR": {12}, "LIA": {0, 0, 160}, "GEN": {7}}},
		{"EMS KPG ICP EPG", map[string][3]int{"level": {6, 16, 80}, "WPD": {16}, "service": {6}, "damage": {16, 0, 80}, "RTR": {6}, "LIA": {0, 0, 80}, "GEN": {6}}},
		{"EXP ISP ISK", map[string][3]int{"level": {8, 24, 120}, "WPD": {24}, "service": {8}, "damage": {24, 0, 120}, "RTR": {8}, "LIA": {0, 0, 120}, "GEN": {7}}},
		{"REG INS", map[string][3]int{"level": {12, 24, 160}, "WPD": {24}, "service": {12}, "damage": {24, 0, 160}, "RTR": {12}, "LIA": {0, 0, 160}, "GEN": {7}}},
	} {
		for product := range strings.FieldsSeq(row.products) {
			for kind, hours := range row.hours {
				for workflow := range strings.FieldsSeq(workflows[kind]) {
					for i, h := range hours {
						if got, ok := r.Target(product, workflow, i+1); ok && h > 0 && got != h*60 {
							t.Errorf("%s %s level %d: %d minutes instead of %d hours", product, workflow, i+1, got, h)
						}
					}
				}
			}
		}
	}
	facts := 0
	for _, target := range r.Targets {
		if strings.HasPrefix(target.Source, "fact: ") {
			facts++
			if target.Product != "PPR" || target.Workflow != "WII" && target.Workflow != "WRD" {
				t.Errorf("%+v: no public document says so", target)
			}
		}
	}
	if facts == 0 {
		t.Error("no target is marked as a fact")
	}
}

func TestCatalogue_ProductsAreGuessedFromTheIndicator(t *testing.T) {
	r, d := latest(t)
	for _, c := range []struct{ indicator, origin, destination, product string }{
		{"EE", "GBA", "DEA", "EMS"}, {"EE", "JPA", "USA", "KPG"}, {"EE", "JPA", "DEA", "EMS"}, {"CP", "GBA", "DEA", "PPR"}, {"RR", "DEA", "FRA", "REG"},
		{"VV", "CHA", "ITA", "INS"}, {"CV", "CHA", "ITA", "INS"}, {"CU", "CHA", "ITA", "PPR"}, {"CW", "CHA", "ITA", "PPR"}, {"LX", "CNA", "GBA", "EXP"}, {"HA", "IEA", "GBA", "ISP"},
		{"UA", "SGA", "GBA", ""}, // untracked: no inquiries
		{"EX", "GBA", "DEA", ""}, // bilateral
	} {
		if got, _ := r.ProductFor(c.indicator, c.origin, c.destination); got != c.product {
			t.Errorf("%+v: %s", c, got)
		}
	}
	for _, p := range r.Products {
		for _, m := range p.Members {
			if !slices.ContainsFunc(d.Operators, func(o directory.Operator) bool {
				return o.Code == directory.OperatorCode(m) && slices.Contains(o.Services, p.Code)
			}) {
				t.Errorf("%s agreed on %s and does not offer it", m, p.Code)
			}
		}
	}
}

// The national windows of domain catalogue 2.3; everybody else keeps the product's.
func TestWindow_OfThePostsThatPublishTheirs(t *testing.T) {
	r, d := latest(t)
	for _, c := range []struct {
		product, origin, destination string
		want                         catalogue.Window
	}{
		{"EMS", "USA", "DEA", catalogue.Window{NotBeforeDays: 3, NotAfterDays: 90}}, {"KPG", "USA", "JPA", catalogue.Window{NotBeforeDays: 3, NotAfterDays: 90}},
		{"REG", "USA", "DEA", catalogue.Window{NotBeforeDays: 7, NotAfterDays: 180}}, {"PPR", "USA", "DEA", catalogue.Window{NotBeforeDays: 7, NotAfterDays: 180}},
		{"EMS", "HKA", "DEA", catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}},
		{"REG", "HKA", "DEA", catalogue.Window{NotBeforeDays: 14, NotAfterDays: 150}}, {"PPR", "HKA", "USA", catalogue.Window{NotBeforeDays: 14, NotAfterDays: 150}},
		{"EMS", "BBA", "GBA", catalogue.Window{NotBeforeDays: 30, NotAfterDays: 120}}, {"PPR", "BBA", "GBA", catalogue.Window{NotBeforeDays: 30, NotAfterDays: 120}},
		{"REG", "BBA", "GBA", catalogue.Window{NotBeforeDays: 7, NotAfterDays: 180}}, // it says nothing of registered items
		{"EMS", "GBA", "USA", catalogue.Window{NotBeforeDays: 2, NotAfterDays: 90}}, {"REG", "GBA", "HKA", catalogue.Window{NotBeforeDays: 7, NotAfterDays: 180}},
	} {
		if got, ok := r.WindowFor(c.product, c.origin, c.destination); !ok || got != c.want {
			t.Errorf("%s %s-%s: %+v", c.product, c.origin, c.destination, got)
		}
	}
	for _, w := range r.Windows {
		for _, code := range []string{w.Origin, w.Destination} {
			if code != "" && !slices.ContainsFunc(d.Operators, func(o directory.Operator) bool { return string(o.Code) == code }) {
				t.Errorf("%+v: there is no operator %s", w, code)
			}
		}
	}
}

func TestCatalogue_NothingIsThereForNobody(t *testing.T) {
	r, _ := latest(t)
	used := map[string]bool{}
	for _, w := range r.Workflows {
		for _, l := range w.Levels {
			for _, code := range l.Replies {
				used[code] = true
			}
		}
		for _, code := range w.ClosingCodes {
			used[code] = true
		}
	}
	for _, c := range r.ReplyCodes {
		if !used[c.Code] {
			t.Errorf("no workflow allows the reply %s", c.Code)
		}
	}
	for _, c := range r.ClosingCodes {
		if !used[c.Code] {
			t.Errorf("no workflow closes with %s", c.Code)
		}
	}
}

func TestCatalogue_WhatPeopleWriteIsPersonal(t *testing.T) {
	r, _ := latest(t)
	forms := map[string][]catalogue.Field{}
	for _, w := range r.Workflows {
		forms[w.Code] = w.Fields()
	}
	for _, c := range r.ReplyCodes {
		forms[c.Code] = c.Fields
	}
	for form, fields := range forms {
		for _, f := range fields {
			about := strings.HasPrefix(f.Code, "sender") || strings.HasPrefix(f.Code, "addressee") || strings.HasPrefix(f.Code, "received") || f.Code == "signatory"
			if (about || f.Type == catalogue.Email || f.Type == catalogue.Phone) && !f.Personal {
				t.Errorf("%s.%s may hold personal data", form, f.Code)
			}
		}
	}
}

func TestCatalogue_EverySentenceIsTranslated(t *testing.T) {
	r, _ := latest(t)
	for _, w := range r.Workflows {
		for i, one := range catalogue.Languages {
			for _, other := range catalogue.Languages[i+1:] {
				if w.Purpose[one] == w.Purpose[other] {
					t.Errorf("the purpose of %s in %s is that in %s", w.Code, other, one)
				}
			}
		}
	}
}

func TestCatalogue_FieldsOfTheFirstReleaseKeepTheirMeaning(t *testing.T) {
	d := loaded(t)
	first, _ := d.Releases[0].Workflow("WII")
	now, _ := d.Releases[len(d.Releases)-2].Workflow("WII")
	fields := now.Fields()
	for _, f := range first.Fields() {
		i := slices.IndexFunc(fields, func(g catalogue.Field) bool { return g.Code == f.Code })
		if i < 0 || fields[i].Type != f.Type || fields[i].Mandatory != f.Mandatory || fields[i].Personal != f.Personal || fields[i].Prefill != f.Prefill && f.Prefill != "item.contents" { // no message says what an item holds
			t.Errorf("%s: callers that know the first release fill it in otherwise", f.Code)
		}
	}
}

// A workflow that the network agrees on next year: none of its codes is known to any program.
const (
	newWorkflow = `{
	  "code": "CO2", "products": ["EMS", "PPR"], "asks": "destination", "pausedByCustoms": true,
	  "labels": {"en": "Emissions", "fr": "Émissions", "de": "Emissionen", "es": "Emisiones"},
	  "purpose": {"en": "How the item travelled.", "fr": "Comment l’envoi a voyagé.", "de": "Wie die Sendung gereist ist.", "es": "Cómo ha viajado el envío."},
	  "levels": [
	    {"level": 1, "labels": {"en": "Estimate", "fr": "Estimation", "de": "Schätzung", "es": "Estimación"}, "replies": ["KGM", "TRN", "INC"]},
	    {"level": 2, "labels": {"en": "Measurement", "fr": "Mesure", "de": "Messung", "es": "Medición"}, "replies": ["KGM", "INC"]}
	  ],
	  "sections": [{"use": "item"}, {"code": "question", "labels": {"en": "Question", "fr": "Question", "de": "Frage", "es": "Consulta"}, "fields": [
	    {"code": "certified", "labels": {"en": "Certified", "fr": "Certifié", "de": "Zertifiziert", "es": "Certificado"}, "type": "boolean", "mandatory": true, "personal": false},
	    {"code": "certificate", "labels": {"en": "Certificate", "fr": "Certificat", "de": "Zertifikat", "es": "Certificado"}, "type": "text",
	     "when": {"field": "certified", "in": ["true"]}, "mandatoryFromLevel": 2, "mandatory": false, "personal": false}
	  ]}],
	  "closingCodes": ["CLO_OK", "CLO_AUTO", "CLO_UNA", "CLO_DUP"],
	  "limit": {"counts": [{"products": ["PPR"], "max": 2, "workingDays": 3}]},
	  "requires": {"event": "EMI"},
	  "proposals": [{"event": "EMI", "when": {"signatory": ["*"]}, "reply": "KGM", "fields": {"grams": 120}}]
	}`
	newReply = `{
	  "code": "KGM", "class": "C", "labels": {"en": "Emitted", "fr": "Émis", "de": "Ausgestoßen", "es": "Emitido"}, "leadsTo": ["GEN"], "fields": [
	    {"code": "grams", "labels": {"en": "Grams", "fr": "Grammes", "de": "Gramm", "es": "Gramos"}, "type": "integer", "min": 0, "mandatory": true, "personal": false},
	    {"code": "day", "labels": {"en": "Day", "fr": "Jour", "de": "Tag", "es": "Día"}, "type": "date", "prefill": "event.date", "mandatory": true, "personal": false}
	  ]}`
	newTargets = `{"products": ["EMS", "PPR"], "workflows": ["CO2"], "level": %d, "minutes": %d, "source": "assumption: a test"}`
)

// nextYear is this folder with a release in which the network agrees on one more workflow.
func nextYear(t *testing.T) fs.FS {
	t.Helper()
	raw, err := fs.ReadFile(files, "catalogue/2026.12.2.json")
	if err != nil {
		t.Fatal(err)
	}
	var release map[string]json.RawMessage
	if err := json.Unmarshal(raw, &release); err != nil {
		t.Fatal(err)
	}
	more := func(list string, entries ...string) {
		var all []json.RawMessage
		if err := json.Unmarshal(release[list], &all); err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			all = append(all, json.RawMessage(e))
		}
		out, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		release[list] = out
	}
	more("workflows", newWorkflow)
	more("replyCodes", newReply)
	more("targets", fmt.Sprintf(newTargets, 1, 90), fmt.Sprintf(newTargets, 2, 600))
	release["version"], release["inForceFrom"] = json.RawMessage(`"2027.1.1"`), json.RawMessage(`"2027-01-01"`)
	added, err := json.Marshal(release)
	if err != nil {
		t.Fatal(err)
	}
	folder := altered(t, "operators.json", "2026.12.2", "2027.1.1").(fstest.MapFS)
	folder["catalogue/2027.1.1.json"] = &fstest.MapFile{Data: added}
	return folder
}

func TestRelease_AWorkflowNobodyKnewIsWorkedWith(t *testing.T) {
	d, err := Read(nextYear(t))
	if err != nil {
		t.Fatal(err)
	}
	r := &d.Releases[len(d.Releases)-1]
	w, ok := r.Workflow("CO2")
	if !ok {
		t.Fatal("not there")
	}
	form := w.Fields()
	filled := map[string]any{"postingDate": "2027-01-05", "certified": true}
	if wrong := catalogue.CheckAt(form, filled, "fields", 1); wrong != nil {
		t.Error("a first question is refused:", wrong)
	}
	if wrong := catalogue.CheckAt(form, filled, "fields", 2); len(wrong) != 1 || wrong[0].Name != "fields.certificate" {
		t.Error("level 2 does not ask for the certificate:", wrong)
	}
	for product, minutes := range map[string]int{"EMS": 90, "PPR": 90} {
		if got, ok := r.Target(product, "CO2", w.FirstLevel()); !ok || got != minutes {
			t.Errorf("%s: target %d", product, got)
		}
	}
	if next, ok := w.NextLevel(1); !ok || next != 2 {
		t.Error("escalates to", next)
	}
	if l, ok := w.LimitOf("PPR"); !ok || l.Max != 2 {
		t.Error("not limited", l)
	}
	if _, ok := w.LimitOf("EMS"); ok {
		t.Error("limited for EMS")
	}
	reply, fields, complete, ok := r.Proposal(w, 1, catalogue.ProposalEvent{Code: "EMI", Date: "2027-01-09", Signatory: "B. Beispiel"})
	if !ok || reply != "KGM" || !complete || fields["day"] != "2027-01-09" {
		t.Error("tracking does not answer:", reply, fields, complete)
	}
	if _, _, _, ok := r.Proposal(w, 1, catalogue.ProposalEvent{Code: "EMI", Date: "2027-01-09"}); ok {
		t.Error("tracking answers without a signatory")
	}
	if got := r.ClosingCodesFor(w, catalogue.WhenReplied); !slices.Equal(got, []string{"CLO_OK"}) {
		t.Error("closes with", got)
	}
	inc, _ := r.Reply("INC")
	if !slices.ContainsFunc(r.ReplyForm(inc, "CO2")[0].Options, func(o catalogue.Option) bool { return o.Code == "certificate" && o.Labels["de"] == "Zertifikat" }) {
		t.Error("nobody can say that the certificate is missing")
	}
	changes := catalogue.Diff(&d.Releases[len(d.Releases)-2], r)
	for _, want := range []string{"/workflows/CO2", "/replyCodes/KGM", "/targets/EMS/CO2/1"} {
		if !slices.ContainsFunc(changes, func(c catalogue.Change) bool { return c.Path == want && c.Kind == catalogue.Added }) {
			t.Errorf("the differences do not say that %s is new", want)
		}
	}
}

func TestRelease_SaysTheLineThatIsWrong(t *testing.T) {
	const release = "catalogue/2026.12.2.json"
	raw, err := fs.ReadFile(files, release)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, says string }{
		{"a section nobody wrote", `{"use": "contents"}`, `{"use": "colours"}`, `/use: there is no section colours`},
		{"a target of zero for several", `"workflows": ["WII", "WRD"], "level": 1, "minutes": 720`, `"workflows": ["WII", "WRD"], "level": 1, "minutes": 0`, `/targets/0/minutes`},
		{"a dangling workflow of a target", `"workflows": ["GEN"],`, `"workflows": ["GAN"],`, `/workflow: workflow GAN does not exist`},
		{"an empty label in a shared section", `"de": "Einlieferungsdatum"`, `"de": " "`, `: /sections/0/fields/0/labels/de: is missing`},
		{"a dangling reply of a proposal", `"event": "EDH", "reply": "PUP"`, `"event": "EDH", "reply": "PUX"`, `/reply: no level of the workflow allows the reply PUX`},
		{"no code to close with by itself", `"closedWithoutReaction": "CLO_AUTO"`, `"closedWithoutReaction": "CLO_OK"`, `/roles/closedWithoutReaction: CLO_OK must be for the situation system`},
		{"a closing code that is not there", `"closedMerged": "CLO_DUP"`, `"closedMerged": "CLO_TWO"`, `/roles/closedMerged: closing code CLO_TWO does not exist`},
		{"a workflow that the system cannot close", `"closingCodes": ["CLO_OK", "CLO_NC", "CLO_WDR", "CLO_LIM", "CLO_AUTO", "CLO_UNA", "CLO_DUP", "CLO_ESC"]`,
			`"closingCodes": ["CLO_OK", "CLO_NC", "CLO_WDR", "CLO_LIM", "CLO_UNA", "CLO_DUP", "CLO_ESC"]`, `/workflows/0/closingCodes: lacks CLO_AUTO`},
		{"a term that cannot be counted with", `"approachingPercent": 75`, `"approachingPercent": 100`, `/terms/approachingPercent`},
		{"a reply that leads nowhere", `"leadsTo": ["LIA"]`, `"leadsTo": ["LIX"]`, `/leadsTo/0: workflow LIX does not exist`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := string(raw)
			if !strings.Contains(text, c.old) {
				t.Fatalf("the file does not hold %s", c.old)
			}
			line := 1 + strings.Count(text[:strings.Index(text, c.old)], "\n")
			_, err := Read(altered(t, release, c.old, c.new))
			if err == nil {
				t.Fatal("loads")
			}
			for at := line - 3; at <= line; at++ { // what is missing is on the line where the entry around it begins
				if slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(said string) bool {
					return strings.HasPrefix(said, fmt.Sprintf("%s:%d:", release, at)) && strings.Contains(said, c.says)
				}) {
					return
				}
			}
			t.Errorf("does not say line %d, %q:\n%v", line, c.says, err)
		})
	}
}
