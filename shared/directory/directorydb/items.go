package directorydb

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/dynamo"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// The items as the table holds them.

// listedKey puts an item into the index listing.
type listedKey struct {
	PK string `dynamodbav:"lsPK"`
	SK string `dynamodbav:"lsSK"`
}

func listedAs(kind, id string) listedKey { return listedKey{listingPK(kind, shardOf(id)), id} }

type operatorItem struct {
	dynamo.Key
	ListingPK     string                 `dynamodbav:"lsPK"`
	ListingSK     string                 `dynamodbav:"lsSK"`
	Code          directory.OperatorCode `dynamodbav:"code"`
	Name          string                 `dynamodbav:"name"`
	Country       string                 `dynamodbav:"country"`
	Languages     []string               `dynamodbav:"languages"`
	Services      []string               `dynamodbav:"services"`
	DefaultCentre directory.CentreID     `dynamodbav:"defaultCentre"`
	HandOver      *string                `dynamodbav:"handOver,omitempty"`    // JSON of []directory.Rule, as the data has them
	PublicItems   bool                   `dynamodbav:"publicItems,omitempty"` // as the data has it
}

func writeOperator(o directory.Operator) (operatorItem, error) {
	l := listedAs(kindOperator, string(o.Code))
	item := operatorItem{Key: operatorKey(o.Code), ListingPK: l.PK, ListingSK: l.SK, Code: o.Code, Name: o.Name, Country: o.Country,
		Languages: orEmpty(o.Languages), Services: orEmpty(o.Services), DefaultCentre: o.DefaultCentre}
	item.PublicItems = o.Settings.PublicItems
	if len(o.HandOver) > 0 {
		rules, err := json.Marshal(o.HandOver)
		if err != nil {
			return operatorItem{}, fmt.Errorf("encode hand-over rules of %s: %w", o.Code, err)
		}
		text := string(rules)
		item.HandOver = &text
	}
	return item, nil
}

func readOperator(item map[string]types.AttributeValue) (directory.Operator, error) {
	var o operatorItem
	if err := attributevalue.UnmarshalMap(item, &o); err != nil {
		return directory.Operator{}, fmt.Errorf("unreadable operator: %w", err)
	}
	out := directory.Operator{Code: o.Code, Name: o.Name, Country: o.Country, Languages: o.Languages, Services: o.Services, DefaultCentre: o.DefaultCentre}
	out.Settings.PublicItems = o.PublicItems
	return out, unpackJSON(o.HandOver, &out.HandOver)
}

type centreItem struct {
	dynamo.Key
	ListingPK   string             `dynamodbav:"lsPK"`
	ListingSK   string             `dynamodbav:"lsSK"`
	ID          directory.CentreID `dynamodbav:"id"`
	Name        string             `dynamodbav:"name"`
	City        string             `dynamodbav:"city"`
	Languages   []string           `dynamodbav:"languages"`
	Products    []string           `dynamodbav:"products"`
	Calendar    string             `dynamodbav:"calendar"` // JSON of calendar.Spec
	DataVersion string             `dynamodbav:"dataVersion"`
}

func writeCentre(c directory.CallCentre) (centreItem, error) {
	spec, err := json.Marshal(c.Calendar)
	if err != nil {
		return centreItem{}, fmt.Errorf("encode calendar of %s: %w", c.ID, err)
	}
	l := listedAs(kindCentre, string(c.ID))
	return centreItem{Key: centreKey(c.ID), ListingPK: l.PK, ListingSK: l.SK, ID: c.ID, Name: c.Name, City: c.City,
		Languages: orEmpty(c.Languages), Products: orEmpty(c.Products), Calendar: string(spec), DataVersion: c.DataVersion}, nil
}

func readCentre(item map[string]types.AttributeValue) (directory.CallCentre, error) {
	var c centreItem
	if err := attributevalue.UnmarshalMap(item, &c); err != nil {
		return directory.CallCentre{}, fmt.Errorf("unreadable call centre: %w", err)
	}
	out := directory.CallCentre{ID: c.ID, Operator: c.ID.Operator(), Name: c.Name, City: c.City, Languages: c.Languages, Products: c.Products, DataVersion: c.DataVersion}
	if err := json.Unmarshal([]byte(c.Calendar), &out.Calendar); err != nil {
		return directory.CallCentre{}, fmt.Errorf("unreadable calendar of %s: %w", c.ID, err)
	}
	return out, nil
}

