import type { DirectoryPage } from '../../client/src/index'
import { button, element, own } from '../dom/element'
import { DirectoryList } from './directory-list'
import { roomNamed } from './room-name'

/** What fits without scrolling. */
const MOST = 8

interface Options {
  /** The user's own. */
  rooms(): readonly string[]
  /** All that there are. */
  directory(query: { part: string; after?: string; limit: number }): Promise<DirectoryPage>
  open(room: string): void
}

/**
 * A way to a room by a few letters of its name, by Ctrl+K or ⌘K and by a button: to one of the user's own, to a new one, or
 * to another of those that there are.
 */
export class Switcher {
  private readonly dialog = own<HTMLDialogElement>('switcher')
  private readonly field = own<HTMLInputElement>('switch-to')
  private readonly results = own('switch-results')
  private readonly others: DirectoryList

  constructor(private readonly options: Options) {
    const isNamed = (room: string) => room === roomNamed(this.field.value)
    this.others = new DirectoryList(
      query => options.directory(query),
      room => options.rooms().includes(room) || isNamed(room),
      room => this.choose(room),
    )
    document.addEventListener('keydown', event => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        this.enter()
      }
    })
    own('all-rooms').addEventListener('click', () => this.enter())
    this.field.addEventListener('input', () => this.show())
    own('switch-form').addEventListener('submit', event => {
      event.preventDefault()
      this.results.querySelector('button')?.click()
    })
    this.dialog.addEventListener('keydown', event => this.moved(event))
    this.dialog.addEventListener('click', ({ target }) => target === this.dialog && this.dialog.close())
  }

  private enter(): void {
    if (!this.dialog.open) {
      this.field.value = ''
      this.show()
      this.dialog.showModal()
    }
  }

  private show(): void {
    const found = matching(this.options.rooms(), this.field.value)
    this.results.replaceChildren(
      ...found.map(({ room, isNew }) =>
        element('li', '', button(isNew ? `Join or start #${room}` : `#${room}`, '', () => this.choose(room))),
      ),
    )
    this.others.look(wanted(this.field.value))
  }

  private choose(room: string): void {
    this.dialog.close()
    this.options.open(room)
  }

  private moved(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const stops = [this.field, ...this.dialog.querySelectorAll<HTMLElement>('button:not([hidden])')]
      const at = stops.indexOf(document.activeElement as HTMLElement)
      stops[(at + step + stops.length) % stops.length]?.focus()
    }
  }
}

/** The rooms that have these letters in their names, those first that begin with them, and a new one of that name. */
export function matching(rooms: readonly string[], text: string): { room: string; isNew: boolean }[] {
  const letters = wanted(text)
  const place = (room: string) => room.toLowerCase().indexOf(letters)
  const found = rooms.filter(room => place(room) >= 0).sort((one, other) => place(one) - place(other))
  const made = letters === '' ? null : roomNamed(text)
  const isNew = made !== null && !rooms.includes(made)
  return [
    ...found.slice(0, MOST).map(room => ({ room, isNew: false })),
    ...(isNew ? [{ room: made, isNew: true }] : []),
  ]
}

/** The letters that are looked for. */
function wanted(text: string): string {
  return text.trim().replace(/^#/, '').toLowerCase()
}
