import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Api } from './api.js'
import { ChorusError, type ErrorCode } from './chorus-error.js'
import type { Connection } from './connection.js'
import type { Message, MessagePage } from './protocol.js'
import { JoinedRoom } from './joined-room.js'
import { Turns } from './turns.js'

const ME = { userId: 'ada', username: 'Ada' }

const message = (cursor: number, prev: number | null, more: Partial<Message> = {}): Message => ({
  id: `m${cursor}`,
  roomId: 'room',
  userId: 'bob',
  username: 'Bob',
  content: `no ${cursor}`,
  timestamp: 0,
  cursor,
  prev,
  ...more,
})

interface Sent {
  id: string
  content: string
}

/** A room before a server that answers each message as it is told to. */
function room(answer: (sent: Sent) => Promise<{ cursor: number }>, history: Message[] = []) {
  const sent: Sent[] = []
  const connection: Pick<Connection, 'request'> = {
    request: async <T>(event: string, data: object, taken?: (data: T) => void) => {
      switch (event) {
        case 'join_room': {
          const joined = { cursor: history.at(-1)?.cursor ?? null, members: [], memberCount: 1 } as T
          taken?.(joined)
          return joined
        }
        case 'send_message':
          sent.push(data as Sent)
          return (await answer(data as Sent)) as T
        default:
          return {} as T
      }
    },
  }
  const api: Pick<Api, 'messages' | 'log' | 'replies'> = {
    log: async (room, query) => {
      const { messages, hasMore } = await api.messages(room, query)
      return { entries: messages.map(data => ({ event: 'message', data })), hasMore }
    },
    replies: () => Promise.reject(new Error('nobody asks')),
    messages: async (_room, { limit, before, after }): Promise<MessagePage> => {
      const found = history.filter(
        ({ cursor }) => cursor < (before ?? Infinity) && cursor > (after ?? -Infinity),
      )
      const messages = after === undefined ? found.slice(-limit) : found.slice(0, limit)
      return { messages, hasMore: messages.length < found.length }
    },
  }
  const made = new JoinedRoom({ id: 'room', me: () => ME, connection, api, turns: new Turns(), changed() {} })
  return { room: made, sent, history }
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const states = (of: JoinedRoom) => of.messages.map(({ content, state }) => `${content}: ${state}`)
const never = () => new Promise<never>(() => {})
const refusing = (code: ErrorCode) => () => Promise.reject(new ChorusError(code, 'no'))

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

it('an own message is shown at once, behind all others', async () => {
  const { room: here } = room(never, [message(1, null)])
  await here.join()
  await pass(100)
  here.send('hello')
  expect(states(here)).toEqual(['no 1: stored', 'hello: sending'])
})

it('an own message that comes back from the room is shown once, and stored when the reply says so', async () => {
  let reply = (_: { cursor: number }) => {}
  const { room: here, sent } = room(() => new Promise(resolve => (reply = resolve)))
  await here.join()
  await pass(100)
  here.send('hello')
  const own = message(5, 0, { ...ME, id: sent[0]!.id, content: 'hello' })
  here.receive({ event: 'message', data: own })
  expect(states(here)).toEqual(['hello: sending'])
  reply({ cursor: 5 })
  await pass(0)
  expect(states(here)).toEqual(['hello: stored'])
})

it('what is written without a connection is sent when the room is joined again', async () => {
  const { room: here, sent } = room(async () => ({ cursor: 5 }))
  here.send('hello')
  expect(sent).toEqual([])
  await here.join()
  expect(sent.map(({ content }) => content)).toEqual(['hello'])
})

it('a message whose answer got lost is sent again under its id', async () => {
  const { room: here, sent } = room(refusing('disconnected'))
  await here.join()
  here.send('hello')
  await pass(0)
  here.disconnected()
  await here.join()
  expect(sent.map(({ id }) => id)).toEqual([sent[0]!.id, sent[0]!.id])
})

it('a refusal that passes is met by sending again, for a minute', async () => {
  const { room: here, sent } = room(refusing('overloaded'))
  await here.join()
  here.send('hello')
  await pass(30_000)
  expect(states(here)).toEqual(['hello: sending'])
  expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
  await pass(40_000)
  expect(states(here)).toEqual(['hello: failed'])
  const tries = sent.length
  await pass(60_000)
  expect(sent).toHaveLength(tries)
})

it('the minute begins with the first attempt over a connection', async () => {
  const { room: here, sent } = room(refusing('overloaded'))
  here.send('hello')
  await pass(120_000)
  await here.join()
  await pass(30_000)
  expect(states(here)).toEqual(['hello: sending'])
  expect(sent.length).toBeGreaterThan(1)
})

it('any other refusal is final until the user tries again or discards', async () => {
  const { room: here, sent } = room(refusing('message_too_large'))
  await here.join()
  here.send('hello')
  await pass(0)
  expect(here.messages[0]).toMatchObject({ state: 'failed', reason: 'no' })
  here.retry(sent[0]!.id)
  await pass(0)
  expect(sent).toHaveLength(2)
  here.discard(sent[0]!.id)
  expect(here.messages).toEqual([])
})

it('older pages go before what is there until the beginning is reached', async () => {
  const history = Array.from({ length: 120 }, (_, i) => message(i + 1, i || null))
  const { room: here } = room(never, history)
  await here.join()
  await pass(100)
  expect([here.messages.length, here.hasOlder, here.snapshot.hasFirst]).toEqual([50, true, false])
  await here.loadOlder()
  await here.loadOlder()
  expect([here.messages.length, here.hasOlder, here.snapshot.hasFirst]).toEqual([120, false, true])
  expect(here.messages[0]?.content).toBe('no 1')
})

it('those who come and go are counted once each', async () => {
  const { room: here } = room(never)
  await here.join()
  const bob = { roomId: 'room', userId: 'bob', username: 'Bob' }
  here.receive({ event: 'user_joined', data: bob })
  here.receive({ event: 'user_joined', data: bob })
  expect([here.memberCount, here.members.length]).toEqual([2, 1])
  here.receive({ event: 'user_left', data: bob })
  expect([here.memberCount, here.members.length]).toEqual([1, 0])
})

const SECOND = 1_000_000
const everySecond = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message((from + i) * SECOND, (from + i - 1) * SECOND))
const cursors = (messages: readonly { cursor: number | null }[]) => messages.map(({ cursor }) => cursor)

it('what was said during an absence comes whole', async () => {
  const { room: here, history } = room(never, everySecond(1, 5))
  await here.join()
  await pass(100)
  here.disconnected()
  history.push(...everySecond(6, 100))
  await here.join()
  await pass(100)
  expect(cursors(here.messages)).toEqual(cursors(history))
})

it('what was stored before the place at which an absence began comes, too', async () => {
  const late = message(2 * SECOND, SECOND)
  // The room's clock was lost behind it, so nobody could say that something is missing.
  const { room: here, history } = room(never, [message(SECOND, 0), message(3 * SECOND, null), message(16 * SECOND, 3 * SECOND)])
  await here.join()
  await pass(100)
  here.disconnected()
  history.splice(1, 0, late)
  history.push(message(100 * SECOND, 16 * SECOND))
  await here.join()
  await pass(100)
  expect(cursors(here.messages)).toEqual(cursors(history))
})
