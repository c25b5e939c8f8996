/** Where a run of reports stands; see the API's stages. */
export type RunStage = 'waiting' | 'running' | 'stopped' | 'superseded' | 'left' | 'done'

/** Whether a run soon stands somewhere else. One that stopped is taken up at night, and others that are not done never are. */
export function isUnderWay({ stage }: { stage: string }): boolean {
  return stage === 'waiting' || stage === 'running'
}

/** Whether a correction was made for nothing: it is done, and no figure differed. */
export function changedNothing(run: { kind: string; stage: string; made: number }): boolean {
  return run.kind === 'correction' && run.stage === 'done' && run.made === 0
}
