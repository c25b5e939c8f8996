package main

import "github.com/whereabouts-post/whereabouts/shared/inquiry"

// words is a digest in one language. subject takes the number of alerts and the centre, opening the centre's name, urgent a number.
type words struct {
	subject, opening, urgent, closing string
	kinds                             map[inquiry.AlertKind]string
}

var letters = map[string]words{
	"en": {subject: "%d alerts for %s", opening: "What happened to the inquiries of %s since the last digest:", urgent: "%d of them urgent", closing: "Look at them here:",
		kinds: map[inquiry.AlertKind]string{
			inquiry.AlertNew: "New inquiry", inquiry.AlertApproaching: "Due soon", inquiry.AlertOverdue: "Overdue", inquiry.AlertTrackingUpdated: "New tracking event",
			inquiry.AlertReplyReceived: "Reply received", inquiry.AlertReturned: "Returned for information", inquiry.AlertSupplemented: "Information received",
			inquiry.AlertUnroutable: "Reached no call centre", inquiry.AlertEscalated: "Escalated", inquiry.AlertRejected: "Reply rejected", inquiry.AlertFollowUp: "Time to look again",
			inquiry.AlertHeld: "Still held by customs", inquiry.AlertClaim: "No answer: liability may be claimed", inquiry.AlertDraft: "Draft that nobody touches",
			inquiry.AlertHandedOver: "Handed over to you", inquiry.AlertDueMoved: "Due time moved (force majeure)", inquiry.AlertMoveEnded: "Force majeure ended", inquiry.AlertProposal: "Tracking answers the question",
			inquiry.AlertAttached: "Document added", inquiry.AlertClosed: "Closed",
			inquiry.AlertDelivered: "Delivered: may be closed", inquiry.AlertForceMajeure: "Partner declared force majeure",
			inquiry.AlertLateItems: "Items are late"}},
	"fr": {subject: "%d alertes pour %s", opening: "Ce qui est arrivé aux réclamations de %s depuis le dernier résumé :", urgent: "dont %d urgentes", closing: "Les consulter ici :",
		kinds: map[inquiry.AlertKind]string{
			inquiry.AlertNew: "Nouvelle réclamation", inquiry.AlertApproaching: "Échéance proche", inquiry.AlertOverdue: "En retard", inquiry.AlertTrackingUpdated: "Nouvel événement de suivi",
			inquiry.AlertReplyReceived: "Réponse reçue", inquiry.AlertReturned: "Renvoyée pour complément", inquiry.AlertSupplemented: "Complément reçu",
			inquiry.AlertUnroutable: "Parvenue à aucun centre", inquiry.AlertEscalated: "Passée au niveau supérieur", inquiry.AlertRejected: "Réponse contestée", inquiry.AlertFollowUp: "À revoir",
			inquiry.AlertHeld: "Toujours retenue en douane", inquiry.AlertClaim: "Sans réponse : indemnisation possible", inquiry.AlertDraft: "Brouillon en attente",
			inquiry.AlertHandedOver: "Transmise à votre centre", inquiry.AlertDueMoved: "Échéance reportée (force majeure)", inquiry.AlertMoveEnded: "Fin de la force majeure", inquiry.AlertProposal: "Le suivi répond à la question",
			inquiry.AlertAttached: "Document ajouté", inquiry.AlertClosed: "Clôturée",
			inquiry.AlertDelivered: "Livrée : peut être clôturée", inquiry.AlertForceMajeure: "Force majeure déclarée par un partenaire",
			inquiry.AlertLateItems: "Envois en retard"}},
	"de": {subject: "%d Hinweise für %s", opening: "Was seit der letzten Übersicht mit den Nachforschungen von %s geschah:", urgent: "davon %d dringend", closing: "Hier ansehen:",
		kinds: map[inquiry.AlertKind]string{
			inquiry.AlertNew: "Neue Nachforschung", inquiry.AlertApproaching: "Bald fällig", inquiry.AlertOverdue: "Überfällig", inquiry.AlertTrackingUpdated: "Neues Sendungsereignis",
			inquiry.AlertReplyReceived: "Antwort eingegangen", inquiry.AlertReturned: "Zur Ergänzung zurückgegeben", inquiry.AlertSupplemented: "Ergänzung eingegangen",
			inquiry.AlertUnroutable: "Hat kein Callcenter erreicht", inquiry.AlertEscalated: "Auf die nächste Stufe gehoben", inquiry.AlertRejected: "Antwort beanstandet", inquiry.AlertFollowUp: "Wiedervorlage",
			inquiry.AlertHeld: "Noch immer beim Zoll", inquiry.AlertClaim: "Keine Antwort: Haftung kann geltend gemacht werden", inquiry.AlertDraft: "Liegengebliebener Entwurf",
			inquiry.AlertHandedOver: "An Sie übergeben", inquiry.AlertDueMoved: "Frist verlegt (höhere Gewalt)", inquiry.AlertMoveEnded: "Höhere Gewalt beendet", inquiry.AlertProposal: "Die Sendungsverfolgung beantwortet die Frage",
			inquiry.AlertAttached: "Dokument hinzugefügt", inquiry.AlertClosed: "Abgeschlossen",
			inquiry.AlertDelivered: "Zugestellt: kann geschlossen werden", inquiry.AlertForceMajeure: "Partner meldet höhere Gewalt",
			inquiry.AlertLateItems: "Sendungen sind verspätet"}},
	"es": {subject: "%d avisos para %s", opening: "Lo ocurrido con las reclamaciones de %s desde el último resumen:", urgent: "%d de ellas urgentes", closing: "Véalas aquí:",
		kinds: map[inquiry.AlertKind]string{
			inquiry.AlertNew: "Nueva reclamación", inquiry.AlertApproaching: "Vence pronto", inquiry.AlertOverdue: "Vencida", inquiry.AlertTrackingUpdated: "Nuevo evento de seguimiento",
			inquiry.AlertReplyReceived: "Respuesta recibida", inquiry.AlertReturned: "Devuelta para completar", inquiry.AlertSupplemented: "Información recibida",
			inquiry.AlertUnroutable: "No ha llegado a ningún centro", inquiry.AlertEscalated: "Elevada de nivel", inquiry.AlertRejected: "Respuesta rechazada", inquiry.AlertFollowUp: "Revisar de nuevo",
			inquiry.AlertHeld: "Sigue retenida en aduana", inquiry.AlertClaim: "Sin respuesta: se puede reclamar indemnización", inquiry.AlertDraft: "Borrador pendiente",
			inquiry.AlertHandedOver: "Transferida a su centro", inquiry.AlertDueMoved: "Plazo aplazado (fuerza mayor)", inquiry.AlertMoveEnded: "Fin de la fuerza mayor", inquiry.AlertProposal: "El seguimiento responde a la pregunta",
			inquiry.AlertAttached: "Documento añadido", inquiry.AlertClosed: "Cerrada",
			inquiry.AlertDelivered: "Entregado: puede cerrarse", inquiry.AlertForceMajeure: "Fuerza mayor declarada por un socio",
			inquiry.AlertLateItems: "Hay envíos con retraso"}},
}
