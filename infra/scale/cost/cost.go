// Package cost reckons what events cost on AWS, from the units that tests measure and list prices (prices.json). docs/scale.md says what it comes to, and
// a test holds the two together.
package cost

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed prices.json
var file []byte

// Model is prices and units by their names.
type Model map[string]float64

// Read reads prices.json.
func Read() (Model, error) {
	var in struct {
		Origin string
		Date   string
		Prices []struct {
			ID, What string
			Each     float64
		}
		Units []struct {
			ID, What, Origin string
			Value            float64
		}
	}
	if err := json.Unmarshal(file, &in); err != nil {
		return nil, fmt.Errorf("prices.json: %w", err)
	}
	m := Model{}
	set := func(id, what, origin string, v float64) error {
		if _, twice := m[id]; twice || what == "" || origin == "" || v <= 0 {
			return fmt.Errorf("prices.json: %s needs a name of its own, what it is, where it comes from, and a value", id)
		}
		m[id] = v
		return nil
	}
	for _, p := range in.Prices {
		if err := set(p.ID, p.What, in.Origin+in.Date, p.Each); err != nil {
			return nil, err
		}
	}
	for _, u := range in.Units {
		if err := set(u.ID, u.What, u.Origin, u.Value); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Line is one part of what a year costs.
type Line struct {
	What    string
	Dollars float64
}

// seconds of a year.
const yearSeconds = 365 * 24 * 3600

const giga = 1e9

// Year reckons a year of so many events: taking them in, and keeping them in the table for so many months, all of them as raw messages, and all of
// them in Parquet.
func (m Model) Year(events, tableMonths float64) []Line {
	invocations := events / m["eventsInvocation"]
	return []Line{
		{"write units", events * (m["wruEvent"] + m["wruReceipt"]) * m["wru"]},
		{"read units", events * m["rruEvent"] * m["rru"]},
		{"queue", events * m["sqsEvent"] * m["sqs"]},
		{"functions", invocations * (m["invocation"] + m["secondsInvocation"]*m["gbInvocation"]*m["gbSecond"])},
		{"raw messages", events/m["eventsMessage"]*m["s3Put"] + events/12*m["rawMonths"]*m["bytesRaw"]/giga*m["s3GBMonth"]*12},
		{"table", events / 12 * tableMonths * m["bytesRow"] / giga * m["tableGBMonth"] * 12},
		{"Parquet, a year more", events * m["bytesParquet"] / giga * m["s3GBMonth"] * 12},
	}
}

// PerSecond is how many events a second so many a year are.
func PerSecond(events float64) float64 { return events / yearSeconds }

// AtOnce is how many invocations run at the same time at so many events a second.
func (m Model) AtOnce(perSecond float64) float64 {
	return perSecond / m["eventsInvocation"] * m["secondsInvocation"]
}
