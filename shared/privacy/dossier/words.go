package dossier

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"time"
)

//go:embed summary.html
var layout string

// languages are those an export is written in; the first where nothing else is said.
var languages = []string{"en", "fr", "de", "es"}

// words are what the summary says besides the catalogue.
var words = map[string]map[string]string{
	"title":     {"en": "What is kept about you", "fr": "Ce qui est conservé à votre sujet", "de": "Was über Sie gespeichert ist", "es": "Lo que se conserva sobre usted"},
	"reference": {"en": "Reference", "fr": "Référence", "de": "Aktenzeichen", "es": "Referencia"},
	"operator":  {"en": "Postal operator", "fr": "Opérateur postal", "de": "Postunternehmen", "es": "Operador postal"},
	"made":      {"en": "Made on", "fr": "Établi le", "de": "Erstellt am", "es": "Elaborado el"},
	"item":      {"en": "Item", "fr": "Envoi", "de": "Sendung", "es": "Envío"},
	"asked":     {"en": "Asked on", "fr": "Demandé le", "de": "Gefragt am", "es": "Consultado el"},
	"closed":    {"en": "Closed on", "fr": "Clos le", "de": "Abgeschlossen am", "es": "Cerrado el"},
	"parties":   {"en": "Between", "fr": "Entre", "de": "Zwischen", "es": "Entre"},
	"said":      {"en": "What was said about you", "fr": "Ce qui a été dit à votre sujet", "de": "Was über Sie gesagt wurde", "es": "Lo que se dijo de usted"},
	"happened":  {"en": "What happened", "fr": "Ce qui s’est passé", "de": "Was geschah", "es": "Lo que ocurrió"},
	"documents": {"en": "Documents in this file", "fr": "Documents dans ce fichier", "de": "Dokumente in dieser Datei", "es": "Documentos en este archivo"},
	"internal":  {"en": "internal note", "fr": "note interne", "de": "interne Notiz", "es": "nota interna"},
	"case":      {"en": "Case", "fr": "Dossier", "de": "Vorgang", "es": "Expediente"},
	"none":      {"en": "Nothing was found.", "fr": "Rien n’a été trouvé.", "de": "Es wurde nichts gefunden.", "es": "No se encontró nada."},
	"erased":    {"en": "The personal data of this inquiry was erased. Only codes and times are left.", "fr": "Les données personnelles de cette réclamation ont été effacées. Il ne reste que des codes et des dates.", "de": "Die personenbezogenen Daten dieser Anfrage wurden gelöscht. Übrig sind nur Codes und Zeiten.", "es": "Los datos personales de esta consulta se borraron. Solo quedan códigos y fechas."},
	"yes":       {"en": "Yes", "fr": "Oui", "de": "Ja", "es": "Sí"},
	"no":        {"en": "No", "fr": "Non", "de": "Nein", "es": "No"},
	"byItself":  {"en": "the system", "fr": "le système", "de": "das System", "es": "el sistema"},
	"machines":  {"en": "The same for machines: person-data.json. Times are UTC.", "fr": "La même chose pour les machines : person-data.json. Heures en UTC.", "de": "Dasselbe für Maschinen: person-data.json. Zeiten in UTC.", "es": "Lo mismo para máquinas: person-data.json. Horas en UTC."},
}

