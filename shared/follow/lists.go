package follow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// ListStore keeps saved lists.
type ListStore interface {
	// Lists returns an operator's lists in the order of their making; ended ones may be among them.
	Lists(ctx context.Context, operator principal.OperatorCode) ([]List, error)
	// List returns one as it is this moment, or "list-unknown".
	List(ctx context.Context, operator principal.OperatorCode, id ListID) (List, error)
	// SaveList stores name, note, sharing and end of a list in place of the version before its own (1: of none), or returns ErrChanged.
	SaveList(ctx context.Context, l List) error
	// DeleteList forgets a list, without its rows. One that is gone is deleted.
	DeleteList(ctx context.Context, operator principal.OperatorCode, id ListID) error
	// ListRows returns all rows of a list as they are this moment, by item.
	ListRows(ctx context.Context, operator principal.OperatorCode, id ListID) ([]Row, error)
	// AddRows adds rows to a list, all or none, and counts them. ErrChanged when one of them is there; ErrFull when the list would hold more than most.
	AddRows(ctx context.Context, l List, rows []Row, most int) error
	// RemoveRows takes rows from a list, all or none, and counts them. ErrChanged when one of them is not there.
	RemoveRows(ctx context.Context, l List, items []edi.ItemID) error
	// SaveRow stores what is seen of an item and until when it is watched, in place of the version it was read at, or returns ErrChanged.
	SaveRow(ctx context.Context, l List, r Row) error
	// Seen returns up to which number a person has seen the lists they looked at.
	Seen(ctx context.Context, subject string) (map[ListID]int, error)
	// See records that a person has seen a list up to a number; it is forgotten some time after the instant.
	See(ctx context.Context, subject string, id ListID, upTo int, until time.Time) error
}

// ErrFull is what a store says when a list would hold too many items.
var ErrFull = errors.New("the list is full")

// Any is the version of whoever edits without having looked.
const Any = -1

// Lists are the use cases of saved lists.
type Lists struct {
	Store     ListStore
	Items     Items
	Watches   Watches
	Directory directory.Reader
	Catalogue catalogue.Reader
	NewID     func() string
}

// Listed is a list as a person sees it.
type Listed struct {
	List
	Seen int // up to which number of its news they have seen it
}

// News is how much happened since the person looked.
func (l Listed) News() int { return max(0, l.Seq-l.Seen) }

func belongs(by principal.Principal) error {
	if by.Operator == "" {
		return problem.New(problem.Forbidden, "operator-missing", "This belongs to operators, and you belong to none.")
	}
	return nil
}

// Create saves a new list. The same key ("" = none) with the same list saves it once; with another it is "idempotency-key-reused".
func (s *Lists) Create(ctx context.Context, by principal.Principal, l List, key string, now time.Time) (List, error) {
	if err := belongs(by); err != nil {
		return List{}, err
	}
	l = List{ID: ListID(s.NewID()), Operator: by.Operator, Centre: l.Centre, Shared: l.Shared, Name: strings.TrimSpace(l.Name), Note: strings.TrimSpace(l.Note),
		By: by.Subject, CreatedAt: now, ExpiresAt: now.Add(days(Bounds().ListDays)), Version: 1}
	if l.Centre == "" && len(by.CallCentres) > 0 {
		l.Centre = by.CallCentres[0]
	}
	if l.Centre != "" && !by.WorksIn(l.Centre) {
		return List{}, problem.New(problem.NotFound, "call-centre-unknown", "There is no such call centre, or it is not one of yours.").With("centre", "is not one of yours")
	}
	if err := l.check(); err != nil {
		return List{}, err
	}
	if key != "" {
		l.ID = ListID(idOf(string(by.Operator), by.Subject, key))
		l.Fingerprint = idOf(string(l.Centre), l.Shared, l.Name, l.Note)
		if there, err := s.created(ctx, l); err == nil || !problem.Is(err, "list-unknown") {
			return there, err
		}
	}
	all, err := s.Store.Lists(ctx, by.Operator)
	if err != nil {
		return List{}, err
	}
	if live := slices.DeleteFunc(all, func(one List) bool { return !now.Before(one.ExpiresAt) }); len(live) >= Bounds().Lists {
		return List{}, problem.New(problem.Conflict, "lists-full", "An operator has at most %d lists. Delete one that nobody looks at.", Bounds().Lists)
	}
	err = s.Store.SaveList(ctx, l)
	if errors.Is(err, ErrChanged) && key != "" { // the same request at the same moment
		return s.created(ctx, l)
	}
	return l, err
}

