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
}

// CentreDetails is a call centre with its calendar.
type CentreDetails struct {
	CentreView
	Calendar    calendar.Spec `json:"calendar"`
	DataVersion string        `json:"dataVersion" doc:"The version of the directory data it came with"`
}

// OperatorDetails is an operator with its call centres.
type OperatorDetails struct {
	directory.Operator
	CallCentres []CentreView `json:"callCentres"`
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
	return &answer[Me]{Body: out}, nil
}

func (h *handlers) operators(ctx context.Context, _ *struct{}) (*answer[List[directory.Operator]], error) {
	all, err := h.Directory.Operators(ctx)
	if err != nil {
		return nil, err
	}
	return &answer[List[directory.Operator]]{Body: List[directory.Operator]{all}}, nil
}

type byCode struct {
	Code string `path:"code" pattern:"^[A-Z0-9]{3}$" patternDescription:"an operator code, three capital letters or digits" example:"GBA"`
}

func (h *handlers) operator(ctx context.Context, in *byCode) (*answer[OperatorDetails], error) {
	o, err := h.Directory.Operator(ctx, directory.OperatorCode(in.Code))
	if err != nil {
		return nil, err
	}
	centres, err := h.Directory.CentresOf(ctx, o.Code)
	if err != nil {
		return nil, err
	}
	views, err := h.views(ctx, centres)
	if err != nil {
		return nil, err
	}
	return &answer[OperatorDetails]{Body: OperatorDetails{o, views}}, nil
}

type centreQuery struct {
	Operator string `query:"operator" pattern:"^[A-Z0-9]{3}$" patternDescription:"an operator code, three capital letters or digits" doc:"Only this operator's"`
}

func (h *handlers) centres(ctx context.Context, in *centreQuery) (*answer[List[CentreView]], error) {
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
	return &answer[List[CentreView]]{Body: List[CentreView]{views}}, nil
}

type byCentre struct {
	ID string `path:"id" pattern:"^[A-Z0-9]{3}-[A-Z0-9]{2,5}$" patternDescription:"a call centre's id" example:"GBA-DON"`
}

func (h *handlers) centre(ctx context.Context, in *byCentre) (*answer[CentreDetails], error) {
	c, err := h.Directory.CallCentre(ctx, directory.CentreID(in.ID))
	if err != nil {
		return nil, err
	}
	views, err := h.views(ctx, []directory.CallCentre{c})
	if err != nil {
		return nil, err
	}
	return &answer[CentreDetails]{Body: CentreDetails{views[0], c.Calendar, c.DataVersion}}, nil
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
			TimeZone: c.Calendar.TimeZone, OpenNow: cal.OpenAt(now), LocalTime: now.In(cal.Zone()).Format(time.RFC3339)}
		if change, ok := cal.NextChange(now); ok {
			s := instant(change)
			out[i].NextChange = &s
		}
	}
	return out, nil
}
