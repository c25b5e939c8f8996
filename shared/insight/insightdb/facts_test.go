package insightdb_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/firehose"
	"github.com/aws/aws-sdk-go-v2/service/firehose/types"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/insightdb"
)

// stream is a delivery stream that refuses what it is told to refuse, and keeps the rest.
type stream struct {
	refuse func(call int, line string) bool
	calls  int
	sizes  []int
	kept   []string
}

func (s *stream) PutRecordBatch(_ context.Context, in *firehose.PutRecordBatchInput, _ ...func(*firehose.Options)) (*firehose.PutRecordBatchOutput, error) {
	s.calls++
	s.sizes = append(s.sizes, len(in.Records))
	out := &firehose.PutRecordBatchOutput{FailedPutCount: aws.Int32(0)}
	for _, r := range in.Records {
		if s.refuse != nil && s.refuse(s.calls, string(r.Data)) {
			*out.FailedPutCount++
			out.RequestResponses = append(out.RequestResponses, types.PutRecordBatchResponseEntry{ErrorCode: aws.String("ServiceUnavailableException")})
			continue
		}
		s.kept = append(s.kept, string(r.Data))
		out.RequestResponses = append(out.RequestResponses, types.PutRecordBatchResponseEntry{RecordId: aws.String("1")})
	}
	return out, nil
}

func facts(n int) []insight.Fact {
	out := make([]insight.Fact, n)
	for i := range out {
		out[i] = insight.Fact{FactID: strings.Repeat("x", i%7), Kind: "sent"}
	}
	return out
}

func TestPut_RefusedFactsAreTriedAgainAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stream{refuse: func(call int, line string) bool { return call == 1 && strings.Contains(line, `"fact_id":"xx"`) }}
		if err := (insightdb.Facts{Client: s, Stream: "facts"}).Put(t.Context(), facts(5)...); err != nil {
			t.Fatal(err)
		}
		if len(s.kept) != 5 || s.sizes[1] != 1 {
			t.Errorf("%d kept, calls of %v", len(s.kept), s.sizes)
		}
	})
}

func TestPut_RefusedToTheEndIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &stream{refuse: func(int, string) bool { return true }}
		began := time.Now()
		err := (insightdb.Facts{Client: s, Stream: "facts"}).Put(t.Context(), facts(3)...)
		if err == nil || !strings.Contains(err.Error(), "3 refused") {
			t.Error(err)
		}
		if s.calls != 5 || time.Since(began) != 750*time.Millisecond {
			t.Errorf("%d calls in %s", s.calls, time.Since(began))
		}
	})
}

func TestPut_EndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
		defer cancel()
		s := &stream{refuse: func(int, string) bool { return true }}
		if err := (insightdb.Facts{Client: s, Stream: "facts"}).Put(ctx, facts(1)...); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}

func TestPut_RespectsTheBatchLimit(t *testing.T) {
	s := &stream{}
	if err := (insightdb.Facts{Client: s, Stream: "facts"}).Put(t.Context(), facts(1201)...); err != nil {
		t.Fatal(err)
	}
	if len(s.sizes) != 3 || s.sizes[2] != 201 || len(s.kept) != 1201 {
		t.Errorf("calls of %v, %d kept", s.sizes, len(s.kept))
	}
	if !strings.HasSuffix(s.kept[0], "}\n") {
		t.Error("a record is a line")
	}
	if err := (insightdb.Facts{Client: s}).Put(t.Context()); err != nil || s.calls != 3 {
		t.Error("no facts, no call:", err, s.calls)
	}
}
