package inquiry

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// A Monday in a call centre: somebody with work, somebody without, somebody who has left, and a question that nobody has.
func TestBoard_AddsUpByPerson(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	tomorrow := now.Add(14 * time.Hour)
	minutes := func(m int) *int { return &m }
	late := false
	row := func(agent string, due time.Duration, remaining *int, asked time.Duration) teamRow {
		return teamRow{Row{Inquiry{ReplierAgent: Assignee{Subject: agent}, SentAt: now.Add(-asked), Clock: Clock{DueAt: now.Add(due)}}, remaining}, Replier, ToDo}
	}
	rows := []teamRow{row("bruno", -time.Hour, minutes(-60), 50*time.Hour), row("bruno", 2*time.Hour, minutes(60), 26*time.Hour), row("bruno", 30*time.Hour, minutes(8*60), time.Hour),
		row("gone", time.Hour, minutes(61), 40*24*time.Hour), row("", 20*time.Hour, nil, 8*24*time.Hour)}
	agents := []directory.Agent{{Subject: "doris", Name: "Doris", CallCentres: []directory.CentreID{"DEA-FRA"}}, {Subject: "bruno", Name: "bruno", CallCentres: []directory.CentreID{"DEA-FRA"}},
		{Subject: "emil", Name: "Emil", CallCentres: []directory.CentreID{"DEA-HAM"}}}
	done := []Done{{By: Assignee{"doris", "Doris D."}, Kind: Replied}, {By: Assignee{"doris", "Doris D."}, Kind: Returned, OnTime: &late}, {By: Assignee{"emil", "Emil"}, Kind: Closed},
		{By: Assignee{"doris", ""}, Kind: Escalated}, {Kind: Rejected}}
	b := boardOf("DEA-FRA", rows, done, agents, tomorrow, now)

	want := []Workload{
		{Agent: Assignee{"gone", ""}, Open: 1, DueToday: 1, Oldest: now.Add(-40 * 24 * time.Hour), NextDue: now.Add(time.Hour)},
		{Agent: Assignee{"bruno", "bruno"}, Here: true, Open: 3, DueToday: 1, Overdue: 1, Oldest: now.Add(-50 * time.Hour), NextDue: now.Add(-time.Hour)},
		{Agent: Assignee{"doris", "Doris"}, Here: true, Today: DoneCount{Answered: 2, Late: 1, Asked: 1}},
		{Agent: Assignee{"emil", "Emil"}, Today: DoneCount{Closed: 1}}}
	if d := cmp.Diff(want, b.People); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(Workload{Open: 1, Oldest: now.Add(-8 * 24 * time.Hour), NextDue: now.Add(20 * time.Hour)}, b.Unassigned); d != "" {
		t.Error(d)
	}
	ageing := Ageing{Left: []Bucket{{LeftOverdue, 1}, {LeftHour, 1}, {LeftHalfDay, 1}, {LeftDay, 1}, {LeftMore, 0}, {LeftNone, 1}}, Age: []Bucket{{AgeDay, 1}, {AgeThree, 2}, {AgeWeek, 0}, {AgeMonth, 1}, {AgeOlder, 1}}}
	if d := cmp.Diff(ageing, b.Ageing); d != "" {
		t.Error(d)
	}
	if (b.Today != DoneCount{Answered: 2, Late: 1, Asked: 1, Closed: 1}) {
		t.Error(b.Today)
	}
}

// What is to be read or supplemented is due when the partner waits no longer, not when the answer was due.
func TestTeamRow_IsDueByItsFolder(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	q := Inquiry{Clock: Clock{DueAt: now}, RespondBy: now.Add(time.Hour)}
	for folder, want := range map[Folder]time.Time{ToDo: now, OverdueByUs: now, ToRead: now.Add(time.Hour), ReturnedToUs: now.Add(time.Hour), UnroutableFolder: {}} {
		if got := (teamRow{Row{Inquiry: q}, Requester, folder}).due(); !got.Equal(want) {
			t.Error(folder, got)
		}
	}
}

func TestMidnight_IsTheCallCentres(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	if got := midnight(time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC), zone); !got.Equal(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)) {
		t.Error(got)
	}
}
