import { backoff, type BackoffOptions } from './backoff.js'
import { ChorusError } from './chorus-error.js'
import { isTerminal, pauseAfter, reasonOf } from './close-code.js'
import type { Credentials } from './credentials.js'
import { Heartbeat } from './heartbeat.js'
import type { ServerFrame, Welcome } from './protocol.js'
import { Requests } from './requests.js'

const DIAL_TIMEOUT_MILLIS = 10_000
const STEADY_MILLIS = 10_000
const BROKEN = 1006

type Timer = ReturnType<typeof setTimeout>

/** How the library makes sockets: the standard's constructor, with the option that the package `ws` takes for headers. */
export type WebSocketConstructor = new (
  url: string,
  protocols: string[],
  options?: { headers: Record<string, string> },
) => WebSocket

/** Told what becomes of a connection. Rooms are to be joined again after each `ready`. */
export interface Listener {
  dialling(): void
  ready(welcome: Welcome): void
  /** There is no connection. It is told again where the reason becomes known later. */
  waiting(retryInMillis: number, reason: ChorusError): void
  /** There is none, and none is tried until somebody asks for it. */
  failed(reason: ChorusError): void
  /** Everything that is not a reply. */
  frame(frame: ServerFrame): void
  /** Another token has been taken, which may open other rooms. */
  renewed(): void
}

interface Options {
  url: string
  credentials: Credentials
  listener: Listener
  WebSocket?: WebSocketConstructor | undefined
  headers?: Record<string, string> | undefined
  backoff?: BackoffOptions | undefined
  /** Finds out why no socket could be opened. */
  diagnose?: () => Promise<ChorusError>
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
  private heartbeat: Heartbeat | null = null
  private readonly requests = new Requests()
  private readonly timers = new Map<'dial' | 'retry' | 'drain', Timer>()

  constructor(private readonly options: Options) {}

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

  /** The network may have changed. */
  check(): void {
    this.retryNow()
    this.heartbeat?.check()
  }

  /** Until it is started again. */
  stop(): void {
    this.hangUp(new ChorusError('disconnected', 'the connection was closed'))
  }

  /** Resolves with the reply's data, when `taken` has had it; rejects with {@link ChorusError}. */
  request<T>(event: string, data: object, taken?: (data: T) => void): Promise<T> {
    const socket = this.welcome === null ? null : this.socket
    return this.requests.send<T>(event, data, socket, taken)
  }

  /** Gives the server the newest token, where there is a connection. */
  async authenticate(): Promise<void> {
    if (this.welcome !== null) {
      await this.request('authenticate', { token: await this.options.credentials.renew() })
      this.options.listener.renewed()
    }
  }

  private async dial(): Promise<void> {
    this.hangUp()
    const dialling = this.dialling
    this.options.listener.dialling()
    // It covers the token, too, whose source may never answer.
    this.timers.set(
      'dial',
      setTimeout(() => this.lose(new ChorusError('network', 'no connection in time')), DIAL_TIMEOUT_MILLIS),
    )
    let token: string
    try {
      token = await this.options.credentials.renew()
    } catch (failure) {
      if (dialling === this.dialling) {
        this.lose(new ChorusError('no_token', `no token could be had: ${String(failure)}`))
      }
      return
    }
    if (dialling !== this.dialling) {
      return
    }
    try {
      this.open(token)
    } catch (failure) {
      this.lose(new ChorusError('network', `no socket can be made: ${String(failure)}`))
    }
  }

