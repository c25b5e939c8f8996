package inquiry

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// caseField is the field of a request that holds the case in the requester's own system. People fill it in as a field; systems send it as
// externalRef: it is one and the same. Unlike customerRef, which the customer was given, it is no personal data. Only the requester sees it.
const caseField = "crmCaseId"

// ExternalRef is the case in the requester's own system, "" when there is none or whoever looks must not see it.
func (r Request) ExternalRef() string {
	ref, _ := r.Fields[caseField].(string)
	return ref
}

// WithExternalRef puts the case into the fields of a request; "" leaves them as they are. Another case in the field is the problem
// "request-invalid".
func WithExternalRef(fields map[string]any, ref string) (map[string]any, error) {
	if ref = strings.TrimSpace(ref); ref == "" {
		return fields, nil
	}
	if there, ok := fields[caseField]; ok && there != ref {
		return nil, problem.New(problem.Invalid, "request-invalid", "Some entries are wrong.").With("externalRef", "is another case than fields.%s", caseField)
	}
	out := maps.Clone(fields)
	if out == nil {
		out = map[string]any{}
	}
	out[caseField] = ref
	return out, nil
}

// mostByRef is how many inquiries one case leads to: a customer asks about several items, not about hundreds.
const mostByRef = 50

// ByExternalRef returns the inquiries that the caller's operator raised for a case in its own system, or joined it to, the newest first, at
// most 50. It finds a case some moments after it was told.
func (s *Service) ByExternalRef(ctx context.Context, by principal.Principal, ref string) ([]Inquiry, error) {
	ref = strings.TrimSpace(ref)
	if by.Operator == "" {
		return nil, problem.New(problem.Forbidden, "role-missing", "Inquiries are searched by the people of an operator.")
	}
	if ref == "" {
		return nil, problem.New(problem.Invalid, "request-invalid", "Say which case.").With("externalRef", "is missing")
	}
	found, err := s.Store.Find(ctx, by.Operator, Term{ByReference, fold(ref)}, Page{Limit: mostByRef})
	if err != nil {
		return nil, err
	}
	out := []Inquiry{}
	for _, id := range found.IDs {
		r, err := s.view(ctx, by, id)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		of, err := s.isOfCase(ctx, r, by, ref)
		if err != nil {
			return nil, err
		}
		if of {
			out = append(out, r.Inquiry)
		}
	}
	return out, nil
}

// isOfCase tells a case from a customer's reference, which leads to inquiries by the same term.
func (s *Service) isOfCase(ctx context.Context, r Record, by principal.Principal, ref string) (bool, error) {
	if r.Inquiry.Requester.Operator != by.Operator {
		return false, nil
	}
	if r.Request.ExternalRef() == ref {
		return true, nil
	}
	_, events, err := s.Store.History(ctx, r.Inquiry.ID, false)
	if err != nil {
		return false, fmt.Errorf("find by case: %w", err)
	}
	return slices.ContainsFunc(events, func(e Event) bool { return e.Reference != nil && strings.TrimSpace(e.Reference.CRMCase) == ref }), nil
}
