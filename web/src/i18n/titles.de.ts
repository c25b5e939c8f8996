import type { titles as english } from './titles'
import type { Words } from './words'

/** What pages are called whose other sentences come later: part of de.ts. */
export const titles: Words<typeof english> = {
  late: { title: 'Verspätete Sendungen' },
  lists: { title: 'Listen' },
  machine: { title: 'Zugang für Systeme' },
  messages: { title: 'Nachrichten' },
  people: { title: 'Personen' },
  privacy: { title: 'Personenbezogene Daten' },
  hub: { title: 'Datendrehscheibe' },
  insights: { title: 'Auswertungen' },
  signals: { title: 'Signale' },
  crm: { title: 'CRM-Systeme' },
  exchange: { title: 'Dateiaustausch' },
  dashboard: { title: 'Übersicht' },
  developers: { title: 'Für Entwickler' },
  quality: { title: 'Qualität' },
  team: { title: 'Team' },
  reporting: { runs: 'Läufe der Berichte' },
  uploads: { title: 'Datei senden' },
  webhooks: { title: 'Webhooks' },
}
