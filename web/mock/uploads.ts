// Files of tracking messages that nothing reads: each look finds them a step further. Never part of a build.

interface Made {
  name: string
  size: number
  looks: number
  announcedAt: string
}

const made = new Map<string, Made>()

const refusal = {
  slug: 'message-invalid',
  detail: 'The EDIFACT message breaks a rule, so nothing of it was taken.',
  errors: [
    {
      field: 'segment 4,812 (UNT), byte 96,240',
      reason: 'UNT counts 4809, but there are 4810 segments in the message, UNH and UNT included',
    },
  ],
}

function view(receipt: string, { name, size, looks, announcedAt }: Made) {
  const records = Math.max(1, Math.round(size / 150))
  const about = { receipt, name, size, announcedAt, records: 0, rejected: 0, queued: 0, bytesRead: 0, refusal: null }
  if (looks < 1) return { ...about, state: 'awaited' }
  if (looks < 3) return { ...about, state: 'checking', bytesRead: Math.round((size * looks) / 3) }
  if (name.includes('wrong')) return { ...about, state: 'refused', rejected: 1, bytesRead: size, refusal }
  if (looks < 5) return { ...about, state: 'sending', records, rejected: 2, queued: Math.round((records * (looks - 2)) / 3) }
  return { ...about, state: 'sent', records, rejected: 2, queued: records, bytesRead: size }
}

/** Announcing a file, and how far it has come; undefined for everything else. */
export function uploads(method: string, path: string, body: { name?: string; size?: number }) {
  const [, , head, list, receipt] = path.split('/')
  if (head !== 'tracking' || list !== 'uploads') return undefined
  if (method === 'POST') {
    const id = `01KMOCK${String(made.size).padStart(19, '0')}`
    const one = { name: body.name ?? '', size: body.size ?? 0, looks: 0, announcedAt: new Date().toISOString() }
    made.set(id, one)
    return {
      ...view(id, one),
      send: { method: 'PUT', url: '/mock/upload', headers: {}, expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
    }
  }
  const one = made.get(receipt ?? '')
  if (!one) return undefined
  one.looks++
  return view(receipt ?? '', one)
}
