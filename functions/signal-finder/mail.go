package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// mail sends letters to subscribers.
type mail struct {
	client    *sesv2.Client
	from, web string
}

func (m mail) send(ctx context.Context, l signal.Letter) error {
	subject, text := document.SignalLetter(l, m.web)
	utf8 := "UTF-8"
	_, err := m.client.SendEmail(ctx, &sesv2.SendEmailInput{FromEmailAddress: &m.from, Destination: &types.Destination{ToAddresses: []string{l.To}},
		Content: &types.EmailContent{Simple: &types.Message{Subject: &types.Content{Data: &subject, Charset: &utf8}, Body: &types.Body{Text: &types.Content{Data: &text, Charset: &utf8}}}}})
	if refused := (*types.MessageRejected)(nil); errors.As(err, &refused) {
		return problem.New(problem.Invalid, "address-refused", "The letter was refused.").Because(err)
	}
	if err != nil {
		return fmt.Errorf("mail signals: %w", err)
	}
	return nil
}

// agents is the part of the directory that subscribers need.
type agents interface {
	Agent(ctx context.Context, subject string) (directory.Agent, error)
}

// people finds subscribers in the directory; it implements insight.People.
type people struct{ agents }

// Person implements insight.People. Who is let in no more, or sees no signals any more, has no address.
func (p people) Person(ctx context.Context, subject string) (insight.Person, error) {
	a, err := p.Agent(ctx, subject)
	person := insight.Person{Operator: a.Operator, Name: a.Name}
	if reads(a) {
		person.Address = a.Mailbox()
	}
	return person, err
}

// reads reports whether somebody may see signals. Of who was never here, and whose roles no administrator set, nothing speaks against it.
func reads(a directory.Agent) bool {
	return a.Roles == nil && a.Seen.On == "" || signal.IsFor(a.RolesNow(a.Seen.Roles))
}
