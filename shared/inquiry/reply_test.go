package inquiry_test

import (
	"slices"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func open(t *testing.T, q Inquiry, when string) (Inquiry, Event, bool, error) {
	t.Helper()
	return q.Open(release(), berlin(t), archive, at(when), answerer)
}

func TestOpen_Twice_ChangesNothing(t *testing.T) {
	q, e, changed, err := open(t, routed(t), "2026-11-23T10:00:00Z")
	if err != nil || !changed || q.State != StateOpened || *e.OpenMinutes != 60 {
		t.Fatal(q, e, err)
	}
	if _, _, changed, err := open(t, q, "2026-11-23T11:00:00Z"); changed || err != nil {
		t.Fatal(changed, err)
	}
}

func TestOpen_AfterASupplement_DoesNotCountAsTheFirstOpening(t *testing.T) {
	q, _, _, err := open(t, routed(t), "2026-11-23T09:30:00Z")
	if err != nil {
		t.Fatal(err)
	}
	q = reply(t, q, inc, "2026-11-23T10:00:00Z")
	if q, _, _, err = q.Supplement(map[string]any{"contents": "More"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-25T08:00:00Z"), asker); err != nil {
		t.Fatal(err)
	}
	if _, e, changed, err := open(t, q, "2026-11-25T09:00:00Z"); err != nil || !changed || e.OpenMinutes != nil {
		t.Fatal(e, changed, err)
	}
}

func TestOpen_BeforeRouting_IsConflict(t *testing.T) {
	_, _, _, err := open(t, sent(t), "2026-11-23T10:00:00Z")
	refused(t, err, NotAllowed)
}

func TestInformation_OpeningClosesIt(t *testing.T) {
	q := route(t, sendAs(t, "ACK", Circumstances{}), Arrival{Centre: "DEA-FRA", Calendar: berlin(t)})
	q, e, changed, err := open(t, q, "2026-11-23T10:00:00Z")
	if err != nil || !changed || e.Kind != Closed || q.State != StateClosed || q.ClosingCode != "CLO_INF" || *e.OpenMinutes != 60 || !q.ArchiveAt.Equal(archive) {
		t.Fatal(q, e, err)
	}
	if q.FolderOf(Requester) != ClosedFolder || q.FolderOf(Replier) != ClosedFolder || q.OnTime != nil {
		t.Error(q)
	}
}

func TestInformation_TakesNoReply(t *testing.T) {
	q := route(t, sendAs(t, "ACK", Circumstances{}), Arrival{Centre: "DEA-FRA", Calendar: berlin(t)})
	_, _, err := q.Reply(dlv, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, NotAllowed)
	if slices.Contains(q.Actions(Replier, release()), ActReply) || !slices.Contains(q.Actions(Requester, release()), ActClose) {
		t.Error(q.Actions(Replier, release()), q.Actions(Requester, release()))
	}
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
	q, e, _ := routed(t).Tick(release(), berlin(t), archive, at("2026-11-23T15:00:01Z"))
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

func TestReply_WithAnEventThatHasNotHappenedYet_IsRefused(t *testing.T) {
	for date, ok := range map[string]bool{"2026-11-23": true, "2026-11-24": false} {
		_, _, err := routed(t).Reply(Reply{Code: "DLV", Fields: map[string]any{"date": date, "receivedBy": "A. Example"}}, release(), berlin(t), berlin(t), monday, answerer)
		if ok && err != nil {
			t.Error(date, err)
		}
		if !ok {
			refused(t, err, "reply-incomplete", "fields.date")
		}
	}
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
	q, _, err := replied(t, dlv, "2026-11-23T10:00:00Z").Close("CLO_OK", release(), archive, monday, asker)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = q.Reply(dlv, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, NotAllowed)
}

func TestReply_CannotSayItsOwnClass(t *testing.T) {
	q := replied(t, Reply{Code: "TRN", Class: ClassConclusive, Fields: trn.Fields}, "2026-11-23T10:00:00Z")
	if q.LastReply.Class != ClassInconclusive {
		t.Fatal(q.LastReply)
	}
}

func TestAttempted_WithPlaceAndLastDay_IsConclusive(t *testing.T) {
	for _, c := range []struct {
		fields map[string]any
		class  string
	}{
		{map[string]any{"pickupPlace": "Post office 1"}, ClassInconclusive},
		{map[string]any{"pickupPlace": "Post office 1", "lastDay": "2026-12-05"}, ClassConclusive},
	} {
		if q := replied(t, Reply{Code: "ATT", Fields: c.fields}, "2026-11-23T10:00:00Z"); q.LastReply.Class != c.class {
			t.Error(c.fields, q.LastReply)
		}
	}
}

func TestNFD_SecondTime_IsNotOnTime(t *testing.T) {
	q := replied(t, nfd, "2026-11-23T10:00:00Z")
	if q.OnTime == nil || !*q.OnTime || !q.Deferred {
		t.Fatal("the first is an answer in time", q.OnTime)
	}
	q = reply(t, escalate(t, q, "2026-11-24T09:00:00Z"), nfd, "2026-11-24T10:00:00Z")
	if q.OnTime == nil || *q.OnTime {
		t.Fatal("the second is not", q.OnTime)
	}
	q = reply(t, escalate(t, q, "2026-11-25T09:00:00Z"), Reply{Code: "LST"}, "2026-11-25T10:00:00Z")
	if q.OnTime == nil || !*q.OnTime {
		t.Fatal("an answer that says something is", q.OnTime)
	}
}

func TestReply_ConclusiveOne_WaitsTenWorkingDaysOfTheRequester(t *testing.T) {
	london, err := calendar.Spec{TimeZone: "Europe/London", Week: map[string][][2]string{"1": {{"09:00", "18:00"}}, "3": {{"09:00", "18:00"}}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	q, _, err := routed(t).Reply(dlv, release(), berlin(t), london, at("2026-11-23T10:00:00Z"), answerer)
	if err != nil || !q.RespondBy.Equal(at("2026-12-28T18:00:00Z")) { // it works on Mondays and Wednesdays
		t.Fatal(q.RespondBy, err)
	}
}

func TestReturned_StopsTheClock_AndSupplementLetsItGoOn(t *testing.T) {
	q := replied(t, inc, "2026-11-23T10:00:00Z") // one working hour used
	if q.State != StateReturned || q.OnTime != nil || !q.CheckAt().Equal(q.RespondBy) || q.FolderOf(Requester) != ReturnedToUs || !q.Clock.HeldFor(ForInformation) {
		t.Fatal(q)
	}
	if _, _, changed := q.Tick(release(), berlin(t), archive, at("2026-11-27T10:00:00Z")); changed {
		t.Fatal("a clock that stands still must not run out")
	}
	// Wednesday 09:00 in Berlin: the night and Tuesday were waiting; five of six hours are left.
	q, req, e, err := q.Supplement(map[string]any{"contents": "Two books"}, Words{}, nil, complete, release(), berlin(t), at("2026-11-25T08:00:00Z"), asker)
	if err != nil || q.State != StateSent || !q.Clock.DueAt.Equal(at("2026-11-25T13:00:00Z")) || !q.RespondBy.IsZero() {
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
	_, _, _, err := replied(t, inc, "2026-11-23T10:00:00Z").Supplement(nil, Words{}, nil, complete, release(), berlin(t), monday, asker)
	refused(t, err, "supplement-empty", "fields")
}

func TestSupplement_MayNotTakeAwayWhatIsMandatory(t *testing.T) {
	_, _, _, err := replied(t, inc, "2026-11-23T10:00:00Z").Supplement(map[string]any{"contents": nil}, Words{}, nil, complete, release(), berlin(t), monday, asker)
	refused(t, err, "inquiry-incomplete", "fields.contents")
}

func TestSupplement_WhenNothingWasAsked_IsConflict(t *testing.T) {
	_, _, _, err := routed(t).Supplement(map[string]any{"contents": "x"}, Words{}, nil, complete, release(), berlin(t), monday, asker)
	refused(t, err, NotAllowed)
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

func TestRead_BeforeTheReply_IsConflict(t *testing.T) {
	_, _, _, err := routed(t).Read(release(), berlin(t), monday, asker)
	refused(t, err, NotAllowed)
}

func supplement(fields map[string]any, w Words, asked ...string) error {
	q := Inquiry{State: StateReturned, Workflow: "WII", Product: "EMS", Level: 1, Replier: Party{"DEA", "DEA-FRA"}}
	_, _, _, err := q.Supplement(fields, w, asked, complete, release(), nil, monday, asker)
	return err
}

func TestSupplement_GivesAllThatWasAskedFor_OrSaysWhyNot(t *testing.T) {
	more := map[string]any{"remark": "x"}
	refused(t, supplement(more, Words{}, "contents", "statement"), "supplement-incomplete", "fields.contents", "fields.statement")
	refused(t, supplement(map[string]any{"contents": "Two books", "statement": " "}, Words{}, "contents", "statement"), "supplement-incomplete", "fields.statement")
	refused(t, supplement(nil, Words{Text: " "}, "contents"), "supplement-empty", "fields")
	q := replied(t, inc, "2026-11-23T10:00:00Z")
	for _, c := range []struct {
		fields map[string]any
		words  Words
	}{{map[string]any{"contents": "Two books"}, Words{}}, {nil, Words{Text: "The sender does not know.", Language: "en"}}, {more, Words{Text: "The sender does not know."}}} {
		after, _, e, err := q.Supplement(c.fields, c.words, []string{"contents"}, complete, release(), berlin(t), at("2026-11-24T08:00:00Z"), asker)
		if err != nil || after.State != StateSent || e.Text != c.words.Text || e.Language != c.words.Language {
			t.Error(c, after.State, err)
		}
	}
}

func TestReply_AsksForEntriesOfItsOwnWorkflow(t *testing.T) {
	_, _, err := routed(t).Reply(Reply{Code: "INC", Fields: map[string]any{"missing": []any{"parentInquiry"}}}, release(), berlin(t), berlin(t), monday, answerer)
	refused(t, err, "reply-incomplete", "fields.missing")
}
