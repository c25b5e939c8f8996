package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// patience is how long an answer is waited for before the caller is sent away to fetch it.
const patience = 5 * time.Second

// maxQuery is far above what a definition can hold, in bytes.
const maxQuery = 64 << 10

// registerInsights adds the operations on figures to an API.
func (d Deps) registerInsights(api huma.API) {
	op := func(id, method, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: description, Tags: []string{"Insights"}, MaxBodyBytes: maxQuery}
	}
	huma.Register(api, op("list-metrics", http.MethodGet, "/v1/insights/metrics", "What figures mean",
		"Every metric with its definition, unit, target and source."), d.metrics)
	huma.Register(api, op("list-insight-reports", http.MethodGet, "/v1/insights/reports", "The predefined reports",
		"Their charts without subject and month."), d.insightReports)
	huma.Register(api, op("get-insight-report", http.MethodGet, "/v1/insights/reports/{code}", "A predefined report on a subject and a month",
		"Its charts as queries, to be posted to /v1/insights/queries as they are or changed. Without a subject it is about the caller's operator; for a network administrator about the network. "+
			"A subject that is not known, or not the caller's to see, is refused by its name."), d.insightReport)
	ask := op("ask-query", http.MethodPost, "/v1/insights/queries", "Ask for figures",
		"Answers 200 with the figures, or 202 when they take longer: fetch them at /v1/insights/queries/{id}. The same question within two minutes is the same query: asking again costs nothing. "+
			"Everybody sees the inquiries of their own operator, partners as the other end of them; network administrators see the sums of all.")
	ask.DefaultStatus = http.StatusOK
	huma.Register(api, ask, d.ask)
	huma.Register(api, op("estimate-query", http.MethodPost, "/v1/insights/estimates", "What a query will cost",
		"The bytes it reads at most, and what the operator's day still holds (UTC). Nothing runs."), d.estimate)
	huma.Register(api, op("get-query", http.MethodGet, "/v1/insights/queries/{id}", "The figures that were asked for",
		"200 with the figures, 202 while they are being counted. Kept for a day."), d.answer)
}

// QueryFilter lets through what has one of the values in a dimension.
type QueryFilter struct {
	Dimension string   `json:"dimension" maxLength:"40" example:"product"`
	Values    []string `json:"values" maxItems:"50" nullable:"false" example:"[\"EMS\"]"`
}

// QueryDefinition is a question.
type QueryDefinition struct {
	Measures   []string      `json:"measures" maxItems:"50" nullable:"false" doc:"Codes of metrics; at most 12" example:"[\"on-time-reply\"]"`
	Sides      []string      `json:"sides" maxItems:"10" nullable:"false" doc:"replier, requester or both; without the dimension side both are added up" example:"[\"replier\"]"`
	Dimensions []string      `json:"dimensions,omitempty" maxItems:"50" nullable:"false" doc:"side, operator, centre, partner, product, workflow, level, replyCode, replyClass, actor, urgent, month, week (its Monday), day, localDay (on the call centre’s clock), weekday, hour, inquiry; at most 4. Of network administrators: partnerCentre, and not inquiry. Of an operator’s supervisors and administrators: agent, their own people by pseudonym, not with day, localDay and inquiry; few: those who acted in fewer than ten inquiries of the group" example:"[\"centre\"]"`
	Filters    []QueryFilter `json:"filters,omitempty" maxItems:"50" nullable:"false" doc:"All must hold"`
	From       string        `json:"from" maxLength:"20" doc:"The first month, UTC" example:"2026-09"`
	To         string        `json:"to" maxLength:"20" doc:"The last month; at most five years" example:"2026-11"`
	Compare    string        `json:"compare,omitempty" maxLength:"20" doc:"before: as many months just before; lastYear: the same months a year before. With day, localDay or week each day is compared with the same weekday: of before so many weeks earlier that no day asked for is among them, of lastYear 52. Not with month" example:"lastYear"`
	Whose      string        `json:"whose,omitempty" maxLength:"20" doc:"everyone: also the sums of other posts, by operator, where the network has agreed to that; with side, product, workflow, level and month. few: other posts with fewer than ten inquiries in the group" example:"everyone"`
}