// steps says in words what a step was.
var steps = map[string]map[string]string{
	"drafted":     {"en": "Begun", "fr": "Commencée", "de": "Begonnen", "es": "Iniciada"},
	"edited":      {"en": "Changed", "fr": "Modifiée", "de": "Geändert", "es": "Modificada"},
	"sent":        {"en": "Sent", "fr": "Envoyée", "de": "Gesendet", "es": "Enviada"},
	"routed":      {"en": "Reached the other post", "fr": "Parvenue à l’autre poste", "de": "Bei der anderen Post eingegangen", "es": "Llegó al otro correo"},
	"readdressed": {"en": "Sent to another post instead", "fr": "Envoyée plutôt à une autre poste", "de": "Stattdessen an eine andere Post gesendet", "es": "Enviada en su lugar a otro correo"},
	"unroutable":  {"en": "Could not be delivered to the other post", "fr": "N’a pas pu être transmise à l’autre poste", "de": "Konnte der anderen Post nicht zugestellt werden", "es": "No pudo entregarse al otro correo"},
	"opened":      {"en": "Opened by the other post", "fr": "Ouverte par l’autre poste", "de": "Von der anderen Post geöffnet", "es": "Abierta por el otro correo"},
	"replied":     {"en": "Answered", "fr": "Répondue", "de": "Beantwortet", "es": "Respondida"},
	"returned":    {"en": "Returned for information", "fr": "Retournée pour complément", "de": "Zur Ergänzung zurückgegeben", "es": "Devuelta para completar"},

	"supplemented":    {"en": "Supplemented", "fr": "Complétée", "de": "Ergänzt", "es": "Completada"},
	"read":            {"en": "The answer was read", "fr": "La réponse a été lue", "de": "Die Antwort wurde gelesen", "es": "Se leyó la respuesta"},
	"escalated":       {"en": "Searched for more deeply", "fr": "Recherche approfondie", "de": "Vertiefte Suche", "es": "Búsqueda más profunda"},
	"rejected":        {"en": "The answer was rejected", "fr": "La réponse a été rejetée", "de": "Die Antwort wurde zurückgewiesen", "es": "Se rechazó la respuesta"},
	"handedOver":      {"en": "Handed over to another call centre", "fr": "Transmise à un autre centre d’appel", "de": "An ein anderes Callcenter übergeben", "es": "Pasada a otro centro de llamadas"},
	"dueSoon":         {"en": "The answer was due soon", "fr": "La réponse était bientôt attendue", "de": "Die Antwort war bald fällig", "es": "La respuesta vencía pronto"},
	"overdue":         {"en": "The answer was overdue", "fr": "La réponse était en retard", "de": "Die Antwort war überfällig", "es": "La respuesta estaba atrasada"},
	"dueMoved":        {"en": "The due time was moved", "fr": "L’échéance a été reportée", "de": "Die Frist wurde verschoben", "es": "Se aplazó el vencimiento"},
	"followUp":        {"en": "A reminder", "fr": "Un rappel", "de": "Eine Erinnerung", "es": "Un recordatorio"},
	"trackingUpdated": {"en": "News from tracking", "fr": "Nouvelle du suivi", "de": "Neues aus der Sendungsverfolgung", "es": "Novedad del seguimiento"},
	"assigned":        {"en": "Given to an agent", "fr": "Confiée à un agent", "de": "Einem Agenten zugeteilt", "es": "Asignada a un agente"},
	"noted":           {"en": "Noted", "fr": "Noté", "de": "Notiert", "es": "Anotado"},
	"joined":          {"en": "A further case was joined", "fr": "Un autre dossier a été joint", "de": "Ein weiterer Vorgang kam hinzu", "es": "Se unió otro expediente"},
	"merged":          {"en": "Merged with another inquiry", "fr": "Fusionnée avec une autre réclamation", "de": "Mit einer anderen Anfrage zusammengelegt", "es": "Fusionada con otra consulta"},
	"attached":        {"en": "A document was added", "fr": "Un document a été ajouté", "de": "Ein Dokument kam hinzu", "es": "Se añadió un documento"},
	"archived":        {"en": "Archived", "fr": "Archivée", "de": "Archiviert", "es": "Archivada"},
	"closed":          {"en": "Closed", "fr": "Close", "de": "Abgeschlossen", "es": "Cerrada"},
	"erased":          {"en": "Personal data erased", "fr": "Données personnelles effacées", "de": "Personenbezogene Daten gelöscht", "es": "Datos personales borrados"},
}

// word is one of the summary's own words.
func (d *Dossier) word(code string) string { return words[code][d.Language] }

// what says in words what a step was.
func (d *Dossier) what(kind string) string {
	if w := steps[kind][d.Language]; w != "" {
		return w
	}
	return kind
}

// print writes the summary for people: one page that needs nothing else, and prints.
func (d *Dossier) print(w io.Writer) error {
	t, err := template.New("summary").Funcs(template.FuncMap{"word": d.word, "what": d.what,
		"time": func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }}).Parse(layout)
	if err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	if err := t.Execute(w, d); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	return nil
}
