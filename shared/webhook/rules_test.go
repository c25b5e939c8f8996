package webhook

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/change"
	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var now = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

func terms(t testing.TB) Terms {
	t.Helper()
	x, err := TermsOf()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestTerms_TryForThreeDays(t *testing.T) {
	x := terms(t)
	var sum time.Duration
	for i, d := range x.Retries {
		sum += time.Duration(d)
		if d <= 0 || i > 0 && i < len(x.Retries)-1 && d < x.Retries[i-1] {
			t.Errorf("retry %d after %s", i+1, time.Duration(d))
		}
	}
	if sum != 72*time.Hour {
		t.Errorf("the schedule takes %s", sum)
	}
	if !strings.Contains(x.Origin, "[A]") || x.JitterPercent < 1 || x.JitterPercent > 50 || x.Slots < 1 || x.Timeout <= 0 || x.AnswerBytes > 64<<10 || x.ShownBytes > x.AnswerBytes ||
		x.KeepDays*24 < 2*72 || time.Duration(x.DisabledAfter) != 5*24*time.Hour || len(x.Probes) == 0 || x.CircuitFailures < 2 ||
		time.Duration(x.Slice)+4*time.Duration(x.Timeout) > lease || x.OverlapHours > x.MaxOverlapHours {
		t.Errorf("%+v", x)
	}
}

func told(kind, workflow string) change.Change {
	return change.Change{ID: "01Q.4", Type: "inquiry." + kind, Operator: "GBA", Sequence: 4, At: now,
		Inquiry: change.Inquiry{ID: "01Q", Workflow: workflow, Product: "EMS", Centre: "GBA-DON", Sides: []string{change.Requester}}}
}

func TestWants_EachFilterNarrows(t *testing.T) {
	c := told("replied", "WII")
	for _, x := range []struct {
		name string
		e    Endpoint
		want bool
	}{
		{"everything", Endpoint{Operator: "GBA"}, true},
		{"another operator", Endpoint{Operator: "DEA"}, false},
		{"the type", Endpoint{Operator: "GBA", Settings: Settings{Types: []string{"inquiry.sent", "inquiry.replied"}}}, true},
		{"another type", Endpoint{Operator: "GBA", Settings: Settings{Types: []string{"inquiry.sent"}}}, false},
		{"the workflow", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Workflows: []string{"WII"}}}}, true},
		{"another workflow", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Workflows: []string{"CUS"}}}}, false},
		{"another product", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Products: []string{"PPS"}}}}, false},
		{"the centre", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Centres: []principal.CentreID{"GBA-DON"}}}}, true},
		{"another centre", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Centres: []principal.CentreID{"GBA-BRS"}}}}, false},
		{"the side", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Side: change.Requester}}}, true},
		{"the other side", Endpoint{Operator: "GBA", Settings: Settings{Filter: Filter{Side: change.Replier}}}, false},
	} {
		if got := x.e.Wants(c); got != x.want {
			t.Errorf("%s: %t", x.name, got)
		}
	}
}

