import { useTranslation } from 'react-i18next'
import { modifier, together } from '../logic/keySequence'
import { useMedia } from './useMedia'

/** What keys are called on the keyboard in front of the reader. */
export function useKeyWords(): { held: string; enter: string; palette: string; submit: string } {
  const { t } = useTranslation()
  const ctrl = t('command.ctrl')
  const enter = t('command.enter')
  const both = (key: string) => together(navigator.platform, ctrl, key)
  return { held: modifier(navigator.platform, ctrl), enter, palette: both('K'), submit: both(enter) }
}

/** Whether there is a keyboard to speak of: on a phone, and where one only taps, there is none. */
export const useKeyboard = (): boolean => !useMedia('(max-width: 688px), (hover: none)')
