package transit

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Desk makes forecasts from what the directory and the catalogue say. Safe for concurrent use; a zero value with its readers is ready.
type Desk struct {
	Directory directory.Reader
	Catalogue catalogue.Reader

	mu   sync.Mutex
	kept map[string]keptCalendar // by call centre
}

type keptCalendar struct {
	digest string
	c      *calendar.Calendar
}

// Ends are the posts at the ends of a lane, "" where no post of the network answers for the country.
type Ends struct{ Origin, Destination principal.OperatorCode }

// Forecast says what is expected of an item, all of whose events are confirmed; ok is false when nothing is promised for it.
func (d *Desk) Forecast(ctx context.Context, item tracking.Item, now time.Time) (f Forecast, ends Ends, ok bool, err error) {
	fail := func(err error) (Forecast, Ends, bool, error) {
		return Forecast{}, Ends{}, false, fmt.Errorf("forecast of %s: %w", item.ID, err)
	}
	if len(item.Events) == 0 {
		return f, ends, false, nil
	}
	w, err := d.way(ctx, item, now)
	if err != nil {
		return fail(err)
	}
	ends = w.ends
	standards, err := Of(item.Events[0].Time)
	if err != nil {
		return fail(err)
	}
	var calendars Calendars
	if calendars.Origin, err = d.calendarOf(ctx, ends.Origin); err != nil {
		return fail(err)
	}
	if calendars.Destination, err = d.calendarOf(ctx, ends.Destination); err != nil {
		return fail(err)
	}
	f, ok = Predict(item, w.product, standards, w.release, calendars, now)
	return f, ends, ok, nil
}

// link is between whom an item travels, and as what.
type link struct {
	release *catalogue.Release // in force
	ends    Ends
	product string // "" where none fits
}

// way says between whom an item travels, as far as its confirmed records tell, and as what.
func (d *Desk) way(ctx context.Context, item tracking.Item, now time.Time) (w link, err error) {
	if w.release, err = d.Catalogue.InForce(ctx, now); err != nil {
		return w, err
	}
	if w.ends.Origin, err = d.operatorOf(ctx, item.S10.Country); err != nil {
		return w, err
	}
	to, _ := item.Destination(w.release)
	if w.ends.Destination, err = d.operatorOf(ctx, to); err != nil {
		return w, err
	}
	w.product, _ = w.release.ProductFor(item.S10.Indicator, string(w.ends.Origin), string(w.ends.Destination))
	return w, nil
}

// operatorOf is who answers for a country, "" when nobody does.
func (d *Desk) operatorOf(ctx context.Context, country string) (principal.OperatorCode, error) {
	if country == "" {
		return "", nil
	}
	code, err := d.Directory.OperatorOf(ctx, country)
	if err != nil && problem.As(err).Kind == problem.NotFound {
		return "", nil
	}
	return code, err
}

// countryOf tells the country of an operator, "" when the directory does not know it.
func (d *Desk) countryOf(ctx context.Context) tracking.Countries {
	return func(code principal.OperatorCode) (string, error) {
		if code == "" {
			return "", nil
		}
		op, err := d.Directory.Operator(ctx, code)
		if err != nil && problem.As(err).Kind == problem.NotFound {
			return "", nil
		}
		return op.Country, err
	}
}

// anywhere stands for the calendar of a post that nobody knows: Monday to Friday, UTC.
var anywhere = calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{"1": {{"00:00", "24:00"}}, "2": {{"00:00", "24:00"}}, "3": {{"00:00", "24:00"}}, "4": {{"00:00", "24:00"}}, "5": {{"00:00", "24:00"}}}}

// calendarOf is the calendar on which a post works: that of its default call centre stands for it. Assumption.
func (d *Desk) calendarOf(ctx context.Context, code principal.OperatorCode) (*calendar.Calendar, error) {
	name, spec := "", anywhere
	if code != "" {
		op, err := d.Directory.Operator(ctx, code)
		var centre directory.CallCentre
		if err == nil {
			centre, err = d.Directory.CallCentre(ctx, op.DefaultCentre)
		}
		switch {
		case err == nil:
			name, spec = string(centre.ID), centre.Calendar
		case problem.As(err).Kind != problem.NotFound:
			return nil, err
		}
	}
	digest := spec.Digest()
	d.mu.Lock()
	defer d.mu.Unlock()
	if one, there := d.kept[name]; there && one.digest == digest {
		return one.c, nil
	}
	c, err := spec.Compile()
	if err != nil {
		return nil, err
	}
	if d.kept == nil {
		d.kept = map[string]keptCalendar{}
	}
	d.kept[name] = keptCalendar{digest, c}
	return c, nil
}
