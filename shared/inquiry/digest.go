package inquiry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// Digest is how far a call centre's alerts were mailed.
type Digest struct {
	Day  string    // calendar date of the centre on which a digest was last begun
	UpTo int       // number of the newest alert that a digest looked at
	At   time.Time // when that was
}

// DigestStore keeps how far alerts were mailed.
type DigestStore interface {
	// Digest returns how far a centre's alerts were mailed; the zero Digest when none was.
	Digest(ctx context.Context, centre directory.CentreID) (Digest, error)
	// PutDigest replaces before by after, and returns false if it is not before any more.
	PutDigest(ctx context.Context, centre directory.CentreID, before, after Digest) (bool, error)
	// AlertsAfter returns the centre's alerts after a number that happened since an instant, oldest first.
	AlertsAfter(ctx context.Context, centre directory.CentreID, number int, since time.Time) ([]Alert, error)
}

// DigestDay is the day of a centre's calendar whose digest is due: its time has come, and the centre has opened, if that is later. On a day on
// which the centre stays closed none is due: what came in the meantime is in the next one.
func DigestDay(at string, c *calendar.Calendar, now time.Time) (day string, due bool) {
	clock, err := time.Parse("15:04", at)
	if err != nil {
		return "", false // none wanted
	}
	here := now.In(c.Zone())
	y, m, d := here.Date()
	open := c.Intervals(time.Date(y, m, d, 0, 0, 0, 0, c.Zone()), time.Date(y, m, d+1, 0, 0, 0, 0, c.Zone()), nil)
	if len(open) == 0 {
		return "", false
	}
	wanted := time.Date(y, m, d, clock.Hour(), clock.Minute(), 0, 0, c.Zone())
	return here.Format("2006-01-02"), !now.Before(wanted) && !now.Before(open[0].From)
}

// Letter is what a digest says: figures and codes, no personal data but whom it goes to.
type Letter struct {
	Centre   directory.CentreID
	Name     string   // of the centre
	To       []string // personal data
	Language string   // ISO 639-1
	Lines    []DigestLine
}

// DigestLine counts the alerts of one kind about one workflow.
type DigestLine struct {
	Kind          AlertKind
	Workflow      string
	Count, Urgent int
}

// mailLanguages are those that every label has.
var mailLanguages = []string{"en", "fr", "de", "es"}

func languageOf(c directory.CallCentre) string {
	for _, l := range c.Languages {
		if slices.Contains(mailLanguages, l) {
			return l
		}
	}
	return mailLanguages[0]
}

// LetterOf sums up alerts for a centre.
func LetterOf(c directory.CallCentre, alerts []Alert) Letter {
	l := Letter{Centre: c.ID, Name: c.Name, To: c.Settings.MailTo, Language: languageOf(c)}
	for _, a := range alerts {
		if !slices.Contains(c.Settings.Mail, string(a.Kind)) {
			continue
		}
		i := slices.IndexFunc(l.Lines, func(d DigestLine) bool { return d.Kind == a.Kind && d.Workflow == a.Workflow })
		if i < 0 {
			i, l.Lines = len(l.Lines), append(l.Lines, DigestLine{Kind: a.Kind, Workflow: a.Workflow})
		}
		l.Lines[i].Count++
		if a.Urgent {
			l.Lines[i].Urgent++
		}
	}
	slices.SortFunc(l.Lines, func(a, b DigestLine) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Workflow, b.Workflow))
	})
	return l
}

const (
	// lateness is how much later than it happened an alert may be stored and still be in the next digest; it is in the list of alerts anyway.
	lateness = 24 * time.Hour
	// firstReach is how far a centre's first digest goes back: over any weekend and holidays between wanting one and opening.
	firstReach = 7 * 24 * time.Hour
)

// since is the instant from which on alerts are looked at for the digest after d.
func (d Digest) since(now time.Time) time.Time {
	if d.At.IsZero() {
		return now.Add(-firstReach)
	}
	return d.At.Add(-lateness)
}

// MailDigests sends each call centre that wants one its digest of the day, once, and returns how many it sent. A digest that could not be sent
// is tried again at the next run; whatever happens, the next one begins where the last that was sent ended.
func (s *Service) MailDigests(ctx context.Context, now time.Time, send func(context.Context, Letter) error) (int, error) {
	centres, err := s.Centres.CallCentres(ctx)
	if err != nil {
		return 0, fmt.Errorf("digests: %w", err)
	}
	sent := 0
	var errs []error
	for _, c := range centres {
		if c.Settings.DigestAt == "" || len(c.Settings.MailTo) == 0 || len(c.Settings.Mail) == 0 {
			continue
		}
		ok, err := s.mailDigest(ctx, c, now, send)
		if err != nil {
			errs = append(errs, fmt.Errorf("digest of %s: %w", c.ID, err))
		}
		if ok {
			sent++
		}
	}
	return sent, errors.Join(errs...)
}

func (s *Service) mailDigest(ctx context.Context, c directory.CallCentre, now time.Time, send func(context.Context, Letter) error) (bool, error) {
	hours, err := c.Calendar.Compile()
	if err != nil {
		return false, err
	}
	day, due := DigestDay(c.Settings.DigestAt, hours, now)
	if !due {
		return false, nil
	}
	last, err := s.Store.Digest(ctx, c.ID)
	if err != nil || last.Day >= day {
		return false, err
	}
	begun := last
	begun.Day = day
	if ok, err := s.Store.PutDigest(ctx, c.ID, last, begun); err != nil || !ok {
		return false, err // another run sends it
	}
	alerts, err := s.Store.AlertsAfter(ctx, c.ID, last.UpTo, last.since(now))
	letter, ended := LetterOf(c, alerts), Digest{Day: day, UpTo: last.UpTo, At: now}
	for _, a := range alerts {
		ended.UpTo = max(ended.UpTo, a.Number)
	}
	if err == nil && len(letter.Lines) > 0 {
		err = send(ctx, letter)
	}
	if err != nil {
		_, back := s.Store.PutDigest(ctx, c.ID, begun, last)
		return false, errors.Join(err, back)
	}
	_, err = s.Store.PutDigest(ctx, c.ID, begun, ended)
	return len(letter.Lines) > 0, err
}
