/** The instant at which a clock in the zone shows a date and time, e.g. "2026-12-01" and "08:30"; undefined when it can't be read. */
export function instantAt(date: string, time: string, zone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return undefined
  const wanted = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(wanted)) return undefined
  let at = wanted
  for (let round = 0; round < 3; round++) at += wanted - shown(at, zone)
  return new Date(at).toISOString().replace('.000Z', 'Z')
}

/** What the zone's clock shows at an instant, as if it were UTC. */
function shown(at: number, zone: string): number {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}
