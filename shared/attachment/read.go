package attachment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// readable reports whether people of an operator that takes part in the inquiry see the document: those that upload it always, the
// partner once it is attached.
func (d Document) readable(by principal.Principal) bool {
	return d.State == Attached || d.Operator == by.Operator
}

// find returns a document that the caller may know of, and its inquiry; fresh is for a caller who acts on the history.
func (s *Service) find(ctx context.Context, by principal.Principal, id ID, fresh bool, now time.Time) (Document, inquiry.Details, error) {
	d, err := s.Store.Document(ctx, id)
	if err != nil {
		return Document{}, inquiry.Details{}, err
	}
	look, err := s.Inquiries.Look(ctx, by, d.Inquiry, inquiry.Unseen, fresh, now)
	if isNotFound(err) || err == nil && !d.readable(by) {
		err = Unknown()
	}
	return d, look, err
}

// List returns the documents of an inquiry that the caller may know of, in the order of their announcement.
func (s *Service) List(ctx context.Context, by principal.Principal, id inquiry.ID, now time.Time) ([]Document, error) {
	if _, err := s.Inquiries.Look(ctx, by, id, inquiry.SeenPage, false, now); err != nil {
		return nil, err
	}
	all, err := s.Store.Of(ctx, id)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(d Document) bool { return !d.readable(by) }), nil
}

// Download returns an address from which an attached document can be fetched until an instant.
func (s *Service) Download(ctx context.Context, by principal.Principal, id ID, now time.Time) (string, time.Time, error) {
	d, look, err := s.find(ctx, by, id, false, now)
	switch {
	case err != nil:
		return "", time.Time{}, err
	case d.Erased:
		return "", time.Time{}, problem.New(problem.NotFound, "document-erased", "The document was erased with the personal data of the inquiry.")
	case d.State == Rejected:
		return "", time.Time{}, problem.New(problem.Conflict, "document-rejected", "The file was rejected and deleted: %s", d.Reason.Detail)
	case d.State != Attached:
		return "", time.Time{}, problem.New(problem.Conflict, "document-not-attached", "The document is not attached yet. Upload it and complete it first.")
	}
	if err := s.Inquiries.Saw(ctx, by, look.Inquiry, inquiry.SeenDocument, now); err != nil {
		return "", time.Time{}, err
	}
	url, err := s.Files.Link(ctx, d.kept(), d.Name, d.MediaType, downloadLasts)
	if err != nil {
		return "", time.Time{}, fmt.Errorf("download document %s: %w", d.ID, err)
	}
	return url, now.Add(downloadLasts), nil
}

// Withdraw forgets a document of one's own operator that was announced and of which nothing became: whatever was looked into stays.
func (s *Service) Withdraw(ctx context.Context, by principal.Principal, id ID, now time.Time) error {
	d, _, err := s.own(ctx, by, id, now)
	if err != nil {
		return err
	}
	if err := s.Files.Delete(ctx, d.incoming()); err != nil {
		return fmt.Errorf("withdraw document %s: %w", id, err)
	}
	if d.State == Announced {
		err = s.Store.Withdraw(ctx, id)
	}
	if d.State != Announced || errors.Is(err, ErrSettled) {
		return problem.New(problem.Conflict, "document-settled", "The file was looked into already; what became of it stays in the list.")
	}
	return err
}

// Attached returns the attached documents of an inquiry that are not erased, in the order of their announcement. It is for who has looked at
// the inquiry already.
func (s *Service) Attached(ctx context.Context, id inquiry.ID) ([]Document, error) {
	all, err := s.Store.Of(ctx, id)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(d Document) bool { return d.State != Attached || d.Erased }), nil
}

// Content returns the file of an attached document.
func (s *Service) Content(ctx context.Context, d Document) ([]byte, error) {
	content, err := s.Files.Read(ctx, d.kept(), MaxSize)
	if err != nil {
		return nil, fmt.Errorf("content of document %s: %w", d.ID, err)
	}
	return content, nil
}

// Erase deletes the files of an inquiry, its printed forms, and the names of documents, which may tell of people; what is left says that there
// was a document. Doing so again changes nothing.
func (s *Service) Erase(ctx context.Context, id inquiry.ID) error {
	all, err := s.Store.Of(ctx, id)
	if err != nil {
		return err
	}
	for _, d := range all {
		for _, key := range []string{d.incoming(), d.kept()} {
			if err := s.Files.Delete(ctx, key); err != nil {
				return fmt.Errorf("erase document %s: %w", d.ID, err)
			}
		}
		if d.Erased {
			continue
		}
		d.Name, d.SHA256, d.By, d.Fingerprint, d.Erased = "", "", "", "", true
		if err := s.Store.Settle(ctx, d, d.State); err != nil {
			return fmt.Errorf("erase document %s: %w", d.ID, err)
		}
	}
	if err := s.Files.DeleteAll(ctx, FormKey(id, "")); err != nil {
		return fmt.Errorf("erase forms of inquiry %s: %w", id, err)
	}
	return nil
}
