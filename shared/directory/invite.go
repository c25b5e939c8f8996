package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ErrAddressHeld is what a store says when somebody else has got an address meanwhile.
var ErrAddressHeld = errors.New("the address is held by somebody else")

// Holder is who a mail address belongs to in the whole network: an invitation, or a person; the zero value is nobody.
type Holder struct {
	Operator   OperatorCode
	Invitation string    // its id; "" where a person holds the address
	Until      time.Time // when the invitation ends
	Subject    string    // of the person
}

// free reports whether an invitation may take the address over.
func (h Holder) free(now time.Time) bool { return h.Subject == "" && !now.Before(h.Until) }

// InvitationStore keeps invitations, and who holds which address. All it answers is as it is this moment.
type InvitationStore interface {
	// InvitationsOf returns an operator's invitations, the newest first.
	InvitationsOf(ctx context.Context, code OperatorCode) ([]Invitation, error)
	// Invitation returns one, or "invitation-unknown".
	Invitation(ctx context.Context, code OperatorCode, id string) (Invitation, error)
	// HolderOf returns who holds a folded address.
	HolderOf(ctx context.Context, address string) (Holder, error)
	// SaveInvitation stores an invitation in place of the version before its own (1: of none), and in the same step gives it its address, or lets
	// go of that when the invitation is withdrawn. ErrChanged, or ErrAddressHeld unless the address is free at now, its own, or of the subject
	// former ("" = nobody). It is forgotten some time after forget.
	SaveInvitation(ctx context.Context, i Invitation, former string, now, forget time.Time) error
	// Join stores an agent who is not there yet, and marks the invitation as taken up in place of the version before its own, in one step;
	// ErrChanged when either is not so any more.
	Join(ctx context.Context, i Invitation, a Agent, forget time.Time) error
	// Latest returns an operator with its call centres, or "operator-unknown".
	Latest(ctx context.Context, code OperatorCode) (Operator, []CallCentre, error)
	// LatestAgent returns somebody, or "agent-unknown".
	LatestAgent(ctx context.Context, subject string) (Agent, error)
	// AgentsOf returns an operator's agents, at most a minute old.
	AgentsOf(ctx context.Context, code OperatorCode) ([]Agent, error)
}

// Invitations is how administrators let people in who are not in the directory.
type Invitations struct {
	Store InvitationStore
	NewID func() string
	// Mail sends an invitation's letter. An address that nothing is delivered to is the problem "address-refused".
	Mail func(ctx context.Context, i Invitation, of Operator) error
}

// NewInvitation is whom an administrator wants to invite.
type NewInvitation struct {
	Email, Name, Language string
	CallCentres           []CentreID
	Roles                 []principal.Role
}

// Invite makes an invitation of the asker's operator and sends its letter. A letter that nobody takes makes no error: the invitation says so. The same
// key ("" = none) with the same wish makes it once; with another it is "idempotency-key-reused".
func (s *Invitations) Invite(ctx context.Context, by principal.Principal, n NewInvitation, key string, now time.Time) (Invitation, error) {
	terms, err := s.administers(by)
	if err != nil {
		return Invitation{}, err
	}
	op, centres, err := s.Store.Latest(ctx, by.Operator)
	if err != nil {
		return Invitation{}, err
	}
	i := Invitation{ID: s.NewID(), Operator: op.Code, Email: n.Email, Name: strings.TrimSpace(n.Name), Language: n.Language, CallCentres: n.CallCentres, Roles: n.Roles, Version: 1,
		InvitedAt: now, InvitedBy: Editor{by.Subject, by.Name}, EndsAt: now.AddDate(0, 0, terms.Days)}
	if err := i.check(centres); err != nil {
		return Invitation{}, err
	}
	i.Email, _ = FoldAddress(i.Email)
	if key != "" {
		raw, err := json.Marshal(n)
		if err != nil {
			return Invitation{}, fmt.Errorf("invite: %w", err)
		}
		i.ID, i.Fingerprint = idOf("invitation", string(op.Code), by.Subject, key), idOf(string(raw))
		if there, err := s.made(ctx, i); err == nil || problem.As(err).Kind != problem.NotFound {
			return there, err
		}
	}
	all, err := s.Store.InvitationsOf(ctx, op.Code)
	if err != nil {
		return Invitation{}, err
	}
	if err := terms.bound(all, i.Email, now); err != nil {
		return Invitation{}, err
	}
	former, err := s.vacate(ctx, i, now)
	if err != nil {
		return Invitation{}, err
	}
	i.Letters, i.LetterAt, i.Letter = 1, now, LetterSent
	err = s.Store.SaveInvitation(ctx, i, former, now, terms.forget(i))
	switch {
	case errors.Is(err, ErrChanged): // the same request at the same moment
		return s.made(ctx, i)
	case errors.Is(err, ErrAddressHeld): // another request for the address at the same moment
		if _, err := s.vacate(ctx, i, now); err != nil {
			return Invitation{}, err
		}
		return Invitation{}, addressTaken()
	case err != nil:
		return Invitation{}, err
	}
	return s.write(ctx, i, op, terms, now)
}

