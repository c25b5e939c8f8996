package query

import (
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// OfWeeks is the statement of the signals: the measures of some metrics in some weeks, each named by its Monday, by side, operator, call centre, partner and
// product, of all. It reads the months From to To, which hold the weeks.
func OfWeeks(weeks []string, from, to insight.Month, metrics ...insight.Metric) Statement {
	measures := slices.DeleteFunc(slices.Clone(insight.Measures), func(m insight.Measure) bool {
		return !slices.ContainsFunc(metrics, func(metric insight.Metric) bool {
			return slices.ContainsFunc(metric.Needs(), func(n insight.Measure) bool { return n.Column == m.Column })
		})
	})
	return compile(Definition{Sides: []insight.Side{insight.Replier, insight.Requester}, Dimensions: []Dimension{Side, Operator, Centre, Partner, Product, Week},
		Filters: []Filter{{Week, weeks}}, From: from, To: to}, measures, Viewer{Network: true}, byDueTime, to.End()) // weeks have no month's end to look from
}
