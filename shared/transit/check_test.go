package transit

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/whereabouts-post/whereabouts/shared/calendar"
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// people is a directory of three posts that work on weekdays.
type people struct {
	directory.Reader
	week calendar.Spec
}

func (p people) Operator(_ context.Context, code directory.OperatorCode) (directory.Operator, error) {
	if len(code) != 3 {
		return directory.Operator{}, problem.New(problem.NotFound, "operator-unknown", "none")
	}
	return directory.Operator{Code: code, Country: string(code[:2]), DefaultCentre: directory.CentreID(code + "-HQ")}, nil
}
func (p people) CallCentre(_ context.Context, id directory.CentreID) (directory.CallCentre, error) {
	return directory.CallCentre{ID: id, Calendar: p.week}, nil
}
func (p people) OperatorOf(_ context.Context, country string) (directory.OperatorCode, error) {
	if country == "XX" {
		return "", problem.New(problem.NotFound, "operator-unknown", "none")
	}
	return directory.OperatorCode(country + "A"), nil
}

type book struct{ *catalogue.Release }

func (b book) InForce(context.Context, time.Time) (*catalogue.Release, error) { return b.Release, nil }
func (b book) Version(context.Context, string) (*catalogue.Release, error)    { return b.Release, nil }

// memory keeps everything in memory; what it is asked to commit it may lose, as a process that dies.
type memory struct {
	mu      sync.Mutex // items are looked at several at once
	items   map[edi.ItemID]tracking.Item
	routes  map[edi.ReceptacleID]tracking.Route
	checks  map[string]Check
	cursor  *Cursor
	late    map[edi.ItemID]LateItem
	counts  map[Cell]Count
	stages  map[Cell]StageCount
	samples []Sample
	dies    bool // before the next commit
	read    int  // items
	poison  map[edi.ItemID]bool
	counted map[edi.ItemID]Counted
	traffic map[Link]LinkCount
}

func (m *memory) Item(_ context.Context, id edi.ItemID) (tracking.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.read++
	if m.poison[id] {
		return tracking.Item{}, errors.New("poison")
	}
	i, ok := m.items[id]
	if !ok {
		return i, tracking.Unknown(id)
	}
	return i, nil
}
func (m *memory) Route(_ context.Context, id edi.ReceptacleID) (tracking.Route, error) {
	return slices.Clone(m.routes[id]), nil
}
func (m *memory) PutChecks(_ context.Context, checks []Check) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range checks {
		m.checks[l.At.Format(time.RFC3339)+"#"+string(l.Kind)+"#"+l.Name] = l
	}
	return nil
}
func (m *memory) Cursor(context.Context) (Cursor, bool, error) {
	if m.cursor == nil {
		return Cursor{}, false, nil
	}
	return *m.cursor, true, nil
}
func (m *memory) Due(_ context.Context, c Cursor, limit int) (out []Planned, _ Cursor, _ error) {
	keys := slices.Sorted(maps.Keys(m.checks))
	for _, key := range keys {
		l := m.checks[key]
		if !l.At.After(c.From) || l.At.After(c.To) || key <= c.After {
			continue
		}
		then := c
		then.After, then.Done = key, 0
		out = append(out, Planned{l, then})
		if len(out) == limit {
			return out, then, nil
		}
	}
	end := c
	end.From, end.After, end.Done = c.To, "", 0
	return out, end, nil
}
func (m *memory) Commit(ctx context.Context, before, after Cursor, checks []Check, t *Tally) error {
	if m.dies {
		m.dies = false
		return errors.New("it died")
	}
	if m.cursor == nil && before.Version != 0 || m.cursor != nil && m.cursor.Version != before.Version {
		return ErrMoved
	}
	m.cursor = &after
	_ = m.PutChecks(ctx, checks)
	for cell, c := range t.Cells {
		sum := m.counts[cell]
		sum.Add(*c)
		m.counts[cell] = sum
	}
	for lane, c := range t.Stages {
		m.stages[lane] = StageCount{m.stages[lane].Over + c.Over, m.stages[lane].Behind + c.Behind}
	}
	return nil
}
func (m *memory) Counted(_ context.Context, id edi.ItemID) (Counted, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.counted[id], nil
}
func (m *memory) Count(_ context.Context, changes []Counting, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	add := func(c Counted, n int) {
		if c.Link != (Link{}) {
			sum := m.traffic[c.Link]
			sum.Link, sum.Items = c.Link, sum.Items+n
			if c.Advised {
				sum.Advised += n
			}
			m.traffic[c.Link] = sum
		}
	}
	for _, c := range changes {
		if m.counted[c.Item].Version == c.Before.Version {
			add(c.Before, -1)
			add(c.After, 1)
			c.After.Version = c.Before.Version + 1
			m.counted[c.Item] = c.After
		}
	}
	return nil
}
func (m *memory) PutSamples(_ context.Context, s []Sample) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.samples = append(m.samples, s...)
	return nil
}
func (m *memory) Late(_ context.Context, id edi.ItemID) (LateItem, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, ok := m.late[id]
	return l, ok, nil
}
func (m *memory) PutLate(_ context.Context, l LateItem) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.late[l.Item] = l
	return nil
}

