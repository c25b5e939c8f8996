package query

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ErrChanged is what a store says when a saved report is not any more what it was read as.
var ErrChanged = errors.New("the saved report changed meanwhile")

// SavedStore keeps saved reports.
type SavedStore interface {
	// Visible returns what a person saved, and what is shared among the people of the owner, in no order: all of it, which Library bounds.
	Visible(ctx context.Context, owner principal.OperatorCode, subject string) ([]Saved, error)
	// Saved returns one that is shared, or that this person saved, as it is this moment; the problem "saved-report-unknown".
	Saved(ctx context.Context, owner principal.OperatorCode, subject string, id SavedID) (Saved, error)
	// PutSaved stores one in place of what it was (nil: it is new) with its schedule, or returns ErrChanged.
	PutSaved(ctx context.Context, before *Saved, s Saved) error
	// DeleteSaved forgets one with its schedule, or returns ErrChanged.
	DeleteSaved(ctx context.Context, s Saved) error
}

// Library is the use cases of saved reports.
type Library struct {
	Store  SavedStore
	People insight.People
	Agreed Agreed
	NewID  func() SavedID
}

// Agreed says whether the network has agreed at an instant that posts see each other's sums; nil: it has not.
type Agreed func(ctx context.Context, now time.Time) (bool, error)

func (a Agreed) viewer(ctx context.Context, v Viewer, now time.Time) (_ Viewer, err error) {
	if a != nil {
		v.Shared, err = a(ctx, now)
	}
	return v, err
}

// checked says what is wrong with a report for whoever saves it now.
func (l *Library) checked(ctx context.Context, s Saved, by principal.Principal, now time.Time) error {
	v, err := l.Agreed.viewer(ctx, ViewerOf(by), now)
	if err != nil {
		return err
	}
	return s.check(v, now)
}

// Any is the version of whoever edits without having looked.
const Any = -1

// Listed is a saved report as somebody sees it.
type Listed struct {
	Saved
	Person string // the name of who saved it, "" for one whom the directory does not know any more
}

// SavedPage is a part of the list of saved reports: so many after the one with this name and id.
type SavedPage struct {
	Limit     int
	AfterName string
	AfterID   SavedID
}

// Page returns a part of what somebody saved and what is shared with them, by name, and whether there is more.
func (l *Library) Page(ctx context.Context, by principal.Principal, p SavedPage) (_ []Listed, more bool, _ error) {
	owner, err := belongs(by)
	if err != nil {
		return nil, false, err
	}
	all, err := l.Store.Visible(ctx, owner, by.Subject)
	if err != nil {
		return nil, false, err
	}
	slices.SortFunc(all, byName)
	if p.AfterID != "" {
		last := Saved{ID: p.AfterID, Name: p.AfterName}
		all = slices.DeleteFunc(all, func(s Saved) bool { return byName(s, last) <= 0 })
	}
	all, more = all[:min(p.Limit, len(all))], len(all) > p.Limit
	names := map[string]string{}
	out := make([]Listed, len(all))
	for i, s := range all {
		if out[i], err = l.listed(ctx, s, names); err != nil {
			return nil, false, err
		}
	}
	return out, more, nil
}

// listed adds the name of who saved it; names remembers those that were looked up.
func (l *Library) listed(ctx context.Context, s Saved, names map[string]string) (Listed, error) {
	name, known := names[s.By]
	if !known {
		person, err := l.People.Person(ctx, s.By)
		if err != nil && !problem.Is(err, "agent-unknown") {
			return Listed{}, err
		}
		name = person.Name
		names[s.By] = name
	}
	return Listed{s, name}, nil
}

// Look returns one report.
func (l *Library) Look(ctx context.Context, by principal.Principal, id SavedID) (Listed, error) {
	s, err := l.find(ctx, by, id)
	if err != nil {
		return Listed{}, err
	}
	return l.listed(ctx, s, map[string]string{})
}

func (l *Library) find(ctx context.Context, by principal.Principal, id SavedID) (Saved, error) {
	owner, err := belongs(by)
	if err != nil {
		return Saved{}, err
	}
	s, err := l.Store.Saved(ctx, owner, by.Subject, id)
	if err == nil && !s.seenBy(by) {
		err = SavedUnknown()
	}
	return s, err
}

// belongs is whose reports somebody sees; whoever has no operator and is not of the network sees none.
func belongs(by principal.Principal) (principal.OperatorCode, error) {
	owner := ownerOf(ViewerOf(by))
	if owner == "" {
		return "", nobodysFigures()
	}
	return owner, nil
}

