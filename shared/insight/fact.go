package insight

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Happening is one thing that happened to an inquiry, as this package needs to hear of it. Its JSON is that of inquiry.Notice;
// it holds no personal data and no free text.
type Happening struct {
	EventID           string                 `json:"eventId"` // "<inquiry>#<sequence>": the same happening always has the same one
	Sequence          int                    `json:"seq"`     // of the inquiry's own events, from 1
	InquiryID         string                 `json:"inquiryId"`
	Kind              string                 `json:"kind"`
	At                time.Time              `json:"at"`
	Discarded         bool                   `json:"discarded"` // closed without ever having been sent
	ActorKind         string                 `json:"actorKind"`
	ActorCentre       principal.CentreID     `json:"actorCentre"`
	Product           string                 `json:"product"`
	Workflow          string                 `json:"workflow"`
	Level             int                    `json:"level"`
	RequesterOperator principal.OperatorCode `json:"requesterOperator"`
	RequesterCentre   principal.CentreID     `json:"requesterCentre"`
	ReplierOperator   principal.OperatorCode `json:"replierOperator"`
	ReplierCentre     principal.CentreID     `json:"replierCentre"` // empty until routed
	DueAt             time.Time              `json:"dueAt"`         // zero without a clock
	TargetMinutes     int                    `json:"targetMinutes"`
	ReplyCode         string                 `json:"replyCode"`  // of the last reply so far
	ReplyClass        string                 `json:"replyClass"` // its class: C conclusive, I inconclusive, N needs the requester
	ClosingCode       string                 `json:"closingCode"`
	OnTime            *bool                  `json:"onTime"`         // non-nil exactly on the happening that decides the answer
	WorkingMinutes    *int                   `json:"workingMinutes"` // from arrival to reply, in the replier's opening hours
	OpenMinutes       *int                   `json:"openMinutes"`    // from arrival to opening, in the opener's opening hours
	QueueMinutes      *int                   `json:"queueMinutes"`   // from sending to arrival, in the opening hours of the replier it arrived at
	AnswerMinutes     *int                   `json:"answerMinutes"`  // from opening to reply, in the replier's opening hours
	WaitingMinutes    *int                   `json:"waitingMinutes"` // from returning to supplement, in the replier's opening hours
	ClosedDays        *int                   `json:"closedDays"`     // from sending to closing, in the requester's working days
	Outlived          *bool                  `json:"outlived"`       // the first happening after more than ResolvedInDays of those days; false on a closing that was not
	Carried           int                    `json:"carried"`        // how many months, the latest that of At, began since the happening before while the answer was past due
	Hour              *int                   `json:"hour"`           // 0–23 on the clock of the call centre concerned, as it was when it happened
	Weekday           *int                   `json:"weekday"`        // 1 Monday … 7 Sunday, likewise
	Reason            string                 `json:"reason"`         // code, of what was unroutable, rejected, handed over, moved or reminded of
	SentAt            time.Time              `json:"sentAt"`         // zero until it is sent
	Repeated          *bool                  `json:"repeated"`       // of a request: its requester had asked about the item within 30 days before
	Urgent            bool                   `json:"urgent"`
	Ahead             Ahead                  `json:"ahead,omitzero"`
	Clocks            Clocks                 `json:"clocks,omitzero"`
}

// Ahead is how many days the dates of the two call centres were ahead of that of UTC, when it happened and, of what decides an answer or carries it into a month,
// when that was due: −1, 0 or 1.
type Ahead struct {
	Requester    int `json:"requester"`
	Replier      int `json:"replier"`
	RequesterDue int `json:"requesterDue"`
	ReplierDue   int `json:"replierDue"`
}

// Clocks are the hours of the week (0 to 167 from Monday on) on the clocks of the two call centres, when it happened and, of what decides an answer or carries
// it into a month, when that was due. Nil is unknown.
type Clocks struct {
	Requester    *int `json:"requester"`
	Replier      *int `json:"replier"`
	RequesterDue *int `json:"requesterDue"`
	ReplierDue   *int `json:"replierDue"`
}

// The kinds of happening that the metrics count. Others become facts too and are counted by nothing yet.
const (
	KindSent        = "sent"
	KindRouted      = "routed"
	KindReaddressed = "readdressed" // it arrives at whom the requester chose instead
	KindOpened      = "opened"
	KindReplied     = "replied"
	KindReturned    = "returned"
	KindRead        = "read"
	KindOverdue     = "overdue"
	KindClosed      = "closed"
	KindRejected    = "rejected"     // the requester does not take a conclusive reply for the end
	KindSupplement  = "supplemented" // what was returned for information goes on
	KindEscalated   = "escalated"    // one level up: it asks anew
	KindCarried     = "carried"      // of a step: it was past due when the month began, and waited for
)

