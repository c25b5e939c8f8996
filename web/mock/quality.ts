// Reviews of work: a week's sample, drawn from what is closed in the scene.
import { readFileSync } from 'node:fs'
import { pastMondays, weekOf } from '../src/logic/weeks'
import { people } from './data'
import { inquiries, type Person } from './state'

type Bag = Record<string, unknown>
interface Criterion {
  code: string
  weight: number
  labels: Record<string, string>
  points: { points: number }[]
}
const sheet = JSON.parse(readFileSync('../shared/quality/sheet-2026.12.1.json', 'utf8')) as { sides: Record<string, Criterion[]> }
interface Review extends Bag {
  id: string
  week: string
  side: string
  agent: string
  scores: Record<string, number>
  reviewedAt: string | null
  version: number
}
const reviews: Review[] = []

function draw(centre: string, week: string): number {
  const before = reviews.length
  const sample = [...inquiries.filter((one) => one.state === 'closed'), ...inquiries.filter((one) => one.state === 'replied')].slice(0, 4)
  sample.forEach((one, place) => {
    const side = place % 2 ? 'requester' : 'replier'
    const id = `${centre}_${week}_${one.id.padEnd(26, '0').slice(0, 26).toUpperCase()}_${side}`
    if (reviews.some((other) => other.id === id)) return
    const agent = people[place % 2 ? 2 : 0]
    reviews.push({
      id,
      centre,
      week,
      inquiryId: one.id,
      side,
      agent: agent?.sub ?? '',
      agentName: agent?.name,
      why: ['late', 'chance', 'rejected', 'chance'][place],
      percent: null,
      scores: {},
      reviewedAt: null,
      answeredAt: null,
      version: 1,
    })
  })
  return reviews.length - before
}

/** Of all the points that the criteria give by their weights, how many were given. */
function percentOf(review: Review, scores: Review['scores']): number {
  const criteria = sheet.sides[review.side] ?? []
  const most = (one: Criterion) => Math.max(...one.points.map(({ points }) => points))
  const sum = (share: (one: Criterion) => number) => criteria.reduce((before, one) => before + one.weight * share(one), 0)
  return Math.round((1000 * sum((one) => (scores[one.code] ?? 0) / most(one))) / sum(() => 1)) / 10
}

/** Somebody's work was reviewed already, so that its page is there. */
function reviewed() {
  if (reviews.some((one) => one.reviewedAt)) return
  const monday = pastMondays(new Date(), 'UTC', 1)[0] ?? new Date()
  draw('GBA-DON', weekOf(monday))
  const first = reviews.find((one) => one.agent === people[0]?.sub)
  const scores = Object.fromEntries(
    (sheet.sides[first?.side ?? ''] ?? []).map((one, place) => [one.code, one.points.at(place === 1 ? 1 : -1)?.points ?? 0]),
  )
  if (first)
    Object.assign(first, {
      scores,
      percent: percentOf(first, scores),
      comment: 'Clear and in time.',
      reviewedBy: 'Sam Supervisor',
      reviewedAt: new Date().toISOString(),
    })
}

/** Answers what it knows, undefined for the rest. */
export function quality(method: string, path: string, query: URLSearchParams, body: Bag, person: Person): unknown {
  if (!path.startsWith('/v1/team/reviews')) return undefined
  const [, , , , id = '', verb = ''] = path.split('/')
  if (method === 'POST' && !id) return { new: draw(String(body.centre), String(body.week)), all: reviews.length }
  if (!id) return { items: reviews.filter((one) => one.week === query.get('week')) }
  if (id === 'mine') reviewed()
  if (id === 'mine') return { items: reviews.filter((one) => one.agent === person.sub && one.reviewedAt) }
  if (id === 'figures') {
    const done = reviews.filter((one) => one.reviewedAt)
    const averages = done.length
      ? (sheet.sides.replier ?? []).map((one, place) => ({
          side: 'replier',
          criterion: one.code,
          labels: one.labels,
          count: done.length,
          percent: 90 - 17 * place,
        }))
      : []
    return { drawn: reviews.length, reviewed: done.length, percent: done.length ? 77.5 : null, averages }
  }
  const review = reviews.find((one) => one.id === id)
  if (!review) return undefined
  const now = new Date().toISOString()
  if (verb === 'answer')
    Object.assign(review, { answer: body.text, answerLanguage: body.language, answeredAt: now, version: review.version + 1 })
  if (method === 'PUT')
    Object.assign(review, {
      ...body,
      percent: percentOf(review, body.scores as Review['scores']),
      reviewedBy: person.name,
      reviewedAt: now,
      version: review.version + 1,
    })
  return { ...review, criteria: sheet.sides[review.side] }
}
