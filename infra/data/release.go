package data

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
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

// release writes everything out. What is used and not there, or there and not used, is told by its JSON pointer.
func (f releaseFile) release(wrong func(pointer, reason string)) catalogue.Release {
	out := f.Release
	shared, used := map[string]catalogue.Section{}, map[string]bool{}
	for _, s := range f.Sections {
		shared[s.Code] = s
	}
	out.Workflows = make([]catalogue.Workflow, len(f.Workflows))
	for i, w := range f.Workflows {
		out.Workflows[i] = w.Workflow
		out.Workflows[i].Sections = make([]catalogue.Section, len(w.Sections))
		for j, entry := range w.Sections {
			s, ok := shared[entry.Use]
			used[entry.Use] = true
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
	for i, s := range f.Sections {
		if !used[s.Code] {
			wrong(fmt.Sprintf("/sections/%d", i), "is used by no workflow")
		}
	}
	out.Targets = nil
	for _, t := range f.Targets {
		out.Targets = append(out.Targets, t.targets()...)
	}
	return out
}

func (t targetEntry) targets() []catalogue.Target {
	if len(t.Products) == 0 {
		return []catalogue.Target{t.Target}
	}
	var out []catalogue.Target
	for _, w := range t.Workflows {
		for _, p := range t.Products {
			one := t.Target
			one.Product, one.Workflow = p, w
			out = append(out, one)
		}
	}
	return out
}

// asWritten names what a validation complains of by the entries of the file that it stands in: a target, or a section that is shared.
func (f releaseFile) asWritten(err error) error {
	p, ok := errors.AsType[*problem.Problem](err)
	if !ok {
		return err
	}
	var entry []int // of each target
	for i, t := range f.Targets {
		entry = append(entry, slices.Repeat([]int{i}, len(t.targets()))...)
	}
	out := *p
	out.Fields = nil
	for _, field := range p.Fields {
		at := strings.Split(field.Name, "/") // "", "targets", "7", "minutes"
		switch n := indexIn(at, 2); {
		case at[1] == "targets" && n >= 0 && n < len(entry):
			at[2] = strconv.Itoa(entry[n])
		case at[1] == "workflows" && n >= 0 && n < len(f.Workflows) && len(at) > 5 && at[3] == "sections":
			if j := indexIn(at, 4); j >= 0 && j < len(f.Workflows[n].Sections) {
				use := f.Workflows[n].Sections[j].Use
				if k := slices.IndexFunc(f.Sections, func(s catalogue.Section) bool { return s.Code == use }); k >= 0 {
					at = append([]string{"", "sections", strconv.Itoa(k)}, at[5:]...)
				}
			}
		}
		field.Name = strings.Join(at, "/")
		if !slices.Contains(out.Fields, field) { // every workflow that uses the section complains of it
			out.Fields = append(out.Fields, field)
		}
	}
	return &out
}

// indexIn reads a part of a JSON pointer as an index, -1 when it is none.
func indexIn(parts []string, i int) int {
	if i >= len(parts) {
		return -1
	}
	n, err := strconv.Atoi(parts[i])
	if err != nil {
		return -1
	}
	return n
}
