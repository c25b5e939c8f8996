//go:build emulator

package directorydb_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// fixture is a store on its own table with the real data in it, a meter at zero and a clock that stands still.
type fixture struct {
	*directorydb.Store
	data  directory.Data
	meter *dynamo.Meter
	now   time.Time
	other func() *directorydb.Store // another process on the same table
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	client, table := kit.Table(t, "DirectoryTable")
	f := &fixture{data: d, meter: &dynamo.Meter{}, now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	f.other = func() *directorydb.Store {
		return directorydb.New(client, table, f.meter, directorydb.WithNow(func() time.Time { return f.now }))
	}
	f.Store = f.other()
	if err := f.Load(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	f.meter.Reset()
	return f
}

func (f *fixture) costs(t *testing.T, what string, budget float64) {
	t.Helper()
	if got := f.meter.Reset(); got > budget {
		t.Errorf("%s costs %.1f units, the budget is %.1f", what, got, budget)
	}
}

func TestStore_ReadsBackWhatWasLoaded(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()

	operators, err := f.Operators(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := slices.SortedFunc(slices.Values(f.data.Operators), func(a, b directory.Operator) int { return cmpString(a.Code, b.Code) })
	if diff := cmp.Diff(want, operators); diff != "" {
		t.Error(diff)
	}
	f.costs(t, "the list of operators", 2)

	centres, err := f.CallCentres(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range f.data.CallCentres {
		f.data.CallCentres[i].HolidayNames = nil // they are with the kept calendars
	}
	wantCentres := slices.SortedFunc(slices.Values(f.data.CallCentres), func(a, b directory.CallCentre) int { return cmpString(a.ID, b.ID) })
	if diff := cmp.Diff(wantCentres, centres); diff != "" {
		t.Error(diff)
	}
	f.costs(t, "the list of call centres", 4)

	for _, o := range f.data.Operators {
		got, err := f.Operator(ctx, o.Code)
		if diff := cmp.Diff(o, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		f.costs(t, "an operator with its call centres", 0.5)
		own, err := f.CentresOf(ctx, o.Code)
		if err != nil || len(own) == 0 {
			t.Error(err, own)
		}
		for _, c := range own {
			one, err := f.CallCentre(ctx, c.ID)
			if diff := cmp.Diff(c, one); err != nil || diff != "" {
				t.Error(err, diff)
			}
		}
		f.costs(t, "its call centres, just read", 0)
	}
	for country, operator := range f.data.Countries {
		got, err := f.OperatorOf(ctx, country)
		if err != nil || got != operator {
			t.Error(country, got, err)
		}
		f.costs(t, "the operator of a country", 0.5)
	}
	version, err := f.DataVersion(ctx)
	if err != nil || version != "2026.12.2" {
		t.Error(version, err)
	}
	f.costs(t, "the version of the data", 0.5)
}

func TestDataVersion_IsSeenAsSoonAsTheDataAreLoaded(t *testing.T) {
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	client, table := kit.Table(t, "DirectoryTable")
	asking := directorydb.New(client, table, nil) // the function that answers healthz before and after the first load
	if v, err := asking.DataVersion(t.Context()); v != "" || err != nil {
		t.Fatal(v, err)
	}
	if err := directorydb.New(client, table, nil).Load(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if v, err := asking.DataVersion(t.Context()); v != d.Version || err != nil {
		t.Fatal(v, err)
	}
}

func cmpString[T ~string](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestStore_UnknownIsNotFound(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	_, operator := f.Operator(ctx, "XXX")
	_, nobody := f.Operator(ctx, "")
	_, centres := f.CentresOf(ctx, "XXX")
	_, centre := f.CallCentre(ctx, "GBA-XXX")
	_, foreign := f.CallCentre(ctx, "XXX-DON")
	_, country := f.OperatorOf(ctx, "XX")
	_, agent := f.Agent(ctx, "zoe")
	_, noAgent := f.Agent(ctx, "")
	_, release := f.Version(ctx, "2020.1.1")
	_, early := f.InForce(ctx, time.Date(2025, 12, 31, 23, 59, 59, 0, time.UTC))
	for slug, errs := range map[string][]error{"operator-unknown": {operator, nobody, centres, country}, "call-centre-unknown": {centre, foreign},
		"agent-unknown": {agent, noAgent}, "catalogue-unknown": {release, early}} {
		for _, err := range errs {
			if !problem.Is(err, slug) || problem.As(err).Kind != problem.NotFound {
				t.Errorf("%v, want %s", err, slug)
			}
		}
	}
}

func TestStore_ReleaseIsReadWholeOnceAndThenItsHeadOnly(t *testing.T) {
	f := newFixture(t)
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	read := func() *catalogue.Release {
		r, err := f.InForce(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if diff := cmp.Diff(&f.data.Releases[len(f.data.Releases)-2], read()); diff != "" {
		t.Error(diff)
	}
	f.costs(t, "the release in force, first read", 5.5)
	read()
	f.costs(t, "the release in force, just read", 0)
	f.now = f.now.Add(directorydb.Fresh)
	read()
	f.costs(t, "the release in force, a minute later", 1)
}

func TestLoad_OtherContentsUnderALoadedVersion_AreRefused(t *testing.T) {
	f := newFixture(t)
	changed := f.data
	release := f.data.Releases[0]
	release.ReasonCodes = release.ReasonCodes[:3]
	changed.Version, changed.Releases = "2026.11.2", append([]catalogue.Release{release}, f.data.Releases[1:]...)
	if err := f.Load(t.Context(), changed); !problem.Is(err, "catalogue-version-taken") {
		t.Fatal(err)
	}
	if r, err := f.other().Version(t.Context(), release.Version); err != nil || len(r.ReasonCodes) == 3 {
		t.Error("an inquiry's release was changed under it", err)
	}
}

func TestVersions_LatestDateFirst(t *testing.T) {
	f := newFixture(t)
	all, err := f.Versions(t.Context())
	if err != nil || len(all) != len(f.data.Releases) || all[len(all)-1].Version != f.data.Releases[0].Version {
		t.Fatal(all, err)
	}
}

func TestStore_InForceFollowsTheDates(t *testing.T) {
	f := newFixture(t)
	next := f.data.Releases[0]
	next.Version, next.InForceFrom = "2027.1.1", "2027-01-01"
	changed := f.data
	changed.Version, changed.Releases = "2027.1.1", append(slices.Clone(f.data.Releases), next)
	if err := f.Load(t.Context(), changed); err != nil {
		t.Fatal(err)
	}
	for at, version := range map[string]string{"2026-01-01T23:59:59Z": "2026.11.1", "2026-12-31T23:59:59Z": "2026.12.2", "2027-01-01T00:00:00Z": "2027.1.1", "2030-01-01T00:00:00Z": "2027.1.1"} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if r, err := f.InForce(t.Context(), instant); err != nil || r.Version != version {
			t.Errorf("at %s: %v %v", at, r, err)
		}
	}
	if r, err := f.Version(t.Context(), "2026.11.1"); err != nil || r.Version != "2026.11.1" {
		t.Error("an inquiry that started with the older release lost it", err)
	}
}

func TestLoad_AgainChangesNothing(t *testing.T) {
	f := newFixture(t)
	for range 2 {
		if err := f.other().Load(t.Context(), f.data); err != nil {
			t.Fatal(err)
		}
		f.costs(t, "loading the same data again", 0.5)
	}
}

func TestLoad_ReplacesWhatIsOlderAndRetiresWhatIsGone(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	changed := f.data
	changed.Version = "2026.11.2"
	changed.Operators = slices.DeleteFunc(slices.Clone(f.data.Operators), func(o directory.Operator) bool { return o.Code == "SGA" })
	changed.CallCentres = slices.DeleteFunc(slices.Clone(f.data.CallCentres), func(c directory.CallCentre) bool { return c.Operator == "SGA" || c.ID == "GBA-BEL" })
	changed.Countries = map[string]directory.OperatorCode{}
	for country, o := range f.data.Countries {
		if o != "SGA" {
			changed.Countries[country] = o
		}
	}
	for i := range changed.CallCentres {
		changed.CallCentres[i].DataVersion = changed.Version
	}
	if err := f.Load(ctx, changed); err != nil {
		t.Fatal(err)
	}
	s := f.other()
	if _, err := s.Operator(ctx, "SGA"); !problem.Is(err, "operator-unknown") {
		t.Error("the operator is still there", err)
	}
	for _, id := range []directory.CentreID{"SGA-SIN", "GBA-BEL"} { // inquiries that are open there must still find their calendar
		if c, err := s.CallCentre(ctx, id); err != nil || c.Calendar.TimeZone == "" {
			t.Error(id, c, err)
		}
	}
	if all, err := s.CallCentres(ctx); err != nil || slices.ContainsFunc(all, func(c directory.CallCentre) bool { return c.ID == "GBA-BEL" || c.ID == "SGA-SIN" }) {
		t.Error("a retired centre is still listed", err)
	}
	if centres, err := s.CentresOf(ctx, "GBA"); err != nil || slices.ContainsFunc(centres, func(c directory.CallCentre) bool { return c.ID == "GBA-BEL" }) {
		t.Error("a retired centre can still be chosen", err)
	}
	if _, err := s.OperatorOf(ctx, "SG"); !problem.Is(err, "operator-unknown") {
		t.Error("the country is still answered for", err)
	}
	if c, err := s.CallCentre(ctx, "GBA-DON"); err != nil || c.DataVersion != "2026.11.2" {
		t.Error(c.DataVersion, err)
	}
	if v, err := s.DataVersion(ctx); err != nil || v != "2026.11.2" {
		t.Error(v, err)
	}
}

func TestLoad_RefusesDataThatDoNotFitTogether(t *testing.T) {
	f := newFixture(t)
	broken := f.data
	broken.Version, broken.CallCentres = "2026.11.3", nil
	if err := f.Load(t.Context(), broken); !problem.Is(err, "directory-invalid") {
		t.Errorf("%v", err)
	}
	if v, err := f.other().DataVersion(t.Context()); err != nil || v != "2026.12.2" {
		t.Error(v, err)
	}
}

func TestAgent_IsKeptForAMinute(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	ana := directory.Agent{Subject: "0b6f", Name: "Ana Aldous", Email: "ana.agent@gba.example", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON", "GBA-BEL"}}
	nils := directory.Agent{Subject: "77aa", Name: "Nils Norén", Email: "nils.network@network.example", CallCentres: []directory.CentreID{}}
	for _, a := range []directory.Agent{ana, nils} {
		if err := f.PutAgent(ctx, a); err != nil {
			t.Fatal(err)
		}
		f.costs(t, "putting an agent", 3)
	}
	s := f.other()
	for _, a := range []directory.Agent{ana, nils} {
		got, err := s.Agent(ctx, a.Subject)
		if diff := cmp.Diff(a, got); err != nil || diff != "" {
			t.Error(err, diff)
		}
		f.costs(t, "an agent", 0.5)
	}
	ana.CallCentres = []directory.CentreID{"GBA-BEL"}
	if err := f.PutAgent(ctx, ana); err != nil {
		t.Fatal(err)
	}
	f.meter.Reset()
	if got, err := s.Agent(ctx, "0b6f"); err != nil || len(got.CallCentres) != 2 {
		t.Error("read again within a minute", got, err)
	}
	f.costs(t, "an agent, just read", 0)
	f.now = f.now.Add(directorydb.Fresh)
	if got, err := s.Agent(ctx, "0b6f"); err != nil || len(got.CallCentres) != 1 {
		t.Error("an old reading is believed", got, err)
	}
}

func TestPutAgent_RefusesACentreOfAnotherOperator(t *testing.T) {
	f := newFixture(t)
	for _, a := range []directory.Agent{{Name: "Nobody"}, {Subject: "1", Operator: "GBA", CallCentres: []directory.CentreID{"DEA-BON"}}} {
		if err := f.PutAgent(t.Context(), a); err == nil {
			t.Errorf("%+v is taken", a)
		}
	}
}
