package query_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// shelves are saved reports and a directory, in memory.
type shelves struct {
	mu      sync.Mutex // letters are written side by side
	kept    map[query.SavedID]query.Saved
	savers  []query.Saver
	people  map[string]insight.Person
	ids     int
	letters []string
	fails   error
}

func (s *shelves) Visible(_ context.Context, owner principal.OperatorCode, subject string) (out []query.Saved, _ error) {
	for _, one := range s.kept {
		if one.Owner == owner && (one.Shared || one.By == subject) {
			out = append(out, one)
		}
	}
	return out, nil
}

func (s *shelves) Saved(_ context.Context, owner principal.OperatorCode, subject string, id query.SavedID) (query.Saved, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one, ok := s.kept[id]
	if !ok || one.Owner != owner || !one.Shared && one.By != subject {
		return query.Saved{}, query.SavedUnknown()
	}
	return one, nil
}

func (s *shelves) PutSaved(_ context.Context, before *query.Saved, after query.Saved) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	there, ok := s.kept[after.ID]
	if ok != (before != nil) || before != nil && there.Revision != before.Revision {
		return query.ErrChanged
	}
	after.Revision = there.Revision + 1
	s.kept[after.ID] = after
	return nil
}

func (s *shelves) DeleteSaved(_ context.Context, one query.Saved) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept[one.ID].Revision != one.Revision {
		return query.ErrChanged
	}
	delete(s.kept, one.ID)
	return nil
}

func (s *shelves) Due(_ context.Context, now time.Time, most int) (out []query.Reminder, _ error) {
	for _, one := range s.kept {
		if one.Due != "" && one.Due <= now.UTC().Format(time.DateOnly) {
			out = append(out, query.Reminder{Owner: one.Owner, By: one.By, ID: one.ID, Day: one.Due})
		}
	}
	slices.SortFunc(out, func(a, b query.Reminder) int { return strings.Compare(a.Day+string(a.ID), b.Day+string(b.ID)) })
	return out[:min(most, len(out))], nil
}

func (s *shelves) Savers(context.Context, int) ([]query.Saver, error) {
	return slices.Clone(s.savers), nil
}

func (s *shelves) ForgetSaver(_ context.Context, one query.Saver) error {
	s.savers = slices.DeleteFunc(s.savers, func(o query.Saver) bool { return o == one })
	return nil
}

func (s *shelves) Person(_ context.Context, subject string) (insight.Person, error) {
	one, ok := s.people[subject]
	if !ok {
		return one, problem.New(problem.NotFound, "agent-unknown", "nobody")
	}
	return one, nil
}

func (s *shelves) send(_ context.Context, n query.Notice) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails != nil {
		return s.fails
	}
	s.letters = append(s.letters, fmt.Sprintf("%s %s %s…%s %d", n.To, n.Saved.Name, n.Definition.From, n.Definition.To, n.Result.Total.Counts.Due))
	return nil
}

func library() (*query.Library, *shelves) {
	s := &shelves{kept: map[query.SavedID]query.Saved{}, people: map[string]insight.Person{
		"ana": {Operator: "GBA", Name: "Ana", Address: "ana@gba.example"}, "amir": {Operator: "GBA", Name: "Amir", Address: "amir@gba.example"}, "sam": {Operator: "GBA", Name: "Sam", Address: "sam@gba.example"},
		"nils": {Name: "Nils", Address: "nils@network.example"}}}
	return &query.Library{Store: s, People: s, NewID: func() query.SavedID { s.ids++; return query.SavedID(fmt.Sprintf("%026d", s.ids)) }}, s
}

func person(subject string, operator principal.OperatorCode, role principal.Role) principal.Principal {
	return principal.Principal{Subject: subject, Operator: operator, Roles: []principal.Role{role}}
}

var (
	ana  = person("ana", "GBA", principal.Agent)
	amir = person("amir", "GBA", principal.Agent)
	sam  = person("sam", "GBA", principal.Supervisor)
	dan  = person("dan", "DEA", principal.Supervisor)
	nils = person("nils", "", principal.NetworkAdministrator)
	mona = person("mona", "", principal.NetworkAdministrator)
)

