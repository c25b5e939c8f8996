// Command bench measures what users pay for, each as a ratio to a bare baseline of the same run, because this machine's speed is nobody else's:
// the working-time engine, reading EMSEVT, figures of a year of facts, the CPU of a request, size and start of each function, and a warm request through the local stack.
//
// `go run ./infra/bench figures` measures the parts alone whose name has the word; BENCH_INQUIRIES makes the year of figures smaller.
//
// A running local stack is found by STACK_OUTPUTS, or is that of `make run`. Without one the last part is left out, and says so.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "\nFAILED: "+err.Error())
		os.Exit(1)
	}
}

// part is a table of its own.
type part struct {
	name    string
	measure func(context.Context) (Table, error)
}

func bench(ctx context.Context, words []string) error {
	for _, p := range []part{
		{"Working time (shared/calendar)", workingTime},
		{"Reading EMSEVT and PREDES (shared/edi)", readingEMSEVT},
		{"Ingesting events beside a bare loop of BatchWriteItem, on one local engine", ingesting},
		{"Insights: figures of a year, beside the same SQL on the files alone", insights},
		{"CPU of a request, in process", requestCPU},
		{"Functions: size and start to first poll", functions},
		{"Warm request through the local stack", warmRequests},
	} {
		if len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return strings.Contains(strings.ToLower(p.name), strings.ToLower(word)) }) {
			continue
		}
		began := time.Now()
		table, err := p.measure(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		fmt.Printf("\n%s (%.0f s)\n", p.name, time.Since(began).Seconds())
		if err := table.Print(os.Stdout); err != nil {
			return err
		}
	}
	return nil
}
