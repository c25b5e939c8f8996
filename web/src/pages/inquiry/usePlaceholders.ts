import type { Inquiry } from '../../api/types'
import { useWorkplace } from '../../app/workplace'
import { partnerOf } from '../../logic/conversation'
import { formatDate } from '../../logic/instant'
import { type Placeholders, placeholdersOf } from '../../logic/templates'

/** What templates fill in about an inquiry. */
export function usePlaceholders(inquiry: Inquiry): Placeholders {
  const { me, partyName, language } = useWorkplace()
  return placeholdersOf(inquiry, partyName(partnerOf(inquiry)), me.name, formatDate(new Date().toISOString(), language))
}
