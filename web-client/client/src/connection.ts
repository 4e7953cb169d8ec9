import { backoff } from './backoff.js'
import { ChorusError } from './chorus-error.js'
import type { Credentials } from './credentials.js'
import type { ServerFrame, Welcome } from './protocol.js'

const DIAL_TIMEOUT_MILLIS = 10_000
const REPLY_TIMEOUT_MILLIS = 20_000
const PING_TIMEOUT_MILLIS = 10_000
const STEADY_MILLIS = 10_000
const FLOODING_PAUSE_MILLIS = 5_000
const MAX_FRAME_BYTES = 64 * 1024
const FLOODING = 4429

type Timer = ReturnType<typeof setTimeout>

/** Told what becomes of a connection. Rooms are to be joined again after each `ready`. */
export interface Listener {
  ready(welcome: Welcome): void
  /** `reason` is given where no token could be had. */
  down(retryInMillis: number, reason?: ChorusError): void
  /** Everything that is not a reply. */
  frame(frame: ServerFrame): void
}

interface Pending {
  resolve(data: unknown): void
  reject(failure: ChorusError): void
  timer: Timer
}

interface Options {
  url: string
  credentials: Credentials
  listener: Listener
  WebSocket?: new (url: string, protocols: string[]) => WebSocket
  random?: () => number
}

/** One lasting connection over sockets that come and go. */
export class Connection {
  private socket: WebSocket | null = null
  private dialling = 0
  private welcome: Welcome | null = null
  private welcomeAt = 0
  private attempt = 0
  private drainAt = 0
  private nextId = 1
  private readonly pending = new Map<number, Pending>()
  private readonly timers = new Map<'dial' | 'retry' | 'drain' | 'ping', Timer>()
  private readonly options: Required<Options>

  constructor(options: Options) {
    this.options = { WebSocket: globalThis.WebSocket, random: Math.random, ...options }
  }

  /** What the server said when it let the user in; null while there is no connection. */
  get session(): Welcome | null {
    return this.welcome
  }

  start(): void {
    void this.dial()
  }

  /** Cuts a wait for the next attempt short. */
  retryNow(): void {
    if (this.timers.has('retry')) {
      void this.dial()
    }
  }

  /** For good. */
  close(): void {
    this.hangUp()
  }

  /** Resolves with the reply's data; rejects with {@link ChorusError}. */
  request<T>(event: string, data: object, timeout = REPLY_TIMEOUT_MILLIS): Promise<T> {
    return new Promise((resolve, reject) => {
      const id = this.nextId++
      const frame = JSON.stringify({ event, id, data })
      if (this.welcome === null || this.socket === null) {
        reject(new ChorusError('disconnected', 'not connected'))
        return
      }
      // The server closes on a frame too large, and a resend would run into the same wall.
      if (new TextEncoder().encode(frame).length > MAX_FRAME_BYTES) {
        reject(new ChorusError('message_too_large', 'the message is too long'))
        return
      }
      const timer = setTimeout(() => {
        this.pending.delete(id)
        reject(new ChorusError('timeout', 'no answer in time'))
      }, timeout)
      this.pending.set(id, { resolve: resolve as (data: unknown) => void, reject, timer })
      this.socket.send(frame)
    })
  }

  private async dial(): Promise<void> {
    this.hangUp()
    const dialling = this.dialling
    // It covers the token, too, whose source may never answer.
    this.timers.set(
      'dial',
      setTimeout(() => this.lose(), DIAL_TIMEOUT_MILLIS),
    )
    const { url, credentials, WebSocket } = this.options
    let token: string
    try {
      token = await credentials.renew()
    } catch (failure) {
      if (dialling === this.dialling) {
        this.lose(undefined, new ChorusError('no_token', String(failure)))
      }
      return
    }
    if (dialling !== this.dialling) {
      return
    }
    const carrier = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`)
    const socket = new WebSocket(url, ['bearer-token-carrier', carrier])
    this.socket = socket
    // Every failure ends in a close; some libraries throw where nobody listens to the failure itself.
    socket.onerror = () => {}
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) {
        this.receive(JSON.parse(data))
      }
    }
    socket.onclose = ({ code }) => {
      if (socket === this.socket) {
        this.lose(code)
      }
    }
  }

  private receive(frame: { event: string; id?: number; data: any }): void {
    switch (frame.event) {
      case 'reply':
        this.settle(frame.id ?? 0, frame.data)
        return
      case 'authenticated':
        this.letIn(frame.data)
        return
      case 'token_expiring':
        // A failure here ends in 4401, and that in a new connection with a new token.
        this.authenticate().catch(() => {})
        break
      case 'server_draining':
        this.drainAt = Date.now() + frame.data.reconnectAfterMs
        this.timers.set(
          'drain',
          setTimeout(() => this.lose(), frame.data.reconnectAfterMs),
        )
        break
    }
    this.options.listener.frame(frame as ServerFrame)
  }

  private letIn(welcome: Welcome): void {
    clearTimeout(this.timers.get('dial'))
    this.welcome = welcome
    this.welcomeAt = Date.now()
    this.timers.set(
      'ping',
      setInterval(() => this.ping(), welcome.heartbeatSeconds * 1_000),
    )
    this.options.listener.ready(welcome)
  }

  // Pages cannot see the protocol's own pings, so a silent end is only noticed by asking.
  private ping(): void {
    const socket = this.socket
    this.request('ping', {}, PING_TIMEOUT_MILLIS).catch((failure: ChorusError) => {
      if (failure.code === 'timeout' && socket === this.socket) {
        this.lose()
      }
    })
  }

  private async authenticate(): Promise<void> {
    await this.request('authenticate', { token: await this.options.credentials.renew() })
  }

  private settle(id: number, { ok, error, ...data }: any): void {
    const pending = this.pending.get(id)
    if (pending === undefined) {
      return
    }
    this.pending.delete(id)
    clearTimeout(pending.timer)
    if (ok) {
      pending.resolve(data)
    } else {
      pending.reject(new ChorusError(error.code, error.message))
    }
  }

  private lose(code?: number, reason?: ChorusError): void {
    if (this.welcome !== null && Date.now() - this.welcomeAt > STEADY_MILLIS) {
      this.attempt = 0
    }
    const draining = this.welcome !== null && this.drainAt > 0
    const pause = draining
      ? Math.max(0, this.drainAt - Date.now())
      : backoff(this.attempt++, this.options.random)
    const retryIn = pause + (code === FLOODING ? FLOODING_PAUSE_MILLIS : 0)
    this.hangUp()
    this.timers.set(
      'retry',
      setTimeout(() => void this.dial(), retryIn),
    )
    this.options.listener.down(retryIn, reason)
  }

  private hangUp(): void {
    const socket = this.socket
    this.dialling++
    this.socket = null
    this.welcome = null
    this.drainAt = 0
    this.timers.forEach(timer => clearTimeout(timer))
    this.timers.clear()
    socket?.close(1000)
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer)
      reject(new ChorusError('disconnected', 'the connection was lost'))
    }
    this.pending.clear()
  }
}
