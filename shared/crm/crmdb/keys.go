package crmdb

import (
	"fmt"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/crm"
	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Every key of the Crm table is built here; TestKeys_AreFrozen freezes them.

const (
	mappingPrefix = "MAP#"
	refusedPrefix = "REFUSED#"
	eventPrefix   = "EVENT#"
	waitPrefix    = "WAIT#"
	listing       = "listing"
)

func headPK(id crm.ID) string { return "CRM#" + string(id) }

func headKey(id crm.ID) dynamo.Key { return dynamo.Key{PK: headPK(id), SK: "HEAD"} }

// pointerKey leads from an operator to its integrations.
func pointerKey(operator directory.OperatorCode, id crm.ID) dynamo.Key {
	return dynamo.Key{PK: "CRMS#" + string(operator), SK: "CRM#" + string(id)}
}

func mappingKey(id crm.ID, version int) dynamo.Key {
	return dynamo.Key{PK: headPK(id), SK: fmt.Sprintf("%s%06d", mappingPrefix, version)}
}

func minuteKey(id crm.ID, at time.Time) dynamo.Key {
	return dynamo.Key{PK: "CRMMINUTE#" + string(id), SK: at.UTC().Format("2006-01-02T15:04")}
}

func refusedKey(id crm.ID, day, reason string) dynamo.Key {
	return dynamo.Key{PK: headPK(id), SK: refusedPrefix + day + "#" + reason}
}

func eventKey(id crm.ID, key string) dynamo.Key {
	return dynamo.Key{PK: "CRMEVENTS#" + string(id), SK: eventPrefix + key}
}

func casePK(id crm.ID, name string) string { return "CRMCASE#" + string(id) + "#" + name }

func linkKey(id crm.ID, name string) dynamo.Key { return dynamo.Key{PK: casePK(id, name), SK: "LINK"} }

func inOrder(at time.Time, key string) string { return fmt.Sprintf("%013d#%s", at.UnixMilli(), key) }

func waitKey(r crm.Received) dynamo.Key {
	return dynamo.Key{PK: casePK(r.Integration, r.Case), SK: waitPrefix + inOrder(r.At, r.Key)}
}

func listPK(id crm.ID, s crm.State) string { return string(id) + "#" + string(s) }

// keyIn is the key of an event at the end of a sort key.
func keyIn(sk string) string { return sk[strings.LastIndex(sk, "#")+1:] }
