//go:build emulator

package insightdb_test

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
	"github.com/whereabouts-post/whereabouts/shared/platform/kit"
)

// One key an operator and year, whoever asks first and however many ask at once; none from its end on, though the table still has it.
func TestAgentKeys_OneUntilItsEnd(t *testing.T) {
	client, table := kit.Table(t, "AgentKeyTable")
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	dea := insight.AgentKey{Operator: "DEA", Year: 2026}
	made := make([][]byte, 8)
	var wg sync.WaitGroup
	for i := range made {
		wg.Go(func() {
			var err error
			if made[i], err = (&insightdb.AgentKeys{Client: client, Table: table}).Key(t.Context(), dea, now); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, key := range made {
		if len(key) != 32 || !bytes.Equal(key, made[0]) {
			t.Fatal("two functions have two keys")
		}
	}
	warm := &insightdb.AgentKeys{Client: client, Table: table}
	for range 2 { // read, and remembered
		if key, err := warm.Key(t.Context(), dea, dea.Ends().Add(-time.Second)); err != nil || !bytes.Equal(key, made[0]) {
			t.Error(key, err)
		}
	}
	for _, keys := range []*insightdb.AgentKeys{warm, {Client: client, Table: table}} {
		if key, err := keys.Key(t.Context(), dea, dea.Ends()); err != nil || key != nil {
			t.Error("a key outlives its end:", key, err)
		}
	}
	for _, other := range []insight.AgentKey{{Operator: "GBA", Year: 2026}, {Operator: "DEA", Year: 2027}} {
		if key, err := warm.Key(t.Context(), other, now); err != nil || bytes.Equal(key, made[0]) {
			t.Errorf("%+v: %v", other, err)
		}
	}
	out, err := client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &table, Key: map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: "AGENTKEY#DEA"}, "SK": &types.AttributeValueMemberS{Value: "2026"}}})
	if err != nil {
		t.Fatal(err)
	}
	if ends, ok := out.Item["expiresAt"].(*types.AttributeValueMemberN); !ok || ends.Value != "1806537600" { // 1 April 2027
		t.Errorf("the table forgets it at %v", out.Item["expiresAt"])
	}
}
