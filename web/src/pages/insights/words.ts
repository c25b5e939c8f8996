import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Metric, QueryDefinition, QueryFigure } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { formatMinutes } from '../../logic/duration'
import { type Dimension, isDimension, SIDES } from '../../logic/insightQuery'
import { PER_ITEMS } from '../../logic/insightRows'
import { formatDate, formatMonth } from '../../logic/instant'
import { formatPercent } from '../../logic/percent'

const CLASSES = ['C', 'I', 'N'] as const
const ACTORS = ['agent', 'automatic', 'machine', 'system'] as const
/** The name under which agents, or other posts, with too few inquiries stand together. */
const FEW = 'few'
/** So many weeks are named one by one. */
const FEW_WEEKS = 3
const oneOf = <T extends string>(all: readonly T[], value: string) => all.find((one) => one === value)

/** 1 is Monday. */
export function weekdayName(day: string, language: string, weekday: 'long' | 'short' = 'long'): string {
  return new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, Number(day))))
}

/** What a value of a dimension is called. */
export function useValueWords(): (dimension: string, value: string, short?: boolean) => string {
  const { t } = useTranslation()
  const { catalogue, operatorName, callCentre, language } = useWorkplace()
  return useCallback(
    (dimension, value, short = false) => {
      if (value === '' && dimension !== 'agent')
        return t(`insights.unknown.${dimension === 'centre' || dimension === 'partnerCentre' ? 'centre' : 'other'}`)
      switch (dimension as Dimension) {
        case 'agent':
          if (value === '') return t('insights.agent.none')
          return value === FEW ? t('insights.agent.few') : t('insights.agent.name', { code: value.slice(0, 4).toUpperCase() })
        case 'operator':
          return value === FEW ? t('insights.fewPosts') : operatorName(value)
        case 'partner':
          return operatorName(value)
        case 'centre':
        case 'partnerCentre':
          return callCentre(value)?.name ?? value
        case 'product':
          return catalogue.product(value)
        case 'workflow':
          return catalogue.workflow(value)
        case 'level':
          return t('insights.level', { level: value })
        case 'replyCode':
          return catalogue.reply(value)
        case 'replyClass': {
          const known = oneOf(CLASSES, value)
          return known ? t(`insights.class.${known}`) : value
        }
        case 'actor': {
          const known = oneOf(ACTORS, value)
          return known ? t(`insights.actor.${known}`) : value
        }
        case 'urgent':
          return t(value === 'yes' ? 'insights.urgent.yes' : 'insights.urgent.no')
        case 'side': {
          const known = oneOf(SIDES, value)
          return known ? t(`reporting.side.${known}`) : value
        }
        case 'month':
          return short
            ? new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(`${value}-01`))
            : formatMonth(value, language)
        case 'week':
          return short
            ? new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(new Date(value))
            : t('insights.week', { date: formatDate(value, language) })
        case 'day':
        case 'localDay':
          return short
            ? new Intl.DateTimeFormat(language, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).format(new Date(value))
            : formatDate(value, language)
        case 'weekday':
          return weekdayName(value, language, short ? 'short' : 'long')
        case 'hour':
          return short ? value : t('insights.hour', { from: value.padStart(2, '0'), to: String((Number(value) + 1) % 24).padStart(2, '0') })
        default:
          return value
      }
    },
    [t, catalogue, operatorName, callCentre, language],
  )
}

/** The names of metrics in the reader's language; one that these pages do not know yet keeps the API's. */
export function useMetricName(): (metric: Metric | undefined, code?: string) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (metric, code = metric?.code ?? '') =>
      i18n.exists(`reporting.metric.${code}`) ? t(`reporting.metric.${code as 'requests'}`) : (metric?.name ?? code),
    [t, i18n],
  )
}

export interface FigureWords {
  /** "97.5%", "3 h 20 min", "1,204"; a dash where there is nothing to divide by. */
  say(figure: QueryFigure | undefined, metric: Metric | undefined): string
  value(value: number, metric: Metric | undefined): string
  /** What it is made of: "39 of 40"; of a rate over how many items, and whether those are all. */
  parts(figure: QueryFigure | undefined, metric: Metric | undefined): string
  /** How far it moved, with its sign: "+3.2 points". */
  moved(by: number, metric: Metric | undefined): string
}

