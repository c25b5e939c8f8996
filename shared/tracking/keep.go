package tracking

import (
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Kept is what became of one record that was to be stored: where Err is nil, its Outcome.
type Kept struct {
	Outcome Outcome
	Err     error
}

// Found says that an event found its item in a receptacle.
type Found struct {
	Receptacle edi.ReceptacleID
	Event      Event
}

// keepAll stores records together. Where that panics, it stores each by itself: the record that is at fault fails alone.
func keepAll[T any](records []T, put func([]T) []Kept) (out []Kept) {
	if len(records) == 0 {
		return nil
	}
	defer func() {
		p := recover()
		switch {
		case p == nil:
		case len(records) == 1:
			out = []Kept{{Err: fmt.Errorf("store a record: panic: %v", p)}}
		default:
			out = make([]Kept, 0, len(records))
			for i := range records {
				out = append(out, keepAll(records[i:i+1], put)...)
			}
		}
	}()
	return put(records)
}
