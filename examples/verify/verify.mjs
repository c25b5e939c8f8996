// Verifies a webhook with what Node.js has: Standard Webhooks, https://www.standardwebhooks.com.
//
//   node verify.mjs ID TIMESTAMP SIGNATURE < body          the secret is WEBHOOK_SECRET, whsec_…
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'

const TOLERANCE = 300 // seconds: what is older was perhaps recorded by somebody and sent again

/** Whether the exchange sent these bytes. Several signatures: the secret is being rotated, and one that is known is enough. */
export function verify(secret, id, timestamp, signatures, body, now) {
  if (!/^\d+$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE) return false
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signed = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body) // the raw body, before anybody reads it as JSON
  const wanted = Buffer.from(`v1,${signed.digest('base64')}`)
  return signatures.split(' ').some((one) => one.length === wanted.length && timingSafeEqual(Buffer.from(one), wanted))
}

if (process.argv[1] === import.meta.filename) {
  const [id, timestamp, signatures] = process.argv.slice(2)
  const ok = verify(process.env.WEBHOOK_SECRET, id, timestamp, signatures, readFileSync(0), Date.now() / 1000)
  if (!ok) process.stderr.write('not signed by the exchange\n')
  process.exitCode = ok ? 0 : 1
}
