package document

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whereabouts-post/whereabouts/shared/insight"
)

// words is what a monthly report says in one language, printed or as a workbook.
type words struct {
	title, final, provisional, version, corrected, target, reached, missed, lastMonth, lastYear, noReport string
	asReplier, asRequester, bySide, figure, centre, operator, total, noCentre                             string
	trend, trendNone, definitions, page, made, countedUntil, network                                      string
	months                                                                                                [12]string
	short                                                                                                 [12]string
	metrics                                                                                               map[string]insight.MetricWords // by code
	columns                                                                                               [9]string                      // of the tables by call centre
	decimal, thousand, percent                                                                            string
	overItems, countWhole, countTold                                                                      string // of the inquiry rate; the first takes items and those pre-advised
}

func in(language string) words {
	w, ok := printedWords[language]
	if !ok {
		language, w = insight.Languages[0], printedWords[insight.Languages[0]]
	}
	w.metrics = insight.WordsIn(language)
	return w
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

func (w words) state(s insight.State) string {
	if s == insight.Final {
		return w.final
	}
	return w.provisional
}

func (w words) edition(e insight.Edition) string {
	return w.state(e.State) + ", " + w.version + " " + strconv.Itoa(e.Version)
}

// name is whose report it is.
func (w words) name(r insight.Report) string {
	if r.Operator == insight.Network {
		return w.network
	}
	return r.Name
}

// rows are the report's as they are shown: with a name for what no call centre has got yet, and the total last.
func (w words) rows(r insight.Report) []insight.Row {
	out := append(slices.Clone(r.Rows), insight.Row{Operator: r.Operator, Name: w.total, Figures: r.Total})
	for i, row := range r.Rows {
		if row.Centre == "" && r.Operator != insight.Network {
			out[i].Name = w.noCentre
		}
	}
	return out
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
	case insight.PerItem:
		return w.whole(tenths/10) + w.decimal + strconv.Itoa(tenths%10)
	default:
		return w.whole(tenths / 10)
	}
}

var printedWords = map[string]words{
	"en": {title: "Monthly report", final: "Final", provisional: "Provisional", version: "version", corrected: "Corrected", target: "target", reached: "target reached", missed: "target missed",
		lastMonth: "month before", lastYear: "year before", noReport: "no report", asReplier: "As the one who answers", asRequester: "As the one who asks", bySide: "The month in figures", figure: "Figure",
		centre: "Call centre", operator: "Post", total: "Total", noCentre: "no call centre yet", trend: "Answers on time, the last thirteen months", trendNone: "No earlier month was reported on.",
		definitions: "What the figures mean", page: "Page %d of %d", made: "made", countedUntil: "counted until", network: "The whole network",
		months:    [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		short:     [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		overItems: "Inquiry rate over %s items, %s of them pre-advised: ", countWhole: "whole.", countTold: "as far as posts told; with the others the rate is lower.",
		columns: [9]string{"Requests", "Replies", "Due", "On time", "Late", "Missing", "First level", "To reply", "To open"}, decimal: ".", thousand: ",", percent: "%"},
	"fr": {title: "Rapport mensuel", final: "Définitif", provisional: "Provisoire", version: "version", corrected: "Corrigé", target: "objectif", reached: "objectif atteint", missed: "objectif manqué",
		lastMonth: "mois précédent", lastYear: "un an avant", noReport: "pas de rapport", asReplier: "En tant que répondant", asRequester: "En tant que demandeur", bySide: "Le mois en chiffres", figure: "Chiffre",
		centre: "Centre d’appels", operator: "Poste", total: "Total", noCentre: "pas encore de centre", trend: "Réponses dans les délais, treize derniers mois", trendNone: "Aucun mois antérieur n’a fait l’objet d’un rapport.",
		definitions: "Ce que signifient les chiffres", page: "Page %d sur %d", made: "établi le", countedUntil: "compté jusqu’au", network: "Tout le réseau",
		months:    [12]string{"Janvier", "Février", "Mars", "Avril", "Mai", "Juin", "Juillet", "Août", "Septembre", "Octobre", "Novembre", "Décembre"},
		short:     [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
		overItems: "Taux de réclamation sur %s envois, dont %s préavisés\u00a0: ", countWhole: "complet.", countTold: "pour autant que les postes les aient signalés\u00a0; avec les autres, le taux est plus bas.",
		columns: [9]string{"Demandes", "Réponses", "Dues", "À temps", "En retard", "Restantes", "1er niveau", "Réponse", "Ouverture"}, decimal: ",", thousand: "\u00a0", percent: "\u00a0%"},
	"de": {title: "Monatsbericht", final: "Endgültig", provisional: "Vorläufig", version: "Fassung", corrected: "Berichtigt", target: "Ziel", reached: "Ziel erreicht", missed: "Ziel verfehlt",
		lastMonth: "Vormonat", lastYear: "Vorjahr", noReport: "kein Bericht", asReplier: "Als Antwortende", asRequester: "Als Fragende", bySide: "Der Monat in Zahlen", figure: "Kennzahl",
		centre: "Callcenter", operator: "Post", total: "Summe", noCentre: "noch kein Callcenter", trend: "Antworten in der Frist, die letzten dreizehn Monate", trendNone: "Über keinen früheren Monat wurde berichtet.",
		definitions: "Was die Zahlen bedeuten", page: "Seite %d von %d", made: "erstellt", countedUntil: "gezählt bis", network: "Das ganze Netz",
		months:    [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
		short:     [12]string{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
		overItems: "Nachforschungsquote über %s Sendungen, davon %s vorangemeldet: ", countWhole: "vollständig.", countTold: "soweit gemeldet; mit den übrigen ist die Quote niedriger.",
		columns: [9]string{"Anfragen", "Antworten", "Fällig", "In der Frist", "Verspätet", "Fehlend", "1. Stufe", "Antwort", "Öffnen"}, decimal: ",", thousand: ".", percent: "\u00a0%"},
	"es": {title: "Informe mensual", final: "Definitivo", provisional: "Provisional", version: "versión", corrected: "Corregido", target: "objetivo", reached: "objetivo alcanzado", missed: "objetivo no alcanzado",
		lastMonth: "mes anterior", lastYear: "un año antes", noReport: "sin informe", asReplier: "Como quien responde", asRequester: "Como quien pregunta", bySide: "El mes en cifras", figure: "Cifra",
		centre: "Centro de llamadas", operator: "Correo", total: "Total", noCentre: "aún sin centro", trend: "Respuestas a tiempo, los últimos trece meses", trendNone: "No hay informe de ningún mes anterior.",
		definitions: "Qué significan las cifras", page: "Página %d de %d", made: "hecho", countedUntil: "contado hasta", network: "Toda la red",
		months:    [12]string{"Enero de", "Febrero de", "Marzo de", "Abril de", "Mayo de", "Junio de", "Julio de", "Agosto de", "Septiembre de", "Octubre de", "Noviembre de", "Diciembre de"},
		short:     [12]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
		overItems: "Tasa de reclamaciones sobre %s envíos, de ellos %s preavisados: ", countWhole: "completa.", countTold: "hasta donde los correos los comunicaron; con los demás, la tasa es más baja.",
		columns: [9]string{"Solicitudes", "Respuestas", "Debidas", "A tiempo", "Tarde", "Faltan", "1.er nivel", "Respuesta", "Apertura"}, decimal: ",", thousand: ".", percent: "\u00a0%"},
}
