import { button, element, own } from '../dom/element'
import { keep } from '../dom/keep'
import { named } from './emoji'

const RECENT = 'chorus.emoji'
const MOST_RECENT = 8

/** Emoji to choose from by looking or by their names; those that were used last come first. */
export class EmojiPicker {
  private readonly panel = own('emoji')
  private readonly field = own<HTMLInputElement>('emoji-name')
  private readonly choices = own('emoji-choices')
  private chosen: (emoji: string) => void = () => {}
  private anchor: HTMLElement | null = null

  constructor() {
    this.field.addEventListener('input', () => this.show())
    this.field.addEventListener('keydown', event => {
      if (event.key === 'Enter') {
        event.preventDefault()
        this.choices.querySelector('button')?.click()
      }
    })
    this.panel.addEventListener('keydown', event => this.pressed(event))
    this.panel.addEventListener('toggle', event => {
      if ((event as ToggleEvent).newState === 'closed' && this.panel.contains(document.activeElement)) {
        this.anchor?.focus()
      }
    })
  }

  /** Beside an element, which gets the focus back. */
  open(anchor: HTMLElement, chosen: (emoji: string) => void): void {
    this.anchor = anchor
    this.chosen = chosen
    this.field.value = ''
    this.show()
    this.panel.showPopover()
    const { top, bottom, right } = anchor.getBoundingClientRect()
    const { offsetWidth, offsetHeight } = this.panel
    const above = top - offsetHeight - 6
    this.panel.style.top = `${Math.max(8, above < 8 ? Math.min(bottom + 6, innerHeight - offsetHeight - 8) : above)}px`
    this.panel.style.left = `${Math.max(8, Math.min(right - offsetWidth, innerWidth - offsetWidth - 8))}px`
    this.field.focus()
  }

  private show(): void {
    const recent = this.field.value === '' ? this.recent : []
    const found = named(this.field.value).filter(([, emoji]) => !recent.includes(emoji))
    const all = [...recent.map(emoji => ['', emoji] as const), ...found]
    this.choices.replaceChildren(
      ...all.map(([name, emoji]) => {
        const made = button(emoji, 'choice', () => this.choose(emoji))
        made.title = name
        made.ariaLabel = name === '' ? emoji : name.replaceAll('_', ' ')
        return made
      }),
    )
    if (all.length === 0) {
      this.choices.replaceChildren(element('p', 'faint', 'None is called that.'))
    }
  }

  private choose(emoji: string): void {
    keep(localStorage, RECENT, JSON.stringify([...new Set([emoji, ...this.recent])].slice(0, MOST_RECENT)))
    this.panel.hidePopover()
    this.chosen(emoji)
  }

  private pressed(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key]
    const choices = [...this.choices.querySelectorAll('button')]
    const at = choices.indexOf(document.activeElement as HTMLButtonElement)
    if (step !== undefined && (at >= 0 || event.key === 'ArrowDown')) {
      event.preventDefault()
      const next = at < 0 ? 0 : at + step
      ;(choices[next] ?? this.field).focus()
    }
  }

  private get recent(): string[] {
    try {
      return JSON.parse(localStorage.getItem(RECENT) ?? '[]') as string[]
    } catch {
      return []
    }
  }
}
