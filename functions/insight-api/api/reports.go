package api

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// linkLasts is how long a download address works.
const linkLasts = 5 * time.Minute

type listInput struct {
	Operator string `query:"operator" maxLength:"10" doc:"An operator's code; another than their own for network administrators only"`
	Centre   string `query:"centre" maxLength:"40" doc:"A call centre of the operator"`
	Month    string `query:"month" maxLength:"7" example:"2026-11"`
	Limit    int    `query:"limit" minimum:"1" maximum:"100" default:"25"`
	Cursor   string `query:"cursor" maxLength:"2000"`
}

// ReportList is a page of reports.
type ReportList struct {
	Items      []ReportCard `json:"items"`
	NextCursor string       `json:"nextCursor" doc:"Empty on the last page"`
}

type listOutput struct{ Body ReportList }

func (d Deps) list(ctx context.Context, in *listInput) (*listOutput, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return nil, err
	}
	list, err := listFor(caller, principal.OperatorCode(in.Operator), principal.CentreID(in.Centre))
	if err != nil {
		return nil, err
	}
	page := insight.Page{Limit: in.Limit}
	if in.Month != "" {
		if page.Month, err = insight.ParseMonth(in.Month); err != nil {
			return nil, err
		}
	}
	scope := fmt.Sprintf("reports %s %s", list, page.Month)
	if page.Position, err = d.Cursors.Open(ctx, scope, in.Cursor); err != nil {
		return nil, err
	}
	reports, position, err := d.Reports.Reports(ctx, list, page)
	if err != nil {
		return nil, err
	}
	out := &listOutput{}
	out.Body.Items = []ReportCard{}
	for _, r := range reports {
		out.Body.Items = append(out.Body.Items, card(r))
	}
	out.Body.NextCursor, err = d.Cursors.Seal(ctx, scope, position)
	return out, err
}

// listFor finds the list a caller asks for. What is not theirs to see answers as if it did not exist.
func listFor(p principal.Principal, operator principal.OperatorCode, centre principal.CentreID) (insight.List, error) {
	if operator == "" {
		switch {
		case centre != "":
			operator = centre.Operator()
		case p.Operator != "":
			operator = p.Operator
		default:
			operator = insight.Network
		}
	}
	if !insight.VisibleTo(p, operator) {
		if centre != "" {
			return "", problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre.").With("centre", "is not known")
		}
		return "", problem.New(problem.NotFound, "operator-unknown", "There is no such operator.").With("operator", "is not known")
	}
	if centre != "" && centre.Operator() != operator {
		return "", problem.New(problem.NotFound, "call-centre-unknown", "The operator has no such call centre.").With("centre", "is not known")
	}
	return insight.ListOf(operator, centre), nil
}

// EditionQuery chooses an edition of a report.
type EditionQuery struct {
	Edition string `query:"edition" maxLength:"30" example:"final-v1" doc:"State and version; without it the latest"`
}

type reportInput struct {
	ID string `path:"id" minLength:"1" maxLength:"60" example:"monthly-2026-11-GBA"`
	EditionQuery
}

type reportOutput struct{ Body Report }

func (d Deps) get(ctx context.Context, in *reportInput) (*reportOutput, error) {
	r, err := d.find(ctx, in.ID, in.Edition)
	if err != nil {
		return nil, err
	}
	return &reportOutput{Body: report(r)}, nil
}

// visible returns the id of a report the caller may see; any other is unknown.
func visible(ctx context.Context, id string) (insight.ReportID, error) {
	caller := httpapi.Caller(ctx)
	if err := httpapi.Require(caller, principal.Roles...); err != nil {
		return insight.ReportID{}, err
	}
	parsed, err := insight.ParseReportID(id)
	if err == nil && !insight.VisibleTo(caller, parsed.Operator) {
		err = insight.Unknown()
	}
	return parsed, err
}

// find returns a report the caller may see, in an edition or, without one, the latest.
func (d Deps) find(ctx context.Context, id, edition string) (insight.Report, error) {
	parsed, err := visible(ctx, id)
	if err != nil {
		return insight.Report{}, err
	}
	if edition == "" {
		return d.Reports.Report(ctx, parsed)
	}
	e, ok := insight.ParseEdition(edition)
	if !ok {
		return insight.Report{}, insight.Unknown()
	}
	return d.Reports.Edition(ctx, parsed, e)
}

type downloadInput struct {
	ID     string `path:"id" minLength:"1" maxLength:"60"`
	Format string `query:"format" enum:"csv,xlsx,pdf,json" default:"xlsx"`
	EditionQuery
	Language string `header:"Accept-Language" maxLength:"200" doc:"Of PDF and XLSX: en, fr, de or es; otherwise English. Older editions have a workbook in English only"`
}

// ReportLink is an address that works without a token until it expires.
type ReportLink struct {
	URL       string    `json:"url" format:"uri"`
	ExpiresAt time.Time `json:"expiresAt"`
}

type downloadOutput struct {
	CacheControl string `header:"Cache-Control"`
	Body         ReportLink
}

// languageOf is the first language of an Accept-Language header that reports are written in.
func languageOf(header string) string {
	for tag := range strings.SplitSeq(header, ",") {
		tag, _, _ = strings.Cut(strings.TrimSpace(strings.ToLower(tag)), ";")
		primary, _, _ := strings.Cut(tag, "-")
		if slices.Contains(insight.Languages, primary) {
			return primary
		}
	}
	return insight.Languages[0]
}

func (d Deps) download(ctx context.Context, in *downloadInput) (*downloadOutput, error) {
	r, err := d.find(ctx, in.ID, in.Edition)
	if err != nil {
		return nil, err
	}
	key, ok := r.File(insight.Format(in.Format), languageOf(in.Language))
	if !ok {
		return nil, problem.New(problem.NotFound, "format-unknown", "The report is not offered as %s.", in.Format).With("format", "is not offered")
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	out := &downloadOutput{CacheControl: "no-store"}
	out.Body.URL, err = d.Links.Link(ctx, key, fmt.Sprintf("whereabouts-%s-%s-%s.%s", r.Month, r.Operator, r.Edition, in.Format), linkLasts)
	out.Body.ExpiresAt = now.Add(linkLasts)
	return out, err
}
