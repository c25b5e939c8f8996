package transit

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

var loaded = sync.OnceValues(data.Load)

func release(t testing.TB) *catalogue.Release {
	t.Helper()
	d, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return &d.Releases[len(d.Releases)-1]
}

// weekdays opens Monday to Friday and keeps one holiday, Thursday 2026-11-19.
func weekdays(t testing.TB, zone string) *calendar.Calendar {
	t.Helper()
	spec := calendar.Spec{TimeZone: zone, Week: map[string][][2]string{}, Holidays: []string{"2026-11-19"}}
	for day := 1; day <= 5; day++ {
		spec.Week[fmt.Sprint(day)] = [][2]string{{"08:00", "18:00"}}
	}
	c, err := spec.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", "2026-"+s)
	if err != nil {
		panic(err)
	}
	return t
}

// scan is an event, received a minute later, from the post of its country.
func scan(code, office, when string, more ...string) tracking.Event {
	e := tracking.Event{ItemID: "EE123456799GB", Code: code, Office: office, Country: office[:2], Time: at(when), ReceivedAt: at(when).Add(time.Minute), Sender: principal.OperatorCode(office[:2] + "A")}
	if len(more) > 0 && code == "EMC" {
		e.NextOffice = more[0]
	} else if len(more) > 0 {
		e.Retention = more[0]
	}
	return e
}

func itemOf(t testing.TB, events ...tracking.Event) tracking.Item {
	t.Helper()
	s10, err := edi.ParseItemID("EE123456799GB")
	if err != nil {
		t.Fatal(err)
	}
	return tracking.NewItem(s10, events, nil)
}

var (
	posted   = scan("EMA", "GBDONA", "11-16 10:00") // a Monday
	departed = scan("EMC", "GBLALA", "11-17 20:00", "DEFRAA")
	arrived  = scan("EMD", "DEFRAA", "11-18 09:00")
	attempt  = scan("EMH", "DEBONA", "11-20 09:00")
	handed   = scan("EMI", "DEBONA", "11-21 09:00")
)

// EMS from GB to DE: departure one working day, arrival three days, delivery two working days, whole five.
func TestPredict(t *testing.T) {
	rel, s := release(t), standards(t)
	for _, c := range []struct {
		name                       string
		events                     []tracking.Event
		now                        string
		state                      State
		stage                      Stage
		earliest, latest, promised string
		late                       string // stage, since (date that ended), days and why
	}{
		{"posted, to nobody knows where", []tracking.Event{posted}, "11-16 12:00", OnTime, Departure, "", "", "", ""},
		{"posted and not gone in time", []tracking.Event{posted}, "11-19 12:00", Late, Departure, "", "", "", "departure 2026-11-18 1 stage"}, // any lane: two working days
		{"gone", []tracking.Event{posted, departed}, "11-17 21:00", OnTime, Arrival, "2026-11-20", "2026-11-24", "2026-11-24", ""},
		{"not arrived on the third day: the end of it is still in time", []tracking.Event{posted, departed}, "11-20 22:59", OnTime, Arrival, "2026-11-23", "2026-11-24", "2026-11-24", ""},
		{"not arrived after the third day", []tracking.Event{posted, departed}, "11-20 23:01", Late, Arrival, "2026-11-23", "2026-11-24", "2026-11-24", "arrival 2026-11-20 1 stage"},
		{"a week later it is expected later, not in the past", []tracking.Event{posted, departed}, "11-27 12:00", Late, Arrival, "2026-11-30", "2026-12-01", "2026-11-24", "arrival 2026-11-20 7 stage"},
		{"arrived: a holiday and a weekend do not count", []tracking.Event{posted, departed, arrived}, "11-18 10:00", OnTime, Delivery, "2026-11-20", "2026-11-23", "2026-11-24", ""},
		{"arrived and not delivered", []tracking.Event{posted, departed, arrived}, "11-24 08:00", Late, Delivery, "2026-11-24", "2026-11-24", "2026-11-24", "delivery 2026-11-23 1 stage"},
		{"arrived late: the whole ends first", []tracking.Event{posted, departed, scan("EMD", "DEFRAA", "11-23 09:00")}, "11-25 08:00", Late, Delivery, "2026-11-25", "2026-11-25", "2026-11-24", "delivery 2026-11-24 1 whole"},
		{"brought once", []tracking.Event{posted, departed, arrived, attempt}, "12-01 08:00", Attempted, "", "", "", "", ""},
		{"delivered", []tracking.Event{posted, departed, arrived, handed}, "12-01 08:00", Delivered, "", "", "", "", ""},
		{"given back to its sender", []tracking.Event{posted, departed, arrived, scan("EMI", "GBDONA", "11-30 09:00")}, "12-01 08:00", Ended, "", "", "", "", ""},
		{"export cancelled", []tracking.Event{posted, scan("EXX", "GBLALA", "11-17 09:00")}, "12-01 08:00", Ended, "", "", "", "", ""},
		{"held by customs with a reason", []tracking.Event{posted, departed, arrived, scan("EME", "DEFRAA", "11-18 12:00", "DOC")}, "11-25 08:00", Held, Delivery, "2026-11-26", "2026-11-27", "2026-12-01", ""},
		{"held without a reason: the time goes on", []tracking.Event{posted, departed, arrived, scan("EME", "DEFRAA", "11-18 12:00")}, "11-24 08:00", Late, Delivery, "2026-11-24", "2026-11-24", "2026-11-24", "delivery 2026-11-23 1 stage"},
		{"let go by customs", []tracking.Event{posted, departed, arrived, scan("EME", "DEFRAA", "11-18 12:00", "DOC"), scan("EDC", "DEFRAA", "11-24 12:00")}, "11-25 08:00", OnTime, Delivery, "2026-11-25", "2026-11-26", "2026-11-30", ""},
		{"departure was never told", []tracking.Event{posted, arrived}, "11-18 10:00", OnTime, Delivery, "2026-11-20", "2026-11-23", "2026-11-24", ""},
		{"arrival was told by another event", []tracking.Event{posted, departed, scan("EMF", "DEFRAA", "11-18 09:00")}, "11-24 08:00", Late, Delivery, "2026-11-24", "2026-11-24", "2026-11-24", "delivery 2026-11-23 1 stage"},
		{"posting was never told", []tracking.Event{departed}, "11-17 21:00", OnTime, Arrival, "2026-11-20", "2026-11-24", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, ok := Predict(itemOf(t, c.events...), "EMS", s, rel, Calendars{weekdays(t, "Europe/London"), weekdays(t, "Europe/Berlin")}, at(c.now))
			if !ok {
				t.Fatal("nothing is promised")
			}
			late := ""
			if f.Late != nil {
				late = fmt.Sprintf("%s %s %d %s", f.Late.Stage, lastDay(f.Late.Since, f.Zone), f.Late.Days, f.Late.Why)
			}
			text := func(s *string) string {
				if s == nil {
					return ""
				}
				return *s
			}
			got := []string{string(f.State), string(f.Stage), text(f.Date(f.Earliest)), text(f.EndDate(f.Latest)), text(f.EndDate(f.Promised)), late}
			want := []string{string(c.state), string(c.stage), c.earliest, c.latest, c.promised, c.late}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s\n%+v", d, f.Steps)
			}
		})
	}
}

