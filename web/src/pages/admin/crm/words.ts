import { useTranslation } from 'react-i18next'
import type { Rule } from '../../../api/crm'
import { useWorkplace } from '../../../app/workplace'
import { type Part, type Parts, partName } from '../../../logic/crmMapping'
import type { PartWords } from '../../../parts/Overtaken'

/** What the parts of a mapping are called, and what stands there. */
export function useMappingWords() {
  const { t } = useTranslation()
  const { catalogue } = useWorkplace()
  const fieldName = (code: string) => {
    const workflow = catalogue.release.workflows.find((one) => catalogue.requestFields(one.code).some((field) => field.code === code))
    return workflow ? catalogue.fieldName(workflow.code, code) : code
  }
  const memberName = (member: string) =>
    member.startsWith('fields.') ? fieldName(member.slice('fields.'.length)) : t(`crm.member.${member as 'case'}`)
  const rule = ({ from, table, otherwise }: Rule) =>
    [
      from && t('crm.part.from', { expression: from }),
      table && t('crm.part.by', { table }),
      otherwise && t('crm.part.otherwise', { value: otherwise }),
    ]
      .filter(Boolean)
      .join('\n')
  /** A value that is not a field and has no rule stands in the form all the same, empty. */
  const said = (name: string) => (part: Part | undefined) => {
    if (part === undefined) return /^(fields|tables|lines)\./.test(name) ? t('crm.part.missing') : ''
    if (part === true) return t('crm.part.there')
    return Array.isArray(part) ? part[0] || t('crm.mapping.nothing') : rule(part as Rule)
  }
  const nameOf = (name: string) => {
    const of = partName(name)
    if ('member' in of) return memberName(of.member)
    return of.word === undefined ? t('crm.part.table', of) : t('crm.part.line', { ...of, word: of.word })
  }
  const partWords = (...of: readonly Parts[]): PartWords<Parts> =>
    Object.fromEntries(of.flatMap((one) => Object.keys(one)).map((name) => [name, [nameOf(name), said(name)]]))
  return { fieldName, memberName, partWords }
}
