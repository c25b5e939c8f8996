package tracking

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits of what people do about messages.
const (
	MaxShown  = 1 << 20 // bytes of a raw message that are shown and can be corrected on a page
	maxReason = 300     // characters
)

// Actor is who did something about a message: personal data of the operator's own staff.
type Actor struct {
	Subject string `json:"subject"`
	Name    string `json:"name"`
}

// LogValue keeps the name out of logs.
func (a Actor) LogValue() slog.Value { return slog.StringValue(a.Subject) }

// Settled says what was done about a message of which something was refused. Nothing is left to do about it then.
type Settled struct {
	At          time.Time
	By          Actor
	CorrectedBy string // receipt of the message that corrects it; "" when it was dismissed
	Reason      string // of a dismissal
}

// Look says that a person saw a message as it came, on one day.
type Look struct {
	By          Actor
	First, Last time.Time
}

// Repairs keeps what people did about messages.
type Repairs interface {
	// Resolve records what was done about a message of which something was refused. Doing the same again changes nothing; when something else
	// was done before, it is the problem Conflict "message-settled".
	Resolve(ctx context.Context, m Message, s Settled) error
	// Looked records that somebody is shown a message as it came.
	Looked(ctx context.Context, m Message, by Actor, at time.Time) error
}

// KeptMessages hands out messages as they came.
type KeptMessages interface {
	// Read returns the first bytes of a message, at most so many.
	Read(ctx context.Context, key string, most int) ([]byte, error)
	// Address returns where the message can be fetched from as a file of that name, for a while.
	Address(ctx context.Context, key, name string, lasts time.Duration) (string, error)
}

// Workbench is where people look at messages as they came, and correct what was refused.
type Workbench struct {
	Receiver *Receiver
	Messages Messages
	Repairs  Repairs
	Kept     KeptMessages
	Clock    clock.Clock
}

// Original is a message as it came.
type Original struct {
	Message
	Text    string // decoded by its character set, at most the first MaxShown bytes
	Whole   bool   // Text is all of it
	Address string // where all of it can be fetched from as a file until Expires
	Expires time.Time
}

// Trial says what would become of a message. That records are known already only sending it tells.
type Trial struct {
	Format   string
	Results  []Result // in their order; none when the message would be refused before its records can be told apart
	Rejected int
	Refusal  *Refusal // nothing of it would be taken
}

// addressLasts is how long a message can be fetched from its address.
const addressLasts = 5 * time.Minute

// Original shows a message as it came to supervisors and administrators of the operator that sent it, and to the network's administrators.
// Who looks is recorded first: who cannot be recorded is shown nothing.
func (w *Workbench) Original(ctx context.Context, actor principal.Principal, receipt string) (Original, error) {
	if !actor.Has(principal.Supervisor, principal.OperatorAdministrator, principal.NetworkAdministrator) {
		return Original{}, notYours()
	}
	report, err := w.Messages.Report(ctx, receipt)
	if err != nil {
		return Original{}, err
	}
	if report.Operator != actor.Operator && !actor.Has(principal.NetworkAdministrator) {
		return Original{}, UnknownReceipt(receipt)
	}
	now, err := w.Clock.Now(ctx)
	if err != nil {
		return Original{}, err
	}
	if err := w.Repairs.Looked(ctx, report.Message, actorOf(actor), now); err != nil {
		return Original{}, problem.New(problem.Unavailable, "look-not-recorded", "It could not be recorded that you look at this, so it is not shown. Try again.").Because(err)
	}
	body, err := w.Kept.Read(ctx, report.RawKey, MaxShown)
	if err != nil {
		return Original{}, err
	}
	out := Original{Message: report.Message, Text: edi.Decode(body), Whole: report.Size <= MaxShown, Expires: now.Add(addressLasts)}
	out.Address, err = w.Kept.Address(ctx, report.RawKey, receipt+extensions[report.Format], addressLasts)
	return out, err
}

var extensions = map[string]string{FormatJSON: ".json", FormatEDIFACT: ".edi", FormatUnknown: ".txt"}

// Try says what each record of a text would become if it were sent, without any effect. A character that the message's character set does not have
// is a refusal, like all else that is wrong with it.
func (w *Workbench) Try(ctx context.Context, actor principal.Principal, text string) (Trial, error) {
	return w.TryWith(ctx, actor, text, nil)
}

// TryWith is Try with dialects that come before all others: they are tried before they are set. One that cannot be applied is the problem "dialect-invalid".
func (w *Workbench) TryWith(ctx context.Context, actor principal.Principal, text string, dialects []json.RawMessage) (Trial, error) {
	if actor.Operator == "" {
		return Trial{}, operatorMissing()
	}
	body, wrong := encode(text)
	if wrong != nil {
		return Trial{Format: FormatEDIFACT, Refusal: wrong}, nil
	}
	drafts, err := directory.MessageSettings{Dialects: dialects}.Maps()
	if err != nil {
		return Trial{}, problem.New(problem.Invalid, "dialect-invalid", "A dialect cannot be applied.").With("dialects", "%s", err.Error())
	}
	return w.Receiver.try(ctx, actor.Operator, body, drafts)
}

