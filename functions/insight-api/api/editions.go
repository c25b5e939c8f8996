package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// registerEditions adds what has to do with editions of reports, their corrections and the runs that make them.
func (d Deps) registerEditions(api huma.API) {
	op := func(method, id, path, summary, description string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, DefaultStatus: status, Tags: []string{"Reports"}}
	}
	huma.Register(api, op(http.MethodGet, "list-report-editions", "/v1/reports/{id}/editions", "Every edition of a report, latest first",
		"A provisional edition is followed by the next one; a final one is frozen, and a correction puts another beside it with its reason. Each can be read and downloaded.", 0), d.editions)
	huma.Register(api, op(http.MethodGet, "list-report-changes", "/v1/reports/{id}/changes", "What an edition says differently from another, figure by figure",
		"Without to it is the latest edition, without from the one before it. The total comes first, then row by row.", 0), d.changes)
	huma.Register(api, op(http.MethodPost, "correct-reports", "/v1/reports/corrections", "Have a month counted again whose reports are final",
		"For network administrators. Each report whose figures differ gets another version beside the frozen one, with the reason; the others stay as they are. "+
			"The run is listed at once and takes a minute. The same Idempotency-Key again begins no second one.", http.StatusAccepted), d.correct)
	huma.Register(api, op(http.MethodGet, "list-report-runs", "/v1/reports/runs", "The runs that make monthly reports, latest month first",
		"For administrators: how far each has come, and whose report failed. An operator administrator sees failures of their own report only.", 0), d.runs)
}

// ReportEdition is an edition of a report.
type ReportEdition struct {
	ReportCard
	Reason  string `json:"reason" doc:"Why it was corrected; empty for what no correction made"`
	Counted string `json:"counted" doc:"SHA-256 of the counts that it was made from: editions with the same were made from the same"`
}

// ReportEditionList is a report's editions.
type ReportEditionList struct {
	Items []ReportEdition `json:"items"`
}

func (d Deps) editions(ctx context.Context, in *struct {
	ID string `path:"id" minLength:"1" maxLength:"60" example:"monthly-2026-11-GBA"`
}) (*struct{ Body ReportEditionList }, error) {
	editions, err := d.listed(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body ReportEditionList }{ReportEditionList{Items: make([]ReportEdition, len(editions))}}
	for i, e := range editions {
		out.Body.Items[i] = ReportEdition{card(e), e.Reason, insight.CountedDigest(e.Counted)}
	}
	return out, nil
}

// listed returns the editions of a report the caller may see; one without editions is unknown.
func (d Deps) listed(ctx context.Context, id string) ([]insight.Report, error) {
	parsed, err := visible(ctx, id)
	if err != nil {
		return nil, err
	}
	editions, err := d.Reports.Editions(ctx, parsed)
	if err == nil && len(editions) == 0 {
		err = insight.Unknown()
	}
	return editions, err
}

// ReportChange is a figure that differs.
type ReportChange struct {
	Operator string      `json:"operator" doc:"Of the row; empty for the total"`
	Centre   string      `json:"centre" doc:"Of the row; empty for the total and for an operator's row"`
	Name     string      `json:"name" doc:"Of the row"`
	Side     string      `json:"side" enum:"replier,requester"`
	Metric   string      `json:"metric" example:"on-time-reply" doc:"Code of the metric"`
	Unit     string      `json:"unit" enum:"percent,perMille,minutes,count"`
	Before   ReportValue `json:"before"`
	After    ReportValue `json:"after"`
}

// ReportValue is a metric with what it is made of.
type ReportValue struct {
	Value *float64 `json:"value" doc:"In the unit, rounded to a tenth; null where there is nothing to divide by"`
	Part  int      `json:"part" doc:"Of a share the part, of an average the sum, of a count itself"`
	Whole int      `json:"whole" doc:"Of a share the whole, of an average the number; 0 for a count"`
}

// ReportChanges is how two editions of a report differ.
type ReportChanges struct {
	From   string         `json:"from" example:"final-v1" doc:"Empty where the edition is the first"`
	To     string         `json:"to" example:"final-v2"`
	Reason string         `json:"reason" doc:"Of the later one"`
	Items  []ReportChange `json:"items"`
}

