package inquiry_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"pgregory.net/rapid"
)

func TestAlert_OverdueAndUnroutable_CannotBeMuted(t *testing.T) {
	s := directory.CentreSettings{Mute: []string{"new", "overdue", "unroutable"}}
	for kind, want := range map[AlertKind]bool{AlertNew: false, AlertOverdue: true, AlertUnroutable: true, AlertClosed: true} {
		if got := (Alert{Kind: kind}).Shown(s); got != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

func TestAlertKinds_AreThoseThatACallCentreChoosesFrom(t *testing.T) {
	kinds := []string{}
	for _, k := range AlertKinds {
		kinds = append(kinds, string(k))
	}
	if d := cmp.Diff(directory.AlertKinds, kinds); d != "" {
		t.Error(d)
	}
}

// The item was delivered: whoever asks may close, whether or not an answer came, and is told so in other words than of any event.
func TestAlert_OfADelivery_SuggestsClosingToTheRequester(t *testing.T) {
	for name, q := range map[string]Inquiry{"awaited": routed(t), "inconclusively answered": replied(t, trn, "2026-11-23T10:00:00Z")} {
		after, e := track(t, q, Tracking{Key: "k", Code: "EMI", Time: at("2026-11-23T11:00:00Z")}, nil, "2026-11-23T11:00:00Z")
		found := false
		for _, a := range AlertsOf(NoticeOf(after, e)) {
			found = found || a.Side == Requester && a.Kind == AlertDelivered && a.Next() == NextClose
			if a.Side == Requester && a.Kind == AlertTrackingUpdated {
				t.Error(name, "told twice")
			}
		}
		if !found {
			t.Error(name, AlertsOf(NoticeOf(after, e)))
		}
		if _, _, err := after.Close(after.Closings(release())[0], release(), archive, at("2026-11-23T12:00:00Z"), asker); err != nil {
			t.Error(name, "what is suggested cannot be done", err)
		}
	}
	after, e := track(t, routed(t), Tracking{Key: "k", Code: "EMD", Time: monday}, nil, "2026-11-23T11:00:00Z")
	for _, a := range AlertsOf(NoticeOf(after, e)) {
		if a.Kind != AlertTrackingUpdated {
			t.Error(a)
		}
	}
}

func TestAlert_RingsWhenTheCentreOpens_UnlessItIsUrgent(t *testing.T) {
	saturday := at("2026-11-21T23:30:00Z")
	for _, c := range []struct {
		alert     Alert
		now, want time.Time
	}{
		{Alert{}, monday, monday},
		{Alert{}, saturday, at("2026-11-23T08:00:00Z")},
		{Alert{Urgent: true}, saturday, saturday},
	} {
		if got := c.alert.RingsAt(berlin(t), c.now); !got.Equal(c.want) {
			t.Errorf("%v at %s rings at %s", c.alert, c.now, got)
		}
	}
	never, err := calendar.Spec{TimeZone: "Europe/Berlin", Week: map[string][][2]string{"1": {{"09:00", "17:00"}}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	if got := (Alert{}).RingsAt(never, saturday); got.Before(saturday) {
		t.Error(got)
	}
}

// Counting by two items says the same as looking at every alert.
func TestUnread_IsWhatLookingAtEachAlertSays(t *testing.T) {
	type one struct {
		number, week int
		read         bool
	}
	rapid.Check(t, func(t *rapid.T) {
		var told Told
		var reads Reads
		var all []one
		now := monday
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(-1, 20*24).Draw(t, "hours")) * time.Hour) // clocks differ a little
			kept := func(o one) bool { return AlertsGoneAt(o.week).After(now) }
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				var o one
				o.number, o.week, told = told.Next(now)
				all = append(all, o)
			case 2:
				if len(all) == 0 {
					continue
				}
				o := &all[rapid.IntRange(0, len(all)-1).Draw(t, "which")]
				if !o.read && kept(*o) {
					if o.read = true; o.number > reads.UpTo {
						if reads.Single == nil {
							reads.Single = map[int]int{}
						}
						reads.Single[o.week]++
					}
				}
			case 3:
				upTo := rapid.IntRange(0, len(all)).Draw(t, "up to")
				if upTo <= reads.UpTo {
					continue
				}
				reads = Reads{UpTo: upTo, Single: map[int]int{}}
				for i := range all {
					if all[i].number <= upTo {
						all[i].read = true
					} else if all[i].read {
						reads.Single[all[i].week]++
					}
				}
			}
			want := 0
			for _, o := range all {
				if kept(o) && !o.read {
					want++
				}
			}
			if got := told.Unread(reads, now); got != want {
				t.Fatalf("%d, not %d: %+v %+v", got, want, told, reads)
			}
		}
		if len(told.Before) > 16 {
			t.Fatalf("it keeps %d weeks", len(told.Before))
		}
	})
}

func TestDigest_IsDueAtItsTime_OnceTheCentreHasOpened(t *testing.T) {
	for _, c := range []struct {
		digestAt, now string
		day           string
		due           bool
	}{
		{"08:00", "2026-11-23T07:30:00Z", "2026-11-23", false}, // 8:30 in Berlin, which opens at nine
		{"08:00", "2026-11-23T08:00:00Z", "2026-11-23", true},
		{"12:00", "2026-11-23T10:45:00Z", "2026-11-23", false},
		{"12:00", "2026-11-23T11:00:00Z", "2026-11-23", true},
		{"18:00", "2026-11-23T17:00:00Z", "2026-11-23", true},
		{"08:00", "2026-11-22T12:00:00Z", "", false}, // Sunday
		{"", "2026-11-23T12:00:00Z", "", false},
	} {
		if day, due := DigestDay(c.digestAt, berlin(t), at(c.now)); day != c.day || due != c.due {
			t.Errorf("%s at %s: %q %v", c.digestAt, c.now, day, due)
		}
	}
}

func TestLetter_CountsWhatTheCentreWantsMailed(t *testing.T) {
	c := directory.CallCentre{ID: "DEA-FRA", Name: "Frankfurt", Languages: []string{"nl", "fr", "de"},
		Settings: directory.CentreSettings{Mail: []string{"new", "overdue"}, MailTo: []string{"x@dea.example"}}}
	got := LetterOf(c, []Alert{{Kind: AlertOverdue, Workflow: "WII"}, {Kind: AlertNew, Workflow: "WII", Urgent: true}, {Kind: AlertClosed, Workflow: "WII"}, {Kind: AlertNew, Workflow: "WII"}})
	want := Letter{Centre: "DEA-FRA", Name: "Frankfurt", To: []string{"x@dea.example"}, Language: "fr",
		Lines: []DigestLine{{Kind: AlertNew, Workflow: "WII", Count: 2, Urgent: 1}, {Kind: AlertOverdue, Workflow: "WII", Count: 1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAlert_ToThoseWhomItConcerns_WithWhatToDo(t *testing.T) {
	n := Notice{InquiryID: "01TEST", Seq: 3, At: monday, RequesterCentre: "GBA-DON", RequesterOperator: "GBA", ReplierCentre: "DEA-FRA", ReplierOperator: "DEA"}
	for kind, want := range map[Kind][]Next{Routed: {NextAnswer}, Overdue: {NextAnswer, NextEscalate}, Replied: {NextRead}, Returned: {NextSupplement}, Noted: nil, Opened: nil} {
		n.Kind = kind
		var got []Next
		for _, a := range AlertsOf(n) {
			got = append(got, a.Next())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}
