import type { developers as english } from './developers'
import type { Words } from './words'

/** Die Sätze der Seiten für Entwickler: ein Teil von de.ts. */
export const developers: Words<typeof english> = {
  developers: {
    title: 'Für Entwickler',
    about:
      'Wie eines Ihrer Systeme von sich aus fragt, antwortet und von Änderungen erfährt. Beginnen Sie mit dem Schnelleinstieg: Er dauert eine Viertelstunde.',
    english: 'Die Anleitungen sind auf Englisch geschrieben.',
    reference: 'API-Referenz',
    referenceAbout: 'Jede Operation mit ihren Parametern, einem Beispiel und dem, was sie ablehnen kann, wie OpenAPI sie beschreibt.',
    search: 'Operationen suchen',
    none: 'Keine Operation passt dazu.',
    found_one: '{{count}} Operation',
    found_other: '{{count}} Operationen',
    copy: 'Kopieren',
    copied: 'Kopiert',
    public: 'Das kann jeder fragen, ohne Schlüssel.',
    people: 'Für Personen, die sich anmelden: Kein Schlüssel darf das.',
    anyKey: 'Jeder Schlüssel darf das.',
    scopes: 'Ein Schlüssel braucht eines dieser Rechte: {{scopes}}',
    parameters: 'Parameter',
    body: 'Was zu senden ist',
    answers: 'Antworten',
    otherwise: 'Sonst',
    example: 'Beispiel',
    members: 'Felder',
    name: 'Name',
    where: 'Wo',
    type: 'Art',
    meaning: 'Bedeutung',
    required: 'erforderlich',
    in: { path: 'Adresse', query: 'Abfrage', header: 'Kopfzeile' },
    guide: {
      'quick-start': { title: 'Schnelleinstieg', about: 'Vom Schlüssel bis zur beantworteten Nachforschung, mit curl, Python oder Go.' },
      authentication: {
        title: 'Anmeldung und Grenzen',
        about: 'Schlüssel, was jeder darf, wie viel er fragen darf, und das Protokoll der Änderungen.',
      },
      'raise-and-answer': {
        title: 'Fragen und antworten',
        about: 'Was eine Frage braucht, welche Antworten es gibt und was darauf folgen kann.',
      },
      webhooks: { title: 'Ausgehende Webhooks', about: 'Von Änderungen erfahren und wissen, dass die Nachricht von uns kommt.' },
      'verify-webhooks': {
        title: 'Einen Webhook prüfen',
        about: 'Woran Sie erkennen, dass ein Aufruf von der Plattform kommt, in Python, JavaScript und Go.',
      },
      crm: { title: 'CRM-Anbindungen', about: 'Die Webhooks Ihres eigenen CRM stellen und schließen Nachforschungen.' },
      files: { title: 'Dateien', about: 'Nachforschungen und Antworten als Dateien, für Postunternehmen ohne eigenes fragendes System.' },
      errors: { title: 'Fehler und Wiederholen', about: 'Was jede Ablehnung bedeutet und wann Sie erneut senden.' },
      codes: { title: 'Codes und Sprachen', about: 'Der Katalog, die Teilnehmer, Zeit und Text.' },
      formats: { title: 'Formate der Sendungsnachrichten', about: 'Wie Ereignisse von Sendungen gelesen werden: JSON und EDIFACT.' },
      'sample-crm': { title: 'Beispiel-CRM', about: 'Ein kleines Programm, das fragt, antwortet und per Webhook benachrichtigt wird.' },
    },
  },
}
