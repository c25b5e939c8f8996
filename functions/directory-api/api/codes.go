package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

func registerCodes(api huma.API, h *handlers) {
	op := huma.Operation{OperationID: "list-codes", Method: http.MethodGet, Path: "/v1/codes", Tags: []string{"Catalogue"},
		Summary: "What every code means, in one language: products, workflows, fields, reply codes, event codes and reasons",
		Description: "In the language that Accept-Language asks for: English, French, German or Spanish; English where it asks for another. Content-Language says which. The ETag is the language's own: send it back as If-None-Match, 304 while nothing changed. " +
			"What a form needs besides, and every language at once, is at /v1/workflows.",
		Responses: map[string]*huma.Response{"304": {Description: "The caller has it already"}}}
	huma.Register(api, op, h.codes)
}

type codesQuery struct {
	Conditional
	Version  string   `query:"version" pattern:"^20[0-9]{2}\\.[0-9]{1,2}\\.[0-9]{1,4}$" patternDescription:"a release, like 2026.11.1" doc:"Default: the release in force"`
	Lists    []string `query:"lists" maxItems:"40" doc:"Only these lists, separated by commas: products, workflows, levels, sections, fields, fieldOptions, replyCodes, replyFields, replyOptions, closingCodes, eventCodes, reasonCodes, actionCodes, retentionCodes, rejectionReasons, urgencyReasons, handOverReasons, forceMajeureReasons" example:"replyCodes,eventCodes"`
	Language string   `header:"Accept-Language" maxLength:"200" doc:"en, fr, de or es, or several by preference" example:"de"`
}

// CodesBody is a release's codes in one language.
type CodesBody struct {
	Version  string            `json:"version" example:"2026.12.2"`
	Language string            `json:"language" enum:"en,fr,de,es"`
	Items    []catalogue.Coded `json:"items"`
}

type codesAnswer struct {
	Status          int
	ETag            string `header:"ETag"`
	CacheControl    string `header:"Cache-Control"`
	ContentLanguage string `header:"Content-Language"`
	Vary            string `header:"Vary"`
	Body            CodesBody
}

func (h *handlers) codes(ctx context.Context, in *codesQuery) (*codesAnswer, error) {
	for _, list := range in.Lists {
		if !slices.Contains(catalogue.CodeLists, list) {
			return nil, problem.New(problem.Invalid, "request-invalid", "There is no such list of codes.").With("lists", "%q is none; there are %s", list, strings.Join(catalogue.CodeLists, ", "))
		}
	}
	release, err := h.release(ctx, in.Version)
	if err != nil {
		return nil, err
	}
	language := httpapi.Language(in.Language, catalogue.Languages)
	body := CodesBody{Version: release.Version, Language: language, Items: release.Codes(language, in.Lists)}
	answer, err := unless(in.Conditional, body, body)
	if err != nil {
		return nil, err
	}
	return &codesAnswer{Status: answer.Status, ETag: answer.ETag, CacheControl: answer.CacheControl, ContentLanguage: language, Vary: "Accept-Language", Body: body}, nil
}
