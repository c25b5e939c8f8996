package inquirydb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Redact implements inquiry.EraseStore: one query and a write for each item that is not its skeleton yet, and the object of the archive
// where there is one, also of an inquiry whose archiving was cut short.
func (s *Store) Redact(ctx context.Context, id inquiry.ID, r inquiry.Redaction) (changed bool, _ error) {
	if s.Cold == nil {
		return false, errNoArchive
	}
	items, err := s.contents(ctx, id)
	if err != nil {
		return false, err
	}
	for _, item := range items {
		bare, touched, err := redacted(item, r)
		if err != nil {
			return changed, fmt.Errorf("redact inquiry %s: %w", id, err)
		}
		if !touched {
			continue
		}
		changed = true
		if at, leaving := item["expiresAt"]; leaving {
			bare["expiresAt"] = at
		}
		out, err := s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Table, Item: bare, ConditionExpression: aws.String("attribute_exists(PK)"),
			ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
		if _, gone := dynamo.ConditionFailed(err); gone { // the table has let it go meanwhile
			continue
		}
		if err != nil {
			return changed, fmt.Errorf("redact inquiry %s: %w", id, err)
		}
		s.Meter.AddOne(out.ConsumedCapacity)
	}
	cold, err := s.redactCold(ctx, id, r)
	return changed || cold, err
}

func (s *Store) redactCold(ctx context.Context, id inquiry.ID, r inquiry.Redaction) (changed bool, _ error) {
	doc, err := s.readCold(ctx, id)
	if _, none := errors.AsType[*s3types.NoSuchKey](err); none {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for i, raw := range doc.Items {
		item, err := attributevalue.MarshalMap(raw)
		if err != nil {
			return false, fmt.Errorf("redact archived inquiry %s: %w", id, err)
		}
		bare, touched, err := redacted(item, r)
		if err != nil {
			return false, fmt.Errorf("redact archived inquiry %s: %w", id, err)
		}
		if !touched {
			continue
		}
		changed, doc.Items[i] = true, nil
		if err := attributevalue.UnmarshalMap(bare, &doc.Items[i]); err != nil {
			return false, fmt.Errorf("redact archived inquiry %s: %w", id, err)
		}
	}
	if !changed {
		return false, nil
	}
	return true, s.writeCold(ctx, id, doc)
}

// redacted is what the redaction leaves of a request or an event, and whether that is less than there was.
func redacted(item stored, r inquiry.Redaction) (bare stored, touched bool, _ error) {
	var key dynamo.Key
	if err := attributevalue.UnmarshalMap(item, &key); err != nil {
		return nil, false, err
	}
	if key.SK == "REQUEST" {
		var it requestItem
		if err := attributevalue.UnmarshalMap(item, &it); err != nil {
			return nil, false, err
		}
		before := len(it.Fields)
		if it.Fields = r.Request(inquiry.Request{Fields: it.Fields}).Fields; it.Fields == nil {
			it.Fields = map[string]any{}
		}
		bare, err := attributevalue.MarshalMap(it)
		return bare, len(it.Fields) < before, err
	}
	var it eventItem
	if err := attributevalue.UnmarshalMap(item, &it); err != nil {
		return nil, false, err
	}
	before := it.event()
	after := r.Event(before)
	notice, err := nameless(it.Notice)
	if err != nil {
		return nil, false, err
	}
	bare, err = attributevalue.MarshalMap(eventOf(after, notice))
	return bare, notice != it.Notice || !reflect.DeepEqual(before, after), err
}

// nameless takes out of a notice what was written in words of their own: the case of the requester's system.
func nameless(notice string) (string, error) {
	var n inquiry.Notice
	if notice == "" {
		return notice, nil
	}
	if err := json.Unmarshal([]byte(notice), &n); err != nil || n.ExternalRef == "" {
		return notice, err
	}
	n.ExternalRef = ""
	out, err := json.Marshal(n)
	return string(out), err
}
