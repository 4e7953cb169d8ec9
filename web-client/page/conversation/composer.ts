import { own } from '../dom/element'

const SIZES_ITSELF = CSS.supports('field-sizing', 'content')

/** Where messages are written. Enter sends, Shift+Enter starts a line. */
export class Composer {
  private readonly text = own<HTMLTextAreaElement>('text')
  private readonly problem = own('composer-problem')
  private readonly drafts = new Map<string, string>()
  private room = ''

  /**
   * @param send answers what is wrong with a text, in words, or null when it is on its way
   * @param typed told with each change whether there is a text
   */
  constructor(
    private readonly send: (content: string) => string | null,
    private readonly typed: (isTyping: boolean) => void,
  ) {
    own('composer').addEventListener('submit', event => {
      event.preventDefault()
      this.submit()
    })
    this.text.addEventListener('input', () => {
      this.problem.textContent = ''
      this.grow()
      this.typed(this.text.value.trim() !== '')
    })
    this.text.addEventListener('keydown', event => {
      // Enter also ends the composition of a character, which is not the end of the message.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault()
        this.submit()
      }
    })
  }

  /** Keeps what was begun in one room while another is open. */
  enter(room: string): void {
    this.drafts.set(this.room, this.text.value)
    this.room = room
    this.text.value = this.drafts.get(room) ?? ''
    this.text.placeholder = `Message #${room}`
    this.problem.textContent = ''
    this.grow()
  }

  focus(): void {
    this.text.focus({ preventScroll: true })
  }

  private submit(): void {
    const content = this.text.value.trim()
    if (content === '') {
      return
    }
    const problem = this.send(content)
    this.problem.textContent = problem ?? ''
    if (problem === null) {
      this.text.value = ''
      this.grow()
      this.typed(false)
    }
    this.focus()
  }

  private grow(): void {
    if (SIZES_ITSELF) {
      return
    }
    this.text.style.height = 'auto'
    this.text.style.height = `${this.text.scrollHeight}px`
  }
}
