// Command openapi writes docs/api/openapi.json: the routes of every function as one OpenAPI 3.1 document.
//
//	go run ./infra/openapi            # write
//	go run ./infra/openapi -verify    # fail when it is not what the code says
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
)

const file = "docs/api/openapi.json"

func main() {
	verify := flag.Bool("verify", false, "compare instead of writing")
	flag.Parse()
	if err := run(*verify); err != nil {
		fmt.Fprintln(os.Stderr, "openapi:", err)
		os.Exit(1)
	}
}

func run(verify bool) error {
	spec, err := merged()
	if err != nil {
		return err
	}
	if !verify {
		return os.WriteFile(file, spec, 0o644)
	}
	written, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(written, spec) {
		return errors.New(file + " is not what the code says: run go run ./infra/openapi")
	}
	return nil
}
