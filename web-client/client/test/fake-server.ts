import type { LogEntry, Message, MessageState } from '../src/protocol'

/** A frame as the client sent it. */
export interface Request {
  event: string
  id?: number
  data: Record<string, any>
}

interface Posting {
  userId?: string
  username?: string
  lost?: boolean
  roomId?: string
  replyTo?: { userId: string; id: string } | undefined
}

/** One user's server: it records every request, and answers by itself only what it is told to. */
export class FakeServer {
  readonly sockets: FakeSocket[] = []
  readonly requests: Request[] = []
  /** The messages, as they were sent. */
  history: Message[] = []
  /** What became of them; entries of the same log. */
  changes: Exclude<LogEntry, { event: 'message' }>[] = []
  /** Whether it knows of changes at all. */
  keepsLog = true
  private clock = 1_000
  user = { userId: 'ada', username: 'Ada' }
  /** Lets everybody in, and stores what is sent. */
  automatic = true
  readonly WebSocket: new (url: string, protocols: string[], options?: object) => WebSocket
  /** How far the user has read, by room. */
  readonly markers: Record<string, { read: number; unread: number; mentions: number }> = {}
  /** Rooms that nobody may join. */
  readonly forbidden = new Set<string>()
  /** Whether what is stored is not said to the room. */
  loses = false
  readonly fetches: string[] = []
  readonly fetch: typeof globalThis.fetch = async input => {
    this.fetches.push(String(input))
    return this.answer(new URL(String(input)))
  }

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
  post(
    id: string,
    content: string,
    { userId = 'bob', username = 'Bob', lost = false, roomId = 'general', replyTo }: Posting = {},
  ): Message {
    const prev = this.newest(roomId) ?? 0
    const cursor = ++this.clock
    const message: Message = { id, roomId, userId, username, content, timestamp: Date.now(), cursor, prev }
    if (replyTo !== undefined) {
      message.replyTo = replyTo
    }
    this.history.push(message)
    if (!lost && !this.loses) {
      this.socket.receive({ event: 'message', data: message })
    }
    return message
  }

  /** Stores what somebody did to a message, and says so to the room unless that is lost. */
  change(
    event: 'message_edited' | 'message_deleted' | 'reaction',
    of: { userId: string; id: string },
    how: object,
    { userId = 'bob', username = 'Bob', lost = false, roomId = 'general' }: Posting = {},
  ): number {
    const prev = this.newest(roomId) ?? 0
    const cursor = ++this.clock
    const by = { userId, username }
    const data = { roomId, userId: of.userId, id: of.id, by, ...how, timestamp: Date.now(), cursor, prev }
    const entry = { event, data } as (typeof this.changes)[number]
    this.changes.push(entry)
    if (!lost && !this.loses) {
      this.socket.receive(entry)
    }
    return cursor
  }

  private log(roomId: string): LogEntry[] {
    const messages = this.history.map(data => ({ event: 'message' as const, data }))
    return [...messages, ...this.changes]
      .filter(({ data }) => data.roomId === roomId)
      .sort((one, other) => one.data.cursor - other.data.cursor)
  }

  private newest(roomId: string): number | null {
    return this.log(roomId).at(-1)?.data.cursor ?? null
  }

  /** A message as the history gives it: what became of it is told as far as tests ask. */
  private state(message: Message): MessageState {
    const own = this.changes.filter(({ data }) => data.id === message.id && data.userId === message.userId)
    const edit = own.findLast(it => it.event === 'message_edited')
    const deleted = own.some(it => it.event === 'message_deleted')
    const state: MessageState = { ...message }
    if (edit?.event === 'message_edited') {
      Object.assign(state, { content: edit.data.content, editedAt: edit.data.timestamp })
    }
    return deleted ? { ...state, content: '', deleted } : state
  }

  take(request: Request): void {
    this.requests.push(request)
    if (this.automatic) {
      const data =
        request.event === 'join_room' && this.forbidden.has(request.data.roomId)
          ? { ok: false, error: { code: 'forbidden', message: 'not for you' } }
          : { ok: true, ...this.result(request) }
      this.socket.receive({ event: 'reply', id: request.id, data })
    }
  }

  private result({ event, data }: Request): object {
    switch (event) {
      case 'join_room':
        return { roomId: data.roomId, cursor: this.newest(data.roomId), members: [this.user], memberCount: 1 }
      case 'send_message': {
        const stored = this.history.find(({ id }) => id === data.id)
        const { replyTo } = data
        const { cursor } = stored ?? this.post(data.id, data.content, { ...this.user, roomId: data.roomId, replyTo })
        return { id: data.id, roomId: data.roomId, cursor, timestamp: 0 }
      }
      case 'edit_message':
      case 'delete_message':
      case 'react': {
        const { roomId, userId, id, changeId, ...how } = data
        const names = { edit_message: 'message_edited', delete_message: 'message_deleted', react: 'reaction' } as const
        const cursor = this.change(names[event], { userId, id }, how, { ...this.user, roomId })
        return { cursor, timestamp: 0 }
      }
      case 'read_room':
        return { unread: 0, mentions: 0 }
      default:
        return {}
    }
  }

  private answer({ pathname, searchParams }: URL): Response {
    if (pathname.startsWith('/api/notifications')) {
      return Response.json({ notifications: [], unread: 0, hasMore: false })
    }
    if (pathname === '/api/history/sync') {
      const rooms = Object.entries(this.markers).map(([roomId, marker]) => ({ roomId, ...marker }))
      return Response.json({ rooms, hasMore: false, since: 0 })
    }
    const [limit, after, before] = ['limit', 'after', 'before'].map(name => searchParams.get(name))
    const room = pathname.split('/')[4]!
    if (pathname.endsWith('/log')) {
      if (!this.keepsLog) {
        return Response.json({ title: 'Not Found' }, { status: 404 })
      }
      const behind = this.log(room).filter(({ data }) => data.cursor > Number(after))
      const entries = behind.slice(0, Number(limit))
      return Response.json({ entries, hasMore: entries.length < behind.length })
    }
    const found = this.history.filter(
      ({ cursor, roomId }) => roomId === room && cursor > Number(after ?? 0) && cursor < Number(before ?? Infinity),
    )
    const messages = after === null ? found.slice(-Number(limit)) : found.slice(0, Number(limit))
    const asOf = this.keepsLog ? { asOf: this.newest(room) ?? 0 } : {}
    return Response.json({ messages: messages.map(it => this.state(it)), hasMore: messages.length < found.length, ...asOf })
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
