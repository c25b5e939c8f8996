package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// rebuildFacts is `make facts-rebuild [ENV=dev] [FROM='{"version":…}']`: facts-keeper makes all facts again from the inquiries, run after run until it is
// done. Figures stay what they were; what streaming lost is there afterwards. Cut off, it says from where to go on.
func rebuildFacts(ctx context.Context, c Checkout, args []string) error {
	given := map[string]string{}
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		given[name] = value
	}
	var from insight.Rebuild
	if given["FROM"] != "" {
		if err := json.Unmarshal([]byte(given["FROM"]), &from); err != nil {
			return fmt.Errorf("FROM= is what the run before said: %w", err)
		}
	}
	account, o, err := stageOf(ctx, c, given["ENV"])
	if err != nil {
		return err
	}
	client := lambda.NewFromConfig(account, func(l *lambda.Options) { l.RetryMaxAttempts = 1 }) // a run takes minutes: sent again it would run twice
	r, err := rebuilt(ctx, from, func(ctx context.Context, event []byte) ([]byte, error) {
		out, err := client.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String(o["FactsKeeper"]), Payload: event})
		if err != nil {
			return nil, err
		}
		if out.FunctionError != nil {
			return nil, fmt.Errorf("%s: %s", *out.FunctionError, out.Payload)
		}
		return out.Payload, nil
	})
	if err != nil {
		text, _ := json.Marshal(r)
		return fmt.Errorf("%w\nGo on with: make facts-rebuild ENV=%s FROM='%s'", err, given["ENV"], text)
	}
	say("Done: %d facts of %d notices, version %d.", r.Facts, r.Notices, r.Version)
	return nil
}

// stageOf finds the account and the outputs of a stage on AWS, or of the running local stack where none is named.
func stageOf(ctx context.Context, c Checkout, stage string) (aws.Config, Outputs, error) {
	if stage == "" {
		s := runStack(c)
		o, _, err := s.outputs(ctx)
		return s.config(), o, err
	}
	if stages[stage] == "" {
		return aws.Config{}, nil, errors.New("say ENV=dev or ENV=prod, or none for the running local stack")
	}
	account, err := config.LoadDefaultConfig(ctx, config.WithRegion(region))
	if err != nil {
		return aws.Config{}, nil, err
	}
	o, err := cloudOutputs(ctx, account, stages[stage])
	return account, o, err
}

// rebuilt runs facts-keeper until it is done and returns how far it came. A run that makes no way is an error.
func rebuilt(ctx context.Context, from insight.Rebuild, run func(context.Context, []byte) ([]byte, error)) (insight.Rebuild, error) {
	for r := from; ; {
		event, err := json.Marshal(map[string]insight.Rebuild{"rebuild": r})
		if err != nil {
			return r, err
		}
		answer, err := run(ctx, event)
		if err != nil {
			return r, fmt.Errorf("facts-keeper: %w", err)
		}
		var out struct{ Rebuild *insight.Rebuild }
		if err := json.Unmarshal(answer, &out); err != nil || out.Rebuild == nil {
			return r, fmt.Errorf("facts-keeper answers %s", answer)
		}
		before := r
		if r = *out.Rebuild; r.Done {
			return r, nil
		}
		if r.Position == before.Position && r.Month == before.Month {
			return r, errors.New("facts-keeper made no way")
		}
		say("  %d facts so far", r.Facts)
	}
}
