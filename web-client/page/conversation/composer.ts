import { own } from '../dom/element'
import { withEmoji } from './emoji'

const SIZES_ITSELF = CSS.supports('field-sizing', 'content')
/** Keyboards on glass have no Shift+Enter, so there Enter starts a line. */
const ON_GLASS = matchMedia('(hover: none) and (pointer: coarse)')

interface Options {
  /** Answers what is wrong with a text, in words, or null when it is on its way. */
  send(content: string): string | null
  /** Told with each change whether there is a text. */
  typed(isTyping: boolean): void
  /** What was begun in a room. */
  draft(room: string): string
  keepDraft(room: string, text: string): void
}

/** Where messages are written. Enter sends, Shift+Enter starts a line; what was begun outlives the page. */
export class Composer {
  private readonly text = own<HTMLTextAreaElement>('text')
  private readonly problem = own('composer-problem')
  private room = ''

  constructor(private readonly options: Options) {
    own('composer').addEventListener('submit', event => {
      event.preventDefault()
      this.submit()
    })
    this.text.addEventListener('input', () => {
      this.replaceEmoji()
      this.problem.textContent = ''
      this.changed()
      this.options.typed(this.text.value.trim() !== '')
    })
    this.text.addEventListener('keydown', event => {
      // Enter also ends the composition of a character, which is not the end of the message.
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && !ON_GLASS.matches) {
        event.preventDefault()
        this.submit()
      }
    })
    this.text.enterKeyHint = ON_GLASS.matches ? 'enter' : 'send'
  }

  enter(room: string): void {
    this.room = room
    this.text.value = this.options.draft(room)
    this.text.placeholder = `Message #${room}`
    this.problem.textContent = ''
    this.grow()
  }

  /** Not on glass, where a keyboard would come up. */
  focus(): void {
    if (!ON_GLASS.matches) {
      this.text.focus({ preventScroll: true })
    }
  }

  /** What stood in the way of the last text does no longer. */
  clearProblem(): void {
    this.problem.textContent = ''
  }

  private submit(): void {
    const content = this.text.value.trim()
    if (content === '') {
      return
    }
    const problem = this.options.send(content)
    this.problem.textContent = problem ?? ''
    if (problem === null) {
      this.text.value = ''
      this.changed()
      this.options.typed(false)
    }
    this.text.focus({ preventScroll: true })
  }

  private replaceEmoji(): void {
    const { value, selectionStart } = this.text
    const replaced = withEmoji(value.slice(0, selectionStart))
    if (replaced !== null) {
      this.text.value = replaced + value.slice(selectionStart)
      this.text.setSelectionRange(replaced.length, replaced.length)
    }
  }

  private changed(): void {
    this.options.keepDraft(this.room, this.text.value)
    this.grow()
  }

  private grow(): void {
    if (SIZES_ITSELF) {
      return
    }
    this.text.style.height = 'auto'
    this.text.style.height = `${this.text.scrollHeight}px`
  }
}
