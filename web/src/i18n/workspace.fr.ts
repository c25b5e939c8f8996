import type { Words } from './words'
import type { workspace as english } from './workspace'

/** The sentences of the workspace around the pages: lists beside an inquiry, keys, what waits to be sent: part of en.ts. */
export const workspace: Words<typeof english> = {
  list: {
    gone: 'N’est plus dans ce dossier',
    news_one: '{{count}} nouvelle réclamation est arrivée.',
    news_other: '{{count}} nouvelles réclamations sont arrivées.',
    show: 'Afficher',
    columnsHelp:
      'Choisissez les colonnes affichées et faites-les glisser dans votre ordre. Conservé pour vous, également à un autre poste de travail.',
    range: 'Réclamations {{from}} à {{to}}',
    previousPage: 'Page précédente',
    nextPage: 'Page suivante',
    inquiry: 'Réclamation',
    before: 'Réclamation précédente de la liste',
    after: 'Réclamation suivante de la liste',
    alone: 'Ouvrir sur une page à part',
    export: 'Enregistrer en CSV',
    minutes: 'Minutes ouvrées restantes',
    showNew: 'Afficher les nouvelles réclamations',
    shut: 'Fermer la réclamation à côté de la liste',
  },
  outbox: {
    what: {
      reply: 'La réponse',
      supplement: 'Le complément',
      escalate: 'Le passage au niveau supérieur',
      reject: 'Le refus de la réponse',
    },
    held_one: '{{what}} sur {{item}} part dans {{count}} seconde',
    held_other: '{{what}} sur {{item}} part dans {{count}} secondes',
    heldSpoken: '{{what}} sur {{item}} part dans dix secondes.',
    sending: '{{what}} sur {{item}} est en cours d’envoi',
    about: '{{partner}} le voit alors. Vous pouvez continuer entre-temps ; si vous fermez la fenêtre, tout part aussitôt.',
    undo: 'Annuler l’envoi',
    now: 'Envoyer maintenant',
    waitingTitle: 'L’étape sur {{item}} n’est pas encore envoyée : pas de connexion',
    waiting:
      'Elle est conservée et part dès que la connexion revient, une seule fois, même si elle était déjà arrivée. Laissez cette fenêtre ouverte si possible.',
    theirs: 'Ce qui est parti entre-temps : {{reply}}',
    sent: 'L’étape sur {{item}} est faite.',
    refused: 'L’étape sur {{item}} n’a pas été faite',
  },
  command: {
    title: 'Aller à une page ou agir',
    label: 'Que voulez-vous faire ?',
    placeholder: 'Une page, un dossier, une action ou un numéro',
    nothing: 'Rien ne correspond.',
    goTo: 'Aller à : {{page}}',
    item: 'Envoi {{item}}',
    askAbout: 'Poser une question sur {{item}}',
    transport: 'Récipient, dépêche ou expédition {{number}}',
    search: 'Rechercher « {{wanted}} »',
    ask: 'Poser une question sur un envoi',
    help: 'Aide pour cette page',
    tour: 'Faire le tour',
    keys: 'Raccourcis clavier',
    ctrl: 'Ctrl',
    enter: 'Entrée',
    submit: 'Envoyer le formulaire où vous êtes',
    single: 'Raccourcis à une touche',
    keysHelp:
      'Ce que font ici une touche, ou deux l’une après l’autre. Elles se taisent pendant la saisie et dans les dialogues ; le menu à l’engrenage les désactive.',
    keysOff: 'Les raccourcis à une touche sont désactivés ; le menu à l’engrenage les active. {{palette}} reste toujours disponible.',
    group: { inquiry: 'La réclamation ouverte', list: 'La liste', pages: 'Partout', go: 'Aller à : g, puis une lettre' },
  },
}
