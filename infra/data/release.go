package data

import (
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
)

// releaseFile is a release as people write it: sections that several workflows share are written once and used by their code, and a target
// may stand for every pair of its products and workflows.
type releaseFile struct {
	catalogue.Release
	Sections  []catalogue.Section `json:"sections"`
	Workflows []workflowEntry     `json:"workflows"`
	Targets   []targetEntry       `json:"targets"`
}

type workflowEntry struct {
	catalogue.Workflow
	Sections []sectionEntry `json:"sections"`
}

type sectionEntry struct {
	Use string `json:"use"`
	catalogue.Section
}

type targetEntry struct {
	catalogue.Target
	Products  []string `json:"products"`
	Workflows []string `json:"workflows"`
}

// release writes everything out. What is used and not there is told by its JSON pointer.
func (f releaseFile) release(wrong func(pointer, reason string)) catalogue.Release {
	out := f.Release
	shared := map[string]catalogue.Section{}
	for _, s := range f.Sections {
		shared[s.Code] = s
	}
	out.Workflows = make([]catalogue.Workflow, len(f.Workflows))
	for i, w := range f.Workflows {
		out.Workflows[i] = w.Workflow
		out.Workflows[i].Sections = make([]catalogue.Section, len(w.Sections))
		for j, entry := range w.Sections {
			s, ok := shared[entry.Use]
			switch {
			case entry.Use == "":
				s = entry.Section
			case !ok:
				wrong(fmt.Sprintf("/workflows/%d/sections/%d/use", i, j), "there is no section "+entry.Use)
			}
			s.Fields = append([]catalogue.Field{}, s.Fields...) // each workflow resolves options of its own
			out.Workflows[i].Sections[j] = s
		}
	}
	out.Targets = nil
	for _, t := range f.Targets {
		if len(t.Products) == 0 {
			out.Targets = append(out.Targets, t.Target)
			continue
		}
		for _, w := range t.Workflows {
			for _, p := range t.Products {
				one := t.Target
				one.Product, one.Workflow = p, w
				out.Targets = append(out.Targets, one)
			}
		}
	}
	return out
}
