package inquiry_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

func TestSend_Incomplete_NamesEveryMissingField(t *testing.T) {
	_, _, err := drafted().Send(Request{Fields: map[string]any{"contents": "A book"}}, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "fields.postingDate")
}

func TestSend_WithoutDestination_IsIncomplete(t *testing.T) {
	q, _ := Draft("01TEST", Start{Product: "EMS", Workflow: "WII", Requester: Party{"GBA", "GBA-DON"}}, 1, monday, asker)
	_, _, err := q.Send(complete, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "destination")
}

func TestSend_AfterTheTimeWindow_IsRefused(t *testing.T) {
	_, _, err := drafted().Send(Request{Fields: map[string]any{"contents": "A book", "postingDate": "2026-08-01"}}, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-too-late", "fields.postingDate")
}

func TestSend_PostedInTheFuture_IsRefused(t *testing.T) {
	_, _, err := drafted().Send(Request{Fields: map[string]any{"contents": "A book", "postingDate": "2026-11-25"}}, release(), Circumstances{}, monday, asker)
	refused(t, err, "inquiry-incomplete", "fields.postingDate")
}

func TestTrack_AFloodDoesNotDrownTheConversation(t *testing.T) {
	q := routed(t)
	for range 1000 {
		q, _, _, _ = q.Track(Tracking{Key: "k", Code: "EMD"}, nil, release(), berlin(t), monday)
	}
	if q.Version > 200 {
		t.Fatalf("%d steps", q.Version)
	}
	if _, _, err := q.Reply(dlv, release(), berlin(t), berlin(t), monday, answerer); err != nil {
		t.Fatalf("and people must still be able to act: %v", err)
	}
}

func TestSend_WithinTheNormalTransitTime_IsAWarningOnly(t *testing.T) {
	req := Request{Fields: map[string]any{"contents": "A book", "postingDate": "2026-11-22"}}
	if days, early := drafted().TooEarly(req, release(), monday); !early || days != 1 {
		t.Fatal(days, early)
	}
	if _, _, err := drafted().Send(req, release(), Circumstances{}, monday, asker); err != nil {
		t.Fatal(err)
	}
}

func TestSend_Twice_IsConflict(t *testing.T) {
	_, _, err := sent(t).Send(complete, release(), Circumstances{}, monday, asker)
	refused(t, err, NotAllowed)
}

func TestEdit_NilRemovesAField_AndTheRestStays(t *testing.T) {
	urgent := true
	q, req, e, err := drafted().Edit(Edit{Urgent: &urgent, Fields: map[string]any{"contents": nil, "remark": "x"}}, complete, release(), monday, asker)
	if err != nil || !q.Urgent || q.Version != 2 {
		t.Fatal(q, err)
	}
	if d := cmp.Diff(map[string]any{"postingDate": "2026-11-10", "remark": "x"}, req.Fields); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"contents", "remark"}, e.Fields); d != "" {
		t.Error(d)
	}
	if complete.Fields["contents"] == nil {
		t.Error("the caller's request was changed")
	}
}

func TestRoute_StartsTheClockOnTheCentresCalendar(t *testing.T) {
	q := routed(t)
	// 360 working minutes from Monday 10:00 in Berlin end at 16:00; three quarters of them at 14:30.
	if !q.Clock.DueAt.Equal(at("2026-11-23T15:00:00Z")) || !q.Clock.DueSoonAt.Equal(at("2026-11-23T13:30:00Z")) {
		t.Fatal(q.Clock)
	}
	if _, _, changed, err := q.Route(Arrival{Centre: "DEA-HAM", Calendar: berlin(t), TargetMinutes: 1}, release(), monday.Add(time.Hour)); changed || err != nil {
		t.Fatal("routing again must change nothing", err)
	}
}

func TestRoute_SentOnFriday_IsDueOnMonday(t *testing.T) {
	q, _, _, err := sent(t).Route(arrival(t), release(), at("2026-11-20T14:00:00Z")) // 15:00: two hours left
	if err != nil || !q.Clock.DueAt.Equal(at("2026-11-23T12:00:00Z")) {
		t.Fatal(q.Clock.DueAt, err)
	}
}

func TestUnroutable_StaysVisibleWithItsReason_UntilItIsRouted(t *testing.T) {
	q, _, changed := sent(t).MarkUnroutable("no-centre-for-product", monday)
	if !changed || q.FolderOf(Requester) != UnroutableFolder {
		t.Fatal(q)
	}
	if _, _, changed := q.MarkUnroutable("no-centre-for-product", monday); changed {
		t.Fatal("the same reason again must change nothing")
	}
	q, _, _, err := q.Route(arrival(t), release(), monday)
	if err != nil || q.FolderOf(Requester) != Waiting || q.Unroutable != "" {
		t.Fatal(q, err)
	}
}

