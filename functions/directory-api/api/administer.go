package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// registerAdministration adds what an operator sets for itself.
func registerAdministration(api huma.API, h *handlers) {
	op := func(method, id, path, summary, about string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: about, Tags: []string{"Administration"}}
	}
	const edited = " Send the ETag back as If-Match: 412 when somebody edited in between. Other parts of the system follow within a minute."
	huma.Register(api, op(http.MethodPut, "set-calendar", "/v1/call-centres/{id}/calendar", "Give a call centre another calendar",
		"The operator's administrator. Due times that were told do not move; the calendar before stays readable as a version."+edited), h.setCalendar)
	huma.Register(api, op(http.MethodGet, "list-calendar-versions", "/v1/call-centres/{id}/calendar/versions", "The versions of a call centre's calendar, the newest first, at most 100",
		"Empty while nobody edited it. Version 0 is the calendar before the first edit. Who edited is told to the own operator only."), h.calendars)
	huma.Register(api, op(http.MethodGet, "get-calendar-version", "/v1/call-centres/{id}/calendar/versions/{version}", "One version of a call centre's calendar", ""), h.calendarVersion)
	huma.Register(api, op(http.MethodPut, "set-centre-settings", "/v1/call-centres/{id}/settings", "Set a call centre's alerts and mail", "The operator's administrator."+edited), h.setCentreSettings)
	huma.Register(api, op(http.MethodPut, "set-period", "/v1/call-centres/{id}/period", "Open, close or replace a call centre from a date",
		"The operator's administrator. Refused when nobody would answer for a product that the operator offers. What a closed centre still holds, asked or to be answered, goes to the one that replaces it or that takes such questions now."+edited), h.setPeriod)
	huma.Register(api, op(http.MethodPut, "set-hand-over", "/v1/operators/{code}/hand-over", "Replace an operator's hand-over rules",
		"The operator's administrator. The first rule that matches chooses the call centre; a member that is left out takes any."+edited), h.setHandOver)
	huma.Register(api, op(http.MethodPut, "set-operator-settings", "/v1/operators/{code}/settings", "Set an operator's choices", "The operator's administrator."+edited), h.setSettings)
	huma.Register(api, op(http.MethodGet, "list-agents", "/v1/agents", "The agents of your operator, by name", "Supervisors and the administrator see all of them, agents those of their own call centres."), h.agents)
	huma.Register(api, op(http.MethodPut, "set-agent", "/v1/agents/{subject}", "Set where somebody works, what they may do, and whether they are let in",
		"The operator's administrator. From then on the directory says what they may do, not the identity provider. Nobody takes their own rights away."+edited), h.setAgent)
}

func etag(version int) string { return strconv.Quote(strconv.Itoa(version)) }