func (m *memory) DropLate(_ context.Context, id edi.ItemID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.late, id)
	return nil
}

func (m *memory) ListLate(context.Context, LateQuery) (LatePage, error) { return LatePage{}, nil }
func (m *memory) LateLanes(context.Context, principal.OperatorCode, Role) ([]LaneSum, error) {
	return nil, nil
}

// world is a checker and what it works on.
type world struct {
	*memory
	checker *Checker
	news    []News
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{memory: &memory{items: map[edi.ItemID]tracking.Item{}, routes: map[edi.ReceptacleID]tracking.Route{}, checks: map[string]Check{}, late: map[edi.ItemID]LateItem{},
		counts: map[Cell]Count{}, stages: map[Cell]StageCount{}, counted: map[edi.ItemID]Counted{}, traffic: map[Link]LinkCount{}}}
	week := calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{}}
	for day := 1; day <= 5; day++ {
		week.Week[fmt.Sprint(day)] = [][2]string{{"08:00", "18:00"}}
	}
	w.restart(t, week)
	return w
}

// restart is a new process on the same store.
func (w *world) restart(t *testing.T, week calendar.Spec) {
	t.Helper()
	w.checker = &Checker{Store: w.memory, Items: w.memory, Desk: &Desk{Directory: people{week: week}, Catalogue: book{release(t)}},
		Tell: func(_ context.Context, n News) error { w.news = append(w.news, n); return nil }}
}

// tell stores events of an item as one message, and plans what follows from it.
func (w *world) tell(t *testing.T, receipt string, events ...tracking.Event) {
	t.Helper()
	for k := range events {
		events[k].Receipt, events[k].Index = receipt, k
	}
	id := events[0].ItemID
	i := w.items[id]
	s10, err := edi.ParseItemID(string(id))
	if err != nil {
		t.Fatal(err)
	}
	w.items[id] = tracking.NewItem(s10, append(slices.Clone(i.Events), events...), i.Announcements, i.Particulars...)
	if err := (Planner{w.memory}).Plan(t.Context(), tracking.Chunk{Receipt: receipt}, events, nil, events[0].ReceivedAt); err != nil {
		t.Fatal(err)
	}
}

// run lets the schedule fire every ten minutes from one time to another.
func (w *world) run(t *testing.T, from, to string) (sum Report) {
	t.Helper()
	for now := at(from); !now.After(at(to)); now = now.Add(10 * time.Minute) {
		r, err := w.checker.Run(t.Context(), now)
		if err != nil {
			t.Fatal(now, err)
		}
		sum.Checked, sum.Late, sum.Eased = sum.Checked+r.Checked, sum.Late+r.Late, sum.Eased+r.Eased
	}
	return sum
}

func (w *world) owed() []string {
	var out []string
	for cell, c := range w.counts {
		out = append(out, fmt.Sprintf("%s %s-%s %s: due %d, came %d, late %d", cell.Month, cell.From, cell.To, cell.Code, c.Due, c.Came, c.Late))
	}
	sort.Strings(out)
	return out
}

const id = edi.ItemID("EE123456799GB")

