import { ChorusClient, type Room } from '../client/src/index'
import { Alerts } from './alerts/alerts'
import { Favicon } from './alerts/favicon'
import { Announcer } from './conversation/announcer'
import { Composer } from './conversation/composer'
import { ConversationView } from './conversation/conversation-view'
import { EmojiPicker } from './conversation/emoji-picker'
import { LineMenu } from './conversation/line-menu'
import { MessageActions } from './conversation/message-actions'
import { showSeen } from './conversation/seen'
import type { Line } from './conversation/timeline'
import { typingLine } from './conversation/words'
import { own } from './dom/element'
import { Panel } from './dom/panel'
import { Toast } from './dom/toast'
import type { Login, User } from './identity/login'
import { Logout } from './identity/logout'
import { Banner } from './network/banner'
import { Network } from './network/network'
import { connectSwitch } from './network/network-switch'
import { hint } from './notifications/hint'
import { NotificationList } from './notifications/notification-list'
import { PeopleView } from './people/people-view'
import { shareRooms } from './rooms/membership'
import { addressOf, FIRST_ROOM, placeOfAddress } from './rooms/room-name'
import { RoomList } from './rooms/room-list'
import { neighbour, Shelf } from './rooms/shelf'
import { Switcher } from './rooms/switcher'
import { counted, isMeant, isShort, MOST_UNREAD, unread } from './rooms/unread'
import { Search } from './search/search'
import { ThreadView } from './thread/thread-view'

/** Messages of a room that a page keeps: who reads back for long has them all. */
const KEPT = 20_000

/** The chat of one user: joins his rooms, and shows one of them. */
export class Chat {
  private readonly shelf: Shelf
  private current: Room
  private drawing = false
  private readonly lengthening = new Set<string>()
  /** Rooms that were entered in this window. */
  private readonly inside = new Set<string>()
  private readonly network = new Network()
  private readonly client: ChorusClient
  private readonly rooms: RoomList
  private readonly conversation: ConversationView
  private readonly composer: Composer
  private readonly thread: ThreadView
  private readonly lineMenu: LineMenu
  private readonly announcer: Announcer
  private readonly people: PeopleView
  private readonly notifications: NotificationList
  private readonly banner: Banner
  private readonly toast = new Toast()
  private readonly favicon = new Favicon()
  private readonly sidebar = new Panel('sidebar', 'show-rooms')
  private readonly peoplePanel = new Panel('people', 'show-people')

  private readonly me: User

