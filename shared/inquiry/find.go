package inquiry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// FindStore keeps by which terms the people of an operator find an inquiry.
type FindStore interface {
	// PutTerms replaces the terms by which an operator finds an inquiry; the same terms again write nothing.
	PutTerms(ctx context.Context, operator directory.OperatorCode, id ID, created time.Time, terms []Term) error
	// Find returns the inquiries of an operator that a term leads to; of one word, the newest first. A name leads to every name that begins
	// with it.
	Find(ctx context.Context, operator directory.OperatorCode, t Term, p Page) (Found, error)
}

// TermKind says what a term is.
type TermKind string

// The kinds of term.
const (
	ByItem      TermKind = "item"
	ByReference TermKind = "ref"  // of the customer or of the operator's own system, whole
	ByName      TermKind = "name" // a word of a name; personal data
)

// Term is a word by which an inquiry is found, folded: without case and accents.
type Term struct {
	Kind TermKind
	Word string
}

// Found is a part of what a search found.
type Found struct {
	IDs  []ID
	Next map[string]string
}

// minName is the shortest beginning of a name that is looked for, in letters.
const minName = 3

// fold writes a text without case and accents: "Élise" is "elise".
func fold(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		plain = s
	}
	return cases.Fold().String(plain)
}

// words are the parts of a name that are long enough to be looked for.
func words(name string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(fold(name), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len([]rune(w)) >= minName {
			out = append(out, w)
		}
	}
	return out
}

// maxTerms bounds the terms of one inquiry for one operator.
const maxTerms = 40