// Posted on Monday the 16th, gone on the 17th, due to arrive by the end of the 20th.
func TestChecker_AnItemThatDoesNotArriveIsListedUntilItIsDelivered(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "R1", posted)
	w.tell(t, "R2", departed)
	w.run(t, "11-16 10:00", "11-20 23:50")
	if len(w.late) != 0 {
		t.Fatal("late before its time:", w.late)
	}
	if r := w.run(t, "11-21 00:00", "11-21 02:00"); r.Late != 1 {
		t.Fatal("nobody noticed:", r)
	}
	got := w.late[id]
	if got.Stage != Arrival || !got.Since.Equal(at("11-21 00:00")) || got.Why != ByStage || got.Lane != (Lane{"GB", "DE"}) || got.Origin != "GBA" || got.Destination != "DEA" || got.LastCode != "EMC" || got.Product != "EMS" {
		t.Errorf("%+v", got)
	}
	if len(w.news) != 1 || w.news[0].Operator != "GBA" || w.news[0].Partner != "DEA" {
		t.Error(w.news)
	}
	if r := w.run(t, "11-21 02:10", "11-23 12:00"); r.Late != 0 || len(w.late) != 1 || r.Checked > 3 {
		t.Error("it is looked at daily, and is one:", r)
	}
	w.tell(t, "R3", scan("EMD", "DEFRAA", "11-23 14:00"))
	w.run(t, "11-23 14:10", "11-24 14:00")
	if len(w.late) != 0 { // by now it is late on the whole only after the 23rd
		if l := w.late[id]; l.Stage != Delivery {
			t.Errorf("%+v", l)
		}
	}
	w.tell(t, "R4", scan("EMI", "DEBONA", "11-25 10:00"))
	r := w.run(t, "11-25 10:10", "11-27 12:00")
	if len(w.late) != 0 || r.Late != 0 {
		t.Error("delivered and still listed", w.late, r)
	}
	if again := w.run(t, "11-27 12:10", "12-20 12:00"); again.Checked != 0 {
		t.Error("what is over is looked at", again.Checked, "times")
	}
	want := []string{
		"2026-11 DEA-GBA EMD: due 1, came 0, late 0",
		"2026-11 DEA-GBA EMI: due 1, came 1, late 0",
		"2026-11 GBA-DEA EMA: due 1, came 1, late 0",
		"2026-11 GBA-DEA EMC: due 1, came 1, late 0",
		"2026-11 GBA-DEA ITMATT: due 1, came 0, late 0",
		"2026-11 GBA-DEA PREDES: due 1, came 0, late 0",
	}
	if d := cmp.Diff(want, w.owed()); d != "" {
		t.Error(d)
	}
	if s := w.stages[Cell{Month: "2026-11", From: "GBA", To: "DEA"}]; s != (StageCount{3, 1}) {
		t.Error(s)
	}
	var missing []string
	for _, s := range w.samples {
		missing = append(missing, s.Cell.Code)
	}
	sort.Strings(missing)
	if d := cmp.Diff([]string{"EMD", "ITMATT", "PREDES"}, missing); d != "" {
		t.Error(d)
	}
}

// An item on time is looked at a few times and leaves no trace but in the counts.
func TestChecker_AnItemOnTime(t *testing.T) {
	w := newWorld(t)
	for i, e := range []tracking.Event{posted, departed, arrived, attempt} {
		w.tell(t, fmt.Sprint("R", i), e)
	}
	r := w.run(t, "11-16 10:00", "12-05 00:00")
	if r.Late != 0 || len(w.late) != 0 || len(w.news) != 0 || r.Checked > 6 {
		t.Error(r, w.late)
	}
	if got := w.counts[Cell{"2026-11", "DEA", "GBA", "EMI"}]; got.Due != 1 || got.Came != 1 {
		t.Error("an attempt is as good:", got)
	}
}

