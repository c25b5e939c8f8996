package paging

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
)

// ManagedSecret reads the key from AWS Secrets Manager.
type ManagedSecret struct {
	Client *secretsmanager.Client
	ARN    string
}

// Secret implements Secrets.
func (m ManagedSecret) Secret(ctx context.Context) ([]byte, error) {
	out, err := m.Client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &m.ARN})
	if err != nil {
		return nil, fmt.Errorf("read secret: %w", err)
	}
	if aws.ToString(out.SecretString) == "" {
		return nil, fmt.Errorf("read secret %s: it is empty", m.ARN)
	}
	return []byte(*out.SecretString), nil
}
