//go:build scenario

package scenarios

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// step is one part of a path: .name, [3], [-1] for the last, or [name=value,…] for the first element in which all that is so.
var step = regexp.MustCompile(`^(?:\.([A-Za-z0-9_]+)|\[(-?\d+)\]|\[([A-Za-z0-9_.]+=[^\]]*)\])`)

// find follows a path. What is not there is not found; null is.
func find(v any, path string) (any, bool) {
	for path != "" {
		m := step.FindStringSubmatch(path)
		if m == nil {
			return nil, false
		}
		path = path[len(m[0]):]
		switch {
		case m[1] != "":
			object, _ := v.(map[string]any)
			next, ok := object[m[1]]
			if !ok {
				return nil, false
			}
			v = next
		case m[2] != "":
			list, _ := v.([]any)
			i, _ := strconv.Atoi(m[2])
			if i < 0 {
				i += len(list)
			}
			if i < 0 || i >= len(list) {
				return nil, false
			}
			v = list[i]
		default:
			list := where(v, strings.Split(m[3], ",")...)
			if len(list) == 0 {
				return nil, false
			}
			v = list[0]
		}
	}
	return v, true
}

// where picks the elements of a list in which every condition name=value holds.
func where(v any, conditions ...string) (out []any) {
	list, _ := v.([]any)
	for _, element := range list {
		holds := true
		for _, c := range conditions {
			name, value, _ := strings.Cut(c, "=")
			got, ok := find(element, "."+name)
			holds = holds && ok && plain(got) == value
		}
		if holds {
			out = append(out, element)
		}
	}
	return out
}

// plain writes a value as stories do: text without quotes, null, true, 12, 66.7; lists of texts with commas.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = plain(x)
		}
		return strings.Join(parts, ",")
	}
	text, _ := json.Marshal(v) // came from JSON
	return string(text)
}

func (s *stage) match(ts *testscript.TestScript, args []string) error {
	if len(args)%2 != 0 {
		return fmt.Errorf("a path without a value")
	}
	for i := 0; i < len(args); i += 2 {
		got, ok := find(of(ts).last.json, args[i])
		if !ok {
			return fmt.Errorf("there is no %s", args[i])
		}
		if plain(got) != args[i+1] {
			return fmt.Errorf("%s is %s, not %s", args[i], plain(got), args[i+1])
		}
	}
	return nil
}

func (s *stage) has(ts *testscript.TestScript, args []string) error {
	for _, path := range args {
		if v, ok := find(of(ts).last.json, path); !ok || v == nil {
			return fmt.Errorf("there is no %s", path)
		}
	}
	return nil
}

func (s *stage) count(ts *testscript.TestScript, args []string) error {
	list, ok := find(of(ts).last.json, args[1])
	if _, isList := list.([]any); !ok || !isList {
		return fmt.Errorf("%s is no list", args[1])
	}
	if got := strconv.Itoa(len(where(list, args[2:]...))); got != args[0] {
		return fmt.Errorf("there are %s", got)
	}
	return nil
}

func (s *stage) least(ts *testscript.TestScript, args []string) error {
	want, err := strconv.ParseFloat(args[1], 64)
	if err != nil {
		return err
	}
	got, _ := find(of(ts).last.json, args[0])
	if n, ok := got.(float64); !ok || n < want {
		return fmt.Errorf("it is %v", got)
	}
	return nil
}

func (s *stage) save(ts *testscript.TestScript, args []string) error {
	v, ok := find(of(ts).last.json, args[1])
	if !ok || v == nil {
		return fmt.Errorf("there is none")
	}
	ts.Setenv(args[0], plain(v))
	return nil
}

// tag keeps the ETag of the last answer.
func (s *stage) tag(ts *testscript.TestScript, args []string) error {
	v := of(ts).last.header.Get("ETag")
	if v == "" {
		return fmt.Errorf("there is none")
	}
	ts.Setenv(args[0], v)
	return nil
}

func TestFind(t *testing.T) {
	var v any
	if err := json.Unmarshal([]byte(`{"a":{"b":[{"k":"x","n":1},{"k":"y","n":2.5,"o":{"p":"z"}}]},"none":null,"l":["q","r"]}`), &v); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{".a.b[0].n": "1", ".a.b[-1].n": "2.5", ".a.b[k=y].o.p": "z", ".a.b[o.p=z].k": "y", ".a.b[k=y,n=2.5].o.p": "z", ".none": "null", ".l": "q,r"} {
		if got, ok := find(v, path); !ok || plain(got) != want {
			t.Errorf("%s is %v, %v", path, got, ok)
		}
	}
	for _, path := range []string{".x", ".a.b[2]", ".a.b[-3]", ".a.b[k=w]", ".a.b[k=x,n=2]", ".a[0]", "a", ".none.x"} {
		if got, ok := find(v, path); ok {
			t.Errorf("%s is %v", path, got)
		}
	}
}
