//go:build emulator

package inquirydb_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

const dea = "DEA-FRA"

// told tells DEA-FRA of n new inquiries, each a second after the one before.
func told(t *testing.T, s system, from, n int) {
	t.Helper()
	for i := range n {
		notice := inquiry.Notice{InquiryID: "01TEST00000000000000000001", Seq: from + i, Kind: inquiry.Routed, At: monday.Add(time.Duration(from+i) * time.Second),
			ReplierCentre: dea, RequesterOperator: "GBA"}
		if _, err := s.Alert(t.Context(), notice, monday); err != nil {
			t.Fatal(err)
		}
	}
}

func unread(t *testing.T, s system, who string, now time.Time) inquiry.Unread {
	t.Helper()
	u, err := s.store.Unread(t.Context(), dea, who, now)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAlerts_DeliveredTwice_AreOne(t *testing.T) {
	s := start(t)
	told(t, s, 2, 1)
	told(t, s, 2, 1)
	list, err := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 10}, monday)
	if err != nil || len(list.Items) != 1 || list.Items[0].Kind != inquiry.AlertNew || list.Items[0].Partner != "GBA" || list.Items[0].Number != 1 {
		t.Fatal(list, err)
	}
	if u := unread(t, s, "bruno", monday); u != (inquiry.Unread{Count: 1, Newest: 1}) {
		t.Fatal(u)
	}
}

func TestAlerts_AreReadByEachPersonForThemselves(t *testing.T) {
	s := start(t)
	told(t, s, 1, 3)
	list, _ := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 10}, monday)
	for range 2 { // twice is once
		if err := s.ReadAlert(t.Context(), bruno, dea, list.Items[1].ID, monday); err != nil {
			t.Fatal(err)
		}
	}
	if b, d := unread(t, s, "bruno", monday), unread(t, s, "doris", monday); b.Count != 2 || d.Count != 3 {
		t.Fatal(b, d)
	}
	list, _ = s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 10}, monday)
	if list.Items[0].Read || !list.Items[1].Read || !list.Items[1].ReadAt.Equal(monday) || list.Items[2].Read {
		t.Fatal(list)
	}
	if err := s.ReadAlert(t.Context(), bruno, dea, "nothing", monday); !problem.Is(err, "alert-unknown") {
		t.Fatal(err)
	}
	if err := s.ReadAlert(t.Context(), claire, dea, list.Items[0].ID, monday); !problem.Is(err, "call-centre-unknown") {
		t.Fatal(err)
	}
}

func TestReadAll_LeavesWhatThePersonWasNotShown(t *testing.T) {
	s := start(t)
	told(t, s, 1, 5)
	shown := unread(t, s, "bruno", monday)
	told(t, s, 6, 3)
	late, _ := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 1}, monday)
	if err := s.ReadAlert(t.Context(), bruno, dea, late.Items[0].ID, monday); err != nil { // the newest, by itself
		t.Fatal(err)
	}
	if n, err := s.ReadAllAlerts(t.Context(), bruno, dea, shown.Newest, monday); n != 5 || err != nil {
		t.Fatal(n, err)
	}
	if u := unread(t, s, "bruno", monday); u.Count != 2 {
		t.Fatal(u)
	}
	list, _ := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 10}, monday)
	got := ""
	for _, a := range list.Items {
		got += fmt.Sprintf("%t,", a.Read)
	}
	if got != "true,false,false,true,true,true,true,true," {
		t.Fatal(got)
	}
	if err := s.ReadAlert(t.Context(), bruno, dea, list.Items[5].ID, monday); err != nil || unread(t, s, "bruno", monday).Count != 2 { // read with all
		t.Fatal(err)
	}
	if n, err := s.ReadAllAlerts(t.Context(), bruno, dea, 1000, monday); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := s.ReadAllAlerts(t.Context(), bruno, dea, 1000, monday); n != 0 || err != nil {
		t.Fatal(n, err)
	}
}

func TestAlerts_AreNoLongerCountedOnceTheyAreGone(t *testing.T) {
	s := start(t)
	told(t, s, 1, 4)
	list, _ := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 1}, monday)
	if err := s.ReadAlert(t.Context(), bruno, dea, list.Items[0].ID, monday); err != nil {
		t.Fatal(err)
	}
	if u := unread(t, s, "bruno", monday.AddDate(0, 0, 90)); u.Count != 3 {
		t.Fatal(u)
	}
	gone := monday.AddDate(0, 0, 98)
	if u := unread(t, s, "bruno", gone); u.Count != 0 {
		t.Fatal(u)
	}
	if list, err := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 10}, gone); err != nil || len(list.Items) != 0 {
		t.Fatal(list, err)
	}
	if err := s.ReadAlert(t.Context(), bruno, dea, list.Items[0].ID, gone); !problem.Is(err, "alert-unknown") {
		t.Fatal(err)
	}
}

