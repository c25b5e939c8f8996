package document

import (
	"context"
	"slices"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// posts are the dimensions whose values the directory names.
var posts = []query.Dimension{query.Operator, query.Partner, query.Centre, query.PartnerCentre}

// namesPosts reports whether an answer has posts or call centres in its rows or its filters.
func namesPosts(d query.Definition) bool {
	isPost := func(one query.Dimension) bool { return slices.Contains(posts, one) }
	return slices.ContainsFunc(d.Dimensions, isPost) || slices.ContainsFunc(d.Filters, func(f query.Filter) bool { return isPost(f.Dimension) })
}

// namesIn returns the names of all posts and call centres, each with its code behind.
func namesIn(ctx context.Context, d insight.Directory) (map[string]string, error) {
	all, err := d.Operators(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, o := range all {
		out[string(o.Code)] = o.Name + " (" + string(o.Code) + ")"
		for _, c := range o.Centres {
			out[string(c.ID)] = c.Name + " (" + string(c.ID) + ")"
		}
	}
	return out, nil
}

// called is what a value of a dimension is called in the answer's language: as the directory names it, or as codes are called.
func (a Answer) called(d query.Dimension, value string) string {
	if name := a.Names[value]; name != "" && slices.Contains(posts, d) {
		return name
	}
	return called(a.Release, d, value, a.Language)
}

// called is what a value of a dimension is called in a language: by a release of the catalogue, or by words of ours; the value itself where neither knows it.
func called(release *catalogue.Release, d query.Dimension, value, language string) string {
	if release == nil {
		release = &catalogue.Release{}
	}
	var labels catalogue.Labels
	switch d {
	case query.Product:
		if p, ok := release.Product(value); ok {
			labels = p.Labels
		}
	case query.Workflow:
		if w, ok := release.Workflow(value); ok {
			labels = w.Labels
		}
	case query.ReplyCode:
		if r, ok := release.Reply(value); ok {
			labels = r.Labels
		}
	default:
		if word := answers(language).values[d][value]; word != "" {
			return word
		}
	}
	if label := labels[language]; label != "" {
		return label
	}
	return value
}
