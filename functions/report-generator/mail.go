package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

// letters are those to subscribers, and to those who scheduled a saved report.
type letters struct {
	mail.Sender
	web string
}

func (l letters) report(ctx context.Context, to insight.Letter) error {
	subject, text := document.Letter(to.Report, to.Language, l.web)
	return l.Send(ctx, subject, text, to.To)
}

func (l letters) saved(ctx context.Context, n query.Notice) error {
	subject, text := document.SavedLetter(n, l.web)
	return l.Send(ctx, subject, text, n.To)
}
