// Package privacydb keeps data requests and looks in the Privacy table, and exports in the privacy bucket. docs/data-model.md lists its access
// patterns.
//
// It must not decide anything: the rules are in package privacy.
package privacydb

import (
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/privacy"
)

// listing is the one index of the table: it projects keys, so a look that goes on changes nothing in it.
const listing = "listing"

// sortable is an instant as a string that orders by time.
const sortable = "2006-01-02T15:04:05.000Z"

func requestPartition(id privacy.ID) string { return "REQUEST#" + string(id) }
func requestKey(id privacy.ID) dynamo.Key {
	return dynamo.Key{PK: requestPartition(id), SK: "REQUEST"}
}
func resultKey(id privacy.ID, q inquiry.ID) dynamo.Key {
	return dynamo.Key{PK: requestPartition(id), SK: "RESULT#" + string(q)}
}

// openPartition is constant on purpose: it holds what is open, which is read once a day and nearly always empty.
const openPartition = "OPEN"

func openKey(id privacy.ID) dynamo.Key { return dynamo.Key{PK: openPartition, SK: string(id)} }

func lookPartition(id inquiry.ID) string { return "INQUIRY#" + string(id) }
func lookKey(l inquiry.Looked) dynamo.Key {
	return dynamo.Key{PK: lookPartition(l.Inquiry), SK: l.At.UTC().Format(time.DateOnly) + "#" + l.By.Subject}
}

// Partitions of the index: an operator's requests, and what one of its people looked at, in the order of time.
func requestsOf(op directory.OperatorCode) string { return "REQUESTS#" + string(op) }
func looksOf(op directory.OperatorCode, subject string) string {
	return "LOOKS#" + string(op) + "#" + subject
}

// after is the part of a key after its last separator.
func after(key string) string { return key[strings.LastIndexByte(key, '#')+1:] }
