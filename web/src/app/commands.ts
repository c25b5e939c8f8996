import { useLayoutEffect, useRef } from 'react'

/** Something a person can do now, by name in the palette and, if it has keys, by them. */
export interface Command {
  id: string
  label: string
  group: 'go' | 'list' | 'inquiry' | 'pages'
  /** "j", "g t": letters after each other. */
  keys?: string
  run(): void
}

const registered = new Set<() => readonly Command[]>()

/** What can be done now: what the parts of the page on the screen offer, the latest first. */
export function commandsNow(): Command[] {
  const all = [...registered].reverse().flatMap((offer) => offer())
  return all.filter((one, place) => all.findIndex((other) => other.id === one.id) === place)
}

/** Offers commands as long as the caller is on the screen. */
export function useCommands(commands: readonly (Command | false | undefined)[]): void {
  const latest = useRef<readonly Command[]>([])
  // With what is drawn, not after it: a key may follow what somebody sees within the same frame.
  useLayoutEffect(() => {
    latest.current = commands.filter((one): one is Command => Boolean(one))
  })
  useLayoutEffect(() => {
    const offer = () => latest.current
    registered.add(offer)
    return () => void registered.delete(offer)
  }, [])
}
