package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

// letters are those to subscribers, and to those who scheduled a saved report.
type letters struct {
	mail.Sender
	releases catalogue.Reader
	web      string
}

func (l letters) report(ctx context.Context, to insight.Letter) error {
	subject, text := document.Letter(to.Report, to.Language, l.web)
	return l.Send(ctx, subject, text, to.To)
}

func (l letters) saved(ctx context.Context, n query.Notice) error {
	release, err := catalogue.InForceOrEmpty(ctx, l.releases, n.At)
	if err != nil {
		return err
	}
	subject, text := document.SavedLetter(n, release, l.web)
	return l.Send(ctx, subject, text, n.To)
}
