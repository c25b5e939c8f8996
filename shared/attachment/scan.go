package attachment

import (
	"bytes"
	"context"
)

// Verdict is what a malware scan says of a file.
type Verdict string

// The verdicts.
const (
	NotScanned Verdict = "notScanned" // there is no scanner behind this exchange
	Clean      Verdict = "clean"
	Infected   Verdict = "infected"
)

// Scanner looks for malware. An exchange brings its own; without one, BuiltIn stands in its place.
type Scanner interface {
	Scan(ctx context.Context, content []byte) (Verdict, error)
}

// BuiltIn finds the test file that every scanner finds, so that the way of an infected file can be tried; it finds nothing else, and says so.
type BuiltIn struct{}

// eicar is the test file of the European Institute for Computer Antivirus Research, in two parts, so that nobody finds it here.
var eicar = []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + `STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`)

// Scan implements Scanner.
func (BuiltIn) Scan(_ context.Context, content []byte) (Verdict, error) {
	if bytes.Contains(content, eicar) {
		return Infected, nil
	}
	return NotScanned, nil
}
