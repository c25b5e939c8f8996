import { replaceEqualDeep } from '@tanstack/react-query'

const version = (one: unknown): number =>
  one && typeof one === 'object' && 'version' in one && typeof one.version === 'number' ? one.version : 0

/** What is known of a record with a version once an answer has come: answers overtake each other, and an older one takes nothing back. */
export const newest = (known: unknown, come: unknown): unknown => (version(come) < version(known) ? known : replaceEqualDeep(known, come))
