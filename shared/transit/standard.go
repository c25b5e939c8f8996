package transit

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"
)

// Stage is a part of an item's way, each with a standard of its own.
type Stage string

// The stages, in order. Each ends where the next begins.
const (
	Departure Stage = "departure" // from posting to the departure from the country of origin
	Arrival   Stage = "arrival"   // from there to the first scan in the country of destination
	Delivery  Stage = "delivery"  // from there to the delivery, or the first attempt at it
)

// Stages lists them.
var Stages = []Stage{Departure, Arrival, Delivery}

// How days are counted.
const (
	Working  = "working"  // days on which the post concerned works
	Calendar = "calendar" // every day
)

// Span is how many days something takes after the day on which it begins.
type Span struct {
	Min   int    `json:"min"`
	Max   int    `json:"max"`
	Count string `json:"count"` // Working or Calendar
}

// Standard is what is promised for some products on a lane.
type Standard struct {
	Products  []string `json:"products"`
	From      string   `json:"from"` // a country (ISO 3166-1 alpha-2), a region of the file, or "*" for any
	To        string   `json:"to"`
	Departure Span     `json:"departure"` // working days of the origin
	Arrival   Span     `json:"arrival"`
	Delivery  Span     `json:"delivery"` // working days of the destination
	Whole     Span     `json:"whole"`    // from posting to delivery, working days of the destination
	Origin    string   `json:"origin"`   // who says so: a source, or that it is an assumption
}

// span is the standard of a stage.
func (s Standard) span(stage Stage) Span {
	switch stage {
	case Departure:
		return s.Departure
	case Arrival:
		return s.Arrival
	}
	return s.Delivery
}

// Who owes an event or a message.
const (
	ByOrigin      = "origin"
	ByDestination = "destination"
)

// Kinds of what is owed.
const (
	KindEvent        = "event"        // one of Events
	KindAnnouncement = "announcement" // the item in a receptacle, before it (PREDES)
	KindDeclaration  = "declaration"  // what its post declared of the item (ITMATT)
	KindReception    = "reception"    // of the receptacle in which the item was announced (RESDES)
	KindCarriage     = "carriage"     // what the carrier did with that receptacle (RESDIT)
)

// Expectation is an event or a message that a post owes the other of every item, by the end of a stage.
type Expectation struct {
	Code       string   `json:"code"`
	Kind       string   `json:"kind"`
	By         string   `json:"by"`
	At         Stage    `json:"at"`
	Events     []string `json:"events,omitempty"`
	LimitHours int      `json:"limitHours"` // between happening and receipt; what takes longer came late
}

// Standards is a version of the data.
type Standards struct {
	Version     string                   `json:"version"`
	InForceFrom string                   `json:"inForceFrom"` // calendar date: of items posted from then on
	Origin      string                   `json:"origin"`
	Regions     map[string][]string      `json:"regions"`         // names of regions to countries
	Starts      map[string]Stage         `json:"starts"`          // event codes, and the stage that begins with each
	FirstCheck  map[string]map[Stage]int `json:"firstCheckHours"` // hours after the beginning of a stage, by the first letter of the identifier, "*" for any
	GiveUpDays  int                      `json:"giveUpDays"`      // how long an item stays late that nobody hears of
	Rows        []Standard               `json:"standards"`
	Expected    []Expectation            `json:"expected"`
	DelayHours  []int                    `json:"delayHours"` // upper ends of the classes of delay, ascending; one more class is open
}

//go:embed standards/*.json
var files embed.FS

var versions = sync.OnceValues(func() ([]*Standards, error) { return Read(files) })

// Read reads every version in the folder standards, the latest first. What is wrong with one is an error that names it.
func Read(from fs.FS) ([]*Standards, error) {
	paths, err := fs.Glob(from, "standards/*.json")
	if err != nil {
		return nil, err
	}
	var out []*Standards
	for _, path := range paths {
		text, err := fs.ReadFile(from, path)
		if err != nil {
			return nil, err
		}
		var s Standards
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(&s); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if err := s.Validate(); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if path != "standards/"+s.Version+".json" {
			return nil, fmt.Errorf("%s holds version %s", path, s.Version)
		}
		out = append(out, &s)
	}
	slices.SortFunc(out, func(a, b *Standards) int { return strings.Compare(b.InForceFrom+b.Version, a.InForceFrom+a.Version) })
	if len(out) == 0 {
		return nil, fmt.Errorf("there are no transit standards")
	}
	return out, nil
}

// Of returns the standards for an item posted at an instant: the version in force then, or the first there was.
func Of(posted time.Time) (*Standards, error) {
	all, err := versions()
	if err != nil {
		return nil, err
	}
	date := posted.UTC().Format(time.DateOnly)
	for _, s := range all {
		if s.InForceFrom <= date {
			return s, nil
		}
	}
	return all[len(all)-1], nil
}

