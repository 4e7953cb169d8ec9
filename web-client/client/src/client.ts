import { Address } from './address.js'
import { Api, type DirectoryPage, type SearchPage } from './api.js'
import { ChorusError } from './chorus-error.js'
import { Connection } from './connection.js'
import { Credentials, type TokenSource } from './credentials.js'
import { Events } from './events.js'
import { LoadedInbox, type Inbox } from './inbox.js'
import { JoinedRoom } from './joined-room.js'
import { watchNetwork } from './network-watch.js'
import type { ClientOptions } from './options.js'
import type { LogEntry, Member, Notification, RoomSummary, ServerFrame, Signal } from './protocol.js'
import { Readings } from './readings.js'
import type { RoomMessage } from './room-message.js'
import type { Gap, Room } from './room.js'
import { Spread } from './spread.js'
import { Turns } from './turns.js'

/** Of these, only a person can mend what is behind them: a failure that lasts is told once, not at every attempt. */
const FOR_A_PERSON = ['unauthorized', 'no_token', 'origin']

/** How the connection is. */
export type ConnectionState =
  /** `idle`: nobody has asked for a connection yet, or it was given up for now. `closed`: for good. */
  | { readonly state: 'idle' | 'connected' | 'closed' }
  /** `reason`: why the last connection or attempt ended; none at first. */
  | { readonly state: 'connecting'; readonly reason?: ChorusError }
  /** There is none, for this reason; the next attempt is at `retryAt`, milliseconds since the epoch. */
  | { readonly state: 'waiting'; readonly retryAt: number; readonly reason: ChorusError }
  /** There is none, for this reason, and none is tried until {@link ChorusClient.retryNow}. */
  | { readonly state: 'failed'; readonly reason: ChorusError }

/** What a client tells, by the name of the event. */
export interface ChorusEvents {
  /** Something in a room or the inbox is different. */
  change: void
  /** The connection is in another state. */
  state: ConnectionState
  /**
   * A message that came after its room was joined, the user's own ones too: each once, in order, and none while one
   * before it may still come.
   */
  message: RoomMessage
  /** A message of a room was edited or deleted, or somebody reacts to it or answers it. */
  update: RoomMessage
  /** More was missed in a room than is read up by itself: these messages are neither told nor loaded. */
  gap: Gap
  /** A notification that came live. */
  notification: Notification
  /** Somebody in a room said something that is never stored. */
  signal: Signal
  /** Something that does not pass by itself; without a handler it goes to the console. */
  error: ChorusError
}

/**
 * The connection of one user, his rooms and his inbox. Once connected it stays so until it is closed: it connects again,
 * joins again, sends again and fetches what was missed, all by itself.
 */
export class ChorusClient {
  private current: ConnectionState = { state: 'idle' }
  private me: Member | null = null
  private wasConnected = false
  private complaint: string | null = null
  private unwatch: (() => void) | null = null
  private readonly rooms = new Map<string, JoinedRoom>()
  private readonly loadedInbox: LoadedInbox
  private readonly events = new Events<ChorusEvents>()
  private readonly credentials: Credentials
  private readonly connection: Connection
  private readonly api: Api
  private readonly readings: Readings
  private readonly turns = new Turns()
  private readonly spread = new Spread()

  /** Fails where the url is none of http or https, and where it is to connect and there is no WebSocket. */
  constructor(private readonly options: ClientOptions) {
    const { url, token, fetch, WebSocket, headers, backoff } = options
    const address = new Address(url)
    this.credentials = new Credentials(token)
    this.api = new Api(this.credentials, fetch ?? ((input, init) => globalThis.fetch(input, init)), address, headers)
    this.loadedInbox = new LoadedInbox(this.api, () => this.changed())
    this.readings = new Readings(this.api, data => this.rooms.get(data.roomId)?.receive({ event: 'room_read', data }))
    this.connection = new Connection({
      url: address.socket(),
      credentials: this.credentials,
      listener: {
        dialling: () => this.dialling(),
        ready: user => this.letIn(user),
        waiting: (retryIn, reason) => this.waiting(retryIn, reason),
        failed: reason => this.failed(reason),
        frame: frame => this.take(frame),
        renewed: () => this.renewed(),
      },
      WebSocket,
      headers,
      backoff,
      diagnose: () => this.api.whyNoSocket(),
    })
    if (options.connect !== false) {
      this.connect()
    }
  }

  /** The user's notifications. */
  get inbox(): Inbox {
    return this.loadedInbox
  }

  /** How the connection is. */
  get state(): ConnectionState {
    return this.current
  }

  /** Whose token it is; null until the server has said so. */
  get user(): Member | null {
    return this.me
  }

