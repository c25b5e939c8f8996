/** What a supervisor gives on a score sheet, part by part: the comment, and the points of each criterion as "score.<code>". */
export type Sheet = { comment: string } & Record<string, number | string>

const SCORE = 'score.'

/** What stands on a sheet that is kept. */
export function sheetOf(review: { scores: Readonly<Record<string, number>>; comment?: string }): Sheet {
  return {
    ...Object.fromEntries(Object.entries(review.scores).map(([code, points]) => [SCORE + code, points])),
    comment: review.comment ?? '',
  }
}

/** The points that a sheet gives, by criterion. */
export function scoresOn(sheet: Sheet): Record<string, number> {
  return Object.fromEntries(
    Object.entries(sheet).flatMap(([part, points]) =>
      part.startsWith(SCORE) && typeof points === 'number' ? [[part.slice(SCORE.length), points]] : [],
    ),
  )
}
