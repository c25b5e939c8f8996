package crm

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// simple maps events like {"do":"raise","case":"C1"} of a system that speaks our words.
var simple = Mapping{Case: Rule{From: "case"}, Action: Rule{From: "do", Otherwise: "nothing"}, Send: Rule{Otherwise: "true"}, Item: Rule{From: "item", Otherwise: "CC473124829GB"},
	Workflow: Rule{Otherwise: "WII"}, Text: Rule{From: "text"}, ClosingCode: Rule{Otherwise: "CLO_OK CLO_WDR"}}

// sender is a system with its integration.
type sender struct {
	t *testing.T
	*Service
	m      *memory
	b      *book
	g      Integration
	secret string
	at     time.Time
}

func start(t *testing.T) *sender {
	t.Helper()
	s, m, b := world(t)
	g, secret, err := s.Create(t.Context(), olga, New{Name: "CRM", Centre: "GBA-DON"}, "", now)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SetMapping(t.Context(), olga, g.ID, Any, simple, now); err != nil {
		t.Fatal(err)
	}
	on := true
	if g, err = s.Change(t.Context(), olga, g.ID, Any, Edit{On: &on}); err != nil {
		t.Fatal(err)
	}
	return &sender{t, s, m, b, g, secret, now}
}

func TestSetMapping_OverWhatWasSeenOnly(t *testing.T) {
	s, _, _ := world(t)
	g, _, err := s.Create(t.Context(), olga, New{Name: "CRM", Centre: "GBA-DON"}, "", now)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		seen    int
		refused bool
	}{{0, false}, {0, true}, {2, true}, {1, false}, {1, true}, {Any, false}} { // the first of a new integration too
		if _, _, err := s.SetMapping(t.Context(), olga, g.ID, c.seen, simple, now); problem.Is(err, "integration-changed") != c.refused || err != nil && !c.refused {
			t.Fatal(c, err)
		}
	}
}

