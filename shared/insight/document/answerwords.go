package document

import (
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// answerWords is what a file of an answer, and the letter about a saved report, say in one language. open takes the format and an address.
type answerWords struct {
	figures, question, definitions                                           string // sheets
	row, group, total, part, of, sum, count, minutes                         string
	what, value, measures, side, by, period, compared, filter, askedAt, note string
	code, means, unit, goal, source, running, empty, truncated, open, end    string
	sides                                                                    map[insight.Side]string
	dimensions                                                               map[query.Dimension]string
}

func answers(language string) answerWords {
	if w, ok := answerLanguages[language]; ok {
		return w
	}
	return answerLanguages[insight.Languages[0]]
}

var answerLanguages = map[string]answerWords{
	"en": {figures: "Figures", question: "Question", definitions: "Definitions", row: "Row", group: "group", total: "Total", part: "part", of: "of", sum: "sum", count: "number", minutes: "working minutes",
		what: "What", value: "Value", measures: "Figure", side: "Side", by: "By", period: "Months (UTC)", compared: "Compared with", filter: "Only", askedAt: "Asked at", note: "Note",
		code: "Code", means: "What it means", unit: "Unit", goal: "Target", source: "Source of the target",
		running: "The last month is not over: figures so far.", empty: "Nothing was counted: the filters select nothing, or nothing happened.", truncated: "There are more rows than are here; the total is of those that are.",
		open:  "The report with all figures, and the file (%s) to download:\n%s",
		end:   "You get this because you scheduled the report. End it on its page.",
		sides: map[insight.Side]string{insight.Replier: "as the one who answers", insight.Requester: "as the one who asks"},
		dimensions: map[query.Dimension]string{query.Side: "Side", query.Operator: "Post", query.Centre: "Call centre", query.Partner: "Partner", query.PartnerCentre: "Partner’s call centre", query.Product: "Product",
			query.Workflow: "Workflow", query.Level: "Level", query.ReplyCode: "Reply code", query.ReplyClass: "Reply class", query.Actor: "By whom", query.Urgent: "Urgent", query.Month: "Month", query.Day: "Day", query.LocalDay: "Day (call centre)",
			query.Weekday: "Weekday", query.Hour: "Hour", query.Inquiry: "Inquiry"}},
	"fr": {figures: "Chiffres", question: "Question", definitions: "Définitions", row: "Ligne", group: "groupe", total: "Total", part: "partie", of: "sur", sum: "somme", count: "nombre", minutes: "minutes ouvrées",
		what: "Quoi", value: "Valeur", measures: "Chiffre", side: "Côté", by: "Par", period: "Mois (UTC)", compared: "Comparé à", filter: "Seulement", askedAt: "Demandé le", note: "Remarque",
		code: "Code", means: "Signification", unit: "Unité", goal: "Objectif", source: "Source de l’objectif",
		running: "Le dernier mois n’est pas terminé : chiffres à ce jour.", empty: "Rien n’a été compté : les filtres ne retiennent rien, ou rien ne s’est passé.", truncated: "Il y a plus de lignes qu’ici ; le total est celui des lignes présentes.",
		open:  "Le rapport avec tous les chiffres, et le fichier (%s) à télécharger :\n%s",
		end:   "Vous recevez ce message parce que vous avez planifié le rapport. Vous pouvez y mettre fin sur sa page.",
		sides: map[insight.Side]string{insight.Replier: "en tant que répondant", insight.Requester: "en tant que demandeur"},
		dimensions: map[query.Dimension]string{query.Side: "Côté", query.Operator: "Poste", query.Centre: "Centre d’appels", query.Partner: "Partenaire", query.PartnerCentre: "Centre du partenaire", query.Product: "Produit",
			query.Workflow: "Procédure", query.Level: "Niveau", query.ReplyCode: "Code de réponse", query.ReplyClass: "Classe de réponse", query.Actor: "Par qui", query.Urgent: "Urgent", query.Month: "Mois", query.Day: "Jour", query.LocalDay: "Jour (centre d’appels)",
			query.Weekday: "Jour de la semaine", query.Hour: "Heure", query.Inquiry: "Réclamation"}},
	"de": {figures: "Zahlen", question: "Frage", definitions: "Erklärungen", row: "Zeile", group: "Gruppe", total: "Gesamt", part: "Teil", of: "von", sum: "Summe", count: "Anzahl", minutes: "Arbeitsminuten",
		what: "Was", value: "Wert", measures: "Kennzahl", side: "Seite", by: "Nach", period: "Monate (UTC)", compared: "Verglichen mit", filter: "Nur", askedAt: "Gefragt am", note: "Hinweis",
		code: "Code", means: "Bedeutung", unit: "Einheit", goal: "Ziel", source: "Quelle des Ziels",
		running: "Der letzte Monat ist nicht vorbei: Zahlen bis jetzt.", empty: "Nichts wurde gezählt: Die Filter wählen nichts aus, oder es ist nichts geschehen.", truncated: "Es gibt mehr Zeilen als hier stehen; die Summe ist die der vorhandenen.",
		open:  "Der Bericht mit allen Zahlen und die Datei (%s) zum Herunterladen:\n%s",
		end:   "Sie erhalten diese Nachricht, weil Sie den Bericht geplant haben. Auf seiner Seite können Sie das beenden.",
		sides: map[insight.Side]string{insight.Replier: "als Antwortende", insight.Requester: "als Fragende"},
		dimensions: map[query.Dimension]string{query.Side: "Seite", query.Operator: "Postunternehmen", query.Centre: "Callcenter", query.Partner: "Partner", query.PartnerCentre: "Callcenter des Partners", query.Product: "Produkt",
			query.Workflow: "Vorgang", query.Level: "Stufe", query.ReplyCode: "Antwortcode", query.ReplyClass: "Antwortklasse", query.Actor: "Von wem", query.Urgent: "Dringend", query.Month: "Monat", query.Day: "Tag", query.LocalDay: "Tag (Callcenter)",
			query.Weekday: "Wochentag", query.Hour: "Stunde", query.Inquiry: "Nachforschung"}},
	"es": {figures: "Cifras", question: "Pregunta", definitions: "Definiciones", row: "Fila", group: "grupo", total: "Total", part: "parte", of: "de", sum: "suma", count: "número", minutes: "minutos laborables",
		what: "Qué", value: "Valor", measures: "Cifra", side: "Lado", by: "Por", period: "Meses (UTC)", compared: "Comparado con", filter: "Solo", askedAt: "Preguntado el", note: "Nota",
		code: "Código", means: "Qué significa", unit: "Unidad", goal: "Objetivo", source: "Fuente del objetivo",
		running: "El último mes no ha terminado: cifras hasta ahora.", empty: "No se contó nada: los filtros no seleccionan nada, o no ocurrió nada.", truncated: "Hay más filas de las que se muestran; el total es el de las mostradas.",
		open:  "El informe con todas las cifras y el archivo (%s) para descargar:\n%s",
		end:   "Recibe este mensaje porque programó el informe. Puede dejar de recibirlo en su página.",
		sides: map[insight.Side]string{insight.Replier: "como quien responde", insight.Requester: "como quien pregunta"},
		dimensions: map[query.Dimension]string{query.Side: "Lado", query.Operator: "Operador", query.Centre: "Centro de llamadas", query.Partner: "Socio", query.PartnerCentre: "Centro del socio", query.Product: "Producto",
			query.Workflow: "Procedimiento", query.Level: "Nivel", query.ReplyCode: "Código de respuesta", query.ReplyClass: "Clase de respuesta", query.Actor: "Por quién", query.Urgent: "Urgente", query.Month: "Mes", query.Day: "Día", query.LocalDay: "Día (centro de llamadas)",
			query.Weekday: "Día de la semana", query.Hour: "Hora", query.Inquiry: "Reclamación"}},
}