// The facts.
const (
	FactEvent   = "event"   // one per happening, in the month it happened
	FactStep    = "step"    // one per decided answer, in the month it was due; and one for each later month that began while it was waited for
	FactTraffic = "traffic" // one per link and month: how many items travelled
)

// Stamp is an instant as Hive's JSON reader takes a timestamp: UTC, to the millisecond, no zone.
type Stamp time.Time

const stampLayout = "2006-01-02 15:04:05.000"

// MarshalText implements encoding.TextMarshaler.
func (s Stamp) MarshalText() ([]byte, error) {
	return time.Time(s).UTC().AppendFormat(nil, stampLayout), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (s *Stamp) UnmarshalText(b []byte) error {
	t, err := time.Parse(stampLayout, string(b))
	*s = Stamp(t)
	return err
}

// Schema is the version of the columns that facts are written with. Columns are only ever added, so a fact of an older version has no value
// in those that came later; docs/facts.md says what each version added.
const Schema = 6

// Fact is one row of the lake, as the JSON line that Firehose turns into Parquet. Fact and Month are the partition;
// the other fields are the columns of the Glue table, in its order, which a test compares with template.yaml.
// A fact may be delivered twice, and again when it is corrected: readers keep one per FactID, that of the highest Version.
type Fact struct {
	Fact              string                 `json:"fact"`
	Month             Month                  `json:"month"`
	FactID            string                 `json:"fact_id"`
	Kind              string                 `json:"kind"`
	At                Stamp                  `json:"at"`
	InquiryID         string                 `json:"inquiry_id"`
	RequesterOperator principal.OperatorCode `json:"requester_operator"`
	RequesterCentre   principal.CentreID     `json:"requester_centre"`
	ReplierOperator   principal.OperatorCode `json:"replier_operator"`
	ReplierCentre     principal.CentreID     `json:"replier_centre"`
	ActingCentre      principal.CentreID     `json:"acting_centre"`
	ActorKind         string                 `json:"actor_kind"`
	Product           string                 `json:"product"`
	Workflow          string                 `json:"workflow"`
	Level             int                    `json:"level"`
	ReplyCode         string                 `json:"reply_code"`
	ReplyClass        string                 `json:"reply_class"`
	ClosingCode       string                 `json:"closing_code"`
	DueAt             *Stamp                 `json:"due_at"`
	OnTime            *bool                  `json:"on_time"`
	FirstLevel        *bool                  `json:"first_level"` // on closed only: a conclusive reply at level 1 ended it
	Urgent            bool                   `json:"urgent"`
	TargetMinutes     int                    `json:"target_minutes"`
	WorkingMinutes    *int                   `json:"working_minutes"`
	OpenMinutes       *int                   `json:"open_minutes"`

	// Since schema 2.
	Schema         int    `json:"schema_version"`
	Version        int64  `json:"fact_version"` // 0 as streamed; of a rebuilt one the second at which the rebuild began
	Sequence       int    `json:"sequence"`
	Day            string `json:"day"` // the UTC date of At; of a step that of DueAt
	Hour           *int   `json:"hour"`
	Weekday        *int   `json:"weekday"`
	SentAt         *Stamp `json:"sent_at"`
	Reason         string `json:"reason"`
	AnswerMinutes  *int   `json:"answer_minutes"`
	WaitingMinutes *int   `json:"waiting_minutes"`
	ClosedDays     *int   `json:"closed_days"`

	// Since schema 3.
	Repeated *bool  `json:"repeated"`
	Agent    string `json:"agent"` // pseudonym of who did it (ADR 0035); of an event alone

	RequesterDay string `json:"requester_day"` // the date of At on the clock of the requester's call centre, as it was then; of a step that of DueAt
	ReplierDay   string `json:"replier_day"`   // likewise

	// Since schema 4: the hour and the weekday of At on the clocks of the two call centres, as they were then; of a step those of DueAt.
	RequesterHour    *int `json:"requester_hour"`
	RequesterWeekday *int `json:"requester_weekday"`
	ReplierHour      *int `json:"replier_hour"`
	ReplierWeekday   *int `json:"replier_weekday"`

	// Likewise since schema 4, of traffic alone.
	Items      *int `json:"items"`
	PreAdvised *int `json:"pre_advised"` // of them

	// Likewise since schema 4.
	Outlived *bool `json:"outlived"` // the first event after more than ResolvedInDays since sending; false on a closing that was not the first; of an event alone

	// Since schema 6.
	QueueMinutes *int `json:"queue_minutes"`
}

// kindDiscarded is the closing of a draft that was never sent: it is no closed inquiry.
const kindDiscarded = "discarded"

// FactOf returns the facts that a happening is: always an event, a step when it decides whether an answer was on time, and one for each month that the wait
// for an answer was carried into.
// The same happening gives the same facts, with the same ids.
func FactOf(h Happening) []Fact {
	event := Fact{
		Fact: FactEvent, Month: MonthOf(h.At), FactID: h.EventID, Kind: h.Kind, At: Stamp(h.At), InquiryID: h.InquiryID,
		RequesterOperator: h.RequesterOperator, RequesterCentre: h.RequesterCentre, ReplierOperator: h.ReplierOperator, ReplierCentre: h.ReplierCentre,
		ActingCentre: h.ActorCentre, ActorKind: h.ActorKind, Product: h.Product, Workflow: h.Workflow, Level: h.Level,
		ReplyCode: h.ReplyCode, ReplyClass: h.ReplyClass, ClosingCode: h.ClosingCode, OnTime: h.OnTime,
		Urgent: h.Urgent, TargetMinutes: h.TargetMinutes, WorkingMinutes: h.WorkingMinutes, OpenMinutes: h.OpenMinutes,
		Schema: Schema, Sequence: h.Sequence, Day: day(h.At), Hour: h.Hour, Weekday: h.Weekday, Reason: h.Reason,
		AnswerMinutes: h.AnswerMinutes, WaitingMinutes: h.WaitingMinutes, ClosedDays: h.ClosedDays, Repeated: h.Repeated, Outlived: h.Outlived, QueueMinutes: h.QueueMinutes,
		RequesterDay: dayAhead(h.At, h.Ahead.Requester), ReplierDay: dayAhead(h.At, h.Ahead.Replier),
	}
	event.atHours(h.Clocks.Requester, h.Clocks.Replier)
	if !h.SentAt.IsZero() {
		sent := Stamp(h.SentAt)
		event.SentAt = &sent
	}
	if !h.DueAt.IsZero() {
		due := Stamp(h.DueAt)
		event.DueAt = &due
	}
	if h.Kind == KindClosed && h.Discarded {
		event.Kind = kindDiscarded
	}
	if event.Kind == KindClosed {
		first := h.Level == 1 && h.ReplyClass == conclusive
		event.FirstLevel = &first
	}
	out := []Fact{event}
	if h.OnTime != nil && !h.DueAt.IsZero() {
		step := event
		step.Fact, step.FactID = FactStep, h.EventID+"#"+FactStep
		out = append(out, step.due(h))
	}
	m := MonthOf(h.At)
	for n := range h.Carried {
		if !h.DueAt.IsZero() && (n > 0 || !slices.Contains(ends, h.Kind)) {
			out = append(out, carried(event, h, m))
		}
		m = m.Before()
	}
	return out
}

// due is a step as it stands in the month, on the day and at the hour it was due.
func (f Fact) due(h Happening) Fact {
	f.Month, f.Day = MonthOf(h.DueAt), day(h.DueAt)
	f.RequesterDay, f.ReplierDay = dayAhead(h.DueAt, h.Ahead.RequesterDue), dayAhead(h.DueAt, h.Ahead.ReplierDue)
	f.atHours(h.Clocks.RequesterDue, h.Clocks.ReplierDue)
	return f
}

// carried says that an answer was past due when a month began, and waited for: of whom it was and when it was due, and nothing that the happening measured
// which says it.
func carried(event Fact, h Happening, m Month) Fact {
	f := Fact{
		Fact: FactStep, FactID: h.EventID + "#" + KindCarried + "#" + string(m), Kind: KindCarried, At: Stamp(m.Start()), InquiryID: h.InquiryID,
		RequesterOperator: h.RequesterOperator, RequesterCentre: h.RequesterCentre, ReplierOperator: h.ReplierOperator, ReplierCentre: h.ReplierCentre,
		ActorKind: actorSystem, Product: h.Product, Workflow: h.Workflow, Level: h.Level, ReplyCode: h.ReplyCode, ReplyClass: h.ReplyClass,
		DueAt: event.DueAt, SentAt: event.SentAt, Urgent: h.Urgent, TargetMinutes: h.TargetMinutes, Schema: Schema, Sequence: h.Sequence,
	}
	f = f.due(h)
	f.Month = m
	return f
}

// atHours notes two hours of the week.
func (f *Fact) atHours(requester, replier *int) {
	split := func(of *int) (hour, weekday *int) {
		if of == nil {
			return nil, nil
		}
		return new(*of % 24), new(*of/24 + 1)
	}
	f.RequesterHour, f.RequesterWeekday = split(requester)
	f.ReplierHour, f.ReplierWeekday = split(replier)
}

const conclusive = "C"

// day is an instant's UTC date, as facts write it.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// dayAhead is the date so many days ahead of that.
func dayAhead(t time.Time, days int) string { return t.UTC().AddDate(0, 0, days).Format(time.DateOnly) }
