import type { Api, HttpError } from './api.js'
import type { Notification, ServerFrame } from './protocol.js'

const PAGE = 50
const CAPACITY = 1_000
const FIRST_PAUSE_MILLIS = 1_500
const LONGEST_PAUSE_MILLIS = 30_000

/** A notification, and whether it was read, here or on another device. */
export type Notice = Notification & { read: boolean }

/** The user's notifications, newest first, one per id and none left out between two. */
export interface Inbox {
  /** Newest first; another array as soon as one of them is different. At most a thousand are kept. */
  readonly notices: readonly Notice[]
  /** How many are unread, of all and not only of those that are loaded. */
  readonly unread: number
  /** Whether {@link loadOlder} brings more. */
  readonly hasOlder: boolean
  /** Fetches the page before the oldest notice; where that fails, nothing has changed. */
  loadOlder(): Promise<void>
  /** Marks one as read, here and on the user's other devices; where that fails, it stays unread. */
  read(notice: Notice): void
  /** Marks all as read that have come so far. */
  readAll(): void
}

/** An inbox of a client, with what only the client may do. */
export class LoadedInbox implements Inbox {
  notices: readonly Notice[] = []
  unread = 0
  hasOlder = false
  /** Counts what is told of the inbox, so that an answer that was asked for before it is known to be older. */
  private version = 0
  private resting = true
  private pause = FIRST_PAUSE_MILLIS
  private again: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly api: Pick<Api, 'notifications' | 'markRead' | 'markReadUpTo'>,
    private readonly changed: () => void,
  ) {}

  /** Takes the newest page, as soon as it can be had; what came live since then counts on top. */
  async load(): Promise<void> {
    clearTimeout(this.again)
    this.resting = false
    const asked = this.version
    try {
      const { notifications, unread, hasMore } = await this.api.notifications({ limit: PAGE })
      const newest = notifications[0]?.cursor ?? 0
      const live = this.notices.filter(({ cursor, read }) => cursor > newest && !read).length
      this.take(notifications, hasMore)
      this.count(asked, unread + live)
      this.pause = FIRST_PAUSE_MILLIS
    } catch (failure) {
      // Those that come live are shown meanwhile.
      const { refused } = failure as HttpError
      this.loadIn(this.pause)
      this.pause = refused ? LONGEST_PAUSE_MILLIS : Math.min(this.pause * 2, LONGEST_PAUSE_MILLIS)
    }
  }

  /** The connection is gone; with the next one, everything is asked for anyway. */
  rest(): void {
    this.resting = true
    clearTimeout(this.again)
  }

  async loadOlder(): Promise<void> {
    const before = this.notices.at(-1)?.cursor
    if (!this.hasOlder || before === undefined) {
      return
    }
    const page = await this.api.notifications({ limit: PAGE, before }).catch(() => null)
    if (page !== null && this.notices.at(-1)?.cursor === before) {
      this.hasOlder = page.hasMore && this.notices.length + page.notifications.length < CAPACITY
      this.add(page.notifications)
    }
  }

  receive({ event, data }: ServerFrame): void {
    if (event === 'notification' && !this.notices.some(({ id }) => id === data.id)) {
      this.version++
      this.unread++
      this.add([data])
    } else if (event === 'notification_read') {
      this.version++
      this.unread = data.unread
      this.mark(({ id, cursor }) => data.ids?.includes(id) || cursor <= (data.upTo ?? 0))
    }
  }

  read(notice: Notice): void {
    if (!notice.read) {
      void this.tell(this.api.markRead(notice.id), ({ id }) => id === notice.id)
    }
  }

  readAll(): void {
    const upTo = this.notices[0]?.cursor
    if (upTo !== undefined) {
      void this.tell(this.api.markReadUpTo(upTo), ({ cursor }) => cursor <= upTo)
    }
  }

  /** Where it fails, the notices stay unread, as the server has them. */
  private async tell(call: Promise<{ unread: number }>, isMeant: (notice: Notice) => boolean): Promise<void> {
    const asked = ++this.version
    const answer = await call.catch(() => null)
    if (answer !== null) {
      this.count(asked, answer.unread)
      this.version++
      this.mark(isMeant)
    }
  }

  /** What is unread as of a moment; where something was told since, it is not known which of the two is newer. */
  private count(asked: number, unread: number): void {
    if (asked === this.version) {
      this.unread = unread
      this.changed()
    } else {
      this.loadIn(this.pause)
    }
  }

  private loadIn(millis: number): void {
    clearTimeout(this.again)
    if (!this.resting) {
      this.again = setTimeout(() => void this.load(), millis * (0.5 + Math.random() / 2))
    }
  }

  private take(notifications: Notification[], hasMore: boolean): void {
    const oldest = notifications.at(-1)?.cursor ?? 0
    if (!this.notices.some(({ cursor }) => cursor <= oldest)) {
      this.hasOlder = hasMore
    } else if (hasMore && !this.notices.some(({ cursor }) => cursor === oldest)) {
      // More was missed than a page holds: what is older is fetched again when it is asked for.
      this.notices = this.notices.filter(({ cursor }) => cursor > oldest)
      this.hasOlder = true
    }
    this.add(notifications)
  }

  private mark(isMeant: (notice: Notice) => boolean | undefined): void {
    this.notices = this.notices.map(it => (!it.read && isMeant(it) ? { ...it, read: true } : it))
    this.changed()
  }

  /** What was read stays read, whatever an older answer says. */
  private add(more: Notification[]): void {
    const known = new Map(this.notices.map(notice => [notice.id, notice]))
    for (const notification of more) {
      const read = known.get(notification.id)?.read || (notification.read ?? false)
      known.set(notification.id, { ...notification, read })
    }
    this.notices = [...known.values()].sort((a, b) => b.cursor - a.cursor).slice(0, CAPACITY)
    this.changed()
  }
}
