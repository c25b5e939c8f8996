package api

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

func registerExport(api huma.API, h handlers, op operation) {
	export := op("export-history", http.MethodGet, "/v1/inquiries/{id}/history", "The history as a file: who did what when, as your side may see it", "inquiries")
	export.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: map[string]*huma.MediaType{
		"application/json": {Schema: &huma.Schema{Type: huma.TypeObject}}, "text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	huma.Register(api, export, h.export)
}

type file struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// exported is the history as a JSON file.
type exported struct {
	InquiryID string      `json:"inquiryId"`
	ItemID    string      `json:"itemId"`
	Workflow  string      `json:"workflow"`
	State     string      `json:"state"`
	SentAt    *time.Time  `json:"sentAt"`
	OpenedAt  *time.Time  `json:"openedAt"`
	RepliedAt *time.Time  `json:"repliedAt"`
	ReadAt    *time.Time  `json:"readAt"`
	ClosedAt  *time.Time  `json:"closedAt"`
	MadeAt    time.Time   `json:"exportedAt"`
	Erased    bool        `json:"erased"` // the personal data in it was erased
	History   []EventView `json:"history"`

	Fields map[string]any `json:"fields"` // the request as it stands
}

func (h handlers) export(ctx context.Context, in *struct {
	ByID
	Format string `query:"format" enum:"json,csv" default:"json"`
}) (*file, error) {
	now, err := h.d.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	v, _, err := h.details(ctx, httpapi.Caller(ctx), inquiry.ID(in.ID), inquiry.SeenHistory, true, now)
	if err != nil {
		return nil, err
	}
	out := &file{ContentType: "application/json", Disposition: fmt.Sprintf(`attachment; filename="%s-%s.%s"`, v.ItemID, v.ID, in.Format)}
	if in.Format == "csv" {
		out.ContentType = "text/csv; charset=utf-8"
		out.Body, err = historyCSV(v)
		return out, err
	}
	out.Body, err = json.MarshalIndent(exported{v.ID, v.ItemID, v.Workflow, v.State, v.SentAt, v.OpenedAt, v.RepliedAt, v.ReadAt, v.ClosedAt, now, v.Erased, v.History, v.Fields}, "", "  ")
	return out, err
}

// historyCSV is a line a step. Columns are only ever added at the end.
func historyCSV(v InquiryView) ([]byte, error) {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	w.UseCRLF = true
	lines := [][]string{{"inquiry", "item", "step", "at", "what", "level", "actor", "operator", "call centre", "name", "code", "class", "reason", "due at", "on time", "private", "text",
		"fields", "to call centre", "document", "assigned to", "react by", "other inquiry"}}
	for _, e := range v.History {
		line := []string{v.ID, v.ItemID, strconv.Itoa(e.Seq), e.At.UTC().Format(time.RFC3339), e.Kind, strconv.Itoa(e.Level), e.Actor.Kind, e.Actor.Operator, e.Actor.Centre, e.Actor.Name,
			e.ClosingCode, "", e.Reason, "", "", "", e.Text,
			strings.Join(e.Fields, "; "), e.Centre, "", "", "", e.Merged}
		if e.Reply != nil {
			line[10], line[11], line[16], line[17] = e.Reply.Code, e.Reply.Class, e.Reply.Text, given(e.Reply.Fields)
		}
		if e.Attachment != nil {
			line[19] = e.Attachment.Name
		}
		if e.Assignee != nil {
			line[20] = e.Assignee.Name
		}
		if e.RespondBy != nil {
			line[21] = e.RespondBy.UTC().Format(time.RFC3339)
		}
		if e.Event != nil {
			line[10] = e.Event.Code
		}
		if e.DueAt != nil {
			line[13] = e.DueAt.UTC().Format(time.RFC3339)
		}
		if e.OnTime != nil {
			line[14] = strconv.FormatBool(*e.OnTime)
		}
		if e.Private {
			line[15] = "true"
		}
		for i := range line {
			line[i] = harmless(line[i])
		}
		lines = append(lines, line)
	}
	if err := w.WriteAll(lines); err != nil {
		return nil, fmt.Errorf("write history: %w", err)
	}
	return buf.Bytes(), nil
}

// given writes the coded fields of a reply in one cell, by their codes and in the order of these: "date=2026-11-20; evidence=signature".
func given(fields map[string]any) string {
	var parts []string
	for _, code := range slices.Sorted(maps.Keys(fields)) {
		value := fmt.Sprint(fields[code])
		if list, ok := fields[code].([]any); ok {
			words := make([]string, len(list))
			for i, v := range list {
				words[i] = fmt.Sprint(v)
			}
			value = strings.Join(words, ", ")
		}
		parts = append(parts, code+"="+value)
	}
	return strings.Join(parts, "; ")
}

// harmless keeps a spreadsheet from taking what people wrote for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
