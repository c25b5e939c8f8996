package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/functions/insight-api/api"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

var sue = principal.Principal{Subject: "sue", Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Supervisor}}

// book keeps running counts in memory, and how often they were looked at.
type book struct {
	ledgers map[string]insight.Ledger
	tallies map[insight.TallyID]insight.Tally
	reads   int
}

func (b *book) Tally(_ context.Context, id insight.TallyID) (insight.Tally, error) {
	b.reads++
	t := b.tallies[id]
	t.TallyID = id
	return t, nil
}

func (b *book) Ledgers(_ context.Context, inquiries []string) (map[string]insight.Ledger, error) {
	out := map[string]insight.Ledger{}
	for _, i := range inquiries {
		l := b.ledgers[i]
		l.Inquiry = i
		out[i] = l
	}
	return out, nil
}

func (b *book) Tallies(_ context.Context, ids []insight.TallyID) (map[insight.TallyID]insight.Tally, error) {
	out := map[insight.TallyID]insight.Tally{}
	for _, id := range ids {
		out[id] = b.tallies[id]
	}
	return out, nil
}

func (b *book) Keep(_ context.Context, ledgers []insight.Ledger, tallies []insight.Tally) error {
	for _, l := range ledgers {
		b.ledgers[l.Inquiry] = l
	}
	for _, t := range tallies {
		t.Version++
		b.tallies[t.TallyID] = t
	}
	return nil
}

func (*book) Zone(_ context.Context, centre principal.CentreID) (*time.Location, error) {
	return time.LoadLocation(map[principal.CentreID]string{"DEA-BON": "Europe/Berlin", "GBA-DON": "Europe/London"}[centre])
}

// told is the day computed by hand in docs/metrics.md, with what was told twice.
func told(t *testing.T) (out []insight.Happening) {
	t.Helper()
	for i, h := range []struct {
		inquiry, kind, at, due string
		onTime                 *bool
		minutes                int
	}{
		{"P", "sent", "25T23:20", "26T16:00", nil, 0},
		{"P", "routed", "25T23:30", "26T16:00", nil, 0},
		{"P", "opened", "26T08:10", "26T16:00", nil, 10},
		{"P", "replied", "26T09:20", "26T16:00", new(true), 80},
		{"Q", "sent", "26T08:05", "27T09:00", nil, 0},
		{"Q", "routed", "26T08:05", "27T09:00", nil, 0},
		{"Q", "replied", "26T14:50", "27T09:00", new(true), 345},
		{"R", "overdue", "26T10:01", "26T10:00", new(false), 0},
		{"R", "replied", "26T15:10", "26T10:00", nil, 900},
		{"S", "overdue", "26T11:01", "26T11:00", new(false), 0},
		{"T", "sent", "26T09:00", "30T12:00", nil, 0},
		{"T", "routed", "26T09:00", "30T12:00", nil, 0},
	} {
		happening := insight.Happening{InquiryID: h.inquiry, EventID: fmt.Sprintf("%s#%d", h.inquiry, i), Kind: h.kind, Level: 1, OnTime: h.onTime,
			RequesterOperator: "GBA", RequesterCentre: "GBA-DON", ReplierOperator: "DEA", ReplierCentre: "DEA-BON"}
		if h.inquiry == "T" {
			happening.RequesterOperator, happening.RequesterCentre, happening.ReplierOperator, happening.ReplierCentre = "DEA", "DEA-BON", "GBA", "GBA-DON"
		}
		var err1, err2 error
		happening.At, err1 = time.Parse("2006-01-02T15:04", "2026-11-"+h.at)
		happening.DueAt, err2 = time.Parse("2006-01-02T15:04", "2026-11-"+h.due)
		if err := errors.Join(err1, err2); err != nil {
			t.Fatal(err)
		}
		switch h.kind {
		case "replied":
			happening.ReplyClass, happening.WorkingMinutes = "C", &h.minutes
		case "opened":
			happening.OpenMinutes = &h.minutes
		}
		out = append(out, happening, happening)
	}
	return out
}

// lookedAt is when running counts are asked for.
var lookedAt = time.Date(2026, 11, 26, 20, 0, 0, 0, time.UTC)

