import { useTranslation } from 'react-i18next'
import type { Expectation } from '../../api/types'
import { useWorkplace } from '../../app/workplace'

/** What an event or a message of the data hub is: "Arrival at inward office of exchange". */
export function useMessageNames() {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  return (one: Expectation) => (one.kind === 'event' ? catalogue.event(one.code) : t(`hub.kind.${one.kind as 'reception'}`))
}

/** The same with its code: "EMD, Arrival at inward office of exchange". */
export function useMessageWords() {
  const name = useMessageNames()
  return (one: Expectation) => (name(one) === one.code ? one.code : `${one.code}, ${name(one)}`)
}
