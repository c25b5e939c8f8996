import type { together as english } from './together'
import type { Words } from './words'

/** The sentences of an inquiry's page about what is known besides what was said: part of later.ts. */
export const together: Words<typeof english> = {
  together: {
    label: 'Was davon gezeigt wird',
    withItem: 'Mit dem Weg der Sendung',
    alone: 'Nur das Gespräch',
    item: 'Die Sendung',
    inquiry: 'Die Nachforschung',
    now: 'Jetzt',
    beside: 'Ihre Scans stehen beim Gespräch.',
  },
  original: {
    title: 'So, wie es gesendet wurde',
    part: 'Was',
    code: 'Code',
    words: 'Auf {{language}}',
    question: 'Frage',
    reply: 'Antwort',
    reason: 'Grund',
    closing: 'Wie sie endete',
    written: 'Auf {{language}} geschrieben, unverändert gezeigt.',
    told: 'So, wie es gemeldet wurde',
    from: 'in {{message}} von {{who}}',
    release: 'Codes der Katalogausgabe {{version}}.',
  },
  preview: {
    show: 'Ansehen',
    of: '{{name}} ansehen',
    download: 'Herunterladen',
    failed: 'Das Dokument kann hier nicht gezeigt werden.',
    instead: 'Laden Sie es herunter, um es anzusehen.',
  },
  history: {
    title: 'Außerdem zu dieser Sendung',
    duplicate: 'Fragt dasselbe',
    between: '{{requester}} an {{replier}}',
    merge: 'Eine von beiden genügt: {{menu}}, dann {{entry}}.',
  },
}
