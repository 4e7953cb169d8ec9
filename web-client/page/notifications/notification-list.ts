import { element, own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { dayName, timeElement } from '../conversation/words'
import type { Notice } from '../../client/src/index'

/** The notifications of the user, newest first, and the bell that says how many are unread. */
export class NotificationList {
  private readonly badge = own('bell-badge')
  private readonly list: Keyed<Notice>

  constructor(open: (notice: Notice) => void) {
    this.list = new Keyed<Notice>(
      own('notifications'),
      notice => notice.id,
      notice => make(notice, open),
      (made, { read }) => made.classList.toggle('unread', !read),
    )
  }

  show(notices: readonly Notice[], unread: number): void {
    this.badge.textContent = unread === 0 ? '' : unread > 99 ? '99+' : String(unread)
    own('bell').setAttribute('aria-label', `Notifications, ${unread} unread`)
    own('read-all').toggleAttribute('disabled', unread === 0)
    own('nothing-yet').hidden = notices.length > 0
    this.list.show(notices)
  }
}

function make(notice: Notice, open: (notice: Notice) => void): HTMLElement {
  const { type, title, message, timestamp } = notice
  const when = element('small', '', `${dayName(timestamp, Date.now())}, `, timeElement(timestamp))
  const made = element('button', 'notice', element('b', '', title ?? type), element('span', 'text', message), when)
  made.type = 'button'
  made.addEventListener('click', () => open(notice))
  return element('li', notice.read ? '' : 'unread', made)
}
