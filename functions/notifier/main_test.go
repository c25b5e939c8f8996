package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/live"
	"github.com/whereabouts-post/whereabouts/shared/platform/clock"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// night is an alert to DEA-FRA, which opens in an hour.
type night struct{ broken, forgetful bool }

func (n night) Alert(context.Context, inquiry.Notice, time.Time) ([]inquiry.Alert, error) {
	if n.broken {
		return nil, errors.New("the table does not answer")
	}
	return []inquiry.Alert{{Centre: "DEA-FRA"}}, nil
}

func (n night) RecordDone(context.Context, inquiry.Notice) error {
	if n.forgetful {
		return errors.New("the table does not answer")
	}
	return nil
}

func (night) RingsAt(context.Context, inquiry.Alert, time.Time) (time.Time, error) {
	return monday.Add(time.Hour), nil
}

// day is an alert to DEA-FRA while it is open.
type day struct{ night }

func (day) RingsAt(_ context.Context, _ inquiry.Alert, now time.Time) (time.Time, error) {
	return now, nil
}

// both is an urgent alert to DEA-FRA, which rings at once, and one that waits.
type both struct{ night }

func (both) Alert(context.Context, inquiry.Notice, time.Time) ([]inquiry.Alert, error) {
	return []inquiry.Alert{{Centre: "DEA-FRA", Urgent: true}, {Centre: "DEA-FRA"}}, nil
}

func (both) RingsAt(_ context.Context, a inquiry.Alert, now time.Time) (time.Time, error) {
	if a.Urgent {
		return now, nil
	}
	return now.Add(time.Hour), nil
}

// quiet tells nobody.
type quiet struct{ night }

func (quiet) Alert(context.Context, inquiry.Notice, time.Time) ([]inquiry.Alert, error) {
	return nil, nil
}

// calls are what each centre was called to, and when.
type calls map[string]time.Time

func (c calls) CallAt(_ context.Context, l live.Look, at, _ time.Time) error {
	c[fmt.Sprint(l.Centre, l.At, l.Inquiry)] = at
	return errors.New("one page does not answer")
}

func TestNotify_CallsBothSidesAtOnce_ToTheAlertWhenItOpens(t *testing.T) {
	heard := calls{}
	n := notifier{log: slog.New(slog.DiscardHandler), clock: clock.Fixed(monday), alerts: night{}, live: heard}
	happened := inquiry.Notice{InquiryID: "01TEST", RequesterCentre: "GBA-DON", ReplierCentre: "DEA-FRA"}
	if err := n.notify(t.Context(), happened); err != nil { // whoever was not reached asks by themselves
		t.Fatal(err)
	}
	want := calls{"GBA-DON[folders]01TEST": monday, // with a page open, they see it, also on a Saturday
		"DEA-FRA[folders]01TEST": monday, "DEA-FRA[alerts]01TEST": monday.Add(time.Hour)}
	if diff := cmp.Diff(want, heard); diff != "" {
		t.Error(diff)
	}
	heard = calls{}
	n.alerts, n.live = day{}, heard
	if err := n.notify(t.Context(), happened); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(calls{"GBA-DON[folders]01TEST": monday, "DEA-FRA[folders alerts]01TEST": monday}, heard); diff != "" {
		t.Error(diff)
	}
	heard = calls{}
	n.alerts, n.live = both{}, heard
	if err := n.notify(t.Context(), happened); err != nil {
		t.Fatal(err)
	}
	if _, rang := heard["DEA-FRA[folders alerts]01TEST"]; !rang || !heard["DEA-FRA[alerts]01TEST"].Equal(monday.Add(time.Hour)) {
		t.Error("an alert that waits holds up another", heard)
	}
	for side, centre := range map[inquiry.Side]string{inquiry.Requester: "GBA-DON", inquiry.Replier: "DEA-FRA"} { // a note is nothing to look at for the other side
		heard, noted := calls{}, happened
		noted.Kind, noted.Private = inquiry.Noted, side
		n.alerts, n.live = quiet{}, heard
		if err := n.notify(t.Context(), noted); err != nil || !cmp.Equal(heard, calls{centre + "[folders]01TEST": monday}) {
			t.Error(side, heard, err)
		}
	}
	n.alerts = night{broken: true}
	if err := n.notify(t.Context(), happened); err == nil {
		t.Error("an alert that was not stored is lost")
	}
	n.alerts = night{forgetful: true}
	if err := n.notify(t.Context(), happened); err == nil {
		t.Error("what was done and not stored is lost")
	}
}
