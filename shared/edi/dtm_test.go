package edi_test

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

func TestParseTime(t *testing.T) {
	for _, c := range []struct {
		value, format, want string // want: RFC 3339; "" is an error
		zoned               bool
	}{
		{"202611220932", "203", "2026-11-22T09:32:00Z", false},
		{"20261122093215", "204", "2026-11-22T09:32:15Z", false},
		{"202611220932+0530", "205", "2026-11-22T09:32:00+05:30", true},
		{"20261122093215-0800", "208", "2026-11-22T09:32:15-08:00", true},
		{"202611220932UTC", "303", "2026-11-22T09:32:00Z", true},
		{"20261122093215GMT", "304", "2026-11-22T09:32:15Z", true},
		{"202611220932EST", "303", "", false},
		{"20261122", "102", "", false},
		{"202611220932", "", "", false},
		{"202613220932", "203", "", false},
		{"202611312400", "203", "", false},
		{"20261122093", "203", "", false},
		{"2026112209 2", "203", "", false},
		{"202611220932", "204", "", false},
		{"", "203", "", false},
	} {
		got, err := edi.ParseTime(c.value, c.format)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s in %s was read as %v", c.value, c.format, got)
			}
			continue
		}
		if err != nil || got.Wall.Format(time.RFC3339) != c.want || got.Zoned != c.zoned {
			t.Errorf("%s in %s: %v %v", c.value, c.format, got, err)
		}
	}
}
