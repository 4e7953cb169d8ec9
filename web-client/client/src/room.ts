import type { Api } from './api.js'
import { Arrivals } from './arrivals.js'
import type { ChorusError } from './chorus-error.js'
import type { Connection } from './connection.js'
import { MessageList } from './message-list.js'
import type { Entry } from './outbox.js'
import type { Joined, Member, Message, ServerFrame } from './protocol.js'
import { Repair } from './repair.js'
import { placed, underWay, type RoomMessage } from './room-message.js'
import { Sending, type Sent } from './sending.js'
import type { Turns } from './turns.js'
import { TypingSignal, Typists } from './typing.js'

/** Between half of it and all: many may have been refused at once. */
const AGAIN_MILLIS = 1_500
const OLDER_PAGE = 50
const REFUSALS = ['forbidden', 'invalid_request', 'too_many_rooms']

type Timer = ReturnType<typeof setTimeout>

/** A room at one moment; another object as soon as anything in it is different. */
export interface RoomSnapshot {
  /** Each once and in order, and behind them the own ones that are on their way. */
  readonly messages: readonly RoomMessage[]
  /** At most 200 of them. */
  readonly members: readonly Member[]
  readonly memberCount: number
  readonly typing: readonly Member[]
  /** Whether the newest page has come. */
  readonly loaded: boolean
  readonly hasOlder: boolean
  /** Why the room cannot be entered or read, or null. */
  readonly refusal: ChorusError | null
}

interface Surroundings {
  id: string
  me(): Member
  connection: Pick<Connection, 'request'>
  api: Pick<Api, 'messages'>
  turns: Turns
  changed(): void
  arrived?(message: RoomMessage): void
}

/** Being in one room: its messages kept whole, its members, who types, and sending to it. */
export class Room {
  readonly id: string
  private here: Member[] = []
  private count = 0
  private refused: ChorusError | null = null
  private joined = false
  private left = false
  private again: Timer | undefined
  private taken: RoomSnapshot | null = null
  private readonly list = new MessageList()
  private readonly arrivals = new Arrivals(this.list)
  private readonly typists = new Typists(() => this.changed())
  private readonly typingSignal = new TypingSignal(isTyping => this.tell(isTyping))
  private readonly repair: Repair
  private readonly sending: Sending
  private readonly connection: Surroundings['connection']
  private readonly api: Surroundings['api']

  constructor(private readonly around: Surroundings) {
    this.id = around.id
    this.connection = around.connection
    this.api = around.api
    this.repair = new Repair({
      list: this.list,
      fetchPage: query => around.api.messages(around.id, query),
      changed: messages => this.takeStored(messages),
      refused: error => this.refuse(error),
    })
    this.sending = new Sending({
      roomId: this.id,
      connection: this.connection,
      turns: around.turns,
      changed: () => this.changed(),
      stored: cursor => {
        this.list.expect(cursor, Date.now())
        this.repair.check()
      },
    })
  }

  get snapshot(): RoomSnapshot {
    this.taken ??= {
      messages: this.visible(),
      members: this.here,
      memberCount: this.count,
      typing: this.typists.members,
      loaded: this.list.floor !== null,
      hasOlder: (this.list.floor ?? 0) > 0,
      refusal: this.refused,
    }
    return this.taken
  }

  get messages(): readonly RoomMessage[] {
    return this.snapshot.messages
  }

  get members(): readonly Member[] {
    return this.here
  }

  get memberCount(): number {
    return this.count
  }

  get typing(): readonly Member[] {
    return this.snapshot.typing
  }

  get hasOlder(): boolean {
    return this.snapshot.hasOlder
  }

  /** The newest message's cursor; 0 where there is none. */
  get newest(): number {
    return this.list.messages.at(-1)?.cursor ?? 0
  }

  /** Whether so many messages are on their way that the next one would be refused. */
  get isFull(): boolean {
    return this.sending.outbox.isFull
  }

