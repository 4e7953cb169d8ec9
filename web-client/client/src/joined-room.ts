import type { Api } from './api.js'
import { Arrivals } from './arrivals.js'
import { backoff } from './backoff.js'
import { Changing, type Doing } from './changing.js'
import { ChorusError } from './chorus-error.js'
import type { Connection } from './connection.js'
import { drawer, type KeyValueStorage } from './drawers.js'
import { MessageList } from './message-list.js'
import type { Joined, LogEntry, Member, Message, MessageName, ServerFrame } from './protocol.js'
import { ReadMarker } from './read-marker.js'
import { Repair } from './repair.js'
import { placed, type RoomMessage } from './room-message.js'
import type { Gap, Room, RoomSnapshot } from './room.js'
import { Sending, type Sent } from './sending.js'
import { ShownMessages } from './shown-messages.js'
import type { Turns } from './turns.js'
import { TypingSignal, Typists } from './typing.js'

const VALID_ID = /^(?!\.{1,2}$)[A-Za-z0-9_.:-]{1,128}$/
const JOIN_AGAIN = { first: 1_500, longest: 30_000 }
const OLDER_PAGE = 50
const HISTORY_PAGE = 200
const REFUSALS = ['forbidden', 'invalid_request', 'too_many_rooms']

type Timer = ReturnType<typeof setTimeout>

interface Surroundings {
  id: string
  me(): Member
  connection: Pick<Connection, 'request'>
  api: Pick<Api, 'messages' | 'log' | 'replies'>
  turns: Turns
  storage?: KeyValueStorage | undefined
  kept?: number | undefined
  changed(): void
  joined?(): void
  arrived?(message: RoomMessage): void
  updated?(message: RoomMessage): void
  missed?(gap: Gap): void
  refused?(error: ChorusError): void
}

/** A room of a client, with what only the client may do. */
export class JoinedRoom implements Room {
  readonly id: string
  private here: Member[] = []
  private count = 0
  private refusedAtJoin: ChorusError | null = null
  private refusedToRead: ChorusError | null = null
  private joined = false
  private left = false
  private attempt = 0
  private again: Timer | undefined
  private taken: RoomSnapshot | null = null
  /** Where reading stopped, while the list begins anew behind a gap. */
  private behind: number | null = null
  private readonly list: MessageList
  private readonly arrivals: Arrivals
  private readonly typists = new Typists(() => this.changed())
  private readonly typingSignal = new TypingSignal(isTyping => this.tell(isTyping))
  private readonly repair: Repair
  private readonly sending: Sending
  private readonly shown: ShownMessages
  private readonly changing: Changing
  private readonly marker: ReadMarker
  private seen: ReadonlyMap<string, number> = new Map()

  constructor(private readonly around: Surroundings) {
    this.id = around.id
    this.list = new MessageList(around.kept, () => around.me().userId)
    this.arrivals = new Arrivals(this.list)
    this.repair = new Repair({
      list: this.list,
      fetchPage: query => around.api.messages(around.id, query),
      fetchLog: query => around.api.log(around.id, query),
      changed: messages => this.takeStored(messages),
      clearing: () => {
        this.arrivals.restart()
        this.behind = this.arrivals.through
      },
      refused: error => this.refuseToRead(error),
    })
    this.sending = new Sending({
      roomId: this.id,
      connection: around.connection,
      turns: around.turns,
      newest: () => this.newest,
      changed: () => this.changed(),
      stored: cursor => this.awaited(cursor),
    })
    this.changing = new Changing({
      roomId: this.id,
      connection: around.connection,
      turns: around.turns,
      changed: () => this.changed(),
      stored: cursor => this.awaited(cursor),
    })
    this.marker = new ReadMarker({ roomId: this.id, connection: around.connection, changed: () => this.changed() })
    this.shown = new ShownMessages({
      roomId: this.id,
      list: this.list,
      outbox: this.sending.outbox,
      changing: this.changing,
      me: around.me,
    })
    if (!VALID_ID.test(this.id)) {
      this.refuse(new ChorusError('invalid_request', `no room can be called ${JSON.stringify(this.id)}`))
    }
  }

