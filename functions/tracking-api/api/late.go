package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

func registerLate(api huma.API, d Deps) {
	op := func(id, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Tags: []string{"Items"}, Summary: summary, Description: description}
	}
	huma.Register(api, op("list-late-items", "/v1/late-items", "Items that are behind their standard, the latest first",
		"Those that the caller's operator sent (role origin) or is to deliver (destination). A page may be short, even empty, while nextCursor is there."), d.lateItems)
	huma.Register(api, op("count-late-items", "/v1/late-items/lanes", "How many items are late by lane, and since when", "Counts are exact."), d.lateLanes)
	export := op("export-late-items", "/v1/late-items/export", "The list as a CSV file", fmt.Sprintf("At most %d items, the latest.", exportRows))
	export.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	huma.Register(api, export, d.exportLate)
}

// LateOf says whose late items are meant.
type LateOf struct {
	Role     string `query:"role" enum:"origin,destination" default:"origin" doc:"On which end of the items' way the operator is"`
	Operator string `query:"operator" maxLength:"10" doc:"Another operator than the caller's: for network administrators only"`
}

// LateFilter says which of them.
type LateFilter struct {
	LateOf
	Lane    string `query:"lane" maxLength:"2" doc:"Only those to (role destination: from) this country, ISO 3166-1 alpha-2"`
	Product string `query:"product" maxLength:"10"`
	Stage   string `query:"stage" enum:"departure,arrival,delivery"`
}

type lateListInput struct {
	LateFilter
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor string `query:"cursor" maxLength:"2000"`
}

type lateItemView struct {
	ItemID      string    `json:"itemId"`
	Product     string    `json:"product"`
	Origin      placeView `json:"origin"`
	Destination placeView `json:"destination" doc:"Empty while nobody knows it"`
	Stage       string    `json:"stage" enum:"departure,arrival,delivery" doc:"In which it stands"`
	Why         string    `json:"why" enum:"stage,whole"`
	Since       time.Time `json:"since"`
	Days        int       `json:"days" doc:"Begun days since then"`
	LastEvent   lastEvent `json:"lastEvent"`
}

type lastEvent struct {
	Code    string    `json:"code"`
	Time    time.Time `json:"time"`
	Country string    `json:"country"`
}

type lateList struct {
	Items      []lateItemView `json:"items"`
	NextCursor string         `json:"nextCursor" doc:"Empty on the last page"`
}

func lateItemOf(l transit.LateItem, now time.Time) lateItemView {
	return lateItemView{ItemID: string(l.Item), Product: l.Product, Origin: placeView{l.Origin, l.Lane.From}, Destination: placeView{l.Destination, l.Lane.To}, Stage: string(l.Stage),
		Why: l.Why, Since: l.Since, Days: l.Days(now), LastEvent: lastEvent{l.LastCode, l.LastTime, l.LastCountry}}
}

// whose is the operator whose items a caller asks for: their own, of the network any. Another's answers as if there were none.
func (d Deps) whose(caller principal.Principal, operator string) (principal.OperatorCode, error) {
	if caller.Has(principal.NetworkAdministrator) {
		if operator == "" {
			operator = string(caller.Operator)
		}
		if operator == "" {
			return "", problem.New(problem.Invalid, "operator-missing", "Say of which operator.").With("operator", "is missing: people of the network belong to none")
		}
		return principal.OperatorCode(operator), nil
	}
	if operator != "" && principal.OperatorCode(operator) != caller.Operator {
		return "", problem.New(problem.NotFound, "operator-unknown", "There is no such operator.").With("operator", "is not known")
	}
	return caller.Operator, nil
}

// late is the query that a caller asks.
func (d Deps) late(ctx context.Context, in LateFilter) (q transit.LateQuery, _ error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return q, err
	}
	operator, err := d.whose(caller, in.Operator)
	if err != nil {
		return q, err
	}
	q = transit.LateQuery{Operator: operator, Role: transit.Role(in.Role), Filter: transit.Filter{Product: in.Product, Stage: transit.Stage(in.Stage)}}
	if in.Lane == "" {
		return q, nil
	}
	country, err := d.countryOf(ctx)(operator)
	if err != nil {
		return q, err
	}
	if q.Lane = (transit.Lane{From: country, To: in.Lane}); q.Role == transit.AsDestination {
		q.Lane = transit.Lane{From: in.Lane, To: country}
	}
	return q, nil
}