  constructor(private readonly login: Login) {
    const { user: me } = login
    this.me = me
    this.shelf = new Shelf(localStorage, me.userId)
    this.client = new ChorusClient({
      url: location.origin,
      token: () => login.token({ fetch: this.network.fetch, refused: this.isRefused }),
      WebSocket: this.network.WebSocket,
      fetch: this.network.fetch,
      storage: localStorage,
      keepMessages: KEPT,
    })
    this.client.on('change', () => this.draw())
    this.rooms = new RoomList({
      open: room => (location.hash = room),
      leave: room => this.leave(room),
    })
    const picker = new EmojiPicker()
    const messages = new MessageActions(() => this.current, me.userId, this.toast)
    this.conversation = new ConversationView(
      me.userId,
      {
        retry: line => this.current.retry(line.id),
        discard: line => this.current.discard(line.id),
        react: (line, reaction, on) => messages.react(line, reaction, on),
        openThread: line => void this.thread.enter(this.current, line),
        goToAnswered: answered => messages.goToAnswered(answered),
      },
      {
        loadOlder: limit => this.current.loadOlder(limit),
        moved: () => this.draw(),
        tooOld: () => this.toast.show('That message is further back than this page goes.'),
      },
    )
    this.composer = new Composer(
      {
        send: (...message) => this.send(...message),
        edit: (line, content, metadata) => messages.edit(line, content, metadata),
        lastOwn: () => messages.lastOwn(),
        people: () => this.others,
        typed: isTyping => this.current.setTyping(isTyping),
        draft: room => this.shelf.draft(room),
        keepDraft: (room, text) => this.shelf.keepDraft(room, text),
      },
      picker,
    )
    this.thread = new ThreadView(
      (...message) => this.send(...message),
      () => this.others,
    )
    this.announcer = new Announcer(me.userId)
    this.people = new PeopleView(me.userId)
    this.notifications = new NotificationList(this.client.inbox)
    this.banner = new Banner(() => (login.hasEnded ? login.again() : this.client.retryNow()))
    connectSwitch(this.network, () => this.client.retryNow())
    new Panel('drawer', 'bell')
    new Alerts(this.client, me.userId)
    new Switcher({
      rooms: () => this.shelf.rooms,
      directory: query => this.client.directory(query),
      open: room => (location.hash = room),
    })
    this.lineMenu = new LineMenu(
      {
        lineOf: made => this.conversation.lineWith(made.dataset.key),
        isMine: line => messages.isMine(line),
        copy: line => messages.copy(line),
        copyLink: line => messages.copyLink(line),
        react: (line, reaction) => messages.react(line, reaction),
        reply: line => this.composer.reply(line),
        openThread: line => void this.thread.enter(this.current, line),
        edit: line => this.composer.edit(line),
        delete: line => messages.delete(line),
        leave: () => this.composer.focus(),
      },
      picker,
    )
    new Search(this.client, () => this.current.id)
    new Logout(login, this.client, this.shelf, this.toast)
    shareRooms(this.client, this.shelf, () => this.changedElsewhere())
    own('leave-room').addEventListener('click', () => this.leave(this.current.id))
    own('hint').textContent = hint(location.origin, me.userId)
    own('me').textContent = me.username
    own('me').title = me.userId
    this.joinAll()
    this.current = this.client.room(this.shelf.rooms[0] ?? FIRST_ROOM)
    this.enter()
    this.shelf.watch(() => this.changedElsewhere())
    addEventListener('hashchange', () => this.enter())
    document.addEventListener('visibilitychange', () => this.draw())
    document.addEventListener('keydown', event => this.pressed(event))
  }

  /** Whether the server has refused the last token. The first is asked for while there is no client yet. */
  private get isRefused(): boolean {
    const state = this.client?.state
    return state !== undefined && 'reason' in state && state.reason?.code === 'unauthorized'
  }

  /** Who else is in the room. */
  private get others(): readonly User[] {
    return this.current.members.filter(({ userId }) => userId !== this.me.userId)
  }

  /** Shows the room that the address names. */
  private enter(): void {
    const place = placeOfAddress(location.hash)
    if (place === null) {
      this.toast.show('No room can be called that.')
    } else if (!this.shelf.rooms.includes(place.room) && this.shelf.isFull) {
      this.toast.show('You are in as many rooms as one can be in. Leave one first.')
    } else {
      this.shelf.add(place.room)
      this.current = this.client.room(place.room)
    }
    const { id } = this.current
    this.inside.add(id)
    history.replaceState(null, '', addressOf({ room: id, cursor: undefined }))
    this.sidebar.set(false)
    this.peoplePanel.set(false)
    this.conversation.enter(id, this.shelf.read(id), place?.room === id ? place.cursor : undefined)
    this.announcer.clear()
    this.composer.enter(id)
    this.composer.focus()
    own('title').textContent = id
    this.draw()
  }

  /** Answers what is wrong, in words, or null when the message is on its way. */
  private send(content: string, metadata: object | undefined, replyTo: Line | undefined): string | null {
    if (this.current.isFull) {
      return 'Too many messages are on their way. Wait a moment.'
    }
    const { id } = this.current.send(content, metadata, replyTo)
    // One that cannot be sent at all is not even among those on their way.
    return id === '' ? (this.current.snapshot.refusal?.message ?? 'This cannot be sent now.') : null
  }

