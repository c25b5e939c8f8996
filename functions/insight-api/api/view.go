package api

import (
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// ReportRatio is a share with its counts.
type ReportRatio struct {
	Part    int      `json:"part"`
	Whole   int      `json:"whole"`
	Percent *float64 `json:"percent" doc:"Rounded to a tenth; null when whole is 0" example:"97.5"`
	Target  *float64 `json:"target" doc:"In percent; null when nobody has set one"`
	Reached *bool    `json:"reached" doc:"Whether the target is reached, decided from the counts; null without target or counts"`
}

// ReportMean is an average with its sum and count.
type ReportMean struct {
	TotalMinutes   int      `json:"totalMinutes"`
	Count          int      `json:"count"`
	AverageMinutes *float64 `json:"averageMinutes" doc:"Working minutes, rounded to a tenth; null when count is 0"`
	Target         *float64 `json:"target" doc:"In working minutes; null when nobody has set one"`
	Reached        *bool    `json:"reached" doc:"Whether the target is reached, decided from the counts; null without target or counts"`
}

// ReportRate is how many came on a thousand items, with how many items were counted.
type ReportRate struct {
	Part       int     `json:"part"`
	Items      int     `json:"items" doc:"First heard of in the month: sent to others (as requester) or received from them (as replier)"`
	PreAdvised int     `json:"preAdvised" doc:"Of them, announced in a receptacle"`
	PerMille   float64 `json:"perMille" doc:"On a thousand items, rounded to a tenth" example:"4.2"`
	Complete   bool    `json:"complete" doc:"Whether the items are taken for all there were, because nearly each was announced; else the rate is too high by the others"`
}

// ReportSide is what a centre or operator did on one side of its inquiries.
type ReportSide struct {
	Requests    int         `json:"requests" doc:"As replier: arrived; as requester: sent"`
	Opened      int         `json:"opened" doc:"As replier: requests opened; as requester: replies read"`
	Replies     int         `json:"replies" doc:"As replier: given; as requester: received"`
	Closed      int         `json:"closed"`
	Outstanding int         `json:"outstanding" doc:"Answers due in the month or before it, and still missing at its end"`
	OnTime      ReportRatio `json:"onTime" doc:"Answers in time, of those due in the month"`
	FirstLevel  ReportRatio `json:"firstLevel" doc:"Closed by a conclusive reply at level 1, of those closed"`
	TimeToReply ReportMean  `json:"timeToReply"`
	TimeToOpen  ReportMean  `json:"timeToOpen"`

	Automatic           ReportRatio `json:"automatic" doc:"Replies that the system sent for the operator, of all replies; onTime and timeToReply include them"`
	OnTimeByPeople      ReportRatio `json:"onTimeByPeople" doc:"onTime without automatic replies"`
	TimeToReplyByPeople ReportMean  `json:"timeToReplyByPeople" doc:"timeToReply without automatic replies"`

	Metrics     map[string]QueryFigure `json:"metrics,omitempty" doc:"Every metric by its code, those above among them; left out in lists of reports. GET /v1/insights/metrics says what each means"`
	InquiryRate *ReportRate            `json:"inquiryRate,omitempty" doc:"Requests on a thousand items, of a report on an operator or the network; left out where no item was counted, and of a call centre, which has none"`
}

// ReportFigures is both sides.
type ReportFigures struct {
	AsReplier   ReportSide `json:"asReplier"`
	AsRequester ReportSide `json:"asRequester"`
}

// ReportCard is a report as a list shows it.
type ReportCard struct {
	ID        string        `json:"id" example:"monthly-2026-11-GBA"`
	Kind      string        `json:"kind" enum:"monthly"`
	Month     string        `json:"month" example:"2026-11"`
	Operator  string        `json:"operator" example:"GBA"`
	Name      string        `json:"name" doc:"The operator's name; seen from a call centre, the centre's"`
	State     string        `json:"state" enum:"provisional,final"`
	Version   int           `json:"version" doc:"Counted from 1 among the provisional and among the final ones"`
	Edition   string        `json:"edition" example:"final-v1" doc:"State and version"`
	Until     time.Time     `json:"until" doc:"What happened before this instant is counted"`
	CreatedAt time.Time     `json:"createdAt"`
	Formats   []string      `json:"formats"`
	Summary   ReportFigures `json:"summary"`
}

// ReportRow is a line of a report.
type ReportRow struct {
	Operator string `json:"operator"`
	Centre   string `json:"centre" doc:"Empty for an operator's line, and for inquiries that no call centre has got yet"`
	Name     string `json:"name"`
	ReportFigures
}

// Report is a report with its rows.
type Report struct {
	ReportCard
	Reason    string      `json:"reason" doc:"Why it was corrected; empty for what no correction made"`
	LastMonth *ReportPast `json:"lastMonth" doc:"What the month before said when this was made; null without a report"`
	LastYear  *ReportPast `json:"lastYear" doc:"The same month a year before, likewise"`
	Rows      []ReportRow `json:"rows"`
}

// ReportPast is what an earlier month's report said.
type ReportPast struct {
	Month   string        `json:"month"`
	Edition string        `json:"edition"`
	Summary ReportFigures `json:"summary"`
}

func past(p *insight.Past) *ReportPast {
	if p == nil {
		return nil
	}
	return &ReportPast{string(p.Month), p.Edition.String(), figures(p.Total)}
}

func ratio(m insight.Metric, c insight.Counts) ReportRatio {
	r := m.Ratio(c)
	return ReportRatio{Part: r.Part, Whole: r.Whole, Percent: tenths(r.Tenths()), Target: target(m), Reached: reached(m, c)}
}

func mean(m insight.Metric, c insight.Counts) ReportMean {
	x := m.Mean(c)
	return ReportMean{TotalMinutes: x.Total, Count: x.Count, AverageMinutes: tenths(x.Tenths()), Target: target(m), Reached: reached(m, c)}
}

// target is a metric's in its unit; nil when nobody has set one.
func target(m insight.Metric) *float64 {
	if m.Target == nil {
		return nil
	}
	return tenths(*m.Target, true)
}

// reached says whether counts reach a metric's target; nil where that cannot be said.
func reached(m insight.Metric, c insight.Counts) *bool {
	if reached, known := m.Reaches(c); known {
		return &reached
	}
	return nil
}

func rate(m insight.Metric, c insight.Counts) *ReportRate {
	r := m.Rate(c)
	n, ok := r.Tenths()
	if !ok {
		return nil
	}
	return &ReportRate{Part: r.Part, Items: r.Items, PreAdvised: r.PreAdvised, PerMille: float64(n) / 10, Complete: r.Whole()}
}

func tenths(n int, ok bool) *float64 {
	if !ok {
		return nil
	}
	f := float64(n) / 10
	return &f
}

func side(c insight.Counts) ReportSide {
	return ReportSide{Requests: c.Requests, Opened: c.Opened, Replies: c.Replies, Closed: c.Closed, Outstanding: c.Outstanding,
		OnTime: ratio(insight.OnTimeReplies, c), FirstLevel: ratio(insight.FirstLevelResolution, c),
		TimeToReply: mean(insight.TimeToReply, c), TimeToOpen: mean(insight.TimeToOpen, c),
		Automatic: ratio(insight.AutomaticReplies, c), OnTimeByPeople: ratio(insight.OnTimeByPeople, c), TimeToReplyByPeople: mean(insight.TimeToReplyByPeople, c),
		InquiryRate: rate(insight.InquiryRate, c)}
}

// headlines are the figures that lists show.
func headlines(f insight.Figures) ReportFigures {
	return ReportFigures{AsReplier: side(f.AsReplier), AsRequester: side(f.AsRequester)}
}

// figures are the headlines with every metric.
func figures(f insight.Figures) ReportFigures {
	out := headlines(f)
	out.AsReplier.Metrics, out.AsRequester.Metrics = everyMetric(f.AsReplier), everyMetric(f.AsRequester)
	return out
}

// running are the figures of running counts: all but those of items, which are told by night.
func running(f insight.Figures) ReportFigures {
	out := figures(f)
	for _, m := range insight.Metrics {
		if query.CountedOfItems(m) {
			delete(out.AsReplier.Metrics, m.Code)
			delete(out.AsRequester.Metrics, m.Code)
		}
	}
	return out
}

func everyMetric(c insight.Counts) map[string]QueryFigure {
	out := map[string]QueryFigure{}
	for _, m := range insight.Metrics {
		out[m.Code] = figure(m, c)
	}
	return out
}

func card(r insight.Report) ReportCard {
	v := ReportCard{ID: r.ReportID.String(), Kind: "monthly", Month: string(r.Month), Operator: string(r.Operator), Name: r.Name, State: string(r.State),
		Version: r.Version, Edition: r.Edition.String(), Until: r.Until.UTC(), CreatedAt: r.CreatedAt.UTC(), Formats: []string{}, Summary: headlines(r.Total)}
	for f := range r.Files {
		v.Formats = append(v.Formats, string(f.Kind()))
	}
	slices.Sort(v.Formats)
	v.Formats = slices.Compact(v.Formats)
	return v
}

func report(r insight.Report) Report {
	v := Report{ReportCard: card(r), Reason: r.Reason, LastMonth: past(r.LastMonth), LastYear: past(r.LastYear), Rows: []ReportRow{}}
	v.Summary = figures(r.Total)
	for _, row := range r.Rows {
		v.Rows = append(v.Rows, ReportRow{Operator: string(row.Operator), Centre: string(row.Centre), Name: row.Name, ReportFigures: figures(row.Figures)})
	}
	return v
}
