import type { Message, MessagePage } from './protocol.js'

/** How long a message may take to be stored, in milliseconds: the server's deadline and some slack for the way. */
export const STORING_DEADLINE_MILLIS = 12_000

const MAX_PLACES = 20_000

/** As `prev`: all that came before is stored, or never will be. */
const ALL_STORED = 0

/**
 * A cursor that is known to exist. It may show no message: a resend that got a second cursor, or a
 * cursor heard of before its message. Such places keep the chain of `prev` whole.
 */
interface Place {
  readonly cursor: number
  prev: number | null
  message: Message | null
  /** Whether it came from the history. */
  stored: boolean
  /** Whether what may be missing before it was never stored. */
  settled: boolean
  readonly seenAt: number
}

/** Where messages may be missing: after one cursor and before another. */
export interface Hole {
  after: number
  before: number
}

/**
 * The messages of one room, in cursor order, one per (userId, id), with knowledge of what is
 * missing.
 */
export class MessageList {
  private places: Place[] = []
  private readonly shown = new Map<string, Place>()
  private lowest: number | null = null
  private fresh: Message[] = []
  /** Where a message was seen twice, and since when it is not known which place counts. */
  private readonly doubts = new Map<string, { cursor: number; until: number }>()

  /** The cursor below which nothing is kept; null until the newest page is loaded. */
  get floor(): number | null {
    return this.lowest
  }

  get last(): number {
    return this.places.at(-1)?.cursor ?? this.lowest ?? 0
  }

  get messages(): Message[] {
    return this.places.flatMap(({ message }) => message ?? [])
  }

  /** What is shown for the first time since the last call, in the order in which it came. */
  takeFresh(): Message[] {
    const { fresh } = this
    this.fresh = []
    return fresh
  }

  has(userId: string, id: string): boolean {
    return this.shown.has(keyOf({ userId, id }))
  }

  clear(): void {
    this.places = []
    this.shown.clear()
    this.doubts.clear()
    this.lowest = null
  }

  /** Takes the newest page of the history; everything from its first message on is kept whole from now on. */
  load({ messages, hasMore }: MessagePage, now: number): void {
    this.merge(messages, { now, stored: true })
    this.lowest = hasMore && messages.length > 0 ? messages[0]!.cursor : 0
    const first = this.places.find(({ cursor }) => cursor === messages[0]?.cursor)
    if (first !== undefined && first.prev === null) {
      first.settled = true
    }
    this.settle({ after: this.lowest, through: messages.at(-1)?.cursor ?? 0, askedAt: now })
  }

  /** Takes the page of the history before the floor, whose first message becomes the floor. */
  extend({ messages, hasMore }: MessagePage, now: number): void {
    const through = this.lowest ?? 0
    this.lowest = hasMore && messages.length > 0 ? messages[0]!.cursor : 0
    this.merge(messages, { now, stored: true })
    this.settle({ after: this.lowest, through, askedAt: now })
  }

  /** @param options `stored` where the messages come from the history, which decides between two cursors of one message */
  merge(messages: readonly Message[], { now, stored = false }: { now: number; stored?: boolean }): void {
    for (const message of messages) {
      if (this.lowest === null || message.cursor >= this.lowest) {
        const place = this.placeAt(message.cursor, now)
        place.prev ??= message.prev
        place.stored ||= stored
        this.doubt(place, message, now)
        this.show(place, message)
      }
    }
    this.trim()
  }

  /** Notes that there is a message at this cursor, so that it is missed until it comes. */
  expect(cursor: number | null, now: number): void {
    if (cursor !== null && cursor > (this.lowest ?? 0)) {
      this.placeAt(cursor, now)
    }
  }

  /**
   * The smallest cursor of the messages that came live at two places, until the history names one of them or the
   * storing deadline has passed; null where there is none.
   */
  unsure(now: number): number | null {
    let smallest: number | null = null
    for (const [key, { cursor, until }] of this.doubts) {
      if (this.shown.get(key)?.stored !== false || until <= now) {
        this.doubts.delete(key)
      } else {
        smallest = Math.min(cursor, smallest ?? cursor)
      }
    }
    return smallest
  }

  /** Lowest first. */
  holes(): Hole[] {
    const holes: Hole[] = []
    if (this.lowest === null) {
      return holes
    }
    let after = this.lowest
    for (const place of this.places) {
      if (place.cursor > this.lowest && place.prev !== after && !place.settled) {
        holes.push({ after, before: place.cursor })
      }
      after = place.cursor
    }
    return holes
  }

  /**
   * Gives up what the history did not have when it was asked after the storing deadline: that was
   * never stored. The deadline has passed by our own clock, or by the server's: something that much
   * newer was in the answer, or a message says that all before it is older.
   */
  settle({ after, through, askedAt }: { after: number; through: number; askedAt: number }): void {
    const newest = this.places.findLast(({ stored }) => stored)?.cursor ?? 0
    for (const place of this.places) {
      const decided =
        (place.prev === ALL_STORED && place.seenAt <= askedAt) ||
        place.seenAt + STORING_DEADLINE_MILLIS <= askedAt ||
        place.cursor + STORING_DEADLINE_MILLIS * 1_000 <= newest
      if (decided && place.cursor > after && place.cursor <= through) {
        place.settled = true
      }
    }
  }

  private doubt(place: Place, message: Message, now: number): void {
    const key = keyOf(message)
    const other = this.shown.get(key)
    if (other !== undefined && other !== place && !other.stored && !place.stored) {
      const cursor = Math.min(place.cursor, other.cursor)
      this.doubts.set(key, { cursor, until: now + STORING_DEADLINE_MILLIS })
    }
  }

  private show(place: Place, message: Message): void {
    const other = this.shown.get(keyOf(message))
    if (other === undefined || other === place || precedes(place, other)) {
      if (other === undefined) {
        this.fresh.push(message)
      } else {
        other.message = null
      }
      place.message = message
      this.shown.set(keyOf(message), place)
    }
  }

  private placeAt(cursor: number, now: number): Place {
    let index = this.places.length
    while (index > 0 && this.places[index - 1]!.cursor >= cursor) {
      index--
    }
    const there = this.places[index]
    if (there?.cursor === cursor) {
      return there
    }
    const made = { cursor, prev: null, message: null, stored: false, settled: false, seenAt: now }
    this.places.splice(index, 0, made)
    return made
  }

  private trim(): void {
    if (this.places.length <= MAX_PLACES) {
      return
    }
    for (const { message } of this.places.splice(0, this.places.length - MAX_PLACES)) {
      if (message !== null) {
        this.shown.delete(keyOf(message))
      }
    }
    if (this.lowest !== null) {
      this.lowest = this.places[0]!.cursor
    }
  }
}

/** Tells messages apart: the same id of two users is two messages. */
export function keyOf({ userId, id }: { userId: string; id: string }): string {
  return JSON.stringify([userId, id])
}

function precedes(place: Place, other: Place): boolean {
  return place.stored === other.stored ? place.cursor < other.cursor : place.stored
}
