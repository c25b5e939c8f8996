//go:build emulator

package directorydb_test

import (
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// with is the fixture's data with one more release, under a version of its own.
func (f *fixture) with(version string, r catalogue.Release) directory.Data {
	d := f.data
	d.Version, d.Releases = version, append(slices.Clone(f.data.Releases), r)
	return d
}

func TestLoad_AReleaseThatIsStillToComeIsReplaced(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	coming := f.data.Releases[0]
	coming.Version, coming.InForceFrom = "2027.1.1", "2027-01-01"
	if err := f.Load(ctx, f.with("2026.12.2", coming)); err != nil {
		t.Fatal(err)
	}
	coming.InForceFrom, coming.ReasonCodes = "2027-02-01", coming.ReasonCodes[:3]
	if err := f.Load(ctx, f.with("2026.12.3", coming)); err != nil {
		t.Fatal(err)
	}
	s := f.other()
	if r, err := s.Version(ctx, coming.Version); err != nil || len(r.ReasonCodes) != 3 || r.InForceFrom != "2027-02-01" {
		t.Error("not replaced", err)
	}
	if r, err := s.InForce(ctx, time.Date(2027, 1, 15, 0, 0, 0, 0, time.UTC)); err != nil || r.Version == coming.Version {
		t.Error("still in force from its old date", err)
	}
	f.now = time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC)
	coming.ReasonCodes = coming.ReasonCodes[:2]
	if err := f.Load(ctx, f.with("2027.2.1", coming)); !problem.Is(err, "catalogue-version-taken") {
		t.Error("replaced although it is in force", err)
	}
}

func TestLoad_WhatSaysTheSameInOtherBytesStays(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	r := f.data.Releases[0]
	r.Version, r.InForceFrom = "2026.1.2", "2026-01-01"
	r.Workflows = slices.Clone(r.Workflows)
	r.Workflows[0].Asks = "" // as a program wrote it that did not know the member
	if err := f.Load(ctx, f.with("2026.12.2", r)); err != nil {
		t.Fatal(err)
	}
	r.Workflows = slices.Clone(r.Workflows)
	r.Workflows[0].Asks = catalogue.AsksDestination
	if err := f.Load(ctx, f.with("2026.12.3", r)); err != nil {
		t.Error("a later program cannot load the data that an earlier one loaded:", err)
	}
}
