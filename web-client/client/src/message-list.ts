import { Changes } from './changes.js'
import type { LogEntry, Message, MessagePage, MessageState } from './protocol.js'
import { keyOf, placed, type PlacedMessage } from './room-message.js'

/** How long a message may take to be stored, in milliseconds: the server's deadline and some slack for the way. */
export const STORING_DEADLINE_MILLIS = 12_000

/** Messages of a room that are kept where nobody says otherwise. */
export const DEFAULT_KEPT = 5_000

/** So many are kept at the least: pages of the history are larger than what a screen shows. */
const LEAST_KEPT = 100

/** As `prev`: all that came before is stored, or never will be. */
const ALL_STORED = 0

/**
 * A cursor that is known to exist. It may show no message: what somebody did to one, a resend that got a second cursor,
 * or a cursor heard of before its entry. Such places keep the chain of `prev` whole.
 */
interface Place {
  readonly cursor: number
  prev: number | null
  /** As it was at `asOf`. */
  message: PlacedMessage | null
  /** The place up to which the log is in the message. */
  asOf: number
  /** What came live, until it is known to be stored. */
  heard: LogEntry | null
  /** Whether its entry has come, or is in what has. */
  come: boolean
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
 * The messages of one room, in cursor order, one per (userId, id), with knowledge of what is missing. A message that
 * comes behind all others costs the same however many there are.
 */
export class MessageList {
  private places: Place[] = []
  private lines: PlacedMessage[] = []
  private readonly shown = new Map<string, Place>()
  /** Those before which something may be missing. */
  private readonly open = new Set<Place>()
  private lowest: number | null = null
  private newestStored = 0
  private fresh: PlacedMessage[] = []
  private updated: PlacedMessage[] = []
  private versions = 0
  private readonly changes = new Changes(key => this.shown.has(key))
  /** Where a message was seen twice, and since when it is not known which place counts. */
  private readonly doubts = new Map<string, { cursor: number; until: number }>()
  private readonly kept: number

  /**
   * @param kept the oldest messages go beyond so many, but none behind which others are missing
   * @param me the user's id
   */
  constructor(
    kept = DEFAULT_KEPT,
    private readonly me: () => string = () => '',
  ) {
    this.kept = Math.max(kept, LEAST_KEPT)
  }

  /** The cursor below which nothing is kept; null until the newest page is loaded. */
  get floor(): number | null {
    return this.lowest
  }

  get last(): number {
    return this.places.at(-1)?.cursor ?? this.lowest ?? 0
  }

  /** Another number as soon as the messages are others. */
  get version(): number {
    return this.versions
  }

  /** The list itself, which changes with the next message: to be copied by whoever keeps it. */
  get messages(): readonly PlacedMessage[] {
    return this.lines
  }

  get isFull(): boolean {
    return this.places.length >= this.kept
  }

  /** Whether so much came while something was missing that it is not worth waiting for. */
  get isOverfull(): boolean {
    return this.places.length > 2 * this.kept
  }

  /** What is shown for the first time since the last call, in the order in which it came; no older pages. */
  takeFresh(): PlacedMessage[] {
    const { fresh } = this
    if (fresh.length > 0) {
      this.fresh = []
    }
    return fresh
  }

  /** What was shown before the last call, and has become another since. */
  takeUpdated(): PlacedMessage[] {
    const { updated } = this
    if (updated.length > 0) {
      this.updated = []
    }
    return updated
  }

  /** Whether the entry at this cursor has come. */
  hasCome(cursor: number): boolean {
    const place = this.places[lowerBound(this.places, cursor)]
    return place?.cursor === cursor && place.come
  }

  has(userId: string, id: string): boolean {
    return this.shown.has(keyOf({ userId, id }))
  }

  /** Where a message stands among the others; -1 where it does not. */
  indexOf(userId: string, id: string): number {
    const place = this.shown.get(keyOf({ userId, id }))
    return place === undefined ? -1 : lowerBound(this.lines, place.cursor)
  }

  /** How many messages there are up to a cursor. */
  countUpTo(cursor: number): number {
    return lowerBound(this.lines, cursor + 1)
  }

  clear(): void {
    this.shown.forEach((_, key) => this.changes.hidden(key))
    this.places = []
    this.lines = []
    this.fresh = []
    this.shown.clear()
    this.open.clear()
    this.doubts.clear()
    this.lowest = null
    this.versions++
  }