func (d Deps) lateItems(ctx context.Context, in *lateListInput) (*struct{ Body lateList }, error) {
	q, err := d.late(ctx, in.LateFilter)
	if err != nil {
		return nil, err
	}
	scope := fmt.Sprintf("late %s %s %v %v", q.Operator, q.Role, q.Lane, q.Filter)
	if q.Position, err = d.Cursors.Open(ctx, scope, in.Cursor); err != nil {
		return nil, err
	}
	q.Limit = in.Limit
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	page, err := d.Late.ListLate(ctx, q)
	if err != nil {
		return nil, err
	}
	body := lateList{Items: make([]lateItemView, len(page.Items))}
	for i, l := range page.Items {
		body.Items[i] = lateItemOf(l, now)
	}
	body.NextCursor, err = d.Cursors.Seal(ctx, scope, page.Next)
	return &struct{ Body lateList }{body}, err
}

type laneView struct {
	Partner placeView  `json:"partner" doc:"The other end; operator empty where no post of the network answers for the country, and beyond the first 30 lanes"`
	Count   int        `json:"count" doc:"Late now"`
	Oldest  *time.Time `json:"oldest" doc:"Since when the item is late that has been it longest; of the first 30 lanes"`
	Over    int        `json:"over" doc:"Stages that were over on the lane this month"`
	Behind  int        `json:"behind" doc:"Of them those that took longer than their standard"`
	Share   *float64   `json:"share" doc:"Behind of over, as a percentage; null when none was over"`
}

type laneList struct {
	Total int        `json:"total"`
	Items []laneView `json:"items" doc:"Most first"`
}

func (d Deps) lateLanes(ctx context.Context, in *LateOf) (*struct{ Body laneList }, error) {
	q, err := d.late(ctx, LateFilter{LateOf: *in})
	if err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	lanes, err := d.Late.LateLanes(ctx, q.Operator, q.Role)
	if err != nil {
		return nil, err
	}
	stages, err := d.Hub.Lanes(ctx, transit.MonthOf(now), q.Operator, q.Role)
	if err != nil {
		return nil, err
	}
	body := laneList{Items: make([]laneView, len(lanes))}
	for i, l := range lanes {
		other := l.Lane.To
		if q.Role == transit.AsDestination {
			other = l.Lane.From
		}
		count := stages[l.Other]
		v := laneView{Partner: placeView{l.Other, other}, Count: l.Count, Over: count.Over, Behind: count.Behind, Share: percent(count.Behind, count.Over)}
		if !l.Oldest.IsZero() {
			v.Oldest = &l.Oldest
		}
		body.Items[i], body.Total = v, body.Total+l.Count
	}
	return &struct{ Body laneList }{body}, nil
}

// percent is a share with one decimal; nil when there is nothing to divide by.
func percent(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	const thousand, ten = 1000, 10
	v := float64((part*thousand+whole/2)/whole) / ten
	return &v
}

// exportRows is how many late items a file holds at most.
const exportRows = 2000

type csvFile struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (d Deps) exportLate(ctx context.Context, in *LateFilter) (*csvFile, error) {
	q, err := d.late(ctx, *in)
	if err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	const pageRows = 500
	q.Limit = pageRows
	lines := [][]string{{"item", "product", "from", "to", "origin", "destination", "stage", "late since", "days", "why", "last event", "last event at", "last event in"}}
	for len(lines) <= exportRows {
		page, err := d.Late.ListLate(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, l := range page.Items { // nothing in it is free text: no cell can be taken for a formula
			lines = append(lines, []string{string(l.Item), l.Product, l.Lane.From, l.Lane.To, string(l.Origin), string(l.Destination), string(l.Stage), l.Since.Format(time.RFC3339),
				strconv.Itoa(l.Days(now)), l.Why, l.LastCode, l.LastTime.Format(time.RFC3339), l.LastCountry})
		}
		if q.Position = page.Next; page.Next == nil {
			break
		}
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	w.UseCRLF = true
	if err := w.WriteAll(lines[:min(len(lines), exportRows+1)]); err != nil {
		return nil, fmt.Errorf("write late items: %w", err)
	}
	return &csvFile{ContentType: "text/csv; charset=utf-8", Disposition: fmt.Sprintf(`attachment; filename="late-items-%s-%s.csv"`, q.Operator, now.Format(time.DateOnly)), Body: buf.Bytes()}, nil
}
