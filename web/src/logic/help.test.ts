import { expect, it } from 'vitest'
import Pages from '../app/Pages.tsx?raw'
import { TOPICS, topicOf } from './help'

it('every page has help, the common ones their own', () => {
  expect(
    [
      '/folders/toDo',
      '/inquiries/1',
      '/items',
      '/items/CC1',
      '/items/CC1/ask',
      '/transports/1',
      '/track',
      '/track/ask',
      '/lists/1',
      '/alerts',
      '/team',
      '/insights/signals',
      '/partners',
      '/dashboard',
      '/search',
      '/messages/uploads',
      '/messages/1',
      '/reports/runs',
      '/reports/1',
    ].map(topicOf),
  ).toEqual([
    'folder',
    'inquiry',
    'ask',
    'item',
    'ask',
    'transport',
    'track',
    'ask',
    'lists',
    'alerts',
    'team',
    'signals',
    'partners',
    'dashboard',
    'search',
    'uploads',
    'messages',
    'runs',
    'reports',
  ])
  expect(topicOf('/elsewhere')).toBe('general')
})

it('every page inside the shell has help of its own', () => {
  const pages = [...Pages.matchAll(/path="(\/[^"*]+)"/g)].map(([, path]) => path ?? '')
  expect(pages.length).toBeGreaterThan(40)
  expect(pages.filter((path) => topicOf(path) === 'general')).toEqual([])
})

it('every topic has a page that leads to it', () => {
  const pages = [...Pages.matchAll(/path="(\/?[^"]+)"/g)].map(([, path]) => topicOf(path ?? ''))
  expect(TOPICS.filter((topic) => !pages.includes(topic))).toEqual([])
})
