import { askMany } from './askMany.de'
import { crm } from './crm.de'
import { dashboard } from './dashboard.de'
import { developers } from './developers.de'
import { exchange } from './exchange.de'
import { help } from './help.de'
import { inquiry } from './inquiry.de'
import { insights } from './insights.de'
import { late } from './late.de'
import type { later as english } from './later'
import { lists } from './lists.de'
import { machine } from './machine.de'
import { messages } from './messages.de'
import { notify } from './notify.de'
import { people } from './people.de'
import { privacy } from './privacy.de'
import { problems } from './problems.de'
import { quality } from './quality.de'
import { reporting } from './reporting.de'
import { scan } from './scan.de'
import { signals } from './signals.de'
import { team } from './team.de'
import { together } from './together.de'
import { tour } from './tour.de'
import { uploads } from './uploads.de'
import { versions } from './versions.de'
import { webhooks } from './webhooks.de'
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
