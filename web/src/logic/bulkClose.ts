import type { InquiryRow, Release } from '../api/types'

const SITUATION: Partial<Record<InquiryRow['state'], string>> = {
  replied: 'replied',
  returned: 'returned',
  sent: 'awaited',
  opened: 'awaited',
}

/** The closing codes that each of the inquiries can take, as far as the rows tell; the API decides for each by itself. */
export function closingsFor(
  rows: readonly Pick<InquiryRow, 'workflow' | 'state' | 'unroutable'>[],
  release: Pick<Release, 'closingCodes' | 'workflows'>,
): Release['closingCodes'] {
  return release.closingCodes.filter(
    (code) =>
      rows.length > 0 &&
      rows.every((row) => {
        const situation = row.unroutable ? 'unroutable' : SITUATION[row.state]
        const workflow = release.workflows.find((one) => one.code === row.workflow)
        return situation !== undefined && code.when?.includes(situation) && workflow?.closingCodes?.includes(code.code)
      }),
  )
}
