import type { tour as english } from './tour'
import type { Words } from './words'

/** The sentences of the way around: part of later.ts. */
export const tour: Words<typeof english> = {
  tour: {
    place: '{{place}} sur {{of}}',
    next: 'Suivant',
    back: 'Retour',
    skip: 'Passer le reste',
    end: 'Commencer',
    start: 'Faire le tour',
    search: {
      title: 'Un champ pour tout trouver',
      text: 'Un envoi, une référence, un dossier ou un nom. La touche / y mène de partout. Le numéro d’un envoi mène à sa page.',
    },
    folders: {
      title: 'Votre travail est dans des dossiers',
      text: 'Commencez par ce qui attend une réponse. Chaque réclamation est dans un seul dossier, et le nombre dit combien attendent.',
    },
    list: {
      title: 'Le plus urgent d’abord',
      text: 'La barre est le temps de travail qui reste. Choisissez une ligne pour l’ouvrir à côté de la liste, puis j et k pour avancer.',
    },
    ask: {
      title: 'Toute question commence par un envoi',
      text: 'Saisissez, collez ou scannez son numéro. Souvent le suivi répond déjà, et il n’y a rien à demander.',
    },
    alerts: { title: 'Ce qu’il faut savoir', text: 'Les réponses arrivées, les échéances proches, ce que des collègues vous ont remis.' },
    unroutable: {
      title: 'Ce qu’aucun centre ne prend',
      text: 'Vos collègues ne peuvent pas les réacheminer, vous si. Elles attendent ici que quelqu’un le fasse.',
    },
    messages: {
      title: 'Ce que vos systèmes ont envoyé',
      text: 'Les messages refusés sont ici, avec l’endroit fautif et un moyen de le corriger.',
    },
    hub: {
      title: 'Combien les données sont complètes',
      text: 'Par partenaire et par message, ce qui était attendu et n’est pas venu. Derrière chaque chiffre, les envois concernés.',
    },
    reports: {
      title: 'Les chiffres de chaque mois',
      text: 'Dans les délais, en retard et pourquoi. Le sens d’un chiffre et les réclamations derrière lui sont à un clic.',
    },
    centres: {
      title: 'Les horaires fixent les échéances',
      text: 'Tenez à jour horaires et jours fériés. Avant d’enregistrer, vous voyez quelles échéances auraient changé.',
    },
    machines: {
      title: 'Les systèmes ont des clés',
      text: 'Donnez à un système seulement ce qu’il lui faut, voyez ce qu’il fait, et retirez la clé à la fin.',
    },
    partners: {
      title: 'Qui est où',
      text: 'Quels centres existent, s’ils sont ouverts maintenant, et dans quelles langues ils répondent.',
    },
    catalogue: {
      title: 'Ce qui peut être demandé et répondu',
      text: 'Questions, réponses, objectifs et règles par version, dans chaque langue de l’échange.',
    },
    help: {
      title: 'L’aide est à une touche',
      text: 'La touche h aide sur la page où vous êtes, et le point d’interrogation montre les touches. Vous pouvez aussi y refaire ce tour.',
    },
  },
}