func (q QueryDefinition) definition() query.Definition {
	out := query.Definition{Measures: q.Measures, From: insight.Month(q.From), To: insight.Month(q.To), Compare: query.Comparison(q.Compare), Whose: query.Whose(q.Whose)}
	for _, s := range q.Sides {
		out.Sides = append(out.Sides, insight.Side(s))
	}
	for _, dim := range q.Dimensions {
		out.Dimensions = append(out.Dimensions, query.Dimension(dim))
	}
	for _, f := range q.Filters {
		out.Filters = append(out.Filters, query.Filter{Dimension: query.Dimension(f.Dimension), Values: f.Values})
	}
	return out
}

func definitionView(q query.Definition) QueryDefinition {
	out := QueryDefinition{Measures: q.Measures, From: string(q.From), To: string(q.To), Compare: string(q.Compare), Whose: string(q.Whose), Sides: []string{}}
	for _, s := range q.Sides {
		out.Sides = append(out.Sides, string(s))
	}
	for _, dim := range q.Dimensions {
		out.Dimensions = append(out.Dimensions, string(dim))
	}
	for _, f := range q.Filters {
		out.Filters = append(out.Filters, QueryFilter{string(f.Dimension), f.Values})
	}
	return out
}

// QueryFigure is a metric of a group, with what it is made of.
type QueryFigure struct {
	Value *float64 `json:"value" doc:"In the metric's unit, rounded to a tenth; null when there is nothing to divide by" example:"97.5"`
	Part  int      `json:"part" doc:"What is divided; of a count the count" example:"39"`
	Whole *int     `json:"whole" doc:"By what; null for a count" example:"40"`

	Reached    *bool `json:"reached,omitempty" doc:"Whether the metric's target is reached, decided from part and whole; left out without a target, or when there is nothing to divide by"`
	PreAdvised *int  `json:"preAdvised,omitempty" doc:"Of a rate: of the items that it is divided by, those that were announced in a receptacle" example:"38"`
	Complete   *bool `json:"complete,omitempty" doc:"Of a rate: whether those are taken for all items there were, because nearly each was announced; else it is of those that posts told of, and too high by the others. Left out where no item was counted"`
}

// QueryRow is a group.
type QueryRow struct {
	Keys    []string      `json:"keys" nullable:"false" doc:"Its values, one for each dimension"`
	Figures []QueryFigure `json:"figures" nullable:"false" doc:"One for each measure"`
	Before  []QueryFigure `json:"before,omitempty" nullable:"false" doc:"What they are compared with"`
}

// ComparedDays are as many days as were asked for and have begun, each the same weekday some weeks before. A row’s figures before are those of its counterpart.
type ComparedDays struct {
	From  string `json:"from" example:"2026-09-27" doc:"UTC"`
	To    string `json:"to" example:"2026-10-26" doc:"Included"`
	Weeks int    `json:"weeks" example:"5" doc:"How many weeks they lie before"`
}

// QueryAnswer is a query and, when it is done, its figures.
type QueryAnswer struct {
	ID             string          `json:"id"`
	State          string          `json:"state" enum:"running,done"`
	AskedAt        time.Time       `json:"askedAt"`
	Query          QueryDefinition `json:"query"`
	EstimatedBytes int64           `json:"estimatedBytes" doc:"What it reads at most"`
	ScannedBytes   int64           `json:"scannedBytes" doc:"What it read; 0 while it is running"`
	Provisional    bool            `json:"provisional" doc:"The last month was not over when it was asked: figures so far"`
	Compared       *ComparedDays   `json:"compared,omitempty" doc:"Of a question by day or week: the days that it is compared with"`
	Empty          bool            `json:"empty" doc:"Nothing at all was counted: the filters select nothing, or nothing happened"`
	Truncated      bool            `json:"truncated" doc:"There are more groups than the largest, which are here; the total is of all"`
	Rows           []QueryRow      `json:"rows" nullable:"false" doc:"Ordered by their keys; empty while it is running"`
	Total          *QueryRow       `json:"total" doc:"Of all rows; null while it is running"`
}

