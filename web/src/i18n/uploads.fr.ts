import type { uploads as english } from './uploads'
import type { Words } from './words'

/** The sentences about files of tracking messages: part of fr.ts. */
export const uploads: Words<typeof english> = {
  uploads: {
    title: 'Envoyer un fichier',
    about:
      'Événements de suivi en NDJSON, JSON ou EDIFACT, tels quels ou compressés avec gzip, jusqu’à 1 Go. Un fichier est vérifié jusqu’au bout avant que quoi que ce soit en soit repris.',
    choose: 'Choisir des fichiers',
    tooLarge: '{{name}} dépasse 1 Go. Envoyez-le en plusieurs parties.',
    empty: '{{name}} est vide.',
    uploading: 'Envoi de {{name}}',
    awaited: '{{name}} est arrivé et attend d’être vérifié',
    checking: 'Vérification de {{name}}',
    sending: 'Reprise des enregistrements de {{name}}',
    read: '{{read}} sur {{size}}',
    taken: '{{done}} enregistrements sur {{records}}',
    sentTitle: '{{name}} a été repris',
    sent: '{{records}} enregistrements, dont {{rejected}} rejetés. Ils apparaissent auprès de leurs envois en quelques secondes.',
    receipt: 'Récépissé {{receipt}}',
    refusedTitle: '{{name}} a été refusé\u202f; rien n’en a été repris',
    failedTitle: '{{name}} n’a pas pu être envoyé',
    where: '{{where}} – {{reason}}',
    why: {
      'archive-too-large':
        'Une fois décompressé, il dépasse tout fichier d’enregistrements. Envoyez-le en plusieurs parties ou sans compression.',
      'upload-damaged': 'Ce qui est arrivé n’est pas le fichier annoncé. Envoyez-le de nouveau.',
      'message-empty': 'Il est vide.',
      'message-unreadable': 'Il n’est pas lisible jusqu’au bout comme NDJSON, JSON ou EDIFACT.',
      'message-invalid': 'Il est lisible mais enfreint une règle\u202f; il se peut que quelque chose y manque.',
      'message-rejected': 'Aucun de ses enregistrements ne peut être accepté.',
      'media-type-unsupported': 'Ce n’est ni du NDJSON, ni du JSON, ni de l’EDIFACT.',
    },
    noneTitle: 'Aucun fichier envoyé depuis cette fenêtre',
    none: 'Choisissez un fichier ci-dessus. Les petits messages peuvent aussi passer par l’API\u202f; dans les deux cas, un récépissé en rend compte.',
  },
}
