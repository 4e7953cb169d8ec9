import { expect, it } from 'vitest'
import { withEmoji } from './emoji'

it.each([
  [':tada:', '🎉'],
  ['done :+1:', 'done 👍'],
  ['at 12:30:', null],
  ['a:x:', null],
  [':nothing:', null],
  [':constructor:', null],
  [':tada: and', null],
])('%j becomes %j', (before, after) => {
  expect(withEmoji(before)).toBe(after)
})
