package main

import (
	"context"
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/mail"
)

// invitations are the letters to whom administrators invite.
type invitations struct {
	mail.Sender
	web    string
	signUp bool // whether whoever has no account makes one on the sign-in page
}

func (l invitations) send(ctx context.Context, i directory.Invitation, of directory.Operator) error {
	subject, text := written(i, of, l.web, l.signUp)
	if err := l.Send(ctx, subject, text, i.Email); err != nil {
		return fmt.Errorf("mail invitation %s: %w", i.ID, err)
	}
	return nil
}

// written is an invitation in its language. It holds no secret: what lets somebody in is the address that they sign in with.
func written(i directory.Invitation, of directory.Operator, web string, signUp bool) (subject, text string) {
	w, known := letters[i.Language]
	if !known {
		w = letters["en"]
	}
	account := w.account
	if signUp {
		account = w.signUp
	}
	return fmt.Sprintf(w.subject, of.Name), fmt.Sprintf(w.opening, i.Name, i.InvitedBy.Name, of.Name) + "\n\n" + fmt.Sprintf(w.signIn, i.Email, web+"/") + "\n\n" +
		account + "\n\n" + fmt.Sprintf(w.end, i.EndsAt.UTC().Format("2006-01-02 15:04 UTC")) + "\n\n" + w.stranger + "\n"
}
