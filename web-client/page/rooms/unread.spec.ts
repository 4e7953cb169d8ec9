import { expect, it } from 'vitest'
import { counted, isShort, unread } from './unread'

const messages = [
  { cursor: 1, userId: 'bob' },
  { cursor: 2, userId: 'ada' },
  { cursor: 3, userId: 'bob' },
  { cursor: null, userId: 'ada' },
]

it('unread are those of others after what was read', () => {
  expect(unread(messages, 1, 'ada')).toBe(1)
  expect(unread(messages, 0, 'ada')).toBe(2)
})

it('what is deleted is not unread', () => {
  expect(unread([...messages, { cursor: 4, userId: 'bob', deleted: true }], 1, 'ada')).toBe(1)
})

it('nothing is unread in a room that was never read', () => {
  expect(unread(messages, undefined, 'ada')).toBe(0)
})

it('they are counted up to a hundred', () => {
  expect(counted(0)).toBe('')
  expect(counted(99)).toBe('99')
  expect(counted(100)).toBe('99+')
})

it('a room is short where what was read may lie before its oldest message', () => {
  const fifty = Array.from({ length: 50 }, (_, index) => ({ cursor: 100 + index }))
  expect(isShort({ messages: fifty, hasOlder: true }, 20)).toBe(true)
  expect(isShort({ messages: fifty, hasOlder: true }, 120)).toBe(false)
  expect(isShort({ messages: fifty, hasOlder: false }, 20)).toBe(false)
  expect(isShort({ messages: fifty, hasOlder: true }, undefined)).toBe(false)
})