// Terms are the words by which a side finds the inquiry: the item for both, and the names; the references are the requester's own.
func (q Inquiry) Terms(s Side, req Request, events []Event) []Term {
	terms := []Term{{ByItem, fold(string(q.ItemID))}}
	add := func(kind TermKind, word string) {
		if t := (Term{kind, word}); word != "" && len(terms) < maxTerms && !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	text := func(field string) string { v, _ := req.Fields[field].(string); return v }
	if s == Requester {
		for _, field := range requestersOwn {
			add(ByReference, fold(strings.TrimSpace(text(field))))
		}
		for _, e := range events {
			if r := e.Reference; r != nil {
				add(ByReference, fold(strings.TrimSpace(r.CustomerRef)))
				add(ByReference, fold(strings.TrimSpace(r.CRMCase)))
			}
		}
	}
	for _, field := range []string{"senderName", "addresseeName"} {
		for _, w := range words(text(field)) {
			add(ByName, w)
		}
	}
	return terms
}

// Indexed reports whether a happening changes how an inquiry is found.
func Indexed(k Kind) bool {
	return slices.Contains([]Kind{Drafted, Edited, Sent, Routed, Readdressed, Supplemented, Escalated, Rejected, HandedOver, Joined, Erased}, k)
}

// Index brings the terms of an inquiry up to date, for each operator that takes part, and takes them from whom it was addressed to before. It is
// idempotent.
func (s *Service) Index(ctx context.Context, id ID) error {
	r, events, err := s.Store.History(ctx, id, true)
	if err != nil {
		return err
	}
	q := r.Inquiry
	for _, side := range []Side{Requester, Replier} {
		if side == Replier && (q.Replier.Centre == "" || q.Replier.Operator == q.Requester.Operator) {
			continue
		}
		if err := s.Store.PutTerms(ctx, q.Party(side).Operator, id, q.CreatedAt, q.Terms(side, r.Request, events)); err != nil {
			return fmt.Errorf("index inquiry %s: %w", id, err)
		}
	}
	for _, e := range events {
		if e.From == nil || e.From.Operator == q.Requester.Operator || e.From.Operator == q.Replier.Operator {
			continue
		}
		if err := s.Store.PutTerms(ctx, e.From.Operator, id, q.CreatedAt, nil); err != nil {
			return fmt.Errorf("index inquiry %s: %w", id, err)
		}
	}
	return nil
}

// numberOf is the inquiry whose number a query is, as forms print it and people type it: in any case, with spaces, and with the letters that
// an id does not have for the digits that they look like.
func numberOf(query string) (ID, bool) {
	number := strings.NewReplacer(" ", "", "-", "", "I", "1", "L", "1", "O", "0").Replace(strings.ToUpper(strings.TrimSpace(query)))
	if len(number) != idLength || strings.ContainsFunc(number, func(r rune) bool { return !strings.ContainsRune(idLetters, r) }) {
		return "", false
	}
	return ID(number), true
}

// Search finds inquiries of the caller's operator: by its whole number, by item in any spelling, by a whole reference, or by the beginning of a
// name.
func (s *Service) Search(ctx context.Context, by principal.Principal, query string, p Page) ([]Inquiry, map[string]string, error) {
	found, next, err := s.search(ctx, by, query, p)
	out := make([]Inquiry, len(found))
	for i, r := range found {
		out[i] = r.Inquiry
	}
	return out, next, err
}

// Matches finds like Search, for an administrator who has to tell two people of one name apart: with the requests, of archived inquiries too.
// Each that is found is a look.
func (s *Service) Matches(ctx context.Context, by principal.Principal, query string, p Page, now time.Time) ([]Record, map[string]string, error) {
	if !by.Has(principal.OperatorAdministrator) {
		return nil, nil, problem.New(problem.Forbidden, "role-missing", "What is kept of a person is found by an operator's administrator.")
	}
	found, next, err := s.search(ctx, by, query, p)
	if err != nil {
		return nil, nil, err
	}
	for i, r := range found {
		if err := s.Saw(ctx, by, r.Inquiry, SeenMatch, now); err != nil {
			return nil, nil, err
		}
		if r.Inquiry.Archived {
			if found[i], _, err = s.Store.History(ctx, r.Inquiry.ID, false); err != nil {
				return nil, nil, err
			}
		}
	}
	return found, next, nil
}

func (s *Service) search(ctx context.Context, by principal.Principal, query string, p Page) ([]Record, map[string]string, error) {
	if by.Operator == "" {
		return nil, nil, problem.New(problem.Forbidden, "role-missing", "Inquiries are searched by the people of an operator.")
	}
	if id, ok := numberOf(query); ok {
		switch r, err := s.view(ctx, by, id); {
		case err == nil:
			return []Record{r}, nil, nil
		case !isNotFound(err):
			return nil, nil, err
		}
	}
	meant := p.Position[termOf] // of the page before
	p.Position = maps.Clone(p.Position)
	delete(p.Position, termOf)
	for _, t := range termsOf(query) {
		if meant != "" && meant != string(t.Kind) {
			continue
		}
		found, err := s.Store.Find(ctx, by.Operator, t, p)
		if err != nil {
			return nil, nil, err
		}
		if len(found.IDs) == 0 && meant == "" {
			continue
		}
		out := []Record{}
		for _, id := range found.IDs {
			r, err := s.view(ctx, by, id)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return nil, nil, err
			}
			out = append(out, r)
		}
		if found.Next != nil {
			found.Next[termOf] = string(t.Kind)
		}
		return out, found.Next, nil
	}
	if len(words(query)) == 0 && len(fold(strings.TrimSpace(query))) < minName {
		return nil, nil, problem.New(problem.Invalid, "search-too-short", "Search for an item number, a whole reference, or at least %d letters of a name.", minName).
			With("q", "has fewer than %d letters", minName)
	}
	return []Record{}, nil, nil
}

// termOf is the member of a position that says in which of its meanings the query found something.
const termOf = "term"

// termsOf are the ways in which a query can be meant, the surest first. Of several words of a name, the longest is looked for.
func termsOf(query string) []Term {
	if item, err := edi.ParseItemID(query); err == nil {
		return []Term{{ByItem, fold(string(item.ID))}}
	}
	var out []Term
	if ref := fold(strings.TrimSpace(query)); ref != "" {
		out = append(out, Term{ByReference, ref})
	}
	if names := words(query); len(names) > 0 {
		longest := slices.MaxFunc(names, func(a, b string) int { return len(a) - len(b) })
		out = append(out, Term{ByName, longest})
	}
	return out
}
