// Package config reads the environment of a function, once, in main. Nothing else reads it.
package config

import (
	"fmt"
	"os"
	"strings"
)

// Env collects what is missing, so that a function names all of it in one error.
type Env struct{ missing []string }

// Need returns the variable's value and records it as missing when it is empty.
func (e *Env) Need(name string) string {
	v := os.Getenv(name)
	if v == "" {
		e.missing = append(e.missing, name)
	}
	return v
}

// List returns a comma-separated variable as its non-empty parts and records it as missing when there is none.
func (e *Env) List(name string) []string {
	var out []string
	for part := range strings.SplitSeq(os.Getenv(name), ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		e.missing = append(e.missing, name)
	}
	return out
}

// May returns the variable's value or "".
func (e *Env) May(name string) string { return os.Getenv(name) }

// Err names every variable that was needed and is not set.
func (e *Env) Err() error {
	if len(e.missing) == 0 {
		return nil
	}
	return fmt.Errorf("environment variables not set: %s", strings.Join(e.missing, ", "))
}
