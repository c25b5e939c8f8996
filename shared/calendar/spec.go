package calendar

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// Limits of one calendar, far above what a call centre needs; they bound the work that one calendar can ask for.
const (
	MaxSegments = 24   // a day
	MaxDates    = 2000 // holidays, and special days
)

// Spec is a calendar as people write it: in data files and in POST /v1/calendars/due.
type Spec struct {
	TimeZone string                 `json:"timeZone"` // IANA name
	Week     map[string][][2]string `json:"week"`     // "1" is Monday … "7" Sunday -> [["08:00","12:00"],…]; "24:00" may end a segment; a day that is missing is closed
	Holidays []string               `json:"holidays"` // closed dates, "2026-12-25"
	Special  map[string][][2]string `json:"special"`  // date -> segments that replace the day's; beats a holiday; none is closed
}

// Compile checks the spec and makes it a calendar. What is wrong is the problem "calendar-invalid", which names every place:
// "timeZone", "week.1[0][1]" (Monday, first segment, its end), "holidays[2]", "special.2026-12-24[0]".
func (s Spec) Compile() (*Calendar, error) {
	p := problem.New(problem.Invalid, "calendar-invalid", "The calendar cannot be used. The fields listed in errors are wrong.")
	c := &Calendar{spec: s, holidays: make(map[int64]struct{}, len(s.Holidays)), special: make(map[int64][]segment, len(s.Special))}
	var err error
	if c.zone, err = Zone(s.TimeZone); err != nil {
		p.With("timeZone", "is not the name of an IANA time zone")
	}
	for _, key := range slices.Sorted(maps.Keys(s.Week)) {
		if len(key) != 1 || key[0] < '1' || key[0] > '7' {
			p.With(place("week", key), "is no weekday: 1 is Monday, 7 is Sunday")
			continue
		}
		c.week[key[0]-'1'] = readDay(p, "week."+key, s.Week[key])
	}
	if len(s.Holidays) > MaxDates {
		p.With("holidays", "lists more than %d dates", MaxDates)
	} else {
		for i, h := range s.Holidays {
			day, err := readDate(h)
			if err != nil {
				p.With(fmt.Sprintf("holidays[%d]", i), "%s", err)
				continue
			}
			c.holidays[day] = struct{}{}
		}
	}
	if len(s.Special) > MaxDates {
		p.With("special", "lists more than %d dates", MaxDates)
	} else {
		for _, date := range slices.Sorted(maps.Keys(s.Special)) {
			day, err := readDate(date)
			if err != nil {
				p.With(place("special", date), "%s", err)
				continue
			}
			c.special[day] = readDay(p, "special."+date, s.Special[date])
		}
	}
	if err := p.OrNil(); err != nil {
		return nil, err
	}
	return c, nil
}

// place names a member of a map; a key that is not even short and plain is not repeated to the caller.
func place(parent, key string) string {
	if key == "" || len(key) > 10 || strings.ContainsFunc(key, func(r rune) bool { return r < '-' || r > 'z' }) {
		return parent
	}
	return parent + "." + key
}

// readDay reads a day's segments, in the order of time, and names what is wrong with them.
func readDay(p *problem.Problem, name string, written [][2]string) []segment {
	if len(written) > MaxSegments {
		p.With(name, "has more than %d segments", MaxSegments)
		return nil
	}
	type placed struct {
		segment
		index int
	}
	day := make([]placed, 0, len(written))
	for i, w := range written {
		at := fmt.Sprintf("%s[%d]", name, i)
		from, errFrom := readClock(w[0])
		to, errTo := readClock(w[1])
		if errFrom == nil && from == dayMinutes {
			errFrom = errors.New("24:00 can only end a segment")
		}
		if errFrom != nil {
			p.With(at+"[0]", "%s", errFrom)
		}
		if errTo != nil {
			p.With(at+"[1]", "%s", errTo)
		}
		if errFrom != nil || errTo != nil {
			continue
		}
		if to <= from {
			p.With(at+"[1]", "must be later than the start: write a segment over midnight as two, to 24:00 and from 00:00 on the next day")
			continue
		}
		day = append(day, placed{segment{from, to}, i})
	}
	slices.SortStableFunc(day, func(a, b placed) int { return int(a.from - b.from) })
	out := make([]segment, 0, len(day))
	for i, s := range day {
		if i > 0 && s.from < day[i-1].to {
			p.With(fmt.Sprintf("%s[%d]", name, max(s.index, day[i-1].index)), "overlaps segment %d", min(s.index, day[i-1].index))
			continue
		}
		out = append(out, s.segment)
	}
	return out
}

// readClock reads "08:00" as minutes after midnight; "24:00" is the day's end.
func readClock(s string) (int64, error) {
	bad := errors.New("must be a local time like 08:00, or 24:00 for the end of the day")
	if len(s) != 5 || s[2] != ':' {
		return 0, bad
	}
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return 0, bad
		}
	}
	h, m := int64(s[0]-'0')*10+int64(s[1]-'0'), int64(s[3]-'0')*10+int64(s[4]-'0')
	if h > 24 || m > 59 || h == 24 && m > 0 {
		return 0, bad
	}
	return h*60 + m, nil
}

// readDate reads a date as days after 1970-01-01.
func readDate(s string) (int64, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, errors.New("must be a date like 2026-12-25")
	}
	return t.Unix() / (24 * 60 * 60), nil // dates before 1970 are midnights too: the division is exact
}
