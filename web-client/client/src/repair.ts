import type { HttpError, PageQuery } from './api.js'
import type { ChorusError } from './chorus-error.js'
import { STORING_DEADLINE_MILLIS, type MessageList } from './message-list.js'
import type { LogPage, Message, MessagePage } from './protocol.js'

/** Nothing is added to a room at a place that is older than this, microseconds: who goes back so far is whole. */
const HORIZON_MICROS = 15_000_000
const PAGE = 200
const NEWEST_PAGE = 50
const MAX_PAGES = 10
const FIRST_PAUSE_MILLIS = 300
const LONGEST_PAUSE_MILLIS = 3_000
/** After a refusal that may be a gateway's that is just reloading. */
const LONGEST_REFUSED_MILLIS = 60_000

type Timer = ReturnType<typeof setTimeout>

interface Options {
  list: MessageList
  /** Answers with the newest messages, as they are. */
  fetchPage(query: PageQuery): Promise<MessagePage>
  /** Answers with the entries after a cursor. */
  fetchLog(query: PageQuery & { after: number }): Promise<LogPage>
  /** Called with the messages of each page taken in. */
  changed?(messages: Message[]): void
  /** Called before the list begins anew: more was missed than is read up. */
  clearing?(): void
  /** Called when the history refuses more than once in a row, and with null when it does no longer. */
  refused?(error: ChorusError | null): void
}

/**
 * Fetches what a room's list lacks until nothing is missing: the newest page first, then whatever a
 * hole, a resync or a reconnect asks for. One request at a time; asks again at growing intervals
 * while a hole may still be filled, and for as long as the history fails or refuses.
 */
export class Repair {
  private after: number | null = null
  private pause = FIRST_PAUSE_MILLIS
  private refusals = 0
  private timer: Timer | undefined
  private late: Timer | undefined
  /** From where to look again when the deadline has passed, and from where after that. */
  private lateAfter = Infinity
  private laterAfter = Infinity
  private busy = false
  private again = false
  private paused = true
  /** The newest that there was when it rested: what comes at the end of a rest is ahead of what was missed. */
  private left = Infinity
  private stopped = false
  private readonly list: MessageList

  constructor(private readonly options: Options) {
    this.list = options.list
  }

  /** Starts, or goes on after a rest; what was stored late in the meantime is behind the last cursor. */
  resume(): void {
    this.paused = false
    if (this.list.floor === null) {
      this.soon()
    } else {
      this.catchUpTwice(Math.min(this.left, this.list.last) - HORIZON_MICROS)
    }
    this.left = Infinity
  }

  rest(): void {
    this.left = Math.min(this.left, this.list.last)
    this.paused = true
    clearTimeout(this.timer)
  }

  stop(): void {
    this.stopped = true
    this.rest()
    clearTimeout(this.late)
  }

  /** Live delivery had a gap of unknown extent. */
  interrupted(): void {
    this.catchUpTwice(this.list.last - HORIZON_MICROS)
  }

  /** Fetches everything after this cursor, and once more when what is under way there is stored or never will be. */
  catchUpTwice(after: number): void {
    this.catchUp(after)
    if (this.late === undefined) {
      this.lateAfter = after
      this.late = setTimeout(() => this.catchUpLate(), STORING_DEADLINE_MILLIS)
    } else {
      this.laterAfter = Math.min(after, this.laterAfter)
    }
  }

  /** Fetches everything after this cursor. */
  catchUp(after: number): void {
    this.after = Math.min(after, this.after ?? after)
    this.soon()
  }

  /** What is in the list is not to be shown any more: the history has it as it is now. */
  beginAnew(): void {
    this.options.clearing?.()
    this.list.clear()
    this.soon()
  }

  /** Looks for holes after the list has changed. */
  check(): void {
    if (this.list.isOverfull) {
      this.beginAnew()
    }
    // While the history refuses, each message would be another question.
    if (this.isLacking && this.refusals === 0) {
      this.soon()
    }
  }

  private catchUpLate(): void {
    this.catchUp(this.lateAfter)
    this.late = undefined
    if (this.laterAfter < Infinity) {
      this.lateAfter = this.laterAfter
      this.laterAfter = Infinity
      this.late = setTimeout(() => this.catchUpLate(), STORING_DEADLINE_MILLIS)
    }
  }

  private get isLacking(): boolean {
    return this.list.holes().length > 0 || this.list.unsure(Date.now()) !== null
  }

  private soon(): void {
    this.pause = FIRST_PAUSE_MILLIS
    this.again = this.busy
    this.schedule(0)
  }

  private schedule(delay: number): void {
    if (!this.paused && !this.busy && !this.stopped) {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => void this.round(), delay)
    }
  }

  private async round(): Promise<void> {
    this.busy = true
    let asked = 0
    try {
      await this.fetchMissing()
      this.accepted()
    } catch (failure) {
      asked = this.failed(failure as HttpError)
    }
    this.busy = false
    if (this.again && this.refusals === 0) {
      this.soon()
    } else if (this.list.floor === null || this.after !== null || this.isLacking) {
      this.schedule(Math.max(this.pause, asked))
      const longest = this.refusals > 0 ? LONGEST_REFUSED_MILLIS : LONGEST_PAUSE_MILLIS
      this.pause = Math.min(this.pause * 2, longest)
    }
  }

  private accepted(): void {
    if (this.refusals > 1) {
      this.options.refused?.(null)
    }
    this.refusals = 0
  }

  /** Answers how long the history wants to be left alone, milliseconds. */
  private failed(error: HttpError): number {
    if (error.refused) {
      this.refusals++
      if (this.refusals === 2) {
        this.options.refused?.(error)
      }
    }
    return error.retryAfterMillis ?? 0
  }

  private async fetchMissing(): Promise<void> {
    if (this.list.floor === null) {
      await this.load()
    }
    const unsure = this.list.unsure(Date.now())
    if (unsure !== null) {
      this.after = Math.min(unsure - 1, this.after ?? unsure)
    }
    if (this.after !== null) {
      const after = this.after
      this.after = null
      try {
        await this.fetch(Math.max(after, this.list.floor ?? 0), Infinity)
      } catch (failure) {
        this.after = Math.min(after, this.after ?? after)
        throw failure
      }
    }
    let reached = -1
    for (const hole of this.list.holes()) {
      if (hole.before > reached) {
        reached = await this.fetch(hole.after, hole.before)
      }
    }
  }

  private async load(): Promise<void> {
    const askedAt = Date.now()
    const page = await this.options.fetchPage({ limit: NEWEST_PAGE })
    if (!this.stopped) {
      this.list.load(page, Date.now(), askedAt)
      this.options.changed?.(page.messages)
    }
  }

  /** Pages from one cursor up to another; answers how far it came. */
  private async fetch(from: number, through: number): Promise<number> {
    let after = from
    for (let pages = 0; pages < MAX_PAGES && !this.stopped; pages++) {
      const askedAt = Date.now()
      const { entries, hasMore } = await this.options.fetchLog({ after, limit: PAGE })
      if (this.stopped) {
        return Infinity
      }
      const reached = (hasMore && entries.at(-1)?.data.cursor) || Infinity
      this.list.take(entries, { now: Date.now(), stored: true })
      this.list.settle({ after, through: reached, askedAt })
      this.options.changed?.(entries.flatMap(it => (it.event === 'message' ? it.data : [])))
      if (reached >= through) {
        return reached
      }
      after = reached
    }
    // Too far behind to read it all: the newest page is what a reader wants.
    if (!this.stopped) {
      this.options.clearing?.()
      this.list.clear()
      await this.load()
    }
    return Infinity
  }
}
