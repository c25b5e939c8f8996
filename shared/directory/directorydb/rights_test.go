package directorydb

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"

	"github.com/whereabouts-post/whereabouts/shared/directory"
	"github.com/whereabouts-post/whereabouts/shared/platform/principal"
)

// The authorizer may write these attributes of an entry (template.yaml), and no others: whoever adds one to what Join puts adds it there, or AWS
// refuses the newcomer where the local engine, which asks nobody for permission, does not.
func TestJoin_PutsWhatTheAuthorizerMayWrite(t *testing.T) {
	text, err := os.ReadFile("../../../template.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`(?s)who takes an invitation up:.*?'dynamodb:Attributes': \[([^\]]+)\]`).FindSubmatch(text)
	if m == nil {
		t.Fatal("template.yaml has no such statement")
	}
	may := strings.Split(string(m[1]), ", ")
	at := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	item, err := attributevalue.MarshalMap(writeAgent(directory.Agent{Subject: "n1", Name: "Nora", Email: "nora@gba.example", Operator: "GBA", CallCentres: []directory.CentreID{"GBA-DON"},
		Roles: []principal.Role{principal.Agent}, Seen: directory.Seen{Language: "en"}, Joined: directory.Joined{At: at, InvitedAt: at, InvitedBy: directory.Editor{Subject: "4", Name: "Olga"}}}))
	if err != nil {
		t.Fatal(err)
	}
	for name := range item {
		if !slices.Contains(may, name) {
			t.Errorf("writes %s", name)
		}
	}
	for _, name := range may {
		if item[name] == nil {
			t.Errorf("may write %s, and does not", name)
		}
	}
}
