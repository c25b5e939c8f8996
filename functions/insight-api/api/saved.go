package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// registerSaved adds saved reports to an API.
func (d Deps) registerSaved(api huma.API) {
	op := func(method, id, path, summary, about string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: about, DefaultStatus: status, Tags: []string{"Insights"}, MaxBodyBytes: maxQuery}
	}
	const match = " Send the ETag back as If-Match: 412 when it was changed in between."
	huma.Register(api, op(http.MethodGet, "list-saved-reports", "/v1/insights/saved", "Saved reports by name",
		"Your own, and those that are shared among the people of your operator; network administrators have those of the network.", 0), d.savedReports)
	huma.Register(api, op(http.MethodPost, "create-saved-report", "/v1/insights/saved", "Save a question as a report",
		"At most 100 of a person, and 200 that are shared among the people of an operator. To copy one that is shared with you, post what it says.", http.StatusCreated), d.saveReport)
	huma.Register(api, op(http.MethodGet, "get-saved-report", "/v1/insights/saved/{id}", "A saved report", "Without figures: ask for them with its queries.", 0), d.savedReport)
	huma.Register(api, op(http.MethodPut, "change-saved-report", "/v1/insights/saved/{id}", "Change a saved report",
		"Only who saved it. Supervisors and administrators may end the sharing of others’: the same again with shared false."+match, 0), d.changeReport)
	huma.Register(api, op(http.MethodDelete, "delete-saved-report", "/v1/insights/saved/{id}", "Delete a saved report",
		"Who saved it, and of shared ones supervisors and administrators."+match, http.StatusNoContent), d.deleteReport)
	huma.Register(api, op(http.MethodPost, "ask-saved-report", "/v1/insights/saved/{id}/queries", "Ask for the figures of a saved report",
		"Its months are found now; then it is as if its query had been posted to /v1/insights/queries: 200 with the figures, or 202.", http.StatusOK), d.askSaved)
}

// ReportPeriod is some months: from and to, or the last so many.
type ReportPeriod struct {
	From    string `json:"from,omitempty" maxLength:"20" doc:"The first month, UTC" example:"2026-09"`
	To      string `json:"to,omitempty" maxLength:"20" doc:"The last month" example:"2026-11"`
	Last    int    `json:"last,omitempty" minimum:"0" maximum:"1000" doc:"Instead of from and to: the last so many months, 1 to 60, counted when it is asked" example:"3"`
	Running bool   `json:"running,omitempty" doc:"With last: the month that is not over is the last of them"`
}

// ReportQuery is a question whose months are found when it is asked.
type ReportQuery struct {
	Measures   []string      `json:"measures" maxItems:"50" nullable:"false" doc:"Codes of metrics; at most 12" example:"[\"on-time-reply\"]"`
	Sides      []string      `json:"sides" maxItems:"10" nullable:"false" doc:"replier, requester or both" example:"[\"replier\"]"`
	Dimensions []string      `json:"dimensions,omitempty" maxItems:"50" nullable:"false" doc:"As of a query; at most 4" example:"[\"centre\"]"`
	Filters    []QueryFilter `json:"filters,omitempty" maxItems:"50" nullable:"false" doc:"All must hold"`
	Period     ReportPeriod  `json:"period"`
	Compare    string        `json:"compare,omitempty" maxLength:"20" doc:"As of a query" example:"lastYear"`
	Whose      string        `json:"whose,omitempty" maxLength:"20" doc:"everyone: also the sums of other posts, as of a query" example:"everyone"`
}

func (q ReportQuery) question() query.Question {
	d := QueryDefinition{Measures: q.Measures, Sides: q.Sides, Dimensions: q.Dimensions, Filters: q.Filters, Compare: q.Compare, Whose: q.Whose}.definition()
	return query.Question{Definition: d, Period: query.Period{From: insight.Month(q.Period.From), To: insight.Month(q.Period.To), Last: q.Period.Last, Running: q.Period.Running}}
}

func questionView(q query.Question) ReportQuery {
	d := definitionView(q.Definition)
	return ReportQuery{Measures: d.Measures, Sides: d.Sides, Dimensions: d.Dimensions, Filters: d.Filters, Compare: d.Compare, Whose: d.Whose,
		Period: ReportPeriod{string(q.Period.From), string(q.Period.To), q.Period.Last, q.Period.Running}}
}