type queryInput struct{ Body QueryDefinition }

type answerOutput struct {
	Status   int
	Location string `header:"Location"`
	Body     QueryAnswer
}

// viewer is the caller as one who looks at figures; anybody with a role is.
func viewer(ctx context.Context) (query.Viewer, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return query.Viewer{}, err
	}
	return query.ViewerOf(caller), nil
}

// asker is the caller as one who asks for figures now, and may see other posts' sums where the network has agreed to that.
func (d Deps) asker(ctx context.Context) (query.Viewer, time.Time, error) {
	v, err := viewer(ctx)
	if err != nil {
		return v, time.Time{}, err
	}
	now, err := d.Clock.Now(ctx)
	if err == nil && d.Agreed != nil {
		v.Shared, err = d.Agreed(ctx, now)
	}
	return v, now, err
}

func (d Deps) ask(ctx context.Context, in *queryInput) (*answerOutput, error) {
	v, now, err := d.asker(ctx)
	if err != nil {
		return nil, err
	}
	return d.asked(ctx, in.Body.definition(), v, now)
}

// asked asks and waits for a moment.
func (d Deps) asked(ctx context.Context, q query.Definition, v query.Viewer, now time.Time) (*answerOutput, error) {
	asked, err := d.Desk.Ask(ctx, q, v, now)
	if err != nil {
		return nil, err
	}
	asked, result, err := d.Desk.Await(ctx, asked, v, patience)
	if err != nil {
		return nil, err
	}
	return answered(asked, result), nil
}

// ByQuery names a query; exported for huma.
type ByQuery struct {
	ID string `path:"id" pattern:"^[a-z2-7]{26}$" patternDescription:"26 characters of a query's id"`
}

