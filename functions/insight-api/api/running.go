package api

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Tallies finds running counts (insightdb.Tallies implements it).
type Tallies interface {
	// Tally returns running counts, empty where nothing was counted. One read.
	Tally(ctx context.Context, id insight.TallyID) (insight.Tally, error)
}

// registerRunning adds the operations on running counts to an API. Each reads one item or two.
func (d Deps) registerRunning(api huma.API) {
	op := func(id, path, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Tags: []string{"Insights"},
			Description: description + " Counted within half a minute of the event, each once. Send the ETag back as If-None-Match: 304 while nothing was counted."}
	}
	huma.Register(api, op("get-day-figures", "/v1/insights/days/{day}", "A call centre's day so far, by hour",
		"For people and systems of its operator, and for network administrators. The day and its hours are those of the call centre's own clock; days are kept for 40 days."), d.day)
	huma.Register(api, op("get-month-figures", "/v1/insights/months/{month}", "An operator's month so far, by call centre",
		"With the month before. For people and systems of the operator, and for network administrators. The figures of the monthly report, before there is one."), d.month)
	huma.Register(api, op("get-network-figures", "/v1/insights/network/{month}", "The network's month so far, by operator",
		"With the month before. For network administrators."), d.network)
}

// Conditional is the part of a request that says what the caller has.
type Conditional struct {
	IfNoneMatch string `header:"If-None-Match" maxLength:"1000" doc:"ETag of what the caller has: 304 while it is the same"`
}

// runningOutput is an answer with a tag; without a body it is 304.
type runningOutput[T any] struct {
	Status int
	ETag   string `header:"ETag"`
	Body   *T
}

// tagged answers with the tag of counts, and makes the body only for a caller that has another.
func tagged[T any](c Conditional, body func() T, of ...insight.Tally) *runningOutput[T] {
	versions := make([]string, len(of))
	for i, t := range of {
		versions[i] = strconv.Itoa(t.Version)
	}
	out := &runningOutput[T]{Status: http.StatusOK, ETag: fmt.Sprintf("W/%q", strings.Join(versions, "."))}
	if slices.ContainsFunc(strings.Split(c.IfNoneMatch, ","), func(tag string) bool { return strings.TrimSpace(tag) == out.ETag }) {
		out.Status = http.StatusNotModified // huma then sends no body
		return out
	}
	view := body()
	out.Body = &view
	return out
}

// HourSide is what happened in an hour on one side.
type HourSide struct {
	Requests    int `json:"requests" doc:"As replier: arrived; as requester: sent"`
	Replies     int `json:"replies" doc:"As replier: given; as requester: received"`
	Due         int `json:"due" doc:"Answers that were due in this hour and are decided: given, or found overdue"`
	OnTime      int `json:"onTime" doc:"Of those due, given in time"`
	Outstanding int `json:"outstanding" doc:"Of those due, still missing"`
}

// DayHour is an hour of a day.
type DayHour struct {
	Hour        int      `json:"hour" minimum:"0" maximum:"23" doc:"On the call centre's clock"`
	AsReplier   HourSide `json:"asReplier"`
	AsRequester HourSide `json:"asRequester"`
}

// DayFigures is a call centre's day so far.
type DayFigures struct {
	Centre string        `json:"centre" example:"GBA-DON"`
	Day    string        `json:"day" example:"2026-11-26"`
	Latest *time.Time    `json:"latest" doc:"The latest event that is counted here; null for none"`
	Total  ReportFigures `json:"total"`
	Hours  []DayHour     `json:"hours" nullable:"false" doc:"In their order, those in which something was counted"`
}

