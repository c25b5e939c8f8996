import type { versions as english } from './versions'
import type { Words } from './words'

/** The sentences about two versions of what two people edit at once: part of later.ts. */
export const versions: Words<typeof english> = {
  versions: {
    title: 'Otra persona lo ha guardado entretanto',
    text: 'No se ha perdido nada suyo. Donde ambos cambiaron algo, decida qué debe quedar.',
    part: 'Qué',
    theirs: 'La otra versión',
    yours: 'La suya',
    empty: 'vacío',
    keep: 'Conservar la mía',
    take: 'Tomar la otra',
    takenTitle: 'Otra persona ha cambiado algo entretanto',
    taken: 'Ahora está en el formulario: {{parts}}. Lo que usted cambió también está. Revíselo y guarde de nuevo.',
    goneTitle: 'Lo que cambió en este borrador no se ha guardado',
    goneText: 'Otra persona fue más rápida y ya no es un borrador. Copie lo que aún necesite.',
    forget: 'Olvidar la mía',
  },
}