// made returns the invitation that the same request has made before.
func (s *Invitations) made(ctx context.Context, i Invitation) (Invitation, error) {
	there, err := s.Store.Invitation(ctx, i.Operator, i.ID)
	if err == nil && there.Fingerprint != i.Fingerprint {
		return Invitation{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another invitation. Use a new one.").
			With("Idempotency-Key", "was used with another body")
	}
	return there, err
}

// bound holds an operator to so many invitations, and to so many letters to one address, withdrawn ones counted.
func (t InvitationTerms) bound(all []Invitation, address string, now time.Time) error {
	waiting, today := 0, 0
	for _, i := range all {
		if i.State(now) == InvitationWaiting {
			waiting++
		}
		if now.Sub(i.InvitedAt) < 24*time.Hour {
			today++
		}
	}
	if waiting >= t.MaxWaiting || today >= t.MaxWaiting {
		return problem.New(problem.Conflict, "invitations-full", "A post has at most %d invitations waiting, and makes as many a day. Withdraw some that nobody will take up, or go on tomorrow.", t.MaxWaiting)
	}
	return t.mayWrite(all, address, now)
}

// mayWrite holds an operator to so many letters to one address, those of all its invitations counted.
func (t InvitationTerms) mayWrite(all []Invitation, address string, now time.Time) error {
	letters := 0
	for _, i := range all {
		if i.Email == address && now.Before(t.forget(i)) {
			letters += i.Letters
		}
	}
	if letters >= t.MaxLetters {
		return problem.New(problem.Conflict, "letters-full", "This address has got %d letters of your post, and gets no more for now. Reach the person by other means.", t.MaxLetters).
			With("email", "has got as many letters as there may be")
	}
	return nil
}

// vacate says whether the address of an invitation is to be had: from nobody, or from the subject former, who works for its post no more. What it
// refuses does not say which other post knows the address.
func (s *Invitations) vacate(ctx context.Context, i Invitation, now time.Time) (former string, err error) {
	colleagues, err := s.Store.AgentsOf(ctx, i.Operator)
	if err != nil {
		return "", err
	}
	at := func(a Agent) bool { folded, ok := FoldAddress(a.Email); return ok && folded == i.Email }
	if slices.ContainsFunc(colleagues, func(a Agent) bool { return at(a) && !a.Inactive }) {
		return "", problem.New(problem.Conflict, "colleague-already", "Somebody with this address works for your post already.").With("email", "works for your post already")
	}
	h, err := s.Store.HolderOf(ctx, i.Email)
	if err != nil {
		return "", err
	}
	switch {
	case h.free(now) || h.Invitation == i.ID:
		return "", nil
	case h.Subject == "" && h.Operator == i.Operator:
		return "", problem.New(problem.Conflict, "invitation-there", "Your post has invited this address already. Send that invitation again, or change it.").
			With("email", "is invited already").WithExtra("id", h.Invitation)
	case h.Subject == "":
		return "", addressTaken()
	}
	a, err := s.Store.LatestAgent(ctx, h.Subject)
	switch {
	case problem.Is(err, "agent-unknown"):
		return h.Subject, nil
	case err != nil:
		return "", err
	case a.Operator == i.Operator && a.Inactive || !at(a):
		return h.Subject, nil
	}
	return "", addressTaken()
}

func addressTaken() error {
	return problem.New(problem.Conflict, "address-taken", "This address cannot be invited: the exchange knows it already. Ask whoever it belongs to for another.").
		With("email", "is known in the exchange already")
}

// write sends an invitation's letter and notes when that went wrong. The letter is counted before: one that is sent and not counted could be sent for ever.
func (s *Invitations) write(ctx context.Context, i Invitation, op Operator, terms InvitationTerms, now time.Time) (Invitation, error) {
	err := s.Mail(ctx, i, op)
	if err == nil {
		return i, nil
	}
	i.Letter = LetterFailed
	if problem.Is(err, "address-refused") {
		i.Letter = LetterRefused
	}
	i.Version++
	switch saved := s.Store.SaveInvitation(ctx, i, "", now, terms.forget(i)); {
	case errors.Is(saved, ErrChanged): // a colleague was faster
		return s.Store.Invitation(ctx, i.Operator, i.ID)
	case saved != nil:
		return Invitation{}, errors.Join(fmt.Errorf("invitation %s: %w", i.ID, saved), err)
	}
	return i, nil
}

// List returns the invitations of the asker's operator, the newest first, with those that ended lately.
func (s *Invitations) List(ctx context.Context, by principal.Principal, now time.Time) ([]Invitation, error) {
	terms, err := s.administers(by)
	if err != nil {
		return nil, err
	}
	all, err := s.Store.InvitationsOf(ctx, by.Operator)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(i Invitation) bool { return !now.Before(terms.forget(i)) }), nil
}

