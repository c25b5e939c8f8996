import type { scan as english } from './scan'
import type { Words } from './words'

/** The sentences about reading numbers with a camera: part of later.ts. */
export const scan: Words<typeof english> = {
  scan: {
    button: 'Mit der Kamera scannen',
    title: 'Ein Etikett scannen',
    help: 'Halten Sie den Strichcode des Etiketts entlang der Linie vor die Kamera. Kein Bild verlässt dieses Gerät.',
    helpMany: 'Halten Sie ein Etikett nach dem anderen entlang der Linie vor die Kamera. Kein Bild verlässt dieses Gerät.',
    picture: 'Was die Kamera sieht',
    starting: 'Die Kamera wird geöffnet. Ihr Browser fragt vielleicht, ob Sie das erlauben.',
    looking: 'Es wird nach einer Nummer gesucht',
    read: 'Gelesen: {{number}}',
    torch: 'Licht',
    close: 'Schließen',
    done_one: 'Fertig, {{count}} Nummer',
    done_other: 'Fertig, {{count}} Nummern',
    without: {
      refused: 'Die Kamera ist hier nicht erlaubt',
      none: 'Es wurde keine Kamera gefunden',
      busy: 'Die Kamera kann gerade nicht benutzt werden',
      insecure: 'Die Kamera kann unter dieser Adresse nicht benutzt werden',
      failed: 'Die Kamera ist nicht angelaufen',
    },
    instead: {
      refused:
        'Erlauben Sie sie für diese Website in den Einstellungen Ihres Browsers und versuchen Sie es erneut, oder tippen Sie die Nummer ein.',
      none: 'Schließen Sie eine an oder tippen Sie die Nummer ein. Ein Handscanner, der tippt, geht im Feld auch.',
      busy: 'Vielleicht benutzt sie ein anderes Programm. Schließen Sie es und versuchen Sie es erneut, oder tippen Sie die Nummer ein.',
      insecure: 'Browser geben Seiten nur über HTTPS eine Kamera. Sagen Sie es Ihrer Administration und tippen Sie die Nummer ein.',
      failed: 'Versuchen Sie es erneut, oder tippen Sie die Nummer ein.',
    },
  },
}
