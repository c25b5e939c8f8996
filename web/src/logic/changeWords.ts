import type { Catalogue } from './catalogue'

/** A path by codes as the places it leads through: the kind of entry each is, and its code or name. */
export interface Place {
  kind: string
  code: string
}

/** Members of a release whose entries have codes; what follows one of them in a path is a code. */
const LISTS = [
  'products',
  'workflows',
  'sections',
  'fields',
  'levels',
  'replies',
  'replyCodes',
  'closingCodes',
  'eventCodes',
  'reasonCodes',
  'actionCodes',
  'retentionCodes',
  'rejectionReasons',
  'urgencyReasons',
  'handOverReasons',
  'forceMajeureReasons',
  'targets',
  'windows',
  'proposals',
  'options',
  'labels',
]

/** "/workflows/WII/levels/2/replies/LST" as workflow WII, level 2, reply LST; a last member without a code is kept as it is. */
export function placesOf(path: string): Place[] {
  const parts = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const places: Place[] = []
  for (let i = 0; i < parts.length; i++) {
    const kind = parts[i] ?? ''
    const code = LISTS.includes(kind) ? (parts[i + 1] ?? '') : ''
    places.push({ kind, code })
    if (code) i++
  }
  return places
}

/** The name of a place in the reader's language, where the catalogue has one. */
export function nameOf({ kind, code }: Place, catalogue: Catalogue, workflow: string): string {
  switch (kind) {
    case 'products':
      return catalogue.product(code)
    case 'workflows':
      return catalogue.workflow(code)
    case 'replies':
    case 'replyCodes':
      return catalogue.reply(code)
    case 'closingCodes':
      return catalogue.closing(code)
    case 'eventCodes':
      return catalogue.event(code)
    case 'reasonCodes':
      return catalogue.reason(code)
    case 'actionCodes':
      return catalogue.action(code)
    case 'retentionCodes':
      return catalogue.retention(code)
    case 'rejectionReasons':
      return catalogue.rejection(code)
    case 'urgencyReasons':
      return catalogue.urgency(code)
    case 'handOverReasons':
      return catalogue.handOver(code)
    case 'forceMajeureReasons':
      return catalogue.forceMajeure(code)
    case 'sections':
      return catalogue.section(workflow, code)
    case 'levels':
      return catalogue.level(workflow, Number(code))
    case 'fields':
      return workflow ? catalogue.fieldName(workflow, code) : code
    default:
      return code
  }
}
