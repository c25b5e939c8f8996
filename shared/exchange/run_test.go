package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

var answerFields = map[string]any{"date": "2026-11-20", "place": "Bonn", "receivedBy": "addressee", "evidence": "signature"}

// linesIn reads the lines of every file that was committed for an operator, in the order of the files.
func (w *world) linesIn(t require, op string) []Line {
	t.Helper()
	var out []Line
	for n := 1; ; n++ {
		f, there := w.files[fmt.Sprintf("whereabouts-%s-%06d.jsonl", op, n)]
		if !there {
			return out
		}
		lines := 0
		for raw := range strings.Lines(string(w.objects[f.Key])) {
			var l Line
			if err := json.Unmarshal([]byte(raw), &l); err != nil {
				t.Fatal(err)
			}
			out = append(out, l)
			lines++
		}
		if lines == 0 || lines != f.Lines[Question]+f.Lines[Answer]+f.Lines[Ended] {
			t.Fatalf("file %d holds %d lines and says %v", n, lines, f.Lines)
		}
	}
}

// require is what *testing.T and *rapid.T share.
type require interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

func jsonl(s *Service, op string) {
	set := Default(directoryCode(op))
	set.Format, set.Version = JSONL, 1
	s.Store.(*world).settings[directoryCode(op)] = set
}

type directoryCode = principal.OperatorCode

func told2(lines []Line) []string {
	out := []string{}
	for _, l := range lines {
		out = append(out, fmt.Sprintf("%s %s.%d", l.Record, l.InquiryID[24:], l.Sequence))
	}
	return out
}

