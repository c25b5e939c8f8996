package kit

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// ItemSize is what DynamoDB charges an item for, in bytes: names and values in UTF-8; a number takes a byte for two digits and one more,
// a list or map three and one for each entry (Developer Guide, "DynamoDB item sizes and formats"). The local engine does not count
// sizes, so tests that hold a budget do.
func ItemSize(t testing.TB, item map[string]types.AttributeValue) int {
	t.Helper()
	size := 0
	for name, v := range item {
		size += len(name) + valueSize(t, v)
	}
	return size
}

func valueSize(t testing.TB, v types.AttributeValue) int {
	t.Helper()
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return len(v.Value)
	case *types.AttributeValueMemberN:
		return len(v.Value)/2 + 2
	case *types.AttributeValueMemberB:
		return len(v.Value)
	case *types.AttributeValueMemberBOOL, *types.AttributeValueMemberNULL:
		return 1
	case *types.AttributeValueMemberSS:
		size := 0
		for _, e := range v.Value {
			size += len(e)
		}
		return size
	case *types.AttributeValueMemberM:
		return 3 + len(v.Value) + ItemSize(t, v.Value)
	case *types.AttributeValueMemberL:
		size := 3 + len(v.Value)
		for _, e := range v.Value {
			size += valueSize(t, e)
		}
		return size
	}
	t.Fatalf("no size for %T", v)
	return 0
}
