package crm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// read reads a body as JSON, within the bounds of depth and number. Whole numbers that a float cannot hold stay texts, so that a case's number
// is never another case's.
func read(body []byte, t Terms) (any, error) {
	if err := bounded(body, t); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return plain(v), nil
}

var errNotOne = errors.New("is more than one JSON value")

// bounded goes over a body without building it.
func bounded(body []byte, t Terms) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	depth, values, whole := 0, 0, false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && whole {
			return nil
		}
		if err != nil {
			return err
		}
		if whole {
			return errNotOne
		}
		if values++; values > t.MaxValues {
			return fmt.Errorf("has more than %d values", t.MaxValues)
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > t.MaxDepth {
				return fmt.Errorf("is nested more than %d deep", t.MaxDepth)
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		whole = depth == 0
	}
}

const exact = 1 << 53 // whole numbers up to here are exact in a float

func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		n, err := strconv.ParseInt(string(v), 10, 64)
		if err == nil && n >= -exact && n <= exact {
			return float64(n)
		}
		if f, err2 := v.Float64(); err != nil && err2 == nil && bytes.ContainsAny([]byte(v), ".eE") {
			return f
		}
		return string(v)
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	}
	return v
}
