import type { Metric, QueryFigure, QueryRow } from '../api/types'

/** The unit of a rate: its figures say over how many items they are counted, and whether those are all. */
export const PER_ITEMS = 'per 1,000 items'

/** In how many tenths of a metric's unit a part of a whole is expressed. */
const tenthsOf = (metric: Pick<Metric, 'unit'> | undefined) => {
  if (metric?.unit === '%') return 1000
  return metric?.unit === PER_ITEMS ? 10_000 : 10
}

/** A figure from what it is made of, as the API rounds it: half up to a tenth; null when there is nothing to divide by. */
export function figureOf(metric: Pick<Metric, 'unit'> | undefined, part: number, whole: number | null): QueryFigure {
  if (whole === null) return { part, whole, value: part }
  const tenths = whole === 0 ? null : Math.floor((part * tenthsOf(metric)) / whole + 0.5)
  return { part, whole, value: tenths === null ? null : tenths / 10 }
}

function added(figures: readonly QueryFigure[], metric: Metric | undefined): QueryFigure {
  const part = figures.reduce((sum, one) => sum + one.part, 0)
  const whole = figures.some((one) => one.whole !== null) ? figures.reduce((sum, one) => sum + (one.whole ?? 0), 0) : null
  const figure = figureOf(metric, part, whole)
  if (metric?.unit !== PER_ITEMS) return figure
  const told = figures.filter((one) => one.whole)
  return {
    ...figure,
    preAdvised: figures.reduce((sum, one) => sum + (one.preAdvised ?? 0), 0),
    ...(told.length > 0 ? { complete: told.every((one) => one.complete) } : {}),
  }
}

/** Several groups as one: what they are made of adds up, shares and averages are made anew. */
export function together(rows: readonly QueryRow[], keys: string[], metrics: readonly (Metric | undefined)[]): QueryRow {
  const sum = (of: (row: QueryRow) => readonly QueryFigure[] | undefined) =>
    metrics.map((metric, at) =>
      added(
        rows.flatMap((row) => of(row)?.[at] ?? []),
        metric,
      ),
    )
  const before = rows.some((row) => row.before) ? { before: sum((row) => row.before) } : {}
  return { keys, figures: sum((row) => row.figures), ...before }
}

/** How much was counted for a figure of a group: by what a few of many are chosen. */
export const weightOf = (row: QueryRow, measure: number) => row.figures[measure]?.whole ?? row.figures[measure]?.part ?? 0

/** The groups that have a figure, or had one before: where there was nothing to divide by, there is nothing to draw. */
export function countedOf(rows: readonly QueryRow[], measure: number): QueryRow[] {
  return rows.filter((row) => [row.figures[measure], row.before?.[measure]].some((one) => (one?.value ?? null) !== null))
}

/** Which of many groups are shown, and the others as one. */
export interface Shown {
  rows: QueryRow[]
  others: QueryRow | undefined
  /** How many groups the others are. */
  count: number
}

/** By what groups are ranked: their figure, or how it moved against what it is compared with. */
export const RANKINGS = ['figure', 'change'] as const
export type Ranking = (typeof RANKINGS)[number]

/**
 * The groups for which most was counted, and all others as one: of few inquiries a share says little. What is better the higher it is comes worst
 * first, everything else highest first; groups without a figure come last. By change, whatever got worse by most comes first.
 */
export function topOf(
  rows: readonly QueryRow[],
  measure: number,
  metrics: readonly (Metric | undefined)[],
  most: number,
  by: Ranking = 'figure',
): Shown {
  const heaviest = [...rows].sort((a, b) => weightOf(b, measure) - weightOf(a, measure))
  const some = rows.length > most + 1 ? heaviest.slice(0, most) : heaviest
  const rest = heaviest.slice(some.length)
  return {
    rows: (by === 'change' ? moved : sorted)(some, measure, metrics[measure]),
    others: rest.length > 0 ? together(rest, [], metrics) : undefined,
    count: rest.length,
  }
}

