import type { Words } from './words'
import type { workspace as english } from './workspace'

/** The sentences of the workspace around the pages: lists beside an inquiry, keys, what waits to be sent: part of en.ts. */
export const workspace: Words<typeof english> = {
  list: {
    gone: 'N’est plus dans ce dossier',
    news_one: '{{count}} nouvelle réclamation est arrivée.',
    news_other: '{{count}} nouvelles réclamations sont arrivées.',
    show: 'Afficher',
    columnsHelp: 'Choisissez les colonnes affichées et faites-les glisser dans votre ordre. Conservé pour vous dans ce navigateur.',
    range: 'Réclamations {{from}} à {{to}}',
    previousPage: 'Page précédente',
    nextPage: 'Page suivante',
    inquiry: 'Réclamation',
    before: 'Réclamation précédente de la liste',
    after: 'Réclamation suivante de la liste',
    alone: 'Ouvrir sur une page à part',
    export: 'Enregistrer en CSV',
    minutes: 'Minutes ouvrées restantes',
  },
}
