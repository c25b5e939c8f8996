package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	cognito "github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

// demoPassword is every demo person's. It exists on emulators only.
const demoPassword = "Demo-passw0rd"

// Person is somebody of the demo: seed/people.json.
type Person struct {
	Email       string                 `json:"email"`
	Name        string                 `json:"name"`
	Operator    directory.OperatorCode `json:"operator"`
	CallCentres []directory.CentreID   `json:"callCentres"`
	Roles       []string               `json:"roles"`
	About       string                 `json:"about"`     // a line for whoever wonders whom to be
	Uninvited   bool                   `json:"uninvited"` // has an account and no entry in the directory
}

func readPeople(c Checkout) ([]Person, error) {
	var people []Person
	if err := readJSON(c.Path("infra", "local", "seed", "people.json"), &people); err != nil {
		return nil, err
	}
	if len(people) < 2 {
		return nil, errors.New("people.json names fewer than two people")
	}
	return people, nil
}

// admit makes the person known to the identity provider, with the demo password and exactly these roles, and returns their subject.
func admit(ctx context.Context, client *cognito.Client, pool string, p Person) (subject string, err error) {
	_, err = client.AdminCreateUser(ctx, &cognito.AdminCreateUserInput{UserPoolId: &pool, Username: &p.Email, MessageAction: types.MessageActionTypeSuppress,
		UserAttributes: []types.AttributeType{{Name: aws.String("email"), Value: &p.Email}, {Name: aws.String("email_verified"), Value: aws.String("true")}, {Name: aws.String("name"), Value: &p.Name}}})
	if _, there := errors.AsType[*types.UsernameExistsException](err); err != nil && !there {
		return "", fmt.Errorf("create %s: %w", p.Email, err)
	}
	if _, err := client.AdminSetUserPassword(ctx, &cognito.AdminSetUserPasswordInput{UserPoolId: &pool, Username: &p.Email, Password: aws.String(demoPassword), Permanent: true}); err != nil {
		return "", fmt.Errorf("set the password of %s: %w", p.Email, err)
	}
	for _, role := range p.Roles {
		if _, err := client.AdminAddUserToGroup(ctx, &cognito.AdminAddUserToGroupInput{UserPoolId: &pool, Username: &p.Email, GroupName: &role}); err != nil {
			return "", fmt.Errorf("give %s the role %s: %w", p.Email, role, err)
		}
	}
	out, err := client.AdminGetUser(ctx, &cognito.AdminGetUserInput{UserPoolId: &pool, Username: &p.Email})
	if err != nil {
		return "", fmt.Errorf("read %s: %w", p.Email, err)
	}
	for _, a := range out.UserAttributes {
		if aws.ToString(a.Name) == "sub" {
			return aws.ToString(a.Value), nil
		}
	}
	return "", fmt.Errorf("%s has no subject", p.Email)
}
