package main

import (
	"context"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

// letters are those to subscribers.
type letters struct {
	mail.Sender
	web string
}

func (l letters) send(ctx context.Context, to signal.Letter) error {
	subject, text := document.SignalLetter(to, l.web)
	return l.Send(ctx, subject, text, to.To)
}

// reads reports whether somebody may see signals. Of who was never here, and whose roles no administrator set, nothing speaks against it.
func reads(a directory.Agent) bool {
	return a.Roles == nil && a.Seen.On == "" || signal.IsFor(a.RolesNow(a.Seen.Roles))
}
