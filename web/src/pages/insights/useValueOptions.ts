import { useCallback } from 'react'
import { useCentres } from '../../api/directory'
import { useWorkplace } from '../../app/workplace'
import { useValueWords } from './words'

interface Option {
  value: string
  label: string
  tags?: string[]
}

/** The values of a dimension that can be filtered by, by name; those that are chosen already are always among them. */
export function useValueOptions(): (dimension: string, chosen: readonly string[]) => Option[] {
  const { operators, operatorName, catalogue, me, can } = useWorkplace()
  const centres = useCentres().data?.items
  const words = useValueWords()
  const network = can('network-administrator')
  return useCallback(
    (dimension, chosen) => {
      const codes = (all: readonly string[]) => all.map((value): Option => ({ value, label: words(dimension, value) }))
      const byName = (all: Option[]) => all.sort((a, b) => a.label.localeCompare(b.label))
      const counted = (from: number, to: number) => codes(Array.from({ length: to - from + 1 }, (_, k) => String(from + k)))
      const offered = (): Option[] => {
        switch (dimension) {
          case 'operator':
          case 'partner':
            return byName(operators.map((one) => ({ value: one.code, label: one.name, tags: [one.country] })))
          case 'centre':
          case 'partnerCentre':
            return byName(
              (centres ?? [])
                .filter((one) => network || one.operator === me.operator?.code)
                .map((one) => ({ value: one.id, label: one.name, ...(network ? { tags: [operatorName(one.operator)] } : {}) })),
            )
          case 'product':
            return codes(catalogue.release.products.map((one) => one.code))
          case 'workflow':
            return codes(catalogue.release.workflows.map((one) => one.code))
          case 'replyCode':
            return codes(catalogue.release.replyCodes.map((one) => one.code))
          case 'level':
            return counted(1, Math.max(1, ...catalogue.release.workflows.flatMap((one) => one.levels.map((level) => level.level))))
          case 'replyClass':
            return codes(['C', 'I', 'N'])
          case 'actor':
            return codes(['agent', 'automatic', 'machine', 'system'])
          case 'urgent':
            return codes(['yes', 'no'])
          case 'weekday':
            return counted(1, 7)
          case 'hour':
            return counted(0, 23)
          default:
            return []
        }
      }
      const all = offered()
      return [...codes(chosen.filter((one) => !all.some(({ value }) => value === one))), ...all]
    },
    [operators, operatorName, catalogue, me, network, centres, words],
  )
}
