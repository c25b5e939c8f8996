// A made-up API and identity provider inside vite, for looking at pages without the stack: `npm run mock`. Never part of a build.
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connect, Plugin } from 'vite'
import { admin, edited, narrowed, versionAt } from './admin'
import { crmSystems, crmVersionAt } from './crm'
import { runningFigures } from './dashboard'
import { centres, items, operators, people, release } from './data'
import { exchanged } from './exchange'
import { fileOf } from './files'
import { insights } from './insights'
import { invitations, invitationVersionAt, withdrawn } from './invitations'
import { expectedOf, lateness } from './late'
import { listVersionAt, savedLists } from './lists'
import { machineKeys } from './machines'
import { trackingMessages } from './messages'
import { personalData } from './privacy'
import { quality } from './quality'
import { reports } from './reports'
import { signals } from './signals'
import { alerts, draft, happen, inFolder, inquiries, owed, type Person, reply, rowOf, type Stored, scene, send, viewOf } from './state'
import { team } from './team'
import { carriagesOf, transportView } from './transports'
import { uploads } from './uploads'
import { endpointVersionAt, webhooks } from './webhooks'
import { work, workVersionAt } from './work'

type Bag = Record<string, unknown>
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly slug: string,
    detail: string,
    readonly more: Bag = {},
  ) {
    super(detail)
  }
}

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const page = (list: unknown[]) => ({ items: list, nextCursor: null })
const FOLDERS = ['toDo', 'toRead', 'returned', 'waiting', 'overdueByUs', 'overdueByPartner', 'drafts', 'closed', 'unroutable']

async function read(req: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of req) text += chunk
  return text
}

function centreNow(id: string) {
  const centre = centres.find((one) => one.id === id)
  if (!centre) throw new Refusal(404, 'call-centre-unknown', 'There is no such call centre.')
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: centre.calendar.timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(new Date())
    .replace(' ', 'T')
  const hour = Number(parts.slice(11, 13))
  return { ...centre, openNow: hour >= 8 && hour < 17, localTime: parts, nextChange: new Date(Date.now() + 3_600_000 * 3).toISOString() }
}

function itemView(id: string, person: Person) {
  if (id.length !== 13)
    throw new Refusal(422, 'item-id-invalid', `An item number has 13 characters; this one has ${id.length}.`, {
      errors: [{ field: 'itemId', reason: `length: has ${id.length} characters, not 13` }],
    })
  const item =
    items[id] ??
    (inquiries.some((one) => one.itemId === id) ? { events: items.CC473124829GB?.events.slice(0, 3) ?? [], destination: 'DEA' } : undefined)
  if (!item) throw new Refusal(404, 'item-unknown', 'Nobody has told us anything about this item yet.')
  const last = item.events.at(-1)
  const meaning = release.eventCodes.find((one) => one.code === last?.code)
  return {
    itemId: id,
    s10: {
      indicator: id.slice(0, 2),
      serial: id.slice(2, 10),
      checkDigit: Number(id[10]),
      country: id.slice(11),
      class: id.startsWith('E') ? 'ems' : 'parcel',
    },
    product: id.startsWith('E') ? 'EMS' : 'PPR',
    origin: { operator: 'GBA', country: 'GB' },
    destination: { operator: item.destination, country: operators.find((one) => one.code === item.destination)?.country },
    status: {
      milestone: meaning?.milestone ?? 'other',
      phase: meaning?.phase,
      code: last?.code,
      since: last?.time,
      country: last?.country,
      terminal: meaning?.terminal,
    },
    events: item.events,
    carriages: carriagesOf(id, item.events),
    expected: expectedOf(id, last?.code),
    parties: item.parties ?? { sender: null, addressee: null },
    declared: item.declared ?? null,
    anomalies: item.anomalies ?? [],
    uses: item.uses ?? [{ from: item.events[0]?.time, to: last?.time, shown: true }],
    openInquiries: inquiries
      .filter(
        (one) =>
          one.itemId === id &&
          !['closed', 'draft'].includes(one.state) &&
          [one.requester.operator, one.replier.operator].includes(person.operator),
      )
      .map((one) => ({ id: one.id, workflow: one.workflow, state: one.state, dueAt: one.dueAt })),
  }
}

