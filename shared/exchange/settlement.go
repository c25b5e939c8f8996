package exchange

import (
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed" // the data
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

//go:embed settlement.json
var settlementData []byte

// Rules say which inquiries are claims, which replies decide on them, and in which fields the figures stand. They are data
// (settlement.json), like the workflows that they are about.
type Rules struct {
	Origin        string            `json:"origin"`
	Currency      string            `json:"currency"` // ISO 4217, of the amounts
	Workflow      string            `json:"workflow"`
	Decisions     map[string]string `json:"decisions"` // by reply code: accepted, part, refused
	Amount        string            `json:"amount"`    // fields of the reply …
	Authorization string            `json:"authorization"`
	Ground        string            `json:"ground"`
	Parent        string            `json:"parent"` // … and of the request
	ClaimAmount   string            `json:"claimAmount"`
	ClaimCurrency string            `json:"claimCurrency"`
}

var rules = sync.OnceValues(func() (Rules, error) {
	var r Rules
	if err := json.Unmarshal(settlementData, &r); err != nil {
		return r, fmt.Errorf("rules of settlement: %w", err)
	}
	return r, nil
})

// AgreedRules returns the rules of settlement.
func AgreedRules() (Rules, error) { return rules() }

// Decision is what a post decided on a claim of another. It holds no personal data.
type Decision struct {
	InquiryID     inquiry.ID             `json:"inquiryId"`
	ItemID        edi.ItemID             `json:"itemId"`
	Product       string                 `json:"product"`
	Reason        string                 `json:"reason"`   // reply code of the inquiry that the claim rests on; "" when nobody answered it conclusively
	Decision      string                 `json:"decision"` // accepted, part, refused
	Authorization string                 `json:"authorizationCode,omitempty"`
	Amount        int64                  `json:"-"` // hundredths of the currency
	ClaimAmount   int64                  `json:"-"` // hundredths of ClaimCurrency
	ClaimCurrency string                 `json:"claimCurrency,omitempty"`
	Ground        string                 `json:"ground,omitempty"`
	Claimant      directory.OperatorCode `json:"claimant"`       // is owed the amount
	Liable        directory.OperatorCode `json:"liableOperator"` // owes it: the post that decided
	DecidedAt     time.Time              `json:"decidedAt"`
	ClosedAt      time.Time              `json:"closedAt"` // puts the decision into its month
}

// Sum adds up what one of two posts owes the other, of one product or, "", of all.
type Sum struct {
	Liable, Claimant directory.OperatorCode
	Product          string
	Claims           int   // decided, refused ones among them
	Amount           int64 // hundredths
}

// Statement is what two posts decided in a month, and what they owe each other. Once made it is never changed: what is found out later is a
// further version.
type Statement struct {
	Operator  directory.OperatorCode // as whose it is listed
	Partner   directory.OperatorCode
	Month     string // "2026-11", UTC
	Version   int
	Currency  string
	Decisions []Decision // of a new one; the file keeps them
	Claims    int
	Owed      int64 // by the operator to the partner, hundredths
	Due       int64 // by the partner to the operator
	Digest    string
	MadeAt    time.Time
	ExpiresAt time.Time
}

// monthForm is how months are written.
const monthForm = "2006-01"

// span returns the first instant of a month and the first after it.
func span(month string) (begin, end time.Time, _ error) {
	begin, err := time.Parse(monthForm, month)
	if err != nil {
		return begin, end, problem.New(problem.Invalid, "month-invalid", "A month is written like 2026-11.").With("month", "is no month like 2026-11")
	}
	return begin, begin.AddDate(0, 1, 0), nil
}

// owedMonth is the month that is over and not settled, "" when there is none.
func (s *Service) owedMonth(ctx context.Context, now time.Time) (string, error) {
	t, err := AgreedTerms()
	if err != nil {
		return "", err
	}
	at := now.UTC().Add(-time.Duration(t.SettleAfterHours) * time.Hour)
	month := time.Date(at.Year(), at.Month()-1, 1, 0, 0, 0, 0, time.UTC).Format(monthForm)
	settled, err := s.Store.Settled(ctx, month)
	if err != nil {
		return "", fmt.Errorf("month %s: %w", month, err)
	}
	if settled {
		return "", nil
	}
	return month, nil
}

// SettleMonth makes the statements of a month that is over. Doing so again makes a further version of those that would be others, and of no
// other.
func (s *Service) SettleMonth(ctx context.Context, month string, now time.Time) ([]Statement, error) {
	begin, end, err := span(month)
	if err != nil {
		return nil, err
	}
	if now.Before(end) {
		return nil, problem.New(problem.Conflict, "month-not-over", "The month is not over: its last day is %s.", end.AddDate(0, 0, -1).Format(time.DateOnly))
	}
	all, err := s.Operators.Operators(ctx)
	if err != nil {
		return nil, fmt.Errorf("settle %s: %w", month, err)
	}
	pairs := map[[2]directory.OperatorCode][]Decision{}
	for _, op := range all {
		err := s.decisions(ctx, op.Code, begin, end, now, func(d Decision) {
			pair := [2]directory.OperatorCode{min(d.Claimant, d.Liable), max(d.Claimant, d.Liable)}
			pairs[pair] = append(pairs[pair], d)
		})
		if err != nil {
			return nil, fmt.Errorf("settle %s of %s: %w", month, op.Code, err)
		}
	}
	var made []Statement
	for _, pair := range slices.SortedFunc(maps.Keys(pairs), func(a, b [2]directory.OperatorCode) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	}) {
		st, isNew, err := s.state(ctx, month, pair, pairs[pair], now)
		if err != nil {
			return made, fmt.Errorf("settle %s of %s and %s: %w", month, pair[0], pair[1], err)
		}
		if isNew {
			made = append(made, st)
		}
	}
	return made, s.Store.Settle(ctx, month, now)
}

