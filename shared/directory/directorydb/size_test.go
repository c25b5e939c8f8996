package directorydb

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// The local engine counts calls, not bytes: what an access pattern reads is weighed here, by the rules of the Amazon DynamoDB Developer
// Guide ("DynamoDB item sizes and formats"; half a unit per 4 KB of an eventually consistent query).

func weigh(t *testing.T, item any) int {
	t.Helper()
	m, err := attributevalue.MarshalMap(item)
	if err != nil {
		t.Fatal(err)
	}
	return kit.ItemSize(t, m)
}

func readUnits(bytes int) float64 { return math.Ceil(float64(bytes)/4096) / 2 }

func TestSize_AnOperatorWithItsCentres(t *testing.T) {
	d := loadedData(t)
	bytes := map[directory.OperatorCode]int{}
	for _, o := range d.Operators {
		item, err := writeOperator(o)
		if err != nil {
			t.Fatal(err)
		}
		bytes[o.Code] += weigh(t, item)
	}
	for _, c := range d.CallCentres {
		item, err := writeCentre(c)
		if err != nil {
			t.Fatal(err)
		}
		bytes[c.Operator] += weigh(t, item)
	}
	for code, n := range bytes {
		if units := readUnits(n); units > 0.5 {
			t.Errorf("%s: %d bytes, %.1f units, the budget is 0.5", code, n, units)
		}
	}
}

// What administrators set lies beside: an operator that has edited every calendar of its call centres costs half a unit more.
func TestSize_AnOperatorThatEditedAllItsCalendars(t *testing.T) {
	d := loadedData(t)
	bytes := map[directory.OperatorCode]int{}
	for _, o := range d.Operators {
		item, err := writeOperator(o)
		if err != nil {
			t.Fatal(err)
		}
		bytes[o.Code] += weigh(t, item)
	}
	for _, c := range d.CallCentres {
		item, err := writeCentre(c)
		if err != nil {
			t.Fatal(err)
		}
		spec := item.Calendar
		bytes[c.Operator] += weigh(t, item) + weigh(t, editItem{Key: centreEditKey(c.ID), ListingPK: item.ListingPK, ListingSK: item.ListingSK + "#EDIT", Version: 9, Calendar: &spec, CalendarVersion: 9})
	}
	for code, n := range bytes {
		if units := readUnits(n); units > 1 {
			t.Errorf("%s: %d bytes, %.1f units, the budget is 1", code, n, units)
		}
	}
}

func TestSize_TheLists(t *testing.T) {
	d := loadedData(t)
	var operators, centres [listingShards]int
	for _, o := range d.Operators {
		item, err := writeOperator(o)
		if err != nil {
			t.Fatal(err)
		}
		operators[shardOf(string(o.Code))] += weigh(t, item)
	}
	for _, c := range d.CallCentres {
		item, err := writeCentre(c)
		if err != nil {
			t.Fatal(err)
		}
		centres[shardOf(string(c.ID))] += weigh(t, item)
	}
	var operatorUnits, centreUnits float64
	for shard := range listingShards {
		operatorUnits += readUnits(operators[shard])
		centreUnits += readUnits(centres[shard])
	}
	t.Logf("operators %.1f units, call centres %.1f", operatorUnits, centreUnits)
	if operatorUnits > 5 || centreUnits > 22 {
		t.Errorf("operators %.1f units (budget 5), call centres %.1f (budget 22)", operatorUnits, centreUnits)
	}
}

func TestSize_ARelease(t *testing.T) {
	for _, r := range loadedData(t).Releases {
		content, head, err := writeRelease(r)
		if err != nil {
			t.Fatal(err)
		}
		if units := readUnits(weigh(t, content)); units > 4.5 {
			t.Errorf("the contents of %s have %d bytes: %.1f units, the budget is 4.5", r.Version, len(content.Packed), units)
		}
		if units := readUnits(weigh(t, head)); units > 0.5 {
			t.Errorf("the head of %s costs %.1f units", r.Version, units)
		}
	}
}

func TestRelease_PacksToTheSameBytes_AndBack(t *testing.T) {
	for _, r := range loadedData(t).Releases {
		one, _, err := writeRelease(r)
		if err != nil {
			t.Fatal(err)
		}
		again, _, _ := writeRelease(r)
		if !bytes.Equal(one.Packed, again.Packed) {
			t.Error("the same release packs differently: it would look changed")
		}
		back, err := unpack(one.Packed)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(&r, back); d != "" {
			t.Error(d)
		}
	}
}

func loadedData(t *testing.T) directory.Data {
	t.Helper()
	d, err := data.Load()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Whatever a person chooses is saved with one unit, and read with one: the longest choice that is taken.
func TestSize_Preferences(t *testing.T) {
	item := struct {
		dynamo.Key
		chosen
	}{preferencesKey("0b6f7c1e-0000-4000-8000-000000000000"), chosen{Theme: "system", Density: "comfortable", Shortcuts: "off", Language: "browser", Panel: "bottom", View: "together", ViewBeside: "together", Welcome: "over"}}
	for i := range 20 {
		item.Columns = append(item.Columns, strings.Repeat("x", 29)+string(rune('a'+i)))
	}
	if n := weigh(t, item); n > 1024 {
		t.Errorf("preferences have %d bytes", n)
	}
}

// A write costs a unit a KB: a key with the longest texts and every scope stays below two, its usage below one.
func TestSize_AKey(t *testing.T) {
	frozen := time.Date(2026, 11, 26, 10, 0, 0, 123456789, time.UTC)
	long := strings.Repeat("x", 60)
	by := directory.Editor{Subject: "0b6f7c1e-0000-4000-8000-000000000000", Name: "Dora with a rather long name indeed"}
	k := directory.Key{Prefix: "q2w3e4r5t6", Operator: "GBA", Centre: "GBA-DON", Name: long, Contact: long + "@" + long, Scopes: principal.Scopes, Limits: directory.KeyLimits{RequestsPerMinute: 3000, RequestsPerDay: 1e6, RecordsPerDay: 1e7},
		CreatedAt: frozen, CreatedBy: by, Days: 365, ExpiresAt: frozen, Digest: make([]byte, 32), RotatedAt: frozen, RotatedBy: by, OldDigest: make([]byte, 32), OldEndsAt: frozen,
		RevokedAt: frozen, RevokedBy: by, Version: 99, Fingerprint: long[:26]}
	item, err := writeKey(k, k.ExpiresAt)
	if err != nil {
		t.Fatal(err)
	}
	if n := kit.ItemSize(t, item); n > 2048 {
		t.Errorf("a key has %d bytes", n)
	} else {
		t.Logf("a key has %d bytes", n)
	}
	if n := weigh(t, usageItem{Key: usageKey(k.Prefix), Day: "2026-11-26", Requests: 1e6, Minute: 29928959, InMinute: 3000, Seq: 1e9, Expires: 1764151200}); n > 1024 {
		t.Errorf("its usage has %d bytes", n)
	}
}
