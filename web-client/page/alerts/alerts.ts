import type { ChorusClient, Notification as Notice, RoomMessage } from '../../client/src/index'
import { own } from '../dom/element'
import { keep } from '../dom/keep'
import { targetOf } from '../notifications/notification-list'
import { nameText } from '../people/name'
import { addressOf } from '../rooms/room-name'
import { chime } from './chime'

const KEY = 'chorus.alerts'
const LENGTH = 200

/** Tells of what comes while nobody looks, by the desktop's notifications and a sound, for those who want it. */
export class Alerts {
  private readonly control = own('alerts')

  /** @param me the user, of whose own messages nothing is told */
  constructor(
    client: ChorusClient,
    private readonly me: string,
  ) {
    // Pages without https, and some browsers, have none.
    this.control.hidden = !('Notification' in window)
    this.control.addEventListener('click', () => void this.turn())
    this.mark()
    client.on('message', message => this.hear(message))
    client.on('notification', notice => this.tell(notice.title ?? notice.type, notice.message, notice.id, notice))
  }

  private get isOn(): boolean {
    return localStorage.getItem(KEY) === 'on' && 'Notification' in window && Notification.permission === 'granted'
  }

  private async turn(): Promise<void> {
    const wanted = !this.isOn && (await Notification.requestPermission()) === 'granted'
    keep(localStorage, KEY, wanted ? 'on' : 'off')
    this.mark()
  }

  private mark(): void {
    this.control.setAttribute('aria-checked', String(this.isOn))
  }

  private hear({ userId, username, roomId, content, key, cursor }: RoomMessage): void {
    if (userId !== this.me) {
      const hash = addressOf({ room: roomId, cursor: cursor ?? undefined })
      this.tell(`${nameText(username)} in #${roomId}`, content, key, { hash })
    }
  }

  private tell(title: string, body: string, tag: string, target: Notice | { hash: string }): void {
    if (!this.isOn || (!document.hidden && document.hasFocus())) {
      return
    }
    // Two windows that say the same say it once, by its tag.
    const shown = new Notification(title, { body: body.slice(0, LENGTH), tag })
    shown.onclick = () => {
      focus()
      shown.close()
      if ('hash' in target) {
        location.hash = target.hash
      } else {
        const url = targetOf(target)
        if (url !== null) {
          window.open(url, '_blank', 'noopener')
        }
      }
    }
    chime()
  }
}
