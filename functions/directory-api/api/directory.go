package api

import (
	"context"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Me is who is asking.
type Me struct {
	Name        string           `json:"name"`
	Operator    *MyOperator      `json:"operator" doc:"null for the network's own people"`
	CallCentres []MyCentre       `json:"callCentres" doc:"The first is where they work by default"`
	Roles       []principal.Role `json:"roles"`
	Preferences *Preferences     `json:"preferences,omitempty" doc:"How they like their pages, as GET /v1/me/preferences; not of systems"`
}

// MyOperator is the asker's operator.
type MyOperator struct {
	Code    directory.OperatorCode `json:"code" example:"GBA"`
	Name    string                 `json:"name"`
	Country string                 `json:"country" example:"GB"`
}

// MyCentre is a call centre the asker works in.
type MyCentre struct {
	ID       directory.CentreID `json:"id" example:"GBA-DON"`
	Name     string             `json:"name"`
	City     string             `json:"city"`
	TimeZone string             `json:"timeZone" example:"Europe/London"`
}

// CentreView is a call centre as it is now.
type CentreView struct {
	ID         directory.CentreID     `json:"id" example:"GBA-DON"`
	Operator   directory.OperatorCode `json:"operator" example:"GBA"`
	Name       string                 `json:"name"`
	City       string                 `json:"city"`
	Languages  []string               `json:"languages" doc:"ISO 639-1, the preferred one first"`
	Products   []string               `json:"products" doc:"Product codes it answers for"`
	TimeZone   string                 `json:"timeZone" example:"Europe/London"`
	OpenNow    bool                   `json:"openNow"`
	LocalTime  string                 `json:"localTime" format:"date-time" doc:"The wall clock there, with its distance from UTC" example:"2026-11-23T09:00:00Z"`
	NextChange *string                `json:"nextChange" format:"date-time" doc:"When it next opens or closes, UTC; null when it never does"`
	OpensOn    string                 `json:"opensOn,omitempty" doc:"First day on which it takes part"`
	ClosesOn   string                 `json:"closesOn,omitempty" doc:"First day on which it takes no part any more"`
	ReplacedBy directory.CentreID     `json:"replacedBy,omitempty" doc:"Who takes its questions from then on"`
}

// CentreDetails is a call centre with its calendar.
type CentreDetails struct {
	CentreView
	Calendar        calendar.Spec             `json:"calendar"`
	CalendarVersion int                       `json:"calendarVersion" doc:"0 while nobody edited the calendar"`
	DataVersion     string                    `json:"dataVersion" doc:"The version of the directory data it came with"`
	Version         int                       `json:"version" doc:"What the ETag names: how often it was edited"`
	Settings        *directory.CentreSettings `json:"settings" doc:"null for other operators"`
}

// OperatorDetails is an operator with its call centres.
type OperatorDetails struct {
	directory.Operator
	CallCentres []CentreView `json:"callCentres"`
}

// withoutOwn leaves out what is the operator's own matter.
func withoutOwn(o directory.Operator) directory.Operator {
	o.HandOver, o.Settings = nil, directory.Settings{}
	return o
}

func (h *handlers) me(ctx context.Context, _ *struct{}) (*answer[Me], error) {
	p := httpapi.Caller(ctx)
	out := Me{Name: p.Name, CallCentres: []MyCentre{}, Roles: append([]principal.Role{}, p.Roles...)}
	if p.Operator != "" {
		o, err := h.Directory.Operator(ctx, p.Operator)
		if err != nil {
			return nil, err
		}
		out.Operator = &MyOperator{o.Code, o.Name, o.Country}
	}
	for _, id := range p.CallCentres {
		c, err := h.Directory.CallCentre(ctx, id)
		if err != nil {
			return nil, err
		}
		out.CallCentres = append(out.CallCentres, MyCentre{c.ID, c.Name, c.City, c.Calendar.TimeZone})
	}
	if !p.IsMachine() {
		chosen, err := h.Administration.Preferences(ctx, p)
		if err != nil {
			return nil, err
		}
		out.Preferences = (*Preferences)(&chosen)
	}
	return &answer[Me]{Body: out}, nil
}

func (h *handlers) operators(ctx context.Context, in *Conditional) (*conditional[List[directory.Operator]], error) {
	all, err := h.Directory.Operators(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]directory.Operator, len(all))
	for i, o := range all {
		out[i] = withoutOwn(o)
	}
	return unless(*in, out, List[directory.Operator]{out})
}

// ByCode names an operator.
type ByCode struct {
	Code string `path:"code" pattern:"^[A-Z0-9]{3}$" patternDescription:"an operator code, three capital letters or digits" example:"GBA"`
}

