package tracking_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var (
	sam  = principal.Principal{Subject: "sam", Name: "Sam", Operator: "GBA", Roles: []principal.Role{principal.Supervisor}}
	olga = principal.Principal{Subject: "olga", Name: "Olga", Operator: "GBA", Roles: []principal.Role{principal.OperatorAdministrator}}
	nils = principal.Principal{Subject: "nils", Name: "Nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	dora = principal.Principal{Subject: "dora", Name: "Dora", Operator: "USA", Roles: []principal.Role{principal.Supervisor}}
)

func (w *world) Resolve(_ context.Context, m tracking.Message, s tracking.Settled) error {
	there := w.messages[m.Receipt]
	if there.Settled != nil && (there.Settled.CorrectedBy != s.CorrectedBy || there.Settled.Reason != s.Reason) {
		return tracking.MessageSettled()
	}
	there.Settled = &s
	w.messages[m.Receipt] = there
	return w.fault("resolve")
}

func (w *world) Looked(_ context.Context, m tracking.Message, by tracking.Actor, _ time.Time) error {
	w.looks = append(w.looks, m.Receipt+" "+by.Name)
	return w.fault("look")
}

func (w *world) Read(_ context.Context, key string, most int) ([]byte, error) {
	return w.raw[key][:min(most, len(w.raw[key]))], nil
}

func (w *world) Address(_ context.Context, key, name string, _ time.Duration) (string, error) {
	return "https://bucket.example/" + key + "?as=" + name, nil
}

func (w *world) workbench() *tracking.Workbench {
	return &tracking.Workbench{Receiver: w.receiver(), Messages: w, Repairs: w, Kept: w, Clock: clock.Fixed(now)}
}

// broken is an EDIFACT message with a wrong check digit beside a right one.
const broken = "UNB+UNOC:3+GBA+DEA+261122:1015+EV7'UNH+1+EMSEVT:3:0:UP'GID+1'PCI++EE123456790GB'STS+EMA'DTM+334:202611201000UTC:303'LOC+175+GBLALA'NAD+SIG+++Z\xf6e'" +
	"GID+2'PCI++CC473124829DE'STS+EMA'DTM+334:202611201000UTC:303'LOC+175+DEFRAA'UNT+13+1'UNZ+1+EV7'"

func sendBroken(t *testing.T, w *world) tracking.Message {
	t.Helper()
	m := receive(t, w, tracking.Submission{Body: []byte(broken), ContentType: "application/edifact"})
	if m.Rejected != 1 || m.Events != 2 || !m.ToDo() {
		t.Fatalf("%+v", m)
	}
	return m
}

func TestOriginal_IsShownToWhoMaySeeIt_AndLookingIsRecordedFirst(t *testing.T) {
	w := newWorld()
	m := sendBroken(t, w)
	for _, who := range []principal.Principal{sam, olga, nils} {
		o, err := w.workbench().Original(t.Context(), who, m.Receipt)
		if err != nil || !o.Whole || !strings.Contains(o.Text, "Zöe") || !strings.HasSuffix(o.Address, m.Receipt+".edi") || !o.Expires.After(now) {
			t.Errorf("%s: %+v %v", who.Name, o, err)
		}
	}
	if got := strings.Join(w.looks, ","); got != "R1 Sam,R1 Olga,R1 Nils" {
		t.Error(got)
	}
	if _, err := w.workbench().Original(t.Context(), ana, m.Receipt); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
	if _, err := w.workbench().Original(t.Context(), dora, m.Receipt); !problem.Is(err, "receipt-unknown") {
		t.Error("another operator's receipt does not exist", err)
	}
	w.faults["look"] = true
	if o, err := w.workbench().Original(t.Context(), sam, m.Receipt); problem.As(err).Kind != problem.Unavailable || o.Text != "" {
		t.Error("who cannot be recorded is shown nothing", err)
	}
}

func TestOriginal_ThatIsLarge_IsShownInPart(t *testing.T) {
	w := newWorld()
	body := "UNB+UNOA:2+" + strings.Repeat("x", tracking.MaxShown)
	_, err := w.receiver().Receive(t.Context(), sam, tracking.Submission{Body: []byte(body)})
	receipt, _ := problem.As(err).Extra["receipt"].(string)
	if o, err := w.workbench().Original(t.Context(), sam, receipt); err != nil || o.Whole || len(o.Text) != tracking.MaxShown {
		t.Error(len(o.Text), o.Whole, err)
	}
}

func TestTry_SaysWhatWouldBecomeOfEachRecord_WithoutEffect(t *testing.T) {
	w := newWorld()
	trial, err := w.workbench().Try(t.Context(), ana, strings.ReplaceAll(broken, "\xf6", "ö"))
	if err != nil || trial.Refusal != nil || len(trial.Results) != 2 || trial.Rejected != 1 {
		t.Fatalf("%+v %v", trial, err)
	}
	if bad, good := trial.Results[0], trial.Results[1]; bad.Outcome != tracking.OutcomeRejected || !strings.Contains(bad.Reason, "check digit") || good.Outcome != tracking.OutcomeAccepted || good.ItemID != "CC473124829DE" {
		t.Errorf("%+v", trial.Results)
	}
	for text, slug := range map[string]string{
		"": "message-empty", "UNB+UNOA:2+é'": "message-invalid", strings.Replace(broken, "UNT+13", "UNT+12", 1): "message-invalid", "{": "message-unreadable",
	} {
		if trial, err := w.workbench().Try(t.Context(), ana, strings.ReplaceAll(text, "\xf6", "ö")); err != nil || trial.Refusal == nil || trial.Refusal.Slug != slug {
			t.Errorf("%q: %+v %v", text, trial.Refusal, err)
		}
	}
	if len(w.messages)+len(w.raw)+len(w.queued) != 0 {
		t.Error("a trial has an effect")
	}
	if _, err := w.workbench().Try(t.Context(), nils, "{}"); !problem.Is(err, "operator-missing") {
		t.Error(err)
	}
}

func TestCorrect_SendsAMessageThatNamesTheFirst_AndBothAreKept(t *testing.T) {
	w := newWorld()
	m := sendBroken(t, w)
	w.drain(t)
	right := strings.NewReplacer("790GB", "799GB", "\xf6", "ö").Replace(broken)
	again, err := w.workbench().Correct(t.Context(), sam, m.Receipt, right, "key")
	if err != nil {
		t.Fatal(err)
	}
	w.drain(t)
	first, second := w.messages[m.Receipt], w.messages[again.Receipt]
	if first.Settled == nil || first.Settled.CorrectedBy != second.Receipt || first.Settled.By.Name != "Sam" || first.ToDo() {
		t.Errorf("%+v", first.Settled)
	}
	if second.Corrects != first.Receipt || second.By == nil || second.By.Subject != "sam" || second.Refused() {
		t.Errorf("%+v", second)
	}
	if string(w.raw[first.RawKey]) != broken || !strings.Contains(string(w.raw[second.RawKey]), "Z\xf6e") {
		t.Error("both are kept, each in its character set")
	}
	r, err := w.Report(t.Context(), second.Receipt)
	if err != nil || r.Counts() != (tracking.Counts{Stored: 1, Duplicate: 1}) {
		t.Errorf("what was accepted the first time has no second effect: %+v %v", r.Counts(), err)
	}
	if same, err := w.workbench().Correct(t.Context(), sam, m.Receipt, right, "key"); err != nil || same.Receipt != again.Receipt || len(w.messages) != 2 {
		t.Error("the same key has one effect", same.Receipt, err)
	}
	if _, err := w.workbench().Correct(t.Context(), olga, m.Receipt, right, "another"); !problem.Is(err, "message-settled") || len(w.messages) != 2 {
		t.Error("it was corrected already", err)
	}
	if err := w.workbench().Dismiss(t.Context(), olga, m.Receipt, "No."); !problem.Is(err, "message-settled") {
		t.Error(err)
	}
}

func TestCorrect_ThatDiedBetweenSendingAndSettling_IsMadeWholeByTheNextTry(t *testing.T) {
	w := newWorld()
	m := sendBroken(t, w)
	right := strings.NewReplacer("790GB", "799GB", "\xf6", "ö").Replace(broken)
	w.faults["send"] = true
	if _, err := w.workbench().Correct(t.Context(), sam, m.Receipt, right, "key"); err == nil || w.messages[m.Receipt].Settled != nil {
		t.Fatal("it fails, and the first message still waits", err)
	}
	delete(w.faults, "send")
	if _, err := w.workbench().Correct(t.Context(), sam, m.Receipt, right, "key"); err != nil || w.messages[m.Receipt].Settled == nil || len(w.messages) != 2 {
		t.Fatal(err)
	}
}

func TestCorrect_Refuses(t *testing.T) {
	w := newWorld()
	m := sendBroken(t, w)
	fine := receive(t, w, tracking.Submission{Body: body(parcel)})
	for _, c := range []struct {
		who                 principal.Principal
		receipt, text, slug string
	}{
		{ana, m.Receipt, "{}", "role-missing"}, {dora, m.Receipt, "{}", "receipt-unknown"}, {sam, "R9", "{}", "receipt-unknown"},
		{sam, fine.Receipt, "{}", "nothing-to-correct"}, {sam, m.Receipt, "{", "message-unreadable"}, {sam, m.Receipt, `{"events":[7]}`, "message-rejected"},
	} {
		if _, err := w.workbench().Correct(t.Context(), c.who, c.receipt, c.text, ""); !problem.Is(err, c.slug) {
			t.Errorf("%s corrects %s with %q: %v", c.who.Subject, c.receipt, c.text, err)
		}
	}
	if len(w.messages) != 2 || w.messages[m.Receipt].Settled != nil {
		t.Error("what is refused is not sent")
	}
}

func TestDismiss_NeedsAReason(t *testing.T) {
	w := newWorld()
	m := sendBroken(t, w)
	for _, reason := range []string{"", "  ", strings.Repeat("x", 301)} {
		if err := w.workbench().Dismiss(t.Context(), sam, m.Receipt, reason); !problem.Is(err, "dismissal-invalid") {
			t.Errorf("%q: %v", reason, err)
		}
	}
	if err := w.workbench().Dismiss(t.Context(), ana, m.Receipt, "No."); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
	if err := w.workbench().Dismiss(t.Context(), sam, m.Receipt, " A test of the partner’s. "); err != nil {
		t.Fatal(err)
	}
	if s := w.messages[m.Receipt].Settled; s == nil || s.Reason != "A test of the partner’s." || s.CorrectedBy != "" {
		t.Errorf("%+v", s)
	}
	w.faults["resolve"] = true
	if err := w.workbench().Dismiss(t.Context(), sam, m.Receipt, "A test of the partner’s."); err == nil || errors.Is(err, tracking.MessageSettled()) {
		t.Error(err)
	}
}
