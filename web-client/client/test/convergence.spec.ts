import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Api } from '../src/api'
import type { Connection } from '../src/connection'
import { JoinedRoom } from '../src/joined-room'
import type { LogEntry, Member, MessageName, MessageState } from '../src/protocol'
import type { RoomMessage } from '../src/room-message'
import { Turns } from '../src/turns'

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1)
const STEPS = 300
const DEADLINE_MILLIS = 10_000
const HORIZON_MILLIS = 15_000
const SLOW_MILLIS = 2_000
const ME = { userId: 'ada', username: 'Ada' }
const OTHERS = ['bob', 'cid', 'dan']

/** Numbers from 0 to 1, by a seed. */
function randomOf(seed: number) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const nameOf = ({ userId, id }: MessageName) => `${userId} ${id}`

/** Messages as a log says that they are, up to a place; deletions count from wherever they are. */
function stateOf(log: LogEntry[], asOf: number): MessageState[] {
  const messages = new Map<string, MessageState & { by: Map<string, Set<string>>; answers: Set<string> }>()
  for (const { event, data } of log) {
    if (event === 'message') {
      messages.set(nameOf(data), { ...data, by: new Map(), answers: new Set() })
    }
  }
  for (const { event, data } of log.filter(it => it.data.cursor <= asOf || it.event === 'message_deleted')) {
    const message = messages.get(nameOf(data))
    if (event === 'message') {
      if (data.replyTo !== undefined) {
        messages.get(nameOf(data.replyTo))?.answers.add(nameOf(data))
      }
    } else if (event === 'message_edited' && message !== undefined) {
      Object.assign(message, { content: data.content, editedAt: data.timestamp })
    } else if (event === 'reaction' && message !== undefined) {
      const users = message.by.get(data.reaction) ?? new Set()
      message.by.set(data.reaction, data.on ? users.add(data.by.userId) : (users.delete(data.by.userId), users))
    } else if (event === 'message_deleted' && message !== undefined) {
      message.deleted = true
      if (data.cursor <= asOf) {
        messages.forEach(({ answers }) => answers.delete(nameOf(data)))
      }
    }
  }
  return [...messages.values()].map(({ by, answers, editedAt, ...rest }) => {
    const reactions = [...by]
      .filter(([, users]) => users.size > 0)
      .map(([reaction, users]) => ({ reaction, count: users.size, me: false, users: [...users].map(member) }))
    return {
      ...rest,
      ...(rest.deleted ? { content: '' } : editedAt !== undefined && { editedAt }),
      ...(answers.size > 0 && { replies: answers.size }),
      ...(reactions.length > 0 && !rest.deleted && { reactions }),
    }
  })
}

const member = (userId: string): Member => ({ userId, username: userId })

/** What the user sees of messages, in an order of its own where the protocol promises none. */
function shown(messages: readonly (RoomMessage | MessageState)[]) {
  return messages.map(({ userId, id, cursor, content, deleted = false, editedAt, replies = 0, reactions = [] }) => ({
    name: nameOf({ userId, id }),
    cursor,
    content,
    deleted,
    editedAt,
    replies,
    reactions: reactions.map(it => `${it.reaction} ${it.users.map(user => user.userId).sort()}`).sort(),
  }))
}

/** A server that loses, delays and refuses, within what the protocol allows, and a room that follows it. */
class World {
  readonly log: LogEntry[] = []
  readonly room: JoinedRoom
  private readonly random: () => number
  /** What has a place and may still be stored, or may not. */
  private readonly pending = new Set<number>()
  private readonly deleted = new Set<string>()
  private newest = 0
  private made = 0
  private online = false

  constructor(seed: number) {
    this.random = randomOf(seed)
    const connection: Pick<Connection, 'request'> = {
      request: async <T>(event: string, _data: object, taken?: (data: T) => void) => {
        const answer = (event === 'join_room'
          ? { cursor: this.log.at(-1)?.data.cursor ?? null, members: [], memberCount: 1 }
          : {}) as T
        taken?.(answer)
        return answer
      },
    }
    const api: Pick<Api, 'messages' | 'log' | 'replies'> = {
      replies: () => Promise.reject(new Error('nobody asks')),
      log: async (_room, { after, limit }) => {
        await this.passage()
        const found = this.log.filter(it => it.data.cursor > after)
        return { entries: found.slice(0, limit), hasMore: found.length > limit }
      },
      messages: async (_room, { limit, before = Infinity }) => {
        await this.passage()
        const firstPending = Math.min(...this.pending)
        const asOf = this.log.findLast(it => it.data.cursor < firstPending)?.data.cursor ?? 0
        const found = stateOf(this.log, asOf).filter(it => it.cursor < before)
        return { messages: found.slice(-limit), hasMore: found.length > limit, asOf }
      },
    }
    this.room = new JoinedRoom({ id: 'room', me: () => ME, connection, api, turns: new Turns(), changed() {} })
  }

