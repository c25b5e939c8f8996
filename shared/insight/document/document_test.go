package document_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
)

// november is GBA's side of the month computed by hand in docs/metrics.md.
func november() insight.Report {
	lines := []insight.Line{
		{Side: insight.Replier, Operator: "GBA", Counts: insight.Counts{Items: 400, PreAdvised: 300}}, {Side: insight.Requester, Operator: "GBA", Counts: insight.Counts{Items: 1200, PreAdvised: 1188}},
		{Side: insight.Replier, Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Requests: 1, Opened: 1, Due: 1, Outstanding: 1, OpensTimed: 1}},
		{Side: insight.Replier, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Requests: 1, Replies: 2, Due: 1, OnTime: 1, ReplyMinutes: 230, RepliesTimed: 2}},
		{Side: insight.Requester, Operator: "GBA", Centre: "GBA-BEL", Counts: insight.Counts{Requests: 1, Opened: 1, Replies: 1, Closed: 1, Due: 1, ReplyMinutes: 900, RepliesTimed: 1}},
		{Side: insight.Requester, Operator: "GBA", Centre: "GBA-DON", Counts: insight.Counts{Requests: 3, Opened: 2, Replies: 2, Closed: 2, ClosedFirstLevel: 2, Due: 1, OnTime: 1, ReplyMinutes: 400, RepliesTimed: 2}},
	}
	r := insight.Build("2026-11", lines, []insight.Operator{{Code: "GBA", Name: "Royal Mail", Centres: []insight.Centre{{ID: "GBA-BEL", Name: "Belfast, \"North\""}, {ID: "GBA-DON", Name: "=Doncaster"}}}})[0]
	r.State, r.Version = insight.Final, 1
	r.Until, r.CreatedAt = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 15, 3, 0, 0, 0, time.UTC)
	return r
}

func TestCSV_IsTheMonthComputedByHand(t *testing.T) {
	var b bytes.Buffer
	if err := document.CSV(&b, november()); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Count(b.String(), "\r\n"), 4; got != want {
		t.Errorf("%d lines end as RFC 4180 wants, not %d", got, want)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cell := func(line int, column string) string {
		for i, name := range lines[0] {
			if name == column {
				return lines[line][i]
			}
		}
		t.Fatalf("no column %s", column)
		return ""
	}
	for _, c := range []struct {
		line         int
		column, want string
	}{
		{1, "row", "centre"}, {1, "centre", "GBA-BEL"}, {1, "name", `Belfast, "North"`}, {1, "state", "final"},
		{1, "replier_on_time_reply_percent", "0.0"}, {1, "replier_outstanding", "1"}, {1, "replier_time_to_open_average_minutes", "0.0"},
		{1, "replier_time_to_reply_average_minutes", ""},
		{2, "centre", "GBA-DON"}, {2, "name", "'=Doncaster"}, {2, "replier_on_time_reply_percent", "100.0"}, {2, "replier_time_to_reply_average_minutes", "115.0"},
		{2, "replier_time_to_open_average_minutes", ""}, {2, "requester_time_to_reply_average_minutes", "200.0"},
		{3, "row", "total"}, {3, "operator", "GBA"}, {3, "centre", ""}, {3, "name", "Royal Mail"},
		{3, "replier_due", "2"}, {3, "replier_on_time", "1"}, {3, "replier_on_time_reply_percent", "50.0"},
		{3, "replier_first_level_resolution_percent", ""}, // nothing closed is not 0 %
		{3, "requester_closed", "3"}, {3, "requester_closed_first_level", "2"}, {3, "requester_first_level_resolution_percent", "66.7"},
		{3, "requester_time_to_reply_average_minutes", "433.3"},
	} {
		if got := cell(c.line, c.column); got != c.want {
			t.Errorf("line %d, %s: %q, not %q", c.line, c.column, got, c.want)
		}
	}
}

// Programs read columns by name and place: add at the end only, and here.
func TestCSV_HeaderIsFrozen(t *testing.T) {
	const want = "month,state,version,row,operator,centre,name," +
		"replier_requests,replier_opened,replier_replies,replier_closed,replier_closed_first_level,replier_due,replier_on_time,replier_outstanding," +
		"replier_reply_minutes,replier_replies_timed,replier_open_minutes,replier_opens_timed," +
		"requester_requests,requester_opened,requester_replies,requester_closed,requester_closed_first_level,requester_due,requester_on_time,requester_outstanding," +
		"requester_reply_minutes,requester_replies_timed,requester_open_minutes,requester_opens_timed," +
		"replier_on_time_reply_percent,replier_first_level_resolution_percent,replier_time_to_reply_average_minutes,replier_time_to_open_average_minutes," +
		"requester_on_time_reply_percent,requester_first_level_resolution_percent,requester_time_to_reply_average_minutes,requester_time_to_open_average_minutes," +
		"replier_automatic,replier_automatic_due,replier_automatic_on_time,replier_automatic_minutes,replier_automatic_timed," +
		"requester_automatic,requester_automatic_due,requester_automatic_on_time,requester_automatic_minutes,requester_automatic_timed," +
		"replier_automatic_replies_percent,replier_on_time_by_people_percent,replier_time_to_reply_by_people_average_minutes," +
		"requester_automatic_replies_percent,requester_on_time_by_people_percent,requester_time_to_reply_by_people_average_minutes," +
		"replier_returned,replier_conclusive,replier_rejected,replier_escalated,replier_closed_timed,replier_closed_in_time,replier_answer_minutes,replier_answers_timed,replier_waiting_minutes,replier_waits_timed,replier_handled," +
		"requester_returned,requester_conclusive,requester_rejected,requester_escalated,requester_closed_timed,requester_closed_in_time,requester_answer_minutes,requester_answers_timed,requester_waiting_minutes,requester_waits_timed,requester_handled," +
		"replier_resolved_in_15_days_percent,replier_reopened_percent,replier_returned_for_information_percent,replier_time_to_answer_average_minutes,replier_time_waiting_for_information_average_minutes," +
		"requester_resolved_in_15_days_percent,requester_reopened_percent,requester_returned_for_information_percent,requester_time_to_answer_average_minutes,requester_time_waiting_for_information_average_minutes," +
		"replier_repeats_known,replier_repeated,requester_repeats_known,requester_repeated,replier_repeat_rate_percent,requester_repeat_rate_percent," +
		"replier_outlived,replier_unopened_minutes,replier_items,replier_pre_advised,requester_outlived,requester_unopened_minutes,requester_items,requester_pre_advised," +
		"replier_time_waiting_for_opening_average_minutes,replier_inquiry_rate_per_1000_items,requester_time_waiting_for_opening_average_minutes,requester_inquiry_rate_per_1000_items," +
		"replier_queue_minutes,replier_arrivals_timed,requester_queue_minutes,requester_arrivals_timed," +
		"replier_time_in_queue_average_minutes,requester_time_in_queue_average_minutes"
	if d := cmp.Diff(want, strings.Join(document.Header(), ",")); d != "" {
		t.Error(d)
	}
}

func TestCSV_HeaderIsOnThePage(t *testing.T) {
	page, err := os.ReadFile("../../../docs/metrics.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range document.Header() {
		short := strings.TrimPrefix(strings.TrimPrefix(column, "replier_"), "requester_")
		if !strings.Contains(string(page), "`"+column+"`") && !strings.Contains(string(page), "`"+short+"`") &&
			!strings.Contains(string(page), "`replier_"+short+"`") {
			t.Errorf("docs/metrics.md does not explain %s", column)
		}
	}
}