// The steps say how the dates come about.
func TestPredict_Explains(t *testing.T) {
	f, _ := Predict(itemOf(t, posted, departed, arrived), "EMS", standards(t), release(t), Calendars{weekdays(t, "Europe/London"), weekdays(t, "Europe/Berlin")}, at("11-18 10:00"))
	var got []string
	for _, s := range f.Steps {
		got = append(got, fmt.Sprintf("%s from %s by %s: %d %s, due %s, ended by %q, without %v", s.Stage, s.Begins.Format("01-02"), s.Event, s.Span.Max, s.Span.Count, s.DueDate, s.EndedBy, s.NotCounted))
	}
	want := []string{
		`departure from 11-16 by EMA: 1 working, due 2026-11-17, ended by "EMC", without []`,
		`arrival from 11-17 by EMC: 3 calendar, due 2026-11-20, ended by "EMD", without []`,
		`delivery from 11-18 by EMD: 2 working, due 2026-11-23, ended by "", without [{2026-11-19 closed} {2026-11-21 closed} {2026-11-22 closed}]`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestPredict_NothingIsPromised(t *testing.T) {
	cal := Calendars{weekdays(t, "UTC"), weekdays(t, "UTC")}
	if _, ok := Predict(itemOf(t), "EMS", standards(t), release(t), cal, noon); ok {
		t.Error("of an item to which nothing has happened")
	}
	if _, ok := Predict(itemOf(t, posted), "", standards(t), release(t), cal, noon); ok {
		t.Error("of no product")
	}
}

// Time alone never moves a due time, and never makes a late item punctual; the window never lies in the past and never ends before it begins.
func TestPredict_TimeGoesOn(t *testing.T) {
	rel, s, cal := release(t), standards(t), Calendars{weekdays(t, "Europe/London"), weekdays(t, "Asia/Kolkata")}
	all := []tracking.Event{posted, departed, arrived}
	rapid.Check(t, func(rt *rapid.T) {
		item := itemOf(t, all[:rapid.IntRange(1, 3).Draw(rt, "events")]...)
		last, _ := item.Last()
		first := last.Time.Add(time.Duration(rapid.IntRange(0, 20*24).Draw(rt, "first")) * time.Hour)
		second := first.Add(time.Duration(rapid.IntRange(0, 20*24).Draw(rt, "second")) * time.Hour)
		a, _ := Predict(item, "EMS", s, rel, cal, first)
		b, _ := Predict(item, "EMS", s, rel, cal, second)
		if a.Late != nil && (b.Late == nil || !b.Late.Since.Equal(a.Late.Since) || b.Late.Days < a.Late.Days) {
			rt.Fatalf("%+v, then %+v", a.Late, b.Late)
		}
		for _, f := range []struct {
			Forecast
			now time.Time
		}{{a, first}, {b, second}} {
			if !f.Latest.IsZero() && (f.Latest.Before(f.now) || f.Latest.Before(f.Earliest)) {
				rt.Fatalf("at %s expected between %s and %s", f.now, f.Earliest, f.Latest)
			}
		}
		if stepA, ok := a.step(a.Stage); ok {
			if stepB, _ := b.step(a.Stage); !stepA.Due.Equal(stepB.Due) {
				rt.Fatalf("due %s, then %s", stepA.Due, stepB.Due)
			}
		}
	})
}