func TestOpen_Twice_ChangesNothing(t *testing.T) {
	q, e, changed, err := routed(t).Open(release(), berlin(t), time.Time{}, at("2026-11-23T10:00:00Z"), answerer)
	if err != nil || !changed || q.State != StateOpened || *e.OpenMinutes != 60 {
		t.Fatal(q, e, err)
	}
	if _, _, changed, err := q.Open(release(), berlin(t), time.Time{}, at("2026-11-23T11:00:00Z"), answerer); changed || err != nil {
		t.Fatal(changed, err)
	}
}

func TestOpen_AfterASupplement_DoesNotCountAsTheFirstOpening(t *testing.T) {
	q, _, _, err := replied(t, inc, "2026-11-23T10:00:00Z").Supplement(map[string]any{"contents": "More"}, complete, release(), berlin(t), at("2026-11-25T08:00:00Z"), asker)
	if err != nil {
		t.Fatal(err)
	}
	q.OpenedAt = at("2026-11-23T09:30:00Z")
	if _, e, changed, err := q.Open(release(), berlin(t), time.Time{}, at("2026-11-25T09:00:00Z"), answerer); err != nil || !changed || e.OpenMinutes != nil {
		t.Fatal(e, changed, err)
	}
}

func TestOpen_BeforeRouting_IsConflict(t *testing.T) {
	_, _, _, err := sent(t).Open(release(), berlin(t), time.Time{}, monday, answerer)
	refused(t, err, NotAllowed)
}

func TestReply_DecidesOnTimeOnce(t *testing.T) {
	for _, c := range []struct {
		name, when string
		onTime     bool
	}{
		{"before", "2026-11-23T14:59:00Z", true}, {"at the due time", "2026-11-23T15:00:00Z", true}, {"after", "2026-11-23T15:00:01Z", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, e, err := routed(t).Reply(dlv, release(), berlin(t), berlin(t), at(c.when), answerer)
			if err != nil || e.OnTime == nil || *e.OnTime != c.onTime || *q.OnTime != c.onTime || q.State != StateReplied {
				t.Fatal(q, e, err)
			}
		})
	}
	q, e, _ := routed(t).Tick(berlin(t), time.Time{}, at("2026-11-23T15:00:01Z"))
	if e.Kind != Overdue || e.OnTime == nil || *e.OnTime {
		t.Fatal(e)
	}
	q, e, err := q.Reply(dlv, release(), berlin(t), berlin(t), at("2026-11-23T15:30:00Z"), answerer)
	if err != nil || e.OnTime != nil || *q.OnTime {
		t.Fatal("a late answer after the due time was told decides nothing again", e, err)
	}
}

func TestReply_WithoutItsFields_IsRefused_EvenWithText(t *testing.T) {
	_, _, err := routed(t).Reply(Reply{Code: "DLV", Text: "It was delivered."}, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, "reply-incomplete", "fields.date", "fields.receivedBy")
}

func TestReply_UnknownOrNotOfThisLevel_IsRefused(t *testing.T) {
	for _, code := range []string{"XXX", "LST", ""} {
		_, _, err := routed(t).Reply(Reply{Code: code}, release(), berlin(t), berlin(t), monday, answerer)
		refused(t, err, "reply-code-not-allowed", "code")
	}
}

func TestReply_Twice_IsConflict(t *testing.T) {
	_, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Reply(trn, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, NotAllowed)
}

func TestReply_AfterClose_IsConflict(t *testing.T) {
	q, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), monday.AddDate(0, 6, 0), monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = q.Reply(dlv, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, NotAllowed)
}

func TestReturned_StopsTheClock_AndSupplementLetsItGoOn(t *testing.T) {
	q := replied(t, inc, "2026-11-23T10:00:00Z") // one working hour used
	if q.State != StateReturned || q.OnTime != nil || !q.CheckAt().Equal(q.RespondBy) || q.FolderOf(Requester) != ReturnedToUs {
		t.Fatal(q)
	}
	if _, _, changed := q.Tick(berlin(t), time.Time{}, at("2026-11-27T10:00:00Z")); changed {
		t.Fatal("a clock that stands still must not run out")
	}
	// Wednesday 09:00 in Berlin: the night and Tuesday were waiting; five of six hours are left.
	q, req, e, err := q.Supplement(map[string]any{"contents": "Two books"}, complete, release(), berlin(t), at("2026-11-25T08:00:00Z"), asker)
	if err != nil || q.State != StateSent || !q.Clock.DueAt.Equal(at("2026-11-25T13:00:00Z")) {
		t.Fatal(q.Clock, err)
	}
	if req.Fields["contents"] != "Two books" || len(e.Clock.Pauses) != 1 {
		t.Fatal(req, e)
	}
}

func TestReturned_AfterTheDueTime_IsLate(t *testing.T) {
	q := replied(t, inc, "2026-11-23T15:30:00Z")
	if q.OnTime == nil || *q.OnTime {
		t.Fatal("asking back after the due time does not make the answer on time")
	}
}