func run1(t require, s *Service, op string, now time.Time) []File {
	t.Helper()
	made, err := s.Run(context.Background(), directoryCode(op), time.Time{}, now)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestRun_TellsBothSides_WhatTheyWaitFor_Once(t *testing.T) {
	s, w := begin(t)
	jsonl(s, "DEA")
	jsonl(s, "GBA")
	k := w.add(1, "WII", map[string]any{"senderName": "Edith Exley", "crmCaseId": "C-7"})
	run1(t, s, "DEA", w.at(time.Hour))
	run1(t, s, "GBA", w.at(time.Hour))
	got := w.linesIn(t, "DEA")
	if fmt.Sprint(told2(got)) != "[question 01.2]" || got[0].Partner != "GBA" || got[0].DueAt.IsZero() || got[0].Fields["senderName"] != "Edith Exley" || got[0].WorkflowName == "" || len(got[0].Replies) == 0 {
		t.Fatalf("%+v", got)
	}
	if lines := w.linesIn(t, "GBA"); len(lines) > 0 {
		t.Error("the asking side is told of its own question", told2(lines))
	}
	w.step(k, inquiry.Event{Kind: inquiry.Opened}) // nothing to tell
	w.step(k, replied("DLV", answerFields))
	run1(t, s, "DEA", w.at(time.Hour))
	run1(t, s, "GBA", w.at(time.Hour))
	if got := w.linesIn(t, "GBA"); fmt.Sprint(told2(got)) != "[answer 01.4]" || got[0].Code != "DLV" || got[0].ExternalRef != "C-7" || got[0].CodeName != "Delivered" {
		t.Errorf("%+v", got)
	}
	w.step(k, inquiry.Event{Kind: inquiry.Closed, ClosingCode: "CLO_OK"})
	for range 3 {
		run1(t, s, "DEA", w.at(30*time.Hour))
		run1(t, s, "GBA", w.at(time.Hour))
	}
	if got := fmt.Sprint(told2(w.linesIn(t, "DEA")), told2(w.linesIn(t, "GBA"))); got != "[question 01.2 ended 01.5] [answer 01.4 ended 01.5]" {
		t.Error(got)
	}
	if len(w.heads) != 2 || w.looks == 0 {
		t.Error("nobody is recorded to have looked")
	}
	for key := range w.objects {
		if strings.HasPrefix(key, "told/") && key != w.heads["DEA"].Told && key != w.heads["GBA"].Told {
			t.Error("left behind:", key)
		}
	}
}

func TestRun_AnswerThatWasNotTheEndTheSameDay_IsToldToo(t *testing.T) {
	s, w := begin(t)
	jsonl(s, "GBA")
	run1(t, s, "GBA", w.at(time.Hour))
	k := w.add(1, "WII", nil)
	w.step(k, replied("TRN", nil))
	w.step(k, inquiry.Event{Kind: inquiry.Escalated})
	run1(t, s, "GBA", w.at(time.Hour))
	if got := fmt.Sprint(told2(w.linesIn(t, "GBA"))); got != "[answer 01.3]" {
		t.Error(got)
	}
}

func TestRun_TheFirstFile_HoldsWhatWaits_NotThePast(t *testing.T) {
	s, w := begin(t)
	jsonl(s, "GBA")
	jsonl(s, "DEA")
	escalated, waits, closed := w.add(1, "WII", nil), w.add(2, "WII", nil), w.add(3, "WII", nil)
	w.step(escalated, replied("TRN", nil))
	w.step(escalated, inquiry.Event{Kind: inquiry.Escalated})
	w.step(waits, replied("DLV", nil))
	w.step(closed, replied("DLV", nil))
	w.step(closed, inquiry.Event{Kind: inquiry.Closed})
	run1(t, s, "GBA", w.at(time.Hour))
	run1(t, s, "DEA", w.at(time.Hour))
	if got := fmt.Sprint(told2(w.linesIn(t, "GBA")), told2(w.linesIn(t, "DEA"))); got != "[answer 02.3] [question 01.4]" {
		t.Error(got)
	}
}

// Whatever happens between and during runs, and wherever a run breaks: in the end every answer, and every question that still waits, stands in
// exactly one file, and files are numbered without gaps.
func TestRun_NothingTwice_NothingMissing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, w := begin(t)
		jsonl(s, "DEA")
		jsonl(s, "GBA")
		s.NewID = func() string { w.ids++; return fmt.Sprint("ID", w.ids) }
		run1(t, s, "DEA", w.at(time.Minute)) // both began before the first inquiry
		run1(t, s, "GBA", w.at(time.Minute))
		var all []*kept
		change := func() {
			switch n := rapid.IntRange(0, 4).Draw(t, "what"); {
			case n == 0 || len(all) == 0:
				all = append(all, w.add(len(all)+1, "WII", nil))
			default:
				k := all[rapid.IntRange(0, len(all)-1).Draw(t, "which")]
				switch {
				case k.q.State == inquiry.StateSent && n == 1:
					w.step(k, inquiry.Event{Kind: inquiry.Returned, Reply: &inquiry.Reply{Code: "INC", Class: "N"}})
				case k.q.State == inquiry.StateSent:
					w.step(k, replied("TRN", nil))
				case k.q.State == inquiry.StateReturned:
					w.step(k, inquiry.Event{Kind: inquiry.Supplemented})
				case k.q.State == inquiry.StateReplied && n == 2:
					w.step(k, inquiry.Event{Kind: inquiry.Closed})
				case k.q.State == inquiry.StateReplied:
					w.step(k, inquiry.Event{Kind: inquiry.Escalated})
				}
			}
		}
		for range rapid.IntRange(1, 30).Draw(t, "rounds") {
			change()
			if !rapid.Bool().Draw(t, "run") {
				continue
			}
			fail := rapid.IntRange(0, 12).Draw(t, "breaks at")
			calls := 0
			w.breaks = func(string) error {
				if calls++; calls == fail {
					return errors.New("the machine went away")
				}
				if calls%3 == 0 {
					w.breaks, calls = nil, 0 // what happens meanwhile
					change()
				}
				return nil
			}
			_, err := s.Run(t.Context(), "DEA", time.Time{}, w.at(time.Hour))
			_, err2 := s.Run(t.Context(), "GBA", time.Time{}, w.at(time.Hour))
			w.breaks = nil
			_, _ = err, err2 // whether it broke makes no difference
		}
		for range 2 {
			run1(t, s, "DEA", w.at(time.Hour))
			run1(t, s, "GBA", w.at(time.Hour))
		}
		for op, lines := range map[string][]Line{"DEA": w.linesIn(t, "DEA"), "GBA": w.linesIn(t, "GBA")} {
			count := map[string]int{}
			for _, l := range lines {
				count[fmt.Sprintf("%s.%d", l.InquiryID, l.Sequence)]++
			}
			for line, n := range count {
				if n > 1 {
					t.Fatalf("%s is told %d times of %s", op, n, line)
				}
			}
			for _, k := range all {
				for _, e := range k.history {
					owed := op == "GBA" && e.Reply != nil
					if newest, _ := last(k.history, asks); op == "DEA" && e.Seq == newest.Seq && k.q.State == inquiry.StateSent {
						owed = true
					}
					if owed && count[fmt.Sprintf("%s.%d", k.q.ID, e.Seq)] != 1 {
						t.Fatalf("%s is not told of %s.%d %s", op, k.q.ID, e.Seq, e.Kind)
					}
				}
			}
		}
	})
}

