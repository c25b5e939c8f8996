package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// aYear is what the network of 200 posts does in one: some 13 million facts, 0.6 GB on disk, and at most 4 GB more while a question is answered.
var aYear = year{Seed: 20261127, Inquiries: 1_750_000, Year: 2026}

// duck is the engine that the emulator's Athena has, without the emulator, which lists every file of the table for every statement.
type duck struct {
	in   io.WriteCloser
	out  *bufio.Reader
	stop func() error
	lake string
}

// startDuck starts it with the Python of the checkout (make tools).
func startDuck(ctx context.Context, checkout, lake string) (*duck, error) {
	python := filepath.Join(checkout, ".tools", "ministack", "bin", "python")
	if _, err := os.Stat(python); err != nil {
		return nil, fmt.Errorf("the local engine is missing, run `make tools`: %w", err)
	}
	cmd := exec.CommandContext(ctx, python, filepath.Join(checkout, "infra", "bench", "duck.py"), lake)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &duck{in: in, out: bufio.NewReader(out), lake: lake, stop: func() error { return errors.Join(in.Close(), cmd.Wait()) }}, nil
}

// answered is what a statement took and gave.
type answered struct {
	Seconds float64             `json:"seconds"`
	Read    int64               `json:"read"` // bytes
	Rows    []map[string]string `json:"rows"`
	Error   string              `json:"error"`
}

// ask runs a statement on the table, or on these files of it alone.
func (d *duck) ask(s query.Statement, files []string) (answered, error) {
	request, err := json.Marshal(map[string]any{"sql": s.SQL, "params": append([]string{}, s.Params...), "files": files})
	if err != nil {
		return answered{}, err
	}
	if _, err := d.in.Write(append(request, '\n')); err != nil {
		return answered{}, err
	}
	line, err := d.out.ReadBytes('\n')
	if err != nil {
		return answered{}, fmt.Errorf("the engine ended: %w", err)
	}
	var a answered
	if err := json.Unmarshal(line, &a); err != nil {
		return a, err
	}
	if a.Error != "" {
		return a, fmt.Errorf("%s\n%s", a.Error, s.SQL)
	}
	return a, nil
}

// files are those of the partitions that a statement is about, and their size in bytes.
func (d *duck) files(s query.Statement) (out []string, size int64, _ error) {
	for _, fact := range s.Facts {
		all, err := filepath.Glob(filepath.Join(d.lake, "facts", "fact="+fact, "month=*", "*.parquet"))
		if err != nil {
			return nil, 0, err
		}
		for _, name := range all {
			month := insight.Month(filepath.Base(filepath.Dir(name))[len("month="):])
			for _, span := range s.Spans {
				if month < span.From || month > span.To {
					continue
				}
				info, err := os.Stat(name)
				if err != nil {
					return nil, 0, err
				}
				out, size = append(out, name), size+info.Size()
			}
		}
	}
	return out, size, nil
}

// question is a statement with a name.
type question struct {
	name string
	query.Statement
}

