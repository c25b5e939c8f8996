package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
)

// registerOwn adds what operators and people keep for themselves: templates, saved views, preferences.
func registerOwn(api huma.API, h *handlers) {
	op := func(method, id, path, summary string, status int) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, DefaultStatus: status, Tags: []string{"Templates and views"}}
	}
	huma.Register(api, op(http.MethodGet, "list-templates", "/v1/templates", "The templates of your operator, by name", 0), h.templates)
	huma.Register(api, op(http.MethodPost, "add-template", "/v1/templates", "Add a template (supervisors and the administrator)", http.StatusCreated), h.addTemplate)
	huma.Register(api, op(http.MethodPut, "change-template", "/v1/templates/{id}", "Replace a template (supervisors and the administrator)", 0), h.changeTemplate)
	huma.Register(api, op(http.MethodDelete, "delete-template", "/v1/templates/{id}", "Delete a template (supervisors and the administrator)", http.StatusNoContent), h.deleteTemplate)
	huma.Register(api, op(http.MethodGet, "list-views", "/v1/me/views", "Your saved views", 0), h.savedViews)
	huma.Register(api, op(http.MethodGet, "get-view", "/v1/me/views/{name}", "One of your saved views", 0), h.savedView)
	huma.Register(api, op(http.MethodPut, "save-view", "/v1/me/views/{name}", "Save a view under a name, at most 30", 0), h.saveView)
	huma.Register(api, op(http.MethodDelete, "delete-view", "/v1/me/views/{name}", "Delete one of your saved views; it may be gone already", http.StatusNoContent), h.deleteView)
	preferences := func(method, id, summary, description string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: "/v1/me/preferences", Summary: summary, Description: description, Tags: []string{"Directory"}}
	}
	huma.Register(api, preferences(http.MethodGet, "get-preferences", "How you like your pages", "Nobody else reads it. It comes with GET /v1/me too."), h.preferences)
	change := preferences(http.MethodPatch, "change-preferences", "Choose how you like your pages",
		"A member that is left out stays. Each member goes by the last choice, without a version: two windows that change one thing each do not undo each other.")
	change.MaxBodyBytes = 4 << 10
	huma.Register(api, change, h.changePreferences)
}

// TemplateBody is a template as people write it.
type TemplateBody struct {
	Kind     string `json:"kind" enum:"reply,note"`
	Name     string `json:"name" doc:"At most 80 characters" example:"Delivered, signed"`
	Language string `json:"language" doc:"ISO 639-1" example:"en"`
	Workflow string `json:"workflow,omitempty" doc:"Offered for this workflow only" example:"WII"`
	Code     string `json:"code,omitempty" doc:"The reply it goes with" example:"DLV"`
	Text     string `json:"text" doc:"At most 2000 characters. Placeholders: {{itemId}} {{customerRef}} {{addresseeName}} {{senderName}} {{partner}} {{agent}} {{date}}"`
}

func (b TemplateBody) template(id string) directory.Template {
	return directory.Template{ID: id, Kind: b.Kind, Name: b.Name, Language: b.Language, Workflow: b.Workflow, Code: b.Code, Text: b.Text}
}