func TestUnreadOf_CountsForEachCentreWhatThePersonHasNotRead(t *testing.T) {
	s := start(t)
	told(t, s, 1, 3)
	handed := inquiry.Notice{InquiryID: "01TEST00000000000000000001", Seq: 9, Kind: inquiry.Routed, At: monday, ReplierCentre: "DEA-HAM", RequesterOperator: "GBA"}
	if _, err := s.Alert(t.Context(), handed, monday); err != nil {
		t.Fatal(err)
	}
	list, _ := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 10}, monday)
	if err := s.ReadAlert(t.Context(), bruno, dea, list.Items[1].ID, monday); err != nil {
		t.Fatal(err)
	}
	both := bruno
	both.CallCentres = []principal.CentreID{"DEA-HAM", "DEA-KOL", dea}
	for range 60 { // more than one request can read
		both.CallCentres = append(both.CallCentres, principal.CentreID(fmt.Sprintf("DEA-%03d", len(both.CallCentres))))
	}
	got, err := s.UnreadOfEach(t.Context(), both, monday)
	if err != nil || len(got) != 63 || !slices.Equal(got[:3], []int{1, 0, 2}) || slices.Max(got[3:]) != 0 {
		t.Fatal(got, err)
	}
	if got, err := s.UnreadOfEach(t.Context(), principal.Principal{Subject: "nils"}, monday); err != nil || len(got) != 0 {
		t.Fatal(got, err)
	}
}

// What alerts cost does not depend on how many there are.
func TestAlerts_CostTheSameAtAnyNumber(t *testing.T) {
	s := start(t)
	told(t, s, 1, 1)
	measure := func(do func()) float64 {
		s.meter.Reset()
		do()
		return s.meter.Reset()
	}
	seq := 1000
	costs := func() [5]float64 {
		seq++
		list, _ := s.ListAlerts(t.Context(), bruno, dea, inquiry.Page{Limit: 1}, monday)
		return [5]float64{
			measure(func() { told(t, s, seq, 1) }),
			measure(func() { _ = s.ReadAlert(t.Context(), bruno, dea, list.Items[0].ID, monday) }),
			measure(func() { unread(t, s, "bruno", monday) }),
			measure(func() { _, _ = s.ReadAllAlerts(t.Context(), doris, dea, 1<<30, monday) }),
			measure(func() { _, _ = s.UnreadOfEach(t.Context(), bruno, monday) }),
		}
	}
	few := costs()
	told(t, s, 2, 60)
	many := costs()
	t.Log("put, read one, unread, read all, unread of a centre beside:", few, many)
	for i, atMost := range [5]float64{4 + 1, 4 + 2, 2, 1 + 2, 1} { // writes + reads
		if few[i] > atMost || many[i] > atMost {
			t.Errorf("%d: %v, then %v", i, few[i], many[i])
		}
	}
}

// mailing is a network whose DEA-FRA wants new inquiries mailed at half past nine.
type mailing struct{ *network }

func (m mailing) CallCentres(ctx context.Context) ([]directory.CallCentre, error) {
	all, err := m.network.CallCentres(ctx)
	for i := range all {
		if all[i].ID == dea {
			all[i].Languages = []string{"nl", "de"}
			all[i].Settings = directory.CentreSettings{Mail: []string{"new"}, MailTo: []string{"fra@dea.example"}, DigestAt: "09:30"}
		}
	}
	return all, err
}

func TestDigests_AreClaimedOnce_AndGoOnWhereTheLastEnded(t *testing.T) {
	s := start(t)
	s.Centres = mailing{s.net}
	told(t, s, 1, 3)
	var letters []inquiry.Letter
	broken := true
	send := func(_ context.Context, l inquiry.Letter) error {
		if broken {
			return errors.New("no mail today")
		}
		letters = append(letters, l)
		return nil
	}
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)
	if n, err := s.MailDigests(t.Context(), at, send); n != 0 || err == nil {
		t.Fatal(n, err)
	}
	broken = false
	for _, want := range []int{1, 0} {
		if n, err := s.MailDigests(t.Context(), at.Add(15*time.Minute), send); n != want || err != nil {
			t.Fatal(n, err)
		}
	}
	if len(letters) != 1 || len(letters[0].Lines) != 1 || letters[0].Lines[0].Count != 3 || letters[0].Language != "de" {
		t.Fatal(letters)
	}
	told(t, s, 100, 2)
	if n, err := s.MailDigests(t.Context(), at.AddDate(0, 0, 1), send); n != 1 || err != nil || letters[1].Lines[0].Count != 2 {
		t.Fatal(n, err, letters)
	}
}

// Whoever begins to have digests after days on which there was none learns what came on them.
func TestDigests_TheFirstGoesBackSomeDays(t *testing.T) {
	s := start(t)
	s.Centres = mailing{s.net}
	told(t, s, 1, 2)
	var letters []inquiry.Letter
	n, err := s.MailDigests(t.Context(), monday.AddDate(0, 0, 3), func(_ context.Context, l inquiry.Letter) error {
		letters = append(letters, l)
		return nil
	})
	if n != 1 || err != nil || letters[0].Lines[0].Count != 2 {
		t.Fatal(n, err, letters)
	}
}
