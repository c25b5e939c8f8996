//go:build scenario

package scenarios

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/athena"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// course delivers facts of the past: so many replies in each of the last weeks that are over, each after as many working hours as its week says, two of
// them since somebody opened the request. It waits until the lake has them. The weeks are $NAME_1, $NAME_2 and so on.
func (s *stage) course(ts *testscript.TestScript, args []string) error {
	requester, replier := principal.CentreID(args[1]), principal.CentreID(args[2])
	n, err := strconv.Atoi(args[3])
	if err != nil {
		return err
	}
	now, err := s.time()
	if err != nil {
		return err
	}
	hours := strings.Fields(args[4])
	play := fmt.Sprintf("%016x", rand.Uint64())
	var weeks []signal.Week
	var facts []insight.Fact
	for i, text := range hours {
		w := signal.WeekOf(now).Plus(i - len(hours))
		weeks = append(weeks, w)
		ts.Setenv(fmt.Sprintf("%s_%d", args[0], i+1), string(w))
		h, err := strconv.Atoi(text)
		if err != nil {
			return err
		}
		for k := range n {
			working, answering := 60*h, 120
			inquiry := fmt.Sprintf("%s-%d-%d", play, i, k)
			facts = append(facts, insight.FactOf(insight.Happening{EventID: inquiry + "#5", Sequence: 5, InquiryID: inquiry, Kind: insight.KindReplied, At: w.Start().Add(time.Duration(8+k%100) * time.Hour),
				Product: "EMS", Workflow: "WII", Level: 1, RequesterOperator: requester.Operator(), RequesterCentre: requester, ReplierOperator: replier.Operator(), ReplierCentre: replier,
				ActorKind: "agent", ActorCentre: replier, ReplyCode: "DLV", ReplyClass: "C", WorkingMinutes: &working, AnswerMinutes: &answering})...)
		}
	}
	before, err := s.timed(weeks, replier.Operator())
	if err != nil {
		return err
	}
	if err := (insightdb.Facts{Client: firehose.NewFromConfig(s.config), Stream: s.outputs["FactsStream"]}).Put(ctx(), facts...); err != nil {
		return err
	}
	return wait(func() error {
		after, err := s.timed(weeks, replier.Operator())
		if err == nil && after < before+len(facts) {
			err = fmt.Errorf("%d of %d replies are in the lake", after-before, len(facts))
		}
		return err
	})
}

// belated delivers the facts of an answer that was due at the end of a month and found overdue then, as if they had been on their way until now.
func (s *stage) belated(_ *testscript.TestScript, args []string) error {
	requester, replier := principal.CentreID(args[1]), principal.CentreID(args[2])
	end := insight.Month(args[0]).End()
	inquiry := fmt.Sprintf("%016x", rand.Uint64())
	facts := insight.FactOf(insight.Happening{EventID: inquiry + "#4", Sequence: 4, InquiryID: inquiry, Kind: insight.KindOverdue, At: end.Add(-time.Hour), DueAt: end.Add(-time.Hour), OnTime: new(false),
		Product: "EMS", Workflow: "WII", Level: 1, RequesterOperator: requester.Operator(), RequesterCentre: requester, ReplierOperator: replier.Operator(), ReplierCentre: replier, ActorKind: "system"})
	return insightdb.Facts{Client: firehose.NewFromConfig(s.config), Stream: s.outputs["FactsStream"]}.Put(ctx(), facts...)
}

// counted waits until the lake counts at least so many of a measure (a column of insight.Measures) in a month, on one side of an operator.
func (s *stage) counted(ts *testscript.TestScript, args []string) error {
	least, err := strconv.Atoi(os.Expand(args[4], ts.Getenv))
	if err != nil {
		return err
	}
	i := slices.IndexFunc(insight.Measures, func(m insight.Measure) bool { return m.Column == args[3] })
	if i < 0 {
		return fmt.Errorf("there is no measure %s", args[3])
	}
	lake := s.lake()
	return wait(func() error {
		lines, err := lake.Month(ctx(), insight.Month(args[0]))
		n := 0
		for _, l := range lines {
			if string(l.Operator) == args[1] && string(l.Side) == args[2] {
				n += *insight.Measures[i].Of(&l.Counts)
			}
		}
		if err == nil && n < least {
			err = fmt.Errorf("the lake counts %d", n)
		}
		return err
	})
}

// remade waits until so many facts of a rebuild, told apart by its version, are in the lake.
func (s *stage) remade(_ *testscript.TestScript, args []string) error {
	least, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	return wait(func() error {
		n, err := s.facts("fact_version = " + args[0])
		if err == nil && n < least {
			err = fmt.Errorf("%d of %d facts are in the lake", n, least)
		}
		return err
	})
}

// settled waits until no fact has come to the lake for a while: several times as long as one is on its way.
func (s *stage) settled(*testscript.TestScript, []string) error {
	const quiet = 10 * time.Second
	last, since := -1, time.Now()
	return wait(func() error {
		n, err := s.facts("fact <> ''")
		if err != nil {
			return err
		}
		if n != last {
			last, since = n, time.Now()
		}
		if left := quiet - time.Since(since); left > 0 {
			return fmt.Errorf("facts still come: there are %d", n)
		}
		return nil
	})
}

// facts counts the facts in the lake that meet a condition.
func (s *stage) facts(condition string) (int, error) {
	lake := s.lake()
	run, err := lake.Start(ctx(), query.Statement{SQL: "SELECT count(*) AS n FROM facts WHERE " + condition})
	if err != nil {
		return 0, err
	}
	for state := query.Running; state == query.Running; { // of a count in the local engine: at once
		p, err := lake.Progress(ctx(), run)
		if err != nil {
			return 0, err
		}
		state = p.State
	}
	rows, err := lake.Rows(ctx(), run)
	if err != nil {
		return 0, err
	}
	if len(rows) != 1 {
		return 0, fmt.Errorf("%d rows of a count", len(rows))
	}
	return strconv.Atoi(rows[0]["n"])
}

func (s *stage) lake() insightdb.Athena {
	return insightdb.Athena{Client: athena.NewFromConfig(s.config), Database: s.outputs["FactsDatabase"], WorkGroup: s.outputs["FactsWorkGroup"]}
}

// partner makes the code of an operator that nobody has asked anything: stories may run again on the same stack.
func (s *stage) partner(ts *testscript.TestScript, args []string) error {
	letter := func() rune { return rune('A' + rand.IntN(26)) }
	ts.Setenv(args[0], fmt.Sprintf("%c%d%c", letter(), rand.IntN(10), letter()))
	return nil
}

// timed is how many replies an operator gave in some weeks.
func (s *stage) timed(weeks []signal.Week, operator principal.OperatorCode) (n int, _ error) {
	counted, err := s.lake().Weeks(ctx(), weeks)
	for _, c := range counted[operator] {
		if c.Side == insight.Replier {
			n += c.Counts.RepliesTimed
		}
	}
	return n, err
}
