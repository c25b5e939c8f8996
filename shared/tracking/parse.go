package tracking

import (
	"bytes"
	"mime"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits of one message.
const (
	MaxBody     = 4 << 20 // bytes; Lambda takes 6 MB, in which EDIFACT stands as base64, a third longer
	MaxRecords  = 10_000
	MaxOriginal = 1000 // bytes of a rejected record that its outcome shows; all of it is in the raw message
	maxFaults   = 20   // of a refused message that its problem lists
)

// parsed is what a message holds.
type parsed struct {
	format string
	accepted
	rejected []Result // ascending by index
	faults   []Wrong  // of the rejected records, the first maxFaults
	refusal  *Refusal // the whole message is refused; then there are no records
	fault    int      // where in the body the refusal found fault, as far as it knows
	about    []edi.About
}

// accepted are the records that can be stored, without what only the receiver knows: sender, receipt.
type accepted struct {
	events    []Event
	movements []Movement
	items     []Particulars
}

func (a accepted) count() int { return len(a.events) + len(a.movements) + len(a.items) }

func (p *parsed) total() int { return p.count() + len(p.rejected) }

// Lists of records: the members of a JSON message, and what the maps of EDIFACT messages say their records are.
const (
	listEvents     = "events"
	listDispatches = "dispatches" // announced, with their receptacles and items
	listReceptions = "receptions" // of receptacles and dispatches, at an office of exchange
	listMovements  = "movements"  // of receptacles and dispatches, with carriers
)

var lists = []string{listEvents, listDispatches, listReceptions, listMovements, listItems}

// terms are on what a message is read.
type terms struct {
	receivedAt time.Time
	unverified bool // an event whose item has a wrong check digit is kept as unverified, by its sender's setting
}

// parse reads a message in whatever format it comes.
func parse(body []byte, contentType string, maps []*edi.Map, on terms) parsed {
	format := sniff(body, contentType)
	var p parsed
	switch {
	case len(bytes.TrimSpace(body)) == 0:
		p.refusal = refuse("message-empty", "The message is empty.")
	case len(body) > MaxBody:
		p.refusal = refuse("body-too-large", "The message is too large: send at most 4 MiB at once.")
	case format == FormatJSON:
		p = parseJSON(body, on)
	case format == FormatNDJSON:
		p = parseNDJSON(body, on)
	case format == FormatEDIFACT:
		p = parseEDIFACT(body, maps, on)
	default:
		p.refusal = refuse("media-type-unsupported", "Send application/json, application/x-ndjson, application/edifact or text/plain.")
	}
	p.format = format
	switch {
	case p.refusal != nil:
		p.accepted, p.rejected = accepted{}, nil
		p.refusal.Original = excerpt(body, p.fault)
	case p.total() == 0 && !p.cancels():
		p.refusal = refuse("message-invalid", "The message holds no records.")
		p.refusal.Original = excerpt(body, 0)
	case p.count() == 0 && !p.cancels():
		p.refusal = refuse("message-rejected", "None of the message's records can be accepted.", p.faults...)
	}
	return p
}

// take files one record: accepted, or rejected for what is wrong with it.
func (p *parsed) take(index int, list string, s sent, source string, original []byte, on terms) {
	var wrong []Wrong
	switch list {
	case listEvents:
		var e Event
		if e, wrong = judgeEvent(s, on); len(wrong) == 0 {
			e.Index, e.Source = index, source
			p.events = append(p.events, e)
			return
		}
	case listItems:
		original = nil // who sent what to whom: in the raw message alone
		var d Particulars
		if d, wrong = judgeParticulars(s, on.receivedAt); len(wrong) == 0 {
			d.Index, d.Source = index, source
			p.items = append(p.items, d)
			return
		}
	default:
		var m Movement
		if m, wrong = judgeMovement(list, s, on.receivedAt); len(wrong) == 0 {
			m.Index, m.Source = index, source
			p.movements = append(p.movements, m)
			return
		}
	}
	p.rejected = append(p.rejected, rejection(index, s, original, wrong))
	for _, w := range wrong[:min(len(wrong), maxFaults-len(p.faults))] {
		if !strings.HasSuffix(w.Where, "."+w.Field) { // a path names the field itself
			w.Reason = w.String()
		}
		p.faults = append(p.faults, w)
	}
}

// sniff tells the format from the first bytes; where they say nothing, the content type tells what the sender meant.
func sniff(body []byte, contentType string) string {
	start := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\ufeff")), " \t\r\n")
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media = contentType
	}
	known := map[string]string{"": FormatUnknown, "application/octet-stream": FormatUnknown, "application/json": FormatJSON,
		"application/x-ndjson": FormatNDJSON, "application/ndjson": FormatNDJSON, "application/jsonl": FormatNDJSON,
		"application/edifact": FormatEDIFACT, "text/plain": FormatEDIFACT}
	meant, ok := known[strings.ToLower(media)]
	switch {
	case !ok:
		return FormatUnknown
	case meant == FormatNDJSON: // it begins like JSON: the content type alone tells them apart
		return FormatNDJSON
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		return FormatJSON
	case bytes.HasPrefix(start, []byte("UNA")), bytes.HasPrefix(start, []byte("UNB")):
		return FormatEDIFACT
	}
	return meant
}

func refuse(slug, detail string, faults ...Wrong) *Refusal {
	return &Refusal{Slug: slug, Detail: detail, Faults: faults}
}

// kinds of refusals: what a caller can do about each.
var kinds = map[string]problem.Kind{
	"message-empty":          problem.Malformed, // nothing to read
	"message-unreadable":     problem.Malformed, // broken JSON, no interchange
	"message-invalid":        problem.Invalid,   // can be read, and breaks a rule
	"message-rejected":       problem.Invalid,   // every record of it was rejected
	"body-too-large":         problem.TooLarge,
	"media-type-unsupported": problem.Unsupported,
}

// before is how much of a message is shown ahead of a fault that stands within a line or segment.
const before = 20

// excerpt is the message from a place on.
func excerpt(body []byte, at int) string {
	const length = 200
	from := min(max(0, at), len(body))
	return cut(strings.TrimSpace(string(body[from:min(len(body), from+length)])), length)
}

// rejection is the outcome of a record that cannot be accepted.
func rejection(index int, s sent, original []byte, wrong []Wrong) Result {
	list := make([]string, len(wrong))
	for i, w := range wrong {
		list[i] = w.String()
	}
	id, _ := s.text("itemId")
	code, _ := s.text("code")
	transport, there := s.text("receptacleId")
	if !there {
		transport, _ = s.text("dispatchId")
	}
	return Result{Index: index, ItemID: cut(id, 35), TransportID: cut(transport, 35), Code: cut(code, 20), Outcome: OutcomeRejected,
		Reason: cut(strings.Join(list, "; "), MaxOriginal), Segment: wrong[0].Where, Original: cut(strings.TrimSpace(string(original)), MaxOriginal)}
}

// cut shortens a text to at most n bytes of valid UTF-8.
func cut(s string, n int) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