  /**
   * Connects, where that was left to the application; else nothing happens. Fails where there is no WebSocket, and does
   * nothing for a closed client.
   */
  connect(): void {
    if (this.options.WebSocket === undefined && globalThis.WebSocket === undefined) {
      throw new Error('There is no WebSocket here: pass one as an option, for instance that of the package ws.')
    }
    if (this.current.state === 'idle') {
      this.unwatch = watchNetwork(() => this.connection.check())
      this.connection.start()
    }
  }

  /** Resolves with the user once there is a connection; rejects when the client has failed or is closed. */
  ready(): Promise<Member> {
    const { current } = this
    switch (current.state) {
      case 'connected':
        return Promise.resolve(this.me!)
      case 'failed':
        return Promise.reject(current.reason)
      case 'closed':
        return Promise.reject(new ChorusError('left', 'the client is closed'))
      default:
        return new Promise(resolve => this.once('state', () => resolve(this.ready())))
    }
  }

  /** Has the handler called at every such event; answers what ends the subscription. */
  on<Name extends keyof ChorusEvents>(name: Name, handler: (value: ChorusEvents[Name]) => void): () => void {
    return this.events.on(name, handler)
  }

  /** Has the handler called at the next such event alone; answers what ends the subscription. */
  once<Name extends keyof ChorusEvents>(name: Name, handler: (value: ChorusEvents[Name]) => void): () => void {
    return this.events.once(name, handler)
  }

  /** Ends the handler's subscriptions to the event, or all where none is named. */
  off<Name extends keyof ChorusEvents>(name: Name, handler?: (value: ChorusEvents[Name]) => void): void {
    this.events.off(name, handler)
  }

  /**
   * The room of that name, which is joined if it was not; of a closed client, one that has been left. A room that no token
   * of the user opens, or that can be none, says so in its `refusal`.
   */
  room(id: string): Room {
    let room = this.rooms.get(id)
    if (room === undefined) {
      room = this.makeRoom(id)
      this.rooms.set(id, room)
      if (this.current.state === 'closed') {
        room.close()
      } else if (this.current.state === 'failed') {
        room.failed(this.current.reason)
      }
      if (this.connection.session !== null) {
        void room.join()
      }
    }
    return room
  }

  /** Leaves a room; what is not stored there is given up. */
  leave(id: string): void {
    if (this.rooms.get(id) === undefined) {
      return
    }
    this.rooms.get(id)!.leave()
    this.rooms.delete(id)
    if (this.connection.session !== null) {
      // There is a place now for one of those that there was none for.
      const next = [...this.rooms.values()].find(({ isCrowdedOut }) => isCrowdedOut)
      void next?.join()
    }
    this.changed()
  }

  /**
   * The rooms that the user has written to, read or been added to, those first in which something happened last.
   *
   * @param options `since`: what an earlier call answered, for what has changed since alone; `messages`: how many of the
   *     newest are wanted, of so many `rooms`
   */
  sync(options: { since?: number; rooms?: number; messages?: number } = {}): Promise<{
    rooms: RoomSummary[]
    since: number
    hasMore: boolean
  }> {
    return this.api.sync(options)
  }

  /**
   * Rooms in which something was said and that the token opens, by name, the user's own or not: those with `part` in
   * their names, behind the name `after`.
   */
  directory(options: { part?: string; after?: string; limit?: number } = {}): Promise<DirectoryPage> {
    const { part = '', ...others } = options
    return this.api.directory({ ...(part !== '' && { q: part }), ...others })
  }

  /** Messages with these words, newest first: of one room, or of all that the token opens. */
  search(words: string, options: { roomId?: string; before?: number; limit?: number } = {}): Promise<SearchPage> {
    return this.api.search({ q: words, ...options })
  }

  /** Cuts a wait for the next attempt short, and tries again after a failure. */
  retryNow(): void {
    if (this.current.state === 'failed') {
      this.connection.start()
    } else {
      this.connection.retryNow()
    }
  }

  /** Another token of the same user, or another source of them: given to the server at once where it is a token. */
  setToken(token: TokenSource): void {
    const before = this.credentials.source
    this.credentials.source = token
    if (typeof token === 'string' && token !== before) {
      if (this.current.state === 'failed') {
        this.connection.start()
      }
      this.connection.authenticate().catch(failure => this.complain(failure as ChorusError))
    }
  }

  /** For good: what is not stored is given up, unless there is a `storage`. */
  close(): void {
    if (this.current.state === 'closed') {
      return
    }
    this.rooms.forEach(room => room.close())
    this.spread.cancel()
    this.readings.rest()
    this.unwatch?.()
    this.connection.stop()
    this.loadedInbox.rest()
    this.turn({ state: 'closed' })
  }