func (d Deps) answer(ctx context.Context, in *ByQuery) (*answerOutput, error) {
	v, _, err := d.asker(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := d.Desk.Find(ctx, in.ID, v)
	if err != nil {
		return nil, err
	}
	asked, result, err := d.Desk.Look(ctx, asked, v)
	if err != nil {
		return nil, err
	}
	return answered(asked, result), nil
}

func answered(a query.Asked, r query.Result) *answerOutput {
	out := &answerOutput{Status: http.StatusOK, Location: "/v1/insights/queries/" + a.ID, Body: QueryAnswer{ID: a.ID, State: string(a.State), AskedAt: a.AskedAt,
		Query: definitionView(a.Definition), EstimatedBytes: a.Estimate, ScannedBytes: a.Scanned, Provisional: a.Definition.Running(a.AskedAt), Rows: []QueryRow{}}}
	if days, ok := a.Definition.ComparedDays(a.AskedAt); ok {
		out.Body.Compared = &ComparedDays{days.First, days.Last, days.Weeks}
	}
	if a.State == query.Running {
		out.Status = http.StatusAccepted
		return out
	}
	out.Body.Empty, out.Body.Truncated = r.Empty(), r.Truncated
	for _, row := range r.Rows {
		out.Body.Rows = append(out.Body.Rows, queryRow(a.Definition.Measures, row))
	}
	total := queryRow(a.Definition.Measures, r.Total)
	out.Body.Total = &total
	return out
}

func queryRow(measures []string, r query.Row) QueryRow {
	out := QueryRow{Keys: r.Keys, Figures: queryFigures(measures, r.Counts)}
	if r.Compared != nil {
		out.Before = queryFigures(measures, *r.Compared)
	}
	return out
}

func queryFigures(measures []string, c insight.Counts) []QueryFigure {
	out := []QueryFigure{}
	for _, code := range measures {
		m, _ := query.Metric(code)
		out = append(out, figure(m, c))
	}
	return out
}

// figure is a metric of counts.
func figure(m insight.Metric, c insight.Counts) QueryFigure {
	part, whole := m.Parts(c)
	f := QueryFigure{Part: part, Value: tenths(m.Tenths(c)), Reached: reached(m, c)}
	if m.Count == nil {
		f.Whole = &whole
	}
	if m.Rate != nil {
		f.PreAdvised = new(m.Rate(c).PreAdvised)
		if whole > 0 {
			f.Complete = new(m.Rate(c).Whole())
		}
	}
	return f
}

// QueryCost is what a query reads at most, and what the day still holds.
type QueryCost struct {
	EstimatedBytes  int64 `json:"estimatedBytes"`
	QueryLimitBytes int64 `json:"queryLimitBytes"`
	DaySpentBytes   int64 `json:"daySpentBytes"`
	DayLimitBytes   int64 `json:"dayLimitBytes"`
	Fits            bool  `json:"fits" doc:"Whether it would run now"`
}

type costOutput struct{ Body QueryCost }

func (d Deps) estimate(ctx context.Context, in *queryInput) (*costOutput, error) {
	v, now, err := d.asker(ctx)
	if err != nil {
		return nil, err
	}
	c, err := d.Desk.Estimate(ctx, in.Body.definition(), v, now)
	if err != nil {
		return nil, err
	}
	return &costOutput{QueryCost{c.Estimate, c.QueryLimit, c.DaySpent, c.DayLimit, c.Fits()}}, nil
}

// MetricView is the definition of a figure.
type MetricView struct {
	Code    string   `json:"code" example:"on-time-reply"`
	Name    string   `json:"name" doc:"In the language of Accept-Language"`
	Means   string   `json:"means" doc:"What it means, for people, likewise" example:"Answers given by their due time, of the answers due."`
	Formula string   `json:"formula" doc:"How it is computed, in English"`
	Unit    string   `json:"unit" example:"%"`
	Better  string   `json:"better" enum:"higher,lower,neither"`
	Target  *float64 `json:"target" doc:"In the unit; null when nobody has set one"`
	Source  string   `json:"source" doc:"Of the target"`
	ByAgent bool     `json:"byAgent" doc:"It is counted by agent too"`
	OfItems bool     `json:"ofItems" doc:"It is divided by items, which are known by operator, partner, product and month: it goes with no other dimension but side, and with no filter by another"`
}

// MetricList is every metric.
type MetricList struct {
	Items []MetricView `json:"items" nullable:"false"`
}

type metricsOutput struct {
	Language string `header:"Content-Language"`
	Vary     string `header:"Vary"`
	Body     MetricList
}

func (d Deps) metrics(ctx context.Context, in *struct {
	Language string `header:"Accept-Language" maxLength:"200" doc:"Of names and meanings: en, fr, de or es; otherwise English"`
}) (*metricsOutput, error) {
	if _, err := viewer(ctx); err != nil {
		return nil, err
	}
	language := languageOf(in.Language)
	words := insight.WordsIn(language)
	out := &metricsOutput{language, "Accept-Language", MetricList{[]MetricView{}}}
	for _, m := range insight.Metrics {
		out.Body.Items = append(out.Body.Items, MetricView{Code: m.Code, Name: words[m.Code].Name, Means: words[m.Code].Means, Formula: m.Formula,
			Unit: string(m.Unit), Better: string(m.Better), Target: target(m), Source: m.Source, ByAgent: query.CountedByAgent(m), OfItems: query.CountedOfItems(m)})
	}
	return out, nil
}

// InsightChart is a chart of a predefined report.
type InsightChart struct {
	Code       string   `json:"code" example:"by-centre"`
	Measures   []string `json:"measures" nullable:"false"`
	Sides      []string `json:"sides" nullable:"false"`
	Dimensions []string `json:"dimensions" nullable:"false"`
}

// InsightReport is a predefined report.
type InsightReport struct {
	Code   string         `json:"code" example:"on-time"`
	Charts []InsightChart `json:"charts" nullable:"false"`
}

// InsightReportList is the predefined reports.
type InsightReportList struct {
	Items []InsightReport `json:"items" nullable:"false"`
}

type insightReportsOutput struct{ Body InsightReportList }

func (d Deps) insightReports(ctx context.Context, _ *struct{}) (*insightReportsOutput, error) {
	v, err := viewer(ctx)
	if err != nil {
		return nil, err
	}
	out := &insightReportsOutput{InsightReportList{[]InsightReport{}}}
	for _, r := range query.Reports() {
		report := InsightReport{Code: r.Code, Charts: []InsightChart{}}
		for _, c := range r.Charts {
			if c.Own && v.Network {
				continue
			}
			view := definitionView(query.Definition{Measures: c.Measures, Sides: c.Sides, Dimensions: c.Dimensions})
			report.Charts = append(report.Charts, InsightChart{c.Code, view.Measures, view.Sides, view.Dimensions})
		}
		out.Body.Items = append(out.Body.Items, report)
	}
	return out, nil
}

type insightReportInput struct {
	Code     string `path:"code" minLength:"1" maxLength:"40" example:"on-time"`
	Month    string `query:"month" required:"true" maxLength:"7" example:"2026-11"`
	Operator string `query:"operator" maxLength:"10" doc:"An operator; for network administrators"`
	Centre   string `query:"centre" maxLength:"40" doc:"A call centre of the operator"`
	Partner  string `query:"partner" maxLength:"10" doc:"The other end: with it the report is about a link"`
	Product  string `query:"product" maxLength:"10"`
	Compare  string `query:"compare" enum:"before,lastYear" doc:"The month before, or the same month last year"`
	Whose    string `query:"whose" maxLength:"20" example:"everyone" doc:"everyone: the sums of all posts, by operator, where the network has agreed to that; without centre and partner"`
}

// FilledChart is a chart that can be asked.
type FilledChart struct {
	Code  string          `json:"code" example:"by-centre"`
	Query QueryDefinition `json:"query"`
}

// FilledReport is a predefined report on a subject and a month.
type FilledReport struct {
	Code     string        `json:"code" example:"on-time"`
	Month    string        `json:"month" example:"2026-11"`
	Everyone bool          `json:"everyone" doc:"You may ask for it of everyone too: it has sums of all posts, and the network has agreed that you see them"`
	Charts   []FilledChart `json:"charts" nullable:"false"`
}

type insightReportOutput struct{ Body FilledReport }

func (d Deps) insightReport(ctx context.Context, in *insightReportInput) (*insightReportOutput, error) {
	v, now, err := d.asker(ctx)
	if err != nil {
		return nil, err
	}
	month, err := insight.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	subject := query.Subject{Operator: principal.OperatorCode(in.Operator), Centre: principal.CentreID(in.Centre), Partner: principal.OperatorCode(in.Partner), Product: in.Product, Whose: query.Whose(in.Whose)}
	charts, err := query.Fill(in.Code, subject, month, query.Comparison(in.Compare), v)
	if err == nil && d.Known != nil {
		err = d.Known(ctx, subject, now)
	}
	if err != nil {
		return nil, err
	}
	out := &insightReportOutput{FilledReport{Code: in.Code, Month: string(month), Everyone: v.Shared && !v.Network && query.OfEveryone(in.Code), Charts: []FilledChart{}}}
	for _, c := range charts {
		out.Body.Charts = append(out.Body.Charts, FilledChart{c.Code, definitionView(c.Definition)})
	}
	return out, nil
}