  get snapshot(): RoomSnapshot {
    this.taken ??= {
      messages: this.shown.all,
      members: this.here,
      memberCount: this.count,
      typing: this.typists.members,
      loaded: this.list.floor !== null,
      hasOlder: (this.list.floor ?? 0) > 0 && !this.list.isFull,
      hasFirst: this.list.floor === 0,
      refusal: this.refusedAtJoin ?? this.refusedToRead,
      read: this.marker.current,
      seen: this.seen,
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

  get newest(): number {
    return this.list.messages.at(-1)?.cursor ?? 0
  }

  get isFull(): boolean {
    return this.sending.outbox.isFull
  }

  /** Whether somebody waits for the room to be joined. */
  get isUrgent(): boolean {
    return this.sending.outbox.waiting.length > 0
  }

  /** Whether the room would have been entered if there had not been too many. */
  get isCrowdedOut(): boolean {
    return this.refusedAtJoin?.code === 'too_many_rooms'
  }

  async join(): Promise<void> {
    clearTimeout(this.again)
    if (this.left || !VALID_ID.test(this.id)) {
      return
    }
    this.restoreOutbox()
    try {
      // What comes behind the reply goes by it.
      await this.around.connection.request<Joined>('join_room', { roomId: this.id }, joined => this.enter(joined))
    } catch (failure) {
      const error = failure as ChorusError
      if (REFUSALS.includes(error.code)) {
        this.refuse(error)
        this.around.refused?.(error)
      } else if (error.code !== 'disconnected' && !this.left) {
        this.again = setTimeout(() => void this.join(), backoff(this.attempt++, JOIN_AGAIN))
      }
    }
  }

  private enter(joined: Joined): void {
    if (this.left) {
      return
    }
    this.joined = true
    this.attempt = 0
    this.refusedAtJoin = null
    this.here = joined.members
    this.count = joined.memberCount
    this.arrivals.joined(joined.cursor)
    // From where we were, not from where the room is by now.
    this.repair.resume()
    this.list.expect(joined.cursor, Date.now())
    this.sending.resume()
    this.changing.resume()
    this.marker.resume()
    this.around.joined?.()
    this.changed()
  }

  /** What is not stored is given up, also where it would have outlived the page. */
  leave(): void {
    this.end(false)
    this.around.connection.request('leave_room', { roomId: this.id }).catch(() => {})
  }

  /** The client is closed: what is not stored is given up, but where it is kept. */
  close(): void {
    this.end(true)
  }

  disconnected(): void {
    this.joined = false
    this.sending.pause()
    this.changing.pause()
    this.marker.pause()
    clearTimeout(this.again)
    this.repair.rest()
    this.typists.clear()
  }

  /** Nobody can connect, and nobody tries. */
  failed(error: ChorusError): void {
    this.disconnected()
    this.sending.refuse(error)
    this.changing.refuse(error)
  }

  /** Somebody tries to connect. */
  dialling(): void {
    if (this.refusedAtJoin === null) {
      this.sending.hope()
      this.changing.hope()
    }
  }

  /** Takes what has a place in this room's log, also where nothing else is known of it. */
  receiveEntry(entry: LogEntry): void {
    if (entry.event === 'message') {
      const { userId, username } = entry.data
      this.typists.set(userId, username, false)
    }
    this.list.take([entry], { now: Date.now() })
    this.repair.check()
    this.changed()
  }

  /** Takes a frame of this room, or of all rooms. */
  receive({ event, data }: ServerFrame): void {
    switch (event) {
      case 'room_read':
        this.marker.heard(data)
        break
      case 'seen':
        this.seen = new Map(this.seen).set(data.userId, Math.max(data.cursor, this.seen.get(data.userId) ?? 0))
        break
      case 'resync':
        if (data.after == null) {
          this.repair.interrupted()
        } else {
          this.repair.catchUpTwice(data.after)
        }
        break
      case 'user_erased':
        this.repair.beginAnew()
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

  send(content: string, metadata?: unknown, replyTo?: MessageName): Sent {
    return this.sending.send(content, metadata, replyTo && { userId: replyTo.userId, id: replyTo.id })
  }

  edit(message: MessageName, content: string, metadata?: unknown): Promise<{ cursor: number }> {
    return this.change(message, { event: 'edit_message', content, metadata })
  }

  delete(message: MessageName): Promise<{ cursor: number }> {
    return this.change(message, { event: 'delete_message' })
  }

  react(message: MessageName, reaction: string, on = true): Promise<{ cursor: number }> {
    return this.change(message, { event: 'react', reaction, on })
  }

  markRead(cursor = this.newest): void {
    this.marker.move(cursor)
  }

  async replies(message: MessageName): Promise<RoomMessage[]> {
    const all: RoomMessage[] = []
    for (let after: number | undefined = 0; after !== undefined; ) {
      const { messages, hasMore } = await this.around.api.replies(this.id, message, after)
      all.push(...messages.map(placed))
      after = hasMore ? messages.at(-1)?.cursor : undefined
    }
    return all
  }

  retry(id: string): Sent {
    return this.sending.retry(id)
  }

  discard(id: string): void {
    this.sending.discard(id)
  }

  setTyping(isTyping: boolean): void {
    this.typingSignal.typed(isTyping)
  }

  async signal(name: string, payload: unknown = null): Promise<void> {
    await this.around.connection.request('signal', { roomId: this.id, name, payload })
  }

  async loadOlder(limit = OLDER_PAGE): Promise<void> {
    const before = this.list.floor
    if (before === null || !this.hasOlder) {
      return
    }
    const page = await this.around.api.messages(this.id, { before, limit }).catch(() => null)
    // Another reader of the history may have begun anew meanwhile.
    if (page !== null && this.list.floor === before) {
      this.list.extend(page, Date.now())
      this.repair.check()
      this.changed()
    }
  }

  async *history({ after, before = Infinity }: { after: number; before?: number }): AsyncIterable<RoomMessage> {
    for (let reached: number | undefined = after; reached !== undefined; ) {
      const { messages, hasMore } = await this.around.api.messages(this.id, { after: reached, limit: HISTORY_PAGE })
      const wanted = messages.filter(({ cursor }) => cursor < before)
      yield* wanted.map(placed)
      reached = hasMore && wanted.length === messages.length ? messages.at(-1)?.cursor : undefined
    }
  }

  private change(message: MessageName, doing: Doing): Promise<{ cursor: number }> {
    return this.changing.change(message, doing)
  }

  /** Something of the user's is stored at this place, and is to come back from the room. */
  private awaited(cursor: number): void {
    this.list.expect(cursor, Date.now())
    this.repair.check()
  }

  private end(keep: boolean): void {
    this.typingSignal.typed(false)
    this.left = true
    this.disconnected()
    this.changing.refuse(new ChorusError('left', 'the room was left'))
    this.sending.end(keep)
    this.repair.stop()
  }

  private tell(isTyping: boolean): void {
    if (this.joined) {
      this.around.connection.request('typing', { roomId: this.id, isTyping }).catch(() => {})
    }
  }

  private restoreOutbox(): void {
    const { storage, me } = this.around
    if (storage !== undefined && me().userId !== '') {
      this.sending.keepIn(drawer(storage, me().userId, this.id))
    }
  }

  // The history has only what is stored, so finding an own message there is as good as its reply.
  private takeStored(messages: Message[]): void {
    for (const { userId, id, cursor } of messages) {
      if (userId === this.around.me().userId) {
        this.sending.found(id, cursor)
      }
    }
    if (this.behind !== null && this.list.floor !== null) {
      const gap = { roomId: this.id, after: this.behind, before: this.list.floor }
      this.behind = null
      if (gap.after < gap.before) {
        this.arrivals.skipTo(gap.before)
        this.around.missed?.(gap)
      }
    }
    this.changed()
  }

  private changed(): void {
    this.taken = null
    const { outbox } = this.sending
    if (!outbox.isEmpty) {
      const { userId } = this.around.me()
      outbox.prune(id => this.list.has(userId, id), this.list.floor)
    }
    this.changing.prune(cursor => this.list.hasCome(cursor))
    const updated = this.list.takeUpdated()
    if (!this.left) {
      this.arrivals.take().forEach(it => this.around.arrived?.(this.shown.stateOf(it)))
      updated.filter(({ key }) => !this.arrivals.isWaiting(key)).forEach(it => this.around.updated?.(it))
    }
    this.around.changed()
  }

  private refuse(error: ChorusError): void {
    this.refusedAtJoin = error
    this.sending.refuse(error)
    this.changing.refuse(error)
    this.changed()
  }

  private refuseToRead(error: ChorusError | null): void {
    this.refusedToRead = error
    this.changed()
    if (error !== null) {
      this.around.refused?.(error)
    }
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
