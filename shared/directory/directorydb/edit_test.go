//go:build emulator

package directorydb_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var mornings = calendar.Spec{TimeZone: "Europe/London", Week: map[string][][2]string{"1": {{"08:00", "12:00"}}}, Holidays: []string{"2026-12-25"}, Special: map[string][][2]string{}}

// edited is a fixture in which Doncaster works on Monday mornings until 2027 and Belfast follows it.
func edited(t *testing.T) *fixture {
	t.Helper()
	f := newFixture(t)
	ctx := t.Context()
	_, centres, err := f.Latest(ctx, "GBA")
	if err != nil {
		t.Fatal(err)
	}
	f.costs(t, "an operator as it is this moment", 1.5)
	data := centres[slices.IndexFunc(centres, func(c directory.CallCentre) bool { return c.ID == "GBA-DON" })].Calendar
	calendars := []directory.CalendarVersion{{Version: 0, At: f.now, Calendar: data}, {Version: 1, At: f.now, By: directory.Editor{Subject: "9", Name: "Olga Osborne"}, Calendar: mornings}}
	if err := f.EditCentre(ctx, "GBA-DON", 0, directory.CentreEdit{Calendars: calendars}); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "the first edit of a calendar", 17.5)
	if err := f.EditCentre(ctx, "GBA-DON", 1, directory.CentreEdit{Period: &directory.Period{ClosesOn: "2027-01-01", ReplacedBy: "GBA-BEL"},
		Settings: &directory.CentreSettings{Mute: []string{"new"}}}); err != nil {
		t.Fatal(err)
	}
	rules := []directory.Rule{{Products: []string{"REG"}, Centre: "GBA-BEL"}}
	if err := f.EditOperator(ctx, "GBA", 0, directory.OperatorEdit{HandOver: &rules}); err != nil {
		t.Fatal(err)
	}
	if err := f.EditOperator(ctx, "GBA", 1, directory.OperatorEdit{Settings: &directory.Settings{AutoReply: []string{"WII"}}}); err != nil {
		t.Fatal(err)
	}
	f.meter.Reset()
	return f
}

// isEdited checks that what was set is seen everywhere.
func isEdited(t *testing.T, s *directorydb.Store) {
	t.Helper()
	ctx := t.Context()
	one, err := s.CallCentre(ctx, "GBA-DON")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mornings, one.Calendar); diff != "" || one.CalendarVersion != 1 || one.Version != 2 || one.ClosesOn != "2027-01-01" || one.ReplacedBy != "GBA-BEL" ||
		!slices.Equal(one.Settings.Mute, []string{"new"}) {
		t.Errorf("%+v %s", one, diff)
	}
	all, err := s.CallCentres(ctx)
	if i := slices.IndexFunc(all, func(c directory.CallCentre) bool { return c.ID == "GBA-DON" }); err != nil || i < 0 || cmp.Diff(one, all[i]) != "" {
		t.Error("the list says something else", err)
	}
	op, err := s.Operator(ctx, "GBA")
	if err != nil || op.Version != 2 || len(op.HandOver) != 1 || !slices.Equal(op.Settings.AutoReply, []string{"WII"}) {
		t.Errorf("%+v %v", op, err)
	}
	operators, err := s.Operators(ctx)
	if i := slices.IndexFunc(operators, func(o directory.Operator) bool { return o.Code == "GBA" }); err != nil || i < 0 || cmp.Diff(op, operators[i]) != "" {
		t.Error("the list says something else", err)
	}
}

func TestEdit_TheEditorSeesItAtOnce_OthersWithinAMinute(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	other := f.other()
	if _, err := other.CallCentre(ctx, "GBA-DON"); err != nil {
		t.Fatal(err)
	}
	if _, err := f.CallCentre(ctx, "GBA-DON"); err != nil {
		t.Fatal(err)
	}
	if err := f.EditCentre(ctx, "GBA-DON", 0, directory.CentreEdit{Period: &directory.Period{OpensOn: "2026-01-01"}}); err != nil {
		t.Fatal(err)
	}
	if c, err := f.CallCentre(ctx, "GBA-DON"); err != nil || c.OpensOn != "2026-01-01" {
		t.Error("the editor does not see it", c.OpensOn, err)
	}
	if c, err := other.CallCentre(ctx, "GBA-DON"); err != nil || c.OpensOn != "" {
		t.Error("read again within a minute", c.OpensOn, err)
	}
	f.now = f.now.Add(directorydb.Fresh)
	if c, err := other.CallCentre(ctx, "GBA-DON"); err != nil || c.OpensOn != "2026-01-01" {
		t.Error("an old reading is believed", c.OpensOn, err)
	}
}

