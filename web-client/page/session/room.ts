import type { Line } from '../conversation/timeline'
import type { User } from '../identity/dev-token'
import type { Api } from './api'
import type { Connection, RequestFailed } from './connection'
import { MessageList, keyOf } from './message-list'
import type { Entry } from './outbox'
import type { Joined, Member, Message, ServerFrame } from './protocol'
import { Repair } from './repair'
import { Sending } from './sending'
import { TypingSignal, Typists } from './typing'

const AGAIN_MILLIS = 1_500
const OLDER_PAGE = 50
const REFUSALS = ['forbidden', 'invalid_request', 'too_many_rooms']

type Timer = ReturnType<typeof setTimeout>

/** A line, and where it stands; nowhere yet while it is on its way. */
export type PlacedLine = Line & { cursor: number | null }

/** Being in one room: its messages kept whole, its members, who types, and sending to it. */
export class Room {
  members: Member[] = []
  memberCount = 0
  /** Why the room cannot be entered or read, or null. */
  refusal: string | null = null
  private joined = false
  private left = false
  private again: Timer | undefined
  private readonly list = new MessageList()
  private readonly sending: Sending
  private readonly typing: Typists
  private readonly signal = new TypingSignal(isTyping => this.tell(isTyping))
  private readonly repair: Repair

  constructor(
    readonly id: string,
    private readonly me: User,
    private readonly connection: Connection,
    private readonly api: Api,
    private readonly changed: () => void,
  ) {
    this.typing = new Typists(changed)
    this.repair = new Repair({
      list: this.list,
      fetchPage: query => api.messages(id, query),
      changed: messages => this.takeStored(messages),
      refused: error => this.refuse(error.message),
    })
    this.sending = new Sending({
      roomId: id,
      connection,
      changed,
      stored: cursor => {
        this.list.expect(cursor, Date.now())
        this.repair.check()
      },
    })
  }

  /** Whether the newest page has come. */
  get loaded(): boolean {
    return this.list.floor !== null
  }

  get hasOlder(): boolean {
    return (this.list.floor ?? 0) > 0
  }

  /** The newest message's cursor; 0 where there is none. */
  get newest(): number {
    return this.list.messages.at(-1)?.cursor ?? 0
  }

  get typists(): string[] {
    return this.typing.names
  }

  /** What is in the room, and behind it what is on its way there. */
  get lines(): PlacedLine[] {
    const { userId } = this.me
    const { outbox } = this.sending
    outbox.prune(id => this.list.has(userId, id), this.list.floor)
    return [
      ...this.list.messages.map(message => ({
        ...message,
        key: keyOf(message),
        ...stateOf(message.userId === userId ? outbox.get(message.id) : undefined),
      })),
      ...outbox.entries
        .filter(({ id }) => !this.list.has(userId, id))
        .map(entry => ({
          key: keyOf({ userId, id: entry.id }),
          id: entry.id,
          ...this.me,
          content: entry.content,
          timestamp: entry.timestamp,
          cursor: entry.cursor,
          ...stateOf(entry),
        })),
    ]
  }

  async join(): Promise<void> {
    clearTimeout(this.again)
    try {
      const joined = await this.connection.request<Joined>('join_room', { roomId: this.id })
      if (this.left) {
        return
      }
      this.joined = true
      this.refusal = null
      this.members = joined.members
      this.memberCount = joined.memberCount
      this.list.expect(joined.cursor, Date.now())
      this.repair.resume()
      this.sending.resume()
      this.changed()
    } catch (failure) {
      const { code, message } = failure as RequestFailed
      if (REFUSALS.includes(code)) {
        this.refuse(message)
      } else if (code !== 'disconnected' && !this.left) {
        this.again = setTimeout(() => void this.join(), AGAIN_MILLIS)
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
    this.sending.pause()
    clearTimeout(this.again)
    this.repair.rest()
    this.typing.clear()
  }

  /** Takes a frame of this room, or of all rooms. */
  receive({ event, data }: ServerFrame): void {
    switch (event) {
      case 'message':
        this.typing.set(data.userId, data.username, false)
        this.list.merge([data], { now: Date.now() })
        this.repair.check()
        break
      case 'resync':
        if (data.after == null) {
          this.repair.interrupted()
        } else {
          this.repair.catchUp(data.after)
        }
        break
      case 'user_joined':
        this.memberCount += this.isMember(data.userId) ? 0 : 1
        this.members = [...this.without(data.userId), data]
        break
      case 'user_left':
        this.memberCount = Math.max(this.memberCount - 1, 0)
        this.members = this.without(data.userId)
        this.typing.set(data.userId, data.username, false)
        break
      case 'user_typing':
        this.typing.set(data.userId, data.username, data.isTyping)
        break
    }
    this.changed()
  }

  /** Answers what is wrong, in words, or null when the message is on its way. */
  send(content: string): string | null {
    return this.sending.send(content)
  }

  retry(id: string): void {
    this.sending.retry(id)
  }

  discard(id: string): void {
    this.sending.outbox.discard(id)
    this.changed()
  }

  setTyping(isTyping: boolean): void {
    this.signal.typed(isTyping)
  }

  /** Fetches the page before the oldest message; where that fails, nothing has changed. */
  async loadOlder(): Promise<void> {
    const before = this.list.floor
    if (before === null || before === 0) {
      return
    }
    const page = await this.api.messages(this.id, { before, limit: OLDER_PAGE }).catch(() => null)
    // Another reader of the history may have begun anew meanwhile.
    if (page !== null && this.list.floor === before) {
      this.list.extend(page, Date.now())
      this.repair.check()
      this.changed()
    }
  }

  private tell(isTyping: boolean): void {
    if (this.joined) {
      this.connection.request('typing', { roomId: this.id, isTyping }).catch(() => {})
    }
  }

  // The history has only what is stored, so finding an own message there is as good as its reply.
  private takeStored(messages: Message[]): void {
    for (const { userId, id, cursor } of messages) {
      if (userId === this.me.userId) {
        this.sending.outbox.stored(id, cursor)
      }
    }
    this.changed()
  }

  private refuse(message: string): void {
    this.refusal = message
    this.changed()
  }

  private isMember(userId: string): boolean {
    return this.members.some(member => member.userId === userId)
  }

  private without(userId: string): Member[] {
    return this.members.filter(member => member.userId !== userId)
  }
}

/** An own message of which nothing is known came with the history, so it is stored. */
function stateOf(entry: Entry | undefined): Pick<Line, 'state' | 'reason'> {
  switch (entry?.state) {
    case undefined:
    case 'stored':
      return { state: 'stored' }
    case 'failed':
      return { state: 'failed', reason: entry?.error ?? '' }
    default:
      return { state: 'sending' }
  }
}
