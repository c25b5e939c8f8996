// Command local runs the whole system on one machine: it installs the pinned tools into the checkout, builds, starts the emulator,
// deploys the template, seeds demo data and serves the SPA. The Makefile is its only caller.
//
// It must not know rules: what it seeds goes through the same API and the same loaders that everybody uses.
package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// commands are what the Makefile calls; each says in one sentence what went wrong, if something did.
var commands = map[string]func(context.Context, Checkout, []string) error{
	"run":      run,
	"test":     test,
	"stories":  stories,
	"check":    check,
	"lint":     lint,
	"bench":    bench,
	"soak":     soak,
	"build":    build,
	"deploy":   deploy,
	"token":    token,
	"clock":    moveClock,
	"dev":      dev,
	"reset":    reset,
	"emulator": emulatorOnly,
	"smoke":    smoke,
	"tools":    tools,
	"lock":     lock,
	"facts":    rebuildFacts,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	err := dispatch(ctx, os.Args[1:])
	interrupted := ctx.Err() != nil
	stop()
	if err != nil && !interrupted {
		fmt.Fprintln(os.Stderr, "\nFAILED: "+err.Error())
		os.Exit(1)
	}
	if interrupted && len(os.Args) > 1 && os.Args[1] != "run" && os.Args[1] != "emulator" {
		os.Exit(130) // half a job; for the two that run until interrupted it is the ordinary end
	}
}

func dispatch(ctx context.Context, args []string) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	if len(args) == 0 || commands[args[0]] == nil {
		return fmt.Errorf("say what to do: %s", strings.Join(slices.Sorted(maps.Keys(commands)), ", "))
	}
	if _, err := os.Stat(filepath.Join(root, "template.yaml")); err != nil {
		return fmt.Errorf("start it in the checkout's root, where template.yaml is")
	}
	return commands[args[0]](ctx, Checkout(root), args[1:])
}

// Checkout is the root folder; everything that is installed, built or kept lies below it.
type Checkout string

// Path joins the parts to the root.
func (c Checkout) Path(parts ...string) string {
	return filepath.Join(append([]string{string(c)}, parts...)...)
}
