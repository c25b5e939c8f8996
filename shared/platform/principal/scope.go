package principal

import "slices"

// Scope is what an API key lets its holder do. A key has roles too, which its scopes give it (Roles): the rules of every subject decide by those.
type Scope string

// The scopes of keys.
const (
	Read       Scope = "read"       // look at what the key's operator sees
	Raise      Scope = "raise"      // ask: raise inquiries, and take the asking side's steps
	Reply      Scope = "reply"      // answer: open inquiries, and take the answering side's steps
	Track      Scope = "track"      // send tracking messages, read their receipts, watch items by a feed
	Administer Scope = "administer" // set what an operator's administrator sets
)

// Scopes lists every scope that a key may have.
var Scopes = []Scope{Read, Raise, Reply, Track, Administer}

// What an operation may demand besides scopes of keys.
const (
	AnyKey Scope = "any"    // every key may
	People Scope = "people" // no key may: this is for people
)

// RolesOf are the roles that scopes give. Every key is a Machine, so that it passes where any role does.
func RolesOf(scopes []Scope) []Role {
	roles := []Role{Machine}
	if slices.Contains(scopes, Raise) || slices.Contains(scopes, Reply) {
		roles = append(roles, Agent)
	}
	if slices.Contains(scopes, Administer) {
		roles = append(roles, OperatorAdministrator)
	}
	return roles
}

// IsMachine reports whether an API key is asking, not a person.
func (p Principal) IsMachine() bool { return p.Key != "" }

// Meets reports whether the principal has what an operation demands: a person always has, their roles decide; a key needs one of the scopes.
func (p Principal) Meets(demands []Scope) bool {
	if !p.IsMachine() {
		return true
	}
	return slices.ContainsFunc(demands, func(s Scope) bool { return s == AnyKey || s != People && slices.Contains(p.Scopes, s) })
}
