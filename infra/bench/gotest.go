package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// result is what `go test -bench` says of one benchmark: value by unit, "ns/op", "MB/s".
type result map[string]float64

// goBench runs a package's benchmarks some times and returns the median of each figure by name, without "Benchmark" and the processor count.
func goBench(ctx context.Context, pkg string) (map[string]result, error) {
	return goTest(ctx, nil, pkg, "-bench", ".", "-benchtime", "200ms", "-count", "5", "-cpu", "1")
}

func goTest(ctx context.Context, env []string, pkg string, flags ...string) (map[string]result, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", pkg, "-run", "^$"}, flags...)...)
	cmd.Stderr, cmd.Env = os.Stderr, append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go test -bench %s: %w\n%s", pkg, err, out)
	}
	return parse(out), nil
}

func parse(out []byte) map[string]result {
	samples := map[string]map[string][]float64{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if samples[name] == nil {
			samples[name] = map[string][]float64{}
		}
		for i := 2; i+1 < len(fields); i += 2 {
			if v, err := strconv.ParseFloat(fields[i], 64); err == nil {
				samples[name][fields[i+1]] = append(samples[name][fields[i+1]], v)
			}
		}
	}
	results := map[string]result{}
	for name, units := range samples {
		results[name] = result{}
		for unit, values := range units {
			results[name][unit] = median(values)
		}
	}
	return results
}

// compare makes a table of benchmarks beside one of them, in a unit.
func compare(results map[string]result, unit, baseline string, show func(float64) string, names ...string) (Table, error) {
	bare, ok := results[baseline]
	if !ok {
		return nil, fmt.Errorf("there is no benchmark %s", baseline)
	}
	t := Table{{What: "bare: " + baseline, Measured: show(bare[unit])}}
	for _, name := range names {
		r, ok := results[name]
		if !ok {
			return nil, fmt.Errorf("there is no benchmark %s", name)
		}
		t = append(t, Row{What: name, Measured: show(r[unit]), Ratio: times(r[unit], bare[unit])})
	}
	return t, nil
}

func workingTime(ctx context.Context) (Table, error) {
	results, err := goBench(ctx, "./shared/calendar")
	if err != nil {
		return nil, err
	}
	t, err := compare(results, "ns/op", "Baseline_MinuteByMinute_12h", nanos, "Due_12h", "Due_160h", "Due_160h_TwoPauses", "Elapsed_FiveYears", "Compile")
	if err != nil {
		return nil, err
	}
	add, due := results["Baseline_TimeAdd"]["ns/op"], results["Due_12h"]["ns/op"]
	return append(t, Row{What: "Due_12h beside adding a duration", Measured: nanos(due), Ratio: times(due, add), Note: "bare: " + nanos(add)}), nil
}

func readingEMSEVT(ctx context.Context) (Table, error) {
	results, err := goBench(ctx, "./shared/edi")
	if err != nil {
		return nil, err
	}
	return compare(results, "MB/s", "BareScan", func(v float64) string { return fmt.Sprintf("%.1f MB/s", v) }, "Segments", "EMSEVT", "PREDES")
}

// ingesting measures on the engine of the running stack, or the one that EMULATOR_URL names.
func ingesting(ctx context.Context) (Table, error) {
	engine := os.Getenv("EMULATOR_URL")
	if engine == "" {
		outputs, err := stack()
		if errors.Is(err, fs.ErrNotExist) {
			return Table{{What: "not measured: no engine is up. `make run` or `make emulator` in another window, then again"}}, nil
		}
		if err != nil {
			return nil, err
		}
		engine = outputs["EmulatorUrl"]
	}
	results, err := goTest(ctx, []string{"EMULATOR_URL=" + engine}, "./shared/tracking/trackingdb", "-tags", "emulator", "-bench", "^BenchmarkIngest$", "-benchtime", "20x", "-cpu", "2")
	if err != nil {
		return nil, err
	}
	const name = "Ingest-2"
	r, ok := results[name]
	if !ok {
		return nil, fmt.Errorf("there is no benchmark %s", name)
	}
	perSecond := func(v float64) string { return fmt.Sprintf("%.0f events/s", v) }
	return Table{{What: "bare: BatchWriteItem, the same rows, nothing read or refused", Measured: perSecond(r["bare-events/s"])},
		{What: "tracking-ingest: read, inserted once, watchers asked, settled", Measured: perSecond(r["events/s"]), Ratio: fmt.Sprintf("%.2f×", r["ratio"]), Note: "the goal is 0.8; turn by turn, median"}}, nil
}
