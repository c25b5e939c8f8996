//go:build scenario

package scenarios

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// item makes an identifier by S10 that nobody has used: stories may run again on the same stack.
func (s *stage) item(ts *testscript.TestScript, args []string) error {
	serial := fmt.Sprintf("%08d", rand.IntN(100_000_000))
	sum := 0
	for i, weight := range []int{8, 6, 4, 2, 3, 5, 9, 7} {
		sum += weight * int(serial[i]-'0')
	}
	check := 11 - sum%11
	switch check {
	case 10:
		check = 0
	case 11:
		check = 5
	}
	ts.Setenv(args[0], fmt.Sprintf("%s%s%d%s", args[1], serial, check, args[2]))
	ts.Setenv(args[0]+"_typed", strings.ToLower(fmt.Sprintf("%s-%s%%20%s%%20%d%%20%s", args[1], serial[:4], serial[4:], check, args[2]))) // as people type it, in an address
	ts.Setenv(args[0]+"_misread", fmt.Sprintf("%s%s%d%s", args[1], serial, (check+1)%10, args[2]))                                        // with a wrong check digit
	return nil
}

// dispatch makes identifiers by S8 and S9 that nobody has used: a dispatch and two receptacles of it; and of a consignment.
func (s *stage) dispatch(ts *testscript.TestScript, args []string) error {
	letter := func() rune { return rune('A' + rand.IntN(26)) }
	id := fmt.Sprintf("%s%sA%c%c%d%04d", args[1], args[2], letter(), letter(), rand.IntN(10), rand.IntN(10_000))
	ts.Setenv(args[0], id)
	ts.Setenv(args[0]+"_1", id+"001000125")
	ts.Setenv(args[0]+"_2", id+"002100031")
	ts.Setenv(args[0]+"_1_typed", strings.ToLower(id[:6]+"%20"+id[6:12]+"%20"+id[12:]+"-001-0-0-0125")) // as people type it, in an address
	ts.Setenv(args[0]+"_consignment", fmt.Sprintf("%s%09d", args[1][:2], rand.IntN(1_000_000_000)))
	return nil
}

// tell sends a tracking message and waits until all of it is stored.
func (s *stage) tell(ts *testscript.TestScript, args []string) error {
	if err := s.say(ts, http.MethodPost, "/v1/tracking/messages", text(ts, args[0])); err != nil {
		return err
	}
	if err := s.status(ts, []string{"202"}); err != nil {
		return err
	}
	receipt, _ := find(of(ts).last.json, ".receipt")
	return s.eventually(ts, []string{"/v1/tracking/messages/" + plain(receipt), ".status", "done", ".counts.rejected", "0"})
}

// long makes a text of some length.
func (s *stage) long(ts *testscript.TestScript, args []string) error {
	n, err := strconv.Atoi(args[1])
	ts.Setenv(args[0], strings.Repeat("x", max(n, 0)))
	return err
}

// scan tells of an event on an item and waits until it is stored.
func (s *stage) scan(ts *testscript.TestScript, args []string) error {
	at, err := s.time()
	if err != nil {
		return err
	}
	if len(args) > 3 {
		ago, err := duration(args[3])
		if err != nil {
			return err
		}
		at = at.Add(-ago)
	}
	body, err := json.Marshal(map[string]any{"events": []any{map[string]any{"itemId": args[0], "code": args[1], "office": args[2], "eventTime": at.Format(time.RFC3339)}}})
	if err != nil {
		return err
	}
	if err := s.say(ts, http.MethodPost, "/v1/tracking/messages", string(body)); err != nil {
		return err
	}
	if err := s.status(ts, []string{"202"}); err != nil {
		return err
	}
	receipt, _ := find(of(ts).last.json, ".receipt")
	return s.eventually(ts, []string{"/v1/tracking/messages/" + plain(receipt), ".status", "done", ".counts.stored", "1"})
}

// time is the instant the system lives in.
func (s *stage) time() (time.Time, error) {
	offset, err := s.clock.Offset(ctx())
	return time.Now().UTC().Add(offset).Truncate(time.Second), err
}

// moveClock moves the system's time forward. It never goes back: what happened has happened.
func (s *stage) moveClock(ts *testscript.TestScript, args []string) error {
	offset, err := s.clock.Offset(ctx())
	if err != nil {
		return err
	}
	by := args[len(args)-1]
	target := time.Now().Add(offset)
	if args[0] == "to" {
		if target, err = time.Parse(time.RFC3339, args[1]); err != nil {
			return err
		}
		if len(args) < 3 {
			by = "0s"
		}
	}
	d, err := duration(by)
	if err != nil {
		return err
	}
	if moved := time.Until(target.Add(d)); moved > offset {
		return s.clock.SetOffset(ctx(), moved)
	}
	return nil
}

func (s *stage) now(ts *testscript.TestScript, args []string) error {
	t, err := s.time()
	if err != nil {
		return err
	}
	if len(args) > 1 {
		d, err := duration(args[1])
		if err != nil {
			return err
		}
		t = t.Add(d)
	}
	ts.Setenv(args[0], t.Format(time.RFC3339))
	ts.Setenv(args[0]+"_edi", t.Format("200601021504")+"UTC")
	return nil
}

func (s *stage) month(ts *testscript.TestScript, args []string) error {
	t, err := time.Parse(time.RFC3339, args[1])
	if err != nil {
		return err
	}
	m := insight.MonthOf(t)
	ts.Setenv(args[0], string(m))
	ts.Setenv(args[0]+"_end", m.End().Format(time.RFC3339))
	return nil
}

