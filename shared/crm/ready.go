package crm

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// Ready is a mapping to begin with, for the events of one system, with samples of them.
type Ready struct {
	System  string   `json:"system"` // its folder
	Name    string   `json:"name"`
	Origin  string   `json:"origin"`  // what it was constructed after, and that the samples are constructed
	Sources []string `json:"sources"` // addresses of that documentation
	Mapping Mapping  `json:"mapping"`
	Samples []Sample `json:"samples"`
}

// Sample is an event as the system might send it.
type Sample struct {
	Name string          `json:"name"`
	Body json.RawMessage `json:"body"`
}

//go:embed ready
var readyFiles embed.FS

// AllReady returns the ready mappings, by name.
var AllReady = sync.OnceValues(func() ([]Ready, error) {
	folders, err := fs.ReadDir(readyFiles, "ready")
	if err != nil {
		return nil, err
	}
	var out []Ready
	for _, f := range folders {
		dir := path.Join("ready", f.Name())
		r := Ready{System: f.Name()}
		text, err := readyFiles.ReadFile(path.Join(dir, "mapping.json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &r); err != nil {
			return nil, fmt.Errorf("%s: %w", dir, err)
		}
		samples, err := fs.Glob(readyFiles, path.Join(dir, "*.sample.json"))
		if err != nil {
			return nil, err
		}
		slices.Sort(samples)
		for _, one := range samples {
			body, err := readyFiles.ReadFile(one)
			if err != nil {
				return nil, err
			}
			name := strings.TrimSuffix(path.Base(one), ".sample.json")
			r.Samples = append(r.Samples, Sample{Name: name, Body: body})
		}
		out = append(out, r)
	}
	return out, nil
})

// ReadyFor returns the ready mapping of a system.
func ReadyFor(system string) (Ready, bool) {
	all, err := AllReady()
	i := slices.IndexFunc(all, func(r Ready) bool { return r.System == system })
	if err != nil || i < 0 {
		return Ready{}, false
	}
	return all[i], true
}
