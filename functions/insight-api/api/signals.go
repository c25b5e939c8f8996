package api

import (
	"context"
	"math"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// registerSignals adds figures that have left what is usual for them to an API.
func (d Deps) registerSignals(api huma.API) {
	op := func(method, id, path, summary, description string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, DefaultStatus: status, Tags: []string{"Insights"}}
	}
	huma.Register(api, op(http.MethodGet, "list-signals", "/v1/insights/signals", "Figures that have left what is usual for them, latest first",
		"Of the caller's operator, its call centres, links and products; for network administrators of operators as wholes. For supervisors and administrators. How they are found: docs/signals.md.", 0), d.signals)
	huma.Register(api, op(http.MethodGet, "get-signal", "/v1/insights/signals/{id}", "One signal with what speaks for it",
		"The weeks that it is compared with and those since, each with what was usual, and the call centres, partners, products and steps that contribute most.", 0), d.signal)
	huma.Register(api, op(http.MethodPost, "see-signal", "/v1/insights/signals/{id}/seen", "Say that a signal is known, with a note",
		"Nobody is written to about it any more. Again it takes the place of what was said before.", http.StatusOK), d.see)
	huma.Register(api, op(http.MethodGet, "list-signal-subscribers", "/v1/insights/signals/subscribers", "Who is written to about new signals",
		"Of your operator’s; for people of the network of all operators as wholes. Administrators see everybody, supervisors themselves.", 0), d.signalSubscribers)
	huma.Register(api, op(http.MethodPut, "subscribe-to-signals", "/v1/insights/signals/subscribers/{agent}", "Have somebody written to about new signals",
		"Yourself, or as an administrator an agent of your operator: one letter after a night that found new ones. Again it changes the language, and ends a pause.", 0), d.subscribeToSignals)
	huma.Register(api, op(http.MethodDelete, "unsubscribe-from-signals", "/v1/insights/signals/subscribers/{agent}", "Have somebody written to about signals no more",
		"Yourself, or as an administrator anybody who is subscribed.", http.StatusNoContent), d.unsubscribeFromSignals)
}

// SignalSubject is what a signal is about.
type SignalSubject struct {
	Operator string `json:"operator" example:"GBA"`
	About    string `json:"about" enum:"operator,centre,link,product"`
	Name     string `json:"name" example:"DEA" doc:"Of the call centre, partner or product; empty for the operator"`
}

// SignalSeen says that somebody knows of a signal.
type SignalSeen struct {
	By   string    `json:"by" doc:"Subject"`
	Name string    `json:"name" doc:"Of a single signal only; empty for somebody whom the directory does not know any more"`
	At   time.Time `json:"at"`
	Note string    `json:"note"`
}

// SignalCard is a signal as a list shows it. Values are in the metric's unit: percent, working minutes, or a number a week.
type SignalCard struct {
	ID       string        `json:"id"`
	Subject  SignalSubject `json:"subject"`
	Side     string        `json:"side" enum:"replier,requester"`
	Metric   string        `json:"metric" example:"time-to-reply" doc:"Code of the metric"`
	Unit     string        `json:"unit" enum:"percent,minutes,count"`
	Above    bool          `json:"above" doc:"It is above what is usual; otherwise below"`
	Verdict  string        `json:"verdict" enum:"better,worse,neither" doc:"By the metric's direction"`
	Since    string        `json:"since" example:"2026-11-02" doc:"Monday of the first week outside the usual range"`
	Found    string        `json:"found" doc:"Of the week with which it began"`
	Ended    string        `json:"ended" doc:"Of the first week after it; empty while it is open"`
	Reason   string        `json:"reason" enum:",back,settled,silent" doc:"Why it ended: as before, so for so long that it is usual now, too few cases"`
	Weeks    int           `json:"weeks" doc:"Outside the usual range"`
	Value    float64       `json:"value" doc:"Of all those weeks" example:"543"`
	Part     int           `json:"part" doc:"What is divided; of a count the count"`
	Whole    *int          `json:"whole" doc:"By what; null for a count"`
	Expected float64       `json:"expected" doc:"The middle of the weeks before" example:"360"`
	Low      float64       `json:"low" doc:"What was usual in the last week outside" example:"250"`
	High     float64       `json:"high" example:"519"`
	Sure     string        `json:"sure" enum:"likely,very-likely,certain"`
	Within   string        `json:"within" doc:"The operator's own signal that this is part of; empty for none"`
	Seen     *SignalSeen   `json:"seen" doc:"Who knows of it; null for nobody"`
}

