package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

// digests are the letters of a call centre's day.
type digests struct {
	mail.Sender
	web       string
	catalogue catalogue.Reader
}

func (d digests) send(ctx context.Context, l inquiry.Letter, now time.Time) error {
	release, err := d.catalogue.InForce(ctx, now)
	if err != nil {
		return fmt.Errorf("catalogue of a digest: %w", err)
	}
	subject, text := written(l, release, d.web)
	return d.Send(ctx, subject, text, l.To...)
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
