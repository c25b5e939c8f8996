package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// check is `make check`: what to run before a commit. It needs no emulator and takes less than two minutes.
func check(ctx context.Context, c Checkout, _ []string) error {
	if err := need(ctx); err != nil {
		return err
	}
	return steps(ctx, c, "make check", []work{
		{"format, vet and lint", lintGo},
		{"tests that need no emulator", func(ctx context.Context, c Checkout) error { return goTest(ctx, c, nil, "./...") }},
	})
}

// lint is `make lint`: Go, the template and the SPA.
func lint(ctx context.Context, c Checkout, _ []string) error {
	if err := need(ctx); err != nil {
		return err
	}
	return steps(ctx, c, "make lint", []work{{"format, vet and lint", lintGo}, {"the template", lintTemplate}, {"the SPA", lintWeb}})
}

// test is `make test`: everything that CI checks, on a stack of its own beside whatever `make run` has up.
func test(ctx context.Context, c Checkout, _ []string) error {
	if err := need(ctx); err != nil {
		return err
	}
	if err := tools(ctx, c, nil); err != nil {
		return err
	}
	browser, err := chromium(ctx)
	if err != nil {
		return err
	}
	return steps(ctx, c, "make test", []work{
		{"format, vet and lint", lintGo},
		{"the template", lintTemplate},
		{"tests that need no emulator", func(ctx context.Context, c Checkout) error { return goTest(ctx, c, nil, "./...") }},
		{"the SPA: lint, unit tests, build", testWeb},
		{"building the functions", func(ctx context.Context, c Checkout) error { return buildFunctions(ctx, c, machine()) }},
		{"stores and browser stories against the local stack", func(ctx context.Context, c Checkout) error { return testStack(ctx, c, browser) }},
		{"scenarios against a stack of their own", func(ctx context.Context, c Checkout) error { return play(ctx, c, "") }},
	})
}

// work is a named part of a longer run.
type work struct {
	name string
	do   func(context.Context, Checkout) error
}

func steps(ctx context.Context, c Checkout, name string, all []work) error {
	began := time.Now()
	for _, w := range all {
		if err := step(w.name, func() error { return w.do(ctx, c) }); err != nil {
			return fmt.Errorf("%s, in %q: %w", name, w.name, err)
		}
	}
	say("\nok  %s in %.0f s", name, time.Since(began).Seconds())
	return nil
}

func lintGo(ctx context.Context, c Checkout) error {
	unformatted, err := output(ctx, "gofmt", "-l", c.Path("functions"), c.Path("shared"), c.Path("infra"), c.Path("scenarios"), c.Path("examples"))
	if err != nil {
		return err
	}
	if unformatted != "" {
		return fmt.Errorf("`make fmt` would change:\n%s", unformatted)
	}
	if err := installGo(ctx, c); err != nil {
		return err
	}
	for _, args := range [][]string{
		{"go", "vet", "./..."},
		{"go", "vet", "-tags", "emulator,scenario,scale", "./..."},
		{c.linter(), "run"},
	} {
		if err := (Program{Name: strings.Join(args[:2], " "), Dir: string(c), Args: args}).Run(ctx); err != nil {
			return err
		}
	}
	return nil
}

func lintTemplate(ctx context.Context, c Checkout) error {
	if err := installPython(ctx, c); err != nil {
		return err
	}
	for _, args := range [][]string{{c.sam("cfn-lint"), "template.yaml"}, {c.sam("sam"), "validate", "--lint", "--template", "template.yaml"}} {
		if err := (Program{Name: args[0], Dir: string(c), Env: ours("SAM_CLI_TELEMETRY=0"), Args: args}).Run(ctx); err != nil {
			return err
		}
	}
	return nil
}

func lintWeb(ctx context.Context, c Checkout) error {
	if err := installWeb(ctx, c); err != nil {
		return err
	}
	return shown(npm(c, "run", "lint")).Run(ctx)
}

func testWeb(ctx context.Context, c Checkout) error {
	if err := lintWeb(ctx, c); err != nil {
		return err
	}
	if err := shown(npm(c, "test")).Run(ctx); err != nil {
		return err
	}
	return buildWeb(ctx, c)
}

