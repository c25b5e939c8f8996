package attachment

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Complete looks into an uploaded file and attaches it to its inquiry, or rejects it for ever with the problem that says why. It can be
// repeated at any time: what is done is not done again, and what was rejected is refused with the same words.
//
// The order of steps leaves nothing half done that a repetition does not finish: the file is kept where no address to write leads, then
// the document is accepted, then the inquiry records it, then it is attached.
func (s *Service) Complete(ctx context.Context, by principal.Principal, id ID, now time.Time) (Document, error) {
	d, look, err := s.own(ctx, by, id, now)
	if err != nil {
		return Document{}, err
	}
	if d.State == Announced {
		if d, err = s.accept(ctx, d, now); err != nil {
			return Document{}, err
		}
	}
	switch d.State {
	case Attached:
		return d, nil
	case Rejected:
		return Document{}, s.rejected(ctx, d)
	}
	if !holds(look, d.ID) {
		_, err = s.Inquiries.Attach(ctx, by, d.Inquiry, inquiry.Attachment{ID: string(d.ID), Name: d.Name, MediaType: d.MediaType, Size: d.Size, SHA256: d.SHA256}, now)
		if p, ok := errors.AsType[*problem.Problem](err); ok && (p.Slug == inquiry.NotAllowed || p.Slug == inquiry.ChangedSlug || p.Slug == "attachments-full") {
			d, err = s.reject(ctx, d, p, now)
			if err != nil {
				return Document{}, err
			}
			return Document{}, s.rejected(ctx, d)
		}
		if err != nil {
			return Document{}, err
		}
	}
	return s.settle(ctx, d, Attached, now)
}

// accept verifies the file and keeps it. The document that it returns may as well be rejected, or be settled by somebody who was quicker.
func (s *Service) accept(ctx context.Context, d Document, now time.Time) (Document, error) {
	content, err := s.Files.Read(ctx, d.incoming(), MaxSize)
	if errors.Is(err, ErrNoFile) {
		return d, problem.New(problem.Conflict, "document-not-uploaded", "The file has not arrived. Upload it to the address that the announcement answered, then complete it.")
	}
	if err != nil {
		return d, fmt.Errorf("read document %s: %w", d.ID, err)
	}
	if d.Scan, err = s.Scanner.Scan(ctx, content); err != nil {
		return d, problem.New(problem.Unavailable, "scan-unavailable", "The file could not be scanned for malware. Complete it again later.").Because(err)
	}
	if p := d.verify(content, d.Scan); p != nil {
		return s.reject(ctx, d, p, now)
	}
	if err := s.Files.Put(ctx, d.kept(), d.MediaType, content); err != nil {
		return d, fmt.Errorf("keep document %s: %w", d.ID, err)
	}
	return s.settle(ctx, d, Accepted, now)
}

func (s *Service) reject(ctx context.Context, d Document, p *problem.Problem, now time.Time) (Document, error) {
	d.Reason = reasonOf(p)
	return s.settle(ctx, d, Rejected, now)
}

// settle moves a document on. When somebody else moved it first, theirs holds.
func (s *Service) settle(ctx context.Context, d Document, to State, now time.Time) (Document, error) {
	was := d.State
	d.State = to
	if to != Accepted {
		d.SettledAt = now
	}
	err := s.Store.Settle(ctx, d, was)
	if errors.Is(err, ErrSettled) {
		return s.Store.Document(ctx, d.ID)
	}
	if err != nil {
		return d, fmt.Errorf("settle document %s: %w", d.ID, err)
	}
	if to == Attached { // else the bucket forgets it in a day
		err = s.Files.Delete(ctx, d.incoming())
	}
	return d, err
}

// rejected makes sure that the file is gone, and says why.
func (s *Service) rejected(ctx context.Context, d Document) error {
	for _, key := range []string{d.incoming(), d.kept()} {
		if err := s.Files.Delete(ctx, key); err != nil {
			return fmt.Errorf("delete rejected document %s: %w", d.ID, err)
		}
	}
	return d.Reason.problem()
}

// own returns a document that the caller's operator uploads, and its inquiry.
func (s *Service) own(ctx context.Context, by principal.Principal, id ID, now time.Time) (Document, inquiry.Details, error) {
	d, look, err := s.find(ctx, by, id, true, now)
	if err != nil {
		return Document{}, inquiry.Details{}, err
	}
	if d.Operator != by.Operator {
		return Document{}, inquiry.Details{}, Unknown()
	}
	for _, side := range look.Inquiry.Sides(by.Operator) {
		if look.Inquiry.MayAct(by, side) {
			return d, look, nil
		}
	}
	return Document{}, inquiry.Details{}, problem.New(problem.Forbidden, "not-your-side", "Only an agent of one of the two call centres or a supervisor of their operators can add documents.")
}

// holds reports whether the inquiry has the document recorded.
func holds(look inquiry.Details, id ID) bool {
	for _, e := range look.History {
		if e.Attachment != nil && e.Attachment.ID == string(id) {
			return true
		}
	}
	return false
}
