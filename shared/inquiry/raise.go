package inquiry

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Raise asks for a new inquiry. Empty members are filled from tracking and the catalogue.
type Raise struct {
	Item        edi.S10
	Workflow    string
	Product     string
	Destination directory.OperatorCode
	Centre      directory.CentreID // the centre that asks; "" = the caller's first
	Urgent      bool

	UrgencyReason string // of the catalogue, where it is urgent
	Fields        map[string]any
	Send          bool   // send at once: all or nothing
	Key           string // Idempotency-Key; "" = none
}

// Raise makes a draft whose sections are filled from tracking, and sends it if asked to. With the same key and the same request
// it returns the inquiry it made before; with another request it is the problem idempotency-key-reused.
func (s *Service) Raise(ctx context.Context, by principal.Principal, cmd Raise, now time.Time) (Inquiry, error) {
	centre, err := askingCentre(by, cmd.Centre)
	if err != nil {
		return Inquiry{}, err
	}
	id, fingerprint, err := s.identity(by, cmd)
	if err != nil {
		return Inquiry{}, err
	}
	if cmd.Key != "" { // whatever has changed since, the same request is answered with what it made
		if q, err := s.raisedBefore(ctx, by, id, fingerprint); !isNotFound(err) {
			return q, err
		}
	}
	release, err := s.Catalogue.InForce(ctx, now)
	if err != nil {
		return Inquiry{}, fmt.Errorf("raise inquiry: %w", err)
	}
	wf, ok := release.Workflow(cmd.Workflow)
	if !ok {
		return Inquiry{}, problem.New(problem.Invalid, "workflow-unknown", "There is no such workflow in the catalogue in force.").With("workflow", "is not in the catalogue")
	}
	if cmd.Destination != "" {
		if _, err := s.Directory.Operator(ctx, cmd.Destination); err != nil {
			return Inquiry{}, destinationUnknown(err)
		}
	}
	facts, err := s.lookUp(ctx, by, cmd.Item, release)
	if err != nil {
		return Inquiry{}, fmt.Errorf("look up item: %w", err)
	}
	if wf.Asks == catalogue.AsksOrigin { // information from the destination, documents it needs: the post that sent the item is asked
		facts.destination = facts.origin
	}
	start := Start{ItemID: cmd.Item.ID, Workflow: wf.Code, CatalogueVersion: release.Version, Urgent: cmd.Urgent, UrgencyReason: urgencyReason(cmd),
		Requester: Party{by.Operator, centre}, Product: cmd.Product, Destination: firstOf(cmd.Destination, facts.destination)}
	if start.Product = firstOf(start.Product, facts.product); start.Product == "" {
		start.Product, _ = release.ProductFor(cmd.Item.Indicator, string(facts.origin), string(firstOf(facts.itemDestination, start.Destination)))
	}
	if err := productFits(release, wf, facts, cmd.Item, start.Product, start.Destination, now); err != nil {
		return Inquiry{}, err
	}
	req := Request{}.with(prefill(wf, facts.values)).with(cmd.Fields)
	if err := checkEntries(wf, req.Fields); err != nil {
		return Inquiry{}, err
	}

	start.Fingerprint = fingerprint
	who := agentOf(by, centre)
	for range tries { // somebody else's step may use up a limit first
		draft, event := Draft(id, start, wf.FirstLevel(), now, who)
		change := Change{After: draft, Event: event, Request: &req}
		if cmd.Send {
			circumstances, err := s.circumstances(ctx, by, draft, req, release, facts.known, now)
			if err != nil {
				return Inquiry{}, err
			}
			_, sent, err := draft.Send(req, release, circumstances, now, who)
			if err != nil {
				return Inquiry{}, err
			}
			if err := s.requestReferences(ctx, by.Operator, draft, release, req.Fields); err != nil {
				return Inquiry{}, err
			}
			change.Event.Kind, change.Event.LookedUp, change.Event.Snapshot = Sent, sent.LookedUp, sent.Snapshot // begun and sent in one step
			change.Uses = uses(wf, draft.Product, circumstances)
			change.After = Fold([]Event{change.Event})
		}
		if err := s.measure(ctx, &change); err != nil {
			return Inquiry{}, err
		}
		err = s.Store.Save(ctx, change)
		switch {
		case err == nil:
			return change.After, nil
		case errors.Is(err, ErrExists): // the same key came twice at once
			return s.raisedBefore(ctx, by, id, fingerprint)
		case !errors.Is(err, ErrChanged):
			return Inquiry{}, s.refused(ctx, by, err)
		}
	}
	return Inquiry{}, busy()
}

