package changedb

import (
	"fmt"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// Every key of the Change table is built here; TestKeys_AreFrozen freezes them.

// headKey holds how far an operator's log goes.
func headKey(operator principal.OperatorCode) dynamo.Key {
	return dynamo.Key{PK: "LOGS#" + string(operator), SK: "HEAD"}
}

// blockSize is how many changes of a log share a partition: at most some 10 MB.
const blockSize = 10_000

func blockOf(number int64) int64 { return number / blockSize }

func logPK(operator principal.OperatorCode, block int64) string {
	return fmt.Sprintf("LOG#%s#%08d", operator, block)
}

func numberSK(number int64) string { return fmt.Sprintf("%014d", number) }

func logKey(operator principal.OperatorCode, number int64) dynamo.Key {
	return dynamo.Key{PK: logPK(operator, blockOf(number)), SK: numberSK(number)}
}

// markKey says that a change is in an operator's log.
func markKey(operator principal.OperatorCode, id string) dynamo.Key {
	return dynamo.Key{PK: "TOLD#" + string(operator) + "#" + id, SK: "NUMBER"}
}