func TestSettings_WhatIsRefused(t *testing.T) {
	good := Settings{Name: "CRM", URL: "https://crm.post.example/hooks?key=1", Contact: "edi@post.example", Language: "de", Types: []string{"inquiry.replied"},
		Filter: Filter{Centres: []principal.CentreID{"GBA-DON"}, Side: change.Replier}}
	if err := good.check("GBA", false); err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		field  string
		change func(*Settings)
	}{
		"no name":           {"name", func(s *Settings) { s.Name = "" }},
		"two lines":         {"name", func(s *Settings) { s.Name = "a\nb" }},
		"no mail":           {"contact", func(s *Settings) { s.Contact = "Edi <edi@post.example>" }},
		"language":          {"language", func(s *Settings) { s.Language = "tlh" }},
		"type":              {"types", func(s *Settings) { s.Types = []string{"inquiry.exploded"} }},
		"workflow":          {"filter.workflows", func(s *Settings) { s.Filter.Workflows = []string{""} }},
		"another's centre":  {"filter.centres", func(s *Settings) { s.Filter.Centres = []principal.CentreID{"DEA-FRA"} }},
		"side":              {"filter.side", func(s *Settings) { s.Filter.Side = "both" }},
		"no TLS":            {"url", func(s *Settings) { s.URL = "http://crm.post.example" }},
		"port":              {"url", func(s *Settings) { s.URL = "https://crm.post.example:8443/" }},
		"password":          {"url", func(s *Settings) { s.URL = "https://u:p@crm.post.example/" }},
		"fragment":          {"url", func(s *Settings) { s.URL = "https://crm.post.example/#x" }},
		"this machine":      {"url", func(s *Settings) { s.URL = "https://localhost/" }},
		"this machine too":  {"url", func(s *Settings) { s.URL = "https://[::ffff:127.0.0.1]/" }},
		"metadata":          {"url", func(s *Settings) { s.URL = "https://169.254.169.254/latest" }},
		"private":           {"url", func(s *Settings) { s.URL = "https://10.0.0.1/" }},
		"no domain":         {"url", func(s *Settings) { s.URL = "https://crm/" }},
		"internal":          {"url", func(s *Settings) { s.URL = "https://crm.internal./" }},
		"very long":         {"url", func(s *Settings) { s.URL = "https://crm.post.example/" + strings.Repeat("x", 500) }},
		"nothing":           {"url", func(s *Settings) { s.URL = "" }},
		"no address at all": {"url", func(s *Settings) { s.URL = "https://" }},
	} {
		s := good
		x.change(&s)
		p := problem.As(s.check("GBA", false))
		if p.Slug != "endpoint-refused" || !slices.ContainsFunc(p.Fields, func(f problem.Field) bool { return f.Name == x.field }) {
			t.Errorf("%s: %v", name, p)
		}
	}
	local := good
	local.URL = "http://127.0.0.1:9000/hook"
	if err := local.check("GBA", true); err != nil {
		t.Error("the local stage:", err)
	}
	if local.check("GBA", false) == nil {
		t.Error("this machine, outside the local stage")
	}
	local.URL = "http://10.0.0.1:9000/hook"
	if local.check("GBA", true) == nil {
		t.Error("another machine inside, from the local stage")
	}
}

func TestRotated_TwoSecretsForAWhile(t *testing.T) {
	e := Endpoint{Secrets: []Secret{{Sealed: "one"}}}
	e = e.Rotated("two", time.Hour, now)
	at := func(x time.Time) (out []string) {
		for _, s := range e.Signing(x) {
			out = append(out, s.Sealed)
		}
		return out
	}
	if d := cmp.Diff([]string{"two", "one"}, at(now.Add(59*time.Minute))); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"two"}, at(now.Add(time.Hour))); d != "" {
		t.Error(d)
	}
	e = e.Rotated("three", time.Hour, now)
	if d := cmp.Diff([]string{"three", "two"}, at(now)); d != "" {
		t.Error("the one before the one before signs no longer:", d)
	}
	if e = e.Rotated("four", 0, now); len(e.Signing(now)) != 1 {
		t.Error("without overlap the one before ends at once")
	}
}

func TestDelivery_TheScheduleTakesThreeDays(t *testing.T) {
	x := terms(t)
	rapid.Check(t, func(rt *rapid.T) {
		d, at := Delivery{State: Waiting}, now
		for d.State == Waiting {
			a := Attempt{Number: d.Tries + 1, At: at, Status: rapid.SampledFrom([]int{0, 301, 400, 404, 429, 500, 503}).Draw(rt, "status")}
			after := d.After(a, 0, x, rapid.Float64Range(-1, 1).Draw(rt, "jitter"))
			if after.Tries != d.Tries+1 || after.Last != a {
				rt.Fatalf("%+v", after)
			}
			if after.State == Waiting && !after.NextAt.After(at) {
				rt.Fatalf("attempt %d again at %s", a.Number, after.NextAt)
			}
			if after.State == Waiting {
				at = after.NextAt
			}
			d = after
		}
		if took := d.Ended.Sub(now); d.State != Failed || d.Tries != len(x.Retries)+1 || took < 64*time.Hour || took > 80*time.Hour {
			rt.Fatalf("%s after %d attempts and %s", d.State, d.Tries, took)
		}
	})
}

func TestDelivery_RetryAfterIsFollowedToADay(t *testing.T) {
	x := terms(t)
	d := Delivery{State: Waiting}
	a := Attempt{Number: 1, At: now, Status: 503}
	if got := d.After(a, time.Hour, x, 0).NextAt; !got.Equal(now.Add(time.Hour)) {
		t.Error(got)
	}
	if got := d.After(a, 1000*time.Hour, x, 0).NextAt; !got.Equal(now.Add(24 * time.Hour)) {
		t.Error(got)
	}
	if got := d.After(a, time.Second, x, 0).NextAt; !got.Equal(now.Add(5 * time.Second)) {
		t.Error("no sooner than the schedule says:", got)
	}
}

