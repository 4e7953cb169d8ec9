import { expect, it } from 'vitest'
import { MessageList, STORING_DEADLINE_MILLIS } from './message-list.js'
import type { Message } from './protocol.js'

const SECOND = 1_000_000
const message = (cursor: number, prev: number | null, id = `m${cursor}`): Message => ({
  id,
  roomId: 'room',
  userId: 'ann',
  username: 'Ann',
  content: id,
  timestamp: 0,
  cursor,
  prev,
})
const cursors = (list: MessageList) => list.messages.map(({ cursor }) => cursor)

function loaded(...messages: Message[]) {
  const list = new MessageList()
  list.load({ messages, hasMore: true }, 0)
  return list
}

it('messages stand in cursor order, however they come', () => {
  const list = loaded(message(10, 9), message(20, 10))
  list.merge([message(40, 30)], { now: 0 })
  list.merge([message(30, 20)], { now: 0 })
  expect(cursors(list)).toEqual([10, 20, 30, 40])
})

it('a message that comes twice is shown once', () => {
  const list = loaded(message(10, 9))
  list.merge([message(20, 10)], { now: 0 })
  list.merge([message(20, 10)], { now: 0, stored: true })
  expect(cursors(list)).toEqual([10, 20])
})

it('the same id of another user is another message', () => {
  const list = loaded(message(10, 9, 'x'))
  list.merge([{ ...message(20, 10, 'x'), userId: 'ben' }], { now: 0 })
  expect(cursors(list)).toEqual([10, 20])
})

it('a resend under a second cursor is not shown, and the chain goes on over it', () => {
  const list = loaded(message(10, 9, 'x'))
  list.merge([message(20, 10, 'x')], { now: 0 })
  list.merge([message(30, 20)], { now: 0 })
  expect(cursors(list)).toEqual([10, 30])
  expect(list.holes()).toEqual([])
})

it('the history decides which cursor of a message is kept', () => {
  const list = loaded(message(10, 9))
  list.merge([message(30, 20, 'x')], { now: 0 })
  list.merge([message(20, 10, 'x')], { now: 0, stored: true })
  expect(cursors(list)).toEqual([10, 20])
})

it('a prev that is not the last cursor is a hole, filled by what was missed', () => {
  const list = loaded(message(10, 9))
  list.merge([message(30, 20)], { now: 0 })
  expect(list.holes()).toEqual([{ after: 10, before: 30 }])
  list.merge([message(20, 10)], { now: 0, stored: true })
  expect(list.holes()).toEqual([])
})

it('a message with only final ones before it is a hole for one look', () => {
  const list = loaded(message(10, 9))
  list.merge([message(90 * SECOND, 0)], { now: 5 })
  expect(list.holes()).toEqual([{ after: 10, before: 90 * SECOND }])
  list.settle({ after: 10, through: 90 * SECOND, askedAt: 4 })
  expect(list.holes()).toHaveLength(1)
  list.settle({ after: 10, through: 90 * SECOND, askedAt: 5 })
  expect(list.holes()).toEqual([])
})

it('the first message of a room has no hole before it', () => {
  const list = new MessageList()
  list.load({ messages: [], hasMore: false }, 0)
  list.merge([message(90 * SECOND, 0)], { now: 5 })
  expect(list.holes()).toEqual([])
})

it('an unknown prev is a hole', () => {
  const list = loaded(message(10, 9))
  list.merge([message(30, null)], { now: 0 })
  expect(list.holes()).toEqual([{ after: 10, before: 30 }])
})

it('what lies before the first page is not missed', () => {
  expect(loaded(message(10, 9)).holes()).toEqual([])
})

it('a first message after an empty page tells of those before it', () => {
  const list = new MessageList()
  list.load({ messages: [], hasMore: false }, 0)
  list.merge([message(30, 20)], { now: 0 })
  expect(list.holes()).toEqual([{ after: 0, before: 30 }])
})

it('a cursor heard of is missed until its message comes', () => {
  const list = loaded(message(10, 9))
  list.expect(20, 0)
  expect(list.holes()).toEqual([{ after: 10, before: 20 }])
  list.merge([message(20, 10)], { now: 0 })
  expect(list.holes()).toEqual([])
  expect(cursors(list)).toEqual([10, 20])
})

