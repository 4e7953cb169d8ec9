import { backoff } from './backoff.js'
import type { ChorusError } from './chorus-error.js'
import type { Connection } from './connection.js'
import type { RoomRead } from './protocol.js'
import { PASSING } from './sending.js'

/** A reader who scrolls moves the marker often; the others are told once in a while. */
const PAUSE_MILLIS = 1_000
/** While the server cannot keep it. */
const AGAIN = { first: PAUSE_MILLIS, longest: 30_000 }

interface Options {
  roomId: string
  connection: Pick<Connection, 'request'>
  changed(): void
}

/** How far the user has read one room, on whatever device: it never goes back. */
export class ReadMarker {
  /** As the server has it; null until it has said so. */
  current: RoomRead | null = null
  private wanted = 0
  private open = false
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: Options) {}

  resume(): void {
    this.open = true
    this.soon()
  }

  pause(): void {
    this.open = false
    clearTimeout(this.timer)
    this.timer = undefined
  }

  /** Up to this cursor; told to the server when there is a connection. */
  move(cursor: number): void {
    if (cursor > Math.max(this.wanted, this.current?.cursor ?? 0)) {
      this.wanted = cursor
      this.soon()
    }
  }

  /** Read on another device, or told in an answer. */
  heard(read: RoomRead): void {
    if (read.cursor >= (this.current?.cursor ?? 0)) {
      const { cursor, unread, mentions } = read
      this.current = { cursor, unread, mentions }
      this.options.changed()
    }
  }

  private soon(): void {
    if (this.open && this.wanted > (this.current?.cursor ?? 0)) {
      this.timer ??= setTimeout(
        () => void this.tell(),
        this.failures === 0 ? PAUSE_MILLIS : backoff(this.failures, AGAIN),
      )
    }
  }

  private async tell(): Promise<void> {
    const { roomId, connection } = this.options
    const cursor = this.wanted
    try {
      const answer = await connection.request<Omit<RoomRead, 'cursor'>>('read_room', { roomId, cursor })
      this.heard({ ...answer, cursor })
      this.failures = 0
    } catch (failure) {
      const { code } = failure as ChorusError
      if (PASSING.includes(code)) {
        this.failures++
      } else if (code !== 'disconnected') {
        // A server that knows no markers: the next move asks again.
        this.wanted = 0
      }
    }
    this.timer = undefined
    this.soon()
  }
}
