import { expect, test } from 'vitest'
import { sectionOf } from './section'

test.each([
  ['/insights', '/insights'],
  ['/insights/response-times', '/insights'],
  ['/insights/signals', '/insights/signals'],
  ['/insights/signals/01KAQ', '/insights/signals'],
  ['/items/CC100000290IE/ask', '/items'],
  ['/administration/webhooks/new', '/administration/webhooks'],
  ['/folders/toDo', '/folders/toDo'],
  ['/reports-of-old', '/reports-of-old'],
])('%s belongs to %s', (pathname, section) => {
  expect(sectionOf(pathname)).toBe(section)
})
