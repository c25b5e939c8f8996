package document

import "github.com/whereabouts-post/whereabouts/shared/insight"

// bookWords is what the workbook of a monthly report says in one language beside the words of the printed report and of answers. Names of sheets have at most
// 31 characters and none of :\/?*[].
type bookWords struct {
	summary, trend, onTimeSheet, resolution, workload, every                             string // sheets
	operator, name, metric, month, state, edition, madeAt, because, byMonth              string
	due, onTime, late, outstanding, toReply, closed, firstLevel, firstLevelShare         string // columns, behind the side
	requests, opened, replies, toOpen                                                    string
	minutes, computed, better, itemsCounted, preAdvised, itemsAre, allItems, itemsAsTold string
	side                                                                                 map[insight.Side]string
	colon                                                                                string
	directions                                                                           map[insight.Direction]string
}

func books(language string) bookWords {
	if w, ok := bookLanguages[language]; ok {
		return w
	}
	return bookLanguages[insight.Languages[0]]
}

var bookLanguages = map[string]bookWords{
	"en": {summary: "Summary", trend: "Trend", onTimeSheet: "On time", resolution: "Resolution", workload: "Workload", every: "All figures",
		operator: "Operator", name: "Name", metric: "Metric", month: "Month (UTC)", state: "State", edition: "Edition", madeAt: "Made at", because: "Corrected because", byMonth: "by month",
		due: "due", onTime: "on time", late: "late", outstanding: "outstanding", toReply: "minutes to reply", closed: "closed", firstLevel: "at first level", firstLevelShare: "first level %",
		requests: "requests", opened: "opened", replies: "replies", toOpen: "minutes to open", minutes: "minutes", computed: "How it is computed", better: "Better",
		itemsCounted: "Items counted", preAdvised: "… of them pre-advised", itemsAre: "The count of items is", allItems: "whole", itemsAsTold: "as far as told",
		side: map[insight.Side]string{insight.Replier: "as replier", insight.Requester: "as requester"}, colon: ": ",
		directions: map[insight.Direction]string{insight.Higher: "higher", insight.Lower: "lower", insight.Neither: "neither"}},
	"fr": {summary: "Résumé", trend: "Évolution", onTimeSheet: "Dans les délais", resolution: "Résolution", workload: "Charge de travail", every: "Tous les chiffres",
		operator: "Poste", name: "Nom", metric: "Chiffre", month: "Mois (UTC)", state: "État", edition: "Version", madeAt: "Établi le", because: "Raison de la correction", byMonth: "par mois",
		due: "dues", onTime: "dans les délais", late: "en retard", outstanding: "en souffrance", toReply: "minutes jusqu’à la réponse", closed: "closes", firstLevel: "au premier niveau", firstLevelShare: "premier niveau %",
		requests: "demandes", opened: "ouvertes", replies: "réponses", toOpen: "minutes jusqu’à l’ouverture", minutes: "minutes", computed: "Signification", better: "Mieux si",
		itemsCounted: "Envois comptés", preAdvised: "… dont préavisés", itemsAre: "Les envois sont comptés", allItems: "tous", itemsAsTold: "pour autant que signalés",
		side: map[insight.Side]string{insight.Replier: "en tant que répondant", insight.Requester: "en tant que demandeur"}, colon: "\u00a0: ",
		directions: map[insight.Direction]string{insight.Higher: "plus haut", insight.Lower: "plus bas", insight.Neither: "ni l’un ni l’autre"}},
	"de": {summary: "Überblick", trend: "Verlauf", onTimeSheet: "In der Frist", resolution: "Lösung", workload: "Arbeitsaufkommen", every: "Alle Zahlen",
		operator: "Post", name: "Name", metric: "Kennzahl", month: "Monat (UTC)", state: "Stand", edition: "Fassung", madeAt: "Erstellt am", because: "Grund der Berichtigung", byMonth: "nach Monaten",
		due: "fällig", onTime: "in der Frist", late: "verspätet", outstanding: "ausstehend", toReply: "Minuten bis zur Antwort", closed: "geschlossen", firstLevel: "auf erster Stufe", firstLevelShare: "erste Stufe %",
		requests: "Anfragen", opened: "geöffnet", replies: "Antworten", toOpen: "Minuten bis zum Öffnen", minutes: "Minuten", computed: "Bedeutung", better: "Besser",
		itemsCounted: "Gezählte Sendungen", preAdvised: "… davon vorangemeldet", itemsAre: "Gezählt sind die Sendungen", allItems: "alle", itemsAsTold: "soweit gemeldet",
		side: map[insight.Side]string{insight.Replier: "als Antwortende", insight.Requester: "als Fragende"}, colon: ": ",
		directions: map[insight.Direction]string{insight.Higher: "höher", insight.Lower: "niedriger", insight.Neither: "keins von beiden"}},
	"es": {summary: "Resumen", trend: "Evolución", onTimeSheet: "A tiempo", resolution: "Resolución", workload: "Carga de trabajo", every: "Todas las cifras",
		operator: "Correo", name: "Nombre", metric: "Cifra", month: "Mes (UTC)", state: "Estado", edition: "Versión", madeAt: "Hecho el", because: "Motivo de la corrección", byMonth: "por mes",
		due: "debidas", onTime: "a tiempo", late: "tarde", outstanding: "pendientes", toReply: "minutos hasta la respuesta", closed: "cerradas", firstLevel: "en el primer nivel", firstLevelShare: "primer nivel %",
		requests: "solicitudes", opened: "abiertas", replies: "respuestas", toOpen: "minutos hasta la apertura", minutes: "minutos", computed: "Qué significa", better: "Mejor si",
		itemsCounted: "Envíos contados", preAdvised: "… de ellos preavisados", itemsAre: "Se contaron los envíos", allItems: "todos", itemsAsTold: "hasta donde se comunicaron",
		side: map[insight.Side]string{insight.Replier: "como quien responde", insight.Requester: "como quien pregunta"}, colon: ": ",
		directions: map[insight.Direction]string{insight.Higher: "más alto", insight.Lower: "más bajo", insight.Neither: "ni lo uno ni lo otro"}},
}
