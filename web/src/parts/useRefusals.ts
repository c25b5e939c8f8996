import { asProblem } from '../api/problem'
import { useRefusal } from './useRefusal'

/** What the API said about a field or anything below it: "rules[0]" also gives what is wrong at "rules[0].centre". */
export function useRefusals(error: unknown): (field: string) => string | undefined {
  const refusal = useRefusal()
  const { fields } = asProblem(error)
  return (field) => {
    const below = fields.filter((one) => one.field === field || one.field.startsWith(`${field}.`) || one.field.startsWith(`${field}[`))
    return below.length > 0 ? below.map((one) => refusal(one.reason)).join(' ') : undefined
  }
}