// Create saves a report. Of it name, description, question, chart, sharing and schedule are taken. The same key ("" = none) with the same report
// saves it once; with another it is the problem "idempotency-key-reused".
func (l *Library) Create(ctx context.Context, by principal.Principal, s Saved, key string, now time.Time) (Listed, error) {
	owner, err := belongs(by)
	if err != nil {
		return Listed{}, err
	}
	s = tidy(Saved{ID: l.NewID(), Owner: owner, By: by.Subject, Name: s.Name, Description: s.Description, Question: s.Question, Chart: s.Chart, Shared: s.Shared, Schedule: s.Schedule,
		Version: 1, CreatedAt: now, UpdatedAt: now})
	if err := l.checked(ctx, s, by, now); err != nil {
		return Listed{}, err
	}
	if s.Schedule != nil {
		s.Due = s.Schedule.After(now)
	}
	if key != "" {
		s.ID = SavedID(nameOf(string(owner), by.Subject, key))
		if s.Fingerprint, err = s.fingerprint(); err != nil {
			return Listed{}, err
		}
		if there, err := l.created(ctx, by, s); err == nil || !problem.Is(err, "saved-report-unknown") {
			return there, err
		}
	}
	all, err := l.Store.Visible(ctx, owner, by.Subject)
	if err != nil {
		return Listed{}, err
	}
	if err := s.room(all); err != nil {
		return Listed{}, err
	}
	for range tries {
		if err = l.Store.PutSaved(ctx, nil, s); !errors.Is(err, ErrChanged) {
			break
		}
		if key != "" { // the same request at the same moment
			return l.created(ctx, by, s)
		}
	}
	if err != nil {
		return Listed{}, err
	}
	return l.Look(ctx, by, s.ID)
}

func (l *Library) created(ctx context.Context, by principal.Principal, s Saved) (Listed, error) {
	there, err := l.find(ctx, by, s.ID)
	if err != nil {
		return Listed{}, err
	}
	if there.Fingerprint != s.Fingerprint {
		return Listed{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another report. Use a new key for a new one.").
			With("Idempotency-Key", "was used with another body")
	}
	return l.listed(ctx, there, map[string]string{})
}

// tries is how often a change is made again that met a run of the schedule.
const tries = 4

// Change puts name, description, question, chart, sharing and schedule in the place of what they were at a version, or Any. Supervisors and
// administrators who did not save it may end its sharing, and change nothing else.
func (l *Library) Change(ctx context.Context, by principal.Principal, id SavedID, version int, to Saved, now time.Time) (Listed, error) {
	for range tries {
		before, err := l.find(ctx, by, id)
		if err != nil {
			return Listed{}, err
		}
		if version != Any && version != before.Version {
			return Listed{}, savedChanged()
		}
		after := before
		after.Name, after.Description, after.Question, after.Chart, after.Shared, after.Schedule = to.Name, to.Description, to.Question, to.Chart, to.Shared, to.Schedule
		after = tidy(after)
		if before.By != by.Subject {
			if !before.RemovedBy(by) || !onlyUnshares(before, after) {
				return Listed{}, savedNotYours()
			}
			after = before
			after.Shared = false
		} else if err := l.checked(ctx, after, by, now); err != nil {
			return Listed{}, err
		}
		if after.Shared && !before.Shared {
			all, err := l.Store.Visible(ctx, after.Owner, by.Subject)
			if err != nil {
				return Listed{}, err
			}
			if err := after.room(all); err != nil {
				return Listed{}, err
			}
		}
		after.Version, after.UpdatedAt = before.Version+1, now
		switch {
		case after.Schedule == nil:
			after.Due = ""
		case before.Schedule == nil || *before.Schedule != *after.Schedule:
			after.Due = after.Schedule.After(now)
		}
		err = l.Store.PutSaved(ctx, &before, after)
		if errors.Is(err, ErrChanged) {
			continue
		}
		if err != nil {
			return Listed{}, err
		}
		after.Revision++
		return l.listed(ctx, after, map[string]string{})
	}
	return Listed{}, savedChanged()
}

// onlyUnshares says whether nothing but the sharing ends; a schedule's language is its owner's and need not be sent.
func onlyUnshares(before, after Saved) bool {
	if before.Schedule != nil && after.Schedule != nil {
		s := *after.Schedule
		s.Language = before.Schedule.Language
		after.Schedule = &s
	}
	before.Shared = false
	return reflect.DeepEqual(before, after)
}

// Delete forgets a report at a version, or Any.
func (l *Library) Delete(ctx context.Context, by principal.Principal, id SavedID, version int) error {
	for range tries {
		s, err := l.find(ctx, by, id)
		if err != nil {
			return err
		}
		if version != Any && version != s.Version {
			return savedChanged()
		}
		if !s.RemovedBy(by) {
			return savedNotYours()
		}
		if err := l.Store.DeleteSaved(ctx, s); !errors.Is(err, ErrChanged) {
			return err
		}
	}
	return savedChanged()
}

// tidy trims texts, and makes the same of what means the same: an empty list is none.
func tidy(s Saved) Saved {
	s.Name, s.Description = strings.TrimSpace(s.Name), strings.TrimSpace(s.Description)
	d := &s.Question.Definition
	if len(d.Dimensions) == 0 {
		d.Dimensions = nil
	}
	if len(d.Filters) == 0 {
		d.Filters = nil
	}
	d.From, d.To = "", ""
	return s
}

// fingerprint stands for what a request saves.
func (s Saved) fingerprint() (string, error) {
	text, err := json.Marshal([]any{s.Name, s.Description, s.Question, s.Chart, s.Shared, s.Schedule})
	if err != nil {
		return "", fmt.Errorf("fingerprint: %w", err)
	}
	return nameOf(string(text)), nil
}

// nameOf makes a name of 26 characters of what it stands for.
func nameOf(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return strings.ToUpper(hex.EncodeToString(h.Sum(nil))[:26])
}
