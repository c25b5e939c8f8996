package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Outcome is what became of a line.
type Outcome string

// The outcomes.
const (
	LineDone     Outcome = "done"
	LineRepeated Outcome = "repeated" // an equal line did it before: nothing was done twice
	LineRefused  Outcome = "refused"
)

// Result is what became of a line. It holds no personal data: reasons do not repeat what was written.
type Result struct {
	Place     int             `json:"place"`
	Line      string          `json:"line,omitempty"`
	InquiryID inquiry.ID      `json:"inquiryId,omitempty"`
	Action    Action          `json:"action,omitempty"`
	Code      string          `json:"code,omitempty"`
	Outcome   Outcome         `json:"outcome"`
	Problem   string          `json:"problem,omitempty"` // slug
	Detail    string          `json:"detail,omitempty"`
	Errors    []problem.Field `json:"errors,omitempty"`
}

// checkpoint is after how many lines the results so far are stored.
const checkpoint = 100

// Take reads a file of an operator's and takes its lines one after the other. One that is wrong costs the others nothing. A run that was
// cut short goes on behind the results that it stored; a line that was taken and has none is found out to be repeated.
func (s *Service) Take(ctx context.Context, m Message, now time.Time) error {
	u, err := s.Store.Upload(ctx, m.Operator, m.Upload)
	if err != nil {
		return fmt.Errorf("take upload %s: %w", m.Upload, err)
	}
	if u.State == Done || u.State == Refused {
		return nil // the message came twice
	}
	t, err := AgreedTerms()
	if err != nil {
		return err
	}
	raw, err := s.Files.Read(ctx, u.Key(), t.UploadBytes+1)
	if err != nil {
		return fmt.Errorf("take upload %s: %w", u.ID, err)
	}
	entries, format, sep, refusal := read(raw, t)
	if sum := sha256.Sum256(raw); int64(len(raw)) != u.Size || u.Digest != "" && hex.EncodeToString(sum[:]) != u.Digest {
		refusal = &Refusal{"upload-damaged", "The file is another one than was announced: its size or its SHA-256 differs.", 0}
	}
	u.Format, u.Separator, u.Lines = format, sep, len(entries)
	if refusal != nil {
		u.State, u.Refusal, u.Lines, u.FinishedAt = Refused, refusal, 0, now
		return s.Store.Progress(ctx, u)
	}
	if err := s.takeAll(ctx, &u, entries, now); err != nil {
		return fmt.Errorf("take upload %s: %w", u.ID, err)
	}
	return nil
}

func (s *Service) takeAll(ctx context.Context, u *Upload, entries []Entry, now time.Time) error {
	var done []Result
	if u.State == Running {
		before, err := s.results(ctx, *u)
		if err != nil && !problem.Is(err, "exchange-file-expired") {
			return err
		}
		done = before[:min(len(before), len(entries))]
	}
	set, err := s.Store.Settings(ctx, u.Operator)
	if err != nil {
		return err
	}
	centres, err := s.centres(ctx, set)
	if err != nil {
		return err
	}
	if u.Centres != nil { // a key acts for its own call centres only
		centres = slices.DeleteFunc(slices.Clone(centres), func(c directory.CentreID) bool { return !slices.Contains(u.Centres, c) })
	}
	by := actor(u.Operator, centres)
	for _, e := range entries[len(done):] {
		r, err := s.take(ctx, by, e, now)
		if err != nil {
			return errors.Join(err, s.store(ctx, u, done))
		}
		if done = append(done, r); len(done)%checkpoint != 0 || len(done) == len(entries) {
			continue
		}
		if err := s.store(ctx, u, done); err != nil {
			return err
		}
		if s.Late(ctx) {
			return s.Queue.Send(ctx, Message{Operator: u.Operator, Upload: u.ID})
		}
	}
	body, err := resultFile(done, u.Format, u.Separator)
	if err != nil {
		return err
	}
	if err := s.Files.Write(ctx, u.resultKey(), contentTypes[u.Format], body); err != nil {
		return err
	}
	u.State, u.FinishedAt = Done, now
	return s.store(ctx, u, done)
}

// store stores the results so far, then how many there are.
func (s *Service) store(ctx context.Context, u *Upload, done []Result) error {
	body, err := jsonLines(done)
	if err != nil {
		return err
	}
	if err := s.Files.Write(ctx, u.resultKey()+".lines", contentTypes[JSONL], body); err != nil {
		return err
	}
	u.Counts = map[Outcome]int{}
	for _, r := range done {
		u.Counts[r.Outcome]++
	}
	if u.State == Awaited {
		u.State = Running
	}
	return s.Store.Progress(ctx, *u)
}

