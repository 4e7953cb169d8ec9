import { button, element, own } from '../dom/element'
import { roomNamed } from './room-name'

/** What fits without scrolling. */
const MOST = 8

/** A way to a room by a few letters of its name: Ctrl+K or ⌘K. */
export class Switcher {
  private readonly dialog = own<HTMLDialogElement>('switcher')
  private readonly field = own<HTMLInputElement>('switch-to')
  private readonly results = own('switch-results')

  constructor(
    private readonly rooms: () => readonly string[],
    private readonly open: (room: string) => void,
  ) {
    document.addEventListener('keydown', event => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        this.field.value = ''
        this.show()
        this.dialog.showModal()
      }
    })
    this.field.addEventListener('input', () => this.show())
    own('switch-form').addEventListener('submit', event => {
      event.preventDefault()
      this.results.querySelector('button')?.click()
    })
    this.dialog.addEventListener('keydown', event => this.moved(event))
    this.dialog.addEventListener('click', ({ target }) => target === this.dialog && this.dialog.close())
  }

  private show(): void {
    const found = matching(this.rooms(), this.field.value)
    this.results.replaceChildren(
      ...found.map(({ room, isNew }) =>
        element('li', '', button(isNew ? `Join or start #${room}` : `#${room}`, '', () => this.choose(room))),
      ),
    )
  }

  private choose(room: string): void {
    this.dialog.close()
    this.open(room)
  }

  private moved(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const stops = [this.field, ...this.results.querySelectorAll('button')]
      const at = stops.indexOf(document.activeElement as HTMLInputElement)
      stops[(at + step + stops.length) % stops.length]?.focus()
    }
  }
}

/** The rooms that have these letters in their names, those first that begin with them, and a new one of that name. */
export function matching(rooms: readonly string[], text: string): { room: string; isNew: boolean }[] {
  const wanted = text.trim().replace(/^#/, '').toLowerCase()
  const place = (room: string) => room.toLowerCase().indexOf(wanted)
  const found = rooms.filter(room => place(room) >= 0).sort((one, other) => place(one) - place(other))
  const made = wanted === '' ? null : roomNamed(text)
  const isNew = made !== null && !rooms.includes(made)
  return [
    ...found.slice(0, MOST).map(room => ({ room, isNew: false })),
    ...(isNew ? [{ room: made, isNew: true }] : []),
  ]
}