func (d Deps) changes(ctx context.Context, in *struct {
	ID   string `path:"id" minLength:"1" maxLength:"60" example:"monthly-2026-11-GBA"`
	From string `query:"from" maxLength:"30" example:"final-v1"`
	To   string `query:"to" maxLength:"30" example:"final-v2"`
}) (*struct{ Body ReportChanges }, error) {
	editions, err := d.listed(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	place := func(edition string, otherwise int) (int, bool) {
		if edition == "" {
			return otherwise, otherwise < len(editions)
		}
		i := slices.IndexFunc(editions, func(r insight.Report) bool { return r.Edition.String() == edition })
		return i, i >= 0
	}
	to, ok := place(in.To, 0)
	if !ok {
		return nil, insight.Unknown()
	}
	out := &struct{ Body ReportChanges }{ReportChanges{To: editions[to].Edition.String(), Reason: editions[to].Reason, Items: []ReportChange{}}}
	from, ok := place(in.From, to+1)
	if !ok && in.From != "" {
		return nil, insight.Unknown()
	}
	if !ok { // the first edition: nothing came before it
		return out, nil
	}
	out.Body.From = editions[from].Edition.String()
	before, err := d.Reports.Edition(ctx, editions[from].ReportID, editions[from].Edition)
	if err != nil {
		return nil, err
	}
	after, err := d.Reports.Edition(ctx, editions[to].ReportID, editions[to].Edition)
	if err != nil {
		return nil, err
	}
	for _, c := range insight.Changes(before, after) {
		out.Body.Items = append(out.Body.Items, ReportChange{string(c.Operator), string(c.Centre), c.Name, string(c.Side), c.Metric.Code, unitOf(c.Metric),
			value(c.Metric, c.Before), value(c.Metric, c.After)})
	}
	return out, nil
}

func unitOf(m insight.Metric) string {
	switch {
	case m.Ratio != nil:
		return "percent"
	case m.Rate != nil:
		return "perMille"
	case m.Mean != nil:
		return "minutes"
	default:
		return "count"
	}
}

func value(m insight.Metric, v insight.Value) ReportValue {
	out := ReportValue{Part: v.Part, Whole: v.Whole}
	switch {
	case m.Ratio != nil:
		out.Value = tenths(insight.Ratio(v).Tenths())
	case m.Rate != nil:
		out.Value = tenths(insight.Rate{Part: v.Part, Items: v.Whole}.Tenths())
	case m.Mean != nil:
		out.Value = tenths(insight.Mean{Total: v.Part, Count: v.Whole}.Tenths())
	default:
		out.Value = tenths(10*v.Part, true)
	}
	return out
}

// ReportCorrection asks for a correction.
type ReportCorrection struct {
	Month  string `json:"month" maxLength:"7" example:"2026-11"`
	Reason string `json:"reason" maxLength:"1000" doc:"10 to 300 characters; everybody who reads the report sees it"`
}

// ReportRun is how far the making of a month's reports has come.
type ReportRun struct {
	ID       string     `json:"id" example:"2026-11-final"`
	Kind     string     `json:"kind" enum:"schedule,correction,hand"`
	Month    string     `json:"month" example:"2026-11"`
	State    string     `json:"state" enum:"provisional,final" doc:"Of the reports it makes"`
	Operator string     `json:"operator" example:"" doc:"Of a run by hand, whose report alone it makes, NETWORK for the network's; empty for all, and where its figures are not the caller's to see"`
	Stage    string     `json:"stage" enum:"waiting,running,stopped,superseded,left,done" doc:"stopped: it failed, and is taken up again by itself. superseded: it was not done when the month became final; the final run makes its reports. left: it failed and is not taken up again, since it was begun by hand or its month is over for more than a year"`
	Reason   string     `json:"reason" doc:"Of a correction"`
	AskedAt  time.Time  `json:"askedAt"`
	AskedBy  string     `json:"askedBy" doc:"Subject of the network administrator who asked for a correction; empty for all others"`
	EndedAt  *time.Time `json:"endedAt" doc:"null while it is not done"`
	Total    int        `json:"total" doc:"Reports to make; 0 before that is known"`
	Done     int        `json:"done" doc:"Of them, those that are made or needed no new edition"`
	Made     int        `json:"made" doc:"New editions"`
	Mailed   int        `json:"mailed" doc:"Letters to subscribers"`
	Differed int        `json:"differed" doc:"Of how many operators, the network among them, the dashboards' running counts of the month were not what was counted, and were replaced by it"`
	Failed   []string   `json:"failed" doc:"Operators whose report failed the last time"`
}

func runView(r insight.Run, by principal.Principal, now time.Time) ReportRun {
	v := ReportRun{ID: string(r.ID), Kind: string(r.Kind), Month: string(r.Month), State: string(r.State), Stage: string(r.Stage(now)), Reason: r.Reason, AskedAt: r.At.UTC(), AskedBy: r.By,
		Total: r.Total, Done: len(r.Done), Made: r.Made, Mailed: r.Mailed, Differed: r.Differed, Failed: []string{}}
	if !r.Ended.IsZero() {
		ended := r.Ended.UTC()
		v.EndedAt = &ended
	}
	for op := range r.Failed {
		if insight.VisibleTo(by, op) {
			v.Failed = append(v.Failed, string(op))
		}
	}
	slices.Sort(v.Failed)
	if insight.VisibleTo(by, r.Only) {
		v.Operator = string(r.Only)
	}
	return v
}

func (d Deps) correct(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body ReportCorrection
}) (*struct{ Body ReportRun }, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.NetworkAdministrator); err != nil {
		return nil, err
	}
	month, err := insight.ParseMonth(in.Body.Month)
	if err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	r, err := d.Correct.Ask(ctx, caller, month, in.Body.Reason, in.Key, now)
	if err != nil {
		return nil, err
	}
	return &struct{ Body ReportRun }{runView(r, caller, now)}, nil
}

// ReportRunList is the latest runs.
type ReportRunList struct {
	Items []ReportRun `json:"items"`
}

func (d Deps) runs(ctx context.Context, in *struct {
	Limit int `query:"limit" minimum:"1" maximum:"100" default:"25"`
}) (*struct{ Body ReportRunList }, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.NetworkAdministrator, principal.OperatorAdministrator); err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	runs, err := d.Runs.Runs(ctx, in.Limit)
	if err != nil {
		return nil, err
	}
	out := &struct{ Body ReportRunList }{ReportRunList{Items: make([]ReportRun, len(runs))}}
	for i, r := range runs {
		out.Body.Items[i] = runView(r, caller, now)
	}
	return out, nil
}