  /** Takes the newest page of the history; everything from its first message on is kept whole from now on. */
  load({ messages, hasMore, asOf = 0 }: MessagePage, now: number, askedAt = now): void {
    this.merge(messages, { now, stored: true, asOf })
    this.startAt(hasMore && messages.length > 0 ? messages[0]!.cursor : 0)
    const first = this.places[lowerBound(this.places, messages[0]?.cursor ?? Infinity)]
    if (first?.prev === null) {
      first.settled = true
    }
    this.examineAll()
    this.settle({ after: this.lowest ?? 0, through: messages.at(-1)?.cursor ?? 0, askedAt })
    if (asOf > (this.lowest ?? 0)) {
      this.placeAt(asOf, now).come = true
      this.newestStored = Math.max(this.newestStored, asOf)
      this.whole(asOf)
    }
  }

  /** Takes the page of the history before the floor, whose first message becomes the floor. */
  extend({ messages, hasMore, asOf = 0 }: MessagePage, now: number): void {
    const through = this.lowest ?? 0
    const news = this.takeFresh()
    this.lowest = hasMore && messages.length > 0 ? messages[0]!.cursor : 0
    this.merge(messages, { now, stored: true, asOf })
    this.fresh = news
    this.examineAll()
    this.settle({ after: this.lowest ?? 0, through, askedAt: now })
    // What follows the page is not in it, though its messages may be as they were later.
    this.whole(Math.min(through, asOf))
  }

  /** Takes messages, of a page whose messages are as they were `asOf` that place, where it says so. */
  merge(
    messages: readonly MessageState[],
    { now, stored = false, asOf }: { now: number; stored?: boolean; asOf?: number | undefined },
  ): void {
    this.take(
      messages.map(data => ({ event: 'message', data })),
      { now, stored, asOf },
    )
  }

  /**
   * Takes entries of the log, known ones or not.
   *
   * @param options `now`, for what comes from the history, is when it was here: what it names may have been written no
   *   sooner; `stored` where they come from the history, which decides between two cursors of one message
   */
  take(
    entries: readonly LogEntry[],
    { now, stored = false, asOf = 0 }: { now: number; stored?: boolean; asOf?: number | undefined },
  ): void {
    for (const entry of entries) {
      const { cursor, prev } = entry.data
      if (this.lowest === null || cursor >= this.lowest) {
        const place = this.placeAt(cursor, now)
        place.come = true
        place.prev ??= prev
        if (stored && place.heard !== null && place.heard.event !== entry.event) {
          // Nothing, or something else, has its place.
          this.withdraw(place, place.heard)
        }
        place.stored ||= stored
        place.heard = place.stored ? null : entry
        if (place.stored) {
          this.newestStored = Math.max(this.newestStored, place.cursor)
        }
        if (entry.event === 'message') {
          this.doubt(place, entry.data, now)
          this.show(place, entry.data, asOf)
        }
        this.examine(lowerBound(this.places, place.cursor))
      }
      this.changes.take(entry, stored).forEach(key => this.refresh(key))
    }
    this.trim()
  }

  /** Notes that there is an entry at this cursor, so that it is missed until it comes. */
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

  /** Lowest first; none before the newest page is loaded. */
  holes(): Hole[] {
    if (this.lowest === null || this.open.size === 0) {
      return []
    }
    return [...this.open]
      .map(({ cursor }) => ({ after: this.before(lowerBound(this.places, cursor)) ?? 0, before: cursor }))
      .sort((one, other) => one.before - other.before)
  }

  /** The first cursor beyond this one before which something may be missing; infinite where there is none. */
  firstOpenAfter(cursor: number): number {
    let first = Infinity
    for (const place of this.open) {
      if (place.cursor > cursor && place.cursor < first) {
        first = place.cursor
      }
    }
    return first
  }

  /**
   * Gives up what the history did not have when it was asked after the storing deadline: that was
   * never stored. The deadline has passed by our own clock, or by the server's: something that much
   * newer was in the answer, or an entry says that all before it is older. Of a hole that begins
   * before the answer does the answer says nothing.
   */
  settle({ after, through, askedAt }: { after: number; through: number; askedAt: number }): void {
    const isOver = ({ seenAt, cursor }: Place) =>
      seenAt + STORING_DEADLINE_MILLIS <= askedAt || cursor + STORING_DEADLINE_MILLIS * 1_000 <= this.newestStored
    for (const place of this.open) {
      const decided = (place.prev === ALL_STORED && (place.stored || place.seenAt <= askedAt)) || isOver(place)
      const from = this.before(lowerBound(this.places, place.cursor)) ?? 0
      if (decided && from >= after && place.cursor <= through) {
        place.settled = true
        this.open.delete(place)
      }
    }
    for (const place of this.places.slice(lowerBound(this.places, after + 1), lowerBound(this.places, through + 1))) {
      if (place.heard !== null && isOver(place)) {
        this.withdraw(place, place.heard)
      }
    }
  }