// productFits refuses a product that is closed, that the workflow does not serve, or that the item cannot be of: by its number, or by the
// agreements of the posts at its two ends.
func productFits(release *catalogue.Release, wf *catalogue.Workflow, facts itemFacts, item edi.S10, product string, destination directory.OperatorCode, now time.Time) error {
	p, ok := release.Product(product)
	if ok && p.Closed(now) {
		return problem.New(problem.Invalid, "product-closed", "The exchange takes no new inquiries about the product %s; what there is stays readable.", p.Code).
			With("product", "is closed to new inquiries since %s", p.ClosedFrom)
	}
	if !serves(release, wf, product, wf.FirstLevel()) {
		return problem.New(problem.Invalid, "product-not-served", "The workflow %s does not serve this item's product.", wf.Code).
			With("product", "no workflow %s for product %q; choose the product the item was sent with", wf.Code, product)
	}
	if wf.Asks == catalogue.AsksOrigin { // it is asked at the other end
		destination = ""
	}
	if why := p.Fits(item.Indicator, string(facts.origin), string(firstOf(facts.itemDestination, destination))); ok && why != "" {
		return problem.New(problem.Invalid, "product-not-of-item", "The item cannot be of the product %s. Choose the product it was sent with.", p.Code).With("product", "%s", why)
	}
	return nil
}

func urgencyReason(cmd Raise) string {
	if !cmd.Urgent {
		return ""
	}
	return cmd.UrgencyReason
}

// raisedBefore returns the inquiry that the same key made before; a problem of kind NotFound when it made none.
func (s *Service) raisedBefore(ctx context.Context, by principal.Principal, id ID, fingerprint string) (Inquiry, error) {
	r, err := s.view(ctx, by, id)
	if err == nil && r.Inquiry.Fingerprint != fingerprint && !r.Inquiry.Erased { // of an erased one nobody knows any more what it asked
		return Inquiry{}, keyReused("request")
	}
	return r.Inquiry, err
}

// identity derives the id from the caller's key, so that a repeated request meets the inquiry it made.
func (s *Service) identity(by principal.Principal, cmd Raise) (ID, string, error) {
	if cmd.Key == "" {
		return s.NewID(), "", nil
	}
	key := cmd.Key
	cmd.Key = ""
	body, err := json.Marshal(cmd)
	if err != nil {
		return "", "", fmt.Errorf("fingerprint of the request: %w", err)
	}
	sum := sha256.Sum256([]byte(string(by.Operator) + "\x00" + key))
	content := sha256.Sum256(body)
	return ID(crockford.EncodeToString(sum[:])[:idLength]), hex.EncodeToString(content[:8]), nil
}

// An id is that many letters of Crockford's base 32.
const (
	idLength  = 26
	idLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

var crockford = base32.NewEncoding(idLetters).WithPadding(base32.NoPadding)

func askingCentre(by principal.Principal, want directory.CentreID) (directory.CentreID, error) {
	if !by.Has(principal.Agent, principal.Supervisor) || by.Operator == "" || len(by.CallCentres) == 0 {
		return "", problem.New(problem.Forbidden, "role-missing", "Only agents and supervisors of a call centre raise inquiries.")
	}
	if want == "" {
		return by.CallCentres[0], nil
	}
	if !by.WorksIn(want) {
		return "", problem.New(problem.Forbidden, "not-your-centre", "You do not work in this call centre.").With("centre", "is not one of yours")
	}
	return want, nil
}

func firstOf[T ~string](values ...T) T {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// prefill takes from the item what the workflow's fields ask of it. What a field would refuse, an e-mail address that is none, is left to people.
func prefill(wf *catalogue.Workflow, values map[string]any) map[string]any {
	out := map[string]any{}
	for _, f := range wf.Fields() {
		if v, ok := values[f.Prefill]; ok && f.Prefill != "" {
			out[f.Code] = v
		}
	}
	for wrong := catalogue.Check(wf.Fields(), out, "", false); len(wrong) > 0; wrong = catalogue.Check(wf.Fields(), out, "", false) {
		for _, w := range wrong {
			delete(out, w.Name)
		}
	}
	return out
}

// checkEntries refuses what can never be right: unknown fields, wrong types. What is merely missing may stay so in a draft.
func checkEntries(wf *catalogue.Workflow, fields map[string]any) error {
	p := problem.New(problem.Invalid, "request-invalid", "Some entries are wrong.")
	p.Fields = catalogue.Check(wf.Fields(), fields, "fields", false)
	return p.OrNil()
}

func destinationUnknown(err error) error {
	if problem.As(err).Kind != problem.NotFound {
		return err
	}
	return problem.New(problem.Invalid, "operator-unknown", "There is no such operator in the directory.").With("destination", "is not in the directory")
}
