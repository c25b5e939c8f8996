package form

import (
	"bytes"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// With -print FOLDER the forms of these tests are left there, for people to look at: go test ./shared/form -print /tmp/forms
var folder = flag.String("print", "", "folder for the printed forms")

var loaded = sync.OnceValues(data.Load)

func release(t *testing.T) *catalogue.Release {
	t.Helper()
	d, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return &d.Releases[len(d.Releases)-1]
}

// caseOf is an inquiry with everything a form has a box for.
func caseOf(t *testing.T, workflow, item string, fields map[string]any, replies ...inquiry.Reply) Case {
	t.Helper()
	all := map[string]any{"postingDate": "2026-11-02", "postingOffice": "GBDONA", "weightG": float64(1250),
		"senderName": "Ada Example", "senderAddress": "1 Example Street\nDoncaster DN1 1AA\nUnited Kingdom", "senderPhone": "+44 1302 000000", "senderEmail": "ada@example.org",
		"addresseeName": "Jürgen Müßter-Łukasiński", "addresseeAddress": "Beispielallee 12\n60311 Frankfurt am Main\nGermany", "addresseePhone": "+49 69 000000",
		"contents": "One pair of leather shoes, brown, size 42; a book; a letter", "customerRef": "C-77", "customerIs": "sender"}
	maps.Copy(all, fields)
	at := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	q := inquiry.Inquiry{ID: "01JD0000000000000000000001", State: inquiry.StateReplied, Workflow: workflow, Product: "PPR", Level: 1, SentAt: at, ChangedAt: at.Add(48 * time.Hour),
		Requester: inquiry.Party{Operator: "GBA", Centre: "GBA-DON"}, Replier: inquiry.Party{Operator: "DEA", Centre: "DEA-FRA"}}
	q.ItemID = edi.ItemID(item)
	c := Case{Details: inquiry.Details{Inquiry: q, Request: inquiry.Request{Fields: all}, Release: release(t)},
		Requester: Post{"Example Post of Britain", "GBA", "Doncaster", "Doncaster"}, Replier: Post{"Example Post of Germany", "DEA", "Frankfurt", "Frankfurt am Main"}}
	for i, r := range replies {
		c.History = append(c.History, inquiry.Event{Kind: inquiry.Replied, At: at.Add(time.Duration(i+1) * 24 * time.Hour), Reply: &r})
	}
	return c
}

var (
	delivered1  = inquiry.Reply{Code: "DLV", Class: "C", Fields: map[string]any{"date": "2026-11-12", "receivedBy": "M. Example (neighbour)", "place": "Frankfurt 12", "evidence": "signature"}, Text: "Signed in the hall.", Language: "en"}
	inTransit   = inquiry.Reply{Code: "TRN", Class: "I", Fields: map[string]any{"place": "Frankfurt", "date": "2026-11-10"}}
	returning   = inquiry.Reply{Code: "RTN", Class: "C", Fields: map[string]any{"date": "2026-11-18", "reason": "UNC", "dispatchId": "DEFRAAGBDONAACN60012"}}
	accepted    = inquiry.Reply{Code: "LAC", Class: "C", Fields: map[string]any{"authorizationCode": "DEA-2026-000017", "amountSdr": float64(4450)}}
	longWording = strings.Repeat("The corner of the box was pressed in and the inner packing was wet; two of the six cups are broken, the handle of a third is missing. ", 14)
)

func forms(t *testing.T) map[string]func(lang string) ([]byte, error) {
	t.Helper()
	return map[string]func(string) ([]byte, error){
		"cn08-wii":       NewCN08(caseOf(t, "WII", "CP660104503CA", map[string]any{"lastEventCode": "EMC", "lastEventDate": "2026-11-04"}, inTransit, delivered1)).PDF,
		"cn08-open":      NewCN08(caseOf(t, "WII", "EE123456799GB", map[string]any{"lastEventCode": "EMC", "lastEventDate": "2026-11-04"}, inTransit)).PDF,
		"cn08-damage":    NewCN08(caseOf(t, "DMG", "RR473124829DE", map[string]any{"damageDescription": longWording, "itemValue": float64(12900), "currency": "GBP", "packaging": "box", "reportedAtDelivery": true})).PDF,
		"cn08-cod":       NewCN08(caseOf(t, "COD", "CC309981215BE", map[string]any{"amount": float64(7950), "currency": "EUR"}, returning)).PDF,
		"cn08-liability": NewCN08(caseOf(t, "LIA", "VV050812775CH", map[string]any{"claimAmount": float64(12900), "currency": "GBP"}, accepted)).PDF,
		"cn18":           NewCN18(caseOf(t, "WRD", "LX880001239CN", map[string]any{"disputedDate": "2026-11-12", "addresseeStatement": "I was at home all day; nobody rang, and none of my neighbours took anything in."})).PDF,
	}
}

func TestForms_PrintInEveryLanguage(t *testing.T) {
	for name, pdf := range forms(t) {
		for _, lang := range []string{"en", "fr", "de", "es"} {
			out, err := pdf(lang)
			if err != nil || !bytes.HasPrefix(out, []byte("%PDF-1.")) || !bytes.Contains(out, []byte("%%EOF")) {
				t.Fatal(name, lang, err)
			}
			if pages := bytes.Count(out, []byte("/Type /Page\n")); pages != map[string]int{"cn08": 2, "cn18": 1}[name[:4]] {
				t.Errorf("%s in %s has %d pages: a value that fits in one language has to fit in all", name, lang, pages)
			}
			if len(out) > 60<<10 {
				t.Errorf("%s in %s has %d bytes: the fonts are to be subsets", name, lang, len(out))
			}
			if *folder != "" {
				if err := os.WriteFile(filepath.Join(*folder, name+"-"+lang+".pdf"), out, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestForms_SameInquiryGivesTheSameBytes(t *testing.T) {
	for name, pdf := range forms(t) {
		one, err := pdf("de")
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if again, err := forms(t)[name]("de"); err != nil || !bytes.Equal(one, again) {
				t.Fatal(name, "differs from one print to the next", err)
			}
		}
	}
}

func TestCN08_IsFilledFromTheRequest(t *testing.T) {
	f := NewCN08(caseOf(t, "COD", "CC309981215BE", map[string]any{"amount": float64(7950), "currency": "EUR", "bankRef": "B-1"}))
	f.tell("en")
	got := []any{f.Operator, f.Destination, f.Category, f.Class, f.Reason, f.COD, f.CODAmount, f.Date, f.Weight, f.Sender, f.SenderContact, f.Fate, f.ReplyDate}
	want := []any{"Example Post of Britain (GBA)", "Example Post of Germany (DEA), Frankfurt am Main", "ordinary", "parcel", "cod-not-received", true, "79.50 EUR", "2026-11-20", "1250",
		"Ada Example\n1 Example Street\nDoncaster DN1 1AA\nUnited Kingdom", "+44 1302 000000, ada@example.org", "", ""}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(f.Further, "C-77") || !strings.Contains(f.Further, "B-1") || strings.Contains(f.Further, "79.50") {
		t.Errorf("further particulars are %q", f.Further)
	}
}

func TestCN08_ReplyPartIsTheLastConclusiveReply(t *testing.T) {
	f := NewCN08(caseOf(t, "WII", "CP660104503CA", nil, returning, inTransit))
	f.tell("en")
	if f.Fate != "returned" || f.FateDate != "2026-11-18" || f.ReplyDate != "2026-11-21" || !strings.Contains(f.ReplyReason, "Unclaimed") {
		t.Errorf("%+v", f)
	}
	f = NewCN08(caseOf(t, "WII", "CP660104503CA", nil, inTransit))
	f.tell("en")
	if f.Fate != "" || f.CodedReply != "" || f.ReplyOffice != "" {
		t.Errorf("an inconclusive reply is no particulars of the destination: %+v", f)
	}
	f = NewCN08(caseOf(t, "LIA", "VV050812775CH", nil, accepted))
	f.tell("en")
	if f.Fate != "other" || !strings.Contains(f.Liability, "DEA-2026-000017") || !strings.Contains(f.Liability, "44.50 XDR") {
		t.Errorf("%q", f.Liability)
	}
}

func TestCN08_CategoryIsTheServiceIndicators(t *testing.T) {
	for item, want := range map[string][2]string{"RR473124829DE": {"registered", ""}, "VV050812775CH": {"insured", ""}, "CV000000000GB": {"insured", "parcel"},
		"CP660104503CA": {"ordinary", "parcel"}, "HX555012347ES": {"ordinary", "parcel"}, "LX880001239CN": {"recorded", ""}, "EE123456799GB": {"", ""}} {
		if f := NewCN08(caseOf(t, "WII", item, nil)); f.Category != want[0] || f.Class != want[1] || f.Express != (item[0] == 'E') {
			t.Errorf("%s is %q %q, express %v", item, f.Category, f.Class, f.Express)
		}
	}
}

func TestCN08_KnowsTheReplyCodesOfTheCatalogue(t *testing.T) {
	r := release(t)
	for code := range fates {
		if _, ok := r.Reply(code); !ok {
			t.Errorf("the catalogue has no reply %s", code)
		}
	}
	for _, code := range boxed {
		found := false
		for _, wf := range r.Workflows {
			for _, f := range wf.Fields() {
				found = found || f.Code == code
			}
		}
		if !found {
			t.Errorf("no workflow has a field %s", code)
		}
	}
}

func TestCN18_OnlyAStatementThatWasGivenIsTicked(t *testing.T) {
	if f := NewCN18(caseOf(t, "WRD", "LX880001239CN", map[string]any{"disputedDate": "2026-11-12"})); f.NotReceived {
		t.Error("nobody declared anything yet")
	}
	if f := NewCN18(caseOf(t, "WRD", "LX880001239CN", map[string]any{"disputedDate": "2026-11-12", "addresseeStatement": "Not received."})); !f.NotReceived {
		t.Error("the addressee stated it")
	}
}

// What does not fit into its box is printed whole on a further page.
func TestSheet_LongTextGoesOn(t *testing.T) {
	s := newSheet("test", "en", time.Time{})
	s.page()
	s.box(left, 10, 60, 20, contents, longWording)
	if len(s.rest) != 1 || s.rest[0].text != longWording {
		t.Fatalf("%d texts go on", len(s.rest))
	}
	if _, err := s.finish("x"); err != nil || s.pdf.PageCount() != 2 {
		t.Error(s.pdf.PageCount(), err)
	}
}

func TestSheet_PrintsWhateverIsTyped(t *testing.T) {
	for _, name := range []string{"山田太郎", "😀", "نص", "a\u202Eb", "\x00\x01", strings.Repeat("W", 3000), "", " \n \n "} {
		s := newSheet(name, "en", time.Time{})
		s.page()
		s.box(left, 10, 60, 20, contents, name)
		if _, err := s.finish(name); err != nil {
			t.Error(name, err)
		}
	}
	if got := printable("Müller Łódź Ψ Ж 山"); got != "Müller Łódź Ψ Ж □" {
		t.Error(got)
	}
}

func TestWords_EveryLanguageIsThere(t *testing.T) {
	for _, word := range []Words{yes, inquiryTitle, originOperator, notArrived, replyHead, irregular, declarationTitle, statementHead, officer} {
		for _, lang := range catalogue.Languages {
			if word[lang] == "" {
				t.Errorf("%q has no %s", word["fr"], lang)
			}
		}
	}
}

func TestFonts_DrawWhatIsPrintable(t *testing.T) {
	for name, ttf := range map[string][]byte{"regular": goregular.TTF} {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			t.Fatal(err)
		}
		var b sfnt.Buffer
		for _, span := range drawn {
			for r := span[0]; r <= span[1]; r++ {
				if g, err := f.GlyphIndex(&b, r); err != nil || g == 0 {
					t.Errorf("%s has no glyph for %U", name, r)
				}
			}
		}
	}
}