func TestEdit_SurvivesALoadOfTheData(t *testing.T) {
	f := edited(t)
	isEdited(t, f.Store)
	isEdited(t, f.other())
	changed := f.data
	changed.Version = "2027.1.1"
	changed.CallCentres = slices.Clone(f.data.CallCentres)
	for i := range changed.CallCentres {
		changed.CallCentres[i].DataVersion = changed.Version
	}
	if err := f.Load(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	isEdited(t, f.other())
	if c, err := f.other().CallCentre(t.Context(), "GBA-DON"); err != nil || c.DataVersion != "2027.1.1" {
		t.Error("the rest follows the data", c.DataVersion, err)
	}
}

func TestEdit_AtAnotherVersion_ChangesNothing(t *testing.T) {
	f := edited(t)
	for _, version := range []int{0, 1, 3} {
		if err := f.EditCentre(t.Context(), "GBA-DON", version, directory.CentreEdit{Period: &directory.Period{}}); !errors.Is(err, directory.ErrChanged) {
			t.Errorf("version %d: %v", version, err)
		}
		if err := f.EditOperator(t.Context(), "GBA", version, directory.OperatorEdit{Settings: &directory.Settings{}}); !errors.Is(err, directory.ErrChanged) {
			t.Errorf("version %d: %v", version, err)
		}
	}
	isEdited(t, f.other())
}

func TestCalendarVersions_OldOnesStayReadable(t *testing.T) {
	f := edited(t)
	ctx := t.Context()
	for version := range 8 {
		v := directory.CalendarVersion{Version: version + 2, At: f.now, Calendar: mornings}
		if err := f.EditCentre(ctx, "GBA-DON", version+2, directory.CentreEdit{Calendars: []directory.CalendarVersion{v}}); err != nil {
			t.Fatal(err)
		}
		f.costs(t, "a further edit of a calendar", 10)
	}
	all, err := f.CalendarVersions(ctx, "GBA-DON")
	if err != nil || len(all) != 10 || all[0].Version != 9 || all[8].By.Name != "Olga Osborne" || all[9].By.Name != "" {
		t.Fatalf("%+v %v", all, err)
	}
	f.costs(t, "the list of a calendar's versions", 1)
	first, err := f.CalendarVersion(ctx, "GBA-DON", 0)
	if err != nil || len(first.Calendar.Holidays) < 10 {
		t.Error("the calendar of the data is lost", err)
	}
	f.costs(t, "a version of a calendar", 1)
	for _, id := range []directory.CentreID{"GBA-DON", "GBA-BEL"} {
		if _, err := f.CalendarVersion(ctx, id, 10); !problem.Is(err, "calendar-version-unknown") {
			t.Error(id, err)
		}
	}
}

func TestTemplates_AreTheOperatorsOwn_ByName(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	for i, name := range []string{"b", "A", "c"} {
		if err := f.SaveTemplate(ctx, "GBA", directory.Template{ID: fmt.Sprint(i), Name: name, Text: "{{itemId}}", Version: 1, Fingerprint: "f"}); err != nil {
			t.Fatal(err)
		}
		f.costs(t, "adding a template", 1)
	}
	all, err := f.Templates(ctx, "GBA")
	if err != nil || len(all) != 3 || all[0].Name != "A" || all[2].Name != "c" {
		t.Fatal(all, err)
	}
	f.costs(t, "the templates", 1)
	if none, err := f.Templates(ctx, "DEA"); err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	if err := f.SaveTemplate(ctx, "GBA", directory.Template{ID: "1", Version: 1}); !errors.Is(err, directory.ErrChanged) {
		t.Error("added twice", err)
	}
	if err := f.SaveTemplate(ctx, "GBA", directory.Template{ID: "1", Name: "Z", Version: 2, Fingerprint: "f"}); err != nil {
		t.Error(err)
	}
	if one, err := f.Template(ctx, "GBA", "1"); err != nil || one.Name != "Z" || one.Version != 2 || one.Fingerprint != "f" {
		t.Error(one, err)
	}
	if err := f.DeleteTemplate(ctx, "GBA", "1", 1); !errors.Is(err, directory.ErrChanged) {
		t.Error("deleted an older version", err)
	}
	if err := f.DeleteTemplate(ctx, "GBA", "1", 2); err != nil {
		t.Error(err)
	}
	if _, err := f.Template(ctx, "GBA", "1"); !problem.Is(err, "template-unknown") {
		t.Error(err)
	}
}

// An answer can be lost after the work was done; the SDK asks again, and must not be told that somebody else was quicker.
func TestTemplates_TheSameCallAgain_IsOnce(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	for range 2 {
		if err := f.SaveTemplate(ctx, "GBA", directory.Template{ID: "1", Name: "A", Text: "{{itemId}}", Version: 1, Fingerprint: "f"}); err != nil {
			t.Fatal("saved", err)
		}
	}
	for range 2 {
		if err := f.DeleteTemplate(ctx, "GBA", "1", 1); err != nil {
			t.Fatal("deleted", err)
		}
	}
}

func TestViews_ArePersonal(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	if err := f.PutAgent(ctx, directory.Agent{Subject: "1", Name: "Ana Aldous", Operator: "GBA"}); err != nil {
		t.Fatal(err)
	}
	v := directory.View{Name: "Urgent from France", Folder: "toDo", Filter: map[string]string{"urgent": "true", "partner": "FRA"}, Columns: []string{"item", "due"}}
	for range 2 {
		if err := f.SaveView(ctx, "1", v); err != nil {
			t.Fatal(err)
		}
	}
	f.meter.Reset()
	mine, err := f.Views(ctx, "1")
	if diff := cmp.Diff([]directory.View{v}, mine); err != nil || diff != "" {
		t.Error(err, diff)
	}
	f.costs(t, "a person's views", 1)
	if others, err := f.Views(ctx, "2"); err != nil || len(others) != 0 {
		t.Error(others, err)
	}
	for range 2 {
		if err := f.DeleteView(ctx, "1", v.Name); err != nil {
			t.Fatal(err)
		}
	}
	if mine, err := f.Views(ctx, "1"); err != nil || len(mine) != 0 {
		t.Error(mine, err)
	}
	if a, err := f.Agent(ctx, "1"); err != nil || a.Name != "Ana Aldous" {
		t.Error("the person is gone with the view", err)
	}
}

func TestPreferences_ArePersonal_AndGoByTheLastChoice(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	if err := f.PutAgent(ctx, directory.Agent{Subject: "1", Name: "Ana Aldous", Operator: "GBA"}); err != nil {
		t.Fatal(err)
	}
	f.meter.Reset()
	saves := func(change, want directory.Preferences) {
		t.Helper()
		got, err := f.SavePreferences(ctx, "1", change)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		f.costs(t, "saving preferences", 1)
		read, err := f.other().Preferences(ctx, "1")
		if diff := cmp.Diff(want, read); err != nil || diff != "" {
			t.Error(err, diff)
		}
		f.costs(t, "a person's preferences", 1)
	}
	all := directory.Preferences{Theme: "dark", Density: "compact", Shortcuts: "off", Language: "de", Columns: []string{"item", "due"}, Panel: "bottom", View: "alone", ViewBeside: "together", Welcome: "over"}
	saves(directory.Preferences{}, directory.Preferences{})
	saves(all, all)
	all.Theme = "light"
	saves(directory.Preferences{Theme: "light"}, all)
	saves(directory.Preferences{}, all)
	all.Columns = nil
	saves(directory.Preferences{Columns: []string{}}, all)
	if others, err := f.Preferences(ctx, "2"); err != nil || cmp.Diff(directory.Preferences{}, others) != "" {
		t.Error(others, err)
	}
	if views, err := f.Views(ctx, "1"); err != nil || len(views) != 0 {
		t.Error(views, err)
	}
}

func TestPreferences_GoWithThePerson(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	if err := f.PutAgent(ctx, directory.Agent{Subject: "1", Name: "Ana Aldous", Operator: "GBA"}); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SavePreferences(ctx, "1", directory.Preferences{Theme: "dark"}); err != nil {
		t.Fatal(err)
	}
	agent := directory.AgentEdit{CallCentres: []directory.CentreID{"GBA-DON"}, Roles: []principal.Role{principal.Agent}}
	if err := f.EditAgent(ctx, "1", 0, agent); err != nil {
		t.Fatal(err)
	}
	if p, err := f.Preferences(ctx, "1"); err != nil || p.Theme != "dark" {
		t.Error("somebody who moves keeps them", p, err)
	}
	agent.Inactive = true
	if err := f.EditAgent(ctx, "1", 0, agent); !errors.Is(err, directory.ErrChanged) {
		t.Error(err)
	}
	if p, err := f.Preferences(ctx, "1"); err != nil || p.Theme != "dark" {
		t.Error("an edit that was refused took them", p, err)
	}
	f.meter.Reset()
	if err := f.EditAgent(ctx, "1", 1, agent); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "letting somebody go", 5)
	if a, err := f.LatestAgent(ctx, "1"); err != nil || !a.Inactive || a.Version != 2 {
		t.Error(a, err)
	}
	if p, err := f.Preferences(ctx, "1"); err != nil || cmp.Diff(directory.Preferences{}, p) != "" {
		t.Error(p, err)
	}
}