it('a hole is given up only by an answer that was asked for after the storing deadline', () => {
  const list = loaded(message(10, 9))
  list.merge([message(30, 20)], { now: 0 })
  list.settle({ after: 10, through: Infinity, askedAt: STORING_DEADLINE_MILLIS - 1 })
  expect(list.holes().length).toBe(1)
  list.settle({ after: 10, through: Infinity, askedAt: STORING_DEADLINE_MILLIS })
  expect(list.holes()).toEqual([])
})

it('an old hole in the first page is given up at once, a fresh one is not', () => {
  const old = loaded(message(SECOND, 1), message(3 * SECOND, 2 * SECOND), message(60 * SECOND, 3 * SECOND))
  expect(old.holes()).toEqual([])
  const fresh = loaded(message(SECOND, 1), message(3 * SECOND, 2 * SECOND))
  expect(fresh.holes().length).toBe(1)
})

it('no more are kept than it is told to, and those are whole', () => {
  const list = new MessageList(100)
  list.load({ messages: [message(1, 0)], hasMore: true }, 0)
  list.merge(Array.from({ length: 300 }, (_, i) => message(i + 2, i + 1)), { now: 0 })
  expect(list.messages.length).toBe(100)
  expect(list.floor).toBe(202)
  expect(list.holes()).toEqual([])
})

it('an older page goes before what is there, and the room reaches back to it', () => {
  const list = loaded(message(30, 20))
  list.extend({ messages: [message(10, null), message(20, 10)], hasMore: false }, 0)
  expect(cursors(list)).toEqual([10, 20, 30])
  expect(list.floor).toBe(0)
  list.settle({ after: 0, through: 20, askedAt: STORING_DEADLINE_MILLIS })
  expect(list.holes()).toEqual([])
})

it('a hole is not given up by a page that begins within it, however old what follows is', () => {
  const list = loaded(message(10 * SECOND, 9 * SECOND))
  list.merge([message(60 * SECOND, 50 * SECOND), message(75 * SECOND, 60 * SECOND)], { now: 0, stored: true })
  list.settle({ after: 55 * SECOND, through: Infinity, askedAt: STORING_DEADLINE_MILLIS })
  expect(list.holes()).toEqual([{ after: 10 * SECOND, before: 60 * SECOND }])
  list.settle({ after: 10 * SECOND, through: Infinity, askedAt: STORING_DEADLINE_MILLIS })
  expect(list.holes()).toEqual([])
})

it('an older page says nothing of what is missing after it', () => {
  const list = loaded(message(30, 20))
  list.merge([message(50, 40)], { now: 0 })
  list.extend({ messages: [message(10, null), message(20, 15)], hasMore: false, asOf: 60 }, 0)
  list.merge([message(70, 60)], { now: 0 })
  expect(list.holes()).toEqual([
    { after: 30, before: 50 },
    { after: 50, before: 70 },
  ])
})

it('an answer that was deleted before it came is not counted', () => {
  const list = loaded(message(10, 9))
  const by = { userId: 'ann', username: 'Ann' }
  const deletion = { roomId: 'room', userId: 'ann', id: 'm20', by, timestamp: 0, cursor: 30, prev: 20 }
  list.take([{ event: 'message_deleted', data: deletion }], { now: 0 })
  list.merge([{ ...message(20, 10), replyTo: { userId: 'ann', id: 'm10' } }], { now: 0 })
  expect(list.messages.map(({ deleted, replies }) => ({ deleted, replies }))).toEqual([
    { deleted: undefined, replies: undefined },
    { deleted: true, replies: undefined },
  ])
})

it('what became of messages is known for as long as they are, of however many', () => {
  const list = loaded(message(1, 0))
  const all = Array.from({ length: 1_000 }, (_, i) => message(i + 2, i + 1))
  list.merge(all, { now: 0 })
  const by = { userId: 'ben', username: 'Ben' }
  const reactions = list.messages.map(({ id }, i) => ({
    event: 'reaction' as const,
    data: { roomId: 'room', userId: 'ann', id, by, reaction: 'x', on: true, timestamp: 0, cursor: 1_002 + i, prev: 1_001 + i },
  }))
  list.take(reactions, { now: 0 })
  // Another one makes them be looked at anew.
  list.take(reactions.map(({ event, data }) => ({ event, data: { ...data, reaction: 'y', cursor: data.cursor + 1_001, prev: data.cursor + 1_000 } })), { now: 0 })
  expect(list.messages.map(({ reactions }) => reactions?.length)).toEqual(Array(1_001).fill(2))
})