// decisions finds the claims of an operator that were closed in a month with a decision. The closed folder is ordered by that instant.
func (s *Service) decisions(ctx context.Context, op directory.OperatorCode, begin, end, now time.Time, yield func(Decision)) error {
	rules, err := AgreedRules()
	if err != nil {
		return err
	}
	centres, err := s.allCentres(ctx, op)
	if err != nil {
		return err
	}
	for _, centre := range centres {
		page := inquiry.Page{Limit: walkPage, Since: begin, Filter: inquiry.Filter{Workflow: rules.Workflow}}
		for {
			rows, err := s.Folders.Folder(ctx, centre, inquiry.ClosedFolder, page)
			if err != nil {
				return err
			}
			for _, q := range rows.Items {
				if q.Requester.Centre != centre || !q.ClosedAt.Before(end) || q.ClosedAt.Before(begin) || q.Replier.Operator == op {
					continue
				}
				d, decided, err := s.decision(ctx, op, q.ID, rules, now)
				if err != nil {
					return err
				}
				if decided {
					yield(d)
				}
			}
			if page.Position = rows.Next; page.Position == nil {
				break
			}
		}
	}
	return nil
}

func (s *Service) decision(ctx context.Context, op directory.OperatorCode, id inquiry.ID, rules Rules, now time.Time) (Decision, bool, error) {
	by := actor(op, nil)
	details, err := s.Inquiries.Contents(ctx, by, id, inquiry.Unseen, false, now)
	if err != nil {
		return Decision{}, false, err
	}
	d, parent, ok := decisionOf(details, rules)
	if !ok || parent == "" {
		return d, ok, nil
	}
	q, err := s.Inquiries.Head(ctx, by, parent)
	switch {
	case problem.Is(err, "inquiry-unknown"):
		return d, true, nil
	case err != nil:
		return d, false, err
	case q.LastReply != nil && q.LastReply.Class == inquiry.ClassConclusive:
		d.Reason = q.LastReply.Code
	}
	return d, true, nil
}

