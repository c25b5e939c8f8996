package main

import (
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/inquiry"
)

func TestDigest_IsInTheCentresLanguage(t *testing.T) {
	release := &catalogue.Release{Workflows: []catalogue.Workflow{{Code: "WII", Labels: catalogue.Labels{"en": "Where is it", "de": "Verbleib"}}}}
	subject, text := written(inquiry.Letter{Centre: "DEA-FRA", Name: "Frankfurt", Language: "de",
		Lines: []inquiry.DigestLine{{Kind: inquiry.AlertNew, Workflow: "WII", Count: 3, Urgent: 1}, {Kind: inquiry.AlertOverdue, Workflow: "XXX", Count: 2}}}, release, "https://whereabouts.example")
	if subject != "5 Hinweise für DEA-FRA" {
		t.Error(subject)
	}
	for _, want := range []string{"    3  Neue Nachforschung: Verbleib (WII), davon 1 dringend\n", "    2  Überfällig: XXX\n", "\nhttps://whereabouts.example/alerts\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestDigest_HasWordsForEveryKind(t *testing.T) {
	for language, w := range letters {
		if len(w.kinds) != len(letters["en"].kinds) {
			t.Errorf("%s has %d kinds", language, len(w.kinds))
		}
		for kind := range letters["en"].kinds {
			if w.kinds[kind] == "" {
				t.Errorf("%s has no word for %s", language, kind)
			}
		}
	}
	for _, kind := range inquiry.AlertKinds {
		if letters["en"].kinds[kind] == "" {
			t.Errorf("no word for %s", kind)
		}
	}
}
