import { useTranslation } from 'react-i18next'
import type { Happening, Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { Catalogue } from '../../logic/catalogue'
import { languageNames } from '../../logic/languages'
import { originalOf, theirLanguage } from '../../logic/original'

interface Props {
  happening: Happening
  inquiry: Inquiry
  catalogue: Catalogue
  /** The call centre that said it. */
  centre: string | undefined
}

/** A turn as it was sent, a click away: codes, the sender's own words for them, the language of what was written, the release of the catalogue. */
export function AsSent({ happening, inquiry, catalogue, centre }: Props) {
  const { t } = useTranslation()
  const { operator, callCentre, language } = useWorkplace()
  const theirs = theirLanguage(catalogue.release, callCentre(centre)?.languages ?? operator(happening.actor.operator)?.languages ?? [])
  const sender = new Catalogue(catalogue.release, theirs)
  const names = {
    question: t('original.question'),
    reply: t('original.reply'),
    reason: t('original.reason'),
    closing: t('original.closing'),
  }
  const parts = originalOf(happening, inquiry, catalogue, sender, names)
  const written =
    happening.reply?.language || happening.language || (happening.kind === 'sent' && inquiry.fields.remark ? inquiry.fields.language : '')
  return (
    <details className="wa-small wa-original">
      <summary>{t('original.title')}</summary>
      {parts.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('original.part')}</th>
              <th scope="col">{t('original.code')}</th>
              <th scope="col">{t('original.words', { language: languageNames([theirs], language) })}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={`${part.name} ${part.code}`}>
                <th scope="row">{part.name}</th>
                <td>
                  <code>{part.code}</code>
                </td>
                <td lang={theirs}>{part.words || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>
        {written ? `${t('original.written', { language: languageNames([String(written)], language) })} ` : ''}
        {t('original.release', { version: catalogue.release.version })}
      </p>
    </details>
  )
}
