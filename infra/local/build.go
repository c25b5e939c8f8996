package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// Architectures by the name that Lambda gives them.
var goArch = map[string]string{"arm64": "arm64", "x86_64": "amd64"}

// machine is this machine's architecture as Lambda names it.
func machine() string {
	if runtime.GOARCH == "arm64" {
		return "arm64"
	}
	return "x86_64"
}

// build is `make build`: the functions for the architecture given, or this machine's, and the SPA.
func build(ctx context.Context, c Checkout, args []string) error {
	arch := machine()
	if len(args) > 0 && args[0] != "" {
		arch = args[0]
	}
	if goArch[arch] == "" {
		return fmt.Errorf("no architecture %q: say ARCH=arm64 or ARCH=x86_64", arch)
	}
	if err := need(ctx); err != nil {
		return err
	}
	if err := step("building the functions for "+arch, func() error { return buildFunctions(ctx, c, arch) }); err != nil {
		return err
	}
	return buildWeb(ctx, c)
}

// buildFunctions builds each folder of functions/ into .build/function/<folder>/bootstrap, where template.yaml looks for it.
// One `go build` compiles every package once and leaves alone what is up to date.
func buildFunctions(ctx context.Context, c Checkout, arch string) error {
	out := c.Path(".build", arch)
	names, err := functions(c)
	if err != nil {
		return err
	}
	flags := "-s -w -X github.com/whereabouts-post/whereabouts/shared/platform/httpapi.Version=" + version(ctx, c)
	p := Program{Name: "go build", Dir: string(c), Env: ours("CGO_ENABLED=0", "GOOS=linux", "GOARCH="+goArch[arch]), Log: c.Path(".build", "go.log"),
		Args: []string{"go", "build", "-trimpath", "-buildvcs=false", "-tags", "lambda.norpc", "-ldflags", flags, "-o", out + string(filepath.Separator)}}
	for _, name := range names {
		p.Args = append(p.Args, "./functions/"+name)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	if err := p.Run(ctx); err != nil {
		return err
	}
	for _, name := range names {
		if err := place(filepath.Join(out, name), c.Path(".build", "function", name, "bootstrap")); err != nil {
			return err
		}
	}
	return nil
}

// place hard-links the binary, so that `go build` keeps knowing its own.
func place(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Link(from, to)
}

// functions lists the folders of functions/: one folder, one function.
func functions(c Checkout) ([]string, error) {
	mains, err := filepath.Glob(c.Path("functions", "*", "main.go"))
	if err != nil {
		return nil, err
	}
	names := make([]string, len(mains))
	for i, main := range mains {
		names[i] = filepath.Base(filepath.Dir(main))
	}
	return names, nil
}

// version names the build: the commit, or "development" where there is none.
func version(ctx context.Context, c Checkout) string {
	v, err := output(ctx, "git", "-C", string(c), "describe", "--always", "--dirty", "--abbrev=12")
	if err != nil {
		return "development"
	}
	return v
}

// buildWeb installs the SPA's packages and builds it into web/dist, each only when its inputs changed.
func buildWeb(ctx context.Context, c Checkout) error {
	if err := installWeb(ctx, c); err != nil {
		return err
	}
	inputs, err := fingerprint([]string{"node_modules", "dist", "e2e", ".scratch"}, c.Path("web"))
	if err != nil {
		return err
	}
	return once(c.Path("web", "dist", ".stamp"), inputs, "building the SPA", func() error { return npm(c, "run", "build").Run(ctx) })
}

// installWeb keeps to the lock file and does not write it. `npm ci` would too, but it refuses a lock file
// that does not list the optional packages of every other platform.
func installWeb(ctx context.Context, c Checkout) error {
	inputs, err := fingerprint(nil, c.Path("web", "package.json"), c.Path("web", "package-lock.json"))
	if err != nil {
		return err
	}
	return once(c.Path("web", "node_modules", ".whereabouts.stamp"), inputs, "installing the SPA's packages (once)", func() error {
		return npm(c, "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error").Run(ctx)
	})
}

func npm(c Checkout, args ...string) Program {
	npm, err := exec.LookPath("npm")
	if err != nil {
		npm = "npm"
	}
	return Program{Name: "npm " + args[0], Dir: c.Path("web"), Env: ours("CI=true"), Log: c.Path(".build", "npm-"+args[0]+".log"), Args: append([]string{npm}, args...)}
}
