// Facts of months that are over, put into the lake of the local stack, and steps of weeks that are: the past that a story needs and nobody can wait for.
import { readFileSync } from 'node:fs'

const STREAMED = 500 // records of a PutRecordBatch (Amazon Data Firehose quotas)

/** The month so many before the one of an instant, as the API has it. */
export const monthBefore = (count, now = new Date()) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 1)).toISOString().slice(0, 7)

/**
 * A month's replies on a link as facts: each after so many working minutes, so many of them until somebody opened the question. The same ones again are the
 * same facts, so a story may run twice.
 */
export function replies({ month, from, to, product, count, unopened, answering }) {
  return Array.from({ length: count }, (_, k) => {
    const inquiry = `story-${from}-${to}-${product}-${month}-${k}`
    const day = `${month}-${String(1 + (k % 28)).padStart(2, '0')}`
    return {
      fact: 'event',
      month,
      fact_id: `${inquiry}#5`,
      kind: 'replied',
      at: `${day} 10:00:00.000`,
      inquiry_id: inquiry,
      requester_operator: from.slice(0, 3),
      requester_centre: from,
      replier_operator: to.slice(0, 3),
      replier_centre: to,
      acting_centre: to,
      actor_kind: 'agent',
      product,
      workflow: 'WII',
      level: 1,
      reply_code: 'DLV',
      reply_class: 'C',
      working_minutes: unopened + answering,
      answer_minutes: answering,
      schema_version: 4,
      fact_version: 0,
      sequence: 5,
      day,
      requester_day: day,
      replier_day: day,
    }
  })
}

/** Streams facts into the lake of the stack that the stories run against. */
export async function stream(facts) {
  const { FactsStream } = outputs()
  for (let at = 0; at < facts.length; at += STREAMED) {
    const Records = facts.slice(at, at + STREAMED).map((fact) => ({ Data: Buffer.from(`${JSON.stringify(fact)}\n`).toString('base64') }))
    const answer = await engine('firehose', 'Firehose_20150804.PutRecordBatch', { DeliveryStreamName: FactsStream, Records }, '1.1')
    if (answer.FailedPutCount > 0) throw new Error(`the stream refused facts: ${JSON.stringify(answer)}`)
  }
}

/** Says of a step that somebody took that they took it then: what is kept of a week that is over, as shared/inquiry/inquirydb keeps it. */
export async function workedAt(at, { centre, subject, name, inquiry, seq, kind }) {
  const { InquiryTable } = outputs()
  const n = (value) => ({ N: String(value) })
  const s = (value) => ({ S: value })
  await engine('dynamodb', 'DynamoDB_20120810.PutItem', {
    TableName: InquiryTable,
    Item: {
      PK: s(`CENTRE#${centre}`),
      SK: s(`DONE#${at.toISOString()}#${inquiry}#${seq}`),
      sub: s(subject),
      name: s(name),
      inq: s(inquiry),
      seq: n(seq),
      kind: s(kind),
      at: n(at.getTime()),
      wf: s('WII'),
      lvl: n(1),
      expiresAt: n(Math.floor(at.getTime() / 1000) + 35 * 86_400),
    },
  })
}

function outputs() {
  const { EMULATOR_URL, STACK_OUTPUTS } = process.env
  if (!EMULATOR_URL || !STACK_OUTPUTS) throw new Error('EMULATOR_URL and STACK_OUTPUTS say where the local stack is; make test sets them')
  return JSON.parse(readFileSync(STACK_OUTPUTS, 'utf8'))
}

/** Asks the local engine as an AWS client would. */
async function engine(service, target, body, version = '1.0') {
  const response = await fetch(process.env.EMULATOR_URL, {
    method: 'POST',
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=none`, // the emulator looks at none
    },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${target} was answered ${response.status}: ${JSON.stringify(answer)}`)
  return answer
}
