import type { Api, HttpError } from './api.js'
import type { RoomRead } from './protocol.js'

const PAGE = 100
/** Rooms are joined many at a time, each at a moment of its own within two seconds. */
const PAUSE_MILLIS = 2_200
const AGAIN_MILLIS = 10_000

/** Asks how far the user has read elsewhere while nobody here was told. */
export class Readings {
  private timer: ReturnType<typeof setTimeout> | undefined
  private rests = 0

  constructor(
    private readonly api: Pick<Api, 'sync'>,
    private readonly heard: (read: RoomRead & { roomId: string }) => void,
  ) {}

  /** A room was joined. */
  soon(pause = PAUSE_MILLIS): void {
    this.timer ??= setTimeout(() => void this.ask(), pause)
  }

  /** Until the next room is joined. */
  rest(): void {
    this.rests++
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private async ask(): Promise<void> {
    this.timer = undefined
    const { rests } = this
    try {
      for (let before: number | undefined = 0; before !== undefined; ) {
        const { rooms, hasMore } = await this.api.sync({ rooms: PAGE, messages: 0, ...(before > 0 && { before }) })
        if (rests !== this.rests) {
          return
        }
        for (const { roomId, read, unread, mentions } of rooms) {
          // Where nothing was ever read there is no marker.
          if (read > 0) {
            this.heard({ roomId, cursor: read, unread, mentions })
          }
        }
        before = hasMore ? rooms.at(-1)?.cursor : undefined
      }
    } catch (failure) {
      // One that refuses keeps no such things.
      if (rests === this.rests && !(failure as HttpError).refused) {
        this.soon(AGAIN_MILLIS)
      }
    }
  }
}
