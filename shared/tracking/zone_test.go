package tracking

import (
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/edi"
)

func TestZones_EveryOneExists(t *testing.T) {
	table, err := zones()
	if err != nil {
		t.Fatal(err)
	}
	for place, zone := range table.Places {
		if _, err := time.LoadLocation(zone); err != nil || len(place) != 5 || !edi.IsCountry(place[:2]) {
			t.Errorf("%s in %s: %v", place, zone, err)
		}
	}
	for airport, zone := range table.Airports {
		if _, err := time.LoadLocation(zone); err != nil || len(airport) != 3 {
			t.Errorf("%s in %s: %v", airport, zone, err)
		}
		for place := range table.Places {
			if place[2:] == airport {
				t.Errorf("airport %s stands twice", airport)
			}
		}
	}
	for country, zone := range table.Countries {
		if _, err := time.LoadLocation(zone); err != nil || !edi.IsCountry(country) {
			t.Errorf("%s in %s: %v", country, zone, err)
		}
	}
}

func TestZones_EveryOperatorOfTheTestNetworkHasOne(t *testing.T) {
	for office, want := range map[string]string{"USJFKZ": "America/New_York", "USLAXA": "America/Los_Angeles", "CATORB": "America/Toronto", "CAYMQA": "America/Toronto",
		"GBLALA": "Europe/London", "DEFRAA": "Europe/Berlin", "FRCDGA": "Europe/Paris", "BEBRUA": "Europe/Brussels", "IEDUBA": "Europe/Dublin", "CHBSLC": "Europe/Zurich",
		"NLAMSA": "Europe/Amsterdam", "JPFUKA": "Asia/Tokyo", "AUADLA": "Australia/Adelaide", "AUSYDA": "Australia/Sydney", "SGSINA": "Asia/Singapore", "AEDXBA": "Asia/Dubai"} {
		if zone, err := zoneOf(office); err != nil || zone.String() != want {
			t.Errorf("%s: %v %v", office, zone, err)
		}
	}
}

func TestZones_OfAirports(t *testing.T) {
	for airport, want := range map[string]string{"JFK": "America/New_York", "LHR": "Europe/London"} {
		if zone, err := zoneOf(airport); err != nil || zone.String() != want {
			t.Errorf("%s: %v %v", airport, zone, err)
		}
	}
	if _, err := zoneOf("XXX"); err == nil {
		t.Error("nobody knows where XXX is")
	}
}
