package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/httpapi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// registerInvitations adds how an operator's administrator lets people in. The address of an invitation is in bodies only: paths stand in logs.
func registerInvitations(api huma.API, h *handlers) {
	const path, one = "/v1/agents/invitations", "/v1/agents/invitations/{id}"
	op := func(method, id, path, summary, about string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Description: "The operator's administrator, for their own operator. " + about, Tags: []string{"Administration"}, MaxBodyBytes: 16 << 10}
	}
	huma.Register(api, op(http.MethodGet, "list-invitations", path, "The invitations of your operator, the newest first", "Those that have ended stay for 30 days."), h.invitations)
	huma.Register(api, op(http.MethodGet, "get-invitation", one, "An invitation", ""), h.invitation)
	invite := op(http.MethodPost, "invite-person", path, "Invite somebody who is not in the directory", "They get a letter. Whoever signs in with the address, confirmed by the identity provider, becomes what the invitation says, once. "+
		"An address that the exchange knows already is refused. A letter that is not delivered is no error: `letter` says so.")
	invite.DefaultStatus = http.StatusCreated
	huma.Register(api, invite, h.invite)
	huma.Register(api, op(http.MethodPatch, "change-invitation", one, "Change an invitation that waits", "A member that is left out stays. The address cannot be changed: invite the other one."), h.changeInvitation)
	huma.Register(api, op(http.MethodPost, "send-invitation-again", "/v1/agents/invitations/{id}/send", "Send an invitation's letter again", "From then on it is good for as long as a new one, also when it had expired. An address gets at most five letters."), h.sendInvitation)
	withdraw := op(http.MethodDelete, "withdraw-invitation", one, "Withdraw an invitation", "It may be withdrawn already.")
	withdraw.DefaultStatus = http.StatusNoContent
	huma.Register(api, withdraw, h.withdrawInvitation)
}

// InvitationView is an invitation as administrators see it.
type InvitationView struct {
	ID          string                    `json:"id"`
	Email       string                    `json:"email" doc:"In small letters" example:"nora.newcomer@gba.example"`
	Name        string                    `json:"name" example:"Nora Newcomer"`
	Language    string                    `json:"language" doc:"Of its letters, ISO 639-1" example:"en"`
	CallCentres []directory.CentreID      `json:"callCentres" doc:"The first is where they will work by default"`
	Roles       []principal.Role          `json:"roles"`
	State       directory.InvitationState `json:"state" enum:"waiting,expired,withdrawn,takenUp"`
	InvitedAt   string                    `json:"invitedAt" format:"date-time"`
	InvitedBy   Editor                    `json:"invitedBy"`
	ChangedAt   *string                   `json:"changedAt" format:"date-time" doc:"null: never"`
	ChangedBy   *Editor                   `json:"changedBy"`
	EndsAt      string                    `json:"endsAt" format:"date-time" doc:"From then on nobody takes it up, unless it is sent again"`
	Letters     int                       `json:"letters" doc:"How many were sent, or tried to"`
	LetterAt    string                    `json:"letterAt" format:"date-time" doc:"When the last one was"`
	Letter      directory.LetterFate      `json:"letter" enum:"sent,refused,failed" doc:"What became of it. refused: nothing is delivered to this address. failed: send it again"`
	WithdrawnAt *string                   `json:"withdrawnAt" format:"date-time" doc:"null: it is not"`
	WithdrawnBy *Editor                   `json:"withdrawnBy"`
	TakenUpAt   *string                   `json:"takenUpAt" format:"date-time" doc:"null: it is not"`
	TakenUpBy   *string                   `json:"takenUpBy" doc:"Subject of the person, as list-agents names them"`
	Version     int                       `json:"version" doc:"What the ETag of a change names"`
}

func invitationView(i directory.Invitation, now time.Time) InvitationView {
	v := InvitationView{ID: i.ID, Email: i.Email, Name: i.Name, Language: i.Language, CallCentres: whole(i.CallCentres), Roles: whole(i.Roles),
		State: i.State(now), InvitedAt: instant(i.InvitedAt), InvitedBy: Editor(i.InvitedBy), ChangedAt: some(i.ChangedAt), ChangedBy: editorAt(i.ChangedAt, i.ChangedBy), EndsAt: instant(i.EndsAt),
		Letters: i.Letters, LetterAt: instant(i.LetterAt), Letter: i.Letter, WithdrawnAt: some(i.WithdrawnAt), WithdrawnBy: editorAt(i.WithdrawnAt, i.WithdrawnBy), TakenUpAt: some(i.TakenAt), Version: i.Version}
	if i.TakenBy != "" {
		v.TakenUpBy = &i.TakenBy
	}
	return v
}

type invitationsBody struct {
	Items []InvitationView          `json:"items"`
	Terms directory.InvitationTerms `json:"terms" doc:"The figures that hold for every invitation"`
}

