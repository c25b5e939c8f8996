import { describe, expect, it } from 'vitest'
import { arrived, choose, type Kept, keptFrom, preferencesOf, settled, USUAL, unsavedOf } from './preferences'

const kept = (chosen: Kept['chosen'], ...unsaved: Kept['unsaved']): Kept => ({ chosen, unsaved })

describe('what a person chose', () => {
  it('is what the API says of them, wherever they chose it', () => {
    expect(arrived(kept({ theme: 'dark', density: 'compact' }), { theme: 'light', language: 'de' })).toEqual(
      kept({ theme: 'light', language: 'de' }),
    )
  })

  it('is what they chose here, as long as that is not saved: the rest is the API’s', () => {
    const here = choose(kept({ theme: 'dark', density: 'compact' }), { theme: 'light' })
    expect(arrived(here, { theme: 'dark', density: 'comfortable' })).toEqual(kept({ theme: 'light', density: 'comfortable' }, 'theme'))
  })

  it('waits once, member by member, until it is saved', () => {
    let here = choose(choose(kept({}), { theme: 'dark' }), { theme: 'light', columns: ['item', 'due'] })
    expect(unsavedOf(here)).toEqual({ theme: 'light', columns: ['item', 'due'] })
    here = settled(here, { theme: 'light', columns: ['item', 'due'] })
    expect(unsavedOf(here)).toBeUndefined()
    expect(here.chosen).toEqual({ theme: 'light', columns: ['item', 'due'] })
  })

  it('goes on waiting where something else was chosen while it was sent', () => {
    const sent = choose(kept({}), { theme: 'dark', columns: ['item'] })
    const meanwhile = choose(sent, { theme: 'light' })
    const after = arrived(settled(meanwhile, sent.chosen), { theme: 'dark', columns: ['item'] })
    expect(after).toEqual(kept({ theme: 'light', columns: ['item'] }, 'theme'))
  })

  it('is the API’s again where it was refused for good', () => {
    const refused = settled(choose(kept({ theme: 'dark' }), { theme: 'light' }), { theme: 'light' })
    expect(arrived(refused, { theme: 'dark' })).toEqual(kept({ theme: 'dark' }))
  })
})

describe('on a browser that several people use', () => {
  const texts = new Map<string, string>()
  const person = (name: string) => texts.get(name) ?? null
  const put = (name: string, next: Kept) => texts.set(name, JSON.stringify(next))

  it('each has their own; who is new begins with the look that was last used, until the API has said theirs', () => {
    put('ana', choose(keptFrom(person('ana')), { theme: 'dark', density: 'compact', shortcuts: 'off' }))
    const last = { theme: 'dark', density: 'compact' } as const
    expect(preferencesOf(person('ana'), last)).toMatchObject({ theme: 'dark', density: 'compact', shortcuts: 'off' })
    expect(preferencesOf(person('sam'), last)).toEqual({ ...USUAL, ...last })
    put('sam', arrived(keptFrom(person('sam')), {}))
    expect(preferencesOf(person('sam'), last)).toEqual(USUAL)
    expect(unsavedOf(keptFrom(person('sam')))).toBeUndefined()
    expect(preferencesOf(person('ana'), last).theme).toBe('dark')
  })

  it('what cannot be read is nothing', () => {
    expect(keptFrom('{')).toEqual(kept({}))
    expect(preferencesOf('{', {})).toEqual(USUAL)
    expect(preferencesOf(null, {})).toEqual(USUAL)
  })
})
