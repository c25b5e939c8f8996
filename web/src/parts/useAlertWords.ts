import { useTranslation } from 'react-i18next'
import type { AlertView } from '../api/alerts'
import { useWorkplace } from '../app/workplace'
import { spacedItemId } from '../logic/itemId'

/** What an alert says: its title, why, and what to do about it. */
export function useAlertWords() {
  const { t } = useTranslation()
  const { operatorName, catalogue, country } = useWorkplace()
  return (alert: AlertView) => {
    const late = alert.kind === 'lateItems'
    const words = {
      country: late ? country(alert.reason) || t('late.unknownLane') : '',
      partner: operatorName(alert.partner),
      item: spacedItemId(alert.itemId).replaceAll(' ', '\u00a0'),
    } // never broken over two lines
    const kind = alert.kind as 'new'
    const because =
      alert.kind === 'unroutable'
        ? t(`related.unroutable.${alert.reason as 'centre-closed'}`)
        : alert.reason && !late
          ? [catalogue.rejection, catalogue.handOver, catalogue.forceMajeure, catalogue.reply, catalogue.event]
              .map((say) => say(alert.reason))
              .find((text) => text !== alert.reason)
          : undefined
    const say = (part: string) => t(`alert.${kind}.${part}` as 'alert.new.title', { ...words, defaultValue: '' })
    return {
      words,
      title: (alert.kind === 'approaching' && (alert.stage ?? 0) > 1 ? say('titleSoon') : '') || say('title') || words.item,
      // who must act depends on the side for some kinds; the others have one sentence
      next: (alert.side === 'requester' ? say('nextRequester') : '') || say('next'),
      reason: because ? t('alerts.because', { reason: because }) : '',
    }
  }
}