// questions are each chart of the predefined reports, asked by the largest post and its month by the network, and twenty of somebody's own.
func questions(y int) ([]question, error) {
	now := time.Date(y+1, time.April, 1, 0, 0, 0, 0, time.UTC)
	month := insight.Month(fmt.Sprintf("%d-11", y))
	largest := principal.OperatorCode("AAA")
	head, all := query.Viewer{Operator: largest, Agents: true}, query.Viewer{Network: true}
	var out []question
	add := func(name string, d query.Definition, v query.Viewer) error {
		s, err := query.Compile(d, v, now)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, question{name, s})
		return nil
	}
	out = append(out, question{"monthly report of all", query.OfMonth(month)})
	for _, r := range query.Reports() {
		charts, err := query.Fill(r.Code, query.Subject{}, month, query.WithBefore, head)
		if err != nil {
			return nil, err
		}
		for _, c := range charts {
			if err := add("report "+r.Code+", "+c.Code, c.Definition, head); err != nil {
				return nil, err
			}
		}
	}
	one := func(m insight.Month) [2]insight.Month { return [2]insight.Month{m, m} }
	quarter, whole := [2]insight.Month{insight.Month(fmt.Sprintf("%d-10", y)), insight.Month(fmt.Sprintf("%d-12", y))}, [2]insight.Month{insight.Month(fmt.Sprintf("%d-01", y)), insight.Month(fmt.Sprintf("%d-12", y))}
	answers, both := []insight.Side{insight.Replier}, []insight.Side{insight.Replier, insight.Requester}
	for _, own := range []struct {
		name       string
		viewer     query.Viewer
		measures   []string
		sides      []insight.Side
		dimensions []query.Dimension
		filters    []query.Filter
		time       [2]insight.Month
	}{
		{"on time by partner", head, []string{"on-time-reply"}, answers, []query.Dimension{query.Partner}, nil, one(month)},
		{"on time by partner and product", head, []string{"on-time-reply", "outstanding"}, answers, []query.Dimension{query.Partner, query.Product}, nil, one(month)},
		{"requests by day", head, []string{"requests"}, both, []query.Dimension{query.Side, query.Day}, nil, one(month)},
		{"workload by weekday and hour", head, []string{"workload"}, both, []query.Dimension{query.Weekday, query.Hour}, nil, one(month)},
		{"workload by agent", head, []string{"workload", "replies", "time-to-answer"}, answers, []query.Dimension{query.Agent}, nil, one(month)},
		{"workload by agent and hour of a quarter", head, []string{"workload"}, both, []query.Dimension{query.Agent, query.Hour}, nil, quarter},
		{"reply codes of a workflow", head, []string{"replies"}, answers, []query.Dimension{query.ReplyCode}, []query.Filter{{Dimension: query.Workflow, Values: []string{"WII"}}}, quarter},
		{"times of urgent ones", head, []string{"time-to-open", "time-to-answer", "time-to-reply"}, answers, []query.Dimension{query.Centre}, []query.Filter{{Dimension: query.Urgent, Values: []string{"yes"}}}, quarter},
		{"late answers, one by one", head, []string{"on-time-reply"}, answers, []query.Dimension{query.Inquiry}, []query.Filter{{Dimension: query.Product, Values: []string{"ICP"}}}, one(month)},
		{"outstanding, one by one", head, []string{"outstanding"}, both, []query.Dimension{query.Partner, query.Inquiry}, nil, one(month)},
		{"repeats by workflow", head, []string{"repeat-rate", "requests"}, both, []query.Dimension{query.Side, query.Workflow}, nil, quarter},
		{"escalated by partner", head, []string{"escalated", "reopened"}, both, []query.Dimension{query.Partner}, nil, quarter},
		{"resolution by product", head, []string{"first-level-resolution", "resolved-in-15-days"}, both, []query.Dimension{query.Product}, nil, quarter},
		{"automatic replies by month", head, []string{"automatic-replies"}, answers, []query.Dimension{query.Month}, nil, whole},
		{"on time by month", head, []string{"on-time-reply"}, both, []query.Dimension{query.Side, query.Month}, nil, whole},
		{"on time of every post", all, []string{"on-time-reply"}, answers, []query.Dimension{query.Operator}, nil, one(month)},
		{"every link", all, []string{"requests", "on-time-reply"}, answers, []query.Dimension{query.Operator, query.Partner}, []query.Filter{{Dimension: query.Product, Values: []string{"EMS"}}}, one(month)},
		{"time to reply of every post, a quarter", all, []string{"time-to-reply", "time-to-open"}, answers, []query.Dimension{query.Operator}, nil, quarter},
		{"requests of the year by product", all, []string{"requests", "replies", "closed"}, answers, []query.Dimension{query.Product, query.Month}, nil, whole},
		{"twelve figures of a month", all, []string{"on-time-reply", "first-level-resolution", "time-to-reply", "time-to-open", "outstanding", "requests", "replies", "closed", "automatic-replies", "reopened", "returned-for-information", "workload"},
			both, []query.Dimension{query.Side}, nil, one(month)},
	} {
		d := query.Definition{Measures: own.measures, Sides: own.sides, Dimensions: own.dimensions, Filters: own.filters, From: own.time[0], To: own.time[1]}
		if err := add("own: "+own.name, d, own.viewer); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// aboutSubjects are the charts of each predefined report again, asked by the largest post about one call centre, one link and one product, and by the
// network's administration about all, a post and a product; compared with the month before. The charts of a report have one name.
func aboutSubjects(y int) ([]question, error) {
	now := time.Date(y+1, time.April, 1, 0, 0, 0, 0, time.UTC)
	month := insight.Month(fmt.Sprintf("%d-11", y))
	head, all := query.Viewer{Operator: "AAA", Agents: true}, query.Viewer{Network: true}
	var out []question
	for _, r := range query.Reports() {
		for _, about := range []struct {
			name    string
			subject query.Subject
			viewer  query.Viewer
		}{
			{"a call centre", query.Subject{Centre: "AAA-C01"}, head},
			{"a link", query.Subject{Partner: "ABA"}, head},
			{"a product", query.Subject{Product: "EMS"}, head},
			{"the network", query.Subject{}, all},
			{"a post, asked by the network", query.Subject{Operator: "AAA"}, all},
			{"a product of the network", query.Subject{Product: "REG"}, all},
		} {
			charts, err := query.Fill(r.Code, about.subject, month, query.WithBefore, about.viewer)
			if err != nil {
				return nil, err
			}
			for _, c := range charts {
				s, err := query.Compile(c.Definition, about.viewer, now)
				if err != nil {
					return nil, fmt.Errorf("%s, %s: %w", r.Code, c.Code, err)
				}
				out = append(out, question{"report " + r.Code + " of " + about.name, s})
			}
		}
	}
	return out, nil
}

// asked is what became of a question: as the engine answers it on the table, and beside it the same SQL on the files that it is about.
type asked struct {
	question
	table, bare answered
	size        int64 // of those files, bytes
}

// add puts another one of the same name to it.
func (a *asked) add(b asked) {
	a.name, a.size = b.name, a.size+b.size
	a.table.Seconds, a.bare.Seconds = a.table.Seconds+b.table.Seconds, a.bare.Seconds+b.bare.Seconds
	a.table.Read, a.table.Rows = a.table.Read+b.table.Read, append(a.table.Rows, b.table.Rows...)
}

// How often a question is asked both ways: the middle one counts, and who comes first changes, so that neither way always finds the files read already.
// Once is enough of charts whose times are added up.
const (
	turns        = 3
	turnsOfAdded = 1
)

// askAll asks everything on the table and bare, so many times in turn, and refuses answers that differ.
func askAll(d *duck, all []question, turns int, each func(asked)) error {
	for i, q := range all {
		files, size, err := d.files(q.Statement)
		if err != nil {
			return err
		}
		var table, bare []answered
		for turn := range turns {
			ways := []func() error{
				func() error { return d.also(q.Statement, files, &bare) },
				func() error { return d.also(q.Statement, nil, &table) },
			}
			if (i+turn)%2 == 1 {
				slices.Reverse(ways)
			}
			for _, ask := range ways {
				if err := ask(); err != nil {
					return fmt.Errorf("%s: %w", q.name, err)
				}
			}
			if !reflect.DeepEqual(table[turn].Rows, bare[turn].Rows) {
				return fmt.Errorf("%s: the table answers another thing than its files", q.name)
			}
		}
		each(asked{question: q, table: middleOf(table), bare: middleOf(bare), size: size})
	}
	return nil
}

// also asks a statement once more.
func (d *duck) also(s query.Statement, files []string, all *[]answered) error {
	a, err := d.ask(s, files)
	*all = append(*all, a)
	return err
}

// middleOf is the answer that took neither longest nor shortest, with what the one that read least read: the first one reads libraries too.
func middleOf(all []answered) answered {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b answered) int { return cmp.Compare(a.Seconds, b.Seconds) })
	out := sorted[len(sorted)/2]
	for _, a := range all {
		out.Read = min(out.Read, a.Read)
	}
	return out
}

