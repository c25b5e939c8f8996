import { askMany } from './askMany.es'
import { crm } from './crm.es'
import { dashboard } from './dashboard.es'
import { developers } from './developers.es'
import { exchange } from './exchange.es'
import { help } from './help.es'
import { inquiry } from './inquiry.es'
import { insights } from './insights.es'
import { late } from './late.es'
import type { later as english } from './later'
import { lists } from './lists.es'
import { machine } from './machine.es'
import { messages } from './messages.es'
import { notify } from './notify.es'
import { people } from './people.es'
import { privacy } from './privacy.es'
import { problems } from './problems.es'
import { quality } from './quality.es'
import { reporting } from './reporting.es'
import { scan } from './scan.es'
import { signals } from './signals.es'
import { team } from './team.es'
import { together } from './together.es'
import { tour } from './tour.es'
import { uploads } from './uploads.es'
import { versions } from './versions.es'
import { webhooks } from './webhooks.es'
import type { Words } from './words'

/** The sentences that the first page does without. */
export const later: Words<typeof english> = {
  ...askMany,
  ...crm,
  ...dashboard,
  ...developers,
  ...exchange,
  ...help,
  ...inquiry,
  ...insights,
  ...late,
  ...lists,
  ...machine,
  ...messages,
  ...notify,
  ...people,
  ...privacy,
  ...problems,
  ...quality,
  ...reporting,
  ...team,
  ...scan,
  ...together,
  ...signals,
  ...tour,
  ...uploads,
  ...versions,
  ...webhooks,
}
