package tracking

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
)

// zones.json says in which time zone an office of exchange keeps its clock: data, and an assumption (see its origin).
//
//go:embed zones.json
var zonesFile []byte

type zoneTable struct {
	Origin    string            `json:"origin"`
	Places    map[string]string `json:"places"`    // by the first five characters of the IMPC
	Airports  map[string]string `json:"airports"`  // by their three letters
	Countries map[string]string `json:"countries"` // by the first two, where one zone holds for all the country
}

var zones = sync.OnceValues(func() (zoneTable, error) {
	var t zoneTable
	err := json.Unmarshal(zonesFile, &t)
	return t, err
})

// zoneOf returns the time zone of a place: an office (IMPC, six characters) or an airport (three letters). An IMPC names its place by the country and, as far
// as the table goes, by the letters of its airport.
func zoneOf(place string) (*time.Location, error) {
	t, err := zones()
	if err != nil {
		return nil, err
	}
	const airport = 3
	if len(place) == airport {
		if name, ok := t.Airports[place]; ok {
			return calendar.Zone(name)
		}
		for known, name := range t.Places {
			if known[2:] == place {
				return calendar.Zone(name)
			}
		}
		return nil, fmt.Errorf("zone of airport %s unknown: send the time with its offset", place)
	}
	name, ok := t.Places[place[:5]]
	if !ok {
		name, ok = t.Countries[place[:2]]
	}
	if !ok {
		return nil, fmt.Errorf("zone of office %s unknown: send the time with its offset", place)
	}
	return calendar.Zone(name)
}

// instant returns when a local clock showed wall (whose own zone is ignored). In the hour that autumn repeats it takes the first; a time
// that spring skips is an error.
func instant(wall time.Time, zone *time.Location) (time.Time, error) {
	at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, zone)
	if at.Hour() != wall.Hour() || at.Minute() != wall.Minute() {
		return time.Time{}, fmt.Errorf("%s does not exist in %s: clocks went forward", wall.Format("2006-01-02 15:04"), zone)
	}
	if first := at.Add(-repeated); first.Day() == at.Day() && first.Hour() == at.Hour() && first.Minute() == at.Minute() {
		return first, nil
	}
	return at, nil
}

// repeated is how long autumn's repetition lasts in every zone of the table.
const repeated = time.Hour
