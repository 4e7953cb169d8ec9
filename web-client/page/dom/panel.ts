import { own } from './element'

/**
 * A part of the page that a button shows and hides. Escape hides it, as does a press outside; the focus goes in with it and back to the button.
 */
export class Panel {
  private readonly panel: HTMLElement
  private readonly control: HTMLElement

  constructor(
    panelId: string,
    controlId: string,
    private readonly changed: (open: boolean) => void = () => {},
  ) {
    this.panel = own(panelId)
    this.control = own(controlId)
    this.control.setAttribute('aria-controls', panelId)
    this.control.setAttribute('aria-expanded', 'false')
    this.control.addEventListener('click', () => this.set(!this.isOpen))
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        this.set(false)
      }
    })
    this.panel.querySelector('.close')?.addEventListener('click', () => this.set(false))
    document.addEventListener('pointerdown', event => {
      const target = event.target as Node
      if (this.isOpen && !this.panel.contains(target) && !this.control.contains(target)) {
        this.set(false)
      }
    })
  }

  get isOpen(): boolean {
    return this.panel.classList.contains('open')
  }

  set(open: boolean): void {
    if (open === this.isOpen) {
      return
    }
    const focused = this.panel.contains(document.activeElement)
    this.panel.classList.toggle('open', open)
    this.control.setAttribute('aria-expanded', String(open))
    if (open) {
      this.panel.focus({ preventScroll: true })
    } else if (focused) {
      this.control.focus()
    }
    this.changed(open)
  }
}
