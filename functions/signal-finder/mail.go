package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

// letters are those to subscribers.
type letters struct {
	mail.Sender
	releases catalogue.Reader
	web      string
}

func (l letters) send(ctx context.Context, to signal.Letter) error {
	release, err := catalogue.InForceOrEmpty(ctx, l.releases, to.At)
	if err != nil {
		return err
	}
	subject, text := document.SignalLetter(to, release, l.web)
	return l.Send(ctx, subject, text, to.To)
}

// reads reports whether somebody may see signals. Of who was never here, and whose roles no administrator set, nothing speaks against it.
func reads(a directory.Agent) bool {
	return a.RolesUnknown() || signal.IsFor(a.RolesNow(a.Seen.Roles))
}