// A checker that stood still catches up, and counts each thing once, whenever it dies.
func TestChecker_DiesAndCatchesUp(t *testing.T) {
	calm, rough := newWorld(t), newWorld(t)
	for _, w := range []*world{calm, rough} {
		w.run(t, "11-16 09:00", "11-16 10:00")
		for i, e := range []tracking.Event{posted, departed, scan("EMC", "GBLALA", "11-17 22:00", "DEFRAA"), arrived} {
			w.tell(t, fmt.Sprint("R", i), e)
		}
	}
	calm.run(t, "11-16 10:10", "11-30 00:00")
	week := calendar.Spec{TimeZone: "UTC", Week: map[string][][2]string{"1": {{"08:00", "18:00"}}, "2": {{"08:00", "18:00"}}, "3": {{"08:00", "18:00"}}, "4": {{"08:00", "18:00"}}, "5": {{"08:00", "18:00"}}}}
	for now := at("11-26 00:00"); now.Before(at("11-30 00:00")); now = now.Add(10 * time.Minute) { // ten days of silence
		rough.dies = now.Minute()%20 == 0
		rough.restart(t, week)
		if _, err := rough.checker.Run(t.Context(), now); err != nil && err.Error() != "it died" {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(calm.owed(), rough.owed()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(calm.stages, rough.stages); d != "" {
		t.Error(d)
	}
	if len(rough.late) != 1 || rough.late[id].Since != calm.late[id].Since {
		t.Error(rough.late, calm.late)
	}
}

// Two runs at once: one goes on, the other gives way, and nothing counts twice.
func TestChecker_TwoRunsAtOnce(t *testing.T) {
	w := newWorld(t)
	w.run(t, "11-16 09:00", "11-16 10:00")
	w.tell(t, "R1", departed)
	stale := *w.cursor
	w.run(t, "11-21 02:00", "11-21 02:00")
	before := w.owed()
	w2 := &stalled{w.memory, stale}
	w.checker.Store = w2
	if _, err := w.checker.Run(t.Context(), at("11-21 02:00")); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, w.owed()); d != "" {
		t.Error(d)
	}
}

// stalled reads a cursor that has moved on since.
type stalled struct {
	*memory
	cursor Cursor
}

func (s *stalled) Cursor(context.Context) (Cursor, bool, error) { return s.cursor, true, nil }

// What customs holds with a reason is not late; let go, it is looked at again.
func TestChecker_Customs(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "R1", posted)
	w.tell(t, "R2", departed)
	w.tell(t, "R3", arrived)
	w.tell(t, "R4", scan("EME", "DEFRAA", "11-18 12:00", "DOC"))
	w.run(t, "11-16 10:00", "11-27 00:00")
	if len(w.late) != 0 {
		t.Fatal("held and late:", w.late)
	}
	w.tell(t, "R5", scan("EDC", "DEFRAA", "11-27 12:00"))
	w.run(t, "11-27 12:10", "12-04 00:00") // Friday; the second working day after it is Tuesday
	if l := w.late[id]; l.Stage != Delivery || !l.Since.Equal(at("12-02 00:00")) && !l.Since.Equal(at("12-01 00:00")) {
		t.Errorf("%+v", l)
	}
}

// Items can be looked at by hand, before their hour: what is late is listed and looked at daily, and nothing counts.
func TestChecker_Now(t *testing.T) {
	w := newWorld(t)
	w.run(t, "11-17 10:00", "11-17 10:00")
	w.tell(t, "R1", departed)
	w.looksAt(t, "11-20 10:00", 0)
	w.looksAt(t, "11-22 10:00", 1)
	w.looksAt(t, "11-22 11:00", 0)
	if len(w.counts) != 0 || len(w.late) != 1 {
		t.Error(w.owed(), w.late)
	}
	w.tell(t, "R2", scan("EMI", "DEBONA", "11-22 12:00"))
	if r := w.run(t, "11-22 12:10", "11-23 14:00"); r.Eased != 1 || len(w.late) != 0 {
		t.Error(r, w.late)
	}
}

func (w *world) looksAt(t *testing.T, when string, late int) {
	t.Helper()
	r, err := w.checker.Now(t.Context(), []edi.ItemID{id, "EM200000010US"}, at(when))
	if err != nil || r.Late != late || r.Checked != 2 {
		t.Errorf("%s: %+v %v", when, r, err)
	}
}

// An item that cannot be read is told of and looked at again; it holds up nobody. When nothing can be read, the run stays where it is.
func TestChecker_PoisonHoldsUpNobody(t *testing.T) {
	w := newWorld(t)
	w.run(t, "11-17 10:00", "11-17 10:00")
	n := 0
	for k := 0; n < 20; k++ {
		for digit := range 10 {
			if s10, err := edi.ParseItemID(fmt.Sprintf("EE%08d%dGB", k, digit)); err == nil {
				e := departed
				e.ItemID = s10.ID
				w.tell(t, fmt.Sprint("R", k), e)
				n++
			}
		}
	}
	ids := slices.Sorted(maps.Keys(w.items))
	w.poison = map[edi.ItemID]bool{ids[0]: true}
	if _, err := w.checker.Run(t.Context(), at("11-22 02:00")); err == nil || len(w.late) != n-1 {
		t.Fatal(err, len(w.late), "late of", n)
	}
	for _, each := range ids {
		w.poison[each] = true
	}
	stays := w.cursor.From
	for range 3 {
		if _, err := w.checker.Run(t.Context(), at("11-23 12:00")); err == nil || !w.cursor.From.Equal(stays) {
			t.Fatal(err, w.cursor)
		}
	}
	w.poison = nil
	w.run(t, "11-23 12:00", "11-25 12:00")
	if len(w.late) != n {
		t.Error(len(w.late), "late of", n)
	}
}

// Nobody looks for ever at what nobody hears of.
func TestChecker_GivesUp(t *testing.T) {
	w := newWorld(t)
	w.tell(t, "R1", departed)
	w.run(t, "11-17 21:00", "12-31 00:00")
	if len(w.late) != 1 {
		t.Fatal(w.late)
	}
	for now := at("12-31 00:00"); now.Before(at("12-31 00:00").AddDate(0, 1, 0)); now = now.Add(time.Hour) {
		if _, err := w.checker.Run(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	w.read = 0
	if _, err := w.checker.Run(t.Context(), at("12-31 00:00").AddDate(1, 0, 0)); err != nil || len(w.late) != 0 || w.read != 0 {
		t.Error(w.late, w.read, err)
	}
}

// Strangers' events plan checks and decide nothing.
func TestChecker_AClaimMakesNothingLate(t *testing.T) {
	w := newWorld(t)
	claim := departed
	claim.Sender = "USA"
	w.tell(t, "R1", claim)
	if r := w.run(t, "11-17 21:00", "12-05 00:00"); len(w.late) != 0 || len(w.counts) != 0 || r.Checked > 2 {
		t.Error(w.late, w.owed(), r)
	}
}

// RESDES and RESDIT are owed of what was pre-advised; ITMATT of every item.
func TestChecker_Receptacles(t *testing.T) {
	w := newWorld(t)
	const r = edi.ReceptacleID("GBLALADEFRAAAEN60042001100018")
	w.items[id] = tracking.Item{Announcements: []tracking.Announcement{{Receptacle: r, Time: at("11-17 19:00"), ReceivedAt: at("11-18 10:00"), Sender: "GBA"}},
		Particulars: []tracking.Particulars{{ItemID: id, Time: at("11-16 09:00"), ReceivedAt: at("11-16 09:30"), Sender: "GBA"}}}
	w.routes[r] = tracking.Route{{Dispatch: r.DispatchOf(), Receptacle: r, Code: "received", Place: "DEFRAA", Time: at("11-18 08:00"), ReceivedAt: at("11-18 09:00"), Sender: "DEA"}}
	for i, e := range []tracking.Event{posted, departed, arrived, attempt} {
		w.tell(t, fmt.Sprint("R", i), e)
	}
	w.run(t, "11-16 10:00", "12-05 00:00")
	want := []string{
		"2026-11 DEA-GBA EMD: due 1, came 1, late 0", "2026-11 DEA-GBA EMI: due 1, came 1, late 0", "2026-11 DEA-GBA RESDES: due 1, came 1, late 0",
		"2026-11 GBA-DEA EMA: due 1, came 1, late 0", "2026-11 GBA-DEA EMC: due 1, came 1, late 0", "2026-11 GBA-DEA ITMATT: due 1, came 1, late 0", "2026-11 GBA-DEA PREDES: due 1, came 1, late 1", "2026-11 GBA-DEA RESDIT: due 1, came 0, late 0",
	}
	if d := cmp.Diff(want, w.owed()); d != "" {
		t.Error(d)
	}
}

// A chunk leaves few rows, the same ones when it is delivered again.
func TestPlan_AChunkLeavesFewRows(t *testing.T) {
	var events []tracking.Event
	for i := range 50 {
		e := []tracking.Event{posted, departed, arrived, scan("EDB", "DEFRAA", "11-18 10:00"), attempt}[i%5]
		e.ItemID = edi.ItemID(fmt.Sprintf("EE%08d9GB", i))
		e.Time = e.Time.Add(time.Duration(i) * time.Minute)
		e.ReceivedAt, e.Receipt, e.Index = at("11-20 10:00"), "R1", i
		events = append(events, e)
	}
	first, err := plan(tracking.Chunk{Receipt: "R1"}, events, nil, at("11-20 10:01"))
	if err != nil || len(first) > 4 {
		t.Fatal(len(first), err)
	}
	items := 0
	for _, l := range first {
		items += len(l.Items)
		if !l.First || l.At.Minute() != 0 || l.At.Before(at("11-20 16:00")) {
			t.Errorf("%+v", l)
		}
	}
	if items != 30 {
		t.Error(items, "items, of ten postings, ten departures and ten arrivals")
	}
	again, err := plan(tracking.Chunk{Receipt: "R1"}, events, nil, at("11-20 12:00"))
	if err != nil || cmp.Diff(first, again) != "" {
		t.Error(err, cmp.Diff(first, again))
	}
	tooLate, err := plan(tracking.Chunk{Receipt: "R1"}, events, nil, at("11-23 09:10"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range tooLate {
		if l.First || !l.At.Equal(at("11-23 11:00")) {
			t.Errorf("stored long after its receipt: %+v", l)
		}
	}
	old := posted
	old.Time = old.ReceivedAt.AddDate(0, -3, 0)
	if checks, err := plan(tracking.Chunk{Receipt: "R1"}, []tracking.Event{old}, nil, old.ReceivedAt); err != nil || len(checks) != 0 {
		t.Error("history is looked at", checks, err)
	}
}
