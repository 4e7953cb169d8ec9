import type { Message } from '../src/protocol'

/** A frame as the client sent it. */
export interface Request {
  event: string
  id?: number
  data: Record<string, any>
}

/** One user's server: it records every request, and answers by itself only what it is told to. */
export class FakeServer {
  readonly sockets: FakeSocket[] = []
  readonly requests: Request[] = []
  history: Message[] = []
  user = { userId: 'ada', username: 'Ada' }
  /** Lets everybody in, and stores what is sent. */
  automatic = true
  readonly WebSocket: new (url: string, protocols: string[], options?: object) => WebSocket
  readonly fetch: typeof globalThis.fetch = async input => this.answer(new URL(String(input)))

  constructor() {
    const server = this
    this.WebSocket = class extends FakeSocket {
      constructor(url: string, protocols: string[], options?: object) {
        super(server, url, protocols, options)
      }
    } as never
  }

  get socket(): FakeSocket {
    return this.sockets.at(-1)!
  }

  sent(event: string): Request[] {
    return this.requests.filter(request => request.event === event)
  }

  welcome(): void {
    this.socket.receive({
      event: 'authenticated',
      data: { ...this.user, socketId: 's', expiresAt: 0, heartbeatSeconds: 25, maxMessageBytes: 16_384 },
    })
  }

  /** Stores a message, and says so to the room unless that is lost. */
  post(id: string, content: string, { userId = 'bob', username = 'Bob', lost = false, roomId = 'general' } = {}): Message {
    const prev = this.newest(roomId) ?? 0
    const cursor = (this.history.at(-1)?.cursor ?? 1_000) + 1
    const message = { id, roomId, userId, username, content, timestamp: Date.now(), cursor, prev }
    this.history.push(message)
    if (!lost) {
      this.socket.receive({ event: 'message', data: message })
    }
    return message
  }

  private newest(roomId: string): number | null {
    return this.history.findLast(message => message.roomId === roomId)?.cursor ?? null
  }

  take(request: Request): void {
    this.requests.push(request)
    if (this.automatic) {
      this.socket.receive({ event: 'reply', id: request.id, data: { ok: true, ...this.result(request) } })
    }
  }

  private result({ event, data }: Request): object {
    switch (event) {
      case 'join_room':
        return { roomId: data.roomId, cursor: this.newest(data.roomId), members: [this.user], memberCount: 1 }
      case 'send_message': {
        const stored = this.history.find(({ id }) => id === data.id)
        const { cursor } = stored ?? this.post(data.id, data.content, { ...this.user, roomId: data.roomId })
        return { id: data.id, roomId: data.roomId, cursor, timestamp: 0 }
      }
      default:
        return {}
    }
  }

  private answer({ pathname, searchParams }: URL): Response {
    if (pathname.startsWith('/api/notifications')) {
      return Response.json({ notifications: [], unread: 0, hasMore: false })
    }
    const [limit, after, before] = ['limit', 'after', 'before'].map(name => searchParams.get(name))
    const room = pathname.split('/')[4]
    const found = this.history.filter(
      ({ cursor, roomId }) => roomId === room && cursor > Number(after ?? 0) && cursor < Number(before ?? Infinity),
    )
    const messages = after === null ? found.slice(-Number(limit)) : found.slice(0, Number(limit))
    return Response.json({ messages, hasMore: messages.length < found.length })
  }
}

/** The client's end of a socket that the server's end is held by hand. */
export class FakeSocket {
  onmessage?: (event: { data: string }) => void
  onclose?: (event: { code: number }) => void
  onerror?: (event: { message?: string }) => void
  closed = false

  constructor(
    private readonly server: FakeServer,
    readonly url: string,
    readonly protocols: string[],
    readonly options?: object,
  ) {
    server.sockets.push(this)
    queueMicrotask(() => server.automatic && !this.closed && server.welcome())
  }

  send(text: string): void {
    queueMicrotask(() => this.closed || this.server.take(JSON.parse(text)))
  }

  close(): void {
    this.closed = true
  }

  receive(frame: object): void {
    if (!this.closed) {
      this.onmessage?.({ data: JSON.stringify(frame) })
    }
  }

  break(code = 1006): void {
    this.closed = true
    this.onclose?.({ code })
  }
}
