import Alert from '@cloudscape-design/components/alert'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** A part that stands otherwise in two versions, in words. */
export interface Difference {
  part: string
  theirs: string
  yours: string
}

interface Props {
  header: string
  differences: readonly Difference[]
  /** What is said before the two versions. */
  children: ReactNode
  /** What can be done about it. */
  actions: ReactNode
}

/** What somebody else saved and what was made here, part by part beside each other. It takes the focus: whoever pressed Save learns that nothing was saved. */
export function TwoVersions({ header, differences, children, actions }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const said = (words: string) => words || <span className="wa-soft">{t('versions.empty')}</span>
  return (
    <section ref={box} tabIndex={-1} aria-label={header} className="wa-two-versions">
      <Alert type="warning" header={header}>
        {children}
        <table>
          <thead>
            <tr>
              <th scope="col">{t('versions.part')}</th>
              <th scope="col">{t('versions.theirs')}</th>
              <th scope="col">{t('versions.yours')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ part, theirs, yours }) => (
              <tr key={part}>
                <th scope="row">{part}</th>
                <td>{said(theirs)}</td>
                <td>{said(yours)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {actions}
      </Alert>
    </section>
  )
}
