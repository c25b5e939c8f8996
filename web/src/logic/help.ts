/** What the help panel can speak about. */
export const TOPICS = [
  'folder',
  'inquiry',
  'item',
  'ask',
  'track',
  'lists',
  'alerts',
  'team',
  'insights',
  'signals',
  'partners',
  'dashboard',
  'general',
] as const
export type Topic = (typeof TOPICS)[number]

const BY_PATH: readonly [RegExp, Topic][] = [
  [/^\/folders\//, 'folder'],
  [/^\/inquiries\//, 'inquiry'],
  [/^\/items\/[^/]+\/ask/, 'ask'],
  [/^\/(items|transports)\/./, 'item'],
  [/^\/items/, 'ask'],
  [/^\/track\/ask/, 'ask'],
  [/^\/track/, 'track'],
  [/^\/lists/, 'lists'],
  [/^\/alerts/, 'alerts'],
  [/^\/team/, 'team'],
  [/^\/insights\/signals/, 'signals'],
  [/^\/insights/, 'insights'],
  [/^\/partners/, 'partners'],
  [/^\/dashboard/, 'dashboard'],
]

/** What helps on a page. */
export function topicOf(pathname: string): Topic {
  return BY_PATH.find(([path]) => path.test(pathname))?.[1] ?? 'general'
}
