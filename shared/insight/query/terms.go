package query

import (
	_ "embed"
	"encoding/json"
	"sync"
	"time"
)

// terms.json says what queries may cost: data, and assumptions (see its origin).
//
//go:embed terms.json
var termsFile []byte

// Terms are the bounds of queries. The comments name the unit.
type Terms struct {
	Origin       string `json:"origin"`
	QueryBytes   int64  `json:"queryBytes"`   // bytes that one query may read
	DayBytes     int64  `json:"dayBytes"`     // bytes that the queries of an operator may read in a day, UTC
	BilledBytes  int64  `json:"billedBytes"`  // bytes that a query counts as at least
	FreshSeconds int    `json:"freshSeconds"` // seconds for which the same question has the same answer
	KeptHours    int    `json:"keptHours"`    // hours for which an answer can be fetched

	AgentInquiries int `json:"agentInquiries"` // inquiries in which an agent acted, of those that a figure counts, below which it is not shown alone
}

var readTerms = sync.OnceValues(func() (t Terms, err error) {
	err = json.Unmarshal(termsFile, &t)
	return t, err
})

// Limits returns the terms in force. They are data that a test reads; without them every bound is zero, and no query runs.
func Limits() Terms {
	t, err := readTerms()
	if err != nil {
		return Terms{}
	}
	return t
}

func (t Terms) fresh() time.Duration { return time.Duration(t.FreshSeconds) * time.Second }