/** By a figure: the worst first where higher is better, else the highest first. */
export function sorted(rows: readonly QueryRow[], measure: number, metric: Metric | undefined): QueryRow[] {
  const sign = metric?.better === 'higher' ? 1 : -1
  return [...rows].sort((a, b) => {
    const [x, y] = [a.figures[measure]?.value ?? null, b.figures[measure]?.value ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return sign * (x - y) || weightOf(b, measure) - weightOf(a, measure)
  })
}

/** By how a figure moved: what got worse by most first, of what is neither better nor worse what grew most; what cannot be compared last. */
export function moved(rows: readonly QueryRow[], measure: number, metric: Metric | undefined): QueryRow[] {
  const sign = metric?.better === 'higher' ? 1 : -1
  const by = (row: QueryRow) => movedBy(row.figures[measure], row.before?.[measure], metric)
  return [...rows].sort((a, b) => {
    const [x, y] = [by(a), by(b)]
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
    return sign * (x - y) || weightOf(b, measure) - weightOf(a, measure)
  })
}

export type Verdict = 'better' | 'worse' | 'more' | 'less' | 'same'

/** By how much a figure moved, in tenths of its unit, of times in whole minutes; undefined where there is nothing to compare. */
export function movedBy(now: QueryFigure | undefined, before: QueryFigure | undefined, metric: Metric | undefined): number | undefined {
  const [x, y] = [now?.value ?? null, before?.value ?? null]
  if (x === null || y === null) return undefined
  return metric?.unit === 'working minutes' ? Math.round(x) - Math.round(y) : Math.round((x - y) * 10) / 10
}

/** Whether that is good. */
export function verdictOf(now: QueryFigure | undefined, before: QueryFigure | undefined, metric: Metric | undefined): Verdict | undefined {
  const moved = movedBy(now, before, metric)
  if (moved === undefined) return undefined
  if (moved === 0) return 'same'
  if (metric?.better === 'higher') return moved > 0 ? 'better' : 'worse'
  if (metric?.better === 'lower') return moved < 0 ? 'better' : 'worse'
  return moved > 0 ? 'more' : 'less'
}

/** Whether a figure reaches its target, decided from what it is made of, as insight.Metric.Reaches does; undefined without a target or a figure. */
export function reaches(figure: QueryFigure | undefined, metric: Metric | undefined): boolean | undefined {
  const target = metric?.target ?? null
  const whole = figure?.whole ?? 1 // of a count
  if (!figure || target === null || whole === 0) return undefined
  const part = figure.part * (metric?.unit === '%' ? 100 : 1)
  return metric?.better === 'lower' ? part <= target * whole : part >= target * whole
}

/** Groups of two dimensions as lines and columns, each with the sum of the whole line or column. */
export interface Matrix {
  rows: readonly { key: string; row: QueryRow }[]
  columns: readonly { key: string; row: QueryRow }[]
  cell(row: string, column: string): QueryRow | undefined
  /** How many lines and columns there are beyond those that are here. */
  beyond: { rows: number; columns: number }
}

/** The lines and columns for which most was counted; ordered ones (months, hours) are all there, in their order. */
export function matrixOf(
  rows: readonly QueryRow[],
  at: readonly [number, number],
  ordered: readonly [boolean, boolean],
  measure: number,
  metrics: readonly (Metric | undefined)[],
  most: number,
): Matrix {
  const side = (place: 0 | 1) => {
    const by = new Map<string, QueryRow[]>()
    for (const row of rows) {
      const key = row.keys[at[place]] ?? ''
      by.set(key, [...(by.get(key) ?? []), row])
    }
    const all = [...by].map(([key, own]) => ({ key, row: together(own, [key], metrics) }))
    if (ordered[place]) return all.sort((a, b) => inOrder(a.key, b.key))
    return all.sort((a, b) => weightOf(b.row, measure) - weightOf(a.row, measure))
  }
  const [lines, columns] = [side(0), side(1)]
  const cells = new Map<string, QueryRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.keys[at[0]], row.keys[at[1]]])
    cells.set(key, [...(cells.get(key) ?? []), row])
  }
  const shown = [ordered[0] ? lines : lines.slice(0, most), ordered[1] ? columns : columns.slice(0, most)] as const
  return {
    rows: shown[0],
    columns: shown[1],
    cell: (row, column) => {
      const own = cells.get(JSON.stringify([row, column]))
      return own && (own.length === 1 ? own[0] : together(own, [row, column], metrics))
    },
    beyond: { rows: lines.length - shown[0].length, columns: columns.length - shown[1].length },
  }
}

/** Numbers by what they are, "9" before "10"; everything else by its letters; what is not known last. */
export function inOrder(a: string, b: string): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '')
  return /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : a.localeCompare(b)
}

/** How strong a cell is coloured, 0 to 4, between the lowest and the highest figure; beside the number, never instead of it. */
export function shadeOf(value: number | null, lowest: number, highest: number): number {
  if (value === null) return 0
  if (highest <= lowest) return 2
  return Math.min(4, Math.floor((5 * (value - lowest)) / (highest - lowest)))
}
