import type { askMany as english } from './askMany'
import type { Words } from './words'

/** The sentences about one question for several items: part of later.ts. */
export const askMany: Words<typeof english> = {
  askMany: {
    button_one: 'Danach fragen',
    button_other: 'Nach diesen {{count}} fragen',
    title: 'Nach mehreren Sendungen fragen',
    about:
      'Eine Frage für jede. Was vollständig ist, wird gesendet; was unvollständig ist, bleibt als Entwurf, damit nichts verloren geht.',
    empty: 'Es sind noch keine Sendungen da',
    emptyText: 'Suchen Sie sie zuerst, dann wählen Sie die Frage',
    question: 'Die Frage',
    which: 'Was möchten Sie wissen?',
    lines: 'Sendungen',
    all: 'Nach allen fragen',
    one: 'Nach {{item}} fragen',
    told: 'Die Sendungsverfolgung sagt',
    tellsNothing: 'Nichts, was sie beantwortet',
    what: 'Was daraus wird',
    common: 'Für alle gleich',
    commonHelp: 'Was Sie leer lassen, kommt aus der Sendungsverfolgung der einzelnen Sendung.',
    nothing: 'Wählen Sie die Sendungen, nach denen gefragt wird.',
    someDrafts_one: '{{count}} Sendung; {{drafts}} davon ist unvollständig und wird ein Entwurf.',
    someDrafts_other: '{{count}} Sendungen; {{drafts}} davon sind unvollständig und werden Entwürfe.',
    allSent_one: '{{count}} Frage ist vollständig.',
    allSent_other: '{{count}} Fragen sind vollständig.',
    send_one: 'Nach {{count}} Sendung fragen',
    send_other: 'Nach {{count}} Sendungen fragen',
    sent: 'Gesendet.',
    draft: 'Als Entwurf gespeichert.',
    finish: 'Fertigstellen',
    open: 'Wird schon gefragt',
    answered: 'Nicht gefragt: Die Sendungsverfolgung beantwortet es',
    notChosen: 'Nicht gefragt',
    becomesSent: 'Wird gesendet',
    becomesDraft: 'Wird ein Entwurf; es fehlt:',
    alone: 'Einzeln fragen',
  },
}
