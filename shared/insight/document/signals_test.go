package document_test

import (
	"strings"
	"testing"

	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/document"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
)

// fresh is a link whose replies take longer, and a centre that is more often on time.
func fresh(language string) signal.Letter {
	return signal.Letter{Language: language, News: signal.News{List: "GBA", Through: "2026-11-16", Names: map[string]string{"GBA": "Royal Mail", "DEA": "Deutsche Post", "GBA-DON": "Doncaster"}, Fresh: []signal.Signal{
		{ID: "abc", Subject: signal.Subject{Operator: "GBA", About: signal.Link, Name: "DEA"}, Side: insight.Requester, Metric: "time-to-reply", Above: true, Verdict: signal.Worse, Since: "2026-11-02", Value: 543, Expected: 360, Low: 250, High: 519},
		{ID: "def", Subject: signal.Subject{Operator: "GBA", About: signal.Centre, Name: "GBA-DON"}, Side: insight.Replier, Metric: "on-time-reply", Above: true, Verdict: signal.Better, Since: "2026-11-09", Value: 0.987, Expected: 0.85, Low: 0.8, High: 0.9},
	}}}
}

func TestSignalLetter_SaysWhatHasChangedInEachLanguage(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"2 figures have changed: Royal Mail", "Worse: Time to reply, what you ask Deutsche Post", "9 h 3 min instead of 6 h since 2 November 2026 (usual: 4 h 10 min to 8 h 39 min)", "98.7%"},
		"fr": {"2 chiffres ont changé : Royal Mail", "Moins bien\u00a0: Temps de réponse, ce que vous demandez à Deutsche Post", "depuis le 2 novembre 2026", "98,7\u00a0%"},
		"de": {"2 Kennzahlen haben sich verändert: Royal Mail", "Schlechter: Zeit bis zur Antwort, was Sie Deutsche Post fragen", "seit dem 2. November 2026", "Besser: Antworten in der Frist, Doncaster, als Antwortende"},
		"es": {"2 cifras han cambiado: Royal Mail", "Peor: Tiempo de respuesta, lo que usted pregunta a Deutsche Post", "desde el 2 de noviembre de 2026"},
		"pt": {"2 figures have changed: Royal Mail"}, // which nobody is offered
	} {
		subject, text := document.SignalLetter(fresh(language), release, "https://web.example")
		for _, part := range append(want, "https://web.example/insights/signals/abc", "https://web.example/insights/signals/def", "https://web.example/insights/signals\n") {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", language, part, text)
			}
		}
		if subject != want[0] || strings.Contains(text, "%!") {
			t.Errorf("%s: %q\n%s", language, subject, text)
		}
	}
	one := fresh("en")
	one.Fresh = one.Fresh[:1]
	if subject, _ := document.SignalLetter(one, release, ""); subject != "A figure has changed: Royal Mail" {
		t.Error(subject)
	}
	for range 30 {
		one.Fresh = append(one.Fresh, one.Fresh[0])
	}
	if subject, text := document.SignalLetter(one, release, ""); subject != "31 figures have changed: Royal Mail" || strings.Count(text, "Worse") != 20 {
		t.Error(subject)
	}
}

func TestSignalLetter_NamesAProductInEachLanguage(t *testing.T) {
	l := fresh("")
	l.Fresh = []signal.Signal{{ID: "p", Subject: signal.Subject{Operator: "GBA", About: signal.Product, Name: "PPR"}, Side: insight.Replier, Metric: "on-time-reply", Since: "2026-11-09"},
		{ID: "q", Subject: signal.Subject{Operator: "GBA", About: signal.Product, Name: "XYZ"}, Side: insight.Replier, Metric: "on-time-reply", Since: "2026-11-09"}}
	for language, want := range map[string][]string{"en": {"product UPU parcel, as", "product XYZ, as"}, "fr": {"produit Colis UPU, ", "produit XYZ, "}, "de": {"Produkt UPU-Paket, ", "Produkt XYZ, "}, "es": {"producto Paquete UPU, ", "producto XYZ, "}} {
		l.Language = language
		_, text := document.SignalLetter(l, release, "")
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s lacks %q:\n%s", language, part, text)
			}
		}
	}
}
