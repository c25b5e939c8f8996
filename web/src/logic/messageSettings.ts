/** A post's own codes as people write them: a line each, "A1 = ABS". */
export function codeLines(table: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(table ?? {})
    .map(([own, ours]) => `${own} = ${ours}`)
    .sort()
    .join('\n')
}

const LINE = /^\s*([A-Z0-9]{1,10})\s*=\s*([A-Z0-9_]{1,20})\s*$/i

/** The table that lines stand for; undefined where one is no code. */
export function codesOf(lines: string): Record<string, string> | undefined {
  const table: Record<string, string> = {}
  for (const line of lines.split('\n')) {
    if (line.trim() === '') continue
    const found = LINE.exec(line)
    if (!found?.[1] || !found[2]) return undefined
    table[found[1].toUpperCase()] = found[2].toUpperCase()
  }
  return table
}

/** The maps that a text holds, one or a list; undefined where it is no JSON of that kind. */
export function dialectsOf(text: string): Record<string, unknown>[] | undefined {
  if (text.trim() === '') return []
  try {
    const read: unknown = JSON.parse(text)
    const list: unknown[] = Array.isArray(read) ? read : [read]
    return list.every(isObject) ? list : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
