package privacy

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/attachment"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// RunOpen has every open request carried out again: what waits, and what was asked for and never came to an end. It returns how many.
func (s *Service) RunOpen(ctx context.Context) (n int, _ error) {
	err := s.Store.Open(ctx, func(id ID) error {
		n++
		return s.Queue.Send(ctx, Message{id})
	})
	if err != nil {
		return n, fmt.Errorf("run open data requests: %w", err)
	}
	return n, nil
}

// Run carries out what is left of a request. It can be repeated and cut short at any time: what is done is not done again. What a rule
// refuses is a result; what merely fails is an error, after all others were tried.
func (s *Service) Run(ctx context.Context, id ID, now time.Time) error {
	r, results, err := s.Store.Request(ctx, id)
	if err != nil {
		return fmt.Errorf("run data request %s: %w", id, err)
	}
	switch {
	case r.Kind == Erasure:
		err = s.erase(ctx, r, results, now)
	case r.State == Done && r.Fetchable(now): // the message came twice
		return nil
	default:
		r.File, r.FileUntil, err = s.export(ctx, r, now)
	}
	if err != nil {
		return fmt.Errorf("run data request %s: %w", id, err)
	}
	if _, results, err = s.Store.Request(ctx, id); err != nil {
		return fmt.Errorf("run data request %s: %w", id, err)
	}
	r = r.settled(results, now)
	return s.Store.Settle(ctx, r, r.State == Waiting || r.State == Running)
}

// resultOf turns what happened into a result; not ok when it merely failed.
func resultOf(id inquiry.ID, err error, now time.Time) (_ Result, ok bool) {
	if err == nil {
		return Result{Inquiry: id, Outcome: ResultDone, At: now}, true
	}
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok || p.Kind == problem.Internal || p.Kind == problem.Unavailable {
		return Result{}, false
	}
	if p.Slug == inquiry.OpenSlug {
		return Result{Inquiry: id, Outcome: ResultWaiting, Reason: p.Slug, At: now}, true
	}
	return Result{Inquiry: id, Outcome: ResultFailed, Reason: p.Slug, At: now}, true
}

// erase takes the personal data out of each inquiry that is not done.
func (s *Service) erase(ctx context.Context, r Request, results []Result, now time.Time) error {
	var failed []error
	for _, id := range r.pending(results) {
		_, err := s.Inquiries.Erase(ctx, r.actor(), id, func(ctx context.Context) error { return s.eraseBeside(ctx, r, id) }, now)
		result, ok := resultOf(id, err, now)
		if !ok {
			failed = append(failed, err)
			continue
		}
		failed = append(failed, s.Store.Result(ctx, r.ID, result))
	}
	return errors.Join(failed...)
}

// eraseBeside takes away what is kept beside an inquiry: its documents, and whom the item concerns as its post declared it.
func (s *Service) eraseBeside(ctx context.Context, r Request, id inquiry.ID) error {
	q, err := s.Inquiries.Head(ctx, r.actor(), id)
	if err != nil {
		return err
	}
	return errors.Join(s.Documents.Erase(ctx, id), s.Items.Forget(ctx, q.ItemID, q.CreatedAt))
}

// export makes the file of a request, of every inquiry that can be read, and returns where it is and until when.
func (s *Service) export(ctx context.Context, r Request, now time.Time) (key string, until time.Time, _ error) {
	key = "exports/" + string(r.Operator) + "/" + string(r.ID) + ".zip"
	var results []Result
	err := s.Files.Write(ctx, key, func(w io.Writer) error {
		d, size := s.Begin(w, r, now), 0
		for _, id := range r.Inquiries {
			err := s.add(ctx, d, &size, r, id, now)
			result, ok := resultOf(id, err, now)
			if !ok {
				return err
			}
			results = append(results, result)
		}
		return d.End()
	})
	if err != nil {
		return "", time.Time{}, err
	}
	for _, one := range results {
		if err := s.Store.Result(ctx, r.ID, one); err != nil {
			return "", time.Time{}, err
		}
	}
	return key, now.Add(FileLasts), nil
}

// add writes one inquiry and its documents into an export, whose documents have so many bytes so far.
func (s *Service) add(ctx context.Context, d Dossier, size *int, r Request, id inquiry.ID, now time.Time) error {
	details, err := s.Inquiries.Contents(ctx, r.actor(), id, inquiry.SeenExport, true, now)
	if err != nil {
		return err
	}
	documents, err := s.Documents.Attached(ctx, id)
	if err != nil {
		return err
	}
	after := *size
	for _, doc := range documents {
		after += doc.Size
	}
	if after > maxExportSize {
		return problem.New(problem.Invalid, "export-too-large", "The documents are more than one file may hold. Ask for fewer inquiries at once.")
	}
	*size = after
	return d.Add(details, documents, func(doc attachment.Document) ([]byte, error) { return s.Documents.Content(ctx, doc) })
}
