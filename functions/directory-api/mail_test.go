package main

import (
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/directory"
)

func TestLetters_InEachLanguage_SayWhoInvitesAndHowToSignIn(t *testing.T) {
	i := directory.Invitation{ID: "01J", Email: "nora@gba.example", Name: "Nora Newcomer", InvitedBy: directory.Editor{Subject: "4", Name: "Olga Osborne"}, EndsAt: time.Date(2026, 12, 11, 9, 0, 0, 0, time.UTC)}
	seen := map[string]bool{}
	for _, language := range append([]string{"xx"}, directory.InvitationLanguages...) {
		i.Language = language
		subject, text := written(i, directory.Operator{Code: "GBA", Name: "Royal Mail"}, "https://whereabouts.example", false)
		for _, want := range []string{"Nora Newcomer", "Olga Osborne", "Royal Mail", "nora@gba.example", "https://whereabouts.example/\n", "2026-12-11 09:00 UTC"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", language, want, text)
			}
		}
		if !strings.Contains(subject, "Royal Mail") || strings.Contains(subject+text, "%!") || strings.Contains(text, i.ID) {
			t.Errorf("%s: %s\n%s", language, subject, text)
		}
		if _, other := written(i, directory.Operator{}, "", true); strings.Contains(other, letters["en"].account) {
			t.Errorf("%s: says that the post gives accounts, where people make them:\n%s", language, other)
		}
		seen[text] = true
	}
	if len(seen) != len(directory.InvitationLanguages) { // an unknown language is English
		t.Errorf("%d letters for %d languages", len(seen), len(directory.InvitationLanguages))
	}
}
