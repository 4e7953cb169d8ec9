import { ChorusError } from './chorus-error.js'
import type { Connection } from './connection.js'
import { Outbox, type Drawer, type Entry } from './outbox.js'
import type { MessageName } from './protocol.js'
import { Receipts } from './receipts.js'
import type { Turns } from './turns.js'

const AGAIN_MILLIS = 1_500
export const GIVE_UP_MILLIS = 60_000
/** What passes by itself: the same message is sent again, under the same id. */
export const PASSING = ['overloaded', 'not_stored', 'rate_limited', 'not_in_room', 'timeout']

/** A message that was given to a room. */
export interface Sent {
  /** The message's, which it keeps; empty where it was refused at once. */
  readonly id: string
  /** Settles when the message is stored, or with a {@link ChorusError} when it is not and is tried no more. */
  readonly stored: Promise<{ cursor: number }>
}

interface Options {
  roomId: string
  connection: Pick<Connection, 'request'>
  turns: Turns
  /** The room's newest cursor. */
  newest(): number
  changed(): void
  /** Called with the place of each message that the server has stored. */
  stored(cursor: number): void
}

/** Gets the user's messages into one room: waits for the connection, sends, and sends again. */
export class Sending {
  readonly outbox = new Outbox()
  private readonly receipts = new Receipts()
  private open = false
  private ended = false
  private refused: ChorusError | null = null

  constructor(private readonly options: Options) {}

  /** The room is joined: what waits is sent. */
  resume(): void {
    this.open = true
    this.refused = null
    this.flush()
  }

  /** The connection is gone: what comes now waits. */
  pause(): void {
    this.open = false
  }

  /** The room cannot be entered, or nobody can connect: what waits has failed, and so does what comes, until it resumes. */
  refuse(error: ChorusError): void {
    this.pause()
    this.refused = error
    this.outbox.entries.filter(({ state }) => state === 'waiting').forEach(({ id }) => this.fail(id, error))
    this.options.changed()
  }

  /** What comes waits for the connection again. */
  hope(): void {
    this.refused = null
  }

  /** For good: what is not stored is given up, and where it is kept it stays only if the client was closed. */
  end(keep: boolean): void {
    this.pause()
    this.ended = true
    this.refused = new ChorusError('left', 'the room was left')
    this.receipts.failAll(this.refused)
    if (!keep) {
      this.outbox.entries.forEach(({ id }) => this.outbox.discard(id))
    }
  }

  keepIn(drawer: Drawer): void {
    this.outbox.keepIn(drawer)
    this.flush()
    this.options.changed()
  }

  send(content: string, metadata?: unknown, replyTo?: MessageName): Sent {
    if (typeof content !== 'string' || content === '') {
      return refused(new ChorusError('invalid_request', 'a message has a text'))
    }
    if (this.refused !== null) {
      return refused(this.refused)
    }
    const entry = this.outbox.add(content, metadata, this.options.newest(), replyTo)
    return entry === null
      ? refused(new ChorusError('outbox_full', 'too many messages are on their way'))
      : this.goAhead(entry.id)
  }

  /** Sends what has failed again. */
  retry(id: string): Sent {
    const entry = this.outbox.get(id)
    if (entry === undefined || this.refused !== null) {
      return refused(this.refused ?? new ChorusError('discarded', 'there is no such message on its way'), id)
    }
    if (entry.state === 'stored' && entry.cursor !== null) {
      return { id, stored: Promise.resolve({ cursor: entry.cursor }) }
    }
    if (entry.state === 'failed') {
      this.outbox.retry(id)
    }
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
    const { roomId, connection, changed, stored } = this.options
    const { id, content, metadata, replyTo } = entry
    this.outbox.sending(id)
    try {
      const request = { roomId, content, id, metadata, replyTo }
      const { cursor } = await connection.request<{ cursor: number }>('send_message', request)
      this.found(id, cursor)
      stored(cursor)
    } catch (failure) {
      this.refusedBy(failure as ChorusError, id)
    }
    changed()
  }

  private refusedBy(failure: ChorusError, id: string): void {
    if (this.ended) {
      return
    }
    const since = this.outbox.get(id)?.triedSince ?? Date.now()
    if (failure.code === 'disconnected' && this.refused === null) {
      this.outbox.interrupted(id)
    } else if (PASSING.includes(failure.code) && Date.now() - since < GIVE_UP_MILLIS) {
      this.tryAgain(id, failure.code)
    } else {
      this.fail(id, this.refused ?? failure)
    }
  }

  private fail(id: string, error: ChorusError): void {
    this.outbox.failed(id, error.message)
    this.receipts.failed(id, error)
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

function refused(error: ChorusError, id = ''): Sent {
  const stored = Promise.reject(error)
  stored.catch(() => {})
  return { id, stored }
}
