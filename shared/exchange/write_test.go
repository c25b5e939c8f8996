package exchange

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWrite_CSV_IsWhatRFC4180Says(t *testing.T) {
	lines := []Line{
		{Record: Question, InquiryID: "01JD0000000000000000000001", Sequence: 2, At: monday, Urgent: true, Replies: []string{"DLV", "LST"}, Text: "He said \"no\",\nthen left",
			Fields: map[string]any{"claimAmount": 4500.0, "photos": []any{"A", "B"}, "n": 3.0, "ok": true, "phone": "+44 1302", "bad": "=HYPERLINK(\"x\")"}, amounts: map[string]bool{"claimAmount": true}},
		{Record: Answer, InquiryID: "01JD0000000000000000000002", At: monday, Fields: map[string]any{"n": 4.0}},
	}
	raw, err := write(lines, CSV, Comma)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(raw), "\r\n"); n != 4 || strings.HasPrefix(string(raw), bom) {
		t.Errorf("%d ends of lines, that in a cell among them, are CR LF: %q", n, raw)
	}
	table, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	if err != nil || len(table) != 3 {
		t.Fatal(err, table)
	}
	if want := append(slices.Clone(Columns), "field.bad", "field.claimAmount", "field.n", "field.ok", "field.phone", "field.photos"); cmp.Diff(want, table[0]) != "" {
		t.Error(cmp.Diff(want, table[0]))
	}
	row := map[string]string{}
	for i, name := range table[0] {
		row[name] = table[1][i]
	}
	want := map[string]string{"record": "question", "sequence": "2", "at": monday.Format(time.RFC3339), "urgent": "true", "replies": "DLV;LST", "text": "He said \"no\",\nthen left",
		"field.claimAmount": "45.00", "field.photos": "A;B", "field.n": "3", "field.ok": "true", "field.phone": "'+44 1302", "field.bad": "'=HYPERLINK(\"x\")", "dueAt": ""}
	for name, text := range want {
		if row[name] != text {
			t.Errorf("%s is %q, not %q", name, row[name], text)
		}
	}
	if raw, err = write(lines, CSV, Semicolon); err != nil || !strings.HasPrefix(string(raw), bom+"record;inquiryId;") {
		t.Errorf("%.60q %v", raw, err)
	}
}

// No cell of ours begins like a formula, and what we guard we understand again.
func TestHarmless_IsUndoneByNatural(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`['=+@\t-]{0,4}[a-z]*`)).Draw(t, "text")
		guarded := harmless(s)
		if guarded != "" && strings.ContainsRune(formula, rune(guarded[0])) {
			t.Fatalf("%q is a formula", guarded)
		}
		if natural(guarded) != s {
			t.Fatalf("%q became %q and %q", s, guarded, natural(guarded))
		}
	})
}

func TestTerms_SayWhereTheyComeFrom(t *testing.T) {
	terms, err := AgreedTerms()
	if err != nil || terms.FileDays < 1 || terms.LinesAFile < 1 || terms.UploadBytes < 1 || terms.UploadLines < 1 || terms.SettleAfterHours < 1 || terms.StatementDays < 365 || !strings.HasPrefix(terms.Origin, "assumption: ") {
		t.Errorf("%+v %v", terms, err)
	}
}

// The rules of settlement name workflows, replies and fields that the catalogue has, of the right types.
func TestRules_FitTheCatalogue(t *testing.T) {
	rules, err := AgreedRules()
	if err != nil || rules.Origin == "" || len(rules.Decisions) != 3 {
		t.Fatal(rules, err)
	}
	r := release(t)
	wf, ok := r.Workflow(rules.Workflow)
	if !ok {
		t.Fatal("no workflow", rules.Workflow)
	}
	types := map[string]string{}
	for _, f := range wf.Fields() {
		types[f.Code] = f.Type
	}
	if types[rules.Parent] != "inquiry" || types[rules.ClaimAmount] != "amount" || types[rules.ClaimCurrency] != "currency" {
		t.Error(types)
	}
	for code, decision := range rules.Decisions {
		reply, ok := r.Reply(code)
		if !ok {
			t.Error("no reply", code)
			continue
		}
		types := map[string]string{}
		for _, f := range reply.Fields {
			types[f.Code] = f.Type
		}
		if pays := decision != "refused"; pays != (types[rules.Amount] == "amount" && types[rules.Authorization] == "text") {
			t.Error(code, types)
		}
	}
}
