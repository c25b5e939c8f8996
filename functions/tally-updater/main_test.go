package main

import (
	"context"
	"errors"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

type posts struct{ err error }

func (p posts) CallCentre(_ context.Context, id directory.CentreID) (directory.CallCentre, error) {
	return directory.CallCentre{ID: id, Calendar: calendar.Spec{TimeZone: "Asia/Kolkata"}}, p.err
}

func TestZone_IsTheCallCentres_OrGreenwichWhenNobodyKnowsIt(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{{nil, "Asia/Kolkata"}, {problem.New(problem.NotFound, "call-centre-unknown", "No."), "UTC"}} {
		if zone, err := (clocks{posts{c.err}}).Zone(t.Context(), "INA-DEL"); err != nil || zone.String() != c.want {
			t.Errorf("%v, %v; want %s", zone, err, c.want)
		}
	}
	if _, err := (clocks{posts{errors.New("no")}}).Zone(t.Context(), "INA-DEL"); err == nil {
		t.Error("a directory that does not answer must not move a day")
	}
}
