//go:build emulator

package directorydb_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func TestStore_MessageSettings(t *testing.T) {
	f := newFixture(t)
	ctx := t.Context()
	if got, err := f.MessageSettings(ctx, "GBA"); err != nil || got.Version != 0 || got.Codes != nil {
		t.Fatal("nobody edited them", got, err)
	}
	f.meter.Reset()
	set := directory.MessageSettings{Dialects: []json.RawMessage{[]byte(`{"message":"SCAN"}`)}, Codes: map[string]map[string]string{"reason": {"A1": "ABS"}},
		Version: 1, At: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), By: directory.Editor{Subject: "9", Name: "Olga Osborne"}}
	if err := f.SaveMessageSettings(ctx, "GBA", set); err != nil {
		t.Fatal(err)
	}
	f.costs(t, "small message settings", 4)
	got, err := f.MessageSettings(ctx, "GBA")
	if d := cmp.Diff(set, got); d != "" || err != nil {
		t.Error(d, err)
	}
	f.costs(t, "message settings, the first time in a minute", 1)
	if _, err := f.MessageSettings(ctx, "GBA"); err != nil || f.meter.Reset() != 0 {
		t.Error("then they are kept", err)
	}
	if err := f.SaveMessageSettings(ctx, "GBA", set); !errors.Is(err, directory.ErrChanged) {
		t.Error("somebody was faster", err)
	}
	set.Version = 2
	if err := f.SaveMessageSettings(ctx, "GBA", set); err != nil {
		t.Error(err)
	}
	if other, err := f.MessageSettings(ctx, "DEA"); err != nil || other.Version != 0 {
		t.Error(other, err)
	}
}