/** One line of many. */
function summary(asked: string, person: Person) {
  try {
    const view = itemView(asked, person)
    return { asked, ...view, problem: '', last: view.events.at(-1), anomalies: view.anomalies.map((one) => (one as { code: string }).code) }
  } catch (refusal) {
    const problem = asked.length === 13 ? 'item-unknown' : 'item-id-invalid'
    if (!(refusal instanceof Refusal)) throw refusal
    return { asked, itemId: '', problem, product: '', origin: null, destination: null, status: null, last: null, anomalies: [] }
  }
}

/** What anybody may know. */
function publicView(id: string) {
  const item = items[id]
  if (!item) throw new Refusal(404, 'item-unknown', 'Nothing is known about this item yet.')
  return {
    itemId: id,
    origin: 'GB',
    destination: operators.find((one) => one.code === item.destination)?.country ?? '',
    terminal: false,
    steps: item.events.map((one) => ({
      milestone: release.eventCodes.find((code) => code.code === one.code)?.milestone ?? 'other',
      country: one.country,
      time: one.time,
      localTime: one.localTime,
    })),
  }
}

function complete(fields: Bag, person: Person, inquiry: Stored) {
  const { missing } = viewOf({ ...inquiry, fields }, person)
  if (missing.length > 0) throw new Refusal(422, 'inquiry-incomplete', 'Some mandatory fields are missing.', { errors: missing })
}

function handle(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  const [, , head = '', id = '', verb = ''] = path.split('/')
  const tardy = lateness(path, query, person.operator)
  if (tardy !== undefined) return tardy
  const running = runningFigures(path, query, person)
  if (running !== undefined) return running
  const administered =
    quality(method, path, query, body, person) ??
    invitations(method, path, body, person) ??
    team(`${method} ${path}`, path, query, person) ??
    savedLists(method, path, query, body, person) ??
    signals(method, path, query, body, person) ??
    exchanged(method, path, body, person) ??
    insights(method, path, query, body, person) ??
    personalData(method, path, query, body, person) ??
    machineKeys(method, path, query, body, person) ??
    webhooks(method, path, query, body, person) ??
    crmSystems(method, path, query, body, person) ??
    admin(method, path, query, body, person) ??
    uploads(method, path, body) ??
    trackingMessages(method, path, query, body)
  if (administered !== undefined) return administered
  const own = (centre: string | null) => centre || person.centres[0] || ''
  switch (`${method} ${head}`) {
    case 'PATCH me':
      return chosen(person, body)
    case 'GET me':
      if (id === 'preferences') return chosen(person)
      return {
        name: person.name,
        operator: operators.find((one) => one.code === person.operator) ?? { code: '', name: '', country: '' },
        callCentres: person.centres.map((c) => ({ ...centreNow(c) })),
        roles: person.roles,
        preferences: chosen(person),
      }
    case 'GET operators':
      return id
        ? { ...operators.find((one) => one.code === id), callCentres: centres.filter((one) => one.operator === id) }
        : page(operators)
    case 'GET call-centres':
      return id ? { ...centreNow(id), ...edited(id) } : page(centres.map((one) => centreNow(one.id)))
    case 'GET workflows':
      return release
    case 'GET items':
      return id ? itemView(id, person) : { items: (query.get('ids') ?? '').split(',').map((one) => summary(one, person)) }
    case 'GET transports': {
      const known = transportView(id)
      if (!known) throw new Refusal(404, 'transport-unknown', 'Nothing is known about this number yet.')
      return known
    }
    case 'GET folders': {
      const visible = inquiries.filter((one) => [one.requester.centre, one.replier.centre].includes(own(query.get('centre'))))
      if (!id)
        return {
          centre: own(query.get('centre')),
          items: FOLDERS.map((folder) => ({ folder, count: visible.filter((one) => inFolder(one, person.operator, folder)).length })),
        }
      if (verb === 'due') return owed(visible, own(query.get('centre')), person)
      if (verb === 'count') {
        const { centre, date, overdue, toDo } = owed(visible, own(query.get('centre')), person)
        return { centre, date, overdue, toDo }
      }
      const rows = narrowed(visible, query, person)
        .filter((one) => inFolder(one, person.operator, id))
        .map(rowOf)
        .sort((x, y) => Number(y.urgent) - Number(x.urgent) || (x.dueAt ?? '').localeCompare(y.dueAt ?? ''))
      const from = Number(query.get('cursor') ?? 0)
      return {
        items: rows.slice(from, from + 25),
        examined: Math.min(rows.length, 25),
        nextCursor: rows.length > from + 25 ? String(from + 25) : '',
      }
    }
    case 'GET alerts': {
      if (id === 'counts')
        return {
          items: person.centres.map((centre) => ({
            centre,
            unread: alerts.filter((one) => one.centre === centre && !one.read).length,
          })),
        }
      const mine = alerts.filter((one) => one.centre === own(query.get('centre')))
      return { unread: mine.filter((one) => !one.read).length, items: mine, nextCursor: '' }
    }
    case 'POST alerts':
      for (const alert of alerts)
        if (id === 'read-all' ? alert.centre === own(query.get('centre')) : alert.id === id)
          Object.assign(alert, { read: true, readAt: new Date().toISOString() })
      return { marked: 1, more: false }
    case 'GET reports':
    case 'PUT reports':
    case 'POST reports':
    case 'DELETE reports':
      return reports(method, id, verb, query, body, person)
    case 'POST inquiries':
      if (!id) return raise(body, person)
      if (id === 'batch') return raiseMany(body.items as Bag[], person)
      return change(id, verb, body, person)
    case 'PUT inquiries':
      return change(id, 'edit', body, person)
    case 'GET inquiries':
      if (!id && query.has('ids')) {
        const ids = (query.get('ids') ?? '').split(',')
        const found = inquiries.filter((one) => ids.includes(one.id))
        return { items: found.map(rowOf), missing: ids.filter((one) => !found.some(({ id: other }) => other === one)) }
      }
      if (!id)
        return page(
          inquiries
            .filter(
              (one) =>
                one.itemId === query.get('item') && one.requester.operator === person.operator && !['draft', 'closed'].includes(one.state),
            )
            .map((one) => ({ id: one.id, workflow: one.workflow, state: one.state, dueAt: one.dueAt })),
        )
      if (verb === 'history') return known(id).history
      return viewOf(known(id), person)
    default: {
      const done = work(`${method} ${head}`, id, verb, query, body, person)
      if (done !== undefined) return done
    }
  }
  throw new Refusal(404, 'not-found', 'There is nothing here.')
}

