// Package principal says who is asking: the agent or system behind a request, as the authorizer found them.
//
// It must not know how they signed in.
package principal

import (
	"slices"
	"strings"
)

// OperatorCode is a designated postal operator's three-character code, e.g. "GBA" (UPU code list 206).
type OperatorCode string

// CentreID identifies a call centre: operator code, hyphen, place: "GBA-DON". The operator can be read from it.
type CentreID string

// Operator returns the operator that runs the centre.
func (c CentreID) Operator() OperatorCode {
	op, _, _ := strings.Cut(string(c), "-")
	return OperatorCode(op)
}

// Role is what a person may do within their operator.
type Role string

// The roles; each is the name of a Cognito group.
const (
	Agent                 Role = "agent"
	Supervisor            Role = "supervisor"
	OperatorAdministrator Role = "operator-administrator"
	NetworkAdministrator  Role = "network-administrator"
)

// Machine is the role that every API key has and no person: it is no group.
const Machine Role = "machine"

// Groups lists the roles of people.
var Groups = []Role{Agent, Supervisor, OperatorAdministrator, NetworkAdministrator}

// Roles lists every role.
var Roles = append(slices.Clone(Groups), Machine)

// Principal is who is asking. The zero value is nobody and may do nothing.
type Principal struct {
	Subject     string // stable pseudonym from the identity provider; of a key "key-" and its prefix
	Name        string // personal data: shown, never logged
	Operator    OperatorCode
	CallCentres []CentreID // the first is the centre they work in by default
	Roles       []Role

	Key    string  // prefix of the API key that is asking; "" = a person
	Scopes []Scope // of that key
	Quota  Quota   // of that key, as counted with this request
}

// Has reports whether the principal holds any of the roles.
func (p Principal) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(p.Roles, r) })
}

// WorksIn reports whether the principal may act for the centre.
func (p Principal) WorksIn(c CentreID) bool { return c != "" && slices.Contains(p.CallCentres, c) }

// MachineSubject is the Subject of a key.
func MachineSubject(key string) string { return "key-" + key }

// Context writes the principal as the flat string map an API Gateway authorizer may return.
func (p Principal) Context() map[string]any {
	centres := make([]string, len(p.CallCentres))
	for i, c := range p.CallCentres {
		centres[i] = string(c)
	}
	roles := make([]string, len(p.Roles))
	for i, r := range p.Roles {
		roles[i] = string(r)
	}
	out := map[string]any{"sub": p.Subject, "name": p.Name, "operator": string(p.Operator),
		"callCentres": strings.Join(centres, " "), "roles": strings.Join(roles, " ")}
	if p.IsMachine() {
		scopes := make([]string, len(p.Scopes))
		for i, s := range p.Scopes {
			scopes[i] = string(s)
		}
		out["key"], out["scopes"], out["quota"] = p.Key, strings.Join(scopes, " "), p.Quota.String()
	}
	return out
}

// FromContext reads what Context wrote. It reports false when there is no subject.
func FromContext(m map[string]any) (Principal, bool) {
	str := func(k string) string { s, _ := m[k].(string); return s }
	p := Principal{Subject: str("sub"), Name: str("name"), Operator: OperatorCode(str("operator"))}
	for c := range strings.FieldsSeq(str("callCentres")) {
		p.CallCentres = append(p.CallCentres, CentreID(c))
	}
	for r := range strings.FieldsSeq(str("roles")) {
		p.Roles = append(p.Roles, Role(r))
	}
	if p.Key = str("key"); p.IsMachine() {
		for s := range strings.FieldsSeq(str("scopes")) {
			p.Scopes = append(p.Scopes, Scope(s))
		}
		p.Quota = readQuota(str("quota"))
	}
	return p, p.Subject != ""
}