// One returns an invitation of the asker's operator, or "invitation-unknown".
func (s *Invitations) One(ctx context.Context, by principal.Principal, id string, now time.Time) (Invitation, error) {
	i, _, err := s.one(ctx, by, id, Any, now)
	return i, err
}

func (s *Invitations) one(ctx context.Context, by principal.Principal, id string, version int, now time.Time) (Invitation, InvitationTerms, error) {
	terms, err := s.administers(by)
	if err != nil {
		return Invitation{}, terms, err
	}
	i, err := s.Store.Invitation(ctx, by.Operator, id)
	switch {
	case err != nil:
		return Invitation{}, terms, err
	case !now.Before(terms.forget(i)):
		return Invitation{}, terms, InvitationUnknown()
	case version != Any && version != i.Version:
		return Invitation{}, terms, changed("invitation-changed", version)
	}
	return i, terms, nil
}

// InvitationUnknown says that there is no such invitation, or not for who asks.
func InvitationUnknown() error {
	return problem.New(problem.NotFound, "invitation-unknown", "Your post has no such invitation.")
}

// InvitationEdit is what an administrator changes of an invitation; nil leaves a member as it is. The address stays: another one is another invitation.
type InvitationEdit struct {
	Name, Language *string
	CallCentres    *[]CentreID
	Roles          *[]principal.Role
}

