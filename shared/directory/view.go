package directory

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// View is a folder as one person likes to see it.
type View struct {
	Name   string            `json:"name"`
	Folder string            `json:"folder"`
	Filter map[string]string `json:"filter"` // as the query of GET /v1/folders/{folder} takes it
	// Columns are those that are shown, in their order; none where the view leaves them as they are.
	Columns []string `json:"columns,omitempty"`
}

// Limits of views [A].
const (
	MaxViews       = 30 // a person
	maxViewName    = 60
	maxFilters     = 12
	maxFilterValue = 100
	maxColumns     = 30
)

// ViewStore keeps views.
type ViewStore interface {
	// Views returns a person's views in the order of their names.
	Views(ctx context.Context, subject string) ([]View, error)
	SaveView(ctx context.Context, subject string, v View) error
	// DeleteView removes a view; one that is not there is no error.
	DeleteView(ctx context.Context, subject, name string) error
}

var (
	folderName = regexp.MustCompile(`^[a-z][A-Za-z-]{1,29}$`)
	filterName = regexp.MustCompile(`^[a-z][A-Za-z]{1,29}$`)
	columnName = filterName // which columns there are is the page's business
)

// Views returns the asker's saved views.
func (a *Administration) Views(ctx context.Context, by principal.Principal) ([]View, error) {
	return a.Store.Views(ctx, by.Subject)
}

// View returns one of the asker's views, or "view-unknown".
func (a *Administration) View(ctx context.Context, by principal.Principal, name string) (View, error) {
	all, err := a.Store.Views(ctx, by.Subject)
	if err != nil {
		return View{}, err
	}
	for _, v := range all {
		if v.Name == name {
			return v, nil
		}
	}
	return View{}, problem.New(problem.NotFound, "view-unknown", "You have no view of this name.")
}

// SaveView keeps a view under its name, in place of one of the same name.
func (a *Administration) SaveView(ctx context.Context, by principal.Principal, v View) error {
	if err := v.check(); err != nil {
		return err
	}
	all, err := a.Store.Views(ctx, by.Subject)
	if err != nil {
		return err
	}
	if len(all) >= MaxViews && !slices.ContainsFunc(all, func(old View) bool { return old.Name == v.Name }) {
		return problem.New(problem.Conflict, "views-full", "You have %d saved views already. Delete one that you do not need.", MaxViews).With("name", "would be one more than %d", MaxViews)
	}
	return a.Store.SaveView(ctx, by.Subject, v)
}

// DeleteView removes one of the asker's views. It may be gone already.
func (a *Administration) DeleteView(ctx context.Context, by principal.Principal, name string) error {
	return a.Store.DeleteView(ctx, by.Subject, name)
}

func (v View) check() error {
	p := problem.New(problem.Invalid, "view-invalid", "The view cannot be saved. The fields listed in errors are wrong.")
	checkText(p, "name", v.Name, maxViewName, false)
	if !folderName.MatchString(v.Folder) {
		p.With("folder", "is no folder")
	}
	if len(v.Filter) > maxFilters {
		p.With("filter", "has more than %d members", maxFilters)
		return p
	}
	for name, value := range v.Filter {
		if !filterName.MatchString(name) {
			p.With("filter", "holds a name that is no filter")
			continue
		}
		checkText(p, "filter."+name, value, maxFilterValue, false)
	}
	checkColumns(p, v.Columns, maxColumns)
	slices.SortFunc(p.Fields, func(a, b problem.Field) int { return strings.Compare(a.Name, b.Name) })
	return p.OrNil()
}

func checkColumns(p *problem.Problem, columns []string, most int) {
	if len(columns) > most {
		p.With("columns", "has more than %d members", most)
		return
	}
	for i, name := range columns {
		switch {
		case !columnName.MatchString(name):
			p.With("columns", "holds a name that is no column")
			return
		case slices.Contains(columns[:i], name):
			p.With("columns", "holds %s twice", name)
			return
		}
	}
}
