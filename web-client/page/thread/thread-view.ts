import type { Room } from '../../client/src/index'
import { sends } from '../conversation/keyboard'
import type { Mentionable } from '../conversation/mentions'
import { sendAll, type Send } from '../conversation/outgoing'
import type { Line } from '../conversation/timeline'
import { timeElement } from '../conversation/words'
import { written } from '../conversation/written'
import { element, own } from '../dom/element'
import { Keyed } from '../dom/keyed'
import { face } from '../people/face'
import { name } from '../people/name'

/** A message and its answers, beside the conversation. */
export class ThreadView {
  private readonly panel = own('thread')
  private readonly field = own<HTMLTextAreaElement>('thread-text')
  private readonly list: Keyed<Line>
  private open: { room: Room; first: Line } | null = null
  private fetched: readonly Line[] = []

  /**
   * @param send an answer
   * @param people those who may be mentioned
   */
  constructor(
    private readonly send: Send,
    private readonly people: () => readonly Mentionable[],
  ) {
    this.list = new Keyed<Line>(
      own('thread-lines'),
      line => line.key,
      line => draw(element('li', 'answer'), line),
      (made, line, before) => line !== before && draw(made, line),
    )
    this.panel.querySelector('.close')!.addEventListener('click', () => this.close())
    this.panel.addEventListener('keydown', event => event.key === 'Escape' && this.close())
    own('thread-form').addEventListener('submit', event => {
      event.preventDefault()
      this.submit()
    })
    this.field.addEventListener('keydown', event => {
      if (sends(event)) {
        event.preventDefault()
        this.submit()
      }
    })
  }

  /** Shows a message's answers: those that are loaded at once, and all when they have come. */
  async enter(room: Room, first: Line): Promise<void> {
    this.open = { room, first }
    this.fetched = []
    this.panel.classList.add('open')
    this.show(room)
    this.field.focus({ preventScroll: true })
    const answers = await room.replies(first).catch(() => [])
    if (this.open?.first.key === first.key) {
      this.fetched = answers
      this.show(room)
    }
  }

  /** Draws what is new, where the thread is of this room; another room closes it. */
  show(room: Room): void {
    if (this.open === null) {
      return
    }
    if (room.id !== this.open.room.id) {
      this.close()
      return
    }
    const { userId, id, key } = this.open.first
    const answers = room.messages.filter(({ replyTo }) => replyTo?.userId === userId && replyTo.id === id)
    const first = room.messages.find(it => it.key === key) ?? this.open.first
    // What is loaded is what is so now.
    const all = new Map([...this.fetched, ...answers].map(line => [line.key, line]))
    this.list.show([first, ...[...all.values()].sort((one, other) => placeOf(one) - placeOf(other))])
  }

  close(): void {
    const focused = this.panel.contains(document.activeElement)
    this.open = null
    this.panel.classList.remove('open')
    if (focused) {
      own('text').focus({ preventScroll: true })
    }
  }

  private submit(): void {
    const content = this.field.value.trim()
    if (content !== '' && this.open !== null) {
      const left = sendAll(content, this.send, this.people(), this.open.first)
      this.field.value = left?.text ?? ''
      own('thread-problem').textContent = left?.problem ?? ''
    }
  }
}

function placeOf({ cursor }: Line): number {
  return cursor ?? Infinity
}

function draw(made: HTMLElement, line: Line): HTMLElement {
  const content = line.deleted ? [element('em', 'faint', 'This message was deleted.')] : written(line.content)
  made.replaceChildren(
    face(line.userId, line.username),
    element('p', 'heading', element('b', '', name(line.username)), timeElement(line.timestamp)),
    element('div', `content ${line.state}`, ...content),
  )
  return made
}