// insights writes a year into a folder of its own, asks every report and twenty questions, and takes the folder away.
func insights(ctx context.Context) (t Table, err error) {
	dir, err := os.MkdirTemp("", "whereabouts-year")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	year := aYear
	if smaller := os.Getenv("BENCH_INQUIRIES"); smaller != "" {
		if year.Inquiries, err = strconv.Atoi(smaller); err != nil {
			return nil, fmt.Errorf("BENCH_INQUIRIES: %w", err)
		}
	}
	began := time.Now()
	w, err := year.Write(dir)
	if err != nil {
		return nil, fmt.Errorf("write a year: %w", err)
	}
	t = Table{{What: fmt.Sprintf("a year: %d inquiries, %d facts", year.Inquiries, w.Facts), Measured: fmt.Sprintf("%.0f MB", float64(w.Bytes)/1e6), Note: fmt.Sprintf("written in %.0f s", time.Since(began).Seconds())}}
	all, err := questions(year.Year)
	if err != nil {
		return nil, err
	}
	subjects, err := aboutSubjects(year.Year)
	if err != nil {
		return nil, err
	}
	d, err := startDuck(ctx, ".", dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.stop()) }()
	var ratios []float64
	var sum asked // of the charts of a report
	put := func(a asked) {
		t = append(t, Row{What: a.name, Measured: nanos(a.table.Seconds * 1e9), Ratio: times(a.table.Seconds, a.bare.Seconds),
			Note: fmt.Sprintf("read %.1f of %.1f MB, %d rows", float64(a.table.Read)/1e6, float64(a.size)/1e6, len(a.table.Rows))})
	}
	err = askAll(d, all, turns, func(a asked) {
		ratios = append(ratios, a.table.Seconds/a.bare.Seconds)
		put(a)
	})
	if err != nil {
		return t, err
	}
	err = askAll(d, subjects, turnsOfAdded, func(a asked) {
		if sum.name != a.name && sum.name != "" {
			put(sum)
			sum = asked{}
		}
		sum.add(a)
	})
	put(sum)
	return append(t, middle(ratios)), err
}

// middle is the last row: of how many ratios which is in the middle.
func middle(ratios []float64) Row {
	return Row{What: fmt.Sprintf("middle of all %d, beside the same SQL on the files alone", len(ratios)), Ratio: times(median(ratios), 1)}
}