  private leave(room: string): void {
    const beside = neighbour(this.shelf.rooms, room, -1)
    this.goOut(room)
    this.shelf.remove(room)
    this.toast.show(`You have left #${room}.`, { label: 'Undo', run: () => (location.hash = room) })
    if (room === this.current.id) {
      this.showBeside(beside === room ? FIRST_ROOM : beside)
    }
    this.draw()
  }

  private goOut(room: string): void {
    this.inside.delete(room)
    this.client.leave(room)
  }

  private showBeside(room: string): void {
    history.replaceState(null, '', `#${room}`)
    this.enter()
  }

  private joinAll(): void {
    this.shelf.rooms.forEach(room => {
      this.client.room(room)
      this.inside.add(room)
    })
  }

  /** Another window has entered or left a room, or read in one. */
  private changedElsewhere(): void {
    this.joinAll()
    if (!this.shelf.rooms.includes(this.current.id)) {
      this.showBeside(this.shelf.rooms[0] ?? FIRST_ROOM)
    }
    const { rooms } = this.shelf
    const left = [...this.inside].filter(room => !rooms.includes(room))
    left.forEach(room => this.goOut(room))
    this.draw()
  }

  private pressed(event: KeyboardEvent): void {
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      location.hash = neighbour(this.shelf.rooms, this.current.id, event.key === 'ArrowUp' ? -1 : 1)
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
    const { snapshot } = this.current
    const { messages, hasOlder, hasFirst, loaded, members, memberCount, typing, refusal } = snapshot
    this.announcer.heard(messages, loaded)
    this.conversation.show({ lines: messages, hasOlder, hasFirst, loaded, unread: this.unreadIn(this.current.id) })
    this.lineMenu.refresh()
    this.thread.show(this.current)
    this.people.show(members, memberCount)
    showSeen(snapshot, this.me.userId)
    own('typing').replaceChildren(
      ...(refusal === null ? typingLine(typing.map(({ username }) => username)) : [refusal.message]),
    )
    own('typing').classList.toggle('problem', refusal !== null)
    if (!this.current.isFull && refusal === null) {
      this.composer.clearProblem()
    }
    this.showRooms()
    this.notifications.show()
    this.banner.show(this.client.state, this.login.hasEnded)
  }

  private showRooms(): void {
    const entries = this.shelf.rooms.map(room => {
      this.noteRead(this.client.room(room))
      const { messages } = this.client.room(room)
      const meant = isMeant(messages, this.shelf.read(room), this.me.userId)
      return { room, current: room === this.current.id, unread: this.unreadIn(room), meant }
    })
    this.rooms.show(entries)
    const total = entries.reduce((sum, entry) => sum + entry.unread, 0)
    own('rooms-badge').textContent = counted(total)
    this.favicon.show(total + this.client.inbox.unread > 0)
    document.title = `${total === 0 ? '' : `(${counted(total)}) `}#${this.current.id} · Chorus`
  }

  /** What is in sight is read, and so is what was there before the room was entered for the first time. */
  private noteRead(room: Room): void {
    const { snapshot, newest, id } = room
    if (snapshot.read !== null) {
      this.shelf.markRead(id, snapshot.read.cursor)
    }
    const read = this.shelf.read(id)
    const isSeen = id === this.current.id && !document.hidden && this.conversation.isAtEnd
    if (snapshot.loaded && newest > (read ?? -1) && (isSeen || read === undefined)) {
      this.shelf.markRead(id, newest)
      room.markRead(newest)
    } else if (isShort(snapshot, read) && !this.lengthening.has(id)) {
      this.lengthening.add(id)
      void room.loadOlder(2 * MOST_UNREAD).finally(() => this.lengthening.delete(id))
    }
  }

  private unreadIn(room: string): number {
    return unread(this.client.room(room).messages, this.shelf.read(room), this.me.userId)
  }
}
