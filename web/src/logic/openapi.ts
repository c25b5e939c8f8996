/** What the reference reads of an OpenAPI 3.1 description. */
export interface Spec {
  info: { title: string; description?: string }
  tags?: { name: string; description?: string }[]
  paths: Record<string, Record<string, OperationSpec>>
  components: { schemas: Record<string, Schema>; responses?: Record<string, ResponseSpec> }
}

export interface Schema {
  $ref?: string
  type?: string | string[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  required?: string[]
  description?: string
  enum?: unknown[]
  format?: string
  examples?: unknown[]
}

export interface ParameterSpec {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: Schema
}

interface Media {
  schema?: Schema
  example?: unknown
}

export interface ResponseSpec {
  $ref?: string
  description?: string
  content?: Record<string, Media>
  headers?: Record<string, { description?: string }>
}

export interface OperationSpec {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  parameters?: ParameterSpec[]
  requestBody?: { required?: boolean; content: Record<string, Media> }
  responses: Record<string, ResponseSpec>
  security?: unknown[]
  'x-scope'?: string[]
}

export interface Operation extends OperationSpec {
  method: string
  path: string
}

/** A member of a body, as a line of a table: deeper ones follow the one that holds them. */
export interface Row {
  depth: number
  name: string
  type: string
  required: boolean
  description: string
  values: string[]
}

export interface TagGroup {
  name: string
  description: string
  operations: Operation[]
}

export function operationsOf(spec: Spec): Operation[] {
  return Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, method: method.toUpperCase(), path })),
  )
}

/** The operations by tag, in the order of the description's tags; what has a tag that is not described comes last. */
export function byTag(spec: Spec, wanted: (one: Operation) => boolean = () => true): TagGroup[] {
  const all = operationsOf(spec).filter(wanted)
  const described = spec.tags ?? []
  const others = [...new Set(all.map((one) => one.tags?.[0] ?? ''))].filter((name) => !described.some((tag) => tag.name === name))
  return [...described, ...others.map((name) => ({ name, description: '' }))]
    .map(({ name, description = '' }) => ({ name, description, operations: all.filter((one) => (one.tags?.[0] ?? '') === name) }))
    .filter((group) => group.operations.length > 0)
}

/** What an operation is found by: every word of the question in its id, its address or what it is for. */
export function matches(one: Operation, question: string): boolean {
  const text = `${one.operationId} ${one.method} ${one.path} ${one.summary ?? ''} ${one.tags?.join(' ') ?? ''}`.toLowerCase()
  return question
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const named = (spec: Spec, ref: string): Schema | undefined => spec.components.schemas[ref.replace('#/components/schemas/', '')]

/** The schema itself: a reference followed, and the part that is not null where it may be null. */
function plain(spec: Spec, schema: Schema): { schema: Schema; nullable: boolean } {
  const parts = schema.anyOf?.filter((one) => one.type !== 'null')
  if (parts?.length === 1 && parts[0]) return { schema: plain(spec, parts[0]).schema, nullable: true }
  if (schema.$ref) return { schema: named(spec, schema.$ref) ?? {}, nullable: false }
  return { schema, nullable: Array.isArray(schema.type) && schema.type.includes('null') && !schema.type.includes('array') }
}

/** In the words of JSON: string, list of integer, object … or null. */
export function typeOf(spec: Spec, given: Schema | undefined): string {
  if (!given) return ''
  const { schema, nullable } = plain(spec, given)
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type ?? '']).filter((one) => one !== 'null')
  const one = types[0] ?? ''
  const name = one === 'array' ? `list of ${typeOf(spec, schema.items) || 'any'}` : schema.format && one === 'string' ? schema.format : one
  return nullable ? `${name || 'any'} or null` : name || (schema.properties ? 'object' : 'any')
}

/** The members of a body and of what they hold, so far down. A kind that holds itself is not opened again. */
export function rowsOf(spec: Spec, given: Schema | undefined, deepest = 3, depth = 0, open: Schema[] = []): Row[] {
  if (!given || depth >= deepest) return []
  const { schema } = plain(spec, given)
  if (schema.items) return rowsOf(spec, schema.items, deepest, depth, open)
  if (open.includes(schema)) return []
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const inner = plain(spec, member).schema
    const row: Row = {
      depth,
      name,
      type: typeOf(spec, member),
      required: schema.required?.includes(name) ?? false,
      description: member.description ?? inner.description ?? '',
      values: (inner.enum ?? inner.items?.enum ?? []).map(String),
    }
    return [row, ...rowsOf(spec, member, deepest, depth + 1, [...open, schema])]
  })
}

export function responseOf(spec: Spec, response: ResponseSpec): ResponseSpec {
  if (!response.$ref) return response
  return spec.components.responses?.[response.$ref.replace('#/components/responses/', '')] ?? {}
}

/** The body that is shown: JSON where there are several kinds. */
export function mediaOf(content: Record<string, Media> | undefined): ({ kind: string } & Media) | undefined {
  const kinds = Object.entries(content ?? {})
  const [kind, media] = kinds.find(([name]) => name === 'application/json') ?? kinds[0] ?? []
  return kind && media ? { kind, ...media } : undefined
}

const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2))

export const exampleText = (media: { example?: unknown } | undefined): string => (media?.example === undefined ? '' : shown(media.example))

/** How an operation is asked from a shell, with the example of its body. */
export function curlOf(one: Operation): string {
  const secured = one.security === undefined || one.security.length > 0
  const needed = (one.parameters ?? []).filter((p) => p.in === 'query' && p.required).map((p) => `${p.name}=…`)
  const body = mediaOf(one.requestBody?.content)
  const parts = [
    `curl${one.method === 'GET' || (one.method === 'POST' && body) ? '' : ` -X ${one.method}`} "$HOST${one.path}${needed.length > 0 ? `?${needed.join('&')}` : ''}"`,
    ...(secured ? ['-H "Authorization: Bearer $KEY"'] : []),
    ...(body ? [`-H 'Content-Type: ${body.kind}'`] : []),
    ...((one.parameters ?? []).some((p) => p.name === 'Idempotency-Key') ? ['-H "Idempotency-Key: $ONCE"'] : []),
    ...(body && exampleText(body) ? [`-d '${exampleText(body).replaceAll("'", "'\\''")}'`] : []),
  ]
  return parts.join(' \\\n  ')
}
