package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// maxText is over what can be shown and corrected, escaped as JSON.
const maxText = 4 << 20

// registerCorrections adds what people do about messages of which something was refused.
func registerCorrections(api huma.API, d Deps) {
	huma.Register(api, huma.Operation{OperationID: "get-tracking-message-raw", Method: http.MethodGet, Path: "/v1/tracking/messages/{receipt}/raw",
		Tags: []string{"Tracking"}, Summary: "A message as it came",
		Description: "For supervisors and administrators of the operator that sent it, and the network's administrators. Who looks is recorded first."}, d.raw)
	huma.Register(api, huma.Operation{OperationID: "try-tracking-message", Method: http.MethodPost, Path: "/v1/tracking/messages/trial",
		Tags: []string{"Tracking"}, Summary: "What would become of a message", MaxBodyBytes: maxText,
		Description: "Says what each record would become, without any effect. That a record is known already only sending it tells."}, d.try)
	huma.Register(api, huma.Operation{OperationID: "correct-tracking-message", Method: http.MethodPost, Path: "/v1/tracking/messages/{receipt}/corrections",
		Tags: []string{"Tracking"}, Summary: "Send a message once more, corrected", DefaultStatus: http.StatusAccepted, MaxBodyBytes: maxText,
		Description: "The correction is a message of its own; both are kept and name each other. What was accepted of the first stays, and repeating it has no second effect. " +
			"A text of which nothing could be taken is refused and not sent."}, d.correct)
	huma.Register(api, huma.Operation{OperationID: "dismiss-tracking-message", Method: http.MethodPost, Path: "/v1/tracking/messages/{receipt}/dismissal",
		Tags: []string{"Tracking"}, Summary: "Say that nothing needs to be corrected", DefaultStatus: http.StatusNoContent}, d.dismiss)
}

// personView is one of the operator's own staff.
type personView struct {
	Subject string `json:"subject"`
	Name    string `json:"name"`
}

func personOf(a *tracking.Actor) *personView {
	if a == nil {
		return nil
	}
	return &personView{a.Subject, a.Name}
}

type settledView struct {
	At          time.Time   `json:"at"`
	By          *personView `json:"by"`
	CorrectedBy string      `json:"correctedBy" doc:"Receipt of the message that corrects it; empty when it was dismissed"`
	Reason      string      `json:"reason" doc:"Of a dismissal"`
}

func settledOf(s *tracking.Settled) *settledView {
	if s == nil {
		return nil
	}
	return &settledView{At: s.At, By: personOf(&s.By), CorrectedBy: s.CorrectedBy, Reason: s.Reason}
}

type lookView struct {
	By    *personView `json:"by"`
	First time.Time   `json:"first"`
	Last  time.Time   `json:"last"`
}

func looksOf(r tracking.Report, caller principal.Principal) []lookView {
	out := []lookView{}
	if !caller.Has(principal.OperatorAdministrator) {
		return out
	}
	for _, l := range r.Looks {
		out = append(out, lookView{personOf(&l.By), l.First, l.Last})
	}
	return out
}

type receiptInput struct {
	Receipt string `path:"receipt" minLength:"1" maxLength:"64"`
}

type rawOutput struct {
	Body struct {
		Receipt string    `json:"receipt"`
		Format  string    `json:"format" enum:"json,edifact,unknown"`
		Size    int       `json:"size" doc:"Bytes"`
		Text    string    `json:"text" doc:"Decoded by the character set that the message names; at most its first 1,048,576 bytes"`
		Whole   bool      `json:"whole" doc:"The text is all of it"`
		URL     string    `json:"url" doc:"All of it, as a file, until expiresAt"`
		Expires time.Time `json:"expiresAt"`
	}
}

func (d Deps) raw(ctx context.Context, in *receiptInput) (*rawOutput, error) {
	o, err := d.Workbench.Original(ctx, httpapi.Caller(ctx), in.Receipt)
	if err != nil {
		return nil, err
	}
	out := &rawOutput{}
	out.Body.Receipt, out.Body.Format, out.Body.Size, out.Body.Text, out.Body.Whole, out.Body.URL, out.Body.Expires = o.Receipt, o.Format, o.Size, o.Text, o.Whole, o.Address, o.Expires
	return out, nil
}

