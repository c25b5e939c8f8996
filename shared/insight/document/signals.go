package document

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/catalogue"
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
	"github.com/whereabouts-post/whereabouts/shared/insight/signal"
)

// signalWords are the sentences of a letter about signals. sentence takes value, usual value, day and the usual range; open and end an address.
type signalWords struct {
	one, many, sentence, weekly, open, all, end string
	verdicts                                    map[signal.Verdict]string
	sides                                       map[insight.Side]string
	links                                       map[insight.Side]string
	product                                     string
	day                                         string // takes day, month and year
	small                                       bool   // months begin with a small letter
}

var signalLetters = map[string]signalWords{
	"en": {"A figure has changed: %s", "%d figures have changed: %s", "%s instead of %s since %s (usual: %s to %s)", "a week", "Details:\n%s", "All signals:\n%s", "You get this because you are subscribed to signals. End it here:\n%s",
		map[signal.Verdict]string{signal.Better: "Better:", signal.Worse: "Worse:", signal.Neither: "Different:"},
		map[insight.Side]string{insight.Replier: "as the one who answers", insight.Requester: "as the one who asks"},
		map[insight.Side]string{insight.Replier: "what %s asks you", insight.Requester: "what you ask %s"}, "product %s", "%d %s %d", false},
	"fr": {"Un chiffre a changé : %s", "%d chiffres ont changé : %s", "%s au lieu de %s depuis le %s (habituel : de %s à %s)", "par semaine", "Détails :\n%s", "Tous les signaux :\n%s", "Vous recevez ce message parce que vous êtes abonné aux signaux. Pour y mettre fin :\n%s",
		map[signal.Verdict]string{signal.Better: "Mieux\u00a0:", signal.Worse: "Moins bien\u00a0:", signal.Neither: "Différent\u00a0:"},
		map[insight.Side]string{insight.Replier: "en tant que répondant", insight.Requester: "en tant que demandeur"},
		map[insight.Side]string{insight.Replier: "ce que %s vous demande", insight.Requester: "ce que vous demandez à %s"}, "produit %s", "%d %s %d", true},
	"de": {"Eine Kennzahl hat sich verändert: %s", "%d Kennzahlen haben sich verändert: %s", "%s statt %s seit dem %s (üblich: %s bis %s)", "in der Woche", "Einzelheiten:\n%s", "Alle Signale:\n%s", "Sie erhalten diese Nachricht, weil Sie Signale abonniert haben. Hier beenden:\n%s",
		map[signal.Verdict]string{signal.Better: "Besser:", signal.Worse: "Schlechter:", signal.Neither: "Anders:"},
		map[insight.Side]string{insight.Replier: "als Antwortende", insight.Requester: "als Fragende"},
		map[insight.Side]string{insight.Replier: "was %s Sie fragt", insight.Requester: "was Sie %s fragen"}, "Produkt %s", "%d. %s %d", false},
	"es": {"Una cifra ha cambiado: %s", "%d cifras han cambiado: %s", "%s en lugar de %s desde el %s (habitual: de %s a %s)", "por semana", "Detalles:\n%s", "Todas las señales:\n%s", "Recibe este mensaje porque está suscrito a las señales. Para dejar de recibirlo:\n%s",
		map[signal.Verdict]string{signal.Better: "Mejor:", signal.Worse: "Peor:", signal.Neither: "Distinto:"},
		map[insight.Side]string{insight.Replier: "como quien responde", insight.Requester: "como quien pregunta"},
		map[insight.Side]string{insight.Replier: "lo que %s le pregunta", insight.Requester: "lo que usted pregunta a %s"}, "producto %s", "%d de %s %d", true},
}

// mostTold is how many signals a letter tells; it says how many there are, and leads to all.
const mostTold = 20

// SignalLetter tells a subscriber of new signals in plain text, products by what a release of the catalogue calls them. Web is the address of the pages, without a slash at its end.
func SignalLetter(l signal.Letter, release *catalogue.Release, web string) (subject, text string) {
	language := l.Language
	if _, ok := signalLetters[language]; !ok {
		language = insight.Languages[0]
	}
	w, of := signalLetters[language], in(language)
	about := named(l, string(l.List))
	if l.List == insight.Network {
		about = of.network
	}
	subject = fmt.Sprintf(w.one, about)
	if len(l.Fresh) > 1 {
		subject = fmt.Sprintf(w.many, len(l.Fresh), about)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", subject)
	for _, s := range l.Fresh[:min(len(l.Fresh), mostTold)] {
		fmt.Fprintf(&b, "\n%s %s, %s\n  %s\n  "+w.open+"\n", w.verdicts[s.Verdict], of.metrics[s.Metric].Name, w.about(s, l, called(release, query.Product, s.Subject.Name, language)), w.says(s, of), web+"/insights/signals/"+s.ID)
	}
	fmt.Fprintf(&b, "\n"+w.all+"\n\n"+w.end+"\n", web+"/insights/signals", web+"/insights/signals")
	return subject, b.String()
}

func named(l signal.Letter, code string) string {
	if name := l.Names[code]; name != "" {
		return name
	}
	return code
}

// about names the subject of a signal, should it be a product by what that is called, and its side.
func (w signalWords) about(s signal.Signal, l signal.Letter, product string) string {
	switch s.Subject.About {
	case signal.Link:
		return fmt.Sprintf(w.links[s.Side], named(l, s.Subject.Name))
	case signal.Product:
		return fmt.Sprintf(w.product, product) + ", " + w.sides[s.Side]
	case signal.Centre:
		return named(l, s.Subject.Name) + ", " + w.sides[s.Side]
	default:
		return named(l, string(s.Subject.Operator)) + ", " + w.sides[s.Side]
	}
}

// says writes how much has changed, and since when.
func (w signalWords) says(s signal.Signal, of words) string {
	m, _ := query.Metric(s.Metric)
	value := func(v float64) string { return of.inUnit(m, tenthsOf(m, v)) }
	what := value(s.Value)
	if signal.KindOf(m) == signal.Count {
		what += " " + w.weekly
	}
	return fmt.Sprintf(w.sentence, what, value(s.Expected), w.date(s.Since.Start(), of), value(s.Low), value(s.High))
}

// tenthsOf is a value of a signal in tenths of its metric's unit.
func tenthsOf(m insight.Metric, v float64) int {
	const tenths, percent = 10, 1000
	if m.Ratio != nil {
		return int(math.Round(v * percent))
	}
	return int(math.Round(v * tenths))
}

// date writes "3 November 2026".
func (w signalWords) date(t time.Time, of words) string {
	month := of.months[t.Month()-1]
	if w.small {
		month = strings.ToLower(month)
	}
	return fmt.Sprintf(w.day, t.Day(), month, t.Year())
}
