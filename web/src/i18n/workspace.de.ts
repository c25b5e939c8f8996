import type { Words } from './words'
import type { workspace as english } from './workspace'

/** The sentences of the workspace around the pages: lists beside an inquiry, keys, what waits to be sent: part of en.ts. */
export const workspace: Words<typeof english> = {
  list: {
    gone: 'Nicht mehr in diesem Ordner',
    news_one: '{{count}} neue Nachforschung ist eingegangen.',
    news_other: '{{count}} neue Nachforschungen sind eingegangen.',
    show: 'Anzeigen',
    columnsHelp: 'Wählen Sie die angezeigten Spalten und ziehen Sie sie in Ihre Reihenfolge. Wird für Sie in diesem Browser gemerkt.',
    range: 'Nachforschungen {{from}} bis {{to}}',
    previousPage: 'Vorige Seite',
    nextPage: 'Nächste Seite',
    inquiry: 'Nachforschung',
    before: 'Vorige Nachforschung der Liste',
    after: 'Nächste Nachforschung der Liste',
    alone: 'Als eigene Seite öffnen',
    export: 'Als CSV speichern',
    minutes: 'Verbleibende Arbeitsminuten',
  },
}
