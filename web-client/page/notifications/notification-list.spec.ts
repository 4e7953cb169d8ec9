import { expect, it } from 'vitest'
import { targetOf } from './notification-list'

it.each([
  [{ url: 'https://example.org/orders/7' }, 'https://example.org/orders/7'],
  [{ url: '/orders/7' }, '/orders/7'],
  [{ url: 'javascript:alert(1)' }, null],
  [{ url: 7 }, null],
  ['https://example.org', null],
  [null, null],
  [undefined, null],
])('a notification with %j leads to %s', (data, target) => {
  expect(targetOf({ data })).toBe(target)
})