func (d Deps) day(ctx context.Context, in *struct {
	Day    string `path:"day" format:"date" doc:"A date on the call centre's calendar" example:"2026-11-26"`
	Centre string `query:"centre" maxLength:"40" doc:"Call centre. Default: your first" example:"GBA-DON"`
	Conditional
}) (*runningOutput[DayFigures], error) {
	caller := httpapi.Caller(ctx)
	centre := principal.CentreID(in.Centre)
	if centre == "" && len(caller.CallCentres) > 0 {
		centre = caller.CallCentres[0]
	}
	switch {
	case centre == "":
		return nil, problem.New(problem.Invalid, "call-centre-missing", "You work in no call centre: say which one to look at.").With("centre", "is missing")
	case !insight.DayVisibleTo(caller, centre):
		return nil, problem.New(problem.Forbidden, "not-your-centre", "The day of a call centre is for people and systems of its operator.").
			With("centre", "is not one of your operator's")
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	if err := insight.DayBegun(in.Day, now); err != nil {
		return nil, err
	}
	t, err := d.Tallies.Tally(ctx, insight.DayOf(centre, in.Day))
	if err != nil {
		return nil, err
	}
	return tagged(in.Conditional, func() DayFigures { return dayFigures(t) }, t), nil
}

func dayFigures(t insight.Tally) DayFigures {
	out := DayFigures{Centre: t.Of, Day: t.When, Latest: httpapi.Some(t.Latest.UTC()), Total: running(t.Total()), Hours: []DayHour{}}
	for row, f := range t.Rows {
		hour, _ := strconv.Atoi(row) // a row of a day is an hour
		out.Hours = append(out.Hours, DayHour{hour, hourSide(f.AsReplier), hourSide(f.AsRequester)})
	}
	slices.SortFunc(out.Hours, func(a, b DayHour) int { return cmp.Compare(a.Hour, b.Hour) })
	return out
}

func hourSide(c insight.Counts) HourSide {
	return HourSide{Requests: c.Requests, Replies: c.Replies, Due: c.Due, OnTime: c.OnTime, Outstanding: c.Outstanding}
}

// MonthSide is the headline figures of one side.
type MonthSide struct {
	Requests    int         `json:"requests" doc:"As replier: arrived; as requester: sent"`
	Replies     int         `json:"replies" doc:"As replier: given; as requester: received"`
	Outstanding int         `json:"outstanding" doc:"Answers that were due, in the month or before it, and are still missing"`
	OnTime      ReportRatio `json:"onTime" doc:"Answers in time, of those due so far"`
	FirstLevel  ReportRatio `json:"firstLevel" doc:"Closed by a conclusive reply at level 1, of those closed"`
	TimeToReply ReportMean  `json:"timeToReply"`
}

// MonthRow is a call centre in its operator's month, an operator in the network's.
type MonthRow struct {
	Code        string     `json:"code" doc:"Of the call centre, empty for what none has got yet; of the operator" example:"GBA-DON"`
	AsReplier   MonthSide  `json:"asReplier"`
	AsRequester *MonthSide `json:"asRequester,omitempty" doc:"Not in the network's month"`
	Before      *float64   `json:"before" doc:"Replies on time as replier in the month before, in percent; null when none was due"`
}

// MonthFigures is a month so far.
type MonthFigures struct {
	Month    string        `json:"month" example:"2026-11"`
	Operator string        `json:"operator" doc:"NETWORK for the network" example:"GBA"`
	Latest   *time.Time    `json:"latest" doc:"The latest event that is counted here; null for none"`
	Total    ReportFigures `json:"total"`
	Before   ReportFigures `json:"before" doc:"The whole month before"`
	Rows     []MonthRow    `json:"rows" nullable:"false" doc:"By code"`
}

func (d Deps) month(ctx context.Context, in *struct {
	Month    string `path:"month" maxLength:"7" example:"2026-11"`
	Operator string `query:"operator" maxLength:"10" doc:"Default: your own; another for network administrators only" example:"GBA"`
	Conditional
}) (*runningOutput[MonthFigures], error) {
	caller := httpapi.Caller(ctx)
	operator := cmp.Or(principal.OperatorCode(in.Operator), caller.Operator)
	switch {
	case operator == "":
		return nil, problem.New(problem.Invalid, "operator-missing", "You belong to no operator: say which one to look at.").With("operator", "is missing")
	case operator == insight.Network || operator != caller.Operator && !insight.MonthVisibleTo(caller, operator):
		return nil, problem.New(problem.Forbidden, "not-your-operator", "You see the figures of your own operator only.").With("operator", "is not yours")
	}
	if !insight.MonthVisibleTo(caller, operator) {
		return nil, httpapi.Require(caller, principal.Roles...)
	}
	return d.monthOf(ctx, in.Month, operator, in.Conditional)
}

func (d Deps) network(ctx context.Context, in *struct {
	Month string `path:"month" maxLength:"7" example:"2026-11"`
	Conditional
}) (*runningOutput[MonthFigures], error) {
	if err := httpapi.Require(httpapi.Caller(ctx), principal.NetworkAdministrator); err != nil {
		return nil, err
	}
	return d.monthOf(ctx, in.Month, insight.Network, in.Conditional)
}

func (d Deps) monthOf(ctx context.Context, month string, operator principal.OperatorCode, c Conditional) (*runningOutput[MonthFigures], error) {
	m, err := insight.ParseMonth(month)
	if err != nil {
		return nil, err
	}
	today, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	if err := m.Begun(today); err != nil {
		return nil, err
	}
	now, err := d.Tallies.Tally(ctx, insight.MonthTallyOf(operator, m))
	if err != nil {
		return nil, err
	}
	before, err := d.Tallies.Tally(ctx, insight.MonthTallyOf(operator, m.Before()))
	if err != nil {
		return nil, err
	}
	return tagged(c, func() MonthFigures { return monthFigures(now, before) }, now, before), nil
}

func monthFigures(now, before insight.Tally) MonthFigures {
	out := MonthFigures{Month: now.When, Operator: now.Of, Latest: httpapi.Some(now.Latest.UTC()), Total: running(now.Total()), Before: running(before.Total()), Rows: []MonthRow{}}
	for code, f := range now.Rows {
		row := MonthRow{Code: code, AsReplier: monthSide(f.AsReplier), Before: tenths(insight.OnTimeReplies.Tenths(before.Rows[code].AsReplier))}
		if now.Of != string(insight.Network) {
			requester := monthSide(f.AsRequester)
			row.AsRequester = &requester
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortFunc(out.Rows, func(a, b MonthRow) int { return strings.Compare(a.Code, b.Code) })
	return out
}

func monthSide(c insight.Counts) MonthSide {
	return MonthSide{Requests: c.Requests, Replies: c.Replies, Outstanding: c.Outstanding, OnTime: ratio(insight.OnTimeReplies, c),
		FirstLevel: ratio(insight.FirstLevelResolution, c), TimeToReply: mean(insight.TimeToReply, c)}
}
