import { askMany } from './askMany'
import { crm } from './crm'
import { dashboard } from './dashboard'
import { developers } from './developers'
import { exchange } from './exchange'
import { help } from './help'
import { inquiry } from './inquiry'
import { insights } from './insights'
import { late } from './late'
import { lists } from './lists'
import { machine } from './machine'
import { messages } from './messages'
import { notify } from './notify'
import { people } from './people'
import { privacy } from './privacy'
import { problems } from './problems'
import { quality } from './quality'
import { reporting } from './reporting'
import { scan } from './scan'
import { signals } from './signals'
import { team } from './team'
import { together } from './together'
import { tour } from './tour'
import { uploads } from './uploads'
import { versions } from './versions'
import { webhooks } from './webhooks'

/** The sentences that the first page does without: they come with the pages that say them. Their titles stand in titles.ts. */
export const later = {
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
