package exchange

import (
	_ "embed" // the data
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

//go:embed terms.json
var termsData []byte

// Terms are the figures of the exchange by files that may change. They are data (terms.json).
type Terms struct {
	Origin           string `json:"origin"` // "sourced: …" or "assumption: …"
	FileDays         int    `json:"fileDays"`
	LinesAFile       int    `json:"linesAFile"`
	UploadBytes      int64  `json:"uploadBytes"`
	UploadLines      int    `json:"uploadLines"`
	SettleAfterHours int    `json:"settleAfterHours"` // after the month's end, UTC
	StatementDays    int    `json:"statementDays"`    // a settlement file; it holds no names
}

// FilesLast is how long files with personal data are kept, theirs and ours.
func (t Terms) FilesLast() time.Duration { return time.Duration(t.FileDays) * 24 * time.Hour }

var terms = sync.OnceValues(func() (Terms, error) {
	var t Terms
	if err := json.Unmarshal(termsData, &t); err != nil {
		return t, fmt.Errorf("terms of the exchange: %w", err)
	}
	return t, nil
})

// AgreedTerms returns the figures of the exchange.
func AgreedTerms() (Terms, error) { return terms() }
