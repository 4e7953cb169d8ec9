import { button, element, own } from '../dom/element'
import type { EmojiPicker } from './emoji-picker'
import { onGlass } from './keyboard'
import type { Line } from './timeline'

/** Those that are one press away. */
const USUAL = ['👍', '❤️', '😂']

interface Actions {
  /** The line that an element shows. */
  lineOf(made: HTMLElement): Line | undefined
  isMine(line: Line): boolean
  copy(line: Line): void
  copyLink(line: Line): void
  react(line: Line, reaction: string): void
  reply(line: Line): void
  openThread(line: Line): void
  edit(line: Line): void
  delete(line: Line): void
  /** Where the focus goes back to. */
  leave(): void
}

/**
 * What can be done with any line: beside the one that is pointed at, has the focus or was touched. ↑ and ↓ in the
 * conversation go from line to line, → and ← through what can be done with it.
 */
export class LineMenu {
  private readonly menu = element('div', 'menu')
  private readonly lines = own('lines')
  private readonly changes: HTMLElement[]
  private readonly own: HTMLElement[]
  private readonly link: HTMLElement
  private line: Line | undefined
  /** The line whose menu a touch has opened. */
  private opened: HTMLElement | null = null

  constructor(
    private readonly actions: Actions,
    picker: EmojiPicker,
  ) {
    const doing = (label: string, action: (line: Line) => void, what = '') =>
      button(label, `plain ${what}`, () => this.line !== undefined && action(this.line))
    const emoji = USUAL.map(it => doing(it, line => actions.react(line, it)))
    const more = doing('☺+', line => picker.open(more, it => actions.react(line, it)))
    more.ariaLabel = 'React'
    const reply = doing('Reply', actions.reply, 'reply')
    const thread = doing('Thread', actions.openThread, 'thread')
    const edit = doing('Edit', actions.edit)
    const remove = doing('Delete', actions.delete, 'delete')
    this.link = doing('Copy link', actions.copyLink)
    const copy = doing('Copy', actions.copy)
    this.changes = [...emoji, more, reply, thread, copy]
    this.own = [edit, remove]
    this.menu.role = 'toolbar'
    this.menu.ariaLabel = 'What can be done with this message'
    this.menu.append(...emoji, more, reply, thread, edit, remove, copy, this.link)
    const moved = ({ target }: Event) => this.moveTo((target as HTMLElement).closest<HTMLElement>('.line'))
    this.lines.addEventListener('pointerover', moved)
    this.lines.addEventListener('pointerdown', moved)
    this.lines.addEventListener('focusin', moved)
    document.addEventListener('click', ({ target }) => this.touched(target as HTMLElement))
    own('log').addEventListener('keydown', event => this.pressed(event))
  }

  /** What can be done with the line may be another now: it was on its way, say, and is stored. */
  refresh(): void {
    if (this.menu.isConnected) {
      this.moveTo(this.menu.closest<HTMLElement>('.line'))
    }
  }

  /** On glass nothing is pointed at: a touch opens the menu of a line, and the next one, wherever it is, closes it. */
  private touched(target: HTMLElement): void {
    const line = target.closest<HTMLElement>('#lines .line')
    const isMeant = onGlass() && line !== null && target.closest('a, button') === null
    this.opened = isMeant && line !== this.opened ? line : null
    this.menu.classList.toggle('open', this.opened !== null)
  }

  private moveTo(made: HTMLElement | null): void {
    if (made === null) {
      return
    }
    if (this.menu.parentElement !== made) {
      made.append(this.menu)
    }
    const line = this.actions.lineOf(made)
    this.line = line
    // What has no place yet has no address, and nothing can become of it.
    const isThere = line?.cursor != null && line.state === 'stored'
    const canChange = isThere && !line.deleted
    this.link.hidden = !isThere
    this.changes.forEach(it => (it.hidden = !canChange && it !== this.changes.at(-1)))
    this.own.forEach(it => (it.hidden = !canChange || !this.actions.isMine(line)))
  }

  private pressed(event: KeyboardEvent): void {
    const focused = document.activeElement as HTMLElement
    const line = focused.closest<HTMLElement>('.line')
    switch (event.key) {
      case 'ArrowUp':
      case 'ArrowDown':
        if (!event.altKey && this.step(line, event.key === 'ArrowUp' ? -1 : 1)) {
          event.preventDefault()
        }
        break
      case 'ArrowRight':
      case 'ArrowLeft':
        if (line !== null) {
          event.preventDefault()
          this.walk(line, focused, event.key === 'ArrowRight' ? 1 : -1)
        }
        break
      case 'Escape':
        if (line !== null) {
          this.actions.leave()
        }
        break
    }
  }

  private step(from: HTMLElement | null, by: 1 | -1): boolean {
    const all = [...this.lines.querySelectorAll<HTMLElement>('.line')]
    const next = from === null ? (by < 0 ? all.at(-1) : undefined) : all[all.indexOf(from) + by]
    if (next === undefined) {
      return false
    }
    next.tabIndex = -1
    next.focus({ preventScroll: true })
    next.scrollIntoView({ block: 'nearest' })
    return true
  }

  private walk(line: HTMLElement, focused: HTMLElement, by: 1 | -1): void {
    const stops = [line, ...this.menu.querySelectorAll<HTMLElement>('button:not([hidden])')]
    stops[(stops.indexOf(focused) + by + stops.length) % stops.length]?.focus({ preventScroll: true })
  }
}
