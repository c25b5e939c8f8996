import type { FieldProblem } from '../api/problem'
import type { en } from '../i18n/en'

type Key = `refusal.${keyof typeof en.refusal}` | `field.${Exclude<keyof typeof en.field, 'refused'>}`

/** A sentence of ours for what the API says about a value: its key and what stands in it. */
export interface RefusalWords {
  key: Key
  values: Record<string, string>
}

/** The API's reasons, which are English and made for the programs that call it, and our sentences for those that people meet. */
const REASONS: readonly [RegExp, Key][] = [
  [/^is missing: the digest/, 'refusal.mailMissing'],
  [/^is (missing|empty)/, 'field.mandatory'],
  [/^must be a date|^is not (a day|the Monday)/, 'field.notADate'],
  [/^must be an instant/, 'field.notADateTime'],
  [/^must be an? (e-)?mail address/, 'field.notAnEmail'],
  [/^must be a currency/, 'field.notACurrency'],
  [/^must be a whole number of hundredths/, 'field.notAnAmount'],
  [/^must be a whole number/, 'field.notANumber'],
  [/^must be at most (?<limit>\d+) days/, 'refusal.days'],
  [/^must be at least (?<limit>\d+)$/, 'field.tooSmall'],
  [/^must be at most (?<limit>\d+)$/, 'field.tooLarge'],
  [/^(is longer than|has more than) (?<limit>\d+) characters/, 'field.tooLong'],
  [/^has \d+ characters, at most (?<limit>\d+)/, 'field.tooLong'],
  [/^must be a telephone number/, 'refusal.notAPhone'],
  [/^must be a country|^is not one of the options|lists a code that is not one of the options/, 'refusal.notAnOption'],
  [/control characters|^is not valid text/, 'refusal.controlCharacters'],
  [/^(lists|has|holds) (more than )?(?<limit>\d+) /, 'refusal.tooMany'],
  [/twice$/, 'refusal.twice'],
  [/^lies in the future/, 'refusal.future'],
  [/^is outside the time window/, 'refusal.outsideWindow'],
  [/^must be (later than|after)/, 'refusal.later'],
  [/^is over/, 'refusal.past'],
  [/^must be between (?<from>\d+) and (?<to>\d+)/, 'refusal.between'],
  [/^must be a local time/, 'refusal.notATime'],
  [/^must not be negative/, 'refusal.isNegative'],
  [/^(needs one side|is neither )/, 'refusal.notAnOption'],
  [/^needs (?<from>\d+) to (?<to>\d+)$/, 'refusal.between'],
  [/^needs operator/, 'refusal.byPost'],
  [/^are at most (?<limit>\d+)$/, 'refusal.tooMany'],
  [/at most (?<limit>\d+) months are counted/, 'refusal.months'],
  [/is not for you to see|^does not go with this report/, 'refusal.notForYou'],
  [/^does not go with a comparison/, 'refusal.notCompared'],
  [/^does not go with (figures by )?agent/, 'refusal.notByAgent'],
  [/^does not go with .*: items are known by|^must be part: it is divided by items/, 'refusal.notOfItems'],
  [/^is not (to filter by|counted by agent)/, 'refusal.notByAgent'],
  [/^is in another year/, 'refusal.anotherYear'],
  [/^is before from/, 'refusal.later'],
  [/^with last year goes for eleven/, 'refusal.elevenMonths'],
  [/^with last year goes for/, 'refusal.aYear'],
  [/^has not begun/, 'refusal.notBegun'],
  [/^is not a month/, 'refusal.notAMonth'],
  [/^is not between (?<from>\d+) and (?<to>\d+)/, 'refusal.between'],
  [/^is not a (measure|dimension|level|kind of chart)/, 'refusal.unknown'],
  [/^overlaps/, 'refusal.overlaps'],
  [/^never opens/, 'refusal.neverOpens'],
  [/^on (?<date>\S+) nobody would answer for (?<product>\w+)/, 'refusal.nobodyAnswers'],
  [/^leads back/, 'refusal.leadsBack'],
  [/^does not take part/, 'refusal.notTakingPart'],
  [/^has the inquiry already/, 'refusal.hasItAlready'],
  [/^does not answer for product/, 'refusal.notForProduct'],
  [/^must be (another|one of|a call centre of)|^is not (a call centre of|one of your)/, 'refusal.elsewhere'],
  [/is no placeholder/, 'refusal.noPlaceholder'],
  [/^lies more than 24 hours back/, 'refusal.dayBack'],
  [/^is not the date of the event: (?<dates>.+)/, 'refusal.otherDate'],
  [/^is not (a product of items|agreed with)/, 'refusal.notOfItem'],
  [/^names a document|^is not an (operator of the directory|inquiry that)/, 'refusal.unknown'],
  [/^is not in the table (?<table>.+)/, 'refusal.notInTable'],
  [/^is (not (known|in the directory|in the catalogue|offered)|no (workflow|product|reply|kind))|does not exist/, 'refusal.unknown'],
]

/** Our sentence for a reason of the API, undefined for one that we have none for. */
export function refusalWords(reason: string): RefusalWords | undefined {
  for (const [pattern, key] of REASONS) {
    const found = pattern.exec(reason)
    if (found) return { key, values: { ...found.groups } }
  }
  return undefined
}

const ITEM_FAULTS = { length: 'length', letters: 'letters', digits: 'digits', 'check digit': 'checkDigit', country: 'country' } as const
type ItemFault = (typeof ITEM_FAULTS)[keyof typeof ITEM_FAULTS]

const TRANSPORT_FAULTS = {
  length: 'length',
  letters: 'letters',
  origin: 'origin',
  destination: 'destination',
  category: 'category',
  subclass: 'subclass',
  year: 'year',
  number: 'number',
  'receptacle number': 'receptacle',
  'highest-number flag': 'highest',
  'registered or insured flag': 'insured',
  weight: 'weight',
} as const
type TransportFault = (typeof TRANSPORT_FAULTS)[keyof typeof TRANSPORT_FAULTS]

/** The kinds that the API begins its reasons with, "check digit: is 1, must be 9 …", each once and those of a table only. */
function faults<T extends string>(table: Readonly<Record<string, T>>, fields: readonly FieldProblem[]): T[] {
  const kinds = fields.flatMap(({ reason }) => table[reason.split(':')[0] ?? ''] ?? [])
  return [...new Set(kinds)]
}

/** What is wrong with an item number. */
export const itemFaults = (fields: readonly FieldProblem[]): ItemFault[] => faults<ItemFault>(ITEM_FAULTS, fields)

/** What is wrong with the number of a receptacle or a dispatch. */
export const transportFaults = (fields: readonly FieldProblem[]): TransportFault[] => faults<TransportFault>(TRANSPORT_FAULTS, fields)
