// Package mail sends letters by SES.
//
// It must not know what they are about, nor in which language.
package mail

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/whereabouts-post/whereabouts/shared/platform/problem"
)

// SES is the part of the SDK's client that is used.
type SES interface {
	SendEmail(ctx context.Context, in *sesv2.SendEmailInput, options ...func(*sesv2.Options)) (*sesv2.SendEmailOutput, error)
}

// Sender sends from one address.
type Sender struct {
	SES  SES
	From string
}

// Send mails plain text, in UTF-8; all addresses read of each other. A letter that SES will not take to its addresses is the problem "address-refused".
func (s Sender) Send(ctx context.Context, subject, text string, to ...string) error {
	utf8 := "UTF-8"
	_, err := s.SES.SendEmail(ctx, &sesv2.SendEmailInput{FromEmailAddress: &s.From, Destination: &types.Destination{ToAddresses: to},
		Content: &types.EmailContent{Simple: &types.Message{Subject: &types.Content{Data: &subject, Charset: &utf8}, Body: &types.Body{Text: &types.Content{Data: &text, Charset: &utf8}}}}})
	if refused := (*types.MessageRejected)(nil); errors.As(err, &refused) {
		return problem.New(problem.Invalid, "address-refused", "The letter was refused.").Because(err)
	}
	if err != nil {
		return fmt.Errorf("send a letter: %w", err)
	}
	return nil
}
