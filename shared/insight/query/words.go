package query

import (
	"fmt"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// fact is a partition of the lake as statements name it.
type fact struct{ name, table string }

var (
	events = fact{insight.FactEvent, "happenings"}
	steps  = fact{insight.FactStep, "steps"}
	// traffic counts items, not inquiries: by link, product and month, and by nothing else.
	traffic = fact{insight.FactTraffic, "traffic"}
	facts   = []fact{events, steps, traffic}
)

// period tells what was asked from what it is compared with.
const (
	period   = "period"
	asked    = "asked"
	compared = "compared"
)

// answers is what ended the wait for an answer at a level, and when it last did so in the month: an escalation, or sending it to another
// post, asks anew, with a due time of its own. What does not count is passed over inside the sum, not by WHERE: where every reader of a named
// part filters it, DuckDB 2.0, the local engine, pushes the filters into it and loses its own (cte_filter_pusher; a property test found it).
const answers = `answers AS (
  SELECT inquiry_id AS answered_inquiry, month AS answered_month,
         max(CASE WHEN kind IN ('replied', 'returned', 'closed', 'escalated', 'readdressed') THEN told_at END) AS answered_at
  FROM happenings
  GROUP BY inquiry_id, month
)`

// lake lists the columns of facts that statements may name.
var lake = []string{"kind", "at", "month", "inquiry_id", "requester_operator", "requester_centre", "replier_operator", "replier_centre", "acting_centre", "actor_kind",
	"product", "workflow", "level", "reply_code", "reply_class", "on_time", "first_level", "urgent", "working_minutes", "open_minutes",
	"day", "hour", "weekday", "answer_minutes", "waiting_minutes", "closed_days", "repeated", "agent", "requester_day", "replier_day",
	"requester_hour", "requester_weekday", "replier_hour", "replier_weekday", "items", "pre_advised", "outlived", "queue_minutes", "fact"}

// dimension is how a dimension is read from a fact, as text, for a side.
type dimension struct {
	column  string // its name in statements
	sql     func(insight.Side) string
	columns func(insight.Side) []string
}

func other(s insight.Side) insight.Side {
	if s == insight.Replier {
		return insight.Requester
	}
	return insight.Replier
}

// plain is a column as it is; text is one that is empty when it is not there.
func plain(column string) dimension {
	return dimension{column, func(insight.Side) string { return column }, func(insight.Side) []string { return []string{column} }}
}

func text(name, format, column string) dimension {
	return dimension{name, func(insight.Side) string { return fmt.Sprintf(format, column) }, func(insight.Side) []string { return []string{column} }}
}

// party is a column of one of the two sides.
func party(name, what string, whose func(insight.Side) insight.Side) dimension {
	column := func(s insight.Side) string { return string(whose(s)) + "_" + what }
	return dimension{name, func(s insight.Side) string { return "coalesce(" + column(s) + ", '')" }, func(s insight.Side) []string { return []string{column(s)} }}
}

// clock is what the own side's clock said: of an answer when it was due. Happenings from before both clocks were known have that of whoever acted; of
// answers nothing is known then.
func clock(what string) dimension {
	column := func(s insight.Side) string { return string(s) + "_" + what }
	return dimension{what, func(s insight.Side) string {
		return fmt.Sprintf("coalesce(CAST(coalesce(%s, CASE WHEN fact = '%s' THEN %s END) AS varchar), '')", column(s), insight.FactEvent, what)
	}, func(s insight.Side) []string { return []string{column(s), what, "fact"} }}
}

func own(s insight.Side) insight.Side { return s }

const number = "coalesce(CAST(%s AS varchar), '')"

var dimensions = map[Dimension]dimension{
	Side:          {"side", func(s insight.Side) string { return "'" + string(s) + "'" }, func(insight.Side) []string { return nil }},
	Operator:      party("operator", "operator", own),
	Centre:        party("centre", "centre", own),
	Partner:       party("partner", "operator", other),
	PartnerCentre: party("partner_centre", "centre", other),
	Product:       text("product", "coalesce(%s, '')", "product"),
	Workflow:      text("workflow", "coalesce(%s, '')", "workflow"),
	Level:         text("level", number, "level"),
	ReplyCode:     text("reply_code", "coalesce(%s, '')", "reply_code"),
	ReplyClass:    text("reply_class", "coalesce(%s, '')", "reply_class"),
	Actor:         text("actor", "coalesce(%s, '')", "actor_kind"),
	Urgent:        text("urgent", "CASE WHEN %s THEN 'yes' ELSE 'no' END", "urgent"),
	Month:         plain("month"),
	Day:           text("day", "coalesce(%s, '')", "day"),
	LocalDay:      party("local_day", "day", own),
	Week:          text("week", "coalesce(CAST(CAST(date_trunc('week', CAST(nullif(%s, '') AS date)) AS date) AS varchar), '')", "day"),
	Weekday:       clock("weekday"),
	Hour:          clock("hour"),
	Inquiry:       text("inquiry", "coalesce(%s, '')", "inquiry_id"),
	Agent: {"agent", func(s insight.Side) string {
		return "CASE WHEN " + isPerson + string(s) + "_centre THEN coalesce(agent, '') ELSE '' END"
	}, func(s insight.Side) []string {
		return []string{"agent", "actor_kind", "acting_centre", string(s) + "_centre"}
	}},
}

func known(d Dimension) bool {
	_, ok := dimensions[d]
	return ok
}

// rule is how a measure is counted from a fact: its value where the condition holds.
type rule struct {
	fact    string
	when    func(insight.Side) string
	value   string
	columns []string // beside kind
}

func both(condition string) func(insight.Side) string {
	return func(insight.Side) string { return condition }
}

// bySide is a condition for the replier and one for the requester.
func bySide(replier, requester string) func(insight.Side) string {
	return func(s insight.Side) string {
		if s == insight.Replier {
			return replier
		}
		return requester
	}
}

const (
	isReply     = "kind IN ('replied', 'returned')"
	isAutomatic = "actor_kind = 'automatic'"
	isPerson    = "actor_kind = 'agent' AND acting_centre <> '' AND acting_centre = "
	isArrived   = "kind IN ('routed', 'readdressed')"
	unanswered  = "(answered_at IS NULL OR answered_at < told_at)"
	isLate      = "kind = 'overdue' AND " + unanswered
	isStanding  = "kind IN ('overdue', 'carried') AND " + unanswered
	isDecided   = "kind <> 'carried'"
)

// rules says of every measure how it is counted; insight.Counts says what it means.
var rules = map[string]rule{
	"requests":           {"event", bySide(isArrived, "kind = 'sent'"), "1", nil},
	"opened":             {"event", bySide("kind = 'opened'", "kind = 'read'"), "1", nil},
	"replies":            {"event", both(isReply), "1", nil},
	"closed":             {"event", both("kind = 'closed'"), "1", nil},
	"closed_first_level": {"event", both("kind = 'closed' AND first_level"), "1", []string{"first_level"}},
	"due":                {"step", both(isDecided), "1", nil},
	"on_time":            {"step", both("on_time AND " + isDecided), "1", []string{"on_time"}},
	"outstanding":        {"step", both(isStanding), "1", nil}, // and see compiler.when
	"reply_minutes":      {"event", both(isReply + " AND working_minutes IS NOT NULL"), "working_minutes", []string{"working_minutes"}},
	"replies_timed":      {"event", both(isReply + " AND working_minutes IS NOT NULL"), "1", []string{"working_minutes"}},
	"open_minutes":       {"event", bySide("kind = 'opened' AND open_minutes IS NOT NULL", "kind = 'read' AND open_minutes IS NOT NULL"), "open_minutes", []string{"open_minutes"}},
	"opens_timed":        {"event", bySide("kind = 'opened' AND open_minutes IS NOT NULL", "kind = 'read' AND open_minutes IS NOT NULL"), "1", []string{"open_minutes"}},
	"automatic":          {"event", both(isReply + " AND " + isAutomatic), "1", []string{"actor_kind"}},
	"automatic_due":      {"step", both(isAutomatic + " AND " + isDecided), "1", []string{"actor_kind"}},
	"automatic_on_time":  {"step", both(isAutomatic + " AND on_time AND " + isDecided), "1", []string{"actor_kind", "on_time"}},
	"automatic_minutes":  {"event", both(isReply + " AND " + isAutomatic + " AND working_minutes IS NOT NULL"), "working_minutes", []string{"actor_kind", "working_minutes"}},
	"automatic_timed":    {"event", both(isReply + " AND " + isAutomatic + " AND working_minutes IS NOT NULL"), "1", []string{"actor_kind", "working_minutes"}},
	"returned":           {"event", both("kind = 'returned'"), "1", nil},
	"conclusive":         {"event", both("kind = 'replied' AND reply_class = 'C'"), "1", []string{"reply_class"}},
	"rejected":           {"event", both("kind = 'rejected'"), "1", nil},
	"escalated":          {"event", both("kind = 'escalated'"), "1", nil},
	"closed_timed":       {"event", both("kind = 'closed' AND closed_days IS NOT NULL"), "1", []string{"closed_days"}},
	"closed_in_time":     {"event", both(fmt.Sprintf("kind = 'closed' AND closed_days <= %d", insight.ResolvedInDays)), "1", []string{"closed_days"}},
	"outlived":           {"event", both(fmt.Sprintf("coalesce(outlived, kind = 'closed' AND closed_days > %d)", insight.ResolvedInDays)), "1", []string{"outlived", "closed_days"}},
	"answer_minutes":     {"event", both(isReply + " AND answer_minutes IS NOT NULL"), "answer_minutes", []string{"answer_minutes"}},
	"answers_timed":      {"event", both(isReply + " AND answer_minutes IS NOT NULL"), "1", []string{"answer_minutes"}},
	"queue_minutes":      {"event", both(isArrived + " AND queue_minutes IS NOT NULL"), "queue_minutes", []string{"queue_minutes"}},
	"arrivals_timed":     {"event", both(isArrived + " AND queue_minutes IS NOT NULL"), "1", []string{"queue_minutes"}},
	"unopened_minutes":   {"event", both(isReply + " AND answer_minutes IS NOT NULL AND working_minutes IS NOT NULL"), "working_minutes - answer_minutes", []string{"working_minutes", "answer_minutes"}},
	"waiting_minutes":    {"event", both("kind = 'supplemented' AND waiting_minutes IS NOT NULL"), "waiting_minutes", []string{"waiting_minutes"}},
	"waits_timed":        {"event", both("kind = 'supplemented' AND waiting_minutes IS NOT NULL"), "1", []string{"waiting_minutes"}},
	"handled":            {"event", bySide(isPerson+"replier_centre", isPerson+"requester_centre"), "1", []string{"actor_kind", "acting_centre"}},
	"repeats_known":      {"event", bySide(isArrived+" AND repeated IS NOT NULL", "kind = 'sent' AND repeated IS NOT NULL"), "1", []string{"repeated"}},
	"repeated":           {"event", bySide(isArrived+" AND repeated", "kind = 'sent' AND repeated"), "1", []string{"repeated"}},
	"items":              {"traffic", both("items IS NOT NULL"), "items", []string{"items"}},
	"pre_advised":        {"traffic", both("pre_advised IS NOT NULL"), "pre_advised", []string{"pre_advised"}},
}

// Metric finds a metric by its code.
func Metric(code string) (insight.Metric, bool) {
	i := slices.IndexFunc(insight.Metrics, func(m insight.Metric) bool { return m.Code == code })
	if i < 0 {
		return insight.Metric{}, false
	}
	return insight.Metrics[i], true
}

// at names a member of a list.
func at(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
