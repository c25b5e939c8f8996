package follow

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// ListID identifies a saved list: 26 characters.
type ListID string

// With whom a list is shared.
const (
	SharedCentre   = "centre"   // the people of its call centre
	SharedOperator = "operator" // everybody of its operator
)

// List is a saved list of items. It holds nobody's personal data; who made it is a pseudonym.
type List struct {
	ID        ListID
	Operator  principal.OperatorCode
	Centre    principal.CentreID // of who made it; "" when they belong to none
	Shared    string
	Name      string
	Note      string
	By        string // subject of who made it
	CreatedAt time.Time
	ExpiresAt time.Time // unless somebody renews it
	Items     int
	Version   int       // of name, note, sharing and end; 1 when it is new
	Edits     int       // how often items were added or removed
	Seq       int       // number of the latest news, 0: there was none
	ChangedAt time.Time // when that came

	Fingerprint string // of the request that made it with an Idempotency-Key
}

// Row is an item that somebody follows: on a list, or in a feed.
type Row struct {
	ItemID    edi.ItemID
	Ref       string    // of a feed: the follower's own
	AddedAt   time.Time // when it was put there first
	Until     time.Time // when watching ends
	Sight     Sight     // of a list
	Seq       int       // number of its latest news, 0: none since it was added
	ChangedAt time.Time // when that came
	Told      Told
	Version   int
	Expires   time.Time // when the table may forget it
}

// Watched says whether the item is watched at an instant.
func (r Row) Watched(now time.Time) bool { return now.Before(r.Until) }

const (
	maxName = 80
	maxNote = 500
)

// check refuses a list without a name, or with texts that are too long.
func (l List) check() error {
	p := problem.New(problem.Invalid, "list-invalid", "The list cannot be saved. The fields listed in errors are wrong.")
	if strings.TrimSpace(l.Name) == "" {
		p.With("name", "is missing")
	}
	for field, v := range map[string]struct {
		text string
		most int
	}{"name": {l.Name, maxName}, "note": {l.Note, maxNote}} {
		if utf8.RuneCountInString(v.text) > v.most {
			p.With(field, "has more than %d characters", v.most)
		}
		if strings.ContainsFunc(v.text, func(r rune) bool { return unicode.IsControl(r) && (r != '\n' || field == "name") }) {
			p.With(field, "holds control characters")
		}
	}
	switch {
	case l.Shared != SharedCentre && l.Shared != SharedOperator:
		p.With("shared", "must be centre or operator")
	case l.Shared == SharedCentre && l.Centre == "":
		p.With("shared", "must be operator: who made the list works in no call centre")
	}
	return p.OrNil()
}

// seenBy says whether a person sees the list.
func (l List) seenBy(p principal.Principal, now time.Time) bool {
	return p.Operator == l.Operator && now.Before(l.ExpiresAt) && (l.Shared == SharedOperator || p.WorksIn(l.Centre) || p.Subject == l.By)
}

// EditedBy says whether a person may name, share and delete the list. Everybody who sees it may add and remove items, and renew it.
func (l List) EditedBy(p principal.Principal) bool {
	return p.Operator == l.Operator && (p.Subject == l.By || p.Has(principal.Supervisor, principal.OperatorAdministrator))
}

// watchedUntil is when an item on the list is watched no more: with the list, or some days after its end.
func (l List) watchedUntil(s Sight) time.Time {
	if s.Terminal {
		if ended := s.Since.Add(days(Bounds().EndedDays)); ended.Before(l.ExpiresAt) {
			return ended
		}
	}
	return l.ExpiresAt
}

func unknownList() *problem.Problem {
	return problem.New(problem.NotFound, "list-unknown", "There is no such list, or it is not shared with you.")
}
