import type { Address } from './address.js'
import { ChorusError, type ErrorCode } from './chorus-error.js'
import type { Credentials } from './credentials.js'
import type {
  LogPage,
  MessageName,
  MessagePage,
  MessageState,
  NotificationPage,
  RoomSummary,
} from './protocol.js'

const TIMEOUT_MILLIS = 15_000

/** An HTTP answer that is not a success. */
export class HttpError extends ChorusError {
  /** Whether asking again in the same way is likely to bring the same. */
  readonly refused: boolean
  /** How long the server wants to be left alone; 0 where it does not say. */
  readonly retryAfterMillis: number

  constructor({ status, headers }: Response, problem: { code?: ErrorCode; detail?: string; title?: string }) {
    const { code, detail, title } = problem
    super(code ?? (status === 401 ? 'unauthorized' : 'http'), detail ?? title ?? `HTTP ${status}`, { status })
    this.refused = status >= 400 && status < 500 && ![401, 408, 429].includes(status)
    this.retryAfterMillis = (Number(headers.get('Retry-After')) || 0) * 1_000
  }
}

/** Which messages of a room: the newest, or those next to a cursor. */
export interface PageQuery {
  limit: number
  after?: number
  before?: number
}

/** Messages that have the words that were looked for, newest first. */
export interface SearchPage {
  results: {
    message: MessageState
    /** Parts of it as HTML, in which what was found is in `mark` elements, and nothing else is an element. */
    highlight: string
  }[]
  hasMore: boolean
}

/** Rooms by name. */
export interface DirectoryPage {
  /** With the place of the newest entry of each room's log: microseconds since the epoch. */
  rooms: { roomId: string; cursor: number }[]
  /** The name behind which the next page begins; not there where there is none. */
  next?: string
}

/** The suite's HTTP interfaces, called as the user of these credentials. */
export class Api {
  constructor(
    private readonly credentials: Credentials,
    private readonly fetch: typeof globalThis.fetch,
    private readonly address: Address,
    private readonly headers: Record<string, string> = {},
  ) {}

  messages(roomId: string, query: PageQuery): Promise<MessagePage> {
    return this.call(`${historyOf(roomId)}/messages?${bounds({ ...query })}`)
  }

  /** From a server that keeps messages alone, those are all there is. */
  async log(roomId: string, query: PageQuery & { after: number }): Promise<LogPage> {
    try {
      return await this.call(`${historyOf(roomId)}/log?${bounds({ ...query })}`)
    } catch (failure) {
      if ((failure as HttpError).status !== 404) {
        throw failure
      }
      const { messages, hasMore } = await this.messages(roomId, query)
      return { entries: messages.map(data => ({ event: 'message', data })), hasMore }
    }
  }

  replies(roomId: string, { userId, id }: MessageName, after: number): Promise<MessagePage> {
    const name = `${encodeURIComponent(userId)}/${encodeURIComponent(id)}`
    return this.call(`${historyOf(roomId)}/messages/${name}/replies?${bounds({ limit: 200, after })}`)
  }

  sync(query: object): Promise<{ rooms: RoomSummary[]; since: number; hasMore: boolean }> {
    return this.call('/api/history/sync', query)
  }

  directory(query: Record<string, string | number>): Promise<DirectoryPage> {
    return this.call(`/api/history/directory?${bounds(query)}`)
  }

  search(query: Record<string, string | number>): Promise<SearchPage> {
    return this.call(`/api/history/search?${bounds(query)}`)
  }

  notifications(query: { limit: number; before?: number }): Promise<NotificationPage> {
    return this.call(`/api/notifications?${bounds(query)}`)
  }

  markReadUpTo(upTo: number): Promise<{ unread: number }> {
    return this.call('/api/notifications/read', { upTo })
  }

  markRead(id: string): Promise<{ unread: number }> {
    return this.call(`/api/notifications/${encodeURIComponent(id)}/read`, {})
  }

  /**
   * Why no socket can be opened. Platforms keep that to themselves, so the service that would open it is asked to do
   * what it will not: as a handshake, and unlike what is read, a POST always bears its origin.
   */
  async whyNoSocket(): Promise<ChorusError> {
    const path = '/api/chat/rooms/-/messages'
    const response = await this.send(path, {}).catch(() => null)
    if (response === null) {
      // An answer that may not be read differs from none.
      return (await this.isThere(path)) ? foreign() : new ChorusError('network', 'the server does not answer')
    }
    const failure = new HttpError(response, await response.json().catch(() => ({})))
    const { status, code } = failure
    if (status === 403 && code === 'http') {
      // Not in the words of the service: it is what stands before it.
      return foreign()
    }
    return response.ok || failure.refused ? new ChorusError('disconnected', 'the server opens no socket now') : failure
  }

  private isThere(path: string): Promise<boolean> {
    return this.ask(path, { mode: 'no-cors' }).then(
      ({ type }) => type === 'opaque',
      () => false,
    )
  }

  private async call<T>(path: string, body?: object): Promise<T> {
    const { token } = this.credentials
    let response = await this.send(path, body)
    if (response.status === 401) {
      if (token === this.credentials.token) {
        await this.credentials.renew()
      }
      response = await this.send(path, body)
    }
    if (!response.ok) {
      throw new HttpError(response, await response.json().catch(() => ({})))
    }
    return response.json()
  }

  private send(path: string, body?: object): Promise<Response> {
    return this.ask(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...this.headers,
        Authorization: `Bearer ${this.credentials.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
  }

  /** With a bound on the time of all of it, the body too. (`AbortSignal.timeout` is not everywhere.) */
  private ask(path: string, request: RequestInit): Promise<Response> {
    const controller = new AbortController()
    const timer: unknown = setTimeout(() => controller.abort(), TIMEOUT_MILLIS)
    // Node is not to wait for it.
    ;(timer as { unref?(): void }).unref?.()
    return this.fetch(this.address.http(path), { ...request, signal: controller.signal })
  }
}

function foreign(): ChorusError {
  return new ChorusError('origin', 'the server lets no page of this origin in')
}

function historyOf(roomId: string): string {
  return `/api/history/rooms/${encodeURIComponent(roomId)}`
}

function bounds(query: Record<string, string | number>): string {
  return Object.entries(query)
    .map(pair => pair.map(encodeURIComponent).join('='))
    .join('&')
}
