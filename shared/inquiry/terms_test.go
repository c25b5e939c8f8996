package inquiry_test

import (
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	. "github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// renamed is a release that calls what the system uses otherwise, and has terms of its own.
func renamed() *catalogue.Release {
	r := release()
	r.NamedRoles = &catalogue.Roles{ClosedWithoutReaction: "BYE", ClosedUnanswered: "MUTE", ClosedInformed: "SEEN", ClosedMerged: "TWIN", ClosedToLiability: "PAY", CentreClosed: "GONE", PostingDate: "postingDate", PostingEvent: "EMA"}
	r.AgreedTerms = &catalogue.Terms{ApproachingPercent: 50, LastCallMinutes: 60, ReactionDays: 3, SupplementDays: 1, ReadMinutes: 60, NoReplyDays: 1, NoReplyMonths: 1}
	return r
}

func TestTerms_AreTheReleases(t *testing.T) {
	r := renamed()
	warning := Warning{Percent: r.AgreedTerms.ApproachingPercent, Minutes: r.AgreedTerms.LastCallMinutes}
	q := route(t, sent(t), changed(arrival(t), func(a *Arrival) { a.Warning = warning }))
	if !q.Clock.DueSoonAt.Equal(at("2026-11-23T12:00:00Z")) || !q.Clock.LastCallAt.Equal(at("2026-11-23T14:00:00Z")) || !q.Clock.DueAt.Equal(at("2026-11-23T15:00:00Z")) {
		t.Error("half of six hours, and one hour before", q.Clock.DueSoonAt, q.Clock.LastCallAt)
	}
	for _, c := range []struct {
		reply   Reply
		by, end string
		code    string
	}{{dlv, "2026-11-26T16:00:00Z", "2026-11-26T16:00:00Z", "BYE"}, {inc, "2026-11-24T16:00:00Z", "2026-11-24T16:00:00Z", "MUTE"}} {
		answered, e, err := q.Reply(c.reply, r, berlin(t), berlin(t), at("2026-11-23T10:00:00Z"), answerer)
		if err != nil || !answered.RespondBy.Equal(at(c.by)) {
			t.Fatal(answered.RespondBy, err)
		}
		for _, x := range ExplanationsOf([]Event{e}, r.Terms()) {
			if x, err := x.On(berlin(t), nil); x.Term == TermRead && (err != nil || !x.DueAt.Equal(at("2026-11-23T11:00:00Z"))) {
				t.Error("an hour to read it", x, err)
			}
		}
		if closed, _, _ := answered.Tick(r, berlin(t), archive, at(c.end)); closed.ClosingCode != c.code {
			t.Error(closed.ClosingCode)
		}
	}
	if got, err := replied(t, trn, "2026-11-23T10:00:00Z").Unanswered(r, berlin(t), at("2026-12-24T09:00:00Z")); !got || err != nil {
		t.Error("a month is enough", err)
	}
	if closed, _, _, err := sendRouted(t, "ACK").Open(r, berlin(t), archive, monday, answerer); err != nil || closed.ClosingCode != "SEEN" {
		t.Error(closed.ClosingCode, err)
	}
}

func sendRouted(t *testing.T, workflow string) Inquiry {
	t.Helper()
	return route(t, sendAs(t, workflow, Circumstances{}), Arrival{Centre: "DEA-FRA", Calendar: berlin(t)})
}
