package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

// dev is `make dev FUNCTION=inquiry-api`: the fast loop. It builds the functions and brings one of them to the running stack.
func dev(ctx context.Context, c Checkout, args []string) error {
	names, err := functions(c)
	if err != nil {
		return err
	}
	if len(args) == 0 || !slices.Contains(names, args[0]) {
		return fmt.Errorf("say FUNCTION= one of %s", strings.Join(names, ", "))
	}
	s, name := runStack(c), args[0]
	if _, _, err := s.outputs(ctx); err != nil {
		return err
	}
	if err := step("building", func() error { return buildFunctions(ctx, c, machine()) }); err != nil {
		return err
	}
	return step("updating "+name, func() error {
		code, err := zipped(c.Path(".build", "function", name, "bootstrap"))
		if err != nil {
			return err
		}
		function := stackName + "-" + name
		if _, err := lambda.NewFromConfig(s.config()).UpdateFunctionCode(ctx, &lambda.UpdateFunctionCodeInput{FunctionName: &function, ZipFile: code}); err != nil {
			return fmt.Errorf("update %s: %w", name, err)
		}
		return nil
	})
}

func zipped(binary string) ([]byte, error) {
	text, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate}
	header.SetMode(0o755)
	w, err := z.CreateHeader(header)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}
