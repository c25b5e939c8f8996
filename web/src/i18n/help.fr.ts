import type { help as english } from './help'
import type { Words } from './words'

/** The help panel, and what is said to whoever is here for the first time: part of later.ts. */
export const help: Words<typeof english> = {
  help: {
    keys: 'Appuyez sur ? pour les touches actives ici, et sur Ctrl+K pour aller partout par le nom.',
    first: {
      title: 'Bienvenue. Quatre choses à savoir',
      order: 'Les dossiers contiennent ce qui est à faire, le plus urgent d’abord. La barre montre le temps ouvré restant.',
      open: 'Une réclamation s’ouvre à côté de son dossier ; l’encadré en haut dit quoi faire ensuite.',
      keys: 'j et k parcourent la liste, r commence la réponse, h ouvre l’aide, Ctrl+K mène partout.',
      help: 'Le volet d’aide sur le côté explique chaque page.',
      done: 'Compris, ne plus afficher',
    },
    folder: {
      title: 'Un dossier',
      about: 'Les réclamations qui sont pour vous dans le même état, par échéance.',
      first:
        'Les lignes restent en place pendant que vous travaillez. Ce qui arrive est compté au-dessus de la liste jusqu’à ce que vous l’affichiez.',
      second: 'Filtrez le dossier et gardez ce choix comme vue. L’adresse mène toujours à ce que vous voyez.',
      third:
        'Cochez-en plusieurs pour les prendre, les confier, les clore ou les enregistrer d’un coup ; l’engrenage choisit les colonnes et leur ordre.',
    },
    inquiry: {
      title: 'Une réclamation',
      about: 'Une question d’une poste à une autre sur un envoi, et ce qui a été répondu.',
      first: 'L’encadré en haut dit quoi faire ensuite. Seul ce qui est permis maintenant est proposé.',
      second: 'Une réponse envoyée peut être annulée pendant dix secondes ; ensuite le partenaire l’a reçue.',
      third: 'L’échéance compte le temps ouvré du centre qui répond. Ouvrez-la pour voir chaque intervalle compté.',
    },
    item: {
      title: 'Où se trouve un envoi',
      about: 'Ce que le suivi a appris, le plus récent d’abord, à l’heure du lieu.',
      first: 'Les avertissements nomment ce qui paraît anormal, avec les lectures sur lesquelles ils reposent.',
      second: 'Ce qui est déjà demandé est affiché : joignez-vous à la réclamation au lieu de redemander.',
      third: 'Les dates attendues disent à partir de quoi elles ont été calculées.',
    },
    ask: {
      title: 'Poser une question sur un envoi',
      about: 'Toute question commence par le numéro de l’envoi, quelle que soit sa graphie.',
      first: 'Regardez d’abord ce que répond le suivi : bien des questions deviennent inutiles.',
      second: 'Ce que le suivi sait est rempli. Il ne vous reste que ce qui manque.',
      third: 'Vous pouvez enregistrer un brouillon et continuer plus tard ; il attend dans le dossier des brouillons.',
    },
    track: {
      title: 'Plusieurs envois',
      about: 'Jusqu’à 100 numéros à la fois, saisis, collés ou tirés d’un fichier.',
      first: 'Les numéros qui n’en sont pas sont nommés et restent à corriger.',
      second: 'Filtrez selon l’avancement des envois.',
      third: 'Enregistrez ce qui est affiché en CSV.',
    },
    lists: {
      title: 'Listes',
      about: 'Des envois que vous ou votre centre suivez pendant un temps.',
      first: 'Les listes avec des nouvelles viennent d’abord ; dites que vous les avez vues.',
      second: 'Une liste prend fin d’elle-même. Prolongez-la si elle est encore utile.',
      third: 'Elle peut être partagée avec votre centre ou toute votre poste.',
    },
    alerts: {
      title: 'Alertes',
      about: 'Ce que quelqu’un de votre centre devrait savoir, le non lu d’abord.',
      first: 'Les alertes d’une réclamation sont réunies ; la dernière dit quoi faire.',
      second: 'En lire une la marque pour tout votre centre.',
      third: 'Les administrateurs choisissent lesquelles arrivent, et lesquelles partent aussi par courriel.',
    },
    team: {
      title: 'Le bureau de l’équipe',
      about: 'Qui travaille à quoi, ce que personne n’a pris et ce qui a été fait aujourd’hui.',
      first: 'Choisissez une personne pour voir ce qu’elle a à traiter, le plus pressant d’abord.',
      second: 'Cochez-en une ou plusieurs pour les confier à quelqu’un ; qui a le moins à faire est nommé en premier.',
      third: 'Les chiffres du jour suivent chaque étape après quelques instants et commencent à minuit de votre centre d’appels.',
    },
    insights: {
      title: 'Analyses',
      about: 'Des chiffres qui répondent à une question, et le chemin de chacun d’eux aux réclamations qui le composent.',
      first: 'Chaque ligne, point et case mène à ce qu’il y a derrière ; l’adresse garde le chemin.',
      second: 'Le nom d’un chiffre dit ce qu’il signifie et d’où vient son objectif.',
      third: 'Ouvrez un graphique dans l’éditeur pour le changer, l’enregistrer, le partager ou le recevoir par courriel.',
    },
    signals: {
      title: 'Signaux',
      about: 'Des chiffres sortis de ce qui leur est habituel, comparés à leur propre passé.',
      first: 'Une seule semaine inhabituelle n’en est pas un : un signal commence par deux de suite.',
      second: 'Ouvrez-en un pour voir chaque semaine, ce qui était habituel et d’où vient l’essentiel du changement.',
      third: 'Marquez-le comme connu avec une note : vos collègues la liront, et personne ne recevra plus de message à ce sujet.',
    },
    partners: {
      title: 'Partenaires',
      about: 'Les centres d’appels de l’échange, s’ils sont ouverts en ce moment, et leurs jours fériés.',
      first: 'Les heures sont les vôtres ; survolez-en une pour voir les leurs.',
      second: 'Les échéances comptent les heures d’ouverture du centre, pas les vôtres.',
      third: 'Les langues disent dans lesquelles une réponse peut être attendue.',
    },
    dashboard: {
      title: 'Le tableau de bord',
      about: 'Où en sont votre centre d’appels, votre poste ou le réseau, au fil des événements.',
      first: 'Chaque chiffre mène à ce qui le compose : ceux du jour aux dossiers, ceux du mois aux rapports.',
      second: 'Une réponse compte quand elle était due. En retard et absente, elle compte aussitôt comme tardive.',
      third: 'Les heures sont celles du centre d’appels ; les mois se comptent en UTC, comme dans les rapports.',
    },
    general: {
      title: 'Aide',
      about: 'Chaque page dit en haut à quoi elle sert.',
      first: 'Ce qui est saisi est gardé jusqu’à l’envoi, malgré les rechargements et les sessions expirées.',
      second: 'Les erreurs disent quoi faire. Si l’une nomme une requête, citez-la à votre administrateur.',
      third: 'La langue, l’apparence et les raccourcis se choisissent dans la barre en haut.',
    },
  },
}
