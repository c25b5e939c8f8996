package follow

import (
	"fmt"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// The kinds of watcher that this package serves.
const (
	KindList = "list"
	KindFeed = "feed"
)

// Follower is who watches: a saved list or a feed of an operator.
type Follower struct {
	Kind     string // KindList or KindFeed
	Operator principal.OperatorCode
	Name     string // the list's id or the feed's name
}

// Ref names the follower in a watch.
func (f Follower) Ref() string { return string(f.Operator) + "/" + f.Name }

func (f Follower) String() string { return f.Kind + " " + f.Ref() }

// ParseFollower reads what a watch hit names.
func ParseFollower(kind, ref string) (Follower, error) {
	operator, name, ok := strings.Cut(ref, "/")
	if kind != KindList && kind != KindFeed || !ok || operator == "" || name == "" {
		return Follower{}, fmt.Errorf("nobody follows as %q %q", kind, ref)
	}
	return Follower{Kind: kind, Operator: principal.OperatorCode(operator), Name: name}, nil
}

func listOf(operator principal.OperatorCode, id ListID) Follower {
	return Follower{Kind: KindList, Operator: operator, Name: string(id)}
}
