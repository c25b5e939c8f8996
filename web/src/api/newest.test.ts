import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { newest } from './newest'

describe('an inquiry whose answers overtake each other', () => {
  const asked = () => {
    const queries = new QueryClient()
    let answer: (come: unknown) => void = () => undefined
    const observer = new QueryObserver(queries, {
      queryKey: ['one'],
      queryFn: () => new Promise((resolve) => (answer = resolve)),
      structuralSharing: newest,
    })
    observer.subscribe(() => undefined)
    const now = () => queries.getQueryData(['one'])
    const come = async (one: unknown) => {
      answer(one)
      await Promise.resolve(observer.getCurrentQuery().promise)
    }
    return { queries, come, now }
  }

  it('keeps what a step made of it when an earlier look arrives after it', async () => {
    const { queries, come, now } = asked()
    queries.setQueryData(['one'], { version: 5, state: 'closed' })
    await come({ version: 4, state: 'replied' })
    expect(now()).toEqual({ version: 5, state: 'closed' })
  })

  it('keeps what a later step made of it when an earlier one is answered after it', () => {
    const { queries, now } = asked()
    queries.setQueryData(['one'], { version: 5, state: 'closed' })
    queries.setQueryData(['one'], { version: 4, state: 'replied' })
    expect(now()).toEqual({ version: 5, state: 'closed' })
  })

  it('takes what is newer, or as new and says something else', () => {
    const { queries, now } = asked()
    queries.setQueryData(['one'], { version: 4, hours: 3 })
    queries.setQueryData(['one'], { version: 4, hours: 2 })
    expect(now()).toEqual({ version: 4, hours: 2 })
    queries.setQueryData(['one'], { version: 5, hours: 1 })
    expect(now()).toEqual({ version: 5, hours: 1 })
  })
})
