import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MessageList } from './message-list.js'
import type { Message } from './protocol.js'
import { Repair } from './repair.js'

const message = (cursor: number, prev: number): Message => ({
  id: `m${cursor}`,
  roomId: 'room',
  userId: 'ann',
  username: 'Ann',
  content: '',
  timestamp: 0,
  cursor,
  prev,
})
const chain = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i, from + i - 1))
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A history that answers as the service does, and a room that is kept whole from it. */
function room(stored: Message[], told: { clearing?: () => void } = {}) {
  const asked: (number | 'newest')[] = []
  const delays: number[] = []
  const list = new MessageList()
  const repair = new Repair({
    list,
    ...told,
    fetchPage: async ({ limit }) => {
      asked.push('newest')
      return { messages: stored.slice(-limit), hasMore: stored.length > limit }
    },
    fetchLog: async ({ limit, after }) => {
      asked.push(after)
      await new Promise(resolve => setTimeout(resolve, delays.shift() ?? 0))
      const found = stored.filter(({ cursor }) => cursor > after)
      const entries = found.slice(0, limit).map(data => ({ event: 'message' as const, data }))
      return { entries, hasMore: entries.length < found.length }
    },
  })
  const live = (arrived: Message) => {
    list.merge([arrived], { now: Date.now() })
    repair.check()
  }
  const cursors = () => list.messages.map(({ cursor }) => cursor)
  return { asked, delays, list, repair, live, cursors }
}

it('a room opens with its newest page', async () => {
  const { repair, asked, list } = room(chain(1, 80))
  repair.resume()
  await pass(100)
  expect(asked).toEqual(['newest'])
  expect(list.messages.length).toBe(50)
})

it('a hole that a slow answer shows is given up no sooner than one that is seen at once', async () => {
  const stored = chain(1, 2)
  const { repair, delays, cursors } = room(stored)
  repair.resume()
  await pass(100)
  delays.push(5_000)
  repair.catchUp(2)
  await pass(4_900)
  stored.push(message(4, 3))
  await pass(9_900)
  stored.splice(2, 0, message(3, 2))
  await pass(4_000)
  expect(cursors()).toEqual([1, 2, 3, 4])
})

it('a missed message is fetched after the last cursor held', async () => {
  const stored = chain(1, 2)
  const { repair, asked, live, cursors } = room(stored)
  repair.resume()
  await pass(100)
  stored.push(message(3, 2), message(4, 3))
  live(message(4, 3))
  await pass(100)
  expect(asked).toEqual(['newest', 2])
  expect(cursors()).toEqual([1, 2, 3, 4])
})

it('a hole is asked for until it is filled', async () => {
  const stored = chain(1, 2)
  const { repair, live, asked, cursors } = room(stored)
  repair.resume()
  await pass(100)
  live(message(4, 3))
  await pass(5_000)
  stored.push(message(3, 2), message(4, 3))
  await pass(4_000)
  expect(cursors()).toEqual([1, 2, 3, 4])
  const enough = asked.length
  await pass(60_000)
  expect(asked.length).toBe(enough)
})

it('a hole that is never filled is given up after the storing deadline', async () => {
  const { repair, live, asked, list } = room(chain(1, 2))
  repair.resume()
  await pass(100)
  live(message(4, 3))
  await pass(20_000)
  expect(list.holes()).toEqual([])
  const enough = asked.length
  await pass(60_000)
  expect(asked.length).toBe(enough)
})

it('a resync brings what was stored late behind newer messages', async () => {
  const stored = [message(1, 0), message(2, 1), message(9, 2)]
  const { repair, cursors } = room(stored)
  repair.resume()
  await pass(100)
  stored.splice(2, 0, message(5, 2))
  repair.catchUp(2)
  await pass(100)
  expect(cursors()).toEqual([1, 2, 5, 9])
})

it('a resync without a place brings what came since, and what is stored until the deadline', async () => {
  const stored = chain(1, 2)
  const { repair, cursors } = room(stored)
  repair.resume()
  await pass(100)
  stored.push(message(3, 2))
  repair.interrupted()
  await pass(100)
  expect(cursors()).toEqual([1, 2, 3])
  stored.push(message(4, 3))
  await pass(13_000)
  expect(cursors()).toEqual([1, 2, 3, 4])
})

it('a long absence is read page by page, a very long one starts over with the newest page', async () => {
  const stored = chain(1, 2)
  const { repair, list } = room(stored)
  repair.resume()
  await pass(100)
  stored.push(...chain(3, 900))
  repair.interrupted()
  await pass(100)
  expect(list.messages.length).toBe(900)
  stored.push(...chain(901, 9_000))
  repair.interrupted()
  await pass(100)
  expect(list.last).toBe(9_000)
  expect(list.messages.length).toBe(50)
})

it('what begins anew behind a gap is told', async () => {
  const stored = chain(1, 2)
  const clearing = vi.fn()
  const { repair } = room(stored, { clearing })
  repair.resume()
  await pass(100)
  stored.push(...chain(3, 1_900))
  repair.interrupted()
  await pass(100)
  expect(clearing).not.toHaveBeenCalled()
  stored.push(...chain(1_901, 9_000))
  repair.interrupted()
  await pass(100)
  expect(clearing).toHaveBeenCalledOnce()
})

/** A history that answers with the failures given, and then with a page. */
function failing(...failures: object[]) {
  const fetchPage = vi.fn(async () => {
    const failure = failures.shift()
    if (failure !== undefined) {
      throw Object.assign(new Error('no'), failure)
    }
    return { messages: chain(1, 2), hasMore: false }
  })
  const refused = vi.fn()
  const list = new MessageList()
  const repair = new Repair({ list, fetchPage, fetchLog: async () => ({ entries: [], hasMore: false }), refused })
  repair.resume()
  return { fetchPage, refused, list, repair }
}

it('a history that is away is asked again, and so is one that refuses, as a gateway does that is reloading', async () => {
  const { refused, list } = failing({}, { refused: true })
  await pass(10_000)
  expect(refused).not.toHaveBeenCalled()
  expect(list.messages).toHaveLength(2)
})

it('a refusal that lasts is told, and that it has ended', async () => {
  const refusal = { refused: true, code: 'forbidden' }
  const { fetchPage, refused, list } = failing(...Array.from({ length: 6 }, () => refusal))
  await pass(5_000)
  expect(refused.mock.calls).toEqual([[expect.objectContaining({ code: 'forbidden' })]])
  await pass(120_000)
  expect(fetchPage).toHaveBeenCalledTimes(7)
  expect(refused).toHaveBeenLastCalledWith(null)
  expect(list.messages).toHaveLength(2)
})

it('a history that wants to be left alone is', async () => {
  const { fetchPage } = failing({ retryAfterMillis: 20_000 })
  await pass(19_000)
  expect(fetchPage).toHaveBeenCalledTimes(1)
  await pass(2_000)
  expect(fetchPage).toHaveBeenCalledTimes(2)
})

it('after a rest the room is read from where it rested, whatever comes before it goes on', async () => {
  const { repair, asked, live } = room(chain(20_000_001, 20_000_002))
  repair.resume()
  await pass(100)
  repair.rest()
  live(message(60_000_000, 59_000_000))
  asked.length = 0
  repair.resume()
  await pass(1_000)
  expect(asked).toContain(20_000_002 - 15_000_000)
})
