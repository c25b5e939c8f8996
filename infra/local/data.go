package main

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/whereabouts-post/whereabouts/infra/data"
	"github.com/whereabouts-post/whereabouts/shared/directory/directorydb"
)

// loadData checks the data release of infra/data and loads it into the Directory table; loading it again changes nothing.
func loadData(ctx context.Context, account aws.Config, table string) (*directorydb.Store, error) {
	release, err := data.Load()
	if err != nil {
		return nil, fmt.Errorf("infra/data breaks its schemas: %w", err)
	}
	store := directorydb.New(dynamodb.NewFromConfig(account), table, nil)
	return store, store.Load(ctx, release)
}