// take takes a line. What a rule refuses is a result; what merely fails is an error.
func (s *Service) take(ctx context.Context, by principal.Principal, e Entry, now time.Time) (Result, error) {
	r := Result{Place: e.Place, Line: e.Line, InquiryID: e.InquiryID, Action: e.Action, Code: e.Code, Outcome: LineDone}
	if len(e.Wrong) > 0 {
		return r.refused(&problem.Problem{Kind: problem.Invalid, Slug: "line-invalid", Detail: "The line cannot be read.", Fields: e.Wrong}), nil
	}
	repeated, err := s.step(ctx, by, e, now)
	if err == nil {
		if repeated {
			r.Outcome = LineRepeated
		}
		return r, nil
	}
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok || p.Kind == problem.Internal || p.Kind == problem.Unavailable {
		return Result{}, fmt.Errorf("line %d: %w", e.Place, err)
	}
	return r.refused(p), nil
}

func (r Result) refused(p *problem.Problem) Result {
	r.Outcome, r.Problem, r.Detail, r.Errors = LineRefused, p.Slug, p.Detail, p.Fields
	return r
}

// step does what a line says, unless an equal one did before.
func (s *Service) step(ctx context.Context, by principal.Principal, e Entry, now time.Time) (repeated bool, _ error) {
	once, err := inquiry.OnceOf(by, e.key(), e.content())
	if err != nil {
		return false, err
	}
	steps := s.Steps(once)
	if done, err := steps.Took(ctx, by, e.InquiryID); done || err != nil {
		return done, err
	}
	d, err := s.Inquiries.Contents(ctx, by, e.InquiryID, inquiry.Unseen, true, now)
	if err != nil {
		return false, err
	}
	if err := e.upToDate(d); err != nil {
		return false, err
	}
	fields := e.Fields
	if len(e.Cells) > 0 {
		var wrong []problem.Field
		if fields, wrong = values(e.Cells, e.form(d)); len(wrong) > 0 {
			return false, &problem.Problem{Kind: problem.Invalid, Slug: "line-invalid", Detail: "The line cannot be read.", Fields: wrong}
		}
	}
	switch e.Action {
	case DoSupplement:
		_, err = steps.Supplement(ctx, by, e.InquiryID, 0, fields, inquiry.Words{Text: e.Text, Language: e.Language}, now)
	case DoClose:
		_, err = steps.Close(ctx, by, e.InquiryID, 0, e.Code, now)
	default:
		_, err = steps.Reply(ctx, by, e.InquiryID, 0, inquiry.Reply{Code: e.Code, Fields: fields, Text: e.Text, Language: e.Language}, now)
	}
	return false, err
}

// upToDate refuses a line that is about an earlier question or answer than the present one. A line without a sequence is about what is there.
func (e Entry) upToDate(d inquiry.Details) error {
	kinds := answers
	if e.Action == DoReply {
		kinds = asks
	}
	newest, ok := last(d.History, kinds)
	if e.Sequence == 0 || !ok || newest.Seq <= e.Sequence {
		return nil
	}
	return problem.New(problem.Conflict, "line-outdated", "The inquiry went on since that line of ours: see the newest one, sequence %d.", newest.Seq).With("sequence", "is not the newest, %d", newest.Seq)
}

// form are the fields that the line's action may give.
func (e Entry) form(d inquiry.Details) []catalogue.Field {
	if e.Action == DoSupplement {
		if wf, ok := d.Release.Workflow(d.Inquiry.Workflow); ok {
			return wf.Fields()
		}
		return nil
	}
	if code, ok := d.Release.Reply(e.Code); ok {
		return code.Fields
	}
	return nil
}

// content is what makes two lines equal.
func (e Entry) content() any {
	e.Place, e.Line, e.Wrong = 0, "", nil
	return e
}

// key is what stands for the line where a request would bring an Idempotency-Key: the operator's own name of it; without one, what it says.
func (e Entry) key() string {
	if e.Line != "" {
		return "line\x00" + e.Line
	}
	raw, _ := json.Marshal(e.content()) // values that came out of JSON or are texts: cannot fail
	sum := sha256.Sum256(raw)
	return "content\x00" + hex.EncodeToString(sum[:])
}

// ResultColumns are the columns of a result file in CSV.
var ResultColumns = []string{"place", "line", "inquiryId", "action", "code", "outcome", "problem", "detail", "errors"}

func resultFile(results []Result, f Format, sep Separator) ([]byte, error) {
	if f == JSONL {
		return jsonLines(results)
	}
	table := [][]string{ResultColumns}
	for _, r := range results {
		wrong := make([]string, len(r.Errors))
		for i, w := range r.Errors {
			wrong[i] = w.Name + " " + w.Reason
		}
		table = append(table, []string{strconv.Itoa(r.Place), r.Line, string(r.InquiryID), string(r.Action), r.Code, string(r.Outcome), r.Problem, r.Detail, strings.Join(wrong, "; ")})
	}
	return tabular(table, sep)
}