// Correct sends a text in the place of a message of which something was refused. Both are kept and name each other. What was accepted of the first
// stays: that the correction repeats it has no second effect. A text of which nothing could be taken is refused and not sent.
func (w *Workbench) Correct(ctx context.Context, actor principal.Principal, receipt, text, key string) (Message, error) {
	m, now, err := w.toSettle(ctx, actor, receipt)
	if err != nil {
		return Message{}, err
	}
	if m.Settled != nil && (key == "" || m.Settled.CorrectedBy != receiptOf(actor.Operator, key)) {
		return Message{}, MessageSettled()
	}
	trial, err := w.Try(ctx, actor, text)
	if err != nil {
		return Message{}, err
	}
	if trial.Refusal != nil {
		return Message{}, trial.Refusal.problem()
	}
	body, _ := encode(text) // Try found nothing wrong with it
	by := actorOf(actor)
	sent, err := w.Receiver.Receive(ctx, actor, Submission{Body: body, ContentType: mediaTypes[trial.Format], IdempotencyKey: key, Corrects: receipt, By: &by})
	if err != nil {
		return Message{}, err
	}
	return sent, w.Repairs.Resolve(ctx, m, Settled{At: now, By: by, CorrectedBy: sent.Receipt})
}

// Dismiss records that nothing needs to be corrected of a message, and why.
func (w *Workbench) Dismiss(ctx context.Context, actor principal.Principal, receipt, reason string) error {
	m, now, err := w.toSettle(ctx, actor, receipt)
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	p := problem.New(problem.Invalid, "dismissal-invalid", "Say in a few words why nothing needs to be corrected.")
	switch {
	case reason == "":
		return p.With("reason", "is missing")
	case utf8.RuneCountInString(reason) > maxReason:
		return p.With("reason", "has more than %d characters", maxReason)
	}
	return w.Repairs.Resolve(ctx, m, Settled{At: now, By: actorOf(actor), Reason: reason})
}

// toSettle is a message of which something was refused, for somebody who may do something about it.
func (w *Workbench) toSettle(ctx context.Context, actor principal.Principal, receipt string) (Message, time.Time, error) {
	if !actor.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return Message{}, time.Time{}, notYours()
	}
	report, err := w.Messages.Report(ctx, receipt)
	if err != nil {
		return Message{}, time.Time{}, err
	}
	if report.Operator != actor.Operator {
		return Message{}, time.Time{}, UnknownReceipt(receipt)
	}
	if !report.Refused() {
		return Message{}, time.Time{}, problem.New(problem.Conflict, "nothing-to-correct", "Nothing of this message was refused.")
	}
	now, err := w.Clock.Now(ctx)
	return report.Message, now, err
}

// ToDo reports whether something of the message was refused and nobody has done anything about it.
func (m Message) ToDo() bool { return m.Refused() && m.Settled == nil }

var mediaTypes = map[string]string{FormatJSON: "application/json", FormatEDIFACT: "application/edifact"}

func actorOf(p principal.Principal) Actor { return Actor{Subject: p.Subject, Name: p.Name} }

func notYours() error {
	return problem.New(problem.Forbidden, "role-missing", "Messages as they came are the work of supervisors and administrators.")
}

// MessageSettled is the problem of a message about which something was done already.
func MessageSettled() error {
	return problem.New(problem.Conflict, "message-settled", "Somebody has corrected or dismissed this message already.")
}

func operatorMissing() error {
	return problem.New(problem.Forbidden, "operator-missing", "Only operators send tracking messages, and you belong to none.")
}

// encode writes a text in the character set that it names.
func encode(text string) ([]byte, *Refusal) {
	body, err := edi.Encode(text)
	if err != nil {
		return nil, refuse("message-invalid", "The message holds a character that its character set does not have.", Wrong{Where: "text", Reason: err.Error()})
	}
	return body, nil
}

// try reads a message as Receive would.
func (r *Receiver) try(ctx context.Context, operator principal.OperatorCode, body []byte, drafts []*edi.Map) (Trial, error) {
	how, err := r.how(ctx, operator)
	if err != nil {
		return Trial{}, err
	}
	now, err := r.Clock.Now(ctx)
	if err != nil {
		return Trial{}, err
	}
	how.maps = slices.Concat(drafts, how.maps)
	p := how.parse(body, "", now)
	if p.refusal == nil {
		if _, err := r.replaced(ctx, Message{Operator: operator, ReceivedAt: now}, &p); err != nil {
			return Trial{}, err
		}
	}
	out := Trial{Format: p.format, Results: slices.Clone(p.rejected), Rejected: len(p.rejected), Refusal: p.refusal}
	for _, e := range p.events {
		out.Results = append(out.Results, Result{Index: e.Index, ItemID: string(e.ItemID), Code: e.Code, Outcome: OutcomeAccepted})
	}
	for _, m := range p.movements {
		one := Result{Index: m.Index, ItemID: string(m.ItemID), Code: m.Code, Outcome: OutcomeAccepted}
		if m.ItemID == "" {
			one.TransportID = m.ID()
		}
		out.Results = append(out.Results, one)
	}
	slices.SortFunc(out.Results, func(a, b Result) int { return a.Index - b.Index })
	return out, nil
}
