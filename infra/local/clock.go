package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// moveClock is `make clock BY=3d | TO=2026-12-24T10:00:00Z | RESET=1`. The schedules that would have fired are fired once.
func moveClock(ctx context.Context, c Checkout, args []string) error {
	given := map[string]string{}
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		given[name] = value
	}
	s := runStack(c)
	o, _, err := s.outputs(ctx)
	if err != nil {
		return err
	}
	if o["LocalClockTable"] == "" {
		return errors.New("this stack has no clock to move: only the local stage has one")
	}
	clock := dynamo.Offset{Client: dynamodb.NewFromConfig(s.config()), Table: o["LocalClockTable"]}
	old, err := clock.Offset(ctx)
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	offset, err := newOffset(given, old, now)
	if err != nil {
		return err
	}
	if err := clock.SetOffset(ctx, offset); err != nil {
		return err
	}
	if offset > old {
		if err := s.fire(ctx, o["DeadlineChecker"], now); err != nil {
			return err
		}
		if reportDue(now.Add(old), now.Add(offset)) {
			if err := s.fire(ctx, o["ReportGenerator"], now); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%s (%s ahead of the machine's clock)\n", now.Add(offset).Format(time.RFC3339), offset.Round(time.Second))
	return nil
}

// farthest is how far ahead the local system's time can be moved: the catalogue and the holidays do not reach farther.
const farthest = 5 * 365 * 24 * time.Hour

func newOffset(given map[string]string, old time.Duration, now time.Time) (time.Duration, error) {
	if err := mustBeOne("BY=3d, TO=2026-12-24T10:00:00Z or RESET=1", given["BY"], given["TO"], given["RESET"]); err != nil {
		return 0, err
	}
	if given["RESET"] != "" {
		return 0, nil
	}
	offset := old
	if by := given["BY"]; by != "" {
		d, err := duration(by)
		if err != nil {
			return 0, err
		}
		offset += d
	} else {
		to, err := time.Parse(time.RFC3339, given["TO"])
		if err != nil {
			return 0, fmt.Errorf("TO=%s is no instant such as 2026-12-24T10:00:00Z", given["TO"])
		}
		offset = to.Sub(now)
	}
	if offset > farthest {
		return 0, fmt.Errorf("the clock goes at most %d days ahead; RESET=1 puts it right again", farthest/(24*time.Hour))
	}
	if offset < old {
		return 0, errors.New("time moves forward only; RESET=1 puts the clock right again")
	}
	return offset, nil
}

// duration reads 3d, 5h or 90m.
func duration(by string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(by, "d"); ok {
		n, err := strconv.Atoi(days)
		if err == nil && n >= 0 && n <= 10_000 {
			return time.Duration(n) * 24 * time.Hour, nil
		}
	} else if d, err := time.ParseDuration(by); err == nil && d >= 0 {
		return d, nil
	}
	return 0, fmt.Errorf("BY=%s is no duration such as 3d, 5h or 90m", by)
}

// reportDue says whether the schedule of reports and of letters about saved ones (every night, 03:00 UTC) lies between the two instants.
func reportDue(from, to time.Time) bool {
	const hour = 3 * time.Hour
	night := from.UTC().Truncate(24 * time.Hour).Add(hour)
	if !night.After(from) {
		night = night.AddDate(0, 0, 1)
	}
	return !night.After(to)
}

// fire runs a scheduled function as its rule would, and waits for its end.
func (s Stack) fire(ctx context.Context, function string, at time.Time) error {
	return s.invoke(ctx, function, map[string]string{"time": at.Format(time.RFC3339)})
}

func (s Stack) invoke(ctx context.Context, function string, event any) error {
	payload, err := json.Marshal(event)
	if err != nil {
		return err
	}
	out, err := lambda.NewFromConfig(s.config()).Invoke(ctx, &lambda.InvokeInput{FunctionName: &function, Payload: payload})
	if err != nil {
		return fmt.Errorf("run %s: %w", function, err)
	}
	if out.FunctionError != nil {
		return fmt.Errorf("%s failed: %s", function, out.Payload)
	}
	return nil
}
