package directory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Template is a text that an operator's agents begin a reply or a note with.
type Template struct {
	ID       string `json:"id"`
	Kind     string `json:"kind"` // TemplateReply or TemplateNote
	Name     string `json:"name"`
	Language string `json:"language"`           // ISO 639-1
	Workflow string `json:"workflow,omitempty"` // offered for this workflow only
	Code     string `json:"code,omitempty"`     // of the reply it goes with
	Text     string `json:"text"`               // with Placeholders
	Version  int    `json:"version"`            // 1 when it is new

	Fingerprint string `json:"-"` // of the request that created it with an Idempotency-Key
}

// The kinds of template.
const (
	TemplateReply = "reply"
	TemplateNote  = "note"
)

// Placeholders are what a template's text may hold, written {{itemId}}: the screen fills them in from the inquiry.
var Placeholders = []string{"itemId", "customerRef", "addresseeName", "senderName", "partner", "agent", "date"}

// Limits of templates [A].
const (
	MaxTemplates    = 300 // an operator
	maxTemplateName = 80
	maxTemplateText = 2000
)

// TemplateStore keeps templates.
type TemplateStore interface {
	// Templates returns an operator's templates in the order of their names.
	Templates(ctx context.Context, code OperatorCode) ([]Template, error)
	// Template returns one, or "template-unknown".
	Template(ctx context.Context, code OperatorCode, id string) (Template, error)
	// SaveTemplate stores a template in place of the version before its own (1: of none), or returns ErrChanged.
	SaveTemplate(ctx context.Context, code OperatorCode, t Template) error
	// DeleteTemplate removes a template at a version, or returns ErrChanged.
	DeleteTemplate(ctx context.Context, code OperatorCode, id string, version int) error
}

// Templates returns the templates of the asker's operator.
func (a *Administration) Templates(ctx context.Context, by principal.Principal) ([]Template, error) {
	if err := belongs(by); err != nil {
		return nil, err
	}
	return a.Store.Templates(ctx, by.Operator)
}

// AddTemplate adds a template. The same key ("" = none) with the same template adds it once; with another it is "idempotency-key-reused".
func (a *Administration) AddTemplate(ctx context.Context, by principal.Principal, t Template, key string, now time.Time) (Template, error) {
	if err := a.checkTemplate(ctx, by, t, now); err != nil {
		return Template{}, err
	}
	t.ID, t.Version = a.NewID(), 1
	if key != "" {
		raw, err := json.Marshal(Template{Kind: t.Kind, Name: t.Name, Language: t.Language, Workflow: t.Workflow, Code: t.Code, Text: t.Text})
		if err != nil {
			return Template{}, fmt.Errorf("add template: %w", err)
		}
		t.ID, t.Fingerprint = idOf(string(by.Operator), by.Subject, key), idOf(string(raw))
		if there, err := a.added(ctx, by, t); err == nil || problem.As(err).Kind != problem.NotFound {
			return there, err
		}
	}
	all, err := a.Store.Templates(ctx, by.Operator)
	if err != nil {
		return Template{}, err
	}
	if len(all) >= MaxTemplates {
		return Template{}, problem.New(problem.Conflict, "templates-full", "An operator has at most %d templates. Delete one that nobody uses.", MaxTemplates)
	}
	err = a.Store.SaveTemplate(ctx, by.Operator, t)
	if errors.Is(err, ErrChanged) { // the same request at the same moment
		return a.added(ctx, by, t)
	}
	return t, err
}