type tryInput struct {
	Body struct {
		Text     string           `json:"text" doc:"The message, as text. It is written in the character set that it names"`
		Dialects []map[string]any `json:"dialects,omitempty" maxItems:"20" doc:"Maps that come before all others, to be tried before they are set"`
	}
}

type tryOutput struct {
	Body struct {
		Format   string        `json:"format" enum:"json,edifact,unknown"`
		Events   int           `json:"events" doc:"Records in the message; 0 when it would be refused before they can be told apart"`
		Rejected int           `json:"rejected"`
		Refusal  *refusalView  `json:"refusal" doc:"Why nothing of it would be taken; null when something would"`
		Outcomes []outcomeView `json:"outcomes" doc:"The first 500, those that would be rejected first"`
	}
}

// maxTried is how many outcomes of a trial are told: nobody corrects more at once.
const maxTried = 500

func (d Deps) try(ctx context.Context, in *tryInput) (*tryOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	drafts := make([]json.RawMessage, len(in.Body.Dialects))
	for i, one := range in.Body.Dialects {
		raw, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}
		drafts[i] = raw
	}
	trial, err := d.Workbench.TryWith(ctx, caller, in.Body.Text, drafts)
	if err != nil {
		return nil, err
	}
	out := &tryOutput{}
	out.Body.Format, out.Body.Events, out.Body.Rejected, out.Body.Refusal, out.Body.Outcomes = trial.Format, len(trial.Results), trial.Rejected, refusalOf(trial.Refusal), []outcomeView{}
	for _, rejected := range []bool{true, false} {
		for _, r := range trial.Results {
			if (r.Outcome == tracking.OutcomeRejected) == rejected && len(out.Body.Outcomes) < maxTried {
				out.Body.Outcomes = append(out.Body.Outcomes, outcomeOf(r))
			}
		}
	}
	return out, nil
}

type correctInput struct {
	Receipt        string `path:"receipt" minLength:"1" maxLength:"64"`
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"255" doc:"The same key with the same body has one effect and one answer"`
	Body           struct {
		Text string `json:"text" doc:"The whole message, corrected"`
	}
}

func (d Deps) correct(ctx context.Context, in *correctInput) (*sendOutput, error) {
	m, err := d.Workbench.Correct(ctx, httpapi.Caller(ctx), in.Receipt, in.Body.Text, in.IdempotencyKey)
	if err != nil {
		return nil, err
	}
	out := &sendOutput{}
	out.Body.Receipt, out.Body.Status, out.Body.Events, out.Body.Rejected = m.Receipt, tracking.Queued, m.Events, m.Rejected
	return out, nil
}

type dismissInput struct {
	Receipt string `path:"receipt" minLength:"1" maxLength:"64"`
	Body    struct {
		Reason string `json:"reason" doc:"At most 300 characters"`
	}
}

func (d Deps) dismiss(ctx context.Context, in *dismissInput) (*struct{}, error) {
	return nil, d.Workbench.Dismiss(ctx, httpapi.Caller(ctx), in.Receipt, in.Body.Reason)
}

// behind tells supervisors and administrators which message of their own operator brought each event.
func behind(caller principal.Principal, events []tracking.Event, views []eventView) {
	if !caller.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return
	}
	for i, e := range events {
		if e.Sender == caller.Operator {
			views[i].Receipt, views[i].Index = e.Receipt, &e.Index
		}
	}
}

// supersededOf are the events that no longer count.
func supersededOf(item tracking.Item, release *catalogue.Release, takesPart bool) []eventView {
	item.Events = item.Superseded
	out := eventsOf(item, tracking.Item{}, release, takesPart)
	for i, e := range item.Superseded {
		out[i].SupersededBy = e.SupersededBy
	}
	return out
}

// replacementView is what a message does to an earlier one.
type replacementView struct {
	Number  string `json:"number" doc:"By which it names the earlier message"`
	Receipt string `json:"receipt" doc:"Of the earlier message; empty when none of that number is known"`
	Cancels bool   `json:"cancels"`
}

func replacementsOf(m tracking.Message) []replacementView {
	out := []replacementView{}
	for _, r := range m.Replaces {
		v := replacementView{Number: r.Number, Cancels: r.Cancels}
		if r.Earlier != nil {
			v.Receipt = r.Earlier.Receipt
		}
		out = append(out, v)
	}
	return out
}