// onTime is a report to save, changed as wanted.
func onTime(change ...func(*query.Saved)) query.Saved {
	d := november()
	d.From, d.To = "", ""
	s := query.Saved{Name: " On time ", Question: query.Question{Definition: d, Period: query.Period{Last: 3}}, Chart: "bars"}
	for _, c := range change {
		c(&s)
	}
	return s
}

func shared(s *query.Saved) { s.Shared = true }

func monthly(s *query.Saved) {
	s.Schedule = &query.Schedule{Every: "month", Day: 2, Format: insight.XLSX, Language: "de"}
}

func create(t *testing.T, l *query.Library, by principal.Principal, s query.Saved) query.Listed {
	t.Helper()
	made, err := l.Create(t.Context(), by, s, "", now)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestQuestion_MonthsAreFoundWhenItIsAsked(t *testing.T) {
	for _, c := range []struct {
		at       string
		period   query.Period
		from, to insight.Month
	}{
		{"2026-11-26T12:00:00Z", query.Period{From: "2026-01", To: "2026-03"}, "2026-01", "2026-03"},
		{"2026-11-26T12:00:00Z", query.Period{Last: 1}, "2026-10", "2026-10"},
		{"2026-11-26T12:00:00Z", query.Period{Last: 1, Running: true}, "2026-11", "2026-11"},
		{"2026-11-26T12:00:00Z", query.Period{Last: 13}, "2025-10", "2026-10"},
		{"2026-12-01T00:00:00Z", query.Period{Last: 3}, "2026-09", "2026-11"},
		{"2026-12-01T00:30:00+01:00", query.Period{Last: 3}, "2026-08", "2026-10"}, // half past midnight in Bonn: November is not over
		{"2026-03-31T23:59:59Z", query.Period{Last: 2, Running: true}, "2026-02", "2026-03"},
		{"2026-10-25T00:30:00Z", query.Period{Last: 1, Running: true}, "2026-10", "2026-10"}, // clocks go back in Europe in half an hour
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if d := (query.Question{Definition: november(), Period: c.period}).At(at); d.From != c.from || d.To != c.to {
			t.Errorf("%+v at %s: %s to %s, not %s to %s", c.period, c.at, d.From, d.To, c.from, c.to)
		}
	}
}

func TestSchedule_ComesRoundOnTheNextDayOfItsKind(t *testing.T) {
	for _, c := range []struct {
		s        query.Schedule
		at, want string
	}{
		{query.Schedule{Every: "week", Weekday: 1}, "2026-11-26T23:59:00Z", "2026-11-30"}, // Thursday to Monday
		{query.Schedule{Every: "week", Weekday: 4}, "2026-11-26T00:00:00Z", "2026-12-03"}, // never the same day
		{query.Schedule{Every: "week", Weekday: 7}, "2026-11-26T00:00:00Z", "2026-11-29"},
		{query.Schedule{Every: "month", Day: 28}, "2026-11-26T00:00:00Z", "2026-11-28"},
		{query.Schedule{Every: "month", Day: 26}, "2026-11-26T00:00:00Z", "2026-12-26"},
		{query.Schedule{Every: "month", Day: 1}, "2027-02-28T23:00:00Z", "2027-03-01"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.s.After(at); got != c.want {
			t.Errorf("%+v after %s: %s, not %s", c.s, c.at, got, c.want)
		}
	}
}

func TestCreate_NamesWhatIsWrong(t *testing.T) {
	l, _ := library()
	for name, c := range map[string]struct {
		by     principal.Principal
		change func(*query.Saved)
		want   []string
	}{
		"no name":             {ana, func(s *query.Saved) { s.Name = "  " }, []string{"name"}},
		"a long name":         {ana, func(s *query.Saved) { s.Name = strings.Repeat("é", 81) }, []string{"name"}},
		"a name of two lines": {ana, func(s *query.Saved) { s.Name = "a\r\nBcc: x" }, []string{"name"}},
		"a long description":  {ana, func(s *query.Saved) { s.Description = strings.Repeat("x", 401) }, []string{"description"}},
		"unknown chart":       {ana, func(s *query.Saved) { s.Chart = "pie" }, []string{"chart"}},
		"unknown measure, dimension": {ana, func(s *query.Saved) {
			s.Question.Definition.Measures[0], s.Question.Definition.Dimensions[0] = "profit", "item"
		}, []string{"query.measures[0]", "query.dimensions[0]"}},
		"a dimension that is not theirs":   {ana, func(s *query.Saved) { s.Question.Definition.Dimensions[0] = query.PartnerCentre }, []string{"query.dimensions[0]"}},
		"single inquiries for the network": {nils, func(s *query.Saved) { s.Question.Definition.Dimensions[0] = query.Inquiry }, []string{"query.dimensions[0]"}},
		"both periods":                     {ana, func(s *query.Saved) { s.Question.Period.From = "2026-01" }, []string{"query.period"}},
		"no period":                        {ana, func(s *query.Saved) { s.Question.Period = query.Period{} }, []string{"query.period.from", "query.period.to"}},
		"61 months":                        {ana, func(s *query.Saved) { s.Question.Period.Last = 61 }, []string{"query.period.last"}},
		"less than none":                   {ana, func(s *query.Saved) { s.Question.Period.Last = -1 }, []string{"query.period.last"}},
		"the running month of none":        {ana, func(s *query.Saved) { s.Question.Period = query.Period{Running: true} }, []string{"query.period.last"}},
		"fifty years":                      {ana, func(s *query.Saved) { s.Question.Period = query.Period{From: "1976-11", To: "2026-10"} }, []string{"query.period.from"}},
		"a month that has not begun":       {ana, func(s *query.Saved) { s.Question.Period = query.Period{From: "2026-10", To: "2026-12"} }, []string{"query.period.to"}},
		"two years with last year":         {ana, func(s *query.Saved) { s.Question.Period.Last, s.Question.Definition.Compare = 24, query.WithLastYear }, []string{"query.compare"}},
		"every day":                        {ana, func(s *query.Saved) { monthly(s); s.Schedule.Every = "day" }, []string{"schedule.every"}},
		"the 31st":                         {ana, func(s *query.Saved) { monthly(s); s.Schedule.Day = 31 }, []string{"schedule.day"}},
		"weekday and day":                  {ana, func(s *query.Saved) { monthly(s); s.Schedule.Weekday = 1 }, []string{"schedule.weekday"}},
		"the eighth weekday":               {ana, func(s *query.Saved) { monthly(s); s.Schedule.Every, s.Schedule.Weekday, s.Schedule.Day = "week", 8, 0 }, []string{"schedule.weekday"}},
		"everybody's, not agreed": {ana, func(s *query.Saved) {
			s.Question.Definition.Whose, s.Question.Definition.Dimensions = query.Everyone, []query.Dimension{query.Operator}
		}, []string{"query.whose"}},
		"by agent, for an agent": {ana, func(s *query.Saved) { s.Question.Definition.Dimensions = []query.Dimension{query.Agent} }, []string{"query.dimensions[0]", "query.measures[0]"}},
		"by agent, by mail": {sam, func(s *query.Saved) {
			monthly(s)
			s.Question.Definition.Measures, s.Question.Definition.Dimensions = []string{"workload"}, []query.Dimension{query.Agent}
		}, []string{"schedule"}},
		"as PDF, in Portuguese": {ana, func(s *query.Saved) { monthly(s); s.Schedule.Format, s.Schedule.Language = insight.PDF, "pt" }, []string{"schedule.format", "schedule.language"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := l.Create(t.Context(), c.by, onTime(c.change), "", now)
			if !problem.Is(err, "saved-report-invalid") {
				t.Fatal(err)
			}
			var fields []string
			for _, f := range problem.As(err).Fields {
				fields = append(fields, f.Name)
			}
			if d := cmp.Diff(c.want, fields); d != "" {
				t.Error(d)
			}
		})
	}
	if _, err := l.Create(t.Context(), person("x", "", principal.Agent), onTime(), "", now); !problem.Is(err, "role-missing") {
		t.Error("somebody without an operator:", err)
	}
}

func TestLibrary_WhoSeesAndChangesWhat(t *testing.T) {
	l, s := library()
	private, common := create(t, l, ana, onTime()), create(t, l, ana, onTime(shared, monthly))
	global := create(t, l, nils, onTime(shared))
	if private.Name != "On time" || private.Person != "Ana" || common.Due != "2026-12-02" || common.Version != 1 {
		t.Errorf("%+v %+v", private, common)
	}
	for who, c := range map[string]struct {
		by   principal.Principal
		sees []query.SavedID
	}{"ana": {ana, []query.SavedID{private.ID, common.ID}}, "amir": {amir, []query.SavedID{common.ID}}, "dan": {dan, nil}, "nils": {nils, []query.SavedID{global.ID}}, "mona": {mona, []query.SavedID{global.ID}}} {
		page, _, err := l.Page(t.Context(), c.by, query.SavedPage{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []query.SavedID{private.ID, common.ID, global.ID} {
			sees := slices.Contains(c.sees, id)
			if listed := slices.ContainsFunc(page, func(l query.Listed) bool { return l.ID == id }); listed != sees {
				t.Errorf("%s is listed %s: %t", who, id, listed)
			}
			if _, err := l.Look(t.Context(), c.by, id); (err == nil) != sees || err != nil && !problem.Is(err, "saved-report-unknown") {
				t.Errorf("%s looks at %s: %v", who, id, err)
			}
			if sees {
				continue
			}
			if err := l.Delete(t.Context(), c.by, id, query.Any); !problem.Is(err, "saved-report-unknown") {
				t.Errorf("%s deletes %s: %v", who, id, err)
			}
		}
	}
	again := onTime(shared, monthly)
	if _, err := l.Change(t.Context(), amir, common.ID, query.Any, onTime(monthly), now); !problem.Is(err, "saved-report-not-yours") {
		t.Error("an agent unshares:", err)
	}
	again.Description = "mine now"
	if _, err := l.Change(t.Context(), sam, common.ID, query.Any, again, now); !problem.Is(err, "saved-report-not-yours") {
		t.Error("a supervisor changes:", err)
	}
	again.Shared = false
	if _, err := l.Change(t.Context(), sam, common.ID, query.Any, again, now); !problem.Is(err, "saved-report-not-yours") {
		t.Error("a supervisor unshares and changes:", err)
	}
	if _, err := l.Change(t.Context(), ana, common.ID, 7, again, now); !problem.Is(err, "saved-report-changed") {
		t.Error("at another version:", err)
	}
	unshared, err := l.Change(t.Context(), sam, common.ID, 1, onTime(monthly, func(s *query.Saved) { s.Schedule.Language = "en" }), now.Add(time.Hour))
	if err != nil || unshared.Shared || unshared.Version != 2 || unshared.Schedule.Language != "de" || unshared.By != "ana" || !unshared.UpdatedAt.Equal(now.Add(time.Hour)) {
		t.Errorf("%+v, %v", unshared, err)
	}
	if _, err := l.Look(t.Context(), amir, common.ID); !problem.Is(err, "saved-report-unknown") {
		t.Error("shared no more:", err)
	}
	if _, err := l.Change(t.Context(), ana, common.ID, 2, onTime(shared, func(s *query.Saved) { s.Chart = "line" }), now); err != nil || s.kept[common.ID].Due != "" || s.kept[common.ID].Schedule != nil {
		t.Error(err, s.kept[common.ID])
	}
	if err := l.Delete(t.Context(), amir, common.ID, query.Any); !problem.Is(err, "saved-report-not-yours") {
		t.Error("an agent deletes:", err)
	}
	if err := errors.Join(l.Delete(t.Context(), sam, common.ID, 3), l.Delete(t.Context(), mona, global.ID, query.Any), l.Delete(t.Context(), ana, private.ID, query.Any)); err != nil || len(s.kept) != 0 {
		t.Error(err, s.kept)
	}
}

func TestCreate_TheSameKeyOnce_AndAtMostAHundred(t *testing.T) {
	l, s := library()
	first, err := l.Create(t.Context(), ana, onTime(), "k", now)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := l.Create(t.Context(), ana, onTime(), "k", now.Add(time.Hour)); err != nil || again.ID != first.ID || !again.CreatedAt.Equal(now) || len(s.kept) != 1 {
		t.Error(again, err)
	}
	if _, err := l.Create(t.Context(), ana, onTime(shared), "k", now); !problem.Is(err, "idempotency-key-reused") {
		t.Error(err)
	}
	if other, err := l.Create(t.Context(), amir, onTime(shared), "k", now); err != nil || other.ID == first.ID {
		t.Error("another person's key is another:", err)
	}
	for range 99 {
		create(t, l, ana, onTime(shared))
	}
	if _, err := l.Create(t.Context(), ana, onTime(), "", now); !problem.Is(err, "saved-reports-full") {
		t.Error(err)
	}
	create(t, l, amir, onTime())
	seen := map[query.SavedID]bool{}
	for p := (query.SavedPage{Limit: 30}); ; {
		page, more, err := l.Page(t.Context(), ana, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range page {
			if seen[one.ID] {
				t.Error(one.ID, "is listed twice")
			}
			seen[one.ID] = true
		}
		if !more {
			break
		}
		last := page[len(page)-1]
		p.AfterName, p.AfterID = last.Name, last.ID
	}
	if len(seen) != 101 {
		t.Errorf("%d are listed", len(seen))
	}
}

func TestShare_AtMostTwoHundredAmongThePeopleOfAPost(t *testing.T) {
	l, s := library()
	for i := range 200 {
		one := onTime(shared)
		one.ID, one.Owner, one.By, one.Revision, one.Version = query.SavedID(fmt.Sprintf("C%025d", i)), "GBA", []string{"amir", "sam"}[i%2], 1, 1
		s.kept[one.ID] = one
	}
	private := create(t, l, ana, onTime())
	if _, err := l.Create(t.Context(), ana, onTime(shared), "", now); !problem.Is(err, "shared-reports-full") || problem.As(err).Fields[0].Name != "shared" {
		t.Error("a new one is shared:", err)
	}
	if _, err := l.Change(t.Context(), ana, private.ID, query.Any, onTime(shared), now); !problem.Is(err, "shared-reports-full") {
		t.Error("one is shared later:", err)
	}
	if there, err := l.Look(t.Context(), ana, private.ID); err != nil || there.Shared {
		t.Error("it stays as it was:", there.Shared, err)
	}
	old := s.kept[query.SavedID(fmt.Sprintf("C%025d", 0))]
	if _, err := l.Change(t.Context(), amir, old.ID, query.Any, onTime(shared, func(r *query.Saved) { r.Name = "Other" }), now); err != nil {
		t.Error("what is shared already is still edited:", err)
	}
	if _, err := l.Create(t.Context(), dan, onTime(shared), "", now); err != nil {
		t.Error("another post has a list of its own:", err)
	}
	if err := l.Delete(t.Context(), sam, old.ID, query.Any); err != nil {
		t.Fatal(err)
	}
	if one, err := l.Change(t.Context(), ana, private.ID, query.Any, onTime(shared), now); err != nil || !one.Shared {
		t.Error("there is room again:", err)
	}
}

func clerk(s *shelves, size int64) (*query.Clerk, *world) {
	k, w := desk(size)
	return &query.Clerk{Store: s, People: s, Desk: k, Send: s.send, Log: slog.New(slog.DiscardHandler)}, w
}

func always() bool { return true }

func TestSendDue_OnceEachTimeItComesRound(t *testing.T) {
	l, s := library()
	k, w := clerk(s, 400)
	made := create(t, l, ana, onTime(monthly))
	for _, c := range []struct {
		day  string
		sent int
	}{{"2026-12-01", 0}, {"2026-12-02", 1}, {"2026-12-02", 0}, {"2026-12-31", 0}, {"2027-03-05", 1}, {"2027-03-06", 0}} { // nights were missed: one letter, not three
		at, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.SendDue(t.Context(), at.Add(3*time.Hour), always); err != nil || got != (query.Sent{Sent: c.sent}) {
			t.Errorf("on %s: %+v, %v", c.day, got, err)
		}
	}
	if d := cmp.Diff([]string{"ana@gba.example On time 2026-09…2026-11 4", "ana@gba.example On time 2026-12…2027-02 4"}, s.letters); d != "" {
		t.Error(d)
	}
	if one := s.kept[made.ID]; one.Version != 1 || one.LastRun.State != query.RunSent || one.LastRun.At.Format(time.DateOnly) != "2027-03-05" || one.Due != "2027-04-02" {
		t.Errorf("%+v", one)
	}
	if w.spent["GBA"] == 0 {
		t.Error("letters cost nothing")
	}
}

// A hiccup of the engine loses no month: the report says what happened, and is written about the night after.
func TestSendDue_WhenTheEngineFailsOrIsSlow_IsSentTheNextNight(t *testing.T) {
	for reason, hiccup := range map[string]func(*world){
		"query-failed":  func(w *world) { w.end = query.Progress{State: query.Failed, Reason: "INTERNAL_ERROR_QUERY_ENGINE"} },
		"query-running": func(w *world) { w.looks = 1000 },
	} {
		synctest.Test(t, func(t *testing.T) {
			l, s := library()
			k, w := clerk(s, 400)
			made := create(t, l, ana, onTime(monthly))
			well := w.end
			hiccup(w)
			night := time.Date(2026, 12, 2, 3, 0, 0, 0, time.UTC)
			got, err := k.SendDue(t.Context(), night, always)
			one := s.kept[made.ID]
			if err != nil || got != (query.Sent{Failed: 1}) || one.Due != "2026-12-02" || one.LastRun == nil || one.LastRun.State != query.RunFailed || one.LastRun.Reason != reason {
				t.Errorf("%s: %+v, %v: %+v %+v", reason, got, err, one, one.LastRun)
			}
			w.end, w.looks = well, 0
			got, err = k.SendDue(t.Context(), night.AddDate(0, 0, 1), always)
			one = s.kept[made.ID]
			if err != nil || got != (query.Sent{Sent: 1}) || one.Due != "2027-01-02" || one.LastRun.State != query.RunSent || len(s.letters) != 1 {
				t.Errorf("%s: the night after: %+v, %v: %+v %v", reason, got, err, one, s.letters)
			}
		})
	}
}

// Other posts' sums are saved and sent as long as the network agrees to it.
func TestSendDue_OtherPostsSums_WhileAgreed(t *testing.T) {
	l, s := library()
	k, w := clerk(s, 400)
	w.rows = []map[string]string{{"operator": "DEA", "due": "40", "on_time": "39"}}
	agreed := true
	l.Agreed = func(context.Context, time.Time) (bool, error) { return agreed, nil }
	k.Agreed = l.Agreed
	made := create(t, l, ana, onTime(monthly, func(s *query.Saved) {
		s.Question.Definition.Whose, s.Question.Definition.Dimensions, s.Question.Definition.Filters = query.Everyone, []query.Dimension{query.Operator}, nil
	}))
	for _, c := range []struct {
		day    time.Time
		agreed bool
		state  query.RunState
		reason string
	}{
		{time.Date(2026, 12, 2, 3, 0, 0, 0, time.UTC), true, query.RunSent, ""},
		{time.Date(2027, 1, 2, 3, 0, 0, 0, time.UTC), false, query.RunFailed, "query-invalid"},
	} {
		agreed = c.agreed
		if _, err := k.SendDue(t.Context(), c.day, always); err != nil {
			t.Fatal(err)
		}
		if run := s.kept[made.ID].LastRun; run == nil || run.State != c.state || run.Reason != c.reason {
			t.Errorf("%s: %+v", c.day, run)
		}
	}
}

func TestSendDue_SaysWhatFailed(t *testing.T) {
	second := time.Date(2026, 12, 2, 3, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		size   int64
		change func(*shelves)
		reason string
	}{
		"too large":  {2000, func(*shelves) {}, "query-too-large"},
		"no budget":  {400, func(*shelves) {}, "query-budget-spent"},
		"refused":    {400, func(s *shelves) { s.fails = problem.New(problem.Invalid, "address-refused", "no such mailbox") }, "address-refused"},
		"no address": {400, func(s *shelves) { s.people["ana"] = insight.Person{Operator: "GBA", Name: "Ana"} }, "address-refused"},
		"barred": {400, func(s *shelves) {
			s.people["ana"] = insight.Person{Operator: "GBA", Name: "Ana", Barred: true, Address: "ana@gba.example"}
		}, "role-missing"},
	} {
		t.Run(name, func(t *testing.T) {
			l, s := library()
			k, w := clerk(s, c.size)
			made := create(t, l, ana, onTime(monthly))
			c.change(s)
			if name == "no budget" {
				w.spent["GBA"] = 1400
			}
			for range 2 {
				if _, err := k.SendDue(t.Context(), second, always); err != nil {
					t.Error(err)
				}
			}
			if one := s.kept[made.ID]; one.LastRun == nil || one.LastRun.State != query.RunFailed || one.LastRun.Reason != c.reason || one.Due != "2027-01-02" || len(s.letters) != 0 {
				t.Errorf("%+v %+v", one, one.LastRun)
			}
		})
	}
}

// Who administers the network no more is sent none of its figures, and is not asked for in its budget.
func TestSendDue_WhoAdministersTheNetworkNoMoreIsSentNothing(t *testing.T) {
	l, s := library()
	k, w := clerk(s, 400)
	s.people["nils"] = insight.Person{Name: "Nils", Address: "nils@network.example"}
	nils := principal.Principal{Subject: "nils", Roles: []principal.Role{principal.NetworkAdministrator}}
	made := create(t, l, nils, onTime(monthly))
	s.people["nils"] = insight.Person{Name: "Nils", Barred: true}
	if got, err := k.SendDue(t.Context(), time.Date(2026, 12, 2, 3, 0, 0, 0, time.UTC), always); err != nil || got != (query.Sent{Failed: 1}) {
		t.Error(got, err)
	}
	if one := s.kept[made.ID]; one.LastRun == nil || one.LastRun.Reason != "role-missing" || one.Due != "2027-01-02" || len(s.letters) != 0 || w.spent[string(insight.Network)] != 0 {
		t.Errorf("%+v, %d bytes", one, w.spent[string(insight.Network)])
	}
	s.people["nils"] = insight.Person{Name: "Nils", Address: "nils@network.example"}
	if got, err := k.SendDue(t.Context(), time.Date(2027, 1, 2, 3, 0, 0, 0, time.UTC), always); err != nil || got.Sent != 1 {
		t.Error("an administrator again:", got, err)
	}
}

func TestSendDue_WhatIsOurFault_IsSentTheNextTime(t *testing.T) {
	l, s := library()
	k, _ := clerk(s, 400)
	made := create(t, l, ana, onTime(monthly))
	second := time.Date(2026, 12, 2, 3, 0, 0, 0, time.UTC)
	s.fails = errors.New("throttled")
	if got, err := k.SendDue(t.Context(), second, always); err == nil || got != (query.Sent{}) || s.kept[made.ID].Due != "2026-12-02" || s.kept[made.ID].LastRun != nil {
		t.Errorf("%+v, %v: %+v", got, err, s.kept[made.ID])
	}
	s.fails = nil
	if got, err := k.SendDue(t.Context(), second, func() bool { return false }); err != nil || got != (query.Sent{Left: 1}) {
		t.Error("without time:", got, err)
	}
	if got, err := k.SendDue(t.Context(), second.AddDate(0, 0, 1), always); err != nil || got.Sent != 1 {
		t.Error(got, err)
	}
}

// Who left keeps nothing for themselves; what they shared stays, and writes to nobody.
func TestClerk_WhoLeft(t *testing.T) {
	second := time.Date(2026, 12, 2, 3, 0, 0, 0, time.UTC)
	for name, leaves := range map[string]func(*shelves){
		"the directory": func(s *shelves) { delete(s.people, "ana") },
		"for another":   func(s *shelves) { s.people["ana"] = insight.Person{Operator: "DEA", Address: "ana@dea.example"} },
		"for the network": func(s *shelves) {
			s.people["ana"] = insight.Person{Address: "ana@network.example"}
		},
	} {
		for _, night := range []string{"letters", "clearing up"} {
			t.Run(name+", "+night, func(t *testing.T) {
				l, s := library()
				k, _ := clerk(s, 400)
				create(t, l, ana, onTime(monthly))
				common := create(t, l, ana, onTime(shared, monthly))
				theirs := create(t, l, amir, onTime(monthly, func(s *query.Saved) { s.Schedule.Day = 20 }))
				s.savers = []query.Saver{{Owner: "GBA", Subject: "ana"}, {Owner: "GBA", Subject: "amir"}}
				leaves(s)
				if night == "letters" {
					if got, err := k.SendDue(t.Context(), second, always); err != nil || got != (query.Sent{}) {
						t.Error(got, err)
					}
				} else if left, err := k.ClearUp(t.Context(), second); err != nil || left != 1 || len(s.savers) != 1 {
					t.Error(left, err, s.savers)
				}
				if len(s.kept) != 2 || s.kept[common.ID].Schedule != nil || s.kept[common.ID].Due != "" || s.kept[theirs.ID].Schedule == nil || len(s.letters) != 0 {
					t.Errorf("%+v", s.kept)
				}
				if l, err := l.Look(t.Context(), sam, common.ID); err != nil || name == "the directory" && l.Person != "" {
					t.Error(l, err)
				}
			})
		}
	}
}