export function useFigureWords(): FigureWords {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  return useMemo(() => {
    const number = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value)
    const tenth = (value: number) => new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value)
    const value = (of: number, metric: Metric | undefined) => {
      if (metric?.unit === '%') return formatPercent(of, language)
      if (metric?.unit === PER_ITEMS) return t('insights.items.rate', { value: tenth(of) })
      return metric?.unit === 'working minutes' ? formatMinutes(of, language) : number(of)
    }
    return {
      value,
      say: (figure, metric) => (figure && figure.value !== null ? value(figure.value, metric) : t('reports.none')),
      parts: (figure, metric) => {
        if (!figure || figure.whole === null) return ''
        if (metric?.unit === PER_ITEMS) {
          const counts = {
            part: number(figure.part),
            count: figure.whole,
            items: number(figure.whole),
            advised: number(figure.preAdvised ?? 0),
          }
          if (figure.whole === 0) return t('insights.items.none', counts)
          return t(figure.complete ? 'insights.items.whole' : 'insights.items.told', counts)
        }
        return metric?.unit === '%'
          ? t('reporting.counts', { part: figure.part, whole: figure.whole })
          : t('insights.averageOf', { count: figure.whole })
      },
      moved: (by, metric) => {
        const sign = by > 0 ? '+' : by < 0 ? '−' : '±'
        const size = Math.abs(by)
        return `${sign}${metric?.unit === '%' ? t('insights.points', { count: size }) : value(size, metric)}`
      },
    }
  }, [t, language])
}

/** Several words as one: "call centre and product". */
export function useListed(): (words: readonly string[]) => string {
  const { language } = useWorkplace()
  return useCallback((words) => new Intl.ListFormat(language, { type: 'conjunction' }).format(words), [language])
}

/** What a dimension is called inside a sentence. */
export function useDimensionName(): (dimension: string) => string {
  const { t } = useTranslation()
  return useCallback((dimension) => (isDimension(dimension) ? t(`insights.dimension.${dimension}`) : dimension), [t])
}

/** What a dimension is called where it stands alone: over a column, beside a choice. */
export function useDimensionTitle(): (dimension: string) => string {
  const named = useDimensionName()
  const { language } = useWorkplace()
  return useCallback(
    (dimension) => {
      const [first = '', ...rest] = named(dimension)
      return first.toLocaleUpperCase(language) + rest.join('')
    },
    [named, language],
  )
}

/** What a question is about, in words: its months, sides and filters. */
export function useQuestionWords() {
  const { t } = useTranslation()
  const { language } = useWorkplace()
  const words = useValueWords()
  const named = useDimensionName()
  const title = useDimensionTitle()
  const listed = useListed()
  return useMemo(() => {
    /** Many weeks as the first to the last. */
    const spanned = (dimension: string, values: readonly string[]) => {
      const [first, last] = [[...values].sort()[0], [...values].sort().at(-1)]
      if (dimension !== 'week' || values.length <= FEW_WEEKS || !first || !last) return undefined
      return t('insights.fromTo', { from: formatDate(first, language), to: formatDate(last, language) })
    }
    return {
      by: (dimensions: readonly string[]) =>
        dimensions.length === 0 ? t('insights.allTogether') : t('insights.by', { what: listed(dimensions.map(named)) }),
      months: ({ from, to }: Pick<QueryDefinition, 'from' | 'to'>) =>
        from === to
          ? formatMonth(from, language)
          : t('insights.fromTo', { from: formatMonth(from, language), to: formatMonth(to, language) }),
      sides: (sides: readonly string[]) => sides.map((one) => words('side', one)).join(' / '),
      filters: (filters: QueryDefinition['filters']) =>
        (filters ?? []).map(({ dimension, values }) =>
          t('insights.filtered', {
            dimension: title(dimension),
            values: spanned(dimension, values) ?? values.map((one) => words(dimension, one)).join(', '),
          }),
        ),
      compared: (compare: string | undefined) =>
        compare === 'before' || compare === 'lastYear' ? t(`insights.comparedWith.${compare}`) : '',
    }
  }, [t, language, words, named, title, listed])
}
