import type { Api, HttpError } from './api.js'
import type { Notification, ServerFrame } from './protocol.js'

const PAGE = 50
const CAPACITY = 1_000
const FIRST_PAUSE_MILLIS = 1_500
const LONGEST_PAUSE_MILLIS = 30_000

/** A notification, and whether it was read, here or on another device. */
export type Notice = Notification & { read: boolean }

/** The user's notifications, newest first, one per id and none left out between two, and how many are unread. */
export class Inbox {
  notices: readonly Notice[] = []
  unread = 0
  hasOlder = false
  private resting = true
  private pause = FIRST_PAUSE_MILLIS
  private again: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly api: Api,
    private readonly changed: () => void,
  ) {}

  /**
   * Takes the newest page, as soon as it can be had; what came live since then counts on top.
   *
   * @internal
   */
  async load(): Promise<void> {
    clearTimeout(this.again)
    this.resting = false
    try {
      const { notifications, unread, hasMore } = await this.api.notifications({ limit: PAGE })
      const newest = notifications[0]?.cursor ?? 0
      const oldest = notifications.at(-1)?.cursor ?? 0
      if (!this.notices.some(({ cursor }) => cursor <= oldest)) {
        this.hasOlder = hasMore
      } else if (hasMore && !this.notices.some(({ cursor }) => cursor === oldest)) {
        // More was missed than a page holds: what is older is fetched again when it is asked for.
        this.notices = this.notices.filter(({ cursor }) => cursor > oldest)
        this.hasOlder = true
      }
      this.unread = unread + this.notices.filter(it => it.cursor > newest && !it.read).length
      this.add(notifications)
      this.pause = FIRST_PAUSE_MILLIS
    } catch (failure) {
      // Those that come live are shown meanwhile.
      if (!this.resting && !(failure as HttpError).final) {
        this.again = setTimeout(() => void this.load(), this.pause * (0.5 + Math.random() / 2))
        this.pause = Math.min(this.pause * 2, LONGEST_PAUSE_MILLIS)
      }
    }
  }

  /**
   * The connection is gone; with the next one, everything is asked for anyway.
   *
   * @internal
   */
  rest(): void {
    this.resting = true
    clearTimeout(this.again)
  }

  /** Fetches the page before the oldest notice, up to a thousand of them; where that fails, nothing has changed. */
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

  /** @internal */
  receive({ event, data }: ServerFrame): void {
    if (event === 'notification' && !this.notices.some(({ id }) => id === data.id)) {
      this.unread++
      this.add([data])
    } else if (event === 'notification_read') {
      this.mark(({ id, cursor }) => data.ids?.includes(id) || cursor <= (data.upTo ?? 0), data.unread)
    }
  }

  read(notice: Notice): void {
    if (!notice.read) {
      this.tell(this.api.markRead(notice.id), ({ id }) => id === notice.id)
    }
  }

  readAll(): void {
    const upTo = this.notices[0]?.cursor
    if (upTo !== undefined) {
      this.tell(this.api.markReadUpTo(upTo), ({ cursor }) => cursor <= upTo)
    }
  }

  /** Where it fails, the notices stay unread, as the server has them. */
  private tell(call: Promise<{ unread: number }>, isMeant: (notice: Notice) => boolean): void {
    call.then(
      ({ unread }) => this.mark(isMeant, unread),
      () => {},
    )
  }

  private mark(isMeant: (notice: Notice) => boolean | undefined, unread: number): void {
    this.unread = unread
    this.notices = this.notices.map(it => (isMeant(it) ? { ...it, read: true } : it))
    this.changed()
  }

  private add(more: Notification[]): void {
    const known = new Map(this.notices.map(notice => [notice.id, notice]))
    for (const notification of more) {
      const read = notification.read ?? known.get(notification.id)?.read ?? false
      known.set(notification.id, { ...notification, read })
    }
    this.notices = [...known.values()].sort((a, b) => b.cursor - a.cursor).slice(0, CAPACITY)
    this.changed()
  }
}