const preferences = new Map<string, Bag>()

/** How somebody likes their pages, with a change. */
function chosen(person: Person, change: Bag = {}): Bag {
  const all = { ...preferences.get(person.sub), ...change }
  preferences.set(person.sub, all)
  return all
}

function known(id: string): Stored {
  const inquiry = inquiries.find((one) => one.id === id)
  if (!inquiry) throw new Refusal(404, 'inquiry-unknown', 'There is no such inquiry.')
  return inquiry
}

function raise(body: Bag, person: Person) {
  const itemId = String(body.itemId)
  const item = itemView(itemId, person)
  const open = item.openInquiries.find((one) => one.workflow === (body.workflow ?? 'WII'))
  if (open && body.send) throw new Refusal(409, 'inquiry-duplicate', 'This question is already open.', { inquiryId: open.id })
  const inquiry = draft(
    itemId,
    person.centres[0] ?? '',
    String(body.destination ?? item.destination.operator),
    (body.fields as Bag) ?? {},
    Boolean(body.urgent),
    undefined,
    String(body.workflow ?? 'WII'),
    String(body.product ?? ''),
  )
  if (body.send) {
    try {
      complete(inquiry.fields, person, inquiry)
    } catch (error) {
      inquiries.pop()
      throw error
    }
    send(inquiry)
  }
  return viewOf(inquiry, person)
}

/** Each with an answer of its own. */
function raiseMany(entries: Bag[], person: Person) {
  const items = entries.map((entry, index) => {
    try {
      const { id, state, itemId } = raise(entry, person) as unknown as Stored
      return { index, status: 201, id, state, itemId }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { index, status: error.status, problem: { slug: error.slug, detail: error.message, errors: [], ...error.more } }
    }
  })
  return { items, created: items.filter((one) => one.status === 201).length, refused: items.filter((one) => one.status !== 201).length }
}