func (h *handlers) templates(ctx context.Context, _ *struct{}) (*answer[List[directory.Template]], error) {
	all, err := h.Administration.Templates(ctx, httpapi.Caller(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[List[directory.Template]]{Body: List[directory.Template]{all}}, nil
}

type added struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     directory.Template
}

func (h *handlers) addTemplate(ctx context.Context, in *struct {
	Key  string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body TemplateBody
}) (*added, error) {
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	t, err := h.Administration.AddTemplate(ctx, httpapi.Caller(ctx), in.Body.template(""), in.Key, now)
	if err != nil {
		return nil, err
	}
	return &added{ETag: etag(t.Version), Location: "/v1/templates/" + t.ID, Body: t}, nil
}

// ByTemplate names a template.
type ByTemplate struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"a template's id"`
}

func (h *handlers) changeTemplate(ctx context.Context, in *struct {
	ByTemplate
	httpapi.Edit
	Body TemplateBody
}) (*tagged[directory.Template], error) {
	version, err := in.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	t, err := h.Administration.ChangeTemplate(ctx, httpapi.Caller(ctx), in.Body.template(in.ID), version, now)
	if err != nil {
		return nil, err
	}
	return &tagged[directory.Template]{ETag: etag(t.Version), Body: t}, nil
}

func (h *handlers) deleteTemplate(ctx context.Context, in *struct {
	ByTemplate
	httpapi.Edit
}) (*struct{}, error) {
	version, err := in.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	return nil, h.Administration.DeleteTemplate(ctx, httpapi.Caller(ctx), in.ID, version)
}

// ByView names one of the asker's views.
type ByView struct {
	Name string `path:"name" minLength:"1" maxLength:"60" doc:"What you call it" example:"Urgent from France"`
}

// ViewBody is a folder as one person likes to see it.
type ViewBody struct {
	Folder string            `json:"folder" maxLength:"30" example:"toDo"`
	Filter map[string]string `json:"filter,omitempty" maxProperties:"12" doc:"As the query of GET /v1/folders/{folder} takes it"`
	// Names are those of the page that shows the folder; a page leaves out what it does not know.
	Columns []string `json:"columns,omitempty" maxItems:"30" nullable:"false" doc:"The columns that are shown, in their order; without it the view leaves them as they are"`
}

func (h *handlers) savedViews(ctx context.Context, _ *struct{}) (*answer[List[directory.View]], error) {
	all, err := h.Administration.Views(ctx, httpapi.Caller(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[List[directory.View]]{Body: List[directory.View]{all}}, nil
}

func (h *handlers) savedView(ctx context.Context, in *ByView) (*answer[directory.View], error) {
	v, err := h.Administration.View(ctx, httpapi.Caller(ctx), in.Name)
	if err != nil {
		return nil, err
	}
	return &answer[directory.View]{Body: v}, nil
}

func (h *handlers) saveView(ctx context.Context, in *struct {
	ByView
	Body ViewBody
}) (*answer[directory.View], error) {
	v := directory.View{Name: in.Name, Folder: in.Body.Folder, Filter: in.Body.Filter, Columns: in.Body.Columns}
	if v.Filter == nil {
		v.Filter = map[string]string{}
	}
	if err := h.Administration.SaveView(ctx, httpapi.Caller(ctx), v); err != nil {
		return nil, err
	}
	return &answer[directory.View]{Body: v}, nil
}

func (h *handlers) deleteView(ctx context.Context, in *ByView) (*struct{}, error) {
	return nil, h.Administration.DeleteView(ctx, httpapi.Caller(ctx), in.Name)
}

// Preferences are how a person likes their pages: its members are directory.Preferences'.
type Preferences struct {
	Theme      string   `json:"theme,omitempty" enum:"system,light,dark"`
	Density    string   `json:"density,omitempty" enum:"comfortable,compact"`
	Shortcuts  string   `json:"shortcuts,omitempty" enum:"on,off" doc:"Keys without Ctrl"`
	Language   string   `json:"language,omitempty" enum:"browser,en,fr,de,es" doc:"Of the pages; browser: none was chosen"`
	Columns    []string `json:"columns,omitempty" maxItems:"20" nullable:"false" doc:"Of folders: those that are shown, in their order, named as in views; none: the usual ones" example:"[\"item\",\"remaining\"]"`
	Panel      string   `json:"panel,omitempty" enum:"side,bottom" doc:"Where an inquiry stands beside its folder"`
	View       string   `json:"view,omitempty" enum:"together,alone" doc:"The conversation of an inquiry, together with the item's way or alone"`
	ViewBeside string   `json:"viewBeside,omitempty" enum:"together,alone" doc:"The same where the inquiry stands beside its folder"`
	Welcome    string   `json:"welcome,omitempty" enum:"due,over" doc:"What is said to whoever is here for the first time"`
}

func (h *handlers) preferences(ctx context.Context, _ *struct{}) (*answer[Preferences], error) {
	p, err := h.Administration.Preferences(ctx, httpapi.Caller(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[Preferences]{Body: Preferences(p)}, nil
}

func (h *handlers) changePreferences(ctx context.Context, in *struct{ Body Preferences }) (*answer[Preferences], error) {
	p, err := h.Administration.SavePreferences(ctx, httpapi.Caller(ctx), directory.Preferences(in.Body))
	if err != nil {
		return nil, err
	}
	return &answer[Preferences]{Body: Preferences(p)}, nil
}
