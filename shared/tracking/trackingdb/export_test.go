package trackingdb

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/tracking"
)

// Spell makes the store send statements in their long form.
func (s *Store) Spell() { s.spelled.Store(true) }

// Engine is the table itself.
func (s *Store) Engine() (*dynamodb.Client, string) { return s.client, s.table }

// Row is an event as it is stored.
func Row(t testing.TB, e tracking.Event) map[string]types.AttributeValue {
	t.Helper()
	item, err := attributevalue.MarshalMap(rowOf(e))
	if err != nil {
		t.Fatal(err)
	}
	return item
}
