package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// registerDrill adds what leads from figures to files and to inquiries.
func (d Deps) registerDrill(api huma.API) {
	op := func(method, id, path, summary, about string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: about, DefaultStatus: http.StatusOK, Tags: []string{"Insights"}, MaxBodyBytes: maxQuery}
	}
	huma.Register(api, op(http.MethodPost, "find-inquiries-of-figure", "/v1/insights/inquiries", "The inquiries that made a figure",
		"Of a row of an answer: what each inquiry adds to it, the largest first, then the latest. 202 while they are being looked for: ask the same again. It costs as much as the figure did. "+
			"For people and systems of operators: network administrators see no single inquiry."), d.inside)
	huma.Register(api, op(http.MethodGet, "download-query", "/v1/insights/queries/{id}/file", "An address to download the figures from",
		"The address works for five minutes, without a token. Headings and the names of figures are in the language of Accept-Language. 409 query-running while they are being counted."), d.file)
}

// InquiriesOfFigureBody names a figure of an answer.
type InquiriesOfFigureBody struct {
	Query   QueryDefinition `json:"query" doc:"As it was asked; a comparison plays no part"`
	Keys    []string        `json:"keys" maxItems:"50" nullable:"false" doc:"Of the row, one for each dimension" example:"[\"GBA-DON\"]"`
	Measure string          `json:"measure" maxLength:"60" doc:"One of the query's" example:"on-time-reply"`
	Part    string          `json:"part" maxLength:"10" doc:"part: what is divided, or a count; whole: by what; rest: of a share what is missing to the whole, as the answers that were late" example:"rest"`
}

// FigureInquiry is an inquiry that adds to a figure.
type FigureInquiry struct {
	InquiryID string    `json:"inquiryId"`
	Value     int       `json:"value" doc:"What it adds; all values add up to the figure. Of a rest it is below 0 where only the part happened in the months asked for" example:"1"`
	At        time.Time `json:"at" doc:"When it last did"`
}

// FigureInquiries is what a figure is made of.
type FigureInquiries struct {
	State     string          `json:"state" enum:"running,done" doc:"running: ask the same again"`
	Items     []FigureInquiry `json:"items" nullable:"false" doc:"At most 500, the largest first, then the latest"`
	Truncated bool            `json:"truncated" doc:"There are more than are here"`
	Total     int             `json:"total" doc:"The figure: what all inquiries add, those that are not here included" example:"40"`
	Count     int             `json:"count" doc:"How many inquiries there are" example:"40"`
}

type insideOutput struct {
	Status int
	Body   FigureInquiries
}

func (d Deps) inside(ctx context.Context, in *struct{ Body InquiriesOfFigureBody }) (*insideOutput, error) {
	v, err := viewer(ctx)
	if err != nil {
		return nil, err
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := d.Desk.AskInside(ctx, query.Drill{Definition: in.Body.Query.definition(), Keys: in.Body.Keys, Measure: in.Body.Measure, Of: query.Share(in.Body.Part)}, v, now)
	if err != nil {
		return nil, err
	}
	asked, inside, err := d.Desk.AwaitInside(ctx, asked, patience)
	if err != nil {
		return nil, err
	}
	out := &insideOutput{Status: http.StatusOK, Body: FigureInquiries{State: string(asked.State), Items: []FigureInquiry{}, Truncated: inside.Truncated, Total: inside.Total, Count: inside.Count}}
	if asked.State == query.Running {
		out.Status = http.StatusAccepted
	}
	for _, c := range inside.Items {
		out.Body.Items = append(out.Body.Items, FigureInquiry{c.Inquiry, c.Value, c.At})
	}
	return out, nil
}

func (d Deps) file(ctx context.Context, in *struct {
	ByQuery
	Format   string `query:"format" enum:"xlsx,csv,json" default:"xlsx"`
	Language string `header:"Accept-Language" maxLength:"200" doc:"Of headings and names: en, fr, de or es; otherwise English"`
}) (*downloadOutput, error) {
	v, now, err := d.asker(ctx)
	if err != nil {
		return nil, err
	}
	asked, err := d.Desk.Find(ctx, in.ID, v)
	if err != nil {
		return nil, err
	}
	asked, result, err := d.Desk.Look(ctx, asked, v)
	if err != nil {
		return nil, err
	}
	if asked.State == query.Running {
		return nil, query.StillRunning()
	}
	key, err := d.Exports.Write(ctx, asked, result, insight.Format(in.Format), languageOf(in.Language))
	if err != nil {
		return nil, err
	}
	out := &downloadOutput{CacheControl: "no-store"}
	out.Body.URL, err = d.Links.Link(ctx, key, fmt.Sprintf("whereabouts-%s-%s.%s", asked.Definition.From, asked.Definition.To, in.Format), linkLasts)
	out.Body.ExpiresAt = now.Add(linkLasts)
	return out, err
}
