package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// mail writes to who looks after an endpoint.
type mail struct {
	client    *sesv2.Client
	from, web string
}

func (m mail) send(ctx context.Context, l webhook.Letter, e webhook.Endpoint, h webhook.Health) error {
	subject, text := written(l, e, h, m.web)
	utf8 := "UTF-8"
	_, err := m.client.SendEmail(ctx, &sesv2.SendEmailInput{FromEmailAddress: &m.from, Destination: &types.Destination{ToAddresses: []string{e.Contact}},
		Content: &types.EmailContent{Simple: &types.Message{Subject: &types.Content{Data: &subject, Charset: &utf8}, Body: &types.Body{Text: &types.Content{Data: &text, Charset: &utf8}}}}})
	if err != nil {
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
