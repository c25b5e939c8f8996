package main

// words are the letters in one language. Subjects take the endpoint's name; texts its name, its host, in two of them since when it does not answer, and
// the address of its page.
type words struct {
	openedSubject, opened           string
	disabledSubject, disabled, gone string
}

var letters = map[string]words{
	"en": {
		openedSubject: "Your webhook “%s” does not answer",
		opened: "Your endpoint “%s” (%s) has accepted nothing since %s.\n\nNothing is lost: what it should be told is kept, and sent in order as soon as it answers again. Until then it is tried at least every 15 minutes. " +
			"After five days without an answer it is switched off.\n\nWhat was sent, and what came back:\n%s\n",
		disabledSubject: "Your webhook “%s” was switched off",
		disabled:        "Your endpoint “%s” (%s) has accepted nothing since %s, and was switched off after five days.\n\nWhat it should be told is kept for 30 days. Switch it on again and everything that waited is sent, in order:\n%s\n",
		gone:            "Your endpoint “%s” (%s) answered 410 Gone, and was switched off.\n\nWhat it should be told is kept for 30 days. Switch it on again and everything that waited is sent, in order:\n%s\n",
	},
	"fr": {
		openedSubject: "Votre webhook « %s » ne répond pas",
		opened: "Votre adresse de réception « %s » (%s) n’a rien accepté depuis le %s.\n\nRien n’est perdu : ce qui doit lui être transmis est conservé, puis envoyé dans l’ordre dès qu’elle répond de nouveau. " +
			"D’ici là, un essai a lieu au moins toutes les 15 minutes. Après cinq jours sans réponse, elle est désactivée.\n\nCe qui a été envoyé et ce qui a été répondu :\n%s\n",
		disabledSubject: "Votre webhook « %s » a été désactivé",
		disabled:        "Votre adresse de réception « %s » (%s) n’a rien accepté depuis le %s et a été désactivée après cinq jours.\n\nCe qui doit lui être transmis est conservé 30 jours. Réactivez-la, et tout ce qui attendait est envoyé dans l’ordre :\n%s\n",
		gone:            "Votre adresse de réception « %s » (%s) a répondu 410 Gone et a été désactivée.\n\nCe qui doit lui être transmis est conservé 30 jours. Réactivez-la, et tout ce qui attendait est envoyé dans l’ordre :\n%s\n",
	},
	"de": {
		openedSubject: "Ihr Webhook „%s“ antwortet nicht",
		opened: "Ihr Endpunkt „%s“ (%s) hat seit %s nichts angenommen.\n\nNichts geht verloren: Was ihm mitzuteilen ist, wird aufbewahrt und der Reihe nach gesendet, sobald er wieder antwortet. " +
			"Bis dahin wird es mindestens alle 15 Minuten versucht. Nach fünf Tagen ohne Antwort wird er abgeschaltet.\n\nWas gesendet wurde und was zurückkam:\n%s\n",
		disabledSubject: "Ihr Webhook „%s“ wurde abgeschaltet",
		disabled:        "Ihr Endpunkt „%s“ (%s) hat seit %s nichts angenommen und wurde nach fünf Tagen abgeschaltet.\n\nWas ihm mitzuteilen ist, wird 30 Tage aufbewahrt. Schalten Sie ihn wieder ein, und alles Wartende wird der Reihe nach gesendet:\n%s\n",
		gone:            "Ihr Endpunkt „%s“ (%s) hat mit 410 Gone geantwortet und wurde abgeschaltet.\n\nWas ihm mitzuteilen ist, wird 30 Tage aufbewahrt. Schalten Sie ihn wieder ein, und alles Wartende wird der Reihe nach gesendet:\n%s\n",
	},
	"es": {
		openedSubject: "Su webhook «%s» no responde",
		opened: "Su punto de conexión «%s» (%s) no ha aceptado nada desde el %s.\n\nNo se pierde nada: lo que se le debe comunicar se conserva y se envía en orden en cuanto vuelva a responder. " +
			"Hasta entonces se intenta al menos cada 15 minutos. Tras cinco días sin respuesta se desactiva.\n\nLo que se envió y lo que respondió:\n%s\n",
		disabledSubject: "Su webhook «%s» se ha desactivado",
		disabled:        "Su punto de conexión «%s» (%s) no ha aceptado nada desde el %s y se ha desactivado tras cinco días.\n\nLo que se le debe comunicar se conserva 30 días. Vuelva a activarlo y todo lo pendiente se enviará en orden:\n%s\n",
		gone:            "Su punto de conexión «%s» (%s) respondió 410 Gone y se ha desactivado.\n\nLo que se le debe comunicar se conserva 30 días. Vuelva a activarlo y todo lo pendiente se enviará en orden:\n%s\n",
	},
}
