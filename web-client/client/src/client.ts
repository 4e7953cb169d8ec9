import { Api } from './api.js'
import type { ChorusError } from './chorus-error.js'
import { Connection, type Listener } from './connection.js'
import { Credentials } from './credentials.js'
import { Events } from './events.js'
import { Inbox } from './inbox.js'
import type { Member, Notification, ServerFrame, Signal } from './protocol.js'
import { Room } from './room.js'
import type { RoomMessage } from './room-message.js'
import { Spread } from './spread.js'
import { Turns } from './turns.js'

export type ConnectionState =
  | { readonly state: 'connecting' | 'connected' | 'closed' }
  /** `retryAt` is in milliseconds since the epoch. */
  | { readonly state: 'waiting'; readonly retryAt: number }

export interface ClientOptions {
  /** The gateway's origin: http or https. */
  url: string
  /** A function is asked at every connection, and when the server refuses the last one. */
  token: string | (() => string | Promise<string>)
  /** In place of the platform's; Node before 22 has none. */
  WebSocket?: new (url: string, protocols: string[]) => WebSocket
  fetch?: typeof globalThis.fetch
}

export interface ChorusEvents {
  /** Something in a room or the inbox is different. */
  change: void
  state: ConnectionState
  /** A message that came after the room was loaded: once each, and none while one before it may still come. */
  message: RoomMessage
  /** Came live. */
  notification: Notification
  signal: Signal
  error: { code: string; message: string }
}

/**
 * The connection of one user, his rooms and his inbox. It connects at once and stays so until it is closed: it
 * connects again, joins again and fetches what was missed, all by itself.
 */
export class ChorusClient {
  readonly inbox: Inbox
  private current: ConnectionState = { state: 'connecting' }
  private me: Member | null = null
  private readonly rooms = new Map<string, Room>()
  private readonly events = new Events<ChorusEvents>()
  private readonly connection: Connection
  private readonly api: Api
  private readonly turns = new Turns()
  private readonly spread = new Spread()

  /** Fails where there is no WebSocket, or where the url is none of http or https. */
  constructor({ url, token, WebSocket = globalThis.WebSocket, fetch }: ClientOptions) {
    if (WebSocket === undefined) {
      throw new Error('There is no WebSocket here: pass one as an option, for instance that of the package ws.')
    }
    const origin = new URL(url)
    if (!/^https?:$/.test(origin.protocol)) {
      throw new Error(`An origin with http or https is needed, not ${url}`)
    }
    const credentials = new Credentials(async () => (typeof token === 'string' ? token : token()))
    this.api = new Api(credentials, fetch ?? ((input, init) => globalThis.fetch(input, init)), origin)
    this.inbox = new Inbox(this.api, () => this.changed())
    const socketUrl = new URL('/ws', origin)
    socketUrl.protocol = origin.protocol.replace('http', 'ws')
    const listener: Listener = {
      ready: user => this.ready(user),
      down: (retryIn, reason) => this.down(retryIn, reason),
      frame: frame => this.take(frame),
    }
    this.connection = new Connection({ url: socketUrl.href, credentials, listener, WebSocket })
    this.connection.start()
  }

  get state(): ConnectionState {
    return this.current
  }

  /** Whose token it is; null until the server has said so. */
  get user(): Member | null {
    return this.me
  }

  /** Answers what ends the subscription. */
  on<Name extends keyof ChorusEvents>(
    name: Name,
    handler: (value: ChorusEvents[Name]) => void,
  ): () => void {
    return this.events.on(name, handler)
  }

  /** The room of that name, which is joined if it was not; of a closed client, one that has been left. */
  room(id: string): Room {
    let room = this.rooms.get(id)
    if (room === undefined) {
      room = new Room({
        id,
        me: () => this.me ?? { userId: '', username: '' },
        connection: this.connection,
        api: this.api,
        turns: this.turns,
        changed: () => this.changed(),
        arrived: message => this.events.emit('message', message),
      })
      if (this.current.state === 'closed') {
        room.leave()
        return room
      }
      this.rooms.set(id, room)
      if (this.connection.session !== null) {
        void room.join()
      }
    }
    return room
  }

  leave(id: string): void {
    this.rooms.get(id)?.leave()
    this.rooms.delete(id)
    this.changed()
  }

  /** Cuts a wait for the next attempt short. */
  retryNow(): void {
    this.connection.retryNow()
  }

  /** For good: what is not stored is given up. */
  close(): void {
    this.rooms.forEach(room => room.leave())
    this.rooms.clear()
    this.spread.cancel()
    this.connection.close()
    this.inbox.rest()
    this.turn({ state: 'closed' })
  }

  private ready({ userId, username }: Member): void {
    this.me = { userId, username }
    this.rooms.forEach(room => void room.join())
    void this.inbox.load()
    this.turn({ state: 'connected' })
  }

  private down(retryInMillis: number, reason?: ChorusError): void {
    this.spread.cancel()
    this.rooms.forEach(room => room.disconnected())
    this.inbox.rest()
    if (reason !== undefined) {
      this.events.emit('error', reason)
    }
    this.turn({ state: 'waiting', retryAt: Date.now() + retryInMillis })
  }

  private turn(state: ConnectionState): void {
    this.current = state
    this.events.emit('state', state)
    this.changed()
  }

  private changed(): void {
    this.events.emit('change', undefined)
  }

  private take(frame: ServerFrame): void {
    switch (frame.event) {
      case 'notification':
        this.inbox.receive(frame)
        this.events.emit('notification', frame.data)
        break
      case 'notification_read':
        this.inbox.receive(frame)
        break
      case 'resync':
        this.resync(frame)
        break
      case 'signal':
        this.events.emit('signal', frame.data)
        break
      case 'error':
        this.events.emit('error', frame.data)
        break
      case 'message':
      case 'user_joined':
      case 'user_left':
      case 'user_typing':
        this.rooms.get(frame.data.roomId)?.receive(frame)
        break
    }
  }

  /** Without a room: every room, and the inbox. All clients are told so at about the same time. */
  private resync(frame: ServerFrame & { event: 'resync' }): void {
    const { roomId } = frame.data
    if (roomId == null) {
      this.rooms.forEach((_, id) => this.spread.run(() => this.catchUp(id, frame)))
      this.spread.run(() => void this.inbox.load())
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