// decisionOf reads the decision out of a claim; not ok where none stands at its end. Parent is the inquiry that the claim rests on.
func decisionOf(d inquiry.Details, rules Rules) (_ Decision, parent inquiry.ID, ok bool) {
	q := d.Inquiry
	e, answered := last(d.History, answers)
	asked, _ := last(d.History, asks)
	if !answered || e.Reply == nil || e.Seq < asked.Seq { // it was rejected, and closed without a further one
		return Decision{}, "", false
	}
	decision, known := rules.Decisions[e.Reply.Code]
	if !known || q.Workflow != rules.Workflow || q.State != inquiry.StateClosed {
		return Decision{}, "", false
	}
	text := func(fields map[string]any, code string) string { v, _ := fields[code].(string); return v }
	amount := func(fields map[string]any, code string) int64 { n, _ := whole(fields[code]); return n }
	return Decision{InquiryID: q.ID, ItemID: q.ItemID, Product: q.Product, Decision: decision, Authorization: text(e.Reply.Fields, rules.Authorization),
		Amount: amount(e.Reply.Fields, rules.Amount), Ground: text(e.Reply.Fields, rules.Ground), ClaimAmount: amount(d.Request.Fields, rules.ClaimAmount),
		ClaimCurrency: text(d.Request.Fields, rules.ClaimCurrency), Claimant: q.Requester.Operator, Liable: q.Replier.Operator, DecidedAt: e.At, ClosedAt: q.ClosedAt,
	}, inquiry.ID(text(d.Request.Fields, rules.Parent)), true
}

// sums adds up decisions: for each direction by product, in their order, then all products together.
func sums(decisions []Decision) []Sum {
	type key struct {
		liable, claimant directory.OperatorCode
		product          string
	}
	all := map[key]*Sum{}
	for _, d := range decisions {
		for _, product := range []string{d.Product, ""} {
			k := key{d.Liable, d.Claimant, product}
			if all[k] == nil {
				all[k] = &Sum{Liable: d.Liable, Claimant: d.Claimant, Product: product}
			}
			all[k].Claims++
			all[k].Amount += d.Amount
		}
	}
	out := make([]Sum, 0, len(all))
	for _, s := range all {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(a.Liable, b.Liable), boolCompare(a.Product == "", b.Product == ""), cmp.Compare(a.Product, b.Product))
	})
	return out
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// owes is what one of the posts of a statement owes the other.
func owes(all []Sum, liable directory.OperatorCode) int64 {
	for _, s := range all {
		if s.Liable == liable && s.Product == "" {
			return s.Amount
		}
	}
	return 0
}

func statementKey(month string, pair [2]directory.OperatorCode, version int, f Format) string {
	return fmt.Sprintf("settlements/%s/%s-%s/%d.%s", month, pair[0], pair[1], version, f)
}

// state makes a version of a pair's statement, unless the newest says the same.
func (s *Service) state(ctx context.Context, month string, pair [2]directory.OperatorCode, decisions []Decision, now time.Time) (_ Statement, isNew bool, _ error) {
	rules, err := AgreedRules()
	if err != nil {
		return Statement{}, false, err
	}
	t, err := AgreedTerms()
	if err != nil {
		return Statement{}, false, err
	}
	slices.SortFunc(decisions, func(a, b Decision) int {
		return cmp.Or(a.ClosedAt.Compare(b.ClosedAt), cmp.Compare(a.InquiryID, b.InquiryID))
	})
	st := Statement{Operator: pair[0], Partner: pair[1], Month: month, Version: 1, Currency: rules.Currency, Decisions: decisions, Claims: len(decisions), MadeAt: now,
		ExpiresAt: now.AddDate(0, 0, t.StatementDays)}
	all := sums(decisions)
	st.Owed, st.Due = owes(all, pair[0]), owes(all, pair[1])
	digest, err := jsonLines(settled(st, all, 0))
	if err != nil {
		return Statement{}, false, err
	}
	sum := sha256.Sum256(digest)
	st.Digest = hex.EncodeToString(sum[:])
	newest, err := s.Store.Statement(ctx, pair[0], month, pair[1], 0)
	switch {
	case err == nil && newest.Digest == st.Digest:
		return newest, false, nil
	case err == nil:
		st.Version = newest.Version + 1
	case !problem.Is(err, "statement-unknown"):
		return Statement{}, false, err
	}
	for _, f := range []Format{CSV, JSONL} {
		body, err := statementFile(st, all, f)
		if err != nil {
			return Statement{}, false, err
		}
		if err := s.Files.Write(ctx, statementKey(month, pair, st.Version, f), contentTypes[f], body); err != nil {
			return Statement{}, false, err
		}
	}
	err = s.Store.AddStatement(ctx, st)
	if errors.Is(err, ErrExists) { // another run made the same one
		return st, false, nil
	}
	return st, err == nil, err
}

