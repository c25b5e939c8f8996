import type { scan as english } from './scan'
import type { Words } from './words'

/** The sentences about reading numbers with a camera: part of later.ts. */
export const scan: Words<typeof english> = {
  scan: {
    button: 'Scanner avec l’appareil photo',
    title: 'Scanner une étiquette',
    help: 'Présentez le code-barres de l’étiquette devant l’appareil, le long de la ligne. Aucune image ne quitte cet appareil.',
    helpMany: 'Présentez les étiquettes l’une après l’autre, le long de la ligne. Aucune image ne quitte cet appareil.',
    picture: 'Ce que voit l’appareil photo',
    starting: 'L’appareil photo s’ouvre. Votre navigateur peut demander si vous l’autorisez.',
    looking: 'Recherche d’un numéro',
    read: 'Lu : {{number}}',
    torch: 'Lumière',
    close: 'Fermer',
    done_one: 'Terminé, {{count}} numéro',
    done_other: 'Terminé, {{count}} numéros',
    without: {
      refused: 'L’appareil photo n’est pas autorisé ici',
      none: 'Aucun appareil photo trouvé',
      busy: 'L’appareil photo ne peut pas être utilisé maintenant',
      insecure: 'L’appareil photo ne peut pas être utilisé à cette adresse',
      failed: 'L’appareil photo n’a pas démarré',
    },
    instead: {
      refused: 'Autorisez-le pour ce site dans les réglages de votre navigateur, puis réessayez, ou saisissez le numéro.',
      none: 'Branchez-en un ou saisissez le numéro. Une douchette qui tape au clavier fonctionne aussi dans le champ.',
      busy: 'Un autre programme l’utilise peut-être. Fermez-le et réessayez, ou saisissez le numéro.',
      insecure: 'Les navigateurs ne donnent un appareil photo qu’en HTTPS. Prévenez votre administrateur et saisissez le numéro.',
      failed: 'Réessayez ou saisissez le numéro.',
    },
  },
}
