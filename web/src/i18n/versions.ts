/** The sentences about two versions of what two people edit at once: part of later.ts. */
export const versions = {
  versions: {
    title: 'Somebody else saved this meanwhile',
    text: 'Nothing of yours is lost. Where both of you changed something, decide what is to stand.',
    part: 'What',
    theirs: 'Theirs',
    yours: 'Yours',
    empty: 'empty',
    keep: 'Keep mine',
    take: 'Take theirs',
    takenTitle: 'Somebody else changed something meanwhile',
    taken: 'It stands in the form now: {{parts}}. What you changed is there too. Look at it and save again.',
    goneTitle: 'What you changed of this draft was not saved',
    goneText: 'Somebody else was quicker and it is no longer a draft. Copy what is still needed.',
    forget: 'Forget mine',
  },
}
