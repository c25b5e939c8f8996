package insight

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Network stands where an operator does in the report on the whole network.
const Network principal.OperatorCode = "NETWORK"

// State is how settled a report is.
type State string

// The states. A provisional report is replaced by the next one; a final one is frozen: a correction puts another version beside it.
const (
	Provisional State = "provisional"
	Final       State = "final"
)

// Format is a kind of file that a report is offered as. One that is written in several languages has their codes behind it: "pdf-de".
type Format string

// The formats.
const (
	CSV  Format = "csv"
	XLSX Format = "xlsx"
	JSON Format = "json"
	PDF  Format = "pdf"
)

// Languages are those in which reports are written for people and mailed, ISO 639-1; the first is for everybody else.
var Languages = []string{"en", "fr", "de", "es"}

// In is the format in a language.
func (f Format) In(language string) Format { return f + Format("-"+language) }

// Kind is the format without its language.
func (f Format) Kind() Format {
	kind, _, _ := strings.Cut(string(f), "-")
	return Format(kind)
}

// Extension is how the name of a file in this format ends: "xlsx", "de.pdf".
func (f Format) Extension() string {
	kind, language, in := strings.Cut(string(f), "-")
	if in {
		return language + "." + kind
	}
	return kind
}

// ReportID names the monthly report of one operator (or of the Network): "monthly-2026-11-GBA".
type ReportID struct {
	Month    Month
	Operator principal.OperatorCode
}

const monthly = "monthly"

// String writes the id as it is used in addresses.
func (id ReportID) String() string {
	return strings.Join([]string{monthly, string(id.Month), string(id.Operator)}, "-")
}

// ParseReportID reads what String wrote. Anything else is a report that nobody knows.
func ParseReportID(s string) (ReportID, error) {
	rest, ok := strings.CutPrefix(s, monthly+"-")
	if !ok || len(rest) < len(monthLayout)+2 || rest[len(monthLayout)] != '-' {
		return ReportID{}, Unknown()
	}
	month, err := ParseMonth(rest[:len(monthLayout)])
	if err != nil {
		return ReportID{}, Unknown()
	}
	return ReportID{Month: month, Operator: principal.OperatorCode(rest[len(monthLayout)+1:])}, nil
}

// Unknown is the problem "report-unknown": the report does not exist, or not for this caller.
func Unknown() *problem.Problem {
	return problem.New(problem.NotFound, "report-unknown", "There is no such report.")
}

// VisibleTo reports whether the caller may see reports on the operator: their own, or any for a network administrator.
func VisibleTo(p principal.Principal, operator principal.OperatorCode) bool {
	return p.Has(principal.NetworkAdministrator) || operator != "" && operator != Network && operator == p.Operator
}

// Row is one line of a report: a call centre or, in the network's report, an operator. Centre is empty for an operator's line
// and for the inquiries that no call centre has got yet.
type Row struct {
	Operator principal.OperatorCode
	Centre   principal.CentreID
	Name     string
	Figures  Figures
}

// Edition tells one writing of a report from the next. The zero value stands for none.
type Edition struct {
	State   State
	Version int // counted from 1 within the state
}

// String writes the edition as it stands in file names: "final-v1".
func (e Edition) String() string { return fmt.Sprintf("%s-v%d", e.State, e.Version) }

// ParseEdition reads what String wrote; it reports false for anything else.
func ParseEdition(s string) (Edition, bool) {
	state, version, ok := strings.Cut(s, "-v")
	n, err := strconv.Atoi(version)
	e := Edition{State(state), n}
	return e, ok && err == nil && n > 0 && (e.State == Provisional || e.State == Final) && e.String() == s
}

// Past is what an earlier month's report said when another was made.
type Past struct {
	Month Month
	Edition
	Total Figures
}

