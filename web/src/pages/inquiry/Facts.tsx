import type { Field, Inquiry, Values } from '../../api/types'
import type { Catalogue } from '../../logic/catalogue'
import { isEmpty } from '../../logic/fields'
import { useValueWords } from './values'

interface Props {
  fields: readonly Field[]
  values: Values
  inquiry: Inquiry
  catalogue: Catalogue
}

/** What coded fields say, in the reader's language. */
export function Facts({ fields, values, inquiry, catalogue }: Props) {
  const words = useValueWords(catalogue, inquiry)
  const told = fields.filter((field) => !isEmpty(values[field.code]))
  if (told.length === 0) return null
  return (
    <dl className="wa-told">
      {told.map((field) => (
        <div key={field.code}>
          <dt>{catalogue.text(field.labels, field.code)}</dt>
          <dd>{words(field, values[field.code])}</dd>
        </div>
      ))}
    </dl>
  )
}
