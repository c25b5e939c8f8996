package webhookdb

import (
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

// Every key of the Webhook table is built here; TestKeys_AreFrozen freezes them.

const (
	dueIndex     = "due"
	listingIndex = "listing"

	operatorPrefix = "OPERATOR#"
	endpointPrefix = "ENDPOINT#"
	deliveryPrefix = "DELIVERY#"
	everyEndpoint  = "ENDPOINTS" // in the due index: few items, written when one is made

	sortable = "2006-01-02T15:04:05.000Z"
)

func endpointsPK(operator principal.OperatorCode) string { return operatorPrefix + string(operator) }

func endpointKey(operator principal.OperatorCode, id webhook.EndpointID) dynamo.Key {
	return dynamo.Key{PK: endpointsPK(operator), SK: endpointPrefix + string(id)}
}

func slotPK(s webhook.Slot) string { return fmt.Sprintf("SLOT#%s#%d", s.Endpoint, s.Number) }

func slotKey(s webhook.Slot) dynamo.Key { return dynamo.Key{PK: slotPK(s), SK: "SLOT"} }

func lanePK(l webhook.Lane) string { return "LANE#" + string(l.Endpoint) + "#" + l.Inquiry }

// inquiryOf is the inquiry of a lane's key.
func inquiryOf(pk string) string { return pk[strings.LastIndexByte(pk, '#')+1:] }

func laneKey(l webhook.Lane) dynamo.Key { return dynamo.Key{PK: lanePK(l), SK: "LANE"} }

func deliverySK(sequence int) string { return fmt.Sprintf("%s%06d", deliveryPrefix, sequence) }

func deliveryKey(l webhook.Lane, sequence int) dynamo.Key {
	return dynamo.Key{PK: lanePK(l), SK: deliverySK(sequence)}
}

func tryPrefix(sequence int) string { return fmt.Sprintf("TRY#%06d#", sequence) }

func tryKey(l webhook.Lane, sequence, number int) dynamo.Key {
	return dynamo.Key{PK: lanePK(l), SK: fmt.Sprintf("%s%06d", tryPrefix(sequence), number)}
}

func listPK(id webhook.EndpointID, s webhook.State) string { return string(id) + "#" + string(s) }

func listSK(d webhook.Delivery) string {
	return fmt.Sprintf("%s#%s#%06d", instantSK(d.PlannedAt), d.Inquiry, d.Sequence)
}

func instantSK(t time.Time) string { return t.UTC().Format(sortable) }
