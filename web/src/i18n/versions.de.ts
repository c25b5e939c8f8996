import type { versions as english } from './versions'
import type { Words } from './words'

/** The sentences about two versions of what two people edit at once: part of later.ts. */
export const versions: Words<typeof english> = {
  versions: {
    title: 'Inzwischen hat jemand anderes gespeichert',
    text: 'Von Ihnen ist nichts verloren. Wo beide etwas geändert haben, entscheiden Sie, was gilt.',
    part: 'Was',
    theirs: 'Dort',
    yours: 'Hier',
    empty: 'leer',
    keep: 'Meines behalten',
    take: 'Das andere übernehmen',
    takenTitle: 'Inzwischen hat jemand anderes etwas geändert',
    taken: 'Es steht jetzt im Formular: {{parts}}. Was Sie geändert haben, ist auch da. Sehen Sie es an und speichern Sie noch einmal.',
    goneTitle: 'Was Sie an diesem Entwurf geändert haben, wurde nicht gespeichert',
    goneText: 'Jemand war schneller, und es ist kein Entwurf mehr. Kopieren Sie, was noch gebraucht wird.',
    forget: 'Meines vergessen',
  },
}
