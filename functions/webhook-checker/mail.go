package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// keepers are those who look after endpoints; they are written to.
type keepers struct {
	mail.Sender
	web string
}

func (k keepers) send(ctx context.Context, l webhook.Letter, e webhook.Endpoint, h webhook.Health) error {
	subject, text := written(l, e, h, k.web)
	if err := k.Send(ctx, subject, text, e.Contact); err != nil {
		return fmt.Errorf("mail about endpoint %s: %w", e.ID, err)
	}
	return nil
}

// stamp is an instant in a mail: everybody reads it alike.
const stamp = "2006-01-02 15:04 UTC"

// written is a letter in its reader's language. It names the host that is called, not the address: that may hold a token, and mail travels in the open.
func written(l webhook.Letter, e webhook.Endpoint, h webhook.Health, web string) (subject, text string) {
	w, known := letters[e.Language]
	if !known {
		w = letters["en"]
	}
	host := ""
	if u, err := url.Parse(e.URL); err == nil {
		host = u.Hostname()
	}
	page := web + "/administration/webhooks/" + string(e.ID)
	switch {
	case l == webhook.LetterOpened:
		return fmt.Sprintf(w.openedSubject, e.Name), fmt.Sprintf(w.opened, e.Name, host, h.FailingSince.UTC().Format(stamp), page)
	case h.Disabled == webhook.Gone:
		return fmt.Sprintf(w.disabledSubject, e.Name), fmt.Sprintf(w.gone, e.Name, host, page)
	default:
		return fmt.Sprintf(w.disabledSubject, e.Name), fmt.Sprintf(w.disabled, e.Name, host, h.FailingSince.UTC().Format(stamp), page)
	}
}