func TestDelivery_WhatAnEndpointRefusesAltogether_IsHeldAgainstNone(t *testing.T) {
	x := terms(t)
	d := Delivery{State: Waiting, Refusals: len(x.Retries)}
	for _, a := range []Attempt{{Number: 9, At: now, Status: 500, Probe: true}, {Number: 9, At: now, Status: 410}} {
		if got := d.After(a, 0, x, 0); got.State != Waiting || got.Refusals != d.Refusals || !got.NextAt.After(now) {
			t.Errorf("%+v", got)
		}
	}
	replayed := Delivery{State: Failed, Refusals: 13, Tries: 14, Ended: now, Message: "01Q.4"}.Replayed()
	if replayed.State != Waiting || replayed.Refusals != 0 || replayed.Tries != 14 || replayed.Replays != 1 || replayed.Message != "01Q.4" || !replayed.Ended.IsZero() {
		t.Errorf("%+v", replayed)
	}
}

func TestHealth_ACircuitOpensProbesAndCloses(t *testing.T) {
	x := terms(t)
	var h Health
	fail := func(at time.Time, probe bool) { h = h.After(Attempt{At: at, Status: 503, Probe: probe}, x) }
	for range x.CircuitFailures - 1 {
		fail(now, false)
	}
	if h.Condition() != Active {
		t.Fatal("open too early")
	}
	fail(now.Add(time.Second), false)
	if h.Condition() != Open || !h.ProbeAt.Equal(now.Add(31*time.Second)) || !h.FailingSince.Equal(now) {
		t.Fatalf("%+v", h)
	}
	before := h
	if fail(now.Add(2*time.Second), false); h.ProbeAt != before.ProbeAt || h.Probes != 0 {
		t.Errorf("a call that was under way counts as a probe: %+v", h)
	}
	if _, ok := h.MayProbe(now.Add(30*time.Second), x); ok {
		t.Error("probed too early")
	}
	at := now.Add(31 * time.Second)
	claimed, ok := h.MayProbe(at, x)
	if _, second := claimed.MayProbe(at, x); !ok || second {
		t.Error("one probe at a time")
	}
	h = claimed
	last := time.Duration(0)
	for range 20 {
		fail(at, true)
		if pause := h.ProbeAt.Sub(at); pause < last || pause > 15*time.Minute {
			t.Fatalf("probe again after %s", pause)
		} else {
			last = pause
		}
		at = h.ProbeAt
	}
	h = h.After(Attempt{At: at, Status: 204, Probe: true}, x)
	if h.Condition() != Active || h.Failures != 0 || !h.FailingSince.IsZero() || h.SucceededAt.IsZero() {
		t.Errorf("%+v", h)
	}
}

func TestHealth_DisabledAfterFiveDaysOrByGone(t *testing.T) {
	x := terms(t)
	h := Health{Failures: 20, FailingSince: now, OpenedAt: now}
	if got := h.After(Attempt{At: now.Add(120*time.Hour - time.Minute), Failure: outbound.TimedOut, Probe: true}, x); got.Condition() != Open {
		t.Errorf("too early: %+v", got)
	}
	h = h.After(Attempt{At: now.Add(120 * time.Hour), Failure: outbound.TimedOut, Probe: true}, x)
	if h.Condition() != Disabled || h.Disabled != Unanswered {
		t.Errorf("%+v", h)
	}
	if _, ok := h.MayProbe(now.Add(999*time.Hour), x); ok {
		t.Error("probed though disabled")
	}
	if got := (Health{}).After(Attempt{At: now, Status: 410}, x); got.Disabled != Gone {
		t.Errorf("%+v", got)
	}
	if got := h.Switched(true, Editor{}, now); got.Condition() != Active || got.Failures != 0 {
		t.Errorf("%+v", got)
	}
	if got := (Health{}).Switched(false, Editor{"olga", "Olga"}, now); got.Disabled != ByPerson || got.DisabledBy.Subject != "olga" {
		t.Errorf("%+v", got)
	}
}