// look asks for running counts as somebody, with the tag of what they have.
func look(t *testing.T, b *book, who principal.Principal, path, tag string) (*httptest.ResponseRecorder, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("If-None-Match", tag)
	w := httptest.NewRecorder()
	b.reads = 0
	api.New(api.Deps{Clock: clock.Fixed(lookedAt), Tallies: b}).ServeHTTP(w, r.WithContext(httpapi.WithPrincipal(r.Context(), who)))
	var out map[string]any
	if w.Code != http.StatusNotModified {
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil {
			t.Fatalf("%s answers %d %q", path, w.Code, w.Body)
		}
	}
	return w, out
}

func counted(t *testing.T) *book {
	t.Helper()
	b := &book{ledgers: map[string]insight.Ledger{}, tallies: map[insight.TallyID]insight.Tally{}}
	if err := errors.Join((&insight.Tallier{Book: b, Zones: b}).Count(t.Context(), told(t))...); err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDay_ComputedByHand_InOneRead(t *testing.T) {
	b := counted(t)
	w, got := look(t, b, dan, "/v1/insights/days/2026-11-26?centre=DEA-BON", "")
	if w.Code != http.StatusOK || b.reads != 1 {
		t.Fatal(w.Code, b.reads, got)
	}
	hours, _ := json.Marshal(got["hours"])
	none := `{"due":0,"onTime":0,"outstanding":0,"replies":0,"requests":0}`
	side := func(due, onTime, outstanding, replies, requests int) string {
		return fmt.Sprintf(`{"due":%d,"onTime":%d,"outstanding":%d,"replies":%d,"requests":%d}`, due, onTime, outstanding, replies, requests)
	}
	want := ""
	for _, h := range []struct {
		hour               int
		replier, requester string
	}{
		{0, side(0, 0, 0, 0, 1), none}, {9, side(0, 0, 0, 0, 1), none}, {10, side(0, 0, 0, 1, 0), side(0, 0, 0, 0, 1)}, {11, side(1, 0, 0, 0, 0), none},
		{12, side(1, 0, 1, 0, 0), none}, {15, side(0, 0, 0, 1, 0), none}, {16, side(0, 0, 0, 1, 0), none}, {17, side(1, 1, 0, 0, 0), none},
	} {
		want += fmt.Sprintf(`,{"asReplier":%s,"asRequester":%s,"hour":%d}`, h.replier, h.requester, h.hour)
	}
	if d := cmp.Diff("["+want[1:]+"]", string(hours)); d != "" {
		t.Error(d)
	}
	replier := got["total"].(map[string]any)["asReplier"].(map[string]any)
	if onTime := replier["onTime"].(map[string]any); onTime["part"] != 1.0 || onTime["whole"] != 3.0 || onTime["percent"] != 33.3 || onTime["reached"] != false || replier["outstanding"] != 1.0 {
		t.Error(replier)
	}
	if got["latest"] != "2026-11-26T15:10:00Z" {
		t.Error(got["latest"])
	}
}

func TestMonthAndNetwork_AreTheSumOfTheirRows_InTwoReads(t *testing.T) {
	b := counted(t)
	w, month := look(t, b, dan, "/v1/insights/months/2026-11", "")
	if w.Code != http.StatusOK || b.reads != 2 {
		t.Fatal(w.Code, b.reads, month)
	}
	rows := month["rows"].([]any)
	bon := rows[0].(map[string]any)
	if len(rows) != 1 || bon["code"] != "DEA-BON" || bon["before"] != nil || bon["asReplier"].(map[string]any)["onTime"].(map[string]any)["percent"] != 50.0 || bon["asRequester"] == nil {
		t.Error(month) // of the month four were due and two in time
	}
	w, network := look(t, b, nils, "/v1/insights/network/2026-11", "")
	rows = network["rows"].([]any)
	if w.Code != http.StatusOK || b.reads != 2 || len(rows) != 2 || rows[0].(map[string]any)["code"] != "DEA" || rows[0].(map[string]any)["asRequester"] != nil {
		t.Error(w.Code, b.reads, network)
	}
	if d := cmp.Diff(month["total"].(map[string]any)["asReplier"].(map[string]any)["onTime"], network["total"].(map[string]any)["asReplier"].(map[string]any)["onTime"]); d != "" {
		t.Error("only one operator answered anything due:", d)
	}
}

func TestRunning_TheSameTagIsNotSentAgain_UntilSomethingIsCounted(t *testing.T) {
	b := counted(t)
	for _, path := range []string{"/v1/insights/days/2026-11-26?centre=DEA-BON", "/v1/insights/months/2026-11", "/v1/insights/days/2026-01-01?centre=DEA-BON"} {
		first, _ := look(t, b, dan, path, "")
		if again, _ := look(t, b, dan, path, first.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s answers %d", path, again.Code)
		}
	}
	path := "/v1/insights/months/2026-11"
	first, _ := look(t, b, dan, path, "")
	h := told(t)[0]
	h.InquiryID, h.EventID = "U", "U#1"
	h.RequesterOperator, h.RequesterCentre = "DEA", "DEA-BON"
	if err := errors.Join((&insight.Tallier{Book: b, Zones: b}).Count(t.Context(), []insight.Happening{h})...); err != nil {
		t.Fatal(err)
	}
	if again, _ := look(t, b, dan, path, first.Header().Get("ETag")); again.Code != http.StatusOK {
		t.Errorf("answers %d after something was counted", again.Code)
	}
}

func TestRunning_WhoSeesWhat(t *testing.T) {
	machine := principal.Principal{Subject: "key-x", Key: "x", Operator: "GBA", Roles: principal.RolesOf([]principal.Scope{principal.Read}), Scopes: []principal.Scope{principal.Read}}
	none, nobody := principal.Principal{Subject: "x", Operator: "GBA"}, principal.Principal{}
	for _, c := range []struct {
		who  principal.Principal
		path string
		want string // slug; empty for allowed
	}{
		{ana, "/v1/insights/days/2026-11-26", ""},
		{ana, "/v1/insights/days/2026-11-26?centre=GBA-BEL", ""},
		{ana, "/v1/insights/days/2026-11-26?centre=DEA-BON", "not-your-centre"},
		{ana, "/v1/insights/months/2026-11", ""},
		{ana, "/v1/insights/months/2026-11?operator=DEA", "not-your-operator"},
		{ana, "/v1/insights/network/2026-11", "role-missing"},
		{sue, "/v1/insights/days/2026-11-26?centre=GBA-BEL", ""},
		{sue, "/v1/insights/days/2026-11-26?centre=DEA-BON", "not-your-centre"},
		{sue, "/v1/insights/months/2026-11", ""},
		{sue, "/v1/insights/months/2026-11?operator=DEA", "not-your-operator"},
		{sue, "/v1/insights/months/2026-11?operator=NETWORK", "not-your-operator"},
		{sue, "/v1/insights/network/2026-11", "role-missing"},
		{machine, "/v1/insights/days/2026-11-26?centre=GBA-BEL", ""},
		{machine, "/v1/insights/months/2026-11", ""},
		{machine, "/v1/insights/network/2026-11", "people-only"},
		{nils, "/v1/insights/days/2026-11-26", "call-centre-missing"},
		{nils, "/v1/insights/days/2026-11-26?centre=DEA-BON", ""},
		{nils, "/v1/insights/months/2026-11", "operator-missing"},
		{nils, "/v1/insights/months/2026-11?operator=DEA", ""},
		{nils, "/v1/insights/network/2026-11", ""},
		{nils, "/v1/insights/network/2026-13", "month-invalid"},
		{nils, "/v1/insights/network/2026-12", "month-not-begun"},
		{ana, "/v1/insights/months/2030-01", "month-not-begun"},
		{ana, "/v1/insights/days/2026-11-27", ""}, // it has begun from Dubai on to the east
		{ana, "/v1/insights/days/2026-11-28", "day-not-begun"},
		{nils, "/v1/insights/days/2026-02-30?centre=DEA-BON", "request-invalid"},
		{none, "/v1/insights/months/2026-11", "role-missing"},
		{none, "/v1/insights/days/2026-11-26?centre=GBA-BEL", "not-your-centre"},
		{nobody, "/v1/insights/days/2026-11-26?centre=DEA-BON", "not-your-centre"},
	} {
		_, body := look(t, counted(t), c.who, c.path, "")
		if got := slug(body); got != c.want {
			t.Errorf("%s at %s: %q, want %q", c.who.Subject, c.path, got, c.want)
		}
	}
}
