package tracking

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// WantsCONTRL reports whether an EDIFACT file asks for an acknowledgement in any of its interchanges.
func WantsCONTRL(body []byte) bool {
	envelopes, _ := edi.Envelopes(bytes.NewReader(body))
	for _, e := range envelopes {
		if e.Acknowledge {
			return true
		}
	}
	return false
}

// Acknowledge writes the CONTRL interchanges that answer a file, one for each of its own; none where it holds no interchange that can be opened.
func (r *Receiver) Acknowledge(ctx context.Context, body []byte, report Report) ([]byte, error) {
	how, err := r.how(ctx, report.Operator)
	if err != nil {
		return nil, err
	}
	envelopes, _ := edi.Envelopes(bytes.NewReader(body))
	var findings []edi.Finding
	if report.Refusal != nil {
		if fault := faultIn(body, how.maps); fault != nil {
			findings = append(findings, edi.Finding{Segment: fault.Place.Segment, Tag: fault.Place.Tag, Code: edi.SyntaxError(fault.Code)})
		}
	}
	for _, o := range report.Results {
		if place, ok := edi.ParsePlace(o.Segment); ok && o.Outcome == OutcomeRejected && len(findings) < maxFindings && (report.Refusal == nil || report.Events > 0) {
			findings = append(findings, edi.Finding{Segment: place.Segment, Tag: place.Tag, Code: edi.InvalidValue})
		}
	}
	var out []byte
	for i, e := range envelopes {
		one, err := edi.Acknowledge(e, edi.Receipt{Reference: numberOf(report.Receipt, i), At: report.ReceivedAt, Rejected: report.Refusal != nil, Findings: findings})
		if err != nil {
			return nil, fmt.Errorf("acknowledge message %s: %w", report.Receipt, err)
		}
		out = append(out, one...)
	}
	return out, nil
}

// maxFindings bounds an acknowledgement; the receipt has all of them.
const maxFindings = 999

// numberOf makes a reference of at most 14 characters from a receipt and the place of an interchange.
func numberOf(receipt string, place int) string {
	const most = 11
	return fmt.Sprintf("%s%03d", receipt[max(0, len(receipt)-most):], place%1000)
}

// faultIn is what is wrong with the syntax or the envelope of a file, nil for nothing.
func faultIn(body []byte, maps []*edi.Map) *edi.Error {
	records := edi.ReadRecords(bytes.NewReader(body), maps...)
	for {
		_, err := records.Next()
		if e, ok := errors.AsType[*edi.Error](err); ok || err != nil { // else the end: a reader of bytes fails with nothing else
			return e
		}
	}
}

// IsEDIFACT reports whether a media type, with its parameters, names EDIFACT.
func IsEDIFACT(mediaType string) bool {
	return strings.EqualFold(strings.TrimSpace(strings.SplitN(mediaType, ";", 2)[0]), "application/edifact")
}
