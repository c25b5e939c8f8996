package kit

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestTable_HasTheTemplatesKeysIndexesAndStream(t *testing.T) {
	in, err := tableOf(templatePath(t), "InquiryTable")
	if err != nil {
		t.Fatal(err)
	}
	if len(in.KeySchema) != 2 || *in.KeySchema[0].AttributeName != "PK" || in.KeySchema[1].KeyType != types.KeyTypeRange {
		t.Errorf("keys are %+v", in.KeySchema)
	}
	if in.StreamSpecification.StreamViewType != types.StreamViewTypeNewImage {
		t.Errorf("stream shows %s", in.StreamSpecification.StreamViewType)
	}
	var names []string
	for _, x := range in.GlobalSecondaryIndexes {
		names = append(names, *x.IndexName)
		if x.Projection.ProjectionType == types.ProjectionTypeInclude && len(x.Projection.NonKeyAttributes) == 0 {
			t.Errorf("index %s projects nothing", *x.IndexName)
		}
	}
	if len(names) != 3 {
		t.Errorf("indexes are %v", names)
	}
}

func TestTable_NotInTheTemplate_IsSaid(t *testing.T) {
	if _, err := tableOf(templatePath(t), "TrackingQueue"); err == nil {
		t.Error("a queue was taken for a table")
	}
}