func (h *handlers) operator(ctx context.Context, in *struct {
	ByCode
	Conditional
}) (*conditional[OperatorDetails], error) {
	code := directory.OperatorCode(in.Code)
	if err := h.refresh(ctx, code); err != nil {
		return nil, err
	}
	o, err := h.Directory.Operator(ctx, code)
	if err != nil {
		return nil, err
	}
	centres, err := h.Directory.CentresOf(ctx, o.Code)
	if err != nil {
		return nil, err
	}
	return h.operatorDetails(ctx, o, centres, in.Conditional)
}

// refresh reads anew what an administrator is about to edit: another instance of this function may have edited it a moment ago.
func (h *handlers) refresh(ctx context.Context, code directory.OperatorCode) error {
	by := httpapi.Caller(ctx)
	if by.Operator != code || !by.Has(principal.OperatorAdministrator) {
		return nil
	}
	_, _, err := h.Administration.Store.Latest(ctx, code)
	return err
}

func (h *handlers) operatorDetails(ctx context.Context, o directory.Operator, centres []directory.CallCentre, c Conditional) (*conditional[OperatorDetails], error) {
	views, err := h.views(ctx, centres)
	if err != nil {
		return nil, err
	}
	if !directory.Sees(httpapi.Caller(ctx), o.Code) {
		o = withoutOwn(o)
	}
	shown := OperatorDetails{o, withoutClocks(views, httpapi.Caller(ctx).IsMachine())}
	return edition(c, o.Version, shown, OperatorDetails{o, views})
}

// CentreQuery narrows the call centres; exported for huma.
type CentreQuery struct {
	Operator string `query:"operator" pattern:"^[A-Z0-9]{3}$" patternDescription:"an operator code, three capital letters or digits" doc:"Only this operator's"`
}

func (h *handlers) centres(ctx context.Context, in *struct {
	CentreQuery
	Conditional
}) (*conditional[List[CentreView]], error) {
	all, err := h.Directory.CallCentres(ctx)
	if err != nil {
		return nil, err
	}
	if in.Operator != "" {
		all = slices.DeleteFunc(slices.Clone(all), func(c directory.CallCentre) bool { return c.Operator != directory.OperatorCode(in.Operator) })
	}
	views, err := h.views(ctx, all)
	if err != nil {
		return nil, err
	}
	return unless(in.Conditional, withoutClocks(views, httpapi.Caller(ctx).IsMachine()), List[CentreView]{views})
}

// ByCentre names a call centre.
type ByCentre struct {
	ID string `path:"id" pattern:"^[A-Z0-9]{3}-[A-Z0-9]{2,5}$" patternDescription:"a call centre's id" example:"GBA-DON"`
}

func (h *handlers) centre(ctx context.Context, in *struct {
	ByCentre
	Conditional
}) (*conditional[CentreDetails], error) {
	id := directory.CentreID(in.ID)
	if err := h.refresh(ctx, id.Operator()); err != nil {
		return nil, err
	}
	c, err := h.Directory.CallCentre(ctx, id)
	if err != nil {
		return nil, err
	}
	return h.details(ctx, c, in.Conditional)
}

func (h *handlers) details(ctx context.Context, c directory.CallCentre, has Conditional) (*conditional[CentreDetails], error) {
	views, err := h.views(ctx, []directory.CallCentre{c})
	if err != nil {
		return nil, err
	}
	out := CentreDetails{CentreView: views[0], Calendar: c.Calendar, CalendarVersion: c.CalendarVersion, DataVersion: c.DataVersion, Version: c.Version}
	if directory.Sees(httpapi.Caller(ctx), c.Operator) {
		out.Settings = &c.Settings
	}
	shown := out
	shown.CentreView = withoutClocks(views, httpapi.Caller(ctx).IsMachine())[0]
	return edition(has, c.Version, shown, out)
}

// withoutClocks is what a list of call centres says besides the time there, which goes on by itself: to the minute for pages, which show it;
// not at all for systems, which know the time zone.
func withoutClocks(views []CentreView, machine bool) []CentreView {
	out := slices.Clone(views)
	for i := range out {
		if out[i].LocalTime = out[i].LocalTime[:len("2026-11-23T09:00")]; machine {
			out[i].LocalTime = ""
		}
	}
	return out
}

// views shows call centres as they are at this moment.
func (h *handlers) views(ctx context.Context, centres []directory.CallCentre) ([]CentreView, error) {
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]CentreView, len(centres))
	for i, c := range centres {
		cal, err := c.Calendar.Compile()
		if err != nil {
			return nil, err
		}
		out[i] = CentreView{ID: c.ID, Operator: c.Operator, Name: c.Name, City: c.City, Languages: c.Languages, Products: c.Products,
			TimeZone: c.Calendar.TimeZone, OpenNow: c.OpenOn(now) && cal.OpenAt(now), LocalTime: now.In(cal.Zone()).Format(time.RFC3339),
			OpensOn: c.OpensOn, ClosesOn: c.ClosesOn, ReplacedBy: c.ReplacedBy}
		if change, ok := cal.NextChange(now); ok {
			s := instant(change)
			out[i].NextChange = &s
		}
	}
	return out, nil
}
