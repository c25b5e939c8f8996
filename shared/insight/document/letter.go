package document

import (
	"fmt"
	"strings"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// letterWords are the sentences of a letter to a subscriber. subject takes the name and the month, open and end an address.
type letterWords struct{ subject, corrected, open, end string }

var letters = map[string]letterWords{
	"en": {"Monthly report of %s, %s", "Corrected", "The report with call centres, course of the year and downloads:\n%s", "You get this because you are subscribed to the report. End it here:\n%s"},
	"fr": {"Rapport mensuel de %s, %s", "Corrigé", "Le rapport avec les centres d’appels, l’évolution sur un an et les téléchargements :\n%s", "Vous recevez ce message parce que vous êtes abonné au rapport. Pour y mettre fin :\n%s"},
	"de": {"Monatsbericht von %s, %s", "Berichtigt", "Der Bericht mit Callcentern, Jahresverlauf und Dateien:\n%s", "Sie erhalten diese Nachricht, weil Sie den Bericht abonniert haben. Hier beenden:\n%s"},
	"es": {"Informe mensual de %s, %s", "Corregido", "El informe con los centros de llamadas, la evolución del año y las descargas:\n%s", "Recibe este mensaje porque está suscrito al informe. Para dejar de recibirlo:\n%s"},
}

// Letter tells a subscriber of an edition in plain text: the headline figures and where the report is. No file is attached: mail travels in the open.
// Web is the address of the pages, without a slash at its end.
func Letter(r insight.Report, language, web string) (subject, text string) {
	s := &paper{words: in(language), report: r}
	w, ok := letters[language]
	if !ok {
		w = letters[insight.Languages[0]]
	}
	subject = fmt.Sprintf(w.subject, s.name(r), s.month(r.Month)) + " (" + s.edition(r.Edition) + ")"
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n%s\n", s.name(r), s.month(r.Month), s.edition(r.Edition))
	if r.Reason != "" {
		fmt.Fprintf(&b, "%s: %s\n", w.corrected, r.Reason)
	}
	for _, side := range sides {
		title := s.asReplier
		if side == insight.Requester {
			title = s.asRequester
		}
		fmt.Fprintf(&b, "\n%s\n", title)
		for _, m := range []insight.Metric{insight.OnTimeReplies, insight.FirstLevelResolution, insight.TimeToReply, insight.Outstanding, insight.Requests, insight.Replies} {
			fmt.Fprintf(&b, "  %s: %s", s.metrics[m.Code].Name, s.value(m, *r.Total.Of(side)))
			var more []string
			if m.Target != nil {
				more = append(more, s.target+" "+s.inUnit(m, *m.Target))
			}
			if r.LastMonth != nil {
				more = append(more, s.lastMonth+" "+s.value(m, *r.LastMonth.Total.Of(side)))
			}
			if len(more) > 0 {
				fmt.Fprintf(&b, " (%s)", strings.Join(more, ", "))
			}
			b.WriteByte('\n')
		}
	}
	fmt.Fprintf(&b, "\n"+w.open+"\n\n"+w.end+"\n", web+"/reports/"+r.ReportID.String(), web+"/reports")
	return subject, b.String()
}