  async live(): Promise<void> {
    for (let step = 0; step < 100; step++) {
      this.say(this.anything(), 0)
    }
    await this.come()
    for (let step = 0; step < STEPS; step++) {
      await vi.advanceTimersByTimeAsync(this.below(this.chance(0.1) ? 20_000 : 1_500))
      if (this.chance(0.05)) {
        await (this.online ? this.go() : this.come())
      } else if (this.chance(0.05)) {
        void this.room.loadOlder(1 + this.below(20))
      } else if (this.chance(0.02) && this.online) {
        this.room.receive({ event: 'resync', data: {} })
      } else {
        const delay = this.chance(0.8) ? 5 : this.chance(0.8) ? this.below(DEADLINE_MILLIS) : Infinity
        const said = this.anything()
        this.say(said, delay)
        if (delay === Infinity && this.chance(0.5)) {
          // Its author was not told, and says it again.
          await vi.advanceTimersByTimeAsync(this.below(3_000))
          this.say(said, 5)
        }
      }
    }
    await this.come()
    await this.room.loadOlder(10)
    await vi.advanceTimersByTimeAsync(3 * HORIZON_MILLIS)
    this.say({ event: 'message', userId: 'bob', id: 'last', content: 'the end' }, 5, true)
    await vi.advanceTimersByTimeAsync(HORIZON_MILLIS)
  }

  private async come(): Promise<void> {
    this.online = true
    await this.room.join()
  }

  private async go(): Promise<void> {
    this.online = false
    this.room.disconnected()
  }

  /** Something to say, or to do to what was said. */
  private anything(): Record<string, unknown> {
    const userId = OTHERS[this.below(OTHERS.length)]!
    const messages = this.log.filter(it => it.event === 'message' && !this.deleted.has(nameOf(it.data))).slice(-40)
    const of = messages[this.below(messages.length)]?.data
    const content = `no ${this.made}`
    const by = member(userId)
    const choice = this.random()
    if (of === undefined || choice < 0.5) {
      const replyTo = of !== undefined && this.chance(0.2) ? { replyTo: { userId: of.userId, id: of.id } } : {}
      return { event: 'message', userId, id: `m${this.made}`, content, ...replyTo }
    }
    const { id } = of
    if (choice < 0.65) {
      return { event: 'message_edited', userId: of.userId, id, by, content }
    }
    return choice < 0.7
      ? { event: 'message_deleted', userId: of.userId, id, by }
      : { event: 'reaction', userId: of.userId, id, by, reaction: ['+', '-'][this.below(2)], on: this.chance(0.6) }
  }

  /** Gives it a place, tells who is there, and stores it after so long: 0 at once, never where it is infinite. */
  private say({ event, ...what }: Record<string, unknown>, delay: number, certainly = false): void {
    this.made++
    const timestamp = Date.now()
    const before = this.newest
    const cursor = Math.max(timestamp * 1_000, before + 1)
    this.newest = cursor
    const isFirst = cursor - before > HORIZON_MILLIS * 1_000
    const prev = this.chance(0.02) ? null : isFirst ? 0 : before
    const username = String(what['userId'])
    const entry = { event, data: { username, ...what, roomId: 'room', timestamp, cursor, prev } } as LogEntry
    if (this.online && (certainly || this.chance(0.9))) {
      this.room.receiveEntry(entry)
    }
    this.pending.add(cursor)
    if (event === 'message_deleted' && delay < Infinity) {
      // What is deleted stays so, and nothing else is done to it.
      this.deleted.add(nameOf(entry.data))
    }
    if (delay === 0) {
      this.store(entry)
    } else if (delay < Infinity) {
      setTimeout(() => this.store(entry), delay)
    } else {
      setTimeout(() => this.forget(cursor), DEADLINE_MILLIS)
    }
  }

  private store(entry: LogEntry): void {
    const { cursor, timestamp } = entry.data
    this.pending.delete(cursor)
    const index = this.log.findLastIndex(it => it.data.cursor < cursor) + 1
    this.log.splice(index, 0, entry)
    if (Date.now() - timestamp > SLOW_MILLIS && index < this.log.length - 1) {
      this.announce(cursor)
    }
  }

  /** What was never stored may have been seen. */
  private forget(cursor: number): void {
    this.pending.delete(cursor)
    this.announce(cursor)
  }

  private announce(cursor: number): void {
    if (this.online) {
      this.room.receive({ event: 'resync', data: { roomId: 'room', after: cursor - 1 } })
    }
  }

  /** A way over the network, which some never come back from. */
  private async passage(): Promise<void> {
    const late = this.below(this.chance(0.9) ? 30 : 3_000)
    await new Promise(resolve => setTimeout(resolve, late))
    if (this.chance(0.1)) {
      throw new Error('lost')
    }
  }

  private chance(of: number): boolean {
    return this.random() < of
  }

  private below(bound: number): number {
    return Math.floor(this.random() * bound)
  }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

it.each(SEEDS)('whatever is lost, late, refused or missed, a room ends as its log: seed %i', async seed => {
  const world = new World(seed)
  await world.live()
  const { room, log } = world
  const [oldest] = room.messages
  const right = stateOf(log, Infinity).filter(it => it.cursor >= oldest!.cursor!)
  expect(shown(room.messages)).toEqual(shown(right))
  expect(right.length).toBeGreaterThan(20)
  room.close()
})