func TestLetter_OnceEach(t *testing.T) {
	x := terms(t)
	h := Health{OpenedAt: now}
	l, h := h.Letter(now, x)
	if l != LetterOpened {
		t.Fatal(l)
	}
	if again, _ := h.Letter(now.Add(time.Hour), x); again != LetterNone {
		t.Error(again)
	}
	h.OpenedAt = now.Add(2 * time.Hour) // it closed and opened again on the same day
	if again, _ := h.Letter(now.Add(3*time.Hour), x); again != LetterNone {
		t.Error("a second mail on one day:", again)
	}
	if again, _ := h.Letter(now.Add(25*time.Hour), x); again != LetterOpened {
		t.Error(again)
	}
	h.DisabledAt, h.Disabled = now.Add(3*time.Hour), Unanswered
	l, h = h.Letter(now.Add(4*time.Hour), x)
	if again, _ := h.Letter(now.Add(99*time.Hour), x); l != LetterDisabled || again != LetterNone {
		t.Error(l, again)
	}
	if l, _ := (Health{DisabledAt: now, Disabled: ByPerson}).Letter(now, x); l != LetterNone {
		t.Error("whoever switched it off knows:", l)
	}
}

func TestHeaders_VerifyWithEachSecret(t *testing.T) {
	one, err := newSecret(strings.NewReader(strings.Repeat("1", 32)))
	if err != nil || !strings.HasPrefix(one, "whsec_") {
		t.Fatal(one, err)
	}
	two := secretMark + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("2", 32)))
	body := []byte(`{"id":"01Q.4"}`)
	got, err := headers("01Q.4", time.Now(), body, []string{two, one})
	if err != nil {
		t.Fatal(err)
	}
	h := http.Header{}
	for k, v := range got {
		h.Set(k, v)
	}
	for _, secret := range []string{one, two} {
		w, _ := standardwebhooks.NewWebhook(secret)
		if err := w.Verify(body, h); err != nil {
			t.Error(err)
		}
		if w.Verify([]byte(`{"id":"01Q.5"}`), h) == nil {
			t.Error("another body verifies")
		}
	}
	if _, err := newSecret(strings.NewReader("short")); err == nil {
		t.Error("a secret without randomness")
	}
}

func TestShown_IsTextThatDoesNoHarm(t *testing.T) {
	for in, want := range map[string]string{"ok": "ok", "a\x00b\x1b[31m": "a\uFFFDb\uFFFD[31m", "\xff\xfe": "\uFFFD", "one\ntwo": "one\ntwo"} {
		if got, cut := shown([]byte(in), 10); got != want || cut {
			t.Errorf("%q is %q", in, got)
		}
	}
	if got, cut := shown([]byte("größer als"), 3); got != "gr" || !cut {
		t.Errorf("%q", got)
	}
	rapid.Check(t, func(rt *rapid.T) {
		in := rapid.SliceOf(rapid.Byte()).Draw(rt, "in")
		if got, _ := shown(in, 16); strings.ContainsAny(got, "\x00\x1b\r") || len([]rune(got)) > 16 {
			rt.Fatalf("%q", got)
		}
	})
}

func TestDeliveryID_RoundTrip(t *testing.T) {
	d := Delivery{Lane: Lane{"01E", "01Q"}, Sequence: 12}
	if l, n, ok := parseID(d.ID()); !ok || l != d.Lane || n != 12 {
		t.Error(l, n, ok)
	}
	for _, bad := range []string{"", "a.b", "a.b.0", "a.b.x", "a.b.01", "a.b.1.2", "a.b.-1"} {
		if _, _, ok := parseID(bad); ok {
			t.Errorf("%q was read", bad)
		}
	}
}

// web/src/logic/webhooks.test.ts holds the very same example and verifies it with the reference library in JavaScript.
func TestHeaders_AgreeWithTheReferenceInAnotherLanguage(t *testing.T) {
	secret, err := newSecret(strings.NewReader(strings.Repeat("1", 32)))
	if err != nil {
		t.Fatal(err)
	}
	got, err := headers("01Q.4", time.Date(2026, 11, 26, 9, 12, 0, 0, time.UTC), []byte(`{"id":"01Q.4","type":"inquiry.replied","data":{"replyCode":"DLV"}}`), []string{secret})
	if err != nil || got["webhook-timestamp"] != "1795684320" {
		t.Fatal(got, err)
	}
	if want := "v1,sU7iJg43/rkEhBV6Wdb8vAx+hTGhbD4pjJoxbgLGyn4="; got["webhook-signature"] != want {
		t.Errorf("%s, not %s", got["webhook-signature"], want)
	}
}
