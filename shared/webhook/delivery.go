package webhook

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/whereabouts-post/whereabouts/shared/platform/outbound"
)

// State is how far a delivery is.
type State string

// The states of a delivery.
const (
	Waiting   State = "waiting"   // for its turn, or to be tried again
	Delivered State = "delivered" // the endpoint accepted it
	Failed    State = "failed"    // given up: the schedule is over
)

// States lists the states of a delivery.
var States = []State{Waiting, Delivered, Failed}

// Lane is the deliveries of one inquiry to one endpoint.
type Lane struct {
	Endpoint EndpointID
	Inquiry  string
}

// Delivery is one change that an endpoint is told.
type Delivery struct {
	Lane
	Sequence  int    // of the inquiry's event: the order in the lane
	Message   string // webhook-id: the change's, the same however often it is sent
	Type      string
	PlannedAt time.Time // when it happened to be told; a replay does not change it
	Body      []byte    // as it is sent, byte for byte

	State    State
	Tries    int       // attempts of any kind
	Refusals int       // those that moved its schedule on: not made while the circuit was open, and none before it was replayed
	NextAt   time.Time // when it is tried again, of the first of its lane that was refused; zero: when it is its turn
	Ended    time.Time // delivered or given up
	Last     Attempt   // zero before the first
	Replays  int
}

// Attempt is one call.
type Attempt struct {
	Number  int // from 1
	At      time.Time
	Status  int // 0: none came
	Failure outbound.Failure
	Millis  int
	Answer  string // its first bytes as text
	Cut     bool   // there was more
	Probe   bool   // made while the circuit was open
}

// Accepted reports whether the endpoint took it: a status of 2xx.
func (a Attempt) Accepted() bool { return a.Failure == "" && a.Status >= 200 && a.Status < 300 }

// Gone reports whether the endpoint wants no more.
func (a Attempt) Gone() bool { return a.Failure == "" && a.Status == 410 }

// attempted reads an answer.
func (t Terms) attempted(a outbound.Answer, number int, now time.Time, probe bool) Attempt {
	text, cut := shown(a.Body, t.ShownBytes)
	return Attempt{Number: number, At: now, Status: a.Status, Failure: a.Failure, Millis: int(a.Took.Milliseconds()), Answer: text, Cut: cut || a.Cut, Probe: probe}
}

// shown is the beginning of an answer as text that does no harm on a page or in a log.
func shown(body []byte, most int) (text string, cut bool) {
	if len(body) > most {
		body, cut = body[:most], true
		for len(body) > 0 && !utf8.RuneStart(body[len(body)-1]) {
			body = body[:len(body)-1]
		}
		if len(body) > 0 && body[len(body)-1] >= utf8.RuneSelf { // the first byte of a letter that was cut
			body = body[:len(body)-1]
		}
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(string(body), "\uFFFD")), cut
}

// After is the delivery after an attempt. jitter is random, from -1 to 1; after is what the endpoint asked for by Retry-After.
func (d Delivery) After(a Attempt, after time.Duration, t Terms, jitter float64) Delivery {
	d.Tries, d.Last, d.NextAt = a.Number, a, time.Time{}
	switch {
	case a.Accepted():
		d.State, d.Ended = Delivered, a.At
		return d
	case a.Probe || a.Gone(): // what an endpoint refuses altogether is held against none of its deliveries
		d.NextAt = a.At.Add(max(t.probe(0), min(after, time.Duration(t.RetryAfterMost))))
		return d
	case d.Refusals >= len(t.Retries):
		d.State, d.Ended = Failed, a.At
		return d
	}
	pause := time.Duration(float64(t.Retries[d.Refusals]) * (1 + math.Max(-1, math.Min(1, jitter))*float64(t.JitterPercent)/100))
	d.Refusals++
	d.NextAt = a.At.Add(max(pause, min(after, time.Duration(t.RetryAfterMost)))).Truncate(time.Millisecond)
	return d
}

// Replayed is the delivery as it waits to be sent once more, under the same id.
func (d Delivery) Replayed() Delivery {
	d.State, d.Refusals, d.NextAt, d.Ended = Waiting, 0, time.Time{}, time.Time{}
	d.Replays++
	return d
}
