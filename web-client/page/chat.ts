import { ChorusClient, type Room } from '../client/src/index'
import { Announcer } from './conversation/announcer'
import { Composer } from './conversation/composer'
import { ConversationView } from './conversation/conversation-view'
import { typingLine } from './conversation/words'
import { own } from './dom/element'
import { Panel } from './dom/panel'
import { devToken, type User } from './identity/dev-token'
import { Banner } from './network/banner'
import { Network } from './network/network'
import { connectSwitch } from './network/network-switch'
import { hint } from './notifications/hint'
import { NotificationList } from './notifications/notification-list'
import { PeopleView } from './people/people-view'
import { FIRST_ROOM, roomOfAddress } from './rooms/room-name'
import { RoomList } from './rooms/room-list'
import {
  neighbour,
  parseShelf,
  unread,
  withRead,
  withRoom,
  withoutRoom,
  type Shelf,
} from './rooms/shelf'

/** The chat of one user: joins his rooms, and shows one of them. */
export class Chat {
  private shelf: Shelf
  private current: Room
  private drawing = false
  private readonly network = new Network()
  private readonly client: ChorusClient
  private readonly rooms: RoomList
  private readonly conversation: ConversationView
  private readonly composer: Composer
  private readonly announcer: Announcer
  private readonly people: PeopleView
  private readonly notifications: NotificationList
  private readonly banner: Banner
  private readonly sidebar = new Panel('sidebar', 'show-rooms')
  private readonly shelfKey: string

  constructor(private readonly me: User) {
    this.shelfKey = `chorus.rooms.${me.userId}`
    this.shelf = parseShelf(localStorage.getItem(this.shelfKey))
    this.client = new ChorusClient({
      url: location.origin,
      token: () => devToken(me, this.network.fetch),
      WebSocket: this.network.WebSocket,
      fetch: this.network.fetch,
    })
    this.client.on('change', () => this.draw())
    this.rooms = new RoomList({
      open: room => (location.hash = room),
      leave: room => this.leave(room),
    })
    this.conversation = new ConversationView(
      me.userId,
      {
        retry: line => this.current.retry(line.id),
        discard: line => this.current.discard(line.id),
      },
      () => this.current.loadOlder(),
    )
    this.composer = new Composer(
      content => this.send(content),
      isTyping => this.current.setTyping(isTyping),
    )
    this.announcer = new Announcer(me.userId)
    this.people = new PeopleView(me.userId)
    this.notifications = new NotificationList(this.client.inbox)
    this.banner = new Banner(() => this.client.retryNow())
    connectSwitch(this.network, () => this.client.retryNow())
    new Panel('people', 'show-people')
    new Panel('drawer', 'bell')
    own('hint').textContent = hint(location.origin, me.userId)
    own('me').textContent = me.username
    own('me').title = me.userId
    this.shelf.rooms.forEach(room => this.client.room(room))
    this.current = this.client.room(roomOfAddress(location.hash))
    this.enter()
    addEventListener('hashchange', () => this.enter())
    addEventListener('online', () => this.client.retryNow())
    document.addEventListener('visibilitychange', () => this.draw())
    document.addEventListener('keydown', event => this.pressed(event))
  }

  /** Shows the room that the address names. */
  private enter(): void {
    const room = roomOfAddress(location.hash)
    this.keep(withRoom(this.shelf, room))
    this.current = this.client.room(room)
    this.sidebar.set(false)
    this.conversation.clear()
    this.announcer.clear()
    this.composer.enter(room)
    this.composer.focus()
    own('title').textContent = room
    this.draw()
  }

  /** Answers what is wrong, in words, or null when the message is on its way. */
  private send(content: string): string | null {
    if (this.current.isFull) {
      return 'Too many messages are on their way. Wait a moment.'
    }
    this.current.send(content)
    return null
  }

  private leave(room: string): void {
    const beside = neighbour(this.shelf, room, -1)
    this.client.leave(room)
    this.keep(withoutRoom(this.shelf, room))
    if (room === this.current.id) {
      history.replaceState(null, '', `#${beside === room ? FIRST_ROOM : beside}`)
      this.enter()
    }
    this.draw()
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      location.hash = neighbour(this.shelf, this.current.id, event.key === 'ArrowUp' ? -1 : 1)
    }
  }

  private keep(shelf: Shelf): void {
    if (shelf !== this.shelf) {
      this.shelf = shelf
      localStorage.setItem(this.shelfKey, JSON.stringify(shelf))
    }
  }

  /** Many changes, one drawing. */
  private draw(): void {
    if (!this.drawing) {
      this.drawing = true
      // Frames stand still in a window that nobody sees, whose title is to tell what is unread.
      const later = document.hidden ? setTimeout : requestAnimationFrame
      later(() => {
        this.drawing = false
        this.show()
      })
    }
  }

  private show(): void {
    const { messages, hasOlder, loaded, members, memberCount, typing, refusal } =
      this.current.snapshot
    this.announcer.heard(messages, loaded)
    this.conversation.show({ lines: messages, hasOlder, loaded })
    this.people.show(members, memberCount)
    own('typing').textContent = refusal?.message ?? typingLine(typing.map(({ username }) => username))
    own('typing').classList.toggle('problem', refusal !== null)
    this.showRooms()
    this.notifications.show()
    this.banner.show(this.client.state)
  }

  private showRooms(): void {
    const entries = this.shelf.rooms.map(room => {
      const { snapshot, newest } = this.client.room(room)
      const { messages, loaded } = snapshot
      const current = room === this.current.id
      if (loaded && ((current && !document.hidden) || this.shelf.read[room] === undefined)) {
        this.keep(withRead(this.shelf, room, newest))
      }
      return { room, current, unread: unread(messages, this.shelf.read[room], this.me.userId) }
    })
    this.rooms.show(entries)
    const total = entries.reduce((sum, entry) => sum + entry.unread, 0)
    own('rooms-badge').textContent = total === 0 ? '' : String(total)
    document.title = `${total === 0 ? '' : `(${total}) `}#${this.current.id} · Chorus`
  }
}
