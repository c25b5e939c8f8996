// Package exchangedb keeps what is known of exchanged files in the Exchange table, and the files in the exchange bucket. docs/data-model.md
// lists its access patterns.
//
// It must not decide anything: the rules are in package exchange.
package exchangedb

import (
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Sort keys of what an operator has; lists read those of one kind backwards.
const (
	filePrefix      = "FILE#"
	uploadPrefix    = "UPLOAD#"
	statementPrefix = "STATEMENT#"
)

// nights is constant on purpose: it holds an item for each operator that has a file made every night, and is read every quarter of an hour.
const nights = "NIGHTS"

func partition(op directory.OperatorCode) string { return "OPERATOR#" + string(op) }

func settingsKey(op directory.OperatorCode) dynamo.Key {
	return dynamo.Key{PK: partition(op), SK: "SETTINGS"}
}
func headKey(op directory.OperatorCode) dynamo.Key  { return dynamo.Key{PK: partition(op), SK: "HEAD"} }
func nightKey(op directory.OperatorCode) dynamo.Key { return dynamo.Key{PK: nights, SK: string(op)} }
func monthKey(month string) dynamo.Key              { return dynamo.Key{PK: "MONTH#" + month, SK: "MONTH"} }

func fileKey(op directory.OperatorCode, number int) dynamo.Key {
	return dynamo.Key{PK: partition(op), SK: fmt.Sprintf("%s%09d", filePrefix, number)}
}

func uploadKey(op directory.OperatorCode, id string) dynamo.Key {
	return dynamo.Key{PK: partition(op), SK: uploadPrefix + id}
}

func onceKey(op directory.OperatorCode, once string) dynamo.Key {
	return dynamo.Key{PK: partition(op), SK: "ONCE#" + once}
}

func statementsOf(month string, partner directory.OperatorCode) string {
	return statementPrefix + month + "#" + string(partner) + "#"
}

func statementKey(op directory.OperatorCode, month string, partner directory.OperatorCode, version int) dynamo.Key {
	return dynamo.Key{PK: partition(op), SK: fmt.Sprintf("%s%04d", statementsOf(month, partner), version)}
}
