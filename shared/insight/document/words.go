package document

import (
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// words is what a printed report says in one language.
type words struct {
	title, final, provisional, version, corrected, target, reached, missed, lastMonth, lastYear, noReport string
	asReplier, asRequester, bySide, figure, centre, operator, total, noCentre                             string
	trend, trendNone, definitions, page, made, countedUntil, network                                      string
	months                                                                                                [12]string
	short                                                                                                 [12]string
	metrics                                                                                               map[string]metricWords
	columns                                                                                               [9]string // of the tables by call centre
	decimal, thousand, percent                                                                            string
}

// metricWords names and defines a metric.
type metricWords struct{ name, means string }

// printed are the metrics that a printed report shows, in order.
var printed = []insight.Metric{insight.OnTimeReplies, insight.OnTimeByPeople, insight.FirstLevelResolution, insight.ResolvedInTime, insight.TimeToReply, insight.TimeToReplyByPeople, insight.TimeToOpen, insight.Outstanding,
	insight.Requests, insight.Opened, insight.Replies, insight.AutomaticReplies,
	insight.Reopened, insight.DataQuality, insight.RepeatRate, insight.Closed}

func in(language string) words {
	if w, ok := printedWords[language]; ok {
		return w
	}
	return printedWords[insight.Languages[0]]
}

// month writes "November 2026".
func (w words) month(m insight.Month) string {
	t := m.Start()
	return w.months[t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// abbreviated writes "Nov 26".
func (w words) abbreviated(m insight.Month) string {
	t := m.Start()
	return w.short[t.Month()-1] + " " + t.Format("06")
}

func (w words) edition(e insight.Edition) string {
	state := w.provisional
	if e.State == insight.Final {
		state = w.final
	}
	return state + ", " + w.version + " " + strconv.Itoa(e.Version)
}

// instant writes an instant in UTC, as everybody reads it.
func (w words) instant(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// whole writes a number with its thousands set apart.
func (w words) whole(n int) string {
	digits := strconv.Itoa(n)
	var out strings.Builder
	for i, d := range digits {
		if i > 0 && d != '-' && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			out.WriteString(w.thousand)
		}
		out.WriteRune(d)
	}
	return out.String()
}

// share writes tenths of a percent.
func (w words) share(tenths int) string {
	return strconv.Itoa(tenths/10) + w.decimal + strconv.Itoa(tenths%10) + w.percent
}

// duration writes tenths of a minute of working time, to the minute: "7 h 13 min", "3 h".
func (w words) duration(tenths int) string {
	minutes := (tenths + 5) / 10
	if minutes < 60 {
		return strconv.Itoa(minutes) + " min"
	}
	if minutes%60 == 0 {
		return w.whole(minutes/60) + " h"
	}
	return w.whole(minutes/60) + " h " + strconv.Itoa(minutes%60) + " min"
}

// value writes a metric of counts; "–" where there is nothing to divide by.
func (w words) value(m insight.Metric, c insight.Counts) string {
	tenths, ok := m.Tenths(c)
	if !ok {
		return "–"
	}
	return w.inUnit(m, tenths)
}

func (w words) inUnit(m insight.Metric, tenths int) string {
	switch m.Unit {
	case insight.Percent:
		return w.share(tenths)
	case insight.Minutes:
		return w.duration(tenths)
	default:
		return w.whole(tenths / 10)
	}
}

var printedWords = map[string]words{
	"en": {title: "Monthly report", final: "Final", provisional: "Provisional", version: "version", corrected: "Corrected", target: "target", reached: "target reached", missed: "target missed",
		lastMonth: "month before", lastYear: "year before", noReport: "no report", asReplier: "As the one who answers", asRequester: "As the one who asks", bySide: "The month in figures", figure: "Figure",
		centre: "Call centre", operator: "Post", total: "Total", noCentre: "no call centre yet", trend: "Answers on time, the last thirteen months", trendNone: "No earlier month was reported on.",
		definitions: "What the figures mean", page: "Page %d of %d", made: "made", countedUntil: "counted until", network: "The whole network",
		months:  [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		short:   [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		columns: [9]string{"Requests", "Replies", "Due", "On time", "Late", "Missing", "First level", "To reply", "To open"}, decimal: ".", thousand: ",", percent: "%",
		metrics: map[string]metricWords{
			"on-time-reply":                {"Replies on time", "Answers given by their due time, of those due in the month, automatic ones included. One that is overdue and unanswered counts as late."},
			"first-level-resolution":       {"Resolved at first level", "Inquiries closed in the month whose last reply was conclusive at level 1, of those closed."},
			"time-to-reply":                {"Time to reply", "Working time of the replying centre from arrival to reply, on average, automatic ones included."},
			"time-to-open":                 {"Time to open", "Working time from arrival to first opening, on average: of requests as replier, of replies as requester."},
			"outstanding":                  {"Outstanding", "Answers due in the month that are neither given nor needless when it ends."},
			"requests":                     {"Requests", "Arrived as replier, sent as requester."},
			"opened":                       {"Opened", "Requests opened as replier, replies read as requester."},
			"replies":                      {"Replies", "Given as replier, received as requester; those returned for information included."},
			"closed":                       {"Closed", "Inquiries closed in the month."},
			"resolved-in-15-days":          {"Resolved in 15 working days", "Inquiries closed within 15 working days after sending, of those closed in the month; one that is open counts when it is closed."},
			"reopened":                     {"Reopened", "Conclusive replies that the requester did not take for the end, of the conclusive replies of the month."},
			"returned-for-information":     {"Returned for information", "Requests returned as incomplete, of the requests of the month."},
			"repeat-rate":                  {"Repeat rate", "Requests on an item about which the same post had asked within 30 days before, of the requests of which that is known."},
			"automatic-replies":            {"Automatic replies", "Replies that the system gave from what tracking says, of all replies."},
			"on-time-by-people":            {"Replies on time, by people", "As replies on time, without automatic ones."},
			"time-to-reply-by-people":      {"Time to reply, by people", "As time to reply, without automatic ones."},
			"time-to-answer":               {"Time from opening to reply", "Working time of the replying centre from opening to reply, on average, of requests that somebody opened."},
			"time-waiting-for-information": {"Time waiting for information", "Working time of the replying centre from returning a request until it was supplemented, on average."},
			"escalated":                    {"Escalated", "Inquiries that the requester took one level up."},
			"workload":                     {"Workload", "Steps that people of the call centre took, without those of the system."},
		}},
	"fr": {title: "Rapport mensuel", final: "Définitif", provisional: "Provisoire", version: "version", corrected: "Corrigé", target: "objectif", reached: "objectif atteint", missed: "objectif manqué",
		lastMonth: "mois précédent", lastYear: "un an avant", noReport: "pas de rapport", asReplier: "En tant que répondant", asRequester: "En tant que demandeur", bySide: "Le mois en chiffres", figure: "Chiffre",
		centre: "Centre d’appels", operator: "Poste", total: "Total", noCentre: "pas encore de centre", trend: "Réponses dans les délais, treize derniers mois", trendNone: "Aucun mois antérieur n’a fait l’objet d’un rapport.",
		definitions: "Ce que signifient les chiffres", page: "Page %d sur %d", made: "établi le", countedUntil: "compté jusqu’au", network: "Tout le réseau",
		months:  [12]string{"Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre", "Octobre", "Novembre", "Décembre"},
		short:   [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
		columns: [9]string{"Demandes", "Réponses", "Dues", "À temps", "En retard", "Restantes", "1er niveau", "Réponse", "Ouverture"}, decimal: ",", thousand: "\u00a0", percent: "\u00a0%",
		metrics: map[string]metricWords{
			"on-time-reply":                {"Réponses dans les délais", "Réponses données avant leur échéance, parmi celles dues dans le mois, automatiques comprises. Une réponse échue et non donnée compte comme en retard."},
			"first-level-resolution":       {"Résolues au premier niveau", "Réclamations closes dans le mois dont la dernière réponse était concluante au niveau 1, parmi celles closes."},
			"time-to-reply":                {"Temps de réponse", "Temps ouvré moyen du centre répondant, de l’arrivée à la réponse, automatiques comprises."},
			"time-to-open":                 {"Temps d’ouverture", "Temps ouvré moyen de l’arrivée à la première ouverture : des demandes pour le répondant, des réponses pour le demandeur."},
			"outstanding":                  {"En souffrance", "Réponses dues dans le mois, ni données ni devenues sans objet à la fin du mois."},
			"requests":                     {"Demandes", "Reçues pour le répondant, envoyées pour le demandeur."},
			"opened":                       {"Ouvertes", "Demandes ouvertes par le répondant, réponses lues par le demandeur."},
			"replies":                      {"Réponses", "Données par le répondant, reçues par le demandeur ; renvois pour complément compris."},
			"closed":                       {"Closes", "Réclamations closes dans le mois."},
			"resolved-in-15-days":          {"Résolues en 15 jours ouvrables", "Réclamations closes dans les 15 jours ouvrables après l’envoi, parmi celles closes dans le mois ; une réclamation ouverte compte quand elle est close."},
			"reopened":                     {"Rouvertes", "Réponses concluantes que le demandeur n’a pas acceptées comme fin, parmi les réponses concluantes du mois."},
			"returned-for-information":     {"Renvoyées pour complément", "Demandes renvoyées car incomplètes, parmi les demandes du mois."},
			"repeat-rate":                  {"Taux de répétition", "Demandes sur un envoi au sujet duquel la même poste avait déjà demandé dans les 30 jours précédents, parmi celles dont on le sait."},
			"automatic-replies":            {"Réponses automatiques", "Réponses données par le système d’après le suivi, parmi toutes les réponses."},
			"on-time-by-people":            {"Dans les délais, par des agents", "Comme les réponses dans les délais, sans les automatiques."},
			"time-to-reply-by-people":      {"Temps de réponse, par des agents", "Comme le temps de réponse, sans les automatiques."},
			"time-to-answer":               {"Temps de l’ouverture à la réponse", "Temps ouvré moyen du centre répondant, de l’ouverture à la réponse, pour les demandes que quelqu’un a ouvertes."},
			"time-waiting-for-information": {"Attente d’informations", "Temps ouvré moyen du centre répondant, du renvoi d’une demande jusqu’à son complément."},
			"escalated":                    {"Portées au niveau supérieur", "Réclamations que le demandeur a portées au niveau supérieur."},
			"workload":                     {"Charge de travail", "Actions des agents du centre, sans celles du système."},
		}},
	"de": {title: "Monatsbericht", final: "Endgültig", provisional: "Vorläufig", version: "Fassung", corrected: "Berichtigt", target: "Ziel", reached: "Ziel erreicht", missed: "Ziel verfehlt",
		lastMonth: "Vormonat", lastYear: "Vorjahr", noReport: "kein Bericht", asReplier: "Als Antwortende", asRequester: "Als Fragende", bySide: "Der Monat in Zahlen", figure: "Kennzahl",
		centre: "Callcenter", operator: "Post", total: "Summe", noCentre: "noch kein Callcenter", trend: "Antworten in der Frist, die letzten dreizehn Monate", trendNone: "Über keinen früheren Monat wurde berichtet.",
		definitions: "Was die Zahlen bedeuten", page: "Seite %d von %d", made: "erstellt", countedUntil: "gezählt bis", network: "Das ganze Netz",
		months:  [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		short:   [12]string{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
		columns: [9]string{"Anfragen", "Antworten", "Fällig", "In der Frist", "Verspätet", "Fehlend", "1. Stufe", "Antwort", "Öffnen"}, decimal: ",", thousand: ".", percent: "\u00a0%",
		metrics: map[string]metricWords{
			"on-time-reply":                {"Antworten in der Frist", "Fristgerecht gegebene Antworten von denen, die im Monat fällig waren, automatische eingeschlossen. Was überfällig und unbeantwortet ist, zählt als verspätet."},
			"first-level-resolution":       {"Auf erster Stufe gelöst", "Im Monat geschlossene Nachforschungen, deren letzte Antwort auf Stufe 1 abschließend war, von allen geschlossenen."},
			"time-to-reply":                {"Zeit bis zur Antwort", "Arbeitszeit des antwortenden Callcenters vom Eingang bis zur Antwort im Durchschnitt, automatische eingeschlossen."},
			"time-to-open":                 {"Zeit bis zum Öffnen", "Arbeitszeit vom Eingang bis zum ersten Öffnen im Durchschnitt: von Anfragen als Antwortende, von Antworten als Fragende."},
			"outstanding":                  {"Ausstehend", "Im Monat fällige Antworten, die bei seinem Ende weder gegeben noch gegenstandslos sind."},
			"requests":                     {"Anfragen", "Eingegangen als Antwortende, gesendet als Fragende."},
			"opened":                       {"Geöffnet", "Geöffnete Anfragen als Antwortende, gelesene Antworten als Fragende."},
			"replies":                      {"Antworten", "Gegeben als Antwortende, erhalten als Fragende; zur Ergänzung zurückgegebene eingeschlossen."},
			"closed":                       {"Geschlossen", "Im Monat geschlossene Nachforschungen."},
			"resolved-in-15-days":          {"In 15 Arbeitstagen gelöst", "Nachforschungen, die binnen 15 Arbeitstagen nach dem Senden geschlossen wurden, von den im Monat geschlossenen; eine offene zählt, wenn sie geschlossen wird."},
			"reopened":                     {"Wieder aufgenommen", "Abschließende Antworten, die der Fragende nicht als Ende gelten ließ, von den abschließenden des Monats."},
			"returned-for-information":     {"Zur Ergänzung zurückgegeben", "Als unvollständig zurückgegebene Anfragen, von den Anfragen des Monats."},
			"repeat-rate":                  {"Wiederholungen", "Anfragen zu einer Sendung, nach der dieselbe Post in den 30 Tagen davor schon gefragt hatte, von den Anfragen, von denen das bekannt ist."},
			"automatic-replies":            {"Automatische Antworten", "Antworten, die das System aus der Sendungsverfolgung gab, von allen Antworten."},
			"on-time-by-people":            {"In der Frist, von Menschen", "Wie Antworten in der Frist, ohne automatische."},
			"time-to-reply-by-people":      {"Zeit bis zur Antwort, von Menschen", "Wie Zeit bis zur Antwort, ohne automatische."},
			"time-to-answer":               {"Zeit vom Öffnen bis zur Antwort", "Arbeitszeit des antwortenden Callcenters vom Öffnen bis zur Antwort im Durchschnitt, von Anfragen, die jemand geöffnet hat."},
			"time-waiting-for-information": {"Wartezeit auf Angaben", "Arbeitszeit des antwortenden Callcenters von der Rückgabe einer Anfrage bis zur Ergänzung im Durchschnitt."},
			"escalated":                    {"Eskaliert", "Nachforschungen, die der Anfragende eine Stufe höher gebracht hat."},
			"workload":                     {"Arbeitslast", "Schritte von Menschen des Callcenters, ohne die des Systems."},
		}},
	"es": {title: "Informe mensual", final: "Definitivo", provisional: "Provisional", version: "versión", corrected: "Corregido", target: "objetivo", reached: "objetivo alcanzado", missed: "objetivo no alcanzado",
		lastMonth: "mes anterior", lastYear: "un año antes", noReport: "sin informe", asReplier: "Como quien responde", asRequester: "Como quien pregunta", bySide: "El mes en cifras", figure: "Cifra",
		centre: "Centro de llamadas", operator: "Correo", total: "Total", noCentre: "aún sin centro", trend: "Respuestas a tiempo, los últimos trece meses", trendNone: "No hay informe de ningún mes anterior.",
		definitions: "Qué significan las cifras", page: "Página %d de %d", made: "hecho", countedUntil: "contado hasta", network: "Toda la red",
		months:  [12]string{"Enero de", "Febrero de", "Marzo de", "Abril de", "Mayo de", "Junio de", "Julio de", "Agosto de", "Septiembre de", "Octubre de", "Noviembre de", "Diciembre de"},
		short:   [12]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
		columns: [9]string{"Solicitudes", "Respuestas", "Debidas", "A tiempo", "Tarde", "Faltan", "1.er nivel", "Respuesta", "Apertura"}, decimal: ",", thousand: ".", percent: "\u00a0%",
		metrics: map[string]metricWords{
			"on-time-reply":                {"Respuestas a tiempo", "Respuestas dadas antes de su vencimiento, de las debidas en el mes, automáticas incluidas. Una vencida y sin responder cuenta como tardía."},
			"first-level-resolution":       {"Resueltas en el primer nivel", "Reclamaciones cerradas en el mes cuya última respuesta fue concluyente en el nivel 1, de las cerradas."},
			"time-to-reply":                {"Tiempo de respuesta", "Tiempo laborable medio del centro que responde, desde la llegada hasta la respuesta, automáticas incluidas."},
			"time-to-open":                 {"Tiempo de apertura", "Tiempo laborable medio desde la llegada hasta la primera apertura: de solicitudes para quien responde, de respuestas para quien pregunta."},
			"outstanding":                  {"Pendientes", "Respuestas debidas en el mes que a su fin no están dadas ni han quedado sin objeto."},
			"requests":                     {"Solicitudes", "Recibidas por quien responde, enviadas por quien pregunta."},
			"opened":                       {"Abiertas", "Solicitudes abiertas por quien responde, respuestas leídas por quien pregunta."},
			"replies":                      {"Respuestas", "Dadas por quien responde, recibidas por quien pregunta; incluidas las devueltas para completar."},
			"closed":                       {"Cerradas", "Reclamaciones cerradas en el mes."},
			"resolved-in-15-days":          {"Resueltas en 15 días hábiles", "Reclamaciones cerradas en los 15 días hábiles posteriores al envío, de las cerradas en el mes; una abierta cuenta cuando se cierra."},
			"reopened":                     {"Reabiertas", "Respuestas concluyentes que el solicitante no dio por finales, de las concluyentes del mes."},
			"returned-for-information":     {"Devueltas por falta de datos", "Solicitudes devueltas por incompletas, de las solicitudes del mes."},
			"repeat-rate":                  {"Repeticiones", "Solicitudes sobre un envío por el que el mismo correo ya había preguntado en los 30 días anteriores, de aquellas de las que se sabe."},
			"automatic-replies":            {"Respuestas automáticas", "Respuestas que dio el sistema según el seguimiento, de todas las respuestas."},
			"on-time-by-people":            {"A tiempo, por personas", "Como las respuestas a tiempo, sin las automáticas."},
			"time-to-reply-by-people":      {"Tiempo de respuesta, por personas", "Como el tiempo de respuesta, sin las automáticas."},
			"time-to-answer":               {"Tiempo desde la apertura hasta la respuesta", "Tiempo laborable medio del centro que responde, desde la apertura hasta la respuesta, de las solicitudes que alguien abrió."},
			"time-waiting-for-information": {"Espera de datos", "Tiempo laborable medio del centro que responde, desde que devuelve una solicitud hasta que se completa."},
			"escalated":                    {"Escaladas", "Reclamaciones que el solicitante llevó un nivel más arriba."},
			"workload":                     {"Carga de trabajo", "Pasos de las personas del centro de llamadas, sin los del sistema."},
		}},
}
