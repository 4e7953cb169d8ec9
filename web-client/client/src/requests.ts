import { ChorusError } from './chorus-error.js'

const REPLY_TIMEOUT_MILLIS = 20_000
const MAX_FRAME_BYTES = 64 * 1024

/** Null for what has no JSON: a BigInt, or what contains itself. */
function jsonOf(frame: object): string | null {
  try {
    return JSON.stringify(frame)
  } catch {
    return null
  }
}

interface Open {
  taken: ((data: any) => void) | undefined
  resolve(data: unknown): void
  reject(failure: ChorusError): void
  timer: ReturnType<typeof setTimeout>
  bytes: number
}

/** What was asked over a connection and is not answered. */
export class Requests {
  private nextId = 1
  private readonly open = new Map<number, Open>()

  get areOpen(): boolean {
    return this.open.size > 0
  }

  /**
   * Resolves with the reply's data; rejects with {@link ChorusError}, at once where there is no socket.
   *
   * @param taken called with the reply's data before the next frame is taken, which may come before a promise is heard of
   */
  send<T>(
    event: string,
    data: object,
    socket: Pick<WebSocket, 'send'> | null,
    taken?: (data: T) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (socket === null) {
        reject(new ChorusError('disconnected', 'not connected'))
        return
      }
      const id = this.nextId++
      const frame = jsonOf({ event, id, data })
      if (frame === null) {
        reject(new ChorusError('invalid_request', 'what is to be sent cannot be written as JSON'))
        return
      }
      const bytes = new TextEncoder().encode(frame).length
      // The server closes on a frame too large, and a resend would run into the same wall.
      if (bytes > MAX_FRAME_BYTES) {
        reject(new ChorusError('message_too_large', 'the message is too long'))
        return
      }
      const timer = setTimeout(() => {
        this.open.delete(id)
        reject(new ChorusError('timeout', 'no answer in time'))
      }, REPLY_TIMEOUT_MILLIS)
      this.open.set(id, { taken, resolve: resolve as (data: unknown) => void, reject, timer, bytes })
      socket.send(frame)
    })
  }

  settle(id: number, { ok, error, ...data }: any): void {
    const request = this.open.get(id)
    if (request === undefined) {
      return
    }
    this.open.delete(id)
    clearTimeout(request.timer)
    if (ok) {
      request.taken?.(data)
      request.resolve(data)
    } else {
      request.reject(new ChorusError(error.code, error.message))
    }
  }

  /** The connection is gone. Of those under way the largest one is to blame where one was too large. */
  failAll(reason: ChorusError): void {
    const all = [...this.open.values()]
    this.open.clear()
    const largest = Math.max(...all.map(({ bytes }) => bytes))
    for (const { reject, timer, bytes } of all) {
      clearTimeout(timer)
      const isToBlame = reason.code === 'message_too_large' && bytes === largest
      reject(isToBlame ? reason : new ChorusError('disconnected', 'the connection was lost'))
    }
  }
}
