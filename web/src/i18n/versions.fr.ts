import type { versions as english } from './versions'
import type { Words } from './words'

/** The sentences about two versions of what two people edit at once: part of later.ts. */
export const versions: Words<typeof english> = {
  versions: {
    title: 'Quelqu’un d’autre a enregistré entre-temps',
    text: 'Rien de ce que vous avez écrit n’est perdu. Là où vous avez tous deux changé quelque chose, décidez ce qui reste.',
    part: 'Quoi',
    theirs: 'L’autre version',
    yours: 'La vôtre',
    empty: 'vide',
    keep: 'Garder la mienne',
    take: 'Prendre l’autre',
    takenTitle: 'Quelqu’un d’autre a changé quelque chose entre-temps',
    taken: 'C’est maintenant dans le formulaire : {{parts}}. Vos changements y sont aussi. Regardez et enregistrez à nouveau.',
    goneTitle: 'Vos changements à ce brouillon n’ont pas été enregistrés',
    goneText: 'Quelqu’un a été plus rapide et ce n’est plus un brouillon. Copiez ce dont vous avez encore besoin.',
    forget: 'Oublier la mienne',
  },
}