  private open(token: string): void {
    const { url, headers, WebSocket } = this.options
    const carrier = encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`)
    const protocols = ['bearer-token-carrier', carrier]
    const socket =
      WebSocket === undefined
        ? platformSocket(url, protocols, headers)
        : new WebSocket(url, protocols, headers && { headers })
    this.socket = socket
    let refusal: ChorusError | undefined
    socket.onerror = event => {
      // Not every platform closes after a failure. Where it does, the close says more and comes first.
      refusal = refusalIn((event as Partial<ErrorEvent>).message)
      setTimeout(() => this.ended(socket, refusal ?? reasonOf(BROKEN)), 0)
    }
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) {
        this.heartbeat?.heard()
        this.receive(JSON.parse(data))
      }
    }
    socket.onclose = ({ code, reason }) => this.ended(socket, refusal ?? reasonOf(code, reason), code)
  }

  private ended(socket: WebSocket, reason: ChorusError, code?: number): void {
    if (socket !== this.socket) {
      return
    }
    const expired = reason.code === 'unauthorized' && this.options.credentials.isFixed
    if (expired || (code !== undefined && isTerminal(code))) {
      this.fail(reason)
    } else {
      this.lose(reason, code)
    }
  }

  private receive(frame: { event: string; id?: number; data: any }): void {
    switch (frame.event) {
      case 'reply':
        this.requests.settle(frame.id ?? 0, frame.data)
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
          setTimeout(
            () => this.lose(new ChorusError('closed_by_server', 'the instance stops')),
            frame.data.reconnectAfterMs,
          ),
        )
        break
    }
    this.options.listener.frame(frame as ServerFrame)
  }

  private letIn(welcome: Welcome): void {
    clearTimeout(this.timers.get('dial'))
    this.welcome = welcome
    this.welcomeAt = Date.now()
    this.heartbeat = new Heartbeat({
      heartbeatSeconds: welcome.heartbeatSeconds,
      ping: () => void this.request('ping', {}).catch(() => {}),
      awaited: () => this.requests.areOpen,
      silent: () => this.lose(new ChorusError('silent', 'the server has fallen silent')),
    })
    this.options.listener.ready(welcome)
  }

  private lose(reason: ChorusError, code?: number): void {
    if (this.welcome !== null && Date.now() - this.welcomeAt > STEADY_MILLIS) {
      this.attempt = 0
    }
    const refused = this.socket !== null && this.welcome === null && reason.code === 'network'
    const draining = this.welcome !== null && this.drainAt > 0
    const pause = draining
      ? Math.max(0, this.drainAt - Date.now())
      : backoff(this.attempt++, this.options.backoff, this.options.random)
    const retryAt = Date.now() + pause + pauseAfter(code)
    this.hangUp(reason)
    this.timers.set(
      'retry',
      setTimeout(() => void this.dial(), retryAt - Date.now()),
    )
    this.options.listener.waiting(retryAt - Date.now(), reason)
    if (refused) {
      void this.diagnose(retryAt)
    }
  }

  private async diagnose(retryAt: number): Promise<void> {
    const { diagnose, listener, credentials } = this.options
    const dialling = this.dialling
    const reason = await diagnose?.()
    if (reason === undefined || dialling !== this.dialling) {
      return
    }
    if (reason.code === 'unauthorized' && credentials.isFixed) {
      this.fail(reason)
    } else {
      listener.waiting(Math.max(0, retryAt - Date.now()), reason)
    }
  }

  private fail(reason: ChorusError): void {
    this.hangUp(reason)
    this.options.listener.failed(reason)
  }

  private hangUp(reason = new ChorusError('disconnected', 'the connection was lost')): void {
    const socket = this.socket
    this.dialling++
    this.socket = null
    this.welcome = null
    this.drainAt = 0
    this.heartbeat?.stop()
    this.heartbeat = null
    this.timers.forEach(timer => clearTimeout(timer))
    this.timers.clear()
    socket?.close(1000)
    this.requests.failAll(reason)
  }
}

/** Node's takes headers beside the protocols; to a browser's they would be one more protocol. */
function platformSocket(url: string, protocols: string[], headers?: Record<string, string>): WebSocket {
  const isNode = globalThis.process?.versions?.node !== undefined
  return new WebSocket(url, headers !== undefined && isNode ? ({ protocols, headers } as never) : protocols)
}

/** What some platforms tell of an upgrade that was refused. */
function refusalIn(message = ''): ChorusError | undefined {
  const status = Number(/server response: (\d{3})/.exec(message)?.[1])
  if (!status) {
    return undefined
  }
  const code = status === 401 ? 'unauthorized' : status === 429 ? 'rate_limited' : 'http'
  return new ChorusError(code, `the server answered ${status} instead of opening a socket`, { status })
}
