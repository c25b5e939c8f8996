// Package inquirydb keeps inquiries, folders and alerts in the Inquiry table. docs/data-model.md lists its access patterns.
//
// It must not decide anything: the rules are in package inquiry.
package inquirydb

import (
	"fmt"
	"hash/fnv"
	"strconv"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/edi"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Names of the indexes in template.yaml.
const (
	requesterFolder = "requester-folder"
	replierFolder   = "replier-folder"
	deadline        = "deadline"
)

// EventPrefix and InquiryPrefix are what the stream's filter in template.yaml looks for.
const (
	InquiryPrefix = "INQUIRY#"
	EventPrefix   = "EVENT#"
)

// sortable is an instant as a string that orders by time.
const sortable = "2006-01-02T15:04:05.000Z"

func partition(id inquiry.ID) string      { return InquiryPrefix + string(id) }
func headKey(id inquiry.ID) dynamo.Key    { return dynamo.Key{PK: partition(id), SK: "HEAD"} }
func requestKey(id inquiry.ID) dynamo.Key { return dynamo.Key{PK: partition(id), SK: "REQUEST"} }
func eventKey(id inquiry.ID, seq int) dynamo.Key {
	return dynamo.Key{PK: partition(id), SK: fmt.Sprintf("%s%06d", EventPrefix, seq)}
}

// seenKey marks a tracking event as recorded in an inquiry.
func seenKey(id inquiry.ID, event string) dynamo.Key {
	return dynamo.Key{PK: partition(id), SK: "SEEN#" + event}
}

// openKey is the lock on a matter: one inquiry is open on it.
func openKey(m inquiry.Matter) dynamo.Key {
	return dynamo.Key{PK: openPartition(m.Item), SK: m.Workflow + "#" + string(m.Requester)}
}
func openPartition(item edi.ItemID) string { return "OPEN#" + string(item) }

func centrePartition(c directory.CentreID) string { return "CENTRE#" + string(c) }
func countsKey(c directory.CentreID) dynamo.Key {
	return dynamo.Key{PK: centrePartition(c), SK: "COUNTS"}
}

func folderPartition(c directory.CentreID, f inquiry.Folder) string {
	return string(c) + "#" + string(f)
}

// folderSort orders a folder: urgent first, then by its time. Closed inquiries are read backwards and urgency no longer matters.
func folderSort(q inquiry.Inquiry, f inquiry.Folder) string {
	rank := "1#"
	if q.Urgent && f != inquiry.ClosedFolder {
		rank = "0#"
	}
	return rank + q.SortTime(f).UTC().Format(sortable)
}

// deadlineShards spreads the deadlines; the checker asks every shard, so its cost at rest is one empty read a shard.
const deadlineShards = 4

func shardOf(id inquiry.ID) string {
	h := fnv.New32a()
	h.Write([]byte(id))
	return deadlinePartition(int(h.Sum32() % deadlineShards))
}
func deadlinePartition(shard int) string { return "DEADLINE#" + strconv.Itoa(shard) }
