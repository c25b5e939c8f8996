package directorydb

import (
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
)

// Every key of the Directory table is made here and frozen by keys_test.go.

const operatorPrefix = "OPERATOR#"

func operatorPK(code directory.OperatorCode) string { return operatorPrefix + string(code) }

func operatorKey(code directory.OperatorCode) dynamo.Key {
	return dynamo.Key{PK: operatorPK(code), SK: "OPERATOR"}
}

// centreKey puts a call centre with its operator: one query reads an operator and all its centres.
func centreKey(id directory.CentreID) dynamo.Key {
	return dynamo.Key{PK: operatorPK(id.Operator()), SK: "CENTRE#" + string(id)}
}

func countryKey(country string) dynamo.Key {
	return dynamo.Key{PK: "COUNTRY#" + country, SK: "COUNTRY"}
}

func agentKey(subject string) dynamo.Key { return dynamo.Key{PK: "AGENT#" + subject, SK: "AGENT"} }

// An edit lies in the partition of the operator, beside what it changes.
const (
	operatorEditSK = "EDIT#OPERATOR"
	centreEditSK   = "EDIT#CENTRE#"
)

func operatorEditKey(code directory.OperatorCode) dynamo.Key {
	return dynamo.Key{PK: operatorPK(code), SK: operatorEditSK}
}

func centreEditKey(id directory.CentreID) dynamo.Key {
	return dynamo.Key{PK: operatorPK(id.Operator()), SK: centreEditSK + string(id)}
}

// editOf returns the operator's code or the call centre's id that an edit belongs to; false when the key is of no edit.
func editOf(k dynamo.Key) (string, bool) {
	if k.SK == operatorEditSK {
		return strings.TrimPrefix(k.PK, operatorPrefix), true
	}
	return strings.CutPrefix(k.SK, centreEditSK)
}

// centrePK holds the versions of a call centre's calendar: it grows with every edit and is read only when somebody looks at them.
func centrePK(id directory.CentreID) string { return "CENTRE#" + string(id) }

func calendarKey(id directory.CentreID, version int) dynamo.Key {
	return dynamo.Key{PK: centrePK(id), SK: fmt.Sprintf("CALENDAR#%06d", version)}
}

func calendarSpecKey(id directory.CentreID, version int) dynamo.Key {
	return dynamo.Key{PK: centrePK(id), SK: fmt.Sprintf("SPEC#%06d", version)}
}

// keptKey is a calendar by what it says, whoever has or had it.
func keptKey(digest string) dynamo.Key {
	return dynamo.Key{PK: "CALENDAR#" + digest, SK: "CALENDAR"}
}

// messagesKey is how an operator's messages are read: version 0 is what holds now.
func messagesKey(code directory.OperatorCode, version int) dynamo.Key {
	k := dynamo.Key{PK: "MESSAGES#" + string(code), SK: "SETTINGS"}
	if version > 0 {
		k.SK = fmt.Sprintf("SETTINGS#%06d", version)
	}
	return k
}

func templatesPK(code directory.OperatorCode) string { return "TEMPLATES#" + string(code) }

func templateKey(code directory.OperatorCode, id string) dynamo.Key {
	return dynamo.Key{PK: templatesPK(code), SK: "TEMPLATE#" + id}
}

const viewPrefix = "VIEW#"

// viewKey puts a person's views with the person.
func viewKey(subject, name string) dynamo.Key {
	return dynamo.Key{PK: agentKey(subject).PK, SK: viewPrefix + name}
}

// preferencesKey puts what a person chose for their pages with the person.
func preferencesKey(subject string) dynamo.Key {
	return dynamo.Key{PK: agentKey(subject).PK, SK: "PREFERENCES"}
}

// agentsPK lists an operator's agents in the index: at most some hundred.
func agentsPK(code directory.OperatorCode) string { return "AGENTS#" + string(code) }

// invitationsPK holds an operator's invitations: at most some hundred.
func invitationsPK(code directory.OperatorCode) string { return "INVITATIONS#" + string(code) }

func invitationKey(code directory.OperatorCode, id string) dynamo.Key {
	return dynamo.Key{PK: invitationsPK(code), SK: "INVITATION#" + id}
}

// addressKey is who holds a folded mail address, in the whole network.
func addressKey(folded string) dynamo.Key {
	return dynamo.Key{PK: "ADDRESS#" + addressDigest(folded), SK: "ADDRESS"}
}

// An API key, by its visible prefix. What it has used lies in a partition of its own: functions that count may write there and not to the key.
func apiKeyKey(prefix string) dynamo.Key { return dynamo.Key{PK: "KEY#" + prefix, SK: "KEY"} }

func usagePK(prefix string) string { return "KEYUSE#" + prefix }

func usageKey(prefix string) dynamo.Key { return dynamo.Key{PK: usagePK(prefix), SK: "REQUESTS"} }

const recordsPrefix = "RECORDS#"

func recordsKey(prefix, day string) dynamo.Key {
	return dynamo.Key{PK: usagePK(prefix), SK: recordsPrefix + day}
}

// keysPK lists an operator's API keys in the index: some tens.
func keysPK(code directory.OperatorCode) string { return "KEYS#" + string(code) }

func releasePK(version string) string { return "CATALOGUE#" + version }

// releaseKey is the head of a release.
func releaseKey(version string) dynamo.Key {
	return dynamo.Key{PK: releasePK(version), SK: "RELEASE"}
}

// contentKey is where the contents of a release are.
func contentKey(version string) dynamo.Key {
	return dynamo.Key{PK: releasePK(version), SK: "CONTENT"}
}

// inForcePK holds one small item per release. It is constant, but it is read once a minute by a process and written once a release.
const inForcePK = "CATALOGUE"

func inForceKey(date, version string) dynamo.Key {
	return dynamo.Key{PK: inForcePK, SK: "IN_FORCE#" + date + "#" + version}
}

// versionKey says which data is loaded.
func versionKey() dynamo.Key { return dynamo.Key{PK: "DATA", SK: "VERSION"} }

// The index "listing" holds operators, call centres and countries, each kind spread over listingShards partitions.
const (
	listing       = "listing"
	listingShards = 4
)

func listingPK(kind string, shard uint32) string { return fmt.Sprintf("%s#%d", kind, shard) }

// shardOf spreads evenly and never changes for an id.
func shardOf(id string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(id)) // a hash cannot fail
	return h.Sum32() % listingShards
}

// The kinds of listed items.
const (
	kindOperator = "OPERATORS"
	kindCentre   = "CENTRES"
	kindCountry  = "COUNTRIES"
)

var kinds = []string{kindOperator, kindCentre, kindCountry}

// inForceVersion reads the version back from an inForceKey; versions hold no "#".
func inForceVersion(k dynamo.Key) string {
	return k.SK[strings.LastIndexByte(k.SK, '#')+1:]
}