  /** @internal */
  async join(): Promise<void> {
    clearTimeout(this.again)
    try {
      const joined = await this.connection.request<Joined>('join_room', { roomId: this.id })
      if (this.left) {
        return
      }
      this.joined = true
      this.refused = null
      this.here = joined.members
      this.count = joined.memberCount
      this.list.expect(joined.cursor, Date.now())
      this.repair.resume()
      this.sending.resume()
      this.changed()
    } catch (failure) {
      const { code } = failure as ChorusError
      if (REFUSALS.includes(code)) {
        this.refuse(failure as ChorusError)
      } else if (code !== 'disconnected' && !this.left) {
        this.again = setTimeout(() => void this.join(), AGAIN_MILLIS * (0.5 + Math.random() / 2))
      }
    }
  }

  /** @internal */
  leave(): void {
    this.typingSignal.typed(false)
    this.left = true
    this.disconnected()
    this.sending.end()
    this.repair.stop()
    this.connection.request('leave_room', { roomId: this.id }).catch(() => {})
  }

  /** @internal */
  disconnected(): void {
    this.joined = false
    this.sending.pause()
    clearTimeout(this.again)
    this.repair.rest()
    this.typists.clear()
  }

  /**
   * Takes a frame of this room, or of all rooms.
   *
   * @internal
   */
  receive({ event, data }: ServerFrame): void {
    switch (event) {
      case 'message':
        this.typists.set(data.userId, data.username, false)
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
        this.count += this.isMember(data.userId) ? 0 : 1
        this.here = [...this.without(data.userId), memberOf(data)]
        break
      case 'user_left':
        this.count = Math.max(this.count - 1, 0)
        this.here = this.without(data.userId)
        this.typists.set(data.userId, data.username, false)
        break
      case 'user_typing':
        this.typists.set(data.userId, data.username, data.isTyping)
        break
    }
    this.changed()
  }

  /** It is shown at once, and sent when there is a connection, again and again under one id until it is stored. */
  send(content: string, metadata?: unknown): Sent {
    return this.sending.send(content, metadata)
  }

  /** Sends what has failed again. */
  retry(id: string): Sent {
    return this.sending.retry(id)
  }

  /** Gives up what is not stored. */
  discard(id: string): void {
    this.sending.discard(id)
  }

  setTyping(isTyping: boolean): void {
    this.typingSignal.typed(isTyping)
  }

  /** Tells the others something that is never stored; rejects with a {@link ChorusError}. */
  async signal(name: string, payload: unknown): Promise<void> {
    await this.connection.request('signal', { roomId: this.id, name, payload })
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
      if (userId === this.around.me().userId) {
        this.sending.found(id, cursor)
      }
    }
    this.changed()
  }

  private changed(): void {
    this.taken = null
    if (!this.left) {
      this.arrivals.take().forEach(it => this.around.arrived?.(placed(it, this.entryOf(it))))
    }
    this.around.changed()
  }

  private visible(): RoomMessage[] {
    const me = this.around.me()
    const { outbox } = this.sending
    outbox.prune(id => this.list.has(me.userId, id), this.list.floor)
    return [
      ...this.list.messages.map(message => placed(message, this.entryOf(message))),
      ...outbox.entries
        .filter(({ id }) => !this.list.has(me.userId, id))
        .map(entry => underWay(entry, this.id, me)),
    ]
  }

  private entryOf({ userId, id }: Message): Entry | undefined {
    return userId === this.around.me().userId ? this.sending.outbox.get(id) : undefined
  }

  private refuse(error: ChorusError): void {
    this.refused = error
    this.changed()
  }

  private isMember(userId: string): boolean {
    return this.here.some(member => member.userId === userId)
  }

  private without(userId: string): Member[] {
    return this.here.filter(member => member.userId !== userId)
  }
}

function memberOf({ userId, username }: Member): Member {
  return { userId, username }
}
