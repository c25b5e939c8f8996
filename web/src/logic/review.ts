/** What a supervisor gives on a score sheet, and the version of the review that they began on. */
export interface Scoring {
  version: number
  scores: Record<string, number>
  comment: string
}

/** What stands on a sheet: what was begun, with its version, also when somebody else saves another one; else what is kept. */
export function scoringOf(kept: { version: number; scores: Record<string, number>; comment?: string }, begun: Scoring | null): Scoring {
  return begun ?? { version: kept.version, scores: kept.scores, comment: kept.comment ?? '' }
}
