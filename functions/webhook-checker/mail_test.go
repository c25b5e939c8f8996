package main

import (
	"strings"
	"testing"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/webhook"
)

func TestLetters_InEachLanguage_NameTheHostAndNotTheAddress(t *testing.T) {
	since := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	for _, language := range append([]string{"xx"}, webhook.Languages...) {
		e := webhook.Endpoint{ID: "01E", Settings: webhook.Settings{Name: "CRM bridge", URL: "https://crm.post.example/hook?token=secret", Language: language}}
		for name, x := range map[string]struct {
			l     webhook.Letter
			h     webhook.Health
			since bool
		}{
			"opened":     {webhook.LetterOpened, webhook.Health{FailingSince: since}, true},
			"unanswered": {webhook.LetterDisabled, webhook.Health{FailingSince: since, Disabled: webhook.Unanswered}, true},
			"gone":       {webhook.LetterDisabled, webhook.Health{Disabled: webhook.Gone}, false},
		} {
			subject, text := written(x.l, e, x.h, "https://whereabouts.example")
			for _, want := range []string{"CRM bridge", "crm.post.example", "https://whereabouts.example/administration/webhooks/01E\n"} {
				if !strings.Contains(text, want) {
					t.Errorf("%s %s: %q is not in\n%s", language, name, want, text)
				}
			}
			if strings.Contains(text, "2026-11-26 09:00 UTC") != x.since || strings.Contains(text, "secret") || strings.Contains(subject+text, "%!") || !strings.Contains(subject, "CRM bridge") {
				t.Errorf("%s %s: %s\n%s", language, name, subject, text)
			}
		}
	}
	for _, language := range webhook.Languages {
		if letters[language] == (words{}) {
			t.Error("no letters in", language)
		}
	}
}
