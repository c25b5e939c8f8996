import { askMany } from './askMany.fr'
import { crm } from './crm.fr'
import { dashboard } from './dashboard.fr'
import { developers } from './developers.fr'
import { exchange } from './exchange.fr'
import { help } from './help.fr'
import { inquiry } from './inquiry.fr'
import { insights } from './insights.fr'
import { late } from './late.fr'
import type { later as english } from './later'
import { lists } from './lists.fr'
import { machine } from './machine.fr'
import { messages } from './messages.fr'
import { notify } from './notify.fr'
import { people } from './people.fr'
import { privacy } from './privacy.fr'
import { problems } from './problems.fr'
import { quality } from './quality.fr'
import { reporting } from './reporting.fr'
import { scan } from './scan.fr'
import { signals } from './signals.fr'
import { team } from './team.fr'
import { together } from './together.fr'
import { tour } from './tour.fr'
import { uploads } from './uploads.fr'
import { versions } from './versions.fr'
import { webhooks } from './webhooks.fr'
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
