package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/transit"
)

func registerHub(api huma.API, d Deps) {
	op := func(id, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Tags: []string{"Reports"}, Summary: summary, Description: description}
	}
	huma.Register(api, op("get-data-hub", "/v1/data-hub", "Whose data are missing: what was due of events and messages in a month, what came, and how late",
		"Of the caller's operator: what it owed each partner, and what each owed it. Of the network, without operator: what each operator owed all others. "+
			"For supervisors and administrators."), d.hub)
	huma.Register(api, op("list-missing-data", "/v1/data-hub/missing", "Items of which something that was due did not come: a sample",
		"At most 50, the latest first. What comes later is shown by the item itself."), d.missing)
}

// managers are those who look at other posts' data as a whole.
var managers = []principal.Role{principal.Supervisor, principal.OperatorAdministrator, principal.NetworkAdministrator}

type hubInput struct {
	Month    string `query:"month" maxLength:"7" example:"2026-11" doc:"By when it was due; default: this month"`
	Operator string `query:"operator" maxLength:"10" doc:"Another operator than the caller's: for network administrators only"`
}

type hubView struct {
	Month      string            `json:"month"`
	Operator   string            `json:"operator" doc:"Empty: the network"`
	Expected   []expectationView `json:"expected" doc:"What posts owe each other of every item, in the order in which it is due"`
	DelayHours []int             `json:"delayHours" doc:"Upper ends of the classes of delay"`
	Sent       []hubLine         `json:"sent" doc:"What the operator owed its partners; of the network, what each operator owed all others"`
	Received   []hubLine         `json:"received" doc:"What its partners owed the operator"`
}

type expectationView struct {
	Code       string `json:"code"`
	Kind       string `json:"kind" enum:"event,announcement,declaration,reception,carriage"`
	By         string `json:"by" enum:"origin,destination"`
	At         string `json:"at" enum:"departure,arrival,delivery" doc:"By the end of which stage"`
	LimitHours int    `json:"limitHours" doc:"What is received longer after its happening came late"`
}

type hubLine struct {
	Partner      string   `json:"partner" doc:"An operator's code"`
	Code         string   `json:"code"`
	Due          int      `json:"due"`
	Came         int      `json:"came"`
	Missing      int      `json:"missing"`
	Late         int      `json:"late" doc:"Of those that came"`
	Completeness *float64 `json:"completeness" doc:"Came of due, as a percentage; null when nothing was due"`
	LateShare    *float64 `json:"lateShare" doc:"Late of came; null when nothing came"`
	Median       *int     `json:"medianHours" doc:"Upper end, in hours, of the class in which the middle delay lies; 0: above the last class; null when nothing came"`
	Before       *float64 `json:"completenessBefore" doc:"Of the month before"`
}

func (d Deps) hub(ctx context.Context, in *hubInput) (*struct{ Body hubView }, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, managers...); err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	month := transit.MonthOf(now)
	if in.Month != "" {
		if month, err = transit.ParseMonth(in.Month); err != nil {
			return nil, err
		}
	}
	standards, err := transit.Of(now)
	if err != nil {
		return nil, err
	}
	v := hubView{Month: string(month), DelayHours: standards.DelayHours, Expected: []expectationView{}, Received: []hubLine{}}
	for _, x := range standards.Expected {
		v.Expected = append(v.Expected, expectationView{x.Code, x.Kind, x.By, string(x.At), x.LimitHours})
	}
	if in.Operator == "" && caller.Operator == "" {
		v.Sent, err = trend(standards, month, func(m transit.Month) ([]transit.Line, error) { return d.Hub.Everyone(ctx, m) })
		return &struct{ Body hubView }{v}, err
	}
	operator, err := d.whose(caller, in.Operator)
	if err != nil {
		return nil, err
	}
	v.Operator = string(operator)
	if v.Sent, err = trend(standards, month, func(m transit.Month) ([]transit.Line, error) { return d.Hub.Owed(ctx, m, operator, true) }); err != nil {
		return nil, err
	}
	v.Received, err = trend(standards, month, func(m transit.Month) ([]transit.Line, error) { return d.Hub.Owed(ctx, m, operator, false) })
	return &struct{ Body hubView }{v}, err
}

// trend reads a month's lines and puts the completeness of the month before beside each.
func trend(s *transit.Standards, month transit.Month, read func(transit.Month) ([]transit.Line, error)) ([]hubLine, error) {
	lines, err := read(month)
	if err != nil {
		return nil, err
	}
	before, err := read(month.Before())
	if err != nil {
		return nil, err
	}
	type key struct{ partner, code string }
	then := map[key]*float64{}
	for _, l := range before {
		then[key{string(l.Partner), l.Code}] = percent(l.Came, l.Due)
	}
	out := []hubLine{}
	for _, l := range transit.Lines(lines, s) {
		line := hubLine{Partner: string(l.Partner), Code: l.Code, Due: l.Due, Came: l.Came, Missing: l.Missing(), Late: l.Late, Completeness: percent(l.Came, l.Due),
			LateShare: percent(l.Late, l.Came), Before: then[key{string(l.Partner), l.Code}]}
		if class, ok := l.Median(); ok {
			hours := 0
			if class < len(s.DelayHours) {
				hours = s.DelayHours[class]
			}
			line.Median = &hours
		}
		out = append(out, line)
	}
	return out, nil
}

type missingInput struct {
	Month string `query:"month" maxLength:"7" required:"true" example:"2026-11"`
	From  string `query:"from" minLength:"1" maxLength:"10" required:"true" doc:"The operator that owed it"`
	To    string `query:"to" minLength:"1" maxLength:"10" required:"true" doc:"The operator to which it was owed"`
	Code  string `query:"code" minLength:"1" maxLength:"10" required:"true"`
}

type missingItem struct {
	ItemID string    `json:"itemId"`
	Due    time.Time `json:"due" doc:"By when it was due"`
}

type missingList struct {
	Items []missingItem `json:"items"`
}

func (d Deps) missing(ctx context.Context, in *missingInput) (*struct{ Body missingList }, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, managers...); err != nil {
		return nil, err
	}
	month, err := transit.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	cell := transit.Cell{Month: month, From: principal.OperatorCode(in.From), To: principal.OperatorCode(in.To), Code: in.Code}
	if !caller.Has(principal.NetworkAdministrator) && caller.Operator != cell.From && caller.Operator != cell.To {
		return nil, problem.New(problem.NotFound, "operator-unknown", "There is no such operator.").With("from", "is not known")
	}
	samples, err := d.Hub.Missing(ctx, cell)
	if err != nil {
		return nil, err
	}
	body := missingList{Items: make([]missingItem, len(samples))}
	for i, s := range samples {
		body.Items[i] = missingItem{string(s.Item), s.Due}
	}
	return &struct{ Body missingList }{body}, nil
}