func TestAgentsOf_ByName(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	for subject, name := range map[string]string{"1": "Zoe", "2": "ana", "3": "Bob"} {
		if err := f.PutAgent(ctx, directory.Agent{Subject: subject, Name: name, Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.PutAgent(ctx, directory.Agent{Subject: "4", Name: "Bruno", Operator: "DEA"}); err != nil {
		t.Fatal(err)
	}
	f.meter.Reset()
	all, err := f.AgentsOf(ctx, "GBA")
	if err != nil || len(all) != 3 || all[0].Name != "ana" || all[2].Name != "Zoe" {
		t.Error(all, err)
	}
	f.costs(t, "an operator's agents", 0.5)
	if err := f.PutAgent(ctx, directory.Agent{Subject: "3", Name: "Bob", Operator: "DEA"}); err != nil {
		t.Fatal(err)
	}
	if all, err := f.AgentsOf(ctx, "GBA"); err != nil || len(all) != 2 {
		t.Error("who went to another operator is still listed", all, err)
	}
}

func TestCalendars_AreKeptForEver_ByWhatTheySay(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	before, err := f.CallCentre(ctx, "GBA-DON")
	if err != nil {
		t.Fatal(err)
	}
	digest := before.Calendar.Digest()
	f.meter.Reset()
	k, err := f.Calendar(ctx, digest)
	if err != nil || cmp.Diff(before.Calendar, k.Spec) != "" || k.Names["2026-12-25"] != "Christmas Day" {
		t.Fatal("a calendar of the data is not kept as it is", err, k.Names)
	}
	f.costs(t, "a kept calendar", 0.5)
	if _, err := f.Calendar(ctx, digest); err != nil {
		t.Fatal(err)
	}
	if got := f.meter.Reset(); got != 0 {
		t.Errorf("what cannot change is read once more, for %.1f units", got)
	}

	if err := f.EditCentre(ctx, "GBA-DON", 0, directory.CentreEdit{Calendars: []directory.CalendarVersion{{Version: 0, At: f.now, Calendar: before.Calendar}, {Version: 1, At: f.now, Calendar: mornings}}}); err != nil {
		t.Fatal(err)
	}
	for name, spec := range map[string]calendar.Spec{"the one before": before.Calendar, "the new one": mornings} {
		k, err := f.other().Calendar(ctx, spec.Digest())
		if err != nil || cmp.Diff(spec, k.Spec) != "" || k.Names["2026-12-25"] != "Christmas Day" {
			t.Error(name, err, k)
		}
	}
	if _, err := f.Calendar(ctx, "nothing"); !problem.Is(err, "calendar-unknown") {
		t.Error(err)
	}
}