// SignalWeek is a week of a signal's figure.
type SignalWeek struct {
	Week     string   `json:"week" example:"2026-11-02" doc:"Its Monday, UTC"`
	Value    *float64 `json:"value" doc:"null when there is nothing to divide by, or the week was not counted"`
	Part     int      `json:"part"`
	Whole    *int     `json:"whole" doc:"null for a count"`
	Expected *float64 `json:"expected" doc:"null when the week could not be judged: too few cases, or too short a past"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Outside  bool     `json:"outside"`
}

// SignalWhere is a part of the subject and its share of the change.
type SignalWhere struct {
	By      string  `json:"by" enum:"centre,partner,product,step"`
	Name    string  `json:"name" example:"opening" doc:"Of a step: opening, answering"`
	Percent float64 `json:"percent" doc:"Of the change" example:"84.2"`
	Value   float64 `json:"value" doc:"Since then"`
	Before  float64 `json:"before"`
}

// Signal is a signal with what speaks for it.
type Signal struct {
	SignalCard
	Target *float64      `json:"target" doc:"Of the metric; null when nobody has set one"`
	Weekly []SignalWeek  `json:"weekly" nullable:"false" doc:"From the weeks it is compared with to the latest"`
	Where  []SignalWhere `json:"where" nullable:"false" doc:"Most first; the shares of one sort add up to 100 %"`
}

// SignalList is a page of signals.
type SignalList struct {
	Items      []SignalCard `json:"items" nullable:"false"`
	NextCursor string       `json:"nextCursor" doc:"Empty on the last page"`
}

// shown is a value in its metric's unit, to a tenth.
func shown(k signal.Kind, v float64) float64 {
	if k == signal.Share {
		v *= 100
	}
	return math.Round(10*v) / 10
}

func wholeOf(k signal.Kind, n int) *int {
	if k == signal.Count {
		return nil
	}
	return &n
}

func signalCard(s signal.Signal) SignalCard {
	m, _ := query.Metric(s.Metric)
	k := signal.KindOf(m)
	out := SignalCard{ID: s.ID, Subject: SignalSubject{string(s.Subject.Operator), string(s.Subject.About), s.Subject.Name}, Side: string(s.Side), Metric: s.Metric, Unit: unitOf(m),
		Above: s.Above, Verdict: string(s.Verdict), Since: string(s.Since), Found: string(s.Found), Ended: string(s.Ended), Reason: string(s.Reason), Weeks: s.Weeks, Value: shown(k, s.Value),
		Part: s.Part, Whole: wholeOf(k, s.Whole), Expected: shown(k, s.Expected), Low: shown(k, s.Low), High: shown(k, s.High), Sure: string(s.Sure), Within: s.Within}
	if s.Seen != nil {
		out.Seen = &SignalSeen{By: s.Seen.By, At: s.Seen.At.UTC(), Note: s.Seen.Note}
	}
	return out
}

// signalView is a signal whole, with the name of who knows of it.
func (d Deps) signalView(ctx context.Context, s signal.Signal) (*struct{ Body Signal }, error) {
	m, _ := query.Metric(s.Metric)
	k := signal.KindOf(m)
	out := &struct{ Body Signal }{Signal{SignalCard: signalCard(s), Weekly: []SignalWeek{}, Where: []SignalWhere{}}}
	out.Body.Target = target(m)
	for _, j := range s.Weekly {
		w := SignalWeek{Week: string(j.Week), Part: j.Part, Whole: wholeOf(k, j.Whole)}
		if !j.Missing && (k == signal.Count || j.Whole > 0) {
			value := shown(k, j.Value(k))
			w.Value = &value
		}
		if j.Range != nil {
			expected, low, high := shown(k, j.Expected), shown(k, j.Low), shown(k, j.High)
			w.Expected, w.Low, w.High, w.Outside = &expected, &low, &high, j.Side(j.Value(k)) != 0
		}
		out.Body.Weekly = append(out.Body.Weekly, w)
	}
	for _, w := range s.Where {
		out.Body.Where = append(out.Body.Where, SignalWhere{w.By, w.Name, shown(signal.Share, w.Part), shown(k, w.Value), shown(k, w.Before)})
	}
	if out.Body.Seen != nil {
		person, err := d.SignalSubscribers.People.Person(ctx, s.Seen.By)
		if err != nil && !problem.Is(err, "agent-unknown") {
			return nil, err
		}
		out.Body.Seen.Name = person.Name
	}
	return out, nil
}

// managers are those whom signals are for, people and systems.
func managers(ctx context.Context) (principal.Principal, error) {
	caller := httpapi.Caller(ctx)
	return caller, httpapi.Require(caller, append(slices.Clone(signal.Readers), principal.Machine)...)
}

func (d Deps) signals(ctx context.Context, in *struct {
	State   string `query:"state" enum:"open,ended" default:"open"`
	Subject string `query:"subject" maxLength:"60" pattern:"^(operator|(centre|link|product):.+)$" patternDescription:"operator, centre:…, link:… or product:…" example:"link:DEA" doc:"What they are about: operator, a call centre, a partner or a product of the operator"`
	Limit   int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor  string `query:"cursor" maxLength:"2000"`
}) (*struct{ Body SignalList }, error) {
	caller, err := managers(ctx)
	if err != nil {
		return nil, err
	}
	list := signal.ListOf(caller)
	page := signal.Page{Open: in.State == "open", Subject: in.Subject, Limit: in.Limit}
	scope := "signals " + string(list) + " " + in.State + " " + in.Subject
	if page.Position, err = d.Cursors.Open(ctx, scope, in.Cursor); err != nil {
		return nil, err
	}
	all, position, err := d.Signals.Page(ctx, list, page)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body SignalList }{SignalList{Items: []SignalCard{}}}
	for _, s := range all {
		out.Body.Items = append(out.Body.Items, signalCard(s))
	}
	out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, position)
	return out, err
}

func (d Deps) signal(ctx context.Context, in *struct {
	ID string `path:"id" minLength:"1" maxLength:"60"`
}) (*struct{ Body Signal }, error) {
	caller, err := managers(ctx)
	if err != nil {
		return nil, err
	}
	s, err := d.Signals.Signal(ctx, in.ID)
	if err == nil && !s.VisibleTo(caller) {
		err = signal.Unknown()
	}
	if err != nil {
		return nil, err
	}
	return d.signalView(ctx, s)
}

// SignalNote is what somebody says of a signal.
type SignalNote struct {
	Note string `json:"note,omitempty" maxLength:"2000" doc:"500 characters at most; everybody who sees the signal reads it"`
}

func (d Deps) see(ctx context.Context, in *struct {
	ID   string `path:"id" minLength:"1" maxLength:"60"`
	Body SignalNote
}) (*struct{ Body Signal }, error) {
	caller, err := managers(ctx)
	if err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	s, err := signal.See(ctx, d.Signals, caller, in.ID, in.Body.Note, now)
	if err != nil {
		return nil, err
	}
	return d.signalView(ctx, s)
}

func (d Deps) signalSubscribers(ctx context.Context, _ *struct{}) (*struct{ Body ReportSubscriberList }, error) {
	caller, err := managers(ctx)
	if err != nil {
		return nil, err
	}
	return subscribersOf(ctx, d.SignalSubscribers, caller)
}

func (d Deps) subscribeToSignals(ctx context.Context, in *struct {
	Agent string `path:"agent" minLength:"1" maxLength:"60" doc:"me, or the subject of a person"`
	Body  ReportSubscriptionBody
}) (*struct{ Body ReportSubscriber }, error) {
	caller, err := managers(ctx)
	if err != nil {
		return nil, err
	}
	return d.subscribeTo(ctx, d.SignalSubscribers, caller, in.Agent, in.Body.Language)
}

func (d Deps) unsubscribeFromSignals(ctx context.Context, in *struct {
	Agent string `path:"agent" minLength:"1" maxLength:"60" doc:"me, or the subject of a person"`
}) (*struct{}, error) {
	caller, err := managers(ctx)
	if err != nil {
		return nil, err
	}
	return nil, d.SignalSubscribers.Unsubscribe(ctx, caller, whom(caller, in.Agent))
}
