package template_test

import (
	"strings"
	"testing"
)

// objectsOnly are the actions whose resource is an object or a connection, whose name nobody knows beforehand: their policy has to end in a wildcard.
var objectsOnly = map[string]bool{"s3:GetObject": true, "s3:PutObject": true, "s3:DeleteObject": true, "s3:AbortMultipartUpload": true,
	"execute-api:ManageConnections": true}

func statements(r Resource) []Value {
	var out []Value
	for _, p := range list(r.Properties["Policies"]) {
		out = append(out, list(at(p, "Statement"))...)                   // a function's
		out = append(out, list(at(p, "PolicyDocument", "Statement"))...) // a role's
	}
	out = append(out, list(at(r.Properties, "PolicyDocument", "Statement"))...)
	return out
}

func many(v Value) []Value {
	if l := list(v); l != nil {
		return l
	}
	return []Value{v}
}

// rebuilds is the one function that may read a whole table: it makes all facts again, by hand.
const rebuilds = "FactsKeeper"

func TestPolicies_NameWhatTheyAllow(t *testing.T) {
	for _, r := range read(t).Resources {
		for _, s := range statements(r) {
			if at(s, "Effect") != "Allow" {
				t.Errorf("%s: a statement without Effect Allow: %v", r.ID, s)
			}
			objects := true
			for _, a := range many(at(s, "Action")) {
				action := str(a)
				if action == "" || strings.Contains(action, "*") || action == "dynamodb:Scan" && r.ID != rebuilds {
					t.Errorf("%s may %q", r.ID, action)
				}
				objects = objects && objectsOnly[action]
			}
			for _, on := range many(at(s, "Resource")) {
				texts(on, "", func(_, resource string) {
					if strings.Contains(strings.TrimSuffix(resource, "/*"), "*") || strings.HasSuffix(resource, "*") && !objects {
						t.Errorf("%s may %v on %s", r.ID, at(s, "Action"), resource)
					}
				})
			}
		}
	}
}

// Named policies of SAM or AWS allow more than they say (Scan, DescribeTable, "*"): a function lists its statements.
func TestPolicies_AreStatements(t *testing.T) {
	for _, f := range read(t).functions() {
		for _, p := range list(f.Properties["Policies"]) {
			if at(p, "Statement") == nil {
				t.Errorf("%s has the policy %v", f.ID, p)
			}
		}
		if f.Properties["Role"] != nil {
			t.Errorf("%s shares a role", f.ID)
		}
	}
}
