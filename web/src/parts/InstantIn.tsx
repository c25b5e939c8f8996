import { Instant } from './Instant'

/** Stands in a sentence where the instant goes: no keyboard has it. */
const MARK = '\u0000'

interface Props {
  /** The sentence with something in the place of its instant, so that each language puts that where it belongs. */
  words(instant: string): string
  at: string
  otherZone: string | undefined
}

/** A sentence with an instant in it, whose other side's time is on hover and on focus there, too. */
export function InstantIn({ words, at, otherZone }: Props) {
  const [before = '', ...after] = words(MARK).split(MARK)
  return (
    <>
      {before}
      {after.length > 0 && <Instant at={at} otherZone={otherZone} />}
      {after.join('')}
    </>
  )
}
