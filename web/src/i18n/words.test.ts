import { createInstance } from 'i18next'
import { describe, expect, it } from 'vitest'
import { de } from './de'
import { en } from './en'
import { es } from './es'
import { fr } from './fr'
import { later } from './later'
import { later as laterDe } from './later.de'
import { later as laterEs } from './later.es'
import { later as laterFr } from './later.fr'
import { inEveryNumber } from './plurals'
import { titles } from './titles'
import { titles as titlesDe } from './titles.de'
import { titles as titlesEs } from './titles.es'
import { titles as titlesFr } from './titles.fr'

interface Tree {
  readonly [key: string]: string | Tree
}

const sentences = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : sentences(value, `${path}${key}.`),
  )
/** All words of a language, as the pages have them once the later ones came: some subjects stand in both. */
const together = (first: Tree, more: Tree): Tree => ({
  ...first,
  ...Object.fromEntries(
    Object.entries(more).map(([key, said]): [string, string | Tree] => {
      const there = first[key]
      return [key, typeof said === 'string' || there === undefined || typeof there === 'string' ? said : together(there, said)]
    }),
  ),
})
const ENGLISH = together(en, later)
const english = new Map(sentences(ENGLISH))
const placeholders = (sentence: string) => (sentence.match(/\{\{\w+\}\}/g) ?? []).sort()

/** What one language says like another: names, numbers, and words they share. */
const ALIKE =
  /^(product|s10\.ems|reports\.(csv|xlsx|none|inOut)|column\.none|documents\.(cn08|cn18)|templates\.example\..*|.*forceMajeure.*)$/

describe.each(Object.entries({ fr: together(fr, laterFr), de: together(de, laterDe), es: together(es, laterEs) }))(
  'the words in %s',
  (language, words) => {
    const all = sentences(words)

    it('have the keys of the English ones', () => expect(all.map(([key]) => key).sort()).toEqual([...english.keys()].sort()))

    it('have their placeholders', () =>
      expect(all.filter(([key, said]) => String(placeholders(said)) !== String(placeholders(english.get(key) ?? '')))).toEqual([]))

    it('are words', () => expect(all.filter(([, said]) => said.trim() === '' || said !== said.trim())).toEqual([]))

    it('are translated', () =>
      expect(
        all.filter(
          ([key, said]) => said === english.get(key) && /[a-z]+ +[a-z]+/i.test(said.replace(/\{\{\w+\}\}/g, '')) && !ALIKE.test(key),
        ),
      ).toEqual([]))

    it('keep the typography of their language', () => {
      const wrong: Record<string, RegExp> = {
        // a space that does not break before high punctuation and inside guillemets, curved apostrophes
        fr: /[^\u202f][?!;]|[^\u00a0\d]:(?!\d)|«[^\u00a0]|[^\u00a0]»|["']|\.\.\./u,
        de: /["']|«|\s[?!:;]|“[^“]*”|\.\.\./u,
        es: /["']|“|\s[?!:;]|\.\.\./u,
      }
      expect(all.filter(([, said]) => wrong[language]?.test(said))).toEqual([])
      if (language === 'es') expect(all.filter(([, said]) => said.includes('?') !== said.includes('¿'))).toEqual([])
    })

    it('address the reader formally', () => {
      const familiar: Record<string, RegExp> = {
        fr: /(^|[^\p{L}])(tu|ton|ta|tes|toi)([^\p{L}]|$)/iu,
        de: /(^|[^\p{L}])(du|dein|deine|deinen|deiner|dir|dich)([^\p{L}]|$)/iu,
        es: /(^|[^\p{L}])(tú|tu|tus|vosotros|vuestro)([^\p{L}]|$)/iu,
      }
      expect(all.filter(([, said]) => familiar[language]?.test(said))).toEqual([])
    })

    it('have a sentence for every count, also where the language tells millions apart', async () => {
      const i18n = createInstance()
      await i18n.init({
        lng: language,
        fallbackLng: 'en',
        resources: { en: { translation: ENGLISH }, [language]: { translation: inEveryNumber(words) } },
      })
      const keys = [...english.keys()].filter((key) => key.endsWith('_other')).map((key) => key.replace(/_other$/, ''))
      for (const key of keys)
        for (const count of [0, 1, 2, 1_000_000])
          expect(all.map(([, said]) => said.replace('{{count}}', String(count)))).toContain(
            i18n.t(key as 'bulk.chosen', { count, ...KEPT } as { count: number }),
          )
    })
  },
)

it.each([
  ['en', titles, later],
  ['fr', titlesFr, laterFr],
  ['de', titlesDe, laterDe],
  ['es', titlesEs, laterEs],
])('pages are called in the navigation as they call themselves, in %s', (_language, called, words) => {
  const own = new Map(sentences(words))
  expect(sentences(called).filter(([key, said]) => own.get(key) !== said)).toEqual([])
})

/** Other placeholders of counted sentences, left as they are. */
const KEPT = { examined: '{{examined}}' }
