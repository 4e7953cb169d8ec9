import { element, own } from '../dom/element'
import { face } from '../people/face'
import { begunMention, mentionable, type Mentionable } from './mentions'

/** What fits above the composer. */
const MOST = 6

/** Offers the people of the room while a name is begun with `@`: arrows choose, Enter and Tab take, Escape closes. */
export class Completion {
  private readonly list = own('completion')
  private found: Mentionable[] = []
  private at = 0

  constructor(
    private readonly text: HTMLTextAreaElement,
    private readonly people: () => readonly Mentionable[],
    private readonly taken: (person: Mentionable) => void,
  ) {
    text.addEventListener('input', () => this.look())
    text.addEventListener('blur', () => this.close())
    // Before the focus leaves the text.
    this.list.addEventListener('pointerdown', event => {
      event.preventDefault()
      const chosen = (event.target as HTMLElement).closest('li')
      this.take([...this.list.children].indexOf(chosen!))
    })
  }

  /** Whether a key was meant for the list. */
  pressed(event: KeyboardEvent): boolean {
    if (this.found.length === 0 || event.isComposing) {
      return false
    }
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        this.at = (this.at + (event.key === 'ArrowDown' ? 1 : -1) + this.found.length) % this.found.length
        this.show()
        break
      case 'Enter':
      case 'Tab':
        this.take(this.at)
        break
      case 'Escape':
        this.close()
        break
      default:
        return false
    }
    event.preventDefault()
    event.stopPropagation()
    return true
  }

  close(): void {
    this.found = []
    this.show()
  }

  private look(): void {
    const begun = begunMention(this.text.value.slice(0, this.text.selectionStart))
    this.found = begun === null ? [] : mentionable(this.people(), begun, MOST)
    this.at = 0
    this.show()
  }

  private take(index: number): void {
    const person = this.found[index]
    if (person !== undefined) {
      const { value, selectionStart } = this.text
      const begun = begunMention(value.slice(0, selectionStart)) ?? ''
      const start = selectionStart - begun.length
      this.text.setRangeText(`${person.username} `, start, selectionStart, 'end')
      this.close()
      this.taken(person)
    }
  }

  private show(): void {
    const isOpen = this.found.length > 0
    this.list.hidden = !isOpen
    this.list.replaceChildren(
      ...this.found.map(({ userId, username }, index) => {
        const made = element('li', '', face(userId, username), element('bdi', '', username), element('small', '', userId))
        made.id = `completion-${index}`
        made.role = 'option'
        made.ariaSelected = String(index === this.at)
        return made
      }),
    )
    if (isOpen) {
      this.text.setAttribute('aria-activedescendant', `completion-${this.at}`)
    } else {
      this.text.removeAttribute('aria-activedescendant')
    }
  }
}
