package catalogue

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ChangeKind says how an entry differs between two releases.
type ChangeKind = string

// The kinds of changes.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Changed ChangeKind = "changed"
)

// Change is one difference between two releases. Its path goes by codes, not by positions: "/workflows/WII/levels/2/replies/LST".
type Change struct {
	Path string     `json:"path"`
	Kind ChangeKind `json:"kind" enum:"added,removed,changed"`
	From string     `json:"from,omitempty"` // what it was, in short: a value, or the English label of what was removed
	To   string     `json:"to,omitempty"`
}

// maxChangeText is how many characters of a value a change shows.
const maxChangeText = 160

// Diff lists what b says otherwise than a, in the order of a release's members; nil when they agree on everything but their versions.
// Options that a field takes from a code list change with the list and are not repeated. An order that differs is a change of the list.
func Diff(a, b *Release) []Change {
	d := &diff{}
	x, y := generic(a), generic(b)
	delete(x, "version")
	delete(y, "version")
	d.object("", x, y)
	return d.changes
}

// generic is a release as JSON says it.
func generic(r *Release) map[string]any {
	raw, err := json.Marshal(r)
	out := map[string]any{}
	if err == nil {
		err = json.Unmarshal(raw, &out)
	}
	if err != nil { // a release holds nothing that JSON cannot say, constants of proposals come from JSON
		return map[string]any{"unreadable": err.Error()}
	}
	return out
}

type diff struct{ changes []Change }

func (d *diff) add(path string, kind ChangeKind, from, to any) {
	d.changes = append(d.changes, Change{path, kind, brief(from), brief(to)})
}

func (d *diff) value(path string, x, y any) {
	switch {
	case nothing(x) && nothing(y):
	case nothing(x):
		d.add(path, Added, nil, y)
	case nothing(y):
		d.add(path, Removed, x, nil)
	default:
		switch x := x.(type) {
		case map[string]any:
			if y, ok := y.(map[string]any); ok {
				d.object(path, x, y)
				return
			}
		case []any:
			if y, ok := y.([]any); ok {
				d.list(path, x, y)
				return
			}
		}
		if fmt.Sprint(x) != fmt.Sprint(y) {
			d.add(path, Changed, x, y)
		}
	}
}

// nothing is what JSON says of a member that was left out by one release and is empty in the other.
func nothing(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

func (d *diff) object(path string, x, y map[string]any) {
	if from, ok := x["optionsFrom"]; ok && from == y["optionsFrom"] {
		x, y = maps.Clone(x), maps.Clone(y)
		delete(x, "options")
		delete(y, "options")
	}
	for _, name := range union(members(x), members(y)) {
		d.value(path+"/"+name, x[name], y[name])
	}
}

// memberOrder is how the members of a release follow each other where it matters to a reader; others come after, by name.
var memberOrder = []string{"code", "inForceFrom", "labels", "purpose", "help", "products", "workflows", "replyCodes", "closingCodes", "eventCodes"}

func members(m map[string]any) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		i, j := slices.Index(memberOrder, a), slices.Index(memberOrder, b)
		switch {
		case i >= 0 && j >= 0:
			return i - j
		case i >= 0:
			return -1
		case j >= 0:
			return 1
		}
		return strings.Compare(a, b)
	})
}

// union is a's names in their order, and those of b that a has not.
func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, name := range b {
		if !slices.Contains(a, name) {
			out = append(out, name)
		}
	}
	return out
}

func (d *diff) list(path string, x, y []any) {
	a, from := named(x)
	b, to := named(y)
	for _, name := range union(a, b) {
		d.value(path+"/"+name, from[name], to[name])
	}
	in := func(other map[string]any) func(string) bool {
		return func(name string) bool { _, ok := other[name]; return !ok }
	}
	if kept, now := slices.DeleteFunc(a, in(to)), slices.DeleteFunc(b, in(from)); !slices.Equal(kept, now) && !strings.HasSuffix(path, "/targets") {
		d.add(path, Changed, strings.Join(kept, " "), strings.Join(now, " "))
	}
}

// named gives each entry of a list the name that stays when its position changes; entries of one name are numbered.
func named(list []any) (names []string, entries map[string]any) {
	entries = map[string]any{}
	for _, e := range list {
		name := nameOf(e)
		for i := 2; entries[name] != nil; i++ {
			name = nameOf(e) + "~" + strconv.Itoa(i)
		}
		names = append(names, name)
		entries[name] = e
	}
	return names, entries
}

func nameOf(entry any) string {
	e, ok := entry.(map[string]any)
	if !ok {
		return fmt.Sprint(entry)
	}
	switch {
	case e["code"] != nil:
		return fmt.Sprint(e["code"])
	case e["workflow"] != nil: // a target
		return fmt.Sprint(e["product"], "/", e["workflow"], "/", e["level"])
	case e["event"] != nil: // a proposal
		return fmt.Sprint(e["event"], ":", e["reply"])
	case e["level"] != nil:
		return fmt.Sprint(e["level"])
	case e["products"] != nil: // the limit of some products, or their window between two ends
		name := strings.ReplaceAll(strings.Trim(fmt.Sprint(e["products"]), "[]"), " ", "+")
		if e["notAfterDays"] != nil {
			name += ":" + end(e["origin"]) + "-" + end(e["destination"])
		}
		return name
	}
	return brief(entry)
}

// end names the operator at one end of a window, or all of them.
func end(operator any) string {
	if operator == nil {
		return "*"
	}
	return fmt.Sprint(operator)
}

// brief says a value in one short line: an entry by its English label, a target by its minutes, a window by its days.
func brief(v any) string {
	var text string
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		text = v
	case map[string]any:
		labels, _ := v["labels"].(map[string]any)
		switch {
		case labels["en"] != nil:
			text = fmt.Sprint(labels["en"])
		case v["minutes"] != nil:
			text = fmt.Sprint(v["minutes"])
		case v["notAfterDays"] != nil:
			text = fmt.Sprint(v["notBeforeDays"], "-", v["notAfterDays"])
		default:
			text = inJSON(v)
		}
	default:
		text = inJSON(v)
	}
	if r := []rune(text); len(r) > maxChangeText {
		text = string(r[:maxChangeText-1]) + "…"
	}
	return text
}

func inJSON(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(raw)
}
