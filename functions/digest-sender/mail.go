package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sesv2"
	"github.com/aws/aws-sdk-go-v2/service/sesv2/types"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// mail writes digests.
type mail struct {
	client    *sesv2.Client
	from, web string
	catalogue catalogue.Reader
}

func (m mail) send(ctx context.Context, l inquiry.Letter, now time.Time) error {
	release, err := m.catalogue.InForce(ctx, now)
	if err != nil {
		return fmt.Errorf("catalogue of a digest: %w", err)
	}
	subject, text := written(l, release, m.web)
	utf8 := "UTF-8"
	_, err = m.client.SendEmail(ctx, &sesv2.SendEmailInput{FromEmailAddress: &m.from, Destination: &types.Destination{ToAddresses: l.To},
		Content: &types.EmailContent{Simple: &types.Message{Subject: &types.Content{Data: &subject, Charset: &utf8}, Body: &types.Body{Text: &types.Content{Data: &text, Charset: &utf8}}}}})
	if err != nil {
		return fmt.Errorf("mail a digest: %w", err)
	}
	return nil
}

// written is a digest in its language: figures and labels, no item and no name of a customer, because mail travels in the open.
func written(l inquiry.Letter, release *catalogue.Release, web string) (subject, text string) {
	w := letters[l.Language]
	total := 0
	var lines strings.Builder
	for _, line := range l.Lines {
		total += line.Count
		kind, workflow := w.kinds[line.Kind], line.Workflow
		if kind == "" {
			kind = string(line.Kind)
		}
		if wf, ok := release.Workflow(line.Workflow); ok && wf.Labels[l.Language] != "" {
			workflow = wf.Labels[l.Language] + " (" + line.Workflow + ")"
		}
		fmt.Fprintf(&lines, "%5d  %s", line.Count, kind)
		if workflow != "" {
			fmt.Fprintf(&lines, ": %s", workflow)
		}
		if line.Urgent > 0 {
			fmt.Fprintf(&lines, ", "+w.urgent, line.Urgent)
		}
		lines.WriteByte('\n')
	}
	return fmt.Sprintf(w.subject, total, l.Centre), fmt.Sprintf("%s\n\n%s\n%s\n%s/alerts\n", fmt.Sprintf(w.opening, l.Name), lines.String(), w.closing, web)
}