  /** What was heard is not in the history, and never will be. */
  private withdraw(place: Place, heard: LogEntry): void {
    place.heard = null
    this.hide(place)
    this.changes.withdraw(heard).forEach(key => this.refresh(key))
  }

  private hide(place: Place): void {
    if (place.message !== null) {
      const { key } = place.message
      place.message = null
      this.shown.delete(key)
      this.changes.hidden(key)
      this.lines.splice(lowerBound(this.lines, place.cursor), 1)
      this.versions++
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

  private show(place: Place, message: MessageState, asOf: number): void {
    const key = keyOf(message)
    const other = this.shown.get(key)
    if (other !== undefined && (other === place || !precedes(place, other))) {
      if (asOf > other.asOf) {
        other.asOf = asOf
        // Under the cursor that is shown.
        other.message = { ...placed(message), cursor: other.cursor }
        this.refresh(key)
      }
      return
    }
    // Of an author who was erased meanwhile.
    this.hide(place)
    place.message = placed(message)
    place.asOf = asOf
    this.changes.shown(key)
    const line = this.changes.view(place.message, asOf, this.me())
    if (other === undefined) {
      this.fresh.push(line)
    } else {
      other.message = null
      this.lines.splice(lowerBound(this.lines, other.cursor), 1)
    }
    this.shown.set(key, place)
    this.lines.splice(lowerBound(this.lines, place.cursor), 0, line)
    this.versions++
  }

  /** Something has become of a message. */
  private refresh(key: string): void {
    const place = this.shown.get(key)
    if (place?.message != null) {
      const line = this.changes.view(place.message, place.asOf, this.me())
      this.lines[lowerBound(this.lines, place.cursor)] = line
      const untold = this.fresh.findIndex(it => it.key === key)
      if (untold >= 0) {
        this.fresh[untold] = line
      } else {
        this.updated.push(line)
      }
      this.versions++
    }
  }

  /** The history has said that nothing is missing up to here. */
  private whole(through: number): void {
    for (const place of this.open) {
      if (place.cursor <= through) {
        place.settled = true
        this.open.delete(place)
      }
    }
  }

  private placeAt(cursor: number, now: number): Place {
    const index = lowerBound(this.places, cursor)
    const there = this.places[index]
    if (there?.cursor === cursor) {
      return there
    }
    const made = { cursor, prev: null, message: null, asOf: 0, heard: null, come: false, stored: false, settled: false, seenAt: now }
    this.places.splice(index, 0, made)
    this.examine(index)
    this.examine(index + 1)
    return made
  }

  /** The cursor that the place should name as the one before it; null where that is not known. */
  private before(index: number): number | null {
    return this.places[index - 1]?.cursor ?? this.lowest
  }

  private examine(index: number): void {
    const place = this.places[index]
    if (place === undefined) {
      return
    }
    const before = this.before(index)
    const isWhole = place.settled || place.cursor === this.lowest || (before !== null && place.prev === before)
    if (isWhole) {
      this.open.delete(place)
    } else {
      this.open.add(place)
    }
  }

  private examineAll(): void {
    this.places.forEach((_, index) => this.examine(index))
  }

  private trim(): void {
    let surplus = this.places.length - this.kept
    if (surplus > 0) {
      // What is missing is awaited from the place before it.
      surplus = Math.min(surplus, lowerBound(this.places, this.firstOpenAfter(-1)) - 1)
    }
    if (surplus > 0) {
      const first = this.places[surplus]!.cursor
      this.drop(first)
      if (this.lowest !== null) {
        this.lowest = first
      }
      this.examine(0)
    }
  }

  private startAt(lowest: number): void {
    this.drop(lowest)
    this.lowest = lowest
  }

  /** Forgets what is older than this cursor. */
  private drop(first: number): void {
    for (const place of this.places.splice(0, lowerBound(this.places, first))) {
      this.open.delete(place)
      if (place.message !== null) {
        this.shown.delete(place.message.key)
        this.changes.hidden(place.message.key)
      }
    }
    if (this.lines.splice(0, lowerBound(this.lines, first)).length > 0) {
      this.versions++
    }
  }
}

function precedes(place: Place, other: Place): boolean {
  return place.stored === other.stored ? place.cursor < other.cursor : place.stored
}

/** The index of the first one that is not before the cursor, looked for from the end, where most of it happens. */
function lowerBound(sorted: readonly { readonly cursor: number }[], cursor: number): number {
  let low = 0
  let high = sorted.length
  if (high === 0 || sorted[high - 1]!.cursor < cursor) {
    return high
  }
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]!.cursor < cursor) {
      low = middle + 1
    } else {
      high = middle
    }
  }
  return low
}
