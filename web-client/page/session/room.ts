import type { Line } from '../conversation/timeline'
import type { Person } from '../people/people-view'
import type { User } from '../identity/dev-token'
import { Repair } from './link/repair.js'
import { MessageList } from './link/room.js'
import { Outbox } from './link/outbox.js'
import { TypingSignal, Typists } from './link/typing.js'

const JOIN_AGAIN = 3_000
const REFUSALS = ['forbidden', 'invalid_request', 'too_many_rooms']

export type PageLine = Line & { cursor: number | null }

/** One room that the user is in. */
export class Room {
  members: Person[] = []
  memberCount = 0
  refusal: string | null = null
  joined = false
  private list: any = new MessageList()
  private outbox: any = new Outbox()
  private repair: any
  private typing: any
  private rejoin: any
  private readonly signal: any
  private left = false

  constructor(
    readonly id: string,
    private readonly me: User,
    private readonly connection: any,
    private readonly api: any,
    private readonly changed: () => void,
  ) {
    this.typing = new Typists(changed)
    this.signal = new TypingSignal((isTyping: boolean) => this.tell(isTyping))
    this.repair = new Repair({
      list: this.list,
      fetchPage: (query: object) => api.messages(id, query),
      changed: (messages: any[]) => {
        messages.forEach(message => this.outbox.stored(message.id))
        this.changed()
      },
      refused: (error: Error) => this.refuse(error.message),
    } as any)
  }

  get loaded(): boolean {
    return this.list.floor !== null
  }

  get hasOlder(): boolean {
    return this.list.floor !== null && this.list.floor > 0
  }

  get newest(): number {
    return this.list.messages.at(-1)?.cursor ?? 0
  }

  get typists(): string[] {
    return this.typing.names
  }

  get lines(): PageLine[] {
    this.outbox.prune(this.list, this.me.userId)
    const stored = this.list.messages.map((message: any) => {
      const entry = message.userId === this.me.userId ? this.outbox.get(message.id) : undefined
      return {
        ...message,
        key: JSON.stringify([message.userId, message.id]),
        state: entry === undefined || entry.state === 'stored' ? 'stored' : entry.state === 'failed' ? 'failed' : 'sending',
        reason: entry?.error ?? undefined,
      }
    })
    const mine = this.outbox
      .of(this.id)
      .filter(({ id }: any) => !this.list.has(this.me.userId, id))
      .map((entry: any) => ({
        key: JSON.stringify([this.me.userId, entry.id]),
        id: entry.id,
        ...this.me,
        content: entry.content,
        timestamp: entry.timestamp,
        cursor: null,
        state: entry.state === 'waiting' ? 'sending' : entry.state,
        reason: entry.error ?? undefined,
      }))
    return [...stored, ...mine]
  }

  async join(): Promise<void> {
    clearTimeout(this.rejoin)
    try {
      const { cursor, members, memberCount } = await this.connection.request('join_room', { roomId: this.id })
      if (this.left) {
        return
      }
      this.joined = true
      this.members = members
      this.memberCount = memberCount
      this.list.expect(cursor, Date.now())
      this.repair.resume()
      this.flush()
      this.changed()
    } catch (failure: any) {
      if (REFUSALS.includes(failure.code)) {
        this.refuse(failure.message)
      } else if (failure.code !== 'disconnected' && !this.left) {
        this.rejoin = setTimeout(() => this.join(), JOIN_AGAIN)
      }
    }
  }

  leave(): void {
    this.left = true
    this.disconnected()
    this.repair.stop()
    this.connection.request('leave_room', { roomId: this.id }).catch(() => {})
  }

  disconnected(): void {
    this.joined = false
    clearTimeout(this.rejoin)
    this.repair.pause()
    this.typing.clear()
  }

  receive(event: string, data: any): void {
    switch (event) {
      case 'message':
        this.typing.set(data.userId, data.username, false)
        this.list.merge([data], { now: Date.now() })
        this.repair.check()
        return this.changed()
      case 'resync':
        return data.after == null ? this.repair.interrupted() : this.repair.catchUp(data.after)
      case 'user_joined':
        this.memberCount += this.members.some(({ userId }) => userId === data.userId) ? 0 : 1
        this.members = [...this.members.filter(({ userId }) => userId !== data.userId), data]
        return this.changed()
      case 'user_left':
        this.memberCount = Math.max(this.memberCount - 1, 0)
        this.members = this.members.filter(({ userId }) => userId !== data.userId)
        this.typing.set(data.userId, data.username, false)
        return this.changed()
      case 'user_typing':
        return this.typing.set(data.userId, data.username, data.isTyping)
    }
  }

  send(content: string): string | null {
    if (this.outbox.add(this.id, content) === null) {
      return 'Too many messages are on their way. Wait a moment.'
    }
    this.flush()
    this.changed()
    return null
  }

  retry(id: string): void {
    this.outbox.retry(id)
    this.flush()
    this.changed()
  }

  discard(id: string): void {
    this.outbox.discard(id)
    this.changed()
  }

  setTyping(isTyping: boolean): void {
    this.signal.typed(isTyping ? 'x' : '')
  }

  async loadOlder(): Promise<void> {
    const page = await this.api.messages(this.id, { before: this.list.floor, limit: 50 })
    this.list.extend(page, Date.now())
    this.changed()
  }

  private tell(isTyping: boolean): void {
    if (this.joined) {
      this.connection.request('typing', { roomId: this.id, isTyping }).catch(() => {})
    }
  }

  private flush(): void {
    if (this.joined) {
      this.outbox.waiting(this.id).forEach((entry: any) => this.transmit(entry))
    }
  }

  private async transmit({ id, roomId, content }: any): Promise<void> {
    this.outbox.sending(id)
    try {
      const { cursor } = await this.connection.request('send_message', { roomId, content, id })
      this.outbox.stored(id, cursor)
      this.list.expect(cursor, Date.now())
      this.repair.check()
    } catch (failure: any) {
      if (failure.code === 'disconnected') {
        this.outbox.interrupted(id)
      } else {
        this.outbox.failed(id, failure.message)
      }
    }
    this.changed()
  }

  private refuse(message: string): void {
    this.refusal = message
    this.changed()
  }
}
