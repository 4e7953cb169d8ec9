import { button, own } from './element'

const SECONDS = 8

/** Says something for a few seconds, with at most one thing to do about it. */
export class Toast {
  private readonly element = own('toast')
  private timer: number | undefined

  show(text: string, action?: { label: string; run(): void }): void {
    clearTimeout(this.timer)
    this.element.replaceChildren(text)
    if (action !== undefined) {
      this.element.append(
        ' ',
        button(action.label, 'plain', () => {
          this.hide()
          action.run()
        }),
      )
    }
    this.element.hidden = false
    this.timer = window.setTimeout(() => this.hide(), SECONDS * 1000)
  }

  private hide(): void {
    this.element.hidden = true
  }
}
