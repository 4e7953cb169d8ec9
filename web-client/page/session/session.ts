import { devToken, type User } from '../identity/dev-token'
import type { Condition } from '../network/banner'
import type { Network } from '../network/network'
import { Api } from './api'
import { Connection, type Listener } from './connection'
import { Credentials } from './credentials'
import { Inbox } from './inbox'
import type { ServerFrame } from './protocol'
import { Room } from './room'

/** The connection of one user, his rooms and his inbox. */
export class Session implements Listener {
  condition: Condition = { state: 'connecting' }
  readonly inbox: Inbox
  private readonly rooms = new Map<string, Room>()
  private readonly connection: Connection
  private readonly api: Api

  /** @param changed called after whatever there is to see has changed */
  constructor(
    private readonly me: User,
    network: Network,
    private readonly changed: () => void,
  ) {
    const credentials = new Credentials(() => devToken(me, network.fetch))
    this.api = new Api(credentials, network.fetch)
    this.inbox = new Inbox(this.api, changed)
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    this.connection = new Connection({
      url: `${scheme}//${location.host}/ws`,
      credentials,
      listener: this,
      WebSocket: network.WebSocket,
    })
    this.connection.start()
  }

  /** The room of that name, which is joined if it was not. */
  room(id: string): Room {
    let room = this.rooms.get(id)
    if (room === undefined) {
      room = new Room(id, this.me, this.connection, this.api, this.changed)
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
  }

  retryNow(): void {
    this.connection.retryNow()
  }

  ready(): void {
    this.condition = { state: 'connected' }
    this.rooms.forEach(room => void room.join())
    void this.inbox.load()
    this.changed()
  }

  down(retryInMillis: number): void {
    this.condition = { state: 'waiting', retryAt: Date.now() + retryInMillis }
    this.rooms.forEach(room => room.disconnected())
    this.changed()
  }

  frame(frame: ServerFrame): void {
    switch (frame.event) {
      case 'notification':
      case 'notification_read':
        this.inbox.receive(frame)
        break
      case 'resync':
        this.resync(frame)
        break
      case 'message':
      case 'user_joined':
      case 'user_left':
      case 'user_typing':
        this.rooms.get(frame.data.roomId)?.receive(frame)
        break
    }
  }

  /** Without a room: every room, and the inbox. */
  private resync(frame: ServerFrame & { event: 'resync' }): void {
    const { roomId } = frame.data
    if (roomId == null) {
      this.rooms.forEach(room => {
        room.receive(frame)
        // Who came and went meanwhile is told by the reply alone.
        void room.join()
      })
      void this.inbox.load()
    } else {
      this.rooms.get(roomId)?.receive(frame)
    }
  }
}
