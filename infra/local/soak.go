package main

import (
	"context"
	"fmt"
)

// soak is `make soak`: tracking under load and under files of 64 MB, on an emulator of its own.
func soak(ctx context.Context, c Checkout, _ []string) error {
	if err := need(ctx); err != nil {
		return err
	}
	if err := installPython(ctx, c); err != nil {
		return err
	}
	port, err := freePort(ctx)
	if err != nil {
		return err
	}
	s := Stack{Checkout: c, Dir: c.Path(".local", "soak"), Emulator: fmt.Sprintf("http://127.0.0.1:%d", port)}
	if err := forget(s.Dir); err != nil {
		return err
	}
	e, err := s.start(ctx)
	if err != nil {
		return err
	}
	defer e.stop()
	return Program{Name: "go test", Dir: string(c), Env: ours("EMULATOR_URL=" + s.Emulator), Args: []string{"go", "test", "-count=1", "-tags", "emulator,soak",
		"-run", "Soak|MemoryDoesNotGrow", "-v", "-timeout", "60m", "./shared/tracking/..."}}.Run(ctx)
}