// ReportSchedule is when whoever saved a report is written to about it.
type ReportSchedule struct {
	Every    string `json:"every" maxLength:"10" doc:"week or month" example:"month"`
	Weekday  int    `json:"weekday,omitempty" doc:"Of a week: 1 Monday … 7 Sunday, UTC" example:"1"`
	Day      int    `json:"day,omitempty" doc:"Of a month: 1 … 28" example:"2"`
	Format   string `json:"format" maxLength:"10" doc:"Of the file that the letter leads to: xlsx, csv or json. No file is mailed" example:"xlsx"`
	Language string `json:"language,omitempty" maxLength:"10" doc:"Of the letter: en, fr, de or es. Left out: that of Accept-Language" example:"en"`
}

// SavedReportBody is what is saved.
type SavedReportBody struct {
	Name        string          `json:"name" maxLength:"500" doc:"1 to 80 characters" example:"On time by call centre"`
	Description string          `json:"description,omitempty" maxLength:"2000" doc:"At most 400 characters"`
	Query       ReportQuery     `json:"query"`
	Chart       string          `json:"chart" maxLength:"20" doc:"table, bars, line, stacked or heat" example:"bars"`
	Shared      bool            `json:"shared,omitempty" doc:"With everybody of the operator, who read and copy it"`
	Schedule    *ReportSchedule `json:"schedule,omitempty" doc:"null or left out: nobody is written to"`
}

func (b SavedReportBody) saved(language string) query.Saved {
	s := query.Saved{Name: b.Name, Description: b.Description, Question: b.Query.question(), Chart: query.ChartKind(b.Chart), Shared: b.Shared}
	if b.Schedule != nil {
		s.Schedule = &query.Schedule{Every: b.Schedule.Every, Weekday: b.Schedule.Weekday, Day: b.Schedule.Day, Format: insight.Format(b.Schedule.Format), Language: b.Schedule.Language}
		if s.Schedule.Language == "" {
			s.Schedule.Language = languageOf(language)
		}
	}
	return s
}

// ReportOwner is who saved a report.
type ReportOwner struct {
	Subject string `json:"subject"`
	Name    string `json:"name,omitempty" doc:"Left out for somebody whom the directory does not know any more"`
}

// ReportLastRun is what became of the latest letter about a saved report.
type ReportLastRun struct {
	At     time.Time `json:"at"`
	State  string    `json:"state" enum:"sent,failed"`
	Reason string    `json:"reason,omitempty" doc:"Slug of the problem that kept it from being sent" example:"query-budget-spent"`
}

// SavedReport is a saved report.
type SavedReport struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Description string          `json:"description"`
	Query       ReportQuery     `json:"query"`
	Chart       string          `json:"chart" enum:"table,bars,line,stacked,heat"`
	Shared      bool            `json:"shared"`
	Owner       ReportOwner     `json:"owner"`
	Mine        bool            `json:"mine" doc:"You saved it"`
	MayRemove   bool            `json:"mayRemove" doc:"You may end its sharing and delete it"`
	Schedule    *ReportSchedule `json:"schedule"`
	NextOn      string          `json:"nextOn,omitempty" doc:"The day on which the next letter goes out, UTC" example:"2026-12-02"`
	LastRun     *ReportLastRun  `json:"lastRun"`
	Version     int             `json:"version"`
	CreatedAt   time.Time       `json:"createdAt"`
	UpdatedAt   time.Time       `json:"updatedAt"`
}

func savedView(l query.Listed, by principal.Principal) SavedReport {
	s := l.Saved
	v := SavedReport{ID: string(s.ID), Name: s.Name, Description: s.Description, Query: questionView(s.Question), Chart: string(s.Chart), Shared: s.Shared, Owner: ReportOwner{s.By, l.Person},
		Mine: s.By == by.Subject, MayRemove: s.RemovedBy(by), NextOn: s.Due, Version: s.Version, CreatedAt: s.CreatedAt.UTC(), UpdatedAt: s.UpdatedAt.UTC()}
	if s.Schedule != nil {
		v.Schedule = &ReportSchedule{s.Schedule.Every, s.Schedule.Weekday, s.Schedule.Day, string(s.Schedule.Format), s.Schedule.Language}
	}
	if s.LastRun != nil {
		v.LastRun = &ReportLastRun{s.LastRun.At.UTC(), string(s.LastRun.State), s.LastRun.Reason}
	}
	return v
}

