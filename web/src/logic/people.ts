/** Call centres where somebody works no more after a change: all of them for who is let in no more. */
export function leaves(before: readonly string[], after: readonly string[], active: boolean): string[] {
  return before.filter((one) => !active || !after.includes(one))
}

/** What a change lacks before it can be saved, by field. */
export function lacking(roles: readonly string[], centres: readonly string[]): { roles: boolean; centres: boolean } {
  return { roles: roles.length === 0, centres: roles.includes('agent') && centres.length === 0 }
}
