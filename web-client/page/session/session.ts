import { devToken, type User } from '../identity/dev-token'
import type { Condition } from '../network/banner'
import type { Network } from '../network/network'
import { Api } from './link/api.js'
import { Connection } from './link/connection.js'
import { Notifications } from './notifications'
import { Room } from './room'

export { Room }

/** The connection of one user, his rooms and his inbox. */
export class Session {
  condition: Condition = { state: 'connecting' }
  readonly notifications: Notifications
  private readonly rooms = new Map<string, Room>()
  private readonly connection: any
  private readonly api: any

  constructor(
    private readonly me: User,
    network: Network,
    private readonly changed: () => void,
  ) {
    const credentials = {
      token: '',
      renew: async () => {
        if (!network.isOn) {
          throw new TypeError('the network is off')
        }
        return (credentials.token = await devToken(me))
      },
    }
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
    this.api = new Api(credentials, network.fetch)
    this.notifications = new Notifications(this.api, changed)
    this.connection = new Connection({
      url: `${scheme}//${location.host}/ws`,
      credentials,
      WebSocket: network.WebSocket,
    } as any)
    this.connection.addEventListener('ready', () => {
      this.condition = { state: 'connected' }
      this.rooms.forEach(room => void room.join())
      void this.notifications.load()
      changed()
    })
    this.connection.addEventListener('down', ({ detail }: any) => {
      this.condition = { state: 'waiting', retryAt: Date.now() + detail.retryIn }
      this.rooms.forEach(room => room.disconnected())
      changed()
    })
    this.connection.addEventListener('frame', ({ detail }: any) => this.receive(detail))
    this.connection.start()
  }

  /** The room of that name, which is joined if it was not. */
  room(id: string): Room {
    let room = this.rooms.get(id)
    if (room === undefined) {
      room = new Room(id, this.me, this.connection, this.api, this.changed)
      this.rooms.set(id, room)
      if (this.connection.session) {
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

  private receive({ event, data }: any): void {
    if (event.startsWith('notification')) {
      this.notifications.receive(event, data)
    } else if (data.roomId != null) {
      this.rooms.get(data.roomId)?.receive(event, data)
    } else if (event === 'resync') {
      this.rooms.forEach(room => room.receive(event, data))
      void this.notifications.load()
    }
  }
}