func shown(p Program) Program { p.Log = ""; return p }

func goTest(ctx context.Context, c Checkout, env []string, args ...string) error {
	return Program{Name: "go test", Dir: string(c), Env: ours(env...), Args: append([]string{"go", "test"}, args...)}.Run(ctx)
}

// testStack brings up a stack with fresh data on free ports, and runs what needs one and leaves its clock alone.
func testStack(ctx context.Context, c Checkout, browser string) error {
	return freshStack(ctx, c, "test", func(env []string) error {
		if err := step("stores against the local engine", func() error {
			return goTest(ctx, c, env, "-count=1", "-tags", "emulator", "./shared/...", "./functions/...", "./infra/bench")
		}); err != nil {
			return err
		}
		return step("browser stories", func() error {
			p := shown(npm(c, "run", "e2e"))
			p.Env = ours(append(env, "CI=true", "CHROMIUM="+browser)...)
			return p.Run(ctx)
		})
	})
}

// stories is `make stories`: the scenarios alone, on a stack of their own; an argument chooses some by a regular expression of their names.
func stories(ctx context.Context, c Checkout, args []string) error {
	if err := need(ctx); err != nil {
		return err
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
	return play(ctx, c, strings.Join(args, "|"))
}

// play runs the scenarios whose names match, or all, on a fresh stack: they move its time by months, and look for their own among what it has.
func play(ctx context.Context, c Checkout, names string) error {
	return freshStack(ctx, c, "stories", func(env []string) error {
		return step("scenarios against the deployed stack", func() error {
			args := []string{"-count=1", "-timeout", "40m", "-tags", "scenario", "./scenarios/..."}
			if names != "" {
				args = append(args, "-run", "TestScenarios/^("+names+")$")
			}
			return goTest(ctx, c, env, args...)
		})
	})
}

// freshStack brings up a stack with fresh data on free ports, below .local/<name>, for as long as ready takes.
func freshStack(ctx context.Context, c Checkout, name string, ready func(env []string) error) error {
	if givenEmulator() != "" {
		return errors.New("EMULATOR_URL is set, and this starts its own emulator; unset it")
	}
	emulator, err := freePort(ctx)
	if err != nil {
		return err
	}
	web, err := freePort(ctx)
	if err != nil {
		return err
	}
	s := Stack{Checkout: c, Dir: c.Path(".local", name), Emulator: fmt.Sprintf("http://127.0.0.1:%d", emulator), Web: fmt.Sprintf("http://localhost:%d", web), Passing: true}
	if err := forget(s.Dir); err != nil {
		return err
	}
	err = s.up(ctx, func(Outputs) error {
		return ready([]string{"EMULATOR_URL=" + s.Emulator, "STACK_OUTPUTS=" + s.path("outputs.json"), "BASE_URL=" + s.Web})
	})
	if err != nil && ctx.Err() == nil {
		say("\nThe end of the functions' log (%s):\n%s", s.path("functions.log"), tail(s.path("functions.log"), 40))
		say("\nThe end of the emulator's log (%s):\n%s", s.path("emulator.log"), tail(s.path("emulator.log"), 20))
	}
	return err
}

// chromium finds the browser for the stories, or installs it where that can be done without asking.
func chromium(ctx context.Context) (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if path := "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; runtime.GOOS == "darwin" {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	apt, err := exec.LookPath("apt-get")
	if err != nil || os.Geteuid() != 0 {
		return "", errors.New("the browser stories need Chromium. Install it (on Debian and Ubuntu: apt-get install chromium) and run `make test` again")
	}
	err = step("installing Chromium for the browser stories (once)", func() error {
		env := ours("DEBIAN_FRONTEND=noninteractive")
		log := os.TempDir() + "/whereabouts-chromium.log"
		if err := (Program{Name: "apt-get update", Env: env, Log: log, Args: []string{apt, "update", "-qq"}}).Run(ctx); err != nil {
			return err
		}
		return Program{Name: "apt-get install chromium", Env: env, Log: log, Args: []string{apt, "install", "-y", "-qq", "--no-install-recommends", "chromium"}}.Run(ctx)
	})
	if err != nil {
		return "", err
	}
	return exec.LookPath("chromium")
}
