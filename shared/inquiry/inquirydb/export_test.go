package inquirydb

import (
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

// HeadItem is a head as it is stored, for tests that fill a table without going through every step.
func HeadItem(q inquiry.Inquiry) (map[string]types.AttributeValue, error) {
	return attributevalue.MarshalMap(headOf(q))
}

// FilterReach is how many rows one filtered page looks at.
const FilterReach = filterReach
