import { own } from '../dom/element'
import { name } from '../people/name'
import { Completion } from './completion'
import { withEmoji } from './emoji'
import type { EmojiPicker } from './emoji-picker'
import { onGlass, sends } from './keyboard'
import { firstWords } from './line-view'
import { metadataOf, type Mentionable } from './mentions'
import { sendAll, type Send } from './outgoing'
import type { Line } from './timeline'

const SIZES_ITSELF = CSS.supports('field-sizing', 'content')

interface Options {
  send: Send
  edit(line: Line, content: string, metadata: object | undefined): void
  /** The user's last message in the room that can be edited. */
  lastOwn(): Line | undefined
  /** Who can be mentioned. */
  people(): readonly Mentionable[]
  /** Told with each change whether there is a text. */
  typed(isTyping: boolean): void
  /** What was begun in a room. */
  draft(room: string): string
  keepDraft(room: string, text: string): void
}

/** What a text is written for, where it is not just the next message. */
type About = { kind: 'edit' | 'reply'; line: Line }

/**
 * Where messages are written. Enter sends, Shift+Enter starts a line, ↑ in an empty one edits the last; what was begun
 * outlives the page.
 */
export class Composer {
  private readonly text = own<HTMLTextAreaElement>('text')
  private readonly problem = own('composer-problem')
  private readonly completion: Completion
  private room = ''
  private about: About | null = null
  /** Who was chosen for the text, beside those who are there. */
  private chosen: Mentionable[] = []

  constructor(
    private readonly options: Options,
    picker: EmojiPicker,
  ) {
    this.completion = new Completion(this.text, options.people, person => {
      this.chosen.push(person)
      this.changed()
    })
    own('composer').addEventListener('submit', event => {
      event.preventDefault()
      this.submit()
    })
    own('about-cancel').addEventListener('click', () => this.cancel())
    own('add-emoji').addEventListener('click', () => picker.open(own('add-emoji'), emoji => this.insert(emoji)))
    this.text.addEventListener('input', () => {
      this.replaceEmoji()
      this.problem.textContent = ''
      this.changed()
      this.options.typed(this.text.value.trim() !== '')
    })
    this.text.addEventListener('keydown', event => this.completion.pressed(event) || this.pressed(event))
    this.text.enterKeyHint = onGlass() ? 'enter' : 'send'
  }

  enter(room: string): void {
    this.room = room
    this.be(null)
    this.text.value = this.options.draft(room)
    this.text.placeholder = `Message #${room}`
    this.problem.textContent = ''
    this.completion.close()
    this.grow()
  }

  /** Not on glass, where a keyboard would come up. */
  focus(): void {
    if (!onGlass()) {
      this.text.focus({ preventScroll: true })
    }
  }

  reply(line: Line): void {
    if (this.about?.kind === 'edit') {
      this.cancel()
    }
    this.be({ kind: 'reply', line })
    this.text.focus({ preventScroll: true })
  }

  /** Has a message rewritten; what was begun comes back after it. */
  edit(line: Line): void {
    this.be({ kind: 'edit', line })
    this.text.value = line.content
    this.grow()
    this.text.focus({ preventScroll: true })
    this.text.setSelectionRange(line.content.length, line.content.length)
  }

  /** What stood in the way of the last text does no longer. */
  clearProblem(): void {
    this.problem.textContent = ''
  }

  private pressed(event: KeyboardEvent): void {
    if (sends(event)) {
      event.preventDefault()
      this.submit()
    } else if (event.key === 'Escape' && this.about !== null) {
      this.cancel()
    } else if (event.key === 'ArrowUp' && !event.altKey && this.text.value === '' && this.about === null) {
      const last = this.options.lastOwn()
      if (last !== undefined) {
        event.preventDefault()
        this.edit(last)
      }
    }
  }

  private submit(): void {
    const content = this.text.value.trim()
    if (content === '') {
      return
    }
    const { about } = this
    const people = [...this.options.people(), ...this.chosen]
    if (about?.kind === 'edit') {
      if (content !== about.line.content) {
        this.options.edit(about.line, content, metadataOf(content, people, about.line.metadata))
      }
      this.cancel()
      return
    }
    const left = sendAll(content, this.options.send, people, about?.line)
    this.text.value = left?.text ?? ''
    this.problem.textContent = left?.problem ?? ''
    this.changed()
    if (left !== null) {
      return
    }
    this.be(null)
    this.options.typed(false)
    this.text.focus({ preventScroll: true })
  }

  private cancel(): void {
    const wasEdit = this.about?.kind === 'edit'
    this.be(null)
    if (wasEdit) {
      this.text.value = this.options.draft(this.room)
      this.grow()
    }
    this.text.focus({ preventScroll: true })
  }

  private be(about: About | null): void {
    this.about = about
    this.chosen = []
    own('about').hidden = about === null
    if (about !== null) {
      const { kind, line } = about
      const words = kind === 'edit' ? ['Editing your message'] : ['Answering ', name(line.username), `: ${firstWords(line)}`]
      own('about-text').replaceChildren(...words)
    }
  }

  private insert(emoji: string): void {
    const { selectionStart, selectionEnd } = this.text
    this.text.setRangeText(emoji, selectionStart, selectionEnd, 'end')
    this.text.focus({ preventScroll: true })
    this.changed()
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
    // What is edited is no draft.
    if (this.about?.kind !== 'edit') {
      this.options.keepDraft(this.room, this.text.value)
    }
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
