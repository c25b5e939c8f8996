package cost

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// What docs/scale.md says is what the units and prices come to.
func TestScale_ThePageSaysWhatItComesTo(t *testing.T) {
	m, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../../../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	const events = 10e9
	var rows []string
	for _, months := range []float64{24, 3} {
		var total float64
		for _, l := range m.Year(events, months) {
			total += l.Dollars
			rows = append(rows, fmt.Sprintf("| %s | %s |", l.What, thousands(l.Dollars)))
		}
		rows = append(rows, fmt.Sprintf("| **all, with %.0f months in the table** | **%s** |", months, thousands(total)))
	}
	rows = append(rows, fmt.Sprintf("%.0f a second", PerSecond(events)), fmt.Sprintf("%.2f invocations at once", m.AtOnce(PerSecond(events))),
		fmt.Sprintf("%.1f at ten times that", m.AtOnce(10*PerSecond(events))))
	for _, row := range rows {
		if strings.HasPrefix(row, "| table") { // one row for both
			row = fmt.Sprintf("%s | %s |", "| table, 24 months; 3 months", thousands(m.Year(events, 24)[5].Dollars)+"; "+thousands(m.Year(events, 3)[5].Dollars))
		}
		if !strings.Contains(page, row) {
			t.Errorf("docs/scale.md does not say: %s", row)
		}
	}
}

func thousands(v float64) string {
	n := int(v + 0.5)
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
