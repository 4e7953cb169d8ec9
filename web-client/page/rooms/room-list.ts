import { button, element, own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { roomNamed } from './room-name'
import { counted } from './unread'

export interface RoomEntry {
  room: string
  unread: number
  current: boolean
  /** Whether some of it means the user. */
  meant: boolean
}

export interface RoomActions {
  open(room: string): void
  leave(room: string): void
}

/** The user's rooms, with what is unread in each, and a field for another one. */
export class RoomList {
  private readonly list: Keyed<RoomEntry>

  constructor(actions: RoomActions) {
    this.list = new Keyed<RoomEntry>(
      own('rooms'),
      entry => entry.room,
      entry => this.make(entry, actions),
      (made, entry) => this.mark(made, entry),
    )
    const form = own<HTMLFormElement>('room-form')
    const field = own<HTMLInputElement>('room-name')
    form.addEventListener('submit', event => {
      event.preventDefault()
      const room = roomNamed(field.value)
      field.setCustomValidity(room === null ? 'Letters, digits and . _ : - only' : '')
      if (room === null) {
        field.reportValidity()
        return
      }
      field.value = ''
      actions.open(room)
    })
    field.addEventListener('input', () => field.setCustomValidity(''))
  }

  show(entries: readonly RoomEntry[]): void {
    this.list.show(entries)
  }

  private make(entry: RoomEntry, actions: RoomActions): HTMLElement {
    const { room } = entry
    const link = element(
      'a',
      '',
      element('span', 'name', room),
      element('span', 'badge'),
    )
    link.href = `#${room}`
    const leave = button('×', 'leave', () => actions.leave(room))
    leave.setAttribute('aria-label', `Leave ${room}`)
    const made = element('li', '', link, leave)
    this.mark(made, entry)
    return made
  }

  private mark(made: HTMLElement, { unread, current, meant }: RoomEntry): void {
    const link = made.querySelector('a')!
    const badge = made.querySelector('.badge')!
    badge.textContent = counted(unread)
    badge.classList.toggle('meant', meant)
    badge.setAttribute('aria-label', unread === 0 ? '' : `${counted(unread)} unread${meant ? ', you are mentioned' : ''}`)
    made.classList.toggle('unread', unread > 0)
    if (current) {
      link.setAttribute('aria-current', 'page')
    } else {
      link.removeAttribute('aria-current')
    }
  }
}
