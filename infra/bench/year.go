package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/lakedb"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// year writes a year of a network's inquiries, and of the items that they are among, as the facts that facts-keeper leaves: a file for each month and fact. The same
// year has the same facts.
type year struct {
	Seed      uint64
	Inquiries int
	Year      int
}

// written is what a year came to.
type written struct {
	Facts int
	Bytes int64                 // on disk
	Sent  map[insight.Month]int // inquiries by month
	Items map[insight.Month]int // items that travelled by month
}

const (
	posts         = 200
	agentsOfOne   = 8                   // of a call centre
	longest       = 80 * 24 * time.Hour // an inquiry goes on, so that no more than four months are open at once
	buffered      = 1024                // facts of a partition before they are written
	monthsOfAYear = 12
	itemsOfOne    = 250 // items on an inquiry: 4 inquiries on a thousand items (assumption, from 1.75 m inquiries and some 417 m items a year)
)

// season is how busy a month is, beside the others: parcels of December are asked about in January.
var season = [monthsOfAYear]float64{1.35, 1.05, 0.95, 0.9, 0.9, 0.88, 0.85, 0.82, 0.92, 1.0, 1.08, 1.3}

// choice picks values by weight.
type choice[T any] struct {
	values []T
	sums   []float64
}

func (c *choice[T]) add(value T, weight float64) {
	sum := weight
	if len(c.sums) > 0 {
		sum += c.sums[len(c.sums)-1]
	}
	c.values, c.sums = append(c.values, value), append(c.sums, sum)
}

func (c *choice[T]) pick(r *rand.Rand) T {
	i, _ := slices.BinarySearch(c.sums, r.Float64()*c.sums[len(c.sums)-1])
	return c.values[min(i, len(c.values)-1)]
}

func weighted[T any](r map[float64][]T) (c choice[T]) {
	for _, weight := range slices.Sorted(func(yield func(float64) bool) {
		for w := range r {
			if !yield(w) {
				return
			}
		}
	}) {
		for _, value := range r[weight] {
			c.add(value, weight)
		}
	}
	return c
}

// post is an operator with its call centres.
type post struct {
	code    principal.OperatorCode
	centres []principal.CentreID
	late    float64 // share of its answers
}

// network are posts by size: the hundredth has a hundredth of the largest's inquiries.
func network(r *rand.Rand) (c choice[post]) {
	for i := range posts {
		p := post{code: principal.OperatorCode(fmt.Sprintf("%c%c%c", 'A'+i/26%26, 'A'+i%26, 'A'+i/7%26)), late: 0.01 + 0.12*r.Float64()}
		for n := range 1 + 4/(1+i/10) {
			p.centres = append(p.centres, principal.CentreID(fmt.Sprintf("%s-C%02d", p.code, n)))
		}
		c.add(p, 1/float64(i+1))
	}
	return c
}

// yearWriter is a year being written.
type yearWriter struct {
	root  string
	open  map[partition]*lakeFile
	out   written
	rand  *rand.Rand
	posts choice[post]

	products, workflows choice[string]
	advises             map[principal.OperatorCode]float64        // share of its items that a post announces
	travelled           map[insight.Month]map[insight.Traffic]int // inquiries sent, by link
	agents              map[principal.CentreID][]string
}

type partition struct {
	fact  string
	month insight.Month
}

// lakeFile is a file of the lake being written.
type lakeFile struct {
	file   *os.File
	writer *lakedb.Writer
	facts  []insight.Fact
}

// Write writes the lake below a folder. It holds some facts of at most four months in memory, whatever the size of the year.
func (y year) Write(root string) (written, error) {
	r := rand.New(rand.NewPCG(y.Seed, uint64(y.Year)))
	w := &yearWriter{root: root, open: map[partition]*lakeFile{}, rand: r, posts: network(r), agents: map[principal.CentreID][]string{}, out: written{Sent: map[insight.Month]int{}, Items: map[insight.Month]int{}},
		advises: map[principal.OperatorCode]float64{}, travelled: map[insight.Month]map[insight.Traffic]int{},
		products:  weighted(map[float64][]string{0.45: {"EMS"}, 0.2: {"PPR"}, 0.15: {"REG"}, 0.05: {"ICP", "EXP", "INS", "KPG"}}),
		workflows: weighted(map[float64][]string{0.4: {"WII"}, 0.15: {"DEL"}, 0.1: {"MIS", "CUS"}, 0.04: {"DMG", "WRD", "WPD", "RTR", "DOC", "GEN", "LIA"}})}
	for i, p := range w.posts.values {
		w.advises[p.code] = []float64{1, 1, 0.995, 0.9, 0.4}[i%5]
		for _, c := range p.centres {
			for a := range agentsOfOne {
				w.agents[c] = append(w.agents[c], insight.Pseudonym([]byte("bench"), fmt.Sprint(c, a)))
			}
		}
	}
	whole := 0.0
	for _, s := range season {
		whole += s
	}
	var err error
	for m := range monthsOfAYear {
		begins := time.Date(y.Year, time.Month(m+1), 1, 0, 0, 0, 0, time.UTC)
		n := int(math.Round(float64(y.Inquiries) * season[m] / whole))
		w.out.Sent[insight.MonthOf(begins)] = n
		for i := 0; i < n && err == nil; i++ {
			err = w.inquiry(fmt.Sprintf("%02d%06X%016X", m, i, r.Uint64()), begins.Add(time.Duration(r.Int64N(int64(begins.AddDate(0, 1, 0).Sub(begins))))))
		}
		err = errors.Join(err, w.items(insight.MonthOf(begins)), w.close(insight.MonthOf(begins)))
	}
	return w.out, errors.Join(err, w.close("9999-12"))
}