function change(id: string, verb: string, body: Bag, person: Person) {
  const inquiry = known(id)
  if (body.version !== undefined && body.version !== inquiry.version && verb !== 'open' && verb !== 'read')
    throw new Refusal(409, 'inquiry-changed', 'Somebody else changed the inquiry.', {
      changes: inquiry.history.slice(Number(body.version)),
    })
  const at = new Date().toISOString()
  const centre = person.centres[0] ?? ''
  if (verb === 'edit')
    inquiry.fields = Object.fromEntries(
      Object.entries({ ...inquiry.fields, ...(body.fields as Bag) }).filter(([, value]) => value !== null),
    )
  if (verb === 'edit') happen(inquiry, 'edited', centre, at)
  if (verb === 'send') {
    complete(inquiry.fields, person, inquiry)
    send(inquiry)
  }
  if (verb === 'open' && !inquiry.openedAt) {
    inquiry.openedAt = at
    inquiry.state = 'opened'
    happen(inquiry, 'opened', centre, at)
  }
  if (verb === 'read' && !inquiry.readAt) {
    inquiry.readAt = at
    happen(inquiry, 'read', centre, at)
  }
  if (verb === 'reply') reply(inquiry, String(body.code), body.fields as Bag, body.text as string | undefined)
  if (verb === 'supplement') {
    Object.assign(inquiry.fields, body.fields)
    inquiry.state = 'sent'
    inquiry.openedAt = null
    inquiry.holds = inquiry.holds.filter((one) => one.cause !== 'information')
    happen(inquiry, 'supplemented', centre, at, { fields: Object.keys((body.fields ?? {}) as Bag), text: body.text as string | undefined })
  }
  if (verb === 'escalate' || verb === 'reject') {
    const levels = release.workflows.find((one) => one.code === inquiry.workflow)?.levels.map((one) => one.level) ?? []
    const level = levels.find((one) => one > inquiry.level) ?? inquiry.level
    const needed = (release.workflows.find((one) => one.code === inquiry.workflow)?.sections ?? [])
      .flatMap((section) => section.fields)
      .filter(
        (field) =>
          field.mandatoryFromLevel && field.mandatoryFromLevel <= level && !{ ...inquiry.fields, ...(body.fields as Bag) }[field.code],
      )
    if (needed.length > 0)
      throw new Refusal(422, 'inquiry-incomplete', 'The level needs more.', {
        errors: needed.map((one) => ({ field: `fields.${one.code}`, reason: 'is missing' })),
      })
    Object.assign(inquiry.fields, body.fields)
    inquiry.level = level
    inquiry.rejected ||= verb === 'reject'
    inquiry.state = 'sent'
    inquiry.openedAt = null
    inquiry.remaining = 1440
    happen(inquiry, verb === 'reject' ? 'rejected' : 'escalated', centre, at, {
      reason: body.reason,
      text: body.text,
      language: body.language,
      centre: inquiry.replier.centre,
      fields: Object.keys((body.fields as Bag) ?? {}),
    })
  }
  if (verb === 'assign') {
    const agent = people.find((one) => one.sub === (body.agent === 'me' ? person.sub : body.agent))
    inquiry.assignee = agent ? { subject: agent.sub, name: agent.name } : null
    happen(inquiry, 'assigned', centre, at, { private: true, assignee: inquiry.assignee ?? { subject: '', name: '' } })
  }
  if (verb === 'notes') happen(inquiry, 'noted', centre, at, { private: true, text: body.text, language: body.language })
  if (verb === 'join')
    happen(inquiry, 'joined', centre, at, {
      private: true,
      text: body.text,
      joined: { customerRef: body.customerRef, crmCaseId: body.crmCaseId },
    })
  if (verb === 'readdress') {
    const from = { ...inquiry.replier }
    const chosen = centres.find((one) => (body.centre ? one.id === body.centre : one.operator === body.operator))
    if (!chosen)
      throw new Refusal(422, 'readdress-invalid', 'The inquiry cannot be addressed like this: nobody would take it.', {
        errors: [{ field: 'operator', reason: 'has no call centre' }],
      })
    inquiry.replier = { operator: chosen.operator, centre: chosen.id }
    inquiry.unroutable = ''
    happen(inquiry, 'readdressed', centre, at, { text: body.text, centre: chosen.id, from })
  }
  if (verb === 'hand-over') {
    inquiry.replier.centre = String(body.centre)
    happen(inquiry, 'handedOver', centre, at, { reason: body.reason, text: body.text, centre: body.centre })
  }
  if (verb === 'merge') {
    const into = known(String(body.into))
    inquiry.state = 'closed'
    inquiry.closedAt = at
    inquiry.mergedInto = into.id
    into.merged.push(id)
    happen(inquiry, 'closed', centre, at, { closingCode: 'CLO_DUP', merged: into.id })
    happen(into, 'merged', centre, at, { merged: id })
    return viewOf(into, person)
  }
  if (verb === 'close') {
    inquiry.state = 'closed'
    inquiry.closingCode = String(body.code)
    inquiry.closedAt = at
    happen(inquiry, 'closed', centre, at, { closingCode: body.code })
  }
  return viewOf(inquiry, person)
}

