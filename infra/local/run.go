package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// run is `make run`: everything, until it is interrupted. The data stay for the next time.
func run(ctx context.Context, c Checkout, _ []string) error {
	began := time.Now()
	s := runStack(c)
	if err := need(ctx); err != nil {
		return err
	}
	if err := needPort(ctx, webPort, "SPA"); err != nil {
		return err
	}
	if givenEmulator() == "" {
		if err := needPort(ctx, emulatorPort, "emulator"); err != nil {
			return err
		}
	}
	if err := installPython(ctx, c); err != nil {
		return err
	}
	if err := step("building the functions", func() error { return buildFunctions(ctx, c, machine()) }); err != nil {
		return err
	}
	if err := buildWeb(ctx, c); err != nil {
		return err
	}
	return s.up(ctx, func(o Outputs) error {
		people, err := readPeople(c)
		if err != nil {
			return err
		}
		s.welcome(o, people, time.Since(began))
		<-ctx.Done()
		return nil
	})
}

// up starts the emulator unless one was given, deploys, seeds and serves the SPA; then it calls ready. When that returns,
// or the emulator dies, everything that was started is stopped.
func (s Stack) up(ctx context.Context, ready func(Outputs) error) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if givenEmulator() == "" {
		var e *Emulator
		if err := step("starting the emulator", func() error { e, err = s.start(ctx); return err }); err != nil {
			return err
		}
		defer func() {
			say("» stopping …")
			e.stop()
			if s.Passing {
				say("  stopped; the logs are kept in %s", s.Dir)
			} else {
				say("  stopped; the data are kept in %s", s.Dir)
			}
		}()
		go func() {
			<-e.ended
			cancel(e.died())
		}()
	} else {
		say("» using the emulator at %s", s.Emulator)
	}
	o, err := s.deployed(ctx)
	if err != nil {
		return because(ctx, err)
	}
	if err := s.seed(ctx, o); err != nil {
		return because(ctx, err)
	}
	closeWeb, err := s.serve(ctx, o)
	if err != nil {
		return err
	}
	defer closeWeb()
	done := make(chan error, 1)
	go func() { done <- ready(o) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return because(ctx, nil)
	}
}

// because prefers the reason why everything was called off: a dead emulator, not the request it left unanswered.
func because(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

func (s Stack) welcome(o Outputs, people []Person, took time.Duration) {
	say("\nWhereabouts runs at %s (started in %.0f s). Ctrl-C stops it and keeps the data.\n", s.Web, took.Seconds())
	say("Sign in as one of these, password %s:", demoPassword)
	for _, p := range people {
		say("  %-30s %s", p.Email, p.About)
	}
	say("\nTry:")
	say("  · Sign in as %s, search an item, ask where it is; answer it as %s in a private window.", people[0].Email, people[1].Email)
	say("  · TOKEN=$(make -s token) && curl -s -H \"Authorization: Bearer $TOKEN\" %s/v1/me", s.Web)
	say("  · make clock BY=3d    moves the system's time: deadlines approach and pass")
	say("  · make reset          the demo as on its first day, at the machine's time")
	say("  · make dev FUNCTION=inquiry-api    brings a changed function there in a second or two")
	say("\nLogs: %s (functions), %s (emulator). API: %s/v1/openapi.json\n", s.path("functions.log"), s.path("emulator.log"), s.Web)
	_ = o
}

func mustBeOne(name string, values ...string) error {
	n := 0
	for _, v := range values {
		if v != "" {
			n++
		}
	}
	if n != 1 {
		return fmt.Errorf("say one of %s", name)
	}
	return nil
}