// asks is who asks, who may be a system where people is false, and when.
func (d Deps) asks(ctx context.Context, people bool) (principal.Principal, time.Time, error) {
	by := httpapi.Caller(ctx)
	roles := principal.Roles
	if people {
		roles = principal.Groups
	}
	if err := httpapi.Require(by, roles...); err != nil {
		return by, time.Time{}, err
	}
	now, err := d.Clock.Now(ctx)
	return by, now, err
}

// SavedReportList is a page of saved reports.
type SavedReportList struct {
	Items      []SavedReport `json:"items" nullable:"false"`
	NextCursor string        `json:"nextCursor" doc:"Empty on the last page"`
}

type savedListOutput struct{ Body SavedReportList }

func (d Deps) savedReports(ctx context.Context, in *struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"100"`
	Cursor string `query:"cursor" maxLength:"2000"`
}) (*savedListOutput, error) {
	by, _, err := d.asks(ctx, false)
	if err != nil {
		return nil, err
	}
	scope := fmt.Sprintf("saved reports %s %s", by.Operator, by.Subject)
	position, err := d.Cursors.Open(ctx, scope, in.Cursor)
	if err != nil {
		return nil, err
	}
	page, next, err := d.Library.Page(ctx, by, query.SavedPage{Limit: in.Limit, AfterName: position["name"], AfterID: query.SavedID(position["id"])})
	if err != nil {
		return nil, err
	}
	out := &savedListOutput{SavedReportList{Items: make([]SavedReport, len(page))}}
	for i, l := range page {
		out.Body.Items[i] = savedView(l, by)
	}
	if next {
		last := page[len(page)-1]
		out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, map[string]string{"name": last.Name, "id": string(last.ID)})
	}
	return out, err
}

type savedOutput struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     SavedReport
}

func savedAnswer(l query.Listed, by principal.Principal) *savedOutput {
	return &savedOutput{ETag: strconv.Quote(strconv.Itoa(l.Version)), Body: savedView(l, by)}
}

func (d Deps) saveReport(ctx context.Context, in *struct {
	Key      string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Language string `header:"Accept-Language" maxLength:"200" doc:"Of the letters, where the schedule names none: en, fr, de or es; otherwise English"`
	Body     SavedReportBody
}) (*savedOutput, error) {
	by, now, err := d.asks(ctx, true)
	if err != nil {
		return nil, err
	}
	l, err := d.Library.Create(ctx, by, in.Body.saved(in.Language), in.Key, now)
	if err != nil {
		return nil, err
	}
	out := savedAnswer(l, by)
	out.Location = "/v1/insights/saved/" + string(l.ID)
	return out, nil
}

// BySavedReport names a saved report.
type BySavedReport struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"a saved report's id"`
}

func (d Deps) savedReport(ctx context.Context, in *BySavedReport) (*savedOutput, error) {
	by, _, err := d.asks(ctx, false)
	if err != nil {
		return nil, err
	}
	l, err := d.Library.Look(ctx, by, query.SavedID(in.ID))
	if err != nil {
		return nil, err
	}
	return savedAnswer(l, by), nil
}

func (d Deps) changeReport(ctx context.Context, in *struct {
	BySavedReport
	httpapi.Edit
	Language string `header:"Accept-Language" maxLength:"200" doc:"Of the letters, where the schedule names none: en, fr, de or es; otherwise English"`
	Body     SavedReportBody
}) (*savedOutput, error) {
	by, now, err := d.asks(ctx, true)
	if err != nil {
		return nil, err
	}
	version, err := in.Version(query.Any, 1)
	if err != nil {
		return nil, err
	}
	l, err := d.Library.Change(ctx, by, query.SavedID(in.ID), version, in.Body.saved(in.Language), now)
	if err != nil {
		return nil, err
	}
	return savedAnswer(l, by), nil
}

func (d Deps) deleteReport(ctx context.Context, in *struct {
	BySavedReport
	httpapi.Edit
}) (*struct{}, error) {
	by, _, err := d.asks(ctx, true)
	if err != nil {
		return nil, err
	}
	version, err := in.Version(query.Any, 1)
	if err != nil {
		return nil, err
	}
	return nil, d.Library.Delete(ctx, by, query.SavedID(in.ID), version)
}

func (d Deps) askSaved(ctx context.Context, in *BySavedReport) (*answerOutput, error) {
	v, now, err := d.asker(ctx)
	if err != nil {
		return nil, err
	}
	l, err := d.Library.Look(ctx, httpapi.Caller(ctx), query.SavedID(in.ID))
	if err != nil {
		return nil, err
	}
	return d.asked(ctx, l.Question.At(now), v, now)
}
