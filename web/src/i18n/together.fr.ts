import type { together as english } from './together'
import type { Words } from './words'

/** The sentences of an inquiry's page about what is known besides what was said: part of later.ts. */
export const together: Words<typeof english> = {
  together: {
    label: 'Ce qui est affiché',
    withItem: 'Avec le parcours de l’envoi',
    alone: 'Échanges seuls',
    item: 'L’envoi',
    inquiry: 'La réclamation',
    now: 'Maintenant',
    beside: 'Ses lectures figurent à côté des échanges.',
  },
  original: {
    title: 'Tel qu’envoyé',
    part: 'Quoi',
    code: 'Code',
    words: 'En {{language}}',
    question: 'Question',
    reply: 'Réponse',
    reason: 'Motif',
    closing: 'Comment elle s’est terminée',
    written: 'Écrit en {{language}}, affiché tel quel.',
    told: 'Tel que transmis',
    from: 'dans {{message}} de {{who}}',
    release: 'Codes de la version {{version}} du catalogue.',
  },
  preview: {
    show: 'Regarder',
    of: 'Regarder {{name}}',
    download: 'Télécharger',
    failed: 'Le document ne peut pas être affiché ici.',
    instead: 'Téléchargez-le pour le regarder.',
  },
  history: {
    title: 'Aussi à propos de cet envoi',
    duplicate: 'Demande la même chose',
    between: '{{requester}} à {{replier}}',
    merge: 'Une des deux suffit : {{menu}}, puis {{entry}}.',
  },
}
