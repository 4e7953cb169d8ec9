import { button, element, own } from '../dom/element'
import type { Line } from './timeline'

interface Actions {
  /** The line that an element shows. */
  lineOf(made: HTMLElement): Line | undefined
  copy(line: Line): void
  copyLink(line: Line): void
}

/** What can be done with any line: beside the one that is pointed at, has the focus or was touched. */
export class LineMenu {
  private readonly menu = element('div', 'menu')
  private line: Line | undefined

  constructor(actions: Actions) {
    const copy = button('Copy', 'plain', () => this.line && actions.copy(this.line))
    const link = button('Copy link', 'plain', () => this.line && actions.copyLink(this.line))
    this.menu.append(copy, link)
    const lines = own('lines')
    const moved = ({ target }: Event) => {
      const made = (target as HTMLElement).closest<HTMLElement>('.line')
      if (made !== null && this.menu.parentElement !== made) {
        this.line = actions.lineOf(made)
        // What has no place yet has no address.
        link.hidden = this.line?.cursor == null
        made.append(this.menu)
      }
    }
    lines.addEventListener('pointerover', moved)
    lines.addEventListener('pointerdown', moved)
    lines.addEventListener('focusin', moved)
  }
}