func sign(t *testing.T, secret, id string, at time.Time, body string) Signed {
	t.Helper()
	w, err := webhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	signature, err := w.Sign(id, at, []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	return Signed{ID: id, Timestamp: strconv.FormatInt(at.Unix(), 10), Signature: signature}
}

// send signs and sends, a second later than the one before.
func (s *sender) send(id, body string) Received {
	s.t.Helper()
	s.at = s.at.Add(time.Second)
	key, err := s.Receive(s.t.Context(), s.g.ID, sign(s.t, s.secret, id, s.at, body), []byte(body), s.at, s.at)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.m.events[key]
}

func (s *sender) refused(h Signed, body string, outside time.Time) *problem.Problem {
	s.t.Helper()
	if _, err := s.Receive(s.t.Context(), s.g.ID, h, []byte(body), outside, now); err != nil {
		return problem.As(err)
	}
	s.t.Fatal("it was let in")
	return nil
}

func (s *sender) did(want ...string) {
	s.t.Helper()
	if !slices.Equal(s.b.order, want) {
		s.t.Fatalf("did %q, want %q", s.b.order, want)
	}
}

func TestReceive_ACaseFromItsBeginningToItsEnd(t *testing.T) {
	s := start(t)
	raised := s.send("1", `{"do":"raise","case":"C1"}`)
	if raised.State != Done || raised.Inquiry != "Q1" || raised.Body != nil || raised.Digest == "" || raised.Case != "C1" {
		t.Errorf("%+v", raised)
	}
	s.send("2", `{"do":"note","case":"C1","text":"rang again"}`)
	s.send("3", `{"do":"comment","case":"C1","text":"is a gift"}`)
	s.b.states["Q1"] = inquiry.StateReturned
	s.send("4", `{"do":"comment","case":"C1","text":"is blue"}`)
	s.send("5", `{"do":"nothing","case":"C1"}`)
	s.b.states["Q1"] = inquiry.StateReplied
	s.send("6", `{"do":"close","case":"C1"}`)
	s.did("raise Q1", "note rang again Q1", "note is a gift Q1", "supplement is blue Q1", "close CLO_OK Q1")
	s.b.states["Q1"] = inquiry.StateClosed
	if again := s.send("7", `{"do":"close","case":"C1"}`); again.State != Done {
		t.Error("what is closed already is what the system wants:", again.Reason)
	}
}

func TestReceive_TheSameIDAgain_HasOneEffectAndTheSameAnswer(t *testing.T) {
	s := start(t)
	first := s.send("1", `{"do":"raise","case":"C1"}`)
	second := s.send("1", `{"do":"raise","case":"C1"}`)
	if first.Key != second.Key || len(s.m.events) != 1 {
		t.Error(first.Key, second.Key)
	}
	s.did("raise Q1")
	third := s.send("1", `{"do":"raise","case":"C2"}`)
	if third.State != Waiting || third.Reason != Reused || third.Key == first.Key || !strings.Contains(third.Fields[0].Reason, first.Key) {
		t.Errorf("another body under the id: %+v", third)
	}
	if fourth := s.send("1", `{"do":"raise","case":"C2"}`); fourth.Key != third.Key || fourth.Reason != Reused {
		t.Errorf("%+v", fourth)
	}
	s.did("raise Q1")
	if r, err := s.Replay(t.Context(), olga, s.g.ID, third.Key, nil, now); err != nil || r.State != Done {
		t.Error("a person has it done all the same:", r, err)
	}
	s.did("raise Q1", "raise Q2")
}

func TestReceive_AtTheDoor(t *testing.T) {
	s := start(t)
	const body = `{"do":"raise","case":"C1"}`
	good := sign(t, s.secret, "1", now, body)
	another, foreign, err := s.Create(t.Context(), olga, New{Name: "Other", Centre: "GBA-DON"}, "", now)
	if err != nil || another.ID == s.g.ID {
		t.Fatal(err)
	}
	many := good
	many.Signature = strings.Repeat("v1,AAAA ", 10) + good.Signature
	for name, c := range map[string]struct {
		h       Signed
		body    string
		outside time.Time
		slug    string
	}{
		"another body":                     {good, body + " ", now, "signature-invalid"},
		"right for another integration":    {sign(t, foreign, "1", now, body), body, now, "signature-invalid"},
		"no headers":                       {Signed{}, body, now, "signature-invalid"},
		"another id":                       {Signed{"2", good.Timestamp, good.Signature}, body, now, "signature-invalid"},
		"another time":                     {Signed{good.ID, strconv.FormatInt(now.Unix()+1, 10), good.Signature}, body, now, "signature-invalid"},
		"a time that is none":              {Signed{good.ID, "yesterday", good.Signature}, body, now, "signature-invalid"},
		"another version of the signature": {Signed{good.ID, good.Timestamp, "v2" + good.Signature[2:]}, body, now, "signature-invalid"},
		"too many signatures":              {many, body, now, "signature-invalid"},
		"old":                              {good, body, now.Add(301 * time.Second), "signature-old"},
		"of the future":                    {good, body, now.Add(-301 * time.Second), "signature-old"},
		"too large":                        {good, strings.Repeat("x", 262145), now, "body-too-large"},
	} {
		if p := s.refused(c.h, c.body, c.outside); p.Slug != c.slug {
			t.Errorf("%s: %v", name, p)
		}
	}
	if len(s.m.events) != 0 || s.m.counted != 0 {
		t.Error("what was refused left something:", s.m.events)
	}
	if s.m.refused["signature-invalid"] != 8 || s.m.refused["signature-old"] != 2 || s.m.refused["body-too-large"] != 1 {
		t.Error("the operator is not told:", s.m.refused)
	}
	several := good
	several.Signature = "v1,AAAA v1a,BBBB " + good.Signature
	if _, err := s.Receive(t.Context(), s.g.ID, several, []byte(body), now.Add(300*time.Second), now); err != nil {
		t.Error("one of several signatures is enough, at the edge of the window:", err)
	}
	if _, err := s.Receive(t.Context(), "01NOSUCHINTEGRATION0000000", good, []byte(body), now, now); problem.As(err).Slug != "signature-invalid" {
		t.Error("who cannot sign is not told which integrations there are:", err)
	}
	off := false
	if _, err := s.Change(t.Context(), olga, s.g.ID, Any, Edit{On: &off}); err != nil {
		t.Fatal(err)
	}
	if p := s.refused(good, body, now); p.Slug != "integration-off" {
		t.Error(p)
	}
}

func TestReceive_TooManyAMinute(t *testing.T) {
	s := start(t)
	s.m.counted = 300
	p := s.refused(sign(t, s.secret, "1", now, "{}"), "{}", now)
	if p.Slug != "quota-exceeded" || p.Extra["retryAfterSeconds"] != 60 || len(s.m.events) != 0 {
		t.Error(p)
	}
}

func TestRotate_BothSecretsForAWhile(t *testing.T) {
	s := start(t)
	_, fresh, err := s.Rotate(t.Context(), olga, s.g.ID, Any, 1, now)
	if err != nil {
		t.Fatal(err)
	}
	try := func(secret, id string, at time.Time) error {
		_, err := s.Receive(t.Context(), s.g.ID, sign(t, secret, id, at, "{}"), []byte("{}"), at, at)
		return err
	}
	if err := errors.Join(try(s.secret, "1", now.Add(59*time.Minute)), try(fresh, "2", now.Add(59*time.Minute)), try(fresh, "3", now.Add(24*time.Hour))); err != nil {
		t.Error(err)
	}
	if err := try(s.secret, "4", now.Add(time.Hour)); problem.As(err).Slug != "secret-rotated" {
		t.Error(err)
	}
	if kept := fmt.Sprintf("%+v", s.m.integrations[s.g.ID]); strings.Contains(kept, fresh[6:20]) || strings.Contains(kept, s.secret[6:20]) {
		t.Error("a secret is kept in the open")
	}
}

// What comes in signed is kept whatever it is: it waits, with the reason.
func TestReceive_WhatCannotBeDoneWaits(t *testing.T) {
	for name, c := range map[string]struct{ body, reason, field string }{
		"not JSON":          {`<case/>`, Unreadable, "body"},
		"empty":             {``, Unreadable, "body"},
		"two values":        {`{} {}`, Unreadable, "body"},
		"cut off":           {`{"do":"raise"`, Unreadable, "body"},
		"nested too deep":   {strings.Repeat("[", 100_000), Unreadable, "body"},
		"too many values":   {"[" + strings.Repeat("1,", 100_000) + "1]", Unreadable, "body"},
		"no case":           {`{"do":"raise"}`, Unfit, "case"},
		"no item":           {`{"do":"raise","case":"C1","item":"CC473124820GB"}`, Unfit, "item"},
		"a case too long":   {`{"do":"raise","case":"` + strings.Repeat("x", 61) + `"}`, Unfit, "case"},
		"no text":           {`{"do":"note","case":"C1"}`, Unfit, "text"},
		"a text too long":   {`{"do":"note","case":"C1","text":"` + strings.Repeat("x", 2001) + `"}`, Unfit, "text"},
		"a case that is []": {`{"do":"note","case":{"a":1},"text":"x"}`, Unfit, "case"},
		"an unknown case":   {`{"do":"note","case":"C9","text":"x"}`, CaseUnknown, "case"},
	} {
		s := start(t)
		r := s.send("1", c.body)
		if r.State != Waiting || r.Reason != c.reason || len(r.Fields) == 0 || r.Fields[0].Name != c.field || string(r.Body) != c.body {
			t.Errorf("%s: %s %v", name, r.Reason, r.Fields)
		}
		s.did()
	}
}

func TestReceive_AnIncompleteInquiryWaits_IsCorrectedAndReplayed(t *testing.T) {
	s := start(t)
	s.b.refuse = problem.New(problem.Invalid, "inquiry-incomplete", "Not yet.").With("fields.senderName", "is missing")
	r := s.send("1", `{"do":"raise","case":"C1"}`)
	if r.State != Waiting || r.Reason != "inquiry-incomplete" || r.Fields[0].Name != "fields.senderName" {
		t.Fatalf("%+v", r)
	}
	behind := s.send("2", `{"do":"note","case":"C1","text":"rang again"}`)
	s.send("3", `{"do":"note","case":"C1","text":"and again"}`)
	if behind.Reason != BehindOthers {
		t.Errorf("%+v", behind)
	}
	s.send("4", `{"do":"raise","case":"C2"}`) // another case holds up nobody: it waits for itself
	s.b.refuse = nil
	fixed, err := s.Replay(t.Context(), olga, s.g.ID, r.Key, []byte(`{"do":"raise","case":"C1","sender":"Edith"}`), now.Add(time.Hour))
	if err != nil || fixed.State != Done || !fixed.Corrected || fixed.SettledBy.Name != "Olga" || fixed.Digest != r.Digest {
		t.Fatalf("%+v %v", fixed, err)
	}
	s.did("raise Q1", "note rang again Q1", "note and again Q1")
	if got := s.m.events[behind.Key]; got.State != Done || got.Body != nil {
		t.Errorf("%+v", got)
	}
	if _, err := s.Replay(t.Context(), olga, s.g.ID, r.Key, nil, now); problem.As(err).Slug != "event-settled" {
		t.Error(err)
	}
}

// Whoever is dismissed holds up nobody.
func TestDismiss_LetsTheNextOneGo(t *testing.T) {
	s := start(t)
	s.b.refuse = problem.New(problem.Invalid, "inquiry-incomplete", "Not yet.")
	r := s.send("1", `{"do":"raise","case":"C1"}`)
	s.b.refuse = nil
	s.send("2", `{"do":"note","case":"C1","text":"rang again"}`)
	s.did()
	s.b.byHand = []inquiry.Inquiry{{ID: "H", State: inquiry.StateSent}}
	gone, err := s.Dismiss(t.Context(), olga, s.g.ID, r.Key, now)
	if err != nil || gone.State != Dismissed || gone.Body != nil {
		t.Fatal(gone, err)
	}
	s.did("note rang again H")
}

// A comment that overtakes its case is done as soon as the case is there.
func TestReceive_ACommentBeforeItsCase(t *testing.T) {
	s := start(t)
	if r := s.send("2", `{"do":"note","case":"C1","text":"first"}`); r.Reason != CaseUnknown {
		t.Fatal(r.Reason)
	}
	s.send("3", `{"do":"note","case":"C1","text":"second"}`)
	raise := s.send("1", `{"do":"raise","case":"C1"}`)
	if raise.State == Done {
		s.did("raise Q1", "note first Q1", "note second Q1")
		return
	}
	t.Errorf("the case waits for its comment: %s", raise.Reason)
}

func TestReceive_ACommentWhileItsCaseIsRaised(t *testing.T) {
	s := start(t)
	s.b.raising = func() {
		s.b.raising = nil
		s.send("2", `{"do":"note","case":"C1","text":"at once"}`)
	}
	s.send("1", `{"do":"raise","case":"C1"}`)
	s.did("raise Q1", "note at once Q1")
}

func TestReceive_WhatFailedHere_IsDoneWhenItIsSentAgain(t *testing.T) {
	s := start(t)
	s.m.failSettle = errors.New("the table is away")
	body := `{"do":"raise","case":"C1"}`
	h := sign(t, s.secret, "1", now, body)
	_, err := s.Receive(t.Context(), s.g.ID, h, []byte(body), now, now)
	if p := problem.As(err); p.Slug != Failed || p.Kind != problem.Unavailable {
		t.Fatal(err)
	}
	if r := s.m.events[keyOf("1")]; r.State != Waiting || r.Reason != Unprocessed {
		t.Errorf("it is not to be seen: %+v", r)
	}
	s.m.failSettle = nil
	if r := s.send("1", body); r.State != Done || r.Inquiry != "Q1" {
		t.Errorf("%+v", r)
	}
	s.did("raise Q1")
}

func TestReceive_ASecondRaiseOfACase(t *testing.T) {
	s := start(t)
	s.send("1", `{"do":"raise","case":"C1"}`)
	second := s.send("2", `{"do":"raise","case":"C1"}`)
	if second.Reason != CaseRaised || second.Inquiry != "Q1" {
		t.Errorf("%+v", second)
	}
	s.b.states["Q1"] = inquiry.StateClosed
	if r, err := s.Replay(t.Context(), olga, s.g.ID, second.Key, nil, now); err != nil || r.State != Done || r.Inquiry != "Q2" {
		t.Error("the first has ended:", r, err)
	}
}

func TestReceive_ACaseThatPeopleRaised(t *testing.T) {
	s := start(t)
	s.b.byHand = []inquiry.Inquiry{{ID: "H1", State: inquiry.StateClosed}, {ID: "H2", State: inquiry.StateSent}}
	s.send("1", `{"do":"note","case":"C1","text":"x"}`)
	s.did("note x H2")
	s.b.byHand = []inquiry.Inquiry{{ID: "H3", State: inquiry.StateSent}, {ID: "H4", State: inquiry.StateSent}}
	if r := s.send("2", `{"do":"note","case":"C2","text":"x"}`); r.Reason != Ambiguous {
		t.Error(r.Reason)
	}
}

func TestAdministration_IsTheOwnAdministrators(t *testing.T) {
	s := start(t)
	r := s.send("1", `{"do":"note","case":"C9","text":"x"}`)
	agent, machine := olga, olga
	agent.Roles, machine.Key = nil, "k"
	for _, by := range []struct {
		p    string
		call func() error
	}{
		{"list", func() error { _, err := s.Integrations(t.Context(), agent, now); return err }},
		{"a key", func() error {
			_, _, err := s.Create(t.Context(), machine, New{Name: "x", Centre: "GBA-DON"}, "", now)
			return err
		}},
		{"another's", func() error { _, err := s.Integration(t.Context(), other, s.g.ID, now); return err }},
		{"another's event", func() error { _, _, err := s.Event(t.Context(), other, s.g.ID, r.Key, now); return err }},
		{"another's replay", func() error { _, err := s.Replay(t.Context(), other, s.g.ID, r.Key, nil, now); return err }},
		{"another's secret", func() error { _, _, err := s.Rotate(t.Context(), other, s.g.ID, Any, 0, now); return err }},
	} {
		if p := problem.As(by.call()); p.Kind != problem.Forbidden && p.Kind != problem.NotFound {
			t.Errorf("%s: %v", by.p, p)
		}
	}
	for field, n := range map[string]New{"name": {Centre: "GBA-DON"}, "centre": {Name: "x", Centre: "DEA-FRA"}, "system": {Name: "x", Centre: "GBA-DON", System: "siebel"}} {
		if _, _, err := s.Create(t.Context(), olga, n, "", now); len(problem.As(err).Fields) == 0 || problem.As(err).Fields[0].Name != field {
			t.Error(field, err)
		}
	}
}

func TestCreate_OnceForTheSameRequest(t *testing.T) {
	s, m, _ := world(t)
	n := New{Name: "CRM", Centre: "GBA-DON", System: "zendesk"}
	g, secret, err := s.Create(t.Context(), olga, n, "k", now)
	if err != nil || !strings.HasPrefix(secret, SecretMark) || g.Mapping != 1 || g.On {
		t.Fatal(g, err)
	}
	if _, _, err := s.Create(t.Context(), olga, n, "k", now); problem.As(err).Slug != "integration-made" || len(m.integrations) != 1 {
		t.Error(err)
	}
	on := true
	bare, _, err := s.Create(t.Context(), olga, New{Name: "bare", Centre: "GBA-DON"}, "", now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Change(t.Context(), olga, bare.ID, Any, Edit{On: &on}); problem.As(err).Slug != "integration-refused" {
		t.Error("turned on without a mapping:", err)
	}
	if _, err := s.Change(t.Context(), olga, g.ID, 9, Edit{On: &on}); problem.As(err).Slug != "integration-changed" {
		t.Error(err)
	}
}

func TestEvent_WhoLooksAtABodyIsRecordedFirst(t *testing.T) {
	s := start(t)
	r := s.send("1", `{"do":"note","case":"C9","text":"x"}`)
	for range 2 {
		if _, got, err := s.Event(t.Context(), olga, s.g.ID, r.Key, now); err != nil || string(got.Body) == "" || len(got.Looks) != 1 || got.Looks[0] != (Look{directory.Editor{Subject: "olga", Name: "Olga"}, "2026-11-26"}) {
			t.Fatal(got, err)
		}
	}
	s.m.failSettle = errors.New("the table is away")
	if _, got, err := s.Event(t.Context(), olga, s.g.ID, r.Key, now.AddDate(0, 0, 1)); err == nil {
		t.Error("shown without a record:", got)
	}
}

// Where what waited for an event could not be done after it, sending the event again does it.
func TestReceive_SentAgain_GoesOnWithWhatWaits(t *testing.T) {
	s := start(t)
	s.b.refuse = problem.New(problem.Invalid, "inquiry-incomplete", "Not yet.")
	first := s.send("1", `{"do":"raise","case":"C1"}`)
	s.send("2", `{"do":"note","case":"C1","text":"x"}`)
	s.b.refuse = nil
	s.m.events[first.Key] = first.settle(Done, now, directory.Editor{}) // as it is when the table went away just then
	s.m.cases["C1"] = Case{Inquiry: "Q9", Event: first.Key}
	s.send("1", `{"do":"raise","case":"C1"}`)
	s.did("note x Q9")
}