type tagged[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// edited does an edit of a call centre and answers the call centre.
func (h *handlers) edited(ctx context.Context, e httpapi.Edit, do func(version int, now time.Time) (directory.CallCentre, error)) (*conditional[CentreDetails], error) {
	version, err := e.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	c, err := do(version, now)
	if err != nil {
		return nil, err
	}
	return h.details(ctx, c, Conditional{})
}

func (h *handlers) setCalendar(ctx context.Context, in *struct {
	ByCentre
	httpapi.Edit
	Body struct {
		Calendar CalendarBody `json:"calendar"`
	}
}) (*conditional[CentreDetails], error) {
	return h.edited(ctx, in.Edit, func(version int, now time.Time) (directory.CallCentre, error) {
		return h.Administration.SetCalendar(ctx, httpapi.Caller(ctx), directory.CentreID(in.ID), version, calendar.Spec(in.Body.Calendar), now)
	})
}

// CentreSettingsBody is what a call centre chooses.
type CentreSettingsBody struct {
	Mute     []string `json:"mute,omitempty" maxItems:"40" doc:"Kinds of alert that are not told"`
	Mail     []string `json:"mail,omitempty" maxItems:"40" doc:"Kinds of alert that the digest mails"`
	MailTo   []string `json:"mailTo,omitempty" maxItems:"20" doc:"Who gets the digest"`
	DigestAt string   `json:"digestAt,omitempty" doc:"Local time of the digest; empty: none" example:"08:00"`
}

func (h *handlers) setCentreSettings(ctx context.Context, in *struct {
	ByCentre
	httpapi.Edit
	Body CentreSettingsBody
}) (*conditional[CentreDetails], error) {
	return h.edited(ctx, in.Edit, func(version int, _ time.Time) (directory.CallCentre, error) {
		return h.Administration.SetCentreSettings(ctx, httpapi.Caller(ctx), directory.CentreID(in.ID), version, directory.CentreSettings(in.Body))
	})
}

// PeriodBody is from when until when a call centre takes part.
type PeriodBody struct {
	OpensOn    string             `json:"opensOn,omitempty" doc:"First day; empty: it always took part" example:"2027-01-01"`
	ClosesOn   string             `json:"closesOn,omitempty" doc:"First day on which it takes no part any more; empty: none"`
	ReplacedBy directory.CentreID `json:"replacedBy,omitempty" maxLength:"9" doc:"Who takes its questions from closesOn on"`
}

func (h *handlers) setPeriod(ctx context.Context, in *struct {
	ByCentre
	httpapi.Edit
	Body PeriodBody
}) (*conditional[CentreDetails], error) {
	return h.edited(ctx, in.Edit, func(version int, now time.Time) (directory.CallCentre, error) {
		return h.Administration.SetPeriod(ctx, httpapi.Caller(ctx), directory.CentreID(in.ID), version, directory.Period(in.Body), now)
	})
}

// editedOperator does an edit of an operator and answers the operator.
func (h *handlers) editedOperator(ctx context.Context, e httpapi.Edit, do func(version int, now time.Time) (directory.Operator, error)) (*conditional[OperatorDetails], error) {
	version, err := e.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	o, err := do(version, now)
	if err != nil {
		return nil, err
	}
	centres, err := h.Directory.CentresOf(ctx, o.Code)
	if err != nil {
		return nil, err
	}
	return h.operatorDetails(ctx, o, centres, Conditional{})
}

// RuleBody hands questions over; a member that is left out takes any.
type RuleBody struct {
	Products  []string           `json:"products,omitempty" maxItems:"40"`
	Workflows []string           `json:"workflows,omitempty" maxItems:"40"`
	Levels    []int              `json:"levels,omitempty" maxItems:"3"`
	Languages []string           `json:"languages,omitempty" maxItems:"20" doc:"Of who asks"`
	From      string             `json:"from,omitempty" doc:"First day"`
	Until     string             `json:"until,omitempty" doc:"First day on which it no longer holds"`
	Centre    directory.CentreID `json:"centre" maxLength:"9" example:"GBA-BEL"`
}

func (h *handlers) setHandOver(ctx context.Context, in *struct {
	ByCode
	httpapi.Edit
	Body struct {
		Rules []RuleBody `json:"rules" maxItems:"50"`
	}
}) (*conditional[OperatorDetails], error) {
	rules := make([]directory.Rule, len(in.Body.Rules))
	for i, r := range in.Body.Rules {
		rules[i] = directory.Rule(r)
	}
	return h.editedOperator(ctx, in.Edit, func(version int, now time.Time) (directory.Operator, error) {
		return h.Administration.SetHandOver(ctx, httpapi.Caller(ctx), directory.OperatorCode(in.Code), version, rules, now)
	})
}

// SettingsBody is what an operator chooses.
type SettingsBody struct {
	AutoReply        []string `json:"autoReply,omitempty" maxItems:"40" doc:"Workflows whose complete proposals are sent at once, marked as automatic"`
	ArchiveAfterDays int      `json:"archiveAfterDays,omitempty" doc:"Days after which a closed inquiry is archived, 30 to 3650; 0: 180"`
	PublicItems      bool     `json:"publicItems,omitempty" doc:"Anybody may see milestones, countries and times of items that the operator's country numbered; nothing else of them"`
}

func (h *handlers) setSettings(ctx context.Context, in *struct {
	ByCode
	httpapi.Edit
	Body SettingsBody
}) (*conditional[OperatorDetails], error) {
	return h.editedOperator(ctx, in.Edit, func(version int, now time.Time) (directory.Operator, error) {
		return h.Administration.SetSettings(ctx, httpapi.Caller(ctx), directory.OperatorCode(in.Code), version, directory.Settings(in.Body), now)
	})
}

// CalendarVersion is a calendar as it was edited once.
type CalendarVersion struct {
	Version  int            `json:"version"`
	At       string         `json:"at" format:"date-time" doc:"When it was edited; of version 0: when it was replaced"`
	By       *Editor        `json:"by" doc:"null for version 0, and for other operators"`
	Calendar *calendar.Spec `json:"calendar,omitempty" doc:"Only when one version is asked for"`
}

// Editor is who edited.
type Editor struct {
	Subject string `json:"subject"`
	Name    string `json:"name"`
}

func versionView(v directory.CalendarVersion) CalendarVersion {
	out := CalendarVersion{Version: v.Version, At: instant(v.At)}
	if v.By.Subject != "" {
		out.By = &Editor{v.By.Subject, v.By.Name}
	}
	return out
}

func (h *handlers) calendars(ctx context.Context, in *ByCentre) (*answer[List[CalendarVersion]], error) {
	all, err := h.Administration.Calendars(ctx, httpapi.Caller(ctx), directory.CentreID(in.ID))
	if err != nil {
		return nil, err
	}
	out := List[CalendarVersion]{Items: make([]CalendarVersion, len(all))}
	for i, v := range all {
		out.Items[i] = versionView(v)
	}
	return &answer[List[CalendarVersion]]{Body: out}, nil
}

func (h *handlers) calendarVersion(ctx context.Context, in *struct {
	ByCentre
	Version int `path:"version" minimum:"0" maximum:"999999"`
}) (*answer[CalendarVersion], error) {
	v, err := h.Administration.Calendar(ctx, httpapi.Caller(ctx), directory.CentreID(in.ID), in.Version)
	if err != nil {
		return nil, err
	}
	out := versionView(v)
	out.Calendar = &v.Calendar
	return &answer[CalendarVersion]{Body: out}, nil
}

// AgentView is a colleague.
type AgentView struct {
	Subject     string               `json:"subject" doc:"What POST /v1/inquiries/{id}/assign takes"`
	Name        string               `json:"name"`
	CallCentres []directory.CentreID `json:"callCentres" doc:"The first is where they work by default"`
	Admin       *AgentAdminView      `json:"administration,omitempty" doc:"For the operator's administrator only"`
}

// AgentAdminView is what an administrator sees of somebody of their operator.
type AgentAdminView struct {
	Email      string           `json:"email"`
	Roles      []principal.Role `json:"roles" nullable:"false" doc:"What they may do; while it is not set here, as the identity provider said when they were here last"`
	RolesSet   bool             `json:"rolesSet" doc:"Set here, and not by the identity provider"`
	Active     bool             `json:"active" doc:"false: they are let in no more"`
	LastSeenOn string           `json:"lastSeenOn,omitempty" doc:"The day, UTC, they were here last"`
	Language   string           `json:"language,omitempty" doc:"That of their pages, ISO 639-1" example:"de"`
	JoinedAt   string           `json:"joinedAt,omitempty" format:"date-time" doc:"When they took their invitation up; left out for who was not invited"`
	InvitedAt  string           `json:"invitedAt,omitempty" format:"date-time"`
	InvitedBy  *Editor          `json:"invitedBy,omitempty"`
	Version    int              `json:"version" doc:"What the ETag of a change names"`
}

func agentView(a directory.Agent, by principal.Principal) AgentView {
	v := AgentView{Subject: a.Subject, Name: a.Name, CallCentres: whole(a.CallCentres)}
	if by.Has(principal.OperatorAdministrator) {
		v.Admin = &AgentAdminView{Email: a.Email, Roles: whole(a.RolesNow(a.Seen.Roles)), RolesSet: a.Roles != nil, Active: !a.Inactive,
			LastSeenOn: a.Seen.On, Language: a.Seen.Language, Version: a.Version}
		if j := a.Joined; !j.At.IsZero() {
			by := Editor(j.InvitedBy)
			v.Admin.JoinedAt, v.Admin.InvitedAt, v.Admin.InvitedBy = instant(j.At), instant(j.InvitedAt), &by
		}
	}
	return v
}

func (h *handlers) agents(ctx context.Context, in *struct {
	Centre   string `query:"centre" pattern:"^[A-Z0-9]{3}-[A-Z0-9]{2,5}$" patternDescription:"a call centre's id" doc:"Only who works there"`
	Inactive bool   `query:"inactive" doc:"Also who is let in no more: for the operator's administrator"`
}) (*answer[List[AgentView]], error) {
	by := httpapi.Caller(ctx)
	all, err := h.Administration.Agents(ctx, by, directory.CentreID(in.Centre), in.Inactive)
	if err != nil {
		return nil, err
	}
	out := List[AgentView]{Items: make([]AgentView, len(all))}
	for i, a := range all {
		out.Items[i] = agentView(a, by)
	}
	return &answer[List[AgentView]]{Body: out}, nil
}

// AgentBody is what an administrator sets of somebody.
type AgentBody struct {
	CallCentres []directory.CentreID `json:"callCentres" maxItems:"50" doc:"The first is where they work by default" example:"[\"GBA-DON\"]"`
	Roles       []principal.Role     `json:"roles" minItems:"1" maxItems:"3" doc:"agent, supervisor, operator-administrator" example:"[\"agent\"]"`
	Active      bool                 `json:"active" doc:"false: they are let in no more, within a minute"`
}

func (h *handlers) setAgent(ctx context.Context, in *struct {
	Subject string `path:"subject" minLength:"1" maxLength:"100" doc:"Of the person, as list-agents names them"`
	httpapi.Edit
	Body AgentBody
}) (*tagged[AgentView], error) {
	version, err := in.Version(directory.Any, 0)
	if err != nil {
		return nil, err
	}
	by := httpapi.Caller(ctx)
	a, err := h.Administration.SetAgent(ctx, by, in.Subject, version, directory.AgentEdit{CallCentres: in.Body.CallCentres, Roles: in.Body.Roles, Inactive: !in.Body.Active})
	if err != nil {
		return nil, err
	}
	return &tagged[AgentView]{ETag: etag(a.Version), Body: agentView(a, by)}, nil
}
