package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// MessageSettings are how an operator's own messages are read: as data, so that the dialect of its systems is no code of ours.
type MessageSettings struct {
	Dialects   []json.RawMessage            `json:"dialects"`             // maps of package edi; they come before those that are built in
	Codes      map[string]map[string]string `json:"codes"`                // by CodeReason …: the operator's code and the catalogue's
	Unverified bool                         `json:"unverified,omitempty"` // events of items with a wrong check digit are kept as such, instead of being refused
	Version    int                          `json:"-"`                    // how often they were edited
	At         time.Time                    `json:"-"`                    // of the last edit
	By         Editor                       `json:"-"`                    // who did it
}

// The kinds of codes that an operator may have of its own.
const (
	CodeReason    = "reason"
	CodeAction    = "action"
	CodeRetention = "retention"
)

// Limits of message settings [A]: they are read once a minute by every process that receives messages.
const (
	MaxDialects     = 20
	MaxDialectBytes = 16 << 10
	MaxOwnCodes     = 200 // a kind
)

var ownCode = regexp.MustCompile(`^[A-Z0-9]{1,10}$`)

// MessageStore keeps message settings.
type MessageStore interface {
	// MessageSettings returns how an operator's messages are read; what nobody edited is empty, at version 0. It may be a minute old.
	MessageSettings(ctx context.Context, code OperatorCode) (MessageSettings, error)
	// LatestMessageSettings returns them as they are this moment.
	LatestMessageSettings(ctx context.Context, code OperatorCode) (MessageSettings, error)
	// SaveMessageSettings stores settings in place of the version before their own and keeps every version, or returns ErrChanged.
	SaveMessageSettings(ctx context.Context, code OperatorCode, s MessageSettings) error
}

// MessageSettings returns how the messages of the asker's operator are read, to its supervisors and administrators.
func (a *Administration) MessageSettings(ctx context.Context, by principal.Principal, code OperatorCode) (MessageSettings, error) {
	if by.Operator != code || !by.Has(principal.Supervisor, principal.OperatorAdministrator) {
		return MessageSettings{}, administers(by, code)
	}
	return a.Store.LatestMessageSettings(ctx, code)
}

// SetMessageSettings replaces them. What is wrong with them is "message-settings-invalid" with the place of each fault.
func (a *Administration) SetMessageSettings(ctx context.Context, by principal.Principal, code OperatorCode, version int, s MessageSettings, now time.Time) (MessageSettings, error) {
	if err := administers(by, code); err != nil {
		return MessageSettings{}, err
	}
	there, err := a.Store.LatestMessageSettings(ctx, code)
	if err != nil {
		return MessageSettings{}, err
	}
	if version != Any && version != there.Version {
		return MessageSettings{}, changed("message-settings-changed", version)
	}
	release, err := a.Catalogue.InForce(ctx, now)
	if err != nil {
		return MessageSettings{}, fmt.Errorf("edit message settings of %s: %w", code, err)
	}
	if err := s.check(release); err != nil {
		return MessageSettings{}, err
	}
	s.Version, s.At, s.By = there.Version+1, now, Editor{by.Subject, by.Name}
	if err := a.Store.SaveMessageSettings(ctx, code, s); err != nil {
		return MessageSettings{}, editFailed(err, "message-settings-changed", version)
	}
	return s, nil
}

// Maps returns the dialects as maps. They were checked when they were set.
func (s MessageSettings) Maps() ([]*edi.Map, error) {
	var errs []error
	out := make([]*edi.Map, len(s.Dialects))
	for i, raw := range s.Dialects {
		m, err := edi.ParseMap(raw)
		out[i], errs = m, append(errs, err)
	}
	return out, errors.Join(errs...)
}

func (s MessageSettings) check(release *catalogue.Release) error {
	p := problem.New(problem.Invalid, "message-settings-invalid", "The settings cannot be used. The fields listed in errors are wrong.")
	if len(s.Dialects) > MaxDialects {
		return p.With("dialects", "lists more than %d dialects", MaxDialects)
	}
	known, err := edi.Maps()
	if err != nil {
		return err
	}
	for i, raw := range s.Dialects {
		at := fmt.Sprintf("dialects[%d]", i)
		if len(raw) > MaxDialectBytes {
			p.With(at, "is larger than %d bytes", MaxDialectBytes)
			continue
		}
		m, err := edi.ParseMap(raw)
		if err != nil {
			p.With(at, "%s", err.Error())
			continue
		}
		checkDialect(p, at, m, known)
	}
	ours := map[string][]catalogue.Code{CodeReason: release.ReasonCodes, CodeAction: release.ActionCodes, CodeRetention: release.RetentionCodes}
	for kind, table := range s.Codes {
		codes, ok := ours[kind]
		if !ok {
			p.With("codes."+kind, "must be reason, action or retention")
			continue
		}
		if len(table) > MaxOwnCodes {
			p.With("codes."+kind, "lists more than %d codes", MaxOwnCodes)
			continue
		}
		for own, code := range table {
			switch {
			case !ownCode.MatchString(own):
				p.With("codes."+kind, "%q must be 1 to 10 letters A to Z or digits", own)
			case !slices.ContainsFunc(codes, func(c catalogue.Code) bool { return c.Code == code }):
				p.With("codes."+kind+"."+own, "is no code of the catalogue in force")
			}
		}
	}
	slices.SortFunc(p.Fields, func(a, b problem.Field) int { return compare(a.Name+a.Reason, b.Name+b.Reason) })
	return p.OrNil()
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// checkDialect refuses a map whose records nobody reads, or that names a field that no such record has: a slip of the pen would lose it silently.
func checkDialect(p *problem.Problem, at string, m *edi.Map, known []*edi.Map) {
	fields := map[string]bool{}
	read := false
	for _, k := range known {
		if k.Records == m.Records {
			read = true
			for _, f := range k.Fields {
				fields[f.Name] = true
			}
		}
	}
	if !read {
		p.With(at+".records", "names records that nobody reads")
		return
	}
	for i, f := range m.Fields {
		if !fields[f.Name] {
			p.With(fmt.Sprintf("%s.fields[%d].name", at, i), "is no field of %s", m.Records)
		}
	}
}