type countryItem struct {
	dynamo.Key
	ListingPK string                 `dynamodbav:"lsPK"`
	ListingSK string                 `dynamodbav:"lsSK"`
	Operator  directory.OperatorCode `dynamodbav:"operator"`
}

func writeCountry(country string, o directory.OperatorCode) countryItem {
	l := listedAs(kindCountry, country)
	return countryItem{Key: countryKey(country), ListingPK: l.PK, ListingSK: l.SK, Operator: o}
}

// agentItem holds personal data.
type agentItem struct {
	dynamo.Key
	ListingPK   string                 `dynamodbav:"lsPK"` // with the operator's agents
	ListingSK   string                 `dynamodbav:"lsSK"`
	Subject     string                 `dynamodbav:"subject"`
	Name        string                 `dynamodbav:"name"`
	Email       string                 `dynamodbav:"email"`
	Operator    directory.OperatorCode `dynamodbav:"operator"` // "" for the network's own people
	CallCentres []directory.CentreID   `dynamodbav:"callCentres"`
	Roles       []principal.Role       `dynamodbav:"roles,omitempty"` // as an administrator set them
	Inactive    bool                   `dynamodbav:"inactive,omitempty"`
	Version     int                    `dynamodbav:"ver,omitempty"`
	SeenOn      string                 `dynamodbav:"seenOn,omitempty"`
	SeenIn      string                 `dynamodbav:"seenIn,omitempty"` // language
	SeenAs      []principal.Role       `dynamodbav:"seenAs,omitempty"` // roles of the identity provider
	JoinedAt    string                 `dynamodbav:"joinedAt,omitempty"`
	InvitedAt   string                 `dynamodbav:"invitedAt,omitempty"`
	InvitedBy   string                 `dynamodbav:"invitedBy,omitempty"` // subject
	InvitedName string                 `dynamodbav:"invitedName,omitempty"`
}

func writeAgent(a directory.Agent) agentItem {
	return agentItem{Key: agentKey(a.Subject), ListingPK: agentsPK(a.Operator), ListingSK: a.Subject, Subject: a.Subject, Name: a.Name, Email: a.Email, Operator: a.Operator, CallCentres: orEmpty(a.CallCentres),
		Roles: a.Roles, Inactive: a.Inactive, Version: a.Version, SeenOn: a.Seen.On, SeenIn: a.Seen.Language, SeenAs: a.Seen.Roles,
		JoinedAt: instant(a.Joined.At), InvitedAt: instant(a.Joined.InvitedAt), InvitedBy: a.Joined.InvitedBy.Subject, InvitedName: a.Joined.InvitedBy.Name}
}

func (i agentItem) agent() directory.Agent {
	return directory.Agent{Subject: i.Subject, Name: i.Name, Email: i.Email, Operator: i.Operator, CallCentres: i.CallCentres,
		Roles: i.Roles, Inactive: i.Inactive, Version: i.Version, Seen: directory.Seen{On: i.SeenOn, Language: i.SeenIn, Roles: i.SeenAs},
		Joined: directory.Joined{At: read(i.JoinedAt), InvitedAt: read(i.InvitedAt), InvitedBy: directory.Editor{Subject: i.InvitedBy, Name: i.InvitedName}}}
}

// instant is how a time is kept, to the second; "" for none.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// read is the time that instant has written; none for anything else: nobody is kept out by it.
func read(s string) time.Time {
	t, _ := time.Parse(time.RFC3339, s)
	return t
}

// releaseItem is the head of a release: small, so that looking whether it changed costs little.
type releaseItem struct {
	dynamo.Key
	Version     string `dynamodbav:"version"`
	InForceFrom string `dynamodbav:"from"`
	Digest      string `dynamodbav:"digest"` // of the packed contents
}

// contentItem is a release, whole.
type contentItem struct {
	dynamo.Key
	Packed []byte `dynamodbav:"packed"` // gzip of the JSON of catalogue.Release
}

type inForceItem struct {
	dynamo.Key
	Version string `dynamodbav:"version"`
}

type versionItem struct {
	dynamo.Key
	Version string `dynamodbav:"version"`
	Digest  string `dynamodbav:"digest"`
}

// orEmpty keeps nil slices from being stored as NULL.
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
