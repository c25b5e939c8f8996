package inquiry

import (
	"context"
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// unknownReference is the slug of entries that name what is not there.
const unknownReference = "reference-unknown"

// references refuses entries that name a document the inquiry does not hold, an operator that the directory does not know, or an inquiry
// that the acting operator takes no part in. It reads nothing when nothing is named. The parent of a claim is parentRequired's.
func (s *Service) references(ctx context.Context, operator directory.OperatorCode, q Inquiry, release *catalogue.Release, fields []catalogue.Field, values map[string]any) error {
	named := catalogue.References(fields, values)
	if len(named) == 0 {
		return nil
	}
	parent := ""
	if wf, ok := release.Workflow(q.Workflow); ok && wf.Requires != nil {
		parent = wf.Requires.ParentField
	}
	var documents []string
	for _, r := range named {
		if r.Type == catalogue.Attachments {
			documents = append(documents, r.Value)
		}
	}
	held := map[string]bool{}
	if len(documents) > 0 {
		var err error
		if held, err = s.Store.Attached(ctx, q.ID, documents); err != nil {
			return fmt.Errorf("documents of inquiry %s: %w", q.ID, err)
		}
	}
	p := problem.New(problem.Invalid, unknownReference, "Some entries name what is not there.")
	told := map[string]bool{} // a field is blamed once
	wrong := func(field, reason string) {
		if !told[field] {
			p.With("fields."+field, "%s", reason)
		}
		told[field] = true
	}
	for _, r := range named {
		switch r.Type {
		case catalogue.Attachments:
			if !held[r.Value] {
				wrong(r.Field, "names a document that is not attached to this inquiry")
			}
		case catalogue.Operator:
			_, err := s.Directory.Operator(ctx, directory.OperatorCode(r.Value))
			if err != nil && !isNotFound(err) {
				return err
			}
			if err != nil {
				wrong(r.Field, "is not an operator of the directory")
			}
		case catalogue.InquiryID:
			if r.Field == parent {
				continue
			}
			other, err := s.Store.Load(ctx, ID(r.Value))
			if err != nil && !isNotFound(err) {
				return err
			}
			if err != nil || !other.Inquiry.VisibleTo(operator) {
				wrong(r.Field, "is not an inquiry that your operator takes part in")
			}
		}
	}
	return p.OrNil()
}

// requestReferences is references of the request's form.
func (s *Service) requestReferences(ctx context.Context, operator directory.OperatorCode, q Inquiry, release *catalogue.Release, values map[string]any) error {
	wf, ok := release.Workflow(q.Workflow)
	if !ok {
		return nil
	}
	return s.references(ctx, operator, q, release, wf.Fields(), values)
}
