package dynamo

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestMetItself_IsTheSameWriteOnly(t *testing.T) {
	item := func() map[string]types.AttributeValue {
		it := Key{PK: "A", SK: "B"}.Map()
		NameWrite(it)
		return it
	}
	mine, other := item(), item()
	refused := func(there map[string]types.AttributeValue) error {
		return &types.ConditionalCheckFailedException{Item: there}
	}
	for what, c := range map[string]struct {
		err  error
		want bool
	}{
		"sent again":             {refused(mine), true},
		"the same by another":    {refused(other), false},
		"the item not asked for": {refused(nil), false},
		"no refusal":             {errors.New("throttled"), false},
		"written":                {nil, false},
	} {
		if got := MetItself(c.err, mine); got != c.want {
			t.Errorf("%s: %v", what, got)
		}
	}
	if plain := (Key{PK: "A"}).Map(); MetItself(refused(plain), plain) {
		t.Error("an item whose write has no name can be anybody's")
	}
}
