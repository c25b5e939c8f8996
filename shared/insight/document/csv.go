package document

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// lateness is how many times columns were added, the beginning included.
const lateness = 6

// sides in the order files show them.
var sides = []insight.Side{insight.Replier, insight.Requester}

// Header is the first line of a CSV report: what the line is about, then every measure and every computed metric, as replier and as requester.
// Columns are only ever added at the end.
func Header() []string {
	out := []string{"month", "state", "version", "row", "operator", "centre", "name"}
	for late := range lateness {
		for _, s := range sides {
			for _, m := range measures(late) {
				out = append(out, fmt.Sprintf("%s_%s", s, m.Column))
			}
		}
		for _, s := range sides {
			for _, m := range computed(late) {
				out = append(out, fmt.Sprintf("%s_%s_%s", s, strings.ReplaceAll(m.Code, "-", "_"), suffix(m.Unit)))
			}
		}
	}
	return out
}

// measures lists those that came so late.
func measures(late int) (out []insight.Measure) {
	for _, m := range insight.Measures {
		if m.Late == late {
			out = append(out, m)
		}
	}
	return out
}

// computed lists the metrics that are not plain counts, likewise.
func computed(late int) (out []insight.Metric) {
	for _, m := range insight.Metrics {
		if m.Count == nil && m.Late == late {
			out = append(out, m)
		}
	}
	return out
}

func suffix(u insight.Unit) string {
	switch u {
	case insight.Percent:
		return "percent"
	case insight.PerItem:
		return "per_1000_items"
	}
	return "average_minutes"
}

// CSV writes a report by RFC 4180 in UTF-8: a header, a line per row, and last the total, told apart by the column "row"
// ("centre" or "operator", "total"). A percentage or average of nothing is empty, not 0.
func CSV(w io.Writer, r insight.Report) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	kind := "centre"
	if r.Operator == insight.Network {
		kind = "operator"
	}
	lines := [][]string{Header()}
	for _, row := range r.Rows {
		lines = append(lines, line(r, kind, row))
	}
	lines = append(lines, line(r, "total", insight.Row{Operator: r.Operator, Name: r.Name, Figures: r.Total}))
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

func line(r insight.Report, kind string, row insight.Row) []string {
	out := []string{string(r.Month), string(r.State), strconv.Itoa(r.Version), kind, string(row.Operator), string(row.Centre), harmless(row.Name)}
	for late := range lateness {
		for _, s := range sides {
			for _, m := range measures(late) {
				out = append(out, strconv.Itoa(*m.Of(row.Figures.Of(s))))
			}
		}
		for _, s := range sides {
			for _, m := range computed(late) {
				cell := ""
				if tenths, ok := m.Tenths(*row.Figures.Of(s)); ok {
					cell = insight.Decimal(tenths)
				}
				out = append(out, cell)
			}
		}
	}
	return out
}

// harmless keeps a spreadsheet from taking a name for a formula.
func harmless(name string) string {
	if name != "" && strings.ContainsRune("=+-@\t\r\n", rune(name[0])) {
		return "'" + name
	}
	return name
}
