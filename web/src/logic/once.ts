/** A step that was sent, and the key under which a second try is the same one. */
export interface Sent {
  key: string
  what: string
}

/** The key of a step: the one it was sent with before, as long as nobody answered, so that a lost answer makes no second step. */
export function sentAs(before: Sent | undefined, what: string, fresh: () => string): Sent {
  return before?.what === what ? before : { key: fresh(), what }
}

/** Whether the API has decided: then the next try is another step. */
export function answered(status: number): boolean {
  return status > 0 && status < 500
}