// Entry of a statement's file: a decision, a sum of one direction and product, the total of one direction, or the balance.
type settledLine struct {
	Record   string `json:"record"` // decision, sum, total, balance
	Month    string `json:"month"`
	Version  int    `json:"version"`
	Currency string `json:"currency"`
	Amount   string `json:"amount"` // decimal, two places
	Claims   int    `json:"claims"`
	Claimed  string `json:"claimAmount,omitempty"`
	Decision
}

// settled are the lines of a statement. With version 0 they are the same for every version that says the same.
func settled(st Statement, all []Sum, version int) []settledLine {
	var out []settledLine
	add := func(record string, d Decision, claims int) {
		l := settledLine{Record: record, Month: st.Month, Version: version, Currency: st.Currency, Amount: hundredths(d.Amount), Claims: claims, Decision: d}
		if d.ClaimCurrency != "" {
			l.Claimed = hundredths(d.ClaimAmount)
		}
		out = append(out, l)
	}
	for _, d := range st.Decisions {
		add("decision", d, 1)
	}
	for _, s := range all {
		record := "sum"
		if s.Product == "" {
			record = "total"
		}
		add(record, Decision{Product: s.Product, Liable: s.Liable, Claimant: s.Claimant, Amount: s.Amount}, s.Claims)
	}
	balance := Decision{Liable: st.Operator, Claimant: st.Partner, Amount: st.Owed - st.Due}
	if balance.Amount < 0 {
		balance = Decision{Liable: st.Partner, Claimant: st.Operator, Amount: -balance.Amount}
	}
	add("balance", balance, len(st.Decisions))
	return out
}

// StatementColumns are the columns of a statement in CSV; new ones are only ever added at the end.
var StatementColumns = []string{"record", "month", "version", "inquiryId", "itemId", "product", "reason", "decision", "authorizationCode", "amount", "currency", "claimAmount",
	"claimCurrency", "ground", "claimant", "liableOperator", "decidedAt", "closedAt", "claims"}

func statementFile(st Statement, all []Sum, f Format) ([]byte, error) {
	lines := settled(st, all, st.Version)
	if f == JSONL {
		out := make([]map[string]any, len(lines))
		for i, l := range lines {
			raw, err := json.Marshal(l)
			if err != nil {
				return nil, fmt.Errorf("write statement: %w", err)
			}
			if err := json.Unmarshal(raw, &out[i]); err != nil {
				return nil, fmt.Errorf("write statement: %w", err)
			}
			maps.DeleteFunc(out[i], func(_ string, v any) bool { return v == "" || v == "0001-01-01T00:00:00Z" })
		}
		return jsonLines(out)
	}
	table := [][]string{StatementColumns}
	for _, l := range lines {
		table = append(table, []string{l.Record, l.Month, strconv.Itoa(l.Version), string(l.InquiryID), string(l.ItemID), l.Product, l.Reason, l.Decision.Decision, l.Authorization, l.Amount,
			l.Currency, l.Claimed, l.ClaimCurrency, l.Ground, string(l.Claimant), string(l.Liable), instant(l.DecidedAt), instant(l.ClosedAt), strconv.Itoa(l.Claims)})
	}
	return tabular(table, Comma)
}

// Statements returns the statements of the caller's operator, the newest month first.
func (s *Service) Statements(ctx context.Context, by principal.Principal, p Page) ([]Statement, map[string]string, error) {
	if err := mayExchange(by); err != nil {
		return nil, nil, err
	}
	return s.Store.Statements(ctx, by.Operator, p)
}

// FetchStatement returns an address from which a version of a statement of the caller's operator can be fetched until an instant.
func (s *Service) FetchStatement(ctx context.Context, by principal.Principal, month string, partner directory.OperatorCode, version int, f Format, now time.Time) (string, time.Time, error) {
	if err := mayExchange(by); err != nil {
		return "", time.Time{}, err
	}
	if _, err := s.Store.Statement(ctx, by.Operator, month, partner, version); err != nil {
		return "", time.Time{}, err
	}
	pair := [2]directory.OperatorCode{min(by.Operator, partner), max(by.Operator, partner)}
	name := fmt.Sprintf("whereabouts-settlement-%s-%s-%s-%d.%s", month, pair[0], pair[1], version, f)
	url, err := s.Files.Link(ctx, statementKey(month, pair, version, f), name, linkLasts)
	return url, now.Add(linkLasts), err
}