// inquiry tells what happens to one that is sent at an instant.
func (w *yearWriter) inquiry(id string, sent time.Time) error {
	r := w.rand
	from, to := w.posts.pick(r), w.posts.pick(r)
	for to.code == from.code {
		to = w.posts.pick(r)
	}
	asks, answers := from.centres[r.IntN(len(from.centres))], to.centres[r.IntN(len(to.centres))]
	sequence := 0
	h := insight.Happening{InquiryID: id, Product: w.products.pick(r), Workflow: w.workflows.pick(r), Level: 1, Urgent: r.IntN(20) == 0, SentAt: sent, TargetMinutes: 720,
		RequesterOperator: from.code, RequesterCentre: asks, ReplierOperator: to.code, DueAt: sent.Add(30 * time.Hour)}
	var err error
	tell := func(kind string, at time.Time, by principal.CentreID, change func(*insight.Happening)) {
		sequence++
		one := h
		one.Kind, one.At, one.Sequence, one.EventID = kind, at, sequence, fmt.Sprintf("%s#%d", id, sequence)
		clock, due := new((int(at.Weekday())+6)%7*24+at.Hour()), new((int(h.DueAt.Weekday())+6)%7*24+h.DueAt.Hour())
		one.Clocks = insight.Clocks{Requester: clock, Replier: clock, RequesterDue: due, ReplierDue: due}
		one.ActorKind, one.ActorCentre, one.Hour, one.Weekday = "system", "", new(at.Hour()), new((int(at.Weekday())+6)%7+1)
		agent := ""
		if by != "" {
			one.ActorKind, one.ActorCentre, agent = "agent", by, w.agents[by][r.IntN(agentsOfOne)]
		}
		if change != nil {
			change(&one)
		}
		h.ReplyCode, h.ReplyClass = one.ReplyCode, one.ReplyClass
		err = errors.Join(err, w.put(one, agent))
	}
	month := insight.MonthOf(sent)
	if w.travelled[month] == nil {
		w.travelled[month] = map[insight.Traffic]int{}
	}
	w.travelled[month][insight.Traffic{Month: month, Origin: from.code, Destination: to.code, Product: h.Product}]++
	repeated := r.IntN(25) == 0
	repeats := func(h *insight.Happening) { h.Repeated = &repeated }
	now := sent
	later := func(mean time.Duration) time.Time { // never so late that a month would have to be opened again
		now = now.Add(time.Second + min(time.Duration(r.ExpFloat64()*float64(mean)), 10*24*time.Hour))
		if latest := sent.Add(longest); now.After(latest) {
			now = latest
		}
		return now
	}
	if r.IntN(2) == 0 {
		tell("drafted", sent, asks, nil)
	}
	tell("sent", sent, asks, repeats)
	h.ReplierCentre = answers
	tell("routed", later(time.Second), "", func(h *insight.Happening) {
		repeats(h)
		h.QueueMinutes = new(0)
	})
	automatic := r.IntN(8) == 0
	if !automatic {
		tell("opened", later(3*time.Hour), answers, func(h *insight.Happening) { h.OpenMinutes = new(int(r.ExpFloat64() * 120)) })
	}
	if r.IntN(14) == 0 {
		tell("returned", later(2*time.Hour), answers, func(h *insight.Happening) { h.ReplyCode, h.ReplyClass, h.WorkingMinutes = "INC", "N", new(90) })
		tell("supplemented", later(9*time.Hour), asks, func(h *insight.Happening) { h.WaitingMinutes = new(int(r.ExpFloat64() * 500)) })
		h.DueAt = now.Add(30 * time.Hour)
	}
	late := !automatic && r.Float64() < to.late
	if late {
		now = h.DueAt.Add(time.Minute)
		tell("overdue", now, "", func(h *insight.Happening) { h.OnTime, h.WorkingMinutes = new(false), new(721) })
	} else if !automatic {
		now = minTime(later(8*time.Hour), h.DueAt)
	}
	conclusive := r.IntN(5) > 0
	if late && r.IntN(12) == 0 { // nobody answers at all
		tell("escalated", later(48*time.Hour), asks, nil)
		h.Level, h.DueAt = 2, now.Add(60*time.Hour)
	}
	by := answers
	if late {
		later(40 * time.Hour)
	}
	tell("replied", now, by, func(h *insight.Happening) {
		h.ReplyCode, h.ReplyClass, h.WorkingMinutes = "TRN", "I", new(60+int(r.ExpFloat64()*300))
		if conclusive {
			h.ReplyCode, h.ReplyClass = "DLV", "C"
		}
		if automatic {
			h.ActorKind, h.WorkingMinutes = "automatic", new(0)
		} else {
			h.AnswerMinutes = new(int(r.ExpFloat64() * 200))
		}
		if !late || h.Level == 2 {
			h.OnTime = new(!h.At.After(h.DueAt))
		}
	})
	tell("read", later(5*time.Hour), asks, func(h *insight.Happening) { h.OpenMinutes = new(int(r.ExpFloat64() * 150)) })
	if conclusive && r.IntN(30) == 0 {
		tell("rejected", later(20*time.Hour), asks, nil)
		h.Level, h.DueAt = 2, now.Add(60*time.Hour)
		tell("replied", later(20*time.Hour), answers, func(h *insight.Happening) {
			h.ReplyCode, h.ReplyClass, h.WorkingMinutes, h.OnTime = "DLV", "C", new(400), new(!h.At.After(h.DueAt))
		})
	}
	if r.IntN(40) > 0 { // some stay open
		at := later(60 * time.Hour)
		if r.IntN(30) == 0 {
			at = later(25 * 24 * time.Hour)
		}
		days := int(at.Sub(sent).Hours() / 24 * 5 / 7)
		tell("closed", at, asks, func(h *insight.Happening) {
			h.ClosingCode, h.ClosedDays = "CLO_OK", &days
			if days > insight.ResolvedInDays {
				h.Outlived = new(true)
			}
		})
	}
	return err
}

