import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../api/invitations'
import { useFlash } from '../../../app/flash'

/** Says above the page what became of an invitation's letter: bad news stays until it is dismissed. */
export function useLetterWords(): (of: Invitation) => void {
  const { t } = useTranslation()
  const flash = useFlash()
  return ({ letter, name, email }) => {
    if (letter === 'sent') flash.done(t('people.invitations.sent', { name, email }))
    else flash.warned(t(`people.invitations.letter.${letter}`))
  }
}