func TestSupplement_Empty_IsRefused(t *testing.T) {
	_, _, _, err := replied(t, inc, "2026-11-23T10:00:00Z").Supplement(nil, complete, release(), berlin(t), monday, asker)
	refused(t, err, "supplement-empty", "fields")
}

func TestRead_CountsTheRequestersWorkingTime_Once(t *testing.T) {
	london, err := calendar.Spec{TimeZone: "Europe/London", Week: map[string][][2]string{"1": {{"09:00", "12:00"}}, "2": {{"09:00", "12:00"}}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	q := replied(t, dlv, "2026-11-23T11:30:00Z") // half an hour before Doncaster closes
	q, e, changed, err := q.Read(release(), london, at("2026-11-24T09:15:00Z"), asker)
	if err != nil || !changed || *e.OpenMinutes != 45 || q.ReadAt.IsZero() {
		t.Fatal(e, changed, err)
	}
	if _, _, changed, err := q.Read(release(), london, at("2026-11-24T10:00:00Z"), asker); changed || err != nil {
		t.Fatal("a second reading must change nothing", err)
	}
}

func TestClose_WithoutAnAnswer_IsWithdrawingOnly(t *testing.T) {
	_, _, err := routed(t).Close("CLO_OK", release(), monday.AddDate(0, 6, 0), monday, asker)
	refused(t, err, "closing-code-not-allowed", "code")
	if q, _, err := routed(t).Close("CLO_WDR", release(), monday.AddDate(0, 6, 0), monday, asker); err != nil || q.State != StateClosed {
		t.Fatal("the requester may withdraw it", err)
	}
}

func TestClose_WithAnUnknownCode_IsRefused(t *testing.T) {
	_, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_XX", release(), monday.AddDate(0, 6, 0), monday, asker)
	refused(t, err, "closing-code-not-allowed", "code")
}

func TestTick_TellsAt75PercentAndAtTwoHoursLeft_AndOverdueOnce(t *testing.T) {
	q, told := routed(t), []Kind{}
	for m := 0; m <= 8*60; m++ { // every minute of the working day
		after, e, changed := q.Tick(berlin(t), time.Time{}, monday.Add(time.Duration(m)*time.Minute))
		if changed {
			told = append(told, e.Kind)
		}
		q = after
	}
	if d := cmp.Diff([]Kind{DueSoon, DueSoon, Overdue}, told); d != "" {
		t.Error(d)
	}
	if q.FolderOf(Replier) != OverdueByUs || q.FolderOf(Requester) != OverdueByPartner {
		t.Error(q.FolderOf(Replier), q.FolderOf(Requester))
	}
}

func TestTick_LateRun_TellsOverdueOnly(t *testing.T) {
	q, e, _ := routed(t).Tick(berlin(t), time.Time{}, at("2026-11-30T10:00:00Z"))
	if e.Kind != Overdue || q.Warned != 0 {
		t.Fatal(e)
	}
}

func TestTrack_OnAClosedInquiry_ChangesNothing(t *testing.T) {
	q, _, _ := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), monday.AddDate(0, 6, 0), monday, asker)
	if _, _, changed, _ := q.Track(Tracking{Key: "k", Code: "EMI"}, nil, release(), berlin(t), monday); changed {
		t.Fatal("a closed inquiry took an event")
	}
}

func TestVisibility_ReplierSeesItOnlyOnceItArrived(t *testing.T) {
	if q := sent(t); q.VisibleTo("DEA") || !q.VisibleTo("GBA") || q.VisibleTo("FRA") || q.VisibleTo("") {
		t.Fatal("before routing only the requester sees it")
	}
	if !routed(t).VisibleTo("DEA") {
		t.Fatal("the replier must see what it has to answer")
	}
}

func TestMayAct_AgentsOfTheCentreAndSupervisorsOfTheOperator(t *testing.T) {
	agent := []principal.Role{principal.Agent}
	for _, c := range []struct {
		name string
		p    principal.Principal
		side Side
		want bool
	}{
		{"agent of the centre", principal.Principal{Operator: "DEA", CallCentres: []principal.CentreID{"DEA-FRA"}, Roles: agent}, Replier, true},
		{"agent of another centre", principal.Principal{Operator: "DEA", CallCentres: []principal.CentreID{"DEA-HAM"}, Roles: agent}, Replier, false},
		{"supervisor of another centre", principal.Principal{Operator: "DEA", CallCentres: []principal.CentreID{"DEA-HAM"}, Roles: []principal.Role{principal.Supervisor}}, Replier, true},
		{"the other side", principal.Principal{Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: agent}, Replier, false},
		{"administrator", principal.Principal{Operator: "DEA", Roles: []principal.Role{principal.OperatorAdministrator}}, Replier, false},
		{"network administrator", principal.Principal{Roles: []principal.Role{principal.NetworkAdministrator}}, Replier, false},
		{"own side", principal.Principal{Operator: "GBA", CallCentres: []principal.CentreID{"GBA-DON"}, Roles: agent}, Requester, true},
	} {
		if got := routed(t).MayAct(c.p, c.side); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