// added returns the template that the same request has added before.
func (a *Administration) added(ctx context.Context, by principal.Principal, t Template) (Template, error) {
	there, err := a.Store.Template(ctx, by.Operator, t.ID)
	if err == nil && there.Fingerprint != t.Fingerprint {
		return Template{}, problem.New(problem.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another template. Use a new key for a new template.").
			With("Idempotency-Key", "was used with another body")
	}
	return there, err
}

// ChangeTemplate replaces a template.
func (a *Administration) ChangeTemplate(ctx context.Context, by principal.Principal, t Template, version int, now time.Time) (Template, error) {
	if err := a.checkTemplate(ctx, by, t, now); err != nil {
		return Template{}, err
	}
	there, err := a.template(ctx, by, t.ID, version)
	if err != nil {
		return Template{}, err
	}
	t.Version, t.Fingerprint = there.Version+1, there.Fingerprint
	if err := a.Store.SaveTemplate(ctx, by.Operator, t); err != nil {
		return Template{}, editFailed(err, "template-changed", version)
	}
	return t, nil
}

// DeleteTemplate removes a template.
func (a *Administration) DeleteTemplate(ctx context.Context, by principal.Principal, id string, version int) error {
	if err := writesTemplates(by); err != nil {
		return err
	}
	there, err := a.template(ctx, by, id, version)
	if err != nil {
		return err
	}
	return editFailed(a.Store.DeleteTemplate(ctx, by.Operator, id, there.Version), "template-changed", version)
}

func (a *Administration) template(ctx context.Context, by principal.Principal, id string, version int) (Template, error) {
	there, err := a.Store.Template(ctx, by.Operator, id)
	if err == nil && version != Any && version != there.Version {
		err = changed("template-changed", version)
	}
	return there, err
}

func writesTemplates(by principal.Principal) error {
	if err := belongs(by); err != nil {
		return err
	}
	if !by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return problem.New(problem.Forbidden, "role-missing", "Templates are written by supervisors and the operator's administrator.")
	}
	return nil
}

func (a *Administration) checkTemplate(ctx context.Context, by principal.Principal, t Template, now time.Time) error {
	if err := writesTemplates(by); err != nil {
		return err
	}
	release, err := a.Catalogue.InForce(ctx, now)
	if err != nil {
		return fmt.Errorf("check template: %w", err)
	}
	return t.check(release)
}

// check refuses a template without a name or a text, with a code that the workflow does not allow, or with a placeholder nobody fills in.
func (t Template) check(release *catalogue.Release) error {
	p := problem.New(problem.Invalid, "template-invalid", "The template cannot be used. The fields listed in errors are wrong.")
	if t.Kind != TemplateReply && t.Kind != TemplateNote {
		p.With("kind", "must be reply or note")
	}
	checkText(p, "name", t.Name, maxTemplateName, false)
	checkText(p, "text", t.Text, maxTemplateText, true)
	if !language.MatchString(t.Language) {
		p.With("language", "must be a code of ISO 639-1 like fr")
	}
	wf, known := release.Workflow(t.Workflow)
	if t.Workflow != "" && !known {
		p.With("workflow", "is no workflow of the catalogue in force")
	}
	if t.Code != "" {
		_, ok := release.Reply(t.Code)
		switch {
		case t.Kind == TemplateNote:
			p.With("code", "belongs to a reply, not to a note")
		case !ok:
			p.With("code", "is no reply code of the catalogue in force")
		case known && !slices.ContainsFunc(wf.Levels, func(l catalogue.Level) bool { return slices.Contains(l.Replies, t.Code) }):
			p.With("code", "is no reply to %s", t.Workflow)
		}
	}
	for _, name := range unknownPlaceholders(t.Text) {
		p.With("text", "{{%s}} is no placeholder: there are {{%s}}", name, strings.Join(Placeholders, "}}, {{"))
	}
	return p.OrNil()
}

// unknownPlaceholders returns what stands between braces in a text and nobody fills in; an unclosed one is "".
func unknownPlaceholders(text string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(text, "{{")
		if !ok {
			return out
		}
		name, after, closed := strings.Cut(rest, "}}")
		switch {
		case !closed:
			return append(out, "")
		case len(name) > 30:
			out = append(out, "…")
		case !slices.Contains(Placeholders, name):
			out = append(out, name)
		}
		text = after
	}
}

// checkText refuses a text that is empty, too long or not to be printed; only a text of several lines may hold line breaks.
func checkText(p *problem.Problem, field, s string, most int, lines bool) {
	switch {
	case strings.TrimSpace(s) == "":
		p.With(field, "is missing")
	case utf8.RuneCountInString(s) > most:
		p.With(field, "has more than %d characters", most)
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !(lines && (r == '\n' || r == '\t')) }):
		p.With(field, "holds control characters")
	}
}

// idOf makes an id of 26 characters from what it stands for.
func idOf(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return strings.ToUpper(hex.EncodeToString(h.Sum(nil))[:26])
}
