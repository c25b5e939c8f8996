package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Any is the version of somebody who edits whatever is there.
const Any = -1

// ErrChanged is what a store says when something is not at the version any more that an edit was based on.
var ErrChanged = errors.New("directory entry changed meanwhile")

// Editor is who edited; both are personal data that only their own operator sees.
type Editor struct {
	Subject string `json:"subject"`
	Name    string `json:"name"`
}

// CalendarVersion is a call centre's calendar as it was edited once. Version 0 is the calendar of the data, kept when it is first edited:
// it has no editor.
type CalendarVersion struct {
	Version  int
	At       time.Time
	By       Editor
	Calendar calendar.Spec
}

// Period is from when until when a call centre takes part.
type Period struct {
	OpensOn    string   `json:"opensOn"`    // calendar date; "" = always did
	ClosesOn   string   `json:"closesOn"`   // calendar date, no longer on it; "" = never
	ReplacedBy CentreID `json:"replacedBy"` // who takes its questions from then on; "" = nobody
}

// OperatorEdit is what an administrator sets of an operator; nil leaves a member as it is.
type OperatorEdit struct {
	HandOver *[]Rule
	Settings *Settings
}

// CentreEdit is what an administrator sets of a call centre; nil leaves a member as it is.
type CentreEdit struct {
	Calendars []CalendarVersion // the new one last; before the first edit the data's goes in front of it
	Period    *Period
	Settings  *CentreSettings
}

// EditStore keeps what administrators and agents set. A load of the data leaves it as it is.
type EditStore interface {
	// Latest returns an operator with its call centres as they are this moment, or "operator-unknown".
	Latest(ctx context.Context, code OperatorCode) (Operator, []CallCentre, error)
	// EditOperator stores an edit, or returns ErrChanged if the operator is not at the version any more.
	EditOperator(ctx context.Context, code OperatorCode, version int, e OperatorEdit) error
	// EditCentre stores an edit, or returns ErrChanged if the call centre is not at the version any more.
	EditCentre(ctx context.Context, id CentreID, version int, e CentreEdit) error
	// CalendarVersions returns the newest versions of a call centre's calendar, the newest first, without the calendars.
	CalendarVersions(ctx context.Context, id CentreID) ([]CalendarVersion, error)
	// CalendarVersion returns one with its calendar, or "calendar-version-unknown".
	CalendarVersion(ctx context.Context, id CentreID, version int) (CalendarVersion, error)
	TemplateStore
	ViewStore
	PreferenceStore
	MessageStore
	PeopleStore
}

// Administration is what people of an operator set for themselves: calendars, periods, hand-over rules, settings, templates, views, preferences.
type Administration struct {
	Store     EditStore
	Catalogue catalogue.Reader
	NewID     func() string
}

// SetCalendar gives a call centre another calendar and keeps the one before. Due times that were told do not move; deadlines set from then
// on follow it. What is wrong with the calendar is "calendar-invalid" with fields below "calendar.".
func (a *Administration) SetCalendar(ctx context.Context, by principal.Principal, id CentreID, version int, spec calendar.Spec, now time.Time) (CallCentre, error) {
	if spec.Holidays == nil {
		spec.Holidays = []string{}
	}
	if spec.Special == nil {
		spec.Special = map[string][][2]string{}
	}
	return a.editCentre(ctx, by, id, version, func(_ Operator, _ []CallCentre, c CallCentre) (CentreEdit, error) {
		if err := checkCalendar(spec, now); err != nil {
			return CentreEdit{}, err
		}
		var e CentreEdit
		if c.CalendarVersion == 0 {
			e.Calendars = append(e.Calendars, CalendarVersion{Version: 0, At: now, Calendar: c.Calendar})
		}
		e.Calendars = append(e.Calendars, CalendarVersion{Version: c.CalendarVersion + 1, At: now, By: Editor{by.Subject, by.Name}, Calendar: spec})
		return e, nil
	})
}

