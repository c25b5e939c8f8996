import type { uploads as english } from './uploads'
import type { Words } from './words'

/** The sentences about files of tracking messages: part of de.ts. */
export const uploads: Words<typeof english> = {
  uploads: {
    title: 'Datei senden',
    about:
      'Sendungsereignisse als NDJSON, JSON oder EDIFACT, auch mit gzip gepackt, bis 1 GB. Eine Datei wird bis zum Ende geprüft, bevor etwas daraus übernommen wird.',
    choose: 'Dateien wählen',
    tooLarge: '{{name}} ist größer als 1 GB. Senden Sie sie in Teilen.',
    empty: '{{name}} ist leer.',
    uploading: '{{name}} wird gesendet',
    awaited: '{{name}} ist angekommen und wartet auf die Prüfung',
    checking: '{{name}} wird geprüft',
    sending: 'Die Datensätze aus {{name}} werden übernommen',
    read: '{{read}} von {{size}}',
    taken: '{{done}} von {{records}} Datensätzen',
    sentTitle: '{{name}} wurde übernommen',
    sent: '{{records}} Datensätze, davon {{rejected}} abgelehnt. Sie erscheinen binnen Sekunden bei ihren Sendungen.',
    receipt: 'Quittung {{receipt}}',
    refusedTitle: '{{name}} wurde abgelehnt; nichts daraus wurde übernommen',
    failedTitle: '{{name}} konnte nicht gesendet werden',
    where: '{{where}} – {{reason}}',
    why: {
      'archive-too-large': 'Sie entpackt sich zu mehr, als eine Datei mit Datensätzen enthält. Senden Sie sie in Teilen oder ungepackt.',
      'upload-damaged': 'Angekommen ist nicht die angekündigte Datei. Senden Sie sie noch einmal.',
      'message-empty': 'Sie ist leer.',
      'message-unreadable': 'Sie lässt sich nicht bis zum Ende als NDJSON, JSON oder EDIFACT lesen.',
      'message-invalid': 'Sie ist lesbar, verletzt aber eine Regel; es könnte etwas fehlen.',
      'message-rejected': 'Keiner ihrer Datensätze kann angenommen werden.',
      'media-type-unsupported': 'Sie ist weder NDJSON noch JSON noch EDIFACT.',
    },
    noneTitle: 'Aus diesem Fenster wurde noch keine Datei gesendet',
    none: 'Wählen Sie oben eine Datei. Kleine Nachrichten können auch über die API kommen; für beide gibt es eine Quittung.',
  },
}