  private makeRoom(id: string): JoinedRoom {
    return new JoinedRoom({
      id,
      me: () => this.me ?? { userId: '', username: '' },
      connection: this.connection,
      api: this.api,
      turns: this.turns,
      storage: this.options.storage,
      kept: this.options.keepMessages,
      changed: () => this.changed(),
      joined: () => this.readings.soon(),
      arrived: message => this.events.emit('message', message),
      updated: message => this.events.emit('update', message),
      missed: gap => this.events.emit('gap', gap),
      refused: error => this.complain(error),
    })
  }

  private dialling(): void {
    this.rooms.forEach(room => room.dialling())
    const before = this.current
    this.turn({ state: 'connecting', ...('reason' in before && { reason: before.reason }) })
  }

  private letIn({ userId, username }: Member): void {
    this.me = { userId, username }
    this.complaint = null
    // Many clients lose their connection at the same time, and would all ask at the same time.
    const soon = this.wasConnected ? (action: () => void) => this.spread.run(action) : (action: () => void) => action()
    this.wasConnected = true
    this.rooms.forEach((room, id) => {
      if (room.isUrgent) {
        void room.join()
      } else {
        soon(() => void this.rooms.get(id)?.join())
      }
    })
    soon(() => void this.loadedInbox.load())
    this.turn({ state: 'connected' })
  }

  /** Who is taken out of a room for want of a right is not told so. */
  private renewed(): void {
    this.rooms.forEach((_, id) => this.spread.run(() => void this.rooms.get(id)?.join()))
  }

  private waiting(retryInMillis: number, reason: ChorusError): void {
    this.lost()
    this.turn({ state: 'waiting', retryAt: Date.now() + retryInMillis, reason })
    // A token that has expired is replaced at the next attempt, which then says more.
    if (FOR_A_PERSON.includes(reason.code) && reason.closeCode === undefined && this.complaint !== reason.code) {
      this.complaint = reason.code
      this.complain(reason)
    }
  }

  private failed(reason: ChorusError): void {
    this.lost()
    this.rooms.forEach(room => room.failed(reason))
    this.turn({ state: 'failed', reason })
    this.complain(reason)
  }

  private lost(): void {
    this.spread.cancel()
    this.readings.rest()
    this.rooms.forEach(room => room.disconnected())
    this.loadedInbox.rest()
  }

  private turn(state: ConnectionState): void {
    this.current = state
    this.options.log?.(state.state, state)
    this.events.emit('state', state)
    this.changed()
  }

  private complain(error: ChorusError): void {
    this.options.log?.('error', error)
    if (this.events.has('error')) {
      this.events.emit('error', error)
    } else {
      console.error(`Chorus: ${error.message} (${error.code})`)
    }
  }

  private changed(): void {
    this.events.emit('change', undefined)
  }

  private take(frame: ServerFrame): void {
    switch (frame.event) {
      case 'notification':
        this.loadedInbox.receive(frame)
        this.events.emit('notification', frame.data)
        break
      case 'notification_read':
        this.loadedInbox.receive(frame)
        break
      case 'resync':
        this.resync(frame)
        break
      case 'signal':
        this.events.emit('signal', frame.data)
        break
      case 'error':
        this.complain(new ChorusError(frame.data.code, frame.data.message))
        break
      case 'room_read':
      case 'seen':
      case 'user_joined':
      case 'user_left':
      case 'user_typing':
        this.rooms.get(frame.data.roomId)?.receive(frame)
        break
      case 'user_erased':
        this.spread.run(() => this.rooms.get(frame.data.roomId)?.receive(frame))
        break
      case 'token_expiring':
      case 'server_draining':
        break
      default:
        this.takeEntry(frame)
    }
  }

  /** Of a kind that may be newer than this library: what counts is that it has a place. */
  private takeEntry(entry: LogEntry): void {
    if (typeof entry.data?.cursor === 'number') {
      this.rooms.get(entry.data.roomId)?.receiveEntry(entry)
    }
  }

  /** Without a room: every room, and the inbox. All clients are told so at about the same time. */
  private resync(frame: ServerFrame & { event: 'resync' }): void {
    const { roomId } = frame.data
    if (roomId == null) {
      this.rooms.forEach((_, id) => this.spread.run(() => this.catchUp(id, frame)))
      this.spread.run(() => void this.loadedInbox.load())
    } else {
      this.rooms.get(roomId)?.receive(frame)
    }
  }

  private catchUp(id: string, frame: ServerFrame & { event: 'resync' }): void {
    const room = this.rooms.get(id)
    room?.receive(frame)
    // Who came and went meanwhile was not told; joining again says who is there.
    void room?.join()
  }
}
