package quality

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// office is a call centre in which everything is closed: what was done there, of which so many steps are read at once, and its reviews.
type office struct {
	directory.Reader
	Store
	done    []inquiry.Done
	reach   int
	reviews []Review
}

func (o *office) DoneSince(_ context.Context, _ directory.CentreID, since, until time.Time) ([]inquiry.Done, bool, error) {
	var out []inquiry.Done
	for _, d := range o.done {
		if !d.At.Before(since) && !d.At.After(until) {
			out = append(out, d)
		}
	}
	return out[:min(o.reach, len(out))], len(out) <= o.reach, nil
}

func (o *office) Load(_ context.Context, id inquiry.ID) (inquiry.Record, error) {
	return inquiry.Record{Inquiry: inquiry.Inquiry{ID: id, State: inquiry.StateClosed}}, nil
}

func (o *office) CallCentre(_ context.Context, id directory.CentreID) (directory.CallCentre, error) {
	return directory.CallCentre{ID: id, Operator: "GBA", Calendar: calendar.Spec{TimeZone: "Europe/London", Week: map[string][][2]string{"1": {{"09:00", "17:00"}}}}}, nil
}

func (o *office) Add(_ context.Context, r Review, _ time.Time) (bool, error) {
	o.reviews = append(o.reviews, r)
	return true, nil
}

func (o *office) Of(context.Context, directory.CentreID, string, string) ([]Review, error) {
	return nil, nil
}

// busy is an office in which forty people did one thing each on a Tuesday, a minute apart, the last ten of them at the same instant.
func busy(reach int) *office {
	o := &office{reach: reach}
	morning := time.Date(2026, 11, 17, 8, 0, 0, 0, time.UTC)
	for n := range 40 {
		d := done(fmt.Sprintf("p%02d", n), n, inquiry.Replied, false)
		d.At = morning.Add(time.Duration(min(n, 30)) * time.Minute)
		o.done = append(o.done, d)
	}
	return o
}

// Whoever worked in the afternoon of a busy day is drawn as well, and the sample is the same however much is read at once.
func TestDraw_ReadsABusyDayToItsEnd(t *testing.T) {
	drawn := func(reach int) []ReviewID {
		o := busy(reach)
		got, err := (&Service{Store: o, Work: o, Directory: o}).Draw(t.Context(), sam, "GBA-DON", "2026-W47", monday)
		if err != nil {
			t.Fatal(err)
		}
		ids := []ReviewID{}
		for _, r := range o.reviews {
			ids = append(ids, r.ID)
		}
		slices.Sort(ids)
		if got.New != len(ids) {
			t.Errorf("%d new, %d stored", got.New, len(ids))
		}
		return ids
	}
	whole := drawn(1000)
	if len(whole) != 40 {
		t.Fatalf("%d of 40 people were drawn", len(whole))
	}
	for _, reach := range []int{11, 20, 39, 40} {
		if d := cmp.Diff(whole, drawn(reach)); d != "" {
			t.Error(reach, "at once:", d)
		}
	}
}

// More in one instant than is read at once cannot be read to its end: that is said, and nothing is drawn from a part.
func TestDraw_NeverFromAPart(t *testing.T) {
	o := busy(5)
	if got, err := (&Service{Store: o, Work: o, Directory: o}).Draw(t.Context(), sam, "GBA-DON", "2026-W47", monday); err == nil || len(o.reviews) != 0 {
		t.Errorf("%+v of a part: %v", got, err)
	}
}