func (h *handlers) invitations(ctx context.Context, _ *struct{}) (*answer[invitationsBody], error) {
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	all, err := h.Invitations.List(ctx, httpapi.Caller(ctx), now)
	if err != nil {
		return nil, err
	}
	terms, err := directory.TermsOfInvitations()
	if err != nil {
		return nil, err
	}
	out := invitationsBody{Items: make([]InvitationView, len(all)), Terms: terms}
	for i, one := range all {
		out.Items[i] = invitationView(one, now)
	}
	return &answer[invitationsBody]{Body: out}, nil
}

// ByInvitation names an invitation.
type ByInvitation struct {
	ID string `path:"id" pattern:"^[0-9A-Z]{26}$" patternDescription:"an invitation's id"`
}

// invited does something to an invitation and answers it.
func (h *handlers) invited(ctx context.Context, e httpapi.Edit, do func(by principal.Principal, version int, now time.Time) (directory.Invitation, error)) (*tagged[InvitationView], error) {
	version, err := e.Version(directory.Any, 1)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	i, err := do(httpapi.Caller(ctx), version, now)
	if err != nil {
		return nil, err
	}
	return &tagged[InvitationView]{ETag: etag(i.Version), Body: invitationView(i, now)}, nil
}

func (h *handlers) invitation(ctx context.Context, in *ByInvitation) (*tagged[InvitationView], error) {
	return h.invited(ctx, httpapi.Edit{}, func(by principal.Principal, _ int, now time.Time) (directory.Invitation, error) {
		return h.Invitations.One(ctx, by, in.ID, now)
	})
}

type invitedPerson struct {
	ETag     string `header:"ETag"`
	Location string `header:"Location"`
	Body     InvitationView
}

func (h *handlers) invite(ctx context.Context, in *struct {
	Once string `header:"Idempotency-Key" maxLength:"200" doc:"Repeat a request with the same key and it has one effect"`
	Body struct {
		Email       string               `json:"email" maxLength:"300" doc:"With which they sign in" example:"nora.newcomer@gba.example"`
		Name        string               `json:"name" maxLength:"300" doc:"At most 80 characters" example:"Nora Newcomer"`
		Language    string               `json:"language" maxLength:"10" doc:"Of the letter: en, fr, de, es" example:"en"`
		CallCentres []directory.CentreID `json:"callCentres" maxItems:"50" doc:"The first is where they work by default" example:"[\"GBA-DON\"]"`
		Roles       []principal.Role     `json:"roles" maxItems:"3" doc:"agent, supervisor, operator-administrator" example:"[\"agent\"]"`
	}
}) (*invitedPerson, error) {
	b := in.Body
	n := directory.NewInvitation{Email: b.Email, Name: b.Name, Language: b.Language, CallCentres: b.CallCentres, Roles: b.Roles}
	out, err := h.invited(ctx, httpapi.Edit{}, func(by principal.Principal, _ int, now time.Time) (directory.Invitation, error) {
		return h.Invitations.Invite(ctx, by, n, in.Once, now)
	})
	if err != nil {
		return nil, err
	}
	return &invitedPerson{ETag: out.ETag, Location: "/v1/agents/invitations/" + out.Body.ID, Body: out.Body}, nil
}

func (h *handlers) changeInvitation(ctx context.Context, in *struct {
	ByInvitation
	httpapi.Edit
	Body struct {
		Name        *string               `json:"name,omitempty" maxLength:"300"`
		Language    *string               `json:"language,omitempty" maxLength:"10"`
		CallCentres *[]directory.CentreID `json:"callCentres,omitempty" maxItems:"50"`
		Roles       *[]principal.Role     `json:"roles,omitempty" maxItems:"3"`
	}
}) (*tagged[InvitationView], error) {
	return h.invited(ctx, in.Edit, func(by principal.Principal, version int, now time.Time) (directory.Invitation, error) {
		return h.Invitations.Change(ctx, by, in.ID, version, directory.InvitationEdit(in.Body), now)
	})
}

func (h *handlers) sendInvitation(ctx context.Context, in *struct {
	ByInvitation
	httpapi.MustEdit
}) (*tagged[InvitationView], error) {
	return h.invited(ctx, httpapi.Edit(in.MustEdit), func(by principal.Principal, version int, now time.Time) (directory.Invitation, error) {
		return h.Invitations.SendAgain(ctx, by, in.ID, version, now)
	})
}

func (h *handlers) withdrawInvitation(ctx context.Context, in *struct {
	ByInvitation
	httpapi.Edit
}) (*struct{}, error) {
	version, err := in.Version(directory.Any, 1)
	if err != nil {
		return nil, err
	}
	now, err := h.Clock.Now(ctx)
	if err != nil {
		return nil, err
	}
	return nil, h.Invitations.Withdraw(ctx, httpapi.Caller(ctx), in.ID, version, now)
}