func (s *Lists) created(ctx context.Context, l List) (List, error) {
	there, err := s.Store.List(ctx, l.Operator, l.ID)
	if err == nil && there.Fingerprint != l.Fingerprint {
		return List{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another list. Use a new key for a new list.").
			With("Idempotency-Key", "was used with another body")
	}
	return there, err
}

// All returns the lists that are shared with a person, those with the latest news first.
func (s *Lists) All(ctx context.Context, by principal.Principal, now time.Time) ([]Listed, error) {
	if err := belongs(by); err != nil {
		return nil, err
	}
	all, err := s.Store.Lists(ctx, by.Operator)
	if err != nil {
		return nil, err
	}
	seen, err := s.Store.Seen(ctx, by.Subject)
	if err != nil {
		return nil, err
	}
	out := []Listed{}
	for _, l := range all {
		if l.seenBy(by, now) {
			out = append(out, Listed{List: l, Seen: seen[l.ID]})
		}
	}
	slices.SortStableFunc(out, func(a, b Listed) int {
		return latest(b.List).Compare(latest(a.List))
	})
	return out, nil
}

func latest(l List) time.Time {
	if l.ChangedAt.After(l.CreatedAt) {
		return l.ChangedAt
	}
	return l.CreatedAt
}

// Open returns the rows of a list, as Look has returned it: news first, then the latest first.
func (s *Lists) Open(ctx context.Context, l List) ([]Row, error) {
	rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
	slices.SortFunc(rows, func(a, b Row) int {
		if a.Seq != b.Seq {
			return b.Seq - a.Seq
		}
		if c := b.AddedAt.Compare(a.AddedAt); c != 0 {
			return c
		}
		return strings.Compare(string(a.ItemID), string(b.ItemID))
	})
	return rows, err
}

// Look returns a list without its rows.
func (s *Lists) Look(ctx context.Context, by principal.Principal, id ListID, now time.Time) (Listed, error) {
	l, err := s.list(ctx, by, id, now)
	if err != nil {
		return Listed{}, err
	}
	seen, err := s.Store.Seen(ctx, by.Subject)
	return Listed{List: l, Seen: seen[id]}, err
}

func (s *Lists) list(ctx context.Context, by principal.Principal, id ListID, now time.Time) (List, error) {
	if err := belongs(by); err != nil {
		return List{}, err
	}
	l, err := s.Store.List(ctx, by.Operator, id)
	if err != nil {
		return List{}, err
	}
	if !l.seenBy(by, now) {
		return List{}, unknownList()
	}
	return l, nil
}

// Edit is what somebody changes of a list; nil leaves a member as it is.
type Edit struct {
	Name, Note, Shared *string
	Renew              bool // it ends as long from now as a new one would
}

// Change edits a list at a version, or Any. Renewing it goes on watching all its items that have not reached their end.
func (s *Lists) Change(ctx context.Context, by principal.Principal, id ListID, version int, e Edit, now time.Time) (List, error) {
	l, err := s.list(ctx, by, id, now)
	if err != nil {
		return List{}, err
	}
	if version != Any && version != l.Version {
		return List{}, listChanged()
	}
	if (e.Name != nil || e.Note != nil || e.Shared != nil) && !l.EditedBy(by) {
		return List{}, notYours()
	}
	for to, from := range map[*string]*string{&l.Name: e.Name, &l.Note: e.Note, &l.Shared: e.Shared} {
		if from != nil {
			*to = strings.TrimSpace(*from)
		}
	}
	if err := l.check(); err != nil {
		return List{}, err
	}
	if e.Renew {
		l.ExpiresAt = now.Add(days(Bounds().ListDays))
	}
	l.Version++
	if err := s.Store.SaveList(ctx, l); errors.Is(err, ErrChanged) {
		return List{}, listChanged()
	} else if err != nil {
		return List{}, err
	}
	if e.Renew {
		return l, s.renewRows(ctx, l, now)
	}
	return l, nil
}

func (s *Lists) renewRows(ctx context.Context, l List, now time.Time) error {
	rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
	if err != nil {
		return err
	}
	return each(rows, func(r Row) error {
		for range tries {
			r.Expires = l.ExpiresAt
			if until := l.watchedUntil(r.Sight); until.After(now) {
				r.Until = until
				if err := s.Watches.Watch(ctx, tracking.Watch{ItemID: r.ItemID, Watcher: KindList, Ref: listOf(l.Operator, l.ID).Ref(), ExpiresAt: until}); err != nil {
					return err
				}
			}
			err := s.Store.SaveRow(ctx, l, r)
			if !errors.Is(err, ErrChanged) {
				return err
			}
			again, err := s.row(ctx, l, r.ItemID)
			if err != nil || again.ItemID == "" { // it was removed meanwhile
				return err
			}
			r = again
		}
		return fmt.Errorf("renew %s on list %s: %w", r.ItemID, l.ID, ErrChanged)
	})
}

func (s *Lists) row(ctx context.Context, l List, id edi.ItemID) (Row, error) {
	rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
	if err != nil {
		return Row{}, err
	}
	for _, r := range rows {
		if r.ItemID == id {
			return r, nil
		}
	}
	return Row{}, nil
}

func listChanged() *problem.Problem {
	return problem.New(problem.PreconditionFailed, "list-changed", "Somebody else has changed the list since you looked. Look again, then repeat your change.")
}

func notYours() *problem.Problem {
	return problem.New(problem.Forbidden, "list-not-yours", "Only who made the list, a supervisor or the administrator may do this.")
}

// Delete forgets a list at a version, or Any. Nobody is told of its items any more.
func (s *Lists) Delete(ctx context.Context, by principal.Principal, id ListID, version int, now time.Time) error {
	l, err := s.list(ctx, by, id, now)
	if err != nil {
		return err
	}
	if version != Any && version != l.Version {
		return listChanged()
	}
	if !l.EditedBy(by) {
		return notYours()
	}
	rows, err := s.Store.ListRows(ctx, l.Operator, l.ID)
	if err != nil {
		return err
	}
	items := make([]edi.ItemID, len(rows))
	for i, r := range rows {
		items[i] = r.ItemID
	}
	if err := s.remove(ctx, l, items); err != nil {
		return err // the list is still there: the next try goes on
	}
	return s.Store.DeleteList(ctx, l.Operator, l.ID)
}

// Seen records that a person has seen the list up to the number that came with it.
func (s *Lists) Seen(ctx context.Context, by principal.Principal, id ListID, upTo int, now time.Time) error {
	l, err := s.list(ctx, by, id, now)
	if err != nil {
		return err
	}
	const after = 7 * 24 * time.Hour
	return s.Store.See(ctx, by.Subject, id, min(max(upTo, 0), l.Seq), l.ExpiresAt.Add(after))
}

const atOnce = 8

// each does something for all, several at once, and returns what went wrong.
func each[T any](all []T, do func(T) error) error {
	errs := make([]error, len(all))
	slots := make(chan struct{}, atOnce)
	var wg sync.WaitGroup
	for i, one := range all {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil { // in a goroutine of its own it would end the function and all it is handling
					errs[i] = fmt.Errorf("panic: %v", p)
				}
				<-slots
			}()
			errs[i] = do(one)
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// idOf makes an id of 26 characters from what it stands for.
func idOf(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return strings.ToUpper(hex.EncodeToString(h.Sum(nil))[:26])
}
