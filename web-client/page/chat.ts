import { Announcer } from './conversation/announcer'
import { Composer } from './conversation/composer'
import { ConversationView } from './conversation/conversation-view'
import { typingLine } from './conversation/words'
import { own } from './dom/element'
import { Panel } from './dom/panel'
import type { User } from './identity/dev-token'
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
import type { Room } from './session/room'
import { Session } from './session/session'

/** The chat of one user: joins his rooms, and shows one of them. */
export class Chat {
  private shelf: Shelf
  private current: Room
  private drawing = false
  private readonly network = new Network()
  private readonly session: Session
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
    this.session = new Session(me, this.network, () => this.draw())
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
      content => this.current.send(content),
      isTyping => this.current.setTyping(isTyping),
    )
    this.announcer = new Announcer(me.userId)
    this.people = new PeopleView(me.userId)
    this.notifications = new NotificationList(notice => this.session.inbox.read(notice))
    this.banner = new Banner(() => this.session.retryNow())
    connectSwitch(this.network, () => this.session.retryNow())
    new Panel('people', 'show-people')
    new Panel('drawer', 'bell')
    own('read-all').addEventListener('click', () => this.session.inbox.readAll())
    own('hint').textContent = hint(location.origin, me.userId)
    own('me').textContent = me.username
    own('me').title = me.userId
    this.shelf.rooms.forEach(room => this.session.room(room))
    this.current = this.session.room(roomOfAddress(location.hash))
    this.enter()
    addEventListener('hashchange', () => this.enter())
    addEventListener('online', () => this.session.retryNow())
    document.addEventListener('visibilitychange', () => this.draw())
    document.addEventListener('keydown', event => this.pressed(event))
  }

  /** Shows the room that the address names. */
  private enter(): void {
    const room = roomOfAddress(location.hash)
    this.keep(withRoom(this.shelf, room))
    this.current = this.session.room(room)
    this.sidebar.set(false)
    this.conversation.clear()
    this.announcer.clear()
    this.composer.enter(room)
    this.composer.focus()
    own('title').textContent = room
    this.draw()
  }

  private leave(room: string): void {
    const beside = neighbour(this.shelf, room, -1)
    this.session.leave(room)
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
    const { lines, hasOlder, loaded, members, memberCount, typists, refusal } = this.current
    this.announcer.heard(lines, loaded)
    this.conversation.show({ lines, hasOlder, loaded })
    this.people.show(members, memberCount)
    own('typing').textContent = refusal ?? typingLine(typists)
    own('typing').classList.toggle('problem', refusal !== null)
    this.showRooms()
    this.notifications.show(this.session.inbox.notices, this.session.inbox.unread)
    this.banner.show(this.session.condition)
  }

  private showRooms(): void {
    const entries = this.shelf.rooms.map(room => {
      const { lines, loaded, newest } = this.session.room(room)
      const current = room === this.current.id
      if (loaded && ((current && !document.hidden) || this.shelf.read[room] === undefined)) {
        this.keep(withRead(this.shelf, room, newest))
      }
      return { room, current, unread: unread(lines, this.shelf.read[room], this.me.userId) }
    })
    this.rooms.show(entries)
    const total = entries.reduce((sum, entry) => sum + entry.unread, 0)
    own('rooms-badge').textContent = total === 0 ? '' : String(total)
    document.title = `${total === 0 ? '' : `(${total}) `}#${this.current.id} · Chorus`
  }
}
