package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// Program is a child process that gets the environment it is told and no more than it needs of ours.
type Program struct {
	Dir  string
	Env  []string // nil: ours
	Log  string   // where its output goes; "" shows it
	Name string   // in sentences
	Args []string
}

// Run waits for the program's end. It stops it, and everything it started, when ctx ends.
func (p Program) Run(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, p.Args[0], p.Args[1:]...)
	cmd.Dir, cmd.Env = p.Dir, p.Env
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches us alone; we stop what we started, in order
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	if p.Log == "" {
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	} else {
		if err := os.MkdirAll(filepath.Dir(p.Log), 0o755); err != nil {
			return err
		}
		out, err := os.Create(p.Log)
		if err != nil {
			return err
		}
		defer out.Close()
		cmd.Stdout, cmd.Stderr = out, out
	}
	err := cmd.Run()
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what it left behind
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return fmt.Errorf("%s is not installed: %s was not found", p.Name, p.Args[0])
	case err != nil && p.Log != "":
		return fmt.Errorf("%s failed (%w). The end of %s:\n%s", p.Name, err, p.Log, tail(p.Log, 30))
	case err != nil:
		return fmt.Errorf("%s failed (%w), see above", p.Name, err)
	}
	return nil
}

// output returns what a short program prints.
func output(ctx context.Context, args ...string) (string, error) {
	var errs bytes.Buffer
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w %s", strings.Join(args, " "), err, errs.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// tail returns the last n lines of a file, or why it cannot be read.
func tail(path string, n int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	lines = lines[max(0, len(lines)-n):]
	for i, line := range lines {
		if len(line) > 400 {
			lines[i] = line[:400] + "…"
		}
	}
	return strings.Join(lines, "\n")
}

// ours is the part of our environment that installing and building needs: the search path, a home for caches, proxies, certificates.
func ours(extra ...string) []string { return append(os.Environ(), extra...) }