// Report is what a month was for one operator or for the network.
type Report struct {
	ReportID
	Edition
	Until      time.Time // what happened before this instant is counted: the month's end, or sooner while the month runs
	CreatedAt  time.Time
	Name       string // of the operator
	Total      Figures
	Rows       []Row
	Links      Figures           // of the operator and of none of its call centres: the items that travelled; in Total, and in no row
	Files      map[Format]string // keys of the stored files
	Run        RunID             // that made it
	Counted    string            // key of the counts that it was made from
	Reason     string            // why it was corrected; empty for what no correction made
	LastMonth  *Past             // nil when there was no report
	LastYear   *Past             // the same month, a year before; nil likewise
	TwelvePast []Past            // the reports of the twelve months before, oldest first: drawn in files, kept in none
}

// Digest identifies what the report says: two reports with the same digest have the same figures.
func (r Report) Digest() (string, error) {
	b, err := json.Marshal(struct {
		ID    ReportID
		State State
		Until time.Time
		Name  string
		Rows  []Row
		Links Figures `json:",omitzero"`
	}{r.ReportID, r.State, r.Until, r.Name, r.Rows, r.Links})
	if err != nil {
		return "", fmt.Errorf("digest report %s: %w", r.ReportID, err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Centre is a call centre as reports name it.
type Centre struct {
	ID   principal.CentreID
	Name string
}

// Operator is an operator with its call centres as reports name them.
type Operator struct {
	Code    principal.OperatorCode
	Name    string
	Centres []Centre
}

// File finds a file of the report: in a language where the format is written in several, else as there is one, for an edition may be older than its
// languages. It returns the key of the file, and false where the report is not offered in the format.
func (r Report) File(f Format, language string) (key string, ok bool) {
	for _, one := range []Format{f.In(language), f, f.In(Languages[0])} {
		if key, ok = r.Files[one]; ok {
			return key, true
		}
	}
	return "", false
}

// Build makes the reports of a month from its lines: one per operator that has call centres or figures, with a row for every centre,
// busy or not; and the Network's, with a row per operator. Totals are the sums of the rows, and of the items, which no call centre has.
func Build(month Month, lines []Line, operators []Operator) []Report {
	rows := map[principal.OperatorCode]map[principal.CentreID]*Row{}
	row := func(op principal.OperatorCode, centre principal.CentreID, name string) *Row {
		if rows[op] == nil {
			rows[op] = map[principal.CentreID]*Row{}
		}
		if rows[op][centre] == nil {
			rows[op][centre] = &Row{Operator: op, Centre: centre, Name: name}
		}
		return rows[op][centre]
	}
	names := map[principal.OperatorCode]string{}
	for _, op := range operators {
		names[op.Code] = op.Name
		for _, c := range op.Centres {
			row(op.Code, c.ID, c.Name)
		}
	}
	links := map[principal.OperatorCode]*Figures{}
	for _, l := range lines {
		if items := l.Counts.ofLinks(); items != (Counts{}) {
			if links[l.Operator] == nil {
				links[l.Operator] = &Figures{}
			}
			var f Figures
			*f.Of(l.Side) = items
			links[l.Operator].Add(f)
			l.Counts = l.Counts.ofCentres()
		}
		if l.Centre == "" && l.Counts == (Counts{}) {
			continue
		}
		var f Figures
		*f.Of(l.Side) = l.Counts
		row(l.Operator, l.Centre, cmp.Or(string(l.Centre), "no call centre yet")).Figures.Add(f)
	}

	network := Report{ReportID: ReportID{month, Network}, Name: "Network", Rows: []Row{}}
	var out []Report
	for op := range links {
		if rows[op] == nil {
			rows[op] = map[principal.CentreID]*Row{} // it has neither call centres nor inquiries
		}
	}
	for _, op := range slices.Sorted(maps.Keys(rows)) {
		r := Report{ReportID: ReportID{month, op}, Name: cmp.Or(names[op], string(op)), Rows: []Row{}}
		for _, c := range slices.Sorted(maps.Keys(rows[op])) {
			r.Rows = append(r.Rows, *rows[op][c])
			r.Total.Add(rows[op][c].Figures)
		}
		if links[op] != nil {
			r.Links = *links[op]
			r.Total.Add(r.Links)
		}
		network.Rows = append(network.Rows, Row{Operator: op, Name: r.Name, Figures: r.Total})
		network.Total.Add(r.Total)
		out = append(out, r)
	}
	return append(out, network)
}
