// Package directory is who takes part in the exchange: operators, their call centres with opening hours, and their agents.
//
// It must not know inquiries, nor where it is stored (directorydb).
package directory

import (
	"context"
	"log/slog"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// OperatorCode is a designated postal operator's code, "GBA".
type OperatorCode = principal.OperatorCode

// CentreID identifies a call centre, "GBA-DON".
type CentreID = principal.CentreID

// Operator is a designated postal operator.
type Operator struct {
	Code          OperatorCode `json:"code"`
	Name          string       `json:"name"`
	Country       string       `json:"country"`   // ISO 3166-1 alpha-2
	Languages     []string     `json:"languages"` // ISO 639-1, the preferred one first
	Services      []string     `json:"services"`  // product codes of the catalogue
	DefaultCentre CentreID     `json:"defaultCentre"`
	HandOver      []Rule       `json:"handOver,omitempty"` // the first that matches chooses the call centre
	Settings      Settings     `json:"settings,omitzero"`
	Version       int          `json:"version"` // how often administrators edited it; 0 as the data has it
}

// CallCentre is a place where agents of one operator answer, on its own calendar.
type CallCentre struct {
	ID          CentreID      `json:"id"`
	Operator    OperatorCode  `json:"operator"`
	Name        string        `json:"name"`
	City        string        `json:"city"`
	Languages   []string      `json:"languages"`
	Products    []string      `json:"products"` // product codes it answers for
	Calendar    calendar.Spec `json:"calendar"`
	DataVersion string        `json:"dataVersion"` // the version of the directory data it came with

	HolidayNames map[string]string `json:"holidayNames,omitempty"` // by date; in the data only (Reader.Calendar tells them)

	OpensOn         string         `json:"opensOn,omitempty"`    // calendar date from which it takes part; "" = always did
	ClosesOn        string         `json:"closesOn,omitempty"`   // calendar date from which it does no longer; "" = never
	ReplacedBy      CentreID       `json:"replacedBy,omitempty"` // who takes its questions from then on
	CalendarVersion int            `json:"calendarVersion"`      // 0 while nobody edited the calendar
	Settings        CentreSettings `json:"settings,omitzero"`
	Version         int            `json:"version"` // how often administrators edited it; 0 as the data has it
}

// KeptCalendar is a calendar as some call centre has or had it. It is kept for ever: a clock stays on the calendar it started on.
type KeptCalendar struct {
	calendar.Spec
	Names map[string]string // of holidays by date, as far as the data name them
}

// Agent is a person who works for an operator, or, with no operator, for the network.
type Agent struct {
	Subject     string // the identity provider's stable pseudonym
	Name        string // personal data
	Email       string // personal data
	Operator    OperatorCode
	CallCentres []CentreID // the first is where they work by default

	Roles    []principal.Role // set by their administrator; nil: as the identity provider says
	Inactive bool             // let in no more
	Version  int              // how often an administrator edited them
	Seen     Seen
	Joined   Joined
}

// LogValue keeps personal data out of logs.
func (a Agent) LogValue() slog.Value {
	return slog.GroupValue(slog.String("subject", a.Subject), slog.String("operator", string(a.Operator)))
}

// Reader answers who is who. What does not exist is a problem of kind NotFound.
type Reader interface {
	// Operator returns an operator, or "operator-unknown".
	Operator(ctx context.Context, code OperatorCode) (Operator, error)
	// CallCentre returns a call centre, or "call-centre-unknown".
	CallCentre(ctx context.Context, id CentreID) (CallCentre, error)
	// CentresOf returns an operator's call centres in the order of their ids, or "operator-unknown".
	CentresOf(ctx context.Context, code OperatorCode) ([]CallCentre, error)
	// Calendar returns a calendar that a call centre has or had, by its digest, or "calendar-unknown". What is named by a digest never changes.
	Calendar(ctx context.Context, digest string) (KeptCalendar, error)
	// OperatorOf returns the operator that answers for items of a country (ISO 3166-1 alpha-2, as in S10), or "operator-unknown".
	OperatorOf(ctx context.Context, country string) (OperatorCode, error)
}
