import type { Connection, RequestFailed } from './connection'
import { Outbox, type Entry } from './outbox'

const AGAIN_MILLIS = 1_500
const GIVE_UP_MILLIS = 60_000
/** What passes by itself: the same message is sent again, under the same id. */
const PASSING = ['overloaded', 'not_stored', 'rate_limited', 'not_in_room', 'timeout']

interface Options {
  roomId: string
  connection: Connection
  changed(): void
  /** Called with the place of each message that the server has stored. */
  stored(cursor: number): void
}

/** Gets the user's messages into one room: waits for the connection, sends, and sends again. */
export class Sending {
  readonly outbox = new Outbox()
  private open = false

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

  /** Answers what is wrong, in words, or null when the message is on its way. */
  send(content: string): string | null {
    if (this.outbox.add(content) === null) {
      return 'Too many messages are on their way. Wait a moment.'
    }
    this.flush()
    this.options.changed()
    return null
  }

  retry(id: string): void {
    this.outbox.retry(id)
    this.flush()
    this.options.changed()
  }

  private flush(): void {
    if (this.open) {
      this.outbox.waiting.forEach(entry => void this.transmit(entry))
    }
  }

  private async transmit({ id, content, timestamp }: Entry): Promise<void> {
    const { roomId, connection, changed, stored } = this.options
    this.outbox.sending(id)
    try {
      const request = { roomId, content, id }
      const { cursor } = await connection.request<{ cursor: number }>('send_message', request)
      this.outbox.stored(id, cursor)
      stored(cursor)
    } catch (failure) {
      const { code, message } = failure as RequestFailed
      if (code === 'disconnected') {
        this.outbox.interrupted(id)
      } else if (PASSING.includes(code) && Date.now() - timestamp < GIVE_UP_MILLIS) {
        this.outbox.interrupted(id)
        setTimeout(() => this.flush(), AGAIN_MILLIS)
      } else {
        this.outbox.failed(id, message)
      }
    }
    changed()
  }
}
