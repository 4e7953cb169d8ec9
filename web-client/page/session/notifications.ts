import type { Notice } from '../notifications/notification-list'

/** The user's inbox. */
export class Notifications {
  notices: (Notice & { cursor: number })[] = []
  unread = 0

  constructor(
    private readonly api: any,
    private readonly changed: () => void,
  ) {}

  async load(): Promise<void> {
    try {
      const { notifications, unread } = await this.api.notifications()
      this.unread = unread
      this.add(notifications)
    } catch {
      // Without the stored ones, those that come live are still shown.
    }
  }

  receive(event: string, data: any): void {
    if (event === 'notification') {
      if (!this.notices.some(({ id }) => id === data.id)) {
        this.unread++
        this.add([{ ...data, read: false }])
      }
    } else {
      this.unread = data.unread
      this.notices = this.notices.map(notice =>
        (data.upTo != null && notice.cursor <= data.upTo) || data.ids?.includes(notice.id)
          ? { ...notice, read: true }
          : notice,
      )
    }
    this.changed()
  }

  read(id: string): void {
    void this.api.markOneRead(id).then(({ unread }: any) => this.receive('read', { ids: [id], unread }), () => {})
  }

  readAll(): void {
    const upTo = this.notices[0]?.cursor
    void this.api.markRead(upTo).then(({ unread }: any) => this.receive('read', { upTo, unread }), () => {})
  }

  private add(more: any[]): void {
    const byId = new Map([...this.notices, ...more].map(notice => [notice.id, notice]))
    this.notices = [...byId.values()].sort((a, b) => b.cursor - a.cursor).slice(0, 100)
    this.changed()
  }
}
