package crm

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Terms are the figures that hold for every integration.
type Terms struct {
	Origin          string `json:"origin"`        // whether they are sourced or assumed
	WindowSeconds   int    `json:"windowSeconds"` // by which an event's time may differ from ours
	MaxBodyBytes    int    `json:"maxBodyBytes"`
	MaxDepth        int    `json:"maxDepth"`  // of objects and lists in each other
	MaxValues       int    `json:"maxValues"` // of a body, counting objects and lists
	Expression      Bounds `json:"expression"`
	MaxRules        int    `json:"maxRules"`   // of a mapping
	MaxGrowth       int    `json:"maxGrowth"`  // as of an expression, of all rules of a mapping together
	MaxTables       int    `json:"maxTables"`  // of a mapping
	MaxEntries      int    `json:"maxEntries"` // of a table
	KeptDays        int    `json:"keptDays"`   // an event, and the body of one that waits
	OverlapHours    int    `json:"overlapHours"`
	MaxOverlapHours int    `json:"maxOverlapHours"`
	EventsPerMinute int    `json:"eventsPerMinute"` // of an integration, by the clock's minutes
	MaxIntegrations int    `json:"maxIntegrations"` // of an operator
	MaxVersions     int    `json:"maxVersions"`     // of a mapping
	MaxText         int    `json:"maxText"`         // characters of a note or a supplement
	MaxCase         int    `json:"maxCase"`         // characters of a case
}

// Bounds are what an expression may be.
type Bounds struct {
	MaxLength int `json:"maxLength"` // characters
	MaxNodes  int `json:"maxNodes"`
	MaxGrowth int `json:"maxGrowth"` // how many times the largest body all its intermediate values may come to
}

// Kept is how long an event stays, and with it the body of one that waits.
func (t Terms) Kept() time.Duration { return time.Duration(t.KeptDays) * 24 * time.Hour }

//go:embed terms.json
var termsText []byte

// TermsOf returns the figures that hold for every integration.
var TermsOf = sync.OnceValues(func() (Terms, error) {
	var t Terms
	if err := json.Unmarshal(termsText, &t); err != nil {
		return t, fmt.Errorf("terms.json: %w", err)
	}
	return t, nil
})
