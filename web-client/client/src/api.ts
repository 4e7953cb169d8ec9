import { ChorusError } from './chorus-error.js'
import type { Credentials } from './credentials.js'
import type { MessagePage, NotificationPage } from './protocol.js'

const TIMEOUT_MILLIS = 15_000

/** An HTTP answer that is not a success; `final` if asking again would bring the same. */
export class HttpError extends ChorusError {
  readonly final: boolean

  constructor(status: number, { code, detail, title }: { code?: string; detail?: string; title?: string }) {
    super(code ?? 'http', detail ?? title ?? `HTTP ${status}`)
    this.final = status >= 400 && status < 500 && ![401, 408, 429].includes(status)
  }
}

/** The suite's HTTP interfaces, called as the user of these credentials. */
export class Api {
  constructor(
    private readonly credentials: Credentials,
    private readonly fetch: typeof globalThis.fetch,
    private readonly origin: URL,
  ) {}

  messages(
    roomId: string,
    query: { limit: number; after?: number; before?: number },
  ): Promise<MessagePage> {
    return this.call(`/api/history/rooms/${encodeURIComponent(roomId)}/messages?${bounds(query)}`)
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

  private async call<T>(path: string, body?: object): Promise<T> {
    let response = await this.send(path, body)
    if (response.status === 401) {
      await this.credentials.renew()
      response = await this.send(path, body)
    }
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}))
      throw new HttpError(response.status, problem)
    }
    return response.json()
  }

  private send(path: string, body?: object): Promise<Response> {
    return this.fetch(new URL(path, this.origin), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${this.credentials.token}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    })
  }
}

function bounds(query: Record<string, number>): URLSearchParams {
  return new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))
}
