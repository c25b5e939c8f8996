package document

import (
	"github.com/whereabouts-post/whereabouts/shared/insight"
	"github.com/whereabouts-post/whereabouts/shared/insight/query"
)

// answerWords is what a file of an answer, and the letter about a saved report, say in one language. open takes the format and an address, running an instant.
type answerWords struct {
	figures, question, definitions                                           string // sheets
	row, group, total, part, of, sum, count, minutes                         string
	perItems, requests, items, advised                                       string // of rates
	what, value, measures, side, by, period, compared, filter, askedAt, note string
	code, means, unit, goal, source, running, empty, truncated, open, end    string
	sides                                                                    map[insight.Side]string
	dimensions                                                               map[query.Dimension]string
	values                                                                   map[query.Dimension]map[string]string // of dimensions whose values are ours
}

func answers(language string) answerWords {
	if w, ok := answerLanguages[language]; ok {
		return w
	}
	return answerLanguages[insight.Languages[0]]
}

// unitName is what a unit is called.
func (w answerWords) unitName(u insight.Unit) string {
	return map[insight.Unit]string{insight.Percent: "%", insight.Minutes: w.minutes, insight.PerItem: w.perItems, insight.Number: w.count}[u]
}

var answerLanguages = map[string]answerWords{
	"en": {figures: "Figures", question: "Question", definitions: "Definitions", row: "Row", group: "group", total: "Total", part: "part", of: "of", sum: "sum", count: "number", minutes: "working minutes", perItems: "per 1,000 items", requests: "requests", items: "items", advised: "pre-advised",
		what: "What", value: "Value", measures: "Figure", side: "Side", by: "By", period: "Months (UTC)", compared: "Compared with", filter: "Only", askedAt: "Asked at", note: "Note",
		code: "Code", means: "What it means", unit: "Unit", goal: "Target", source: "Source of the target",
		running: "The last month is not over: figures as of %s.", empty: "Nothing was counted: the filters select nothing, or nothing happened.", truncated: "There are more rows than the largest, which are here; the total is of all.",
		open:  "The report with all figures:\n%s\n\nThe file (%s) to download:\n%s",
		end:   "You get this because you scheduled the report. End it on its page.",
		sides: map[insight.Side]string{insight.Replier: "as the one who answers", insight.Requester: "as the one who asks"},
		dimensions: map[query.Dimension]string{query.Side: "Side", query.Operator: "Post", query.Centre: "Call centre", query.Partner: "Partner", query.PartnerCentre: "Partner’s call centre", query.Product: "Product",
			query.Workflow: "Workflow", query.Level: "Level", query.ReplyCode: "Reply code", query.ReplyClass: "Reply class", query.Actor: "By whom", query.Urgent: "Urgent", query.Month: "Month", query.Week: "Week", query.Day: "Day", query.LocalDay: "Day (call centre)",
			query.Weekday: "Weekday", query.Hour: "Hour", query.Inquiry: "Inquiry", query.Agent: "Agent"},
		values: map[query.Dimension]map[string]string{query.Urgent: {"yes": "Urgent", "no": "Not urgent"}, query.Actor: {"agent": "A person", "automatic": "Answered automatically", "system": "The system"}, query.ReplyClass: {"C": "Conclusive", "I": "Inconclusive", "N": "Returned as incomplete"},
			query.Weekday: {"1": "Monday", "2": "Tuesday", "3": "Wednesday", "4": "Thursday", "5": "Friday", "6": "Saturday", "7": "Sunday"}}},
	"fr": {figures: "Chiffres", question: "Question", definitions: "Définitions", row: "Ligne", group: "groupe", total: "Total", part: "partie", of: "sur", sum: "somme", count: "nombre", minutes: "minutes ouvrées", perItems: "pour 1\u00a0000 envois", requests: "demandes", items: "envois", advised: "préavisés",
		what: "Quoi", value: "Valeur", measures: "Chiffre", side: "Côté", by: "Par", period: "Mois (UTC)", compared: "Comparé à", filter: "Seulement", askedAt: "Demandé le", note: "Remarque",
		code: "Code", means: "Signification", unit: "Unité", goal: "Objectif", source: "Source de l’objectif",
		running: "Le dernier mois n’est pas terminé : chiffres au %s.", empty: "Rien n’a été compté : les filtres ne retiennent rien, ou rien ne s’est passé.", truncated: "Il y a plus de lignes que les plus importantes, données ici ; le total porte sur toutes.",
		open:  "Le rapport avec tous les chiffres :\n%s\n\nLe fichier (%s) à télécharger :\n%s",
		end:   "Vous recevez ce message parce que vous avez planifié le rapport. Vous pouvez y mettre fin sur sa page.",
		sides: map[insight.Side]string{insight.Replier: "en tant que répondant", insight.Requester: "en tant que demandeur"},
		dimensions: map[query.Dimension]string{query.Side: "Côté", query.Operator: "Poste", query.Centre: "Centre d’appels", query.Partner: "Partenaire", query.PartnerCentre: "Centre du partenaire", query.Product: "Produit",
			query.Workflow: "Procédure", query.Level: "Niveau", query.ReplyCode: "Code de réponse", query.ReplyClass: "Classe de réponse", query.Actor: "Par qui", query.Urgent: "Urgent", query.Month: "Mois", query.Week: "Semaine", query.Day: "Jour", query.LocalDay: "Jour (centre d’appels)",
			query.Weekday: "Jour de la semaine", query.Hour: "Heure", query.Inquiry: "Réclamation", query.Agent: "Agent"},
		values: map[query.Dimension]map[string]string{query.Urgent: {"yes": "Urgent", "no": "Non urgent"}, query.Actor: {"agent": "Une personne", "automatic": "Réponse automatique", "system": "Le système"}, query.ReplyClass: {"C": "Concluante", "I": "Non concluante", "N": "Renvoyée, incomplète"},
			query.Weekday: {"1": "lundi", "2": "mardi", "3": "mercredi", "4": "jeudi", "5": "vendredi", "6": "samedi", "7": "dimanche"}}},
	"de": {figures: "Zahlen", question: "Frage", definitions: "Erklärungen", row: "Zeile", group: "Gruppe", total: "Gesamt", part: "Teil", of: "von", sum: "Summe", count: "Anzahl", minutes: "Arbeitsminuten", perItems: "je 1.000 Sendungen", requests: "Anfragen", items: "Sendungen", advised: "vorangemeldet",
		what: "Was", value: "Wert", measures: "Kennzahl", side: "Seite", by: "Nach", period: "Monate (UTC)", compared: "Verglichen mit", filter: "Nur", askedAt: "Gefragt am", note: "Hinweis",
		code: "Code", means: "Bedeutung", unit: "Einheit", goal: "Ziel", source: "Quelle des Ziels",
		running: "Der letzte Monat ist nicht vorbei: Zahlen vom %s.", empty: "Nichts wurde gezählt: Die Filter wählen nichts aus, oder es ist nichts geschehen.", truncated: "Es gibt mehr Zeilen als die größten, die hier stehen; die Summe ist die aller.",
		open:  "Der Bericht mit allen Zahlen:\n%s\n\nDie Datei (%s) zum Herunterladen:\n%s",
		end:   "Sie erhalten diese Nachricht, weil Sie den Bericht geplant haben. Auf seiner Seite können Sie das beenden.",
		sides: map[insight.Side]string{insight.Replier: "als Antwortende", insight.Requester: "als Fragende"},
		dimensions: map[query.Dimension]string{query.Side: "Seite", query.Operator: "Postunternehmen", query.Centre: "Callcenter", query.Partner: "Partner", query.PartnerCentre: "Callcenter des Partners", query.Product: "Produkt",
			query.Workflow: "Vorgang", query.Level: "Stufe", query.ReplyCode: "Antwortcode", query.ReplyClass: "Antwortklasse", query.Actor: "Von wem", query.Urgent: "Dringend", query.Month: "Monat", query.Week: "Woche", query.Day: "Tag", query.LocalDay: "Tag (Callcenter)",
			query.Weekday: "Wochentag", query.Hour: "Stunde", query.Inquiry: "Nachforschung", query.Agent: "Person"},
		values: map[query.Dimension]map[string]string{query.Urgent: {"yes": "Dringend", "no": "Nicht dringend"}, query.Actor: {"agent": "Ein Mensch", "automatic": "Automatisch beantwortet", "system": "Das System"}, query.ReplyClass: {"C": "Abschließend", "I": "Nicht abschließend", "N": "Als unvollständig zurückgegeben"},
			query.Weekday: {"1": "Montag", "2": "Dienstag", "3": "Mittwoch", "4": "Donnerstag", "5": "Freitag", "6": "Samstag", "7": "Sonntag"}}},
	"es": {figures: "Cifras", question: "Pregunta", definitions: "Definiciones", row: "Fila", group: "grupo", total: "Total", part: "parte", of: "de", sum: "suma", count: "número", minutes: "minutos laborables", perItems: "por cada 1.000 envíos", requests: "solicitudes", items: "envíos", advised: "preavisados",
		what: "Qué", value: "Valor", measures: "Cifra", side: "Lado", by: "Por", period: "Meses (UTC)", compared: "Comparado con", filter: "Solo", askedAt: "Preguntado el", note: "Nota",
		code: "Código", means: "Qué significa", unit: "Unidad", goal: "Objetivo", source: "Fuente del objetivo",
		running: "El último mes no ha terminado: cifras a %s.", empty: "No se contó nada: los filtros no seleccionan nada, o no ocurrió nada.", truncated: "Hay más filas que las mayores, que son las que se muestran; el total es el de todas.",
		open:  "El informe con todas las cifras:\n%s\n\nEl archivo (%s) para descargar:\n%s",
		end:   "Recibe este mensaje porque programó el informe. Puede dejar de recibirlo en su página.",
		sides: map[insight.Side]string{insight.Replier: "como quien responde", insight.Requester: "como quien pregunta"},
		dimensions: map[query.Dimension]string{query.Side: "Lado", query.Operator: "Operador", query.Centre: "Centro de llamadas", query.Partner: "Socio", query.PartnerCentre: "Centro del socio", query.Product: "Producto",
			query.Workflow: "Procedimiento", query.Level: "Nivel", query.ReplyCode: "Código de respuesta", query.ReplyClass: "Clase de respuesta", query.Actor: "Por quién", query.Urgent: "Urgente", query.Month: "Mes", query.Week: "Semana", query.Day: "Día", query.LocalDay: "Día (centro de llamadas)",
			query.Weekday: "Día de la semana", query.Hour: "Hora", query.Inquiry: "Reclamación", query.Agent: "Agente"},
		values: map[query.Dimension]map[string]string{query.Urgent: {"yes": "Urgente", "no": "No urgente"}, query.Actor: {"agent": "Una persona", "automatic": "Respuesta automática", "system": "El sistema"}, query.ReplyClass: {"C": "Concluyente", "I": "No concluyente", "N": "Devuelta por incompleta"},
			query.Weekday: {"1": "lunes", "2": "martes", "3": "miércoles", "4": "jueves", "5": "viernes", "6": "sábado", "7": "domingo"}}},
}
