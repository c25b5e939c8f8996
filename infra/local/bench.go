package main

import (
	"context"
	"fmt"
)

// bench is `make bench`: what users pay for, as ratios to bare baselines of the same run, on a stack of its own.
func bench(ctx context.Context, c Checkout, _ []string) error {
	if err := need(ctx); err != nil {
		return err
	}
	if err := installPython(ctx, c); err != nil {
		return err
	}
	if err := step("building the functions", func() error { return buildFunctions(ctx, c, machine()) }); err != nil {
		return err
	}
	emulator, err := freePort(ctx)
	if err != nil {
		return err
	}
	web, err := freePort(ctx)
	if err != nil {
		return err
	}
	s := Stack{Checkout: c, Dir: c.Path(".local", "bench"), Emulator: fmt.Sprintf("http://127.0.0.1:%d", emulator), Web: fmt.Sprintf("http://localhost:%d", web)}
	if err := forget(s.Dir); err != nil {
		return err
	}
	return s.up(ctx, func(Outputs) error {
		return Program{Name: "go run ./infra/bench", Dir: string(c), Env: ours("STACK_OUTPUTS=" + s.path("outputs.json")), Args: []string{"go", "run", "./infra/bench"}}.Run(ctx)
	})
}
