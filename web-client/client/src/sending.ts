import { ChorusError } from './chorus-error.js'
import type { Connection } from './connection.js'
import { Outbox, type Entry } from './outbox.js'
import { Receipts } from './receipts.js'
import type { Turns } from './turns.js'

const AGAIN_MILLIS = 1_500
const GIVE_UP_MILLIS = 60_000
/** What passes by itself: the same message is sent again, under the same id. */
const PASSING = ['overloaded', 'not_stored', 'rate_limited', 'not_in_room', 'timeout']

/** A message that was given to a room. */
export interface Sent {
  readonly id: string
  /** Rejects with a {@link ChorusError} when too many are on their way, or it is given up. */
  readonly stored: Promise<{ cursor: number }>
}

interface Options {
  roomId: string
  connection: Pick<Connection, 'request'>
  turns: Turns
  changed(): void
  /** Called with the place of each message that the server has stored. */
  stored(cursor: number): void
}

/** Gets the user's messages into one room: waits for the connection, sends, and sends again. */
export class Sending {
  readonly outbox = new Outbox()
  private readonly receipts = new Receipts()
  private open = false
  private ended: ChorusError | null = null

  constructor(private readonly options: Options) {}

  /** The room is joined: what waits is sent. */
  resume(): void {
    this.open = true
    this.flush()
  }

  /** The connection is gone: what comes now waits. */
  pause(): void {
    this.open = false
  }

  /** For good: what is not stored is given up. */
  end(): void {
    this.pause()
    this.ended = new ChorusError('left', 'the room was left')
    this.receipts.failAll(this.ended)
  }

  send(content: string, metadata?: unknown): Sent {
    const entry = this.ended === null ? this.outbox.add(content, metadata) : null
    if (entry === null) {
      return refused(this.ended ?? new ChorusError('outbox_full', 'too many messages are on their way'))
    }
    return this.goAhead(entry.id)
  }

  /** Sends what has failed again. */
  retry(id: string): Sent {
    this.outbox.retry(id)
    return this.goAhead(id)
  }

  discard(id: string): void {
    this.outbox.discard(id)
    this.receipts.failed(id, new ChorusError('discarded', 'the message was discarded'))
    this.options.changed()
  }

  /** The history has the message, which is as good as its reply. */
  found(id: string, cursor: number): void {
    this.outbox.stored(id, cursor)
    this.receipts.stored(id, cursor)
  }

  private goAhead(id: string): Sent {
    const stored = this.receipts.expect(id)
    this.flush()
    this.options.changed()
    return { id, stored }
  }

  private flush(): void {
    if (this.open) {
      this.options.turns.want(this.next)
    }
  }

  private readonly next = (): Promise<void> | null => {
    const [entry] = this.open ? this.outbox.waiting : []
    return entry === undefined ? null : this.transmit(entry)
  }

  private async transmit(entry: Entry): Promise<void> {
    const { roomId, connection, turns, changed, stored } = this.options
    const { id, content, metadata } = entry
    this.outbox.sending(id)
    try {
      const request = { roomId, content, id, metadata }
      const { cursor } = await connection.request<{ cursor: number }>('send_message', request)
      this.found(id, cursor)
      stored(cursor)
    } catch (failure) {
      const { code, message } = failure as ChorusError
      if (code === 'disconnected') {
        this.outbox.interrupted(id)
      } else if (PASSING.includes(code) && Date.now() - (entry.triedSince ?? 0) < GIVE_UP_MILLIS) {
        this.tryAgain(id, code)
      } else {
        this.outbox.failed(id, message)
        this.receipts.failed(id, failure as ChorusError)
      }
    }
    changed()
  }

  private tryAgain(id: string, code: string): void {
    if (code === 'rate_limited') {
      this.outbox.refused(id)
      this.options.turns.pause()
      this.flush()
    } else {
      setTimeout(() => {
        this.outbox.refused(id)
        this.flush()
      }, AGAIN_MILLIS)
    }
  }
}

function refused(error: ChorusError): Sent {
  const stored = Promise.reject(error)
  stored.catch(() => {})
  return { id: '', stored }
}
