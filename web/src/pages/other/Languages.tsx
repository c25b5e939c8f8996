import { useTranslation } from 'react-i18next'
import { keepLanguage } from '../../app/preferences'
import { LANGUAGES, OWN_NAMES } from '../../logic/languages'

/** The languages of the pages, for who can't sign in because of the language they stand in. */
export function Languages() {
  const { t, i18n } = useTranslation()
  return (
    <nav className="wa-landing-languages" aria-label={t('language.label')}>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-current={one === i18n.language ? 'true' : undefined}
          onClick={() => void keepLanguage('', one).catch(() => undefined)}
        >
          {OWN_NAMES[one]}
        </button>
      ))}
    </nav>
  )
}