// items tells how many travelled on the links of a month that somebody asked about: busy links have more of them on an inquiry.
func (w *yearWriter) items(m insight.Month) error {
	var failed error
	for _, l := range slices.SortedFunc(maps.Keys(w.travelled[m]), func(a, b insight.Traffic) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Destination, b.Destination), cmp.Compare(a.Product, b.Product))
	}) {
		n := w.travelled[m][l]
		l.Items = n*itemsOfOne/2 + w.rand.IntN(n*itemsOfOne)
		l.PreAdvised = int(float64(l.Items) * w.advises[l.Origin])
		w.out.Items[m] += l.Items
		failed = errors.Join(failed, w.add(l.FactOf(l.Month.End().Unix())))
	}
	delete(w.travelled, m)
	return failed
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func (w *yearWriter) put(h insight.Happening, agent string) error {
	var err error
	for i, f := range insight.FactOf(h) {
		if i == 0 {
			f.Agent = agent
		}
		err = errors.Join(err, w.add(f))
	}
	return err
}

// add puts a fact into the file of its partition.
func (w *yearWriter) add(f insight.Fact) error {
	p := partition{f.Fact, f.Month}
	file := w.open[p]
	if file == nil {
		var err error
		if file, err = w.begin(p); err != nil {
			return err
		}
		w.open[p] = file
	}
	w.out.Facts++
	if file.facts = append(file.facts, f); len(file.facts) == buffered {
		return file.flush()
	}
	return nil
}

func (w *yearWriter) begin(p partition) (*lakeFile, error) {
	dir := filepath.Join(w.root, "facts", "fact="+p.fact, "month="+string(p.month))
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(filepath.Join(dir, "compacted-000.parquet"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // a month that was closed must not begin again
	if err != nil {
		return nil, err
	}
	return &lakeFile{file: file, writer: lakedb.NewWriter(file)}, nil
}

func (f *lakeFile) flush() error {
	err := f.writer.Write(f.facts...)
	f.facts = f.facts[:0]
	return err
}

// close ends the files up to a month.
func (w *yearWriter) close(upTo insight.Month) error {
	var failed error
	for p, f := range w.open {
		if p.month > upTo {
			continue
		}
		failed = errors.Join(failed, f.flush(), f.writer.Close())
		if s, err := f.file.Stat(); err == nil {
			w.out.Bytes += s.Size()
		}
		failed = errors.Join(failed, f.file.Close())
		delete(w.open, p)
	}
	return failed
}
