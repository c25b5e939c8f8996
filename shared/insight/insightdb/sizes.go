package insightdb

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// Partitions knows the partitions of the lake; it implements query.Sizes.
type Partitions struct {
	Client *s3.Client
	Bucket string
}

// partitionPrefix is where the months of a fact lie, in their order.
func partitionPrefix(fact string) string { return "facts/fact=" + fact + "/month=" }

// Bytes implements query.Sizes: one listing of each span, a page for every thousand files.
func (p Partitions) Bytes(ctx context.Context, fact string, spans []query.Span) (int64, error) {
	var sum int64
	for _, span := range spans {
		n, err := p.span(ctx, partitionPrefix(fact), span)
		if err != nil {
			return 0, fmt.Errorf("size of %s: %w", fact, err)
		}
		sum += n
	}
	return sum, nil
}

func (p Partitions) span(ctx context.Context, prefix string, span query.Span) (int64, error) {
	var sum int64
	pages := s3.NewListObjectsV2Paginator(p.Client, &s3.ListObjectsV2Input{Bucket: &p.Bucket, Prefix: &prefix, StartAfter: aws.String(prefix + string(span.From))})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return 0, err
		}
		for _, object := range page.Contents {
			month, _, _ := strings.Cut(strings.TrimPrefix(aws.ToString(object.Key), prefix), "/")
			if insight.Month(month) > span.To {
				return sum, nil
			}
			sum += aws.ToInt64(object.Size)
		}
	}
	return sum, nil
}