const signIn = (query: string) =>
  `<!doctype html><title>Sign in (mock)</title><form action="/mock/authorized"><input type=hidden name=q value="${encodeURIComponent(query)}">${people.map((one) => `<p><button name=email value="${one.email}">${one.email}</button>`).join('')}</form>`

/** What was answered under a key. */
const answers = new Map<string, unknown>()

async function serve(req: IncomingMessage, res: ServerResponse, next: Connect.NextFunction) {
  const url = new URL(req.url ?? '/', 'http://localhost')
  const json = (status: number, body: unknown, type = 'application/json') => {
    res.writeHead(status, { 'content-type': type })
    res.end(JSON.stringify(body))
  }
  if (url.pathname === '/config.json')
    return json(200, {
      authority: 'http://localhost',
      issuer: 'http://mock',
      authorizeUrl: `http://${req.headers.host}/mock/authorize`,
      tokenUrl: `http://${req.headers.host}/mock/token`,
      logoutUrl: `http://${req.headers.host}/mock/logout`,
      clientId: 'mock',
      scope: 'openid email profile',
    })
  if (url.pathname === '/mock/authorize') return res.writeHead(200, { 'content-type': 'text/html' }).end(signIn(url.search))
  if (url.pathname === '/mock/authorized') {
    const asked = new URLSearchParams(decodeURIComponent(url.searchParams.get('q') ?? ''))
    return res
      .writeHead(302, { location: `${asked.get('redirect_uri')}?code=${url.searchParams.get('email')}&state=${asked.get('state')}` })
      .end()
  }
  if (url.pathname === '/mock/logout') return res.writeHead(302, { location: '/' }).end()
  if (url.pathname === '/mock/token') {
    const email = new URLSearchParams(await read(req)).get('code')
    const person = people.find((one) => one.email === email)
    return json(200, {
      access_token: `mock.${person?.sub}`,
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'openid',
      id_token: `${b64({ alg: 'none' })}.${b64({ sub: person?.sub, iss: 'http://mock', aud: 'mock', exp: 4_000_000_000, iat: 1, email })}.x`,
    })
  }
  if (url.pathname.startsWith('/mock/file/')) return res.writeHead(200).end(fileOf(decodeURIComponent(url.pathname)))
  if (url.pathname === '/mock/upload') {
    await read(req)
    return res.writeHead(200).end()
  }
  if (!url.pathname.startsWith('/v1/')) return next()
  const person = people.find((one) => `Bearer mock.${one.sub}` === req.headers.authorization)
  if (url.pathname === '/v1/openapi.json') return res.end(readFileSync(new URL('../../docs/api/openapi.json', import.meta.url)))
  try {
    if (url.pathname.startsWith('/v1/public/items/')) {
      res.end(JSON.stringify(publicView(url.pathname.split('/')[4] ?? '')))
      return
    }
    if (!person) throw new Refusal(401, 'unauthenticated', 'Sign in.')
    const text = await read(req)
    const key = req.headers['idempotency-key'] && `${person.sub} ${url.pathname} ${req.headers['idempotency-key']}`
    const before = key ? answers.get(key) : undefined
    if (before !== undefined) return json(200, before) // the same step once more
    const begun = req.method === 'PUT' || req.method === 'PATCH' ? req.headers['if-match'] : undefined
    const now = [versionAt, workVersionAt, listVersionAt, invitationVersionAt, crmVersionAt, endpointVersionAt]
      .map((of) => of(url.pathname))
      .find((one) => one !== undefined)
    if (begun && now !== undefined && begun !== `"${now}"`) throw new Refusal(412, 'operator-changed', 'Somebody edited it in between.')
    if (req.method === 'PATCH' && withdrawn(url.pathname)) throw new Refusal(409, 'invitation-withdrawn', 'The invitation was withdrawn.')
    const result = handle(req.method ?? 'GET', url.pathname, url.searchParams, text ? (JSON.parse(text) as Bag) : {}, person)
    if (key) answers.set(key, result)
    json(200, result)
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, 'internal', String(error))
    json(
      refusal.status,
      {
        type: `https://whereabouts.post/problems/${refusal.slug}`,
        title: refusal.slug,
        status: refusal.status,
        detail: refusal.message,
        ...refusal.more,
      },
      'application/problem+json',
    )
  }
}

export function mockServer(): Plugin {
  scene()
  const use = (middlewares: Connect.Server) => void middlewares.use((req, res, next) => void serve(req, res, next))
  return {
    name: 'mock-server',
    configureServer: (server) => use(server.middlewares),
    configurePreviewServer: (server) => use(server.middlewares),
  }
}
