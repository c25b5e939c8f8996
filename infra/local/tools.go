package main

import (
	"context"
	"path/filepath"
)

// The pinned tools, installed into the checkout. Two Python environments, because their botocore pins conflict.
func (c Checkout) tool(parts ...string) string {
	return c.Path(append([]string{".tools"}, parts...)...)
}
func (c Checkout) emulatorPython() string { return c.tool("ministack", "bin", "python") }
func (c Checkout) sam(tool string) string { return c.tool("sam", "bin", tool) }
func (c Checkout) linter() string         { return c.tool("go", "golangci-lint") }

func tools(ctx context.Context, c Checkout, _ []string) error {
	if err := need(ctx); err != nil {
		return err
	}
	if err := installPython(ctx, c); err != nil {
		return err
	}
	return installGo(ctx, c)
}

// installPython installs uv with pip, and the emulator and the deployment tools with uv, all by hash.
func installPython(ctx context.Context, c Checkout) error {
	pins := c.Path("infra", "local", "emulator")
	inputs, err := fingerprint(nil, filepath.Join(pins, "uv.txt"), filepath.Join(pins, "ministack.txt"), filepath.Join(pins, "sam.txt"))
	if err != nil {
		return err
	}
	return once(c.tool("python.stamp"), inputs, "installing the emulator and the deployment tools into .tools (once)", func() error {
		pip := Program{Name: "pip", Dir: string(c), Env: ours(), Log: c.tool("pip.log"),
			Args: []string{"python3", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps",
				"--upgrade", "--target", c.tool("uv"), "-r", filepath.Join(pins, "uv.txt")}}
		if err := pip.Run(ctx); err != nil {
			return err
		}
		for _, name := range []string{"ministack", "sam"} {
			if err := environment(ctx, c, name, filepath.Join(pins, name+".txt")); err != nil {
				return err
			}
		}
		return nil
	})
}

func environment(ctx context.Context, c Checkout, name, pins string) error {
	uv := c.tool("uv", "bin", "uv")
	for _, args := range [][]string{
		{uv, "venv", "--quiet", "--clear", "--python", "python3", c.tool(name)},
		{uv, "pip", "install", "--quiet", "--require-hashes", "--python", c.tool(name, "bin", "python"), "-r", pins},
	} {
		p := Program{Name: "uv", Dir: string(c), Env: ours("UV_PYTHON_DOWNLOADS=never"), Log: c.tool("uv-" + name + ".log"), Args: args}
		if err := p.Run(ctx); err != nil {
			return err
		}
	}
	return nil
}

// installGo builds the linter and benchstat from tools/go.mod, whose module graph never touches the application's.
func installGo(ctx context.Context, c Checkout) error {
	inputs, err := fingerprint(nil, c.Path("tools", "go.mod"), c.Path("tools", "go.sum"))
	if err != nil {
		return err
	}
	return once(c.tool("go.stamp"), inputs, "building the linter into .tools (once, some minutes)", func() error {
		p := Program{Name: "go install", Dir: c.Path("tools"), Env: ours("GOBIN="+c.tool("go"), "GOFLAGS=-mod=readonly"), Log: c.tool("go.log"),
			Args: []string{"go", "install", "-ldflags", "-s -w", "tool"}}
		return p.Run(ctx)
	})
}

// lock writes the requirement files with hashes again, from the *.in files.
func lock(ctx context.Context, c Checkout, _ []string) error {
	if err := installPython(ctx, c); err != nil {
		return err
	}
	for _, name := range []string{"uv", "ministack", "sam"} {
		p := Program{Name: "uv pip compile", Dir: c.Path("infra", "local", "emulator"), Env: ours(),
			Args: []string{c.tool("uv", "bin", "uv"), "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11",
				"--custom-compile-command", "make lock", "-o", name + ".txt", name + ".in"}}
		if err := p.Run(ctx); err != nil {
			return err
		}
	}
	return nil
}