// Validate says what is wrong: days that run backwards, regions and countries that stand for nothing, two rows for one lane, expectations nobody can judge.
func (s Standards) Validate() error {
	if s.Version == "" || s.Origin == "" || s.GiveUpDays < 1 {
		return fmt.Errorf("version, origin or giveUpDays is missing")
	}
	if _, err := time.Parse(time.DateOnly, s.InForceFrom); err != nil {
		return fmt.Errorf("inForceFrom: %w", err)
	}
	seen := map[string]bool{}
	for i, row := range s.Rows {
		for _, end := range []string{row.From, row.To} {
			if _, region := s.Regions[end]; end != "*" && !region && !isCountry(end) {
				return fmt.Errorf("standards[%d]: %q is neither country nor region nor *", i, end)
			}
		}
		for _, span := range []Span{row.Departure, row.Arrival, row.Delivery, row.Whole} {
			if span.Min < 0 || span.Max < span.Min || span.Max > maxDays || span.Count != Working && span.Count != Calendar {
				return fmt.Errorf("standards[%d]: %+v is no span", i, span)
			}
		}
		if row.Origin == "" {
			return fmt.Errorf("standards[%d]: nobody says so", i)
		}
		for _, p := range row.Products {
			key := p + " " + row.From + " " + row.To
			if seen[key] {
				return fmt.Errorf("standards[%d]: %s is there twice", i, key)
			}
			seen[key] = true
		}
	}
	for code, stage := range s.Starts {
		if !slices.Contains(Stages, stage) {
			return fmt.Errorf("starts: %s begins no stage %q", code, stage)
		}
		for letter, hours := range s.FirstCheck {
			if hours[stage] <= 0 {
				return fmt.Errorf("firstCheckHours[%s]: nothing for %s", letter, stage)
			}
		}
	}
	if s.FirstCheck["*"] == nil {
		return fmt.Errorf("firstCheckHours: nothing for any")
	}
	for i, e := range s.Expected {
		events := e.Kind == KindEvent
		if !slices.Contains([]string{KindEvent, KindAnnouncement, KindDeclaration, KindReception, KindCarriage}, e.Kind) || events != (len(e.Events) > 0) ||
			e.By != ByOrigin && e.By != ByDestination || !slices.Contains(Stages, e.At) || e.LimitHours <= 0 || !codeForm(e.Code) || seen["code "+e.Code] {
			return fmt.Errorf("expected[%d]: %+v cannot be judged", i, e)
		}
		seen["code "+e.Code] = true
	}
	if len(s.DelayHours) == 0 || !slices.IsSorted(s.DelayHours) {
		return fmt.Errorf("delayHours do not ascend")
	}
	return nil
}

// maxDays bounds what a standard may promise.
const maxDays = 120

func isCountry(s string) bool {
	return len(s) == 2 && strings.ToUpper(s) == s
}

func codeForm(s string) bool {
	return s != "" && len(s) <= 10 && strings.IndexFunc(s, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') }) < 0
}

// For returns the standard of a product between two countries, the most specific one: a country before a region before any, and of two that are as
// specific the one that names the origin. A country that is not known, "", is any. Ok is false where nothing is promised.
func (s *Standards) For(product, from, to string) (_ Standard, ok bool) {
	var best Standard
	rank := -1
	for _, row := range s.Rows {
		a, b := s.covers(row.From, from), s.covers(row.To, to)
		if a < 0 || b < 0 || !slices.Contains(row.Products, product) {
			continue
		}
		const tenth = 10 // the origin decides between rows of one sum
		if r := (a+b)*tenth + a; r > rank {
			best, rank = row, r
		}
	}
	return best, rank >= 0
}

// covers says how specific the end of a row is for a country: 2 it itself, 1 its region, 0 any, -1 another.
func (s *Standards) covers(end, country string) int {
	switch {
	case end == "*":
		return 0
	case country == "":
		return -1
	case end == country:
		return 2
	case slices.Contains(s.Regions[end], country):
		return 1
	}
	return -1
}

// firstCheck is how long after the beginning of a stage an item is first looked at: before any standard of its kind ends.
func (s *Standards) firstCheck(indicator string, stage Stage) time.Duration {
	hours, ok := s.FirstCheck[indicator[:1]]
	if !ok {
		hours = s.FirstCheck["*"]
	}
	return time.Duration(hours[stage]) * time.Hour
}

// Class is the class of a delay: the first whose upper end it does not exceed, else the open one.
func (s *Standards) Class(delay time.Duration) int {
	for i, hours := range s.DelayHours {
		if delay <= time.Duration(hours)*time.Hour {
			return i
		}
	}
	return len(s.DelayHours)
}