// SetPeriod opens, closes or replaces a call centre from a date.
func (a *Administration) SetPeriod(ctx context.Context, by principal.Principal, id CentreID, version int, p Period, now time.Time) (CallCentre, error) {
	return a.editCentre(ctx, by, id, version, func(op Operator, centres []CallCentre, c CallCentre) (CentreEdit, error) {
		return CentreEdit{Period: &p}, p.check(op, centres, c, now)
	})
}

// SetCentreSettings sets a call centre's alerts and mail.
func (a *Administration) SetCentreSettings(ctx context.Context, by principal.Principal, id CentreID, version int, s CentreSettings) (CallCentre, error) {
	return a.editCentre(ctx, by, id, version, func(Operator, []CallCentre, CallCentre) (CentreEdit, error) {
		return CentreEdit{Settings: &s}, s.check()
	})
}

// SetHandOver replaces an operator's hand-over rules.
func (a *Administration) SetHandOver(ctx context.Context, by principal.Principal, code OperatorCode, version int, rules []Rule, now time.Time) (Operator, error) {
	return a.editOperator(ctx, by, code, version, now, func(op Operator, centres []CallCentre, r *catalogue.Release) (OperatorEdit, error) {
		return OperatorEdit{HandOver: &rules}, checkRules(op, centres, rules, r)
	})
}

// SetSettings sets an operator's choices.
func (a *Administration) SetSettings(ctx context.Context, by principal.Principal, code OperatorCode, version int, s Settings, now time.Time) (Operator, error) {
	return a.editOperator(ctx, by, code, version, now, func(_ Operator, _ []CallCentre, r *catalogue.Release) (OperatorEdit, error) {
		return OperatorEdit{Settings: &s}, s.check(r)
	})
}

func (a *Administration) editCentre(ctx context.Context, by principal.Principal, id CentreID, version int,
	decide func(Operator, []CallCentre, CallCentre) (CentreEdit, error)) (CallCentre, error) {
	if err := administers(by, id.Operator()); err != nil {
		return CallCentre{}, err
	}
	op, centres, c, err := a.centre(ctx, id)
	if err != nil {
		return CallCentre{}, err
	}
	if version != Any && version != c.Version {
		return CallCentre{}, changed("call-centre-changed", version)
	}
	edit, err := decide(op, centres, c)
	if err != nil {
		return CallCentre{}, err
	}
	if err := a.Store.EditCentre(ctx, id, c.Version, edit); err != nil {
		return CallCentre{}, editFailed(err, "call-centre-changed", version)
	}
	_, _, c, err = a.centre(ctx, id)
	return c, err
}

// centre is a call centre that takes part, among those of its operator.
func (a *Administration) centre(ctx context.Context, id CentreID) (Operator, []CallCentre, CallCentre, error) {
	op, centres, err := a.Store.Latest(ctx, id.Operator())
	if err != nil {
		return Operator{}, nil, CallCentre{}, err
	}
	i := slices.IndexFunc(centres, func(c CallCentre) bool { return c.ID == id })
	if i < 0 {
		return Operator{}, nil, CallCentre{}, problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre in the directory.")
	}
	return op, centres, centres[i], nil
}

func (a *Administration) editOperator(ctx context.Context, by principal.Principal, code OperatorCode, version int, now time.Time,
	decide func(Operator, []CallCentre, *catalogue.Release) (OperatorEdit, error)) (Operator, error) {
	if err := administers(by, code); err != nil {
		return Operator{}, err
	}
	op, centres, err := a.Store.Latest(ctx, code)
	if err != nil {
		return Operator{}, err
	}
	if version != Any && version != op.Version {
		return Operator{}, changed("operator-changed", version)
	}
	release, err := a.Catalogue.InForce(ctx, now)
	if err != nil {
		return Operator{}, fmt.Errorf("edit operator %s: %w", code, err)
	}
	edit, err := decide(op, centres, release)
	if err != nil {
		return Operator{}, err
	}
	if err := a.Store.EditOperator(ctx, code, op.Version, edit); err != nil {
		return Operator{}, editFailed(err, "operator-changed", version)
	}
	op, _, err = a.Store.Latest(ctx, code)
	return op, err
}

