package tracking

import (
	"context"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Settings returns how an operator's messages are read; they may be a minute old.
type Settings func(ctx context.Context, operator principal.OperatorCode) (directory.MessageSettings, error)

// reading is how one operator's messages are read.
type reading struct {
	maps  []*edi.Map // its dialects come first
	codes map[string]map[string]string

	unverified bool // events of items with a wrong check digit are kept
}

func (r *Receiver) how(ctx context.Context, operator principal.OperatorCode) (reading, error) {
	return readingOf(ctx, r.Maps, r.Settings, operator)
}

func readingOf(ctx context.Context, common func() ([]*edi.Map, error), settings Settings, operator principal.OperatorCode) (reading, error) {
	maps, err := common()
	if err != nil || settings == nil {
		return reading{maps: maps}, err
	}
	s, err := settings(ctx, operator)
	if err != nil {
		return reading{}, err
	}
	dialects, err := s.Maps()
	if err != nil {
		return reading{}, err
	}
	return reading{maps: slices.Concat(dialects, maps), codes: s.Codes, unverified: s.Unverified}, nil
}

// parse reads a message in its operator's dialects and codes. A code that no table has stays as it came.
func (how reading) parse(body []byte, contentType string, receivedAt time.Time) parsed {
	p := parse(body, contentType, how.maps, terms{receivedAt, how.unverified})
	how.translated(&p)
	return p
}

// translated puts the catalogue's codes in the place of the operator's own.
func (how reading) translated(p *parsed) {
	for i := range p.events {
		e := &p.events[i]
		how.translate(directory.CodeReason, &e.Reason)
		how.translate(directory.CodeAction, &e.Action)
		how.translate(directory.CodeRetention, &e.Retention)
	}
}

func (how reading) translate(kind string, code *string) {
	if ours, ok := how.codes[kind][*code]; ok {
		*code = ours
	}
}
