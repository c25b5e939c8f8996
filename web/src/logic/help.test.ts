import { expect, it } from 'vitest'
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
    ].map(topicOf),
  ).toEqual([
    'folder',
    'inquiry',
    'ask',
    'item',
    'ask',
    'item',
    'track',
    'ask',
    'lists',
    'alerts',
    'team',
    'signals',
    'partners',
    'dashboard',
  ])
  expect(topicOf('/administration/post')).toBe('general')
})

it('every topic has a page that leads to it', () => expect(new Set(TOPICS).size).toBe(TOPICS.length))
