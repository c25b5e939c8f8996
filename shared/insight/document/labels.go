package document

import (
	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

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