func TestRun_WithoutTime_GoesOnInTheNextMessage(t *testing.T) {
	s, w := begin(t)
	jsonl(s, "DEA")
	for i := range 5 {
		w.add(i+1, "WII", nil)
	}
	looks := 0
	w.late = func() bool { looks++; return looks > 2 }
	night := w.t.Add(-time.Hour)
	if made, err := s.Run(t.Context(), "DEA", night, w.at(time.Hour)); err != nil || len(made) != 1 || made[0].Lines[Question] != 2 || !made[0].Night {
		t.Fatal(made, err)
	}
	if len(w.sent) != 1 || w.sent[0] != (Message{Operator: "DEA", Night: night}) || !w.heads["DEA"].Night.IsZero() {
		t.Fatal(w.sent, w.heads["DEA"])
	}
	w.late = func() bool { return false }
	if made, err := s.Run(t.Context(), "DEA", night, w.at(time.Hour)); err != nil || len(made) != 1 || made[0].Number != 2 || made[0].Lines[Question] != 3 || !w.heads["DEA"].Night.Equal(night) {
		t.Fatal(made, err)
	}
	w.add(6, "WII", nil)
	if made, err := s.Run(t.Context(), "DEA", night, w.at(time.Hour)); err != nil || len(made) != 0 {
		t.Error("the same night twice", made, err)
	}
}

// Two runs at once: the one that commits first wins, the other leaves no file and asks to be done again.
func TestRun_TwoAtOnce_TellOnce(t *testing.T) {
	s, w := begin(t)
	jsonl(s, "DEA")
	w.add(1, "WII", nil)
	w.breaks = func(what string) error {
		if what == "told" {
			w.breaks = nil
			run1(t, s, "DEA", w.t)
		}
		return nil
	}
	if made := run1(t, s, "DEA", w.at(time.Hour)); len(made) != 0 || len(w.sent) != 1 || w.sent[0].Operator != "DEA" {
		t.Error(made, w.sent)
	}
	run1(t, s, "DEA", w.at(time.Hour))
	if got := fmt.Sprint(told2(w.linesIn(t, "DEA"))); got != "[question 01.2]" {
		t.Error(got)
	}
	for key := range w.objects {
		if strings.HasPrefix(key, "told/") && key != w.heads["DEA"].Told {
			t.Error("left behind:", key)
		}
	}
}

func TestFetch_IsForTheOperatorsOwn_AndNoted(t *testing.T) {
	s, w := begin(t)
	w.add(1, "WII", nil)
	run1(t, s, "DEA", w.at(time.Hour))
	if _, _, err := s.Fetch(t.Context(), bruno, 1, w.t); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
	other := bea
	other.Operator = "GBA"
	if _, _, err := s.Fetch(t.Context(), other, 1, w.t); !problem.Is(err, "exchange-file-unknown") {
		t.Error(err)
	}
	url, until, err := s.Fetch(t.Context(), bea, 1, w.t)
	if err != nil || !strings.Contains(url, "whereabouts-DEA-000001.csv") || !until.Equal(w.t.Add(linkLasts)) || w.files["whereabouts-DEA-000001.csv"].FetchedBy != "bea" {
		t.Error(url, until, err)
	}
	if _, _, err := s.Fetch(t.Context(), bea, 1, w.at(40*24*time.Hour)); !problem.Is(err, "exchange-file-expired") {
		t.Error(err)
	}
	w.t = monday
	w.breaks = func(string) error { return errors.New("no") }
	if _, _, err := s.Fetch(t.Context(), bea, 1, monday); err == nil {
		t.Error("it is shown to somebody who could not be noted")
	}
}