// Sees reports whether somebody sees an operator's own matters: its rules, its settings and who edited what.
func Sees(by principal.Principal, code OperatorCode) bool { return code != "" && by.Operator == code }

// administers refuses who is not the administrator of that operator.
func administers(by principal.Principal, code OperatorCode) error {
	if !by.Has(principal.OperatorAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "This is the work of the operator's administrator.")
	}
	if by.Operator != code {
		return problem.New(problem.Forbidden, "not-your-operator", "You administer %s only.", by.Operator)
	}
	return nil
}

// belongs refuses who works for no operator.
func belongs(by principal.Principal) error {
	if by.Operator == "" {
		return problem.New(problem.Forbidden, "operator-missing", "This belongs to operators, and you belong to none.")
	}
	return nil
}

func editFailed(err error, slug string, version int) error {
	if errors.Is(err, ErrChanged) {
		return changed(slug, version)
	}
	return err
}

// changed says that somebody else was faster: of a version that was named (If-Match), or of the one that was just read.
func changed(slug string, version int) error {
	if version == Any {
		return problem.New(problem.Conflict, slug, "Somebody else changed this at the same moment. Load it again and repeat your change.")
	}
	return problem.New(problem.PreconditionFailed, slug, "Somebody else changed this since you loaded it. Load it again and repeat your change.").
		With("If-Match", "is not the version that is there now")
}

// Agents returns the agents of the asker's operator who work in a call centre ("" = any), by name: supervisors and administrators see all
// of them, agents those of their own call centres. Those who are let in no more are for administrators, when they ask for them.
func (a *Administration) Agents(ctx context.Context, by principal.Principal, centre CentreID, inactive bool) ([]Agent, error) {
	if err := belongs(by); err != nil {
		return nil, err
	}
	if centre != "" && centre.Operator() != by.Operator {
		return nil, problem.New(problem.Forbidden, "not-your-operator", "You see the agents of %s only.", by.Operator).With("centre", "is not one of your operator's")
	}
	if inactive && !by.Has(principal.OperatorAdministrator) {
		return nil, problem.New(problem.Forbidden, "role-missing", "Who is let in no more is for the operator's administrator.").With("inactive", "is not for you")
	}
	all, err := a.Store.AgentsOf(ctx, by.Operator)
	if err != nil {
		return nil, err
	}
	every := by.Has(principal.Supervisor, principal.OperatorAdministrator)
	out := []Agent{}
	for _, agent := range all {
		if centre != "" && !slices.Contains(agent.CallCentres, centre) || agent.Inactive && !inactive {
			continue
		}
		if every || slices.ContainsFunc(agent.CallCentres, by.WorksIn) {
			out = append(out, agent)
		}
	}
	return out, nil
}

// Calendars returns the newest versions of a call centre's calendar, the newest first, without the calendars. Who edited is told to their
// own operator only.
func (a *Administration) Calendars(ctx context.Context, by principal.Principal, id CentreID) ([]CalendarVersion, error) {
	if _, _, _, err := a.centre(ctx, id); err != nil {
		return nil, err
	}
	all, err := a.Store.CalendarVersions(ctx, id)
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i] = all[i].seenBy(by, id)
	}
	return all, nil
}

// Calendar returns one version of a call centre's calendar, or "calendar-version-unknown".
func (a *Administration) Calendar(ctx context.Context, by principal.Principal, id CentreID, version int) (CalendarVersion, error) {
	v, err := a.Store.CalendarVersion(ctx, id, version)
	return v.seenBy(by, id), err
}

func (v CalendarVersion) seenBy(by principal.Principal, id CentreID) CalendarVersion {
	if !Sees(by, id.Operator()) {
		v.By = Editor{}
	}
	return v
}
