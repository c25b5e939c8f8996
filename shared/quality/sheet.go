package quality

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Sheet is what work is scored on: criteria by side, and the rule by which the sample is drawn. A review keeps the version it was drawn with.
type Sheet struct {
	Version string                       `json:"version"`
	Origin  string                       `json:"origin"` // whether it is sourced or assumed
	Rule    Rule                         `json:"rule"`
	Sides   map[inquiry.Side][]Criterion `json:"sides"`
}

// Rule is how many inquiries are drawn, and which are preferred.
type Rule struct {
	PerAgentAndWeek  int `json:"perAgentAndWeek"`
	PreferredPercent int `json:"preferredPercent"` // of them, answered late or with an answer that was not accepted, as far as there are such
	KeepDays         int `json:"keepDays"`         // for which a review is kept
}

// Criterion is what is looked at, with what each number of points means. Texts are by language, ISO 639-1.
type Criterion struct {
	Code   string            `json:"code"`
	Weight int               `json:"weight"`
	Labels map[string]string `json:"labels"`
	Points []Point           `json:"points"` // from 0 up
}

// Point is a number of points and what it means.
type Point struct {
	Points int               `json:"points"`
	Means  map[string]string `json:"means"`
}

//go:embed sheet-*.json
var sheetFiles embed.FS

// Current is the version of the sheet with which new reviews begin.
const Current = "2026.12.1"

// sheets reads every version there is.
var sheets = sync.OnceValues(func() (map[string]Sheet, error) {
	names, err := sheetFiles.ReadDir(".")
	if err != nil {
		return nil, fmt.Errorf("score sheets: %w", err)
	}
	out := map[string]Sheet{}
	for _, name := range names {
		text, err := sheetFiles.ReadFile(name.Name())
		if err != nil {
			return nil, fmt.Errorf("score sheets: %w", err)
		}
		var s Sheet
		if err := json.Unmarshal(text, &s); err != nil {
			return nil, fmt.Errorf("score sheet %s: %w", name.Name(), err)
		}
		out[s.Version] = s
	}
	return out, nil
})

// SheetOf returns a version of the sheet.
func SheetOf(version string) (Sheet, error) {
	all, err := sheets()
	if err != nil {
		return Sheet{}, err
	}
	s, ok := all[version]
	if !ok {
		return Sheet{}, fmt.Errorf("there is no score sheet %q", version)
	}
	return s, nil
}

// check refuses scores that are not one for each criterion of a side: "scores-invalid" with a field each.
func (s Sheet) check(side inquiry.Side, scores map[string]int) error {
	p, wrong := problem.New(problem.Invalid, "scores-invalid", "Give points for each criterion of the sheet."), false
	for _, c := range s.Sides[side] {
		points, given := scores[c.Code]
		switch {
		case !given:
			wrong = true
			p.With("scores."+c.Code, "is missing")
		case !slices.ContainsFunc(c.Points, func(one Point) bool { return one.Points == points }):
			wrong = true
			p.With("scores."+c.Code, "must be between 0 and %d", len(c.Points)-1)
		}
	}
	for code := range scores {
		if !slices.ContainsFunc(s.Sides[side], func(c Criterion) bool { return c.Code == code }) {
			wrong = true
			p.With("scores."+code, "is no criterion of this side")
		}
	}
	if !wrong {
		return nil
	}
	return p
}

// Percent is what scores are of all that there is, by weight.
func (s Sheet) Percent(side inquiry.Side, scores map[string]int) float64 {
	got, all := 0, 0
	for _, c := range s.Sides[side] {
		got += c.Weight * scores[c.Code]
		all += c.Weight * (len(c.Points) - 1)
	}
	if all == 0 {
		return 0
	}
	return 100 * float64(got) / float64(all)
}
