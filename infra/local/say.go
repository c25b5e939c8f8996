package main

import (
	"fmt"
	"os"
	"time"
)

// say writes a line of progress. Progress goes to standard error, so that `token` can print nothing but a token.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// step says what is being done, does it and says how long it took.
func step(what string, do func() error) error {
	began := time.Now()
	say("» %s …", what)
	if err := do(); err != nil {
		return err
	}
	say("  done in %.1f s", time.Since(began).Seconds())
	return nil
}
