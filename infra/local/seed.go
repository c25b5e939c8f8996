package main

import (
	"context"

	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
)

// seed loads the data release, the demo people and the demo content, each once for these data and this stack.
func (s Stack) seed(ctx context.Context, o Outputs) error {
	c := s.Checkout
	inputs, err := fingerprint(nil, c.Path("infra", "data"), c.Path("infra", "local", "seed"))
	if err != nil {
		return err
	}
	inputs += o["UserPoolId"] + o["DirectoryTable"]
	return once(s.path("seeded.stamp"), inputs, "loading operators, call centres, the workflow catalogue and the demo", func() error {
		store, err := loadData(ctx, s.config(), o["DirectoryTable"])
		if err != nil {
			return err
		}
		if err := s.seedPeople(ctx, o, store); err != nil {
			return err
		}
		return s.seedDemo(ctx, o)
	})
}

func (s Stack) seedPeople(ctx context.Context, o Outputs, store *directorydb.Store) error {
	people, err := readPeople(s.Checkout)
	if err != nil {
		return err
	}
	client := cognito.NewFromConfig(s.config())
	for _, p := range people {
		subject, err := admit(ctx, client, o["UserPoolId"], p)
		if err != nil {
			return err
		}
		if p.Uninvited {
			continue
		}
		agent := directory.Agent{Subject: subject, Name: p.Name, Email: p.Email, Operator: p.Operator, CallCentres: p.CallCentres}
		if err := store.PutAgent(ctx, agent); err != nil {
			return err
		}
	}
	return nil
}