// Change changes an invitation that nobody has taken up or withdrawn.
func (s *Invitations) Change(ctx context.Context, by principal.Principal, id string, version int, e InvitationEdit, now time.Time) (Invitation, error) {
	i, terms, err := s.one(ctx, by, id, version, now)
	if err != nil {
		return Invitation{}, err
	}
	if err := i.open(now); err != nil {
		return Invitation{}, err
	}
	if e.Name != nil {
		i.Name = strings.TrimSpace(*e.Name)
	}
	if e.Language != nil {
		i.Language = *e.Language
	}
	if e.CallCentres != nil {
		i.CallCentres = *e.CallCentres
	}
	if e.Roles != nil {
		i.Roles = *e.Roles
	}
	_, centres, err := s.Store.Latest(ctx, by.Operator)
	if err != nil {
		return Invitation{}, err
	}
	if err := i.check(centres); err != nil {
		return Invitation{}, err
	}
	i.ChangedAt, i.ChangedBy = now, Editor{by.Subject, by.Name}
	return s.save(ctx, i, version, now, terms)
}

// SendAgain sends an invitation's letter again, to an expired one too, and from then on it is good for as long as a new one.
func (s *Invitations) SendAgain(ctx context.Context, by principal.Principal, id string, version int, now time.Time) (Invitation, error) {
	i, terms, err := s.one(ctx, by, id, version, now)
	if err != nil {
		return Invitation{}, err
	}
	if err := i.open(now); err != nil && i.State(now) != InvitationExpired {
		return Invitation{}, err
	}
	all, err := s.Store.InvitationsOf(ctx, by.Operator)
	if err != nil {
		return Invitation{}, err
	}
	if err := terms.mayWrite(all, i.Email, now); err != nil {
		return Invitation{}, err
	}
	former, err := s.vacate(ctx, i, now)
	if err != nil {
		return Invitation{}, err
	}
	op, _, err := s.Store.Latest(ctx, by.Operator)
	if err != nil {
		return Invitation{}, err
	}
	i.EndsAt, i.LetterAt, i.Letter = now.AddDate(0, 0, terms.Days), now, LetterSent
	i.Letters++
	i.Version++
	err = s.Store.SaveInvitation(ctx, i, former, now, terms.forget(i))
	if errors.Is(err, ErrAddressHeld) {
		return Invitation{}, addressTaken()
	}
	if err != nil {
		return Invitation{}, editFailed(err, "invitation-changed", version)
	}
	return s.write(ctx, i, op, terms, now)
}

// Withdraw ends an invitation at once. One that is withdrawn stays as it is.
func (s *Invitations) Withdraw(ctx context.Context, by principal.Principal, id string, version int, now time.Time) error {
	i, terms, err := s.one(ctx, by, id, version, now)
	if err != nil || i.State(now) == InvitationWithdrawn {
		return err
	}
	if err := i.open(now); err != nil {
		return err
	}
	i.WithdrawnAt, i.WithdrawnBy = now, Editor{by.Subject, by.Name}
	_, err = s.save(ctx, i, version, now, terms)
	return err
}

func (s *Invitations) save(ctx context.Context, i Invitation, version int, now time.Time, terms InvitationTerms) (Invitation, error) {
	i.Version++
	err := s.Store.SaveInvitation(ctx, i, "", now, terms.forget(i))
	if errors.Is(err, ErrAddressHeld) { // it ended this moment, and somebody else invites the address
		err = ErrChanged
	}
	return i, editFailed(err, "invitation-changed", version)
}

// open refuses what can only be done while an invitation waits.
func (i Invitation) open(now time.Time) error {
	switch i.State(now) {
	case InvitationTakenUp:
		return problem.New(problem.Conflict, "invitation-taken-up", "The invitation was taken up. Change the person instead.")
	case InvitationWithdrawn:
		return problem.New(problem.Conflict, "invitation-withdrawn", "The invitation was withdrawn. Make another one.")
	case InvitationExpired:
		return problem.New(problem.Conflict, "invitation-ended", "The invitation has expired. Send it again first.")
	}
	return nil
}

func (s *Invitations) administers(by principal.Principal) (InvitationTerms, error) {
	if err := administers(by, by.Operator); err != nil {
		return InvitationTerms{}, err
	}
	if err := belongs(by); err != nil {
		return InvitationTerms{}, err
	}
	return TermsOfInvitations()
}
