package exchange

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var otto = principal.Principal{Subject: "otto", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}

// claim makes a claim with its decision, closed at an instant.
func (w *world) claim(n int, claimant, liable directory.CentreID, product, parent, code string, amount float64, closed string) *kept {
	at, _ := time.Parse(time.RFC3339, closed)
	w.t = at.Add(-3 * time.Minute)
	k := w.add(n, "LIA", map[string]any{"parentInquiry": parent, "claimAmount": 4500.0, "currency": "EUR"})
	k.q.Requester, k.q.Replier, k.q.Product = inquiry.Party{Operator: claimant.Operator(), Centre: claimant}, inquiry.Party{Operator: liable.Operator(), Centre: liable}, product
	fields := map[string]any{"authorizationCode": "AUT-" + string(rune('A'+n)), "amountSdr": amount}
	if code == "LRF" {
		fields = map[string]any{"ground": "packing"}
	}
	w.t = at.Add(-2 * time.Minute)
	w.step(k, replied(code, fields))
	w.t = at.Add(-time.Minute)
	w.step(k, inquiry.Event{Kind: inquiry.Closed, ClosingCode: "CLO_OK"})
	return k
}

// A month of GBA and DEA, reckoned by hand:
//
//	DEA owes GBA   EMS  30.00 + 12.50 = 42.50 (two claims)   REG  30.00 (one claim) and a refusal, 0.00   together 72.50 (four claims)
//	GBA owes DEA   EMS  40.25 (one claim)                                                                  together 40.25 (one claim)
//	balance        DEA owes GBA 72.50 - 40.25 = 32.25
func TestSettleMonth_AWorkedExample(t *testing.T) {
	s, w := begin(t)
	lost := w.add(90, "WII", nil)
	w.step(lost, replied("LST", nil))
	w.claim(1, "GBA-DON", "DEA-BON", "EMS", string(lost.q.ID), "LAC", 3000, "2026-11-01T00:00:00Z") // the first instant of the month
	w.claim(2, "GBA-DON", "DEA-BON", "EMS", "01JD0000000000000000000099", "LPT", 1250, "2026-11-12T10:00:00Z")
	w.claim(3, "GBA-DON", "DEA-BON", "REG", "", "LAC", 3000, "2026-11-30T23:59:59Z") // the last second
	w.claim(4, "GBA-DON", "DEA-BON", "REG", "", "LRF", 0, "2026-11-13T10:00:00Z")
	w.claim(5, "DEA-BON", "GBA-DON", "EMS", "", "LAC", 4025, "2026-11-14T10:00:00Z")
	w.claim(6, "GBA-DON", "DEA-BON", "EMS", "", "LAC", 9900, "2026-10-31T23:59:59Z") // the month before
	w.claim(7, "GBA-DON", "DEA-BON", "EMS", "", "LAC", 9900, "2026-12-01T00:00:00Z") // the month after
	rejected := w.claim(8, "GBA-DON", "DEA-BON", "EMS", "", "LAC", 9900, "2026-11-15T10:00:00Z")
	rejected.history[3].Kind = inquiry.Rejected // its decision was rejected, and it was closed without another: nothing is owed
	rejected.history = append(rejected.history[:2:2], rejected.history[2], inquiry.Event{Kind: inquiry.Rejected, Seq: 4}, inquiry.Event{Kind: inquiry.Closed, Seq: 5})
	w.claim(9, "GBA-DON", "FRA-PAR", "EMS", "", "LAC", 100, "2026-11-16T10:00:00Z") // another pair

	now := time.Date(2026, 12, 1, 6, 0, 0, 0, time.UTC)
	made, err := s.SettleMonth(t.Context(), "2026-11", now)
	if err != nil || len(made) != 2 {
		t.Fatal(len(made), err)
	}
	st, err := w.Statement(t.Context(), "GBA", "2026-11", "DEA", 0)
	if err != nil || st.Owed != 4025 || st.Due != 7250 || st.Claims != 5 || st.Version != 1 || st.Currency != "XDR" || !w.settled["2026-11"] {
		t.Fatalf("%+v %v", st, err)
	}
	if theirs, _ := w.Statement(t.Context(), "DEA", "2026-11", "GBA", 1); theirs.Owed != 7250 || theirs.Due != 4025 {
		t.Errorf("%+v", theirs)
	}
	got := string(w.objects["settlements/2026-11/DEA-GBA/1.csv"])
	want := strings.ReplaceAll(`record,month,version,inquiryId,itemId,product,reason,decision,authorizationCode,amount,currency,claimAmount,claimCurrency,ground,claimant,liableOperator,decidedAt,closedAt,claims
decision,2026-11,1,01JD0000000000000000000001,EE123456785GB,EMS,LST,accepted,AUT-B,30.00,XDR,45.00,EUR,,GBA,DEA,2026-10-31T23:59:00Z,2026-11-01T00:00:00Z,1
decision,2026-11,1,01JD0000000000000000000002,EE123456785GB,EMS,,part,AUT-C,12.50,XDR,45.00,EUR,,GBA,DEA,2026-11-12T09:59:00Z,2026-11-12T10:00:00Z,1
decision,2026-11,1,01JD0000000000000000000004,EE123456785GB,REG,,refused,,0.00,XDR,45.00,EUR,packing,GBA,DEA,2026-11-13T09:59:00Z,2026-11-13T10:00:00Z,1
decision,2026-11,1,01JD0000000000000000000005,EE123456785GB,EMS,,accepted,AUT-F,40.25,XDR,45.00,EUR,,DEA,GBA,2026-11-14T09:59:00Z,2026-11-14T10:00:00Z,1
decision,2026-11,1,01JD0000000000000000000003,EE123456785GB,REG,,accepted,AUT-D,30.00,XDR,45.00,EUR,,GBA,DEA,2026-11-30T23:58:59Z,2026-11-30T23:59:59Z,1
sum,2026-11,1,,,EMS,,,,42.50,XDR,,,,GBA,DEA,,,2
sum,2026-11,1,,,REG,,,,30.00,XDR,,,,GBA,DEA,,,2
total,2026-11,1,,,,,,,72.50,XDR,,,,GBA,DEA,,,4
sum,2026-11,1,,,EMS,,,,40.25,XDR,,,,DEA,GBA,,,1
total,2026-11,1,,,,,,,40.25,XDR,,,,DEA,GBA,,,1
balance,2026-11,1,,,,,,,32.25,XDR,,,,GBA,DEA,,,5
`, "\n", "\r\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	lines := strings.Split(strings.TrimSpace(string(w.objects["settlements/2026-11/DEA-GBA/1.jsonl"])), "\n")
	if len(lines) != 11 || !strings.Contains(lines[0], `"amount":"30.00"`) || !strings.Contains(lines[10], `"amount":"32.25"`) || strings.Contains(lines[10], "0001-01-01") {
		t.Error(lines)
	}

	// Again it is the same; what is found out later is a further version, and the first stays as it was.
	if made, err := s.SettleMonth(t.Context(), "2026-11", now.Add(time.Hour)); err != nil || len(made) != 0 {
		t.Error(made, err)
	}
	w.claim(10, "GBA-DON", "DEA-BON", "EMS", "", "LAC", 1, "2026-11-20T10:00:00Z")
	if made, err := s.SettleMonth(t.Context(), "2026-11", now.Add(time.Hour)); err != nil || len(made) != 1 || made[0].Version != 2 {
		t.Error(made, err)
	}
	if string(w.objects["settlements/2026-11/DEA-GBA/1.csv"]) != got {
		t.Error("the first version changed")
	}
}

func TestSettleMonth_NotBeforeItIsOver(t *testing.T) {
	s, _ := begin(t)
	if _, err := s.SettleMonth(t.Context(), "2026-11", time.Date(2026, 11, 30, 23, 59, 59, 0, time.UTC)); !problem.Is(err, "month-not-over") {
		t.Error(err)
	}
	if _, err := s.SettleMonth(t.Context(), "November", monday); !problem.Is(err, "month-invalid") {
		t.Error(err)
	}
}

func TestNightly_AsksForTheMonthThatIsOver_Once(t *testing.T) {
	s, w := begin(t)
	w.settled["2026-10"] = true
	for at, want := range map[string]string{"2026-12-01T05:59:59Z": "", "2026-12-01T06:00:00Z": "2026-11", "2027-01-05T00:00:00Z": "2026-12"} {
		now, _ := time.Parse(time.RFC3339, at)
		if got, err := s.owedMonth(t.Context(), now); got != want || err != nil {
			t.Error(at, got, err)
		}
	}
	w.settled["2026-11"] = true
	if n, err := s.Nightly(t.Context(), time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC)); n != 0 || err != nil {
		t.Error(n, err)
	}
}

func TestFetchStatement_IsForTheTwoPosts(t *testing.T) {
	s, w := begin(t)
	w.claim(1, "GBA-DON", "DEA-BON", "EMS", "", "LAC", 3000, "2026-11-12T10:00:00Z")
	if _, err := s.SettleMonth(t.Context(), "2026-11", time.Date(2026, 12, 1, 6, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		by      principal.Principal
		partner directory.OperatorCode
	}{{bea, "GBA"}, {otto, "DEA"}} {
		url, _, err := s.FetchStatement(t.Context(), c.by, "2026-11", c.partner, 1, CSV, monday)
		if err != nil || url != "settlements/2026-11/DEA-GBA/1.csv?whereabouts-settlement-2026-11-DEA-GBA-1.csv" {
			t.Error(url, err)
		}
	}
	stranger := otto
	stranger.Operator = "FRA"
	if _, _, err := s.FetchStatement(t.Context(), stranger, "2026-11", "DEA", 1, CSV, monday); !problem.Is(err, "statement-unknown") {
		t.Error(err)
	}
	if _, _, err := s.FetchStatement(t.Context(), bruno, "2026-11", "GBA", 1, CSV, monday); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
}
