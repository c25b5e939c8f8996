package tracking

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

// Position is a point on the earth.
type Position struct {
	Latitude  float64 `json:"latitude"`  // degrees, north positive
	Longitude float64 `json:"longitude"` // degrees, east positive
	Exact     bool    `json:"exact"`     // of the place; else the middle of its country
	reach     float64 // km from here within which the place lies
	name      string  // of the town, in English; "" when nobody knows it
}

//go:embed places.json
var placesFile []byte

type placeTable struct {
	Origin    string                `json:"origin"`
	Countries map[string][3]float64 `json:"countries"` // latitude, longitude, reach in km
	Places    map[string][2]float64 `json:"places"`    // by the three letters of an airport, or of an IMPC
	Names     map[string]string     `json:"names"`     // towns of these places, in English
}

var placeTables = sync.OnceValues(func() (placeTable, error) {
	var t placeTable
	if err := json.Unmarshal(placesFile, &t); err != nil {
		return t, fmt.Errorf("places.json: %w", err)
	}
	return t, nil
})

// PositionOf returns where an office (IMPC) or an airport is, false when nobody knows. Three letters that lie outside the office's country name another place:
// then it is somewhere in the country.
func PositionOf(place string) (Position, bool) {
	const airport, town, near = 3, 20, 300 // letters; km within which a town's offices lie, and by which a place may lie beyond its country's reach
	t, err := placeTables()
	if err != nil {
		return Position{}, false
	}
	at := func(code string) (Position, bool) {
		p, ok := t.Places[code]
		return Position{Latitude: p[0], Longitude: p[1], Exact: ok, reach: town, name: t.Names[code]}, ok
	}
	if len(place) == airport {
		return at(place)
	}
	if !edi.IsIMPC(place) {
		return Position{}, false
	}
	c, known := t.Countries[place[:2]]
	country := Position{Latitude: c[0], Longitude: c[1], reach: c[2]}
	if p, ok := at(place[2:5]); ok && known && p.kilometres(country) <= country.reach+near {
		return p, true
	}
	return country, known
}

// NameOf is the town of an office (IMPC) or an airport, in English, "" when nobody knows it.
func NameOf(place string) string {
	p, _ := PositionOf(place)
	return p.name
}

// kilometres is the distance between two points along the earth.
func (p Position) kilometres(q Position) float64 {
	const diameter, degree = 12_742, math.Pi / 180
	sin := func(x float64) float64 { s := math.Sin(x * degree / 2); return s * s }
	h := sin(q.Latitude-p.Latitude) + math.Cos(p.Latitude*degree)*math.Cos(q.Latitude*degree)*sin(q.Longitude-p.Longitude)
	return diameter * math.Asin(math.Sqrt(min(1, h)))
}

// apart is the least distance that can lie between two places, in km.
func (p Position) apart(q Position) float64 { return max(0, p.kilometres(q)-p.reach-q.reach) }