func TestNight_IsTheOperatorsHour(t *testing.T) {
	berlin := Settings{Nightly: true, Hour: 2, Zone: "Europe/Berlin", ChangedAt: monday.AddDate(-1, 0, 0)}
	kolkata := Settings{Nightly: true, Hour: 2, Zone: "Asia/Kolkata"}
	for _, c := range []struct {
		set  Settings
		now  string
		want string
	}{
		{berlin, "2026-11-23T00:59:59Z", "2026-11-22T01:00:00Z"},
		{berlin, "2026-11-23T01:00:00Z", "2026-11-23T01:00:00Z"},
		{kolkata, "2026-11-23T20:31:00Z", "2026-11-23T20:30:00Z"},
		{berlin, "2026-03-29T00:59:00Z", "2026-03-28T01:00:00Z"}, // 02:00 does not exist on that day …
		{berlin, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"}, // … it comes as 03:00 summer time
		{berlin, "2026-10-25T00:30:00Z", "2026-10-24T00:00:00Z"}, // 02:00 comes twice …
		{berlin, "2026-10-25T01:30:00Z", "2026-10-25T01:00:00Z"}, // … and counts once
	} {
		now, _ := time.Parse(time.RFC3339, c.now)
		got, err := c.set.Night(now)
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%s at %s: %s, not %s (%v)", c.set.Zone, c.now, got.Format(time.RFC3339), c.want, err)
		}
	}
}

func TestNightly_AMissedNightIsMadeUpForOnce(t *testing.T) {
	s, w := begin(t)
	set := Default("DEA")
	set.Nightly, set.Zone = true, "Europe/Berlin"
	if _, err := s.Set(t.Context(), bea, set, monday); err != nil {
		t.Fatal(err)
	}
	w.settled["2026-10"] = true
	ask := func(at time.Time) []Message {
		t.Helper()
		w.sent = nil
		if _, err := s.Nightly(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		return w.sent
	}
	if m := ask(monday.Add(time.Hour)); len(m) > 0 {
		t.Error("a night before it was switched on", m)
	}
	if m := ask(monday.Add(3 * 24 * time.Hour)); len(m) != 1 || m[0].Night.Format(time.RFC3339) != "2026-11-26T01:00:00Z" { // three nights were missed
		t.Fatal(m)
	}
	if _, err := s.Run(t.Context(), "DEA", w.sent[0].Night, monday.Add(3*24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if m := ask(monday.Add(3*24*time.Hour + 15*time.Minute)); len(m) > 0 {
		t.Error("again", m)
	}
	if m := ask(monday.Add(4 * 24 * time.Hour)); len(m) != 1 {
		t.Error("the next night", m)
	}
}

func TestSet_RefusesWhatCannotBeDone_AndTwoAtOnce(t *testing.T) {
	s, w := begin(t)
	bad := Settings{Hour: 24, Zone: "Mars/Olympus", Format: "xls", Separator: "pipe", Language: "tlh", Centres: []directoryCentre{"GBA-DON"}}
	_, err := s.Set(t.Context(), bea, bad, monday)
	if p := problem.As(err); p.Slug != "exchange-settings-invalid" || len(p.Fields) != 6 {
		t.Error(err)
	}
	good := Default("DEA")
	if got, err := s.Set(t.Context(), bea, good, monday); err != nil || got.Version != 1 {
		t.Error(got, err)
	}
	if _, err := s.Set(t.Context(), bea, good, monday); !problem.Is(err, "exchange-settings-changed") || w.settings["DEA"].Version != 1 {
		t.Error(err)
	}
	if _, err := s.Set(t.Context(), principal.Principal{Operator: "DEA", Roles: []principal.Role{principal.Supervisor}}, good, monday); !problem.Is(err, "role-missing") {
		t.Error(err)
	}
}

type directoryCentre = principal.CentreID
