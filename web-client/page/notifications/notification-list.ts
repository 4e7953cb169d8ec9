import { element, own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { dayName, timeElement } from '../conversation/words'
import { counted } from '../rooms/unread'
import type { Inbox, Notice } from '../../client/src/index'

/** The notifications of the user, newest first, and the bell that says how many are unread. */
export class NotificationList {
  private readonly badge = own('bell-badge')
  private readonly list: Keyed<Notice>

  constructor(private readonly inbox: Inbox) {
    own('read-all').addEventListener('click', () => inbox.readAll())
    own('older-notifications').addEventListener('click', () => void inbox.loadOlder())
    this.list = new Keyed<Notice>(
      own('notifications'),
      notice => notice.id,
      notice => make(notice, () => inbox.read(notice)),
      (made, { read }) => made.classList.toggle('unread', !read),
    )
  }

  show(): void {
    const { notices, unread, hasOlder } = this.inbox
    this.badge.textContent = counted(unread)
    own('bell').setAttribute('aria-label', `Notifications, ${unread} unread`)
    own('read-all').toggleAttribute('disabled', unread === 0)
    own('older-notifications').hidden = !hasOlder
    own('nothing-yet').hidden = notices.length > 0
    this.list.show(notices)
  }
}

function make(notice: Notice, open: () => void): HTMLElement {
  const { type, title, message, timestamp } = notice
  const when = element('small', '', `${dayName(timestamp, Date.now())}, `, timeElement(timestamp))
  const made = element('button', 'notice', element('b', '', title ?? type), element('span', 'text', message), when)
  made.type = 'button'
  made.addEventListener('click', () => {
    open()
    const target = targetOf(notice)
    if (target !== null) {
      window.open(target, '_blank', 'noopener')
    }
  })
  return element('li', notice.read ? '' : 'unread', made)
}

/** Where a notification leads: the `url` in its data, if it is one that a page may open. */
export function targetOf({ data }: Pick<Notice, 'data'>): string | null {
  const url = (data as { url?: unknown } | null | undefined)?.url
  return typeof url === 'string' && /^(?:https?:\/\/|\/)/i.test(url) ? url : null
}
