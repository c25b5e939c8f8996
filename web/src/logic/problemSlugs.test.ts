import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { de } from '../i18n/de'
import { en } from '../i18n/en'
import { es } from '../i18n/es'
import { fr } from '../i18n/fr'
import { problems } from '../i18n/problems'
import { problems as problemsDe } from '../i18n/problems.de'
import { problems as problemsEs } from '../i18n/problems.es'
import { problems as problemsFr } from '../i18n/problems.fr'

const sentences = { ...en.problem, ...problems.problem }
const TOLD = {
  en: sentences,
  fr: { ...fr.problem, ...problemsFr.problem },
  de: { ...de.problem, ...problemsDe.problem },
  es: { ...es.problem, ...problemsEs.problem },
}
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Slugs that only programs meet: partners' systems, operations, and what the pages never send. */
const MACHINES = [
  'address-refused',
  'archive-too-large',
  'batch-unfinished',
  'body-unreadable',
  'catalogue-invalid',
  'catalogue-version-taken',
  'changes-expired',
  'cursor-expired',
  'data-missing',
  'directory-invalid',
  'event-invalid',
  'export-too-large',
  'feed-invalid',
  'inquiry-open',
  'integration-off',
  'media-type-unsupported',
  'message-number-unknown',
  'method-not-allowed',
  'month-invalid',
  'month-not-over',
  'pause-invalid',
  'people-only',
  'quota-exceeded',
  'quota-unavailable',
  'receipt-taken',
  'record-quota-exceeded',
  'report-changed',
  'report-run-busy',
  'request-unreadable',
  'route-unknown',
  'scope-missing',
  'target-invalid',
  'token-refused',
  'token-unknown',
  'upload-damaged',
  'upload-invalid',
  'watches-full',
  'watches-too-many',
  'week-invalid',
  'week-not-over',
]

/** These come with status 401, for which there is one sentence. */
const SIGNED_OUT = [
  'key-expired',
  'key-invalid',
  'key-revoked',
  'key-rotated',
  'secret-rotated',
  'signature-invalid',
  'signature-old',
  'token-expired',
  'token-invalid',
  'token-missing',
]

/** Sentences for what the API says without naming it in its sources, or does not say itself. */
const OURS = [
  'internal',
  'unreachable',
  'unexpected',
  'not-found',
  'upload-failed',
  'document-refused',
  'not-in-directory',
  'too-many-requests',
  'unauthenticated',
  'quote',
  'other',
]

/** What needs no second sentence: the first says what to do, or there is none of ours. */
const ENOUGH: Record<string, string> = {
  other: 'the API’s own sentence',
  quote: 'what one says when one asks for help',
  'rejection-reason-unknown': 'says what to choose',
  'join-empty': 'says what to write',
  'note-empty': 'says what to write',
  'supplement-empty': 'says what to fill in',
  'call-centre-missing': 'says what to name',
  'search-too-short': 'says what to search for',
  'correction-reason-invalid': 'says what to write',
  'replay-refused': 'says what to name',
  'dismissal-invalid': 'says what to write',
  'scores-invalid': 'says what to give',
  'review-answer-empty': 'says what to write',
  'week-invalid': 'says what to choose',
}

const SLUG = '"([a-z0-9]+(?:-[a-z0-9]+)*)"'
/** Where a slug stands in the API: in a problem that is made, in a name for one, or in a reason to refuse. */
const PLACES = [
  new RegExp(`problem\\.New\\(\\s*[\\w.]+,\\s*${SLUG}`, 'g'),
  new RegExp(`(?:[Ss]lug|NotAllowed|Refusal|unknownReference)\\w*(?:,\\s*\\w+)?\\s*(?:=|:=|:)\\s*${SLUG}`, 'g'),
  new RegExp(`(?:refuse|changed|editFailed)\\((?:err,\\s*)?${SLUG}`, 'g'),
]

function sources(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))
    .map((name) => readFileSync(`${root}${folder}/${name}`, 'utf8'))
}

const slugs = new Set(
  [...sources('shared'), ...sources('functions')].flatMap((text) =>
    PLACES.flatMap((place) => [...text.matchAll(place)].map(([, slug]) => slug ?? '')),
  ),
)

describe('problems of the API', () => {
  it('are found in its sources', () => {
    for (const known of [
      'inquiry-duplicate',
      'action-not-allowed',
      'inquiry-changed',
      'operator-changed',
      'token-expired',
      'request-invalid',
      'message-unreadable',
    ])
      expect(slugs).toContain(known)
  })

  it('that people can meet have a sentence: add one to problems.ts, or the slug to MACHINES', () =>
    expect([...slugs].filter((slug) => !(slug in sentences) && !MACHINES.includes(slug) && !SIGNED_OUT.includes(slug)).sort()).toEqual([]))

  it.each(Object.entries(TOLD))('say what has happened and what to do, in %s', (_language, said) => {
    const bare = Object.entries(said).filter(([, words]) => !/[.!?] .*[.!?]$/u.test(words))
    expect(bare.map(([slug]) => slug).sort()).toEqual(Object.keys(ENOUGH).sort())
  })

  it('that are gone have none', () => {
    expect(Object.keys(sentences).filter((slug) => !slugs.has(slug) && !OURS.includes(slug))).toEqual([])
    expect(MACHINES.filter((slug) => !slugs.has(slug))).toEqual([])
  })
})
