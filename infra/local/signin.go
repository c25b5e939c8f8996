package main

import (
	"context"
	"fmt"

	"github.com/whereabouts-post/whereabouts/infra/signin"
)

// token is `make token`: the access token that the SPA would get, and nothing else, on standard output.
func token(ctx context.Context, c Checkout, args []string) error {
	s := runStack(c)
	o, _, err := s.outputs(ctx)
	if err != nil {
		return err
	}
	people, err := readPeople(c)
	if err != nil {
		return err
	}
	as := people[0].Email
	if len(args) > 0 && args[0] != "" {
		as = args[0]
	}
	tokens, err := signin.As(ctx, s.all(o), as)
	if err != nil {
		return fmt.Errorf("%w; is it one of the people that `make run` prints?", err)
	}
	fmt.Println(tokens.Access)
	return nil
}