// week is the week (ISO 8601) that the system lives in, by UTC: 2026-W48; its end, the next Monday; and the month in which it began.
func (s *stage) week(ts *testscript.TestScript, args []string) error {
	now, err := s.time()
	if err != nil {
		return err
	}
	year, n := now.ISOWeek()
	monday := now.Truncate(24*time.Hour).AddDate(0, 0, -(int(now.Weekday())+6)%7)
	ts.Setenv(args[0], fmt.Sprintf("%d-W%02d", year, n))
	ts.Setenv(args[0]+"_end", monday.AddDate(0, 0, 7).Format(time.RFC3339))
	ts.Setenv(args[0]+"_month", monday.Format("2006-01"))
	return nil
}

// report makes the caller's report of a month until it says what is expected: facts take a moment to reach the lake.
func (s *stage) report(ts *testscript.TestScript, args []string) error {
	if len(args)%2 == 0 {
		return fmt.Errorf("a path without a value")
	}
	operator, err := s.whose(ts)
	if err != nil {
		return err
	}
	return wait(func() error {
		if err := s.invoke(ts, "ReportGenerator", fmt.Sprintf(`{"month":%q,"operator":%q}`, args[0], operator)); err != nil {
			return err
		}
		if err := s.say(ts, http.MethodGet, "/v1/reports?month="+args[0], ""); err != nil {
			return err
		}
		id, ok := find(of(ts).last.json, ".items[0].id")
		if !ok {
			return fmt.Errorf("there is no report")
		}
		if err := s.say(ts, http.MethodGet, "/v1/reports/"+plain(id), ""); err != nil {
			return err
		}
		return s.match(ts, args[1:])
	})
}

// figure makes the caller's report of a month and keeps a figure of the caller's; before the month has begun, or without a row, it is 0.
func (s *stage) figure(ts *testscript.TestScript, args []string) error {
	ts.Setenv(args[0], "0")
	if now, err := s.time(); err != nil || now.Before(insight.Month(args[1]).Start()) {
		return err
	}
	if err := s.report(ts, []string{args[1], ".kind", "monthly"}); err != nil {
		return err
	}
	if v, ok := find(of(ts).last.json, args[2]); ok {
		ts.Setenv(args[0], plain(v))
	}
	return nil
}

// plus adds to a figure.
func (s *stage) plus(ts *testscript.TestScript, args []string) error {
	a, err := strconv.Atoi(ts.Getenv(args[0]))
	if err != nil {
		return err
	}
	b, err := strconv.Atoi(args[1])
	ts.Setenv(args[0], strconv.Itoa(a+b))
	return err
}

// tick fires the deadline checker's schedule.
func (s *stage) tick(ts *testscript.TestScript, _ []string) error {
	return s.invoke(ts, "DeadlineChecker", fmt.Sprintf(`{"time":%q}`, time.Now().UTC().Format(time.RFC3339)))
}

func (s *stage) run(ts *testscript.TestScript, args []string) error {
	return s.invoke(ts, args[0], text(ts, args[1]))
}

func (s *stage) invoke(ts *testscript.TestScript, function, payload string) error {
	name := s.outputs[function]
	if name == "" {
		return fmt.Errorf("the stack has no function %s among its outputs", function)
	}
	out, err := s.lambda.Invoke(ctx(), &lambda.InvokeInput{FunctionName: &name, Payload: []byte(payload)})
	if err != nil {
		return err
	}
	of(ts).last = answer{status: http.StatusOK, header: http.Header{}, text: string(out.Payload)}
	_ = json.Unmarshal(out.Payload, &of(ts).last.json)
	if out.FunctionError != nil {
		return fmt.Errorf("it failed: %s", out.Payload)
	}
	return nil
}

func (s *stage) queue(ts *testscript.TestScript, args []string) error {
	url := s.outputs[args[0]]
	if url == "" {
		return fmt.Errorf("the stack has no queue %s among its outputs", args[0])
	}
	switch args[1] {
	case "send":
		body := text(ts, args[2])
		_, err := s.sqs.SendMessage(ctx(), &sqs.SendMessageInput{QueueUrl: &url, MessageBody: &body})
		return err
	case "retries-after": // sooner than in earnest, until the story's end
		before, err := s.sqs.GetQueueAttributes(ctx(), &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameVisibilityTimeout}})
		if err != nil {
			return err
		}
		set := func(seconds string) error {
			_, err := s.sqs.SetQueueAttributes(ctx(), &sqs.SetQueueAttributesInput{QueueUrl: &url, Attributes: map[string]string{"VisibilityTimeout": seconds}})
			return err
		}
		ts.Defer(func() { ts.Check(set(before.Attributes["VisibilityTimeout"])) })
		if _, err := strconv.Atoi(args[2]); err != nil {
			return err
		}
		return set(args[2])
	case "eventually-holds":
		want := text(ts, args[2])
		return wait(func() error { return s.take(url, want) })
	}
	return fmt.Errorf("a queue cannot %s", args[1])
}

// take removes the message that holds a text from a queue, if it is there.
func (s *stage) take(url, want string) error {
	out, err := s.sqs.ReceiveMessage(ctx(), &sqs.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 10, VisibilityTimeout: 1})
	if err != nil {
		return err
	}
	for _, m := range out.Messages {
		if strings.Contains(aws.ToString(m.Body), want) {
			_, err := s.sqs.DeleteMessage(ctx(), &sqs.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: m.ReceiptHandle})
			return err
		}
	}
	return fmt.Errorf("%d other messages", len(out.Messages))
}
