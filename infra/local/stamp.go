package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// fingerprint is the hash of the files' names and contents; a folder stands for everything below it, without the names in skip.
func fingerprint(skip []string, paths ...string) (string, error) {
	h := sha256.New()
	for _, path := range paths {
		err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if slices.Contains(skip, d.Name()) {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if !d.Type().IsRegular() {
				return nil
			}
			text, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			name, err := filepath.Rel(path, p)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%s\x00%d\x00", name, len(text))
			h.Write(text)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// once does the step unless the stamp says that it was done for the same inputs.
func once(stamp, inputs, what string, do func() error) error {
	if old, err := os.ReadFile(stamp); err == nil && string(old) == inputs {
		return nil
	}
	if err := step(what, do); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(stamp), 0o755); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(inputs), 0o644)
}
